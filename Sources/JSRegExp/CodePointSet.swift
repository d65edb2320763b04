/// A set of code points as a sorted list of bounds: even positions begin a range, odd positions end it (exclusive).
struct CodePointSet: Hashable, Sendable {
    private(set) var bounds: [UInt32]

    static let limit: UInt32 = 0x110000
    static let all = CodePointSet(bounds: [0, limit])
    static let empty = CodePointSet(bounds: [])

    /// Takes a list that already has the right form.
    init(bounds: [UInt32]) { self.bounds = bounds }

    init(_ codePoint: UInt32) { bounds = [codePoint, codePoint + 1] }

    init(_ range: ClosedRange<UInt32>) { bounds = [range.lowerBound, range.upperBound + 1] }

    /// Sorts and merges ranges that come in any order.
    init(ranges: [ClosedRange<UInt32>]) {
        bounds = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = bounds.last, range.lowerBound <= last {
                bounds[bounds.count - 1] = max(last, range.upperBound + 1)
            } else {
                bounds.append(range.lowerBound)
                bounds.append(range.upperBound + 1)
            }
        }
    }

    var isEmpty: Bool { bounds.isEmpty }
    var rangeCount: Int { bounds.count / 2 }
    /// The largest member.
    var last: UInt32? { bounds.last.map { $0 - 1 } }

    func range(_ index: Int) -> ClosedRange<UInt32> { bounds[2 * index]...(bounds[2 * index + 1] - 1) }

    /// The only member of a set of one.
    var single: UInt32? { bounds.count == 2 && bounds[0] + 1 == bounds[1] ? bounds[0] : nil }

    /// How many members, as far as `limit`.
    func count(upTo limit: UInt32) -> UInt32 {
        var count: UInt32 = 0
        for index in 0..<rangeCount {
            count += bounds[2 * index + 1] - bounds[2 * index]
            if count >= limit { return limit }
        }
        return count
    }

    func contains(_ c: UInt32) -> Bool {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] <= c { low = middle + 1 } else { high = middle }
        }
        return low & 1 == 1
    }

    func intersects(_ range: ClosedRange<UInt32>) -> Bool {
        for index in 0..<rangeCount where bounds[2 * index] <= range.upperBound {
            if bounds[2 * index + 1] > range.lowerBound { return true }
        }
        return false
    }

    var inverted: CodePointSet {
        var result = bounds
        if result.first == 0 { result.removeFirst() } else { result.insert(0, at: 0) }
        if result.last == CodePointSet.limit { result.removeLast() } else { result.append(CodePointSet.limit) }
        return CodePointSet(bounds: result)
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        if let last = bounds.last, range.lowerBound > last {
            bounds.append(range.lowerBound)
            bounds.append(range.upperBound + 1)
        } else {
            self = union(CodePointSet(range))
        }
    }

    mutating func formUnion(_ other: CodePointSet) {
        if other.isEmpty { return }
        self = isEmpty ? other : union(other)
    }

    func union(_ other: CodePointSet) -> CodePointSet { merged(other) { $0 || $1 } }
    func intersection(_ other: CodePointSet) -> CodePointSet { merged(other) { $0 && $1 } }
    func subtracting(_ other: CodePointSet) -> CodePointSet { merged(other) { $0 && !$1 } }

    /// Walks over the bounds of both sets and keeps what `keep` says.
    @inline(__always)
    private func merged(_ other: CodePointSet, _ keep: (Bool, Bool) -> Bool) -> CodePointSet {
        var result: [UInt32] = []
        result.reserveCapacity(bounds.count + other.bounds.count)
        var i = 0
        var j = 0
        var inside = false
        while i < bounds.count || j < other.bounds.count {
            let a = i < bounds.count ? bounds[i] : UInt32.max
            let b = j < other.bounds.count ? other.bounds[j] : UInt32.max
            let at = min(a, b)
            if a == at { i += 1 }
            if b == at { j += 1 }
            let now = keep(i & 1 == 1, j & 1 == 1)
            if now != inside {
                result.append(at)
                inside = now
            }
        }
        return CodePointSet(bounds: result)
    }
}
