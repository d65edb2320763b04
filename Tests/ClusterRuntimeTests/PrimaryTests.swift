import EventLoop
import Testing

@testable import ClusterRuntime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps every event.
final class Recorder: ClusterObserver {
    var events: [ClusterEvent] = []
    func clusterDid(_ event: ClusterEvent) { events.append(event) }
    func count(_ kind: ClusterEvent.Kind) -> Int { events.filter { $0.kind == kind }.count }
}

/// A primary and workers in one loop, connected by socketpairs.
final class TestCluster {
    let loop: Loop
    let primary: Primary
    let recorder = Recorder()
    var workers: [WorkerProcess] = []
    var sides: [WorkerSide] = []
    var clients: [TCP] = []
    /// The workers that took connections, in order.
    var taken: [Int] = []

    init(_ policy: SchedulingPolicy = .roundRobin) throws {
        loop = try Loop()
        primary = Primary(loop, policy: policy)
        // Workers here end by closing their channels, which a crash does as well.
        primary.orphanGrace = 0
        primary.observer = recorder
    }

    @discardableResult
    func addWorker(upgraded: Bool) throws -> WorkerSide {
        let (near, far) = try channelPair(loop)
        let id = primary.nextWorkerID()
        workers.append(primary.adopt(id: id, pid: 0, channel: near))
        let side = WorkerSide(id: id, channel: far)
        if upgraded { far.upgrade() }
        sides.append(side)
        side.start()
        return side
    }

    /// Listens in a worker and waits for the answer; connections are noted and closed.
    func listen(
        _ side: WorkerSide, _ query: ListenQuery = ListenQuery(address: "127.0.0.1", port: 0, addressType: .ipv4),
        accepts: @escaping () -> Bool = { true }
    ) -> ListenResult? {
        var result: ListenResult?
        let request = ListenRequest(
            query, accepts: accepts,
            onConnection: { [self] connection in
                taken.append(side.id)
                Descriptors.close(connection.descriptor)
            })
        side.queryServer(request) { result = $0 }
        ClusterRuntimeTests_run(loop) { result != nil }
        return result
    }

    /// Opens a connection and waits until the primary has accepted it.
    func connect(_ port: Int, count: Int = 1) throws {
        let before = recorder.count(.accept)
        for _ in 0..<count {
            let client = TCP(loop)
            clients.append(client)
            try client.connect(to: SocketAddress(ip: "127.0.0.1", port: UInt16(port))) { #expect($0 == nil) }
        }
        ClusterRuntimeTests_run(loop) { recorder.count(.accept) == before + count }
    }

    func finish() {
        for client in clients { client.close() }
        for worker in workers { worker.channel.close() }
        for side in sides { side.channel.close() }
        runToEnd(loop)
    }
}

private func ClusterRuntimeTests_run(_ loop: Loop, until condition: () -> Bool) { run(loop, until: condition) }

extension ListenResult {
    var port: Int? {
        if case .roundRobin(_, let name, _) = self { return name?.port }
        return nil
    }
    var error: UVError? {
        if case .failed(let error) = self { return error }
        return nil
    }
}

extension ClusterRuntimeTests {
    @Test(arguments: [false, true])
    func connectionsGoRound(_ upgraded: Bool) throws {
        let before = openDescriptors()
        let cluster = try TestCluster()
        for _ in 0..<3 { try cluster.addWorker(upgraded: upgraded) }
        let ports = cluster.sides.map { cluster.listen($0)?.port }
        let port = try #require(ports[0])
        #expect(ports == [port, port, port])
        for i in 1...7 {
            try cluster.connect(port)
            run(cluster.loop) { cluster.recorder.count(.ack) == i }
        }
        #expect(cluster.taken == [1, 2, 3, 1, 2, 3, 1])
        #expect(cluster.workers.allSatisfy { $0.state == .online && $0.inFlight.isEmpty })
        #expect(cluster.sides[0].channel.isUpgraded == upgraded)
        cluster.finish()
        #expect(cluster.recorder.count(.disconnect) == 3)
        _ = cluster
        // The primary still has its reserve and its doorbell.
        #expect(openDescriptors() <= before + 2)
    }

    @Test(arguments: [false, true])
    func manyConnectionsAtOnce(_ upgraded: Bool) throws {
        let cluster = try TestCluster()
        for _ in 0..<2 { try cluster.addWorker(upgraded: upgraded) }
        let port = try #require(cluster.sides.map { cluster.listen($0)?.port }[0])
        try cluster.connect(port, count: 200)
        run(cluster.loop) { cluster.recorder.count(.ack) == 200 }
        #expect(cluster.taken.count == 200)
        let first = cluster.taken.filter { $0 == 1 }.count
        #expect((80...120).contains(first), "worker 1 took \(first) of 200")
        cluster.finish()
    }

    /// A worker that never answers and then goes away loses nothing: its connections reach another one.
    @Test(arguments: [false, true])
    func connectionsOfADeadWorkerGoToAnother(_ upgraded: Bool) throws {
        let before = openDescriptors()
        let cluster = try TestCluster()
        cluster.primary.acknowledgementDeadline = 0
        try cluster.addWorker(upgraded: upgraded)
        let port = try #require(cluster.listen(cluster.sides[0])?.port)
        // The second worker speaks the protocol, but takes connections without ever answering.
        let (near, far) = try channelPair(cluster.loop)
        let silent = cluster.primary.adopt(id: cluster.primary.nextWorkerID(), pid: 0, channel: near)
        if upgraded { far.upgrade() }
        var kept: [Int32] = []
        far.onClusterMessage = { _, handle in if let handle { kept.append(handle.descriptor) } }
        far.onConnection = { _, _, descriptor, _ in kept.append(descriptor) }
        var query = ListenQuery(address: "127.0.0.1", port: 0, addressType: .ipv4)
        query.index = 0
        far.send(.cluster(ClusterMessage(.queryServer(query), seq: 1)))
        run(cluster.loop) { cluster.recorder.count(.queryServer) == 2 }

        for i in 1...4 {
            try cluster.connect(port)
            run(cluster.loop) { cluster.recorder.count(.handoff) == i && cluster.taken.count + kept.count == i }
        }
        #expect(!kept.isEmpty && silent.inFlight.count == kept.count)
        #expect(cluster.taken.count == 4 - kept.count)
        far.close()
        run(cluster.loop) { cluster.taken.count == 4 }
        #expect(cluster.taken == [1, 1, 1, 1])
        #expect(cluster.recorder.count(.requeue) == kept.count)
        #expect(cluster.recorder.count(.drop) == 0)
        for descriptor in kept { Descriptors.close(descriptor) }
        cluster.finish()
        // The primary still has its reserve and its doorbell.
        #expect(openDescriptors() <= before + 2)
    }

    @Test(arguments: [false, true])
    func refusedConnectionsGoToAnother(_ upgraded: Bool) throws {
        let cluster = try TestCluster()
        for _ in 0..<2 { try cluster.addWorker(upgraded: upgraded) }
        let port = try #require(cluster.listen(cluster.sides[0], accepts: { false })?.port)
        _ = cluster.listen(cluster.sides[1])
        for _ in 0..<4 { try cluster.connect(port) }
        run(cluster.loop) { cluster.taken.count == 4 }
        #expect(cluster.taken == [2, 2, 2, 2])
        #expect(cluster.recorder.count(.reject) > 0)
        cluster.finish()
    }

    @Test func aRefusedConnectionWaitsForAWorkerThatTakesIt() throws {
        let cluster = try TestCluster()
        try cluster.addWorker(upgraded: true)
        var open = false
        let port = try #require(cluster.listen(cluster.sides[0], accepts: { open })?.port)
        try cluster.connect(port)
        run(cluster.loop) { cluster.recorder.count(.reject) >= 2 }
        #expect(cluster.recorder.count(.reject) < 50, "the refusing worker is asked again and again without a pause")
        open = true
        run(cluster.loop) { cluster.taken == [1] }
        cluster.finish()
    }

    @Test func closingTheLastServerClosesTheSocket() throws {
        let cluster = try TestCluster()
        for _ in 0..<2 { try cluster.addWorker(upgraded: true) }
        let results = cluster.sides.map { cluster.listen($0) }
        let port = try #require(results[0]?.port)
        guard case .roundRobin(let first, _, _) = results[0], case .roundRobin(let second, _, _) = results[1] else { return }
        first.close()
        try cluster.connect(port)
        run(cluster.loop) { cluster.taken == [2] }
        second.close()
        var error: UVError?
        var answered = false
        let retry = Timer(cluster.loop) { _ in
            let client = TCP(cluster.loop)
            try? client.connect(to: SocketAddress(ip: "127.0.0.1", port: UInt16(port))) {
                error = $0
                answered = $0 != nil
                client.close()
            }
        }
        retry.start(timeout: 5, repeat: 5)
        run(cluster.loop) { answered }
        retry.close()
        #expect(error == .ECONNREFUSED || error == .ECONNRESET)
        cluster.finish()
    }

    @Test func addressesInUseAreToldAndCanBeRetried() throws {
        let cluster = try TestCluster()
        for _ in 0..<2 { try cluster.addWorker(upgraded: false) }
        let blocker = TCP(cluster.loop)
        try blocker.bind(SocketAddress(ip: "127.0.0.1", port: 0))
        try blocker.listen { _ in }
        let port = Int(try blocker.localAddress().port)
        let query = ListenQuery(address: "127.0.0.1", port: port, addressType: .ipv4)
        #expect(cluster.listen(cluster.sides[0], query)?.error == .EADDRINUSE)
        var closed = false
        blocker.close { closed = true }
        run(cluster.loop) { closed }
        #expect(cluster.listen(cluster.sides[1], query)?.port == port)
        cluster.finish()
    }

    @Test func portZeroIsSharedByIndex() throws {
        let cluster = try TestCluster()
        for _ in 0..<2 { try cluster.addWorker(upgraded: true) }
        let first = cluster.sides.map { cluster.listen($0)?.port }
        let second = cluster.sides.map { cluster.listen($0)?.port }
        #expect(first[0] == first[1] && second[0] == second[1] && first[0] != second[0])
        cluster.finish()
    }

    @Test(arguments: [SchedulingPolicy.roundRobin, .none])
    func udpIsShared(_ policy: SchedulingPolicy) throws {
        let cluster = try TestCluster(policy)
        for _ in 0..<2 { try cluster.addWorker(upgraded: policy == .none) }
        var ports: [UInt16] = []
        for side in cluster.sides {
            let result = cluster.listen(side, ListenQuery(address: "127.0.0.1", port: 0, addressType: .udp4, fd: -1))
            guard case .shared(let server, let handle, _) = result else {
                Issue.record("not shared")
                continue
            }
            #expect(handle.kind == .dgramNative && Descriptors.kind(of: handle.descriptor) == .udp)
            ports.append(Descriptors.localAddress(of: handle.descriptor)?.port ?? 0)
            Descriptors.close(handle.descriptor)
            server.close()
        }
        #expect(ports.count == 2 && ports[0] != 0)
        cluster.finish()
    }

    @Test func unixPathsAreShared() throws {
        let cluster = try TestCluster()
        for _ in 0..<2 { try cluster.addWorker(upgraded: true) }
        let path = "/tmp/swjs-cluster-\(getpid()).sock"
        let query = ListenQuery(address: path, port: -1, addressType: .path)
        for side in cluster.sides {
            guard case .roundRobin(_, nil, _) = cluster.listen(side, query) else {
                Issue.record("no server")
                continue
            }
        }
        for i in 1...2 {
            let client = Pipe(cluster.loop)
            try client.connect(to: path) { #expect($0 == nil) }
            run(cluster.loop) { cluster.taken.count == i }
            client.close()
        }
        #expect(cluster.taken == [1, 2])
        cluster.finish()
        #expect(access(path, F_OK) != 0)
    }

    @Test func disconnectWaitsForServersToClose() throws {
        let cluster = try TestCluster()
        let side = try cluster.addWorker(upgraded: true)
        var order: [String] = []
        var request = ListenRequest(
            ListenQuery(address: "127.0.0.1", port: 0, addressType: .ipv4), onConnection: { Descriptors.close($0.descriptor) })
        var listening = false
        request.close = { done in
            order.append("close")
            let timer = Timer(cluster.loop) { timer in
                timer.close()
                order.append("closed")
                done()
            }
            timer.start(timeout: 5)
        }
        side.queryServer(request) { result in
            if case .roundRobin(let server, _, _) = result { server.didListen(port: 80) }
            listening = true
        }
        var info: ListenQuery?
        cluster.workers[0].onListening = { info = $0 }
        run(cluster.loop) { listening && info != nil }
        #expect(info?.port == 80 && cluster.workers[0].state == .listening)
        side.onDisconnect = { order.append("worker disconnect \(side.exitedAfterDisconnect)") }
        cluster.workers[0].onDisconnect = { order.append("disconnect") }
        var all = false
        cluster.primary.disconnect { all = true }
        run(cluster.loop) { all }
        #expect(order.prefix(2) == ["close", "closed"])
        #expect(order.contains("disconnect") && order.contains("worker disconnect true"))
        #expect(cluster.workers[0].exitedAfterDisconnect == true)
        cluster.finish()
    }

    @Test func aWorkerAnnouncesItsExit() throws {
        let cluster = try TestCluster()
        let side = try cluster.addWorker(upgraded: false)
        side.disconnect()
        run(cluster.loop) { cluster.workers[0].state == .disconnected }
        #expect(cluster.workers[0].exitedAfterDisconnect == true)
        cluster.primary.workerDidExit(cluster.workers[0], ProcessExit(code: 0, signal: 0))
        #expect(cluster.workers[0].state == .dead && cluster.primary.workers.isEmpty)
        cluster.finish()
    }

    @Test func serverDataOfTheFirstWorkerIsShared() throws {
        let cluster = try TestCluster()
        for _ in 0..<2 { try cluster.addWorker(upgraded: true) }
        var shared: [JSON?] = []
        for (side, text) in zip(cluster.sides, ["one", "two"]) {
            var query = ListenQuery(address: "127.0.0.1", port: 0, addressType: .ipv4)
            query.data = .string(text)
            if case .roundRobin(_, _, let data) = cluster.listen(side, query) { shared.append(data) }
        }
        #expect(shared == [.string("one"), .string("one")])
        cluster.finish()
    }
}
