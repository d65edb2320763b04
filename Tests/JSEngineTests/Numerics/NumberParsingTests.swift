import Testing

@testable import JSEngine

private func number(_ text: String) -> Double {
    let wide = Array(text.utf16).withUnsafeBufferPointer { NumberParsing.stringToNumber($0) }
    // Both widths of text must agree.
    if text.utf16.allSatisfy({ $0 < 256 }) {
        let narrow = text.utf16.map { UInt8($0) }.withUnsafeBufferPointer { NumberParsing.stringToNumber($0) }
        #expect(narrow.bitPattern == wide.bitPattern)
    }
    return wide
}
private func float(_ text: String) -> Double {
    Array(text.utf16).withUnsafeBufferPointer { NumberParsing.parseFloat($0) }
}
private func int(_ text: String, _ radix: Int32 = 0) -> Double {
    Array(text.utf16).withUnsafeBufferPointer { NumberParsing.parseInt($0, radix: radix) }
}

@Suite struct NumberParsingTests {
    @Test(arguments: [
        ("", 0.0), ("  \u{A0}\u{3000}\u{FEFF}", 0), ("\t12\n", 12), ("0x1F", 31), ("0B11", 3), ("0o17", 15), ("010", 10),
        ("-1.5e3", -1500), (".5", 0.5), ("5.", 5), ("+.5e1", 5), ("1e1000", .infinity), ("-1e1000", -.infinity),
        ("1e-1000", 0), ("Infinity", .infinity), ("-Infinity", -.infinity), ("9007199254740993", 9_007_199_254_740_992),
        ("9007199254740993.00000000000000000000000000000000001", 9_007_199_254_740_994), ("5e-324", 5e-324),
        ("2.4703282292062327e-324", 0), ("2.4703282292062328e-324", 5e-324),
        ("1.7976931348623158e308", 1.7976931348623157e308), ("1.7976931348623159e308", .infinity),
        ("0e99999999999999999999", 0), ("123456789012345678901234567890", 123456789012345678901234567890),
        ("8.5e22", 8.5e22), ("1e23", 1e23), ("0x20000000000001", 9_007_199_254_740_992),
    ]) func stringToNumber(text: String, value: Double) { #expect(number(text) == value) }

    @Test func signOfZero() {
        #expect(number("-0").sign == .minus)
        #expect(number("-1e-400").sign == .minus)
        #expect(int("-0").sign == .minus)
        #expect(float("-.0").sign == .minus)
    }

    @Test(arguments: [
        "0x", "0xg", "-0x1", "0b2", "1_0", "1e", "1e+", ".", "-", "e5", "infinity", "Infinityx", "INFINITY", "1 2", "--1",
        "0b", "1n", "\u{180E}1", "nan", "+ 1", "1\u{0}",
    ]) func invalid(text: String) { #expect(number(text).isNaN) }

    @Test func longTexts() {
        #expect(number("0." + String(repeating: "0", count: 400) + "1e401") == 1)
        #expect(number("1" + String(repeating: "0", count: 400) + "e-400") == 1)
        // Half-way between two doubles, decided by a digit far behind.
        #expect(number("9007199254740993" + String(repeating: "0", count: 900) + "e-900") == 9_007_199_254_740_992)
        #expect(number("9007199254740993" + String(repeating: "0", count: 900) + "1e-901") == 9_007_199_254_740_994)
    }

    @Test func parseFloat() {
        #expect(float("  3.14abc") == 3.14)
        #expect(float("1e") == 1)
        #expect(float("1e+x") == 1)
        #expect(float("1.2.3") == 1.2)
        #expect(float("-Infinityx") == -.infinity)
        #expect(float("0x10") == 0)
        #expect(float("-.5.") == -0.5)
        #expect(float("abc").isNaN)
        #expect(float("").isNaN)
        #expect(float(".").isNaN)
        #expect(float("Inf").isNaN)
    }

    @Test func parseInt() {
        #expect(int("  42px") == 42)
        #expect(int("-0x1F") == -31)
        #expect(int("0x1F", 16) == 31)
        #expect(int("0x1F", 10) == 0)
        #expect(int("z", 36) == 35)
        #expect(int("101", 2) == 5)
        #expect(int("1e3") == 1)
        #expect(int("9007199254740993") == 9_007_199_254_740_992)
        #expect(int(String(repeating: "9", count: 400)) == .infinity)
        #expect(int("1" + String(repeating: "0", count: 100), 3) == BigInteger(3).powerForTest(100).doubleValue)
        #expect(int("20000000000001", 16) == 9_007_199_254_740_992)
        #expect(int("20000000000003", 16) == 9_007_199_254_740_996)
        for (text, radix) in [("", 0), ("0x", 0), ("2", 2), ("1", 1), ("1", 37), ("-", 10), ("1", -1)] as [(String, Int32)] {
            #expect(int(text, radix).isNaN, "\(text) \(radix)")
        }
    }
}

extension BigInteger {
    fileprivate func powerForTest(_ n: Int) -> BigInteger { (try? power(BigInteger(n))) ?? .zero }
}
