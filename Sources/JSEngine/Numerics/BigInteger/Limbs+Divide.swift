/// A divisor limb prepared for many two-by-one divisions without the hardware's slow division
/// (N. Möller and T. Granlund, "Improved division by invariant integers", 2011).
struct LimbDivisor {
    /// The divisor, shifted left until its top bit is set.
    let normalized: UInt
    /// The shift that was applied.
    let shift: Int
    /// floor((2^128 - 1) / normalized) - 2^64.
    let reciprocal: UInt

    init(_ divisor: UInt) {
        shift = divisor.leadingZeroBitCount
        normalized = divisor &<< UInt(shift)
        reciprocal = normalized.dividingFullWidth((~normalized, UInt.max)).quotient
    }

    /// Divides `high:low` by the normalized divisor, for `high < normalized`.
    @inline(__always)
    func divide(_ high: UInt, _ low: UInt) -> (quotient: UInt, remainder: UInt) {
        let product = reciprocal.multipliedFullWidth(by: high)
        let (q0, c) = product.low.addingReportingOverflow(low)
        var q = product.high &+ high &+ (c ? 1 : 0) &+ 1
        var r = low &- q &* normalized
        if r > q0 {
            q &-= 1
            r &+= normalized
        }
        if r >= normalized {
            q &+= 1
            r &-= normalized
        }
        return (q, r)
    }
}

extension Limbs {
    /// `q = a / d`, `q` has `an` limbs and may be `a`. Returns the remainder.
    static func divide(
        _ q: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, by d: LimbDivisor
    ) -> UInt {
        if an == 0 { return 0 }
        let s = UInt(d.shift)
        // The dividend is shifted on the fly, by the divisor's normalization.
        var remainder: UInt = s == 0 ? 0 : a[an &- 1] &>> (64 &- s)
        var i = an
        while i > 0 {
            i &-= 1
            var limb = a[i] &<< s
            if s != 0 && i > 0 { limb |= a[i &- 1] &>> (64 &- s) }
            (q[i], remainder) = d.divide(remainder, limb)
        }
        return remainder &>> s
    }

    /// `a % d`.
    static func remainder(_ a: UnsafePointer<UInt>, _ an: Int, by d: LimbDivisor) -> UInt {
        if an == 0 { return 0 }
        let s = UInt(d.shift)
        var remainder: UInt = s == 0 ? 0 : a[an &- 1] &>> (64 &- s)
        var i = an
        while i > 0 {
            i &-= 1
            var limb = a[i] &<< s
            if s != 0 && i > 0 { limb |= a[i &- 1] &>> (64 &- s) }
            remainder = d.divide(remainder, limb).remainder
        }
        return remainder &>> s
    }

    /// Long division (Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D).
    ///
    /// On entry `u` holds the dividend's `un` limbs, shifted left by the divisor's normalization, with the bits shifted out
    /// in `u[un]`; `v` holds the normalized divisor, `vn >= 2` and `un >= vn`. On return `u[0..<vn]` is the (still shifted)
    /// remainder and `q`, if given, the quotient in `un - vn + 1` limbs.
    static func divideNormalized(
        _ q: UnsafeMutablePointer<UInt>?, _ u: UnsafeMutablePointer<UInt>, _ un: Int, _ v: UnsafePointer<UInt>, _ vn: Int
    ) {
        let top = v[vn &- 1]
        let second = v[vn &- 2]
        let divisor = LimbDivisor(top)
        var j = un &- vn
        while j >= 0 {
            let u2 = u[j &+ vn]
            let u1 = u[j &+ vn &- 1]
            let u0 = u[j &+ vn &- 2]
            var estimate: UInt
            if u2 >= top {
                estimate = .max
            } else {
                var r: UInt
                (estimate, r) = divisor.divide(u2, u1)
                while true {
                    let p = estimate.multipliedFullWidth(by: second)
                    if p.high < r || (p.high == r && p.low <= u0) { break }
                    estimate &-= 1
                    let (t, overflow) = r.addingReportingOverflow(top)
                    if overflow { break }
                    r = t
                }
            }
            let borrow = multiplySubtract(u + j, v, vn, by: estimate)
            let (t, negative) = u[j &+ vn].subtractingReportingOverflow(borrow)
            u[j &+ vn] = t
            if negative {
                estimate &-= 1
                u[j &+ vn] &+= add(u + j, u + j, vn, v, vn)
                // With the estimate at its cap the result may need a second correction.
                while Int(bitPattern: u[j &+ vn]) < 0 {
                    estimate &-= 1
                    u[j &+ vn] &+= add(u + j, u + j, vn, v, vn)
                }
            }
            q?[j] = estimate
            j &-= 1
        }
    }

    /// `q = a / b`, `r = a % b` for normalized operands and `b != 0`. `q`, if given, has room for `an - bn + 1` limbs
    /// (one at least), `r`, if given, for `bn` limbs; neither overlaps an operand. Returns the normalized counts.
    static func divide(
        quotient q: UnsafeMutablePointer<UInt>?, remainder r: UnsafeMutablePointer<UInt>?,
        _ a: UnsafePointer<UInt>, _ an: Int, _ b: UnsafePointer<UInt>, _ bn: Int
    ) -> (quotient: Int, remainder: Int) {
        if compare(a, an, b, bn) < 0 {
            r?.update(from: a, count: an)
            return (0, an)
        }
        if an == 1 {
            let (d, m) = a[0].quotientAndRemainder(dividingBy: b[0])
            q?[0] = d
            r?[0] = m
            return (1, m == 0 ? 0 : 1)
        }
        if bn == 1 {
            let d = LimbDivisor(b[0])
            if let q {
                let m = divide(q, a, an, by: d)
                r?[0] = m
                return (normalizedCount(q, an), m == 0 ? 0 : 1)
            }
            let m = remainder(a, an, by: d)
            r?[0] = m
            return (0, m == 0 ? 0 : 1)
        }
        let shift = b[bn &- 1].leadingZeroBitCount
        return withUnsafeTemporaryAllocation(of: UInt.self, capacity: an &+ 1 &+ bn) { scratch in
            let u = scratch.baseAddress!
            let v = u + an + 1
            u[an] = shiftLeft(u, a, an, by: shift)
            _ = shiftLeft(v, b, bn, by: shift)
            divideNormalized(q, u, an, v, bn)
            var rn = 0
            if let r {
                shiftRight(r, u, bn, by: shift)
                rn = normalizedCount(r, bn)
            }
            return (q.map { normalizedCount($0, an &- bn &+ 1) } ?? 0, rn)
        }
    }
}
