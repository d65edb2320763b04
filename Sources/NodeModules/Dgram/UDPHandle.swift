import EventLoop
import JSEngine

/// The native side of a dgram.Socket: `handle` objects as Node's `udp_wrap` makes them. Methods answer 0 or a negative libuv code.
final class UDPHandle: HostPayload, UDPDelegate {
    let node: NodeRuntime
    let socket: UDP
    private var keeper: Persistent?
    private let messageKey: PropertyKey
    private let messageKeyHolder: Persistent

    init(_ node: NodeRuntime) {
        self.node = node
        socket = UDP(node.loop)
        messageKey = node.vm.key("onmessage")
        messageKeyHolder = Persistent(node.vm, node.vm.value(of: messageKey))
    }

    static func make(_ node: NodeRuntime, prototype: Value) -> Object {
        let handle = UDPHandle(node)
        let object = node.vm.makeHostObject(handle, prototype: prototype)
        handle.keeper = Persistent(node.vm, Value(object))
        handle.socket.delegate = handle
        return object
    }

    func udp(_ socket: UDP, didReceive bytes: UnsafeRawBufferPointer, from address: SocketAddress, truncated: Bool) {
        guard let object = keeper?.value.object else { return }
        node.perform { () throws(JSException) in
            let function = try self.node.vm.get(object, self.messageKey)
            if !function.isCallable { return }
            let sender = self.node.vm.makeObject()
            fill(self.node.vm, Value(sender), address)
            let buffer = self.node.bufferValue(bytes)
            _ = try self.node.vm.call(function, this: Value(object), Value(bytes.count), buffer, Value(sender))
        }
    }

    func udp(_ socket: UDP, didFailReceiving error: UVError) {
        guard let object = keeper?.value.object else { return }
        node.perform { () throws(JSException) in
            let function = try self.node.vm.get(object, self.messageKey)
            if function.isCallable { _ = try self.node.vm.call(function, this: Value(object), Value(int32: error.code)) }
        }
    }

    func close(_ callback: Value) {
        if socket.isClosing { return }
        let keep = Persistent(node.vm, callback)
        let held = keeper
        socket.close { [weak self, node] in
            if keep.value.isCallable { node.makeCallback(keep.value, this: held?.value ?? .undefined) }
            self?.keeper = nil
        }
    }

    /// - Returns: 1 + the number of bytes when sent at once, 0 when the callback will be called, or a negative code.
    func send(_ bytes: UnsafeRawBufferPointer, to address: SocketAddress?, _ callback: Value) -> Int {
        if socket.sendQueueSize == 0 {
            let sent = socket.trySend(bytes, to: address)
            if sent >= 0 { return sent + 1 }
            if sent != Int(UVError.EAGAIN.code) { return sent }
        }
        let keep = Persistent(node.vm, callback)
        let count = bytes.count
        do throws(UVError) {
            try socket.send([bytes], to: address) { [node] error in
                if keep.value.isCallable {
                    node.makeCallback(keep.value, this: .undefined, error.map { Value(int32: $0.code) } ?? .zero, Value(count))
                }
            }
        } catch { return Int(error.code) }
        return 0
    }
}

private let udpHandleProperties: [BuiltinProperty] = [
    .method("bind", 3, udpBind),
    .method("open", 1) { (vm, args) throws(JSException) in
        let (socket, descriptor) = (try udp(vm, args).socket, try vm.toInt32(args[0]))
        return result { () throws(UVError) in try socket.open(descriptor) }
    },
    .method("connect", 2) { (vm, args) throws(JSException) in
        let socket = try udp(vm, args).socket
        switch try socketAddress(vm, args[0], args[1]) {
        case .failure(let error): return Value(int32: error.code)
        case .success(let address): return result { () throws(UVError) in try socket.connect(to: address) }
        }
    },
    .method("disconnect", 0) { (vm, args) throws(JSException) in
        let socket = try udp(vm, args).socket
        return result { () throws(UVError) in try socket.connect(to: nil) }
    },
    .method("send", 4, udpSend),
    .method("recvStart", 0) { (vm, args) throws(JSException) in
        let socket = try udp(vm, args).socket
        return result { () throws(UVError) in try socket.receiveStart() }
    },
    .method("recvStop", 0) { (vm, args) throws(JSException) in
        try udp(vm, args).socket.receiveStop()
        return .zero
    },
    .method("getsockname", 1) { (vm, args) throws(JSException) in
        let socket = try udp(vm, args).socket
        return result { () throws(UVError) in fill(vm, args[0], try socket.localAddress()) }
    },
    .method("getpeername", 1) { (vm, args) throws(JSException) in
        let socket = try udp(vm, args).socket
        return result { () throws(UVError) in fill(vm, args[0], try socket.peerAddress()) }
    },
    .method("setBroadcast", 1) { (vm, args) throws(JSException) in
        let (socket, on) = (try udp(vm, args).socket, vm.toBoolean(args[0]))
        return result { () throws(UVError) in try socket.setBroadcast(on) }
    },
    .method("setTTL", 1) { (vm, args) throws(JSException) in
        let (socket, ttl) = (try udp(vm, args).socket, try vm.toInt32(args[0]))
        return result { () throws(UVError) in try socket.setTTL(ttl) }
    },
    .method("setMulticastTTL", 1) { (vm, args) throws(JSException) in
        let (socket, ttl) = (try udp(vm, args).socket, try vm.toInt32(args[0]))
        return result { () throws(UVError) in try socket.setMulticastTTL(ttl) }
    },
    .method("setMulticastLoopback", 1) { (vm, args) throws(JSException) in
        let (socket, on) = (try udp(vm, args).socket, vm.toBoolean(args[0]))
        return result { () throws(UVError) in try socket.setMulticastLoopback(on) }
    },
    .method("setMulticastInterface", 1) { (vm, args) throws(JSException) in
        let (socket, name) = (try udp(vm, args).socket, try vm.toString(args[0]).toSwift(vm))
        return result { () throws(UVError) in try socket.setMulticastInterface(name) }
    },
    .method("setMembership", 3) { (vm, args) throws(JSException) in
        let (socket, group) = (try udp(vm, args).socket, try vm.toString(args[0]).toSwift(vm))
        let (interface, join) = (vm.text(args[1]), vm.toBoolean(args[2]))
        return result { () throws(UVError) in try socket.setMembership(group, interface: interface, join: join) }
    },
    .method("setSourceMembership", 4) { (vm, args) throws(JSException) in
        let (socket, source) = (try udp(vm, args).socket, try vm.toString(args[0]).toSwift(vm))
        let (group, interface, join) = (try vm.toString(args[1]).toSwift(vm), vm.text(args[2]), vm.toBoolean(args[3]))
        return result { () throws(UVError) in
            try socket.setSourceMembership(group, source: source, interface: interface, join: join)
        }
    },
    .method("bufferSize", 2) { (vm, args) throws(JSException) in
        let (socket, size) = (try udp(vm, args).socket, try vm.toInt32(args[0]))
        let receives = vm.toBoolean(args[1])
        do throws(UVError) {
            return Value(int32: receives ? try socket.receiveBufferSize(size) : try socket.sendBufferSize(size))
        } catch { return Value(int32: error.code) }
    },
    .method("ref", 0) { (vm, args) throws(JSException) in
        try udp(vm, args).socket.ref()
        return .undefined
    },
    .method("unref", 0) { (vm, args) throws(JSException) in
        try udp(vm, args).socket.unref()
        return .undefined
    },
    .method("hasRef", 0) { (vm, args) throws(JSException) in Value(try udp(vm, args).socket.hasRef) },
    .method("close", 1) { (vm, args) throws(JSException) in
        try udp(vm, args).close(args[0])
        return .undefined
    },
    .method("getAsyncId", 0) { (vm, args) throws(JSException) in .zero },
    .accessor("fd", get: { (vm, args) throws(JSException) in Value(int32: try udp(vm, args).socket.fileDescriptor ?? -1) }),
    .accessor("sendQueueSize", get: { (vm, args) throws(JSException) in Value(try udp(vm, args).socket.sendQueueSize) }),
    .accessor("sendQueueCount", get: { (vm, args) throws(JSException) in Value(try udp(vm, args).socket.sendQueueCount) }),
]

private func udp(_ vm: VM, _ args: Arguments) throws(JSException) -> UDPHandle {
    guard let handle: UDPHandle = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return handle
}

/// bind(ip, port, flags): flags 1 ipv6Only, 4 reuseAddr, 64 reusePort
private func udpBind(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let socket = try udp(vm, args).socket
    let flags = UDP.BindFlags(rawValue: try vm.toUint32(args[2]))
    switch try socketAddress(vm, args[0], args[1]) {
    case .failure(let error): return Value(int32: error.code)
    case .success(let address): return result { () throws(UVError) in try socket.bind(address, flags: flags) }
    }
}

/// send(buffer, ip or undefined, port, callback)
private func udpSend(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let handle = try udp(vm, args)
    var address: SocketAddress?
    if !args[1].isNullish {
        switch try socketAddress(vm, args[1], args[2]) {
        case .failure(let error): return Value(int32: error.code)
        case .success(let found): address = found
        }
    }
    var answer = 0
    try vm.node.lendBytes(args[0], encoding: .undefined) { answer = handle.send($0, to: address, args[3]) }
    return Value(answer)
}

/// internalBinding('udp_wrap'): the class UDP.
func makeUDPBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let prototype = vm.makeObject(udpHandleProperties)
    let constructor = vm.makeFunction("UDP", length: 0, constructor: true, data: Value(prototype)) {
        (vm, args) throws(JSException) in
        Value(UDPHandle.make(vm.node, prototype: args.data(0)))
    }
    vm.defineOwn(constructor, vm.key("prototype"), Value(prototype), [])
    vm.defineOwn(prototype, vm.key("constructor"), Value(constructor), .hidden)
    let binding = vm.makeObject()
    vm.put(binding, "UDP", Value(constructor))
    return binding
}
