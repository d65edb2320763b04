import EventLoop
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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

/// A file with a program: Node makes no cluster worker of what `-e` gives.
private func temporaryScript(_ text: String) throws -> String {
    let path = "/tmp/swjs-worker-\(getpid())-\(Loop.hrtime).js"
    let file = try FileSystem.open(path, flags: O_CREAT | O_WRONLY | O_EXCL, mode: 0o600).sync()
    defer { Descriptors.close(file) }
    let bytes = Array(text.utf8)
    #expect(try bytes.withUnsafeBytes { try FileSystem.write(file, [$0]).sync() } == bytes.count)
    return path
}

/// Connects and collects what the server says until it ends; `wait` starts only.
private final class Question: StreamDelegate {
    private var parts = ""
    private(set) var answer: String?

    init(_ loop: Loop, _ port: Int) throws {
        let client = TCP(loop)
        client.delegate = self
        try client.connect(to: SocketAddress(ip: "127.0.0.1", port: UInt16(port))) { error in
            #expect(error == nil)
            try? client.readStart()
        }
    }

    func stream(_ stream: EventLoop.Stream, didRead bytes: UnsafeRawBufferPointer) {
        parts += String(decoding: bytes, as: UTF8.self)
    }
    func streamDidReachEnd(_ stream: EventLoop.Stream) {
        answer = parts
        stream.close()
    }
    func stream(_ stream: EventLoop.Stream, didFailReading error: UVError) {
        answer = error.name
        stream.close()
    }
}

private func question(_ loop: Loop, _ port: Int) throws -> String {
    let question = try Question(loop, port)
    run(loop) { question.answer != nil }
    return question.answer ?? ""
}

extension ClusterRuntimeTests {
    /// Real Node workers under this primary: they serve in turn, one is killed, the rest leaves when asked.
    @Test(.enabled(if: nodePath != nil), arguments: [Serialization.json, .advanced])
    func nodeWorkers(_ serialization: Serialization) throws {
        let script = """
            const cluster = require('cluster'), net = require('net');
            if (!cluster.isWorker) process.exit(9);
            net.createServer((s) => s.end('worker ' + cluster.worker.id)).listen(0, '127.0.0.1');
            """
        let program = try temporaryScript(script)
        defer { unlink(program) }
        let loop = try Loop()
        let primary = Primary(loop)
        let recorder = Recorder()
        primary.observer = recorder
        primary.onMalformed = { worker, error in Issue.record("worker \(worker.id): \(error)") }
        var port = 0
        var workers: [WorkerProcess] = []
        for _ in 0..<2 {
            let options = ProcessOptions(file: nodePath!, arguments: ["node", program])
            let worker = try primary.fork(options, environment: currentEnvironment(), serialization: serialization)
            worker.onListening = { port = $0.port ?? 0 }
            workers.append(worker)
            run(loop) { worker.state == .listening }
        }
        #expect(port != 0)
        func ask() throws -> String { try question(loop, port) }
        #expect(try [ask(), ask(), ask(), ask()] == ["worker 1", "worker 2", "worker 1", "worker 2"])

        try workers[0].kill(SIGKILL)
        run(loop) { workers[0].state == .dead || workers[0].isDead && workers[0].channel.state == .closed }
        #expect(workers[0].exit == ProcessExit(code: 0, signal: SIGKILL))
        #expect(workers[0].exitedAfterDisconnect == false)
        #expect(try [ask(), ask()] == ["worker 2", "worker 2"])

        workers[1].disconnect()
        run(loop) { workers[1].isDead && workers[1].channel.state == .closed }
        #expect(workers[1].exit == ProcessExit(code: 0, signal: 0))
        #expect(workers[1].exitedAfterDisconnect == true)
        #expect(recorder.count(.ack) == 6 && recorder.count(.exit) == 2 && recorder.count(.disconnect) == 2)
        runToEnd(loop)
    }

    /// Real Node workers that share a socket.
    @Test(.enabled(if: nodePath != nil))
    func nodeWorkersShareASocket() throws {
        let script = """
            const cluster = require('cluster');
            require('dgram').createSocket('udp4').bind(0, '127.0.0.1');
            require('net').createServer((s) => s.end('x')).listen(0, '127.0.0.1');
            """
        let program = try temporaryScript(script)
        defer { unlink(program) }
        let loop = try Loop()
        let primary = Primary(loop, policy: .none)
        let worker = try primary.fork(
            ProcessOptions(file: nodePath!, arguments: ["node", program]), environment: currentEnvironment())
        var ports: [ListenQuery.AddressType: Int] = [:]
        worker.onListening = { if let type = $0.addressType { ports[type] = $0.port } }
        run(loop) { ports.count == 2 }
        #expect((ports[.ipv4] ?? 0) > 0 && (ports[.udp4] ?? 0) > 0)
        worker.disconnect()
        run(loop) { worker.isDead && worker.channel.state == .closed }
        #expect(worker.exit == ProcessExit(code: 0, signal: 0))
        runToEnd(loop)
    }

    /// A stopped worker cannot answer; when it is killed, what it was given is served by the other one.
    @Test(.enabled(if: nodePath != nil))
    func connectionsOfAKilledProcessAreServed() throws {
        let script = """
            const cluster = require('cluster');
            require('net').createServer((s) => s.end('worker ' + cluster.worker.id)).listen(0, '127.0.0.1');
            """
        let program = try temporaryScript(script)
        defer { unlink(program) }
        let loop = try Loop()
        let primary = Primary(loop)
        let recorder = Recorder()
        primary.observer = recorder
        var port = 0
        var workers: [WorkerProcess] = []
        for _ in 0..<2 {
            let options = ProcessOptions(file: nodePath!, arguments: ["node", program])
            let worker = try primary.fork(options, environment: currentEnvironment())
            worker.onListening = { port = $0.port ?? 0 }
            workers.append(worker)
            run(loop) { worker.state == .listening }
        }
        try workers[0].kill(SIGSTOP)
        let questions = [try Question(loop, port), try Question(loop, port), try Question(loop, port)]
        run(loop) { questions.filter { $0.answer != nil }.count == 2 }
        #expect(recorder.count(.handoff) == 3 && recorder.count(.requeue) == 0)
        try workers[0].kill(SIGKILL)
        run(loop) { questions.allSatisfy { $0.answer != nil } }
        #expect(questions.map(\.answer) == ["worker 2", "worker 2", "worker 2"])
        #expect(recorder.count(.requeue) == 1)
        workers[1].disconnect()
        run(loop) { workers[1].isDead && workers[1].channel.state == .closed }
        runToEnd(loop)
    }
}
