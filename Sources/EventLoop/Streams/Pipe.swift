internal import CLibuv

/// A pipe or a unix domain socket, listening or connected (`uv_pipe_t`).
/// https://docs.libuv.org/en/v1.x/pipe.html
public final class Pipe: Stream {
    public init(_ loop: Loop = .default) {
        super.init(loop: loop, initialized: Handle.makeInfallible(uv_pipe_t.self) { uv_pipe_init(loop.raw, $0, 0) })
    }

    private var pipe: UnsafeMutablePointer<uv_pipe_t> { raw.assumingMemoryBound(to: uv_pipe_t.self) }

    /// Uses a descriptor that exists (`uv_pipe_open`); from here on the handle owns it. When it throws, it does not.
    public func open(_ fileDescriptor: Int32) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_pipe_open(pipe, fileDescriptor))
    }

    /// Binds to a path (`uv_pipe_bind`); closing unlinks it.
    /// - Throws: `ENAMETOOLONG` for paths that do not fit a socket address, `EADDRINUSE` when the path exists.
    public func bind(_ path: String) throws(UVError) {
        try checkOpen()
        // libuv cuts long paths off silently, and would then serve another path than the one asked for.
        if path.utf8.count > 107 { throw UVError(code: UV_ENAMETOOLONG.rawValue) }
        try UVError.check(uv_pipe_bind(pipe, path))
    }

    /// Connects to the socket at a path (`uv_pipe_connect`).
    public func connect(to path: String, _ completion: @escaping (UVError?) -> Void) throws(UVError) {
        try checkOpen()
        if path.utf8.count > 107 { throw UVError(code: UV_ENAMETOOLONG.rawValue) }
        let request = Request(uv_connect_t.self, completion)
        uv_pipe_connect(request.pointer, pipe, path) { Request.complete($0, $1) }
    }

    /// Takes the connection that the callback of `listen` announced.
    public func accept() throws(UVError) -> Pipe {
        let client = Pipe(loop)
        do {
            try acceptInto(client)
        } catch {
            client.close()
            throw error
        }
        return client
    }

    /// Lets every user read or write the bound socket's file (`uv_pipe_chmod`).
    public func setAccess(readable: Bool, writable: Bool) throws(UVError) {
        try checkOpen()
        let mode = (readable ? Int32(UV_READABLE.rawValue) : 0) | (writable ? Int32(UV_WRITABLE.rawValue) : 0)
        try UVError.check(uv_pipe_chmod(pipe, mode))
    }

    /// The path that this socket is bound to (`uv_pipe_getsockname`), empty when it is not.
    public func localPath() throws(UVError) -> String {
        try checkOpen()
        return try readString { uv_pipe_getsockname(pipe, $0, $1) }
    }

    /// The path that the peer is bound to (`uv_pipe_getpeername`), empty when it is not.
    public func peerPath() throws(UVError) -> String {
        try checkOpen()
        return try readString { uv_pipe_getpeername(pipe, $0, $1) }
    }
}

/// Calls a function that fills a buffer and tells the length, growing the buffer once when it is too small.
func readString(
    _ read: (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<Int>) -> Int32
) throws(UVError) -> String {
    var capacity = 512
    while true {
        var size = capacity
        var text = ""
        let result = withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity + 1) { buffer in
            let result = read(buffer.baseAddress, &size)
            if result >= 0 {
                text = String(decoding: UnsafeRawBufferPointer(start: buffer.baseAddress, count: size), as: UTF8.self)
            }
            return result
        }
        if result == UV_ENOBUFS.rawValue, capacity < 1 << 20 {
            capacity = max(size + 1, capacity * 2)
            continue
        }
        try UVError.check(result)
        return text
    }
}
