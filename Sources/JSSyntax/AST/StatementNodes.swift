// Layouts of statement nodes. Scopes are owned by the AST; a nil scope means that nothing is declared there.

public struct ExpressionStatement: NodeLayout {
    public var header: NodeHeader
    public var expression: Node
    /// A member of a directive prologue ("use strict" and others).
    public var isDirective: Bool
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .expressionStatement }
}

public struct BlockStatement: NodeLayout {
    public var header: NodeHeader
    public unowned(unsafe) var scope: Scope?
    public var body: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .blockStatement }
}

public enum VariableKind: UInt8, Sendable, BitwiseCopyable { case `var`, `let`, const }

public struct VariableDeclaration: NodeLayout {
    public var header: NodeHeader
    public var variableKind: VariableKind
    /// `VariableDeclarator`s.
    public var declarations: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .variableDeclaration }
}

public struct VariableDeclarator: NodeLayout {
    public var header: NodeHeader
    /// Identifier, ObjectPattern or ArrayPattern.
    public var id: Node
    public var initializer: Node?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .variableDeclarator }
}

public struct IfStatement: NodeLayout {
    public var header: NodeHeader
    public var test: Node
    /// `if (x) function f() {}` (sloppy) is wrapped in a BlockStatement.
    public var consequent: Node
    public var alternate: Node?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .ifStatement }
}

public struct ForStatement: NodeLayout {
    public var header: NodeHeader
    /// The `let`/`const` of the head; copied per iteration when `scope.hasCapturedBindings`.
    public unowned(unsafe) var scope: Scope?
    /// VariableDeclaration or expression.
    public var initializer: Node?
    public var test: Node?
    public var update: Node?
    public var body: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .forStatement }
}

/// `for (left in right)`, `for (left of right)`, `for await (left of right)`.
public struct ForInOfStatement: NodeLayout {
    public var header: NodeHeader
    public var isAwait: Bool
    /// The `let`/`const` of the head, fresh per iteration. `right` is evaluated with them in their TDZ; references to them in
    /// `right` carry `needsTDZCheck`.
    public unowned(unsafe) var scope: Scope?
    /// VariableDeclaration with one declarator (its initializer is set only for sloppy `for (var x = 1 in o)`), or a target.
    public var left: Node
    public var right: Node
    public var body: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .forInStatement || kind == .forOfStatement }
}

public struct WhileStatement: NodeLayout {
    public var header: NodeHeader
    public var test: Node
    public var body: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .whileStatement || kind == .doWhileStatement }
}

/// `break` and `continue`.
public struct JumpStatement: NodeLayout {
    public var header: NodeHeader
    public var label: Name?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .breakStatement || kind == .continueStatement }
}

/// `return` and `throw`.
public struct ArgumentStatement: NodeLayout {
    public var header: NodeHeader
    public var argument: Node?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .returnStatement || kind == .throwStatement }
}

public struct WithStatement: NodeLayout {
    public var header: NodeHeader
    public unowned(unsafe) var scope: Scope?
    public var object: Node
    public var body: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .withStatement }
}

public struct SwitchStatement: NodeLayout {
    public var header: NodeHeader
    public unowned(unsafe) var scope: Scope?
    public var discriminant: Node
    /// `SwitchCase`s.
    public var cases: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .switchStatement }
}

public struct SwitchCase: NodeLayout {
    public var header: NodeHeader
    /// nil: `default`.
    public var test: Node?
    public var consequent: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .switchCase }
}

public struct LabeledStatement: NodeLayout {
    public var header: NodeHeader
    public var label: Name
    public var body: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .labeledStatement }
}

public struct TryStatement: NodeLayout {
    public var header: NodeHeader
    public var block: Node
    /// `CatchClause`
    public var handler: Node?
    public var finalizer: Node?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .tryStatement }
}

public struct CatchClause: NodeLayout {
    public var header: NodeHeader
    /// Holds the parameter's names (the body block has its own scope).
    public unowned(unsafe) var scope: Scope?
    /// Identifier or pattern.
    public var param: Node?
    public var body: Node
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .catchClause }
}
