import JSRegExp

/// A regular expression with JavaScript's syntax.
struct Pattern {
    private let program: RegExpProgram

    /// - Throws: a description of the mistake.
    init(_ source: String) throws(PatternError) {
        do throws(RegExpSyntaxError) {
            program = try RegExpCompiler.compile(units: Array(source.utf16), flags: [.unicode, .multiline])
        } catch {
            throw PatternError(message: "\(error.reason)")
        }
    }

    /// The first match at or after an offset in UTF-16 units: the range of each capture, nil for one that took no part.
    func match(_ text: [UInt16], from start: Int = 0) -> [Range<Int>?]? {
        let context = RegExpMatchContext()
        context.stepLimit = 50_000_000
        var captures = [Int32](repeating: -1, count: program.captureCount * 2)
        // An empty array has no address.
        let result = (text + [0]).withUnsafeBufferPointer { buffer in
            program.match(
                utf16: buffer.baseAddress!, length: text.count, startIndex: start, captures: &captures, context: context)
        }
        guard result == .match else { return nil }
        return (0..<program.captureCount).map { i in
            captures[2 * i] < 0 ? nil : Int(captures[2 * i])..<Int(captures[2 * i + 1])
        }
    }

    /// The texts of the captures of the first match.
    func captures(_ text: String) -> [String?]? {
        let units = Array(text.utf16)
        return match(units)?.map { $0.map { String(decoding: units[$0], as: UTF16.self) } }
    }

    func matches(_ text: String) -> Bool { match(Array(text.utf16)) != nil }

    /// All matches replaced by a text.
    func replacing(_ text: String, with replacement: String) -> String {
        let units = Array(text.utf16)
        var output: [UInt16] = []
        var at = 0
        while at <= units.count, let range = match(units, from: at)?[0] {
            output += units[at..<range.lowerBound]
            output += replacement.utf16
            if range.isEmpty {
                if range.lowerBound < units.count { output.append(units[range.lowerBound]) }
                at = range.upperBound + 1
            } else {
                at = range.upperBound
            }
        }
        if at < units.count { output += units[at...] }
        return String(decoding: output, as: UTF16.self)
    }
}

struct PatternError: Error {
    let message: String
}

extension String {
    /// Whether a text stands in this one, byte by byte.
    func includes(_ other: String) -> Bool {
        let a = Array(utf8)
        let b = Array(other.utf8)
        if b.isEmpty { return true }
        if a.count < b.count { return false }
        return a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                for start in 0...(a.count - b.count) where a[start] == b[0] {
                    var i = 1
                    while i < b.count, a[start + i] == b[i] { i += 1 }
                    if i == b.count { return true }
                }
                return false
            }
        }
    }

    /// A piece of at most so many characters, with `…` where something was cut.
    func cut(_ limit: Int) -> String {
        if utf8.count <= limit { return self }
        return count <= limit ? self : String(prefix(limit)) + "…"
    }

    var trimmed: String {
        var view = Substring(self)
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }

    /// The lines, without an empty one after the last line end.
    var lines: [String] {
        var result = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if result.last == "" { result.removeLast() }
        return result
    }
}

/// How many letters must be inserted, removed or replaced to get from one word to the other (Levenshtein).
func editDistance(_ a: String, _ b: String) -> Int {
    let a = Array(a.utf8)
    let b = Array(b.utf8)
    var row = Array(0...b.count)
    for i in 0..<a.count {
        var diagonal = row[0]
        row[0] = i + 1
        for j in 0..<b.count {
            let cost = a[i] == b[j] ? diagonal : diagonal + 1
            diagonal = row[j + 1]
            row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[b.count]
}

/// The candidate that a mistyped word probably means; nil when none is near.
func nearest(_ word: String, _ candidates: [String]) -> String? {
    var best: (word: String, distance: Int)?
    for candidate in candidates {
        var distance = editDistance(word, candidate)
        if candidate.hasPrefix(word) || word.hasPrefix(candidate), min(word.count, candidate.count) >= 3 {
            distance = min(distance, 2)
        }
        if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(2, word.count / 3) else { return nil }
    return best.word
}

/// A number without digits that say nothing.
func brief(_ value: Double, digits: Int = 1) -> String {
    if value.rounded() == value, value.magnitude < 1e15 { return String(Int(value)) }
    if digits == 0 { return String(Int(value.rounded())) }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value.magnitude * scale).rounded())
    let whole = scaled / Int(scale)
    var fraction = String(scaled % Int(scale))
    fraction = String(repeating: "0", count: digits - fraction.count) + fraction
    return (value < 0 ? "-" : "") + "\(whole).\(fraction)"
}
