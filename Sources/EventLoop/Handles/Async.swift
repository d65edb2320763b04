internal import CLibuv

/// Wakes the loop from any thread (`uv_async_t`). Sends that come before the callback runs are merged into one call.
/// https://docs.libuv.org/en/v1.x/async.html
public final class Async: Handle, @unchecked Sendable {
    private var callback: (() -> Void)?

    /// The handle is active from the start: `unref` it when it shall not keep the loop alive.
    public init(_ loop: Loop = .default, _ callback: @escaping () -> Void) throws(UVError) {
        self.callback = callback
        let raw = try Handle.make(uv_async_t.self) { memory in
            uv_async_init(loop.raw, memory) { base($0).withOwner(Async.self) { $0.callback?() } }
        }
        super.init(loop: loop, initialized: raw)
    }

    /// Makes the loop call the callback soon (`uv_async_send`). The only call that other threads may make, and not after `close`.
    public func send() { uv_async_send(raw.assumingMemoryBound(to: uv_async_t.self)) }

    override func releaseCallbacks() { callback = nil }
}
