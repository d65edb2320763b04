/// A node of a parsed pattern. Flags are resolved while parsing: with `i` a character is a set of its variants, and
/// assertions know whether `m` holds.
final class Node {
    enum Kind {
        case empty
        /// A character that has no case variants here: a code point in Unicode mode, else a code unit.
        case character(UInt32)
        case set(CodePointSet)
        case sequence([Node])
        case alternation([Node])
        case capture(Int, Node)
        /// Several numbers come from duplicate named groups, of which at most one takes part in a match.
        case backreference([Int], ignoreCase: Bool)
        case lookaround(Node, ahead: Bool, negative: Bool)
        case quantifier(Node, min: UInt32, max: UInt32, greedy: Bool)
        case lineStart(multiline: Bool)
        case lineEnd(multiline: Bool)
        /// `wide`: with `i` in Unicode mode two letters outside ASCII count as word characters.
        case wordBoundary(negated: Bool, wide: Bool)
    }

    /// Stands for "no upper bound" in a quantifier.
    static let infinity = UInt32(Int32.max)

    let kind: Kind
    /// Which code units a non-empty match can begin with.
    let first: FirstSet
    /// Whether what follows the node may decide about the next unit. An assertion that tells the next unit itself is not
    /// transparent, though it consumes nothing.
    let isTransparent: Bool
    /// The fewest code units a match can have; 0 when the node can match without consuming anything.
    let minLength: UInt32
    /// The numbers of the capturing groups inside.
    let captures: Range<Int>

    /// The set of a node that always matches one character.
    var characterSet: CodePointSet? {
        switch kind {
        case .character(let c): return CodePointSet(c)
        case .set(let set): return set
        default: return nil
        }
    }

    init(_ kind: Kind, isUnicodeMode: Bool = false) {
        self.kind = kind
        var captures = 0..<0
        func join(_ other: Range<Int>) {
            if other.isEmpty { return }
            captures =
                captures.isEmpty
                ? other : min(captures.lowerBound, other.lowerBound)..<max(captures.upperBound, other.upperBound)
        }
        switch kind {
        case .empty:
            first = FirstSet()
            isTransparent = true
            minLength = 0
        case .character(let c):
            first = FirstSet(c)
            isTransparent = false
            minLength = isUnicodeMode && c > 0xFFFF ? 2 : 1
        case .set(let set):
            first = FirstSet(set)
            isTransparent = false
            minLength = 1
        case .sequence(let nodes):
            var set = FirstSet()
            var nullable = true
            var length: UInt32 = 0
            for node in nodes {
                if nullable {
                    set.formUnion(node.first)
                    nullable = node.isTransparent
                }
                length = min(length &+ node.minLength, Node.infinity)
                join(node.captures)
            }
            first = set
            isTransparent = nullable
            minLength = length
        case .alternation(let nodes):
            var set = FirstSet()
            var nullable = false
            var length = Node.infinity
            for node in nodes {
                set.formUnion(node.first)
                if node.isTransparent { nullable = true }
                length = min(length, node.minLength)
                join(node.captures)
            }
            first = set
            isTransparent = nullable
            minLength = length
        case .capture(let number, let node):
            first = node.first
            isTransparent = node.isTransparent
            minLength = node.minLength
            join(number..<(number + 1))
            join(node.captures)
        case .backreference:
            first = .all
            isTransparent = true
            minLength = 0
        case .lookaround(let node, let ahead, let negative):
            // A lookahead says what the next unit must be, as what follows it does.
            let tells = ahead && !negative
            first = tells ? node.first : FirstSet()
            isTransparent = tells ? node.isTransparent : true
            minLength = 0
            join(node.captures)
        case .quantifier(let node, let least, let most, _):
            first = most == 0 ? FirstSet() : node.first
            isTransparent = least == 0 || node.isTransparent
            let (product, overflow) = least.multipliedReportingOverflow(by: node.minLength)
            minLength = overflow ? Node.infinity : min(product, Node.infinity)
            join(node.captures)
        case .lineStart, .wordBoundary:
            first = FirstSet()
            isTransparent = true
            minLength = 0
        case .lineEnd(let multiline):
            var set = FirstSet()
            if multiline { set = FirstSet(CharacterSets.lineTerminators) }
            set.isEndAllowed = true
            first = set
            isTransparent = false
            minLength = 0
        }
        self.captures = captures
    }
}

/// Which code units can come next: exact for Latin-1, one bit for all others.
struct FirstSet: Equatable {
    var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    /// Some unit above U+00FF.
    var hasOther = false
    /// The end of the input may come next, too.
    var isEndAllowed = false

    init() {}

    init(_ c: UInt32) {
        if c < 256 { insert(c) } else { hasOther = true }
    }

    init(_ set: CodePointSet) {
        for index in 0..<set.rangeCount {
            let range = set.range(index)
            if range.upperBound > 255 { hasOther = true }
            if range.lowerBound > 255 { break }
            for c in range.lowerBound...min(range.upperBound, 255) { insert(c) }
        }
    }

    static let all: FirstSet = {
        var set = FirstSet(CodePointSet.all)
        set.isEndAllowed = true
        return set
    }()

    private mutating func insert(_ c: UInt32) {
        let bit: UInt64 = 1 << UInt64(c & 63)
        switch c >> 6 {
        case 0: bits.0 |= bit
        case 1: bits.1 |= bit
        case 2: bits.2 |= bit
        default: bits.3 |= bit
        }
    }

    func contains(_ c: UInt32) -> Bool {
        let word = c < 64 ? bits.0 : c < 128 ? bits.1 : c < 192 ? bits.2 : bits.3
        return word >> UInt64(c & 63) & 1 == 1
    }

    mutating func formUnion(_ other: FirstSet) {
        bits.0 |= other.bits.0
        bits.1 |= other.bits.1
        bits.2 |= other.bits.2
        bits.3 |= other.bits.3
        if other.hasOther { hasOther = true }
        if other.isEndAllowed { isEndAllowed = true }
    }

    func union(_ other: FirstSet) -> FirstSet {
        var result = self
        result.formUnion(other)
        return result
    }

    /// Whether no code unit is in both. The end of the input is no code unit.
    func isDisjoint(with other: FirstSet) -> Bool {
        bits.0 & other.bits.0 == 0 && bits.1 & other.bits.1 == 0 && bits.2 & other.bits.2 == 0
            && bits.3 & other.bits.3 == 0 && !(hasOther && other.hasOther)
    }

    /// Whether every code unit may come.
    var isFull: Bool {
        bits.0 & bits.1 & bits.2 & bits.3 == .max && hasOther
    }

    static func == (a: FirstSet, b: FirstSet) -> Bool {
        a.bits == b.bits && a.hasOther == b.hasOther && a.isEndAllowed == b.isEndAllowed
    }
}
