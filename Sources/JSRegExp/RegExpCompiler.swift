/// Patterns to programs.
///
/// https://tc39.es/ecma262/#sec-regexpinitialize
public enum RegExpCompiler {
    /// Compiles a pattern given as UTF-16 code units.
    ///
    /// - Throws: the pattern's first early error.
    public static func compile(
        pattern: UnsafeBufferPointer<UInt16>, flags: RegExpFlags
    ) throws(RegExpSyntaxError) -> RegExpProgram {
        var parser = PatternParser(units: pattern, flags: flags, isValidating: false)
        let node = try parser.parsePattern()
        var emitter = Emitter(captureCount: parser.captureCount, isUnicodeMode: flags.isUnicodeMode)
        emitter.emitPattern(node)
        // Operand A has 24 bits.
        if emitter.code.count > 1 << 24 || emitter.data.count > 1 << 24 { throw parser.error("Regular expression too large") }
        let names = parser.namedGroups.map { RegExpProgram.GroupName(name: $0.name, index: $0.index) }
        return RegExpProgram(
            flags: flags, captureCount: parser.captureCount, groupNames: names, emitter: emitter,
            search: SearchPlan(node, isUnicodeMode: flags.isUnicodeMode))
    }

    /// Compiles a pattern given as Latin-1 text.
    public static func compile(
        latin1 pattern: UnsafeBufferPointer<UInt8>, flags: RegExpFlags
    ) throws(RegExpSyntaxError) -> RegExpProgram {
        try compile(units: pattern.map { UInt16($0) }, flags: flags)
    }

    /// Compiles a pattern given as an array of UTF-16 code units.
    public static func compile(units: [UInt16], flags: RegExpFlags) throws(RegExpSyntaxError) -> RegExpProgram {
        let result: Result<RegExpProgram, RegExpSyntaxError> = units.withUnsafeBufferPointer { buffer in
            do throws(RegExpSyntaxError) {
                return .success(try compile(pattern: buffer, flags: flags))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Checks a pattern for early errors without making a program: what a parser of scripts needs for a literal.
    public static func validate(
        pattern: UnsafeBufferPointer<UInt16>, flags: RegExpFlags
    ) throws(RegExpSyntaxError) {
        var parser = PatternParser(units: pattern, flags: flags, isValidating: true)
        _ = try parser.parsePattern()
    }
    /// The same for Latin-1 text.
    public static func validate(
        latin1 pattern: UnsafeBufferPointer<UInt8>, flags: RegExpFlags
    ) throws(RegExpSyntaxError) {
        let units = pattern.map { UInt16($0) }
        let error = units.withUnsafeBufferPointer { buffer -> RegExpSyntaxError? in
            do throws(RegExpSyntaxError) {
                try validate(pattern: buffer, flags: flags)
                return nil
            } catch { return error }
        }
        if let error { throw error }
    }
}
