internal import CSwjs

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Sockets without a handle: for a process that binds, and lets others serve.
extension Descriptors {
    private static func make(
        _ family: Int32, _ type: Int32, _ setUp: (Int32) throws(UVError) -> Void
    ) throws(UVError) -> Int32 {
        let socket = try UVError.check(swjs_socket(family, type))
        do { try setUp(socket) } catch {
            close(socket)
            throw error
        }
        return socket
    }

    private static func enable(_ socket: Int32, _ level: Int32, _ option: Int32) throws(UVError) {
        var on: Int32 = 1
        if setsockopt(socket, level, option, &on, socklen_t(MemoryLayout<Int32>.size)) < 0 { throw UVError(errno: errno) }
    }

    private static func bind(_ socket: Int32, _ address: SocketAddress) throws(UVError) {
        let result = address.withSockaddr { name in
            #if canImport(Glibc)
                Glibc.bind(socket, name, socklen_t(address.sockaddrLength))
            #else
                Darwin.bind(socket, name, socklen_t(address.sockaddrLength))
            #endif
        }
        if result < 0 { throw UVError(errno: errno) }
    }

    /// A TCP socket that is bound, not listening; with `SO_REUSEADDR`, as libuv binds.
    /// - Throws: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, `EAFNOSUPPORT` (no IPv6 here), ...
    public static func boundTCP(
        _ address: SocketAddress, ipv6Only: Bool = false, reusePort: Bool = false
    ) throws(UVError) -> Int32 {
        let isIPv6 = address.family == .ipv6
        return try make(isIPv6 ? AF_INET6 : AF_INET, streamType) { socket throws(UVError) in
            try enable(socket, SOL_SOCKET, SO_REUSEADDR)
            if reusePort { try UVError.check(swjs_set_reuse_port(socket)) }
            if isIPv6, ipv6Only { try enable(socket, Int32(IPPROTO_IPV6.rawValueCompatible), IPV6_V6ONLY) }
            try bind(socket, address)
        }
    }

    /// A UDP socket that is bound.
    public static func boundUDP(_ address: SocketAddress, flags: UDP.BindFlags = []) throws(UVError) -> Int32 {
        let isIPv6 = address.family == .ipv6
        return try make(isIPv6 ? AF_INET6 : AF_INET, datagramType) { socket throws(UVError) in
            if flags.contains(.reuseAddress) { try enable(socket, SOL_SOCKET, SO_REUSEADDR) }
            if flags.contains(.reusePort) { try UVError.check(swjs_set_reuse_port(socket)) }
            if isIPv6, flags.contains(.ipv6Only) {
                try enable(socket, Int32(IPPROTO_IPV6.rawValueCompatible), IPV6_V6ONLY)
            }
            try bind(socket, address)
        }
    }

    /// A unix socket that is bound to a path; whoever closes it unlinks the path.
    /// - Parameters:
    ///   - readableByAll: every user may read (and so on) the socket's file.
    /// - Throws: `ENAMETOOLONG` for more than 107 bytes, `EADDRINUSE` when the path exists, ...
    public static func boundUnix(
        _ path: String, readableByAll: Bool = false, writableByAll: Bool = false
    ) throws(UVError) -> Int32 {
        var address = sockaddr_un()
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        if path.utf8.count >= capacity { throw UVError(errno: ENAMETOOLONG) }
        if path.isEmpty || path.utf8.contains(0) { throw .EINVAL }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return try make(AF_UNIX, streamType) { socket throws(UVError) in
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                    #if canImport(Glibc)
                        Glibc.bind(socket, name, socklen_t(MemoryLayout<sockaddr_un>.size))
                    #else
                        Darwin.bind(socket, name, socklen_t(MemoryLayout<sockaddr_un>.size))
                    #endif
                }
            }
            // libuv and Node say EACCES for a folder that is not there.
            if result < 0 { throw errno == ENOENT ? .EACCES : UVError(errno: errno) }
            if readableByAll || writableByAll {
                var facts = stat()
                let read: mode_t = readableByAll ? 0o444 : 0
                let write: mode_t = writableByAll ? 0o222 : 0
                if stat(path, &facts) < 0 || chmod(path, facts.st_mode & 0o7777 | read | write) < 0 {
                    let error = UVError(errno: errno)
                    unlink(path)
                    throw error
                }
            }
        }
    }

    /// Makes a bound socket listen; again, with another backlog, does no harm.
    public static func listen(_ socket: Int32, backlog: Int32) throws(UVError) {
        #if canImport(Glibc)
            let result = Glibc.listen(socket, backlog)
        #else
            let result = Darwin.listen(socket, backlog)
        #endif
        if result < 0 { throw UVError(errno: errno) }
    }

    /// The address that an IP socket is bound to; nil for others.
    public static func localAddress(of socket: Int32) -> SocketAddress? {
        try? SocketAddress { name, length in
            var size = socklen_t(length.pointee)
            if getsockname(socket, name, &size) < 0 { return -errno }
            length.pointee = Int32(size)
            return 0
        }
    }

    /// The address that a connected IP socket is connected to; nil for others.
    public static func peerAddress(of socket: Int32) -> SocketAddress? {
        try? SocketAddress { name, length in
            var size = socklen_t(length.pointee)
            if getpeername(socket, name, &size) < 0 { return -errno }
            length.pointee = Int32(size)
            return 0
        }
    }

    /// Removes a path; for unix sockets that are closed.
    public static func unlink(_ path: String) {
        #if canImport(Glibc)
            _ = Glibc.unlink(path)
        #else
            _ = Darwin.unlink(path)
        #endif
    }

    /// A descriptor of `/dev/null`, to be closed when the process has none left and needs one.
    public static func reserve() -> Int32? {
        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        return descriptor >= 0 ? descriptor : nil
    }
}

// Glibc imports IPPROTO_IPV6 as an Int in some versions and as an enumeration in others.
extension Int {
    fileprivate var rawValueCompatible: Int { self }
}
extension Int32 {
    fileprivate var rawValueCompatible: Int32 { self }
}
