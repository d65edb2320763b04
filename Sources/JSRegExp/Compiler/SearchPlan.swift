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
    /// The pattern begins with `.*`: where it failed, it fails up to the end of the line, too.
    var skipsLines = false

    init(_ node: Node, isUnicodeMode: Bool) {
        minLength = Int(node.minLength)
        isAnchored = SearchPlan.isAnchored(node)
        _ = SearchPlan.collectPrefix(node, isUnicodeMode, &prefix)
        if !node.isTransparent, !node.first.isFull, !node.first.isEndAllowed { first = node.first }
        skipsLines = SearchPlan.beginsWithDotStar(node) && !SearchPlan.hasBackreference(node)
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

    private static func beginsWithDotStar(_ node: Node) -> Bool {
        switch node.kind {
        case .quantifier(let inner, let min, let max, _):
            guard min <= 1, max == Node.infinity, case .set(let set) = inner.kind else { return false }
            return set == CharacterSets.dot
        case .sequence(let nodes): return beginsWithDotStar(nodes[0])
        case .capture(_, let inner): return beginsWithDotStar(inner)
        default: return false
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
