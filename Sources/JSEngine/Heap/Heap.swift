#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The garbage-collected memory of one VM: size classes over 256 KiB blocks, bump allocation in runs of unmarked cells,
/// non-moving mark-sweep. Cells are raw memory; what they contain is known by their `CellKind` alone.
///
/// An allocation may collect. Native code may hold cells in locals (the native stack is scanned conservatively), but must
/// have written all fields of a cell before it allocates the next one.
public final class Heap {
    /// Where the next cells of a size class come from: `cursor ..< end` is free memory inside of `block`.
    struct SizeClass {
        var cursor: UInt = 0
        var end: UInt = 0
        var cellSize: UInt = 0
        /// Position in `blocks` of the block in use, and of the first one that was not looked at since the last collection.
        var blockIndex = -1
        var destructible = false
    }

    static let sizes: [Int] = [
        16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
        1280, 1536, 2048, 2560, 3072, 4096, 5120, 6144, 8192, 10240, 12288, 16384, 24576, 32768,
    ]
    static let largestSmall = 32768
    /// The most blocks of large cells that are kept for reuse between collections.
    static let largeBlockReserve = 64

    /// Plain classes, then the destructible ones.
    let classes: UnsafeMutablePointer<SizeClass>
    let classCount: Int
    /// `(size + 15) / 16` to class index, for sizes up to 1024.
    let classOfSize: UnsafeMutablePointer<UInt8>
    /// The blocks of each class.
    var blocks: [[Block]]
    var largeBlocks: [Block] = []
    var table = BlockTable()

    /// Bytes handed out (in runs) and reported since the last collection.
    public internal(set) var bytesSinceCollection = 0
    /// Collect when `bytesSinceCollection` passes this.
    var threshold: Int
    /// Live bytes after the last collection, external memory included.
    public internal(set) var liveBytes = 0
    /// Memory outside of the heap that cells own (ArrayBuffers ...), in bytes.
    public internal(set) var externalBytes = 0
    /// A live heap above this is a fatal error (`--max-heap-size`).
    public var limit: Int
    public internal(set) var collectionCount = 0
    /// Collect at every slow-path allocation: finds missing roots (`SWJS_GC_STRESS=1`).
    public var stress = false
    /// Collections are not allowed while this is above 0.
    public var paused = 0
    unowned(unsafe) var vm: VM!

    var markStack = MarkStack()
    /// The VM's shapes, for the time of a collection: no reference counting while tracing.
    var shapesByID: UnsafeMutablePointer<ShapeReference?>
    // Found while marking; looked at before the collection ends.
    var weakTables: [UnsafeMutableRawPointer] = []
    var weakReferences: [UnsafeMutableRawPointer] = []
    var registries: [UnsafeMutableRawPointer] = []
    var executables: [UnsafeMutableRawPointer] = []

    static let firstThreshold = 2 << 20

    init(limit: Int) {
        self.limit = limit
        threshold = Heap.firstThreshold
        shapesByID = .allocate(capacity: 1)
        let n = Heap.sizes.count
        classCount = 2 * n
        classes = .allocate(capacity: classCount)
        for i in 0..<classCount {
            classes.advanced(by: i).initialize(to: SizeClass(cellSize: UInt(Heap.sizes[i % n]), destructible: i >= n))
        }
        classOfSize = .allocate(capacity: 65)
        var k = 0
        for units in 0...64 {
            while Heap.sizes[k] < units * 16 { k += 1 }
            classOfSize[units] = UInt8(k)
        }
        blocks = Array(repeating: [], count: classCount)
    }

    /// Memory for a cell of `size` bytes, uninitialised. The caller writes the header and all fields before anything else.
    @inline(__always)
    func allocate(_ size: Int) -> UnsafeMutableRawPointer {
        if size <= 1024 {
            let entry = classes + Int(classOfSize[(size &+ 15) >> 4])
            let cell = entry.pointee.cursor
            let next = cell &+ entry.pointee.cellSize
            if next <= entry.pointee.end {
                entry.pointee.cursor = next
                let memory = UnsafeMutableRawPointer(bitPattern: cell).unsafelyUnwrapped
                Poison.permit(memory, size)
                return memory
            }
        }
        return allocateSlow(size, destructible: false)
    }

    /// Memory for a cell whose kind has a finalizer (see `finalize`).
    func allocateDestructible(_ size: Int) -> UnsafeMutableRawPointer { allocateSlow(size, destructible: true) }

    @inline(never)
    func allocateSlow(_ size: Int, destructible: Bool) -> UnsafeMutableRawPointer {
        if size > Heap.largestSmall { return allocateLarge(size, destructible: destructible) }
        var index: Int
        if size <= 1024 {
            index = Int(classOfSize[(size + 15) >> 4])
        } else {
            index = 20
            while Heap.sizes[index] < size { index += 1 }
        }
        if destructible { index += Heap.sizes.count }
        let entry = classes + index
        if entry.pointee.cursor &+ entry.pointee.cellSize > entry.pointee.end || stress { refill(index) }
        let cell = entry.pointee.cursor
        entry.pointee.cursor = cell &+ entry.pointee.cellSize
        let memory = UnsafeMutableRawPointer(bitPattern: cell).unsafelyUnwrapped
        Poison.permit(memory, size)
        return memory
    }

    /// Finds the next run of free cells of a class, after a collection if one is due.
    private func refill(_ index: Int) {
        if shouldCollect { collect() }
        let entry = classes + index
        if entry.pointee.cursor &+ entry.pointee.cellSize <= entry.pointee.end { return }
        while true {
            if entry.pointee.blockIndex >= 0 {
                let block = blocks[index][entry.pointee.blockIndex]
                let start = entry.pointee.end == 0 ? Block.firstCell : Int(entry.pointee.end - UInt(bitPattern: block.base))
                if takeRun(entry, block, from: start) { return }
            }
            if entry.pointee.blockIndex + 1 < blocks[index].count {
                entry.pointee.blockIndex += 1
                entry.pointee.cursor = 0
                entry.pointee.end = 0
                continue
            }
            let cellSize = Int(entry.pointee.cellSize)
            let block = mapBlock(chunks: 1)
            block.initialise(
                cellSize: cellSize, cellCount: (Block.size - Block.firstCell) / cellSize,
                destructible: entry.pointee.destructible, byteCount: Block.size)
            blocks[index].append(block)
        }
    }

    /// Claims the next run of unmarked cells at or behind `offset`: they count as live from now on.
    private func takeRun(_ entry: UnsafeMutablePointer<SizeClass>, _ block: Block, from offset: Int) -> Bool {
        let size = Int(entry.pointee.cellSize)
        let limit = block.endOffset
        var start = offset
        while start < limit && block.isMarked(offset: start) { start += size }
        if start >= limit { return false }
        // A bounded run, so that a collection comes in time and untouched memory stays untouched.
        let bound = stress ? start + size : min(limit, start + max(size, 16 << 10))
        var end = start
        while end + size <= max(bound, start + size) && end < limit && !block.isMarked(offset: end) {
            block.setMark(offset: end)
            end += size
        }
        entry.pointee.cursor = UInt(bitPattern: block.base) + UInt(start)
        entry.pointee.end = UInt(bitPattern: block.base) + UInt(end)
        bytesSinceCollection += end - start
        return true
    }

    private func allocateLarge(_ size: Int, destructible: Bool) -> UnsafeMutableRawPointer {
        if shouldCollect || bytesSinceCollection + size > 2 * threshold { collect() }
        let block = mapBlock(chunks: (size + Block.firstCell + Block.size - 1) / Block.size)
        let byteCount = (size + Block.firstCell + Block.size - 1) / Block.size * Block.size
        block.initialise(cellSize: min(size, Int(UInt32.max)), cellCount: 1, destructible: destructible, byteCount: byteCount)
        block.setMark(offset: Block.firstCell)
        largeBlocks.append(block)
        bytesSinceCollection += size
        Poison.permit(block.base + Block.firstCell, size)
        return block.base + Block.firstCell
    }

    private func mapBlock(chunks: Int) -> Block {
        if cellBytes + bytesSinceCollection + chunks * Block.size > limit {
            collect()
            if cellBytes + chunks * Block.size > limit { outOfMemory() }
        }
        guard let base = table.map(chunks: chunks) else { outOfMemory() }
        Poison.permit(base, Block.firstCell)
        Poison.forbid(base + Block.firstCell, chunks * Block.size - Block.firstCell)
        return Block(base: base)
    }

    /// What the limit is about: memory of buffers is the system's business, as it is in V8.
    var cellBytes: Int { liveBytes - externalBytes }

    var shouldCollect: Bool { (bytesSinceCollection > threshold || stress) && paused == 0 }

    /// Counts memory outside of the heap that a new or grown cell owns; negative when it is given back.
    public func reportExternal(_ bytes: Int) {
        externalBytes += bytes
        if bytes > 0 { bytesSinceCollection += bytes }
    }

    /// Collects if much was allocated; for hosts to call between callbacks.
    public func collectIfNeeded() { if shouldCollect { collect() } }

    /// Collects if much was allocated, or will be: before something that pauses collections while it makes about so many bytes.
    func collectIfNeeded(for bytes: Int) { if shouldCollect || bytesSinceCollection + bytes > 2 * threshold { collect() } }

    /// Ends the process: the live heap does not fit below `limit`.
    func outOfMemory() -> Never {
        let text =
            "FATAL ERROR: heap limit of \(limit >> 20) MiB reached (--max-heap-size): JavaScript heap out of memory\n"
        text.utf8CString.withUnsafeBufferPointer { _ = write(2, $0.baseAddress, $0.count - 1) }
        _exit(134)
    }
}

/// A growable stack of cells to be traced.
struct MarkStack {
    private var cells: UnsafeMutablePointer<UnsafeMutableRawPointer>
    private var capacity = 4096
    private(set) var count = 0

    init() { cells = .allocate(capacity: 4096) }

    @inline(__always)
    mutating func push(_ cell: UnsafeMutableRawPointer) {
        if count == capacity { grow() }
        cells[count] = cell
        count &+= 1
    }

    @inline(__always)
    mutating func pop() -> UnsafeMutableRawPointer? {
        if count == 0 { return nil }
        count &-= 1
        return cells[count]
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(capacity: capacity * 2)
        larger.update(from: cells, count: count)
        cells.deallocate()
        cells = larger
        capacity *= 2
    }
}
