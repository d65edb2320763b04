// Layouts of expression nodes and patterns. Every child that may be missing is optional.

/// `null`, `this`, `super`, an elision, an empty statement, `debugger`: nodes without fields.
public struct LeafNode: NodeLayout {
    public var header: NodeHeader
    public static func accepts(_ kind: NodeKind) -> Bool {
        switch kind {
        case .nullLiteral, .thisExpression, .superExpression, .elision, .emptyStatement, .debuggerStatement,
            .exportAllDeclaration:
            true
        default: false
        }
    }
}

/// How an identifier finds its variable.
public enum Resolution: UInt8, Sendable, BitwiseCopyable {
    /// Not looked up: property names and labels never are.
    case none
    /// `binding` is a variable of the same function.
    case local
    /// `binding` is a variable of an enclosing function of this parse (`binding.isCaptured` is true).
    case captured
    /// A variable of the code around an eval: `externalDepth`, `externalIndex`.
    case external
    /// Nothing here declares it, or the top level of this script does (then `binding` is set, its scope is the script scope):
    /// global lexical environment first, then the global object.
    case global
    /// A `with` object or variables made by a sloppy direct eval may stand between: look it up by name. `binding`, when set,
    /// is what it means when none of them has the name; otherwise it is external or global.
    case dynamic
}

/// A reference, a target of an assignment, or a name being bound; `#x` as `.privateIdentifier`.
public struct Identifier: NodeLayout {
    public var header: NodeHeader
    public var name: Name
    public var resolution: Resolution
    /// The reference may run before the variable is initialised (never for `var` and functions; for parameters only in defaults).
    public var needsTDZCheck: Bool
    /// It is assigned to: the left of an assignment, `++`, a `for` head, part of a pattern, an initialised `var`.
    public var isAssignmentTarget: Bool
    /// A `.dynamic` one that is `.external` when nothing dynamic catches it.
    public var isExternal: Bool = false
    /// Index in the list of names of the external scope (`.external`).
    public var externalIndex: UInt16
    /// Number of external scopes to go outwards (`.external`); 0 is the innermost.
    public var externalDepth: UInt32
    public var binding: Binding?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .identifier || kind == .privateIdentifier }
}

public struct NumericLiteral: NodeLayout {
    public var header: NodeHeader
    public var value: Double
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .numericLiteral }
}

public struct StringLiteral: NodeLayout {
    public var header: NodeHeader
    public var value: Name
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .stringLiteral }
}

public struct BigIntLiteral: NodeLayout {
    public var header: NodeHeader
    /// Digits with their prefix (`0x`, `0o`, `0b`) in lower case, without separators and without `n`.
    public var digits: Name
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .bigIntLiteral }
}

public struct BooleanLiteral: NodeLayout {
    public var header: NodeHeader
    public var value: Bool
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .booleanLiteral }
}

public struct RegExpLiteral: NodeLayout {
    public var header: NodeHeader
    public var pattern: Name
    public var patternFlags: Name
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .regExpLiteral }
}

/// `` `a${b}c` ``: one more quasi than expressions.
public struct TemplateLiteral: NodeLayout {
    public var header: NodeHeader
    /// `TemplateElement`s.
    public var quasis: NodeList
    public var expressions: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .templateLiteral }
}

public struct TemplateElement: NodeLayout {
    public var header: NodeHeader
    public var raw: Name
    /// False: an invalid escape, the cooked value is undefined (tagged templates only).
    public var hasCooked: Bool
    public var cooked: Name
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .templateElement }
}

public struct TaggedTemplateExpression: NodeLayout {
    public var header: NodeHeader
    public var tag: Node
    /// A `TemplateLiteral`. Its address is the identity of the site (GetTemplateObject caches by it).
    public var quasi: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .taggedTemplateExpression }
}

/// `[a, , ...b]`; holes are `.elision`.
public struct ArrayExpression: NodeLayout {
    public var header: NodeHeader
    public var elements: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .arrayExpression }
}

public struct ObjectExpression: NodeLayout {
    public var header: NodeHeader
    /// `Property` or `SpreadElement`.
    public var properties: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .objectExpression }
}

public enum PropertyKind: UInt8, Sendable, BitwiseCopyable {
    /// `key: value`, and in patterns.
    case value
    /// `{ x }`; `value` is an Identifier (in patterns perhaps inside an AssignmentPattern).
    case shorthand
    case method, get, set
    /// `__proto__: value`: sets the prototype (never in patterns).
    case proto
}

/// One property of an object literal or object pattern.
public struct Property: NodeLayout {
    public var header: NodeHeader
    public var propertyKind: PropertyKind
    public var isComputed: Bool
    /// StringLiteral (identifier names too), NumericLiteral, BigIntLiteral; any expression when computed.
    public var key: Node
    /// An expression (FunctionExpression for methods and accessors), or a pattern / target with optional AssignmentPattern.
    public var value: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .property }
}

/// `...argument`: a spread (`.spreadElement`) or, in patterns and parameters, a rest (`.restElement`).
public struct SpreadElement: NodeLayout {
    public var header: NodeHeader
    public var argument: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .spreadElement || kind == .restElement }
}

public enum MetaPropertyKind: UInt8, Sendable, BitwiseCopyable { case newTarget, importMeta }

public struct MetaProperty: NodeLayout {
    public var header: NodeHeader
    public var property: MetaPropertyKind
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .metaProperty }
}

/// `import(source, options)`
public struct ImportExpression: NodeLayout {
    public var header: NodeHeader
    public var source: Node
    public var options: Node?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .importExpression }
}

public struct UnaryExpression: NodeLayout {
    public var header: NodeHeader
    public var op: UnaryOperator
    public var argument: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .unaryExpression }
}

/// `++x`, `x++`. The argument is an Identifier or MemberExpression (or, sloppy, a call that throws ReferenceError).
public struct UpdateExpression: NodeLayout {
    public var header: NodeHeader
    public var op: UpdateOperator
    public var isPrefix: Bool
    public var argument: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .updateExpression }
}

public struct BinaryExpression: NodeLayout {
    public var header: NodeHeader
    public var op: BinaryOperator
    /// Offset of the operator.
    public var operatorStart: UInt32
    public var left: Node
    public var right: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .binaryExpression }
}

public struct LogicalExpression: NodeLayout {
    public var header: NodeHeader
    public var op: LogicalOperator
    public var left: Node
    public var right: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .logicalExpression }
}

/// `left op right`. With `=` the left side may be an ObjectPattern or ArrayPattern. A sloppy call on the left throws
/// ReferenceError when it runs (web compatibility).
public struct AssignmentExpression: NodeLayout {
    public var header: NodeHeader
    public var op: AssignmentOperator
    public var left: Node
    public var right: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .assignmentExpression }
}

public struct ConditionalExpression: NodeLayout {
    public var header: NodeHeader
    public var test: Node
    public var consequent: Node
    public var alternate: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .conditionalExpression }
}

public struct SequenceExpression: NodeLayout {
    public var header: NodeHeader
    public var expressions: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .sequenceExpression }
}

/// `callee(arguments)`, `callee?.(arguments)`, `super(arguments)`.
public struct CallExpression: NodeLayout {
    public var header: NodeHeader
    /// `callee?.(...)`: leaves the enclosing ChainExpression with undefined when the callee is nullish.
    public var isOptional: Bool
    /// `eval(...)` with the plain name: a direct eval when the callee's value is %eval%.
    public var isDirectEval: Bool
    /// An argument is a SpreadElement.
    public var hasSpread: Bool
    /// Offset of `(`.
    public var argumentsStart: UInt32
    public var callee: Node
    public var arguments: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .callExpression }
}

public struct NewExpression: NodeLayout {
    public var header: NodeHeader
    public var hasSpread: Bool
    public var callee: Node
    public var arguments: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .newExpression }
}

public enum MemberPropertyKind: UInt8, Sendable, BitwiseCopyable {
    /// `object.name`: `property` is a StringLiteral.
    case named
    /// `object[property]`
    case computed
    /// `object.#name`: `property` is a PrivateIdentifier.
    case `private`
}

public struct MemberExpression: NodeLayout {
    public var header: NodeHeader
    public var propertyKind: MemberPropertyKind
    /// `object?.name`: leaves the enclosing ChainExpression with undefined when the object is nullish.
    public var isOptional: Bool
    public var object: Node
    public var property: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .memberExpression }
}

/// The whole of `a?.b.c(d)`: where its `?.` jump to when they meet null or undefined.
public struct ChainExpression: NodeLayout {
    public var header: NodeHeader
    public var expression: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .chainExpression }
}

public struct YieldExpression: NodeLayout {
    public var header: NodeHeader
    /// `yield*`
    public var isDelegate: Bool
    public var argument: Node?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .yieldExpression }
}

public struct AwaitExpression: NodeLayout {
    public var header: NodeHeader
    public var argument: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .awaitExpression }
}

// MARK: Patterns

/// `{a, b: c = 1, ...d}` as a binding or assignment pattern.
public struct ObjectPattern: NodeLayout {
    public var header: NodeHeader
    /// `Property`, at the end perhaps a `.restElement`.
    public var properties: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .objectPattern }
}

/// `[a, , b = 1, ...c]` as a binding or assignment pattern.
public struct ArrayPattern: NodeLayout {
    public var header: NodeHeader
    /// Targets, AssignmentPatterns, `.elision`, at the end perhaps a `.restElement`.
    public var elements: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .arrayPattern }
}

/// `left = right` inside a pattern or parameter list: a target with a default.
public struct AssignmentPattern: NodeLayout {
    public var header: NodeHeader
    public var left: Node
    public var right: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .assignmentPattern }
}
