/// What a class, or a part of one, matches.
struct ClassContents {
    /// Under `i`, closed over case variants, except that the parts of a class without `v` are closed at its end.
    var set: CodePointSet
    /// Strings of other lengths than one (`v` only), folded under `i`.
    var strings: Set<[UInt32]> = []
    /// https://tc39.es/ecma262/#sec-static-semantics-maycontainstrings
    var mayContainStrings = false
}

extension PatternParser {
    /// The set with all case variants, if case is ignored here.
    func folded(_ set: CodePointSet) -> CodePointSet {
        ignoreCase && !isValidating ? CaseEquivalence.close(set, unicode: isUnicodeMode) : set
    }

    func foldedString(_ string: [UInt32]) -> [UInt32] {
        ignoreCase ? string.map { Unicode.simpleCaseFold($0) } : string
    }

    /// Longer strings come first: https://tc39.es/ecma262/#sec-compileatom
    func makeClass(_ contents: ClassContents) -> Node {
        if contents.strings.isEmpty {
            if let single = contents.set.single { return make(.character(single)) }
            return make(.set(contents.set))
        }
        var alternatives: [Node] = []
        let sorted = contents.strings.filter { !$0.isEmpty }.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
        }
        for string in sorted { alternatives.append(make(.sequence(string.map { makeCharacter($0) }))) }
        if !contents.set.isEmpty { alternatives.append(make(.set(contents.set))) }
        if contents.strings.contains([]) { alternatives.append(make(.empty)) }
        return make(.alternation(alternatives))
    }

    /// CharacterClass, from the `[` on.
    mutating func parseClass() throws(RegExpSyntaxError) -> Node {
        if flags.contains(.unicodeSets) { return makeClass(try parseNestedClass()) }
        position += 1
        let isNegated = eat("^")
        var ranges: [ClosedRange<UInt32>] = []
        var set = CodePointSet.empty
        while true {
            guard position < units.count else { throw error("Unterminated character class") }
            if eat("]") { break }
            let low = try parseClassAtom()
            // A dash makes a range unless it comes last.
            if current == 0x2D, peek(1) != 0x5D, peek(1) != PatternParser.end {
                position += 1
                let high = try parseClassAtom()
                switch (low, high) {
                case (.character(let a), .character(let b)):
                    if a > b { throw error("Range out of order in character class") }
                    ranges.append(a...b)
                default:
                    if isUnicodeMode { throw error("Invalid character class") }
                    add(low, to: &set, &ranges)
                    ranges.append(0x2D...0x2D)
                    add(high, to: &set, &ranges)
                }
            } else {
                add(low, to: &set, &ranges)
            }
        }
        if isValidating { return make(.set(.all)) }
        set.formUnion(CodePointSet(ranges: ranges))
        set = folded(set)
        if isNegated { set = set.inverted }
        return makeClass(ClassContents(set: set))
    }

    private enum ClassAtom {
        case character(UInt32)
        case set(CodePointSet)
    }

    private func add(_ atom: ClassAtom, to set: inout CodePointSet, _ ranges: inout [ClosedRange<UInt32>]) {
        switch atom {
        case .character(let c): ranges.append(c...c)
        case .set(let other): set.formUnion(other)
        }
    }

    private mutating func parseClassAtom() throws(RegExpSyntaxError) -> ClassAtom {
        if current == PatternParser.end { throw error("Unterminated character class") }
        guard current == 0x5C else { return .character(readCharacter()) }
        if let contents = try parseClassEscape(inClass: true) { return .set(contents.set) }
        if peek(1) == 0x62 {
            position += 2
            return .character(8)
        }
        return .character(try parseCharacterEscape(inClass: true))
    }

    // MARK: The v flag

    /// `[` ClassContents `]`: https://tc39.es/ecma262/#prod-ClassContents
    private mutating func parseNestedClass() throws(RegExpSyntaxError) -> ClassContents {
        try enter()
        defer { depth -= 1 }
        position += 1
        let isNegated = eat("^")
        var result = ClassContents(set: .empty)
        if !eat("]") {
            let first = try parseClassSetOperand()
            if current == 0x26, peek(1) == 0x26 {
                result = try parseOperations(first.contents, 0x26)
            } else if current == 0x2D, peek(1) == 0x2D {
                result = try parseOperations(first.contents, 0x2D)
            } else {
                result = try parseUnion(first)
            }
        }
        if isNegated {
            if result.mayContainStrings { throw error("Negated character class may contain strings") }
            result = ClassContents(set: result.set.inverted)
        }
        return result
    }

    /// A part of a class; `character` is set when it is one character, which may begin a range.
    private struct Operand {
        var contents: ClassContents
        var character: UInt32?
    }

    /// The rest of ClassUnion.
    private mutating func parseUnion(_ first: Operand) throws(RegExpSyntaxError) -> ClassContents {
        var result = ClassContents(set: .empty)
        var operand = first
        while true {
            if current == 0x2D, peek(1) != 0x2D {
                guard let low = operand.character else { throw error("Invalid character class") }
                position += 1
                guard let high = try parseClassSetOperand().character else { throw error("Invalid character class") }
                if low > high { throw error("Range out of order in character class") }
                operand.contents = ClassContents(set: folded(CodePointSet(low...high)))
            }
            result.set.formUnion(operand.contents.set)
            result.strings.formUnion(operand.contents.strings)
            if operand.contents.mayContainStrings { result.mayContainStrings = true }
            if eat("]") { return result }
            if (current == 0x2D && peek(1) == 0x2D) || (current == 0x26 && peek(1) == 0x26) {
                throw error("Invalid set operation in character class")
            }
            operand = try parseClassSetOperand()
        }
    }

    /// The rest of ClassIntersection or ClassSubtraction, from the first `&&` or `--` on.
    private mutating func parseOperations(_ first: ClassContents, _ sign: UInt32) throws(RegExpSyntaxError) -> ClassContents {
        var result = first
        while !eat("]") {
            if position == units.count { throw error("Unterminated character class") }
            guard current == sign, peek(1) == sign else { throw error("Invalid set operation in character class") }
            position += 2
            if sign == 0x26, current == 0x26 { throw error("Invalid character in character class") }
            let other = try parseClassSetOperand().contents
            if sign == 0x26 {
                result.set = result.set.intersection(other.set)
                result.strings.formIntersection(other.strings)
                if !other.mayContainStrings { result.mayContainStrings = false }
            } else {
                result.set = result.set.subtracting(other.set)
                result.strings.subtract(other.strings)
            }
        }
        return result
    }

    private mutating func parseClassSetOperand() throws(RegExpSyntaxError) -> Operand {
        if position == units.count { throw error("Unterminated character class") }
        if current == 0x5B { return Operand(contents: try parseNestedClass()) }
        if current == 0x5C {
            if peek(1) == 0x71 { return Operand(contents: try parseClassStringDisjunction()) }
            if let contents = try parseClassEscape(inClass: true) { return Operand(contents: contents) }
        }
        let c = try parseClassSetCharacter()
        return Operand(contents: ClassContents(set: folded(CodePointSet(c))), character: c)
    }

    /// ClassSetCharacter: https://tc39.es/ecma262/#prod-ClassSetCharacter
    private mutating func parseClassSetCharacter() throws(RegExpSyntaxError) -> UInt32 {
        if position == units.count { throw error("Unterminated character class") }
        let c = current
        if c == 0x5C {
            switch peek(1) {
            case 0x62:
                position += 2
                return 8
            case 0x26, 0x2D, 0x21, 0x23, 0x25, 0x2C, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x40, 0x60, 0x7E:
                position += 2
                return UInt32(units[position - 1])
            default: return try parseCharacterEscape(inClass: true)
            }
        }
        switch c {
        case 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x2D, 0x7C: throw error("Invalid character in character class")
        case 0x26, 0x21, 0x23, 0x24, 0x25, 0x2A, 0x2B, 0x2C, 0x2E, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F, 0x40, 0x5E, 0x60,
            0x7E:
            if peek(1) == c { throw error("Invalid set operation in character class") }
        default: break
        }
        return readCharacter()
    }

    /// `\q{` ClassStringDisjunctionContents `}`
    private mutating func parseClassStringDisjunction() throws(RegExpSyntaxError) -> ClassContents {
        position += 2
        guard eat("{") else { throw error("Invalid escape") }
        var result = ClassContents(set: .empty)
        var string: [UInt32] = []
        while true {
            if position == units.count { throw error("Invalid character class") }
            if current == 0x7C || current == 0x7D {
                if string.count == 1 {
                    result.set.formUnion(folded(CodePointSet(string[0])))
                } else {
                    result.strings.insert(foldedString(string))
                    result.mayContainStrings = true
                }
                string = []
                position += 1
                if units[position - 1] == 0x7D { return result }
            } else {
                string.append(try parseClassSetCharacter())
            }
        }
    }
}
