/// What to parse, and the surroundings.
public struct ParseOptions {
    public enum Goal: Sendable {
        case script, module
        /// Direct or indirect eval code; the fields under "eval" apply.
        case eval
    }
    /// One environment around eval code, innermost first.
    public struct ExternalScope {
        public struct Entry {
            public var name: [UInt16]
            public var kind: BindingKind
            public init(name: [UInt16], kind: BindingKind) {
                self.name = name
                self.kind = kind
            }
        }
        public var names: [Entry]
        /// A function's (or script's) variable environment: sloppy `var` declarations of the eval code end here.
        public var isVariableScope: Bool
        /// A `with` object or names unknown at parse time: references that pass it are `.dynamic`.
        public var isDynamic: Bool
        /// A catch clause with a simple parameter, which `var` may redeclare.
        public var isSimpleCatch: Bool
        public init(names: [Entry], isVariableScope: Bool, isDynamic: Bool = false, isSimpleCatch: Bool = false) {
            self.names = names
            self.isVariableScope = isVariableScope
            self.isDynamic = isDynamic
            self.isSimpleCatch = isSimpleCatch
        }
    }

    public var goal: Goal
    /// Start in strict mode (eval in strict code).
    public var isStrict = false
    /// Checks a regular expression literal early: the message of its error, or nil when it is valid. Without it JSRegExp does (a host
    /// that compiles literals at once gives its own, to do the work once).
    public var validateRegExp: ((_ pattern: [UInt16], _ flags: [UInt16]) -> String?)?
    /// Stack the parser may use from here, in bytes; deeper nesting is an error.
    public var stackLimit = 1 << 20
    /// `return` at the top level (CommonJS-like hosts that do not wrap).
    public var allowReturn = false
    /// `await` at the top level of a script (REPL).
    public var allowAwait = false

    // Eval
    /// Scopes around the eval code; references that they declare become `.external`.
    public var externalScopes: [ExternalScope] = []
    public var allowNewTarget = false
    public var allowSuperProperty = false
    public var allowSuperCall = false
    /// In a class field initializer: `arguments` is an early error.
    public var forbidArguments = false
    /// Private names of the classes around the eval code, with `#`.
    public var privateNames: [[UInt16]] = []

    public init(_ goal: Goal = .script) { self.goal = goal }
}
