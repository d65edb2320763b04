/// The state behind Math.random: xorshift128+ (S. Vigna, "Further scramblings of Marsaglia's xorshift generators").
/// Not for secrets.
struct RandomGenerator {
    private var s0: UInt64
    private var s1: UInt64

    /// A generator whose numbers follow from `seed`.
    init(seed: UInt64) {
        // splitmix64 spreads a poor seed over all bits and cannot give two zeros in a row.
        var x = seed
        func next() -> UInt64 {
            x &+= 0x9E37_79B9_7F4A_7C15
            var z = x
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        s0 = next()
        s1 = next()
    }

    /// A generator seeded by the operating system.
    init() {
        var system = SystemRandomNumberGenerator()
        self.init(seed: system.next())
    }

    /// 64 random bits.
    @inline(__always)
    mutating func nextBits() -> UInt64 {
        var x = s0
        let y = s1
        let result = x &+ y
        s0 = y
        x ^= x &<< 23
        s1 = x ^ y ^ (x &>> 18) ^ (y &>> 5)
        return result
    }

    /// Math.random ( ): 53 bits, 0 <= x < 1.
    ///
    /// [Math.random](https://tc39.es/ecma262/#sec-math.random)
    @inline(__always)
    mutating func next() -> Double { Double(nextBits() &>> 11) * 0x1p-53 }
}
