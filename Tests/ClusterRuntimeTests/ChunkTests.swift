import EventLoop
import Testing

@testable import ClusterRuntime

extension ClusterRuntimeTests {
    /// Messages arrive the same however the socket cuts them.
    @Test(arguments: [Serialization.json, .advanced], [1, 2, 3, 7, 19, 64, 1000])
    func anyCutGivesTheSameMessages(_ serialization: Serialization, _ size: Int) throws {
        let texts = ["", "a", "NODE_", String(repeating: "é", count: 300), "last"]
        func user(_ text: String) -> [UInt8] {
            serialization == .json ? JSON.string(text).text : V8Serialization.encode(.string(text))
        }
        // First in Node's frames, then, after the upgrade, in binary ones.
        var bytes: [UInt8] = []
        var expected: [[UInt8]] = []
        for binary in [false, true] {
            for (i, text) in texts.enumerated() {
                bytes += Frame.user(user(text), binary: binary, serialization)
                bytes += Frame.internal(.socketCount(key: text, count: i), binary: binary, serialization)
                expected.append(user(text))
            }
            if !binary { bytes += Frame.internal(.upgrade(version: 1), binary: false, serialization) }
        }
        let loop = try Loop()
        let (own, peer) = try Descriptors.socketPair()
        let channel = try Channel(loop, descriptor: own, serialization: serialization)
        var messages: [[UInt8]] = []
        var counts: [InternalMessage] = []
        channel.onMessage = { bytes, _ in messages.append([UInt8](bytes)) }
        channel.onInternalMessage = { message, _ in counts.append(message) }
        channel.onMalformed = { Issue.record("\($0)") }
        var offset = 0
        while offset < bytes.count {
            let end = min(offset + size, bytes.count)
            bytes[offset..<end].withUnsafeBytes { bytes in
                let none = UnsafeBufferPointer<Int32>(start: nil, count: 0)
                let sent = [bytes].withUnsafeBufferPointer { Descriptors.send(peer, $0, descriptors: none) }
                #expect(sent == bytes.count)
            }
            loop.run(.noWait)
            offset = end
        }
        run(loop) { counts.count == 2 * texts.count }
        #expect(messages == expected)
        #expect(counts.prefix(texts.count) == counts.suffix(texts.count))
        Descriptors.close(peer)
        runToEnd(loop)
    }
}
