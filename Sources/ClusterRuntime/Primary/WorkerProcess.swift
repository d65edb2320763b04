import EventLoop

/// A worker as its primary sees it; Node's `cluster.Worker` in the primary.
public final class WorkerProcess {
    /// Where a worker is in its life. `Worker.state` in Node has the same words.
    public enum State: String, Sendable {
        /// Forked, has not said anything yet.
        case starting
        case online
        case listening
        /// The channel is closed; the process may still run.
        case disconnected
        /// The process has ended.
        case dead
    }

    public let id: Int
    public let pid: Int32
    public let channel: Channel
    public internal(set) var state: State = .starting
    /// Whether the worker was asked to go, or said that it goes; nil while that is open.
    public internal(set) var exitedAfterDisconnect: Bool?
    /// How the process ended; nil while it runs.
    public internal(set) var exit: ProcessExit?

    public var onOnline: (() -> Void)?
    /// The worker listens; with what it asked for and the port that it got.
    public var onListening: ((ListenQuery) -> Void)?
    public var onDisconnect: (() -> Void)?
    public var onExit: ((ProcessExit) -> Void)?

    /// Whether messages can be sent to it.
    public var isConnected: Bool { channel.isConnected }
    public var isDead: Bool { exit != nil }

    unowned let primary: Primary
    /// The connections that the worker got and has not answered.
    private(set) var inFlight: [UInt32: Connection] = [:]
    /// The numbers of `inFlight` in their order; some may have gone.
    private var order: ArraySlice<UInt32> = []
    /// The primary looks for its answers.
    var isAwaited = false
    private var slots = [Bool](repeating: false, count: Claims.count)
    private var lastNumber: UInt32 = 0

    init(id: Int, pid: Int32, channel: Channel, primary: Primary) {
        self.id = id
        self.pid = pid
        self.channel = channel
        self.primary = primary
    }

    /// Takes all connections from it, in the order in which they came; and whether its program had begun with them.
    func takeInFlight() -> [(connection: Connection, hasBegun: Bool)] {
        let all = inFlight.sorted { $0.value.number < $1.value.number }
        inFlight = [:]
        order = []
        return all.map { ($0.value, channel.claims?.hasBegun($0.key) ?? false) }
    }

    /// The next number for a message or connection that wants an answer.
    func nextNumber() -> UInt32 {
        // Numbers that share a word of the claims must not be under way together.
        repeat { lastNumber = lastNumber &+ 1 } while lastNumber == 0 || lastNumber >= 1 << 30 || slots[Claims.slot(lastNumber)]
        return lastNumber
    }

    /// Whether it can get more connections at all.
    var hasRoom: Bool { inFlight.count < Claims.count / 2 }

    func track(_ connection: Connection, _ number: UInt32) {
        inFlight[number] = connection
        order.append(number)
        slots[Claims.slot(number)] = true
    }

    func untrack(_ number: UInt32) -> Connection? {
        guard let connection = inFlight.removeValue(forKey: number) else { return nil }
        slots[Claims.slot(number)] = false
        return connection
    }

    /// The next connection that the worker has accepted, as the claims tell; they are answered in the order in which they came.
    func nextAccepted() -> UInt32? {
        guard let claims = channel.claims else { return nil }
        while let number = order.first {
            if inFlight[number] == nil {
                order.removeFirst()
                continue
            }
            if !claims.hasBegun(number) { break }
            order.removeFirst()
            return number
        }
        if order.isEmpty { order = [] }
        return nil
    }

    /// Asks the worker to close its servers and to disconnect; `worker.disconnect()`.
    public func disconnect() { primary.disconnect(self) }

    /// Sends a signal to the process; `worker.kill()`.
    public func kill(_ signal: Int32) throws(UVError) {
        if isDead { throw .ESRCH }
        try Process.kill(pid: pid, signal)
    }

    func send(_ body: ClusterMessage.Body, handle: OutgoingHandle? = nil) {
        channel.send(.cluster(ClusterMessage(body, seq: Int(nextNumber()))), handle: handle)
    }
}

/// A connection between `accept` and a worker's answer. The primary's descriptor of it stays open all the time.
final class Connection {
    let number: UInt64
    let descriptor: Int32
    let handle: RoundRobinHandle
    /// Who has it.
    var member: RoundRobinHandle.Member?
    /// The loop's time at which the worker got it.
    var handedOff: UInt64 = 0
    /// A worker that did not answer had it, and may still hold a descriptor.
    var isShared = false
    /// How often a worker died while it had the connection.
    var losses = 0
    /// The channel may still have to send the descriptor: it cannot be closed yet.
    var isBorrowed = false
    private var wantsClose = false

    init(number: UInt64, descriptor: Int32, handle: RoundRobinHandle) {
        self.number = number
        self.descriptor = descriptor
        self.handle = handle
    }

    /// Closes this process's descriptor, as soon as nobody needs it.
    func close() {
        if isBorrowed { wantsClose = true } else { Descriptors.close(descriptor) }
    }

    func wasReleased() {
        isBorrowed = false
        if wantsClose {
            wantsClose = false
            Descriptors.close(descriptor)
        }
    }
}
