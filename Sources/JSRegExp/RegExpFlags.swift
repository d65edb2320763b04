/// The flags of a regular expression, one bit each.
///
/// https://tc39.es/ecma262/#sec-regexpinitialize
public struct RegExpFlags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `d`
    public static let hasIndices = RegExpFlags(rawValue: 1 << 0)
    /// `g`
    public static let global = RegExpFlags(rawValue: 1 << 1)
    /// `i`
    public static let ignoreCase = RegExpFlags(rawValue: 1 << 2)
    /// `m`
    public static let multiline = RegExpFlags(rawValue: 1 << 3)
    /// `s`
    public static let dotAll = RegExpFlags(rawValue: 1 << 4)
    /// `u`
    public static let unicode = RegExpFlags(rawValue: 1 << 5)
    /// `v`
    public static let unicodeSets = RegExpFlags(rawValue: 1 << 6)
    /// `y`
    public static let sticky = RegExpFlags(rawValue: 1 << 7)

    /// The letters in the order of the `flags` getter, which is also the order of the bits.
    static let letters: StaticString = "dgimsuvy"

    /// Reads a flags text; nil when a letter is unknown or repeated, or when `u` and `v` are both given.
    public init?(parsing codeUnits: some Sequence<UInt16>) {
        self.rawValue = 0
        for unit in codeUnits {
            guard let flag = RegExpFlags(letter: unit), !contains(flag) else { return nil }
            formUnion(flag)
        }
        if contains([.unicode, .unicodeSets]) { return nil }
    }

    /// The flag a letter stands for.
    public init?(letter: UInt16) {
        for bit in 0..<8 where UInt16(RegExpFlags.letters.utf8Start[bit]) == letter {
            self.rawValue = 1 << UInt8(bit)
            return
        }
        return nil
    }

    /// The flags as the `flags` getter prints them: `dgimsuvy`, those that are set.
    public var text: String {
        var result = ""
        for bit in 0..<8 where rawValue & (1 << UInt8(bit)) != 0 {
            result.unicodeScalars.append(Unicode.Scalar(RegExpFlags.letters.utf8Start[bit]))
        }
        return result
    }

    /// Whether patterns and inputs are read by code point: `u` or `v`.
    @inline(__always)
    public var isUnicodeMode: Bool { rawValue & 0b0110_0000 != 0 }
}
