internal import CLibuv

/// Watches a descriptor that somebody else reads and writes (`uv_poll_t`). It never closes the descriptor.
/// https://docs.libuv.org/en/v1.x/poll.html
public final class Poll: Handle {
    public struct Events: OptionSet, Sendable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }
        public static let readable = Events(rawValue: Int32(UV_READABLE.rawValue))
        public static let writable = Events(rawValue: Int32(UV_WRITABLE.rawValue))
        public static let disconnect = Events(rawValue: Int32(UV_DISCONNECT.rawValue))
        public static let prioritized = Events(rawValue: Int32(UV_PRIORITIZED.rawValue))
    }

    private var callback: ((UVError?, Events) -> Void)?

    /// - Parameters:
    ///   - fileDescriptor: made non-blocking; it must stay open until this handle's `close` was called.
    ///   - callback: called with the events that are ready, again and again while they are (level-triggered).
    /// - Throws: `EPERM` when the descriptor cannot be watched (a regular file), `EEXIST` when the loop already watches it.
    public init(
        _ loop: Loop = .default, fileDescriptor: Int32, _ callback: @escaping (UVError?, Events) -> Void
    ) throws(UVError) {
        self.callback = callback
        let raw = try Handle.make(uv_poll_t.self) { uv_poll_init(loop.raw, $0, fileDescriptor) }
        super.init(loop: loop, initialized: raw)
    }

    private var poll: UnsafeMutablePointer<uv_poll_t> { raw.assumingMemoryBound(to: uv_poll_t.self) }

    /// Starts watching, or changes what is watched (`uv_poll_start`).
    public func start(_ events: Events) throws(UVError) {
        try checkOpen()
        try UVError.check(
            uv_poll_start(poll, events.rawValue) { handle, status, events in
                base(handle).withOwner(Poll.self) {
                    $0.callback?(status < 0 ? UVError(code: status) : nil, Events(rawValue: events))
                }
            })
    }

    /// Stops watching (`uv_poll_stop`).
    public func stop() { if state == .open { uv_poll_stop(poll) } }

    override func releaseCallbacks() { callback = nil }
}
