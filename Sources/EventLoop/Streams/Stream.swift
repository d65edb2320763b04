internal import CLibuv

/// What a stream tells its owner while it reads.
public protocol StreamDelegate: AnyObject {
    /// Bytes arrived. They are valid only during this call: the buffer is the loop's, the next read overwrites it.
    func stream(_ stream: Stream, didRead bytes: UnsafeRawBufferPointer)
    /// The peer sent its last byte; reading has stopped.
    func streamDidReachEnd(_ stream: Stream)
    /// Reading failed (`ECONNRESET`, ...) and has stopped.
    func stream(_ stream: Stream, didFailReading error: UVError)
}

/// A duplex channel of bytes (`uv_stream_t`): TCP sockets, pipes and unix sockets, terminals.
/// https://docs.libuv.org/en/v1.x/stream.html
public class Stream: Handle {
    /// Told of what is read. Held strongly, and let go when the stream has closed: an open stream keeps its owner alive.
    public final var delegate: (any StreamDelegate)?
    /// Bytes read so far.
    public private(set) final var bytesRead = 0
    /// Bytes handed to `write` and `tryWrite` so far.
    public internal(set) final var bytesWritten = 0

    private var onConnection: ((UVError?) -> Void)?
    /// Another process may hold this connection as well: closing shuts it down first, so that the peer sees the end.
    public final var shutsDownOnClose = false
    /// Called once, when the stream begins to close.
    public final var onClose: (() -> Void)?
    /// Whether `listen` was called.
    public final var isListening: Bool { onConnection != nil }

    @inline(__always) final var stream: UnsafeMutablePointer<uv_stream_t> {
        raw.assumingMemoryBound(to: uv_stream_t.self)
    }

    // MARK: Reading

    /// Starts reading (`uv_read_start`); starting twice is harmless.
    public final func readStart() throws(UVError) {
        try checkOpen()
        let result = uv_read_start(
            stream,
            { handle, _, buffer in
                Unmanaged<Handle>.fromOpaque(handle!.pointee.data)._withUnsafeGuaranteedRef {
                    buffer!.pointee.base = $0.loop.readBuffer.assumingMemoryBound(to: CChar.self)
                    buffer!.pointee.len = Loop.readBufferSize
                }
            },
            { handle, count, buffer in
                base(handle).withOwner(Stream.self) { $0.didRead(count, buffer!.pointee.base) }
            })
        // libuv says EALREADY when the stream reads already; callers do not care.
        if result < 0 && result != UV_EALREADY.rawValue { throw UVError(code: result) }
    }

    /// Stops reading (`uv_read_stop`). Always succeeds.
    public final func readStop() { if state == .open { uv_read_stop(stream) } }

    private final func didRead(_ count: Int, _ bytes: UnsafeMutablePointer<CChar>?) {
        if count > 0 {
            bytesRead &+= count
            delegate?.stream(self, didRead: UnsafeRawBufferPointer(start: bytes, count: count))
        } else if count < 0 {
            uv_read_stop(stream)
            if Int32(count) == UV_EOF.rawValue {
                delegate?.streamDidReachEnd(self)
            } else {
                delegate?.stream(self, didFailReading: UVError(code: Int32(count)))
            }
        }
    }

    /// Whether the stream can be read (`uv_is_readable`).
    public final var isReadable: Bool { state == .open && uv_is_readable(stream) != 0 }
    /// Whether the stream can be written (`uv_is_writable`).
    public final var isWritable: Bool { state == .open && uv_is_writable(stream) != 0 }

    // MARK: Listening

    /// Starts listening (`uv_listen`). For each connection `onConnection(nil)` is called, in which `accept` must be.
    /// - Parameters:
    ///   - backlog: the length of the kernel's queue; Node's default is 511.
    ///   - onConnection: gets an error when `accept(2)` failed (`EMFILE`, ...).
    public final func listen(backlog: Int32 = 511, _ onConnection: @escaping (UVError?) -> Void) throws(UVError) {
        try checkOpen()
        try UVError.check(
            uv_listen(stream, backlog) { handle, status in
                base(handle).withOwner(Stream.self) { $0.onConnection?(status < 0 ? UVError(code: status) : nil) }
            })
        self.onConnection = onConnection
        didListen()
    }

    func didListen() {}

    /// Moves the connection that waits in this listening stream to `client` (`uv_accept`).
    final func acceptInto(_ client: Stream) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_accept(stream, client.stream))
    }

    // MARK: Ending

    /// Sends FIN once all pending writes are done (`uv_shutdown`).
    /// - Throws: `ENOTCONN` when the stream is not connected.
    public final func shutdown(_ completion: @escaping (UVError?) -> Void) throws(UVError) {
        try checkOpen()
        let request = Request(uv_shutdown_t.self, completion)
        let result = uv_shutdown(request.pointer, stream) { Request.complete($0, $1) }
        if result < 0 { request.abandon(); throw UVError(code: result) }
    }

    /// Makes writes block, or not (`uv_stream_set_blocking`): standard output that is a pipe.
    public final func setBlocking(_ on: Bool) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_stream_set_blocking(stream, on ? 1 : 0))
    }

    /// Bytes that wait to be written (`uv_stream_get_write_queue_size`).
    public final var writeQueueSize: Int { state == .closed ? 0 : stream.pointee.write_queue_size }

    override func willClose() {
        if shutsDownOnClose {
            var descriptor: uv_os_fd_t = -1
            if uv_fileno(handle, &descriptor) == 0 { Descriptors.shutDown(descriptor) }
        }
        let notify = onClose
        onClose = nil
        notify?()
    }

    override func releaseCallbacks() {
        delegate = nil
        onConnection = nil
    }
}

/// A libuv request whose completion is a closure that may get an error. The memory is freed when it completes.
struct Request<T> {
    let pointer: UnsafeMutablePointer<T>

    init(_ type: T.Type, _ completion: @escaping (UVError?) -> Void) {
        pointer = .allocate(capacity: 1)
        let box = CompletionBox(completion)
        // `data` is the first field of every request.
        UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: uv_req_t.self).pointee.data =
            Unmanaged.passRetained(box).toOpaque()
    }

    /// Frees a request that libuv refused.
    func abandon() {
        let data = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: uv_req_t.self).pointee.data!
        Unmanaged<CompletionBox>.fromOpaque(data).release()
        pointer.deallocate()
    }

    static func complete(_ pointer: UnsafeMutablePointer<T>?, _ status: Int32) {
        let data = UnsafeMutableRawPointer(pointer!).assumingMemoryBound(to: uv_req_t.self).pointee.data!
        let box = Unmanaged<CompletionBox>.fromOpaque(data).takeRetainedValue()
        pointer!.deallocate()
        box.body(status < 0 ? UVError(code: status) : nil)
    }
}

final class CompletionBox {
    let body: (UVError?) -> Void
    init(_ body: @escaping (UVError?) -> Void) { self.body = body }
}
