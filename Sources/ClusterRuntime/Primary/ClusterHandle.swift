import EventLoop

/// What a worker's `listen` gets.
enum ListenAnswer {
    /// A descriptor that the worker serves itself.
    case shared(descriptor: Int32, kind: HandleKind)
    /// The primary accepts and hands connections over; unix sockets have no name.
    case roundRobin(SocketName?)
}

/// A listening socket that workers have in common.
protocol ClusterHandle: AnyObject {
    var key: String { get }
    /// What the server's owner wants all workers to share.
    var data: JSON? { get set }

    /// A worker joins; `answer` goes to it.
    func add(_ worker: WorkerProcess) -> ListenAnswer
    /// The answer is on its way: connections may follow.
    func didAnswer(_ worker: WorkerProcess)
    /// A worker leaves. True when it was the last one; the handle is then closed.
    func remove(_ worker: WorkerProcess) -> Bool
}

/// Binding what a worker asks for.
enum ListenSocket {
    /// A socket and, for unix sockets, the path to unlink when it is closed.
    struct Bound {
        let descriptor: Int32
        let path: String?
    }

    /// Binds; connection sockets do not listen yet.
    static func bind(_ query: ListenQuery) throws(UVError) -> Bound {
        if let fd = query.fd, fd >= 0 {
            // A descriptor that this process has: it is used as it is.
            let descriptor = Int32(truncatingIfNeeded: fd)
            guard Descriptors.kind(of: descriptor) != .other else { throw .EINVAL }
            try Descriptors.setNonBlocking(descriptor, true)
            return Bound(descriptor: descriptor, path: nil)
        }
        let flags = query.flags ?? 0
        switch query.addressType {
        case .path:
            guard let address = query.address else { throw .EINVAL }
            let path = shortPath(address)
            let socket = try Descriptors.boundUnix(
                path, readableByAll: query.readableAll ?? false, writableByAll: query.writableAll ?? false)
            return Bound(descriptor: socket, path: address)
        case .udp4, .udp6:
            let any = query.addressType == .udp6 ? "::" : "0.0.0.0"
            let address = try SocketAddress(ip: query.address ?? any, port: UInt16(max(query.port ?? 0, 0)))
            let socket = try Descriptors.boundUDP(address, flags: UDP.BindFlags(rawValue: UInt32(truncatingIfNeeded: flags)))
            return Bound(descriptor: socket, path: nil)
        case .ipv4, .ipv6, nil:
            let port = UInt16(max(query.port ?? 0, 0))
            let ipv6Only = flags & Int(TCP.BindFlags.ipv6Only.rawValue) != 0
            if let text = query.address, !text.isEmpty {
                let address = try SocketAddress(ip: text, port: port)
                return Bound(descriptor: try Descriptors.boundTCP(address, ipv6Only: ipv6Only), path: nil)
            }
            // Without an address Node listens on `::`, and on `0.0.0.0` where there is no IPv6.
            do {
                let address = try SocketAddress(ip: "::", port: port)
                return Bound(descriptor: try Descriptors.boundTCP(address, ipv6Only: ipv6Only), path: nil)
            } catch {
                if error == .EADDRINUSE || error == .EACCES { throw error }
                return Bound(descriptor: try Descriptors.boundTCP(SocketAddress(ip: "0.0.0.0", port: port)), path: nil)
            }
        }
    }

    /// The shorter of a path and its form relative to the working directory: socket addresses hold 107 bytes.
    static func shortPath(_ path: String) -> String {
        guard path.hasPrefix("/"), let directory = try? System.workingDirectory() else { return path }
        let target = path.split(separator: "/")
        let current = directory.split(separator: "/")
        var shared = 0
        while shared < target.count - 1, shared < current.count, target[shared] == current[shared] { shared += 1 }
        let parts = Array(repeating: "..", count: current.count - shared) + target[shared...].map(String.init)
        let relative = parts.joined(separator: "/")
        return relative.utf8.count < path.utf8.count ? relative : path
    }
}
