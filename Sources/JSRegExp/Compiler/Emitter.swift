/// Turns nodes into instructions.
struct Emitter {
    /// What comes after the node that is being emitted.
    struct Follow {
        /// The units that can come next.
        var set: FirstSet
        /// The match, or the body of a lookaround, is complete: the first success counts.
        var isAccept = false

        static let unknown = Follow(set: .all)
        static let accept = Follow(set: .all, isAccept: true)
    }

    let isUnicodeMode: Bool
    private(set) var code: [UInt32] = []
    /// Begins with a word that nothing uses, so that offset 0 can mean "no set".
    private(set) var data: [UInt32] = [0]
    private(set) var registerCount: Int
    private var setOffsets: [CodePointSet: Int] = [:]
    private var peekOffsets: [(FirstSet, Int)] = []
    private var isBackward = false

    init(captureCount: Int, isUnicodeMode: Bool) {
        self.isUnicodeMode = isUnicodeMode
        registerCount = captureCount * 2
    }

    mutating func emitPattern(_ node: Node) {
        emit(node, .accept)
        op(.accept)
    }

    // MARK: Writing

    private mutating func op(_ opcode: Opcode, _ a: Int = 0, _ words: UInt32...) {
        code.append(UInt32(opcode.rawValue) | UInt32(a) << 8)
        code += words
    }

    /// The place of the word just written, to be set by `bind`.
    private var lastWord: Int { code.count - 1 }

    private mutating func bind(_ word: Int) { code[word] = UInt32(code.count) }

    private mutating func newRegister(_ count: Int = 1) -> Int {
        registerCount += count
        return registerCount - count
    }

    mutating func offset(of set: CodePointSet) -> Int {
        if let known = setOffsets[set] { return known }
        let offset = data.count
        let bits = FirstSet(set)
        append(bits)
        var ranges: UInt32 = 0
        data += [0, 0]
        for index in 0..<set.rangeCount {
            let range = set.range(index)
            if range.upperBound < 256 { continue }
            data += [max(range.lowerBound, 256), range.upperBound]
            ranges += 1
        }
        data[offset + SetRecord.count] = ranges
        setOffsets[set] = offset
        return offset
    }

    mutating func offset(of first: FirstSet) -> Int {
        for (known, offset) in peekOffsets where known == first { return offset }
        let offset = data.count
        append(first)
        data += [first.hasOther ? 1 : 0, first.isEndAllowed ? 1 : 0]
        if first.hasOther { data += [256, 0x10FFFF] }
        peekOffsets.append((first, offset))
        return offset
    }

    private mutating func append(_ set: FirstSet) {
        for bits in [set.bits.0, set.bits.1, set.bits.2, set.bits.3] {
            data.append(UInt32(truncatingIfNeeded: bits))
            data.append(UInt32(truncatingIfNeeded: bits >> 32))
        }
    }

    // MARK: Nodes

    private mutating func emit(_ node: Node, _ follow: Follow) {
        switch node.kind {
        case .empty: break
        case .character, .set: emitString([node])
        case .sequence(let nodes): emitSequence(nodes, follow)
        case .alternation(let nodes): emitAlternation(nodes, follow)
        case .capture(let number, let inner):
            op(.save, number * 2 + (isBackward ? 1 : 0))
            emit(inner, follow)
            op(.save, number * 2 + (isBackward ? 0 : 1))
        case .backreference(let groups, let ignoreCase):
            op(
                .backreference, (ignoreCase ? 1 : 0) | (isBackward ? 2 : 0) | (isUnicodeMode ? 4 : 0), UInt32(groups.count))
            code += groups.map { UInt32($0) }
        case .lookaround(let inner, let ahead, let negative): emitLookaround(inner, ahead: ahead, negative: negative)
        case .quantifier(let inner, let min, let max, let greedy):
            emitQuantifier(inner, min: min, max: max, greedy: greedy, follow)
        case .lineStart(let multiline): op(multiline ? .lineStartMultiline : .lineStart)
        case .lineEnd(let multiline): op(multiline ? .lineEndMultiline : .lineEnd)
        case .wordBoundary(let negated, let wide): op(.wordBoundary, (negated ? 1 : 0) | (wide ? 2 : 0))
        }
    }

    private mutating func emitSequence(_ nodes: [Node], _ follow: Follow) {
        // What can follow each node, from the last one on.
        var follows = [Follow](repeating: follow, count: nodes.count)
        if !isBackward, nodes.count > 1 {
            for index in (0..<(nodes.count - 1)).reversed() {
                let next = nodes[index + 1]
                follows[index] = Follow(set: next.isTransparent ? next.first.union(follows[index + 1].set) : next.first)
            }
        }
        var index = 0
        while index < nodes.count {
            var end = index
            while end < nodes.count, isString(isBackward ? nodes[nodes.count - 1 - end] : nodes[end]) { end += 1 }
            if end > index {
                let range = isBackward ? (nodes.count - end)..<(nodes.count - index) : index..<end
                emitString(nodes[range])
                index = end
            } else {
                emit(nodes[isBackward ? nodes.count - 1 - index : index], isBackward ? .unknown : follows[index])
                index += 1
            }
        }
    }

    // MARK: Characters

    /// Whether a node is code units that compare to a value under a mask.
    private func isString(_ node: Node) -> Bool { stringUnits(node) != nil }

    private func stringUnits(_ node: Node) -> [UInt32]? {
        switch node.kind {
        case .character(let c):
            if c > 0xFFFF { return [0xD7C0 + (c >> 10), 0xDC00 | (c & 0x3FF)] }
            // A lone surrogate must not match half of a pair.
            return isUnicodeMode && c & 0xF800 == 0xD800 ? nil : [c]
        case .set(let set):
            guard set.bounds.count <= 4, set.count(upTo: 3) == 2, let high = set.last else { return nil }
            let low = set.bounds[0]
            let difference = low ^ high
            guard high < 0xD800, difference & (difference - 1) == 0 else { return nil }
            return [difference << 16 | low | high]
        default: return nil
        }
    }

    private mutating func emitString(_ nodes: some Sequence<Node>) {
        var units: [UInt32] = []
        for node in nodes {
            if let more = stringUnits(node) {
                units += more
            } else {
                emitSet(node)
            }
        }
        if units.isEmpty { return }
        if units.count == 1, units[0] < 0x10000, !isBackward {
            op(.unit, Int(units[0]))
        } else {
            op(isBackward ? .stringBack : .string, units.count)
            code += units
        }
    }

    private mutating func emitSet(_ node: Node) {
        let set = node.characterSet!
        let byPoint = needsPoints(set)
        if set == .all {
            op(isBackward ? (byPoint ? .anyPointBack : .anyBack) : (byPoint ? .anyPoint : .any))
        } else {
            let offset = offset(of: set)
            op(isBackward ? (byPoint ? .setPointBack : .setBack) : (byPoint ? .setPoint : .set), offset)
        }
    }

    /// Whether a set must be matched by code point: it has some that take two units, or that are half of two.
    private func needsPoints(_ set: CodePointSet) -> Bool {
        isUnicodeMode && ((set.last ?? 0) > 0xFFFF || set.intersects(0xD800...0xDFFF))
    }

    // MARK: Alternatives

    private mutating func emitAlternation(_ nodes: [Node], _ follow: Follow) {
        let firsts = nodes.map { $0.isTransparent ? $0.first.union(follow.set) : $0.first }
        var ends: [Int] = []
        var tableWord: Int?
        if !isBackward, nodes.count >= 4 { tableWord = emitDispatch(firsts) }
        // Whether later alternatives could match what an alternative begins with.
        var later = [FirstSet](repeating: FirstSet(), count: nodes.count)
        for index in (0..<(nodes.count - 1)).reversed() { later[index] = later[index + 1].union(firsts[index + 1]) }
        for (index, node) in nodes.enumerated() {
            if let tableWord { code[tableWord + index] = UInt32(code.count) }
            if index == nodes.count - 1 {
                emit(node, follow)
                break
            }
            var toNext: [Int] = []
            if isBackward {
                op(.split, 0, 0)
                toNext.append(lastWord)
            } else {
                if !(firsts[index].isFull && firsts[index].isEndAllowed) {
                    let offset = offset(of: firsts[index])
                    op(.peek, offset, 0)
                    toNext.append(lastWord)
                }
                let endIsShared = firsts[index].isEndAllowed && later[index].isEndAllowed
                if endIsShared || !firsts[index].isDisjoint(with: later[index]) {
                    op(.split, 0, 0)
                    toNext.append(lastWord)
                }
            }
            emit(node, follow)
            op(.jump, 0, 0)
            ends.append(lastWord)
            for word in toNext { bind(word) }
        }
        for word in ends { bind(word) }
    }

    /// A table that goes to the first alternative that can match, if every alternative needs a unit. Returns where the
    /// targets are.
    private mutating func emitDispatch(_ firsts: [FirstSet]) -> Int? {
        guard firsts.count < 255, !firsts.contains(where: { $0.isEndAllowed || $0.isFull }) else { return nil }
        var table = [UInt8](repeating: 255, count: 256)
        var other = firsts.count
        for (index, first) in firsts.enumerated().reversed() {
            for c in 0..<256 where first.contains(UInt32(c)) { table[c] = UInt8(index) }
            if first.hasOther { other = index }
        }
        let offset = data.count
        for word in 0..<64 {
            data.append(
                UInt32(table[word * 4]) | UInt32(table[word * 4 + 1]) << 8 | UInt32(table[word * 4 + 2]) << 16
                    | UInt32(table[word * 4 + 3]) << 24)
        }
        op(.dispatch, offset, UInt32(other))
        let targets = code.count
        code += [UInt32](repeating: 0, count: firsts.count + 1)
        // The last target, for units that nothing matches, is an instruction that fails.
        bind(targets + firsts.count)
        op(.fail)
        return targets
    }

    // MARK: Quantifiers

    private mutating func emitQuantifier(_ node: Node, min: UInt32, max: UInt32, greedy: Bool, _ follow: Follow) {
        if max == 0 { return }
        if min == 1, max == 1 { return emit(node, follow) }
        if !isBackward, let set = node.characterSet, greedy || max == min || max == Node.infinity {
            return emitCharacterLoop(set, min: min, max: max, greedy: greedy, follow)
        }
        var inner = Follow(set: follow.set)
        if max > 1 { inner.set.formUnion(node.first) }
        if isBackward { inner = .unknown }
        if min == 0, max == 1 {
            emitOptional(node, greedy: greedy, inner, follow)
        } else if max == Node.infinity, min == 0 || min == 1 && node.minLength > 0 {
            emitLoop(node, isFirstRequired: min == 1, greedy: greedy, inner, follow)
        } else {
            emitCountedLoop(node, min: min, max: max, greedy: greedy, inner)
        }
    }

    /// Greedy loops over one character; lazy ones without an upper bound.
    private mutating func emitCharacterLoop(_ set: CodePointSet, min: UInt32, max: UInt32, greedy: Bool, _ follow: Follow) {
        let byPoint = needsPoints(set)
        let offset = offset(of: set)
        if !greedy, max != min {
            if min > 0 { op(byPoint ? .loopPointPossessive : .loopPossessive, offset, min, min, 0) }
            // Enter behind the advance, which backtracking goes to.
            op(.jump, 0, 0)
            let enter = lastWord
            let advance = code.count
            if byPoint {
                op(set == .all ? .anyPoint : .setPoint, set == .all ? 0 : offset)
            } else {
                op(.lazyAdvance, offset, UInt32(followOffset(follow)))
            }
            bind(enter)
            op(.split, 0, UInt32(advance))
            return
        }
        let isPossessive = min == max || follow.isAccept || FirstSet(set).isDisjoint(with: follow.set)
        if isPossessive {
            op(byPoint ? .loopPointPossessive : .loopPossessive, offset, min, max, 0)
        } else {
            let next = UInt32(followOffset(follow))
            op(byPoint ? .loopPoint : set == .all ? .loopAny : .loop, offset, min, max, next)
        }
    }

    private mutating func followOffset(_ follow: Follow) -> Int {
        follow.set.isFull || follow.set.isEndAllowed ? 0 : offset(of: follow.set)
    }

    /// Leaves the loop without a try when the next unit cannot begin the body; returns the words to bind to the exit.
    private mutating func emitPeek(_ node: Node) -> [Int] {
        if isBackward || node.isTransparent || node.first.isFull && node.first.isEndAllowed { return [] }
        let offset = offset(of: node.first)
        op(.peek, offset, 0)
        return [lastWord]
    }

    /// Whether only one of body and exit can match, which needs a unit to decide by.
    private func isDeterministic(_ node: Node, _ follow: Follow) -> Bool {
        !isBackward && !node.isTransparent && !node.first.isEndAllowed && node.first.isDisjoint(with: follow.set)
    }

    private mutating func emitResets(_ node: Node) {
        if node.captures.isEmpty { return }
        op(.resetCaptures, node.captures.lowerBound * 2, UInt32(node.captures.upperBound * 2 - 1))
    }

    private mutating func emitOptional(_ node: Node, greedy: Bool, _ inner: Follow, _ follow: Follow) {
        var exits: [Int] = []
        var lazySplit: Int?
        if greedy {
            exits += emitPeek(node)
            if !isDeterministic(node, follow) {
                op(.split, 0, 0)
                exits.append(lastWord)
            }
        } else {
            // Go on behind the body, come back to it.
            op(.splitJump, 0, 0)
            lazySplit = lastWord
        }
        emitResets(node)
        emitChecked(node, inner)
        for word in exits { bind(word) }
        if let lazySplit { bind(lazySplit) }
    }

    /// The body of an iteration that must not be empty.
    private mutating func emitChecked(_ node: Node, _ inner: Follow) {
        guard node.minLength == 0 else { return emit(node, inner) }
        let register = newRegister()
        op(.save, register)
        emit(node, inner)
        op(.emptyCheck, register)
    }

    /// `*`, and `+` of what cannot be empty.
    private mutating func emitLoop(_ node: Node, isFirstRequired: Bool, greedy: Bool, _ inner: Follow, _ follow: Follow) {
        var skip: Int?
        if isFirstRequired {
            op(.jump, 0, 0)
            skip = lastWord
        }
        let head = code.count
        var exits: [Int] = []
        if greedy {
            exits += emitPeek(node)
            if !isDeterministic(node, follow) {
                op(.split, 0, 0)
                exits.append(lastWord)
            }
        } else {
            op(.splitJump, 0, 0)
            exits.append(lastWord)
        }
        if let skip { bind(skip) }
        emitResets(node)
        emitChecked(node, inner)
        op(.jump, 0, UInt32(head))
        for word in exits { bind(word) }
    }

    private mutating func emitCountedLoop(_ node: Node, min: UInt32, max: UInt32, greedy: Bool, _ inner: Follow) {
        let counter = newRegister(2)
        op(.setRegister, counter, 0)
        let head = code.count
        op(.loopHead, counter, min, max, 0, greedy ? 1 : 0)
        let exit = code.count - 2
        op(.loopEnter, counter)
        emitResets(node)
        emit(node, inner)
        op(.jump, 0, UInt32(head))
        bind(exit)
    }

    // MARK: Lookarounds

    private mutating func emitLookaround(_ node: Node, ahead: Bool, negative: Bool) {
        let outer = isBackward
        isBackward = !ahead
        let register = newRegister(2)
        if negative {
            op(.negativeLookBegin, register, 0)
            let word = lastWord
            emit(node, .accept)
            op(.negativeLookEnd, register)
            bind(word)
        } else {
            op(.lookBegin, register)
            emit(node, .accept)
            op(.lookEnd, register, node.captures.isEmpty ? 0 : 1)
        }
        isBackward = outer
    }
}
