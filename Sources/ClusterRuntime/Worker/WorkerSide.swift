import EventLoop

/// A server that a worker wants, with what is to happen when it gets it.
public struct ListenRequest {
    public var query: ListenQuery
    /// Whether a connection may be taken now; Node refuses beyond `server.maxConnections`.
    public var accepts: () -> Bool
    /// A connection. It must not be read before this call returns: until then the primary may still give it to another
    /// worker, should this one die.
    public var onConnection: (TakenConnection) -> Void
    /// Closes the server and calls back when that is done; used when the worker disconnects.
    public var close: (@escaping () -> Void) -> Void

    public init(
        _ query: ListenQuery, accepts: @escaping () -> Bool = { true }, onConnection: @escaping (TakenConnection) -> Void,
        close: @escaping (@escaping () -> Void) -> Void = { $0() }
    ) {
        self.query = query
        self.accepts = accepts
        self.onConnection = onConnection
        self.close = close
    }
}

/// A connection that a worker took.
public struct TakenConnection {
    /// The receiver's.
    public let descriptor: Int32
    /// A worker that did not answer had it before, and may still hold a descriptor: `close` alone would not end the connection,
    /// `shutdown` must come first.
    public let isShared: Bool
    /// To be called when the connection is closed, if it is there: the primary counts.
    public let onClose: (() -> Void)?
    fileprivate var claims: Claims?
    fileprivate var number: UInt32 = 0

    /// To be called before the program sees the connection and could send something: if this worker dies, the connection is not
    /// given to another. Without it that is so from the moment on at which `onConnection` returns.
    public func begin() { claims?.begin(number) }
}

/// What a worker got for a `ListenRequest`.
public enum ListenResult {
    /// The primary could not bind (`EADDRINUSE`, ...).
    case failed(UVError)
    /// The primary accepts; connections come through the request's `onConnection`. `data` is what all workers share.
    case roundRobin(WorkerServer, SocketName?, data: JSON?)
    /// The worker serves this descriptor itself; it is the receiver's.
    case shared(WorkerServer, ReceivedHandle, data: JSON?)
}

/// A server of a worker that the primary knows.
public final class WorkerServer {
    /// The primary's key.
    public let key: String
    let request: ListenRequest
    private weak var side: WorkerSide?
    public private(set) var isClosed = false
    /// The primary wants to know when connections end.
    fileprivate var reportsClosed = false

    init(_ key: String, _ request: ListenRequest, _ side: WorkerSide) {
        self.key = key
        self.request = request
        self.side = side
    }

    /// Tells the primary that the server listens; it is then `listening` for the primary's program.
    /// - Parameter port: the port that it really got.
    public func didListen(port: Int?) {
        if !isClosed { side?.announce(request.query, port) }
    }

    /// Tells the primary that the server is closed. Connections that are under way are refused, and go to other workers.
    public func close() {
        if isClosed { return }
        isClosed = true
        side?.didClose(self)
    }
}

/// A worker's side of a cluster; what Node's `cluster` does in a worker.
public final class WorkerSide {
    /// The worker's number, `cluster.worker.id`.
    public let id: Int
    public let channel: Channel
    /// Whether this worker's end is intended: asked for by the primary or announced to it.
    public private(set) var exitedAfterDisconnect = false
    /// The primary asked for `disconnect`; called before the servers are closed.
    public var onDisconnectRequest: (() -> Void)?
    /// The channel has closed. Node then ends the worker, unless `exitedAfterDisconnect`.
    public var onDisconnect: (() -> Void)?

    private var servers: [String: WorkerServer] = [:]
    private var awaiting: [Int: (ClusterReply, ReceivedHandle?) -> Void] = [:]
    private var lastSeq = 0
    /// Which indexes are in use for each address.
    private var indexes: [String: (next: Int, used: Set<Int>)] = [:]

    /// - Parameter channel: the channel to the primary; its `onMessage` stays free for the program.
    public init(id: Int, channel: Channel) {
        self.id = id
        self.channel = channel
        channel.onClusterMessage = { [unowned self] message, handle in receive(message, handle) }
        channel.onConnection = { [unowned self] key, number, descriptor, isShared in
            connection(key, number, descriptor, isShared)
        }
        // A worker that leaves is no worker that crashed: its servers are not kept for a successor.
        channel.onWillDisconnect = { [unowned self] in for server in servers.values { send(.close(key: server.key)) } }
        channel.onClusterDisconnect = { [self] in
            awaiting = [:]
            servers = [:]
            onDisconnect?()
        }
    }

    /// Tells the primary that the worker runs.
    public func start() { send(.online) }

    /// Sends answers that are gathered. To be called before the process ends by itself: what it took is then not given to
    /// another worker.
    public func flush() { channel.flush() }

    // MARK: Servers

    /// Asks the primary for a server; `cluster._getServer`.
    /// - Parameter completion: called once, unless the channel closes before.
    public func queryServer(_ request: ListenRequest, _ completion: @escaping (ListenResult) -> Void) {
        var request = request
        let indexKey = request.query.indexKey
        var entry = indexes[indexKey] ?? (0, [])
        request.query.index = entry.next
        entry.used.insert(entry.next)
        entry.next += 1
        indexes[indexKey] = entry
        send(.queryServer(request.query)) { [unowned self] reply, handle in
            if let code = reply.errno, code != 0 {
                if let handle { Descriptors.close(handle.descriptor) }
                releaseIndex(request.query)
                return completion(.failed(UVError(code: Int32(clamping: code))))
            }
            let server = WorkerServer(reply.key ?? request.query.key, request, self)
            servers[server.key] = server
            server.reportsClosed = reply.countsConnections && channel.isUpgraded
            if let handle {
                completion(.shared(server, handle, data: reply.data))
            } else {
                completion(.roundRobin(server, reply.sockname, data: reply.data))
            }
        }
    }

    func announce(_ query: ListenQuery, _ port: Int?) {
        var query = query
        if let port, port != 0 { query.port = port }
        send(.listening(query))
    }

    func didClose(_ server: WorkerServer) {
        servers[server.key] = nil
        releaseIndex(server.request.query)
        send(.close(key: server.key))
    }

    private func releaseIndex(_ query: ListenQuery) {
        guard let index = query.index else { return }
        indexes[query.indexKey]?.used.remove(index)
        if indexes[query.indexKey]?.used.isEmpty == true { indexes[query.indexKey] = nil }
    }

    // MARK: Leaving

    /// Closes all servers, tells the primary that the end is intended, and disconnects; `worker.disconnect()`.
    public func disconnect() { disconnect(byPrimary: false) }

    private func disconnect(byPrimary: Bool) {
        exitedAfterDisconnect = true
        var open = 1
        let finish = { [self] in
            open -= 1
            if open > 0 { return }
            if byPrimary {
                channel.disconnect()
            } else {
                announceExit { [self] in channel.disconnect() }
            }
        }
        let closing = servers.values
        for server in closing {
            open += 1
            server.request.close(finish)
        }
        finish()
    }

    /// Tells the primary that the end is intended.
    /// - Parameter completion: called when the primary knows.
    public func announceExit(_ completion: @escaping () -> Void) {
        exitedAfterDisconnect = true
        send(.exitedAfterDisconnect) { _, handle in
            if let handle { Descriptors.close(handle.descriptor) }
            completion()
        }
    }

    // MARK: Messages

    private func send(_ body: ClusterMessage.Body, _ answer: ((ClusterReply, ReceivedHandle?) -> Void)? = nil) {
        lastSeq += 1
        if let answer { awaiting[lastSeq] = answer }
        channel.send(.cluster(ClusterMessage(body, seq: lastSeq)))
    }

    private func receive(_ message: ClusterMessage, _ handle: ReceivedHandle?) {
        switch message.body {
        case .reply(let reply):
            if let answer = awaiting.removeValue(forKey: reply.ack) { return answer(reply, handle) }
        case .newConnection(let key):
            guard let handle else { break }
            return connection(key, handle.descriptor, message.seq)
        case .disconnect:
            onDisconnectRequest?()
            disconnect(byPrimary: true)
        // These go from worker to primary.
        case .online, .queryServer, .listening, .close, .exitedAfterDisconnect, .unknown: break
        }
        if let handle { Descriptors.close(handle.descriptor) }
    }

    /// A connection in Node's frames: the answer is a message of its own.
    private func connection(_ key: String, _ descriptor: Int32, _ seq: Int?) {
        let server = servers[key]
        let accepted = server?.request.accepts() ?? false
        if let seq {
            lastSeq += 1
            channel.send(.cluster(ClusterMessage(.reply(ClusterReply(ack: seq, accepted: accepted)), seq: lastSeq)))
        }
        if accepted, let server {
            server.request.onConnection(TakenConnection(descriptor: descriptor, isShared: false, onClose: nil))
        } else {
            Descriptors.close(descriptor)
        }
    }

    /// A connection in binary frames: answers are gathered.
    private func connection(_ key: String, _ number: UInt32, _ descriptor: Int32, _ isShared: Bool) {
        let server = servers[key]
        // When the primary has taken it back meanwhile, the answer only tells that this worker is there again.
        let accepted = server != nil && server!.request.accepts() && channel.claims?.take(number) ?? true
        channel.stageReply(number: number, accepted: accepted)
        guard accepted, let server else { return Descriptors.close(descriptor) }
        var onClose: (() -> Void)?
        if server.reportsClosed { onClose = { [weak channel] in channel?.sendClosed(key: key, count: 1) } }
        server.request.onConnection(
            TakenConnection(descriptor: descriptor, isShared: isShared, onClose: onClose, claims: channel.claims, number: number))
    }
}
