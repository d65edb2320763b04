/// `spec`: every test with its time, by suite, failures again at the end; on a terminal one line tells how far it is.
final class SpecReporter: Reporter {
    private let sink: Sink
    private var failures: [TestResult] = []
    private var units = 0
    private var finished = 0
    private var counts: [TestResult.State: Int] = [:]
    private var active: [String] = []
    private var hasProgress = false

    init(_ sink: Sink) { self.sink = sink }

    func begin(units: Int) { self.units = units }

    func start(_ unit: Unit) {
        active.append(unit.suite)
        progress()
    }

    func result(_ result: TestResult) {
        counts[result.state, default: 0] += 1
        if result.state == .failed { failures.append(result) }
        progress()
    }

    func finish(_ unit: Unit) {
        clear()
        finished += 1
        if let index = active.firstIndex(of: unit.suite) { active.remove(at: index) }
        let isSuite = unit.results.contains { !$0.name.isEmpty }
        if isSuite {
            sink.line("\(sink.bold(unit.suite)) \(sink.gray(unit.suite == Files.short(unit.file) ? "" : Files.short(unit.file)))")
        }
        for result in unit.results { show(result, indent: isSuite ? "  " : "", file: !isSuite) }
        progress()
    }

    private func show(_ result: TestResult, indent: String, file: Bool) {
        var name = result.name.isEmpty ? result.suite : result.name
        if file, result.suite != Files.short(result.file) { name += " " + sink.gray(Files.short(result.file)) }
        let time = sink.gray("\(brief(result.time, digits: result.time < 10 ? 2 : 0)) ms")
        let again = result.retries > 0 ? sink.yellow(" (at try \(result.retries + 1))") : ""
        switch result.state {
        case .passed:
            sink.line(
                "\(indent)\(sink.green("✔")) \(name) \(time)\(again)\(result.reason.isEmpty ? "" : sink.gray(" # \(result.reason)"))"
            )
        case .skipped:
            sink.line(
                "\(indent)\(sink.yellow("-")) \(name) \(sink.gray("# \(result.reason.isEmpty ? "skipped" : result.reason)"))")
        case .failed:
            sink.line("\(indent)\(sink.red("✘")) \(name) \(time)")
            for failure in result.failures {
                for (i, line) in failureLines(failure).enumerated() {
                    sink.line(indent + "    " + (i == 0 ? sink.red(line) : line))
                }
            }
        }
    }

    private func progress() {
        guard sink.isTerminal else { return }
        clear()
        let text =
            " \(finished)/\(units)  \(counts[.passed] ?? 0) passed, \(counts[.failed] ?? 0) failed  \(active.suffix(2).joined(separator: ", "))"
        sink.write(sink.gray(text.cut(78)))
        hasProgress = true
    }

    private func clear() {
        if hasProgress { sink.write("\r\u{1B}[K") }
        hasProgress = false
    }

    func end(_ summary: Summary) {
        clear()
        if failures.count > 1 {
            sink.line()
            sink.line("failed:")
            for result in failures {
                sink.line(
                    "  \(sink.red("✘")) \(result.title) \(sink.gray(Files.short(result.file) + (result.line > 0 ? ":\(result.line)" : "")))"
                )
            }
        }
        sink.line(sink.gray("\(brief(summary.time / 1000, digits: 2)) s"))
        sink.line(summary.failed > 0 ? sink.red(summary.line) : summary.line)
    }
}

/// `dot`: one sign for each test, then the failures.
final class DotReporter: Reporter {
    private let sink: Sink
    private var failures: [TestResult] = []
    private var again: [TestResult] = []
    private var column = 0

    init(_ sink: Sink) { self.sink = sink }

    func result(_ result: TestResult) {
        switch result.state {
        case .passed:
            sink.write(sink.green("."))
            if result.retries > 0 { again.append(result) }
        case .failed:
            sink.write(sink.red("F"))
            failures.append(result)
        case .skipped: sink.write(sink.yellow("-"))
        }
        column += 1
        if column % 80 == 0 { sink.line() }
    }

    func end(_ summary: Summary) {
        if column % 80 != 0 { sink.line() }
        for result in again { sink.line("passed at try \(result.retries + 1): \(result.title)") }
        for result in failures {
            sink.line("\(sink.red("✘")) \(result.title) \(sink.gray(Files.short(result.file)))")
            for failure in result.failures { for line in failureLines(failure) { sink.line("    " + line) } }
        }
        sink.line(summary.line)
    }
}
