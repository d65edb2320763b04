internal import CLibuv

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The system's name resolution, on the thread pool.
/// https://docs.libuv.org/en/v1.x/dns.html
public enum DNS {
    /// Which addresses `lookup` gives.
    public enum Family: Sendable { case any, ipv4, ipv6 }

    /// Looks a name up (`uv_getaddrinfo`).
    /// - Parameters:
    ///   - host: a name or numeric address.
    ///   - flags: `AI_*` bits.
    ///   - completion: gets the addresses in the resolver's order, port 0, or the error (`EAI_NONAME`, which Node calls
    ///     `ENOTFOUND`, ...).
    public static func lookup(
        _ host: String, family: Family = .any, flags: Int32 = 0, on loop: Loop = .default,
        _ completion: @escaping (Result<[SocketAddress], UVError>) -> Void
    ) throws(UVError) {
        let request = UnsafeMutablePointer<uv_getaddrinfo_t>.allocate(capacity: 1)
        request.pointee.data = Unmanaged.passRetained(LookupBox(completion)).toOpaque()
        var hints = addrinfo()
        hints.ai_socktype = Descriptors.streamType
        hints.ai_flags = flags
        switch family {
        case .any: hints.ai_family = AF_UNSPEC
        case .ipv4: hints.ai_family = AF_INET
        case .ipv6: hints.ai_family = AF_INET6
        }
        let result = uv_getaddrinfo(
            loop.raw, request,
            { request, status, list in
                let box = Unmanaged<LookupBox>.fromOpaque(request!.pointee.data).takeRetainedValue()
                request!.deallocate()
                var addresses: [SocketAddress] = []
                var next = list
                while let entry = next {
                    if let address = SocketAddress(entry.pointee.ai_addr) { addresses.append(address) }
                    next = entry.pointee.ai_next
                }
                uv_freeaddrinfo(list)
                box.body(status < 0 ? .failure(UVError(code: status)) : .success(addresses))
            }, host, nil, &hints)
        if result < 0 {
            Unmanaged<LookupBox>.fromOpaque(request.pointee.data).release()
            request.deallocate()
            throw UVError(code: result)
        }
    }

    /// Looks an address up (`uv_getnameinfo`).
    /// - Parameter completion: gets the host's and the service's name.
    public static func nameInfo(
        _ address: SocketAddress, flags: Int32 = 0, on loop: Loop = .default,
        _ completion: @escaping (Result<(host: String, service: String), UVError>) -> Void
    ) throws(UVError) {
        let request = UnsafeMutablePointer<uv_getnameinfo_t>.allocate(capacity: 1)
        request.pointee.data = Unmanaged.passRetained(NameInfoBox(completion)).toOpaque()
        let result = address.withSockaddr {
            uv_getnameinfo(
                loop.raw, request,
                { request, status, host, service in
                    let box = Unmanaged<NameInfoBox>.fromOpaque(request!.pointee.data).takeRetainedValue()
                    let answer: Result<(host: String, service: String), UVError> =
                        status < 0
                        ? .failure(UVError(code: status))
                        : .success((host.map { String(cString: $0) } ?? "", service.map { String(cString: $0) } ?? ""))
                    request!.deallocate()
                    box.body(answer)
                }, $0, flags)
        }
        if result < 0 {
            Unmanaged<NameInfoBox>.fromOpaque(request.pointee.data).release()
            request.deallocate()
            throw UVError(code: result)
        }
    }

    private final class LookupBox {
        let body: (Result<[SocketAddress], UVError>) -> Void
        init(_ body: @escaping (Result<[SocketAddress], UVError>) -> Void) { self.body = body }
    }

    private final class NameInfoBox {
        let body: (Result<(host: String, service: String), UVError>) -> Void
        init(_ body: @escaping (Result<(host: String, service: String), UVError>) -> Void) { self.body = body }
    }
}

/// Work on libuv's thread pool (`uv_queue_work`).
public enum ThreadPool {
    /// Runs `work` on a thread, then `completion` on the loop with its result.
    public static func run<T: Sendable>(
        on loop: Loop = .default, _ work: @escaping @Sendable () -> T, completion: @escaping (T) -> Void
    ) {
        let box = WorkBox()
        var value: T?
        nonisolated(unsafe) let slot = UnsafeMutablePointer<T?>.allocate(capacity: 1)
        slot.initialize(to: nil)
        box.work = { slot.pointee = work() }
        box.done = {
            value = slot.move()
            slot.deallocate()
            completion(value!)
        }
        let request = UnsafeMutablePointer<uv_work_t>.allocate(capacity: 1)
        request.pointee.data = Unmanaged.passRetained(box).toOpaque()
        uv_queue_work(
            loop.raw, request,
            { request in
                Unmanaged<WorkBox>.fromOpaque(request!.pointee.data)._withUnsafeGuaranteedRef { $0.work() }
            },
            { request, _ in
                let box = Unmanaged<WorkBox>.fromOpaque(request!.pointee.data).takeRetainedValue()
                request!.deallocate()
                box.done()
            })
    }

    private final class WorkBox {
        var work: () -> Void = {}
        var done: () -> Void = {}
    }
}
