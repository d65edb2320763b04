/// The sets behind the class escapes and the dot.
enum CharacterSets {
    /// https://tc39.es/ecma262/#prod-LineTerminator
    static let lineTerminators = CodePointSet(bounds: [10, 11, 13, 14, 0x2028, 0x202A])
    /// What `.` matches without the `s` flag.
    static let dot = lineTerminators.inverted
    static let digits = CodePointSet(bounds: [0x30, 0x3A])
    /// https://tc39.es/ecma262/#sec-wordcharacters
    static let word = CodePointSet(bounds: [0x30, 0x3A, 0x41, 0x5B, 0x5F, 0x60, 0x61, 0x7B])
    /// The word characters with `i` in Unicode mode: U+017F and U+212A fold to ASCII letters.
    static let wideWord = word.union(CodePointSet(bounds: [0x17F, 0x180, 0x212A, 0x212B]))
    /// WhiteSpace and LineTerminator.
    static let space = CodePointSet(bounds: [
        9, 14, 0x20, 0x21, 0xA0, 0xA1, 0x1680, 0x1681, 0x2000, 0x200B, 0x2028, 0x202A, 0x202F, 0x2030, 0x205F, 0x2060,
        0x3000, 0x3001, 0xFEFF, 0xFF00
    ])
}

/// Which characters are equal when case is ignored.
///
/// https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch
struct CaseEquivalence: Sendable {
    /// With `u` or `v`: simple case folding.
    static let unicode = CaseEquivalence(unicode: true)
    /// Otherwise: upper case, where it is one code unit and does not lead into ASCII.
    static let legacy = CaseEquivalence(unicode: false)

    /// Every character that has a variant, sorted, with the number of its class.
    private let characters: [UInt32]
    private let classNumbers: [UInt16]
    private let classes: [[UInt32]]

    private init(unicode: Bool) {
        var members: [UInt32: [UInt32]] = [:]
        func add(_ c: UInt32) {
            let canonical = CaseEquivalence.canonicalize(c, unicode: unicode)
            if canonical != c { members[canonical, default: [canonical]].append(c) }
        }
        for run in (unicode ? Unicode.simpleFoldMap : Unicode.simpleUpperMap).runs {
            for c in stride(from: run.first, through: run.last, by: Int(run.stride)) { add(c) }
        }
        var all: [(UInt32, UInt16)] = []
        var classes: [[UInt32]] = []
        for list in members.values {
            for c in list { all.append((c, UInt16(classes.count))) }
            classes.append(list)
        }
        all.sort { $0.0 < $1.0 }
        characters = all.map { $0.0 }
        classNumbers = all.map { $0.1 }
        self.classes = classes
    }

    /// Canonicalize(ch)
    static func canonicalize(_ c: UInt32, unicode: Bool) -> UInt32 {
        if unicode { return Unicode.simpleCaseFold(c) }
        if c < 0x80 { return c &- 0x61 < 26 ? c - 32 : c }
        if c > 0xFFFF { return c }
        var upper = Unicode.simpleUpperMap.map(c)
        if let full = Unicode.fullUpperMap.map(c) {
            guard full.count == 1 else { return c }
            upper = full.first!
        }
        return upper < 0x80 || upper > 0xFFFF ? c : upper
    }

    /// The set and all case variants of its members.
    static func close(_ set: CodePointSet, unicode: Bool) -> CodePointSet {
        if set == .all { return set }
        // ASCII needs no tables, and neither does a set that has everything outside ASCII.
        let ascii = set.intersection(CodePointSet(0...0x7F))
        let isOpen = set.bounds.last == CodePointSet.limit && set.bounds.count >= 2
        if let last = set.last, last < 0x80 || isOpen && set.bounds[set.bounds.count - 2] <= 0x80 {
            var result = set
            for index in 0..<ascii.rangeCount {
                for c in ascii.range(index) where (c | 0x20) &- 0x61 < 26 {
                    result.formUnion(CodePointSet(c ^ 0x20))
                    if unicode, c | 0x20 == 0x73 { result.formUnion(CodePointSet(0x17F)) }
                    if unicode, c | 0x20 == 0x6B { result.formUnion(CodePointSet(0x212A)) }
                }
            }
            if unicode, isOpen {
                for c: UInt32 in [0x53, 0x73, 0x4B, 0x6B] { result.formUnion(CodePointSet(c)) }
            }
            return result
        }
        return (unicode ? CaseEquivalence.unicode : legacy).close(set)
    }

    private func close(_ set: CodePointSet) -> CodePointSet {
        var added: [ClosedRange<UInt32>] = []
        for index in 0..<set.rangeCount {
            let range = set.range(index)
            var low = 0
            var high = characters.count
            while low < high {
                let middle = (low + high) / 2
                if characters[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
            }
            while low < characters.count, characters[low] <= range.upperBound {
                for variant in classes[Int(classNumbers[low])] where !range.contains(variant) {
                    added.append(variant...variant)
                }
                low += 1
            }
        }
        return set.union(CodePointSet(ranges: added))
    }
}
