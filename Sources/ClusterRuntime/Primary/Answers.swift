import EventLoop

/// The answers of workers that share claims: what they have begun with is accepted.
///
/// No message is needed for that, and mostly no wake-up. The primary looks whenever it is awake: before it distributes connections,
/// when the doorbell rings, and before it goes to sleep, after it has said in the claims that it does. A worker that has begun with a
/// connection looks there for that word after it has written its own. Whoever is second sees what the first one wrote.
final class Answers {
    private unowned let primary: Primary
    private var poll: Poll?
    private var prepare: Prepare?
    /// Those with connections in flight.
    private var awaited: [WorkerProcess] = []
    private var isCollecting = false

    /// For the workers; nil where the system has none, and their answers are messages.
    let doorbell: Int32?

    init(_ primary: Primary) {
        self.primary = primary
        doorbell = Doorbell.make()
        guard let doorbell else { return }
        poll = try? Poll(primary.loop, fileDescriptor: doorbell) { [unowned self] _, _ in
            Doorbell.silence(doorbell)
            collect()
            self.primary.flush()
        }
        try? poll?.start(.readable)
        poll?.unref()
        prepare = Prepare(primary.loop) { [unowned self] in beforeSleep() }
        prepare?.unref()
    }

    deinit {
        poll?.close()
        prepare?.close()
        if let doorbell { Descriptors.close(doorbell) }
    }

    /// The worker got a connection.
    func await(_ worker: WorkerProcess) {
        if worker.isAwaited || doorbell == nil || worker.channel.claims == nil { return }
        worker.isAwaited = true
        awaited.append(worker)
        worker.channel.claims?.setPrimarySleeps(false)
        if awaited.count == 1 { prepare?.start() }
    }

    /// Deals with what the workers have accepted.
    func collect() {
        // An answer may lead to the next connection, and that to here.
        if isCollecting { return }
        isCollecting = true
        defer { isCollecting = false }
        var i = 0
        while i < awaited.count {
            let worker = awaited[i]
            while let number = worker.nextAccepted() { primary.reply(number, true, from: worker) }
            if worker.inFlight.isEmpty {
                worker.isAwaited = false
                awaited.swapAt(i, awaited.count - 1)
                awaited.removeLast()
            } else {
                i += 1
            }
        }
    }

    private func beforeSleep() {
        for worker in awaited { worker.channel.claims?.setPrimarySleeps(true) }
        collect()
        primary.flush()
        if awaited.isEmpty { prepare?.stop() }
    }
}
