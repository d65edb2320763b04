import EventLoop
import Testing

@testable import ClusterRuntime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets the process open no more descriptors until `restore`.
private struct DescriptorLimit {
    private var old = rlimit()

    init() {
        #if canImport(Glibc)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &old)
            // The lowest number that is free is the first that may not be used any more.
            let next = dup(0)
            close(next)
            var tight = rlimit(rlim_cur: rlim_t(next), rlim_max: old.rlim_max)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &tight)
        #endif
    }

    func restore() {
        #if canImport(Glibc)
            var old = old
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &old)
        #endif
    }
}

extension ClusterRuntimeTests {
    /// Without descriptors the primary pauses, spins not, and loses no connection.
    @Test func acceptingPausesWithoutDescriptors() throws {
        let cluster = try TestCluster()
        try cluster.addWorker(upgraded: true)
        let port = try #require(cluster.listen(cluster.sides[0])?.port)
        var connected = 0
        for _ in 0..<3 {
            let client = TCP(cluster.loop)
            cluster.clients.append(client)
            try client.connect(to: SocketAddress(ip: "127.0.0.1", port: UInt16(port))) { if $0 == nil { connected += 1 } }
        }
        let limit = DescriptorLimit()
        run(cluster.loop) { cluster.recorder.count(.backOff) >= 2 }
        limit.restore()
        #expect(cluster.taken.isEmpty)
        run(cluster.loop) { cluster.taken.count == 3 }
        #expect(connected == 3)
        #expect(cluster.recorder.count(.backOff) < 10)
        cluster.finish()
    }

    /// The receiver's kernel drops a handle for which there is no descriptor; the sender sends it again.
    @Test(arguments: [false, true])
    func handlesThatDidNotArriveAreSentAgain(_ upgraded: Bool) throws {
        let loop = try Loop()
        let (a, b) = try channelPair(loop)
        if upgraded {
            a.upgrade()
            run(loop) { b.isUpgraded }
        }
        let (x, y) = try Descriptors.socketPair()
        var arrived: Bool?
        var received = 0
        b.onMessage = { _, handle in
            if let handle {
                received += 1
                Descriptors.close(handle.descriptor)
            }
        }
        a.send(Array("1".utf8), handle: OutgoingHandle(kind: .netSocket, descriptor: x) { arrived = $0 })
        let limit = DescriptorLimit()
        loop.run(.once)
        limit.restore()
        run(loop) { arrived != nil }
        #expect(arrived == true && received == 1)
        a.close()
        b.close()
        runToEnd(loop)
        Descriptors.close(x)
        Descriptors.close(y)
    }

    /// Connections that a worker cannot receive are refused, and delivered once it can.
    @Test func connectionsThatDidNotArriveGoRoundAgain() throws {
        let cluster = try TestCluster()
        let (near, far) = try channelPair(cluster.loop)
        far.upgrade()
        run(cluster.loop) { near.isUpgraded && far.isUpgraded }
        var taken: [UInt32] = []
        var refused: [UInt32] = []
        far.onConnection = { _, number, descriptor, _ in
            taken.append(number)
            Descriptors.close(descriptor)
            far.stageReply(number: number, accepted: true)
        }
        var accepted: [UInt32] = []
        near.onConnectionReply = { number, took in if took { accepted.append(number) } else { refused.append(number) } }
        let (x, y) = try Descriptors.socketPair()
        near.stageConnection(key: "k", number: 7, descriptor: x, isShared: false)
        near.stageConnection(key: "k", number: 8, descriptor: y, isShared: false)
        near.flush()
        let limit = DescriptorLimit()
        cluster.loop.run(.once)
        limit.restore()
        run(cluster.loop) { accepted.count + refused.count == 2 }
        #expect(refused == [7, 8] && taken.isEmpty)
        Descriptors.close(x)
        Descriptors.close(y)
        near.close()
        far.close()
        cluster.finish()
    }

    /// Bytes that are no frames do no harm and leak nothing.
    @Test func brokenFramesAreDropped() throws {
        let before = openDescriptors()
        for frame: [UInt8] in [
            [9, 1, 0, 0, 2, 0, 0, 0, 1, 2],  // unknown kind with a descriptor
            [3, 1, 0, 0, 1, 0, 0, 0, 1],  // connections without a key
            [3, 1, 0, 0, 5, 0, 0, 0, 1, 0, 0x6B, 1, 2],  // numbers cut short
            [2, 1, 0, 0, 2, 0, 0, 0, 99, 0],  // no such kind of handle
            [1, 0, 0, 0, 2, 0, 0, 0, 0x7B, 0x7D],  // an internal frame with a user message
            [4, 0, 0, 0, 3, 0, 0, 0, 1, 1, 1],  // half an answer
            [3, 1, 0, 0, 7, 0, 0, 0, 1, 0, 0x6B, 1, 0, 0, 0],  // a connection that nobody expects
        ] {
            let loop = try Loop()
            let (own, peer) = try Descriptors.socketPair()
            let channel = try Channel(loop, descriptor: own)
            var messages = 0
            channel.onMessage = { _, handle in
                #expect(handle == nil)
                messages += 1
            }
            let stray = try Descriptors.duplicate(peer)
            let bytes = Array("{\"cmd\":\"NODE_SWJS\",\"version\":1}\n".utf8) + frame + [0, 0, 0, 0, 1, 0, 0, 0, 0x31]
            bytes.withUnsafeBytes { bytes in
                [bytes].withUnsafeBufferPointer { buffers in
                    [stray].withUnsafeBufferPointer { #expect(Descriptors.send(peer, buffers, descriptors: $0) == bytes.count) }
                }
            }
            Descriptors.close(stray)
            run(loop) { messages == 1 }
            Descriptors.close(peer)
            runToEnd(loop)
        }
        #expect(openDescriptors() <= before)
    }
}
