import JSSyntax

/// What compiling a module gives. https://tc39.es/ecma262/#sec-source-text-module-records
///
/// To link: make one Box (or take another module's Box, for an import) per entry of `environment`; that list is what
/// `CaptureSource.module(n)` indexes. Then run `instantiate`, if any, which initialises the function declarations. To evaluate: call
/// `body` (an async function when `hasTopLevelAwait`: it returns a promise). Both are called with this = undefined.
public final class CompiledModule {
    public struct Binding {
        public enum Kind: Sendable {
            /// Starts as undefined: var and function declarations.
            case variable
            /// Starts as empty (TDZ): let, const, class, the default export's expression.
            case lexical
            /// The Box of another module's binding, or a Box with a namespace object: `info.imports[n]`.
            case imported(Int)
        }
        public var name: Name
        public var kind: Kind
    }

    /// Requests, imports and exports with `Name`s of `body.unit.names`.
    public let info: ModuleInfo
    public var environment: [Binding] = []
    /// For each entry of `info.localExports` the index of its binding in `environment`.
    public var localExportSlots: [Int] = []
    public var instantiate: FunctionTemplate?
    public var body: FunctionTemplate

    init(info: ModuleInfo, body: FunctionTemplate) {
        self.info = info
        self.body = body
    }
}
