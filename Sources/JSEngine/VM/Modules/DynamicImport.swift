/// import() and import.meta
extension VM {
    /// EvaluateImportCall https://tc39.es/ecma262/#sec-evaluate-import-call
    /// - Returns: a promise of the namespace object. Errors reject it.
    func dynamicImport(_ R: Frame.Registers, _ specifier: Value, options: Value) throws(JSException) -> Value {
        let executable = Executable.of(Frame.executable(R))
        let referrer = executable.module?.identity ?? executable.template.source.name
        let promise = newPromise()
        do throws(JSException) {
            let text = try toString(specifier)
            let attributes = try importAttributes(options)
            // Loading, linking and evaluating are left to a job.
            enqueueJob(importJob, Value(promise), makePair(Value(text), Value(string(referrer))), Value(attributes))
        } catch {
            rejectPromise(promise, takeException())
        }
        return Value(promise)
    }

    /// import() for native code.
    /// - Parameter referrer: the identity of the importing module, or a script's name.
    public func importModule(_ specifier: String, referrer: String) -> Object {
        let promise = newPromise()
        enqueueJob(
            importJob, Value(promise), makePair(Value(string(specifier)), Value(string(referrer))), Value(makeArray()))
        return promise
    }

    /// The attributes of `import(x, { with: ... })`: an array of keys and values in turn.
    private func importAttributes(_ options: Value) throws(JSException) -> Object {
        let list = makeArray()
        if options.isUndefined { return list }
        guard let object = options.object else { throw typeError("The second argument of import() must be an object") }
        let with = try get(object, .with)
        if with.isUndefined { return list }
        guard let attributes = with.object else {
            throw typeError("The 'options' argument of import() must be an object")
        }
        for key in try ownKeys(attributes) where !key.isSymbol {
            guard let own = try getOwnProperty(attributes, key), own.attributes.contains(.enumerable) else { continue }
            let value = try get(attributes, key)
            if !value.isString { throw typeError("Import attribute value must be a string") }
            arrayAppend(list, self.value(of: key))
            arrayAppend(list, value)
        }
        return list
    }

    /// ContinueDynamicImport: `evaluation` settles `promise`.
    fileprivate func settle(_ promise: Object, with module: ModuleRecord, after evaluation: Object) {
        let onFulfilled = makeFunction("", length: 0, data: Value(promise), data1: Value(module.index)) {
            (vm, args) throws(JSException) in
            let module = vm.modules[Int(args.data(1).asInt32)]
            vm.resolvePromise(args.data(0).asObject, Value(vm.moduleNamespace(module)))
            return .undefined
        }
        let onRejected = makeFunction("", length: 1, data: Value(promise)) { (vm, args) throws(JSException) in
            vm.rejectPromise(args.data(0).asObject, args[0])
            return .undefined
        }
        performPromiseThen(evaluation, Value(onFulfilled), Value(onRejected))
    }

    /// import.meta https://tc39.es/ecma262/#sec-meta-properties-runtime-semantics-evaluation
    func importMeta(_ R: Frame.Registers) throws(JSException) -> Value {
        guard let module = Executable.of(Frame.executable(R)).module else {
            throw syntaxError("Cannot use 'import.meta' outside a module")
        }
        if module.meta.isObject { return module.meta }
        let object = makeObject(prototype: .null)
        module.meta = Value(object)
        hooks.importMeta(self, module: module, object: object)
        return module.meta
    }
}

/// Loads a module and starts its evaluation: the promise, an array of specifier and referrer, the attributes.
private func importJob(_ vm: VM, _ promise: Value, _ what: Value, _ attributes: Value) throws(JSException) {
    do throws(JSException) {
        let specifier = try vm.getElement(what.asObject, 0).asString.toSwift(vm)
        let referrer = try vm.getElement(what.asObject, 1).asString.toSwift(vm)
        var pairs: [(String, String)] = []
        let list = attributes.asObject
        var i = 0
        while i < Int(list.arrayLength) {
            pairs.append(
                (try vm.getElement(list, i).asString.toSwift(vm), try vm.getElement(list, i + 1).asString.toSwift(vm)))
            i += 2
        }
        let module = try vm.hooks.loadModule(vm, specifier: specifier, attributes: pairs, referrer: referrer)
        try vm.linkModule(module)
        vm.settle(promise.asObject, with: module, after: vm.evaluate(module))
    } catch {
        vm.rejectPromise(promise.asObject, vm.takeException())
    }
}
