/// Arithmetic on unsigned integers stored as little-endian arrays of machine words ("limbs") in raw memory.
///
/// Everything above (``BigIntegerView``, ``BigInteger``) is built on these; they know nothing of signs, never allocate unless
/// they say so, and never check sizes: the callers own the buffers.
enum Limbs {
    /// Bits in a limb.
    static let bits = UInt.bitWidth

    /// The count of limbs that are left when zero limbs at the top are dropped.
    @inline(__always)
    static func normalizedCount(_ p: UnsafePointer<UInt>, _ count: Int) -> Int {
        var n = count
        while n > 0 && p[n &- 1] == 0 { n &-= 1 }
        return n
    }

    /// The number of bits of a normalized integer; 0 has none.
    @inline(__always)
    static func bitLength(_ p: UnsafePointer<UInt>, _ count: Int) -> Int {
        count == 0 ? 0 : count &* bits &- p[count &- 1].leadingZeroBitCount
    }

    /// Compares two normalized integers: negative, zero or positive.
    @inline(__always)
    static func compare(_ a: UnsafePointer<UInt>, _ an: Int, _ b: UnsafePointer<UInt>, _ bn: Int) -> Int {
        if an != bn { return an < bn ? -1 : 1 }
        var i = an
        while i > 0 {
            i &-= 1
            if a[i] != b[i] { return a[i] < b[i] ? -1 : 1 }
        }
        return 0
    }

    /// `r = a + b` for `an >= bn`; `r` has `an` limbs and may be `a` or `b`. Returns the carry.
    @inline(__always)
    static func add(
        _ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, _ b: UnsafePointer<UInt>, _ bn: Int
    ) -> UInt {
        var carry: UInt = 0
        var i = 0
        while i < bn {
            let (s, c1) = a[i].addingReportingOverflow(b[i])
            let (t, c2) = s.addingReportingOverflow(carry)
            r[i] = t
            carry = (c1 ? 1 : 0) | (c2 ? 1 : 0)
            i &+= 1
        }
        while i < an {
            let (t, c) = a[i].addingReportingOverflow(carry)
            r[i] = t
            carry = c ? 1 : 0
            i &+= 1
        }
        return carry
    }

    /// `r = a - b` for `a >= b` (or for equal counts, modulo the width); `r` has `an` limbs and may be `a` or `b`.
    /// Returns the borrow.
    @inline(__always) @discardableResult
    static func subtract(
        _ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, _ b: UnsafePointer<UInt>, _ bn: Int
    ) -> UInt {
        var borrow: UInt = 0
        var i = 0
        while i < bn {
            let (s, c1) = a[i].subtractingReportingOverflow(b[i])
            let (t, c2) = s.subtractingReportingOverflow(borrow)
            r[i] = t
            borrow = (c1 ? 1 : 0) | (c2 ? 1 : 0)
            i &+= 1
        }
        while i < an {
            let (t, c) = a[i].subtractingReportingOverflow(borrow)
            r[i] = t
            borrow = c ? 1 : 0
            i &+= 1
        }
        return borrow
    }

    /// `p += value` in place, over `count` limbs. Returns the carry.
    @inline(__always) @discardableResult
    static func increment(_ p: UnsafeMutablePointer<UInt>, _ count: Int, by value: UInt) -> UInt {
        var carry = value
        var i = 0
        while carry != 0 && i < count {
            let (t, c) = p[i].addingReportingOverflow(carry)
            p[i] = t
            carry = c ? 1 : 0
            i &+= 1
        }
        return carry
    }

    /// `r = a * factor + addend`; `r` has `an` limbs and may be `a`. Returns the top limb.
    @inline(__always)
    static func multiply(
        _ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, by factor: UInt, adding addend: UInt = 0
    ) -> UInt {
        var carry = addend
        var i = 0
        while i < an {
            let (high, low) = a[i].multipliedFullWidth(by: factor)
            let (s, c) = low.addingReportingOverflow(carry)
            r[i] = s
            carry = high &+ (c ? 1 : 0)
            i &+= 1
        }
        return carry
    }

    /// `r += a * factor`, over `an` limbs of `r`. Returns the carry.
    @inline(__always)
    static func multiplyAdd(
        _ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, by factor: UInt
    ) -> UInt {
        var carry: UInt = 0
        var i = 0
        while i < an {
            let (high, low) = a[i].multipliedFullWidth(by: factor)
            let (s, c1) = low.addingReportingOverflow(carry)
            let (t, c2) = s.addingReportingOverflow(r[i])
            r[i] = t
            carry = high &+ (c1 ? 1 : 0) &+ (c2 ? 1 : 0)
            i &+= 1
        }
        return carry
    }

    /// `r -= a * factor`, over `an` limbs of `r`. Returns the borrow.
    @inline(__always)
    static func multiplySubtract(
        _ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, by factor: UInt
    ) -> UInt {
        var borrow: UInt = 0
        var i = 0
        while i < an {
            let (high, low) = a[i].multipliedFullWidth(by: factor)
            let (s, c1) = low.addingReportingOverflow(borrow)
            let (t, c2) = r[i].subtractingReportingOverflow(s)
            r[i] = t
            borrow = high &+ (c1 ? 1 : 0) &+ (c2 ? 1 : 0)
            i &+= 1
        }
        return borrow
    }

    /// `r = a << shift` for `0 <= shift < 64`; `r` has `an` limbs and may be `a`. Returns the bits shifted out.
    @inline(__always)
    static func shiftLeft(_ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, by shift: Int) -> UInt {
        if shift == 0 {
            r.update(from: a, count: an)
            return 0
        }
        var i = an
        var out: UInt = 0
        if i > 0 { out = a[i &- 1] &>> UInt(bits &- shift) }
        while i > 1 {
            i &-= 1
            r[i] = (a[i] &<< UInt(shift)) | (a[i &- 1] &>> UInt(bits &- shift))
        }
        if an > 0 { r[0] = a[0] &<< UInt(shift) }
        return out
    }

    /// `r = a >> shift` for `0 <= shift < 64`; `r` has `an` limbs and may be `a`.
    @inline(__always)
    static func shiftRight(_ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, by shift: Int) {
        if shift == 0 {
            r.update(from: a, count: an)
            return
        }
        var i = 0
        while i &+ 1 < an {
            r[i] = (a[i] &>> UInt(shift)) | (a[i &+ 1] &<< UInt(bits &- shift))
            i &+= 1
        }
        if an > 0 { r[an &- 1] = a[an &- 1] &>> UInt(shift) }
    }
}
