import ClusterRuntime
import DataFormats

/// Explains why a filter did not hold: which part of it, what both sides gave, and where in the document they part.
struct FilterReport {
    let session: Session
    let filter: String
    let document: JSON
    let input: JQInput
    let result: JQResult

    init(_ session: Session, _ filter: String, _ document: JSON, _ input: JQInput, _ result: JQResult) {
        self.session = session
        self.filter = filter
        self.document = document
        self.input = input
        self.result = result
    }

    func failure(_ step: Step, _ node: YAMLNode) -> Failure {
        var details = ["filter: \(filter.trimmed)"]
        if let error = result.error {
            details.append("error:  \(error)")
        } else {
            details.append(
                "gave:   \(result.outputs.isEmpty ? "nothing" : result.outputs.prefix(5).joined(separator: ", ").cut(200))")
        }
        let part = failingPart()
        if part != filter.trimmed { details.append("part:   \(part)") }
        details += comparison(part)
        if let hint = missingPath(part) { details.append(hint) }
        details += inputLines(part)
        return Failure(step, node, "the filter does not hold", details: details)
    }

    private func evaluate(_ filter: String) -> JQResult? {
        guard let program = try? JQ(filter) else { return nil }
        return program.run(input, limit: 100)
    }

    /// Of `a and b and c` the first that is not true.
    private func failingPart() -> String {
        let parts = FilterReport.split(filter, ["and"]).map(\.text)
        guard parts.count > 1, FilterReport.split(filter, ["or", "|", ","]).count == 1 else { return filter.trimmed }
        return parts.first { evaluate($0)?.isTrue == false } ?? filter.trimmed
    }

    /// Both sides of a comparison, and the first path where equal ones would not differ.
    private func comparison(_ part: String) -> [String] {
        let pieces = FilterReport.split(part, ["==", "!=", "<=", ">=", "<", ">"])
        guard pieces.count == 2, FilterReport.split(part, ["|", ",", "and", "or"]).count == 1 else { return [] }
        guard let left = evaluate(pieces[0].text), let right = evaluate(pieces[1].text) else { return [] }
        func show(_ result: JQResult) -> String { result.error ?? result.outputs.prefix(3).joined(separator: ", ").cut(300) }
        var lines = ["left:   \(show(left))", "right:  \(show(right))"]
        if pieces[1].separator == "==", let a = left.outputs.first.flatMap({ try? JSON.parse(Array($0.utf8)) }),
            let b = right.outputs.first.flatMap({ try? JSON.parse(Array($0.utf8)) })
        {
            let found = difference(a, b)
            if let found, !found.path.isEmpty { lines.append("differs at \(found.path): \(found.left) and \(found.right)") }
        }
        return lines
    }

    /// `.a.b.c` where `.a` has no `b`: what it has instead.
    private func missingPath(_ part: String) -> String? {
        let bytes = Array(part.utf8)
        var i = 0
        while i < bytes.count {
            guard bytes[i] == 46, i == 0 || !isWord(bytes[i - 1]), i + 1 < bytes.count, isWord(bytes[i + 1]) else {
                i += 1
                continue
            }
            var value: JSON? = document
            var path = ""
            while i + 1 < bytes.count, bytes[i] == 46, isWord(bytes[i + 1]) {
                var end = i + 1
                while end < bytes.count, isWord(bytes[end]) { end += 1 }
                let name = String(decoding: bytes[(i + 1)..<end], as: UTF8.self)
                if case .object(let members)? = value, !members.contains(where: { $0.name == name }) {
                    let names = members.map(\.name)
                    let hint =
                        nearest(name, names).map { "; did you mean '\($0)'?" }
                        ?? (names.isEmpty ? "" : " (it has \(names.prefix(8).joined(separator: ", ")))")
                    return "\(path.isEmpty ? "the document" : path) has no '\(name)'\(hint)"
                }
                value = value?[name]
                path += "." + name
                i = end
            }
        }
        return nil
    }

    private func isWord(_ byte: UInt8) -> Bool {
        byte == 95 || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    /// The parts of the document that the filter names, cut sensibly.
    private func inputLines(_ part: String) -> [String] {
        guard case .object(let members) = document else { return [] }
        var lines: [String] = []
        for member in members where part.includes("." + member.name) && member.name != "vars" {
            let text = member.value.string
            lines.append("input:  .\(member.name) = \(text.cut(400))")
        }
        return lines
    }

    struct Piece {
        let text: String
        /// What stood before it.
        let separator: String
    }

    /// Splits a filter at operators outside of brackets and strings.
    static func split(_ filter: String, _ operators: [String]) -> [Piece] {
        let bytes = Array(filter.utf8)
        var pieces: [Piece] = []
        var start = 0
        var separator = ""
        var depth = 0
        var i = 0
        func isLetter(_ at: Int) -> Bool {
            at >= 0 && at < bytes.count && (bytes[at] == 95 || bytes[at] == 46 || Character(UnicodeScalar(bytes[at])).isLetter)
        }
        outer: while i < bytes.count {
            let byte = bytes[i]
            if byte == 34 {
                i += 1
                while i < bytes.count, bytes[i] != 34 { i += bytes[i] == 92 ? 2 : 1 }
            } else if [40, 91, 123].contains(byte) {
                depth += 1
            } else if [41, 93, 125].contains(byte) {
                depth -= 1
            } else if depth == 0 {
                for word in operators {
                    let end = i + word.utf8.count
                    guard end <= bytes.count, Array(word.utf8) == Array(bytes[i..<end]) else { continue }
                    let isWord = word == "and" || word == "or"
                    if isWord, isLetter(i - 1) || isLetter(end) { continue }
                    // `|=`, `//=` and the like are no ends.
                    if !isWord, word.utf8.last != 61, end < bytes.count, bytes[end] == 61 { continue }
                    pieces.append(Piece(text: String(decoding: bytes[start..<i], as: UTF8.self).trimmed, separator: separator))
                    separator = word
                    start = end
                    i = end
                    continue outer
                }
            }
            i += 1
        }
        pieces.append(
            Piece(text: String(decoding: bytes[min(start, bytes.count)...], as: UTF8.self).trimmed, separator: separator))
        return pieces
    }
}

/// Where two values first differ.
func difference(_ a: JSON, _ b: JSON, _ path: String = "") -> (path: String, left: String, right: String)? {
    switch (a, b) {
    case (.object(let left), .object(let right)):
        for member in left {
            guard let other = right.first(where: { $0.name == member.name })?.value else {
                return (path + "." + member.name, member.value.string.cut(100), "nothing")
            }
            if let found = difference(member.value, other, path + "." + member.name) { return found }
        }
        for member in right where !left.contains(where: { $0.name == member.name }) {
            return (path + "." + member.name, "nothing", member.value.string.cut(100))
        }
        return nil
    case (.array(let left), .array(let right)):
        for i in 0..<max(left.count, right.count) {
            if i >= left.count { return ("\(path)[\(i)]", "nothing", right[i].string.cut(100)) }
            if i >= right.count { return ("\(path)[\(i)]", left[i].string.cut(100), "nothing") }
            if let found = difference(left[i], right[i], "\(path)[\(i)]") { return found }
        }
        return nil
    default: return a == b ? nil : (path, a.string.cut(100), b.string.cut(100))
    }
}
