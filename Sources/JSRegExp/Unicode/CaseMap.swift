/// A mapping between single code points.
struct CaseMap: Sendable {
    /// Code points `first`, `first + stride`, … `last` map to themselves plus `difference`.
    struct Run: Sendable {
        let first: UInt32
        let last: UInt32
        let stride: UInt32
        let difference: Int32
    }

    let runs: [Run]

    init(_ table: StaticString) {
        var reader = TableReader(table)
        let count = reader.number()
        var runs: [Run] = []
        runs.reserveCapacity(Int(count))
        var at: UInt32 = 0
        for _ in 0..<count {
            let first = at + reader.number()
            let length = reader.number()
            let stride = reader.number() + 1
            let last = first + (length - 1) * stride
            runs.append(Run(first: first, last: last, stride: stride, difference: reader.signed()))
            at = last + 1
        }
        self.runs = runs
    }

    /// What `c` maps to; itself when the table says nothing.
    func map(_ c: UInt32) -> UInt32 {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].last < c { low = middle + 1 } else { high = middle }
        }
        // Runs do not overlap, so that no other can have the code point.
        if low < runs.count, runs[low].first <= c, (c - runs[low].first) % runs[low].stride == 0 {
            return UInt32(Int32(c) + runs[low].difference)
        }
        return c
    }
}

/// A mapping from code points to sequences of them.
struct SequenceMap: Sendable {
    private let keys: [UInt32]
    private let ends: [UInt16]
    private let values: [UInt32]

    init(_ table: StaticString) {
        var reader = TableReader(table)
        let count = Int(reader.number())
        var keys: [UInt32] = []
        var ends: [UInt16] = []
        var values: [UInt32] = []
        keys.reserveCapacity(count)
        ends.reserveCapacity(count)
        var at: UInt32 = 0
        for _ in 0..<count {
            let key = at + reader.number()
            keys.append(key)
            let length = reader.number()
            for _ in 0..<length { values.append(UInt32(Int32(key) + reader.signed())) }
            ends.append(UInt16(values.count))
            at = key + 1
        }
        self.keys = keys
        self.ends = ends
        self.values = values
    }

    func map(_ c: UInt32) -> ArraySlice<UInt32>? {
        guard let first = keys.first, c >= first else { return nil }
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < c { low = middle + 1 } else { high = middle }
        }
        guard low < keys.count, keys[low] == c else { return nil }
        return values[(low == 0 ? 0 : Int(ends[low - 1]))..<Int(ends[low])]
    }

    /// Every key with its value.
    func forEach(_ body: (UInt32, ArraySlice<UInt32>) -> Void) {
        var start = 0
        for (key, end) in zip(keys, ends) {
            body(key, values[start..<Int(end)])
            start = Int(end)
        }
    }
}
