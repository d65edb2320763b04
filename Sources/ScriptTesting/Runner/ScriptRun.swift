import CTestProcess
import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs a script as a test, in the supervisor: one with node:test, which reports its tests, or a plain one, of which the exit
/// code counts.
struct ScriptRun {
    let path: String
    let isPlain: Bool
    let options: RunOptions
    let folder: String
    let report: (TestResult) -> Void

    func run() {
        var tries = 0
        while true {
            let results = once()
            if tries >= options.retries || !results.contains(where: { $0.state == .failed }) {
                for var result in results {
                    result.retries = tries
                    report(result)
                }
                return
            }
            tries += 1
        }
    }

    private func once() -> [TestResult] {
        let began = Clock.now
        let reactor = Reactor()
        let node = YAMLNode.wrap("run", YAMLNode(.scalar(path, plain: true)))
        let app = App(AppSpec(name: "app", node: node), runtime: options.runtime ?? "swjs", port: 0, reactor)
        var environment = System_environment().filter {
            !$0.key.hasPrefix("NODE_") && $0.key != "PORT" && !$0.key.hasPrefix("SWJS_TEST")
        }
        let reportPath = "\(folder)/report"
        unlink(reportPath)
        let work = "\(folder)/work"
        Files.makeFolders(work)
        environment["TMPDIR"] = work
        environment["SWJS_TEST_REPORT"] = reportPath
        environment["SWJS_TEST_RUNNER"] = "\(getpid())"
        let runsNode = options.runtime == "node"
        let launch = Launch(
            path: runsNode ? Files.command("node") ?? "node" : options.swjs,
            arguments: runsNode ? ["node", path] : ["swjs", "run", path],
            environment: environment, directory: isPlain ? work : nil)
        var failures: [Failure] = []
        let limit = options.timeout ?? 60_000_000_000
        do throws(Failure) {
            try app.start(launch, events: nil)
            var looked = began
            var tooMany = false
            reactor.run(until: began + limit, interval: 5_000_000) {
                app.poll()
                if Clock.now - looked > 300_000_000, app.isRunning {
                    looked = Clock.now
                    tooMany = ProcessTable.tree(getpid()).count > options.maximumProcesses
                }
                return !app.isRunning || tooMany
            }
            if tooMany {
                failures.append(Failure("more than \(options.maximumProcesses) processes"))
            } else if app.isRunning {
                failures.append(Failure("no end within \(Duration.text(limit))"))
            } else if let exit = app.exit, exit.code != 0 {
                failures.append(Failure("ended \(exit.text)"))
            }
            if failures.isEmpty || !app.isRunning {
                reactor.run(until: Clock.now + 1_500_000_000, interval: 5_000_000) { ProcessTable.children(getpid()).isEmpty }
                let left = ProcessTable.children(getpid())
                if !left.isEmpty {
                    failures.append(
                        Failure("left running: " + left.map { "\($0): \(ProcessTable.commandLine($0))" }.joined(separator: "; ")))
                }
            }
        } catch {
            failures.append(error)
        }
        test_kill_children()
        app.drain()
        let time = (Clock.now - began).inMilliseconds
        defer {
            app.closePipes()
            Files.removeTree(work)
        }
        var results = reported()
        let output =
            app.output.text.lines.suffix(25).map { "  | " + $0.cut(200) }
            + app.errors.text.lines.suffix(25).map { "  | " + $0.cut(200) }
        // The exit code of failed tests says nothing new.
        if results.contains(where: { $0.state == .failed }), app.exit?.code == 1 {
            failures.removeAll { $0.message == "ended with code 1" }
        }
        if !results.isEmpty, failures.isEmpty { return results }
        if !failures.isEmpty { failures[0].details += output }
        results.append(
            TestResult(
                file: path, suite: Files.short(path), name: results.isEmpty ? "" : "the file",
                state: failures.isEmpty ? .passed : .failed, time: time,
                failures: failures))
        return results
    }

    /// What node:test wrote down: a line of JSON for each test.
    private func reported() -> [TestResult] {
        (Files.readText("\(folder)/report") ?? "").lines.compactMap { line in
            guard let json = try? JSON.parse(Array(line.utf8)), let name = json["name"]?.stringValue,
                let state = json["state"]?.stringValue.flatMap(TestResult.State.init)
            else { return nil }
            var result = TestResult(file: path, suite: Files.short(path), name: name, state: state, time: 0)
            if case .number(let time)? = json["time"] { result.time = time }
            result.reason = json["reason"]?.stringValue ?? ""
            if let error = json["error"]?.stringValue {
                let lines = error.lines
                result.failures = [Failure(lines.first ?? "failed", details: Array(lines.dropFirst().prefix(60)))]
            }
            return result
        }
    }
}
