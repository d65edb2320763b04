/// What the first code unit of a token says (code units below 128).
enum CharacterClass: UInt8 {
    case invalid, whitespace, lineEnd, identifier, digit, quote, template, backslash, hash
    case leftBrace, rightBrace, leftParen, rightParen, leftBracket, rightBracket
    case dot, semicolon, comma, question, colon, tilde
    case exclamation, assign, plus, minus, star, slash, percent, ampersand, bar, caret, less, greater
}

/// 128 classes, then 128 flags that say whether the unit continues an identifier.
nonisolated(unsafe) let characterClasses: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    table.initialize(repeating: 0, count: 256)
    func set(_ text: String, _ value: CharacterClass) {
        for unit in text.utf8 { table[Int(unit)] = value.rawValue }
    }
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_"
    set(" \t\u{B}\u{C}", .whitespace)
    set("\n\r", .lineEnd)
    set(letters, .identifier)
    set("0123456789", .digit)
    set("\"'", .quote)
    set("`", .template)
    set("\\", .backslash)
    set("#", .hash)
    set("{", .leftBrace)
    set("}", .rightBrace)
    set("(", .leftParen)
    set(")", .rightParen)
    set("[", .leftBracket)
    set("]", .rightBracket)
    set(".", .dot)
    set(";", .semicolon)
    set(",", .comma)
    set("?", .question)
    set(":", .colon)
    set("~", .tilde)
    set("!", .exclamation)
    set("=", .assign)
    set("+", .plus)
    set("-", .minus)
    set("*", .star)
    set("/", .slash)
    set("%", .percent)
    set("&", .ampersand)
    set("|", .bar)
    set("^", .caret)
    set("<", .less)
    set(">", .greater)
    for unit in (letters + "0123456789").utf8 { table[128 + Int(unit)] = 1 }
    return UnsafePointer(table)
}()

@inline(__always) func isLineTerminator(_ unit: UInt32) -> Bool {
    unit == 10 || unit == 13 || unit == 0x2028 || unit == 0x2029
}

/// WhiteSpace beyond ASCII. https://tc39.es/ecma262/#sec-white-space
func isWideWhitespace(_ unit: UInt32) -> Bool {
    switch unit {
    case 0xA0, 0xFEFF, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
}

/// ID_Start, `$`, `_`.
func isIdentifierStart(_ scalar: UInt32) -> Bool {
    if scalar < 128 { return characterClasses[Int(scalar)] == CharacterClass.identifier.rawValue }
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    return scalar.properties.isIDStart
}

/// ID_Continue, `$`, U+200C, U+200D.
func isIdentifierPart(_ scalar: UInt32) -> Bool {
    if scalar < 128 { return characterClasses[128 + Int(scalar)] != 0 }
    if scalar == 0x200C || scalar == 0x200D { return true }
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    return scalar.properties.isIDContinue
}

func hexDigitValue(_ unit: UInt32) -> UInt32? {
    switch unit {
    case 48...57: unit - 48
    case 97...102: unit - 87
    case 65...70: unit - 55
    default: nil
    }
}
