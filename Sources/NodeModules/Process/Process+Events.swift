import EventLoop
import JSEngine

/// `process` is an EventEmitter, but most programs never listen to it: until they do, its prototype has these functions,
/// which load `events`, make it a real one and call the method that was meant.
let processEventStubs: [BuiltinProperty] = [
    .method("addListener", 2, { (vm, args) throws(JSException) in try forward(vm, args, "addListener") }),
    .method("emit", 1, { (vm, args) throws(JSException) in try forward(vm, args, "emit") }),
    .method("eventNames", 0, { (vm, args) throws(JSException) in try forward(vm, args, "eventNames") }),
    .method("getMaxListeners", 0, { (vm, args) throws(JSException) in try forward(vm, args, "getMaxListeners") }),
    .method("listenerCount", 2, { (vm, args) throws(JSException) in try forward(vm, args, "listenerCount") }),
    .method("listeners", 1, { (vm, args) throws(JSException) in try forward(vm, args, "listeners") }),
    .method("off", 2, { (vm, args) throws(JSException) in try forward(vm, args, "off") }),
    .method("on", 2, { (vm, args) throws(JSException) in try forward(vm, args, "on") }),
    .method("once", 2, { (vm, args) throws(JSException) in try forward(vm, args, "once") }),
    .method("prependListener", 2, { (vm, args) throws(JSException) in try forward(vm, args, "prependListener") }),
    .method("prependOnceListener", 2, { (vm, args) throws(JSException) in try forward(vm, args, "prependOnceListener") }),
    .method("rawListeners", 1, { (vm, args) throws(JSException) in try forward(vm, args, "rawListeners") }),
    .method("removeAllListeners", 1, { (vm, args) throws(JSException) in try forward(vm, args, "removeAllListeners") }),
    .method("removeListener", 2, { (vm, args) throws(JSException) in try forward(vm, args, "removeListener") }),
    .method("setMaxListeners", 1, { (vm, args) throws(JSException) in try forward(vm, args, "setMaxListeners") }),
]

/// The methods above, which give way to those of EventEmitter.prototype once `events` is loaded.
private let forwardedNames: [StaticString] = [
    "addListener", "emit", "eventNames", "getMaxListeners", "listenerCount", "listeners", "off", "on", "once", "prependListener",
    "prependOnceListener", "rawListeners", "removeAllListeners", "removeListener", "setMaxListeners",
]

private func forward(_ vm: VM, _ args: Arguments, _ name: StaticString) throws(JSException) -> Value {
    _ = try vm.node.requireBuiltin("events")
    guard let object = args.this.object else { throw vm.typeError("process.\(name) called on a value that is no object") }
    return try vm.call(try vm.get(object, vm.key(name)), this: args.this, args.all)
}

extension NodeRuntime {
    /// Makes `process` an EventEmitter; called once `events` has been loaded.
    func upgradeProcess() throws(JSException) {
        if processIsEmitter { return }
        processIsEmitter = true
        let emitter = try vm.getV(try requireBuiltin("events"), vm.key("EventEmitter"))
        let process = self.process.asObject
        let prototype = slots[.processPrototype].asObject
        for name in forwardedNames { _ = try vm.delete(prototype, vm.key(name)) }
        _ = try vm.setPrototype(prototype, try vm.getV(emitter, vm.key("prototype")))
        _ = try vm.call(emitter, this: Value(process))
        // Signals are watched while somebody listens.
        let started = Value(vm.makeFunction("startListeningIfSignal", length: 1, signalListenerAdded))
        let stopped = Value(vm.makeFunction("stopListeningIfSignal", length: 1, signalListenerRemoved))
        let on = try vm.get(process, vm.key("on"))
        _ = try vm.call(on, this: Value(process), Value(vm.string("newListener")), started)
        _ = try vm.call(on, this: Value(process), Value(vm.string("removeListener")), stopped)
    }

    /// process.emit(name, ...arguments); does nothing while nobody can be listening.
    /// - Returns: whether there was a listener.
    @discardableResult
    public func emitProcess(_ name: StaticString, _ arguments: Value...) throws(JSException) -> Bool {
        guard processIsEmitter, let process = slots[.process].object else { return false }
        vm.heap.paused += 1
        let emit: Value
        do throws(JSException) { emit = try vm.get(process, vm.key("emit")) } catch {
            vm.heap.paused -= 1
            throw error
        }
        let list = [Value(vm.string(name))] + arguments
        vm.heap.paused -= 1
        return vm.toBoolean(try vm.call(emit, this: Value(process), list))
    }

    fileprivate func watch(_ name: String) {
        guard let number = Signals.number(name), SignalWatchers.handles[number] == nil else { return }
        guard let handle = try? Signal(loop, { [unowned self] number in self.deliver(number, name) }) else { return }
        do {
            try handle.start(number)
            handle.unref()
            SignalWatchers.handles[number] = handle
        } catch {
            handle.close()
            perform { () throws(JSException) in throw self.throwErrno(error, "uv_signal_start") }
        }
    }

    private func deliver(_ number: Int32, _ name: String) {
        perform { () throws(JSException) in
            guard let process = self.slots[.process].object else { return }
            let emit = try self.vm.get(process, self.vm.key("emit"))
            let text = Value(self.vm.string(name))
            _ = try self.vm.call(emit, this: Value(process), text, text, Value(Int(number)))
        }
    }
}

/// The signal handles that are open, by number.
private enum SignalWatchers {
    nonisolated(unsafe) static var handles: [Int32: Signal] = [:]
}

private func signalListenerAdded(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if let name = vm.text(args[0]), name.hasPrefix("SIG") { vm.node.watch(name) }
    return .undefined
}

private func signalListenerRemoved(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let name = vm.text(args[0]), name.hasPrefix("SIG"), let number = Signals.number(name) else { return .undefined }
    let count = try vm.invoke(vm.node.process, vm.key("listenerCount"), args[0])
    if count == .zero, let handle = SignalWatchers.handles.removeValue(forKey: number) { handle.close() }
    return .undefined
}
