import EventLoop

/// The IPC channel between a process and its child, Node's `process.channel`: messages in both directions over a
/// socketpair, descriptors along with them.
///
/// Both ends may be real Node. Between two swjs processes the frames become binary after an exchange of `NODE_SWJS`.
/// Only one handle is under way at a time, as in Node: whatever is sent after it waits for its receipt. Cluster connections
/// between swjs processes are exempt (`stageConnection`).
public final class Channel {
    public enum State: Sendable { case connected, disconnecting, closed }

    public let loop: Loop
    public let serialization: Serialization
    public internal(set) var state: State = .connected
    /// Messages longer than this close the channel.
    public var messageSizeLimit = 256 << 20

    /// A user message in the channel's serialization, valid during the call; and the handle that came with it.
    public var onMessage: ((UnsafeRawBufferPointer, ReceivedHandle?) -> Void)?
    /// A `NODE_CLUSTER` message.
    public var onClusterMessage: ((ClusterMessage, ReceivedHandle?) -> Void)?
    /// Any other internal message that the channel does not deal with itself.
    public var onInternalMessage: ((InternalMessage, ReceivedHandle?) -> Void)?
    /// The channel has closed, by either side. Called once, after the last message.
    public var onDisconnect: (() -> Void)?
    /// As `onDisconnect`, called before it; the cluster's own.
    public var onClusterDisconnect: (() -> Void)?
    /// A message was dropped.
    public var onMalformed: ((MalformedMessage) -> Void)?
    /// Writes went out and nothing waits any more.
    public var onDrain: (() -> Void)?

    // Cluster connections in binary frames.
    var onConnection: ((_ key: String, _ number: UInt32, _ descriptor: Int32, _ isShared: Bool) -> Void)?
    /// This side is about to disconnect: the moment for last words.
    var onWillDisconnect: (() -> Void)?
    var onClosedConnections: ((_ key: String, _ count: Int) -> Void)?
    var onConnectionReply: ((_ number: UInt32, _ accepted: Bool) -> Void)?
    /// All that could be read was read: the moment to send what was gathered meanwhile.
    var onReadEnd: (() -> Void)?

    let descriptor: Int32
    private var poll: Poll?
    private var wantsRef = true
    private var isDisconnectAnnounced = false

    // Output
    var outbox = Outbox()
    private var sendsBinary = false
    /// Made at the second message of a turn.
    private var cork: Cork?
    /// From so many bytes on a message is not worth gathering, and what is gathered is sent.
    private static let corkLimit = 16 << 10
    private var handleInFlight: HandleInFlight?
    private var waiting: [Outgoing] = []
    private var stagedConnections: [(key: String, number: UInt32, descriptor: Int32, isShared: Bool)] = []
    /// The connections that are under way to the worker, for whoever takes them first.
    var claims: Claims?
    /// The primary: the worker has the table.
    var claimsAreShared = false
    private var hasSentClaims = false
    /// The worker: what wakes the primary that looks at the claims for answers.
    var doorbell: Int32?
    private var stagedReplies: [UInt8] = []
    /// Accepted connections whose answers are claims.
    private var stagedBeginnings: [UInt32] = []

    // Input
    var input: [UInt8] = []
    var searched = 0
    var descriptorGroups: [[Int32]] = []
    var receivesBinary = false
    var reading = false

    /// What is to be sent, before it is framed: the frames may change while it waits.
    struct Outgoing {
        enum Content {
            case user([UInt8])
            case `internal`(InternalMessage)
        }
        var content: Content
        var handle: OutgoingHandle?
        var completion: ((UVError?) -> Void)?
    }

    private struct HandleInFlight {
        var outgoing: Outgoing
        var retransmissions = 0
    }

    /// Node sends a handle again three times when its receipt is denied.
    private static let maximumRetransmissions = 3

    /// Takes over one end of a socketpair; the channel closes it.
    /// - Throws: libuv's error when the descriptor cannot be watched; it is then still the caller's.
    public init(_ loop: Loop = .default, descriptor: Int32, serialization: Serialization = .json) throws(UVError) {
        self.loop = loop
        self.descriptor = descriptor
        self.serialization = serialization
        let poll = try Poll(loop, fileDescriptor: descriptor) { [unowned self] error, events in
            ready(error, events)
        }
        do { try poll.start(.readable) } catch {
            poll.close()
            throw error
        }
        self.poll = poll
        // The watcher's callback holds no reference; the table of an open channel is this one.
        _ = Unmanaged.passRetained(self)
    }

    /// Whether messages can be sent.
    public var isConnected: Bool { state == .connected }
    /// Whether both directions are in binary frames: the peer is swjs.
    public var isUpgraded: Bool { sendsBinary && receivesBinary }
    /// The socket; the channel's own.
    public var fileDescriptor: Int32 { descriptor }
    /// Bytes that wait for the socket. Node's `send` returns false from 128 KiB on.
    public var writeQueueSize: Int { outbox.size }

    /// The loop waits for this channel; so at the start.
    public func ref() {
        wantsRef = true
        updateRef()
    }

    /// The loop waits for this channel only while messages wait to be written.
    public func unref() {
        wantsRef = false
        updateRef()
    }

    public var hasRef: Bool { wantsRef }

    private func updateRef() {
        if wantsRef || !outbox.isEmpty { poll?.ref() } else { poll?.unref() }
    }

    // MARK: Sending

    /// Sends a user message.
    /// - Parameters:
    ///   - message: the serialized message; for `.json` without a line feed in it.
    ///   - handle: a descriptor to go with it.
    ///   - completion: called later when the outcome is `.pending`.
    @discardableResult
    public func send(
        _ message: [UInt8], handle: OutgoingHandle? = nil, completion: ((UVError?) -> Void)? = nil
    ) -> SendOutcome {
        if serialization == .json, Frame.hasLineFeed(message) {
            handle?.released?(false)
            return .failed(.EINVAL)
        }
        if handle == nil, handleInFlight == nil, state == .connected {
            return sendPlain([UInt8](repeating: 0, count: Channel.headroom) + message, completion)
        }
        return send(Outgoing(content: .user(message), handle: handle, completion: completion))
    }

    /// Bytes in front of a message for `send(framing:)`.
    public static let headroom = Frame.headerSize

    /// Sends a user message that stands behind `headroom` bytes that are free for its header: nothing is copied.
    /// - Parameter message: for `.json` without a line feed.
    public func send(framing message: consuming [UInt8]) -> SendOutcome {
        guard handleInFlight == nil, state == .connected else {
            return send(Outgoing(content: .user(Array(message[Channel.headroom...])), handle: nil, completion: nil))
        }
        return sendPlain(message, nil)
    }

    /// Calls back when what waits now is written; only after a send that was `.pending`.
    public func whenWritten(_ completion: @escaping (UVError?) -> Void) { outbox.attach(completion) }

    /// A message without a handle. The first of a turn goes out at once, as a program may not come back to the loop for long; more
    /// of them are gathered.
    private func sendPlain(_ message: consuming [UInt8], _ completion: ((UVError?) -> Void)?) -> SendOutcome {
        var bytes = message
        let start = Frame.putHeader(in: &bytes, binary: sendsBinary, serialization)
        let isSmall = bytes.count < Channel.corkLimit
        if isSmall, let cork, cork.isGathering, outbox.isEmpty,
            bytes.withUnsafeBytes({ cork.append(UnsafeRawBufferPointer(rebasing: $0[start...])) })
        {
            if cork.pending > Channel.corkLimit { flushCork() }
            return .written
        }
        let outcome = write(bytes, [], completion, from: start)
        if outcome == .written {
            loop.busyPoll.expect()
            if isSmall { beginGathering() }
        }
        return outcome
    }

    private func beginGathering() {
        if cork == nil {
            cork = Cork(loop, socket: descriptor) { [unowned self] in
                flushCork()
                cork?.end()
            }
        }
        cork?.begin()
    }

    /// Sends what was gathered; it was called written already, so an error shows as the end of the channel.
    func flushCork() {
        guard let cork, cork.pending > 0 else { return }
        let (rest, _) = cork.flush()
        if rest.isEmpty { return }
        if outbox.write(descriptor, rest, [], nil) == .pending { watchForWriting() }
    }

    /// Sends an internal message.
    @discardableResult
    public func send(
        _ message: InternalMessage, handle: OutgoingHandle? = nil, completion: ((UVError?) -> Void)? = nil
    ) -> SendOutcome {
        send(Outgoing(content: .internal(message), handle: handle, completion: completion))
    }

    private func send(_ outgoing: Outgoing) -> SendOutcome {
        guard state == .connected else {
            outgoing.handle?.released?(false)
            return .failed(.EPIPE)
        }
        if handleInFlight != nil {
            waiting.append(outgoing)
            return .pending
        }
        return transmit(outgoing)
    }

    /// Frames a message and gives it to the socket.
    func transmit(_ outgoing: Outgoing) -> SendOutcome {
        guard let handle = outgoing.handle else {
            let bytes: [UInt8]
            switch outgoing.content {
            case .user(let message): bytes = Frame.user(message, binary: sendsBinary, serialization)
            case .internal(let message): bytes = Frame.internal(message, binary: sendsBinary, serialization)
            }
            return write(bytes, [], outgoing.completion)
        }
        var envelope = HandleEnvelope(kind: handle.kind, message: [], key: handle.key, dgramType: handle.dgramType)
        switch outgoing.content {
        case .user(let message): envelope.message = message
        case .internal(let message):
            envelope.isInternal = true
            envelope.message =
                sendsBinary || serialization == .json ? message.json.text : V8Serialization.encode(message.json)
        }
        let bytes = Frame.internal(.handle(envelope), binary: sendsBinary, serialization)
        handleInFlight = HandleInFlight(outgoing: outgoing)
        let outcome = write(bytes, [handle.descriptor], outgoing.completion)
        if case .failed = outcome {
            handleInFlight = nil
            handle.released?(false)
        }
        return outcome
    }

    /// The receiver told whether the handle under way arrived.
    func resolveHandle(arrived: Bool) {
        guard var flight = handleInFlight else { return }
        handleInFlight = nil
        if !arrived, flight.retransmissions < Channel.maximumRetransmissions {
            flight.retransmissions += 1
            let retransmissions = flight.retransmissions
            flight.outgoing.completion = nil
            if case .failed = transmit(flight.outgoing) { return sendWaiting() }
            handleInFlight?.retransmissions = retransmissions
            return
        }
        flight.outgoing.handle?.released?(arrived)
        sendWaiting()
    }

    private func sendWaiting() {
        let queue = waiting
        waiting = []
        for (i, outgoing) in queue.enumerated() {
            if handleInFlight != nil || state == .closed {
                waiting = Array(queue[i...]) + waiting
                break
            }
            switch transmit(outgoing) {
            case .written: outgoing.completion?(nil)
            case .failed(let error): outgoing.completion?(error)
            case .pending: break
            }
        }
        finishDisconnect()
    }

    func write(
        _ bytes: [UInt8], _ descriptors: [Int32], _ completion: ((UVError?) -> Void)?, from start: Int = 0
    ) -> SendOutcome {
        if cork != nil { flushCork() }
        let outcome = outbox.write(descriptor, bytes, descriptors, completion, from: start)
        if outcome == .pending { watchForWriting() }
        return outcome
    }

    private func watchForWriting() {
        try? poll?.start([.readable, .writable])
        updateRef()
    }

    // MARK: The upgrade

    /// Tells the peer that binary frames follow; only for peers that are known to be swjs.
    func upgrade() {
        guard !sendsBinary, state == .connected else { return }
        _ = transmit(Outgoing(content: .internal(.upgrade(version: InternalMessage.upgradeVersion))))
        sendsBinary = true
    }

    // MARK: Cluster connections

    /// Gathers a connection for the peer; `flush` sends it. The descriptor must stay open until the answer, or the end of the
    /// channel. Only for upgraded channels.
    /// - Parameter isShared: another worker may still hold it.
    func stageConnection(key: String, number: UInt32, descriptor: Int32, isShared: Bool) {
        claims?.offer(number)
        stagedConnections.append((key, number, descriptor, isShared))
    }

    /// Gives an upgraded worker its table of claims, before there are connections.
    /// - Parameter doorbell: with which it wakes the primary; it must stay open. Without it the worker's answers are messages.
    func sendClaims(doorbell: Int32?) {
        if hasSentClaims || !isUpgraded { return }
        hasSentClaims = true
        guard let (words, descriptor) = SharedWords.make(count: Claims.size) else { return }
        claims = Claims(words)
        let descriptors = [descriptor] + (doorbell.map { [$0] } ?? [])
        let outcome = write(Frame.header(.claims, descriptors: descriptors.count, length: 0), descriptors) { _ in
            Descriptors.close(descriptor)
        }
        if outcome != .pending { Descriptors.close(descriptor) }
    }

    /// Tells the primary that connections have ended.
    func sendClosed(key: String, count: UInt32) {
        guard state == .connected else { return }
        let text = Array(key.utf8.prefix(65535))
        var bytes = Frame.header(.closedConnections, descriptors: 0, length: 6 + text.count)
        bytes += [UInt8(truncatingIfNeeded: text.count), UInt8(truncatingIfNeeded: text.count >> 8)] + text
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
        _ = write(bytes, [], nil)
    }

    /// Gathers an answer to a connection; it is sent when all that came was dealt with.
    func stageReply(number: UInt32, accepted: Bool) {
        if accepted && doorbell != nil {
            stagedBeginnings.append(number)
            if !reading { flush() }
            return
        }
        for shift in stride(from: UInt32(0), to: 32, by: 8) { stagedReplies.append(UInt8(truncatingIfNeeded: number >> shift)) }
        stagedReplies.append(accepted ? 1 : 0)
        if !reading { flush() }
    }

    /// Sends what was staged.
    func flush() {
        guard state != .closed else { return }
        flushCork()
        if let claims, let doorbell, !stagedBeginnings.isEmpty {
            for number in stagedBeginnings { claims.begin(number) }
            stagedBeginnings.removeAll(keepingCapacity: true)
            if claims.mustRing() { Doorbell.ring(doorbell) }
        }
        if !stagedReplies.isEmpty {
            let bytes = Frame.header(.replies, descriptors: 0, length: stagedReplies.count) + stagedReplies
            stagedReplies.removeAll(keepingCapacity: true)
            _ = write(bytes, [], nil)
        }
        var start = 0
        while start < stagedConnections.count {
            let (key, _, _, isShared) = stagedConnections[start]
            var end = start
            while end < stagedConnections.count, end - start < 64, stagedConnections[end].key == key,
                stagedConnections[end].isShared == isShared
            { end += 1 }
            let text = Array(key.utf8.prefix(65535))
            let kind: FrameKind = isShared ? .sharedConnections : .connections
            var bytes = Frame.header(kind, descriptors: end - start, length: 2 + text.count + 4 * (end - start))
            bytes.reserveCapacity(bytes.count + 2 + text.count + 4 * (end - start))
            bytes.append(UInt8(truncatingIfNeeded: text.count))
            bytes.append(UInt8(truncatingIfNeeded: text.count >> 8))
            bytes += text
            var descriptors: [Int32] = []
            for connection in stagedConnections[start..<end] {
                for shift in stride(from: UInt32(0), to: 32, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: connection.number >> shift))
                }
                descriptors.append(connection.descriptor)
            }
            // A failure shows as the end of the channel, which gives the connections to others.
            _ = write(bytes, descriptors, nil)
            start = end
        }
        stagedConnections.removeAll(keepingCapacity: true)
    }

    // MARK: Events

    private func ready(_ error: UVError?, _ events: Poll.Events) {
        if error != nil {
            // The peer went away without having read all. What it sent before is still here: answers to connections, which
            // would otherwise be served twice.
            read(toEnd: true)
            return closeByPeer()
        }
        if events.contains(.writable) { drain() }
        if state != .closed, events.contains(.readable) { read(toEnd: false) }
    }

    private func drain() {
        for done in outbox.drain(descriptor) { done.completion(done.error) }
        guard outbox.isEmpty, state != .closed else { return }
        try? poll?.start(.readable)
        updateRef()
        onDrain?()
        finishDisconnect()
    }

    // MARK: Ending

    /// Closes the channel once all messages are written and the handle under way is received; Node's `disconnect`.
    public func disconnect() {
        guard state == .connected else { return }
        onWillDisconnect?()
        state = .disconnecting
        flush()
        flushCork()
        finishDisconnect()
    }

    private func finishDisconnect() {
        if state == .disconnecting, outbox.isEmpty, handleInFlight == nil, waiting.isEmpty { close() }
    }

    func discardDescriptors() {
        for group in descriptorGroups { for descriptor in group { Descriptors.close(descriptor) } }
        descriptorGroups = []
    }

    /// Closes the channel now. What was not written is lost.
    public func close() {
        guard state != .closed else { return }
        flushCork()
        state = .closed
        cork?.close()
        cork = nil
        discardDescriptors()
        poll?.close { [self] in
            announceDisconnect()
            releaseCallbacks()
            Unmanaged.passUnretained(self).release()
        }
        poll = nil
        Descriptors.close(descriptor)
        stagedConnections = []
        stagedReplies = []
        stagedBeginnings = []
        if let doorbell { Descriptors.close(doorbell) }
        doorbell = nil
        let lost = outbox.abandon()
        let unsent = waiting
        waiting = []
        let flight = handleInFlight
        handleInFlight = nil
        for done in lost { done.completion(done.error) }
        flight?.outgoing.handle?.released?(false)
        for outgoing in unsent {
            outgoing.handle?.released?(false)
            outgoing.completion?(.ECANCELED)
        }
    }

    /// The peer has closed its end. It is told at once, not when the loop closes handles: a child that goes away ends its
    /// channel and exits in the same round of the loop, and the end of the channel comes first.
    func closeByPeer() {
        close()
        announceDisconnect()
    }

    private func announceDisconnect() {
        if isDisconnectAnnounced { return }
        isDisconnectAnnounced = true
        onClusterDisconnect?()
        onDisconnect?()
    }

    /// Reads what a peer that has ended left behind, and its end. To be called before the peer's exit is told: the kernel closes
    /// a process's descriptors before it tells of its end. When a descendant of the peer holds the channel it stays open.
    public func readRest() {
        if state != .closed, !reading { read(toEnd: true) }
    }

    private func releaseCallbacks() {
        onMessage = nil
        onClusterMessage = nil
        onInternalMessage = nil
        onDisconnect = nil
        onClusterDisconnect = nil
        onMalformed = nil
        onDrain = nil
        onConnection = nil
        onConnectionReply = nil
        onClosedConnections = nil
        onWillDisconnect = nil
        onReadEnd = nil
    }
}
