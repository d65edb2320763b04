/// What Map, Set and their weak forms share: internal slot 0 of the object is its HashTable, or undefined before the first entry.
extension VM {
    /// V8's limit of entries in a Map or Set.
    static let hashTableLimit = 1 << 24

    @inline(__always)
    func existingTable(_ collection: Object) -> HashTable? {
        let table = collection.internalSlot(0)
        return table.isCell ? HashTable(cell: table.asCell) : nil
    }

    /// The table, made when there is none yet: iterators hold on to it.
    func table(_ collection: Object) -> HashTable {
        if let table = existingTable(collection) { return table }
        let table = HashTable.make(heap, capacity: 4)
        collection.setInternalSlot(0, Value(cell: table.cell))
        return table
    }

    /// Number of entries.
    @inline(__always)
    func tableCount(_ collection: Object) -> Int { existingTable(collection)?.live ?? 0 }

    /// The value under a key, nil when there is none.
    @inline(__always)
    func tableGet(_ collection: Object, _ key: Value) -> Value? {
        guard let table = existingTable(collection) else { return nil }
        let key = HashTable.normalise(key)
        let index = table.find(self, key, hash: HashTable.hash(self, key))
        return index < 0 ? nil : table.value(index)
    }

    /// Adds an entry or replaces the value of one.
    /// - Throws: RangeError when the collection has as many entries as V8 allows.
    func tableSet(_ collection: Object, _ key: Value, _ value: Value) throws(JSException) {
        let key = HashTable.normalise(key)
        let hash = HashTable.hash(self, key)
        var table = table(collection)
        let index = table.find(self, key, hash: hash)
        if index >= 0 {
            table.setValue(index, value)
            return
        }
        if table.used == table.capacity {
            if table.live >= VM.hashTableLimit {
                let name = collection.kind == .map ? "Map" : collection.kind == .set ? "Set" : "WeakMap"
                throw rangeError("\(name) maximum size exceeded")
            }
            table = table.rebuilt(heap, capacity: table.live * 2)
            collection.setInternalSlot(0, Value(cell: table.cell))
        }
        table.append(key, value, hash: hash)
    }

    /// Removes an entry; false when there was none.
    func tableDelete(_ collection: Object, _ key: Value) -> Bool {
        guard let table = existingTable(collection) else { return false }
        let key = HashTable.normalise(key)
        let index = table.find(self, key, hash: HashTable.hash(self, key))
        if index < 0 { return false }
        table.remove(at: index)
        return true
    }

    func tableClear(_ collection: Object) {
        guard let old = existingTable(collection), old.used > 0 else { return }
        let fresh = HashTable.make(heap, capacity: 4)
        for i in 0..<old.used where !old.key(i).isEmpty { old.remove(at: i) }
        old.successor = fresh.cell
        collection.setInternalSlot(0, Value(cell: fresh.cell))
    }

    /// A copy of a table without deleted entries, for a new collection.
    func copyTable(_ source: Object, to target: Object) {
        guard let table = existingTable(source) else { return }
        let copy = table.rebuilt(heap, capacity: table.live)
        table.successor = nil
        target.setInternalSlot(0, Value(cell: copy.cell))
    }

    /// True when a value is the builtin function `function` of any realm.
    func isNative(_ value: Value, _ function: @escaping NativeFunction) -> Bool {
        guard let object = value.object(of: .nativeFunction) else { return false }
        return object.raw(0, as: UInt.self) == VM.codeAddress(function)
    }

    private struct Thick { var function: NativeFunction }
    private static func codeAddress(_ function: @escaping NativeFunction) -> UInt {
        unsafeBitCast(Thick(function: function), to: (UInt, UInt).self).0
    }
}

/// A position in a table that survives growth, deletion and clearing while it is walked.
struct HashCursor {
    private(set) var table: HashTable
    private(set) var position: Int

    init(_ table: HashTable, position: Int = 0) {
        self.table = table
        self.position = position
    }

    /// Index of the next live entry in `table`, nil at the end.
    @inline(__always)
    mutating func next() -> Int? {
        while let successor = table.successor {
            position = table.rank(position)
            table = HashTable(cell: successor)
        }
        while position < table.used {
            position += 1
            if !table.key(position - 1).isEmpty { return position - 1 }
        }
        return nil
    }
}

/// How the entries of an iterator leave it.
enum HashIterationKind: Int32 {
    case keys, values, entries
}

extension VM {
    /// A map or set iterator. Internal slots: 0 the hash table (undefined when finished), 1 position in it, 2 kind.
    func makeHashIterator(_ kind: CellKind, _ prototype: Intrinsic, of collection: Object, _ yields: HashIterationKind) -> Value {
        let table = table(collection)
        let iterator = makeObject(kind, prototype: realm[prototype], internalSlots: 3)
        iterator.setInternalSlot(0, Value(cell: table.cell))
        iterator.setInternalSlot(1, .zero)
        iterator.setInternalSlot(2, Value(int32: yields.rawValue))
        return Value(iterator)
    }

    /// What a map or set iterator gives next, empty when it is finished.
    func hashIteratorStep(_ iterator: Object) -> Value {
        guard iterator.internalSlot(0).isCell else { return .empty }
        let table = HashTable(cell: iterator.internalSlot(0).asCell)
        var cursor = HashCursor(table, position: Int(iterator.internalSlot(1).asInt32))
        guard let index = cursor.next() else {
            iterator.setInternalSlot(0, .undefined)
            return .empty
        }
        if cursor.table.cell != table.cell { iterator.setInternalSlot(0, Value(cell: cursor.table.cell)) }
        iterator.setInternalSlot(1, Value(int32: Int32(cursor.position)))
        let key = cursor.table.key(index)
        switch HashIterationKind(rawValue: iterator.internalSlot(2).asInt32)! {
        case .keys: return key
        case .values: return iterator.kind == .setIterator ? key : cursor.table.value(index)
        case .entries:
            return makePair(key, iterator.kind == .setIterator ? key : cursor.table.value(index))
        }
    }

    /// An array of two elements.
    func makePair(_ a: Value, _ b: Value) -> Value {
        let pair = makeArray(length: 2)
        let values = Storage.values(pair.elements.unsafelyUnwrapped)
        values[0] = a
        values[1] = b
        return Value(pair)
    }
}

extension VM {
    /// The entries of a Map, a Set, one of their iterators (what is left of it) or a weak collection, flat; nil for other objects.
    /// Runs no script and moves no iterator.
    public func previewEntries(_ object: Object) -> (entries: Object, isKeyValue: Bool)? {
        var hasValues = false
        var position = 0
        var kind = HashIterationKind.keys
        switch object.kind {
        case .map, .weakMap:
            hasValues = true
            kind = .entries
        case .set, .weakSet: break
        case .mapIterator, .setIterator:
            hasValues = object.kind == .mapIterator
            position = Int(object.internalSlot(1).asInt32)
            kind = HashIterationKind(rawValue: object.internalSlot(2).asInt32) ?? .keys
        default: return nil
        }
        let entries = makeArray()
        guard let table = existingTable(object) else { return (entries, kind == .entries) }
        var cursor = HashCursor(table, position: position)
        while let index = cursor.next() {
            let key = cursor.table.key(index)
            let value = hasValues ? cursor.table.value(index) : key
            if kind != .values { arrayAppend(entries, key) }
            if kind != .keys { arrayAppend(entries, value) }
        }
        return (entries, kind == .entries)
    }
}
