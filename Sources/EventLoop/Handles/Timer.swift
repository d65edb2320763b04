internal import CLibuv

/// A timer (`uv_timer_t`). Timers with the same due time fire in the order in which they were started.
/// https://docs.libuv.org/en/v1.x/timer.html
public final class Timer: Handle {
    private var onTimeout: ((Timer) -> Void)?

    /// - Parameter onTimeout: called at each expiry.
    public init(_ loop: Loop = .default, _ onTimeout: @escaping (Timer) -> Void) {
        self.onTimeout = onTimeout
        super.init(loop: loop, initialized: Handle.makeInfallible(uv_timer_t.self) { uv_timer_init(loop.raw, $0) })
    }

    private var timer: UnsafeMutablePointer<uv_timer_t> { raw.assumingMemoryBound(to: uv_timer_t.self) }

    /// Starts the timer, or starts it anew (`uv_timer_start`).
    /// - Parameters:
    ///   - timeout: milliseconds from the loop's `now`; 0 fires in the next iteration.
    ///   - repeat: milliseconds between later expiries; 0 fires once.
    public func start(timeout: UInt64, repeat: UInt64 = 0) {
        guard state == .open else { return }
        uv_timer_start(timer, { base($0).withOwner(Timer.self) { $0.onTimeout?($0) } }, timeout, `repeat`)
    }

    /// Stops the timer; `start` makes it run again (`uv_timer_stop`).
    public func stop() { if state == .open { uv_timer_stop(timer) } }

    /// Starts anew with the repeat interval as timeout (`uv_timer_again`).
    /// - Throws: `EINVAL` when the timer was never started.
    public func again() throws(UVError) {
        try checkOpen()
        try UVError.check(uv_timer_again(timer))
    }

    /// Milliseconds until the expiry (`uv_timer_get_due_in`), 0 when it is past.
    public var dueIn: UInt64 { state == .open ? uv_timer_get_due_in(timer) : 0 }

    /// The repeat interval (`uv_timer_set_repeat`); a running timer takes it from the next expiry on.
    public var repeatInterval: UInt64 {
        get { state == .open ? uv_timer_get_repeat(timer) : 0 }
        set { if state == .open { uv_timer_set_repeat(timer, newValue) } }
    }

    override func releaseCallbacks() { onTimeout = nil }
}
