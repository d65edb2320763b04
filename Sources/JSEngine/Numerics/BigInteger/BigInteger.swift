/// An owned integer of arbitrary size: the value of a BigInt.
///
/// The engine keeps limbs inside heap cells and computes on ``BigIntegerView``; this type serves where an owner is needed:
/// text conversion, powers, shifts, bitwise operations, and tests.
/// [The BigInt Type](https://tc39.es/ecma262/#sec-ecmascript-language-types-bigint-type)
struct BigInteger: Equatable, Sendable {
    /// Little-endian limbs; the last is not zero.
    private(set) var magnitude: [UInt]
    /// Never set for zero.
    private(set) var isNegative: Bool

    /// Integers of more bits are refused, as in V8.
    static let maximumBitLength = 1 << 30
    static let maximumLimbCount = maximumBitLength / Limbs.bits

    static let zero = BigInteger(normalized: [], isNegative: false)
    static let one = BigInteger(normalized: [1], isNegative: false)

    init(normalized magnitude: [UInt], isNegative: Bool) {
        self.magnitude = magnitude
        self.isNegative = isNegative
    }

    /// Drops zero limbs at the top, and the sign of zero.
    init(magnitude: [UInt], isNegative: Bool) {
        var limbs = magnitude
        while limbs.last == 0 { limbs.removeLast() }
        self.magnitude = limbs
        self.isNegative = isNegative && !limbs.isEmpty
    }

    init(_ value: UInt64) { self.init(normalized: value == 0 ? [] : [UInt(value)], isNegative: false) }
    init(_ value: Int64) {
        self.init(normalized: value == 0 ? [] : [UInt(value.magnitude)], isNegative: value < 0)
    }
    init(_ value: Int) { self.init(Int64(value)) }

    /// Copies a borrowed integer.
    init(_ view: BigIntegerView) {
        self.init(
            normalized: Array(UnsafeBufferPointer(start: view.limbs, count: view.count)), isNegative: view.isNegative)
    }

    /// NumberToBigInt: nil unless `value` is an integer.
    /// [NumberToBigInt](https://tc39.es/ecma262/#sec-numbertobigint)
    init?(exactly value: Double) {
        guard value.isFinite, value == value.rounded(.towardZero) else { return nil }
        if value.magnitude < 0x1p64 {
            let limb = UInt(value.magnitude)
            self.init(normalized: limb == 0 ? [] : [limb], isNegative: value < 0)
            return
        }
        let shift = Int(value.exponent) - 52
        var limbs = [UInt](repeating: 0, count: shift / 64 + 2)
        let mantissa = UInt(value.significandBitPattern | 1 << 52)
        limbs[shift / 64] = mantissa << UInt(shift % 64)
        if shift % 64 != 0 { limbs[shift / 64 + 1] = mantissa >> UInt(64 - shift % 64) }
        self.init(magnitude: limbs, isNegative: value < 0)
    }

    /// Lets an `into:` function write a new integer.
    @inline(__always)
    init<E: Error>(
        capacity: Int, _ body: (UnsafeMutablePointer<UInt>) throws(E) -> BigIntegerView.Written
    ) throws(E) {
        var negative = false
        var failure: E?
        magnitude = Array(unsafeUninitializedCapacity: capacity) { buffer, count in
            do throws(E) {
                let written = try body(buffer.baseAddress!)
                count = written.count
                negative = written.isNegative
            } catch {
                failure = error
                count = 0
            }
        }
        isNegative = negative
        if let failure { throw failure }
    }

    var isZero: Bool { magnitude.isEmpty }

    /// Lends the limbs for the duration of `body`.
    @inline(__always)
    func withView<R, E: Error>(_ body: (BigIntegerView) throws(E) -> R) throws(E) -> R {
        let count = magnitude.count
        let negative = isNegative
        return try magnitude.withUnsafeBufferPointer { (buffer) throws(E) in
            // An empty array may have no base address; no one reads through it then.
            let base = buffer.baseAddress ?? UnsafePointer(bitPattern: 8)!
            return try body(BigIntegerView(limbs: base, count: count, isNegative: negative))
        }
    }

    var bitLength: Int { withView { $0.bitLength } }
    var doubleValue: Double { withView { $0.doubleValue } }

    func checked() throws(BigIntegerError) -> BigInteger {
        if magnitude.count >= BigInteger.maximumLimbCount && bitLength > BigInteger.maximumBitLength { throw .tooLarge }
        return self
    }

    /// The exact order of an integer and a Number, nil when the Number is NaN.
    func compare(_ other: Double) -> Int? { withView { BigIntegerView.compare($0, other) } }

    static func compare(_ a: BigInteger, _ b: BigInteger) -> Int {
        a.withView { x in b.withView { y in BigIntegerView.compare(x, y) } }
    }

    static prefix func - (a: BigInteger) -> BigInteger {
        BigInteger(normalized: a.magnitude, isNegative: !a.isNegative && !a.isZero)
    }

    static func + (a: BigInteger, b: BigInteger) -> BigInteger {
        a.withView { x in
            b.withView { y in
                BigInteger(capacity: BigIntegerView.sumCapacity(x, y)) { BigIntegerView.add(x, y, into: $0) }
            }
        }
    }

    static func - (a: BigInteger, b: BigInteger) -> BigInteger {
        a.withView { x in
            b.withView { y in
                BigInteger(capacity: BigIntegerView.sumCapacity(x, y)) { BigIntegerView.subtract(x, y, into: $0) }
            }
        }
    }

    static func * (a: BigInteger, b: BigInteger) -> BigInteger {
        a.withView { x in
            b.withView { y in
                BigInteger(capacity: BigIntegerView.productCapacity(x, y)) { BigIntegerView.multiply(x, y, into: $0) }
            }
        }
    }

    /// The quotient truncated toward zero and the remainder with the dividend's sign.
    /// - Throws: ``BigIntegerError/divisionByZero``.
    func quotientAndRemainder(
        dividingBy divisor: BigInteger
    ) throws(BigIntegerError) -> (quotient: BigInteger, remainder: BigInteger) {
        if divisor.isZero { throw .divisionByZero }
        return withView { a in
            divisor.withView { b in
                var remainder = BigInteger.zero
                let quotient = BigInteger(capacity: BigIntegerView.quotientCapacity(a, b)) { q in
                    var written = BigIntegerView.Written(count: 0, isNegative: false)
                    remainder = BigInteger(capacity: BigIntegerView.remainderCapacity(a, b)) { r in
                        let n = Limbs.divide(quotient: q, remainder: r, a.limbs, a.count, b.limbs, b.count)
                        written = .init(count: n.quotient, isNegative: n.quotient != 0 && a.isNegative != b.isNegative)
                        return .init(count: n.remainder, isNegative: n.remainder != 0 && a.isNegative)
                    }
                    return written
                }
                return (quotient, remainder)
            }
        }
    }
}
