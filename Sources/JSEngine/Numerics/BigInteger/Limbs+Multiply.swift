extension Limbs {
    /// From this many limbs on, three half-size products and some additions beat four half-size products.
    static let karatsubaThreshold = 34

    /// `r = a * b`; `r` has `an + bn` limbs and overlaps neither operand. Allocates scratch memory for large operands only.
    static func multiply(
        _ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, _ b: UnsafePointer<UInt>, _ bn: Int
    ) {
        if an < bn { return multiply(r, b, bn, a, an) }
        if bn < karatsubaThreshold { return multiplySchoolbook(r, a, an, b, bn) }
        // Each level needs 4 * (half + 1) limbs of scratch, and the halves shrink geometrically.
        let scratchCount = 8 &* bn &+ 64 &* 8
        let scratch = UnsafeMutablePointer<UInt>.allocate(capacity: scratchCount)
        defer { scratch.deallocate() }
        if an == bn { return multiplyKaratsuba(r, a, b, an, scratch) }

        // Unbalanced: the longer operand is cut into pieces of the shorter one's size.
        let piece = UnsafeMutablePointer<UInt>.allocate(capacity: 2 &* bn)
        defer { piece.deallocate() }
        r.update(repeating: 0, count: an &+ bn)
        var offset = 0
        while offset < an {
            let n = min(bn, an &- offset)
            if n == bn {
                multiplyKaratsuba(piece, a + offset, b, bn, scratch)
            } else {
                multiply(piece, b, bn, a + offset, n)
            }
            let carry = add(r + offset, r + offset, min(n &+ bn, an &+ bn &- offset), piece, n &+ bn)
            if carry != 0 { increment(r + offset + n + bn, an &- offset &- n, by: carry) }
            offset &+= n
        }
    }

    /// The quadratic product, for `an >= bn`.
    @inline(__always)
    static func multiplySchoolbook(
        _ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ an: Int, _ b: UnsafePointer<UInt>, _ bn: Int
    ) {
        if bn == 0 {
            r.update(repeating: 0, count: an)
            return
        }
        r[an] = multiply(r, a, an, by: b[0])
        var i = 1
        while i < bn {
            r[an &+ i] = multiplyAdd(r + i, a, an, by: b[i])
            i &+= 1
        }
    }

    /// Karatsuba's product of two operands of `n` limbs: with `a = a1*B + a0` and `b = b1*B + b0`,
    /// the middle term is `(a0 + a1)*(b0 + b1) - a0*b0 - a1*b1`.
    private static func multiplyKaratsuba(
        _ r: UnsafeMutablePointer<UInt>, _ a: UnsafePointer<UInt>, _ b: UnsafePointer<UInt>, _ n: Int,
        _ scratch: UnsafeMutablePointer<UInt>
    ) {
        if n < karatsubaThreshold { return multiplySchoolbook(r, a, n, b, n) }
        let low = (n &+ 1) / 2
        let high = n &- low
        multiplyKaratsuba(r, a, b, low, scratch)
        multiplyKaratsuba(r + 2 * low, a + low, b + low, high, scratch)

        let half = low &+ 1
        let sumA = scratch
        let sumB = scratch + half
        let middle = scratch + 2 * half
        let rest = scratch + 4 * half
        sumA[low] = add(sumA, a, low, a + low, high)
        sumB[low] = add(sumB, b, low, b + low, high)
        multiplyKaratsuba(middle, sumA, sumB, half, rest)
        subtract(middle, middle, 2 &* half, r, 2 &* low)
        subtract(middle, middle, 2 &* half, r + 2 * low, 2 &* high)
        let count = normalizedCount(middle, 2 &* half)
        let carry = add(r + low, r + low, count, middle, count)
        increment(r + low + count, 2 &* n &- low &- count, by: carry)
    }
}
