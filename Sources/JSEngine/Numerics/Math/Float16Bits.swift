/// IEEE 754 binary16 as bit patterns; Swift has no Float16 type on x86-64 Linux that is safe to use everywhere.
enum Float16Bits {
    /// The nearest binary16 of a double, ties to even, rounded once.
    static func fromDouble(_ value: Double) -> UInt16 {
        let sign = UInt16(truncatingIfNeeded: value.bitPattern >> 48) & 0x8000
        let magnitude = value.magnitude
        if value.isNaN { return 0x7E00 }
        // 65520 lies half-way between the largest binary16, 65504, and what would be the next.
        if magnitude >= 65520 { return sign | 0x7C00 }
        if magnitude < 0x1p-14 {
            // Subnormal: a multiple of 2^-24. Scaling is exact, so the rounding is the only one. 1024 is the least normal.
            return sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven))
        }
        let exponent = Int(magnitude.exponent)
        let fraction = magnitude.significandBitPattern
        let kept = UInt16(truncatingIfNeeded: fraction >> 42)
        let cut = fraction & ((1 << 42) - 1)
        let half: UInt64 = 1 << 41
        var bits = UInt16(exponent + 15) << 10 | kept
        // A carry out of the fraction raises the exponent, as it should.
        if cut > half || (cut == half && kept & 1 == 1) { bits += 1 }
        return sign | bits
    }

    /// The double that a binary16 stands for, always exact.
    static func toDouble(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF)
        let magnitude: Double
        switch exponent {
        case 0: magnitude = fraction * 0x1p-24
        case 31: magnitude = fraction == 0 ? .infinity : .nan
        default: magnitude = Double(sign: .plus, exponent: exponent - 25, significand: fraction + 1024)
        }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }
}
