import CDataFormats
import ClusterRuntime

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a filter made of its input: its results, and the error that ended it, if any.
public struct JQResult: Equatable, Sendable {
    /// Each as JSON text.
    public var outputs: [String] = []
    public var error: String?

    public init() {}

    /// Whether there is at least one result, and all are neither `false` nor `null`.
    public var isTrue: Bool { error == nil && !outputs.isEmpty && outputs.allSatisfy { $0 != "false" && $0 != "null" } }
}

/// Why a filter, or a text for one, cannot be used.
public struct JQError: Error, Equatable, Sendable {
    public let message: String
}

/// A JSON value in libjq's memory, as input of filters.
public final class JQInput {
    fileprivate let value: OpaquePointer

    public init(_ text: [UInt8]) throws(JQError) {
        try JQ.load()
        var message: UnsafeMutablePointer<CChar>?
        let parsed = text.withUnsafeBytes { cjq_parse($0.bindMemory(to: CChar.self).baseAddress, $0.count, &message) }
        guard let parsed else { throw JQError(message: JQ.take(message)) }
        value = parsed
    }

    public convenience init(_ json: JSON) throws(JQError) { try self.init(json.text) }

    deinit { cjq_value_free(value) }
}

/// A compiled filter. https://jqlang.github.io/jq/manual/v1.6/
public final class JQ {
    private let program: OpaquePointer

    /// - Throws: JQError with what libjq says about the filter.
    public init(_ filter: String) throws(JQError) {
        try JQ.load()
        var message: UnsafeMutablePointer<CChar>?
        guard let compiled = cjq_compile(filter, &message) else { throw JQError(message: JQ.tidy(JQ.take(message))) }
        program = compiled
    }

    deinit { cjq_program_free(program) }

    /// Runs the filter. At most `limit` results are taken.
    public func run(_ input: JQInput, limit: Int = 10_000) -> JQResult { run(input, index: -1, limit: limit) }

    fileprivate func run(_ input: JQInput, index: Int32, limit: Int) -> JQResult {
        var result = JQResult()
        cjq_start(program, input.value, index)
        while true {
            var text: UnsafeMutablePointer<CChar>?
            var length = 0
            let kind = Int(cjq_next(program, &text, &length))
            let string = text.map { String(decoding: UnsafeRawBufferPointer(start: $0, count: length), as: UTF8.self) } ?? ""
            free(text)
            if kind == CJQ_END { return result }
            if kind == CJQ_ERROR {
                result.error = string
                return result
            }
            result.outputs.append(string)
            if result.outputs.count >= limit {
                result.error = "more than \(limit) results"
                return result
            }
        }
    }

    fileprivate static func load() throws(JQError) {
        if let problem = cjq_load() { throw JQError(message: String(cString: problem)) }
    }

    fileprivate static func take(_ text: UnsafeMutablePointer<CChar>?) -> String {
        guard let text else { return "" }
        defer { free(text) }
        return String(cString: text)
    }

    /// libjq's words without what only its own command says: `jq: error: syntax error, ... (Unix shell quoting issues?) at <top-level>, line 1:`.
    private static func tidy(_ message: String) -> String {
        var lines = message.split(separator: "\n").map(String.init)
        if lines.count > 1, let last = lines.last, last.hasPrefix("jq: "),
            last.hasSuffix("compile error") || last.hasSuffix("compile errors")
        {
            lines.removeLast()
        }
        return lines.map { line in
            var line = line
            for noise in ["jq: error: ", " (Unix shell quoting issues?)", " at <top-level>, line 1:", " at <top-level>"] {
                if let range = find(noise, in: line) { line.removeSubrange(range) }
            }
            return line
        }.joined(separator: "\n")
    }

    private static func find(_ needle: String, in text: String) -> Range<String.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(needle) { return start..<text.index(start, offsetBy: needle.count) }
            start = text.index(after: start)
        }
        return nil
    }
}

/// Many filters in one program.
///
/// libjq binds its whole library of definitions into each program that it compiles, which takes 20 ms in version 1.6; one program
/// that chooses among many filters costs it once.
public final class JQFilterSet {
    private struct Place {
        let program: Int
        let index: Int32
    }
    private static let chunk = 200
    private var programs: [JQ] = []
    private var places: [String: Place] = [:]
    private var problems: [String: JQError] = [:]
    private var waiting: [String] = []

    public init() {}

    /// Adds a filter to the next program.
    public func add(_ filter: String) {
        if places[filter] == nil, problems[filter] == nil, !waiting.contains(filter) { waiting.append(filter) }
    }

    /// Compiles what was added.
    public func compile() {
        while !waiting.isEmpty {
            let some = Array(waiting.prefix(JQFilterSet.chunk))
            waiting.removeFirst(some.count)
            compile(some)
        }
    }

    /// What is wrong with a filter that was added; nil when it is usable.
    public func problem(_ filter: String) -> JQError? { problems[filter] }

    /// Runs a filter, compiled now when it was not yet.
    /// - Throws: JQError when it does not compile.
    public func run(_ filter: String, _ input: JQInput) throws(JQError) -> JQResult {
        if places[filter] == nil, problems[filter] == nil {
            add(filter)
            compile()
        }
        if let problem = problems[filter] { throw problem }
        let place = places[filter]!
        return programs[place.program].run(input, index: place.index, limit: 10_000)
    }

    /// One program for all, or, when they are not well formed together, each half for itself.
    private func compile(_ filters: [String]) {
        if filters.count == 1 || filters.allSatisfy(JQFilterSet.isBalanced) {
            var text = ". as [$__index, $__input] | $__input |"
            if filters.count > 1 {
                for (i, filter) in filters.enumerated() {
                    text += "\(i == 0 ? " if" : " elif") $__index == \(i) then (\(filter)\n)"
                }
                text += " else empty end"
            } else {
                text = filters[0]
            }
            do throws(JQError) {
                if filters.count == 1 {
                    // Alone it must be right as it stands; then with its index, as all others.
                    _ = try JQ(text)
                    text = ".[1] | (\(filters[0])\n)"
                }
                programs.append(try JQ(text))
                for (i, filter) in filters.enumerated() { places[filter] = Place(program: programs.count - 1, index: Int32(i)) }
                return
            } catch {
                if filters.count == 1 {
                    problems[filters[0]] = error
                    return
                }
            }
        }
        let middle = filters.count / 2
        compile(Array(filters[..<middle]))
        compile(Array(filters[middle...]))
    }

    /// Whether a filter closes what it opens, and only that: else `1) | (2` would slip through among others.
    static func isBalanced(_ filter: String) -> Bool {
        var open: [UInt8] = []
        var inComment = false
        // Inside of strings: whether `\(` opened an interpolation.
        let bytes = Array(filter.utf8)
        var i = 0
        let quote = UInt8(ascii: "\"")
        while i < bytes.count {
            let byte = bytes[i]
            if inComment {
                if byte == 10 { inComment = false }
            } else if open.last == quote {
                if byte == UInt8(ascii: "\\"), i + 1 < bytes.count {
                    i += 1
                    if bytes[i] == UInt8(ascii: "(") { open.append(UInt8(ascii: "(")) }
                } else if byte == quote {
                    open.removeLast()
                }
            } else {
                switch byte {
                case quote: open.append(quote)
                case UInt8(ascii: "#"): inComment = true
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(byte)
                case UInt8(ascii: ")"): if open.popLast() != UInt8(ascii: "(") { return false }
                case UInt8(ascii: "]"): if open.popLast() != UInt8(ascii: "[") { return false }
                case UInt8(ascii: "}"): if open.popLast() != UInt8(ascii: "{") { return false }
                default: break
                }
            }
            i += 1
        }
        return open.isEmpty && filter.utf8.contains { $0 > 32 }
    }
}
