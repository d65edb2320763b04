internal import CLibuv

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An IPv4 or IPv6 address with its port, as the kernel stores it; 28 bytes, no allocation.
public struct SocketAddress: Equatable, Sendable, CustomStringConvertible {
    public enum Family: Sendable { case ipv4, ipv6 }

    // An IPv4 address lies in the first 16 bytes.
    private var storage: sockaddr_in6

    /// Parses a numeric address (`uv_ip4_addr`, `uv_ip6_addr`); an IPv6 one may carry a `%scope`.
    /// - Throws: `EINVAL` when `ip` is no numeric address.
    public init(ip: String, port: UInt16) throws(UVError) {
        if let address = SocketAddress(ipv4: ip, port: port) ?? SocketAddress(ipv6: ip, port: port) {
            self = address
        } else {
            throw .EINVAL
        }
    }

    /// Parses an IPv4 address, nil when it is none.
    public init?(ipv4 ip: String, port: UInt16) {
        storage = sockaddr_in6()
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { uv_ip4_addr(ip, Int32(port), $0) }
        }
        if result != 0 { return nil }
    }

    /// Parses an IPv6 address, nil when it is none.
    public init?(ipv6 ip: String, port: UInt16) {
        storage = sockaddr_in6()
        if uv_ip6_addr(ip, Int32(port), &storage) != 0 { return nil }
    }

    /// Copies a kernel address; nil when its family is neither IPv4 nor IPv6.
    init?(_ address: UnsafePointer<sockaddr>?) {
        guard let address else { return nil }
        storage = sockaddr_in6()
        let count: Int
        switch Int32(address.pointee.sa_family) {
        case AF_INET: count = MemoryLayout<sockaddr_in>.size
        case AF_INET6: count = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        withUnsafeMutableBytes(of: &storage) { $0.baseAddress!.copyMemory(from: address, byteCount: count) }
    }

    /// Fills itself through a `getsockname`-like function.
    init(_ read: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<Int32>) -> Int32) throws(UVError) {
        var address = sockaddr_storage()
        var length = Int32(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { read($0, &length) }
        }
        try UVError.check(result)
        let copy = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { SocketAddress($0) }
        }
        guard let copy else { throw .EINVAL }
        self = copy
    }

    public var family: Family { Int32(storage.sin6_family) == AF_INET6 ? .ipv6 : .ipv4 }

    /// Node's name of the family: `IPv4` or `IPv6`.
    public var familyName: String { family == .ipv6 ? "IPv6" : "IPv4" }

    /// The port; both kinds of address keep it at the same place.
    public var port: UInt16 {
        get { UInt16(bigEndian: storage.sin6_port) }
        set { storage.sin6_port = newValue.bigEndian }
    }

    /// The number of the interface of a link-local IPv6 address, else 0.
    public var scope: UInt32 { family == .ipv6 ? storage.sin6_scope_id : 0 }
    public var flowInfo: UInt32 { family == .ipv6 ? UInt32(bigEndian: storage.sin6_flowinfo) : 0 }

    /// The numeric address (`uv_ip_name`), without a scope.
    public var ip: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            withSockaddr { _ = uv_ip_name($0, buffer.baseAddress, buffer.count) }
            return String(cString: buffer.baseAddress!)
        }
    }

    /// `127.0.0.1:80` or `[::1]:80`.
    public var description: String { family == .ipv6 ? "[\(ip)]:\(port)" : "\(ip):\(port)" }

    /// Lends the address as the kernel takes it.
    func withSockaddr<R>(_ body: (UnsafePointer<sockaddr>) -> R) -> R {
        withUnsafePointer(to: storage) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body) }
    }

    /// The number of bytes that are valid behind `withSockaddr`'s pointer.
    public var sockaddrLength: Int {
        family == .ipv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    }

    public static func == (a: SocketAddress, b: SocketAddress) -> Bool {
        guard a.storage.sin6_family == b.storage.sin6_family, a.port == b.port else { return false }
        return a.ip == b.ip && a.scope == b.scope
    }
}
