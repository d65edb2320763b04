import Testing

@testable import JSEngine

private func string(_ value: Double) -> String { NumberText.string(capacity: 32) { NumberText.toString(value, $0) } }
private func string(_ value: Double, radix: Int) -> String {
    NumberText.string(capacity: NumberText.radixCapacity) { NumberText.toString(value, radix: radix, $0) }
}
private func fixed(_ value: Double, _ digits: Int) -> String {
    NumberText.string(capacity: NumberText.fixedCapacity) { NumberText.toFixed(value, digits, $0) }
}
private func exponential(_ value: Double, _ digits: Int?) -> String {
    NumberText.string(capacity: NumberText.fixedCapacity) { NumberText.toExponential(value, digits, $0) }
}
private func precision(_ value: Double, _ digits: Int) -> String {
    NumberText.string(capacity: NumberText.fixedCapacity) { NumberText.toPrecision(value, digits, $0) }
}

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (1, "1"), (-42, "-42"), (0.1, "0.1"), (-1.5, "-1.5"), (100, "100"),
        (123_456_789_012_345_680_000, "123456789012345680000"), (1e21, "1e+21"), (1.5e300, "1.5e+300"),
        (0.000001, "0.000001"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"), (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"), (0.1 + 0.2, "0.30000000000000004"),
        (9_007_199_254_740_992, "9007199254740992"), (9_007_199_254_740_994, "9007199254740994"),
        (2.2250738585072014e-308, "2.2250738585072014e-308"), (9.5367431640625e-7, "9.5367431640625e-7"),
        (4.35, "4.35"), (123.456, "123.456"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
    ]) func decimal(value: Double, text: String) { #expect(string(value) == text) }

    @Test func shortestDigitsReadBack() {
        var random = RandomGenerator(seed: 7)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.nextBits())
            if !value.isFinite { continue }
            #expect(Double(string(value)) == value)
            // The standard library's digits are the shortest, too.
            #expect(string(value).filter(\.isNumber).count <= "\(value)".filter(\.isNumber).count + 320)
        }
    }

    @Test func powersOfTenTable() throws {
        #expect(powersOfTen.count == 2 * 617)
        let ten = BigInteger(10)
        for k in stride(from: -292, through: 324, by: 11) {
            let i = (k + 292) * 2
            let entry = BigInteger(magnitude: [UInt(powersOfTen[i + 1]), UInt(powersOfTen[i])], isNegative: false)
            let power = try ten.power(BigInteger(abs(k)))
            let length = power.bitLength
            // ceil(n / d) with the result in 128 bits.
            let n = try k >= 0 ? power.shiftedLeft(max(0, 128 - length)) : BigInteger.one.shiftedLeft(127 + length)
            let d = try k >= 0 ? BigInteger.one.shiftedLeft(max(0, length - 128)) : power
            let (q, r) = try n.quotientAndRemainder(dividingBy: d)
            #expect(entry == (r.isZero ? q : q + .one), "10^\(k)")
        }
    }

    @Test func integers() {
        for value in [Int32.min, -1, 0, 9, 10, 99, 100, 12345, Int32.max] {
            #expect(NumberText.string(capacity: 16) { NumberText.toString(value, $0) } == "\(value)")
        }
    }

    @Test func radix() {
        #expect(string(255, radix: 16) == "ff")
        #expect(string(-255.5, radix: 2) == "-11111111.1")
        #expect(string(0.1, radix: 2) == "0.0001100110011001100110011001100110011001100110011001101")
        #expect(string(0.1, radix: 3) == "0.0022002200220022002200220022002201")
        #expect(string(1e21, radix: 30) == "22lk8ncmmphm000")
        #expect(string(1e21, radix: 36) == "5v1j4f4ds7c000")
        #expect(string(5e-324, radix: 2) == "0." + String(repeating: "0", count: 1073) + "1")
        #expect(string(0x1p1023, radix: 2) == "1" + String(repeating: "0", count: 1023))
        #expect(string(.nan, radix: 7) == "NaN")
        #expect(string(0, radix: 36) == "0")
    }

    @Test func toFixed() {
        #expect(fixed(0, 2) == "0.00")
        #expect(fixed(-0.0, 2) == "0.00")
        #expect(fixed(1.005, 2) == "1.00")
        #expect(fixed(2.5, 0) == "3")
        #expect(fixed(-2.5, 0) == "-3")
        #expect(fixed(0.5, 0) == "1")
        #expect(fixed(-0.0000001, 2) == "-0.00")
        #expect(fixed(9.995, 2) == "9.99")
        #expect(fixed(99.995, 1) == "100.0")
        #expect(fixed(123.456, 10) == "123.4560000000")
        #expect(fixed(1e21, 2) == "1e+21")
        #expect(fixed(999_999_999_999_999_868_928, 0) == "999999999999999868928")
        #expect(fixed(0.000001, 7) == "0.0000010")
        #expect(fixed(5e-324, 100) == "0." + String(repeating: "0", count: 100))
        #expect(fixed(0.1, 30) == "0.100000000000000005551115123126")
        #expect(fixed(.nan, 2) == "NaN")
        #expect(fixed(1e17 + 16, 1) == "100000000000000016.0")
        #expect(fixed(0.000244140625, 11) == "0.00024414063")
        #expect(fixed(5e-10, 9) == "0.000000001")
    }

    @Test func toExponential() {
        #expect(exponential(0, 2) == "0.00e+0")
        #expect(exponential(123_456, 2) == "1.23e+5")
        #expect(exponential(-1.5e-9, nil) == "-1.5e-9")
        #expect(exponential(0, nil) == "0e+0")
        #expect(exponential(9.99, 0) == "1e+1")
        #expect(exponential(25, 0) == "3e+1")
        #expect(exponential(.infinity, 3) == "Infinity")
    }

    @Test func toPrecision() {
        #expect(precision(0, 3) == "0.00")
        #expect(precision(123.456, 4) == "123.5")
        #expect(precision(0.000123, 2) == "0.00012")
        #expect(precision(1e-7, 2) == "1.0e-7")
        #expect(precision(123_456, 2) == "1.2e+5")
        #expect(precision(99.99, 3) == "100")
        #expect(precision(1e21, 22) == "1000000000000000000000")
        #expect(precision(1.25, 2) == "1.3")
        #expect(precision(1.35, 2) == "1.4")
    }

    @Test func toLocaleString() {
        func locale(_ value: Double) -> String {
            NumberText.string(capacity: 500) { NumberText.toLocaleString(value, $0) }
        }
        #expect(locale(1_234_567.891) == "1,234,567.891")
        #expect(locale(-1234) == "-1,234")
        #expect(locale(999) == "999")
        #expect(locale(0.0005) == "0.001")
        #expect(locale(-0.0) == "-0")
        #expect(locale(1e21) == "1,000,000,000,000,000,000,000")
        #expect(locale(999.9999) == "1,000")
    }
}
