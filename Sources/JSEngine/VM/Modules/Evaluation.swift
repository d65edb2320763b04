/// Evaluation of modules https://tc39.es/ecma262/#sec-moduleevaluation
extension VM {
    /// Evaluate(), of a linked module. https://tc39.es/ecma262/#sec-moduleevaluation
    func evaluate(_ start: ModuleRecord) -> Object {
        var module = start
        // 2.-3. A module of a cycle that was evaluated answers with the promise of the cycle's root.
        if module.status == .evaluatingAsync || module.status == .evaluated, let root = module.cycleRoot { module = root }
        // 4.
        if let promise = module.promise.object { return promise }
        // 5.-8.
        var stack: [ModuleRecord] = []
        let promise = newPromise()
        module.promise = Value(promise)
        // 9.-11.
        do throws(JSException) {
            _ = try innerModuleEvaluation(module, &stack, 0)
            if module.status == .evaluated { resolvePromise(promise, .undefined) }
        } catch {
            let reason = takeException()
            for m in stack {
                m.status = .evaluated
                m.evaluationError = reason
            }
            rejectPromise(promise, reason)
        }
        return promise
    }

    /// InnerModuleEvaluation(module, stack, index) https://tc39.es/ecma262/#sec-innermoduleevaluation
    private func innerModuleEvaluation(
        _ module: ModuleRecord, _ stack: inout [ModuleRecord], _ start: Int
    ) throws(JSException) -> Int {
        // 1.-3.
        if module.status == .evaluatingAsync || module.status == .evaluated {
            if let error = module.evaluationError { throw throwValue(error) }
            return start
        }
        if module.status == .evaluating { return start }
        try checkNativeStack()
        if let evaluation = module.evaluation {
            module.status = .evaluated
            module.cycleRoot = module
            do throws(JSException) { try evaluation(self, module) } catch {
                module.evaluationError = exception
                throw error
            }
            return start
        }
        // 4.-10.
        module.status = .evaluating
        module.dfsIndex = start
        module.dfsAncestorIndex = start
        module.pendingAsyncDependencies = 0
        var index = start + 1
        stack.append(module)
        // 11.
        for request in module.requests {
            guard var required = request.module else { continue }
            index = try innerModuleEvaluation(required, &stack, index)
            if required.compiled == nil { continue }
            if required.status == .evaluating {
                module.dfsAncestorIndex = min(module.dfsAncestorIndex, required.dfsAncestorIndex)
            } else {
                required = required.cycleRoot ?? required
                if let error = required.evaluationError { throw throwValue(error) }
            }
            if required.asyncOrder > 0 {
                module.pendingAsyncDependencies += 1
                required.asyncParents.append(module)
            }
        }
        // 12.-13.
        if module.pendingAsyncDependencies > 0 || module.hasTopLevelAwait {
            asyncModuleCount += 1
            module.asyncOrder = asyncModuleCount
            if module.pendingAsyncDependencies == 0 { try executeAsyncModule(module) }
        } else {
            _ = try executeModule(module)
        }
        // 14.-16.
        if module.dfsAncestorIndex == module.dfsIndex {
            while let m = stack.popLast() {
                m.status = m.asyncOrder == 0 ? .evaluated : .evaluatingAsync
                m.cycleRoot = module
                if m === module { break }
            }
        }
        return index
    }

    /// ExecuteModule()
    private func executeModule(_ module: ModuleRecord) throws(JSException) -> Value {
        let outer = realm
        realm = module.realm
        defer { realm = outer }
        return try call(module.body, this: .undefined)
    }

    /// ExecuteAsyncModule(module) https://tc39.es/ecma262/#sec-execute-async-module
    private func executeAsyncModule(_ module: ModuleRecord) throws(JSException) {
        let index = Value(module.index)
        let onFulfilled = makeFunction("", length: 1, data: index) { (vm, args) throws(JSException) in
            vm.asyncModuleFulfilled(vm.modules[Int(args.data(0).asInt32)])
            return .undefined
        }
        let onRejected = makeFunction("", length: 1, data: index) { (vm, args) throws(JSException) in
            vm.asyncModuleRejected(vm.modules[Int(args.data(0).asInt32)], args[0])
            return .undefined
        }
        // The body is an async function: what it throws is in its promise.
        let promise = try executeModule(module)
        performPromiseThen(promise.asObject, Value(onFulfilled), Value(onRejected))
    }

    /// GatherAvailableAncestors(module, execList) https://tc39.es/ecma262/#sec-gather-available-ancestors
    private func gatherAvailableAncestors(_ module: ModuleRecord, _ list: inout [ModuleRecord]) {
        for m in module.asyncParents where !list.contains(where: { $0 === m }) && m.cycleRoot?.evaluationError == nil {
            m.pendingAsyncDependencies -= 1
            if m.pendingAsyncDependencies == 0 {
                list.append(m)
                if !m.hasTopLevelAwait { gatherAvailableAncestors(m, &list) }
            }
        }
    }

    /// AsyncModuleExecutionFulfilled(module) https://tc39.es/ecma262/#sec-async-module-execution-fulfilled
    fileprivate func asyncModuleFulfilled(_ module: ModuleRecord) {
        if module.status == .evaluated { return }
        finish(module)
        var list: [ModuleRecord] = []
        gatherAvailableAncestors(module, &list)
        list.sort { $0.asyncOrder < $1.asyncOrder }
        for m in list where m.status != .evaluated {
            do throws(JSException) {
                if m.hasTopLevelAwait {
                    try executeAsyncModule(m)
                } else {
                    _ = try executeModule(m)
                    finish(m)
                }
            } catch {
                asyncModuleRejected(m, takeException())
            }
        }
    }

    private func finish(_ module: ModuleRecord) {
        module.asyncOrder = -1
        module.status = .evaluated
        if let promise = module.promise.object { resolvePromise(promise, .undefined) }
    }

    /// AsyncModuleExecutionRejected(module, error) https://tc39.es/ecma262/#sec-async-module-execution-rejected
    fileprivate func asyncModuleRejected(_ module: ModuleRecord, _ reason: Value) {
        if module.status == .evaluated { return }
        module.evaluationError = reason
        module.status = .evaluated
        module.asyncOrder = -1
        if let promise = module.promise.object { rejectPromise(promise, reason) }
        for m in module.asyncParents { asyncModuleRejected(m, reason) }
    }
}
