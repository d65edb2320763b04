/// Reads the numbers of a generated table; scripts/generate-unicode/README.md tells the format.
struct TableReader {
    private var next: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(_ table: StaticString) {
        next = table.utf8Start
        end = next + table.utf8CodeUnitCount
    }

    var isAtEnd: Bool { next == end }

    mutating func number() -> UInt32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while true {
            let group = UInt32(next.pointee) &- 40
            next += 1
            value |= (group & 31) << shift
            if group < 32 { return value }
            shift += 5
        }
    }

    mutating func signed() -> Int32 {
        let coded = number()
        return coded & 1 == 0 ? Int32(coded >> 1) : -Int32((coded + 1) >> 1)
    }

    /// A counted list of ranges.
    mutating func ranges() -> CodePointSet {
        var count = number()
        var bounds: [UInt32] = []
        bounds.reserveCapacity(Int(count) * 2)
        var at: UInt32 = 0
        while count > 0 {
            at += number()
            bounds.append(at)
            at += number() + 1
            bounds.append(at)
            count -= 1
        }
        return CodePointSet(bounds: bounds)
    }
}
