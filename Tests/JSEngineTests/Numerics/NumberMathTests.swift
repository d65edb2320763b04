import Testing

@testable import JSEngine

@Suite struct NumberMathTests {
    @Test func toInt32() {
        #expect(NumberMath.toInt32(0x1p31) == Int32.min)
        #expect(NumberMath.toInt32(-0x1p31 - 1) == Int32.max)
        #expect(NumberMath.toInt32(0x1p32 + 5.9) == 5)
        #expect(NumberMath.toInt32(-1.9) == -1)
        #expect(NumberMath.toInt32(0x1p63 + 0x1p20) == 1 << 20)
        #expect(NumberMath.toInt32(0x1p83) == 0)
        #expect(NumberMath.toInt32(-0x1.0000_0000_0001p70) == -(1 << 22))
        #expect(NumberMath.toInt32(.nan) == 0)
        #expect(NumberMath.toInt32(.infinity) == 0)
        #expect(NumberMath.toUint32(-1) == .max)
    }

    @Test func clamping() {
        let cases: [(Double, UInt8)] = [(-1, 0), (.nan, 0), (0.5, 0), (1.5, 2), (2.5, 2), (254.5, 254), (254.6, 255), (1e9, 255)]
        for (value, result) in cases { #expect(NumberMath.toUint8Clamp(value) == result) }
    }

    @Test func round() {
        #expect(NumberMath.round(0.49999999999999994) == 0)
        #expect(NumberMath.round(2.5) == 3)
        #expect(NumberMath.round(-2.5) == -2)
        #expect(NumberMath.round(-0.5).bitPattern == (-0.0).bitPattern)
        #expect(NumberMath.round(-0.2).sign == .minus)
        #expect(NumberMath.round(0.2).sign == .plus)
        #expect(NumberMath.round(4_503_599_627_370_495.5) == 4_503_599_627_370_496)
        #expect(NumberMath.round(-.infinity) == -.infinity)
        #expect(NumberMath.round(.nan).isNaN)
    }

    @Test func exponentiate() {
        #expect(NumberMath.exponentiate(1, .infinity).isNaN)
        #expect(NumberMath.exponentiate(-1, -.infinity).isNaN)
        #expect(NumberMath.exponentiate(1, .nan).isNaN)
        #expect(NumberMath.exponentiate(.nan, 0) == 1)
        #expect(NumberMath.exponentiate(-0.0, -3) == -.infinity)
        #expect(NumberMath.exponentiate(2, 0.5) == 2.0.squareRoot())
    }

    @Test func extremes() {
        #expect(NumberMath.max(-0.0, 0).sign == .plus)
        #expect(NumberMath.min(0, -0.0).sign == .minus)
        #expect(NumberMath.max(1, .nan).isNaN)
        #expect(NumberMath.sign(-0.0).sign == .minus)
        #expect(NumberMath.clz32(0) == 32)
        #expect(NumberMath.imul(Int32(bitPattern: 0xFFFF_FFFF), 5) == -5)
    }

    @Test func hypot() {
        func hypot(_ values: [Double]) -> Double { values.withUnsafeBufferPointer { NumberMath.hypot($0) } }
        #expect(hypot([3, 4]) == 5)
        #expect(hypot([]) == 0)
        #expect(hypot([.nan, -.infinity]) == .infinity)
        #expect(hypot([1, .nan]).isNaN)
        #expect(hypot([1e308, 1e308]) == 1.4142135623730951e308)
        #expect(hypot([-5]) == 5)
    }

    @Test func everyFloat16ReadsBack() {
        for bits in UInt16.min...UInt16.max {
            let value = Float16Bits.toDouble(bits)
            if value.isNaN { continue }
            #expect(Float16Bits.fromDouble(value) == bits)
            // Half-way to the next goes to the even one, anything beyond up.
            let next = Float16Bits.toDouble(bits &+ 1)
            if !next.isFinite || bits & 0x7FFF == 0x7FFF { continue }
            let middle = (value + next) / 2
            #expect(Float16Bits.fromDouble(middle) & 1 == 0)
            #expect(Float16Bits.fromDouble(bits < 0x8000 ? middle.nextUp : middle.nextDown) == bits + 1)
        }
        #expect(Float16Bits.fromDouble(65519.999) == 0x7BFF)
        #expect(Float16Bits.fromDouble(65520) == 0x7C00)
        // Rounding to Float first would make a tie of this.
        #expect(Float16Bits.fromDouble(1 + 0x1p-11 + 0x1p-40) == 0x3C01)
        #expect(Float16Bits.fromDouble(0x1p-25) == 0)
        #expect(Float16Bits.fromDouble((0x1p-25).nextUp) == 1)
    }

    @Test func randomIsUniformEnough() {
        var random = RandomGenerator(seed: 1)
        var sum = 0.0
        for _ in 0..<100_000 {
            let x = random.next()
            #expect(x >= 0 && x < 1)
            sum += x
        }
        #expect(abs(sum / 100_000 - 0.5) < 0.01)
    }
}
