/// Values in plain memory, which the collector does not see by itself. Must be released.
struct ValueBuffer {
    private(set) var values: UnsafeMutablePointer<Value>
    private(set) var count = 0
    private var capacity = 16

    init() { values = .allocate(capacity: capacity) }

    func release() { values.deallocate() }

    @inline(__always)
    mutating func append(_ value: Value) {
        if count == capacity { grow() }
        values[count] = value
        count &+= 1
    }

    mutating func truncate(_ to: Int) { count = to }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
        larger.update(from: values, count: count)
        values.deallocate()
        values = larger
        capacity *= 2
    }
}

/// Values that native code keeps in memory of its own while scripts may run. The collector marks those of all lists that are open:
/// see `VM.openRootList`.
struct RootList {
    private var buffer = ValueBuffer()
    /// The list that was opened before this one.
    fileprivate var outer: UnsafeMutablePointer<RootList>?

    fileprivate init(outer: UnsafeMutablePointer<RootList>?) { self.outer = outer }

    var values: UnsafeMutablePointer<Value> { buffer.values }
    var count: Int { buffer.count }

    @inline(__always)
    mutating func append(_ value: Value) { buffer.append(value) }

    fileprivate func release() { buffer.release() }
}

extension VM {
    /// Opens an empty list; lists are closed in the opposite order.
    func openRootList() -> UnsafeMutablePointer<RootList> {
        let list = UnsafeMutablePointer<RootList>.allocate(capacity: 1)
        list.initialize(to: RootList(outer: rootLists))
        rootLists = list
        return list
    }

    /// Closes the list that was opened last.
    func closeRootList(_ list: UnsafeMutablePointer<RootList>) {
        precondition(rootLists == list, "swjs: root lists are closed out of order")
        rootLists = list.pointee.outer
        list.pointee.release()
        list.deallocate()
    }

    func traceRootLists(_ heap: Heap) {
        var next = rootLists
        while let list = next {
            for i in 0..<list.pointee.count { heap.mark(list.pointee.values[i]) }
            next = list.pointee.outer
        }
    }
}
