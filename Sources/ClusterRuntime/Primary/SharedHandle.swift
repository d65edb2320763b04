import EventLoop

/// A socket that the primary binds and every worker serves by itself: UDP, and all else under `SchedulingPolicy.none`.
final class SharedHandle: ClusterHandle {
    let key: String
    var data: JSON?
    private let bound: ListenSocket.Bound
    private let kind: HandleKind
    private var workers: Set<Int> = []

    /// Binds; workers listen themselves.
    /// - Throws: the error of `bind(2)`.
    init(_ query: ListenQuery) throws(UVError) {
        key = query.key
        bound = try ListenSocket.bind(query)
        kind = Descriptors.kind(of: bound.descriptor) == .udp ? .dgramNative : .netNative
    }

    func add(_ worker: WorkerProcess) -> ListenAnswer {
        workers.insert(worker.id)
        return .shared(descriptor: bound.descriptor, kind: kind)
    }

    func didAnswer(_ worker: WorkerProcess) {}

    func remove(_ worker: WorkerProcess) -> Bool {
        guard workers.remove(worker.id) != nil, workers.isEmpty else { return false }
        Descriptors.close(bound.descriptor)
        if let path = bound.path { Descriptors.unlink(path) }
        return true
    }
}
