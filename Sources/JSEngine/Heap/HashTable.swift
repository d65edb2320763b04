/// The table behind Map, Set, WeakMap and WeakSet: buckets of entry chains over an array of entries in order of insertion.
///
///     +0 header   +8 live u32, used u32   +16 capacity u32, bucketMask u32   +24 successor (cell or null)
///     +32 buckets: (mask + 1) x u32 (entry index + 1)   then entries: key, value, hash u32, next u32
///
/// A deleted entry has an empty key. When a table is rebuilt (grown, compacted or cleared) the old one points to its
/// successor, so that iterators can move on.
struct HashTable {
    let cell: UnsafeMutableRawPointer

    static let entriesPerBucket = 1
    private static let headerSize = 32
    static let entrySize = 24

    @inline(__always)
    init(cell: UnsafeMutableRawPointer) { self.cell = cell }

    var live: Int {
        get { Int(cell.load(fromByteOffset: 8, as: UInt32.self)) }
        nonmutating set { cell.storeBytes(of: UInt32(newValue), toByteOffset: 8, as: UInt32.self) }
    }
    /// Entries written, deleted ones included.
    var used: Int {
        get { Int(cell.load(fromByteOffset: 12, as: UInt32.self)) }
        nonmutating set { cell.storeBytes(of: UInt32(newValue), toByteOffset: 12, as: UInt32.self) }
    }
    var capacity: Int { Int(cell.load(fromByteOffset: 16, as: UInt32.self)) }
    var bucketMask: UInt32 { cell.load(fromByteOffset: 20, as: UInt32.self) }
    var successor: UnsafeMutableRawPointer? {
        get { cell.load(fromByteOffset: 24, as: UnsafeMutableRawPointer?.self) }
        nonmutating set { cell.storeBytes(of: newValue, toByteOffset: 24, as: UnsafeMutableRawPointer?.self) }
    }
    private var buckets: UnsafeMutablePointer<UInt32> { (cell + HashTable.headerSize).assumingMemoryBound(to: UInt32.self) }
    private var entries: UnsafeMutableRawPointer { cell + HashTable.headerSize + (Int(bucketMask) + 1) * 4 }

    @inline(__always)
    private func entry(_ index: Int) -> UnsafeMutableRawPointer { entries + index * HashTable.entrySize }
    @inline(__always)
    func key(_ index: Int) -> Value { entry(index).load(as: Value.self) }
    @inline(__always)
    func value(_ index: Int) -> Value { entry(index).load(fromByteOffset: 8, as: Value.self) }
    @inline(__always)
    func setValue(_ index: Int, _ value: Value) { entry(index).storeBytes(of: value, toByteOffset: 8, as: Value.self) }
    private func hash(_ index: Int) -> UInt32 { entry(index).load(fromByteOffset: 16, as: UInt32.self) }
    private func next(_ index: Int) -> UInt32 { entry(index).load(fromByteOffset: 20, as: UInt32.self) }

    /// A table without entries; `capacity` is rounded up to a power of two.
    static func make(_ heap: Heap, capacity wanted: Int) -> HashTable {
        var capacity = 4
        while capacity < wanted { capacity *= 2 }
        let size = headerSize + capacity * 4 + capacity * entrySize
        let cell = heap.allocate(size)
        Cell.setHeader(cell, kind: .hashTable)
        cell.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
        cell.storeBytes(of: UInt32(capacity), toByteOffset: 16, as: UInt32.self)
        cell.storeBytes(of: UInt32(capacity - 1), toByteOffset: 20, as: UInt32.self)
        cell.storeBytes(of: nil, toByteOffset: 24, as: UnsafeMutableRawPointer?.self)
        (cell + headerSize).initializeMemory(as: UInt32.self, repeating: 0, count: capacity)
        return HashTable(cell: cell)
    }

    /// Index of the entry with this key by SameValueZero, or -1. The key must be normalised (`HashTable.normalise`).
    func find(_ vm: VM, _ key: Value, hash: UInt32) -> Int {
        var i = buckets[Int(hash & bucketMask)]
        if key.isCell && (key.cellKind == .string || key.cellKind == .bigint) {
            while i != 0 {
                let index = Int(i - 1)
                if self.hash(index) == hash {
                    let other = self.key(index)
                    if other == key || vm.isStrictlyEqual(other, key) { return index }
                }
                i = next(index)
            }
            return -1
        }
        while i != 0 {
            let index = Int(i - 1)
            if self.key(index) == key { return index }
            i = next(index)
        }
        return -1
    }

    /// Adds a key that is not there; the caller made sure there is room (`used < capacity`).
    func append(_ key: Value, _ value: Value, hash: UInt32) {
        let index = used
        let bucket = buckets + Int(hash & bucketMask)
        let address = entry(index)
        address.storeBytes(of: key, as: Value.self)
        address.storeBytes(of: value, toByteOffset: 8, as: Value.self)
        address.storeBytes(of: hash, toByteOffset: 16, as: UInt32.self)
        address.storeBytes(of: bucket.pointee, toByteOffset: 20, as: UInt32.self)
        bucket.pointee = UInt32(index + 1)
        used = index + 1
        live += 1
    }

    func remove(at index: Int) {
        entry(index).storeBytes(of: Value.empty, as: Value.self)
        entry(index).storeBytes(of: Value.undefined, toByteOffset: 8, as: Value.self)
        live -= 1
    }

    /// A table with the live entries and room for more, which the old one points to.
    func rebuilt(_ heap: Heap, capacity: Int) -> HashTable {
        let fresh = HashTable.make(heap, capacity: max(capacity, live + 1))
        for i in 0..<used where !key(i).isEmpty { fresh.append(key(i), value(i), hash: hash(i)) }
        successor = fresh.cell
        return fresh
    }

    /// Number of live entries before `index`: where an iterator that was at `index` stands in the successor.
    func rank(_ index: Int) -> Int {
        var rank = 0
        for i in 0..<min(index, used) where !key(i).isEmpty { rank += 1 }
        return rank
    }

    /// The key as it is stored and hashed: -0 becomes +0, integral doubles become int32, NaN the canonical one.
    @inline(__always)
    static func normalise(_ key: Value) -> Value {
        if key.isDouble { return Value(untrustedDouble: key.asDouble == 0 ? 0 : key.asDouble) }
        return key
    }

    @inline(__always)
    static func hash(_ vm: VM, _ key: Value) -> UInt32 {
        if key.isCell {
            if key.cellKind == .string { return key.asString.hash(vm) }
            if key.cellKind == .bigint {
                var h: UInt = key.asBigInt.isNegative ? 1 : 0
                for limb in key.asBigInt.limbs { h = (h ^ limb) &* 0x9E37_79B9_7F4A_7C15 }
                return UInt32(truncatingIfNeeded: h >> 32)
            }
        }
        let h = (key.bits ^ (key.bits >> 29)) &* 0x9E37_79B9_7F4A_7C15
        return UInt32(truncatingIfNeeded: h >> 32)
    }

    // MARK: Collection

    func trace(_ heap: Heap) {
        heap.mark(optional: successor)
        for i in 0..<used {
            heap.mark(key(i))
            heap.mark(value(i))
        }
    }

    /// Marks the values of marked keys; true when one was not marked before. Marks the table itself too.
    func traceEphemerons(_ heap: Heap) -> Bool {
        var progress = false
        _ = Block.mark(cell)
        for i in 0..<used where !key(i).isEmpty && heap.isMarked(key(i)) && !heap.isMarked(value(i)) {
            heap.mark(value(i))
            progress = true
        }
        return progress
    }

    /// Removes the entries whose keys are dead.
    func removeDead(_ heap: Heap) {
        for i in 0..<used where !key(i).isEmpty && !heap.isMarked(key(i)) { remove(at: i) }
    }
}
