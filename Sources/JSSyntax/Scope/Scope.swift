public enum ScopeKind: UInt8, Sendable {
    case script, module, eval
    /// Parameters and, unless `FunctionInfo.hasSeparateBodyScope`, the function's variables and lexical declarations.
    case function
    /// The body's variables and lexical declarations when parameter expressions need a scope of their own.
    case functionBody
    /// Holds only the name of a named function expression.
    case functionName
    case block
    case `switch`
    case `for`
    case `catch`
    case with
    case `class`
    case classStaticBlock
}

/// A static scope: the names declared in it. Owned by the AST.
public final class Scope {
    public let kind: ScopeKind
    /// Unique in the AST; also the index in `AST.scopes`.
    public let id: UInt32
    /// The next scope outwards; it may belong to an enclosing function.
    public unowned(unsafe) let parent: Scope?
    /// The function in whose frame the scope is entered.
    public unowned(unsafe) let function: FunctionInfo
    /// In order of declaration; parameters first.
    public internal(set) var bindings: [Binding] = []
    /// Function declarations to instantiate on entry, in source order. When a name occurs twice the last one wins
    /// (earlier ones are still in the list).
    public internal(set) var functions: [Node] = []
    /// A direct eval stands in this scope or inside it (also in inner functions): names must be kept at run time.
    public internal(set) var containsDirectEval = false
    /// A sloppy direct eval may add variables here, in an object that is asked for names at run time. (With expressions in the parameter
    /// list, a function has two such places: what its parameters' evals declare is outside of the parameters.)
    public internal(set) var holdsEvalVariables = false
    /// Any of `bindings` is captured: the scope needs a heap environment.
    public internal(set) var hasCapturedBindings = false
    /// Free for the compiler.
    public var compilerData: Int = 0

    /// References made in the scope start at this index of the parser's reference stack.
    var firstReference = 0
    var firstAnnexBCandidate = 0
    /// `.function` scopes whose body has a scope of its own stop being variable scopes.
    var holdsVariables: Bool
    /// The block of a catch clause.
    var isCatchBody = false
    /// Of a class: where its body, and with it the scope of its private names, begins.
    var privateNamesStart: UInt32 = 0
    /// Offset where it begins.
    let start: UInt32
    /// Nesting depth.
    let depth: UInt32

    init(kind: ScopeKind, id: UInt32, parent: Scope?, function: FunctionInfo, start: UInt32, depth: UInt32) {
        self.kind = kind
        self.start = start
        self.depth = depth
        self.id = id
        self.parent = parent
        self.function = function
        switch kind {
        case .script, .module, .eval, .function, .functionBody, .classStaticBlock: holdsVariables = true
        default: holdsVariables = false
        }
    }

    /// `var` declarations inside end up here (a `.function` scope whose body has its own scope never gets any).
    public var isVariableScope: Bool { holdsVariables }
}
