/// What can go wrong in BigInt arithmetic; the engine turns each into the error that ECMAScript asks for.
enum BigIntegerError: Error {
    /// RangeError: Maximum BigInt size exceeded.
    case tooLarge
    /// RangeError: Division by zero.
    case divisionByZero
    /// RangeError: Exponent must be non-negative.
    case negativeExponent
}

/// A borrowed integer: a sign and limbs that live elsewhere, for instance inside a heap cell.
///
/// The limbs are normalized (the top limb is not zero; zero has no limbs and is never negative).
/// The `into:` functions write to a buffer of the caller, of the capacity that the function beside each names, so that an
/// engine can compute straight into a new cell.
struct BigIntegerView {
    let limbs: UnsafePointer<UInt>
    let count: Int
    let isNegative: Bool

    /// What an `into:` function wrote.
    struct Written {
        var count: Int
        var isNegative: Bool
    }

    @inline(__always)
    init(limbs: UnsafePointer<UInt>, count: Int, isNegative: Bool) {
        self.limbs = limbs
        self.count = count
        self.isNegative = isNegative
    }

    @inline(__always) var isZero: Bool { count == 0 }
    var bitLength: Int { Limbs.bitLength(limbs, count) }
    @inline(__always) var negated: BigIntegerView { .init(limbs: limbs, count: count, isNegative: !isNegative && count != 0) }

    // MARK: Addition and subtraction

    /// The limbs that ``add(_:_:into:)`` and ``subtract(_:_:into:)`` need.
    @inline(__always)
    static func sumCapacity(_ a: BigIntegerView, _ b: BigIntegerView) -> Int { max(a.count, b.count) &+ 1 }

    /// BigInt::add: `a + b`.
    @inline(__always)
    static func add(_ a: BigIntegerView, _ b: BigIntegerView, into r: UnsafeMutablePointer<UInt>) -> Written {
        if a.isNegative == b.isNegative {
            let (x, y) = a.count >= b.count ? (a, b) : (b, a)
            let carry = Limbs.add(r, x.limbs, x.count, y.limbs, y.count)
            if carry == 0 { return Written(count: x.count, isNegative: a.isNegative) }
            r[x.count] = carry
            return Written(count: x.count &+ 1, isNegative: a.isNegative)
        }
        let order = Limbs.compare(a.limbs, a.count, b.limbs, b.count)
        if order == 0 { return Written(count: 0, isNegative: false) }
        let (x, y) = order > 0 ? (a, b) : (b, a)
        Limbs.subtract(r, x.limbs, x.count, y.limbs, y.count)
        return Written(count: Limbs.normalizedCount(r, x.count), isNegative: x.isNegative)
    }

    /// BigInt::subtract: `a - b`.
    @inline(__always)
    static func subtract(_ a: BigIntegerView, _ b: BigIntegerView, into r: UnsafeMutablePointer<UInt>) -> Written {
        if b.isZero {
            r.update(from: a.limbs, count: a.count)
            return Written(count: a.count, isNegative: a.isNegative)
        }
        return add(a, BigIntegerView(limbs: b.limbs, count: b.count, isNegative: !b.isNegative), into: r)
    }

    // MARK: Multiplication and division

    /// The limbs that ``multiply(_:_:into:)`` needs.
    @inline(__always)
    static func productCapacity(_ a: BigIntegerView, _ b: BigIntegerView) -> Int { max(1, a.count &+ b.count) }

    /// BigInt::multiply: `a * b`.
    @inline(__always)
    static func multiply(_ a: BigIntegerView, _ b: BigIntegerView, into r: UnsafeMutablePointer<UInt>) -> Written {
        if a.isZero || b.isZero { return Written(count: 0, isNegative: false) }
        let negative = a.isNegative != b.isNegative
        if a.count == 1 && b.count == 1 {
            let (high, low) = a.limbs[0].multipliedFullWidth(by: b.limbs[0])
            r[0] = low
            if high == 0 { return Written(count: 1, isNegative: negative) }
            r[1] = high
            return Written(count: 2, isNegative: negative)
        }
        Limbs.multiply(r, a.limbs, a.count, b.limbs, b.count)
        return Written(count: Limbs.normalizedCount(r, a.count &+ b.count), isNegative: negative)
    }

    /// The limbs that ``divide(_:_:into:)`` needs.
    @inline(__always)
    static func quotientCapacity(_ a: BigIntegerView, _ b: BigIntegerView) -> Int { max(1, a.count &- b.count &+ 1) }

    /// BigInt::divide: `a / b`, truncated toward zero.
    /// - Throws: ``BigIntegerError/divisionByZero``.
    static func divide(
        _ a: BigIntegerView, _ b: BigIntegerView, into r: UnsafeMutablePointer<UInt>
    ) throws(BigIntegerError) -> Written {
        if b.isZero { throw .divisionByZero }
        let n = Limbs.divide(quotient: r, remainder: nil, a.limbs, a.count, b.limbs, b.count).quotient
        return Written(count: n, isNegative: n != 0 && a.isNegative != b.isNegative)
    }

    /// The limbs that ``remainder(_:_:into:)`` needs.
    @inline(__always)
    static func remainderCapacity(_ a: BigIntegerView, _ b: BigIntegerView) -> Int { max(1, min(a.count, b.count)) }

    /// BigInt::remainder: `a % b`, with the sign of `a`.
    /// - Throws: ``BigIntegerError/divisionByZero``.
    static func remainder(
        _ a: BigIntegerView, _ b: BigIntegerView, into r: UnsafeMutablePointer<UInt>
    ) throws(BigIntegerError) -> Written {
        if b.isZero { throw .divisionByZero }
        let n = Limbs.divide(quotient: nil, remainder: r, a.limbs, a.count, b.limbs, b.count).remainder
        return Written(count: n, isNegative: n != 0 && a.isNegative)
    }

    // MARK: Comparison

    /// BigInt::equal.
    @inline(__always)
    static func == (a: BigIntegerView, b: BigIntegerView) -> Bool {
        a.isNegative == b.isNegative && Limbs.compare(a.limbs, a.count, b.limbs, b.count) == 0
    }

    /// The order of two integers: negative, zero or positive (BigInt::lessThan).
    static func compare(_ a: BigIntegerView, _ b: BigIntegerView) -> Int {
        if a.isNegative != b.isNegative { return a.isNegative ? -1 : 1 }
        let order = Limbs.compare(a.limbs, a.count, b.limbs, b.count)
        return a.isNegative ? -order : order
    }

    /// The exact order of an integer and a Number, nil when the Number is NaN.
    static func compare(_ a: BigIntegerView, _ b: Double) -> Int? {
        if b.isNaN { return nil }
        if b == 0 { return a.isZero ? 0 : a.isNegative ? -1 : 1 }
        if a.isZero { return b < 0 ? 1 : -1 }
        if a.isNegative != (b < 0) { return a.isNegative ? -1 : 1 }
        let order = compareMagnitude(a, b.magnitude)
        return a.isNegative ? -order : order
    }

    private static func compareMagnitude(_ a: BigIntegerView, _ b: Double) -> Int {
        if b == .infinity || b < 1 { return b < 1 ? 1 : -1 }
        let length = a.bitLength
        let exponentLength = Int(b.exponent) + 1
        if length != exponentLength { return length < exponentLength ? -1 : 1 }
        // Both have their top bit at the same place: compare the 64 bits from there, then what is left of the integer.
        let bits = UInt((b.significandBitPattern | 1 << 52) << 11)
        let (top, rest) = a.topLimb()
        if top != bits { return top < bits ? -1 : 1 }
        return rest ? 1 : 0
    }

    /// The 64 bits from the top bit down, and whether any lower bit is set. The integer is not zero.
    private func topLimb() -> (bits: UInt, rest: Bool) {
        let shift = UInt(limbs[count - 1].leadingZeroBitCount)
        var top = limbs[count - 1] << shift
        if count == 1 { return (top, false) }
        var rest = limbs[count - 2]
        if shift != 0 {
            top |= rest >> (64 - shift)
            rest <<= shift
        }
        var i = count - 2
        while rest == 0 && i > 0 {
            i -= 1
            rest = limbs[i]
        }
        return (top, rest != 0)
    }

    // MARK: Conversion

    /// Number(bigint): the nearest double, ties to even; an infinity beyond the largest.
    var doubleValue: Double {
        if count <= 1 {
            let magnitude = count == 0 ? 0 : Double(limbs[0])
            return isNegative ? -magnitude : magnitude
        }
        let length = bitLength
        if length > 1024 { return isNegative ? -.infinity : .infinity }
        let (top, rest) = topLimb()
        // The lowest of the 64 bits is far below the rounding point, so it can stand for everything under it.
        let mantissa = Double(top | (rest ? 1 : 0))
        let result = mantissa * Double(sign: .plus, exponent: (length - 64) / 2, significand: 1)
            * Double(sign: .plus, exponent: (length - 64) - (length - 64) / 2, significand: 1)
        return isNegative ? -result : result
    }

    /// The integer modulo 2^64, as two's complement (BigInt64Array, BigUint64Array).
    @inline(__always)
    var truncatedToUInt64: UInt64 {
        if count == 0 { return 0 }
        let low = UInt64(limbs[0])
        return isNegative ? 0 &- low : low
    }

    /// The integer when it fits, else nil.
    var int64Value: Int64? {
        if count == 0 { return 0 }
        if count > 1 { return nil }
        if isNegative { return limbs[0] <= 1 << 63 ? Int64(bitPattern: 0 &- UInt64(limbs[0])) : nil }
        return limbs[0] < 1 << 63 ? Int64(limbs[0]) : nil
    }

    /// Equal integers have equal hashes.
    var hash: UInt64 {
        var h: UInt64 = isNegative ? 0x9E37_79B9_7F4A_7C15 : 0x1234_5678_9ABC_DEF1
        for i in 0..<count {
            h = (h ^ UInt64(limbs[i])) &* 0xFF51_AFD7_ED55_8CCD
            h ^= h >> 32
        }
        return h
    }
}
