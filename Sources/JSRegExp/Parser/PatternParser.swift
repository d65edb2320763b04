/// Parses a pattern: https://tc39.es/ecma262/#sec-patterns, with the grammar of Annex B where neither `u` nor `v` is given
/// (https://tc39.es/ecma262/#sec-regular-expressions-patterns).
struct PatternParser {
    /// How deep groups and nested classes may be, if the stack has room for that. Compiler and release recurse as deep.
    static let maximumDepth = 500
    /// From here on it is looked how much of the stack is left.
    private static let unusualDepth = 20
    static let maximumCaptures = 1 << 16

    let units: UnsafeBufferPointer<UInt16>
    let flags: RegExpFlags
    let isUnicodeMode: Bool
    /// Only look for early errors; the nodes are then of no use.
    let isValidating: Bool

    var position = 0
    var depth = 0
    private var stackFloor: UInt?
    /// The flags that `(?ims-ims:` changes.
    var ignoreCase: Bool
    var multiline: Bool
    var dotAll: Bool

    /// The number of groups so far, the whole match included.
    var captureCount = 1
    var namedGroups: [NamedGroup] = []
    /// References by name, checked at the end.
    var namedReferences: [(name: [UInt16], offset: Int)] = []
    /// Where the parser is: the disjunctions around it, and the alternative of each.
    var path: [Place] = []
    var disjunctionCount = 0
    private var scan: (captureCount: Int, hasNames: Bool)?

    struct Place {
        let disjunction: Int
        var alternative: Int
    }

    struct NamedGroup {
        let name: [UInt16]
        let index: Int
        let path: [Place]
    }

    init(units: UnsafeBufferPointer<UInt16>, flags: RegExpFlags, isValidating: Bool) {
        self.units = units
        self.flags = flags
        self.isValidating = isValidating
        isUnicodeMode = flags.isUnicodeMode
        ignoreCase = flags.contains(.ignoreCase)
        multiline = flags.contains(.multiline)
        dotAll = flags.contains(.dotAll)
    }

    // MARK: Reading

    static let end = UInt32.max

    /// The code unit here, or `end`.
    var current: UInt32 { position < units.count ? UInt32(units[position]) : PatternParser.end }

    func peek(_ distance: Int) -> UInt32 {
        position + distance < units.count ? UInt32(units[position + distance]) : PatternParser.end
    }

    mutating func eat(_ character: Unicode.Scalar) -> Bool {
        guard current == character.value else { return false }
        position += 1
        return true
    }

    /// A code point in Unicode mode, else a code unit. Not at the end.
    mutating func readCharacter() -> UInt32 {
        if isUnicodeMode { return units.codePoint(at: &position) }
        position += 1
        return UInt32(units[position - 1])
    }

    func error(_ reason: StaticString) -> RegExpSyntaxError {
        RegExpSyntaxError(reason: reason, offset: position, pattern: units, flags: flags)
    }

    // MARK: Pattern, Disjunction, Alternative

    /// Pattern :: Disjunction
    mutating func parsePattern() throws(RegExpSyntaxError) -> Node {
        let node = try parseDisjunction()
        if position < units.count { throw error("Unmatched ')'") }
        for reference in namedReferences where !namedGroups.contains(where: { $0.name == reference.name }) {
            position = reference.offset
            throw error("Invalid named capture referenced")
        }
        return resolved(node)
    }

    /// Begins a group or a nested class.
    mutating func enter() throws(RegExpSyntaxError) {
        depth += 1
        if depth > PatternParser.unusualDepth {
            let floor = stackFloor ?? NativeStack.floor()
            stackFloor = floor
            if depth > PatternParser.maximumDepth || NativeStack.position < floor { throw error("Regular expression too large") }
        }
    }

    /// Disjunction :: Alternative | Alternative `|` Disjunction
    mutating func parseDisjunction() throws(RegExpSyntaxError) -> Node {
        try enter()
        disjunctionCount += 1
        path.append(Place(disjunction: disjunctionCount, alternative: 0))
        defer {
            depth -= 1
            path.removeLast()
        }
        let first = try parseAlternative()
        if current != 0x7C { return first }
        var alternatives = [first]
        while eat("|") {
            path[path.count - 1].alternative += 1
            alternatives.append(try parseAlternative())
        }
        return isValidating ? first : makeAlternation(alternatives)
    }

    /// Joins neighbouring alternatives of one character each: between them, order does not matter.
    private func makeAlternation(_ alternatives: [Node]) -> Node {
        var joined: [Node] = []
        for node in alternatives {
            if let set = node.characterSet, let last = joined.last?.characterSet {
                joined[joined.count - 1] = make(.set(last.union(set)))
            } else {
                joined.append(node)
            }
        }
        return joined.count == 1 ? joined[0] : make(.alternation(joined))
    }

    mutating func parseAlternative() throws(RegExpSyntaxError) -> Node {
        var terms: [Node] = []
        while true {
            switch current {
            case PatternParser.end, 0x7C, 0x29:
                return terms.count == 1 ? terms[0] : terms.isEmpty ? make(.empty) : make(.sequence(terms))
            default:
                let term = try parseTerm()
                if !isValidating { terms.append(term) }
            }
        }
    }

    func make(_ kind: Node.Kind) -> Node { Node(kind, isUnicodeMode: isUnicodeMode) }

    /// A character under the flags that hold here.
    func makeCharacter(_ c: UInt32) -> Node {
        if ignoreCase, !isValidating {
            let set = CaseEquivalence.close(CodePointSet(c), unicode: isUnicodeMode)
            if set.single == nil { return make(.set(set)) }
        }
        return make(.character(c))
    }

    // MARK: Term

    mutating func parseTerm() throws(RegExpSyntaxError) -> Node {
        let node: Node
        var isQuantifiable = true
        let isGroup = current == 0x28
        switch current {
        case 0x5E:  // ^
            position += 1
            node = make(.lineStart(multiline: multiline))
            isQuantifiable = false
        case 0x24:  // $
            position += 1
            node = make(.lineEnd(multiline: multiline))
            isQuantifiable = false
        case 0x28:  // (
            node = try parseGroup(&isQuantifiable)
        case 0x2E:  // .
            position += 1
            node = make(.set(dotAll ? .all : CharacterSets.dot))
        case 0x5B:  // [
            node = try parseClass()
        case 0x5C:  // \
            if peek(1) == 0x62 || peek(1) == 0x42 {
                node = make(.wordBoundary(negated: peek(1) == 0x42, wide: ignoreCase && isUnicodeMode))
                position += 2
                isQuantifiable = false
            } else {
                node = try parseAtomEscape()
            }
        case 0x2A, 0x2B, 0x3F:  // * + ?
            throw error("Nothing to repeat")
        case 0x7B:  // {
            if try parseBraces() != nil { throw error("Nothing to repeat") }
            if isUnicodeMode { throw error("Lone quantifier brackets") }
            position += 1
            node = makeCharacter(0x7B)
        case 0x7D, 0x5D:  // } ]
            if isUnicodeMode { throw error("Lone quantifier brackets") }
            node = makeCharacter(current)
            position += 1
        default:
            node = makeCharacter(readCharacter())
        }
        return try parseQuantifier(of: node, isQuantifiable: isQuantifiable, isGroup: isGroup)
    }

    /// Quantifier :: QuantifierPrefix `?`(opt)
    private mutating func parseQuantifier(
        of node: Node, isQuantifiable: Bool, isGroup: Bool
    ) throws(RegExpSyntaxError) -> Node {
        var bounds: (min: UInt32, max: UInt32)
        switch current {
        case 0x2A: bounds = (0, Node.infinity)
        case 0x2B: bounds = (1, Node.infinity)
        case 0x3F: bounds = (0, 1)
        case 0x7B:
            let start = position
            guard let braces = try parseBraces() else {
                if isUnicodeMode { throw error("Incomplete quantifier") }
                return node
            }
            bounds = braces
            if !isQuantifiable {
                position = start
                throw error(isGroup ? "Invalid quantifier" : "Nothing to repeat")
            }
            if bounds.min > bounds.max { throw error("numbers out of order in {} quantifier") }
            position -= 1
        default:
            return node
        }
        if !isQuantifiable { throw error(isGroup ? "Invalid quantifier" : "Nothing to repeat") }
        position += 1
        let greedy = !eat("?")
        return make(.quantifier(node, min: bounds.min, max: bounds.max, greedy: greedy))
    }

    /// `{n}`, `{n,}` or `{n,m}`, moving behind it; nil, and no move, when it is none of them. Numbers that no input is
    /// long enough for are cut.
    private mutating func parseBraces() throws(RegExpSyntaxError) -> (min: UInt32, max: UInt32)? {
        let start = position
        position += 1
        guard let least = parseNumber() else {
            position = start
            return nil
        }
        var most = least
        if eat(",") { most = parseNumber() ?? Node.infinity }
        guard eat("}") else {
            position = start
            return nil
        }
        return (least, most)
    }

    private mutating func parseNumber() -> UInt32? {
        guard current &- 0x30 < 10 else { return nil }
        var value: UInt64 = 0
        while current &- 0x30 < 10 {
            value = min(value * 10 + UInt64(current - 0x30), UInt64(Node.infinity))
            position += 1
        }
        return UInt32(value)
    }

    // MARK: Looking ahead

    /// The number of groups of the whole pattern, and whether one has a name: Annex B reads `\8` and `\k` by them.
    mutating func wholePattern() -> (captureCount: Int, hasNames: Bool) {
        if let scan { return scan }
        var count = 1
        var hasNames = false
        var index = 0
        var classDepth = 0
        while index < units.count {
            switch units[index] {
            case 0x5C: index += 1
            case 0x5B: if classDepth == 0 || flags.contains(.unicodeSets) { classDepth += 1 }
            case 0x5D: classDepth = max(0, classDepth - 1)
            case 0x28 where classDepth == 0:
                if index + 1 < units.count, units[index + 1] == 0x3F {
                    if index + 3 < units.count, units[index + 2] == 0x3C, units[index + 3] != 0x3D, units[index + 3] != 0x21 {
                        count += 1
                        hasNames = true
                    }
                } else {
                    count += 1
                }
            default: break
            }
            index += 1
        }
        scan = (count, hasNames)
        return (count, hasNames)
    }
}
