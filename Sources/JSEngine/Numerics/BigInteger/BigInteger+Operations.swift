extension BigIntegerView {
    /// BigInt::exponentiate: `base ** exponent`.
    /// [BigInt::exponentiate](https://tc39.es/ecma262/#sec-numeric-types-bigint-exponentiate)
    /// - Throws: ``BigIntegerError/negativeExponent``, ``BigIntegerError/tooLarge``.
    static func power(_ base: BigIntegerView, _ exponent: BigIntegerView) throws(BigIntegerError) -> BigInteger {
        if exponent.isNegative { throw .negativeExponent }
        if exponent.isZero { return .one }
        if base.isZero { return .zero }
        let odd = exponent.limbs[0] & 1 == 1
        if base.count == 1 && base.limbs[0] == 1 {
            return BigInteger(normalized: [1], isNegative: base.isNegative && odd)
        }
        // A base of at least 2 needs one bit a step, at least.
        if exponent.count > 1 || exponent.limbs[0] > UInt(BigInteger.maximumBitLength) { throw .tooLarge }
        let n = Int(exponent.limbs[0])
        let (bits, overflow) = (base.bitLength - 1).multipliedReportingOverflow(by: n)
        if overflow || bits > BigInteger.maximumBitLength { throw .tooLarge }
        if base.count == 1 && base.limbs[0] == 2 {
            let power = try shiftLeft(BigInteger.one, by: n)
            return base.isNegative && odd ? -power : power
        }
        var result = BigInteger(base)
        var bit = n.bitWidth - n.leadingZeroBitCount - 1
        while bit > 0 {
            bit -= 1
            result = try (result * result).checked()
            if (n >> bit) & 1 == 1 { result = try (result * BigInteger(base)).checked() }
        }
        return result
    }

    // MARK: Shifts

    /// BigInt::leftShift: `a << b`; a negative `b` shifts right, rounding toward minus infinity.
    /// [BigInt::leftShift](https://tc39.es/ecma262/#sec-numeric-types-bigint-leftShift)
    /// - Throws: ``BigIntegerError/tooLarge``.
    static func leftShift(_ a: BigIntegerView, _ b: BigIntegerView) throws(BigIntegerError) -> BigInteger {
        if a.isZero || b.isZero { return BigInteger(a) }
        let distance = b.count == 1 && b.limbs[0] <= UInt(BigInteger.maximumBitLength) ? Int(b.limbs[0]) : Int.max
        if b.isNegative { return shiftRight(a, by: distance) }
        return try shiftLeft(a, by: distance)
    }

    /// BigInt::signedRightShift: `a >> b`.
    /// - Throws: ``BigIntegerError/tooLarge``.
    static func signedRightShift(_ a: BigIntegerView, _ b: BigIntegerView) throws(BigIntegerError) -> BigInteger {
        try leftShift(a, BigIntegerView(limbs: b.limbs, count: b.count, isNegative: !b.isNegative))
    }

    static func shiftLeft(_ a: BigInteger, by distance: Int) throws(BigIntegerError) -> BigInteger {
        try a.withView { (view) throws(BigIntegerError) in try shiftLeft(view, by: distance) }
    }

    /// `a << distance`, for a distance that is not negative.
    static func shiftLeft(_ a: BigIntegerView, by distance: Int) throws(BigIntegerError) -> BigInteger {
        if a.isZero { return .zero }
        if distance > BigInteger.maximumBitLength - a.bitLength { throw .tooLarge }
        let (whole, part) = (distance / Limbs.bits, distance % Limbs.bits)
        return BigInteger(capacity: a.count + whole + 1) { r in
            r.update(repeating: 0, count: whole)
            r[whole + a.count] = Limbs.shiftLeft(r + whole, a.limbs, a.count, by: part)
            return Written(count: Limbs.normalizedCount(r, a.count + whole + 1), isNegative: a.isNegative)
        }
    }

    /// floor(a / 2^distance), for a distance that is not negative.
    static func shiftRight(_ a: BigIntegerView, by distance: Int) -> BigInteger {
        let (whole, part) = (distance / Limbs.bits, distance % Limbs.bits)
        if whole >= a.count { return a.isNegative ? BigInteger(-1) : .zero }
        var lost = false
        if a.isNegative {
            lost = part != 0 && a.limbs[whole] << UInt(Limbs.bits - part) != 0
            for i in 0..<whole where a.limbs[i] != 0 { lost = true }
        }
        let n = a.count - whole
        return BigInteger(capacity: n + 1) { r in
            Limbs.shiftRight(r, a.limbs + whole, n, by: part)
            r[n] = 0
            // The magnitude of a negative integer rounds up, away from zero.
            if lost { Limbs.increment(r, n + 1, by: 1) }
            let count = Limbs.normalizedCount(r, n + 1)
            return Written(count: count, isNegative: a.isNegative && count != 0)
        }
    }

    // MARK: Bitwise operations, on two's complement of unlimited width

    /// BigInt::bitwiseAND.
    static func and(_ a: BigIntegerView, _ b: BigIntegerView) -> BigInteger { bitwise(a, b) { $0 & $1 } }
    /// BigInt::bitwiseOR.
    static func or(_ a: BigIntegerView, _ b: BigIntegerView) -> BigInteger { bitwise(a, b) { $0 | $1 } }
    /// BigInt::bitwiseXOR.
    static func xor(_ a: BigIntegerView, _ b: BigIntegerView) -> BigInteger { bitwise(a, b) { $0 ^ $1 } }

    /// BigInt::bitwiseNOT: `-a - 1`.
    static func not(_ a: BigIntegerView) -> BigInteger {
        withUnsafeTemporaryAllocation(of: UInt.self, capacity: 1) { one in
            one[0] = 1
            let minusOne = BigIntegerView(limbs: UnsafePointer(one.baseAddress!), count: 1, isNegative: true)
            return BigInteger(capacity: a.count + 1) { subtract(minusOne, a, into: $0) }
        }
    }

    @inline(__always)
    private static func bitwise(
        _ a: BigIntegerView, _ b: BigIntegerView, _ operation: (UInt, UInt) -> UInt
    ) -> BigInteger {
        let n = max(a.count, b.count) + 1
        let negative = operation(a.isNegative ? .max : 0, b.isNegative ? .max : 0) != 0
        return BigInteger(capacity: n) { r in
            // Negative operands are complemented limb by limb (-x is ~x + 1), and a negative result back.
            var (carryA, carryB, carryR): (UInt, UInt, UInt) = (1, 1, 1)
            for i in 0..<n {
                let x = limb(a, i, &carryA)
                let y = limb(b, i, &carryB)
                r[i] = operation(x, y)
                if negative { r[i] = complement(r[i], &carryR) }
            }
            let count = Limbs.normalizedCount(r, n)
            return Written(count: count, isNegative: negative && count != 0)
        }
    }

    @inline(__always)
    private static func limb(_ a: BigIntegerView, _ i: Int, _ carry: inout UInt) -> UInt {
        let x = i < a.count ? a.limbs[i] : 0
        return a.isNegative ? complement(x, &carry) : x
    }

    @inline(__always)
    private static func complement(_ x: UInt, _ carry: inout UInt) -> UInt {
        let (t, overflow) = (~x).addingReportingOverflow(carry)
        carry = overflow ? 1 : 0
        return t
    }

    // MARK: Wrapping

    /// BigInt.asUintN ( bits, bigint )
    ///
    /// [BigInt.asUintN](https://tc39.es/ecma262/#sec-bigint.asuintn)
    /// - Throws: ``BigIntegerError/tooLarge``, for a negative integer and a huge width.
    static func asUintN(_ bits: Int, _ a: BigIntegerView) throws(BigIntegerError) -> BigInteger {
        if bits == 0 || a.isZero { return .zero }
        if !a.isNegative && a.bitLength <= bits { return BigInteger(a) }
        if a.isNegative && bits > BigInteger.maximumBitLength { throw .tooLarge }
        return modulo(bits, a)
    }

    /// BigInt.asIntN ( bits, bigint )
    ///
    /// [BigInt.asIntN](https://tc39.es/ecma262/#sec-bigint.asintn)
    static func asIntN(_ bits: Int, _ a: BigIntegerView) -> BigInteger {
        if bits == 0 || a.isZero { return .zero }
        if a.bitLength < bits { return BigInteger(a) }
        let wrapped = modulo(bits, a)
        if wrapped.bitLength < bits { return wrapped }
        // The top bit is the sign: the value is wrapped - 2^bits, whose magnitude is (2^bits - wrapped) mod 2^bits.
        return wrapped.withView { view in
            -modulo(bits, BigIntegerView(limbs: view.limbs, count: view.count, isNegative: true))
        }
    }

    /// `a` modulo 2^bits; the caller has checked that the result's size is reasonable.
    private static func modulo(_ bits: Int, _ a: BigIntegerView) -> BigInteger {
        let n = (bits + Limbs.bits - 1) / Limbs.bits
        return BigInteger(capacity: n) { r in
            var carry: UInt = 1
            for i in 0..<n { r[i] = limb(a, i, &carry) }
            if bits % Limbs.bits != 0 { r[n - 1] &= (1 << UInt(bits % Limbs.bits)) - 1 }
            return Written(count: Limbs.normalizedCount(r, n), isNegative: false)
        }
    }
}

extension BigInteger {
    /// `base ** exponent`; see ``BigIntegerView/power(_:_:)``.
    func power(_ exponent: BigInteger) throws(BigIntegerError) -> BigInteger {
        try withView { (a) throws(BigIntegerError) in
            try exponent.withView { (b) throws(BigIntegerError) in try BigIntegerView.power(a, b) }
        }
    }

    func shiftedLeft(_ distance: Int) throws(BigIntegerError) -> BigInteger {
        try BigIntegerView.shiftLeft(self, by: distance)
    }

    func shiftedRight(_ distance: Int) -> BigInteger { withView { BigIntegerView.shiftRight($0, by: distance) } }

    static func & (a: BigInteger, b: BigInteger) -> BigInteger {
        a.withView { x in b.withView { y in BigIntegerView.and(x, y) } }
    }
    static func | (a: BigInteger, b: BigInteger) -> BigInteger {
        a.withView { x in b.withView { y in BigIntegerView.or(x, y) } }
    }
    static func ^ (a: BigInteger, b: BigInteger) -> BigInteger {
        a.withView { x in b.withView { y in BigIntegerView.xor(x, y) } }
    }
    static prefix func ~ (a: BigInteger) -> BigInteger { a.withView { BigIntegerView.not($0) } }

    func asUintN(_ bits: Int) throws(BigIntegerError) -> BigInteger {
        try withView { (a) throws(BigIntegerError) in try BigIntegerView.asUintN(bits, a) }
    }
    func asIntN(_ bits: Int) -> BigInteger { withView { BigIntegerView.asIntN(bits, $0) } }
}
