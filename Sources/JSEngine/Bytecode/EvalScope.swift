import JSSyntax

/// The scopes around a direct eval call, innermost first: what the eval code can see, and where it lives at run time.
///
/// The VM passes it to the compiler together with the source text, and then makes the captures of the eval function from the
/// frame that runs `directEval`: each `CaptureSource.external(depth:index:)` names an entry here.
public final class EvalScope {
    public struct Entry {
        /// In the name table of the unit that holds the call.
        public var name: Name
        public var kind: BindingKind
        public var isImmutable: Bool
        public var needsTDZ: Bool
        /// `.register` or `.capture` of the frame that runs `directEval`.
        public var place: CaptureSource
        /// The place holds the value itself, which never changes, not a Box.
        public var isByValue = false
    }
    public struct Level {
        public var entries: [Entry] = []
        public var isVariableScope = false
        public var isSimpleCatch = false
        /// Index in `entries` of the object (in a Box) that is asked by name: a `with` object, or the variable object of a function
        /// with sloppy direct eval. It comes after the level's own entries in the search.
        public var dynamicObject: Int?
        public var isWith = false
        /// The scope of a script, whose variables are globals.
        public var isScript = false
    }
    public var levels: [Level] = []
    /// Pseudo-variables by name: `this`, `new.target`, `%home`, `%function`, `%fields`; places hold a Box.
    public var specials: [Entry] = []
    /// Private names of the classes around, innermost first, with their places.
    public var privateNames: [Entry] = []
    public var isStrict = false
    public var allowNewTarget = false
    public var allowSuperProperty = false
    public var allowSuperCall = false
    public var forbidArguments = false
}
