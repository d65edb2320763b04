import ClusterRuntime
import EventLoop
import JSEngine

/// A worker's side of the cluster, for internal/cluster/child. It calls `ondisconnectrequest()` and `closeserver(server, done)` of its
/// object.
final class WorkerSidePayload: HandlePayload {
    let side: WorkerSide
    fileprivate let serverPrototype: Persistent

    static func make(_ node: NodeRuntime, _ id: Int, _ channel: Channel) throws(JSException) -> Object {
        let vm = node.vm
        let payload = WorkerSidePayload(node, WorkerSide(id: id, channel: channel))
        let prototype = vm.makeObject(sideProperties)
        let object = payload.makeObject(prototype: Value(prototype))
        payload.opened()
        payload.side.onDisconnectRequest = { [unowned payload] in payload.emit(vm.key("ondisconnectrequest")) }
        payload.side.onDisconnect = { [payload] in
            // This loop runs: what happens at the primary's end is the program's to say from here on.
            ParentDeath.disarm()
            payload.closed()
        }
        return object
    }

    private init(_ node: NodeRuntime, _ side: WorkerSide) {
        self.side = side
        serverPrototype = Persistent(node.vm, Value(node.vm.makeObject(serverProperties)))
        super.init(node)
    }

    fileprivate func closeServer(_ owner: Value, _ done: @escaping () -> Void) {
        let box = Completion(done)
        let function = vm.makeFunction(
            "closed", length: 0, data: Value(vm.makeHostObject(box, prototype: .null)), callCompletion)
        let keep = Persistent(vm, Value(function))
        // A server that cannot be closed must not hold the others up.
        if emit(vm.key("closeserver"), owner, keep.value) == nil { box.call() }
    }

    fileprivate final class Completion: HostPayload {
        private var body: (() -> Void)?
        init(_ body: @escaping () -> Void) { self.body = body }
        func call() {
            let body = body
            self.body = nil
            body?()
        }
    }
}

/// A server of this worker that the primary knows.
final class WorkerServerPayload: HandlePayload {
    fileprivate var server: WorkerServer?
    /// The net.Server or dgram.Socket.
    private let owner: Persistent
    /// Of round-robin servers: a handle without socket that connections are delivered through.
    fileprivate var handle: StreamHandle?
    private let isPath: Bool

    fileprivate init(_ runtime: NodeRuntime, owner: Value, isPath: Bool) {
        self.owner = Persistent(runtime.vm, owner)
        self.isPath = isPath
        super.init(runtime)
    }

    fileprivate var ownerValue: Value { owner.value }

    /// Node refuses connections beyond `server.maxConnections`; the primary then gives them to another worker.
    fileprivate func accepts() -> Bool {
        guard handle != nil, let owner = owner.value.object else { return false }
        guard let limit = try? vm.get(owner, vm.key("maxConnections")), limit.isNumber else { return true }
        guard let count = try? vm.get(owner, vm.key("_connections")), count.isNumber else { return true }
        return count.asNumber < limit.asNumber
    }

    /// A connection from the primary. HTTP servers that no script looks into take it without a JavaScript object.
    fileprivate func deliver(_ connection: TakenConnection) {
        let descriptor = connection.descriptor
        guard let handle else { return Descriptors.close(descriptor) }
        let stream: EventLoop.Stream
        do throws(UVError) { stream = try open(descriptor) } catch { return Descriptors.close(descriptor) }
        stream.shutsDownOnClose = connection.isShared
        stream.onClose = connection.onClose
        handle.deliver(stream, connection)
    }

    private func open(_ descriptor: Int32) throws(UVError) -> EventLoop.Stream {
        if isPath {
            let pipe = Pipe(runtime.loop)
            do throws(UVError) { try pipe.open(descriptor) } catch {
                pipe.close()
                throw error
            }
            return pipe
        }
        let tcp = TCP(runtime.loop)
        do throws(UVError) { try tcp.open(descriptor) } catch {
            tcp.close()
            throw error
        }
        return tcp
    }

    fileprivate func close() {
        handle = nil
        server?.close()
        server = nil
        closed()
    }
}

private let sideProperties: [BuiltinProperty] = [
    .method("start", 0, sideStart),
    .method("queryServer", 11, sideQueryServer),
    .method("disconnect", 0, sideDisconnect),
    .method("announceExit", 1, sideAnnounceExit),
]

private let serverProperties: [BuiltinProperty] = [
    .method("didListen", 1, serverDidListen),
    .method("close", 0, serverClose),
]

private func side(_ vm: VM, _ args: Arguments) throws(JSException) -> WorkerSidePayload {
    guard let payload: WorkerSidePayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return payload
}

private func sideStart(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try side(vm, args).side.start()
    return .undefined
}

/// queryServer(address, port, addressType, fd, flags, backlog, readableAll, writableAll, data, owner, callback): the callback gets
/// (errno, server, handle, data, isRoundRobin, sockname): a stream handle, or the descriptor of a datagram socket.
private func sideQueryServer(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try side(vm, args)
    let query = try listenQuery(vm, args)
    let server = WorkerServerPayload(vm.node, owner: args[9], isPath: query.addressType == .path)
    _ = server.makeObject(prototype: payload.serverPrototype.value)
    server.opened()
    let callback = Persistent(vm, args[10])
    let request = ListenRequest(
        query, accepts: { [unowned server] in server.accepts() }, onConnection: { [unowned server] in server.deliver($0) },
        close: { [unowned payload, unowned server] done in payload.closeServer(server.ownerValue, done) })
    payload.side.queryServer(request) { [unowned payload, server] result in
        payload.runtime.perform { () throws(JSException) in try payload.answered(result, server, callback.value) }
    }
    return .undefined
}

private func listenQuery(_ vm: VM, _ args: Arguments) throws(JSException) -> ListenQuery {
    func number(_ value: Value) throws(JSException) -> Int? {
        value.isNullish ? nil : Int(try vm.toInt32(value))
    }
    var query = ListenQuery(
        address: vm.text(args[0]), port: try number(args[1]), fd: try number(args[3]), backlog: try number(args[5]),
        flags: try number(args[4]))
    if let text = vm.text(args[2]) {
        query.addressType = text == "udp6" ? .udp6 : .udp4
    } else {
        switch try number(args[2]) {
        case 4: query.addressType = .ipv4
        case 6: query.addressType = .ipv6
        case -1: query.addressType = .path
        default: break
        }
    }
    if !args[6].isUndefined { query.readableAll = vm.toBoolean(args[6]) }
    if !args[7].isUndefined { query.writableAll = vm.toBoolean(args[7]) }
    if let data = vm.text(args[8]) { query.data = .raw(Array(data.utf8)) }
    return query
}

extension WorkerSidePayload {
    fileprivate func answered(
        _ result: ListenResult, _ server: WorkerServerPayload, _ callback: Value
    ) throws(JSException) {
        switch result {
        case .failed(let error):
            server.closed()
            _ = try vm.call(callback, this: .undefined, Value(Int(error.code)))
        case .roundRobin(let worker, let name, let data):
            server.server = worker
            let (object, handle) = StreamHandle.wrap(try NetModule.of(runtime), TCP(runtime.loop))
            server.handle = handle
            let sockname = Persistent(vm, name.map { Value(socketName($0)) } ?? .undefined)
            let shared = Persistent(vm, dataText(data))
            _ = try vm.call(
                callback, this: .undefined, [.zero, Value(server.object), Value(object), shared.value, .true, sockname.value])
        case .shared(let worker, let received, let data):
            server.server = worker
            let handle: Value
            if received.kind == .dgramNative || received.kind == .dgramSocket {
                handle = Value(Int(received.descriptor))
            } else {
                switch try runtime.makeStreamHandle(descriptor: received.descriptor) {
                case .success(let object): handle = Value(object)
                case .failure(let error):
                    _ = try vm.call(callback, this: .undefined, Value(Int(error.code)))
                    return
                }
            }
            let keep = Persistent(vm, handle)
            _ = try vm.call(callback, this: .undefined, [.zero, Value(server.object), keep.value, dataText(data)])
        }
    }

    private func dataText(_ data: JSON?) -> Value {
        guard let data else { return .undefined }
        return Value(data.text.withUnsafeBufferPointer { vm.string(utf8: $0) })
    }

    private func socketName(_ name: SocketName) -> Object {
        let object = vm.makeObject()
        vm.put(object, "address", name.address)
        vm.put(object, "family", name.family)
        vm.put(object, "port", name.port)
        return object
    }
}

private func sideDisconnect(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try side(vm, args).side.disconnect()
    return .undefined
}

/// announceExit(callback)
private func sideAnnounceExit(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try side(vm, args)
    let callback = Persistent(vm, args[0])
    payload.side.announceExit { [runtime = vm.node] in runtime.makeCallback(callback.value, this: .undefined) }
    return .undefined
}

private func callCompletion(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let box: WorkerSidePayload.Completion? = vm.payload(args.data(0))
    box?.call()
    return .undefined
}

private func server(_ vm: VM, _ args: Arguments) throws(JSException) -> WorkerServerPayload {
    guard let payload: WorkerServerPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return payload
}

/// didListen(port)
private func serverDidListen(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try server(vm, args)
    payload.server?.didListen(port: args[0].isNumber ? Int(try vm.toInt32(args[0])) : nil)
    return .undefined
}

private func serverClose(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try server(vm, args).close()
    return .undefined
}
