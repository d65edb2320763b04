import EventLoop

/// Who distributes connections; `cluster.schedulingPolicy`, with Node's numbers.
public enum SchedulingPolicy: Int, Sendable {
    /// The operating system: workers accept on a shared socket (`cluster.SCHED_NONE`).
    case none = 1
    /// The primary, in turn (`cluster.SCHED_RR`).
    case roundRobin = 2
    /// The primary, to the worker with the fewest open connections (`cluster.SCHED_LEAST_CONNECTIONS`; not Node's).
    case leastConnections = 3
    /// The primary, by the client's address: a client stays with its worker while that lives (`cluster.SCHED_STICKY`; not Node's).
    case sticky = 4
    /// The primary asks `Primary.chooseWorker` (a function as `cluster.schedulingPolicy`; not Node's).
    case custom = 5

    /// The policy that `NODE_CLUSTER_SCHED_POLICY` names, round-robin otherwise.
    public init(environmentValue: String?) {
        switch environmentValue {
        case "none": self = .none
        case "least-connections": self = .leastConnections
        case "sticky": self = .sticky
        default: self = .roundRobin
        }
    }
}

/// The primary's side of a cluster: its workers and the sockets that they share.
public final class Primary {
    public let loop: Loop
    public let policy: SchedulingPolicy
    public var observer: (any ClusterObserver)?
    /// The workers that are connected or run, by id.
    public private(set) var workers: [Int: WorkerProcess] = [:]
    /// How many connections a swjs worker may have unanswered when no worker is free.
    public var pipelineDepth = 16
    /// Milliseconds after which a connection that a worker did not answer goes to a free one. 0 lets it wait.
    public var acknowledgementDeadline: UInt64 = 100
    /// Milliseconds that a server stays open, and its connections wait, after its last worker died: another may follow. 0 closes it
    /// at once, as Node does. While a worker starts it is ten times as long.
    public var orphanGrace: UInt64 = 1000
    /// How many accepted connections of a server may wait for a worker, and what happens to more.
    public var queueLimit = 1024
    public var queuePolicy = QueuePolicy.wait
    /// For `.custom`: which of the workers gets a connection; nil leaves it to their turn.
    public var chooseWorker: ((_ peer: SocketAddress?, _ key: String, _ workers: [WorkerProcess]) -> WorkerProcess?)?
    /// A message from a worker was dropped.
    public var onMalformed: ((WorkerProcess, MalformedMessage) -> Void)?

    private var handles: [String: any ClusterHandle] = [:]
    private var lastWorkerID = 0
    private var connectionCount: UInt64 = 0
    private var unflushed: [WorkerProcess] = []
    private var reserve: Int32?
    private var whenEmpty: [() -> Void] = []
    private var deadlineTimer: Timer?
    private var lastDeadlineCheck: UInt64 = 0
    private(set) lazy var answers = Answers(self)
    private(set) lazy var refusals = Refusals(loop)

    public init(_ loop: Loop = .default, policy: SchedulingPolicy = .roundRobin) {
        self.loop = loop
        self.policy = policy
        reserve = Descriptors.reserve()
    }

    deinit { if let reserve { Descriptors.close(reserve) } }

    // MARK: Workers

    /// The id for the next worker: 1, 2, 3, ...
    public func nextWorkerID() -> Int {
        lastWorkerID += 1
        return lastWorkerID
    }

    /// Makes a worker of a child that somebody else started with a channel. The child's end is told by `workerDidExit`; the
    /// channel's `onMessage` and `onDisconnect` stay free for the caller.
    public func adopt(id: Int, pid: Int32, channel: Channel) -> WorkerProcess {
        let worker = WorkerProcess(id: id, pid: pid, channel: channel, primary: self)
        workers[id] = worker
        channel.onClusterMessage = { [unowned self, unowned worker] message, handle in
            // Nothing that a worker sends to its primary carries a descriptor.
            if let handle { Descriptors.close(handle.descriptor) }
            receive(message, from: worker)
        }
        channel.onConnectionReply = { [unowned self, unowned worker] number, accepted in
            reply(number, accepted, from: worker)
        }
        channel.onClosedConnections = { [unowned self, unowned worker] key, count in
            answers.collect()
            if let handle = handles[key] as? RoundRobinHandle { handle.didCloseConnections(count, of: worker) }
        }
        channel.onReadEnd = { [unowned self] in flush() }
        if channel.onMalformed == nil {
            channel.onMalformed = { [unowned self, unowned worker] problem in
                observe(.malformed, worker, details: [.init("problem", .string("\(problem)"))])
                onMalformed?(worker, problem)
            }
        }
        channel.onClusterDisconnect = { [self, worker] in didDisconnect(worker) }
        observe(.fork, worker)
        return worker
    }

    /// Starts a worker: `cluster.fork()` for Swift programs.
    /// - Parameters:
    ///   - options: the program; its environment is `environment`, not the one in here.
    ///   - environment: `NAME=value` strings.
    /// - Throws: the error of the start.
    public func fork(
        _ options: ProcessOptions, environment: [String], serialization: Serialization = .json
    ) throws(UVError) -> WorkerProcess {
        let id = nextWorkerID()
        final class Slot { var worker: WorkerProcess? }
        let slot = Slot()
        let (process, channel) = try Channel.spawn(
            loop, options, environment: environment, serialization: serialization, workerID: id
        ) { [self] _, exit in
            if let worker = slot.worker { workerDidExit(worker, exit) }
            slot.worker = nil
        }
        let worker = adopt(id: id, pid: process.pid, channel: channel)
        slot.worker = worker
        return worker
    }

    /// The worker's process has ended.
    public func workerDidExit(_ worker: WorkerProcess, _ exit: ProcessExit) {
        guard worker.exit == nil else { return }
        worker.exit = exit
        if worker.channel.state == .closed {
            removeFromHandles(worker)
            forget(worker)
        }
        worker.exitedAfterDisconnect = worker.exitedAfterDisconnect ?? false
        worker.state = .dead
        observe(
            .exit, worker,
            details: [
                .init("code", .number(Int(exit.code))), .init("signal", .number(Int(exit.signal))),
                .init("exitedAfterDisconnect", .bool(worker.exitedAfterDisconnect ?? false)),
            ])
        worker.onExit?(exit)
    }

    private func didDisconnect(_ worker: WorkerProcess) {
        removeFromHandles(worker)
        answers.collect()
        for (connection, hasBegun) in worker.takeInFlight() {
            if hasBegun {
                connection.handle.drop(connection, "its worker died")
            } else {
                connection.handle.lost(connection, by: worker)
            }
        }
        flush()
        if worker.isDead { forget(worker) }
        worker.exitedAfterDisconnect = worker.exitedAfterDisconnect ?? false
        if worker.state != .dead { worker.state = .disconnected }
        observe(.disconnect, worker)
        worker.onDisconnect?()
        finishIfEmpty()
    }

    private func forget(_ worker: WorkerProcess) {
        workers[worker.id] = nil
        finishIfEmpty()
    }

    private func finishIfEmpty() {
        guard !whenEmpty.isEmpty, workers.values.allSatisfy({ $0.channel.state == .closed }) else { return }
        let callbacks = whenEmpty
        whenEmpty = []
        for callback in callbacks { callback() }
    }

    /// Asks a worker to close its servers and to disconnect. It gets no more connections.
    func disconnect(_ worker: WorkerProcess) {
        worker.exitedAfterDisconnect = true
        guard worker.isConnected else { return }
        observe(.disconnecting, worker)
        worker.send(.disconnect)
        removeFromHandles(worker)
    }

    /// Disconnects all workers; `cluster.disconnect()`.
    /// - Parameter completion: called when all channels are closed; at once when there are no workers.
    public func disconnect(_ completion: @escaping () -> Void) {
        whenEmpty.append(completion)
        for id in workers.keys.sorted() { if let worker = workers[id], worker.isConnected { disconnect(worker) } }
        finishIfEmpty()
    }

    private func removeFromHandles(_ worker: WorkerProcess) {
        let isIntended = worker.exitedAfterDisconnect == true
        for (key, handle) in handles {
            // A worker that crashed may be followed by another.
            if !isIntended, orphanGrace > 0, let handle = handle as? RoundRobinHandle, handle.orphan(worker) { continue }
            if handle.remove(worker) { didClose(key) }
        }
    }

    /// Whether a worker is on its way that may ask for a server.
    var expectsWorker: Bool {
        workers.values.contains {
            $0.isConnected && $0.exitedAfterDisconnect != true && ($0.state == .starting || $0.state == .online)
        }
    }

    /// Closes a server that no worker came back to.
    func giveUp(_ handle: RoundRobinHandle) {
        handle.close()
        didClose(handle.key)
    }

    /// Sockets that are kept for workers to come must not stand in the way of one that is there.
    private func giveUpOrphans() -> Bool {
        let orphans = handles.values.compactMap { $0 as? RoundRobinHandle }.filter(\.isOrphan)
        for handle in orphans { giveUp(handle) }
        return !orphans.isEmpty
    }

    func didClose(_ key: String) {
        handles[key] = nil
        observe(.unbind, key: key)
    }

    // MARK: Messages

    private func receive(_ message: ClusterMessage, from worker: WorkerProcess) {
        switch message.body {
        case .online:
            worker.state = .online
            observe(.online, worker)
            worker.onOnline?()
        case .queryServer(let query): queryServer(query, message.seq, from: worker)
        case .listening(let query):
            worker.state = .listening
            observe(.listening, worker, key: askedKey(query), details: Primary.addressDetails(query))
            worker.onListening?(query)
        case .close(let key):
            observe(.close, worker, key: key)
            if let handle = handles[key], handle.remove(worker) { didClose(key) }
        case .exitedAfterDisconnect:
            observe(.exitedAfterDisconnect, worker)
            worker.exitedAfterDisconnect = true
            if let seq = message.seq { worker.send(.reply(ClusterReply(ack: seq))) }
        case .reply(let answer):
            if let accepted = answer.accepted, let number = UInt32(exactly: answer.ack) { reply(number, accepted, from: worker) }
        // These go from primary to worker; a worker that sends them is confused.
        case .newConnection, .disconnect, .unknown: break
        }
    }

    private func queryServer(_ query: ListenQuery, _ seq: Int?, from worker: WorkerProcess) {
        // A worker that is on its way out gets no more servers.
        if worker.exitedAfterDisconnect == true { return }
        let key = query.key
        observe(.queryServer, worker, key: key)
        var reply = ClusterReply(ack: seq ?? 0)
        reply.key = key
        let handle: any ClusterHandle
        do throws(UVError) {
            if let existing = handles[key] {
                handle = existing
            } else {
                do throws(UVError) { handle = try makeHandle(query) } catch {
                    guard error == .EADDRINUSE, giveUpOrphans() else { throw error }
                    handle = try makeHandle(query)
                }
                observe(.bind, key: key)
            }
        } catch {
            // Nothing is kept: another worker may try again.
            reply.errno = Int(error.code)
            reply.data = query.data
            observe(.reply, worker, key: key, details: [.init("error", .string(error.name))])
            return worker.send(.reply(reply))
        }
        handles[key] = handle
        if handle.data == nil { handle.data = query.data }
        reply.data = handle.data
        switch handle.add(worker) {
        case .shared(let descriptor, let kind):
            // A duplicate: the message may have to wait, and the handle may close meanwhile.
            guard let copy = try? Descriptors.duplicate(descriptor) else {
                reply.errno = Int(UVError.EMFILE.code)
                observe(.reply, worker, key: key, details: [.init("error", .string("EMFILE"))])
                return worker.send(.reply(reply))
            }
            observe(.reply, worker, key: key, details: [.init("shared", .bool(true))])
            worker.send(
                .reply(reply),
                handle: OutgoingHandle(kind: kind, descriptor: copy) { _ in Descriptors.close(copy) })
        case .roundRobin(let name):
            worker.channel.sendClaims(doorbell: answers.doorbell)
            reply.sockname = name
            reply.countsConnections = worker.channel.isUpgraded && (policy == .leastConnections || policy == .custom)
            observe(.reply, worker, key: key, details: name.map { [.init("port", .number($0.port))] } ?? [])
            worker.send(.reply(reply))
        }
        handle.didAnswer(worker)
        flush()
    }

    private func makeHandle(_ query: ListenQuery) throws(UVError) -> any ClusterHandle {
        switch policy {
        case .none: return try SharedHandle(query)
        default: return query.addressType?.isUDP == true ? try SharedHandle(query) : try RoundRobinHandle(query, self)
        }
    }

    /// A worker answered a connection.
    func reply(_ number: UInt32, _ accepted: Bool, from worker: WorkerProcess) {
        guard let connection = worker.untrack(number) else {
            // It was taken back from a worker that did not answer, and which does now.
            for handle in handles.values { (handle as? RoundRobinHandle)?.didShowLife(worker) }
            return
        }
        connection.handle.answered(connection, by: worker, accepted: accepted)
    }

    // MARK: Deadlines

    /// A connection is under way: it must be answered in time.
    func watchDeadlines() {
        guard deadlineTimer == nil, acknowledgementDeadline > 0 else { return }
        let timer = Timer(loop) { [unowned self] timer in checkDeadlines(timer) }
        lastDeadlineCheck = loop.now
        let interval = max(acknowledgementDeadline / 2, 5)
        timer.start(timeout: interval, repeat: interval)
        timer.unref()
        deadlineTimer = timer
    }

    private func checkDeadlines(_ timer: Timer) {
        let now = loop.now
        let isLate = now - lastDeadlineCheck > acknowledgementDeadline
        lastDeadlineCheck = now
        // This process itself did not come to read the answers.
        if isLate { return }
        answers.collect()
        var isWaiting = false
        for worker in workers.values where !worker.inFlight.isEmpty {
            isWaiting = true
            let overdue = worker.inFlight.filter { now - $0.value.handedOff >= acknowledgementDeadline }
            for (number, connection) in overdue.sorted(by: { $0.value.number < $1.value.number }) {
                connection.handle.overdue(connection, number, worker)
            }
        }
        flush()
        if isWaiting { return }
        timer.close()
        deadlineTimer = nil
    }

    // MARK: For handles

    func nextConnectionNumber() -> UInt64 {
        connectionCount += 1
        return connectionCount
    }

    /// Remembers that the worker's channel has connections staged.
    func needsFlush(_ worker: WorkerProcess) {
        if !unflushed.contains(where: { $0 === worker }) { unflushed.append(worker) }
    }

    /// Sends all staged connections.
    func flush() {
        while let worker = unflushed.popLast() { worker.channel.flush() }
    }

    /// Runs `body` with one more descriptor to spare.
    func withReserve(_ body: () -> Void) {
        guard let descriptor = reserve else { return }
        Descriptors.close(descriptor)
        reserve = nil
        body()
        reserve = Descriptors.reserve()
    }

    @inline(__always)
    func observe(
        _ kind: ClusterEvent.Kind, _ worker: WorkerProcess? = nil, key: String? = nil, connection: UInt64? = nil,
        details: @autoclosure () -> [JSON.Member] = []
    ) {
        guard let observer else { return }
        observer.clusterDid(
            ClusterEvent(
                kind: kind, time: Loop.hrtime, workerID: worker?.id ?? 0, pid: worker?.pid ?? 0, key: key, connection: connection,
                details: details()))
    }

    /// The key under which a server was asked for: workers tell the port that they got, which was 0 in the question.
    private func askedKey(_ query: ListenQuery) -> String {
        if handles[query.key] != nil { return query.key }
        var asked = query
        asked.port = 0
        return handles[asked.key] != nil ? asked.key : query.key
    }

    private static func addressDetails(_ query: ListenQuery) -> [JSON.Member] {
        var details: [JSON.Member] = []
        if let address = query.address { details.append(.init("address", .string(address))) }
        if let port = query.port, port >= 0 { details.append(.init("port", .number(port))) }
        if let type = query.addressType { details.append(.init("addressType", type.json)) }
        return details
    }
}
