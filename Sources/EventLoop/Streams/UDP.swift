internal import CLibuv
internal import CSwjs

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a UDP socket tells its owner.
public protocol UDPDelegate: AnyObject {
    /// A datagram arrived; the bytes are valid only during this call.
    /// - Parameter truncated: the datagram was longer than the buffer.
    func udp(_ socket: UDP, didReceive bytes: UnsafeRawBufferPointer, from address: SocketAddress, truncated: Bool)
    /// Receiving failed; it goes on.
    func udp(_ socket: UDP, didFailReceiving error: UVError)
}

/// A UDP socket (`uv_udp_t`).
/// https://docs.libuv.org/en/v1.x/udp.html
public final class UDP: Handle {
    /// `bind`'s options.
    public struct BindFlags: OptionSet, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let ipv6Only = BindFlags(rawValue: UInt32(UV_UDP_IPV6ONLY.rawValue))
        public static let reuseAddress = BindFlags(rawValue: UInt32(UV_UDP_REUSEADDR.rawValue))
        public static let linuxReceiveErrors = BindFlags(rawValue: UInt32(UV_UDP_LINUX_RECVERR.rawValue))
        /// `SO_REUSEPORT`; libuv's number for it.
        public static let reusePort = BindFlags(rawValue: 64)
    }

    /// Told of datagrams. Held strongly, and let go when the socket has closed.
    public var delegate: (any UDPDelegate)?

    public init(_ loop: Loop = .default) {
        super.init(loop: loop, initialized: Handle.makeInfallible(uv_udp_t.self) { uv_udp_init(loop.raw, $0) })
    }

    private var udp: UnsafeMutablePointer<uv_udp_t> { raw.assumingMemoryBound(to: uv_udp_t.self) }

    /// Uses a socket that exists (`uv_udp_open`); from here on the handle owns the descriptor. When it throws, it does not.
    public func open(_ fileDescriptor: Int32) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_udp_open(udp, fileDescriptor))
    }

    /// Binds to a local address (`uv_udp_bind`).
    public func bind(_ address: SocketAddress, flags: BindFlags = []) throws(UVError) {
        try checkOpen()
        if flags.contains(.reusePort) {
            if fileDescriptor == nil {
                let family = address.family == .ipv6 ? AF_INET6 : AF_INET
                let socket = try UVError.check(swjs_socket(family, Descriptors.datagramType))
                let result = uv_udp_open(udp, socket)
                if result < 0 {
                    Descriptors.close(socket)
                    throw UVError(code: result)
                }
            }
            try UVError.check(swjs_set_reuse_port(fileDescriptor!))
        }
        let options = flags.subtracting(.reusePort).rawValue
        try UVError.check(address.withSockaddr { uv_udp_bind(udp, $0, options) })
    }

    /// Fixes the peer; nil dissolves the association (`uv_udp_connect`).
    public func connect(to address: SocketAddress?) throws(UVError) {
        try checkOpen()
        if let address {
            try UVError.check(address.withSockaddr { uv_udp_connect(udp, $0) })
        } else {
            try UVError.check(uv_udp_connect(udp, nil))
        }
    }

    /// Starts receiving (`uv_udp_recv_start`); binds to an ephemeral port when the socket is not bound.
    public func receiveStart() throws(UVError) {
        try checkOpen()
        let result = uv_udp_recv_start(
            udp,
            { handle, _, buffer in
                Unmanaged<Handle>.fromOpaque(handle!.pointee.data)._withUnsafeGuaranteedRef {
                    buffer!.pointee.base = $0.loop.readBuffer.assumingMemoryBound(to: CChar.self)
                    buffer!.pointee.len = Loop.readBufferSize
                }
            },
            { handle, count, buffer, address, flags in
                // Nothing was read and nobody sent: libuv only gives the buffer back.
                if count == 0 && address == nil { return }
                base(handle).withOwner(UDP.self) { socket in
                    if count < 0 {
                        socket.delegate?.udp(socket, didFailReceiving: UVError(code: Int32(count)))
                    } else if let sender = SocketAddress(address) {
                        socket.delegate?.udp(
                            socket, didReceive: UnsafeRawBufferPointer(start: buffer!.pointee.base, count: count),
                            from: sender, truncated: flags & UInt32(UV_UDP_PARTIAL.rawValue) != 0)
                    }
                }
            })
        if result < 0 && result != UV_EALREADY.rawValue { throw UVError(code: result) }
    }

    /// Stops receiving (`uv_udp_recv_stop`).
    public func receiveStop() { if state == .open { uv_udp_recv_stop(udp) } }

    /// Sends a datagram now, or not at all (`uv_udp_try_send`).
    /// - Parameter address: nil for a connected socket.
    /// - Returns: the number of bytes, or a negative libuv code (`EAGAIN`: it would have to wait).
    public func trySend(_ bytes: UnsafeRawBufferPointer, to address: SocketAddress?) -> Int {
        guard state == .open else { return Int(UV_EBADF.rawValue) }
        var buffer = uv_buf_t(bytes)
        guard let address else { return Int(uv_udp_try_send(udp, &buffer, 1, nil)) }
        return Int(address.withSockaddr { uv_udp_try_send(udp, &buffer, 1, $0) })
    }

    /// Sends a datagram made of `buffers` (`uv_udp_send`).
    /// - Parameters:
    ///   - owner: keeps the bytes alive until it is done; without one they are copied.
    ///   - address: nil for a connected socket.
    ///   - completion: called once, on the loop.
    public func send(
        _ buffers: [UnsafeRawBufferPointer], owner: AnyObject? = nil, to address: SocketAddress?,
        _ completion: @escaping (UVError?) -> Void
    ) throws(UVError) {
        try checkOpen()
        var buffers = buffers
        var held = owner
        if owner == nil {
            let copy = CopiedBytes(buffers)
            held = copy
            buffers = [copy.bytes]
        }
        let request = Request(uv_udp_send_t.self) { error in
            withExtendedLifetime(held) { completion(error) }
        }
        let result = buffers.withUnsafeBufferPointer { buffers in
            withBuffers(buffers) { list in
                let callback: @convention(c) (UnsafeMutablePointer<uv_udp_send_t>?, Int32) -> Void = {
                    Request.complete($0, $1)
                }
                guard let address else {
                    return uv_udp_send(request.pointer, udp, list.baseAddress, UInt32(list.count), nil, callback)
                }
                return address.withSockaddr {
                    uv_udp_send(request.pointer, udp, list.baseAddress, UInt32(list.count), $0, callback)
                }
            }
        }
        if result < 0 { request.abandon(); throw UVError(code: result) }
    }

    /// The local address (`uv_udp_getsockname`).
    public func localAddress() throws(UVError) -> SocketAddress {
        try checkOpen()
        return try SocketAddress { uv_udp_getsockname(udp, $0, $1) }
    }

    /// The address it is connected to (`uv_udp_getpeername`).
    public func peerAddress() throws(UVError) -> SocketAddress {
        try checkOpen()
        return try SocketAddress { uv_udp_getpeername(udp, $0, $1) }
    }

    /// Joins or leaves a multicast group (`uv_udp_set_membership`).
    /// - Parameter interface: the local interface's address; nil lets the kernel choose.
    public func setMembership(_ group: String, interface: String?, join: Bool) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_udp_set_membership(udp, group, interface, join ? UV_JOIN_GROUP : UV_LEAVE_GROUP))
    }

    /// As `setMembership`, for datagrams of one sender (`uv_udp_set_source_membership`).
    public func setSourceMembership(_ group: String, source: String, interface: String?, join: Bool) throws(UVError) {
        try checkOpen()
        try UVError.check(
            uv_udp_set_source_membership(udp, group, interface, source, join ? UV_JOIN_GROUP : UV_LEAVE_GROUP))
    }

    public func setMulticastLoopback(_ on: Bool) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_udp_set_multicast_loop(udp, on ? 1 : 0))
    }

    public func setMulticastTTL(_ ttl: Int32) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_udp_set_multicast_ttl(udp, ttl))
    }

    public func setMulticastInterface(_ interface: String) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_udp_set_multicast_interface(udp, interface))
    }

    public func setBroadcast(_ on: Bool) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_udp_set_broadcast(udp, on ? 1 : 0))
    }

    public func setTTL(_ ttl: Int32) throws(UVError) {
        try checkOpen()
        try UVError.check(uv_udp_set_ttl(udp, ttl))
    }

    /// Bytes and datagrams that wait to be sent.
    public var sendQueueSize: Int { state == .closed ? 0 : uv_udp_get_send_queue_size(udp) }
    public var sendQueueCount: Int { state == .closed ? 0 : uv_udp_get_send_queue_count(udp) }

    override func releaseCallbacks() { delegate = nil }
}

/// Bytes gathered into one block that lives as long as this object.
final class CopiedBytes {
    let bytes: UnsafeRawBufferPointer

    init(_ buffers: [UnsafeRawBufferPointer]) {
        let count = buffers.reduce(0) { $0 + $1.count }
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 1)
        var offset = 0
        for buffer in buffers {
            UnsafeMutableRawBufferPointer(rebasing: block[offset...]).copyMemory(from: buffer)
            offset += buffer.count
        }
        bytes = UnsafeRawBufferPointer(start: block.baseAddress, count: count)
    }

    deinit { bytes.baseAddress!.deallocate() }
}
