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
        throw RegExpSyntaxError(
            reason: "regular expressions cannot be compiled yet", offset: 0, pattern: pattern, flags: flags)
    }

    /// Compiles a pattern given as Latin-1 text.
    public static func compile(
        latin1 pattern: UnsafeBufferPointer<UInt8>, flags: RegExpFlags
    ) throws(RegExpSyntaxError) -> RegExpProgram {
        let units = pattern.map { UInt16($0) }
        return try compile(units: units, flags: flags)
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
    }
}
