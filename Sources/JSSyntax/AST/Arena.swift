/// Bump allocation; everything is freed at once.
final class Arena {
    private var chunks: [UnsafeMutableRawPointer] = []
    private var next: UnsafeMutableRawPointer
    private var limit: UnsafeMutableRawPointer
    private var chunkSize: Int
    private(set) var allocatedBytes = 0

    init(firstChunk: Int = 4096) {
        chunkSize = firstChunk
        next = .allocate(byteCount: firstChunk, alignment: 16)
        limit = next + firstChunk
        chunks.append(next)
        allocatedBytes = firstChunk
    }

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    @inline(__always)
    func allocateBytes(_ size: Int, alignment: Int) -> UnsafeMutableRawPointer {
        let address = (UInt(bitPattern: next) &+ UInt(alignment &- 1)) & ~UInt(alignment &- 1)
        let end = address &+ UInt(size)
        if end > UInt(bitPattern: limit) { return allocateSlowly(size) }
        next = UnsafeMutableRawPointer(bitPattern: end).unsafelyUnwrapped
        return UnsafeMutableRawPointer(bitPattern: address).unsafelyUnwrapped
    }

    @inline(never)
    private func allocateSlowly(_ size: Int) -> UnsafeMutableRawPointer {
        if chunkSize < 256 * 1024 { chunkSize *= 2 }
        let bytes = max(chunkSize, size)
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
        chunks.append(chunk)
        allocatedBytes += bytes
        if size > chunkSize / 4 && bytes == size { return chunk }
        next = chunk + size
        limit = chunk + bytes
        return chunk
    }

    @inline(__always)
    func node<T: NodeLayout>(_ value: T) -> Node {
        let address = allocateBytes(MemoryLayout<T>.size, alignment: 8)
        address.assumingMemoryBound(to: T.self).initialize(to: value)
        return Node(address)
    }

    @inline(__always)
    func list(_ nodes: ArraySlice<Node>) -> NodeList {
        if nodes.isEmpty { return NodeList() }
        return nodes.withUnsafeBufferPointer { list($0) }
    }

    @inline(__always)
    func list(_ nodes: UnsafeBufferPointer<Node>) -> NodeList {
        let count = nodes.count
        if count == 0 { return NodeList() }
        let base = allocateBytes(count * MemoryLayout<Node>.stride, alignment: 8).assumingMemoryBound(to: Node.self)
        base.initialize(from: nodes.baseAddress!, count: count)
        return NodeList(base: base, count: count)
    }

    @inline(__always)
    func binding(_ value: BindingData) -> Binding {
        let address = allocateBytes(MemoryLayout<BindingData>.size, alignment: 8)
        let data = address.assumingMemoryBound(to: BindingData.self)
        data.initialize(to: value)
        return Binding(data)
    }
}
