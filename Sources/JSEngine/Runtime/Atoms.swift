/// The interned strings that are property keys: open addressing over string cells, weak (see `VM.processWeak`).
struct AtomTable {
    private var cells: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private var capacity: Int
    private var count = 0

    init() {
        capacity = 2048
        cells = .allocate(capacity: capacity)
        cells.initialize(repeating: nil, count: capacity)
    }

    @inline(__always)
    func find(hash: UInt32, _ matches: (JSString) -> Bool) -> JSString? {
        var i = Int(hash) & (capacity - 1)
        while let cell = cells[i] {
            if Cell.word(cell) == hash && matches(JSString(cell: cell)) { return JSString(cell: cell) }
            i = (i + 1) & (capacity - 1)
        }
        return nil
    }

    /// Adds a flat string whose hash is set and whose text is not in the table.
    mutating func insert(_ string: JSString) {
        if (count + 1) * 2 > capacity { resize(capacity * 2) }
        place(string.cell)
        count += 1
    }

    private func place(_ cell: UnsafeMutableRawPointer) {
        var i = Int(Cell.word(cell)) & (capacity - 1)
        while cells[i] != nil { i = (i + 1) & (capacity - 1) }
        cells[i] = cell
    }

    private mutating func resize(_ newCapacity: Int) {
        let (old, oldCapacity) = (cells, capacity)
        capacity = newCapacity
        cells = .allocate(capacity: capacity)
        cells.initialize(repeating: nil, count: capacity)
        for i in 0..<oldCapacity { if let cell = old[i] { place(cell) } }
        old.deallocate()
    }

    /// Forgets the atoms that this collection did not reach.
    mutating func removeDead() {
        let (old, oldCapacity) = (cells, capacity)
        cells = .allocate(capacity: capacity)
        cells.initialize(repeating: nil, count: capacity)
        count = 0
        for i in 0..<oldCapacity {
            if let cell = old[i], Block.isMarked(cell) {
                place(cell)
                count += 1
            }
        }
        old.deallocate()
    }
}

/// The atoms of strings that are not atoms themselves and were used as keys lately. Direct mapped; emptied by each collection.
struct RecentAtoms {
    private static let count = 64
    private let entries: UnsafeMutablePointer<(string: UnsafeMutableRawPointer?, atom: UnsafeMutableRawPointer?)>

    init() {
        entries = .allocate(capacity: RecentAtoms.count)
        clear()
    }

    func clear() { entries.initialize(repeating: (nil, nil), count: RecentAtoms.count) }

    private func entry(
        _ string: JSString
    ) -> UnsafeMutablePointer<(string: UnsafeMutableRawPointer?, atom: UnsafeMutableRawPointer?)> {
        entries + Int(UInt(bitPattern: string.cell) >> 4 & UInt(RecentAtoms.count - 1))
    }

    func find(_ string: JSString) -> UnsafeMutableRawPointer? {
        let entry = entry(string)
        return entry.pointee.string == string.cell ? entry.pointee.atom : nil
    }

    func note(_ string: JSString, _ atom: JSString) { entry(string).pointee = (string.cell, atom.cell) }
}

extension VM {
    /// The property key of a string: its atom, or its index.
    public func key(_ string: JSString) -> PropertyKey {
        if string.isAtom { return PropertyKey(cell: string.cell) }
        if let atom = recentAtoms.find(string) { return PropertyKey(cell: atom) }
        let flat = string.flat(self)
        if flat.isAtom { return PropertyKey(cell: flat.cell) }
        if let index = arrayIndex(flat) { return PropertyKey(index: index) }
        let hash = flat.hash(self)
        if let atom = atoms.find(hash: hash, { $0.equals(self, flat) }) {
            recentAtoms.note(string, atom)
            return PropertyKey(cell: atom.cell)
        }
        // The string itself becomes the atom.
        Cell.setFlags(flat.cell, Cell.flags(flat.cell) | CellFlags.atom)
        atoms.insert(flat)
        return PropertyKey(cell: flat.cell)
    }

    /// The property key with this ASCII text.
    public func key(_ text: StaticString) -> PropertyKey {
        key(utf8: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    public func key(_ text: String) -> PropertyKey {
        var text = text
        return text.withUTF8 { key(utf8: $0) }
    }

    public func key(utf8 bytes: UnsafeBufferPointer<UInt8>) -> PropertyKey {
        if let first = bytes.first, first > 0x39, bytes.allSatisfy({ $0 < 0x80 }) {
            let hash = JSString.hash(bytes)
            let found = atoms.find(hash: hash) { atom in
                if atom.length != bytes.count || atom.isWide { return false }
                for i in 0..<bytes.count where atom.latin1[i] != bytes[i] { return false }
                return true
            }
            if let found { return PropertyKey(cell: found.cell) }
        }
        return key(string(utf8: bytes))
    }

    public func key(index: Int) -> PropertyKey {
        if index >= 0 && index < Int(UInt32.max) { return PropertyKey(index: UInt32(index)) }
        return key(string("\(index)"))
    }

    /// A key's text as a string value, or the symbol.
    public func value(of key: PropertyKey) -> Value {
        key.isIndex ? Value(numberToString(Double(key.index))) : Value(cell: key.cell)
    }

    /// The array index that a flat string is the canonical text of.
    func arrayIndex(_ string: JSString) -> UInt32? {
        let length = string.length
        if length == 0 || length > 10 || Cell.flags(string.cell) & CellFlags.notIndex != 0 { return nil }
        var value: UInt64 = 0
        for i in 0..<length {
            let unit = string.unit(i)
            if unit < 0x30 || unit > 0x39 || (i == 0 && unit == 0x30 && length > 1) {
                Cell.setFlags(string.cell, Cell.flags(string.cell) | CellFlags.notIndex)
                return nil
            }
            value = value * 10 + UInt64(unit - 0x30)
        }
        return value < UInt64(UInt32.max) ? UInt32(value) : nil
    }
}
