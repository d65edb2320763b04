internal import CLibuv

/// Anything a loop watches (`uv_handle_t`): the base class of timers, sockets, signals, processes.
///
/// An open handle keeps its Swift object alive, whether or not anyone else holds it; `close` is therefore a duty. The object
/// and its callbacks are let go after the close callback. Operations on a handle that is closing fail with `EBADF`.
/// https://docs.libuv.org/en/v1.x/handle.html
public class Handle {
    public enum State: Sendable { case open, closing, closed }

    /// The loop that this handle belongs to.
    public let loop: Loop
    public private(set) var state: State = .open
    /// Who uses the handle, for hosts that list them. It outlives the open handle.
    public final unowned(unsafe) var owner: AnyObject?

    /// The `uv_*_t`, malloc'd, freed after the close callback.
    let raw: UnsafeMutableRawPointer
    private var closeCompletion: (() -> Void)?

    @inline(__always) final var handle: UnsafeMutablePointer<uv_handle_t> {
        raw.assumingMemoryBound(to: uv_handle_t.self)
    }

    /// Takes over a handle that libuv has initialised; from here until its close callback it owns `self`.
    init(loop: Loop, initialized raw: UnsafeMutableRawPointer) {
        self.loop = loop
        self.raw = raw
        handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
    }

    /// Allocates a `uv_*_t` and initialises it with `initialize`.
    static func make<T>(
        _ type: T.Type, _ initialize: (UnsafeMutablePointer<T>) -> Int32
    ) throws(UVError) -> UnsafeMutableRawPointer {
        let memory = UnsafeMutablePointer<T>.allocate(capacity: 1)
        let result = initialize(memory)
        if result < 0 {
            memory.deallocate()
            throw UVError(code: result)
        }
        return UnsafeMutableRawPointer(memory)
    }

    /// As `make`, for the kinds whose initialisation cannot fail.
    static func makeInfallible<T>(_ type: T.Type, _ initialize: (UnsafeMutablePointer<T>) -> Void) -> UnsafeMutableRawPointer {
        let memory = UnsafeMutablePointer<T>.allocate(capacity: 1)
        initialize(memory)
        return UnsafeMutableRawPointer(memory)
    }

    /// Whether the handle waits for something (`uv_is_active`).
    public final var isActive: Bool { state == .open && uv_is_active(handle) != 0 }
    /// Whether `close` was called (`uv_is_closing`).
    public final var isClosing: Bool { state != .open }

    /// The loop waits for this handle while it is active; the state at the start (`uv_ref`).
    public final func ref() { if state != .closed { uv_ref(handle) } }
    /// The loop no longer waits for this handle (`uv_unref`).
    public final func unref() { if state != .closed { uv_unref(handle) } }
    /// Whether the loop waits for this handle (`uv_has_ref`).
    public final var hasRef: Bool { state != .closed && uv_has_ref(handle) != 0 }

    /// The descriptor below the handle (`uv_fileno`), nil when it has none.
    public final var fileDescriptor: Int32? {
        guard state == .open else { return nil }
        var descriptor: uv_os_fd_t = -1
        return uv_fileno(handle, &descriptor) == 0 ? descriptor : nil
    }

    /// Closes the handle (`uv_close`). Pending writes, connects and the like are cancelled first, with `ECANCELED`.
    /// Calling it again does nothing, and then `completion` is not called.
    /// - Parameter completion: called in the loop's close phase, once the descriptor is gone.
    public final func close(_ completion: (() -> Void)? = nil) {
        guard state == .open else { return }
        beginClose(completion)
        uv_close(handle, Handle.closed)
    }

    final func beginClose(_ completion: (() -> Void)?) {
        state = .closing
        closeCompletion = completion
        willClose()
    }

    /// The `uv_close_cb` of every handle.
    static let closed: @convention(c) (UnsafeMutablePointer<uv_handle_t>?) -> Void = { handle in
        let object = Unmanaged<Handle>.fromOpaque(handle!.pointee.data).takeRetainedValue()
        object.state = .closed
        object.raw.deallocate()
        let completion = object.closeCompletion
        object.closeCompletion = nil
        object.releaseCallbacks()
        completion?()
    }

    /// Called when closing begins, while libuv's structure is still there.
    func willClose() {}
    /// Drops stored closures and delegates, so that cycles through them end.
    func releaseCallbacks() {}

    @inline(__always) final func checkOpen() throws(UVError) {
        if state != .open { throw .EBADF }
    }

    /// The size of the kernel's send buffer; a value other than 0 sets it first (`uv_send_buffer_size`).
    @discardableResult
    public final func sendBufferSize(_ value: Int32 = 0) throws(UVError) -> Int32 {
        try checkOpen()
        var value = value
        try UVError.check(uv_send_buffer_size(handle, &value))
        return value
    }

    /// The size of the kernel's receive buffer; a value other than 0 sets it first (`uv_recv_buffer_size`).
    @discardableResult
    public final func receiveBufferSize(_ value: Int32 = 0) throws(UVError) -> Int32 {
        try checkOpen()
        var value = value
        try UVError.check(uv_recv_buffer_size(handle, &value))
        return value
    }
}

extension UnsafeMutablePointer where Pointee == uv_handle_t {
    /// Runs `body` with the Swift object of a handle, without retaining it: an open handle owns its object.
    @inline(__always) func withOwner<T: Handle>(_ type: T.Type, _ body: (T) -> Void) {
        Unmanaged<Handle>.fromOpaque(pointee.data)._withUnsafeGuaranteedRef { body(unsafeDowncast($0, to: T.self)) }
    }
}

/// The `uv_handle_t` view of any handle pointer that a libuv callback gets.
@inline(__always)
func base<T>(_ pointer: UnsafeMutablePointer<T>?) -> UnsafeMutablePointer<uv_handle_t> {
    UnsafeMutableRawPointer(pointer!).assumingMemoryBound(to: uv_handle_t.self)
}
