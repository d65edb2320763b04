#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Text to number, from Latin-1 or UTF-16 code units.
enum NumberParsing {
    // MARK: White space

    /// WhiteSpace or LineTerminator, what StringToNumber, parseInt and String.prototype.trim strip.
    /// [TrimString](https://tc39.es/ecma262/#sec-trimstring)
    @inline(__always)
    static func isWhiteSpace<Unit: FixedWidthInteger & UnsignedInteger>(_ unit: Unit) -> Bool {
        let c = UInt(truncatingIfNeeded: unit)
        if c <= 0x20 { return c == 0x20 || (c >= 9 && c <= 13) }
        if c < 0xA0 { return false }
        switch c {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: return true
        default: return false
        }
    }

    /// The text without white space at both ends.
    static func trimmed<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafeBufferPointer<Unit>
    ) -> UnsafeBufferPointer<Unit> {
        var start = 0
        var end = text.count
        while start < end && isWhiteSpace(text[start]) { start &+= 1 }
        while end > start && isWhiteSpace(text[end &- 1]) { end &-= 1 }
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }

    /// The radix that the letter after a leading zero stands for.
    @inline(__always)
    static func prefixRadix<Unit: FixedWidthInteger & UnsignedInteger>(_ unit: Unit) -> Int? {
        switch UInt(truncatingIfNeeded: unit) | 0x20 {
        case 0x78 where unit < 0x80: 16
        case 0x6F where unit < 0x80: 8
        case 0x62 where unit < 0x80: 2
        default: nil
        }
    }

    // MARK: StringToNumber

    /// StringToNumber ( str )
    ///
    /// [StringToNumber](https://tc39.es/ecma262/#sec-stringtonumber)
    /// - Returns: NaN when the text is no StringNumericLiteral.
    static func stringToNumber<Unit: FixedWidthInteger & UnsignedInteger>(_ text: UnsafeBufferPointer<Unit>) -> Double {
        let body = trimmed(text)
        if body.isEmpty { return 0 }
        if body.count > 1 && body[0] == 0x30, let radix = prefixRadix(body[1]) {
            let digits = UnsafeBufferPointer(rebasing: body[2...])
            if digits.isEmpty { return .nan }
            for unit in digits where BigInteger.digitValue(unit) >= UInt(radix) { return .nan }
            return integerValue(digits, radix: radix)
        }
        let (value, length) = scanDecimal(body)
        return length == body.count ? value : .nan
    }

    /// parseFloat ( string )
    ///
    /// [parseFloat](https://tc39.es/ecma262/#sec-parsefloat-string)
    static func parseFloat<Unit: FixedWidthInteger & UnsignedInteger>(_ text: UnsafeBufferPointer<Unit>) -> Double {
        var start = 0
        while start < text.count && isWhiteSpace(text[start]) { start &+= 1 }
        let (value, length) = scanDecimal(UnsafeBufferPointer(rebasing: text[start...]))
        return length == 0 ? .nan : value
    }

    /// parseInt ( string, radix ), the part after the conversions of its arguments. Exact for any length.
    ///
    /// [parseInt](https://tc39.es/ecma262/#sec-parseint-string-radix)
    /// - Parameter radix: ToInt32 of the argument; 0 when it is missing.
    static func parseInt<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafeBufferPointer<Unit>, radix: Int32 = 0
    ) -> Double {
        var i = 0
        while i < text.count && isWhiteSpace(text[i]) { i &+= 1 }
        var negative = false
        if i < text.count && (text[i] == 0x2B || text[i] == 0x2D) {
            negative = text[i] == 0x2D
            i &+= 1
        }
        var base = Int(radix)
        if base != 0 && (base < 2 || base > 36) { return .nan }
        if base == 0 || base == 16 {
            if i &+ 1 < text.count && text[i] == 0x30 && (text[i &+ 1] == 0x78 || text[i &+ 1] == 0x58) {
                i &+= 2
                base = 16
            }
            if base == 0 { base = 10 }
        }
        let start = i
        while i < text.count && BigInteger.digitValue(text[i]) < UInt(base) { i &+= 1 }
        if i == start { return .nan }
        let value = integerValue(UnsafeBufferPointer(rebasing: text[start..<i]), radix: base)
        return negative ? -value : value
    }

    /// The value of digits that were checked before, correctly rounded.
    static func integerValue<Unit: FixedWidthInteger & UnsignedInteger>(
        _ digits: UnsafeBufferPointer<Unit>, radix: Int
    ) -> Double {
        var value: UInt64 = 0
        var overflow = false
        for unit in digits {
            let (p, o1) = value.multipliedReportingOverflow(by: UInt64(radix))
            let (s, o2) = p.addingReportingOverflow(UInt64(BigInteger.digitValue(unit)))
            value = s
            if o1 || o2 {
                overflow = true
                break
            }
        }
        if !overflow { return Double(value) }
        if radix == 10 { return scanDecimal(digits).value }
        // More digits than any double has: an infinity, unless they are leading zeros.
        var start = 0
        while digits[start] == 0x30 { start += 1 }
        if digits.count - start > 1100 { return .infinity }
        let big = try? BigInteger.parse(digits: UnsafeBufferPointer(rebasing: digits[start...]), radix: radix)
        return big?.doubleValue ?? .infinity
    }

    // MARK: Decimal literals

    private static let exactPowers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
        1e21, 1e22,
    ]

    /// The longest prefix that is a StrDecimalLiteral (a sign, Infinity or digits with point and exponent).
    /// - Returns: its value, correctly rounded, and its length, 0 when there is none.
    static func scanDecimal<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafeBufferPointer<Unit>
    ) -> (value: Double, length: Int) {
        let count = text.count
        var i = 0
        var negative = false
        if i < count && (text[i] == 0x2B || text[i] == 0x2D) {
            negative = text[i] == 0x2D
            i &+= 1
        }
        if i < count && text[i] == 0x49 {
            guard hasPrefix(text, at: i, "Infinity") else { return (.nan, 0) }
            return (negative ? -.infinity : .infinity, i &+ 8)
        }
        let start = i
        // The first 19 significant digits are gathered; how many more there are only moves the exponent.
        var mantissa: UInt64 = 0
        var significant = 0
        var dropped = false
        var scale = 0
        var any = false
        while i < count, case let digit = UInt(truncatingIfNeeded: text[i]) &- 0x30, digit < 10 {
            any = true
            if significant < 19 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                if mantissa != 0 { significant &+= 1 }
            } else {
                scale &+= 1
                if digit != 0 { dropped = true }
            }
            i &+= 1
        }
        if i < count && text[i] == 0x2E {
            let point = i
            i &+= 1
            while i < count, case let digit = UInt(truncatingIfNeeded: text[i]) &- 0x30, digit < 10 {
                any = true
                if significant < 19 {
                    mantissa = mantissa &* 10 &+ UInt64(digit)
                    if mantissa != 0 { significant &+= 1 }
                    scale &-= 1
                } else if digit != 0 {
                    dropped = true
                }
                i &+= 1
            }
            if !any { i = point }
        }
        if !any { return (.nan, 0) }
        let mantissaEnd = i
        var exponent = 0
        if i < count && (text[i] == 0x65 || text[i] == 0x45) {
            var j = i &+ 1
            var negativeExponent = false
            if j < count && (text[j] == 0x2B || text[j] == 0x2D) {
                negativeExponent = text[j] == 0x2D
                j &+= 1
            }
            let digits = j
            while j < count, case let digit = UInt(truncatingIfNeeded: text[j]) &- 0x30, digit < 10 {
                // Saturated far outside of what any mantissa can bring back.
                if exponent < 1 << 40 { exponent = exponent &* 10 &+ Int(digit) }
                j &+= 1
            }
            if j > digits { i = j }
            if negativeExponent { exponent = -exponent }
        }
        let power = scale &+ exponent
        var value: Double
        if mantissa == 0 {
            value = 0
        } else if !dropped && mantissa < 1 << 53 && power >= -22 && power <= 22 {
            // Both factors are exact, so the one operation rounds correctly (W. D. Clinger).
            value = power < 0 ? Double(mantissa) / exactPowers[-power] : Double(mantissa) * exactPowers[power]
        } else if significant &+ power > 310 {
            value = .infinity
        } else if significant &+ power < -330 {
            value = 0
        } else if !dropped {
            value = convert(mantissa, power)
        } else {
            value = convert(UnsafeBufferPointer(rebasing: text[start..<mantissaEnd]), exponent)
        }
        if negative { value = -value }
        return (value, i)
    }

    private static func hasPrefix<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafeBufferPointer<Unit>, at start: Int, _ prefix: StaticString
    ) -> Bool {
        if text.count - start < prefix.utf8CodeUnitCount { return false }
        for i in 0..<prefix.utf8CodeUnitCount where text[start + i] != Unit(prefix.utf8Start[i]) { return false }
        return true
    }

    /// mantissa * 10^power, by the C library.
    private static func convert(_ mantissa: UInt64, _ power: Int) -> Double {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
            var writer = ASCIIWriter(buffer.baseAddress!)
            writer.put(decimal: mantissa)
            NumberText.putExponent(power, &writer)
            writer.put(0)
            return buffer.withMemoryRebound(to: CChar.self) { strtod($0.baseAddress!, nil) }
        }
    }

    /// As above, for more digits than fit an integer. No double needs more than 768 digits to decide its rounding, so
    /// anything behind them is as good as one more digit that is not zero.
    private static func convert<Unit: FixedWidthInteger & UnsignedInteger>(
        _ digits: UnsafeBufferPointer<Unit>, _ exponent: Int
    ) -> Double {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 840) { buffer in
            var writer = ASCIIWriter(buffer.baseAddress!)
            var significant = 0
            var power = exponent
            var afterPoint = false
            var sticky = false
            for unit in digits {
                if unit == 0x2E {
                    afterPoint = true
                    continue
                }
                if significant < 780 {
                    if significant > 0 || unit != 0x30 {
                        writer.put(UInt8(truncatingIfNeeded: unit))
                        significant &+= 1
                    }
                    if afterPoint { power &-= 1 }
                } else {
                    if unit != 0x30 { sticky = true }
                    if !afterPoint { power &+= 1 }
                }
            }
            if sticky {
                writer.put(0x31)
                power &-= 1
            }
            NumberText.putExponent(power, &writer)
            writer.put(0)
            return buffer.withMemoryRebound(to: CChar.self) { strtod($0.baseAddress!, nil) }
        }
    }
}
