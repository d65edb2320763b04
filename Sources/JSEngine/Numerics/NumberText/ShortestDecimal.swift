/// The shortest decimal that reads back as a given double, and the closest to it among those:
/// `digits * 10^exponent`, with no trailing zero in `digits`.
///
/// The method is Schubfach (R. Giulietti, "The Schubfach way to render doubles", 2020): the interval of decimals that round
/// to the double is scaled by a power of ten so that it contains at most one multiple of ten, or else a few integers.
struct ShortestDecimal {
    var digits: UInt64
    var exponent: Int

    /// - Parameter value: finite and greater than zero.
    init(_ value: Double) {
        let fraction = value.bitPattern & 0xF_FFFF_FFFF_FFFF
        let biased = Int(value.bitPattern >> 52)
        let c: UInt64
        let q: Int
        if biased != 0 {
            c = fraction | 1 << 52
            q = biased &- 1075
            // An integer below 2^53 is its own shortest form.
            if q <= 0 && q > -53 && c & ((1 &<< UInt64(-q)) &- 1) == 0 {
                self.init(stripping: c &>> UInt64(-q), 0)
                return
            }
        } else {
            c = fraction
            q = -1074
        }
        // At a power of two the lower neighbour is half as far away.
        let closer = fraction == 0 && biased > 1
        let even: UInt64 = c & 1
        let k = (q &* 1_262_611 &- (closer ? 524_031 : 0)) >> 22
        let h = UInt64(q &+ ((-k &* 1_741_647) >> 19) &+ 1)
        let index = (-k &+ 292) &* 2
        let (gHigh, gLow) = (powersOfTen[index], powersOfTen[index &+ 1])

        let lower = ShortestDecimal.scale(gHigh, gLow, (4 &* c &- (closer ? 1 : 2)) &<< h) &+ even
        let middle = ShortestDecimal.scale(gHigh, gLow, (4 &* c) &<< h)
        let upper = ShortestDecimal.scale(gHigh, gLow, (4 &* c &+ 2) &<< h) &- even

        let s = middle / 4
        if s >= 10 {
            let tens = s / 10
            let below = lower <= 40 &* tens
            let above = 40 &* tens &+ 40 <= upper
            if below != above {
                self.init(stripping: tens &+ (above ? 1 : 0), k &+ 1)
                return
            }
        }
        let below = lower <= 4 &* s
        let above = 4 &* s &+ 4 <= upper
        if below != above {
            self.init(stripping: s &+ (above ? 1 : 0), k)
            return
        }
        let half = 4 &* s &+ 2
        let up = middle > half || (middle == half && s & 1 != 0)
        self.init(stripping: s &+ (up ? 1 : 0), k)
    }

    private init(stripping digits: UInt64, _ exponent: Int) {
        var d = digits
        var e = exponent
        while true {
            let (q, r) = d.quotientAndRemainder(dividingBy: 100)
            if r != 0 { break }
            d = q
            e &+= 2
        }
        let (q, r) = d.quotientAndRemainder(dividingBy: 10)
        if r == 0 {
            d = q
            e &+= 1
        }
        self.digits = d
        self.exponent = e
    }

    /// The product's top bits, with the lowest telling whether anything was cut off ("round to odd").
    @inline(__always)
    private static func scale(_ high: UInt64, _ low: UInt64, _ c: UInt64) -> UInt64 {
        let x = low.multipliedFullWidth(by: c)
        let y = high.multipliedFullWidth(by: c)
        let (sum, carry) = y.low.addingReportingOverflow(x.high)
        return (y.high &+ (carry ? 1 : 0)) | (sum > 1 ? 1 : 0)
    }
}
