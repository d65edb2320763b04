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
    func intern<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int, _ to: Int, _ hash: UInt32) -> Name {
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

    func readIdentifier<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, from: Int, prefix: UInt16? = nil) -> Int? {
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
    func readUnicodeEscape<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ index: inout Int) -> UInt32? {
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
}
