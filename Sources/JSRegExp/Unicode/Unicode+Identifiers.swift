/// Character classification for ECMAScript. All functions take code points, lone surrogates included.
extension Unicode {
    /// WhiteSpace: https://tc39.es/ecma262/#prod-WhiteSpace (tab, vertical tab, form feed, U+FEFF, General_Category Zs).
    /// Line terminators are not among them; `String.prototype.trim` removes both.
    public static func isWhiteSpace(_ c: UInt32) -> Bool {
        if c < 0x80 { return c == 0x20 || c == 9 || c == 11 || c == 12 }
        switch c {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 0xFEFF: return true
        default: return false
        }
    }

    /// LineTerminator: https://tc39.es/ecma262/#prod-LineTerminator
    @inlinable
    public static func isLineTerminator(_ c: UInt32) -> Bool {
        c == 10 || c == 13 || c == 0x2028 || c == 0x2029
    }

    /// IdentifierStartChar: https://tc39.es/ecma262/#prod-IdentifierStartChar (ID_Start, `$`, `_`).
    public static func isIDStart(_ c: UInt32) -> Bool {
        if c < 0x80 { return (c | 0x20) &- 0x61 < 26 || c == 0x24 || c == 0x5F }
        return idStart.contains(c)
    }

    /// IdentifierPartChar: https://tc39.es/ecma262/#prod-IdentifierPartChar (ID_Continue, `$`, ZWNJ, ZWJ).
    public static func isIDContinue(_ c: UInt32) -> Bool {
        if c < 0x80 { return (c | 0x20) &- 0x61 < 26 || c &- 0x30 < 10 || c == 0x24 || c == 0x5F }
        return c == 0x200C || c == 0x200D || idContinue.contains(c)
    }

    private static let idStart = UnicodeProperties.binary(named: "ID_Start")
    private static let idContinue = UnicodeProperties.binary(named: "ID_Continue")

    /// How many terminal columns a code point takes: 2 for wide and fullwidth characters and emoji shown as such, 0 for
    /// controls, format characters and marks, otherwise 1. Node's `getStringWidth` adds this up over the text's NFC.
    public static func columnWidth(_ c: UInt32) -> Int {
        if c < 0x7F { return c < 0x20 ? 0 : 1 }
        return zeroWidth.contains(c) ? 0 : doubleWidth.contains(c) ? 2 : 1
    }

    private static let zeroWidth = {
        var reader = TableReader(WidthTables.zero)
        return reader.ranges()
    }()
    private static let doubleWidth = {
        var reader = TableReader(WidthTables.wide)
        return reader.ranges()
    }()
}
