/// Cuts a date string into tokens.
struct DateScanner<Unit: FixedWidthInteger & UnsignedInteger> {
    enum Word: Equatable {
        /// 1 to 12.
        case month(Int)
        /// Hours to add: 0 or 12.
        case amPm(Int)
        /// Hours from UTC.
        case zone(Int)
        case z
        case t
        case other
    }

    enum Token: Equatable {
        case end
        case space
        /// The value, of which digits beyond the ninth are ignored, and the number of digits.
        case number(Int, length: Int)
        case word(Word)
        case symbol(UInt8)
    }

    private let text: UnsafeBufferPointer<Unit>
    private var position = 0
    private var numberStart = 0
    /// The token to be read next.
    private(set) var peek = Token.end

    init(_ text: UnsafeBufferPointer<Unit>) {
        self.text = text
        peek = scan()
    }

    mutating func next() -> Token {
        let token = peek
        peek = scan()
        return token
    }

    /// Consumes a symbol if it is next.
    mutating func skip(_ symbol: UInt8) -> Bool {
        if peek != .symbol(symbol) { return false }
        peek = scan()
        return true
    }

    /// Consumes a number of exactly so many digits if it is next.
    mutating func fixedNumber(_ length: Int) -> Int? {
        guard case .number(let n, length) = peek else { return nil }
        peek = scan()
        return n
    }

    /// Consumes a number as the digits of a fraction, of which three count.
    mutating func milliseconds() -> Int? {
        guard case .number(_, let length) = peek else { return nil }
        var value = 0
        for i in 0..<3 {
            value = value * 10 + (i < length ? Int(truncatingIfNeeded: text[numberStart + i]) - 0x30 : 0)
        }
        peek = scan()
        return value
    }

    /// Skips to behind the parenthesis that closes the one just read; to the end when none does.
    mutating func skipParentheses() {
        var depth = 1
        while depth > 0 && peek != .end {
            switch next() {
            case .symbol(0x28): depth += 1
            case .symbol(0x29): depth -= 1
            default: break
            }
        }
    }

    private mutating func scan() -> Token {
        if position >= text.count { return .end }
        let unit = text[position]
        if unit &- 0x30 < 10 {
            numberStart = position
            var value = 0
            var significant = 0
            while position < text.count && text[position] &- 0x30 < 10 {
                if significant > 0 || text[position] != 0x30 { significant += 1 }
                if significant <= 9 { value = value * 10 + Int(truncatingIfNeeded: text[position]) - 0x30 }
                position += 1
            }
            return .number(value, length: position - numberStart)
        }
        if NumberParsing.isWhiteSpace(unit) {
            while position < text.count && NumberParsing.isWhiteSpace(text[position]) { position += 1 }
            return .space
        }
        if unit >= 0x41 {
            let start = position
            while position < text.count && text[position] >= 0x41 && !NumberParsing.isWhiteSpace(text[position]) {
                position += 1
            }
            return .word(word(start, position - start))
        }
        position += 1
        return .symbol(UInt8(truncatingIfNeeded: unit))
    }

    /// Words are told apart by their first three letters, in any case; only months may be longer.
    private func word(_ start: Int, _ length: Int) -> Word {
        var key: UInt32 = 0
        for i in 0..<3 {
            var letter: UInt32 = 0x20
            if i < length { letter = text[start + i] < 0x80 ? UInt32(truncatingIfNeeded: text[start + i]) | 0x20 : 0x7F }
            key = key << 8 | letter
        }
        let months: StaticString = "janfebmaraprmayjunjulaugsepoctnovdec"
        if length >= 3 {
            for m in 0..<12 {
                let p = months.utf8Start + 3 * m
                if key == UInt32(p[0]) << 16 | UInt32(p[1]) << 8 | UInt32(p[2]) { return .month(m + 1) }
            }
        }
        if length > 3 { return .other }
        switch key {
        case 0x616D20: return .amPm(0)
        case 0x706D20: return .amPm(12)
        case 0x7A2020: return .z
        case 0x742020: return .t
        case 0x757420, 0x757463, 0x676D74: return .zone(0)
        case 0x656474: return .zone(-4)
        case 0x657374, 0x636474: return .zone(-5)
        case 0x637374, 0x6D6474: return .zone(-6)
        case 0x6D7374, 0x706474: return .zone(-7)
        case 0x707374: return .zone(-8)
        default: return .other
        }
    }
}
