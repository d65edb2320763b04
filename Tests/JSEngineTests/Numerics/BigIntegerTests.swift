import Testing

@testable import JSEngine

private func big(_ text: String, radix: Int = 10) -> BigInteger {
    let negative = text.hasPrefix("-")
    let digits = Array((negative ? String(text.dropFirst()) : text).utf8)
    let value = digits.withUnsafeBufferPointer { try? BigInteger.parse(digits: $0, radix: radix) }!
    return negative ? -value : value
}

private func text(_ value: BigInteger, radix: Int = 10) -> String {
    String(decoding: value.ascii(radix: radix), as: UTF8.self)
}

private func fromString(_ string: String) throws -> BigInteger? {
    var result: BigInteger?
    try Array(string.utf16).withUnsafeBufferPointer { result = try BigInteger.fromString($0) }
    return result
}

/// A fixed sequence of integers of many sizes, with runs of zeros and ones, where carries and borrows go far.
private func samples(_ count: Int, maximumLimbs: Int) -> [BigInteger] {
    var random = RandomGenerator(seed: 42)
    return (0..<count).map { _ in
        let n = Int(random.nextBits() % UInt64(maximumLimbs)) + 1
        let limbs = (0..<n).map { _ -> UInt in
            switch random.nextBits() % 4 {
            case 0: 0
            case 1: .max
            default: UInt(random.nextBits())
            }
        }
        return BigInteger(magnitude: limbs, isNegative: random.nextBits() % 2 == 0)
    }
}

@Suite struct BigIntegerTests {
    @Test func divisionUndoesMultiplication() throws {
        let values = samples(60, maximumLimbs: 12)
        for a in values {
            for b in values where !b.isZero {
                let (q, r) = try a.quotientAndRemainder(dividingBy: b)
                #expect(q * b + r == a)
                #expect(r.isZero || r.isNegative == a.isNegative)
                #expect(BigInteger.compare(r.isNegative ? -r : r, b.isNegative ? -b : b) < 0)
            }
        }
    }

    @Test func productsOfLongOperandsAgreeWithShiftedParts() throws {
        let values = samples(12, maximumLimbs: 220)
        for a in values {
            for b in values {
                // b = high * 2^640 + low, so the product can be had from smaller ones.
                let high = b.shiftedRight(640)
                let low = try b - high.shiftedLeft(640)
                let parts = try (a * high).shiftedLeft(640) + a * low
                #expect(a * b == parts)
                #expect(a * b == b * a)
            }
        }
    }

    @Test func addition() {
        for a in samples(40, maximumLimbs: 6) {
            for b in samples(40, maximumLimbs: 6) { #expect((a + b) - b == a) }
        }
        #expect(text(big("18446744073709551615") + big("1")) == "18446744073709551616")
        #expect(text(big("5") - big("5")) == "0")
    }

    @Test func bitwiseOperationsAreTwosComplement() {
        #expect(text(big("-1") & big("255")) == "255")
        #expect(text(big("-256") | big("1")) == "-255")
        #expect(text(big("-18446744073709551616") ^ big("-1")) == "18446744073709551615")
        #expect(text(~big("0")) == "-1")
        #expect(text(~big("-1")) == "0")
        for a in samples(30, maximumLimbs: 4) {
            #expect(~(~a) == a)
            for b in samples(30, maximumLimbs: 4) {
                #expect((a & b) + (a | b) == a + b)
                #expect((a ^ b) == (a | b) - (a & b))
            }
        }
    }

    @Test func rightShiftRoundsDown() throws {
        #expect(text(big("-1").shiftedRight(1)) == "-1")
        #expect(text(big("-4").shiftedRight(1)) == "-2")
        #expect(text(big("-5").shiftedRight(1)) == "-3")
        #expect(text(big("-18446744073709551615").shiftedRight(64)) == "-1")
        #expect(text(big("7").shiftedRight(1000)) == "0")
        let one = try BigIntegerView.shiftLeft(.one, by: 64)
        #expect(text(one) == "18446744073709551616")
        #expect(text((-one - big("1")).shiftedRight(1)) == "-9223372036854775809")
    }

    @Test func wrapping() throws {
        #expect(try text(big("-1").asUintN(64)) == "18446744073709551615")
        #expect(text(big("255").asIntN(8)) == "-1")
        #expect(text(big("128").asIntN(8)) == "-128")
        #expect(text(big("127").asIntN(8)) == "127")
        #expect(text(big("-129").asIntN(8)) == "127")
        #expect(text(big("-128").asIntN(8)) == "-128")
        #expect(text(big("-9223372036854775809").asIntN(64)) == "9223372036854775807")
        #expect(try text(big("5").asUintN(0)) == "0")
        #expect(text(big("-5").asIntN(1 << 52)) == "-5")
        #expect(throws: BigIntegerError.tooLarge) { try big("-5").asUintN(1 << 52) }
    }

    @Test func powers() throws {
        #expect(try text(big("3").power(big("40"))) == "12157665459056928801")
        #expect(try text(big("-2").power(big("65"))) == "-36893488147419103232")
        #expect(try text(big("0").power(big("0"))) == "1")
        #expect(try text(big("-1").power(big("99999999999999999999999"))) == "-1")
        #expect(throws: BigIntegerError.negativeExponent) { try big("2").power(big("-1")) }
        #expect(throws: BigIntegerError.tooLarge) { try big("2").power(big("1073741825")) }
        #expect(throws: BigIntegerError.tooLarge) { try big("1").shiftedLeft(1 << 30) }
        #expect(throws: BigIntegerError.divisionByZero) { try big("1").quotientAndRemainder(dividingBy: .zero) }
    }

    @Test(arguments: 2...36) func textReadsBack(radix: Int) {
        for value in samples(20, maximumLimbs: 8) + samples(3, maximumLimbs: 400) {
            #expect(big(text(value, radix: radix), radix: radix) == value)
        }
    }

    @Test func longDecimals() throws {
        // 10^4000 has a known text; so has its predecessor.
        let power = try big("10").power(big("4000"))
        #expect(text(power) == "1" + String(repeating: "0", count: 4000))
        #expect(text(power - .one) == String(repeating: "9", count: 4000))
    }

    @Test func conversionToDoubleRoundsToEven() {
        #expect(big("9007199254740993").doubleValue == 9_007_199_254_740_992)
        #expect(big("9007199254740995").doubleValue == 9_007_199_254_740_996)
        #expect(big("-18446744073709552641").doubleValue == -18_446_744_073_709_551_616)
        #expect(big("36893488147419107329").doubleValue == 36_893_488_147_419_111_424)
        #expect(big("1" + String(repeating: "0", count: 308)).doubleValue == 1e308)
        #expect(big("1" + String(repeating: "0", count: 309)).doubleValue == .infinity)
        for value in [0.0, 1, -1, 0x1p53, 0x1p64, -0x1p64, 1e300, 0x1.fffffffffffffp1023] {
            #expect(BigInteger(exactly: value)?.doubleValue == value)
        }
        #expect(BigInteger(exactly: 0.5) == nil)
        #expect(BigInteger(exactly: .nan) == nil)
    }

    @Test func comparisonWithDoublesIsExact() {
        #expect(big("9007199254740993").compare(9_007_199_254_740_992) == 1)
        #expect(big("-9007199254740993").compare(-9_007_199_254_740_992) == -1)
        #expect(big("0").compare(-0.0) == 0)
        #expect(big("1").compare(1.5) == -1)
        #expect(big("-1").compare(-1.5) == 1)
        #expect(big("0").compare(5e-324) == -1)
        #expect(big("1" + String(repeating: "0", count: 400)).compare(.infinity) == -1)
        #expect(big("1").compare(.nan) == nil)
        #expect(big("18446744073709551616").compare(0x1p64) == 0)
    }

    @Test func stringToBigInt() throws {
        #expect(try fromString("") == .zero)
        #expect(try fromString(" \n 12 \u{FEFF}") == big("12"))
        #expect(try fromString("-0") == .zero)
        #expect(try fromString("+7") == big("7"))
        #expect(try fromString("0xFf") == big("255"))
        #expect(try fromString("0b101") == big("5"))
        for wrong in ["-", "0x", "-0x1", "1n", "1.0", "1e3", "1_0", "0o8", "\u{0131}", "１"] {
            #expect(try fromString(wrong) == nil, "\(wrong)")
        }
    }
}
