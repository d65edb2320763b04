import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Session {
    func run(_ steps: [Step]) throws(Failure) {
        for step in steps { try run(step) }
    }

    /// One step: its action, then its expectations, then what it saves.
    func run(_ step: Step) throws(Failure) {
        if Clock.now >= deadline { throw Failure(step, nil, "the test's time was over before this step") }
        do throws(Failure) {
            if let condition = step["if"]?.text {
                let value = try first(condition)
                if value == .null || value == .bool(false) { return }
            }
            let outer = deadline
            let began = Clock.now
            // The wait of some actions ends by itself; `within` then only says how long.
            let waits = ["events", "stdout", "stderr", "exit", "eventually"].contains(step.action)
            let within = step["within"] == nil ? nil : try duration(step["within"], "within", 0)
            if let within, !waits { deadline = min(outer, began + within) }
            defer { deadline = outer }
            try act(step, within)
            if let within, !waits, Clock.now - began > within {
                throw Failure(
                    step, step["within"],
                    "expected it within \(Duration.text(within)), it took \(Duration.text(Clock.now - began))")
            }
            try checkThresholds(step)
            if let failure = try check(filterList(step["jq"]), step) { throw failure }
            for entry in step["save"]?.entries ?? [] {
                guard let name = entry.key.text, let filter = entry.value.text else { continue }
                do throws(Failure) { variables[name] = try first(filter) } catch {
                    var failure = error
                    failure.locate(step, entry.value)
                    throw failure
                }
            }
        } catch {
            var failure = error
            failure.locate(step)
            throw failure
        }
    }

    private func act(_ step: Step, _ within: UInt64?) throws(Failure) {
        switch step.action {
        case "http": try runHTTP(step)
        case "tcp": try runTCP(step)
        case "udp": try runUDP(step)
        case "exec": try runExec(step)
        case "send": try runSend(step)
        case "signal": try runSignal(step, nil)
        case "kill": try runSignal(step, SIGKILL)
        case "stop": try runSignal(step, SIGSTOP)
        case "continue": try runSignal(step, SIGCONT)
        case "block": try runBlock(step)
        case "wait":
            let time = try duration(step.value, "wait", 0)
            if !wait(time, { false }), Clock.now >= deadline {
                throw Failure(step, nil, "the test's time was over while it waited")
            }
        case "eventually": try runEventually(step, within)
        case "events": try runEvents(step, within)
        case "stdout", "stderr": try runOutput(step, within)
        case "exit": try runExit(step, within)
        case "start": try runStart(step)
        case "include":
            let outer = variables
            for entry in step.value["with"]?.entries ?? [] { variables[entry.key.text ?? ""] = try json(entry.value) }
            try run(step.steps)
            // What the steps saved stays; what was handed to them does not.
            for entry in step.value["with"]?.entries ?? [] { variables[entry.key.text ?? ""] = outer[entry.key.text ?? ""] }
        case "set": try set(step.value.entries)
        default: break
        }
    }

    // MARK: - Processes

    /// The processes that a step means.
    private func targets(_ step: Step) throws(Failure) -> (app: App, pids: [(pid: Int32, id: Int)]) {
        let node = step.value
        let app = try app(text(node["app"]))
        var word = try text(node["worker"])
        if word == nil, node.text != nil, step.action != "signal" { word = try text(node) }
        if step.action == "signal", let text = try text(node) {
            word = Signals.number(text) == nil || Int(text) != nil ? text : nil
        }
        app.poll()
        guard let word, word != "primary", word != "app" else {
            guard app.isRunning else { throw Failure("the app '\(app.name)' has ended \(app.exit?.text ?? "")") }
            return (app, [(app.pid, 0)])
        }
        let workers = app.livingWorkers()
        let chosen: [App.Worker]
        switch word {
        case "any": chosen = workers.randomElement().map { [$0] } ?? []
        case "oldest": chosen = workers.first.map { [$0] } ?? []
        case "newest": chosen = workers.last.map { [$0] } ?? []
        case "all": chosen = workers
        default:
            guard let id = Int(word) else {
                let hint = nearest(word, ["any", "oldest", "newest", "all", "primary"]).map { "; did you mean '\($0)'?" } ?? ""
                throw Failure("'\(word)' is no worker: an id, any, oldest, newest or all (or primary)\(hint)")
            }
            chosen = workers.filter { $0.id == id }
        }
        if chosen.isEmpty {
            let ids = workers.map { String($0.id) }.joined(separator: ", ")
            throw Failure("there is no worker '\(word)' (\(workers.isEmpty ? "none lives" : "living: \(ids)"))")
        }
        variables["target"] = .object([JSON.Member("id", .number(chosen[0].id)), JSON.Member("pid", .number(Int(chosen[0].pid)))])
        return (app, chosen.map { ($0.pid, $0.id) })
    }

    private func runSignal(_ step: Step, _ given: Int32?) throws(Failure) {
        var number = given ?? SIGTERM
        if given == nil {
            let name =
                try text(step.value["signal"])
                ?? (step.value.text.flatMap { Signals.number($0) != nil && Int($0) == nil ? $0 : nil })
            if let name {
                guard let known = Signals.number(name) else {
                    let hint = nearest(name, Array(Signals.numbers.keys)).map { "; did you mean \($0)?" } ?? ""
                    throw Failure("'\(name)' is no signal\(hint)")
                }
                number = known
            }
        }
        for (pid, _) in try targets(step).pids {
            if kill(pid, number) != 0 { throw Failure("no signal could be sent to process \(pid): \(errorText(errno))") }
            if number == SIGSTOP { stopped.append(pid) }
            if number == SIGCONT { stopped.removeAll { $0 == pid } }
        }
    }

    private func runBlock(_ step: Step) throws(Failure) {
        let time = try duration(step.value["for"], "for", 0)
        for (pid, _) in try targets(step).pids {
            if kill(pid, SIGSTOP) != 0 { throw Failure("process \(pid) cannot be stopped: \(errorText(errno))") }
            stopped.append(pid)
            reactor.after(Clock.now + time) { [unowned self] in
                kill(pid, SIGCONT)
                stopped.removeAll { $0 == pid }
            }
        }
    }

    private func runSend(_ step: Step) throws(Failure) {
        let node = step.value
        let app = try app(text(node["app"]))
        let message = try json(node["message"] ?? YAMLNode(.scalar("null", plain: true)))
        guard let worker = node["worker"] ?? (node["to"]?.text == "worker" ? YAMLNode(.scalar("any", plain: true)) : nil) else {
            if !app.send(message) {
                throw Failure("the app '\(app.name)' has no channel (it has ended, or says 'channel: false')")
            }
            return
        }
        let word = try text(worker) ?? "any"
        let workers = app.livingWorkers().filter { app.workers[$0.id]?.pid == $0.pid }
        let chosen: [App.Worker] =
            switch word {
            case "any": workers.randomElement().map { [$0] } ?? []
            case "oldest": Array(workers.prefix(1))
            case "newest": Array(workers.suffix(1))
            case "all": workers
            default: workers.filter { String($0.id) == word }
            }
        if chosen.isEmpty { throw Failure("there is no worker '\(word)' to send to") }
        for each in chosen {
            let command = JSON.object([
                JSON.Member("cmd", .string("NODE_SWJS_TEST")), JSON.Member("worker", .number(each.id)),
                JSON.Member("message", message)
            ])
            if !app.send(command) { throw Failure("the app '\(app.name)' has no channel") }
        }
    }

    private func runStart(_ step: Step) throws(Failure) {
        let name = try text(step.value) ?? "app"
        let app = try app(name)
        app.poll()
        if app.isRunning { throw Failure("the app '\(app.name)' runs already") }
        app.drain()
        app.closePipes()
        try startApp(app.spec)
    }

    private func runExit(_ step: Step, _ within: UInt64?) throws(Failure) {
        let node = step.value
        let app = try app(text(node["app"]))
        let time = try limit(within, node["within"], 5_000_000_000)
        wait(time) { !app.isRunning }
        guard let exit = app.exit else { throw Failure("the app '\(app.name)' did not end within \(Duration.text(time))") }
        app.drain()
        if let signal = try text(node["signal"]) {
            if exit.signal != signal {
                throw Failure(step, node["signal"], "expected the app to end by \(signal), it ended \(exit.text)")
            }
            return
        }
        let code = try integer(node.text != nil ? node : node["code"] ?? step["code"], "code") ?? 0
        if exit.code != code { throw Failure(step, node, "expected exit code \(code), the app ended \(exit.text)") }
    }

    // MARK: - Waiting for things

    private func runEventually(_ step: Step, _ within: UInt64?) throws(Failure) {
        let node = step.value
        let time = try limit(within, node["within"], 5_000_000_000)
        let pause = try duration(node["every"], "every", 20_000_000)
        let end = min(Clock.now + time, deadline)
        let filters = filterList(node["jq"])
        var last: Failure?
        var tries = 0
        while true {
            tries += 1
            do throws(Failure) {
                let outer = deadline
                deadline = end
                defer { deadline = outer }
                try run(step.steps)
                last = try check(filters, step)
                if last == nil { return }
            } catch {
                last = error
            }
            if Clock.now >= end { break }
            reactor.run(until: min(end, Clock.now + pause)) { false }
        }
        var failure = last ?? Failure("it did not come true")
        failure.message = "not within \(Duration.text(time)) (\(tries) tries): \(failure.message)"
        throw failure
    }

    private func runEvents(_ step: Step, _ within: UInt64?) throws(Failure) {
        let node = step.value
        let isList = node.items != nil
        let include = isList ? node.items! : node["include"]?.items ?? []
        let exclude = node["exclude"]?.items ?? []
        let counts = node["count"]?.entries ?? []
        let time = try limit(within, node["within"], 2_000_000_000)
        var patterns: [JSON] = []
        for item in include { patterns.append(try eventPattern(item)) }
        var expected: [(kind: String, count: Int)] = []
        for entry in counts { expected.append((entry.key.text ?? "", try integer(entry.value, "count") ?? 0)) }
        var missing = ""
        wait(time) {
            let events = apps.flatMap(\.events)
            missing = ""
            var at = 0
            for pattern in patterns {
                while at < events.count, !matches(events[at], pattern) { at += 1 }
                if at == events.count {
                    missing = "no event \(pattern.string)\(pattern == patterns[0] ? "" : " after the ones before it")"
                    return false
                }
                at += 1
            }
            for (kind, count) in expected {
                let seen = events.filter { $0["event"]?.stringValue == kind }.count
                if seen != count {
                    missing = "expected \(count) events '\(kind)', got \(seen)"
                    return false
                }
            }
            return true
        }
        func log() -> [String] { ["events:"] + apps.flatMap(\.events).suffix(20).map { "  " + $0.string.cut(160) } }
        if !missing.isEmpty { throw Failure(step, node, missing, details: log()) }
        for item in exclude {
            let pattern = try eventPattern(item)
            if let event = apps.flatMap(\.events).first(where: { matches($0, pattern) }) {
                throw Failure(step, item, "expected no event \(pattern.string), got \(event.string)", details: log())
            }
        }
    }

    /// `online` is `{event: online}`.
    private func eventPattern(_ node: YAMLNode) throws(Failure) -> JSON {
        if let text = try text(node) { return .object([JSON.Member("event", .string(text))]) }
        return try json(node)
    }

    /// Whether a value has all that a pattern has.
    private func matches(_ value: JSON?, _ pattern: JSON) -> Bool {
        if case .object(let members) = pattern { return members.allSatisfy { matches(value?[$0.name], $0.value) } }
        return (value ?? .null) == pattern
    }

    private func runOutput(_ step: Step, _ within: UInt64?) throws(Failure) {
        let node = step.value
        let app = try app(text(node["app"]))
        let stream = step.action == "stdout" ? app.output : app.errors
        let checked = node.text == nil ? node : YAMLNode.wrap("contains", node)
        let time = try limit(within, node["within"], 5_000_000_000)
        // A snapshot or an exclusion says nothing about when the output is complete.
        let waits = ["contains", "matches", "equals", "count"].contains { checked[$0] != nil }
        let waited = YAMLNode(.mapping(checked.entries.filter { $0.key.text != "snapshot" && $0.key.text != "excludes" }))
        var problem: Failure?
        var failure: Failure?
        if waits {
            wait(time) {
                do throws(Failure) { failure = try checks(stream.text, waited, step.action!, step) } catch { problem = error }
                return failure == nil || problem != nil
            }
        }
        if let problem { throw problem }
        if var failure {
            failure.message += " within \(Duration.text(time))"
            throw failure
        }
        if let failure = try checks(stream.text, checked, step.action!, step) { throw failure }
    }
}
