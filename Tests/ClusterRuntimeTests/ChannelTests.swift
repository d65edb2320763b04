import EventLoop
import Testing

@testable import ClusterRuntime

extension ClusterRuntimeTests {
    @Test(arguments: [Serialization.json, .advanced], [false, true])
    func messagesInBothDirections(_ serialization: Serialization, _ upgraded: Bool) throws {
        let loop = try Loop()
        let (a, b) = try channelPair(loop, serialization)
        if upgraded { a.upgrade() }
        let payload = serialization == .json ? Array(#"{"hello":"NODE_"}"#.utf8) : V8Serialization.encode(.string("hello"))
        var received: [[UInt8]] = []
        var counts: [InternalMessage] = []
        b.onMessage = { bytes, handle in
            #expect(handle == nil)
            received.append([UInt8](bytes))
            b.send(.socketCount(key: "k", count: 3))
        }
        a.onInternalMessage = { message, _ in
            counts.append(message)
            if counts.count == 3 { a.disconnect() }
        }
        var ends = 0
        a.onDisconnect = { ends += 1 }
        b.onDisconnect = { ends += 1 }
        for _ in 0..<3 { #expect(a.send(payload) == .written) }
        runToEnd(loop)
        #expect(received == [payload, payload, payload])
        #expect(counts == Array(repeating: .socketCount(key: "k", count: 3), count: 3))
        #expect(ends == 2)
        #expect(a.send(payload) == .failed(.EPIPE))
    }

    @Test(arguments: [Serialization.json, .advanced], [false, true])
    func messagesAreFramedInPlace(_ serialization: Serialization, _ upgraded: Bool) throws {
        let loop = try Loop()
        let (a, b) = try channelPair(loop, serialization)
        if upgraded { a.upgrade() }
        var payloads: [[UInt8]] = []
        for size in [1, 100, 70_000, 300_000, 5] {
            let text = String(repeating: "x", count: size)
            payloads.append(serialization == .json ? Array("\"\(text)\"".utf8) : V8Serialization.encode(.string(text)))
        }
        var received: [[UInt8]] = []
        b.onMessage = { bytes, _ in
            received.append([UInt8](bytes))
            if received.count == payloads.count { a.disconnect() }
        }
        let room = [UInt8](repeating: 0xAA, count: Channel.headroom)
        for payload in payloads { #expect(a.send(framing: room + payload) != .failed(.EPIPE)) }
        runToEnd(loop)
        #expect(received == payloads)
        #expect(a.send(framing: room + payloads[0]) == .failed(.EPIPE))
    }

    @Test func upgradeIsMutual() throws {
        let loop = try Loop()
        let (a, b) = try channelPair(loop)
        a.upgrade()
        run(loop) { a.isUpgraded && b.isUpgraded }
        a.close()
        runToEnd(loop)
    }

    @Test func bigMessagesArriveWhole() throws {
        let loop = try Loop()
        let (a, b) = try channelPair(loop)
        let big = Array("\"".utf8) + [UInt8](repeating: 0x61, count: 3 << 20) + Array("\"".utf8)
        var got = 0
        var completed = false
        b.onMessage = { bytes, _ in
            got += bytes.count
            b.disconnect()
        }
        #expect(a.send(big) { _ in completed = true } == .pending)
        #expect(a.writeQueueSize > 0)
        runToEnd(loop)
        #expect(got == big.count && completed)
    }

    @Test(arguments: [false, true])
    func handlesTravelOneAtATime(_ upgraded: Bool) throws {
        let before = openDescriptors()
        let loop = try Loop()
        let (a, b) = try channelPair(loop)
        if upgraded {
            a.upgrade()
            run(loop) { b.isUpgraded }
        }
        var log: [String] = []
        b.onMessage = { bytes, handle in
            log.append("got \(text(bytes)) \(handle?.kind.rawValue ?? "-")")
            if let handle {
                #expect(Descriptors.kind(of: handle.descriptor) == .unixStream)
                Descriptors.close(handle.descriptor)
            }
            if log.filter({ $0.hasPrefix("got") }).count == 3 { b.disconnect() }
        }
        let (x, y) = try Descriptors.socketPair()
        let first = a.send(
            Array("1".utf8),
            handle: OutgoingHandle(kind: .netSocket, descriptor: x, key: "s") { arrived in
                log.append("released 1 \(arrived)")
                Descriptors.close(x)
            })
        #expect(first == .written)
        let second = a.send(
            Array("2".utf8),
            handle: OutgoingHandle(kind: .netNative, descriptor: y) { arrived in
                log.append("released 2 \(arrived)")
                Descriptors.close(y)
            })
        #expect(second == .pending)
        #expect(a.send(Array("3".utf8)) == .pending)
        runToEnd(loop)
        #expect(log.contains("got 1 net.Socket") && log.contains("got 2 net.Native") && log.contains("got 3 -"))
        #expect(log.firstIndex(of: "got 2 net.Native")! < log.firstIndex(of: "got 3 -")!)
        #expect(log.filter { $0.hasPrefix("released") } == ["released 1 true", "released 2 true"])
        #expect(openDescriptors() <= before)
    }

    /// A handle whose receipt is denied is sent again three times, then given up.
    @Test func deniedHandlesAreSentAgain() throws {
        let loop = try Loop()
        let (own, peer) = try Descriptors.socketPair()
        let channel = try Channel(loop, descriptor: own)
        let stubborn = Pipe(loop)
        try stubborn.open(peer)
        final class Denier: StreamDelegate {
            var lines = 0
            func stream(_ stream: EventLoop.Stream, didRead bytes: UnsafeRawBufferPointer) {
                for _ in bytes.filter({ $0 == 0x0A }) {
                    lines += 1
                    _ = try? stream.write(Array("{\"cmd\":\"NODE_HANDLE_NACK\"}\n".utf8))
                }
            }
            func streamDidReachEnd(_ stream: EventLoop.Stream) { stream.close() }
            func stream(_ stream: EventLoop.Stream, didFailReading error: UVError) { stream.close() }
        }
        let denier = Denier()
        stubborn.delegate = denier
        try stubborn.readStart()
        var arrived: Bool?
        let (x, y) = try Descriptors.socketPair()
        Descriptors.close(y)
        channel.send(
            Array("1".utf8),
            handle: OutgoingHandle(kind: .netSocket, descriptor: x) {
                arrived = $0
                Descriptors.close(x)
                channel.disconnect()
            })
        runToEnd(loop)
        #expect(arrived == false)
        #expect(denier.lines == 4)
    }

    @Test func malformedMessagesAreDropped() throws {
        let before = openDescriptors()
        let loop = try Loop()
        let (own, peer) = try Descriptors.socketPair()
        let channel = try Channel(loop, descriptor: own)
        var errors: [MalformedMessage] = []
        var users: [String] = []
        channel.onMalformed = { errors.append($0) }
        channel.onMessage = { bytes, handle in
            users.append(text(bytes))
            if let handle { Descriptors.close(handle.descriptor) }
        }
        let lines = [
            #"{"cmd":"NODE_HANDLE","type":"wrong","msg":1}"#, #"{"cmd":"NODE_CLUSTER"}"#, #"{"cmd":"NODE_HANDLE""#, "",
            #"{"cmd":"NODE_CLUSTER","act":"queryServer","port":"x"}"#, #"{"cmd":"NODE_"}"#, #""NODE_ is a word""#,
        ]
        let stray = try Descriptors.duplicate(peer)
        Array(lines.joined(separator: "\n").utf8 + [0x0A]).withUnsafeBytes { bytes in
            [bytes].withUnsafeBufferPointer { buffers in
                [stray].withUnsafeBufferPointer { #expect(Descriptors.send(peer, buffers, descriptors: $0) == bytes.count) }
            }
        }
        Descriptors.close(stray)
        run(loop) { users.count == 2 && errors.count >= 5 }
        #expect(users == [#"{"cmd":"NODE_"}"#, #""NODE_ is a word""#])
        #expect(errors.count == 5 && errors.contains(.strayDescriptors(1)))
        Descriptors.close(peer)
        runToEnd(loop)
        #expect(openDescriptors() <= before)
    }

    @Test func oversizeMessagesCloseTheChannel() throws {
        let loop = try Loop()
        let (a, b) = try channelPair(loop)
        b.messageSizeLimit = 1000
        var errors: [MalformedMessage] = []
        b.onMalformed = { errors.append($0) }
        b.onMessage = { _, _ in Issue.record("delivered") }
        a.send([UInt8](repeating: 0x31, count: 5000))
        runToEnd(loop)
        #expect(errors.count == 1)
        #expect(a.state == .closed)
    }

    @Test func handlesUnderWayAreReleasedWhenTheChannelCloses() throws {
        let loop = try Loop()
        let (a, b) = try channelPair(loop)
        let (x, y) = try Descriptors.socketPair()
        var released: [Bool] = []
        for descriptor in [x, y] {
            a.send(Array("1".utf8), handle: OutgoingHandle(kind: .netSocket, descriptor: descriptor) { released.append($0) })
        }
        b.close()
        runToEnd(loop)
        #expect(released == [false, false])
        Descriptors.close(x)
        Descriptors.close(y)
    }

    @Test func anUnreferencedChannelLetsTheLoopEnd() throws {
        let loop = try Loop()
        let (a, b) = try channelPair(loop)
        a.unref()
        b.unref()
        #expect(!loop.isAlive)
        a.close()
        b.close()
        runToEnd(loop)
    }
}
