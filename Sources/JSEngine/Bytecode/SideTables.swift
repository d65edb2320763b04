/// Source offsets of instructions, as pairs of variable-length deltas. Only consulted for stack traces.
public struct PositionTable: Sendable {
    init() {}
    /// A table made before, for reading.
    init(bytes: [UInt8]) { self.bytes = bytes }

    private(set) var bytes: [UInt8] = []
    private var lastPC = 0
    private var lastOffset = 0

    /// Notes that the instruction at `pc` and those after it, up to the next entry, belong to `offset`. Calls come in order of pc.
    mutating func add(pc: Int, offset: Int) {
        if !bytes.isEmpty && offset == lastOffset { return }
        bytes.appendVarint(UInt32(pc - lastPC))
        bytes.appendVarint(zigzag: offset - lastOffset)
        lastPC = pc
        lastOffset = offset
    }

    /// The source offset of the instruction at word index `pc` (any of its words), nil before the first entry.
    public func sourceOffset(at pc: Int) -> Int? {
        var index = 0
        var entryPC = 0
        var offset = 0
        var result: Int?
        while index < bytes.count {
            entryPC += Int(bytes.readVarint(&index))
            if entryPC > pc { break }
            offset += bytes.readZigzag(&index)
            result = offset
        }
        return result
    }
}

/// Source ranges of the callee, iterable or object expression of instructions that may complain about it.
public struct ExpressionTable: Sendable {
    init() {}
    /// A table made before, for reading.
    init(bytes: [UInt8]) { self.bytes = bytes }

    private(set) var bytes: [UInt8] = []
    private var lastPC = 0
    private var lastStart = 0

    mutating func add(pc: Int, start: Int, end: Int) {
        bytes.appendVarint(UInt32(pc - lastPC))
        bytes.appendVarint(zigzag: start - lastStart)
        bytes.appendVarint(UInt32(end - start))
        lastPC = pc
        lastStart = start
    }

    /// The range for the instruction whose first word is at `pc`.
    public func range(at pc: Int) -> (start: Int, end: Int)? {
        var index = 0
        var entryPC = 0
        var start = 0
        while index < bytes.count {
            entryPC += Int(bytes.readVarint(&index))
            if entryPC > pc { return nil }
            start += bytes.readZigzag(&index)
            let length = Int(bytes.readVarint(&index))
            if entryPC == pc { return (start, start + length) }
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate mutating func appendVarint(_ value: UInt32) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    fileprivate mutating func appendVarint(zigzag value: Int) {
        let value = Int32(truncatingIfNeeded: value)
        appendVarint(UInt32(bitPattern: value << 1 ^ value >> 31))
    }

    fileprivate func readVarint(_ index: inout Int) -> UInt32 {
        var result: UInt32 = 0
        var shift: UInt32 = 0
        while true {
            let byte = self[index]
            index += 1
            result |= UInt32(byte & 0x7F) << shift
            if byte < 0x80 { return result }
            shift += 7
        }
    }

    fileprivate func readZigzag(_ index: inout Int) -> Int {
        let bits = readVarint(&index)
        return Int(Int32(bitPattern: bits >> 1) ^ -Int32(bitPattern: bits & 1))
    }
}
