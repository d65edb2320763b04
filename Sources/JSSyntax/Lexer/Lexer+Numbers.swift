#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// https://tc39.es/ecma262/#sec-literals-numeric-literals

extension Lexer {
    @inline(__always)
    func scanNumber<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int) {
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
    func scanNumberSlowly<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ from: Int) {
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

    func scalar<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, _ index: Int) -> UInt32 {
        let high = UInt32(truncatingIfNeeded: text[index])
        if high & 0xFC00 == 0xD800, index + 1 < Int(length) {
            let low = UInt32(truncatingIfNeeded: text[index + 1])
            if low & 0xFC00 == 0xDC00 { return 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF) }
        }
        return high
    }

    /// The value of digits in a power-of-two radix, rounded to nearest even.
    func integerValue(_ digits: [UInt8], radix: UInt32) -> Double {
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
}
