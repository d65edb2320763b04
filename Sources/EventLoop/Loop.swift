internal import CLibuv

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An event loop (`uv_loop_t`): the handles that belong to it report their events while `run` is on the stack.
///
/// A loop and all its handles belong to one thread; only `Async.send` may be called from another.
/// https://docs.libuv.org/en/v1.x/loop.html
public final class Loop {
    /// How long `run` goes on (`uv_run_mode`).
    public enum RunMode: Sendable {
        /// Until no referenced handle or request is active, or `stop` is called.
        case untilDone
        /// One iteration, waiting for events when none is ready.
        case once
        /// One iteration, without waiting.
        case noWait
    }

    /// The process-wide loop, the one that Node's modules use.
    public nonisolated(unsafe) static let `default` = Loop(adopting: uv_default_loop(), owned: false)

    let raw: UnsafeMutablePointer<uv_loop_t>
    private let owned: Bool
    private var closed = false

    /// One buffer serves every read of the loop: a read callback sees it only while the callback runs.
    private var readBufferStorage: UnsafeMutableRawPointer?
    static let readBufferSize = 65536

    /// Keeps the loop awake for answers that come at once.
    public private(set) lazy var busyPoll = BusyPoll(self)

    /// Makes a loop of its own.
    /// - Throws: libuv's error when the kernel resources cannot be had (`EMFILE`, `ENOMEM`).
    public convenience init() throws(UVError) {
        let raw = UnsafeMutablePointer<uv_loop_t>.allocate(capacity: 1)
        let result = uv_loop_init(raw)
        if result < 0 {
            raw.deallocate()
            throw UVError(code: result)
        }
        self.init(adopting: raw, owned: true)
    }

    private init(adopting raw: UnsafeMutablePointer<uv_loop_t>, owned: Bool) {
        self.raw = raw
        self.owned = owned
        Loop.ignoreBrokenPipes
    }

    /// Writing to a peer that is gone shall be an error (`EPIPE`), not the end of the process. Children start with the default.
    private static let ignoreBrokenPipes: Void = {
        _ = signal(SIGPIPE, SIG_IGN)
        // A file that must not grow gives EFBIG instead.
        _ = signal(SIGXFSZ, SIG_IGN)
    }()

    deinit {
        readBufferStorage?.deallocate()
        if owned {
            // A loop that could not be closed still has handles pointing into it: leaking is the only safe choice.
            if closed || uv_loop_close(raw) == 0 { raw.deallocate() }
        }
    }

    /// Runs the loop (`uv_run`).
    /// - Returns: true when there is still something to wait for.
    @discardableResult
    public func run(_ mode: RunMode = .untilDone) -> Bool {
        switch mode {
        case .untilDone: return uv_run(raw, UV_RUN_DEFAULT) != 0
        case .once: return uv_run(raw, UV_RUN_ONCE) != 0
        case .noWait: return uv_run(raw, UV_RUN_NOWAIT) != 0
        }
    }

    /// Ends `run` as soon as possible, at the latest at the next iteration (`uv_stop`).
    public func stop() { uv_stop(raw) }

    /// Whether referenced, active handles, active requests or closing handles are left (`uv_loop_alive`).
    public var isAlive: Bool { uv_loop_alive(raw) != 0 }

    /// The loop's cached time in milliseconds; it is read once an iteration (`uv_now`).
    public var now: UInt64 { uv_now(raw) }

    /// Reads the clock into `now` (`uv_update_time`): after long work, before a timer is started.
    public func updateTime() { uv_update_time(raw) }

    /// The monotonic clock in nanoseconds (`uv_hrtime`).
    public static var hrtime: UInt64 { uv_hrtime() }

    /// Nanoseconds spent waiting for events, once `recordIdleTime` was called (`uv_metrics_idle_time`).
    public var idleTime: UInt64 { uv_metrics_idle_time(raw) }

    /// How long the next wait may last in milliseconds; -1 is for ever (`uv_backend_timeout`).
    public var backendTimeout: Int32 { uv_backend_timeout(raw) }

    /// The descriptor that becomes readable when the loop has events (`uv_backend_fd`).
    public var backendDescriptor: Int32 { uv_backend_fd(raw) }

    /// Calls `body` with every open handle that this module made (`uv_walk`).
    public func forEachHandle(_ body: (Handle) -> Void) {
        withoutActuallyEscaping(body) { body in
            var collected: [Handle] = []
            withUnsafeMutablePointer(to: &collected) { list in
                uv_walk(
                    raw,
                    { handle, context in
                        guard let data = handle!.pointee.data else { return }
                        let list = context!.assumingMemoryBound(to: [Handle].self)
                        list.pointee.append(Unmanaged<Handle>.fromOpaque(data).takeUnretainedValue())
                    }, list)
            }
            for handle in collected { body(handle) }
        }
    }

    /// Closes every handle and runs the loop until their close callbacks are done.
    public func closeAllHandles() {
        forEachHandle { $0.close() }
        run(.untilDone)
    }

    /// Gives the loop's kernel resources back (`uv_loop_close`).
    /// - Throws: `EBUSY` while handles are open.
    public func close() throws(UVError) {
        if closed { return }
        try UVError.check(uv_loop_close(raw))
        closed = true
    }

    /// The buffer that reads of this loop land in; made at the first read.
    var readBuffer: UnsafeMutableRawPointer {
        if let storage = readBufferStorage { return storage }
        let storage = UnsafeMutableRawPointer.allocate(byteCount: Loop.readBufferSize, alignment: 16)
        readBufferStorage = storage
        return storage
    }
}
