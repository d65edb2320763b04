/// The result of a parse. It owns all nodes, names, scopes and functions: keep it alive while you use them.
public final class AST {
    public let source: SourceText
    public let names: NameTable
    /// The top level: script, module, or eval code. For `parseFunction` its body holds the one function.
    public internal(set) var program: FunctionInfo!
    /// All functions, outer ones before inner ones. `functions[i].id == i`.
    public internal(set) var functions: [FunctionInfo] = []
    /// All scopes. `scopes[i].id == i`.
    public internal(set) var scopes: [Scope] = []
    /// Import and export entries (modules only).
    public internal(set) var module: ModuleInfo?

    let arena: Arena

    init(source: SourceText) {
        self.source = source
        names = NameTable(expectedCount: source.length / 64)
        arena = Arena(firstChunk: source.length < 2048 ? 8192 : 65536)
    }
}

/// A module's requests and its import and export entries, as in SourceTextModuleRecord.
/// https://tc39.es/ecma262/#sec-source-text-module-records
public struct ModuleInfo {
    public struct Request {
        public var specifier: Name
        /// Import attributes in source order (`with { type: "json" }`).
        public var attributes: [(key: Name, value: Name)]
        /// Offset of the specifier.
        public var start: UInt32
    }
    public enum ImportName: Equatable {
        case name(Name)
        /// `* as x`
        case namespace
    }
    public struct Import {
        /// Index in `requests`.
        public var request: Int
        public var importName: ImportName
        public var binding: Binding
        public var start: UInt32
    }
    /// `export { local as exported }`, exported declarations, the default export.
    public struct LocalExport {
        public var exportName: Name
        public var binding: Binding
        public var start: UInt32
    }
    /// `export { x as y } from "m"`, `export * as y from "m"`, and re-exports of imported names.
    public struct IndirectExport {
        public var exportName: Name
        public var request: Int
        public var importName: ImportName
        public var start: UInt32
    }
    /// In order of first occurrence; equal requests are merged.
    public var requests: [Request] = []
    public var imports: [Import] = []
    public var localExports: [LocalExport] = []
    public var indirectExports: [IndirectExport] = []
    /// `export * from "m"`: indices in `requests`.
    public var starExports: [Int] = []
    public var hasTopLevelAwait = false
}
