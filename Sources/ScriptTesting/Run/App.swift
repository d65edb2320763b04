import CTestProcess
import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How to start a program.
struct Launch {
    var path: String
    var arguments: [String]
    var environment: [String: String]
    var directory: String?
    var hasChannel = false
}

/// A program under test: its process, its output, its events.
final class App {
    let name: String
    let spec: AppSpec
    let runtime: String
    let reactor: Reactor
    let port: Int
    private(set) var pid: Int32 = 0
    private(set) var exit: Exit?
    private(set) var startTime: UInt64 = 0
    let output = Output()
    let errors = Output()
    /// The cluster's events, oldest first.
    private(set) var events: [JSON] = []
    /// What the app said by process.send.
    private(set) var messages: [JSON] = []
    /// The workers that the event log tells of, by id.
    private(set) var workers: [Int: (pid: Int32, state: String)] = [:]
    /// The port that `ready` or a 'listening' event found.
    var foundPort: Int?
    var descriptorsWhenReady: Int?
    private var watches: [Reactor.Watch] = []
    private var channel: Int32 = -1
    private var channelInput = Lines()
    private var eventInput = Lines()
    private var eventPipe: Int32 = -1

    struct Exit {
        let code: Int?
        let signal: String?
        var text: String { signal.map { "by signal \($0)" } ?? "with code \(code ?? -1)" }
    }

    static let probeEvents: Set<String> = ["fork", "online", "listening", "disconnect", "exit", "message"]
    /// What swjs's trace tells beyond them; a spec that names one of these gets them (`runtime: swjs` only).
    static let traceEvents = [
        "queryServer", "bind", "reply", "accept", "handoff", "ack", "reject", "requeue", "drop", "backOff", "stalled", "close",
        "unbind",
        "disconnecting", "exitedAfterDisconnect", "malformed"
    ]

    /// A stream of text with the part of it that a step has looked at.
    final class Output {
        private(set) var bytes: [UInt8] = []
        private(set) var dropped = 0
        func append(_ more: ArraySlice<UInt8>) {
            bytes += more
            // A noisy app must not fill the memory; the newest output counts.
            if bytes.count > 8 << 20 {
                dropped += bytes.count - (4 << 20)
                bytes.removeFirst(bytes.count - (4 << 20))
            }
        }
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Splits what comes in into lines.
    private struct Lines {
        var rest: [UInt8] = []
        mutating func feed(_ bytes: ArraySlice<UInt8>, _ line: ([UInt8]) -> Void) {
            rest += bytes
            while let end = rest.firstIndex(of: 10) {
                line(Array(rest[..<end]))
                rest.removeSubrange(...end)
            }
        }
    }

    init(_ spec: AppSpec, runtime: String, port: Int, _ reactor: Reactor) {
        self.spec = spec
        name = spec.name
        self.runtime = runtime
        self.port = port
        self.reactor = reactor
    }

    var effectivePort: Int { foundPort ?? port }
    var isRunning: Bool { pid != 0 && exit == nil }

    // MARK: - Starting

    /// - Throws: Failure when it cannot be started.
    func start(_ launch: Launch, events path: String?) throws(Failure) {
        var environment = launch.environment
        var pipes: [Int32] = [-1, -1, -1, -1]
        func makePipe(_ at: Int) {
            var ends: [Int32] = [0, 0]
            if test_pipe(&ends) == 0 { (pipes[at], pipes[at + 1]) = (ends[0], ends[1]) }
        }
        makePipe(0)
        makePipe(2)
        guard pipes.allSatisfy({ $0 >= 0 }) else { throw Failure("no descriptors left for the app's output") }
        defer {
            close(pipes[1])
            close(pipes[3])
        }
        if let path {
            unlink(path)
            if mkfifo(path, 0o600) == 0 {
                // Open at both ends: the pipe neither blocks nor ends while the app comes and goes.
                eventPipe = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
                environment["SWJS_TEST_EVENTS"] = path
                environment["SWJS_TEST_RUNNER"] = "\(getpid())"
            }
        }
        var given: Int32 = -1
        if launch.hasChannel {
            var ends: [Int32] = [0, 0]
            guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
                throw Failure("no channel for the app: \(errorText(errno))")
            }
            channel = ends[0]
            given = ends[1]
            environment["NODE_CHANNEL_FD"] = "3"
            environment["NODE_CHANNEL_SERIALIZATION_MODE"] = "json"
        }
        defer { if given >= 0 { close(given) } }
        exit = nil
        workers = [:]
        foundPort = nil
        startTime = Clock.now
        let error = CStrings(launch.arguments).with { arguments in
            CStrings(environment.map { "\($0.key)=\($0.value)" }).with { environment in
                var pid: pid_t = 0
                let error = launch.path.withCString { path in
                    (launch.directory ?? ".").withCString { directory in
                        var options = test_spawn_options(
                            path: path, arguments: arguments, environment: environment, directory: directory, input: -1,
                            output: pipes[1],
                            error: pipes[3], channel: given)
                        return test_spawn(&options, &pid)
                    }
                }
                self.pid = pid
                return error
            }
        }
        if error != 0 {
            pid = 0
            close(pipes[0])
            close(pipes[2])
            throw Failure("the app cannot be started: \(launch.path): \(errorText(error))")
        }
        read(pipes[0]) { [unowned self] in output.append($0) }
        read(pipes[2]) { [unowned self] in errors.append($0) }
        if eventPipe >= 0 { read(eventPipe) { [unowned self] bytes in eventInput.feed(bytes, noteEvent) } }
        if channel >= 0 { read(channel) { [unowned self] bytes in channelInput.feed(bytes, noteMessage) } }
    }

    private func read(_ fd: Int32, _ take: @escaping (ArraySlice<UInt8>) -> Void) {
        _ = fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK)
        var watch: Reactor.Watch!
        var buffer = [UInt8](repeating: 0, count: 65536)
        watch = reactor.watch(fd) { [unowned self] _ in
            let count = Glibc.read(fd, &buffer, buffer.count)
            if count > 0 { return take(buffer[..<count]) }
            if count < 0, errno == EAGAIN || errno == EINTR { return }
            stopWatching(watch)
        }
        watches.append(watch)
    }

    private func stopWatching(_ watch: Reactor.Watch) {
        reactor.remove(watch)
        watches.removeAll { $0 === watch }
        close(watch.fd)
        if watch.fd == channel { channel = -1 }
        if watch.fd == eventPipe { eventPipe = -1 }
    }

    // MARK: - What it tells

    private func noteEvent(_ line: [UInt8]) {
        guard case .object(var members)? = try? JSON.parse(line) else { return }
        let event = JSON.object(members)
        guard let kind = event["event"]?.stringValue else { return }
        if event["from"] == nil, let id = event["worker"]?.intValue {
            let pid = Int32(event["pid"]?.intValue ?? 0)
            switch kind {
            case "fork": workers[id] = (pid, "forked")
            case "online", "listening", "disconnect": workers[id] = (pid, kind == "disconnect" ? "disconnected" : kind)
            case "exit": workers[id] = (pid, "exited")
            default: break
            }
        }
        if event["from"] == nil, kind == "listening", let port = event["address"]?["port"]?.intValue, port > 0, foundPort == nil {
            foundPort = port
        }
        // Times count from the app's start.
        if let index = members.firstIndex(where: { $0.name == "time" }), case .number(let time) = members[index].value {
            members[index] = JSON.Member("time", .number(((time - startTime.inMilliseconds) * 1000).rounded() / 1000))
        }
        if members.contains(where: { $0.name == "from" }) {
            // A line of swjs's own trace: what the probe tells in the same way under every runtime is taken from there.
            if App.probeEvents.contains(kind) { return }
            if let index = members.firstIndex(where: { $0.name == "time" }) {
                members[index] = JSON.Member("time", .number(Double((Clock.now - startTime) / 1000) / 1000))
            }
            events.append(.object(members))
            return
        }
        if spec.name != "app" { members.append(JSON.Member("app", .string(name))) }
        events.append(.object(members))
    }

    private func noteMessage(_ line: [UInt8]) {
        guard let message = try? JSON.parse(line) else { return }
        if message["cmd"]?.stringValue?.hasPrefix("NODE_") == true { return }
        messages.append(message)
    }

    /// Sends a message to the primary. Returns whether there is a channel to send it by.
    func send(_ message: JSON) -> Bool {
        guard channel >= 0 else { return false }
        return Files.writeAll(channel, message.text + [10])
    }

    // MARK: - Its processes

    /// Looks whether the app has ended.
    func poll() {
        guard isRunning else { return }
        var status: Int32 = 0
        let result = test_reap(pid, &status)
        if result == 1 {
            let signal = status & 0x7F
            exit = signal == 0 ? Exit(code: Int(status >> 8 & 0xFF), signal: nil) : Exit(code: nil, signal: Signals.name(signal))
        } else if result < 0 {
            exit = Exit(code: nil, signal: nil)
        }
    }

    /// Takes what is left in its pipes when it has ended.
    func drain() { for _ in 0..<20 { reactor.turn(until: 0) } }

    func closePipes() {
        for watch in watches { stopWatching(watch) }
    }

    struct Worker {
        let id: Int
        let pid: Int32
        let state: String
    }

    /// The living workers: those of the event log, or (without one) the app's descendants in the order of their start.
    func livingWorkers() -> [Worker] {
        if !workers.isEmpty {
            return workers.sorted { $0.key < $1.key }.compactMap { id, worker in
                ProcessTable.isAlive(worker.pid) ? Worker(id: id, pid: worker.pid, state: worker.state) : nil
            }
        }
        guard isRunning else { return [] }
        let facts = ProcessTable.tree(pid).dropFirst().compactMap(ProcessTable.facts).sorted {
            ($0.started, $0.pid) < ($1.started, $1.pid)
        }
        return facts.enumerated().map { Worker(id: $0 + 1, pid: $1.pid, state: "running") }
    }

    /// The last lines of its output, for failures.
    func lastOutput(_ count: Int = 8) -> [String] {
        var lines: [String] = []
        for (name, stream) in [("stdout", output), ("stderr", errors)] {
            let last = stream.text.lines.suffix(count)
            if last.isEmpty { continue }
            lines.append("last lines of \(spec.name == "app" ? "the app" : spec.name)'s \(name):")
            lines += last.map { "  | " + $0.cut(160) }
        }
        return lines
    }
}

/// Arrays of C strings for execve.
struct CStrings {
    let texts: [String]
    init(_ texts: [String]) { self.texts = texts }

    func with<R>(_ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R) -> R {
        var pointers = texts.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
    }
}

enum Signals {
    static let numbers: [String: Int32] = [
        "SIGHUP": SIGHUP, "SIGINT": SIGINT, "SIGQUIT": SIGQUIT, "SIGILL": SIGILL, "SIGTRAP": SIGTRAP, "SIGABRT": SIGABRT,
        "SIGBUS": SIGBUS,
        "SIGFPE": SIGFPE, "SIGKILL": SIGKILL, "SIGUSR1": SIGUSR1, "SIGSEGV": SIGSEGV, "SIGUSR2": SIGUSR2, "SIGPIPE": SIGPIPE,
        "SIGALRM": SIGALRM, "SIGTERM": SIGTERM, "SIGCHLD": SIGCHLD, "SIGCONT": SIGCONT, "SIGSTOP": SIGSTOP, "SIGTSTP": SIGTSTP,
        "SIGXCPU": SIGXCPU, "SIGXFSZ": SIGXFSZ, "SIGWINCH": SIGWINCH, "SIGSYS": SIGSYS
    ]
    static func name(_ number: Int32) -> String { numbers.first { $0.value == number }?.key ?? "SIG\(number)" }

    /// `SIGTERM`, `TERM` or a number.
    static func number(_ name: String) -> Int32? {
        numbers[name] ?? numbers["SIG" + name] ?? Int32(name).flatMap { (0...64).contains($0) ? $0 : nil }
    }
}
