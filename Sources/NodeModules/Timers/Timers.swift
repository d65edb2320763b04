import JSEngine

/// The timer functions. https://nodejs.org/docs/latest-v20.x/api/timers.html
func makeTimersModule(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let module = vm.makeObject()
    for name: StaticString in ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate", "setInterval", "clearInterval"] {
        vm.defineOwn(module, vm.key(name), try vm.get(vm.realm.global, vm.key(name)))
    }
    vm.realm.define(
        [
            .method("_unrefActive", 1, timersUnrefActive, attributes: .all),
            .method("active", 1, timersActive, attributes: .all),
            .method("enroll", 2, timersEnroll, attributes: .all),
            .method("unenroll", 1, timersUnenroll, attributes: .all),
            .accessor("promises", get: timersPromises, attributes: [.enumerable, .configurable]),
        ], on: module)
    return module
}

private func timersPromises(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.node.requireBuiltin("timers/promises")
}

private func deprecated(_ vm: VM, _ name: String) -> JSException {
    vm.throwValue(Value(vm.makeError(.errorPrototype, "timers.\(name) is not supported: use setTimeout and timeout.refresh()")))
}
private func timersUnrefActive(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { throw deprecated(vm, "_unrefActive") }
private func timersActive(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { throw deprecated(vm, "active") }
private func timersEnroll(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { throw deprecated(vm, "enroll") }
private func timersUnenroll(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { throw deprecated(vm, "unenroll") }

// MARK: Making

/// setTimeout(callback[, delay[, ...args]])
func globalSetTimeout(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { try start(vm, args, repeats: false) }

/// setInterval(callback[, delay[, ...args]])
func globalSetInterval(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { try start(vm, args, repeats: true) }

private func start(_ vm: VM, _ args: Arguments, repeats: Bool) throws(JSException) -> Value {
    let node = vm.node
    guard args[0].isCallable else { throw node.invalidArgumentType("callback", "Function", args[0]) }
    let delay = try milliseconds(vm, args[1])
    let payload = TimeoutPayload(duration: delay, interval: repeats ? delay : 0)
    let object = vm.makeHostObject(payload, prototype: try node.timeoutPrototype(), internalSlots: 3)
    payload.object = object
    payload.argumentCount = fill(vm, object, args, skip: 2)
    node.timers.activate(payload)
    return Value(object)
}

/// At least 1 ms; what is no number or too large becomes 1, as in Node.
private func milliseconds(_ vm: VM, _ value: Value) throws(JSException) -> Int {
    let number = value.isUndefined ? .nan : try vm.toNumber(value)
    if number >= 1 && number <= 2_147_483_647 { return Int(number) }
    if number > 2_147_483_647 {
        let text = vm.numberToString(number).toSwift(vm)
        try vm.node.emitWarning(
            "\(text) does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.", type: "TimeoutOverflowWarning")
    }
    return 1
}

/// Keeps callback, arguments and async context in the object's slots.
/// - Returns: the number of arguments.
private func fill(_ vm: VM, _ object: Object, _ args: Arguments, skip: Int) -> Int32 {
    object.setInternalSlot(0, args[0])
    object.setInternalSlot(2, vm.asyncContext)
    let count = args.count - skip
    if count <= 0 { return 0 }
    if count == 1 {
        object.setInternalSlot(1, args[skip])
    } else {
        let list = vm.makeArray(UnsafeBufferPointer(start: args.all.baseAddress! + skip, count: count))
        object.setInternalSlot(1, Value(list))
    }
    return Int32(count)
}

/// setImmediate(callback[, ...args])
func globalSetImmediate(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    guard args[0].isCallable else { throw node.invalidArgumentType("callback", "Function", args[0]) }
    let payload = ImmediatePayload()
    let object = vm.makeHostObject(payload, prototype: try node.immediatePrototype(), internalSlots: 3)
    payload.object = object
    payload.argumentCount = fill(vm, object, args, skip: 1)
    node.immediates.append(payload)
    return Value(object)
}

// MARK: Clearing

/// clearTimeout(timeout), clearInterval(timeout): an object, its number, or the number's text.
func globalClearTimeout(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    if let timer: TimeoutPayload = vm.payload(args[0]) {
        node.timers.cancel(timer)
    } else if args[0].isNumber || args[0].isString {
        let number = try vm.toNumber(args[0])
        if number.magnitude < 1e15, let timer = node.timers.timer(id: Int(number)) { node.timers.cancel(timer) }
    }
    return .undefined
}

/// clearImmediate(immediate)
func globalClearImmediate(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if let immediate: ImmediatePayload = vm.payload(args[0]) { vm.node.immediates.cancel(immediate) }
    return .undefined
}

// MARK: Classes

extension NodeRuntime {
    fileprivate func timeoutPrototype() throws(JSException) -> Value {
        if slots[.timeoutPrototype].isEmpty { slots[.timeoutPrototype] = Value(makeClass("Timeout", timeoutProperties)) }
        return slots[.timeoutPrototype]
    }

    fileprivate func immediatePrototype() throws(JSException) -> Value {
        if slots[.immediatePrototype].isEmpty { slots[.immediatePrototype] = Value(makeClass("Immediate", immediateProperties)) }
        return slots[.immediatePrototype]
    }

    /// The prototype of a class that scripts cannot construct.
    func makeClass(_ name: StaticString, _ properties: [BuiltinProperty]) -> Object {
        let prototype = vm.makeObject()
        let constructor = vm.makeFunction(name, length: 0, constructor: true) { (vm, _) throws(JSException) in
            throw vm.typeError("Illegal constructor")
        }
        vm.defineOwn(constructor, vm.key("prototype"), Value(prototype), [])
        vm.defineOwn(prototype, vm.key("constructor"), Value(constructor), .hidden)
        vm.realm.define(properties, on: prototype)
        return prototype
    }
}

private let timeoutProperties: [BuiltinProperty] = [
    .accessor("_destroyed", get: timeoutDestroyed),
    .accessor("_idleTimeout", get: timeoutDuration, set: timeoutSetDuration),
    .accessor("_onTimeout", get: timeoutCallback, set: timeoutSetCallback),
    .accessor("_repeat", get: timeoutRepeat, set: timeoutSetRepeat),
    .method("close", 0, timeoutClose),
    .method("hasRef", 0, timeoutHasRef),
    .method("ref", 0, timeoutRef),
    .method("refresh", 0, timeoutRefresh),
    .method("unref", 0, timeoutUnref),
    .method(.toPrimitive, 0, timeoutToPrimitive),
    .method(.dispose, 0, timeoutDispose),
]

private func timer(_ vm: VM, _ args: Arguments) throws(JSException) -> TimeoutPayload {
    guard let timer: TimeoutPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return timer
}

private func timeoutDestroyed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let timer: TimeoutPayload = vm.payload(args.this) else { return .undefined }
    return Value(timer.isDestroyed)
}

private func timeoutDuration(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let timer: TimeoutPayload = vm.payload(args.this) else { return .undefined }
    return Value(timer.isDestroyed ? -1 : timer.duration)
}

private func timeoutCallback(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let timer: TimeoutPayload = vm.payload(args.this) else { return .undefined }
    return timer.isDestroyed ? .null : timer.object.internalSlot(0)
}

private func timeoutSetCallback(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let timer = try timer(vm, args)
    timer.object.setInternalSlot(0, args[0])
    return .undefined
}

private func timeoutRepeat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let timer: TimeoutPayload = vm.payload(args.this) else { return .undefined }
    return timer.interval == 0 ? .null : Value(timer.interval)
}

/// Assigning an interval makes a timeout repeat, as programs found out.
private func timeoutSetRepeat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try timer(vm, args).interval = args[0].isNumber ? Int(max(0, min(args[0].asNumber, 2_147_483_647))) : 0
    return .undefined
}

private func timeoutSetDuration(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let timer = try timer(vm, args)
    if args[0].isNumber && args[0].asNumber >= 0 {
        timer.duration = Int(min(args[0].asNumber, 2_147_483_647))
    } else {
        vm.node.timers.cancel(timer)
    }
    return .undefined
}

private func timeoutClose(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.timers.cancel(try timer(vm, args))
    return args.this
}

private func timeoutHasRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(try timer(vm, args).isReferenced) }

private func timeoutRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if let timer: TimeoutPayload = vm.payload(args.this) { vm.node.timers.setReferenced(timer, true) }
    return args.this
}

private func timeoutUnref(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if let timer: TimeoutPayload = vm.payload(args.this) { vm.node.timers.setReferenced(timer, false) }
    return args.this
}

/// timeout.refresh(): starts the timer anew; also one that has fired, but not one that was cleared.
private func timeoutRefresh(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let timer = try timer(vm, args)
    vm.node.timers.refresh(timer)
    return args.this
}

private func timeoutToPrimitive(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.node.timers.identify(try timer(vm, args)))
}

/// timeout[Symbol.dispose]()
private func timeoutDispose(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.timers.cancel(try timer(vm, args))
    return .undefined
}

/// immediate[Symbol.dispose]()
private func immediateDispose(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.immediates.cancel(try immediate(vm, args))
    return .undefined
}

private let immediateProperties: [BuiltinProperty] = [
    .accessor("_destroyed", get: immediateDestroyed),
    .accessor("_onImmediate", get: immediateCallback),
    .method("hasRef", 0, immediateHasRef),
    .method("ref", 0, immediateRef),
    .method("unref", 0, immediateUnref),
    .method(.dispose, 0, immediateDispose),
]

private func immediate(_ vm: VM, _ args: Arguments) throws(JSException) -> ImmediatePayload {
    guard let immediate: ImmediatePayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return immediate
}

private func immediateDestroyed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let immediate: ImmediatePayload = vm.payload(args.this) else { return .undefined }
    return Value(!immediate.isQueued)
}

private func immediateCallback(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let immediate: ImmediatePayload = vm.payload(args.this) else { return .undefined }
    return immediate.isQueued ? immediate.object.internalSlot(0) : .null
}

private func immediateHasRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try immediate(vm, args).isReferenced)
}

private func immediateRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.immediates.setReferenced(try immediate(vm, args), true)
    return args.this
}

private func immediateUnref(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.immediates.setReferenced(try immediate(vm, args), false)
    return args.this
}
