import EventLoop

/// Who gets a connection, and what becomes of it until it is answered.
extension RoundRobinHandle {
    /// A connection whose workers die again and again may be what kills them.
    private static let lossLimit = 3
    /// Milliseconds within which an answer counts as quick.
    private static let quick: UInt64 = 4
    /// From so many workers at work on, others are left asleep while connections come fast.
    private static let wakeLimit = System.availableParallelism
    /// Milliseconds over which connections are counted.
    private static let window: UInt64 = 50
    /// Milliseconds that a worker which refused a connection is left alone.
    private static let restTime: UInt64 = 5

    /// How many connections wait for a worker.
    var waiting: Int { pending.count - pendingHead }

    /// Gives a connection to the next free worker, or lets it wait.
    func distribute(_ connection: Connection) {
        if isClosed { return drop(connection, "closed") }
        pending.append(connection)
        dispatch()
        if waiting < primary.queueLimit { return }
        switch primary.queuePolicy {
        case .wait: pause()
        case .refuse:
            guard waiting > primary.queueLimit, let last = pending.popLast() else { return }
            primary.observe(.drop, key: key, connection: last.number, details: [.init("reason", .string("queue is full"))])
            primary.refusals.refuse(last.descriptor)
        }
    }

    func dispatch() {
        while waiting > 0 {
            let connection = pending[pendingHead]
            // A program's own scheduler may close this server.
            guard let member = nextMember(for: connection), waiting > 0, pending[pendingHead] === connection else { break }
            pendingHead += 1
            if pendingHead == pending.count || pendingHead > 256 {
                pending.removeFirst(pendingHead)
                pendingHead = 0
            }
            handoff(connection, to: member)
        }
        if isPaused, waiting <= primary.queueLimit / 2 { resume() }
    }

    // MARK: Choosing

    private func nextMember(for connection: Connection) -> Member? {
        switch primary.policy {
        case .none, .roundRobin:
            // To wake one more worker costs more than the connection, and gains nothing while each processor has one to run.
            if busy.count >= RoundRobinHandle.wakeLimit, isHurried,
                let member = pipelined(amongAtLeast: RoundRobinHandle.wakeLimit)
            {
                return member
            }
            return nextFree() ?? pipelined()
        case .leastConnections:
            // Of those with as few the one that waited longest.
            return candidates(depth: primary.pipelineDepth).min {
                ($0.open + $0.inFlight, $0.lastTurn) < ($1.open + $1.inFlight, $1.lastTurn)
            }
        case .sticky:
            guard let peer = Descriptors.peerAddress(of: connection.descriptor) else { return inTurn() }
            // The highest of the hashes of client and worker: when a worker leaves, only its own clients move.
            let client = RoundRobinHandle.hash(peer.ip.utf8, 0xCBF2_9CE4_8422_2325)
            return candidates(depth: .max).max {
                RoundRobinHandle.mix(client, $0.worker.id) < RoundRobinHandle.mix(client, $1.worker.id)
            }
        case .custom:
            let available = candidates(depth: .max).sorted { $0.worker.id < $1.worker.id }
            guard !available.isEmpty, let choose = primary.chooseWorker else { return inTurn() }
            let peer = Descriptors.peerAddress(of: connection.descriptor)
            let chosen = choose(peer, key, available.map(\.worker))
            return chosen.flatMap { members[$0.id] } ?? inTurn()
        }
    }

    /// Each worker had several connections within the last moment, so that it does not matter which one gets the next. Before that
    /// they go round strictly: they may be few that last for long.
    private var isHurried: Bool {
        lastWindowTurns >= 4 * UInt64(members.count) && primary.loop.now - windowStart <= RoundRobinHandle.window
    }

    private func countTurn() {
        turns += 1
        let elapsed = primary.loop.now - windowStart
        if elapsed <= RoundRobinHandle.window { return }
        lastWindowTurns = elapsed <= 2 * RoundRobinHandle.window ? turns - windowFirstTurn : 0
        windowFirstTurn = turns
        windowStart = primary.loop.now
    }

    private func nextFree() -> Member? {
        while !free.isEmpty {
            let member = free.removeFirst()
            if member.worker.isConnected { return member }
        }
        return nil
    }

    /// One that answers quickly may get another connection before it has answered the last.
    /// - Parameter least: nil when so many are not at work, each of them quick to answer.
    private func pipelined(amongAtLeast least: Int = 0) -> Member? {
        var best: Member?
        var quick = 0
        let now = primary.loop.now
        for member in busy where !member.isResting && !member.isStalled && now - member.lastSign <= RoundRobinHandle.quick {
            quick += 1
            guard member.inFlight < member.depth, member.worker.channel.isUpgraded, member.worker.isConnected else { continue }
            guard let current = best else { best = member; continue }
            if (member.inFlight, member.lastTurn) < (current.inFlight, current.lastTurn) { best = member }
        }
        return quick >= least ? best : nil
    }

    /// Members that may get a connection now.
    private func candidates(depth: Int) -> [Member] {
        members.values.filter { member in
            !member.isResting && !member.isStalled && member.worker.isConnected && member.worker.hasRoom
                && member.inFlight < (member.worker.channel.isUpgraded ? depth : 1)
        }
    }

    private func inTurn() -> Member? { candidates(depth: primary.pipelineDepth).min { $0.lastTurn < $1.lastTurn } }

    private static func hash(_ bytes: some Sequence<UInt8>, _ seed: UInt64) -> UInt64 {
        bytes.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    private static func mix(_ client: UInt64, _ worker: Int) -> UInt64 {
        var word = (client ^ UInt64(worker)) &* 0x9E37_79B9_7F4A_7C15
        word ^= word >> 32
        word = word &* 0xD6E8_FEB8_6659_FD93
        return word ^ word >> 32
    }

    // MARK: Handing over

    private func handoff(_ connection: Connection, to member: Member) {
        let worker = member.worker
        let number = worker.nextNumber()
        if primary.policy != .roundRobin { free.removeAll { $0 === member } }
        if member.inFlight == 0 {
            member.lastSign = primary.loop.now
            busy.append(member)
        }
        member.inFlight += 1
        countTurn()
        member.lastTurn = turns
        connection.member = member
        connection.handedOff = primary.loop.now
        worker.track(connection, number)
        primary.answers.await(worker)
        primary.observe(.handoff, worker, key: key, connection: connection.number)
        if worker.channel.isUpgraded {
            worker.channel.stageConnection(
                key: key, number: number, descriptor: connection.descriptor, isShared: connection.isShared)
            primary.needsFlush(worker)
            primary.watchDeadlines()
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

    // MARK: Answers

    /// The worker's answer to a connection, which is out of its table.
    func answered(_ connection: Connection, by worker: WorkerProcess, accepted: Bool) {
        // A worker that left and came back is another member.
        let holder = connection.member
        connection.member = nil
        if let holder { released(holder) }
        let member = holder.flatMap { members[worker.id] === $0 ? $0 : nil }
        if let member {
            let now = primary.loop.now
            let isQuick = now - member.lastSign <= RoundRobinHandle.quick
            member.depth = isQuick ? min(member.depth + 1, primary.pipelineDepth) : 1
            member.lastSign = now
            member.isStalled = false
        }
        if accepted {
            if worker.channel.isUpgraded { member?.open += 1 }
            primary.observe(.ack, worker, key: key, connection: connection.number)
            connection.close()
        } else {
            primary.observe(.reject, worker, key: key, connection: connection.number)
            if let member { rest(member) }
            distribute(connection)
        }
        if let member { becomeFree(member) }
        dispatch()
    }

    /// The member has one connection less in flight.
    private func released(_ member: Member) {
        member.inFlight -= 1
        if member.inFlight == 0 { busy.removeAll { $0 === member } }
    }

    func becomeFree(_ member: Member) {
        guard member.inFlight == 0, !member.isResting, !member.isStalled, !free.contains(where: { $0 === member }) else { return }
        free.append(member)
    }

    /// The worker's connections have ended.
    func didCloseConnections(_ count: Int, of worker: WorkerProcess) {
        guard let member = members[worker.id] else { return }
        member.open = max(0, member.open - count)
    }

    /// The worker did not answer in time. Its connection goes to another that can serve it at once.
    func overdue(_ connection: Connection, _ number: UInt32, _ worker: WorkerProcess) {
        guard let member = connection.member, members[worker.id] === member else { return }
        if !member.isStalled {
            member.isStalled = true
            member.depth = 1
            free.removeAll { $0 === member }
            primary.observe(.stalled, worker, key: key)
        }
        let channel = worker.channel
        guard channel.claimsAreShared, hasFreeMember, let claims = channel.claims, claims.revoke(number) else { return }
        _ = worker.untrack(number)
        connection.member = nil
        released(member)
        connection.isShared = true
        primary.observe(
            .requeue, worker, key: key, connection: connection.number, details: [.init("reason", .string("deadline"))])
        distribute(connection)
    }

    private var hasFreeMember: Bool {
        primary.policy == .roundRobin
            ? free.contains { $0.worker.isConnected && !$0.isStalled }
            : candidates(depth: 1).contains { $0.inFlight == 0 }
    }

    /// A worker that did not answer is there again.
    func didShowLife(_ worker: WorkerProcess) {
        guard let member = members[worker.id], member.isStalled else { return }
        member.isStalled = false
        becomeFree(member)
        dispatch()
    }

    /// The worker's channel closed before it answered.
    func lost(_ connection: Connection, by worker: WorkerProcess) {
        connection.member = nil
        connection.losses += 1
        if connection.losses >= RoundRobinHandle.lossLimit { return drop(connection, "its workers died") }
        if isClosed { return drop(connection, "closed") }
        primary.observe(
            .requeue, worker, key: key, connection: connection.number, details: [.init("reason", .string("disconnect"))])
        distribute(connection)
    }

    func drop(_ connection: Connection, _ reason: String) {
        primary.observe(.drop, key: key, connection: connection.number, details: [.init("reason", .string(reason))])
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
                becomeFree(member)
            }
            dispatch()
            primary.flush()
        }
        timer.start(timeout: RoundRobinHandle.restTime)
        restTimer = timer
    }
}
