import ClusterRuntime
import DataFormats

/// `tap`: the Test Anything Protocol, version 14. https://testanything.org/tap-version-14-specification.html
final class TAPReporter: Reporter {
    private let sink: Sink
    private var number = 0

    init(_ sink: Sink) { self.sink = sink }

    func begin(units: Int) { sink.line("TAP version 14") }

    func result(_ result: TestResult) {
        number += 1
        let name = result.title.split(separator: "#").joined(separator: "\\#").split(separator: "\n").joined(separator: " ")
        var line = "\(result.state == .failed ? "not ok" : "ok") \(number) - \(name)"
        if result.state == .skipped {
            line += result.reason.hasPrefix("todo") ? " # TODO \(result.reason.dropFirst(4))" : " # SKIP \(result.reason)"
        }
        sink.line(line)
        if result.state == .failed {
            sink.line("  ---")
            sink.line("  duration_ms: \(brief(result.time, digits: 3))")
            sink.line("  file: \(JSON.string(Files.short(result.file)).string)")
            sink.line("  message: |-")
            for failure in result.failures { for line in failureLines(failure) { sink.line("    " + line) } }
            sink.line("  ...")
        }
    }

    func end(_ summary: Summary) {
        sink.line("1..\(number)")
        sink.line("# \(summary.line)")
    }
}

/// `junit`: the XML that CI servers read.
final class JUnitReporter: Reporter {
    private let sink: Sink
    private var suites: [(name: String, file: String, results: [TestResult])] = []

    init(_ sink: Sink) { self.sink = sink }

    func finish(_ unit: Unit) { suites.append((unit.suite, unit.file, unit.results)) }

    func end(_ summary: Summary) {
        sink.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        let total = summary.passed + summary.failed + summary.skipped
        sink.line(
            "<testsuites tests=\"\(total)\" failures=\"\(summary.failed)\" skipped=\"\(summary.skipped)\" time=\"\(seconds(summary.time))\">"
        )
        for suite in suites {
            let failed = suite.results.filter { $0.state == .failed }.count
            let skipped = suite.results.filter { $0.state == .skipped }.count
            let time = suite.results.reduce(0) { $0 + $1.time }
            sink.line(
                "  <testsuite name=\"\(escape(suite.name))\" tests=\"\(suite.results.count)\" failures=\"\(failed)\" skipped=\"\(skipped)\" time=\"\(seconds(time))\">"
            )
            for result in suite.results {
                let name = result.name.isEmpty ? result.suite : result.name
                let head =
                    "    <testcase name=\"\(escape(name))\" classname=\"\(escape(Files.short(suite.file)))\" time=\"\(seconds(result.time))\""
                switch result.state {
                case .passed: sink.line(head + "/>")
                case .skipped: sink.line(head + "><skipped message=\"\(escape(result.reason))\"/></testcase>")
                case .failed:
                    let text = result.failures.flatMap(failureLines).joined(separator: "\n")
                    sink.line(
                        head
                            + "><failure message=\"\(escape(result.failures.first?.message ?? "failed"))\">\(escape(text))</failure></testcase>"
                    )
                }
            }
            sink.line("  </testsuite>")
        }
        sink.line("</testsuites>")
        // The closing line stays for those who look at the terminal.
        if sink.fd != 1 { Sink(1, colors: false).line(summary.line) }
    }

    private func seconds(_ milliseconds: Double) -> String { brief(milliseconds / 1000, digits: 4) }

    private func escape(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n": result += "&#10;"
            // What XML 1.0 cannot hold.
            case _ where scalar.value < 32 && scalar != "\t" && scalar != "\r": result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// `json`: a line of JSON for each test, then one with the totals.
final class JSONReporter: Reporter {
    private let sink: Sink
    init(_ sink: Sink) { self.sink = sink }

    func result(_ result: TestResult) { sink.line(result.json.string) }

    func end(_ summary: Summary) {
        sink.line(
            JSON.object([
                JSON.Member("passed", .number(summary.passed)), JSON.Member("failed", .number(summary.failed)),
                JSON.Member("skipped", .number(summary.skipped)), JSON.Member("time", .number(summary.time))
            ]).string)
        if sink.fd != 1 { Sink(1, colors: false).line(summary.line) }
    }
}
