/// One property of a shape.
struct PropertyEntry {
    var key: PropertyKey
    /// Index of the value among the object's slots.
    var slot: UInt32
    var attributes: PropertyAttributes
}

/// The properties of a line of shapes in order of creation: a shape uses the first `count` entries, its children more.
/// Manually counted memory, since lookups must not touch reference counts.
struct PropertyTable {
    var referenceCount: Int
    var used: Int
    var capacity: Int
    var entries: UnsafeMutablePointer<PropertyEntry>
    /// Open addressing: entry index + 1, 0 for free; nil while there are few entries.
    var buckets: UnsafeMutablePointer<UInt32>?
    var bucketMask: UInt32

    static let linearLimit = 8

    static func make(capacity: Int) -> UnsafeMutablePointer<PropertyTable> {
        let table = UnsafeMutablePointer<PropertyTable>.allocate(capacity: 1)
        table.initialize(
            to: PropertyTable(
                referenceCount: 1, used: 0, capacity: capacity, entries: .allocate(capacity: capacity), buckets: nil, bucketMask: 0))
        return table
    }

    static func release(_ table: UnsafeMutablePointer<PropertyTable>) {
        table.pointee.referenceCount -= 1
        if table.pointee.referenceCount > 0 { return }
        table.pointee.entries.deallocate()
        table.pointee.buckets?.deallocate()
        table.deallocate()
    }

    /// Index of the entry with this key below `count`, or -1.
    @inline(__always)
    func find(_ key: PropertyKey, count: Int) -> Int {
        if let buckets {
            var i = key.hashBits & bucketMask
            while true {
                let entry = Int(buckets[Int(i)])
                if entry == 0 { return -1 }
                if entries[entry - 1].key == key { return entry - 1 < count ? entry - 1 : -1 }
                i = (i &+ 1) & bucketMask
            }
        }
        var i = 0
        while i < count {
            if entries[i].key == key { return i }
            i &+= 1
        }
        return -1
    }

    mutating func append(_ entry: PropertyEntry) {
        if used == capacity {
            let larger = UnsafeMutablePointer<PropertyEntry>.allocate(capacity: capacity * 2)
            larger.update(from: entries, count: used)
            entries.deallocate()
            entries = larger
            capacity *= 2
        }
        entries[used] = entry
        used += 1
        if used > PropertyTable.linearLimit {
            if buckets == nil || used * 4 > Int(bucketMask + 1) * 3 {
                rebuildBuckets()
            } else {
                insertBucket(used - 1)
            }
        }
    }

    mutating func rebuildBuckets() {
        buckets?.deallocate()
        buckets = nil
        if used <= PropertyTable.linearLimit { return }
        var size: UInt32 = 16
        while Int(size) < used * 2 { size *= 2 }
        let fresh = UnsafeMutablePointer<UInt32>.allocate(capacity: Int(size))
        fresh.initialize(repeating: 0, count: Int(size))
        buckets = fresh
        bucketMask = size - 1
        for i in 0..<used where entries[i].key != .none { insertBucket(i) }
    }

    private func insertBucket(_ index: Int) {
        let buckets = buckets.unsafelyUnwrapped
        var i = entries[index].key.hashBits & bucketMask
        while buckets[Int(i)] != 0 { i = (i &+ 1) & bucketMask }
        buckets[Int(i)] = UInt32(index + 1)
    }
}

/// A hidden class: the prototype and the properties, in order, that objects have in common.
/// Adding a property follows a transition to a child. A dictionary shape belongs to one object and is changed in place;
/// it gets a new id whenever an inline cache could otherwise see a stale layout.
struct Shape {
    var id: UInt32
    var isDictionary: Bool
    var isMarked: Bool
    /// An object, or null.
    var prototype: Value
    /// Property slots inside of the cell: the same for all objects of a shape, so that a slot's place is a matter of the shape.
    var inlineCapacity: UInt16
    /// A root: objects that began with this shape had more properties than fit into their cells (`ShapeTable.roomier`).
    var isOutgrown = false
    var table: UnsafeMutablePointer<PropertyTable>
    /// Entries of `table` that belong to this shape.
    var count: Int
    /// Entries that were deleted (dictionaries).
    var deletedCount: Int
    var parent: UnsafeMutablePointer<Shape>?
    /// The most recent transition, and all of them once there is a second.
    var lastTransition: (key: PropertyKey, attributes: PropertyAttributes, child: UnsafeMutablePointer<Shape>?)
    var transitions: [TransitionKey: UnsafeMutablePointer<Shape>]?
    /// See `ShapeTable.materialised`.
    var twin: UnsafeMutablePointer<Shape>?

    struct TransitionKey: Hashable {
        var key: UInt
        var attributes: UInt8
    }

    /// The most property slots inside of a cell.
    static let inlineLimit = 62
    /// More properties than this make an object a dictionary.
    static let transitionLimit = 128

    /// Number of value slots in use.
    var slotCount: Int { count }

    @inline(__always)
    func find(_ key: PropertyKey) -> Int { table.pointee.find(key, count: count) }
    @inline(__always)
    func entry(_ index: Int) -> PropertyEntry { table.pointee.entries[index] }
}

typealias ShapeReference = UnsafeMutablePointer<Shape>

/// All shapes of a VM by id, and the root shape (no properties) of each prototype.
struct ShapeTable {
    private(set) var byID: UnsafeMutablePointer<ShapeReference?>
    private var capacity: Int
    private var nextID: UInt32 = 16
    private var freeIDs: [UInt32] = []
    /// Ids that inline caches may still mention; free after the next collection cleared those.
    private var retiredIDs: [UInt32] = []
    private var roots: [RootKey: ShapeReference] = [:]
    /// In front of `roots`, direct mapped; emptied when shapes are freed.
    private let recentRoots: UnsafeMutablePointer<(key: RootKey, shape: ShapeReference)?>
    private static let recentRootCount = 64

    private struct RootKey: Hashable {
        var prototype: UInt64
        var inlineCapacity: UInt16
        var isLazy = false

        /// Where `recentRoots` has it.
        var place: Int {
            Int(truncatingIfNeeded: prototype >> 4 ^ prototype >> 10 ^ UInt64(inlineCapacity)) & (ShapeTable.recentRootCount - 1)
        }
    }

    /// Some object used as a prototype has, or may have, an index property: holes and appends must look there.
    var prototypesHaveIndices = false

    /// Pseudo shape ids in inline caches for primitive receivers.
    static let stringPrimitiveID: UInt32 = 1
    static let numberPrimitiveID: UInt32 = 2

    init() {
        capacity = 1024
        byID = .allocate(capacity: capacity)
        byID.initialize(repeating: nil, count: capacity)
        recentRoots = .allocate(capacity: ShapeTable.recentRootCount)
        recentRoots.initialize(repeating: nil, count: ShapeTable.recentRootCount)
    }

    @inline(__always)
    subscript(id: UInt32) -> ShapeReference { byID[Int(id)].unsafelyUnwrapped }

    private mutating func takeID() -> UInt32 {
        if let id = freeIDs.popLast() { return id }
        let id = nextID
        nextID += 1
        if Int(id) == capacity {
            let larger = UnsafeMutablePointer<ShapeReference?>.allocate(capacity: capacity * 2)
            larger.initialize(repeating: nil, count: capacity * 2)
            larger.update(from: byID, count: capacity)
            byID.deallocate()
            byID = larger
            capacity *= 2
        }
        return id
    }

    private mutating func make(
        prototype: Value, inlineCapacity: UInt16, table: UnsafeMutablePointer<PropertyTable>, count: Int, parent: ShapeReference?,
        dictionary: Bool
    ) -> ShapeReference {
        let shape = ShapeReference.allocate(capacity: 1)
        shape.initialize(
            to: Shape(
                id: takeID(), isDictionary: dictionary, isMarked: true, prototype: prototype, inlineCapacity: inlineCapacity, table: table, count: count,
                deletedCount: 0, parent: parent, lastTransition: (.none, .none, nil), transitions: nil, twin: nil))
        byID[Int(shape.pointee.id)] = shape
        return shape
    }

    /// The shape without properties for objects with this prototype.
    /// - Parameter inlineCapacity: property slots inside of the cell; 0 for all kinds but `object`.
    mutating func root(prototype: Value, inlineCapacity: Int = 0) -> ShapeReference {
        root(RootKey(prototype: prototype.bits, inlineCapacity: UInt16(inlineCapacity)), prototype)
    }

    /// The root of the shapes of functions whose `length`, `name` and `prototype` are not in slots yet. No other object may have these
    /// shapes, or a cache made for it would be used for a function without slots.
    mutating func lazyFunctionRoot(prototype: Value) -> ShapeReference {
        root(RootKey(prototype: prototype.bits, inlineCapacity: 0, isLazy: true), prototype)
    }

    private mutating func root(_ key: RootKey, _ prototype: Value) -> ShapeReference {
        let recent = recentRoots + key.place
        if let known = recent.pointee, known.key == key { return known.shape }
        if let shape = roots[key] {
            recent.pointee = (key, shape)
            return shape
        }
        let shape = make(
            prototype: prototype, inlineCapacity: key.inlineCapacity, table: PropertyTable.make(capacity: 4), count: 0, parent: nil,
            dictionary: false)
        roots[key] = shape
        noteUse(asPrototype: prototype)
        return shape
    }

    /// Remembers that an object outgrew its cell in the shape from which its kind starts.
    func noteOutgrown(_ shape: ShapeReference) {
        var root = shape
        while let parent = root.pointee.parent { root = parent }
        root.pointee.isOutgrown = true
    }

    /// The root for a constructor's further objects after one has outgrown `root`: with room for as many properties as the
    /// latest of them got. Their number tells nothing when there are very many: the constructor makes tables, not records.
    mutating func roomier(_ root: ShapeReference) -> ShapeReference {
        root.pointee.isOutgrown = false
        var leaf = root
        while let child = leaf.pointee.lastTransition.child { leaf = child }
        let wanted = leaf.pointee.count
        if wanted <= Int(root.pointee.inlineCapacity) || wanted > Shape.inlineLimit { return root }
        return self.root(prototype: root.pointee.prototype, inlineCapacity: min((wanted + 3) & ~3, Shape.inlineLimit))
    }

    /// An index property of a prototype shows through holes, so that the fast paths for holes must know of it.
    private mutating func noteUse(asPrototype prototype: Value) {
        if !prototype.isCell { return }
        let object = Object(cell: prototype.asCell)
        object.flags |= CellFlags.usedAsPrototype
        let hasElements = object.elements != nil && !(object.kind == .array && object.arrayLength == 0)
        if hasElements || object.has(CellFlags.sparse | CellFlags.exotic) { prototypesHaveIndices = true }
    }

    /// The shape after adding a property that is not there; not for dictionaries.
    mutating func adding(_ key: PropertyKey, _ attributes: PropertyAttributes, to shape: ShapeReference) -> ShapeReference {
        if shape.pointee.lastTransition.key == key, shape.pointee.lastTransition.attributes == attributes,
            let child = shape.pointee.lastTransition.child
        {
            return child
        }
        let transitionKey = Shape.TransitionKey(key: key.bits, attributes: attributes.rawValue)
        if let child = shape.pointee.transitions?[transitionKey] {
            shape.pointee.lastTransition = (key, attributes, child)
            return child
        }
        let count = shape.pointee.count
        var table = shape.pointee.table
        if table.pointee.used == count {
            table.pointee.referenceCount += 1
        } else {
            table = copy(table, count: count, extra: 4)
        }
        table.pointee.append(PropertyEntry(key: key, slot: UInt32(count), attributes: attributes))
        let child = make(
            prototype: shape.pointee.prototype, inlineCapacity: shape.pointee.inlineCapacity, table: table, count: count + 1, parent: shape, dictionary: false)
        if let last = shape.pointee.lastTransition.child {
            if shape.pointee.transitions == nil {
                let lastKey = Shape.TransitionKey(
                    key: shape.pointee.lastTransition.key.bits, attributes: shape.pointee.lastTransition.attributes.rawValue)
                shape.pointee.transitions = [lastKey: last]
            }
            shape.pointee.transitions![transitionKey] = child
        }
        shape.pointee.lastTransition = (key, attributes, child)
        return child
    }

    /// The twin of a lazy function shape: same prototype and properties, another id. Function objects whose `length`, `name` and
    /// `prototype` are in slots have the twin, so that an inline cache for it never meets a function without slots.
    mutating func materialised(_ shape: ShapeReference) -> ShapeReference {
        if let twin = shape.pointee.twin { return twin }
        // By ordinary transitions: from now on the function is an object like any other.
        let twin = changingPrototype(of: shape, to: shape.pointee.prototype)
        shape.pointee.twin = twin
        return twin
    }

    private func copy(_ table: UnsafeMutablePointer<PropertyTable>, count: Int, extra: Int) -> UnsafeMutablePointer<PropertyTable> {
        let fresh = PropertyTable.make(capacity: max(4, count + extra))
        fresh.pointee.entries.update(from: table.pointee.entries, count: count)
        fresh.pointee.used = count
        fresh.pointee.rebuildBuckets()
        return fresh
    }

    /// A dictionary with the same properties, for one object.
    mutating func dictionary(from shape: ShapeReference, prototype: Value) -> ShapeReference {
        noteUse(asPrototype: prototype)
        let table = copy(shape.pointee.table, count: shape.pointee.count, extra: 8)
        let fresh = make(
            prototype: prototype, inlineCapacity: shape.pointee.inlineCapacity, table: table, count: shape.pointee.count, parent: nil,
            dictionary: true)
        fresh.pointee.deletedCount = shape.pointee.deletedCount
        return fresh
    }

    /// The shape with the same properties and another prototype, reached by replaying the transitions.
    mutating func changingPrototype(of shape: ShapeReference, to prototype: Value) -> ShapeReference {
        var result = root(prototype: prototype, inlineCapacity: Int(shape.pointee.inlineCapacity))
        for i in 0..<shape.pointee.count {
            let entry = shape.pointee.entry(i)
            result = adding(entry.key, entry.attributes, to: result)
        }
        return result
    }

    /// Gives a dictionary a new id, so that no inline cache matches any longer.
    mutating func renewID(of shape: ShapeReference) {
        let old = shape.pointee.id
        byID[Int(old)] = nil
        retiredIDs.append(old)
        shape.pointee.id = takeID()
        byID[Int(shape.pointee.id)] = shape
    }

    // MARK: Collection

    mutating func clearMarks() {
        for i in 16..<Int(nextID) { byID[i]?.pointee.isMarked = false }
    }

    func isLive(_ id: UInt32) -> Bool {
        id < 16 || (Int(id) < capacity && byID[Int(id)]?.pointee.isMarked == true)
    }

    /// Frees the shapes that were not marked. Called after dead inline caches could look at the marks by `isLive`;
    /// their ids are reused only after `clearDeadInlineCaches` ran in the same collection.
    mutating func sweep() {
        recentRoots.update(repeating: nil, count: ShapeTable.recentRootCount)
        var dead: [ShapeReference] = []
        for i in 16..<Int(nextID) {
            if let shape = byID[i], !shape.pointee.isMarked { dead.append(shape) }
        }
        for shape in dead {
            if let parent = shape.pointee.parent, parent.pointee.isMarked { forget(child: shape, of: parent) }
            if shape.pointee.parent == nil && !shape.pointee.isDictionary {
                for isLazy in [false, true] {
                    let key = RootKey(
                        prototype: shape.pointee.prototype.bits, inlineCapacity: shape.pointee.inlineCapacity, isLazy: isLazy)
                    if roots[key] == shape { roots[key] = nil }
                }
            }
        }
        for i in 16..<Int(nextID) {
            guard let shape = byID[i] else { continue }
            if let parent = shape.pointee.parent, !parent.pointee.isMarked { shape.pointee.parent = nil }
            if let twin = shape.pointee.twin, !twin.pointee.isMarked { shape.pointee.twin = nil }
        }
        for shape in dead {
            byID[Int(shape.pointee.id)] = nil
            freeIDs.append(shape.pointee.id)
            PropertyTable.release(shape.pointee.table)
            shape.deinitialize(count: 1)
            shape.deallocate()
        }
        freeIDs.append(contentsOf: retiredIDs)
        retiredIDs.removeAll()
    }

    private func forget(child: ShapeReference, of parent: ShapeReference) {
        if parent.pointee.lastTransition.child == child { parent.pointee.lastTransition = (.none, .none, nil) }
        if let all = parent.pointee.transitions {
            let kept = all.filter { $0.value != child }
            parent.pointee.transitions = kept.isEmpty ? nil : kept
            if parent.pointee.lastTransition.child == nil, let (key, other) = kept.first {
                parent.pointee.lastTransition = (
                    PropertyKey(bits: key.key), PropertyAttributes(rawValue: key.attributes), other
                )
            }
        }
    }
}
