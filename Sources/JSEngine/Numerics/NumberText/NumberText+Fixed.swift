/// The Number.prototype methods that round to a number of digits; all are exact.
/// Range checks on the digits (a RangeError) are the engine's.
extension NumberText {
    /// Number.prototype.toFixed ( fractionDigits )
    ///
    /// [toFixed](https://tc39.es/ecma262/#sec-number.prototype.tofixed)
    /// - Parameters:
    ///   - fractionDigits: 0 to 100.
    ///   - out: room for ``fixedCapacity`` bytes.
    static func toFixed(_ value: Double, _ fractionDigits: Int, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        if !(value.magnitude < 1e21) { return toString(value, out) }
        var writer = ASCIIWriter(out)
        if value < 0 { writer.put(0x2D) }
        if let scaled = scaledInteger(value.magnitude, fractionDigits) {
            putFixed(scaled, fractionDigits, &writer)
            return writer.count
        }
        let decimal = ExactDecimal(value.magnitude, .fractionDigits(fractionDigits))
        putPlain(decimal, fractionDigits, &writer)
        return writer.count
    }

    private static let smallPowers: [UInt64] = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000,
    ]

    /// `value * 10^fractionDigits`, rounded with ties up, where 128 bits hold it exactly before rounding: prices,
    /// durations and the like.
    private static func scaledInteger(_ value: Double, _ fractionDigits: Int) -> UInt64? {
        if fractionDigits >= smallPowers.count || value >= 1e6 || value < 1e-9 { return nil }
        let mantissa = value.significandBitPattern | 1 << 52
        let shift = UInt64(52 - Int(value.exponent))
        let product = mantissa.multipliedFullWidth(by: smallPowers[fractionDigits])
        // 2^-30 < value < 2^20, so 32 < shift <= 82.
        if shift <= 64 {
            let (low, carry) = product.low.addingReportingOverflow(1 << (shift - 1))
            let high = product.high + (carry ? 1 : 0)
            return shift == 64 ? high : high << (64 - shift) | low >> shift
        }
        return (product.high + (1 << (shift - 65))) >> (shift - 64)
    }

    private static func putFixed(_ scaled: UInt64, _ fractionDigits: Int, _ writer: inout ASCIIWriter) {
        let (integer, fraction) = scaled.quotientAndRemainder(dividingBy: smallPowers[fractionDigits])
        writer.put(decimal: integer)
        if fractionDigits == 0 { return }
        writer.put(0x2E)
        writer.put(decimal: Int(fraction), width: fractionDigits)
    }

    /// Number.prototype.toExponential ( fractionDigits )
    ///
    /// [toExponential](https://tc39.es/ecma262/#sec-number.prototype.toexponential)
    /// - Parameters:
    ///   - fractionDigits: 0 to 100, or nil for as many as necessary.
    ///   - out: room for ``fixedCapacity`` bytes.
    static func toExponential(_ value: Double, _ fractionDigits: Int?, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        var writer = ASCIIWriter(out)
        if !value.isFinite { return putNonFinite(value, &writer) }
        if value < 0 { writer.put(0x2D) }
        if let fractionDigits {
            let decimal = ExactDecimal(value.magnitude, .significantDigits(fractionDigits + 1))
            putScientific(decimal, fractionDigits, &writer)
        } else if value == 0 {
            writer.put("0e+0")
        } else {
            let shortest = ShortestDecimal(value.magnitude)
            let start = writer.base + writer.count
            let k = ASCIIWriter.decimalDigitCount(shortest.digits)
            if k > 1 { writer.put(0x30) }
            writer.put(decimal: shortest.digits)
            if k > 1 {
                start[0] = start[1]
                start[1] = 0x2E
            }
            putExponent(shortest.exponent + k - 1, &writer)
        }
        return writer.count
    }

    /// Number.prototype.toPrecision ( precision )
    ///
    /// [toPrecision](https://tc39.es/ecma262/#sec-number.prototype.toprecision)
    /// - Parameters:
    ///   - precision: 1 to 100.
    ///   - out: room for ``fixedCapacity`` bytes.
    static func toPrecision(_ value: Double, _ precision: Int, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        var writer = ASCIIWriter(out)
        if !value.isFinite { return putNonFinite(value, &writer) }
        if value < 0 { writer.put(0x2D) }
        let decimal = ExactDecimal(value.magnitude, .significantDigits(precision))
        let exponent = value == 0 ? 0 : decimal.point - 1
        if exponent < -6 || exponent >= precision {
            putScientific(decimal, precision - 1, &writer)
        } else {
            putPlain(decimal, precision - 1 - exponent, &writer)
        }
        return writer.count
    }

    /// The digits with a point where it belongs, and `fractionDigits` after it.
    private static func putPlain(_ decimal: ExactDecimal, _ fractionDigits: Int, _ writer: inout ASCIIWriter) {
        let point = decimal.digits.isEmpty ? 0 : decimal.point
        if point <= 0 { writer.put(0x30) }
        for i in 0..<max(0, point) { writer.put(0x30 + decimal[i]) }
        if fractionDigits == 0 { return }
        writer.put(0x2E)
        for i in 0..<fractionDigits { writer.put(0x30 + decimal[point + i]) }
    }

    private static func putScientific(_ decimal: ExactDecimal, _ fractionDigits: Int, _ writer: inout ASCIIWriter) {
        writer.put(0x30 + decimal[0])
        if fractionDigits > 0 {
            writer.put(0x2E)
            for i in 1...fractionDigits { writer.put(0x30 + decimal[i]) }
        }
        putExponent(decimal.digits.isEmpty ? 0 : decimal.point - 1, &writer)
    }

    /// Number.prototype.toLocaleString ( ), in the manner of en-US: digits in groups of three, three after the point at most.
    ///
    /// NOTE: there is no Intl; locales and options are not considered. Infinity is written as the sign U+221E by the
    /// caller, since this writes ASCII: it must not pass infinities here.
    /// - Parameter out: room for 500 bytes.
    static func toLocaleString(_ value: Double, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        var writer = ASCIIWriter(out)
        if !value.isFinite { return putNonFinite(value, &writer) }
        if value.sign == .minus { writer.put(0x2D) }
        if value == 0 {
            writer.put(0x30)
            return writer.count
        }
        // Rounding starts from the shortest digits, as ICU's does: 1.0005 counts as a tie although the double is below it.
        let shortest = ShortestDecimal(value.magnitude)
        var text = BigInteger(UInt64(shortest.digits)).ascii()
        var scale = shortest.exponent
        if scale < -3 {
            let cut = -3 - scale
            let up = cut <= text.count && text[text.count - cut] >= 0x35
            text.removeLast(min(cut, text.count))
            if text.isEmpty { text = [0x30] }
            scale = -3
            var i = text.count - 1
            while up {
                if i < 0 {
                    text.insert(0x31, at: 0)
                    break
                }
                if text[i] < 0x39 {
                    text[i] += 1
                    break
                }
                text[i] = 0x30
                i -= 1
            }
        }
        let integerCount = text.count + scale
        if integerCount <= 0 { writer.put(0x30) }
        for i in 0..<max(0, integerCount) {
            if i > 0 && (integerCount - i) % 3 == 0 { writer.put(0x2C) }
            writer.put(i < text.count ? text[i] : 0x30)
        }
        if scale < 0 {
            var fraction = [UInt8](repeating: 0x30, count: max(0, -integerCount)) + text[max(0, integerCount)...]
            while fraction.last == 0x30 { fraction.removeLast() }
            if !fraction.isEmpty {
                writer.put(0x2E)
                writer.put(fraction)
            }
        }
        return writer.count
    }
}
