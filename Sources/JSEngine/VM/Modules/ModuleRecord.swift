import JSSyntax

/// A module: source text with imports and exports, or a synthetic one whose exports native code sets (JSON, CommonJS, builtin modules).
/// Modules live as long as their VM. https://tc39.es/ecma262/#sec-abstract-module-records
public final class ModuleRecord {
    enum Status { case unlinked, linking, linked, evaluating, evaluatingAsync, evaluated }

    /// What a synthetic module does when it is evaluated: it sets its exports.
    public typealias SyntheticEvaluation = (VM, ModuleRecord) throws(JSException) -> Void

    struct Request {
        var specifier: String
        var attributes: [(String, String)]
        var module: ModuleRecord?
        var start: Int
    }
    struct Import {
        var request: Int
        /// `PropertyKey.none` for `* as x`.
        var name: PropertyKey
        var slot: Int
        var start: Int
    }
    enum Export {
        /// Entry of `environment`.
        case local(Int)
        /// `name` of another module; `PropertyKey.none` for its namespace.
        case indirect(request: Int, name: PropertyKey, start: Int)
    }
    /// ResolvedBinding Record, or why there is none.
    enum Resolution {
        case slot(ModuleRecord, Int)
        case namespace(ModuleRecord)
        case ambiguous
        case missing
    }

    /// How the host calls it, a path or URL: passed to its loader as the referrer of what this module imports.
    public let identity: String
    unowned(unsafe) let realm: Realm
    /// Position in `VM.modules`.
    let index: Int
    let compiled: CompiledModule?
    let evaluation: SyntheticEvaluation?
    /// Free for the host.
    public var hostData: AnyObject?

    var requests: [Request] = []
    var imports: [Import] = []
    /// In order of the source text.
    var exportNames: [PropertyKey] = []
    var exports: [PropertyKey: Export] = [:]
    var starExports: [Int] = []

    // What the collector has to see; `trace` marks it.
    /// Boxes of the module's bindings, that of another module for an import; empty until it is linked.
    var environment: [Value] = []
    var namespace: Value = .undefined
    var meta: Value = .undefined
    var body: Value = .undefined
    /// The error of the evaluation, nil when there was none.
    var evaluationError: Value?
    /// [[TopLevelCapability]]
    var promise: Value = .undefined
    /// Names and boxes of the namespace object, sorted by name.
    var namespaceNames: [PropertyKey] = []
    var namespaceBoxes: [PropertyKey: Value] = [:]

    // Cyclic Module Record
    var status = Status.unlinked
    var dfsIndex = 0
    var dfsAncestorIndex = 0
    var hasTopLevelAwait: Bool { compiled?.info.hasTopLevelAwait ?? false }
    unowned(unsafe) var cycleRoot: ModuleRecord?
    /// [[AsyncEvaluationOrder]]: 0 unset, -1 done.
    var asyncOrder = 0
    var asyncParents: [ModuleRecord] = []
    var pendingAsyncDependencies = 0
    var isLoaded = false

    /// A source text module. https://tc39.es/ecma262/#sec-parsemodule
    init(_ vm: VM, _ compiled: CompiledModule, identity: String) {
        self.identity = identity
        realm = vm.realm
        index = vm.modules.count
        self.compiled = compiled
        evaluation = nil
        vm.modules.append(self)
        let (info, unit) = (compiled.info, compiled.body.unit)
        // From here on the keys are reached through this record only, one by one.
        for request in info.requests {
            requests.append(
                Request(
                    specifier: unit.names.string(request.specifier),
                    attributes: request.attributes.map { (unit.names.string($0.key), unit.names.string($0.value)) },
                    start: Int(request.start)))
        }
        starExports = info.starExports
        environment = Array(repeating: .undefined, count: compiled.environment.count)
        for (slot, binding) in compiled.environment.enumerated() {
            switch binding.kind {
            case .variable: environment[slot] = Value(cell: vm.allocateBox(.undefined))
            case .lexical: environment[slot] = Value(cell: vm.allocateBox(.empty))
            case .imported(let index):
                let entry = info.imports[index]
                var name = PropertyKey.none
                if case .name(let imported) = entry.importName {
                    name = unit.key(vm, imported)
                } else {
                    environment[slot] = Value(cell: vm.allocateBox(.empty))
                }
                imports.append(Import(request: entry.request, name: name, slot: slot, start: Int(entry.start)))
            }
        }
        for (export, slot) in zip(info.localExports, compiled.localExportSlots) {
            // `import * as x; export { x }` is the same as `export * as x from`.
            if case .imported(let index) = compiled.environment[slot].kind {
                let entry = info.imports[index]
                add(unit.key(vm, export.exportName), .indirect(request: entry.request, name: .none, start: Int(export.start)))
            } else {
                add(unit.key(vm, export.exportName), .local(slot))
            }
        }
        for export in info.indirectExports {
            let exported = unit.key(vm, export.exportName)
            add(exported, .indirect(request: export.request, name: .none, start: Int(export.start)))
            if case .name(let name) = export.importName {
                exports[exported] = .indirect(request: export.request, name: unit.key(vm, name), start: Int(export.start))
            }
        }
    }

    /// A synthetic module. https://tc39.es/ecma262/#sec-createdefaultexportsyntheticmodule
    init(_ vm: VM, exportNames names: [String], identity: String, evaluation: @escaping SyntheticEvaluation) {
        self.identity = identity
        realm = vm.realm
        index = vm.modules.count
        compiled = nil
        self.evaluation = evaluation
        vm.modules.append(self)
        for name in names {
            let key = vm.key(name)
            if exports[key] != nil { continue }
            add(key, .local(environment.count))
            environment.append(Value(cell: vm.allocateBox(.undefined)))
        }
    }

    private func add(_ name: PropertyKey, _ export: Export) {
        exportNames.append(name)
        exports[name] = export
    }

    /// SetSyntheticModuleExport(module, exportName, exportValue). A name that is no export is ignored.
    public func setExport(_ vm: VM, _ name: String, _ value: Value) {
        if case .local(let slot) = exports[vm.key(name)] { Box.setValue(environment[slot].asCell, value) }
    }

    /// The error that evaluating it ended with, nil when there was none or it was not evaluated.
    public var error: Value? { evaluationError }
    public var isEvaluated: Bool { status == .evaluated }

    func trace(_ heap: Heap) {
        for value in environment { heap.mark(value) }
        for key in exportNames where !key.isIndex { heap.mark(cell: key.cell) }
        for entry in imports where entry.name != .none && !entry.name.isIndex { heap.mark(cell: entry.name.cell) }
        for (_, export) in exports {
            if case .indirect(_, let name, _) = export, name != .none, !name.isIndex { heap.mark(cell: name.cell) }
        }
        for key in namespaceNames where !key.isIndex { heap.mark(cell: key.cell) }
        for (_, box) in namespaceBoxes { heap.mark(box) }
        heap.mark(namespace)
        heap.mark(meta)
        heap.mark(body)
        heap.mark(promise)
        if let evaluationError { heap.mark(evaluationError) }
    }
}

extension VM {
    // MARK: For hosts

    /// ParseModule(sourceText, realm, hostDefined) https://tc39.es/ecma262/#sec-parsemodule
    /// - Parameter identity: see `ModuleRecord.identity`.
    /// - Throws: a SyntaxError object for early errors.
    public func parseModule(_ source: SourceText, identity: String) throws(JSException) -> ModuleRecord {
        let ast = try parse(source, ParseOptions(.module))
        let compiled: CompiledModule
        do { compiled = try Compiler.compileModule(ast) } catch { throw compileError(error, source) }
        return ModuleRecord(self, compiled, identity: identity)
    }

    /// A module whose exports native code sets.
    /// - Parameter evaluate: called once, calls `setExport`; it must not hold values that only it knows.
    public func makeSyntheticModule(
        _ exportNames: [String], identity: String, evaluate: @escaping ModuleRecord.SyntheticEvaluation
    ) -> ModuleRecord {
        ModuleRecord(self, exportNames: exportNames, identity: identity, evaluation: evaluate)
    }

    /// A JSON module: its default export is the parsed text. https://tc39.es/ecma262/#sec-parse-json-module
    /// - Throws: what JSON.parse throws.
    public func makeJSONModule(_ text: JSString, identity: String) throws(JSException) -> ModuleRecord {
        let parse = try get(realm[.json].asObject, key("parse"))
        let value = try call(parse, this: realm[.json], Value(text))
        let held = Persistent(self, value)
        return makeSyntheticModule(["default"], identity: identity) { (vm, module) throws(JSException) in
            module.setExport(vm, "default", held.value)
        }
    }

    /// Loads what a module imports, links and evaluates all of it.
    /// - Returns: a promise of the running realm: fulfilled with undefined, or rejected with the first error of any step.
    public func evaluateModule(_ module: ModuleRecord) -> Object {
        do {
            try linkModule(module)
            return evaluate(module)
        } catch {
            let promise = newPromise()
            rejectPromise(promise, takeException())
            return promise
        }
    }

    /// Parses, links and evaluates a main module.
    /// - Returns: the promise of its evaluation; jobs must run before it is settled.
    /// - Throws: SyntaxErrors, and what the host's loader throws.
    @discardableResult
    public func runModule(_ source: SourceText) throws(JSException) -> Object {
        let module = try parseModule(source, identity: source.name)
        try linkModule(module)
        return evaluate(module)
    }
}
