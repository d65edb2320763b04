internal import CLibuv
internal import CSwjs

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A TCP socket, listening or connected (`uv_tcp_t`).
/// https://docs.libuv.org/en/v1.x/tcp.html
public final class TCP: Stream {
    /// `bind`'s options.
    public struct BindFlags: OptionSet, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// An IPv6 socket takes no IPv4 connections (`UV_TCP_IPV6ONLY`).
        public static let ipv6Only = BindFlags(rawValue: UInt32(UV_TCP_IPV6ONLY.rawValue))
        /// Several sockets may bind the same address, the kernel balances (`SO_REUSEPORT`; libuv's number for it).
        public static let reusePort = BindFlags(rawValue: 2)
    }

    public init(_ loop: Loop = .default) {
        super.init(loop: loop, initialized: Handle.makeInfallible(uv_tcp_t.self) { uv_tcp_init(loop.raw, $0) })
    }

    private var tcp: UnsafeMutablePointer<uv_tcp_t> { raw.assumingMemoryBound(to: uv_tcp_t.self) }

    /// Uses a socket that exists (`uv_tcp_open`); from here on the handle owns the descriptor. When it throws, it does not.
    public func open(_ fileDescriptor: Int32) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_tcp_open(tcp, fileDescriptor))
    }

    /// Binds to a local address (`uv_tcp_bind`). `EADDRINUSE` may be told as late as at `listen`.
    public func bind(_ address: SocketAddress, flags: BindFlags = []) throws(UVError) {
        try checkOpen()
        if flags.contains(.reusePort) {
            if fileDescriptor == nil {
                let family = address.family == .ipv6 ? AF_INET6 : AF_INET
                let socket = try UVError.check(swjs_socket(family, Descriptors.streamType))
                let result = uv_tcp_open(tcp, socket)
                if result < 0 {
                    Descriptors.close(socket)
                    throw UVError(code: result)
                }
            }
            try UVError.check(swjs_set_reuse_port(fileDescriptor!))
        }
        let options = flags.subtracting(.reusePort).rawValue
        try UVError.check(address.withSockaddr { uv_tcp_bind(tcp, $0, options) })
    }

    /// libuv pauses after each `accept` unless told otherwise; processes that share a socket gain nothing by it.
    override func didListen() { uv_tcp_simultaneous_accepts(tcp, 1) }

    /// Takes the connection that the callback of `listen` announced.
    /// - Throws: `EAGAIN` when there is none.
    public func accept() throws(UVError) -> TCP {
        let client = TCP(loop)
        do {
            try acceptInto(client)
        } catch {
            client.close()
            throw error
        }
        return client
    }

    /// Connects (`uv_tcp_connect`).
    /// - Parameter completion: called once, with the error when it failed.
    public func connect(to address: SocketAddress, _ completion: @escaping (UVError?) -> Void) throws(UVError) {
        try checkOpen()
        let request = Request(uv_connect_t.self, completion)
        let result = address.withSockaddr { uv_tcp_connect(request.pointer, tcp, $0) { Request.complete($0, $1) } }
        if result < 0 { request.abandon(); throw UVError(code: result) }
    }

    /// The local address (`uv_tcp_getsockname`).
    public func localAddress() throws(UVError) -> SocketAddress {
        try checkOpen()
        return try SocketAddress { uv_tcp_getsockname(tcp, $0, $1) }
    }

    /// The peer's address (`uv_tcp_getpeername`).
    public func peerAddress() throws(UVError) -> SocketAddress {
        try checkOpen()
        return try SocketAddress { uv_tcp_getpeername(tcp, $0, $1) }
    }

    /// Turns Nagle's algorithm off (`uv_tcp_nodelay`).
    public func setNoDelay(_ on: Bool) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_tcp_nodelay(tcp, on ? 1 : 0))
    }

    /// Turns keep-alive probes on or off (`uv_tcp_keepalive`).
    /// - Parameter delay: seconds before the first probe.
    public func setKeepAlive(_ on: Bool, delay: UInt32) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_tcp_keepalive(tcp, on ? 1 : 0, delay))
    }

    /// Whether the kernel may hand over several connections at once (`uv_tcp_simultaneous_accepts`).
    public func setSimultaneousAccepts(_ on: Bool) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_tcp_simultaneous_accepts(tcp, on ? 1 : 0))
    }

    /// Closes with RST instead of FIN (`uv_tcp_close_reset`).
    /// - Throws: `EINVAL` when a shutdown is pending; the handle is then still open.
    public func closeReset(_ completion: (() -> Void)? = nil) throws(UVError) {
        try checkOpen()
        if let descriptor = fileDescriptor { swjs_set_linger_zero(descriptor) }
        close(completion)
    }
}
