import EventLoop

/// A socket on which the primary accepts, handing each connection to the next free worker.
///
/// As in Node a worker is free when it has answered what it got, and free workers queue up; a connection that finds none
/// waits. More than Node does:
/// - Every connection stays in its worker's in-flight table until it is answered: when the worker dies first, or does not answer
///   in time, it goes to another.
/// - A worker whose channel is upgraded may have several unanswered connections, but only when no worker is free, or, while
///   connections come fast, when as many are at work as there are processors. Connections that come one by one still go round.
/// - When the last worker dies, the socket and what waits here are kept for a moment: another worker may follow.
/// - There are other schedulers (`RoundRobinHandle+Distribution.swift`).
final class RoundRobinHandle: ClusterHandle {
    let key: String
    var data: JSON?

    unowned let primary: Primary
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
        /// It does not answer, and gets nothing until it does.
        var isStalled = false
        /// Its open connections, as far as it tells.
        var open = 0
        /// When it last got a connection, in handoffs.
        var lastTurn: UInt64 = 0
        /// How many unanswered connections it may have. It grows with each quick answer and falls back to one, which is
        /// Node's number, at a slow one: a worker that computes for long shall not sit on connections that others could serve.
        var depth = 1
        /// The loop's time at which it got something last while it had nothing, or answered last.
        var lastSign: UInt64 = 0
        init(_ worker: WorkerProcess) { self.worker = worker }
    }

    var members: [Int: Member] = [:]
    /// Members with nothing in flight, in the order in which they became so.
    var free: [Member] = []
    /// Members with something in flight.
    var busy: [Member] = []
    var pending: [Connection] = []
    var pendingHead = 0
    /// How many connections were handed over; in the time before `windowStart`, and until then.
    var turns: UInt64 = 0
    var lastWindowTurns: UInt64 = 0
    var windowFirstTurn: UInt64 = 0
    var windowStart: UInt64 = 0
    var restTimer: Timer?
    private var backOffs = 0

    /// What Node gives `listen(2)` unless told otherwise.
    private static let defaultBacklog = 511
    /// Connections accepted at one event; then other handles have their turn.
    private static let batch = 64

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
        endOrphanhood()
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
        busy.removeAll { $0 === member }
        guard members.isEmpty else { return false }
        close()
        return true
    }

    /// The last member crashed, and it is not known yet whether another will come.
    private(set) var isOrphan = false
    private var orphanTimer: Timer?

    /// A worker crashed. True when it was the last one, and the socket is kept for another.
    func orphan(_ worker: WorkerProcess) -> Bool {
        guard members.count == 1, members[worker.id] != nil, !isClosed else { return false }
        members[worker.id] = nil
        free = []
        busy = []
        isOrphan = true
        // The program decides whether it goes on without workers; this socket shall not hold it.
        poll?.unref()
        let interval = max(primary.orphanGrace / 10, 1)
        var waited: UInt64 = 0
        let timer = Timer(primary.loop) { [unowned self] _ in
            waited += interval
            let limit = primary.expectsWorker ? primary.orphanGrace * 10 : primary.orphanGrace
            if waited >= limit { primary.giveUp(self) }
        }
        timer.start(timeout: interval, repeat: interval)
        timer.unref()
        orphanTimer = timer
        return true
    }

    private func endOrphanhood() {
        guard isOrphan else { return }
        isOrphan = false
        orphanTimer?.close()
        orphanTimer = nil
        poll?.ref()
    }

    var isClosed: Bool { if case .closed = accepting { true } else { false } }

    func close() {
        endOrphanhood()
        if case .backedOff(let timer) = accepting { timer.close() }
        accepting = .closed
        restTimer?.close()
        restTimer = nil
        poll?.close()
        poll = nil
        Descriptors.close(bound.descriptor)
        if let path = bound.path { Descriptors.unlink(path) }
        for connection in pending[pendingHead...] { drop(connection, "no worker") }
        pending = []
        pendingHead = 0
    }

    // MARK: Accepting

    func pause() {
        guard case .active = accepting else { return }
        poll?.stop()
        accepting = .paused
    }

    var isPaused: Bool { if case .paused = accepting { true } else { false } }

    func resume() {
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
        primary.answers.collect()
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
}
