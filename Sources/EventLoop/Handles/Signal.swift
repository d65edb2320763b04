internal import CLibuv

/// Watches one signal of this process (`uv_signal_t`).
/// https://docs.libuv.org/en/v1.x/signal.html
public final class Signal: Handle {
    private var onSignal: ((Int32) -> Void)?

    /// - Parameter onSignal: called on the loop with the signal's number.
    public init(_ loop: Loop = .default, _ onSignal: @escaping (Int32) -> Void) throws(UVError) {
        self.onSignal = onSignal
        let raw = try Handle.make(uv_signal_t.self) { uv_signal_init(loop.raw, $0) }
        super.init(loop: loop, initialized: raw)
    }

    private var signal: UnsafeMutablePointer<uv_signal_t> { raw.assumingMemoryBound(to: uv_signal_t.self) }

    /// Starts watching `number` (`uv_signal_start`).
    /// - Throws: `EINVAL` for SIGKILL, SIGSTOP and numbers that are no signals.
    public func start(_ number: Int32) throws(UVError) {
        try checkOpen()
        try UVError.check(
            uv_signal_start(
                signal, { handle, number in base(handle).withOwner(Signal.self) { $0.onSignal?(number) } }, number))
    }

    /// Stops watching; the signal's default action is back when nobody else watches it (`uv_signal_stop`).
    public func stop() { if state == .open { uv_signal_stop(signal) } }

    override func releaseCallbacks() { onSignal = nil }
}
