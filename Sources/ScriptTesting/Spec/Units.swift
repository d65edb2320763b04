/// A length of time as specs write it: `250ms`, `5s`, `1.5m`, `1h`.
enum Duration {
    static let expectation = "a duration such as 250ms, 5s or 2m"

    /// Nanoseconds; nil when the text is no duration.
    static func parse(_ text: String) -> UInt64? {
        let units: [(String, Double)] = [("ms", 1e6), ("us", 1e3), ("s", 1e9), ("m", 60e9), ("h", 3600e9)]
        for (unit, factor) in units where text.hasSuffix(unit) {
            let number = text.dropLast(unit.count)
            guard !number.isEmpty, number.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }), let value = Double(number),
                value * factor < 1e18
            else { continue }
            return UInt64(value * factor)
        }
        return nil
    }

    static func text(_ nanoseconds: UInt64) -> String {
        if nanoseconds >= 1_000_000_000 { return brief(Double(nanoseconds) / 1e9) + "s" }
        return brief(Double(nanoseconds) / 1e6, digits: nanoseconds < 10_000_000 ? 2 : 1) + "ms"
    }
}

/// A limit on a figure of a series of requests: `p95 < 50ms`, `errors == 0`, `rps >= 1000`.
struct Threshold {
    static let metrics = [
        "count", "errors", "rps", "min", "mean", "max", "p50", "p75", "p90", "p95", "p99", "p999", "bytes", "workers"
    ]
    static let expectation = "a threshold such as p95 < 50ms, errors == 0 or rps >= 100"
    static let times: Set<String> = ["min", "mean", "max", "p50", "p75", "p90", "p95", "p99", "p999"]

    let metric: String
    let comparison: String
    /// Milliseconds for times.
    let limit: Double
    let text: String

    /// - Throws: what is wrong, to be put behind the place.
    static func parse(_ text: String) throws(PatternError) -> Threshold {
        var rest = Substring(text.trimmed)
        let metric = String(rest.prefix { $0.isLetter || $0.isNumber })
        rest = rest.dropFirst(metric.count).drop { $0 == " " }
        let comparison = String(rest.prefix { "<>=!".contains($0) })
        let value = String(rest.dropFirst(comparison.count)).trimmed
        guard ["<", "<=", ">", ">=", "==", "!="].contains(comparison), !value.isEmpty else {
            throw PatternError(message: "expected \(expectation), got '\(text)'")
        }
        guard metrics.contains(metric) else {
            let hint = nearest(metric, metrics).map { "; did you mean '\($0)'?" } ?? ""
            throw PatternError(
                message: "unknown figure '\(metric)' in a threshold (known: \(metrics.joined(separator: ", ")))\(hint)")
        }
        if times.contains(metric) {
            guard let limit = Duration.parse(value) else {
                throw PatternError(message: "'\(metric)' is compared with \(Duration.expectation), not with '\(value)'")
            }
            return Threshold(metric: metric, comparison: comparison, limit: Double(limit) / 1e6, text: text)
        }
        guard let limit = Double(value) else {
            throw PatternError(message: "'\(metric)' is compared with a number, not with '\(value)'")
        }
        return Threshold(metric: metric, comparison: comparison, limit: limit, text: text)
    }

    func holds(_ value: Double) -> Bool {
        switch comparison {
        case "<": value < limit
        case "<=": value <= limit
        case ">": value > limit
        case ">=": value >= limit
        case "==": value == limit
        default: value != limit
        }
    }
}
