import EventLoop
import JSEngine

/// The native side of an http.Server: its connections and their timeouts.
/// Timeouts cost nothing per request: idle connections stand in a queue ordered by time, and one coarse sweep looks for slow requests.
public final class HTTPServer: HostPayload {
    unowned(unsafe) let module: HTTPModule
    /// The http.Server; it lives as long as connections are open.
    private(set) var scriptObject = Value.undefined
    private var keeper: Persistent?

    var keepAliveTimeout = 5000
    var headersTimeout = 60000
    var requestTimeout = 300_000
    var checkingInterval = 30000
    var maxHeaderSize = HTTPParser.defaultMaxHeaderSize
    /// The option `insecureHTTPParser`.
    var isLenient = HTTPParser.isLenientByDefault
    /// Idle connections live so much longer than clients are told, so that a request on its way is not lost.
    var keepAliveTimeoutBuffer = 1000
    var maxRequestsPerSocket = 0
    var allowsHalfOpen = false
    var setsNoDelay = true
    /// The server was closed: what is answered from now on says `Connection: close`.
    var isClosing = false { didSet { if !isClosing { isLeaving = false } } }
    private var isLeaving = false
    /// Milliseconds that a connection without requests stays open while the server's worker leaves its cluster.
    private static let leavingTimeout = 1000

    private(set) var count = 0
    private unowned(unsafe) var first: HTTPConnection?
    private unowned(unsafe) var firstIdle: HTTPConnection?
    private unowned(unsafe) var lastIdle: HTTPConnection?
    /// Open connections stay alive through their streams; those over streams of JavaScript are held here.
    private var scripted: [ObjectIdentifier: HTTPConnection] = [:]
    private var idleTimer: Timer?
    private var sweepTimer: Timer?
    private let connectionKey: PropertyKey
    private let maxConnectionsKey: PropertyKey
    private let timeoutKey: PropertyKey
    private let keepAliveKey: PropertyKey

    init(_ module: HTTPModule, _ scriptObject: Value) {
        self.module = module
        self.scriptObject = scriptObject
        let vm = module.vm
        connectionKey = vm.key("connection")
        maxConnectionsKey = vm.key("maxConnections")
        timeoutKey = vm.key("timeout")
        keepAliveKey = vm.key("keepAlive")
    }

    public override func trace(_ heap: Heap) {
        heap.mark(scriptObject)
        for key in [connectionKey, maxConnectionsKey, timeoutKey, keepAliveKey] { heap.mark(module.vm.value(of: key)) }
        var next = first
        while let connection = next {
            connection.traceValues(heap)
            next = connection.nextConnection
        }
    }

    /// The process ends, or nobody can reach the server any more: nothing of it may be active then.
    public override func finalize() {
        idleTimer?.close()
        sweepTimer?.close()
    }

    // MARK: Accepting

    /// Whether connections need no net.Socket of their own: nobody listens to 'connection', and nothing limits or times sockets.
    var isNative: Bool {
        let vm = module.vm
        guard let server = scriptObject.object else { return false }
        do throws(JSException) {
            if let events = try vm.get(server, module.eventsKey).object {
                let listener = try vm.get(events, connectionKey)
                if !listener.isUndefined && listener != module.callback(.connectionListener) { return false }
                // Who listens to 'timeout' wants the socket.
                if try !vm.get(events, timeoutKey).isUndefined { return false }
            }
            if try !vm.get(server, maxConnectionsKey).isNullish { return false }
            if vm.toBoolean(try vm.get(server, timeoutKey)) { return false }
            if vm.toBoolean(try vm.get(server, keepAliveKey)) { return false }
            return true
        } catch {
            _ = vm.takeException()
            return false
        }
    }

    /// Serves an accepted connection without making JavaScript objects for it.
    func adopt(_ stream: EventLoop.Stream) {
        if setsNoDelay, let tcp = stream as? TCP { try? tcp.setNoDelay(true) }
        let connection = HTTPConnection(self, .stream(stream))
        stream.delegate = connection
        insert(connection)
        do throws(UVError) { try stream.readStart() } catch {
            remove(connection)
            connection.transport = .none
            stream.close()
        }
    }

    /// Serves an accepted descriptor, as a cluster's worker gets it from its primary.
    /// - Returns: false when the connection needs a net.Socket; the descriptor is then still the caller's.
    public func accept(descriptor: Int32) -> Bool {
        if isClosing || !isNative { return false }
        do throws(UVError) {
            if Descriptors.kind(of: descriptor) == .tcp {
                let tcp = TCP(module.node.loop)
                do throws(UVError) { try tcp.open(descriptor) } catch {
                    tcp.close()
                    throw error
                }
                adopt(tcp)
            } else {
                let pipe = Pipe(module.node.loop)
                do throws(UVError) { try pipe.open(descriptor) } catch {
                    pipe.close()
                    throw error
                }
                adopt(pipe)
            }
        } catch { return false }
        return true
    }

    func insert(_ connection: HTTPConnection) {
        if count == 0 { keeper = Persistent(module.vm, scriptObject) }
        count += 1
        connection.nextConnection = first
        connection.previousConnection = nil
        first?.previousConnection = connection
        first = connection
        if case .script = connection.transport { scripted[ObjectIdentifier(connection)] = connection }
        startSweep()
    }

    func remove(_ connection: HTTPConnection) {
        if connection.isIdleListed { removeIdle(connection) }
        if let previous = connection.previousConnection {
            previous.nextConnection = connection.nextConnection
        } else if first === connection {
            first = connection.nextConnection
        } else {
            return
        }
        connection.nextConnection?.previousConnection = connection.previousConnection
        connection.nextConnection = nil
        connection.previousConnection = nil
        scripted[ObjectIdentifier(connection)] = nil
        count -= 1
        if count == 0 {
            sweepTimer?.stop()
            keeper = nil
        }
    }

    /// Tells a server that is being closed.
    func connectionClosed() throws(JSException) {
        if isClosing && count == 0 { try module.call(.onConnectionClosed, scriptObject) }
    }

    // MARK: Idle connections

    func addIdle(_ connection: HTTPConnection) {
        if connection.isIdleListed || keepAliveTimeout <= 0 || connection.isTimedByScript { return }
        connection.isIdleListed = true
        connection.idleSince = module.node.loop.now
        connection.nextIdle = nil
        connection.previousIdle = lastIdle
        if let lastIdle { lastIdle.nextIdle = connection } else { firstIdle = connection }
        lastIdle = connection
        if idleTimer == nil {
            idleTimer = Timer(module.node.loop) { [unowned self] _ in closeExpired() }
            idleTimer!.unref()
        }
        if !idleTimerRuns {
            idleTimerRuns = true
            idleTimer!.start(timeout: UInt64(idleTimeout))
        }
    }

    private var idleTimerRuns = false
    private var idleTimeout: Int {
        isLeaving ? min(keepAliveTimeout, HTTPServer.leavingTimeout) : keepAliveTimeout + keepAliveTimeoutBuffer
    }

    func removeIdle(_ connection: HTTPConnection) {
        if !connection.isIdleListed { return }
        connection.isIdleListed = false
        if let previous = connection.previousIdle {
            previous.nextIdle = connection.nextIdle
        } else {
            firstIdle = connection.nextIdle
        }
        if let next = connection.nextIdle {
            next.previousIdle = connection.previousIdle
        } else {
            lastIdle = connection.previousIdle
        }
        connection.nextIdle = nil
        connection.previousIdle = nil
    }

    /// Closes the connections that have been idle for keepAliveTimeout; the timer then waits for the next one.
    private func closeExpired() {
        idleTimerRuns = false
        let now = module.node.loop.now
        while let connection = firstIdle {
            let age = Int(now - connection.idleSince)
            if age < idleTimeout {
                idleTimerRuns = true
                idleTimer!.start(timeout: UInt64(idleTimeout - age))
                return
            }
            removeIdle(connection)
            connection.endTransport()
        }
    }

    // MARK: Slow requests

    private func startSweep() {
        if checkingInterval <= 0 || (headersTimeout <= 0 && requestTimeout <= 0) { return }
        if sweepTimer == nil {
            sweepTimer = Timer(module.node.loop) { [unowned self] _ in sweep() }
            sweepTimer!.unref()
        }
        if !sweepTimer!.isActive { sweepTimer!.start(timeout: UInt64(checkingInterval), repeat: UInt64(checkingInterval)) }
    }

    private func sweep() {
        let now = module.node.loop.now
        var late: [HTTPConnection] = []
        forEach { connection in
            if connection.messageStart == 0 { return }
            let age = Int(now - connection.messageStart)
            if (headersTimeout > 0 && !connection.headComplete && age > headersTimeout)
                || (requestTimeout > 0 && age > requestTimeout)
            {
                late.append(connection)
            }
        }
        for connection in late { connection.timeOut() }
    }

    func forEach(_ body: (HTTPConnection) -> Void) {
        var next = first
        while let connection = next {
            next = connection.nextConnection
            body(connection)
        }
    }

    /// Before the server of a worker that leaves its cluster is closed: its clients go on, and a request of theirs may be on its
    /// way. A connection that had one within the last second stays open that long; the next one is answered, and ends it.
    func leave() {
        isLeaving = true
        closeExpired()
    }

    /// server.closeIdleConnections(), server.closeAllConnections()
    func closeConnections(all: Bool) {
        var list: [HTTPConnection] = []
        forEach {
            if all || $0.isIdle && !(isLeaving && $0.isIdleListed) { list.append($0) } else { $0.serverWillClose() }
        }
        for connection in list {
            do throws(JSException) { try connection.close(error: 0) } catch { module.node.reportUncaught() }
        }
    }
}

extension NodeRuntime {
    /// Deals with the pending exception where nobody can catch it.
    func reportUncaught() { handleUncaught(vm.takeException(), origin: "uncaughtException") }
}

extension VM {
    /// Get(object, key) without a collection: for the time that arguments wait in a Swift array, which is not scanned.
    func getHoldingAll(_ object: Object, _ key: PropertyKey) throws(JSException) -> Value {
        heap.paused += 1
        defer { heap.paused -= 1 }
        return try get(object, key)
    }

    /// Calls a function with values that are made for it: nothing is collected before the call holds them.
    func withArguments(
        _ arguments: @autoclosure () throws(JSException) -> [Value], call function: Value, this: Value = .undefined
    ) throws(JSException) {
        heap.paused += 1
        let list: [Value]
        do throws(JSException) { list = try arguments() } catch {
            heap.paused -= 1
            throw error
        }
        heap.paused -= 1
        _ = try call(function, this: this, list)
    }
}

/// The native side of a server object.
private func serverState(_ vm: VM, _ args: Arguments) throws(JSException) -> HTTPServer {
    guard let server: HTTPServer = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return server
}

private func number(_ vm: VM, _ value: Value) throws(JSException) -> Int {
    let number = try vm.toNumber(value)
    return number > 0 && number < 1e15 ? Int(number) : 0
}

let httpServerProperties: [BuiltinProperty] = [
    .accessor(
        "keepAliveTimeout", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).keepAliveTimeout) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).keepAliveTimeout = try number(vm, args[0])
            return .undefined
        }),
    .accessor(
        "keepAliveTimeoutBuffer",
        get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).keepAliveTimeoutBuffer) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).keepAliveTimeoutBuffer = try number(vm, args[0])
            return .undefined
        }),
    .accessor(
        "isLenient", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).isLenient) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).isLenient = vm.toBoolean(args[0])
            return .undefined
        }),
    .accessor(
        "headersTimeout", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).headersTimeout) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).headersTimeout = try number(vm, args[0])
            return .undefined
        }),
    .accessor(
        "requestTimeout", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).requestTimeout) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).requestTimeout = try number(vm, args[0])
            return .undefined
        }),
    .accessor(
        "checkingInterval", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).checkingInterval) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).checkingInterval = try number(vm, args[0])
            return .undefined
        }),
    .accessor(
        "maxHeaderSize", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).maxHeaderSize) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).maxHeaderSize = try number(vm, args[0])
            return .undefined
        }),
    .accessor(
        "maxRequestsPerSocket", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).maxRequestsPerSocket) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).maxRequestsPerSocket = try number(vm, args[0])
            return .undefined
        }),
    .accessor(
        "allowHalfOpen", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).allowsHalfOpen) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).allowsHalfOpen = vm.toBoolean(args[0])
            return .undefined
        }),
    .accessor(
        "noDelay", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).setsNoDelay) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).setsNoDelay = vm.toBoolean(args[0])
            return .undefined
        }),
    .accessor(
        "closing", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).isClosing) },
        set: { (vm, args) throws(JSException) in
            try serverState(vm, args).isClosing = vm.toBoolean(args[0])
            return .undefined
        }),
    .method("leave", 0) { (vm, args) throws(JSException) in
        try serverState(vm, args).leave()
        return .undefined
    },
    .accessor("connections", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).count) }),
    .accessor("isNative", get: { (vm, args) throws(JSException) in Value(try serverState(vm, args).isNative) }),
    .method("closeConnections", 1) { (vm, args) throws(JSException) in
        try serverState(vm, args).closeConnections(all: vm.toBoolean(args[0]))
        return .undefined
    },
    // accept on this handle natively
    .method("serve", 1) { (vm, args) throws(JSException) in
        let server = try serverState(vm, args)
        guard let handle: StreamHandle = vm.payload(args[0]) else { return .false }
        handle.acceptor = server
        return .true
    },
    // take a connected handle over; with a socket, that is told of its end
    .method("adopt", 2) { (vm, args) throws(JSException) in
        let server = try serverState(vm, args)
        guard let handle: StreamHandle = vm.payload(args[0]) else { return .undefined }
        let connection = HTTPConnection(server, .stream(handle.stream))
        connection.handle = handle
        connection.socket = args[1]
        handle.consumer = connection
        handle.stream.delegate = connection
        if server.setsNoDelay, let tcp = handle.stream as? TCP { try? tcp.setNoDelay(true) }
        server.insert(connection)
        do throws(UVError) { try handle.stream.readStart() } catch { try connection.close(error: error.code) }
        return connection.isOpen ? connection.objectForScript() : .undefined
    },
]

/// createServer(server): the native side of an http.Server.
func createHTTPServer(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let module = try httpModule(vm, args)
    // Its keys are traced only once the object below holds it.
    vm.heap.paused += 1
    defer { vm.heap.paused -= 1 }
    let server = HTTPServer(module, args[0])
    let prototype = vm.makeObject()
    vm.realm.define(httpServerProperties, on: prototype)
    return Value(vm.makeHostObject(server, prototype: Value(prototype)))
}

/// attachSocket(nativeServer, stream): serves a stream of JavaScript.
func attachHTTPSocket(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let server: HTTPServer = vm.payload(args[0]) else { throw vm.typeError("Illegal invocation") }
    let connection = HTTPConnection(server, .script)
    connection.socket = args[1]
    let object = connection.objectForScript()
    server.insert(connection)
    return object
}
