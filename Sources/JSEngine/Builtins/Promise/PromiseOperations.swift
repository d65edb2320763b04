/// Promise abstract operations https://tc39.es/ecma262/#sec-promise-abstract-operations
///
/// Internal slots of a promise: 0 state (int), 1 result, 2 reactions (undefined, one reaction record, or an array object of them),
/// 3 is-handled flag.
///
/// A reaction is a record cell of six values: 0 promise of the capability (or undefined), 1 its resolve function (undefined for a
/// promise made by the engine itself, which is settled directly), 2 its reject function, 3 on-fulfilled handler, 4 on-rejected
/// handler, 5 async context. An awaiting frame is a reaction whose slot 3 holds the state object and whose slot 4 is empty.
enum PromiseSlot {
    static let state = 0
    static let result = 1
    static let reactions = 2
    static let isHandled = 3
    static let count = 4
}

enum PromiseState: Int32 {
    case pending, fulfilled, rejected
}

/// PromiseCapability Record
struct PromiseCapability {
    var promise: Value
    /// Undefined when the engine made the promise and settles it directly.
    var resolve: Value
    var reject: Value
}

extension VM {
    // MARK: For native code

    /// A pending promise of the running realm.
    public func newPromise() -> Object { newPromise(prototype: realm[.promisePrototype]) }

    func newPromise(prototype: Value) -> Object {
        let promise = makeObject(.promise, prototype: prototype, internalSlots: PromiseSlot.count)
        promise.setInternalSlot(PromiseSlot.state, Value(int32: PromiseState.pending.rawValue))
        promise.setInternalSlot(PromiseSlot.isHandled, .false)
        return promise
    }

    /// 0 pending, 1 fulfilled, 2 rejected; and the result.
    public func promiseDetails(_ promise: Object) -> (state: Int, result: Value) {
        (Int(promise.internalSlot(PromiseSlot.state).asInt32), promise.internalSlot(PromiseSlot.result))
    }

    /// What a promise's resolve function does. https://tc39.es/ecma262/#sec-promise-resolve-functions
    public func resolvePromise(_ promise: Object, _ resolution: Value) {
        if resolution == Value(promise) {
            _ = typeError("Chaining cycle detected for promise #<Promise>")
            return rejectPromise(promise, takeException())
        }
        guard let thenable = resolution.object else { return fulfillPromise(promise, resolution) }
        let then: Value
        do throws(JSException) { then = try get(thenable, .then) } catch { return rejectPromise(promise, takeException()) }
        if !then.isCallable { return fulfillPromise(promise, resolution) }
        // NewPromiseResolveThenableJob
        enqueueJob(
            { (vm, promise, thenable, then) throws(JSException) in
                let functions = vm.resolvingFunctions(promise.asObject)
                do throws(JSException) {
                    _ = try vm.call(then, this: thenable, functions.resolve, functions.reject)
                } catch {
                    _ = try vm.call(functions.reject, this: .undefined, vm.takeException())
                }
            }, Value(promise), resolution, then)
    }

    /// FulfillPromise(promise, value)
    func fulfillPromise(_ promise: Object, _ value: Value) { settle(promise, .fulfilled, value) }

    /// RejectPromise(promise, reason)
    public func rejectPromise(_ promise: Object, _ reason: Value) {
        if promise.internalSlot(PromiseSlot.isHandled).isFalse { hooks.promiseRejection(self, promise: promise, handled: false) }
        settle(promise, .rejected, reason)
    }

    private func settle(_ promise: Object, _ state: PromiseState, _ value: Value) {
        let reactions = promise.internalSlot(PromiseSlot.reactions)
        promise.setInternalSlot(PromiseSlot.state, Value(int32: state.rawValue))
        promise.setInternalSlot(PromiseSlot.result, value)
        promise.setInternalSlot(PromiseSlot.reactions, .undefined)
        if reactions.isUndefined { return }
        if let list = reactions.object(of: .array) {
            for i in 0..<Int(list.arrayLength) {
                enqueueReaction(Storage.values(list.elements.unsafelyUnwrapped)[i], state, value)
            }
        } else {
            enqueueReaction(reactions, state, value)
        }
    }

    private func enqueueReaction(_ reaction: Value, _ state: PromiseState, _ value: Value) {
        jobs.append(
            promiseReactionJob, reaction, Value(int32: state.rawValue), value, context: Storage.values(reaction.asCell)[5])
    }

    /// PromiseResolve(%Promise%, x)
    public func promiseResolve(_ value: Value) throws(JSException) -> Object {
        if let promise = value.object(of: .promise), try get(promise, .constructor) == realm[.promise] { return promise }
        let promise = newPromise()
        resolvePromise(promise, value)
        return promise
    }

    /// Subscribes an async function's or generator's frame to a promise.
    func performAwait(_ promise: Object, _ state: Object) {
        addReaction(promise, makeReaction(.undefined, .undefined, .undefined, Value(state), .empty))
    }

    /// PerformPromiseThen(promise, onFulfilled, onRejected [, resultCapability])
    public func performPromiseThen(_ promise: Object, _ onFulfilled: Value, _ onRejected: Value) {
        performPromiseThen(
            promise, onFulfilled, onRejected, PromiseCapability(promise: .undefined, resolve: .undefined, reject: .undefined))
    }

    func performPromiseThen(_ promise: Object, _ onFulfilled: Value, _ onRejected: Value, _ result: PromiseCapability) {
        addReaction(
            promise,
            makeReaction(
                result.promise, result.resolve, result.reject, onFulfilled.isCallable ? onFulfilled : .undefined,
                onRejected.isCallable ? onRejected : .undefined))
    }

    private func makeReaction(_ a: Value, _ b: Value, _ c: Value, _ d: Value, _ e: Value) -> Value {
        let cell = heap.allocate(56)
        Cell.setHeader(cell, kind: .record, word: 6)
        let values = Storage.values(cell)
        values[0] = a
        values[1] = b
        values[2] = c
        values[3] = d
        values[4] = e
        values[5] = asyncContext
        return Value(cell: cell)
    }

    private func addReaction(_ promise: Object, _ reaction: Value) {
        switch PromiseState(rawValue: promise.internalSlot(PromiseSlot.state).asInt32)! {
        case .pending:
            let reactions = promise.internalSlot(PromiseSlot.reactions)
            if reactions.isUndefined {
                promise.setInternalSlot(PromiseSlot.reactions, reaction)
            } else if let list = reactions.object(of: .array) {
                arrayAppend(list, reaction)
            } else {
                let list = makeArray(capacity: 4)
                arrayAppend(list, reactions)
                arrayAppend(list, reaction)
                promise.setInternalSlot(PromiseSlot.reactions, Value(list))
            }
        case .fulfilled:
            enqueueReaction(reaction, .fulfilled, promise.internalSlot(PromiseSlot.result))
        case .rejected:
            if promise.internalSlot(PromiseSlot.isHandled).isFalse {
                hooks.promiseRejection(self, promise: promise, handled: true)
            }
            enqueueReaction(reaction, .rejected, promise.internalSlot(PromiseSlot.result))
        }
        promise.setInternalSlot(PromiseSlot.isHandled, .true)
    }

    // MARK: Capabilities

    /// NewPromiseCapability(C)
    func newPromiseCapability(_ constructor: Value) throws(JSException) -> PromiseCapability {
        if constructor == realm[.promise] {
            return PromiseCapability(promise: Value(newPromise()), resolve: .undefined, reject: .undefined)
        }
        if !constructor.isConstructor { throw typeError("Promise resolve or reject function is not callable") }
        // The executor stores the functions in a storage: 0 resolve, 1 reject.
        let slots = allocateStorage(2)
        Storage.values(slots)[0] = .undefined
        Storage.values(slots)[1] = .undefined
        let executor = makeFunction("", length: 2, data: Value(cell: slots), capabilityExecutor)
        let promise = try construct(constructor, [Value(executor)])
        let (resolve, reject) = (Storage.values(slots)[0], Storage.values(slots)[1])
        if !resolve.isCallable || !reject.isCallable {
            throw typeError("Promise resolve or reject function is not callable")
        }
        return PromiseCapability(promise: Value(promise), resolve: resolve, reject: reject)
    }

    func resolve(_ capability: PromiseCapability, _ value: Value) throws(JSException) {
        if capability.resolve.isUndefined {
            if let promise = capability.promise.object { resolvePromise(promise, value) }
        } else {
            _ = try call(capability.resolve, this: .undefined, value)
        }
    }

    func reject(_ capability: PromiseCapability, _ reason: Value) throws(JSException) {
        if capability.reject.isUndefined {
            if let promise = capability.promise.object { rejectPromise(promise, reason) }
        } else {
            _ = try call(capability.reject, this: .undefined, reason)
        }
    }

    /// A capability whose functions exist, for algorithms that hand them to scripts.
    func withFunctions(_ capability: PromiseCapability) -> PromiseCapability {
        if !capability.resolve.isUndefined { return capability }
        let functions = resolvingFunctions(capability.promise.asObject)
        return PromiseCapability(promise: capability.promise, resolve: functions.resolve, reject: functions.reject)
    }

    /// CreateResolvingFunctions(promise): both share a box that says whether one was called.
    func resolvingFunctions(_ promise: Object) -> (resolve: Value, reject: Value) {
        let done = Value(cell: allocateBox(.false))
        let resolve = makeFunction("", length: 1, data: Value(promise), data1: done, promiseResolveFunction)
        let reject = makeFunction("", length: 1, data: Value(promise), data1: done, promiseRejectFunction)
        return (Value(resolve), Value(reject))
    }
}

/// GetCapabilitiesExecutor Functions https://tc39.es/ecma262/#sec-getcapabilitiesexecutor-functions
private func capabilityExecutor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let slots = Storage.values(args.data(0).asCell)
    if !slots[0].isUndefined || !slots[1].isUndefined {
        throw vm.typeError("Promise executor has already been invoked with non-undefined arguments")
    }
    slots[0] = args[0]
    slots[1] = args[1]
    return .undefined
}

private func promiseResolveFunction(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let done = args.data(1).asCell
    if Box.value(done).isTrue { return .undefined }
    Box.setValue(done, .true)
    vm.resolvePromise(args.data(0).asObject, args[0])
    return .undefined
}

private func promiseRejectFunction(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let done = args.data(1).asCell
    if Box.value(done).isTrue { return .undefined }
    Box.setValue(done, .true)
    vm.rejectPromise(args.data(0).asObject, args[0])
    return .undefined
}

/// NewPromiseReactionJob(reaction, argument) https://tc39.es/ecma262/#sec-newpromisereactionjob
private func promiseReactionJob(_ vm: VM, _ reaction: Value, _ state: Value, _ argument: Value) throws(JSException) {
    let slots = Storage.values(reaction.asCell)
    let isFulfilled = state.asInt32 == PromiseState.fulfilled.rawValue
    if slots[4].isEmpty {
        vm.resumeAfterAwait(slots[3].asObject, isFulfilled ? .next : .throw, argument)
        return
    }
    let handler = isFulfilled ? slots[3] : slots[4]
    let capability = PromiseCapability(promise: slots[0], resolve: slots[1], reject: slots[2])
    let result: Value
    if handler.isUndefined {
        if isFulfilled { try vm.resolve(capability, argument) } else { try vm.reject(capability, argument) }
        return
    }
    do throws(JSException) {
        result = try vm.call(handler, this: .undefined, argument)
    } catch {
        let reason = vm.takeException()
        // Without a capability (a host's subscription) there is nobody to tell but the host.
        if capability.promise.isUndefined && capability.reject.isUndefined { throw vm.throwValue(reason) }
        try vm.reject(capability, reason)
        return
    }
    try vm.resolve(capability, result)
}
