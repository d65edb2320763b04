/// The Promise constructor https://tc39.es/ecma262/#sec-promise-objects
func initialisePromise(_ realm: Realm) {
    realm.defineConstructor(
        "Promise", .promise, .promisePrototype, length: 1, promiseConstructor, statics: promiseProperties,
        prototype: promisePrototypeProperties)
}

private let promiseProperties: [BuiltinProperty] = [
    .method("all", 1, promiseAll),
    .method("allSettled", 1, promiseAllSettled),
    .method("any", 1, promiseAny),
    .method("race", 1, promiseRace),
    .method("reject", 1, promiseReject),
    .method("resolve", 1, promiseResolveStatic),
    .method("try", 1, promiseTry),
    .method("withResolvers", 0, promiseWithResolvers),
    .accessor(.species, get: promiseSpecies),
]

private let promisePrototypeProperties: [BuiltinProperty] = [
    .method("catch", 1, promisePrototypeCatch),
    .method("finally", 1, promisePrototypeFinally),
    .method("then", 2, promisePrototypeThen),
    .toStringTag("Promise"),
]

/// new Promise(executor) https://tc39.es/ecma262/#sec-promise-executor
private func promiseConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Promise constructor cannot be invoked without 'new'") }
    let executor = args[0]
    if !executor.isCallable { throw vm.typeError("Promise resolver \(vm.describe(executor)) is not a function") }
    let promise = vm.newPromise(prototype: try vm.prototypeFromConstructor(args.newTarget, .promisePrototype))
    let functions = vm.resolvingFunctions(promise)
    do throws(JSException) {
        _ = try vm.call(executor, this: .undefined, functions.resolve, functions.reject)
    } catch {
        _ = try vm.call(functions.reject, this: .undefined, vm.takeException())
    }
    return Value(promise)
}

// MARK: Static methods

/// GetPromiseResolve(promiseConstructor)
private func promiseResolveOf(_ vm: VM, _ constructor: Value) throws(JSException) -> Value {
    let resolve = try vm.get(constructor.asObject, .resolve)
    if !resolve.isCallable { throw vm.typeError("Promise resolve or reject function is not callable") }
    return resolve
}

/// IfAbruptRejectPromise: runs `body` with a capability of `this`; what it throws rejects the promise.
private func withCapability(
    _ vm: VM, _ args: Arguments, _ body: (PromiseCapability) throws(JSException) -> Void
) throws(JSException) -> Value {
    if !args.this.isObject { throw vm.typeError("PromiseResolve called on non-object") }
    let capability = try vm.newPromiseCapability(args.this)
    do throws(JSException) { try body(capability) } catch { try vm.reject(capability, vm.takeException()) }
    return capability.promise
}

/// Calls `element(promise, index)` for each item passed through `this.resolve`.
private func forEachPromise(
    _ vm: VM, _ args: Arguments, _ element: (Value, Int) throws(JSException) -> Void
) throws(JSException) {
    let resolve = try promiseResolveOf(vm, args.this)
    let record = try vm.getIterator(args[0])
    var index = 0
    while let item = try vm.iteratorStep(record) {
        do throws(JSException) {
            try element(try vm.call(resolve, this: args.this, item), index)
        } catch {
            vm.iteratorCloseSilently(record)
            throw error
        }
        index += 1
    }
}

/// How an element of `all`, `allSettled` and `any` enters the list of results.
private enum ElementKind: Int32 {
    case value, fulfilledRecord, rejectedRecord, error
}

/// The state shared by the element functions of one call: 0 values array, 1 remaining count, 2 promise, 3 resolve or reject function.
private func makeElementState(_ vm: VM, _ capability: PromiseCapability, rejects: Bool) -> Value {
    let full = vm.withFunctions(capability)
    let values = vm.makeArray()
    let state = vm.allocateStorage(4)
    Storage.values(state)[0] = Value(values)
    Storage.values(state)[1] = Value(int32: 1)
    Storage.values(state)[2] = full.promise
    Storage.values(state)[3] = rejects ? full.reject : full.resolve
    return Value(cell: state)
}

/// An element function. Its data: the state; a storage of (index, kind, called box).
private func makeElement(_ vm: VM, _ state: Value, _ index: Int, _ kind: ElementKind, called: Value) -> Value {
    let slot = vm.allocateStorage(3)
    Storage.values(slot)[0] = Value(index)
    Storage.values(slot)[1] = Value(int32: kind.rawValue)
    Storage.values(slot)[2] = called
    return Value(vm.makeFunction("", length: 1, data: state, data1: Value(cell: slot), promiseElement))
}

/// Promise.all Resolve Element Functions and their kin https://tc39.es/ecma262/#sec-promise.all-resolve-element-functions
private func promiseElement(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let slot = Storage.values(args.data(1).asCell)
    if Box.value(slot[2].asCell).isTrue { return .undefined }
    Box.setValue(slot[2].asCell, .true)
    var value = args[0]
    let kind = ElementKind(rawValue: slot[1].asInt32)!
    if kind == .fulfilledRecord || kind == .rejectedRecord {
        let record = vm.makeObject()
        let isFulfilled = kind == .fulfilledRecord
        vm.defineOwn(record, vm.names[.status], Value(vm.string(isFulfilled ? "fulfilled" : "rejected")))
        vm.defineOwn(record, vm.names[isFulfilled ? .value : .reason], value)
        value = Value(record)
    }
    let values = Storage.values(args.data(0).asCell)[0].asObject
    vm.defineOwn(values, vm.key(index: Int(slot[0].asInt32)), value)
    return try finishElement(vm, args.data(0))
}

/// One element less to wait for; settles the promise after the last.
@discardableResult
private func finishElement(_ vm: VM, _ state: Value) throws(JSException) -> Value {
    let slots = Storage.values(state.asCell)
    slots[1] = Value(int32: slots[1].asInt32 - 1)
    if slots[1].asInt32 > 0 { return .undefined }
    return try vm.call(slots[3], this: .undefined, slots[0])
}

private func invokeThen(_ vm: VM, _ promise: Value, _ a: Value, _ b: Value) throws(JSException) {
    let then = try vm.getV(promise, vm.names[.then])
    if !then.isCallable { throw vm.typeError("\(vm.describe(then)) is not a function") }
    _ = try vm.call(then, this: promise, a, b)
}

/// Promise.all(iterable) https://tc39.es/ecma262/#sec-promise.all
private func promiseAll(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try withCapability(vm, args) { (capability) throws(JSException) in
        let full = vm.withFunctions(capability)
        let state = makeElementState(vm, full, rejects: false)
        try forEachPromise(vm, args) { (promise, index) throws(JSException) in
            reserve(vm, state, index)
            let called = Value(cell: vm.allocateBox(.false))
            try invokeThen(vm, promise, makeElement(vm, state, index, .value, called: called), full.reject)
        }
        try finishElement(vm, state)
    }
}

/// Makes room for an element and counts it.
private func reserve(_ vm: VM, _ state: Value, _ index: Int) {
    let slots = Storage.values(state.asCell)
    vm.defineOwn(slots[0].asObject, vm.key(index: index), .undefined)
    slots[1] = Value(int32: slots[1].asInt32 + 1)
}

/// Promise.allSettled(iterable) https://tc39.es/ecma262/#sec-promise.allsettled
private func promiseAllSettled(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try withCapability(vm, args) { (capability) throws(JSException) in
        let state = makeElementState(vm, capability, rejects: false)
        try forEachPromise(vm, args) { (promise, index) throws(JSException) in
            reserve(vm, state, index)
            let called = Value(cell: vm.allocateBox(.false))
            let fulfilled = makeElement(vm, state, index, .fulfilledRecord, called: called)
            let rejected = makeElement(vm, state, index, .rejectedRecord, called: called)
            try invokeThen(vm, promise, fulfilled, rejected)
        }
        try finishElement(vm, state)
    }
}

/// Promise.any(iterable) https://tc39.es/ecma262/#sec-promise.any
private func promiseAny(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try withCapability(vm, args) { (capability) throws(JSException) in
        let full = vm.withFunctions(capability)
        let state = makeElementState(vm, full, rejects: true)
        Storage.values(state.asCell)[3] = Value(
            vm.makeFunction("", length: 1, data: full.reject, rejectWithAggregate))
        try forEachPromise(vm, args) { (promise, index) throws(JSException) in
            reserve(vm, state, index)
            let called = Value(cell: vm.allocateBox(.false))
            try invokeThen(vm, promise, full.resolve, makeElement(vm, state, index, .error, called: called))
        }
        try finishElement(vm, state)
    }
}

/// All promises of Promise.any were rejected: wraps the errors.
private func rejectWithAggregate(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let error = vm.makeError(.aggregateErrorPrototype, "All promises were rejected")
    vm.defineOwn(error, vm.names[.errors], args[0], .hidden)
    return try vm.call(args.data(0), this: .undefined, Value(error))
}

/// Promise.race(iterable) https://tc39.es/ecma262/#sec-promise.race
private func promiseRace(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try withCapability(vm, args) { (capability) throws(JSException) in
        let full = vm.withFunctions(capability)
        try forEachPromise(vm, args) { (promise, _) throws(JSException) in
            try invokeThen(vm, promise, full.resolve, full.reject)
        }
    }
}

/// Promise.reject(r) https://tc39.es/ecma262/#sec-promise.reject
private func promiseReject(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.this.isObject { throw vm.typeError("PromiseResolve called on non-object") }
    let capability = try vm.newPromiseCapability(args.this)
    try vm.reject(capability, args[0])
    return capability.promise
}

/// Promise.resolve(x) https://tc39.es/ecma262/#sec-promise.resolve
private func promiseResolveStatic(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.this.isObject { throw vm.typeError("PromiseResolve called on non-object") }
    return try vm.promiseResolve(args.this, args[0])
}

/// Promise.try(callback, ...args) https://tc39.es/ecma262/#sec-promise.try
private func promiseTry(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.this.isObject { throw vm.typeError("Promise.try called on non-object") }
    let capability = try vm.newPromiseCapability(args.this)
    do throws(JSException) {
        let rest = UnsafeBufferPointer(start: args.registers + 2, count: max(0, args.count - 1))
        try vm.resolve(capability, try vm.call(args[0], this: .undefined, rest))
    } catch {
        try vm.reject(capability, vm.takeException())
    }
    return capability.promise
}

/// Promise.withResolvers() https://tc39.es/ecma262/#sec-promise.withResolvers
private func promiseWithResolvers(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let capability = vm.withFunctions(try vm.newPromiseCapability(args.this))
    let result = vm.makeObject()
    vm.defineOwn(result, vm.names[.promise], capability.promise)
    vm.defineOwn(result, vm.names[.resolve], capability.resolve)
    vm.defineOwn(result, vm.names[.reject], capability.reject)
    return Value(result)
}

/// get Promise[@@species]
private func promiseSpecies(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { args.this }

extension VM {
    /// PromiseResolve(C, x)
    func promiseResolve(_ constructor: Value, _ value: Value) throws(JSException) -> Value {
        if let promise = value.object(of: .promise), try get(promise, .constructor) == constructor { return value }
        let capability = try newPromiseCapability(constructor)
        try resolve(capability, value)
        return capability.promise
    }
}

// MARK: Prototype

/// Promise.prototype.catch(onRejected) https://tc39.es/ecma262/#sec-promise.prototype.catch
private func promisePrototypeCatch(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let then = try vm.getV(args.this, vm.names[.then])
    if !then.isCallable { throw vm.typeError("\(vm.describe(then)) is not a function") }
    return try vm.call(then, this: args.this, .undefined, args[0])
}

/// Promise.prototype.finally(onFinally) https://tc39.es/ecma262/#sec-promise.prototype.finally
private func promisePrototypeFinally(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let promise = args.this.object else {
        throw vm.typeError("Promise.prototype.finally called on a non-object")
    }
    let constructor = try vm.speciesConstructor(promise, default: vm.realm[.promise])
    let onFinally = args[0]
    let then = try vm.get(promise, .then)
    if !then.isCallable { throw vm.typeError("\(vm.describe(then)) is not a function") }
    if !onFinally.isCallable { return try vm.call(then, this: args.this, onFinally, onFinally) }
    let thenFinally = vm.makeFunction("", length: 1, data: onFinally, data1: constructor) {
        (vm, args) throws(JSException) in try afterFinally(vm, args, throwing: false)
    }
    let catchFinally = vm.makeFunction("", length: 1, data: onFinally, data1: constructor) {
        (vm, args) throws(JSException) in try afterFinally(vm, args, throwing: true)
    }
    return try vm.call(then, this: args.this, Value(thenFinally), Value(catchFinally))
}

private func afterFinally(_ vm: VM, _ args: Arguments, throwing: Bool) throws(JSException) -> Value {
    let result = try vm.call(args.data(0), this: .undefined)
    let promise = try vm.promiseResolve(args.data(1), result)
    let continuation = vm.makeFunction("", length: 0, data: args[0], data1: Value(throwing)) {
        (vm, args) throws(JSException) in
        if args.data(1).isTrue { throw vm.throwValue(args.data(0)) }
        return args.data(0)
    }
    let then = try vm.getV(promise, vm.names[.then])
    return try vm.call(then, this: promise, Value(continuation))
}

/// Promise.prototype.then(onFulfilled, onRejected) https://tc39.es/ecma262/#sec-promise.prototype.then
private func promisePrototypeThen(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let promise = args.this.object(of: .promise) else {
        throw vm.typeError("Method Promise.prototype.then called on incompatible receiver \(vm.describe(args.this))")
    }
    let constructor = try vm.speciesConstructor(promise, default: vm.realm[.promise])
    let capability = try vm.newPromiseCapability(constructor)
    vm.performPromiseThen(promise, args[0], args[1], capability)
    return capability.promise
}
