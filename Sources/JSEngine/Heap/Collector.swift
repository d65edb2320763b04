import CSwjs

/// Mark-sweep. Nothing moves; sweeping of plain blocks is the search for runs of unmarked cells in `Heap.refill`.
extension Heap {
    /// Runs a full collection.
    public func collect() {
        if paused > 0 { return }
        paused += 1
        defer { paused -= 1 }
        collectionCount += 1
        prepareMarking()
        vm.shapes.clearMarks()
        shapesByID = vm.shapes.byID
        vm.markRoots(self)
        markNativeStack()
        drain()
        markEphemerons()
        vm.processWeak(self)
        finalizeDead()
        vm.shapes.sweep()
        vm.clearDeadInlineCaches(self)
        // Cells of more than 32 KiB have a block each, of which they use a part: as many come and go as there were, within reason.
        let reusable = min(largeBlocks.count, Heap.largeBlockReserve)
        table.poolLimit = max(table.poolLimit, reusable)
        forEachBlock { Poison.forbidDead($0) }
        releaseEmptyBlocks()
        bytesSinceCollection = 0
        threshold = max(Heap.firstThreshold, liveBytes)
        table.poolLimit = max(threshold / Block.size, reusable)
        table.trimPool()
        if cellBytes > limit { outOfMemory() }
    }

    /// Remembers what is live or new, and clears the marks.
    private func prepareMarking() {
        for i in 0..<classCount {
            let entry = classes + i
            var address = entry.pointee.cursor
            while address < entry.pointee.end {
                let cell = UnsafeMutableRawPointer(bitPattern: address).unsafelyUnwrapped
                Block(containing: cell).clearMark(offset: Int(address & Block.mask))
                address += entry.pointee.cellSize
            }
            entry.pointee.cursor = 0
            entry.pointee.end = 0
            entry.pointee.blockIndex = -1
        }
        forEachBlock { block in
            block.live.update(from: block.marks, count: Block.bitmapWords)
            block.marks.update(repeating: 0, count: Block.bitmapWords)
        }
    }

    private func forEachBlock(_ body: (Block) -> Void) {
        for list in blocks { for block in list { body(block) } }
        for block in largeBlocks { body(block) }
    }

    // MARK: Marking

    /// Marks the cell of a value, if it is one. The value must be valid.
    @inline(__always)
    public func mark(_ value: Value) { if value.isCell { mark(cell: value.asCell) } }

    @inline(__always)
    public func mark(cell: UnsafeMutableRawPointer) { if Block.mark(cell) { markStack.push(cell) } }

    /// Marks a shape: its prototype and keys.
    @inline(__always)
    func mark(shape id: UInt32) {
        let shape = shapesByID[Int(id)].unsafelyUnwrapped
        if !shape.pointee.isMarked { markSlow(shape) }
    }

    @inline(never)
    private func markSlow(_ shape: ShapeReference) {
        shape.pointee.isMarked = true
        mark(shape.pointee.prototype)
        let table = shape.pointee.table
        for i in 0..<shape.pointee.count {
            let key = table.pointee.entries[i].key
            if key != .none && !key.isIndex { mark(cell: key.cell) }
        }
    }

    /// The shapes that the next object of a constructor will go through, as the last one did. Without this every collection
    /// that finds none of its objects would make it, and all inline caches for them, begin anew.
    private func markConstructedShapes(_ constructor: Object) {
        let remembered = constructor.internalSlot(FunctionSlot.constructedShape)
        guard remembered.isInt32 else { return }
        var next = vm.rememberedShape(remembered, of: constructor)
        while let shape = next, !shape.pointee.isMarked {
            markSlow(shape)
            next = shape.pointee.lastTransition.child
        }
    }

    @inline(__always)
    func mark(optional cell: UnsafeMutableRawPointer?) { if let cell { mark(cell: cell) } }

    /// True when the cell was reached; meaningful while weak references are processed.
    func isMarked(_ value: Value) -> Bool { !value.isCell || Block.isMarked(value.asCell) }

    /// Treats a word as a possible pointer: marks the live cell that it points to or into.
    @inline(__always)
    func markConservatively(_ word: UInt) {
        guard let base = table.base(containing: word) else { return }
        let block = Block(base: base)
        let offset = Int(word - UInt(bitPattern: base))
        if offset < Block.firstCell || offset >= (block.cellCount == 1 ? block.byteCount : block.endOffset) { return }
        let start =
            block.cellCount == 1
            ? Block.firstCell : Block.firstCell + (offset - Block.firstCell) / block.cellSize * block.cellSize
        if block.isLive(offset: start) { mark(cell: base + start) }
    }

    /// Treats a range of memory as possible pointers, values among them (a cell's value is its address).
    func markConservatively(from low: UnsafeRawPointer, to high: UnsafeRawPointer) {
        var word = low.alignedUp(toMultipleOf: 8)
        while word + 8 <= high {
            #if SWJS_SANITIZE
            markConservatively(swjs_load_unchecked(word))
            #else
            markConservatively(word.load(as: UInt.self))
            #endif
            word += 8
        }
    }

    private func markNativeStack() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        swjs_scan_stack(vm.nativeStackBase, context) { context, low, high in
            let heap = Unmanaged<Heap>.fromOpaque(context!).takeUnretainedValue()
            heap.markConservatively(from: low!, to: high!)
        }
    }

    func drain() {
        while let cell = markStack.pop() { trace(cell) }
    }

    /// Marks what a cell refers to.
    private func trace(_ cell: UnsafeMutableRawPointer) {
        let kind = Cell.kind(cell)
        if kind.isObject {
            mark(shape: Cell.word(cell))
            mark(optional: cell.load(fromByteOffset: 8, as: UnsafeMutableRawPointer?.self))
            mark(optional: cell.load(fromByteOffset: 16, as: UnsafeMutableRawPointer?.self))
            switch kind {
            case .weakMap, .weakSet:
                weakTables.append(cell)
            case .weakRef:
                weakReferences.append(cell)
            case .finalizationRegistry:
                registries.append(cell)
                markValues(cell + Object.slotsEnd, Int(Cell.aux(cell)))
            case .host:
                markValues(cell + Object.slotsEnd, Int(Cell.aux(cell)))
                HostPayload.of(cell).trace(self)
            case .function:
                markValues(cell + Object.slotsEnd, Int(Cell.aux(cell)))
                markConstructedShapes(Object(cell: cell))
            default:
                markValues(cell + Object.slotsEnd, Int(Cell.aux(cell)))
            }
            return
        }
        switch kind {
        case .storage, .record:
            markValues(cell + 8, Int(Cell.word(cell)))
        case .frame:
            markConservatively(from: cell + 8, to: cell + 8 + Int(Cell.word(cell)) * 8)
        case .box:
            mark(Box.value(cell))
        case .accessor:
            mark(AccessorPair.getter(cell))
            mark(AccessorPair.setter(cell))
        case .executable:
            Executable.of(cell).trace(self)
            executables.append(cell)
        case .hashTable:
            HashTable(cell: cell).trace(self)
        case .string:
            if Cell.flags(cell) & CellFlags.rope != 0 {
                mark(cell: cell.load(fromByteOffset: 16, as: UnsafeMutableRawPointer.self))
                if Cell.flags(cell) & CellFlags.forwarded == 0 {
                    mark(cell: cell.load(fromByteOffset: 24, as: UnsafeMutableRawPointer.self))
                }
            }
        case .symbol:
            mark(cell.load(fromByteOffset: 8, as: Value.self))
        default:
            break
        }
    }

    @inline(__always)
    private func markValues(_ start: UnsafeMutableRawPointer, _ count: Int) {
        let values = start.assumingMemoryBound(to: Value.self)
        for i in 0..<count { mark(values[i]) }
    }

    /// WeakMap: a value lives when its map and its key do.
    private func markEphemerons() {
        var again = true
        while again {
            again = false
            var i = 0
            while i < weakTables.count {
                let map = Object(cell: weakTables[i])
                if map.internalSlot(0).isCell, HashTable(cell: map.internalSlot(0).asCell).traceEphemerons(self) { again = true }
                i += 1
            }
            drain()
        }
    }

    // MARK: After marking

    /// Runs the finalizer of each cell of a destructible block that was live before and is not marked now.
    private func finalizeDead() {
        for index in Heap.sizes.count..<classCount {
            for block in blocks[index] { finalizeDead(in: block) }
        }
        for block in largeBlocks where block.isDestructible { finalizeDead(in: block) }
    }

    private func finalizeDead(in block: Block) {
        let size = block.cellSize
        var offset = Block.firstCell
        for _ in 0..<block.cellCount {
            if block.isLive(offset: offset) && !block.isMarked(offset: offset) { finalize(block.base + offset) }
            offset += size
        }
    }

    /// Each cell of up to 32 KiB whose kind has a finalizer, those that died since the last collection included.
    func forEachDestructible(_ body: (UnsafeMutableRawPointer) -> Void) {
        for index in Heap.sizes.count..<classCount {
            // A run's cells are marked when it is claimed; the rest of the current one is not handed out yet.
            let unused = classes[index].cursor..<classes[index].end
            for block in blocks[index] {
                var offset = Block.firstCell
                for _ in 0..<block.cellCount {
                    let cell = block.base + offset
                    if block.isMarked(offset: offset) && !unused.contains(UInt(bitPattern: cell)) { body(cell) }
                    offset += block.cellSize
                }
            }
        }
    }

    private func releaseEmptyBlocks() {
        liveBytes = externalBytes
        for index in 0..<classCount {
            blocks[index].removeAll { block in
                let marked = block.markedCount
                liveBytes += marked * block.cellSize
                if marked > 0 { return false }
                table.unmap(block.base, byteCount: block.byteCount)
                return true
            }
        }
        largeBlocks.removeAll { block in
            if block.isMarked(offset: Block.firstCell) {
                liveBytes += block.byteCount
                return false
            }
            table.unmap(block.base, byteCount: block.byteCount)
            return true
        }
    }
}

extension UnsafeRawPointer {
    fileprivate func alignedUp(toMultipleOf alignment: UInt) -> UnsafeRawPointer {
        UnsafeRawPointer(bitPattern: (UInt(bitPattern: self) + alignment - 1) & ~(alignment - 1)).unsafelyUnwrapped
    }
}
