/// Case mapping and folding.
extension Unicode {
    static let simpleUpperMap = CaseMap(CaseTables.simpleUpper)
    static let simpleLowerMap = CaseMap(CaseTables.simpleLower)
    static let simpleFoldMap = CaseMap(CaseTables.simpleFold)
    static let fullUpperMap = SequenceMap(CaseTables.fullUpper)
    static let fullLowerMap = SequenceMap(CaseTables.fullLower)
    private static let cased = UnicodeProperties.binary(named: "Cased")
    private static let caseIgnorable = UnicodeProperties.binary(named: "Case_Ignorable")

    /// Simple_Uppercase_Mapping
    public static func simpleUppercase(_ c: UInt32) -> UInt32 {
        if c < 0x80 { return c &- 0x61 < 26 ? c - 32 : c }
        return simpleUpperMap.map(c)
    }

    /// Simple_Lowercase_Mapping
    public static func simpleLowercase(_ c: UInt32) -> UInt32 {
        if c < 0x80 { return c &- 0x41 < 26 ? c + 32 : c }
        return simpleLowerMap.map(c)
    }

    /// Simple_Case_Folding
    public static func simpleCaseFold(_ c: UInt32) -> UInt32 {
        if c < 0x80 { return c &- 0x41 < 26 ? c + 32 : c }
        return simpleFoldMap.map(c)
    }

    /// String.prototype.toUpperCase() on code units: full mapping without a language's own rules.
    ///
    /// https://tc39.es/ecma262/#sec-string.prototype.touppercase
    public static func uppercased(_ input: UnsafeBufferPointer<UInt16>) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            let unit = input[index]
            if unit < 0x80 {
                result.append(unit &- 0x61 < 26 ? unit - 32 : unit)
                index += 1
                continue
            }
            let c = input.codePoint(at: &index)
            if let mapped = fullUpperMap.map(c) {
                for m in mapped { result.append(codePoint: m) }
            } else {
                result.append(codePoint: simpleUpperMap.map(c))
            }
        }
        return result
    }

    /// String.prototype.toLowerCase() on code units: full mapping, with the final sigma.
    ///
    /// https://tc39.es/ecma262/#sec-string.prototype.tolowercase
    public static func lowercased(_ input: UnsafeBufferPointer<UInt16>) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            let unit = input[index]
            if unit < 0x80 {
                result.append(unit &- 0x41 < 26 ? unit + 32 : unit)
                index += 1
                continue
            }
            let start = index
            let c = input.codePoint(at: &index)
            if c == 0x3A3 {
                result.append(isFinalSigma(input, from: start, to: index) ? 0x3C2 : 0x3C3)
            } else if let mapped = fullLowerMap.map(c) {
                for m in mapped { result.append(codePoint: m) }
            } else {
                result.append(codePoint: simpleLowerMap.map(c))
            }
        }
        return result
    }

    /// Final_Sigma of the Unicode Standard, table 3-17: after a cased letter, not before one, where case-ignorable
    /// characters do not count.
    private static func isFinalSigma(_ input: UnsafeBufferPointer<UInt16>, from start: Int, to end: Int) -> Bool {
        var before = start
        var isAfterCased = false
        while before > 0 {
            let c = input.codePoint(before: &before)
            if caseIgnorable.contains(c) { continue }
            isAfterCased = cased.contains(c)
            break
        }
        guard isAfterCased else { return false }
        var after = end
        while after < input.count {
            let c = input.codePoint(at: &after)
            if caseIgnorable.contains(c) { continue }
            return !cased.contains(c)
        }
        return true
    }
}

extension UnsafeBufferPointer<UInt16> {
    /// The code point at a position, which moves behind it; a lone surrogate stands for itself.
    @inline(__always)
    func codePoint(at index: inout Int) -> UInt32 {
        let lead = UInt32(self[index])
        index += 1
        if lead & 0xFC00 == 0xD800, index < count {
            let trail = UInt32(self[index])
            if trail & 0xFC00 == 0xDC00 {
                index += 1
                return (lead << 10) &+ trail &- 0x35F_DC00
            }
        }
        return lead
    }

    /// The code point before a position, which moves to its start.
    func codePoint(before index: inout Int) -> UInt32 {
        index -= 1
        let trail = UInt32(self[index])
        if trail & 0xFC00 == 0xDC00, index > 0 {
            let lead = UInt32(self[index - 1])
            if lead & 0xFC00 == 0xD800 {
                index -= 1
                return (lead << 10) &+ trail &- 0x35F_DC00
            }
        }
        return trail
    }
}

extension [UInt16] {
    @inline(__always)
    mutating func append(codePoint c: UInt32) {
        if c < 0x10000 {
            append(UInt16(truncatingIfNeeded: c))
        } else {
            append(UInt16(truncatingIfNeeded: 0xD7C0 &+ (c >> 10)))
            append(UInt16(truncatingIfNeeded: 0xDC00 | (c & 0x3FF)))
        }
    }
}
