import EventLoop
import JSEngine

/// internalBinding('tty_wrap'): `new TTY(fd, readable)` with readStart, readStop, setRawMode, ref, unref, close; it calls
/// `onread(bytes)` with a Buffer, or null at the end.
func makeTTYBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let prototype = vm.makeObject(ttyMethods)
    let constructor = vm.makeFunction("TTY", length: 2, constructor: true, data: Value(prototype), ttyConstruct)
    let binding = vm.makeObject()
    vm.put(binding, "TTY", Value(constructor))
    return binding
}

private final class TTYPayload: HandlePayload, StreamDelegate {
    var tty: TTY?

    func stream(_ stream: EventLoop.Stream, didRead bytes: UnsafeRawBufferPointer) {
        runtime.perform(context: context) { () throws(JSException) in
            let buffer = try self.runtime.makeBuffer(bytes)
            let callback = try self.vm.get(self.object, self.vm.key("onread"))
            _ = try self.vm.call(callback, this: Value(self.object), Value(buffer))
        }
    }

    func streamDidReachEnd(_ stream: EventLoop.Stream) { finish() }
    func stream(_ stream: EventLoop.Stream, didFailReading error: UVError) { finish() }

    private func finish() {
        runtime.perform(context: context) { () throws(JSException) in
            let callback = try self.vm.get(self.object, self.vm.key("onread"))
            _ = try self.vm.call(callback, this: Value(self.object), .null)
        }
    }

    func close() {
        guard let tty else { return }
        self.tty = nil
        TTY.resetMode()
        tty.close { [self] in closed() }
    }
}

private func ttyConstruct(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = TTYPayload(vm.node)
    let object = payload.makeObject(prototype: args.data(0))
    do throws(UVError) {
        let tty = try TTY(vm.node.loop, fileDescriptor: descriptor(vm, args[0]))
        tty.delegate = payload
        payload.tty = tty
        payload.opened()
    } catch {
        throw vm.node.throwErrno(error, "uv_tty_init")
    }
    return Value(object)
}

private func descriptor(_ vm: VM, _ value: Value) -> Int32 { value.isInt32 ? value.asInt32 : -1 }

private func terminal(_ vm: VM, _ args: Arguments) throws(JSException) -> TTYPayload {
    guard let payload: TTYPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return payload
}

private let ttyMethods: [BuiltinProperty] = [
    .method(
        "readStart", 0,
        { (vm, args) throws(JSException) in
            let payload = try terminal(vm, args)
            do throws(UVError) { try payload.tty?.readStart() } catch { return Value(Int(error.code)) }
            return .zero
        }),
    .method(
        "readStop", 0,
        { (vm, args) throws(JSException) in
            try terminal(vm, args).tty?.readStop()
            return .zero
        }),
    .method(
        "setRawMode", 1,
        { (vm, args) throws(JSException) in
            let payload = try terminal(vm, args)
            do throws(UVError) { try payload.tty?.setMode(vm.toBoolean(args[0]) ? .raw : .normal) } catch {
                return Value(Int(error.code))
            }
            return .zero
        }),
    .method(
        "ref", 0,
        { (vm, args) throws(JSException) in
            try terminal(vm, args).tty?.ref()
            return .undefined
        }),
    .method(
        "unref", 0,
        { (vm, args) throws(JSException) in
            try terminal(vm, args).tty?.unref()
            return .undefined
        }),
    .method(
        "close", 0,
        { (vm, args) throws(JSException) in
            try terminal(vm, args).close()
            return .undefined
        })
]
