/// Normalization: https://www.unicode.org/reports/tr15/ and https://tc39.es/ecma262/#sec-string.prototype.normalize
extension Unicode {
    public enum JSNormalizationForm: Sendable {
        case nfc, nfd, nfkc, nfkd
    }

    private static let canonicalMap = SequenceMap(NormalizationTables.canonical)
    private static let compatibilityMap = SequenceMap(NormalizationTables.compatibility)
    private static let combiningClasses = CombiningClasses()
    private static let compositions = decodeCompositions()

    /// String.prototype.normalize(form) on code units. Lone surrogates stay as they are.
    public static func normalize(_ input: UnsafeBufferPointer<UInt16>, _ form: JSNormalizationForm) -> [UInt16] {
        // Nothing below U+00C0 changes in NFC, nothing below U+00A0 in the other forms.
        let unchanged: UInt16 = form == .nfc ? 0x300 : form == .nfd ? 0xC0 : 0xA0
        if input.allSatisfy({ $0 < unchanged }) { return Array(input) }
        var text = decomposed(input, compatibility: form == .nfkc || form == .nfkd)
        if form == .nfc || form == .nfkc { compose(&text) }
        var result: [UInt16] = []
        result.reserveCapacity(input.count)
        for item in text { result.append(codePoint: item.codePoint) }
        return result
    }

    private struct Item {
        var codePoint: UInt32
        var combiningClass: UInt8
    }

    private static func decomposed(_ input: UnsafeBufferPointer<UInt16>, compatibility: Bool) -> [Item] {
        var result: [Item] = []
        result.reserveCapacity(input.count)
        func append(_ c: UInt32) {
            let combiningClass = combiningClasses.value(c)
            // Canonical ordering: a stable insertion by class, back to the last starter.
            var position = result.count
            if combiningClass != 0 {
                while position > 0, result[position - 1].combiningClass > combiningClass { position -= 1 }
            }
            result.insert(Item(codePoint: c, combiningClass: combiningClass), at: position)
        }
        var index = 0
        while index < input.count {
            let c = input.codePoint(at: &index)
            if c < 0xA0 {
                result.append(Item(codePoint: c, combiningClass: 0))
            } else if c &- 0xAC00 < 11172 {
                let syllable = c - 0xAC00
                append(0x1100 + syllable / 588)
                append(0x1161 + syllable % 588 / 28)
                if syllable % 28 != 0 { append(0x11A7 + syllable % 28) }
            } else if compatibility, let mapped = compatibilityMap.map(c) {
                for m in mapped { append(m) }
            } else if let mapped = canonicalMap.map(c) {
                for m in mapped { append(m) }
            } else {
                append(c)
            }
        }
        return result
    }

    private static func compose(_ text: inout [Item]) {
        var starter = -1
        var output = 0
        var lastClass: UInt8 = 0
        for index in text.indices {
            let item = text[index]
            // Blocked when something between the starter and this has the same or a higher class.
            let isBlocked = output - starter > 1 && lastClass >= item.combiningClass
            if starter >= 0, !isBlocked, let composite = composite(text[starter].codePoint, item.codePoint) {
                text[starter].codePoint = composite
                continue
            }
            if item.combiningClass == 0 { starter = output }
            lastClass = item.combiningClass
            text[output] = item
            output += 1
        }
        text.removeSubrange(output...)
    }

    private static func composite(_ a: UInt32, _ b: UInt32) -> UInt32? {
        if a &- 0x1100 < 19, b &- 0x1161 < 21 { return 0xAC00 + ((a - 0x1100) * 21 + (b - 0x1161)) * 28 }
        if a &- 0xAC00 < 11172, (a - 0xAC00) % 28 == 0, b &- 0x11A8 < 27 { return a + (b - 0x11A7) }
        return compositions[UInt64(a) << 32 | UInt64(b)]
    }

    private static func decodeCompositions() -> [UInt64: UInt32] {
        var reader = TableReader(NormalizationTables.compositions)
        let count = reader.number()
        var result: [UInt64: UInt32] = [:]
        result.reserveCapacity(Int(count))
        var a: UInt32 = 0
        for _ in 0..<count {
            a += reader.number()
            let b = reader.number()
            result[UInt64(a) << 32 | UInt64(b)] = UInt32(Int32(a) + reader.signed())
        }
        return result
    }

    /// Canonical_Combining_Class as the ends of runs and their values.
    private struct CombiningClasses: Sendable {
        var ends: [UInt32] = []
        var values: [UInt8] = []

        init() {
            var reader = TableReader(NormalizationTables.combiningClass)
            var at: UInt32 = 0
            while !reader.isAtEnd {
                at += reader.number()
                ends.append(at)
                values.append(UInt8(reader.number()))
            }
        }

        func value(_ c: UInt32) -> UInt8 {
            if c < 0x300 { return 0 }
            var low = 0
            var high = ends.count
            while low < high {
                let middle = (low + high) / 2
                if ends[middle] <= c { low = middle + 1 } else { high = middle }
            }
            return low < values.count ? values[low] : 0
        }
    }
}
