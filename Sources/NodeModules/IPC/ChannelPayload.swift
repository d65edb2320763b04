import ClusterRuntime
import EventLoop
import JSEngine

/// An IPC channel as scripts see it: `Channel` of internalBinding('ipc'). It serializes messages and calls
/// `onmessage(message, fd, kind, key, dgramType)`, `oninternal(text)` and `onclose()` of its object.
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

    /// A message that is malformed is reported as an uncaught exception, and dropped with its descriptor.
    private func didReceive(_ bytes: UnsafeRawBufferPointer, _ handle: ReceivedHandle?) {
        runtime.perform(context: context) { () throws(JSException) in
            let message: Value
            do throws(JSException) { message = try decode(bytes) } catch {
                if let handle { Descriptors.close(handle.descriptor) }
                throw error
            }
            let function = try vm.get(object, vm.key("onmessage"))
            guard function.isCallable else { return }
            guard let handle else {
                _ = try vm.call(function, this: Value(object), message)
                return
            }
            let text = { [vm] (text: String?) -> Value in text.map { Value(vm.string($0)) } ?? .undefined }
            let (kind, key, type) = (text(handle.kind.rawValue), text(handle.key), text(handle.dgramType))
            _ = try vm.call(function, this: Value(object), [message, Value(Int(handle.descriptor)), kind, key, type])
        }
    }

    private func decode(_ bytes: UnsafeRawBufferPointer) throws(JSException) -> Value {
        switch channel.serialization {
        case .json: try vm.parseJSON(utf8: bytes.assumingMemoryBound(to: UInt8.self))
        case .advanced: try vm.deserialize(bytes, .channel)
        }
    }

    /// A message in the channel's serialization, behind bytes that are left free.
    fileprivate func encode(_ message: Value, headroom: Int) throws(JSException) -> [UInt8] {
        switch channel.serialization {
        case .json:
            // What has no text is an empty line.
            return try vm.stringifyJSON(message, headroom: headroom) ?? [UInt8](repeating: 0, count: headroom)
        case .advanced: return try vm.serialize(message, .channel, headroom: headroom)
        }
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
    .method("send", 1, channelSend),
    .method("encode", 1, channelEncode),
    .method("sendBytes", 2, channelSendBytes),
    .method("whenWritten", 1, channelWhenWritten),
    .method("sendHandle", 7, channelSendHandle),
    .method("ref", 0, channelRef),
    .method("unref", 0, channelUnref),
    .method("disconnect", 0, channelDisconnect),
    .method("readRest", 0, channelReadRest),
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

/// send(message): serializes and sends.
private func channelSend(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try channel(vm, args)
    return code(payload.channel.send(framing: try payload.encode(args[0], headroom: Channel.headroom)))
}

/// encode(message): its bytes, for what is sent later.
private func channelEncode(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bytes = try channel(vm, args).encode(args[0], headroom: 0)
    return bytes.withUnsafeBytes { vm.node.bufferValue($0) }
}

/// sendBytes(bytes, done): `done(errno)` is called when the answer is 1.
private func channelSendBytes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try channel(vm, args)
    return code(payload.channel.send(try vm.channelBytes(args[0]), completion: payload.completion(args[1])))
}

/// whenWritten(done): after a send that waits; `done(errno)`.
private func channelWhenWritten(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try channel(vm, args)
    if let completion = payload.completion(args[0]) { payload.channel.whenWritten(completion) }
    return .undefined
}

/// sendHandle(bytes, done, kind, fd, key, dgramType, released): `released` is called once the descriptor may be closed.
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
        if let string = value.string { return utf8(string) }
        if value.isNullish { return [] }
        guard let bytes = withBytes(value) else { throw typeError("Illegal invocation") }
        return [UInt8](UnsafeRawBufferPointer(bytes))
    }
}
