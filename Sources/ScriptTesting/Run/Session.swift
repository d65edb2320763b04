import CTestProcess
import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One run of a spec in one cell of its matrix: the apps, the variables, the last results. Lives in a supervisor process.
final class Session {
    let spec: Spec
    let cell: [JSON.Member]
    let filters: JQFilterSet
    let options: RunOptions
    let reactor = Reactor()
    /// A folder of its own for files of the run.
    let folder: String
    private(set) var apps: [App] = []
    var variables = Variables()
    var ports: [String: Int] = [:]
    let snapshots: Snapshots

    // What the last step gave: parts of the document.
    var response: JSON?
    var responses: [JSON] = []
    var statistics: JSON?
    var pendingAnswers: (answers: [HTTPResponse], errors: Int, elapsed: Double)?
    var lastExec: JSON?
    var lastTCP: JSON?
    var lastUDP: JSON?
    /// Requests that got no response, since the spec's start.
    var requestErrors = 0
    var idleConnections: [HTTPConnection] = []
    var addresses: [String: sockaddr_in] = [:]
    /// When the running test must have ended.
    var deadline: UInt64 = .max
    var stopped: [Int32] = []

    init(_ spec: Spec, _ cell: [JSON.Member], _ filters: JQFilterSet, _ options: RunOptions, folder: String) {
        self.spec = spec
        self.cell = cell
        self.filters = filters
        self.options = options
        self.folder = folder
        snapshots = Snapshots(spec.file, update: options.updatesSnapshots)
    }

    var runtime: String { cell.last { $0.name == "runtime" }?.value.stringValue ?? options.runtime ?? spec.runtime }
    var main: App? { apps.first }

    func app(_ name: String?) throws(Failure) -> App {
        guard let name else {
            guard let main else { throw Failure("the spec has no app") }
            return main
        }
        guard let app = apps.first(where: { $0.name == name }) else {
            let hint = nearest(name, apps.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
            throw Failure("there is no app '\(name)'\(hint)")
        }
        return app
    }

    // MARK: - Variables

    func prepare() throws(Failure) {
        for member in cell { variables[member.name] = member.value }
        variables["runtime"] = .string(runtime)
        variables["file"] = .string(spec.file)
        variables["folder"] = .string(Files.folder(of: spec.file))
        variables["temp"] = .string(folder)
        variables["swjs"] = .string(options.swjs)
        for app in spec.apps {
            guard let port = Ports.reserve() else { throw Failure("no free port was found") }
            ports[app.name] = port
        }
        publishPorts()
        try set(spec.vars)
    }

    /// `${port}`, `${url}` and `${apps.NAME.port}`: the assigned ports, or those that the apps were found to listen on.
    func publishPorts() {
        var table: [JSON.Member] = []
        for (i, each) in spec.apps.enumerated() {
            let running = apps.first { $0.name == each.name }
            let port = running?.effectivePort ?? ports[each.name] ?? 0
            let url = JSON.string("http://127.0.0.1:\(port)")
            let pid = running.map { JSON.number(Int($0.pid)) } ?? .null
            table.append(
                JSON.Member(
                    each.name, .object([JSON.Member("port", .number(port)), JSON.Member("url", url), JSON.Member("pid", pid)])))
            if i == 0 {
                variables["port"] = .number(port)
                variables["url"] = url
                variables["pid"] = pid
            }
        }
        variables["apps"] = .object(table)
    }

    func set(_ entries: [YAMLNode.Entry]) throws(Failure) {
        for entry in entries {
            guard let name = entry.key.text else { continue }
            if entry.value.entries.count == 1, let filter = entry.value["jq"]?.text {
                variables[name] = try first(filter)
            } else {
                variables[name] = try json(entry.value)
            }
        }
    }

    func fill(_ text: String) throws(Failure) -> String {
        do throws(PatternError) { return try variables.fill(text) } catch { throw Failure(error.message) }
    }

    func json(_ node: YAMLNode) throws(Failure) -> JSON {
        let value: JSON
        do throws(YAMLError) { value = try node.json() } catch { throw Failure(error.message) }
        do throws(PatternError) { return try variables.fill(value) } catch { throw Failure(error.message) }
    }

    func text(_ node: YAMLNode?) throws(Failure) -> String? {
        guard let text = node?.text else { return nil }
        return try fill(text)
    }

    func texts(_ node: YAMLNode?) throws(Failure) -> [String] {
        var result: [String] = []
        for text in node.map(ScriptTesting.texts) ?? [] { result.append(try fill(text)) }
        return result
    }

    func integer(_ node: YAMLNode?, _ name: String) throws(Failure) -> Int? {
        guard let text = try text(node) else { return nil }
        guard let value = Int(text) else { throw Failure("'\(name)' must be a whole number, not '\(text)'") }
        return value
    }

    func duration(_ node: YAMLNode?, _ name: String, _ standard: UInt64) throws(Failure) -> UInt64 {
        guard let text = try text(node) else { return standard }
        guard let value = Duration.parse(text) else { throw Failure("'\(name)' must be \(Duration.expectation), not '\(text)'") }
        return value
    }

    /// The time of a wait: the step's `within`, or the action's own.
    func limit(_ within: UInt64?, _ node: YAMLNode?, _ standard: UInt64) throws(Failure) -> UInt64 {
        if let within { return within }
        return try duration(node, "within", standard)
    }

    func pattern(_ node: YAMLNode) throws(Failure) -> Pattern {
        let text = try text(node) ?? ""
        do throws(PatternError) { return try Pattern(text) } catch {
            throw Failure("'\(text)' is no regular expression: \(error.message)")
        }
    }

    /// Waits, but never beyond the end of the test.
    @discardableResult
    func wait(_ time: UInt64, _ condition: () -> Bool) -> Bool {
        let (end, overflow) = Clock.now.addingReportingOverflow(time)
        return reactor.run(until: min(overflow ? .max : end, deadline)) {
            for app in apps { app.poll() }
            return condition()
        }
    }

    // MARK: - Starting apps

    func startApps() throws(Failure) {
        for each in spec.apps {
            do throws(Failure) { try startApp(each) } catch {
                var failure = error
                if failure.place.isEmpty, each.node.line > 0 {
                    failure.place = "\(Files.short(spec.file)):\(each.node.line):\(each.node.column)"
                }
                throw failure
            }
        }
    }

    func startApp(_ each: AppSpec) throws(Failure) {
        let app: App
        if let known = apps.first(where: { $0.name == each.name }) {
            app = known
        } else {
            app = App(each, runtime: each.node["runtime"]?.text ?? runtime, port: ports[each.name] ?? 0, reactor)
            apps.append(app)
        }
        let launch = try launch(app)
        let observes = each.node["run"] != nil && each.node["observe"]?.text != "false"
        try app.start(launch, events: observes ? "\(folder)/events-\(app.name)" : nil)
        publishPorts()
        try awaitReady(app)
        publishPorts()
        app.descriptorsWhenReady = ProcessTable.descriptorCount(app.pid)
    }

    private func launch(_ app: App) throws(Failure) -> Launch {
        let node = app.spec.node
        let base = Files.folder(of: spec.file)
        var environment: [String: String] = [:]
        for entry in System_environment()
        where !entry.key.hasPrefix("NODE_") && !entry.key.hasPrefix("SWJS_TEST") && entry.key != "PORT" {
            environment[entry.key] = entry.value
        }
        environment["PORT"] = "\(app.port)"
        environment["TMPDIR"] = folder
        environment["NO_COLOR"] = "1"
        if let workers = try integer(node["workers"], "workers") ?? cellValue("workers")?.intValue {
            environment["WORKERS"] = "\(workers)"
        }
        if let policy = cellValue("scheduling")?.stringValue { environment["NODE_CLUSTER_SCHED_POLICY"] = policy }
        for entry in node["env"]?.entries ?? [] { environment[entry.key.text ?? ""] = try text(entry.value) ?? "" }
        let directory = try text(node["cwd"]).map { Files.absolute($0, from: base) } ?? base
        var launch = Launch(path: "", arguments: [], environment: environment, directory: directory)
        launch.hasChannel = node["channel"].map { $0.text == "true" } ?? usesChannel(app)
        let arguments = try texts(node["args"])
        if let run = try text(node["run"]) {
            let script = Files.absolute(run, from: base)
            guard Files.kind(script) == .file else { throw Failure("there is no script '\(run)'") }
            var words = try texts(node["options"])
            if node["observe"]?.text != "false" {
                let probe = "\(folder)/probe.js"
                if Files.kind(probe) == .none { Files.write(probe, probeScript + "\n") }
                words += ["-r", probe]
            }
            if app.runtime == "node" {
                guard let node = Files.command("node") else { throw Failure("node is not installed") }
                launch.path = node
                launch.arguments = ["node"] + words + [script] + arguments
            } else {
                if node["observe"]?.text != "false", usesTrace { words += ["--trace-file", "\(folder)/events-\(app.name)"] }
                launch.path = options.swjs
                launch.arguments = ["swjs"] + words + [script] + arguments
            }
        } else if let command = node["command"] {
            launch.path = "/bin/sh"
            if let words = command.items {
                let filled = try texts(YAMLNode(.sequence(words)))
                guard let first = filled.first,
                    let path = first == "swjs"
                        ? options.swjs : Files.command(first.includes("/") ? Files.absolute(first, from: directory) : first)
                else {
                    throw Failure("there is no command '\(filled.first ?? "")'")
                }
                launch.path = path
                launch.arguments = filled + arguments
            } else {
                let line = try text(command) ?? ""
                // One program is run by `exec`, so that signals reach it and not the shell.
                let first = line.split(separator: " ").first.map(String.init) ?? ""
                let isOneProgram =
                    !line.utf8.contains { ";&|\n<>(){}`".utf8.contains($0) } && Files.command(first) != nil && first != "exec"
                let words = (isOneProgram ? "exec " : "") + line + (arguments.isEmpty ? "" : " \"$@\"")
                launch.arguments = ["sh", "-c", words, "sh"] + arguments
            }
        }
        return launch
    }

    private func cellValue(_ name: String) -> JSON? { cell.last { $0.name == name }?.value }

    /// A channel changes what a program sees (`process.send`), so that only those get one whose spec sends or reads messages.
    private func usesChannel(_ app: App) -> Bool {
        func uses(_ steps: [Step]) -> Bool {
            steps.contains { step in
                if step.action == "send" || uses(step.steps) { return true }
                let filters = (step["jq"].map(ScriptTesting.texts) ?? []) + (step.value["jq"].map(ScriptTesting.texts) ?? [])
                return filters.contains { $0.includes(".messages") }
            }
        }
        return uses(spec.setup + spec.before + spec.tests.flatMap(\.steps) + spec.after + spec.teardown)
    }

    /// Whether an `events` step or a filter names an event that only swjs's own trace has.
    private var usesTrace: Bool {
        func names(_ node: YAMLNode?) -> Bool {
            guard let node else { return false }
            switch node.content {
            case .scalar(let text, _): return App.traceEvents.contains { text.includes($0) }
            case .sequence(let items): return items.contains(where: names)
            case .mapping(let entries): return entries.contains { App.traceEvents.contains($0.key.text ?? "") || names($0.value) }
            }
        }
        func uses(_ steps: [Step]) -> Bool {
            steps.contains { step in
                (step.action == "events" && names(step.value)) || names(step["jq"]) || names(step.value["jq"]) || uses(step.steps)
            }
        }
        return uses(spec.setup + spec.before + spec.tests.flatMap(\.steps) + spec.after + spec.teardown)
    }

    // MARK: - Ending

    /// Ends the apps as the spec says. Returns what went wrong.
    func stopApps() -> [Failure] {
        var failures: [Failure] = []
        for connection in idleConnections { connection.close() }
        idleConnections = []
        for pid in stopped { kill(pid, SIGCONT) }
        stopped = []
        for app in apps.reversed() {
            if let failure = leaks(app) { failures.append(failure) }
            if let failure = stop(app) { failures.append(failure) }
        }
        if let failure = survivors() { failures.append(failure) }
        for app in apps {
            app.drain()
            app.closePipes()
        }
        if let limit = spec.always?["errors"]?.text.flatMap(Int.init), requestErrors > limit {
            failures.append(Failure("always: errors: \(requestErrors) requests got no response (allowed: \(limit))"))
        }
        return failures
    }

    private func stop(_ app: App) -> Failure? {
        app.poll()
        guard app.isRunning else { return nil }
        let node = app.spec.node["stop"]
        let signal = node?["signal"]?.text ?? "SIGTERM"
        let within = node?["within"]?.text.flatMap(Duration.parse) ?? 5_000_000_000
        kill(app.pid, Signals.number(signal) ?? SIGTERM)
        let end = Clock.now + within
        reactor.run(until: end, interval: 2_000_000) {
            app.poll()
            return !app.isRunning
        }
        if app.isRunning {
            kill(app.pid, SIGKILL)
            reactor.run(until: Clock.now + 5_000_000_000, interval: 2_000_000) {
                app.poll()
                return !app.isRunning
            }
            return Failure("the app '\(app.name)' did not end within \(Duration.text(within)) of \(signal)")
        }
        if let code = node?["code"]?.text.flatMap(Int.init), app.exit?.code != code {
            return Failure("the app '\(app.name)' ended \(app.exit?.text ?? ""), expected code \(code)")
        }
        return nil
    }

    /// Descriptors that the primary has more than when it was ready.
    private func leaks(_ app: App) -> Failure? {
        guard let limit = spec.always?["leaked_descriptors"]?.text.flatMap(Int.init), app.isRunning,
            let before = app.descriptorsWhenReady
        else { return nil }
        var count = before
        // Connections that were closed just now may need a moment.
        reactor.run(until: Clock.now + 3_000_000_000) {
            count = ProcessTable.descriptorCount(app.pid) ?? before
            return count <= before + limit
        }
        if count <= before + limit { return nil }
        return Failure(
            "always: leaked_descriptors: the app '\(app.name)' has \(count) descriptors, \(count - before) more than when it was ready (allowed: \(limit))"
        )
    }

    /// Whatever still runs when the apps have ended became a child of this process. It is named and killed.
    private func survivors() -> Failure? {
        func left() -> [Int32] { ProcessTable.children(getpid()) }
        reactor.run(until: Clock.now + 1_500_000_000, interval: 5_000_000) { left().isEmpty }
        let found = left()
        guard !found.isEmpty else { return nil }
        let names = found.map { "\($0): \(ProcessTable.commandLine($0))" }
        test_kill_children()
        let limit = spec.always?["orphans"]?.text.flatMap(Int.init) ?? 0
        if found.count <= limit { return nil }
        return Failure(
            "\(found.count == 1 ? "a process was" : "\(found.count) processes were") left running when the app had ended (killed now)",
            details: names.map { "  " + $0 })
    }
}

func System_environment() -> [String: String] {
    var result: [String: String] = [:]
    var pointer = environ
    while let text = pointer.pointee {
        let entry = String(cString: text)
        if let equals = entry.firstIndex(of: "=") {
            result[String(entry[..<equals])] = String(entry[entry.index(after: equals)...])
        }
        pointer += 1
    }
    return result
}
