import CTestProcess

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the system tells about processes and their sockets (Linux's /proc; see proc(5)).
enum ProcessTable {
    struct Facts {
        let pid: Int32
        let parent: Int32
        /// R, S, D, T (stopped), Z
        let state: String
        /// Clock ticks after the start of the system.
        let started: UInt64
        /// Resident memory in bytes.
        let memory: Int
    }

    static func facts(_ pid: Int32) -> Facts? {
        guard let text = Files.readText("/proc/\(pid)/stat"), let close = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: close)...].split(separator: " ")
        guard fields.count > 21 else { return nil }
        return Facts(
            pid: pid, parent: Int32(fields[1]) ?? 0, state: String(fields[0]), started: UInt64(fields[19]) ?? 0,
            memory: (Int(fields[21]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))))
    }

    static func isAlive(_ pid: Int32) -> Bool { facts(pid).map { $0.state != "Z" && $0.state != "X" } ?? false }

    static func children(_ pid: Int32) -> [Int32] {
        var found = [pid_t](repeating: 0, count: 1024)
        let count = Int(test_children(pid, &found, Int32(found.count)))
        return Array(found.prefix(min(count, found.count)))
    }

    /// A process and all that descend from it.
    static func tree(_ root: Int32) -> [Int32] {
        var parents: [Int32: [Int32]] = [:]
        for name in Files.list("/proc") {
            guard let pid = Int32(name), let facts = facts(pid), facts.state != "Z" else { continue }
            parents[facts.parent, default: []].append(pid)
        }
        var result = [root]
        var i = 0
        while i < result.count {
            result += parents[result[i]] ?? []
            i += 1
        }
        return result
    }

    static func commandLine(_ pid: Int32) -> String {
        let words = (Files.readText("/proc/\(pid)/cmdline") ?? "").split(separator: "\0").map(String.init)
        return words.isEmpty ? (Files.readText("/proc/\(pid)/comm") ?? "?").trimmed : words.joined(separator: " ").cut(120)
    }

    static func descriptorCount(_ pid: Int32) -> Int? {
        let names = Files.list("/proc/\(pid)/fd")
        return names.isEmpty ? nil : names.count
    }

    /// The inodes of a process's sockets.
    static func socketInodes(_ pid: Int32) -> Set<UInt64> {
        var found: Set<UInt64> = []
        var buffer = [CChar](repeating: 0, count: 64)
        for name in Files.list("/proc/\(pid)/fd") {
            let count = readlink("/proc/\(pid)/fd/\(name)", &buffer, buffer.count)
            guard count > 9 else { continue }
            let text = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix("socket:["), let inode = UInt64(text.dropFirst(8).dropLast()) { found.insert(inode) }
        }
        return found
    }

    /// The inodes of sockets that listen, by port, or of connections with a local port.
    private static func sockets(listening: Bool, port: Int = 0) -> [(port: Int, inode: UInt64)] {
        var found = [test_socket](repeating: test_socket(), count: 16384)
        let count = Int(test_tcp_sockets(listening ? 1 : 0, Int32(port), &found, Int32(found.count)))
        if count >= 0 { return found.prefix(count).map { (Int($0.local_port), $0.inode) } }
        // A kernel without sock_diag has the table as text.
        var read: [(port: Int, inode: UInt64)] = []
        for file in ["/proc/net/tcp", "/proc/net/tcp6"] {
            for line in (Files.readText(file) ?? "").split(separator: "\n").dropFirst() {
                let fields = line.split(separator: " ", omittingEmptySubsequences: true)
                guard fields.count > 9, fields[3] == (listening ? "0A" : "01") else { continue }
                let local = Int(fields[1].split(separator: ":").last ?? "", radix: 16) ?? 0
                if port == 0 || local == port { read.append((local, UInt64(fields[9]) ?? 0)) }
            }
        }
        return read
    }

    /// The inodes of the connections to a port.
    static func connections(to port: Int) -> Set<UInt64> { Set(sockets(listening: false, port: port).map(\.inode)) }

    /// The ports on which one of the processes listens.
    static func listeningPorts(_ pids: [Int32]) -> [Int] {
        let inodes = pids.reduce(into: Set<UInt64>()) { $0.formUnion(socketInodes($1)) }
        if inodes.isEmpty { return [] }
        return sockets(listening: true).filter { inodes.contains($0.inode) }.map(\.port)
    }
}

/// Ports for apps: outside of the range from which the system takes the ports of outgoing connections, tried out, and reserved
/// among all runners of the machine by a socket name for as long as this process lives.
enum Ports {
    nonisolated(unsafe) private static var locks: [Int32] = []
    nonisolated(unsafe) private static var next = 20000 + Int(getpid()) * 37 % 12000

    static func reserve() -> Int? {
        for _ in 0..<2000 {
            next = next >= 31_999 ? 20_000 : next + 1
            if let lock = lock(next) {
                if isFree(next) {
                    locks.append(lock)
                    return next
                }
                close(lock)
            }
        }
        return nil
    }

    private static func lock(_ port: Int) -> Int32? {
        let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard fd >= 0 else { return nil }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array("\0swjs-test-port-\(port)".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(fd, $0, length) }
        }
        if result == 0 { return fd }
        close(fd)
        return nil
    }

    /// Whether TCP and UDP can be bound to it, on all addresses.
    private static func isFree(_ port: Int) -> Bool {
        for type in [SOCK_STREAM, SOCK_DGRAM] {
            let fd = socket(AF_INET, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            guard fd >= 0 else { return false }
            defer { close(fd) }
            var address = SocketAddressV4.any(port)
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
            if result != 0 { return false }
        }
        return true
    }
}

enum SocketAddressV4 {
    static func any(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        return address
    }

    /// The address of a host's name or number; nil when it has none.
    static func resolve(_ host: String, _ port: Int) -> sockaddr_in? {
        var address = any(port)
        if inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr) == 1 { return address }
        var hints = addrinfo()
        hints.ai_family = AF_INET
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0, let first = list else { return nil }
        defer { freeaddrinfo(list) }
        first.pointee.ai_addr.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address.sin_addr = $0.pointee.sin_addr }
        return address
    }

    /// A socket that connects without waiting; nil with errno when it cannot.
    static func connect(_ address: sockaddr_in, datagrams: Bool = false) -> Int32? {
        let type = datagrams ? SOCK_DGRAM : SOCK_STREAM
        let fd = socket(AF_INET, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard fd >= 0 else { return nil }
        if !datagrams {
            var one: Int32 = 1
            setsockopt(fd, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = address
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc_connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result == 0 || errno == EINPROGRESS { return fd }
        let error = errno
        close(fd)
        errno = error
        return nil
    }

    /// The port of our end.
    static func localPort(_ fd: Int32) -> Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(fd, $0, &length) }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// The error of a connection attempt that became writable; 0 when it succeeded.
    static func error(_ fd: Int32) -> Int32 {
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length)
        return error
    }
}

private func Glibc_connect(_ fd: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(fd, address, length)
}

func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }
