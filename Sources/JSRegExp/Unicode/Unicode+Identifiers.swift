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
}
