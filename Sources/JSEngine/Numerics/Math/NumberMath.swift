#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Number operations and Math functions whose results ECMAScript fixes where the C library does not.
/// Math functions that are not here (sin, log1p, cbrt, ...) are the C library's.
enum NumberMath {
    // MARK: Integer conversions

    /// ToInt32 ( argument ), of a Number.
    ///
    /// [ToInt32](https://tc39.es/ecma262/#sec-toint32)
    @inline(__always)
    static func toInt32(_ value: Double) -> Int32 {
        // True for everything but NaN, infinities and values beyond 64 bits.
        if value.magnitude < 0x1p63 { return Int32(truncatingIfNeeded: Int64(value)) }
        return Int32(truncatingIfNeeded: toUInt64Modulo(value))
    }

    /// ToUint32 ( argument ), of a Number.
    ///
    /// [ToUint32](https://tc39.es/ecma262/#sec-touint32)
    @inline(__always)
    static func toUint32(_ value: Double) -> UInt32 { UInt32(bitPattern: toInt32(value)) }

    /// The integral part modulo 2^64; 0 for NaN and the infinities (ToBigInt64's cousin for Numbers; also used by Atomics).
    static func toUInt64Modulo(_ value: Double) -> UInt64 {
        if !value.isFinite { return 0 }
        let exponent = Int(value.exponent)
        if value == 0 || exponent < 0 { return 0 }
        let mantissa = value.significandBitPattern | 1 << 52
        let shift = exponent - 52
        let magnitude: UInt64 = shift >= 64 ? 0 : shift >= 0 ? mantissa << UInt64(shift) : mantissa >> UInt64(-shift)
        return value < 0 ? 0 &- magnitude : magnitude
    }

    /// ToUint8Clamp ( argument ), of a Number: ties go to the even integer.
    ///
    /// [ToUint8Clamp](https://tc39.es/ecma262/#sec-touint8clamp)
    @inline(__always)
    static func toUint8Clamp(_ value: Double) -> UInt8 {
        if !(value > 0) { return 0 }
        if value >= 255 { return 255 }
        return UInt8(value.rounded(.toNearestOrEven))
    }

    /// ToIntegerOrInfinity ( argument ), of a Number: never NaN, never -0.
    ///
    /// [ToIntegerOrInfinity](https://tc39.es/ecma262/#sec-tointegerorinfinity)
    @inline(__always)
    static func toIntegerOrInfinity(_ value: Double) -> Double {
        if value.isNaN { return 0 }
        return value.rounded(.towardZero) + 0
    }

    // MARK: Operators

    /// Number::exponentiate ( base, exponent ), also Math.pow.
    ///
    /// [Number::exponentiate](https://tc39.es/ecma262/#sec-numeric-types-number-exponentiate)
    static func exponentiate(_ base: Double, _ exponent: Double) -> Double {
        if exponent == 2 { return base * base }
        // The C library answers 1 here; ECMAScript kept the older rule.
        if exponent.isNaN || (base.magnitude == 1 && exponent.isInfinite) { return .nan }
        return pow(base, exponent)
    }

    /// Number::remainder ( n, d ): the sign of `n`, also for zeros.
    ///
    /// [Number::remainder](https://tc39.es/ecma262/#sec-numeric-types-number-remainder)
    static func remainder(_ n: Double, _ d: Double) -> Double { fmod(n, d) }

    // MARK: Math

    /// Math.round ( x ): ties go toward plus infinity, and -0 stays for -0.5 <= x < 0.
    ///
    /// [Math.round](https://tc39.es/ecma262/#sec-math.round)
    @inline(__always)
    static func round(_ x: Double) -> Double {
        if !(x.magnitude < 0x1p52) { return x }
        let down = x.rounded(.down)
        let result = x - down >= 0.5 ? down + 1 : down
        return result == 0 ? Double(signOf: x, magnitudeOf: 0) : result
    }

    /// Math.sign ( x )
    ///
    /// [Math.sign](https://tc39.es/ecma262/#sec-math.sign)
    static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : x }

    /// Math.max of two values: NaN wins, +0 is larger than -0.
    @inline(__always)
    static func max(_ a: Double, _ b: Double) -> Double {
        if a > b { return a }
        if b > a { return b }
        if a == b { return a == 0 ? (a.sign == .minus ? b : a) : a }
        return .nan
    }

    /// Math.min of two values: NaN wins, -0 is smaller than +0.
    @inline(__always)
    static func min(_ a: Double, _ b: Double) -> Double {
        if a < b { return a }
        if b < a { return b }
        if a == b { return a == 0 ? (a.sign == .minus ? a : b) : a }
        return .nan
    }

    /// Math.hypot ( ...args ), of values that are already Numbers. Scaled by the largest, so that nothing overflows on the
    /// way, and summed with compensation.
    ///
    /// [Math.hypot](https://tc39.es/ecma262/#sec-math.hypot)
    static func hypot(_ values: UnsafeBufferPointer<Double>) -> Double {
        var largest = 0.0
        var nan = false
        for value in values {
            if value.isInfinite { return .infinity }
            if value.isNaN { nan = true }
            if value.magnitude > largest { largest = value.magnitude }
        }
        if nan { return .nan }
        if largest == 0 { return 0 }
        var sum = 0.0
        var compensation = 0.0
        for value in values {
            let scaled = value / largest
            let term = scaled * scaled - compensation
            let next = sum + term
            compensation = (next - sum) - term
            sum = next
        }
        return sum.squareRoot() * largest
    }

    /// Math.cbrt ( x ). The C library may be off by a unit in the last place, even for cubes of integers; a step of Newton's
    /// method with an exact residual corrects that.
    ///
    /// [Math.cbrt](https://tc39.es/ecma262/#sec-math.cbrt)
    static func cubeRoot(_ x: Double) -> Double {
        let r = cbrt(x)
        if r == 0 || !r.isFinite { return r }
        let square = r * r
        let squareError = (-square).addingProduct(r, r)
        let cube = square * r
        let cubeError = (-cube).addingProduct(square, r) + squareError * r
        return r - ((cube - x) + cubeError) / (3 * square)
    }

    /// Math.fround ( x )
    ///
    /// [Math.fround](https://tc39.es/ecma262/#sec-math.fround)
    @inline(__always)
    static func fround(_ x: Double) -> Double { Double(Float(x)) }

    /// Math.f16round ( x )
    ///
    /// [Math.f16round](https://tc39.es/ecma262/#sec-math.f16round)
    static func f16round(_ x: Double) -> Double { Float16Bits.toDouble(Float16Bits.fromDouble(x)) }

    /// Math.clz32 ( x ), after ToUint32.
    ///
    /// [Math.clz32](https://tc39.es/ecma262/#sec-math.clz32)
    @inline(__always)
    static func clz32(_ x: UInt32) -> Int32 { Int32(truncatingIfNeeded: x.leadingZeroBitCount) }

    /// Math.imul ( x, y ), after ToInt32.
    ///
    /// [Math.imul](https://tc39.es/ecma262/#sec-math.imul)
    @inline(__always)
    static func imul(_ x: Int32, _ y: Int32) -> Int32 { x &* y }
}
