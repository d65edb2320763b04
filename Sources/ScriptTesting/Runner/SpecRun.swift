import ClusterRuntime
import DataFormats

/// Runs a unit's spec, in the supervisor.
struct SpecRun {
    let spec: Spec
    let cell: [JSON.Member]
    let tests: [Int]
    let filters: JQFilterSet
    let options: RunOptions
    let folder: String
    let report: (TestResult) -> Void

    private var suite: String { Unit.suite(spec, cell) }

    private func result(_ test: TestCase, _ state: TestResult.State, _ time: Double = 0) -> TestResult {
        TestResult(
            file: spec.file, suite: suite, name: spec.isSingle ? "" : test.name,
            line: spec.isSingle ? spec.node.line : test.node.line, state: state,
            time: time)
    }

    func run() {
        if let reason = spec.skip ?? missingCommand() { return skipAll(reason) }
        let wanted = tests.filter { spec.tests[$0].skip == nil }
        for index in tests {
            guard let reason = spec.tests[index].skip else { continue }
            var result = result(spec.tests[index], .skipped)
            result.reason = reason
            report(result)
        }
        if wanted.isEmpty { return }
        if spec.isolate {
            for index in wanted { runSession([index]) }
        } else {
            runSession(wanted)
        }
    }

    private func skipAll(_ reason: String) {
        for index in tests {
            var result = result(spec.tests[index], .skipped)
            result.reason = reason
            report(result)
        }
    }

    private func missingCommand() -> String? {
        let runtime = cell.last { $0.name == "runtime" }?.value.stringValue ?? options.runtime ?? spec.runtime
        let needs = spec.needs + (runtime == "node" ? ["node"] : [])
        return needs.first { Files.command($0) == nil }.map { "\($0) is not installed" }
    }

    /// The apps are started, the tests run on them, the apps are ended.
    private func runSession(_ indices: [Int]) {
        let session = Session(spec, cell, filters, options, folder: folder)
        let began = Clock.now
        var held: TestResult?
        var end: [Failure] = []
        do throws(Failure) {
            session.deadline = began + (options.timeout ?? spec.timeout)
            try session.prepare()
            try session.startApps()
            try session.run(spec.setup)
        } catch {
            end.append(described(error, session))
        }
        if end.isEmpty {
            for index in indices {
                if let held { report(held) }
                held = attempt(spec.tests[index], session, indices.count == 1 ? began : nil)
            }
        }
        session.deadline = Clock.now + (options.timeout ?? spec.timeout)
        do throws(Failure) { if session.main?.pid ?? 1 != 0 { try session.run(spec.teardown) } } catch {
            if end.isEmpty { end.append(described(error, session)) }
        }
        end += session.stopApps()
        // What went wrong before the first test fails all; what did after the last one fails that.
        if var last = held {
            if !end.isEmpty {
                if indices.count > 1 {
                    report(last)
                    last = TestResult(
                        file: spec.file, suite: suite, name: "after the tests", line: spec.node.line, state: .failed, time: 0)
                }
                last = settle(last, last.failures + end, indices.count > 1 ? nil : spec.tests[indices[0]])
            }
            report(last)
            return
        }
        for (i, index) in indices.enumerated() {
            let failures = i == 0 ? end : [Failure("not run: \(end.first?.message ?? "")")]
            report(
                settle(
                    result(spec.tests[index], .failed, i == 0 ? (Clock.now - began).inMilliseconds : 0), failures,
                    spec.tests[index]))
        }
    }

    /// Failures of a `todo` count as skipped.
    private func settle(_ result: TestResult, _ failures: [Failure], _ test: TestCase?) -> TestResult {
        var result = result
        result.failures = failures
        result.state = failures.isEmpty ? .passed : .failed
        if let todo = test?.todo ?? spec.todo {
            result.reason = "todo" + (todo.isEmpty ? "" : ": \(todo)")
            if !failures.isEmpty { result.state = .skipped }
        }
        return result
    }

    private func attempt(_ test: TestCase, _ session: Session, _ since: UInt64?) -> TestResult {
        var tries = 0
        let variables = session.variables
        while true {
            let began = tries == 0 ? since ?? Clock.now : Clock.now
            session.variables = variables
            session.publishPorts()
            let failures = once(test, session)
            var result = settle(result(test, .passed, (Clock.now - began).inMilliseconds), failures, test)
            result.retries = tries
            if failures.isEmpty || tries >= options.retries { return result }
            tries += 1
        }
    }

    private func once(_ test: TestCase, _ session: Session) -> [Failure] {
        let timeout = options.timeout ?? test.timeout
        session.deadline = Clock.now + timeout
        var failures: [Failure] = []
        do throws(Failure) {
            if test.node["vars"] != nil { try session.set(test.node["vars"]!.entries) }
            try session.run(spec.before)
            try session.run(test.steps)
        } catch {
            var failure = described(error, session)
            if Clock.now >= session.deadline { failure.message = "no end within \(Duration.text(timeout)): " + failure.message }
            failures.append(failure)
        }
        if failures.isEmpty, let node = spec.always?["jq"] {
            let step = Step(file: spec.file, node: spec.always!)
            do throws(Failure) {
                if var failure = try session.check(filterList(node), step) {
                    failure.message = "always: " + failure.message
                    failures.append(described(failure, session))
                }
            } catch {
                failures.append(error)
            }
        }
        if !spec.after.isEmpty {
            session.deadline = Clock.now + timeout
            do throws(Failure) { try session.run(spec.after) } catch {
                if failures.isEmpty { failures.append(described(error, session)) }
            }
        }
        return failures
    }

    /// A failure with what the apps were and said at that time.
    private func described(_ failure: Failure, _ session: Session) -> Failure {
        var failure = failure
        for app in session.apps {
            app.poll()
            app.drain()
            if let exit = app.exit { failure.details.append("the app '\(app.name)' has ended \(exit.text)") }
            failure.details += app.lastOutput()
        }
        return failure
    }
}
