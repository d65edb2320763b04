#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

typealias CodeUnit = FixedWidthInteger & UnsignedInteger & BitwiseCopyable

/// Where the lexer stands: all that a look-ahead must restore.
struct LexerState {
    var position: UInt32 = 0
    var token: Token = .eof
    var newlineBefore = false
    var isEscaped = false
    /// Of numbers and strings: see `NodeFlags.legacyOctal`.
    var isLegacyOctal = false
    var start: UInt32 = 0
    var end: UInt32 = 0
    var previousStart: UInt32 = 0
    var previousEnd: UInt32 = 0
    var name = Name.empty
    var number = 0.0
}

/// Text to tokens. It never looks behind; the parser asks again when `/` starts a regular expression or `}` ends a template's
/// substitution. Errors become the token `.invalid`, so that look-ahead is free of them.
/// https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar
final class Lexer {
    unowned(unsafe) let names: NameTable
    let isLatin1: Bool
    let text8: UnsafePointer<UInt8>
    let text16: UnsafePointer<UInt16>
    let length: UInt32
    let classes: UnsafePointer<UInt8>
    let isModule: Bool
    var state = LexerState()
    /// Message and range of the last `.invalid` token.
    var errorMessage = "Invalid or unexpected token"
    var errorStart: UInt32 = 0
    var errorEnd: UInt32 = 0
    var errorIsEnd = false
    /// Start of the first legacy octal escape or literal of the current token.
    var octalStart: UInt32 = 0
    var octalEnd: UInt32 = 0
    /// It was `\8` or `\9`.
    var octalIsEightOrNine = false
    /// Units of literals that are not just a piece of the source.
    var buffer: [UInt16] = []
    var rawBuffer: [UInt16] = []

    init(source: SourceText, names: NameTable, isModule: Bool) {
        self.names = names
        isLatin1 = source.isLatin1
        text8 = UnsafePointer(source.storage.assumingMemoryBound(to: UInt8.self))
        text16 = UnsafePointer(source.storage.assumingMemoryBound(to: UInt16.self))
        length = UInt32(source.length)
        classes = characterClasses
        self.isModule = isModule
        state.newlineBefore = true
        if source[0] == 35, source[1] == 33 {
            var index = 2
            while index < source.length, !isLineTerminator(UInt32(source[index])) { index += 1 }
            state.position = UInt32(index)
        }
    }

    @inline(__always) func unit(_ index: UInt32) -> UInt32 {
        isLatin1 ? UInt32(text8[Int(index)]) : UInt32(text16[Int(index)])
    }

    /// Reads the next token.
    @inline(__always) func next() {
        if isLatin1 { scan(text8) } else { scan(text16) }
    }

    // MARK: The main switch

    @inline(never)
    func scan<Unit: CodeUnit>(_ text: UnsafePointer<Unit>) {
        state.previousStart = state.start
        state.previousEnd = state.end
        state.isEscaped = false
        state.isLegacyOctal = false
        var newline = state.position == 0 || (state.end == 0 && state.newlineBefore)
        var index = Int(state.position)
        while true {
            let unit = UInt32(truncatingIfNeeded: text[index])
            if unit >= 128 {
                if isWideWhitespace(unit) {
                    index &+= 1
                    continue
                }
                if unit == 0x2028 || unit == 0x2029 {
                    newline = true
                    index &+= 1
                    continue
                }
                state.newlineBefore = newline
                state.start = UInt32(truncatingIfNeeded: index)
                scanIdentifierSlowly(text, from: index)
                return
            }
            switch unsafeBitCast(classes[Int(unit)], to: CharacterClass.self) {
            case .whitespace:
                index &+= 1
                continue
            case .lineEnd:
                newline = true
                index &+= 1
                continue
            case .slash:
                let following = text[index &+ 1]
                if following == 47 {
                    index = skipLine(text, index &+ 2)
                    continue
                }
                if following == 42 {
                    guard let after = skipComment(text, index &+ 2, &newline) else {
                        state.newlineBefore = newline
                        fail("Invalid or unexpected token", index, Int(length))
                        return
                    }
                    index = after
                    continue
                }
                state.newlineBefore = newline
                if following == 61 { return finish(.divideAssign, index, 2) }
                return finish(.slash, index, 1)
            case .less:
                if text[index &+ 1] == 33, text[index &+ 2] == 45, text[index &+ 3] == 45, !isModule {
                    index = skipLine(text, index &+ 4)
                    continue
                }
                state.newlineBefore = newline
                if text[index &+ 1] == 60 {
                    if text[index &+ 2] == 61 { return finish(.shiftLeftAssign, index, 3) }
                    return finish(.shiftLeft, index, 2)
                }
                if text[index &+ 1] == 61 { return finish(.lessEqual, index, 2) }
                return finish(.less, index, 1)
            case .minus:
                if text[index &+ 1] == 45 {
                    if newline, text[index &+ 2] == 62, !isModule {
                        index = skipLine(text, index &+ 3)
                        continue
                    }
                    state.newlineBefore = newline
                    return finish(.decrement, index, 2)
                }
                state.newlineBefore = newline
                if text[index &+ 1] == 61 { return finish(.subtractAssign, index, 2) }
                return finish(.minus, index, 1)
            case .identifier:
                state.newlineBefore = newline
                state.start = UInt32(truncatingIfNeeded: index)
                scanIdentifier(text, index, unit)
                return
            case .digit:
                state.newlineBefore = newline
                scanNumber(text, index)
                return
            case .quote:
                state.newlineBefore = newline
                scanString(text, index, unit)
                return
            case .leftParen:
                state.newlineBefore = newline
                return finish(.leftParen, index, 1)
            case .rightParen:
                state.newlineBefore = newline
                return finish(.rightParen, index, 1)
            case .leftBrace:
                state.newlineBefore = newline
                return finish(.leftBrace, index, 1)
            case .rightBrace:
                state.newlineBefore = newline
                return finish(.rightBrace, index, 1)
            case .leftBracket:
                state.newlineBefore = newline
                return finish(.leftBracket, index, 1)
            case .rightBracket:
                state.newlineBefore = newline
                return finish(.rightBracket, index, 1)
            case .semicolon:
                state.newlineBefore = newline
                return finish(.semicolon, index, 1)
            case .comma:
                state.newlineBefore = newline
                return finish(.comma, index, 1)
            case .colon:
                state.newlineBefore = newline
                return finish(.colon, index, 1)
            case .tilde:
                state.newlineBefore = newline
                return finish(.tilde, index, 1)
            case .template:
                state.newlineBefore = newline
                return finish(.template, index, 1)
            case .dot:
                state.newlineBefore = newline
                let following = text[index &+ 1]
                if following >= 48, following <= 57 {
                    scanNumber(text, index)
                    return
                }
                if following == 46, text[index &+ 2] == 46 { return finish(.ellipsis, index, 3) }
                return finish(.dot, index, 1)
            case .assign:
                state.newlineBefore = newline
                if text[index &+ 1] == 61 {
                    if text[index &+ 2] == 61 { return finish(.strictEqual, index, 3) }
                    return finish(.equal, index, 2)
                }
                if text[index &+ 1] == 62 { return finish(.arrow, index, 2) }
                return finish(.assign, index, 1)
            case .plus:
                state.newlineBefore = newline
                if text[index &+ 1] == 43 { return finish(.increment, index, 2) }
                if text[index &+ 1] == 61 { return finish(.addAssign, index, 2) }
                return finish(.plus, index, 1)
            case .question, .exclamation, .star, .percent, .ampersand, .bar, .caret, .greater:
                state.newlineBefore = newline
                scanOperator(text, index, unit)
                return
            case .backslash:
                state.newlineBefore = newline
                state.start = UInt32(truncatingIfNeeded: index)
                scanIdentifierSlowly(text, from: index)
                return
            case .hash:
                state.newlineBefore = newline
                scanPrivateName(text, index)
                return
            case .invalid:
                state.newlineBefore = newline
                if index >= Int(length) { return finish(.eof, Int(length), 0) }
                fail("Invalid or unexpected token", index, index + 1)
                return
            }
        }
    }

    @inline(__always) func finish(_ token: Token, _ start: Int, _ length: Int) {
        state.token = token
        state.start = UInt32(truncatingIfNeeded: start)
        state.end = UInt32(truncatingIfNeeded: start &+ length)
        state.position = state.end
    }

    @inline(never)
    func fail(_ message: String, _ start: Int, _ end: Int) {
        errorMessage = message
        errorStart = UInt32(start)
        errorEnd = UInt32(max(end, start))
        errorIsEnd = end >= Int(length)
        state.token = .invalid
        if state.start > UInt32(start) || state.start < state.previousEnd { state.start = UInt32(start) }
        state.end = errorEnd
        state.position = errorEnd
    }

    @inline(never)
    private func scanOperator<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ index: Int, _ unit: UInt32) {
        let second = text[index &+ 1]
        switch unit {
        case 63:  // ?
            if second == 46, !(text[index &+ 2] >= 48 && text[index &+ 2] <= 57) { return finish(.questionDot, index, 2) }
            if second == 63 {
                if text[index &+ 2] == 61 { return finish(.nullishAssign, index, 3) }
                return finish(.nullish, index, 2)
            }
            finish(.question, index, 1)
        case 33:  // !
            if second == 61 {
                if text[index &+ 2] == 61 { return finish(.strictNotEqual, index, 3) }
                return finish(.notEqual, index, 2)
            }
            finish(.exclamation, index, 1)
        case 42:  // *
            if second == 42 {
                if text[index &+ 2] == 61 { return finish(.exponentiateAssign, index, 3) }
                return finish(.starStar, index, 2)
            }
            if second == 61 { return finish(.multiplyAssign, index, 2) }
            finish(.star, index, 1)
        case 37:  // %
            if second == 61 { return finish(.remainderAssign, index, 2) }
            finish(.percent, index, 1)
        case 38:  // &
            if second == 38 {
                if text[index &+ 2] == 61 { return finish(.logicalAndAssign, index, 3) }
                return finish(.logicalAnd, index, 2)
            }
            if second == 61 { return finish(.andAssign, index, 2) }
            finish(.ampersand, index, 1)
        case 124:  // |
            if second == 124 {
                if text[index &+ 2] == 61 { return finish(.logicalOrAssign, index, 3) }
                return finish(.logicalOr, index, 2)
            }
            if second == 61 { return finish(.orAssign, index, 2) }
            finish(.bar, index, 1)
        case 94:  // ^
            if second == 61 { return finish(.xorAssign, index, 2) }
            finish(.caret, index, 1)
        default:  // >
            if second == 62 {
                if text[index &+ 2] == 62 {
                    if text[index &+ 3] == 61 { return finish(.shiftRightUnsignedAssign, index, 4) }
                    return finish(.shiftRightUnsigned, index, 3)
                }
                if text[index &+ 2] == 61 { return finish(.shiftRightAssign, index, 3) }
                return finish(.shiftRight, index, 2)
            }
            if second == 61 { return finish(.greaterEqual, index, 2) }
            finish(.greater, index, 1)
        }
    }

    // MARK: Comments

    @inline(__always)
    private func skipLine<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int) -> Int {
        var index = from
        let end = Int(length)
        while index < end {
            let unit = UInt32(truncatingIfNeeded: text[index])
            if isLineTerminator(unit) { break }
            index &+= 1
        }
        return index
    }

    @inline(__always)
    private func skipComment<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int, _ newline: inout Bool) -> Int? {
        var index = from
        let end = Int(length)
        while index < end {
            let unit = UInt32(truncatingIfNeeded: text[index])
            if unit == 42, text[index &+ 1] == 47 { return index &+ 2 }
            if isLineTerminator(unit) { newline = true }
            index &+= 1
        }
        return nil
    }

    // MARK: Names

    @inline(__always)
    private func scanIdentifier<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int, _ first: UInt32) {
        var index = from &+ 1
        var hash = NameTable.step(NameTable.seed, first)
        while true {
            let unit = UInt32(truncatingIfNeeded: text[index])
            if unit >= 128 || unit == 92 {
                if unit == 92 || (!isWideWhitespace(unit) && unit != 0x2028 && unit != 0x2029) {
                    scanIdentifierSlowly(text, from: from)
                    return
                }
                break
            }
            if classes[128 &+ Int(unit)] == 0 { break }
            hash = NameTable.step(hash, unit)
            index &+= 1
        }
        let name = intern(text, from, index, hash)
        state.name = name
        state.end = UInt32(truncatingIfNeeded: index)
        state.position = state.end
        state.token = name.id < Token.keywordCount ? .keyword(name) : .identifier
    }

    /// Interns a piece of the source whose units are all below 256 and whose hash is known.
    @inline(__always)
    private func intern<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int, _ to: Int, _ hash: UInt32) -> Name {
        if MemoryLayout<Unit>.size == 1 {
            let base = UnsafeRawPointer(text + from).assumingMemoryBound(to: UInt8.self)
            return names.intern(UnsafeBufferPointer(start: base, count: to &- from), hash: hash, permanent: true)
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: to &- from) { narrow in
            for index in 0..<(to &- from) { narrow[index] = UInt8(truncatingIfNeeded: text[from &+ index]) }
            return names.intern(UnsafeBufferPointer(start: narrow.baseAddress, count: to &- from), hash: hash, permanent: false)
        }
    }

    /// Identifiers with escapes or characters beyond ASCII. `state.start` is set.
    @inline(never)
    private func scanIdentifierSlowly<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, from: Int) {
        guard let end = readIdentifier(text, from: from) else { return }
        state.end = UInt32(end)
        state.position = state.end
        if state.name.id < Token.reservedCount, state.isEscaped {
            state.token = .escapedKeyword
        } else if state.name.id < Token.keywordCount, !state.isEscaped {
            state.token = .keyword(state.name)
        } else {
            state.token = .identifier
        }
    }

    private func readIdentifier<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, from: Int, prefix: UInt16? = nil) -> Int? {
        buffer.removeAll(keepingCapacity: true)
        if let prefix { buffer.append(prefix) }
        var index = from
        var isFirst = true
        while index < Int(length) {
            var scalar = UInt32(truncatingIfNeeded: text[index])
            let start = index
            if scalar == 92 {
                guard text[index + 1] == 117 else {
                    fail("Invalid or unexpected token", index, index + 1)
                    return nil
                }
                index += 2
                guard let escaped = readUnicodeEscape(text, &index) else {
                    fail("Invalid Unicode escape sequence", start, min(index + 1, Int(length)))
                    return nil
                }
                guard isFirst ? isIdentifierStart(escaped) : isIdentifierPart(escaped) else {
                    fail("Invalid Unicode escape sequence", start, index)
                    return nil
                }
                state.isEscaped = true
                scalar = escaped
            } else {
                index += 1
                if scalar & 0xFC00 == 0xD800, index < Int(length) {
                    let low = UInt32(truncatingIfNeeded: text[index])
                    if low & 0xFC00 == 0xDC00 {
                        scalar = 0x10000 + ((scalar & 0x3FF) << 10) + (low & 0x3FF)
                        index += 1
                    }
                }
                guard isFirst ? isIdentifierStart(scalar) : isIdentifierPart(scalar) else {
                    index = start
                    break
                }
            }
            isFirst = false
            if scalar >= 0x10000 {
                buffer.append(UInt16(0xD800 + ((scalar - 0x10000) >> 10)))
                buffer.append(UInt16(0xDC00 + (scalar & 0x3FF)))
            } else {
                buffer.append(UInt16(scalar))
            }
        }
        if isFirst {
            fail("Invalid or unexpected token", from, from + 1)
            return nil
        }
        state.name = internBuffer()
        return index
    }

    func internBuffer() -> Name { buffer.withUnsafeBufferPointer { names.intern($0) } }

    /// After `\u`: `XXXX` or `{X...}`.
    private func readUnicodeEscape<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ index: inout Int) -> UInt32? {
        if text[index] == 123 {
            index += 1
            var value: UInt32 = 0
            var count = 0
            while let digit = hexDigitValue(UInt32(truncatingIfNeeded: text[index])) {
                value = value * 16 + digit
                if value > 0x10FFFF { return nil }
                index += 1
                count += 1
            }
            guard count > 0, text[index] == 125 else { return nil }
            index += 1
            return value
        }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = hexDigitValue(UInt32(truncatingIfNeeded: text[index])) else { return nil }
            value = value * 16 + digit
            index += 1
        }
        return value
    }

    private func scanPrivateName<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ index: Int) {
        state.start = UInt32(index)
        guard let end = readIdentifier(text, from: index + 1, prefix: 35) else { return }
        state.token = .privateName
        state.end = UInt32(end)
        state.position = state.end
    }

    // MARK: Numbers

    @inline(__always)
    private func scanNumber<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int) {
        var index = from
        var value: UInt64 = 0
        let first = text[from]
        if first != 48, first != 46 {
            while true {
                let digit = UInt32(truncatingIfNeeded: text[index]) &- 48
                if digit > 9 { break }
                value = value &* 10 &+ UInt64(digit)
                index &+= 1
            }
        } else if first == 48 {
            index &+= 1
        }
        let after = UInt32(truncatingIfNeeded: text[index])
        // The next unit neither continues a number nor starts a name.
        if first != 46, index &- from <= 15, after < 128, after != 46, after != 92, classes[128 &+ Int(after)] == 0 {
            state.number = Double(value)
            return finish(.number, from, index &- from)
        }
        scanNumberSlowly(text, from)
    }

    @inline(never)
    private func scanNumberSlowly<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int) {
        state.start = UInt32(from)
        var index = from
        func peek(_ at: Int) -> UInt32 { UInt32(truncatingIfNeeded: text[at]) }
        var digits: [UInt8] = []
        /// Digits with separators between digits; false after reporting an error.
        func readDigits(_ radix: UInt32, allowSeparators: Bool = true) -> Bool {
            var sawDigit = false
            var lastWasSeparator = false
            while true {
                let unit = peek(index)
                if unit == 95, allowSeparators {
                    if !sawDigit {
                        fail("Numeric separators are not allowed here", index, index + 1)
                        return false
                    }
                    if lastWasSeparator {
                        fail("Only one underscore is allowed as numeric separator", index, index + 1)
                        return false
                    }
                    lastWasSeparator = true
                    index += 1
                    continue
                }
                guard let digit = hexDigitValue(unit), digit < radix else { break }
                sawDigit = true
                lastWasSeparator = false
                digits.append(UInt8(unit))
                index += 1
            }
            if lastWasSeparator {
                fail("Numeric separators are not allowed at the end of numeric literals", index, index + 1)
                return false
            }
            return true
        }
        func checkEnd() -> Bool {
            let unit = peek(index)
            if (unit >= 128 && index < Int(length) && isIdentifierStart(scalar(text, index)))
                || (unit < 128 && classes[128 + Int(unit)] != 0) || unit == 92
            {
                fail("Invalid or unexpected token", from, index)
                return false
            }
            return true
        }
        func finishBigInt(_ prefix: String) {
            index += 1
            guard checkEnd() else { return }
            buffer = Array(prefix.utf16) + digits.map { UInt16($0 >= 65 && $0 <= 70 ? $0 + 32 : $0) }
            state.name = internBuffer()
            finish(.bigint, from, index - from)
        }

        if peek(index) == 48 {
            let radix: UInt32
            let prefix: String
            switch peek(index + 1) | 32 {
            case 120: (radix, prefix) = (16, "0x")
            case 111: (radix, prefix) = (8, "0o")
            case 98: (radix, prefix) = (2, "0b")
            default: (radix, prefix) = (10, "")
            }
            if radix != 10 {
                index += 2
                guard readDigits(radix) else { return }
                if digits.isEmpty {
                    fail("Invalid or unexpected token", from, min(index + 1, Int(length)))
                    return
                }
                if peek(index) == 110 { return finishBigInt(prefix) }
                guard checkEnd() else { return }
                state.number = integerValue(digits, radix: radix)
                return finish(.number, from, index - from)
            }
            let second = peek(index + 1)
            if second == 95 {
                fail("Numeric separator can not be used after leading 0.", index + 1, index + 2)
                return
            }
            if second >= 48, second <= 57 {
                // Legacy: 017 is octal, 019 is decimal.
                state.isLegacyOctal = true
                octalStart = UInt32(from)
                var isOctal = true
                while peek(index) >= 48, peek(index) <= 57 {
                    if peek(index) > 55 { isOctal = false }
                    digits.append(UInt8(peek(index)))
                    index += 1
                }
                octalIsEightOrNine = !isOctal
                if peek(index) == 95 {
                    fail("Numeric separator can not be used after leading 0.", index, index + 1)
                    return
                }
                octalEnd = UInt32(index)
                if isOctal {
                    guard checkEnd() else { return }
                    state.number = integerValue(digits, radix: 8)
                    return finish(.number, from, index - from)
                }
            }
        }
        if digits.isEmpty, peek(index) != 46 {
            guard readDigits(10) else { return }
            if peek(index) == 110, !state.isLegacyOctal { return finishBigInt("") }
        }
        if peek(index) == 46 {
            digits.append(46)
            index += 1
            if peek(index) == 95 {
                fail("Numeric separators are not allowed here", index, index + 1)
                return
            }
            guard readDigits(10) else { return }
        }
        if peek(index) | 32 == 101 {
            digits.append(101)
            index += 1
            if peek(index) == 43 || peek(index) == 45 {
                digits.append(UInt8(peek(index)))
                index += 1
            }
            let before = digits.count
            guard readDigits(10) else { return }
            if digits.count == before {
                fail("Invalid or unexpected token", from, min(index + 1, Int(length)))
                return
            }
        }
        if state.isLegacyOctal { octalEnd = UInt32(index) }
        guard checkEnd() else { return }
        digits.append(0)
        state.number = digits.withUnsafeBufferPointer {
            strtod(UnsafeRawPointer($0.baseAddress!).assumingMemoryBound(to: CChar.self), nil)
        }
        finish(.number, from, index - from)
    }

    private func scalar<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ index: Int) -> UInt32 {
        let high = UInt32(truncatingIfNeeded: text[index])
        if high & 0xFC00 == 0xD800, index + 1 < Int(length) {
            let low = UInt32(truncatingIfNeeded: text[index + 1])
            if low & 0xFC00 == 0xDC00 { return 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF) }
        }
        return high
    }

    /// The value of digits in a power-of-two radix, rounded to nearest even.
    private func integerValue(_ digits: [UInt8], radix: UInt32) -> Double {
        let bits = radix == 16 ? 4 : radix == 8 ? 3 : 1
        var mantissa: UInt64 = 0
        var exponent = 0
        var sticky = false
        for character in digits {
            let digit = UInt64(hexDigitValue(UInt32(character))!)
            for shift in stride(from: bits - 1, through: 0, by: -1) {
                let bit = (digit >> UInt64(shift)) & 1
                if mantissa >> 62 == 0 {
                    mantissa = mantissa << 1 | bit
                } else {
                    exponent += 1
                    if bit != 0 { sticky = true }
                }
            }
        }
        if sticky { mantissa |= 1 }
        return scalbn(Double(mantissa), Int32(min(exponent, 1_000_000)))
    }

    // MARK: Strings

    @inline(__always)
    private func scanString<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int, _ quote: UInt32) {
        var index = from &+ 1
        var hash = NameTable.seed
        var wide: UInt32 = 0
        while true {
            let unit = UInt32(truncatingIfNeeded: text[index])
            if unit == quote { break }
            if unit == 92 || unit == 10 || unit == 13 || unit == 0 { return scanStringSlowly(text, from, quote) }
            wide |= unit
            hash = NameTable.step(hash, unit)
            index &+= 1
        }
        if wide < 256 {
            state.name = intern(text, from &+ 1, index, hash)
        } else {
            let base = UnsafeRawPointer(text + from + 1).assumingMemoryBound(to: UInt16.self)
            state.name = names.intern(UnsafeBufferPointer(start: base, count: index - from - 1), permanent: true)
        }
        finish(.string, from, index &+ 1 &- from)
    }

    @inline(never)
    private func scanStringSlowly<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int, _ quote: UInt32) {
        state.start = UInt32(from)
        buffer.removeAll(keepingCapacity: true)
        var index = from + 1
        while true {
            let unit = UInt32(truncatingIfNeeded: text[index])
            if unit == quote { break }
            if unit == 10 || unit == 13 || index >= Int(length) {
                fail("Invalid or unexpected token", from, index)
                errorIsEnd = false
                return
            }
            if unit == 92 {
                state.isEscaped = true
                let start = index
                index += 1
                if let message = readEscape(text, &index, inTemplate: false) {
                    fail(message, start, min(index + 1, Int(length)))
                    return
                }
                continue
            }
            buffer.append(UInt16(unit))
            index += 1
        }
        state.name = internBuffer()
        finish(.string, from, index + 1 - from)
    }

    /// After the backslash; appends to `buffer`. Returns an error message or nil.
    private func readEscape<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ index: inout Int, inTemplate: Bool) -> String? {
        let unit = UInt32(truncatingIfNeeded: text[index])
        if index >= Int(length) { return "Invalid or unexpected token" }
        index += 1
        switch unit {
        case 110: buffer.append(10)
        case 116: buffer.append(9)
        case 114: buffer.append(13)
        case 98: buffer.append(8)
        case 118: buffer.append(11)
        case 102: buffer.append(12)
        case 13:
            if text[index] == 10 { index += 1 }
        case 10, 0x2028, 0x2029: break
        case 120:
            guard let high = hexDigitValue(UInt32(truncatingIfNeeded: text[index])),
                let low = hexDigitValue(UInt32(truncatingIfNeeded: text[index + 1]))
            else { return "Invalid hexadecimal escape sequence" }
            buffer.append(UInt16(high * 16 + low))
            index += 2
        case 117:
            let start = index
            guard let scalar = readUnicodeEscape(text, &index) else {
                return text[start] == 123 && hexDigitValue(UInt32(truncatingIfNeeded: text[index])) != nil
                    ? "Undefined Unicode code-point" : "Invalid Unicode escape sequence"
            }
            if scalar >= 0x10000 {
                buffer.append(UInt16(0xD800 + ((scalar - 0x10000) >> 10)))
                buffer.append(UInt16(0xDC00 + (scalar & 0x3FF)))
            } else {
                buffer.append(UInt16(scalar))
            }
        case 48...55:
            let next = UInt32(truncatingIfNeeded: text[index])
            if unit == 48, next < 48 || next > 57 {
                buffer.append(0)
                return nil
            }
            if inTemplate { return "Octal escape sequences are not allowed in template strings" }
            if !state.isLegacyOctal {
                octalStart = UInt32(index - 2)
                octalEnd = UInt32(index)
                octalIsEightOrNine = false
            }
            state.isLegacyOctal = true
            var value = unit - 48
            if next >= 48, next <= 55 {
                value = value * 8 + next - 48
                index += 1
                let last = UInt32(truncatingIfNeeded: text[index])
                if value < 32, last >= 48, last <= 55 {
                    value = value * 8 + last - 48
                    index += 1
                }
            }
            buffer.append(UInt16(value))
        case 56, 57:
            if inTemplate { return "\\8 and \\9 are not allowed in template strings." }
            if !state.isLegacyOctal {
                octalStart = UInt32(index - 2)
                octalEnd = UInt32(index)
                octalIsEightOrNine = true
            }
            state.isLegacyOctal = true
            buffer.append(UInt16(unit))
        default:
            buffer.append(UInt16(unit))
        }
        return nil
    }

    // MARK: Templates

    struct TemplatePart {
        var raw: Name
        var cooked: Name
        /// Message of an invalid escape; then there is no cooked value.
        var escapeError: String?
        var errorStart: UInt32 = 0
        var errorEnd: UInt32 = 0
        /// Ends with "`" and not with "${".
        var isTail: Bool
        var start: UInt32
        var end: UInt32
    }

    /// The part of a template that starts behind the current token ("`" or "}"). Afterwards the position is behind its "`" or "${";
    /// the caller reads on with `next()`. nil: the template does not end.
    func scanTemplatePart() -> TemplatePart? {
        isLatin1 ? scanTemplatePart(text8) : scanTemplatePart(text16)
    }

    private func scanTemplatePart<Unit: CodeUnit>(_ text: UnsafePointer<Unit>) -> TemplatePart? {
        let from = Int(state.end)
        var index = from
        buffer.removeAll(keepingCapacity: true)
        rawBuffer.removeAll(keepingCapacity: true)
        var part = TemplatePart(raw: .empty, cooked: .empty, isTail: false, start: UInt32(from), end: 0)
        while true {
            let unit = UInt32(truncatingIfNeeded: text[index])
            if index >= Int(length) {
                fail("Unexpected end of input", Int(length), Int(length))
                return nil
            }
            if unit == 96 {
                part.isTail = true
                break
            }
            if unit == 36, text[index + 1] == 123 { break }
            if unit == 13 {
                index += text[index + 1] == 10 ? 2 : 1
                buffer.append(10)
                rawBuffer.append(10)
                continue
            }
            if unit == 92 {
                let start = index
                index += 1
                if let message = readEscape(text, &index, inTemplate: true), part.escapeError == nil {
                    part.escapeError = message
                    part.errorStart = UInt32(start)
                    part.errorEnd = UInt32(min(index + 1, Int(length)))
                }
                if part.escapeError != nil {
                    // An invalid escape ends where it is broken: "`" and "${" must still be seen.
                    index = start + 1
                    rawBuffer.append(92)
                    let escaped = UInt32(truncatingIfNeeded: text[index])
                    if index < Int(length), escaped != 13 {
                        rawBuffer.append(UInt16(escaped))
                        index += 1
                    }
                    continue
                }
                var copied = start
                while copied < index {
                    let raw = UInt16(truncatingIfNeeded: text[copied])
                    if raw == 13 {
                        rawBuffer.append(10)
                        if text[copied + 1] == 10 { copied += 1 }
                    } else {
                        rawBuffer.append(raw)
                    }
                    copied += 1
                }
                continue
            }
            buffer.append(UInt16(unit))
            rawBuffer.append(UInt16(unit))
            index += 1
        }
        part.end = UInt32(index)
        part.raw = rawBuffer.withUnsafeBufferPointer { names.intern($0) }
        if part.escapeError == nil { part.cooked = internBuffer() }
        state.end = UInt32(index + (part.isTail ? 1 : 2))
        state.position = state.end
        return part
    }

    // MARK: Regular expressions

    /// The current token is `/` or `/=`: reads the literal. Afterwards the position is behind the flags. nil: an `.invalid` token.
    func scanRegExp() -> (pattern: Name, flags: Name)? {
        var index = state.start + 1
        var inClass = false
        buffer.removeAll(keepingCapacity: true)
        while true {
            let unit = self.unit(index)
            if index >= length || isLineTerminator(unit) {
                fail("Invalid regular expression: missing /", Int(state.start), Int(state.start + 1))
                errorIsEnd = false
                return nil
            }
            if unit == 92 {
                buffer.append(92)
                index += 1
                let escaped = self.unit(index)
                if index >= length || isLineTerminator(escaped) { continue }
                buffer.append(UInt16(escaped))
                index += 1
                continue
            }
            if unit == 91 {
                inClass = true
            } else if unit == 93 {
                inClass = false
            } else if unit == 47, !inClass {
                break
            }
            buffer.append(UInt16(unit))
            index += 1
        }
        let pattern = internBuffer()
        index += 1
        buffer.removeAll(keepingCapacity: true)
        while index < length {
            let unit = self.unit(index)
            if unit == 92 {
                fail("Invalid regular expression flags", Int(state.start), Int(index + 1))
                return nil
            }
            let scalar = isLatin1 ? unit : self.scalar(text16, Int(index))
            guard isIdentifierPart(scalar) else { break }
            if scalar >= 0x10000 {
                buffer.append(UInt16(unit))
                buffer.append(UInt16(self.unit(index + 1)))
                index += 2
            } else {
                buffer.append(UInt16(unit))
                index += 1
            }
        }
        let flags = internBuffer()
        state.end = index
        state.position = index
        return (pattern, flags)
    }
}
