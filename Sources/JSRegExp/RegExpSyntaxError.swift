/// An early error of a pattern.
///
/// https://tc39.es/ecma262/#sec-patterns-static-semantics-early-errors
public struct RegExpSyntaxError: Error, Sendable, Equatable {
    /// V8's words for what is wrong, for example `Unterminated group`.
    public let reason: StaticString
    /// Where in the pattern, counted in code units.
    public let offset: Int
    /// The whole message, as V8 words it: `Invalid regular expression: /(/: Unterminated group`. Made of the pattern's
    /// code units, in which a lone surrogate becomes U+FFFD.
    public let message: String

    init(reason: StaticString, offset: Int, pattern: UnsafeBufferPointer<UInt16>, flags: RegExpFlags) {
        self.reason = reason
        self.offset = offset
        self.message =
            "Invalid regular expression: /\(String(decoding: pattern, as: UTF16.self))/\(flags.text): \(reason)"
    }

    public static func == (a: RegExpSyntaxError, b: RegExpSyntaxError) -> Bool {
        a.offset == b.offset && a.message == b.message
    }
}
