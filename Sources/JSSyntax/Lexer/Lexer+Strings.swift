// https://tc39.es/ecma262/#sec-literals-string-literals

extension Lexer {
    @inline(__always)
    func scanString<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int, _ quote: UInt32) {
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
    func scanStringSlowly<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int, _ quote: UInt32) {
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
    func readEscape<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ index: inout Int, inTemplate: Bool) -> String? {
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
}
