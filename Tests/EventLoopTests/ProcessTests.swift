import Testing

@testable import EventLoop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension EventLoopTests {
    @Test func spawnWithPipes() throws {
        let loop = try Loop()
        let input = Pipe(loop), output = Pipe(loop)
        var options = ProcessOptions(file: "/bin/sh", arguments: ["sh", "-c", "read x; echo got $x $WORD; pwd; exit 3"])
        options.environment = ["WORD=env", "PATH=/bin:/usr/bin"]
        options.workingDirectory = "/"
        options.stdio = [
            .pipe(input, childReads: true, childWrites: false), .pipe(output, childReads: false, childWrites: true), .ignore,
        ]
        var status: ProcessExit?
        var text = ""
        let process = try Process.spawn(loop, options) { process, exit in
            status = exit
            process.close()
        }
        #expect(process.pid > 0)
        output.delegate = Reader(onRead: { _, bytes in text += String(decoding: bytes, as: UTF8.self) })
        try output.readStart()
        try input.write(Array("line\n".utf8))
        try input.shutdown { _ in input.close() }
        runToEnd(loop)
        #expect(status == ProcessExit(code: 3, signal: 0))
        #expect(text == "got line env\n/\n")
    }

    @Test func spawnFailures() throws {
        let loop = try Loop()
        #expect(throws: UVError.ENOENT) {
            _ = try Process.spawn(loop, ProcessOptions(file: "/no/such/program")) { _, _ in Issue.record("exit") }
        }
        runToEnd(loop)
    }

    @Test func killEndsAChild() throws {
        let loop = try Loop()
        var status: ProcessExit?
        let process = try Process.spawn(loop, ProcessOptions(file: "/bin/sleep", arguments: ["sleep", "60"])) { process, exit in
            status = exit
            process.close()
        }
        try process.kill(SIGTERM)
        runToEnd(loop)
        #expect(status == ProcessExit(code: 0, signal: SIGTERM))
        #expect(throws: UVError.ESRCH) { try process.kill(SIGTERM) }
    }

    @Test func spawnSync() throws {
        var plan = SynchronousProcess(file: "/bin/sh", arguments: ["sh", "-c", "cat; echo err >&2; exit 4"])
        plan.stdio = [
            .pipe(input: Array("in".utf8), collect: false), .pipe(input: nil, collect: true),
            .pipe(input: nil, collect: true),
        ]
        let result = plan.run()
        #expect(result.error == nil && result.status == ProcessExit(code: 4, signal: 0) && result.pid > 0)
        #expect(result.output[1].map { String(decoding: $0, as: UTF8.self) } == "in")
        #expect(result.output[2].map { String(decoding: $0, as: UTF8.self) } == "err\n")
    }

    @Test func spawnSyncLimits() throws {
        var slow = SynchronousProcess(file: "/bin/sleep", arguments: ["sleep", "60"])
        slow.timeout = 50
        let late = slow.run()
        #expect(late.error == .ETIMEDOUT && late.status?.signal == SIGTERM)

        var loud = SynchronousProcess(file: "/bin/sh", arguments: ["sh", "-c", "while :; do echo 0123456789; done"])
        loud.stdio = [.ignore, .pipe(input: nil, collect: true)]
        loud.maxBuffer = 100
        let much = loud.run()
        // As in Node, the chunk that went over the limit is kept whole.
        #expect(much.error == .ENOBUFS && (much.output[1]?.count ?? 0) >= 100)

        let missing = SynchronousProcess(file: "/no/such/program").run()
        #expect(missing.error == .ENOENT && missing.pid == 0 && missing.status == nil)
    }
}
