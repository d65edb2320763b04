/// How to find where a match can begin without running the program.
struct SearchPlan {
    /// No match is shorter, in code units.
    var minLength: Int
    /// The pattern begins with `^` without `m`: only position 0 can match.
    var isAnchored = false
    /// Every match begins with these units.
    var prefix: [UInt16] = []
    /// Every match begins with one of these units; nil when any will do.
    var first: FirstSet?
    /// The pattern begins with a loop over this set without an upper bound. Where it failed it fails at all places up to
    /// the end of the run, too: what follows the loop was tried behind each unit of it.
    var loop: CodePointSet?

    init(_ node: Node, isUnicodeMode: Bool) {
        minLength = Int(node.minLength)
        isAnchored = SearchPlan.isAnchored(node)
        _ = SearchPlan.collectPrefix(node, isUnicodeMode, &prefix)
        if !node.isTransparent, !node.first.isFull, !node.first.isEndAllowed { first = node.first }
        if !SearchPlan.hasBackreference(node), let set = SearchPlan.leadingLoop(node) {
            // The run is measured in units, so a set must have all surrogates or none.
            let isByUnit = !isUnicodeMode || set == CharacterSets.dot || (set.last ?? 0) < 0xD800
            if isByUnit { loop = set }
        }
    }

    private static func isAnchored(_ node: Node) -> Bool {
        switch node.kind {
        case .lineStart(let multiline): return !multiline
        case .sequence(let nodes): return isAnchored(nodes[0])
        case .capture(_, let inner): return isAnchored(inner)
        case .alternation(let nodes): return nodes.allSatisfy { isAnchored($0) }
        default: return false
        }
    }

    /// Appends what the node always begins with; true when the node is nothing else.
    private static func collectPrefix(_ node: Node, _ isUnicodeMode: Bool, _ prefix: inout [UInt16]) -> Bool {
        switch node.kind {
        case .character(let c):
            if isUnicodeMode, c & 0xFFFF_F800 == 0xD800 { return false }
            prefix.append(codePoint: c)
            return true
        case .sequence(let nodes): return nodes.allSatisfy { collectPrefix($0, isUnicodeMode, &prefix) }
        case .capture(_, let inner): return collectPrefix(inner, isUnicodeMode, &prefix)
        case .empty, .wordBoundary: return true
        case .quantifier(let inner, let min, _, _) where min > 0:
            _ = collectPrefix(inner, isUnicodeMode, &prefix)
            return false
        default: return false
        }
    }

    private static func leadingLoop(_ node: Node) -> CodePointSet? {
        switch node.kind {
        case .quantifier(let inner, let min, let max, _):
            return min <= 1 && max == Node.infinity ? inner.characterSet : nil
        case .sequence(let nodes): return leadingLoop(nodes[0])
        case .capture(_, let inner): return leadingLoop(inner)
        case .alternation(let nodes):
            // All begin with the same loop, or can only match at the start, where no run before them was tried.
            var common: CodePointSet?
            for node in nodes where !isAnchored(node) {
                guard let set = leadingLoop(node), common == nil || common == set else { return nil }
                common = set
            }
            return common
        default: return nil
        }
    }

    private static func hasBackreference(_ node: Node) -> Bool {
        switch node.kind {
        case .backreference: return true
        case .sequence(let nodes), .alternation(let nodes): return nodes.contains { hasBackreference($0) }
        case .capture(_, let inner), .lookaround(let inner, _, _), .quantifier(let inner, _, _, _):
            return hasBackreference(inner)
        default: return false
        }
    }
}
