import CTestProcess
import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Session {
    private func endpoint(_ node: YAMLNode) throws(Failure) -> (host: String, port: Int) {
        let host = try text(node["host"]) ?? "127.0.0.1"
        let port = try integer(node["port"], "port") ?? main?.effectivePort ?? 0
        if port <= 0 { throw Failure("'port' is missing: the spec has no app that listens") }
        return (host, port)
    }

    // MARK: - TCP

    func runTCP(_ step: Step) throws(Failure) {
        let node = step.value
        let (host, port) = try endpoint(node)
        let timeout = try duration(node["timeout"], "timeout", 5_000_000_000)
        guard let address = SocketAddressV4.resolve(host, port) else { throw Failure("the host '\(host)' has no address") }
        guard let fd = SocketAddressV4.connect(address) else { throw Failure("connect: \(errorText(errno))") }
        defer { close(fd) }
        var received: [UInt8] = []
        var isClosed = false
        var error: Int32 = 0
        var isConnected = false
        let watch = reactor.watch(fd) { events in
            if !isConnected {
                error = SocketAddressV4.error(fd)
                isConnected = true
                return
            }
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = recv(fd, &buffer, buffer.count, 0)
            if count > 0 {
                received += buffer[..<count]
            } else if count == 0 || errno != EAGAIN && errno != EINTR {
                isClosed = true
            }
        }
        defer { reactor.remove(watch) }
        watch.reads = false
        watch.writes = true
        self.wait(timeout) { isConnected }
        if !isConnected { throw Failure("no connection to \(host):\(port) within \(Duration.text(timeout))") }
        if error != 0 { throw Failure("connect to \(host):\(port): \(errorText(error))") }
        watch.reads = true
        watch.writes = false
        var all = ""
        func shown() -> [String] {
            [
                "received: " + JSON.string(String(decoding: received, as: UTF8.self)).string.cut(200)
                    + (isClosed ? " and the end" : "")
            ]
        }
        func wait(_ condition: () -> Bool) -> Bool {
            self.wait(timeout) { condition() || isClosed } && condition()
        }
        for item in node["exchange"]?.items ?? [] {
            guard let key = item.entries.first?.key.text, let value = item.entries.first?.value else { continue }
            switch key {
            case "send":
                if !Files.writeAll(fd, Array((try text(value) ?? "").utf8)) {
                    throw Failure(step, value, "nothing can be sent: \(errorText(errno))")
                }
            case "receive":
                let expected = Array((try text(value) ?? "").utf8)
                _ = wait { received.count >= expected.count || !expected.starts(with: received) }
                guard received.starts(with: expected) else {
                    throw Failure(
                        step, value, "expected to receive \(JSON.string(String(decoding: expected, as: UTF8.self)).string)",
                        details: shown())
                }
                all += String(decoding: expected, as: UTF8.self)
                received.removeFirst(expected.count)
            case "matches":
                let pattern = try pattern(value)
                var end: Int?
                _ = wait {
                    let units = Array(String(decoding: received, as: UTF8.self).utf16)
                    end = pattern.match(units)?[0].map { String(decoding: units[..<$0.upperBound], as: UTF16.self).utf8.count }
                    return end != nil
                }
                guard let end else {
                    throw Failure(step, value, "expected to receive what matches /\(try text(value) ?? "")/", details: shown())
                }
                all += String(decoding: received[..<min(end, received.count)], as: UTF8.self)
                received.removeFirst(min(end, received.count))
            case "steps": try run(step.exchanges[ObjectIdentifier(item)] ?? [])
            case "end": shutdown(fd, Int32(SHUT_WR))
            case "closed":
                _ = wait { isClosed }
                if !isClosed { throw Failure(step, value, "expected the other side to close the connection", details: shown()) }
            default: break
            }
        }
        all += String(decoding: received, as: UTF8.self)
        lastTCP = .object([JSON.Member("received", .string(all)), JSON.Member("closed", .bool(isClosed))])
    }

    // MARK: - UDP

    func runUDP(_ step: Step) throws(Failure) {
        let node = step.value
        let (host, port) = try endpoint(node)
        let timeout = try duration(node["timeout"], "timeout", 5_000_000_000)
        guard let address = SocketAddressV4.resolve(host, port), let fd = SocketAddressV4.connect(address, datagrams: true) else {
            throw Failure("no socket for \(host):\(port): \(errorText(errno))")
        }
        defer { close(fd) }
        var received: [String] = []
        let watch = reactor.watch(fd) { _ in
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = recv(fd, &buffer, buffer.count, 0)
            if count >= 0 { received.append(String(decoding: buffer[..<count], as: UTF8.self)) }
        }
        defer { reactor.remove(watch) }
        let datagrams = try texts(node["send"])
        let expected = (node["receive"].map { $0.items ?? [$0] } ?? [])
        let pattern = try node["matches"].map { node throws(Failure) in try self.pattern(node) }
        for (i, text) in datagrams.enumerated() {
            let bytes = Array(text.utf8)
            if bytes.withUnsafeBytes({ send(fd, $0.baseAddress, $0.count, 0) }) < 0 {
                throw Failure("nothing can be sent: \(errorText(errno))")
            }
            guard i < expected.count || pattern != nil else { continue }
            wait(timeout) { received.count > i }
            guard received.count > i else {
                throw Failure(
                    step, i < expected.count ? expected[i] : node,
                    "no answer to datagram \(i + 1) within \(Duration.text(timeout))")
            }
            if i < expected.count, let wanted = try self.text(expected[i]), received[i] != wanted {
                throw Failure(
                    step, expected[i],
                    "expected the datagram \(JSON.string(wanted).string), got \(JSON.string(received[i]).string)")
            }
            if let pattern, !pattern.matches(received[i]) {
                throw Failure(
                    step, node["matches"],
                    "expected a datagram that matches /\(node["matches"]?.text ?? "")/, got \(JSON.string(received[i]).string)")
            }
        }
        lastUDP = .object([JSON.Member("received", .array(received.map { .string($0) }))])
    }

    // MARK: - Commands

    func runExec(_ step: Step) throws(Failure) {
        let node = step.value
        let isPlain = !node.isMapping
        let command = isPlain ? node : node["command"]!
        let base = Files.folder(of: spec.file)
        let timeout = try duration(isPlain ? nil : node["timeout"], "timeout", 10_000_000_000)
        var environment = System_environment()
        environment["TMPDIR"] = folder
        for entry in isPlain ? [] : node["env"]?.entries ?? [] { environment[entry.key.text ?? ""] = try text(entry.value) ?? "" }
        let directory = try text(isPlain ? nil : node["cwd"]).map { Files.absolute($0, from: base) } ?? base
        var words = ["sh", "-c"]
        var path = "/bin/sh"
        if command.items != nil {
            words = try texts(command)
            guard let first = words.first,
                let found = first == "swjs"
                    ? options.swjs : Files.command(first.includes("/") ? Files.absolute(first, from: directory) : first)
            else {
                throw Failure("there is no command '\(words.first ?? "")'")
            }
            path = found
        } else {
            words.append(try text(command) ?? "")
        }
        var ends: [Int32] = [-1, -1, -1, -1]
        for at in [0, 2] {
            var pair: [Int32] = [0, 0]
            guard test_pipe(&pair) == 0 else { throw Failure("no descriptors left: \(errorText(errno))") }
            (ends[at], ends[at + 1]) = (pair[0], pair[1])
        }
        // A file, since a pipe would have to be fed while the command runs.
        var input: Int32 = -1
        if let text = try text(isPlain ? nil : node["input"]) {
            Files.write("\(folder)/input", text)
            input = open("\(folder)/input", O_RDONLY | O_CLOEXEC)
        }
        var pid: pid_t = 0
        let began = Clock.now
        let error = CStrings(words).with { arguments in
            CStrings(environment.map { "\($0.key)=\($0.value)" }).with { environment in
                path.withCString { path in
                    directory.withCString { directory in
                        var options = test_spawn_options(
                            path: path, arguments: arguments, environment: environment, directory: directory, input: input,
                            output: ends[1],
                            error: ends[3], channel: -1)
                        return test_spawn(&options, &pid)
                    }
                }
            }
        }
        for fd in [ends[1], ends[3], input] where fd >= 0 { close(fd) }
        if error != 0 {
            close(ends[0])
            close(ends[2])
            throw Failure("'\(words[0])' cannot be started: \(errorText(error))")
        }
        let output = App.Output()
        let errors = App.Output()
        var open = 2
        for (fd, stream) in [(ends[0], output), (ends[2], errors)] {
            var watch: Reactor.Watch!
            watch = reactor.watch(fd) { [reactor] _ in
                var buffer = [UInt8](repeating: 0, count: 65536)
                let count = read(fd, &buffer, buffer.count)
                if count > 0 {
                    stream.append(buffer[..<count])
                } else if count == 0 || errno != EINTR {
                    reactor.remove(watch)
                    close(fd)
                    open -= 1
                }
            }
        }
        var status: Int32 = 0
        var ended = false
        wait(timeout) {
            if !ended { ended = test_reap(pid, &status) != 0 }
            return ended && open == 0
        }
        if !ended {
            kill(-pid, SIGKILL)
            reactor.run(until: Clock.now + 2_000_000_000) { test_reap(pid, &status) != 0 && open == 0 }
            throw Failure(
                step, command, "the command did not end within \(Duration.text(timeout))",
                details: ["output: \((output.text + errors.text).cut(300))"])
        }
        let signal = status & 0x7F
        let code = Int(status >> 8 & 0xFF)
        lastExec = .object([
            JSON.Member("code", signal == 0 ? .number(code) : .null),
            JSON.Member("signal", signal == 0 ? .null : .string(Signals.name(signal))),
            JSON.Member("stdout", .string(output.text)), JSON.Member("stderr", .string(errors.text)),
            JSON.Member("time", .number((Clock.now - began).inMilliseconds))
        ])
        let expected = try integer(step["code"], "code") ?? 0
        if signal != 0 || code != expected {
            let how = signal == 0 ? "exit code \(code)" : "signal \(Signals.name(signal))"
            throw Failure(
                step, step["code"] ?? command, "expected exit code \(expected), got \(how)",
                details: (output.text + errors.text).lines.suffix(10).map { "  | " + $0.cut(160) })
        }
        for (key, stream) in [("stdout", output), ("stderr", errors)] {
            guard let node = step[key] else { continue }
            let checked = node.text == nil ? node : YAMLNode.wrap("contains", node)
            if let failure = try checks(stream.text, checked, key, step) { throw failure }
        }
    }
}
