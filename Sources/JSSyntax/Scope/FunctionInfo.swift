public enum FunctionKind: UInt8, Sendable {
    case script, module, eval
    case normal
    case arrow
    /// Methods of objects and classes; not constructors.
    case method
    case getter, setter
    case classConstructor, derivedConstructor
    /// The two functions a class makes for its fields: see ClassNode.
    case instanceFields, staticElements
}

/// Everything about a function (or script, module, eval code) that the compiler needs. Owned by the AST.
public final class FunctionInfo {
    public let kind: FunctionKind
    /// Index in `AST.functions`; enclosing functions come first.
    public let id: UInt32
    public let isAsync: Bool
    public let isGenerator: Bool
    /// The function around it, nil for the top level.
    public unowned(unsafe) let parent: FunctionInfo?
    public internal(set) var isStrict: Bool
    /// The name as written (`function f`, not inferred ones; method keys are in the AST).
    public internal(set) var name: Name?
    /// What `Function.prototype.toString` shows.
    public internal(set) var start: UInt32 = 0
    public internal(set) var end: UInt32 = 0
    /// Offset of the body's `{` (or of an arrow's expression).
    public internal(set) var bodyStart: UInt32 = 0

    /// Identifiers, patterns, AssignmentPatterns, at the end perhaps a `.restElement`.
    public internal(set) var params = NodeList()
    /// Statements of the body.
    public internal(set) var body = NodeList()
    /// `x => expression`: then `body` is empty.
    public internal(set) var expressionBody: Node?

    /// Parameters; also the variables unless `hasSeparateBodyScope`.
    public internal(set) unowned(unsafe) var scope: Scope!
    /// Variables and top-level lexical declarations; same object as `scope` unless `hasSeparateBodyScope`.
    public internal(set) unowned(unsafe) var bodyScope: Scope!
    /// Of named function expressions that refer to their own name: the scope around `scope` that holds it.
    public internal(set) var nameBinding: Binding?
    /// The variable of the `arguments` object when the function needs one.
    public internal(set) var argumentsBinding: Binding?

    public internal(set) var hasSimpleParameterList = true
    /// Defaults or computed keys in the parameter list.
    public internal(set) var hasParameterExpressions = false
    /// Two parameters have the same name (sloppy, simple lists only; the last one wins).
    public internal(set) var hasDuplicateParameters = false
    /// The function's `length`.
    public internal(set) var expectedArgumentCount = 0
    public var hasSeparateBodyScope: Bool { scope !== bodyScope }

    /// `this` occurs here or in arrows (or eval) inside. For an arrow: it needs the outer one.
    public internal(set) var usesThis = false
    /// The use is in an inner arrow, so an inner function must reach it.
    public internal(set) var thisIsCaptured = false
    /// `arguments` (the implicit object) is needed. For arrows: the outer one's.
    public internal(set) var usesArguments = false
    public internal(set) var argumentsIsCaptured = false
    public internal(set) var usesNewTarget = false
    public internal(set) var newTargetIsCaptured = false
    /// `super.x`: needs the home object.
    public internal(set) var usesSuperProperty = false
    public internal(set) var homeObjectIsCaptured = false
    /// `super(...)` here or in arrows inside: needs the active function and new.target.
    public internal(set) var usesSuperCall = false
    public internal(set) var superCallIsCaptured = false
    /// A direct eval call is written in this function itself.
    public internal(set) var containsDirectEval = false
    public internal(set) var containsWith = false
    /// `await` at the top level of a module, `yield`/`await` in functions.
    public internal(set) var containsAwait = false
    public internal(set) var containsYield = false
    /// Free for the compiler.
    public var compilerData: Int = 0

    init(kind: FunctionKind, id: UInt32, isAsync: Bool, isGenerator: Bool, isStrict: Bool, parent: FunctionInfo?) {
        self.kind = kind
        self.id = id
        self.isAsync = isAsync
        self.isGenerator = isGenerator
        self.isStrict = isStrict
        self.parent = parent
    }

    public var isArrow: Bool { kind == .arrow }
    public var isClassConstructor: Bool { kind == .classConstructor || kind == .derivedConstructor }
    /// Has its own `this`, `arguments`, `new.target`, home object (arrows and eval code take the outer ones).
    public var bindsThis: Bool { kind != .arrow && kind != .eval }
}
