#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A 256 KiB aligned piece of memory with cells of one size. Its header holds two bitmaps with one bit for each 16 bytes:
/// `marks` (reached in this collection, or handed out since the last) and `live` (what `marks` was when the current
/// collection began: a word found on the native stack counts only when it points into a live cell).
struct Block {
    static let size = 256 << 10
    static let mask = UInt(size - 1)
    static let granule = 16
    static let bitmapWords = size / granule / 64
    static let marksOffset = 64
    static let liveOffset = marksOffset + bitmapWords * 8
    static let firstCell = liveOffset + bitmapWords * 8

    let base: UnsafeMutableRawPointer

    @inline(__always)
    init(base: UnsafeMutableRawPointer) { self.base = base }

    /// The block of a cell's (first) address.
    @inline(__always)
    init(containing cell: UnsafeMutableRawPointer) {
        base = UnsafeMutableRawPointer(bitPattern: UInt(bitPattern: cell) & ~Block.mask).unsafelyUnwrapped
    }

    var cellSize: Int { Int(base.load(as: UInt32.self)) }
    var cellCount: Int { Int(base.load(fromByteOffset: 4, as: UInt32.self)) }
    var isDestructible: Bool { base.load(fromByteOffset: 8, as: UInt32.self) & 1 != 0 }
    /// Bytes mapped: a multiple of `Block.size`; more than one for a large cell.
    var byteCount: Int { base.load(fromByteOffset: 16, as: Int.self) }

    @inline(__always)
    var marks: UnsafeMutablePointer<UInt64> { (base + Block.marksOffset).assumingMemoryBound(to: UInt64.self) }
    @inline(__always)
    var live: UnsafeMutablePointer<UInt64> { (base + Block.liveOffset).assumingMemoryBound(to: UInt64.self) }

    func initialise(cellSize: Int, cellCount: Int, destructible: Bool, byteCount: Int) {
        base.storeBytes(of: UInt32(cellSize), as: UInt32.self)
        base.storeBytes(of: UInt32(cellCount), toByteOffset: 4, as: UInt32.self)
        base.storeBytes(of: destructible ? 1 : 0, toByteOffset: 8, as: UInt32.self)
        base.storeBytes(of: byteCount, toByteOffset: 16, as: Int.self)
        marks.update(repeating: 0, count: Block.bitmapWords)
        live.update(repeating: 0, count: Block.bitmapWords)
    }

    /// Sets the mark bit of a cell; true when it was clear.
    @inline(__always)
    static func mark(_ cell: UnsafeMutableRawPointer) -> Bool {
        let block = Block(containing: cell)
        let bit = (UInt(bitPattern: cell) & Block.mask) >> 4
        let word = block.marks + Int(bit >> 6)
        let flag = UInt64(1) << UInt64(bit & 63)
        if word.pointee & flag != 0 { return false }
        word.pointee |= flag
        return true
    }

    @inline(__always)
    static func isMarked(_ cell: UnsafeMutableRawPointer) -> Bool {
        let bit = (UInt(bitPattern: cell) & Block.mask) >> 4
        return Block(containing: cell).marks[Int(bit >> 6)] & (1 << UInt64(bit & 63)) != 0
    }

    @inline(__always)
    func isMarked(offset: Int) -> Bool { marks[offset >> 10] & (1 << UInt64((offset >> 4) & 63)) != 0 }
    @inline(__always)
    func isLive(offset: Int) -> Bool { live[offset >> 10] & (1 << UInt64((offset >> 4) & 63)) != 0 }
    @inline(__always)
    func setMark(offset: Int) { marks[offset >> 10] |= 1 << UInt64((offset >> 4) & 63) }
    @inline(__always)
    func clearMark(offset: Int) { marks[offset >> 10] &= ~(1 << UInt64((offset >> 4) & 63)) }

    /// Number of cells with their mark set.
    var markedCount: Int {
        var count = 0
        for i in 0..<Block.bitmapWords { count += marks[i].nonzeroBitCount }
        return count
    }
    var endOffset: Int { Block.firstCell + cellSize * cellCount }
}

/// The blocks' addresses, so that a word can be recognised as a pointer into the heap; and a pool of free blocks.
struct BlockTable {
    /// Open addressing over chunk numbers (address / 256 KiB); the value is the base of the block that the chunk is part of.
    private var keys: UnsafeMutablePointer<UInt>
    private var bases: UnsafeMutablePointer<UInt>
    private var capacity: Int
    private var count = 0
    private var used = 0
    private var pool: [UnsafeMutableRawPointer] = []
    /// Mapped memory from which single blocks are cut, so that the system is asked once for several.
    private var reserve: Range<UInt> = 0..<0
    private(set) var lowest = UInt.max
    private(set) var highest: UInt = 0
    /// Single free blocks kept for reuse, their pages touched, before memory goes back to the system. The collector adapts it to
    /// what is allocated between collections.
    var poolLimit = 4

    init() {
        capacity = 64
        keys = .allocate(capacity: capacity)
        bases = .allocate(capacity: capacity)
        keys.initialize(repeating: 0, count: capacity)
        bases.initialize(repeating: 0, count: capacity)
    }

    /// Maps a block for at least `byteCount` bytes of cells; nil when the system has no memory left.
    mutating func map(chunks: Int) -> UnsafeMutableRawPointer? {
        let base: UnsafeMutableRawPointer
        if chunks == 1, let pooled = pool.popLast() {
            base = pooled
        } else if chunks == 1 {
            if reserve.isEmpty {
                guard let aligned = Self.mapAligned(Self.reservedBlocks * Block.size) else { return nil }
                reserve = UInt(bitPattern: aligned)..<UInt(bitPattern: aligned) + UInt(Self.reservedBlocks * Block.size)
            }
            base = UnsafeMutableRawPointer(bitPattern: reserve.lowerBound).unsafelyUnwrapped
            reserve = reserve.lowerBound + UInt(Block.size)..<reserve.upperBound
        } else {
            guard let aligned = Self.mapAligned(chunks * Block.size) else { return nil }
            base = aligned
        }
        for i in 0..<chunks { insert(UInt(bitPattern: base) + UInt(i * Block.size), base: UInt(bitPattern: base)) }
        lowest = min(lowest, UInt(bitPattern: base))
        highest = max(highest, UInt(bitPattern: base) + UInt(chunks * Block.size))
        return base
    }

    /// A worker's start needs about ten blocks.
    private static let reservedBlocks = 6

    /// Fresh memory, aligned to `Block.size`; nil when the system has none left.
    private static func mapAligned(_ size: Int) -> UnsafeMutableRawPointer? {
        guard let raw = mmap(nil, size + Block.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            raw != MAP_FAILED
        else { return nil }
        let start = UInt(bitPattern: raw)
        let aligned = (start + Block.mask) & ~Block.mask
        if aligned > start { munmap(raw, Int(aligned - start)) }
        let tail = start + UInt(size + Block.size) - (aligned + UInt(size))
        if tail > 0 { munmap(UnsafeMutableRawPointer(bitPattern: aligned + UInt(size)), Int(tail)) }
        return UnsafeMutableRawPointer(bitPattern: aligned).unsafelyUnwrapped
    }

    mutating func unmap(_ base: UnsafeMutableRawPointer, byteCount: Int) {
        for i in 0..<(byteCount / Block.size) { remove(UInt(bitPattern: base) + UInt(i * Block.size)) }
        if byteCount == Block.size, pool.count < poolLimit {
            pool.append(base)
            Poison.forbid(base, byteCount)
        } else {
            Poison.permit(base, byteCount)
            munmap(base, byteCount)
        }
    }

    /// Gives surplus free blocks back to the system.
    mutating func trimPool() {
        while pool.count > poolLimit {
            let base = pool.removeLast()
            Poison.permit(base, Block.size)
            munmap(base, Block.size)
        }
    }

    /// The base of the block that an address lies in.
    @inline(__always)
    func base(containing address: UInt) -> UnsafeMutableRawPointer? {
        if address < lowest || address >= highest { return nil }
        let key = address >> 18
        var i = hash(key)
        while true {
            let k = keys[i]
            if k == key { return UnsafeMutableRawPointer(bitPattern: bases[i]) }
            if k == 0 { return nil }
            i = (i + 1) & (capacity - 1)
        }
    }

    @inline(__always)
    private func hash(_ key: UInt) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9) >> 7) & (capacity - 1) }

    private mutating func insert(_ address: UInt, base: UInt) {
        if (used + 1) * 2 > capacity { rehash() }
        let key = address >> 18
        var i = hash(key)
        while keys[i] > 1 { i = (i + 1) & (capacity - 1) }
        if keys[i] == 0 { used += 1 }
        keys[i] = key
        bases[i] = base
        count += 1
    }

    private mutating func remove(_ address: UInt) {
        let key = address >> 18
        var i = hash(key)
        while keys[i] != key { i = (i + 1) & (capacity - 1) }
        keys[i] = 1  // A tombstone: no block starts in the first 256 KiB of the address space.
        bases[i] = 0
        count -= 1
    }

    private mutating func rehash() {
        let (oldKeys, oldBases, oldCapacity) = (keys, bases, capacity)
        while count * 4 >= capacity { capacity *= 2 }
        keys = .allocate(capacity: capacity)
        bases = .allocate(capacity: capacity)
        keys.initialize(repeating: 0, count: capacity)
        bases.initialize(repeating: 0, count: capacity)
        used = 0
        count = 0
        for i in 0..<oldCapacity where oldKeys[i] > 1 { insert(oldKeys[i] << 18, base: oldBases[i]) }
        oldKeys.deallocate()
        oldBases.deallocate()
    }
}
