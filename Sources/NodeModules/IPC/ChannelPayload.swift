import ClusterRuntime
import EventLoop
import JSEngine

/// An IPC channel as scripts see it: `Channel` of internalBinding('ipc'). It calls `onmessage(message, fd, kind, key, dgramType)`,
/// `oninternal(text)` and `onclose()` of its object.
final class ChannelPayload: HandlePayload {
    let channel: Channel

    init(_ runtime: NodeRuntime, _ channel: Channel) {
        self.channel = channel
        super.init(runtime)
    }

    /// Makes the object and listens. The channel keeps itself until it has closed, and this with it.
    func start(prototype: Value) -> Object {
        let object = makeObject(prototype: prototype)
        opened()
        channel.onMessage = { [unowned self] bytes, handle in didReceive(bytes, handle) }
        channel.onInternalMessage = { [unowned self] message, handle in
            if let handle { Descriptors.close(handle.descriptor) }
            let text = message.text.withUnsafeBufferPointer { vm.string(utf8: $0) }
            emit(vm.key("oninternal"), Value(text))
        }
        channel.onDisconnect = { [self] in
            emit(vm.key("onclose"))
            closed()
        }
        return object
    }

    private func didReceive(_ bytes: UnsafeRawBufferPointer, _ handle: ReceivedHandle?) {
        let message: Value
        switch channel.serialization {
        case .json: message = Value(vm.string(utf8: bytes.assumingMemoryBound(to: UInt8.self)))
        case .advanced: message = runtime.bufferValue(bytes)
        }
        guard let handle else {
            emit(vm.key("onmessage"), message)
            return
        }
        let text = { [vm] (text: String?) -> Value in text.map { Value(vm.string($0)) } ?? .undefined }
        let keep = Persistent(vm, message)
        let kind = Persistent(vm, text(handle.kind.rawValue))
        let key = Persistent(vm, text(handle.key))
        emit(
            vm.key("onmessage"), keep.value, Value(Int(handle.descriptor)), kind.value, key.value, text(handle.dgramType))
    }

    /// A function to be called later with 0 or the code of an error.
    fileprivate func completion(_ function: Value) -> ((UVError?) -> Void)? {
        guard function.isCallable else { return nil }
        let keep = Persistent(vm, function)
        return { [runtime] error in
            runtime.makeCallback(keep.value, this: .undefined, Value(Int(error?.code ?? 0)))
        }
    }
}

private let channelProperties: [BuiltinProperty] = [
    .method("send", 2, channelSend),
    .method("whenWritten", 1, channelWhenWritten),
    .method("sendHandle", 7, channelSendHandle),
    .method("ref", 0, channelRef),
    .method("unref", 0, channelUnref),
    .method("disconnect", 0, channelDisconnect),
    .method("readRest", 0, channelReadRest),
    .method("closeDescriptor", 1, closeDescriptor),
    .accessor("fd", get: channelDescriptor),
    .accessor("writeQueueSize", get: channelQueueSize),
]

/// internalBinding('ipc')
func makeIPCBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let binding = vm.makeObject()
    vm.putClass(binding, "Channel", channelProperties, constructChannel)
    vm.put(binding, "kindOf", 1, kindOfDescriptor)
    vm.put(binding, "duplicate", 1, duplicateDescriptor)
    vm.put(binding, "closeDescriptor", 1, closeDescriptor)
    vm.put(binding, "makeHandle", 1, makeHandle)
    return binding
}

/// new Channel(fd, mode): takes the descriptor over.
private func constructChannel(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .objectPrototype)
    let descriptor = try vm.toInt32(args[0])
    let mode = Serialization(rawValue: vm.text(args[1]) ?? "json") ?? .json
    do throws(UVError) {
        let channel = try Channel(vm.node.loop, descriptor: descriptor, serialization: mode)
        return Value(ChannelPayload(vm.node, channel).start(prototype: prototype))
    } catch {
        Descriptors.close(descriptor)
        throw vm.node.throwErrno(error, "channel")
    }
}

private func channel(_ vm: VM, _ args: Arguments) throws(JSException) -> ChannelPayload {
    guard let payload: ChannelPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return payload
}

/// 0 when written, 1 when it waits, else a negative libuv code.
private func code(_ outcome: SendOutcome) -> Value {
    switch outcome {
    case .written: Value(Int(0))
    case .pending: Value(Int(1))
    case .failed(let error): Value(Int(error.code))
    }
}

/// send(message, done): `done(errno)` is called when the answer is 1.
private func channelSend(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try channel(vm, args)
    return code(payload.channel.send(try vm.channelBytes(args[0]), completion: payload.completion(args[1])))
}

/// whenWritten(done): after a send that waits; `done(errno)`.
private func channelWhenWritten(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try channel(vm, args)
    if let completion = payload.completion(args[0]) { payload.channel.whenWritten(completion) }
    return .undefined
}

/// sendHandle(message, done, kind, fd, key, dgramType, released): `released` is called once the descriptor may be closed.
private func channelSendHandle(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try channel(vm, args)
    guard let kind = vm.text(args[2]).flatMap({ HandleKind(rawValue: $0) }) else { throw vm.typeError("Illegal invocation") }
    var handle = OutgoingHandle(
        kind: kind, descriptor: try vm.toInt32(args[3]), key: vm.text(args[4]), dgramType: vm.text(args[5]))
    if args[6].isCallable {
        let keep = Persistent(vm, args[6])
        handle.released = { [runtime = vm.node] arrived in runtime.makeCallback(keep.value, this: .undefined, Value(arrived)) }
    }
    return code(
        payload.channel.send(try vm.channelBytes(args[0]), handle: handle, completion: payload.completion(args[1])))
}

private func channelRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try channel(vm, args).channel.ref()
    return .undefined
}

private func channelUnref(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try channel(vm, args).channel.unref()
    return .undefined
}

private func channelDisconnect(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try channel(vm, args).channel.disconnect()
    return .undefined
}

/// readRest(): reads what a child that has ended left behind.
private func channelReadRest(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try channel(vm, args).channel.readRest()
    return .undefined
}

private func channelDescriptor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(Int(try channel(vm, args).channel.fileDescriptor))
}

private func channelQueueSize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try channel(vm, args).channel.writeQueueSize)
}

/// kindOf(fd): 'tcp', 'udp', 'unix' or 'other'.
private func kindOfDescriptor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    switch Descriptors.kind(of: try vm.toInt32(args[0])) {
    case .tcp: Value(vm.string("tcp"))
    case .udp: Value(vm.string("udp"))
    case .unixStream, .unixDatagram: Value(vm.string("unix"))
    case .other: Value(vm.string("other"))
    }
}

/// duplicate(fd)
private func duplicateDescriptor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let descriptor = try vm.toInt32(args[0])
    do throws(UVError) { return Value(Int(try Descriptors.duplicate(descriptor))) } catch {
        throw vm.node.throwErrno(error, "dup")
    }
}

/// makeHandle(fd): a TCP or Pipe handle that owns the descriptor.
private func makeHandle(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    switch try vm.node.makeStreamHandle(descriptor: try vm.toInt32(args[0])) {
    case .success(let object): return Value(object)
    case .failure(let error): throw vm.node.throwErrno(error, "open")
    }
}

extension VM {
    /// The bytes of a message or of a child's input: a string as UTF-8, or a buffer.
    func channelBytes(_ value: Value) throws(JSException) -> [UInt8] {
        if let string = value.string?.flat(self) {
            if !string.isWide {
                let units = UnsafeBufferPointer(start: string.latin1, count: string.length)
                if VM.isASCII(units) { return Array(units) }
            }
            return Array(string.toSwift(self).utf8)
        }
        if value.isNullish { return [] }
        guard let bytes = withBytes(value) else { throw typeError("Illegal invocation") }
        return [UInt8](UnsafeRawBufferPointer(bytes))
    }
}
