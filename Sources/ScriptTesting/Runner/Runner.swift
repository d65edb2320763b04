import CTestProcess
import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `swjs test`: finds tests, runs them in supervisors, reports.
public final class Runner {
    private var options: RunOptions
    private let reactor = Reactor()
    private var finder: TestFinder!
    private var reporter: any Reporter = DotReporter(Sink(1, colors: false))
    private var waiting: [Unit] = []
    private struct Running {
        let supervisor: Supervisor
        let watch: Reactor.Watch
        var isDone = false
        var isOver = false
        var folder: String?
    }
    private var running: [Int32: Running] = [:]
    private var passed = 0
    private var failed = 0
    private var skipped = 0
    private var failures: [String] = []
    private var stops = false
    /// Files of the list of known failures that were run, and whether they did fail.
    private var expectedToFail: [String: Bool] = [:]

    public init(_ options: RunOptions) { self.options = options }

    /// - Returns: the exit code: 0; 1 when a test failed; 2 for mistakes in specs; 130 when interrupted.
    public func run() -> Int32 {
        if options.swjs.isEmpty { options.swjs = Files.executable }
        if options.jobs <= 0 { options.jobs = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
        test_catch_interrupts()
        test_adopt_orphans()
        if options.watches { return watch() }
        return runOnce()
    }

    private func runOnce() -> Int32 {
        passed = 0
        failed = 0
        skipped = 0
        failures = []
        stops = false
        let began = Clock.now
        finder = TestFinder(options)
        finder.find()
        if !finder.problems.isEmpty {
            for problem in finder.problems { printError(problem) }
            printError("\(finder.problems.count == 1 ? "1 mistake" : "\(finder.problems.count) mistakes"): nothing was run")
            return 2
        }
        guard let sink = Sink.open(options) else {
            printError("swjs test: \(options.output ?? "") cannot be written")
            return 2
        }
        reporter = makeReporter(options.reporter, sink)
        reporter.begin(units: finder.units.count)
        waiting = finder.units.reversed()
        while !waiting.isEmpty || !running.isEmpty {
            if test_interrupted() != 0 { interrupt() }
            while !stops, running.count < options.jobs, let unit = waiting.popLast() { start(unit) }
            if stops { waiting = [] }
            if running.isEmpty { continue }
            reactor.turn(until: Clock.now + 50_000_000)
            look()
        }
        sweep()
        reporter.end(Summary(passed: passed, failed: failed, skipped: skipped, time: (Clock.now - began).inMilliseconds))
        sink.close()
        FailedTests.save(failures, finder.identities)
        for name in finder.known.keys.sorted() where expectedToFail[name] == false {
            printError("passes, take it off the list of known failures: \(name)")
        }
        if test_interrupted() != 0 { return 130 }
        return failed > 0 ? 1 : 0
    }

    private func printError(_ text: String) { Files.writeAll(2, Array((text + "\n").utf8)) }

    // MARK: - Supervisors

    private func start(_ unit: Unit) {
        reporter.start(unit)
        guard let supervisor = Supervisor.start(unit, finder.filters, options) else {
            take(
                TestResult(
                    file: unit.file, suite: unit.suite, name: "", state: .failed, time: 0,
                    failures: [Failure("no process can be started: \(errorText(errno))")]), unit)
            reporter.finish(unit)
            return
        }
        var rest: [UInt8] = []
        let pid = supervisor.pid
        let watch = reactor.watch(supervisor.fd) { [unowned self] _ in
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = read(supervisor.fd, &buffer, buffer.count)
            if count <= 0 {
                if count < 0, errno == EINTR { return }
                return ended(pid)
            }
            rest += buffer[..<count]
            while let end = rest.firstIndex(of: 10) {
                let line = Array(rest[..<end])
                rest.removeSubrange(...end)
                guard let json = try? JSON.parse(line) else { continue }
                if json == .string("done") {
                    running[pid]?.isDone = true
                } else if let folder = json["folder"]?.stringValue {
                    running[pid]?.folder = folder
                } else if let result = TestResult(json) {
                    take(result, unit)
                }
            }
        }
        running[pid] = Running(supervisor: supervisor, watch: watch)
    }

    /// A supervisor has closed its pipe.
    private func ended(_ pid: Int32) {
        guard let each = running.removeValue(forKey: pid) else { return }
        reactor.remove(each.watch)
        close(each.supervisor.fd)
        var status: Int32 = 0
        let until = Clock.now + 10_000_000_000
        while test_reap(pid, &status) == 0 {
            if Clock.now > until { kill(pid, SIGKILL) }
            usleep(500)
        }
        let unit = each.supervisor.unit
        if !each.isDone {
            if let folder = each.folder { Files.removeTree(folder) }
            let failure =
                each.isOver
                ? Failure("no end within \(Duration.text(unit.limit)), and the test's own limits did not end it")
                : test_interrupted() != 0 ? Failure("interrupted") : Failure("the supervisor ended by itself (status \(status))")
            take(
                TestResult(
                    file: unit.file, suite: unit.suite, name: "", state: .failed,
                    time: (Clock.now - each.supervisor.started).inMilliseconds, failures: [failure]), unit)
            sweep()
        }
        reporter.finish(unit)
    }

    /// Ends supervisors whose time is over; they end what they started.
    private func look() {
        for (pid, each) in running where Clock.now - each.supervisor.started > each.supervisor.unit.limit {
            kill(pid, each.isOver ? SIGKILL : SIGTERM)
            running[pid]?.isOver = true
        }
    }

    private func interrupt() {
        stops = true
        waiting = []
        // Said again and again: they end by it, however early it comes.
        for pid in running.keys { kill(pid, SIGTERM) }
    }

    /// A supervisor that was killed leaves its processes to the runner: children that are no supervisors.
    private func sweep() {
        for _ in 0..<100 {
            let strangers = ProcessTable.children(getpid()).filter { running[$0] == nil }
            for pid in strangers { kill(pid, SIGKILL) }
            for pid in strangers { waitpid(pid, nil, 0) }
            if strangers.isEmpty { return }
        }
    }

    // MARK: - Results

    private func take(_ given: TestResult, _ unit: Unit) {
        var result = given
        if finder.known[Files.short(result.file)] != nil {
            expectedToFail[Files.short(result.file)] = expectedToFail[Files.short(result.file)] == true || result.state == .failed
        }
        if result.state == .failed, let reason = finder.known[Files.short(result.file)] {
            result.state = .skipped
            result.reason = "known to fail" + (reason.isEmpty ? "" : ": \(reason)")
        }
        switch result.state {
        case .passed: passed += 1
        case .failed:
            failed += 1
            failures.append(result.identity)
        case .skipped: skipped += 1
        }
        unit.results.append(result)
        reporter.result(result)
        if result.state == .failed, options.bail { interruptForBail() }
    }

    private func interruptForBail() {
        stops = true
        waiting = []
    }

    // MARK: - Watching

    /// Runs again whenever a file of the tests' folders changes.
    private func watch() -> Int32 {
        var code = runOnce()
        while test_interrupted() == 0 {
            let before = finder.stamps()
            printError("-- waiting for changes (Ctrl-C ends)")
            while test_interrupted() == 0, finder.stamps() == before { usleep(200_000) }
            if test_interrupted() != 0 { break }
            usleep(50_000)
            code = runOnce()
        }
        return code == 2 ? 2 : code
    }
}

struct Summary {
    let passed: Int
    let failed: Int
    let skipped: Int
    /// Milliseconds.
    let time: Double
    var line: String { "\(passed) passed, \(failed) failed, \(skipped) skipped" }
}
