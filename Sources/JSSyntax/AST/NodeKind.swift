/// Every kind of AST node. The comment names the layout when it is not the kind's own name.
public enum NodeKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    // Primary expressions and literals
    case identifier  // Identifier: a reference, an assignment target, or a name being bound
    case privateIdentifier  // Identifier; its name includes the '#'
    case numericLiteral
    case stringLiteral
    case bigIntLiteral
    case booleanLiteral
    case nullLiteral  // LeafNode
    case regExpLiteral
    case templateLiteral
    case templateElement
    case taggedTemplateExpression
    case thisExpression  // LeafNode
    case superExpression  // LeafNode; only as CallExpression.callee or MemberExpression.object
    case arrayExpression
    case elision  // LeafNode; a hole of an array literal or array pattern
    case objectExpression
    case property
    case spreadElement  // SpreadElement; in arguments, array and object literals
    case functionExpression  // FunctionNode
    case arrowFunctionExpression  // FunctionNode
    case classExpression  // ClassNode
    case metaProperty  // MetaProperty: new.target, import.meta
    case importExpression
    // Operators
    case unaryExpression
    case updateExpression
    case binaryExpression
    case logicalExpression
    case assignmentExpression
    case conditionalExpression
    case sequenceExpression
    case callExpression
    case newExpression
    case memberExpression
    case chainExpression
    case yieldExpression
    case awaitExpression
    // Patterns
    case objectPattern
    case arrayPattern
    case assignmentPattern
    case restElement  // SpreadElement
    // Statements
    case expressionStatement
    case blockStatement
    case emptyStatement  // LeafNode
    case debuggerStatement  // LeafNode
    case variableDeclaration
    case variableDeclarator
    case ifStatement
    case forStatement
    case forInStatement  // ForInOfStatement
    case forOfStatement  // ForInOfStatement
    case whileStatement  // WhileStatement
    case doWhileStatement  // WhileStatement
    case continueStatement  // JumpStatement
    case breakStatement  // JumpStatement
    case returnStatement  // ArgumentStatement
    case throwStatement  // ArgumentStatement
    case withStatement
    case switchStatement
    case switchCase
    case labeledStatement
    case tryStatement
    case catchClause
    case functionDeclaration  // FunctionDeclaration
    case classDeclaration  // ClassNode
    // Class elements
    case methodDefinition
    case propertyDefinition
    case staticBlock
    // Modules
    case importDeclaration
    case exportNamedDeclaration
    case exportDefaultDeclaration
    case exportAllDeclaration  // LeafNode; see ModuleInfo
}

/// Prefix operators of `UnaryExpression`.
public enum UnaryOperator: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case minus, plus, not, bitwiseNot, typeof, void, delete
}

/// Operators of `BinaryExpression`; also the arithmetic part of a compound assignment.
public enum BinaryOperator: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case add, subtract, multiply, divide, remainder, exponentiate
    case shiftLeft, shiftRight, shiftRightUnsigned
    case bitwiseAnd, bitwiseOr, bitwiseXor
    case equal, notEqual, strictEqual, strictNotEqual
    case less, lessEqual, greater, greaterEqual
    case instanceof
    /// `key in object`; `#name in object` has a `.privateIdentifier` on the left.
    case `in`
}

public enum LogicalOperator: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case and, or, nullish
}

/// `=`, `+=`, `&&=`, ...
public enum AssignmentOperator: Sendable, BitwiseCopyable {
    case assign
    case compound(BinaryOperator)
    case logical(LogicalOperator)
}

public enum UpdateOperator: UInt8, Sendable, BitwiseCopyable {
    case increment, decrement
}
