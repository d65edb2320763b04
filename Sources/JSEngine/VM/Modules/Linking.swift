import JSSyntax

/// Loading and linking https://tc39.es/ecma262/#sec-moduledeclarationlinking
extension VM {
    /// Loads the modules that a module needs, directly or not, and links them.
    /// - Throws: what the host's loader throws, a SyntaxError for an import that cannot be resolved.
    public func linkModule(_ module: ModuleRecord) throws(JSException) {
        try loadRequestedModules(module)
        var stack: [ModuleRecord] = []
        do {
            _ = try innerModuleLinking(module, &stack, 0)
        } catch {
            for m in stack { m.status = .unlinked }
            throw error
        }
    }

    /// LoadRequestedModules(): the host's loader answers at once.
    private func loadRequestedModules(_ module: ModuleRecord) throws(JSException) {
        var queue = [module]
        var seen: Set<Int> = [module.index]
        while let current = queue.popLast() {
            if current.isLoaded { continue }
            for i in 0..<current.requests.count {
                if current.requests[i].module == nil {
                    let request = current.requests[i]
                    current.requests[i].module = try hooks.loadModule(
                        self, specifier: request.specifier, attributes: request.attributes, referrer: current.identity)
                }
            }
            for request in current.requests.reversed() {
                if let required = request.module, seen.insert(required.index).inserted { queue.append(required) }
            }
        }
        for index in seen { modules[index].isLoaded = true }
    }

    /// InnerModuleLinking(module, stack, index)
    private func innerModuleLinking(
        _ module: ModuleRecord, _ stack: inout [ModuleRecord], _ start: Int
    ) throws(JSException) -> Int {
        if module.status != .unlinked { return start }
        try checkNativeStack()
        if module.compiled == nil {
            module.status = .linked
            return start
        }
        var index = start + 1
        module.status = .linking
        module.dfsIndex = start
        module.dfsAncestorIndex = start
        stack.append(module)
        for request in module.requests {
            guard let required = request.module else { continue }
            index = try innerModuleLinking(required, &stack, index)
            if required.status == .linking {
                module.dfsAncestorIndex = min(module.dfsAncestorIndex, required.dfsAncestorIndex)
            }
        }
        try initialiseEnvironment(module)
        if module.dfsAncestorIndex == module.dfsIndex {
            while let m = stack.popLast() {
                m.status = .linked
                if m === module { break }
            }
        }
        return index
    }

    /// InitializeEnvironment() https://tc39.es/ecma262/#sec-source-text-module-record-initialize-environment
    private func initialiseEnvironment(_ module: ModuleRecord) throws(JSException) {
        guard let compiled = module.compiled else { return }
        for name in module.exportNames {
            guard case .indirect(let request, let imported, let start) = module.exports[name] else { continue }
            try check(resolveExport(module, name), module, request, imported == .none ? name : imported, start)
        }
        for entry in module.imports {
            let required = module.requests[entry.request].module!
            if entry.name == .none {
                let namespace = moduleNamespace(required)
                Box.setValue(module.environment[entry.slot].asCell, Value(namespace))
                continue
            }
            let resolution = resolveExport(required, entry.name)
            switch resolution {
            case .slot(let target, let slot): module.environment[entry.slot] = target.environment[slot]
            case .namespace(let target):
                module.environment[entry.slot] = Value(cell: allocateBox(Value(moduleNamespace(target))))
            case .ambiguous, .missing: try check(resolution, module, entry.request, entry.name, entry.start)
            }
        }
        module.body = Value(makeModuleFunction(module, compiled.body))
        if let template = compiled.instantiate {
            _ = try call(Value(makeModuleFunction(module, template)), this: .undefined)
        }
    }

    private func makeModuleFunction(_ module: ModuleRecord, _ template: FunctionTemplate) -> Object {
        let outer = realm
        realm = module.realm
        defer { realm = outer }
        let executable = Executable.make(self, template, realm: module.realm, module: module)
        let function = makeClosure(executable, captureCount: template.captures.count)
        for (i, capture) in template.captures.enumerated() {
            guard case .module(let slot) = capture else { continue }
            function.setInternalSlot(FunctionSlot.firstCapture + i, module.environment[slot])
        }
        return function
    }

    private func check(
        _ resolution: ModuleRecord.Resolution, _ module: ModuleRecord, _ request: Int, _ name: PropertyKey, _ start: Int
    ) throws(JSException) {
        let specifier = module.requests[request].specifier
        let message: String
        switch resolution {
        case .slot, .namespace: return
        case .missing: message = "The requested module '\(specifier)' does not provide an export named '\(describe(name))'"
        case .ambiguous:
            message = "The requested module '\(specifier)' contains conflicting star exports for name '\(describe(name))'"
        }
        let source = module.compiled!.body.source
        let error = makeError(.syntaxErrorPrototype, message)
        let line = source.position(at: start).line
        decorate(error, source, start: start, end: start + max(1, describe(name).utf16.count), line: line)
        throw throwValue(Value(error))
    }

    // MARK: Exports

    /// ResolveExport(exportName) https://tc39.es/ecma262/#sec-resolveexport
    func resolveExport(_ module: ModuleRecord, _ name: PropertyKey) -> ModuleRecord.Resolution {
        var visited: [(Int, PropertyKey)] = []
        return resolveExport(module, name, &visited)
    }

    private func resolveExport(
        _ module: ModuleRecord, _ name: PropertyKey, _ visited: inout [(Int, PropertyKey)]
    ) -> ModuleRecord.Resolution {
        if visited.contains(where: { $0.0 == module.index && $0.1 == name }) { return .missing }
        visited.append((module.index, name))
        switch module.exports[name] {
        case .local(let slot): return .slot(module, slot)
        case .indirect(let request, let imported, _):
            guard let required = module.requests[request].module else { return .missing }
            return imported == .none ? .namespace(required) : resolveExport(required, imported, &visited)
        case nil: break
        }
        if name == names[.default] { return .missing }
        var found = ModuleRecord.Resolution.missing
        for request in module.starExports {
            guard let required = module.requests[request].module else { continue }
            let resolution = resolveExport(required, name, &visited)
            switch (found, resolution) {
            case (_, .ambiguous): return .ambiguous
            case (_, .missing): break
            case (.missing, _): found = resolution
            case (.slot(let a, let i), .slot(let b, let j)): if a !== b || i != j { return .ambiguous }
            case (.namespace(let a), .namespace(let b)): if a !== b { return .ambiguous }
            default: return .ambiguous
            }
        }
        return found
    }

    /// GetExportedNames()
    private func exportedNames(
        _ module: ModuleRecord, _ visited: inout Set<Int>, into names: inout [PropertyKey], _ seen: inout Set<PropertyKey>
    ) {
        if !visited.insert(module.index).inserted { return }
        for name in module.exportNames where seen.insert(name).inserted { names.append(name) }
        for request in module.starExports {
            guard let required = module.requests[request].module else { continue }
            var inner: [PropertyKey] = []
            var innerSeen: Set<PropertyKey> = []
            exportedNames(required, &visited, into: &inner, &innerSeen)
            for name in inner where name != self.names[.default] && seen.insert(name).inserted { names.append(name) }
        }
    }

    // MARK: Namespace objects

    /// GetModuleNamespace(module) https://tc39.es/ecma262/#sec-getmodulenamespace
    ///
    /// Internal slot 0 of the object: the module's position in `modules`.
    public func moduleNamespace(_ module: ModuleRecord) -> Object {
        if let object = module.namespace.object { return object }
        var visited: Set<Int> = []
        var all: [PropertyKey] = []
        var seen: Set<PropertyKey> = []
        exportedNames(module, &visited, into: &all, &seen)
        var entries: [(name: PropertyKey, text: [UInt16], box: Value)] = []
        for name in all {
            let text = Array(describe(name).utf16)
            switch resolveExport(module, name) {
            case .slot(let target, let slot): entries.append((name, text, target.environment[slot]))
            case .namespace(let target):
                // Linked namespaces may refer to each other in a circle: this one is filled in when it exists.
                let box = Value(cell: allocateBox(.empty))
                module.namespaceBoxes[name] = box
                entries.append((name, text, box))
                pendingNamespaces.append((box, target))
            case .ambiguous, .missing: break
            }
        }
        entries.sort { $0.text.lexicographicallyPrecedes($1.text) }
        let object = makeObject(
            .moduleNamespace, prototype: .null, internalSlots: 1, flags: CellFlags.exotic | CellFlags.nonExtensible)
        object.setInternalSlot(0, Value(module.index))
        module.namespace = Value(object)
        module.namespaceNames = entries.map { $0.name }
        for entry in entries { module.namespaceBoxes[entry.name] = entry.box }
        defineOwn(object, symbols[.toStringTag], Value(string("Module")), [])
        while let (box, target) = pendingNamespaces.popLast() { Box.setValue(box.asCell, Value(moduleNamespace(target))) }
        return object
    }

    private func namespaceModule(_ object: Object) -> ModuleRecord { modules[Int(object.internalSlot(0).asInt32)] }

    /// [[GetOwnProperty]] for string keys https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-getownproperty-p
    func namespaceGetOwn(_ object: Object, _ key: PropertyKey) throws(JSException) -> OwnProperty? {
        guard let box = namespaceModule(object).namespaceBoxes[key] else { return nil }
        let value = Box.value(box.asCell)
        if value.isEmpty { throw referenceError("Cannot access '\(describe(key))' before initialization") }
        return OwnProperty(value: value, attributes: [.writable, .enumerable])
    }

    /// [[DefineOwnProperty]] for string keys
    func namespaceDefine(_ object: Object, _ key: PropertyKey, _ descriptor: PropertyDescriptor) throws(JSException) -> Bool {
        guard let current = try namespaceGetOwn(object, key) else { return false }
        if descriptor.configurable == true || descriptor.enumerable == false || descriptor.isAccessor
            || descriptor.writable == false
        {
            return false
        }
        if let value = descriptor.value { return isSameValue(value, current.value) }
        return true
    }

    /// [[HasProperty]] for string keys
    func namespaceHas(_ object: Object, _ key: PropertyKey) -> Bool { namespaceModule(object).namespaceBoxes[key] != nil }

    /// The string keys of [[OwnPropertyKeys]]
    func namespaceKeys(_ object: Object) -> [PropertyKey] { namespaceModule(object).namespaceNames }
}
