import EventLoop

/// A socket on which the primary accepts, handing each connection to the next free worker.
///
/// As in Node a worker is free when it has answered what it got, and free workers queue up; a connection that finds none
/// waits. Two things are more than Node does. Every connection stays in its worker's in-flight table until it is answered: when
/// the worker dies first, it goes to another. And a worker whose channel is upgraded may have several unanswered connections,
/// but only when no worker is free: connections that come one by one still go round.
final class RoundRobinHandle: ClusterHandle {
    let key: String
    var data: JSON?

    private unowned let primary: Primary
    private let bound: ListenSocket.Bound
    private let name: SocketName?
    private var poll: Poll?
    private var accepting: AcceptState = .paused

    private enum AcceptState {
        /// The kernel tells of connections.
        case active
        /// Enough connections wait here; others wait in the kernel.
        case paused
        /// There are no descriptors left: the timer resumes.
        case backedOff(Timer)
        case closed
    }

    /// A worker as this handle sees it.
    final class Member {
        let worker: WorkerProcess
        /// Connections of this handle that it has not answered.
        var inFlight = 0
        /// It has refused, and gets nothing for a moment.
        var isResting = false
        /// When it last got a connection, in handoffs.
        var lastTurn: UInt64 = 0
        /// How many unanswered connections it may have. It grows with each quick answer and falls back to one, which is
        /// Node's number, at a slow one: a worker that computes for long shall not sit on connections that others could serve.
        var depth = 1
        /// The loop's time at which it got something last while it had nothing, or answered last.
        var lastSign: UInt64 = 0
        init(_ worker: WorkerProcess) { self.worker = worker }
    }

    private var members: [Int: Member] = [:]
    /// Members with nothing in flight, in the order in which they became so.
    private var free: [Member] = []
    private var pending: [Connection] = []
    private var pendingHead = 0
    private var turns: UInt64 = 0
    private var restTimer: Timer?
    private var backOffs = 0

    /// What Node gives `listen(2)` unless told otherwise.
    private static let defaultBacklog = 511
    /// Connections accepted at one event; then other handles have their turn.
    private static let batch = 64
    /// More waiting connections than this stop `accept`: the kernel's queue is the better place for them.
    private static let pendingLimit = 1024
    /// A connection whose workers die again and again may be what kills them.
    private static let lossLimit = 3
    /// Milliseconds within which an answer counts as quick.
    private static let quick: UInt64 = 4
    /// Milliseconds that a worker which refused a connection is left alone.
    private static let restTime: UInt64 = 5

    /// Binds and listens.
    /// - Throws: the error of `bind(2)` or `listen(2)`.
    init(_ query: ListenQuery, _ primary: Primary) throws(UVError) {
        key = query.key
        self.primary = primary
        let bound = try ListenSocket.bind(query)
        self.bound = bound
        name = Descriptors.localAddress(of: bound.descriptor).map {
            SocketName(address: $0.ip, family: $0.familyName, port: Int($0.port))
        }
        do {
            // Node's workers say 0 when their program says nothing; the kernel would take that for a queue of one.
            let backlog = query.backlog.flatMap { $0 > 0 ? $0 : nil } ?? RoundRobinHandle.defaultBacklog
            try Descriptors.listen(bound.descriptor, backlog: Int32(clamping: backlog))
            poll = try Poll(primary.loop, fileDescriptor: bound.descriptor) { [unowned self] _, _ in accept() }
        } catch {
            Descriptors.close(bound.descriptor)
            if let path = bound.path { Descriptors.unlink(path) }
            throw error
        }
        resume()
    }

    // MARK: Workers

    func add(_ worker: WorkerProcess) -> ListenAnswer {
        if members[worker.id] == nil { members[worker.id] = Member(worker) }
        return .roundRobin(name)
    }

    func didAnswer(_ worker: WorkerProcess) {
        guard let member = members[worker.id], member.inFlight == 0, !free.contains(where: { $0 === member }) else { return }
        free.append(member)
        dispatch()
    }

    func remove(_ worker: WorkerProcess) -> Bool {
        guard let member = members.removeValue(forKey: worker.id) else { return false }
        free.removeAll { $0 === member }
        guard members.isEmpty else { return false }
        close()
        return true
    }

    private func close() {
        if case .backedOff(let timer) = accepting { timer.close() }
        accepting = .closed
        restTimer?.close()
        restTimer = nil
        poll?.close()
        poll = nil
        Descriptors.close(bound.descriptor)
        if let path = bound.path { Descriptors.unlink(path) }
        for connection in pending[pendingHead...] { drop(connection) }
        pending = []
        pendingHead = 0
    }

    // MARK: Accepting

    private func resume() {
        switch accepting {
        case .active, .closed: return
        case .paused: break
        case .backedOff(let timer): timer.close()
        }
        accepting = .active
        try? poll?.start(.readable)
    }

    private func accept() {
        defer { primary.flush() }
        var count = 0
        while count < RoundRobinHandle.batch {
            guard case .active = accepting else { return }
            let descriptor = Descriptors.accept(bound.descriptor)
            if descriptor >= 0 {
                count += 1
                backOffs = 0
                let connection = Connection(number: primary.nextConnectionNumber(), descriptor: descriptor, handle: self)
                primary.observe(
                    .accept, key: key, connection: connection.number,
                    details: Descriptors.peerAddress(of: descriptor).map { [.init("peer", .string("\($0)"))] } ?? [])
                distribute(connection)
                continue
            }
            switch UVError(code: descriptor) {
            case .EAGAIN: return
            case .EMFILE, .ENFILE, .ENOBUFS, .ENOMEM: return backOff(UVError(code: descriptor))
            // The peer was gone before it was accepted, or its network was: the next one may do.
            default: count += 1
            }
        }
    }

    /// The process has no descriptors left. Connections wait in the kernel's queue; when that lasts, one is told off with the
    /// reserve descriptor at each turn, so that clients do not wait without end.
    private func backOff(_ error: UVError) {
        poll?.stop()
        backOffs += 1
        primary.observe(.backOff, key: key, details: [.init("error", .string(error.name))])
        if backOffs > 5 {
            primary.withReserve {
                let descriptor = Descriptors.accept(bound.descriptor)
                if descriptor >= 0 { Descriptors.close(descriptor) }
            }
        }
        let timer = Timer(primary.loop) { [unowned self] _ in resume() }
        timer.start(timeout: min(10 << UInt64(min(backOffs, 6)), 500))
        accepting = .backedOff(timer)
    }

    // MARK: Distributing

    /// Gives a connection to the next free worker, or lets it wait.
    func distribute(_ connection: Connection) {
        if case .closed = accepting { return drop(connection) }
        pending.append(connection)
        dispatch()
        if pending.count - pendingHead >= RoundRobinHandle.pendingLimit, case .active = accepting {
            poll?.stop()
            accepting = .paused
        }
    }

    private func dispatch() {
        while pendingHead < pending.count, let member = nextMember() {
            let connection = pending[pendingHead]
            pendingHead += 1
            if pendingHead == pending.count || pendingHead > 256 {
                pending.removeFirst(pendingHead)
                pendingHead = 0
            }
            handoff(connection, to: member)
        }
        if case .paused = accepting, pending.count - pendingHead < RoundRobinHandle.pendingLimit / 2 { resume() }
    }

    private func nextMember() -> Member? {
        while !free.isEmpty {
            let member = free.removeFirst()
            if member.worker.isConnected { return member }
        }
        var best: Member?
        let now = primary.loop.now
        for member in members.values where !member.isResting && member.inFlight > 0 && member.inFlight < member.depth {
            guard member.worker.channel.isUpgraded, member.worker.isConnected else { continue }
            guard now - member.lastSign <= RoundRobinHandle.quick else { continue }
            guard let current = best else { best = member; continue }
            if (member.inFlight, member.lastTurn) < (current.inFlight, current.lastTurn) { best = member }
        }
        return best
    }

    private func handoff(_ connection: Connection, to member: Member) {
        let worker = member.worker
        let number = worker.nextNumber()
        if member.inFlight == 0 { member.lastSign = primary.loop.now }
        member.inFlight += 1
        turns += 1
        member.lastTurn = turns
        connection.member = member
        worker.inFlight[number] = connection
        primary.observe(.handoff, worker, key: key, connection: connection.number)
        if worker.channel.isUpgraded {
            worker.channel.stageConnection(key: key, number: number, descriptor: connection.descriptor)
            primary.needsFlush(worker)
            return
        }
        connection.isBorrowed = true
        let handle = OutgoingHandle(kind: .netNative, descriptor: connection.descriptor) { [weak worker] arrived in
            connection.wasReleased()
            // Given up after several attempts: as if the worker had refused. A closing channel is dealt with as a whole.
            if !arrived, let worker, worker.channel.state != .closed { worker.primary.reply(number, false, from: worker) }
        }
        worker.channel.send(.cluster(ClusterMessage(.newConnection(key: key), seq: Int(number))), handle: handle)
    }

    /// The worker's answer to a connection, which is out of its table.
    func answered(_ connection: Connection, by worker: WorkerProcess, accepted: Bool) {
        // A worker that left and came back is another member.
        let holder = connection.member
        connection.member = nil
        holder?.inFlight -= 1
        let member = holder.flatMap { members[worker.id] === $0 ? $0 : nil }
        if let member {
            let now = primary.loop.now
            let isQuick = now - member.lastSign <= RoundRobinHandle.quick
            member.depth = isQuick ? min(member.depth + 1, primary.pipelineDepth) : 1
            member.lastSign = now
        }
        if accepted {
            primary.observe(.ack, worker, key: key, connection: connection.number)
            connection.close()
        } else {
            primary.observe(.reject, worker, key: key, connection: connection.number)
            if let member { rest(member) }
            distribute(connection)
        }
        if let member, member.inFlight == 0, !member.isResting { free.append(member) }
        dispatch()
    }

    /// The worker's channel closed before it answered.
    func lost(_ connection: Connection, by worker: WorkerProcess) {
        connection.member = nil
        connection.losses += 1
        if connection.losses >= RoundRobinHandle.lossLimit { return drop(connection) }
        if case .closed = accepting { return drop(connection) }
        primary.observe(.requeue, worker, key: key, connection: connection.number)
        distribute(connection)
    }

    private func drop(_ connection: Connection) {
        primary.observe(.drop, key: key, connection: connection.number)
        connection.close()
    }

    /// A worker that refuses (it has `maxConnections`, or is about to leave) would get the same connection again at once.
    private func rest(_ member: Member) {
        member.isResting = true
        if restTimer != nil { return }
        let timer = Timer(primary.loop) { [unowned self] timer in
            timer.close()
            restTimer = nil
            for member in members.values where member.isResting {
                member.isResting = false
                if member.inFlight == 0 { free.append(member) }
            }
            dispatch()
            primary.flush()
        }
        timer.start(timeout: RoundRobinHandle.restTime)
        restTimer = timer
    }
}
