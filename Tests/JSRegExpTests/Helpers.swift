@testable import JSRegExp

/// The captures of the first match as texts, nil for a group that took no part; nil when nothing matches. Every input that
/// is Latin-1 is matched in both forms, which must agree.
func exec(_ pattern: String, _ flags: String = "", _ input: String, from startIndex: Int = 0) throws -> [String?]? {
    let units = Array(input.utf16)
    guard let captures = try positions(pattern, flags, units, from: startIndex) else { return nil }
    return stride(from: 0, to: captures.count, by: 2).map { index in
        if captures[index] < 0 { return nil }
        return String(decoding: units[Int(captures[index])..<Int(captures[index + 1])], as: UTF16.self)
    }
}

struct Disagreement: Error {}
struct Stopped: Error { let result: RegExpMatchResult }

func positions(
    _ pattern: String, _ flags: String = "", _ units: [UInt16], from startIndex: Int = 0,
    context: RegExpMatchContext = RegExpMatchContext()
) throws -> [Int32]? {
    let program = try RegExpCompiler.compile(units: Array(pattern.utf16), flags: RegExpFlags(parsing: flags.utf16)!)
    var captures = [Int32](repeating: 0, count: program.captureCount * 2)
    let result = program.match(
        utf16: units.isEmpty ? [0] : units, length: units.count, startIndex: startIndex, captures: &captures,
        context: context)
    if units.allSatisfy({ $0 < 256 }) {
        var others = captures
        let other = program.match(
            latin1: units.isEmpty ? [0] : units.map { UInt8($0) }, length: units.count, startIndex: startIndex,
            captures: &others, context: context)
        if other != result || result == .match && others != captures { throw Disagreement() }
    }
    switch result {
    case .match: return captures
    case .noMatch: return nil
    default: throw Stopped(result: result)
    }
}

func matches(_ pattern: String, _ flags: String = "", _ input: String) throws -> Bool {
    try exec(pattern, flags, input) != nil
}

/// The reason of the early error, or nil. Compiling and validating must agree.
func earlyError(_ pattern: String, _ flags: String = "") -> String? {
    let units = Array(pattern.utf16)
    let flags = RegExpFlags(parsing: flags.utf16)!
    var compiled: String?
    do throws(RegExpSyntaxError) { _ = try RegExpCompiler.compile(units: units, flags: flags) } catch {
        compiled = "\(error.reason)"
    }
    let validated = units.withUnsafeBufferPointer { buffer -> String? in
        do throws(RegExpSyntaxError) {
            try RegExpCompiler.validate(pattern: buffer, flags: flags)
            return nil
        } catch { return "\(error.reason)" }
    }
    return compiled == validated ? compiled : "compile: \(compiled ?? "-"), validate: \(validated ?? "-")"
}
