#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Shows results as they come.
protocol Reporter {
    func begin(units: Int)
    func start(_ unit: Unit)
    func result(_ result: TestResult)
    /// All results of a unit have come.
    func finish(_ unit: Unit)
    func end(_ summary: Summary)
}

extension Reporter {
    func begin(units: Int) {}
    func start(_ unit: Unit) {}
    func result(_ result: TestResult) {}
    func finish(_ unit: Unit) {}
}

/// Where a report goes.
final class Sink {
    let fd: Int32
    let colors: Bool
    let isTerminal: Bool

    init(_ fd: Int32, colors: Bool) {
        self.fd = fd
        self.colors = colors
        isTerminal = isatty(fd) != 0
    }

    static func open(_ options: RunOptions) -> Sink? {
        var fd: Int32 = 1
        if let path = options.output {
            fd = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            if fd < 0 { return nil }
        }
        let wanted =
            options.colors
            ?? {
                if let text = Files.environment("NO_COLOR"), !text.isEmpty { return false }
                if let text = Files.environment("FORCE_COLOR") { return text != "0" }
                return isatty(fd) != 0 && Files.environment("TERM") != "dumb"
            }()
        return Sink(fd, colors: wanted)
    }

    func write(_ text: String) { Files.writeAll(fd, Array(text.utf8)) }
    func line(_ text: String = "") { write(text + "\n") }
    func close() { if fd > 2 { Glibc.close(fd) } }

    func paint(_ text: String, _ code: String) -> String { colors ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
    func green(_ text: String) -> String { paint(text, "32") }
    func red(_ text: String) -> String { paint(text, "31") }
    func yellow(_ text: String) -> String { paint(text, "33") }
    func gray(_ text: String) -> String { paint(text, "90") }
    func bold(_ text: String) -> String { paint(text, "1") }
}

let reporterNames = ["spec", "dot", "tap", "junit", "json"]

func makeReporter(_ name: String?, _ sink: Sink) -> any Reporter {
    switch name ?? (sink.isTerminal ? "spec" : "spec") {
    case "dot": DotReporter(sink)
    case "tap": TAPReporter(sink)
    case "junit": JUnitReporter(sink)
    case "json": JSONReporter(sink)
    default: SpecReporter(sink)
    }
}

/// The lines below a failed test.
func failureLines(_ failure: Failure) -> [String] {
    var lines = failure.message.lines
    if !failure.place.isEmpty { lines.append("at \(failure.place)") }
    return lines + failure.details
}
