/// Async generator objects: a queue of requests, worked off one at a time. https://tc39.es/ecma262/#sec-asyncgenerator-objects
///
/// The queue (GeneratorSlot.promise) is an array object of storages: 0 mode, 1 value, 2 promise.
let asyncGeneratorPrototypeProperties: [BuiltinProperty] = [
    .method("next", 1, asyncGeneratorNext),
    .method("return", 1, asyncGeneratorReturn),
    .method("throw", 1, asyncGeneratorThrow),
    .toStringTag("AsyncGenerator"),
]

/// AsyncGenerator.prototype.next(value)
private func asyncGeneratorNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.enqueueRequest(args, .next, "next")
}

/// AsyncGenerator.prototype.return(value)
private func asyncGeneratorReturn(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.enqueueRequest(args, .return, "return")
}

/// AsyncGenerator.prototype.throw(exception)
private func asyncGeneratorThrow(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.enqueueRequest(args, .throw, "throw")
}

extension VM {
    /// AsyncGeneratorEnqueue: the promise of the request; a wrong receiver rejects it.
    fileprivate func enqueueRequest(_ args: Arguments, _ mode: ResumeMode, _ method: String) -> Value {
        let promise = newPromise()
        guard let generator = args.this.object(of: .asyncGenerator) else {
            _ = typeError("\(method) method called on incompatible receiver \(describe(args.this))")
            rejectPromise(promise, takeException())
            return Value(promise)
        }
        let request = allocateStorage(3)
        Storage.values(request)[0] = Value(int32: mode.rawValue)
        Storage.values(request)[1] = args[0]
        Storage.values(request)[2] = Value(promise)
        if !generator.internalSlot(GeneratorSlot.promise).isCell {
            generator.setInternalSlot(GeneratorSlot.promise, Value(makeArray(capacity: 1)))
        }
        arrayAppend(generator.internalSlot(GeneratorSlot.promise).asObject, Value(cell: request))
        let status = generatorStatus(generator)
        if status != .executing && status != .awaitingReturn { drainAsyncGenerator(generator) }
        return Value(promise)
    }

    private func headRequest(_ generator: Object) -> UnsafeMutableRawPointer? {
        guard let queue = generator.internalSlot(GeneratorSlot.promise).object, queue.arrayLength > 0 else { return nil }
        return Storage.values(queue.elements.unsafelyUnwrapped)[0].asCell
    }

    private func removeHead(_ generator: Object) -> Object {
        let queue = generator.internalSlot(GeneratorSlot.promise).asObject
        let values = Storage.values(queue.elements.unsafelyUnwrapped)
        let promise = Storage.values(values[0].asCell)[2].asObject
        let count = Int(queue.arrayLength)
        for i in 1..<max(count, 1) { values[i - 1] = values[i] }
        values[count - 1] = .empty
        queue.arrayLength = UInt32(count - 1)
        return promise
    }

    /// AsyncGeneratorCompleteStep for a normal completion.
    private func settleHead(_ generator: Object, _ value: Value, done: Bool) {
        let promise = removeHead(generator)
        resolvePromise(promise, makeIteratorResult(value, done: done))
    }

    /// Works off requests until one suspends the generator in an await, or none is left.
    private func drainAsyncGenerator(_ generator: Object) {
        while let request = headRequest(generator) {
            let mode = ResumeMode(rawValue: Storage.values(request)[0].asInt32)!
            let value = Storage.values(request)[1]
            var status = generatorStatus(generator)
            if status == .suspendedStart && mode != .next {
                complete(generator)
                status = .completed
            }
            if status == .completed {
                switch mode {
                case .next: settleHead(generator, .undefined, done: true)
                case .throw: rejectPromise(removeHead(generator), value)
                case .return:
                    awaitReturn(generator, value)
                    return
                }
                continue
            }
            setGeneratorStatus(generator, .executing)
            if !run(generator, mode, value) { return }
        }
    }

    /// Runs the frame; false when it went into an await.
    private func run(_ generator: Object, _ mode: ResumeMode, _ value: Value) -> Bool {
        do throws(JSException) {
            let result = try resumeFrame(generator, mode, value)
            switch generatorStatus(generator) {
            case .executing: return false
            case .completed: settleHead(generator, result, done: true)
            default: settleHead(generator, result, done: false)
            }
        } catch {
            let reason = takeException()
            complete(generator)
            rejectPromise(removeHead(generator), reason)
        }
        return true
    }

    /// Continues an async generator whose await ended.
    func resumeAsyncGenerator(_ generator: Object, _ mode: ResumeMode, _ value: Value) {
        if generatorStatus(generator) == .awaitingReturn {
            complete(generator)
            if mode == .next { settleHead(generator, value, done: true) } else { rejectPromise(removeHead(generator), value) }
            drainAsyncGenerator(generator)
            return
        }
        if run(generator, mode, value) { drainAsyncGenerator(generator) }
    }

    /// AsyncGeneratorAwaitReturn(generator)
    private func awaitReturn(_ generator: Object, _ value: Value) {
        setGeneratorStatus(generator, .awaitingReturn)
        do throws(JSException) {
            performAwait(try promiseResolve(value), generator)
        } catch {
            let reason = takeException()
            complete(generator)
            rejectPromise(removeHead(generator), reason)
            drainAsyncGenerator(generator)
        }
    }
}
