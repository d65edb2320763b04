import JSRegExp

/// The order of `localeCompare`: Unicode's root collation in the large, without its tables.
///
/// Letters are compared without case and marks first, then marks decide, then case (lower before upper). White space and
/// punctuation come before symbols, these before digits, digits before letters; ASCII follows CLDR's root order exactly.
enum StringCollation {
    /// ASCII but digits and letters, in CLDR's root order.
    private static let order: StaticString = "\t\n\u{0B}\u{0C}\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"

    /// For each ASCII character its primary weight; 0 is ignored.
    private static let weights: [UInt32] = {
        var weights = [UInt32](repeating: 0, count: 128)
        for i in 0..<order.utf8CodeUnitCount { weights[Int(order.utf8Start[i])] = UInt32(i + 1) }
        for digit in 0..<10 { weights[0x30 + digit] = UInt32(100 + digit) }
        for letter in 0..<26 {
            weights[0x41 + letter] = UInt32(200 + letter)
            weights[0x61 + letter] = UInt32(200 + letter)
        }
        return weights
    }()

    /// -1, 0 or 1; the strings are flat.
    static func compare(_ a: JSString, _ b: JSString) -> Int32 {
        if a == b { return 0 }
        if isASCII(a) && isASCII(b) {
            return weights.withUnsafeBufferPointer { compareASCII(a, b, $0) }
        }
        let (x, y) = (keys(a), keys(b))
        for level in 0..<3 {
            if let order = compareLevel(x, y, level) { return order }
        }
        return 0
    }

    private static func isASCII(_ string: JSString) -> Bool {
        if string.isWide { return false }
        for i in 0..<string.length where string.latin1[i] >= 0x80 { return false }
        return true
    }

    private static func compareASCII(_ a: JSString, _ b: JSString, _ weights: UnsafeBufferPointer<UInt32>) -> Int32 {
        let (n, m) = (a.length, b.length)
        var (i, j) = (0, 0)
        var byCase: Int32 = 0
        while true {
            while i < n && weights[Int(a.latin1[i])] == 0 { i += 1 }
            while j < m && weights[Int(b.latin1[j])] == 0 { j += 1 }
            if i == n || j == m { return i < n ? 1 : j < m ? -1 : byCase }
            let (x, y) = (a.latin1[i], b.latin1[j])
            if x != y {
                let (p, q) = (weights[Int(x)], weights[Int(y)])
                if p != q { return p < q ? -1 : 1 }
                // The same letter in another case: small letters have the larger code.
                if byCase == 0 { byCase = x > y ? -1 : 1 }
            }
            i += 1
            j += 1
        }
    }

    /// A base character with the marks that follow it.
    private struct Key {
        var weights: (UInt32, UInt32, UInt32)
    }

    private static func keys(_ string: JSString) -> [Key] {
        var units: [UInt16] = []
        units.reserveCapacity(string.length)
        for i in 0..<string.length { units.append(string.unit(i)) }
        let decomposed = units.withUnsafeBufferPointer { Unicode.normalize($0, .nfd) }
        var keys: [Key] = []
        var i = 0
        while i < decomposed.count {
            var c = UInt32(decomposed[i])
            i += 1
            if c & 0xFC00 == 0xD800, i < decomposed.count, decomposed[i] & 0xFC00 == 0xDC00 {
                c = 0x10000 + ((c & 0x3FF) << 10 | UInt32(decomposed[i]) & 0x3FF)
                i += 1
            }
            if c >= 0x300 && c < 0x370 {
                if !keys.isEmpty { keys[keys.count - 1].weights.1 = keys[keys.count - 1].weights.1 &* 131 &+ c }
                continue
            }
            let folded = Unicode.simpleCaseFold(c)
            let primary = folded < 0x80 ? weights[Int(folded)] : 0x1000 + folded
            if primary == 0 { continue }
            let isUpper = folded != c && Unicode.simpleLowercase(c) != c
            keys.append(Key(weights: (primary, 0, isUpper ? 1 : 0)))
        }
        return keys
    }

    private static func compareLevel(_ a: [Key], _ b: [Key], _ level: Int) -> Int32? {
        for i in 0..<min(a.count, b.count) {
            let (x, y) = (weight(a[i], level), weight(b[i], level))
            if x != y { return x < y ? -1 : 1 }
        }
        return a.count == b.count ? nil : a.count < b.count ? -1 : 1
    }

    private static func weight(_ key: Key, _ level: Int) -> UInt32 {
        level == 0 ? key.weights.0 : level == 1 ? key.weights.1 : key.weights.2
    }
}
