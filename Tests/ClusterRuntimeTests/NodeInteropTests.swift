import EventLoop
import Testing

@testable import ClusterRuntime

extension ClusterRuntimeTests {
    /// A real Node child answers messages, sends a handle and takes one.
    @Test(.enabled(if: nodePath != nil), arguments: [Serialization.json, .advanced])
    func nodeChild(_ serialization: Serialization) throws {
        let script = """
            const net = require('net');
            process.on('message', (m, h) => {
              if (m.what === 'echo') process.send({ echo: m.text, env: process.env.NODE_CHANNEL_FD });
              if (m.what === 'socket') { h.end('from node'); process.send({ type: h.constructor.name });
                const s = net.createServer().listen(0, '127.0.0.1', () => process.send({ what: 'server' }, s, () => { s.close(); })); }
              if (m.what === 'done') process.disconnect();
            });
            """
        func encode(_ members: [JSON.Member]) -> [UInt8] {
            serialization == .json ? JSON.object(members).text : V8Serialization.encode(.object(members))
        }
        func decode(_ bytes: UnsafeRawBufferPointer) -> JSON? {
            serialization == .json ? try? JSONParser.parse(bytes) : try? V8Serialization.decode(bytes, 2..<bytes.count)
        }
        let loop = try Loop()
        var log: [String] = []
        var exit: ProcessExit?
        let options = ProcessOptions(file: nodePath!, arguments: ["node", "-e", script])
        let (_, channel) = try Channel.spawn(
            loop, options, environment: currentEnvironment(), serialization: serialization
        ) { exit = $1 }
        let (near, far) = try Descriptors.socketPair()
        let pipe = Pipe(loop)
        try pipe.open(near)
        final class Collector: StreamDelegate {
            var text = ""
            func stream(_ stream: EventLoop.Stream, didRead bytes: UnsafeRawBufferPointer) {
                text += String(decoding: bytes, as: UTF8.self)
            }
            func streamDidReachEnd(_ stream: EventLoop.Stream) { stream.close() }
            func stream(_ stream: EventLoop.Stream, didFailReading error: UVError) { stream.close() }
        }
        let collector = Collector()
        pipe.delegate = collector
        try pipe.readStart()
        channel.onMalformed = { Issue.record("\($0)") }
        channel.onMessage = { bytes, handle in
            guard let message = decode(bytes) else {
                Issue.record("not a message")
                return
            }
            if let echo = message["echo"]?.stringValue {
                log.append("echo \(echo) \(message["env"]?.stringValue ?? "-")")
                channel.send(
                    encode([.init("what", .string("socket"))]),
                    handle: OutgoingHandle(kind: .netSocket, descriptor: far) { arrived in
                        log.append("released \(arrived)")
                        Descriptors.close(far)
                    })
            } else if let type = message["type"]?.stringValue {
                log.append(type)
            } else if let handle {
                log.append("\(handle.kind) \(Descriptors.kind(of: handle.descriptor))")
                Descriptors.close(handle.descriptor)
                channel.send(encode([.init("what", .string("done"))]))
            }
        }
        channel.onDisconnect = { log.append("disconnect") }
        channel.send(encode([.init("what", .string("echo")), .init("text", .string("héllo"))]))
        runToEnd(loop)
        #expect(log == ["echo héllo -", "released true", "Socket", "netServer tcp", "disconnect"])
        #expect(collector.text == "from node")
        #expect(exit == ProcessExit(code: 0, signal: 0))
    }
}
