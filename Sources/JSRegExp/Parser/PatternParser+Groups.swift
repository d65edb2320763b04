extension PatternParser {
    /// `(` … `)` of every kind; `isQuantifiable` becomes false for assertions that no quantifier may follow.
    mutating func parseGroup(_ isQuantifiable: inout Bool) throws(RegExpSyntaxError) -> Node {
        let start = position
        position += 1
        guard eat("?") else { return try parseCapture(name: nil) }
        switch current {
        case 0x3A:  // (?:
            position += 1
            return try parseGroupBody()
        case 0x3D, 0x21:  // (?= (?!
            let negative = current == 0x21
            position += 1
            // Annex B: lookaheads are atoms.
            isQuantifiable = !isUnicodeMode
            return make(.lookaround(try parseGroupBody(), ahead: true, negative: negative))
        case 0x3C:  // (?<
            if peek(1) == 0x3D || peek(1) == 0x21 {
                let negative = peek(1) == 0x21
                position += 2
                isQuantifiable = false
                return make(.lookaround(try parseGroupBody(), ahead: false, negative: negative))
            }
            position += 1
            return try parseCapture(name: try parseGroupName())
        case 0x69, 0x6D, 0x73, 0x2D:  // i m s -
            return try parseModifiers()
        default:
            position = start
            throw error("Invalid group")
        }
    }

    private mutating func parseGroupBody() throws(RegExpSyntaxError) -> Node {
        let node = try parseDisjunction()
        guard eat(")") else { throw error("Unterminated group") }
        return node
    }

    private mutating func parseCapture(name: [UInt16]?) throws(RegExpSyntaxError) -> Node {
        let index = captureCount
        captureCount += 1
        if captureCount > PatternParser.maximumCaptures { throw error("Too many captures") }
        if let name {
            for group in namedGroups where group.name == name && mightBothParticipate(group.path, path) {
                throw error("Duplicate capture group name")
            }
            namedGroups.append(NamedGroup(name: name, index: index, path: path))
        }
        return make(.capture(index, try parseGroupBody()))
    }

    /// https://tc39.es/ecma262/#sec-mightbothparticipate: no when they are in different alternatives of one disjunction.
    private func mightBothParticipate(_ a: [Place], _ b: [Place]) -> Bool {
        for (x, y) in zip(a, b) {
            if x.disjunction != y.disjunction { break }
            if x.alternative != y.alternative { return false }
        }
        return true
    }

    /// `(?ims-ims:` Disjunction `)`: https://tc39.es/ecma262/#sec-patterns-static-semantics-early-errors
    private mutating func parseModifiers() throws(RegExpSyntaxError) -> Node {
        let outer = (ignoreCase, multiline, dotAll)
        var seen: RegExpFlags = []
        var isRemoving = false
        while current != 0x3A {
            if current == 0x2D {
                if isRemoving { throw error("Multiple dashes in flag group") }
                isRemoving = true
                position += 1
                continue
            }
            guard current < 0x80, let flag = RegExpFlags(letter: UInt16(current)),
                RegExpFlags([.ignoreCase, .multiline, .dotAll]).contains(flag)
            else { throw error("Invalid flag group") }
            if seen.contains(flag) { throw error("Repeated flag in flag group") }
            seen.insert(flag)
            if flag == .ignoreCase { ignoreCase = !isRemoving }
            if flag == .multiline { multiline = !isRemoving }
            if flag == .dotAll { dotAll = !isRemoving }
            position += 1
        }
        if seen.isEmpty { throw error("Invalid flag group") }
        position += 1
        let node = try parseGroupBody()
        (ignoreCase, multiline, dotAll) = outer
        return node
    }

    /// RegExpIdentifierName `>`, from behind the `<`.
    mutating func parseGroupName() throws(RegExpSyntaxError) -> [UInt16] {
        var name: [UInt16] = []
        while true {
            guard position < units.count else { throw error("Invalid capture group name") }
            if current == 0x3E {
                if name.isEmpty { throw error("Invalid capture group name") }
                position += 1
                return name
            }
            var c: UInt32
            if current == 0x5C, peek(1) == 0x75 {
                position += 2
                guard let escaped = parseUnicodeEscape(asCodePoint: true) else {
                    throw error("Invalid Unicode escape")
                }
                c = escaped
            } else {
                // Surrogate pairs are one character of a name in every mode.
                c = units.codePoint(at: &position)
            }
            guard name.isEmpty ? Unicode.isIDStart(c) : Unicode.isIDContinue(c) else {
                throw error("Invalid capture group name")
            }
            name.append(codePoint: c)
        }
    }

    /// Gives references by name their numbers, now that all groups are known.
    func resolved(_ node: Node) -> Node {
        guard !namedReferences.isEmpty, !isValidating else { return node }
        switch node.kind {
        case .sequence(let nodes): return make(.sequence(nodes.map { resolved($0) }))
        case .alternation(let nodes): return make(.alternation(nodes.map { resolved($0) }))
        case .capture(let number, let inner): return make(.capture(number, resolved(inner)))
        case .lookaround(let inner, let ahead, let negative):
            return make(.lookaround(resolved(inner), ahead: ahead, negative: negative))
        case .quantifier(let inner, let min, let max, let greedy):
            return make(.quantifier(resolved(inner), min: min, max: max, greedy: greedy))
        case .backreference(let numbers, let ignoreCase) where numbers[0] < 0:
            let name = namedReferences[-numbers[0] - 1].name
            let groups = namedGroups.filter { $0.name == name }.map { $0.index }
            return make(.backreference(groups, ignoreCase: ignoreCase))
        default: return node
        }
    }
}
