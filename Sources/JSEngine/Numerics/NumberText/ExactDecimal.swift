/// The exact decimal expansion of a double, cut and rounded where the caller wants: ties go up, away from zero, as
/// toFixed, toExponential and toPrecision ask ("if there are two such n, pick the larger n").
struct ExactDecimal {
    /// Where to round.
    enum Rounding {
        /// So many digits after the point.
        case fractionDigits(Int)
        /// So many digits from the first that is not zero.
        case significantDigits(Int)
    }

    /// Decimal digits as numbers 0...9. The value is 0.d1d2d3... * 10^point. Without leading zeros; empty for 0.
    private(set) var digits: [UInt8]
    private(set) var point: Int

    /// - Parameter value: finite and not negative.
    init(_ value: Double, _ rounding: Rounding) {
        digits = []
        point = 0
        if value == 0 { return }
        let biased = Int(value.bitPattern >> 52)
        let mantissa = UInt(value.bitPattern & 0xF_FFFF_FFFF_FFFF) | (biased == 0 ? 0 : 1 << 52)
        let exponent = max(biased, 1) - 1075

        // The integer part.
        if exponent >= 0 {
            var limbs = [UInt](repeating: 0, count: exponent / 64 + 2)
            limbs[exponent / 64] = mantissa << UInt(exponent % 64)
            if exponent % 64 != 0 { limbs[exponent / 64 + 1] = mantissa >> UInt(64 - exponent % 64) }
            digits = BigInteger(magnitude: limbs, isNegative: false).ascii().map { $0 - 0x30 }
        } else if exponent > -53, mantissa >> UInt(-exponent) != 0 {
            digits = BigInteger(UInt64(mantissa >> UInt(-exponent))).ascii().map { $0 - 0x30 }
        }
        point = digits.count
        if exponent < 0 { appendFraction(mantissa, exponent, rounding) }
        round(to: wanted(rounding))
    }

    /// How many of the digits (leading zeros not counted) the rounding keeps; negative when the value is far below.
    private func wanted(_ rounding: Rounding) -> Int {
        switch rounding {
        case .fractionDigits(let f): point + f
        case .significantDigits(let n): n
        }
    }

    /// Appends digits of the fraction of mantissa * 2^exponent, 19 at a time, until the digit after the last wanted one is
    /// there or the fraction is exhausted.
    private mutating func appendFraction(_ mantissa: UInt, _ exponent: Int, _ rounding: Rounding) {
        // The fraction as limbs below the point: fraction * 2^(64 * count), lowest first.
        let count = (-exponent + 63) / 64
        let shift = count * 64 + exponent
        var limbs = [UInt](repeating: 0, count: count + 1)
        limbs[0] = mantissa << UInt(shift)
        if shift != 0 { limbs[1] = mantissa >> UInt(64 - shift) }
        // What reaches above the point is the integer part, which is done.
        if exponent > -64 { limbs[count] = 0 }
        limbs.withUnsafeMutableBufferPointer { buffer in
            let p = buffer.baseAddress!
            var chunk = [UInt8](repeating: 0, count: 19)
            while digits.count <= wanted(rounding) {
                if Limbs.normalizedCount(p, count) == 0 { return }
                let next = Limbs.multiply(p, p, count, by: 10_000_000_000_000_000_000)
                chunk.withUnsafeMutableBufferPointer { ASCIIWriter.writeDigits(UInt64(next), $0.baseAddress!, 19) }
                for digit in chunk {
                    if digits.isEmpty && digit == 0x30 {
                        point -= 1
                    } else {
                        digits.append(digit - 0x30)
                    }
                }
            }
        }
    }

    private mutating func round(to wanted: Int) {
        if wanted < 0 {
            digits = []
            return
        }
        if digits.count <= wanted { return }
        let up = digits[wanted] >= 5
        digits.removeSubrange(wanted...)
        if !up { return }
        var i = wanted - 1
        while i >= 0 && digits[i] == 9 {
            digits[i] = 0
            i -= 1
        }
        if i >= 0 {
            digits[i] += 1
        } else {
            digits.insert(1, at: 0)
            point += 1
        }
    }

    /// The digit at a position counted from the first, 0 beyond the last.
    subscript(_ i: Int) -> UInt8 { i >= 0 && i < digits.count ? digits[i] : 0 }
}
