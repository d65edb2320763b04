internal import CLibuv

/// Runs a callback once an iteration, right before the loop waits (`uv_prepare_t`).
/// https://docs.libuv.org/en/v1.x/prepare.html
public final class Prepare: Handle {
    private var callback: (() -> Void)?

    public init(_ loop: Loop = .default, _ callback: @escaping () -> Void) {
        self.callback = callback
        super.init(loop: loop, initialized: Handle.makeInfallible(uv_prepare_t.self) { uv_prepare_init(loop.raw, $0) })
    }

    private var prepare: UnsafeMutablePointer<uv_prepare_t> { raw.assumingMemoryBound(to: uv_prepare_t.self) }

    public func start() {
        if state == .open { uv_prepare_start(prepare) { base($0).withOwner(Prepare.self) { $0.callback?() } } }
    }
    public func stop() { if state == .open { uv_prepare_stop(prepare) } }
    override func releaseCallbacks() { callback = nil }
}

/// Runs a callback once an iteration, right after the loop waited: `setImmediate`'s phase (`uv_check_t`).
/// https://docs.libuv.org/en/v1.x/check.html
public final class Check: Handle {
    private var callback: (() -> Void)?

    public init(_ loop: Loop = .default, _ callback: @escaping () -> Void) {
        self.callback = callback
        super.init(loop: loop, initialized: Handle.makeInfallible(uv_check_t.self) { uv_check_init(loop.raw, $0) })
    }

    private var check: UnsafeMutablePointer<uv_check_t> { raw.assumingMemoryBound(to: uv_check_t.self) }

    public func start() {
        if state == .open { uv_check_start(check) { base($0).withOwner(Check.self) { $0.callback?() } } }
    }
    public func stop() { if state == .open { uv_check_stop(check) } }
    override func releaseCallbacks() { callback = nil }
}

/// Runs a callback once an iteration and keeps the loop from waiting while it is active (`uv_idle_t`).
/// https://docs.libuv.org/en/v1.x/idle.html
public final class Idle: Handle {
    private var callback: (() -> Void)?

    public init(_ loop: Loop = .default, _ callback: @escaping () -> Void) {
        self.callback = callback
        super.init(loop: loop, initialized: Handle.makeInfallible(uv_idle_t.self) { uv_idle_init(loop.raw, $0) })
    }

    private var idle: UnsafeMutablePointer<uv_idle_t> { raw.assumingMemoryBound(to: uv_idle_t.self) }

    public func start() {
        if state == .open { uv_idle_start(idle) { base($0).withOwner(Idle.self) { $0.callback?() } } }
    }
    public func stop() { if state == .open { uv_idle_stop(idle) } }
    override func releaseCallbacks() { callback = nil }
}
