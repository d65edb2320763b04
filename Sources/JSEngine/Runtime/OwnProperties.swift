/// A found own property: its value, or its accessor cell when the attributes say `accessor`.
struct OwnProperty {
    var value: Value
    var attributes: PropertyAttributes

    var isAccessor: Bool { attributes.contains(.accessor) }
    var descriptor: PropertyDescriptor {
        if isAccessor {
            return PropertyDescriptor(
                getter: AccessorPair.getter(value.asCell), setter: AccessorPair.setter(value.asCell), attributes: attributes)
        }
        return PropertyDescriptor(value: value, attributes: attributes)
    }
}

/// Own properties as they are stored: shapes, slots and elements. Exotic objects are handled above this (`InternalMethods`).
extension VM {
    @inline(__always)
    func shape(_ object: Object) -> ShapeReference { shapes[object.shapeID] }

    // MARK: Looking up

    /// OrdinaryGetOwnProperty, including what arrays and functions store specially.
    @inline(__always)
    func ownProperty(_ object: Object, _ key: PropertyKey) -> OwnProperty? {
        if key.isIndex {
            if let elements = object.elements, Int(key.index) < Storage.capacity(elements) {
                let value = Storage.values(elements)[Int(key.index)]
                if !value.isEmpty { return OwnProperty(value: value, attributes: .all) }
            }
            if !object.has(CellFlags.sparse) { return nil }
        } else if object.kind == .array && key == names[.length] {
            return OwnProperty(
                value: Value(object.arrayLength), attributes: object.has(CellFlags.lengthReadOnly) ? .none : .writable)
        } else if object.has(CellFlags.lazyProperties) {
            materialiseFunctionProperties(object)
        }
        let shape = shape(object)
        let index = shape.pointee.find(key)
        if index < 0 { return nil }
        let entry = shape.pointee.entry(index)
        if entry.attributes.contains(.lazy) { return resolveLazy(object, shape, index) }
        return OwnProperty(value: object.slotAddress(Int(entry.slot)).pointee, attributes: entry.attributes)
    }

    /// A property whose value is made on first use: builtin globals, `stack` of errors. Until then the slot holds a box.
    @inline(never)
    private func resolveLazy(_ object: Object, _ shape: ShapeReference, _ index: Int) -> OwnProperty {
        let entry = shape.pointee.entry(index)
        let attributes = entry.attributes.subtracting(.lazy)
        let value = object.slotAddress(Int(entry.slot)).pointee
        guard value.isCell, value.cellKind == .box else { return OwnProperty(value: value, attributes: attributes) }
        let content = Box.value(value.asCell)
        let resolved: Value
        if object.kind == .global {
            let owner = allRealms.first { $0.global == object } ?? realm!
            resolved = owner.lazyGlobal(content.asInt32)
            // The dictionary belongs to this object: from now on it is a plain property that inline caches may hold.
            let current = self.shape(object)
            let position = current.pointee.find(entry.key)
            current.pointee.table.pointee.entries[position].attributes = attributes
            object.slotAddress(Int(current.pointee.entry(position).slot)).pointee = resolved
            return OwnProperty(value: resolved, attributes: attributes)
        }
        resolved = formatStack(of: object, captured: content)
        let position = self.shape(object).pointee.find(entry.key)
        if position >= 0 { object.slotAddress(Int(self.shape(object).pointee.entry(position).slot)).pointee = resolved }
        return OwnProperty(value: resolved, attributes: attributes)
    }

    // MARK: Adding

    /// Adds a property that is not there, without asking whether the object is extensible.
    func addProperty(_ object: Object, _ key: PropertyKey, _ value: Value, _ attributes: PropertyAttributes) {
        if key.isIndex {
            addIndex(object, key, value, attributes)
        } else {
            addNamed(object, key, value, attributes)
        }
    }

    private func addIndex(_ object: Object, _ key: PropertyKey, _ value: Value, _ attributes: PropertyAttributes) {
        let index = Int(key.index)
        if object.has(CellFlags.usedAsPrototype) { shapes.prototypesHaveIndices = true }
        if object.kind == .array && key.index >= object.arrayLength { object.arrayLength = key.index + 1 }
        let capacity = object.elementCapacity
        if attributes == .all && !object.has(CellFlags.sparse) && index < max(capacity * 4, 64) + 1024,
            index < max(capacity + capacity / 2, 1 << 16) || isWellFilled(object)
        {
            if index >= capacity { growElements(object, toHold: index) }
            Storage.values(object.elements.unsafelyUnwrapped)[index] = value
            return
        }
        if attributes != .all { makeElementsSparse(object) }
        object.flags |= CellFlags.sparse
        addNamed(object, key, value, attributes)
    }

    /// Whether at least an eighth of the elements are there: an array that grows by leaps may not take memory for its holes each time.
    private func isWellFilled(_ object: Object) -> Bool {
        guard let elements = object.elements else { return true }
        var count = 0
        for i in 0..<Storage.capacity(elements) where !Storage.values(elements)[i].isEmpty { count += 1 }
        return count >= Storage.capacity(elements) / 8
    }

    /// Makes room for the element at `index`.
    @inline(never)
    func growElements(_ object: Object, toHold index: Int) {
        let capacity = object.elementCapacity
        let larger = allocateStorage(max(index + 1, capacity + capacity / 2, 4))
        if let old = object.elements {
            Storage.values(larger).update(from: Storage.values(old), count: capacity)
        }
        object.elements = larger
    }

    /// Moves all elements to the shape, where they can have attributes.
    func makeElementsSparse(_ object: Object) {
        object.flags |= CellFlags.sparse
        guard let elements = object.elements else { return }
        object.elements = nil
        for i in 0..<Storage.capacity(elements) {
            let value = Storage.values(elements)[i]
            if !value.isEmpty { addNamed(object, PropertyKey(index: UInt32(i)), value, .all) }
        }
    }

    private func addNamed(_ object: Object, _ key: PropertyKey, _ value: Value, _ attributes: PropertyAttributes) {
        if object.has(CellFlags.lazyProperties) { materialiseFunctionProperties(object) }
        if object.has(CellFlags.usedAsPrototype) { prototypeEpoch &+= 1 }
        var shape = shape(object)
        if !shape.pointee.isDictionary && shape.pointee.count >= Shape.transitionLimit { shape = makeDictionary(object) }
        if shape.pointee.isDictionary {
            if shape.pointee.deletedCount > 32 && shape.pointee.deletedCount * 2 > shape.pointee.count {
                compactDictionary(object, shape)
            }
            let slot = shape.pointee.count
            ensureSlot(object, slot)
            shape.pointee.table.pointee.append(PropertyEntry(key: key, slot: UInt32(slot), attributes: attributes))
            shape.pointee.count += 1
            object.slotAddress(slot).pointee = value
            return
        }
        let slot = shape.pointee.count
        ensureSlot(object, slot)
        let next = shapes.adding(key, attributes, to: shape)
        object.slotAddress(slot).pointee = value
        object.shapeID = next.pointee.id
    }

    /// Makes room for property slot `index`.
    @inline(__always)
    func ensureSlot(_ object: Object, _ index: Int) {
        let outside = index - object.inlineCapacity
        if outside < 0 { return }
        if let slots = object.slots, outside < Storage.capacity(slots) { return }
        growSlots(object, outside)
    }

    @inline(never)
    private func growSlots(_ object: Object, _ index: Int) {
        let capacity = object.slots.map(Storage.capacity) ?? 0
        let larger = allocateStorage(max(index + 1, capacity * 2, capacity == 0 ? 3 : 4))
        if let old = object.slots { Storage.values(larger).update(from: Storage.values(old), count: capacity) }
        object.slots = larger
        if object.kind == .object { shapes.noteOutgrown(shape(object)) }
    }

    /// Gives the object a shape of its own, which may be changed in place.
    @discardableResult
    func makeDictionary(_ object: Object) -> ShapeReference {
        let current = shape(object)
        if current.pointee.isDictionary { return current }
        let dictionary = shapes.dictionary(from: current, prototype: current.pointee.prototype)
        object.shapeID = dictionary.pointee.id
        if object.has(CellFlags.usedAsPrototype) { prototypeEpoch &+= 1 }
        return dictionary
    }

    private func layoutChanged(_ object: Object, _ shape: ShapeReference) {
        shapes.renewID(of: shape)
        object.shapeID = shape.pointee.id
        if object.has(CellFlags.usedAsPrototype) { prototypeEpoch &+= 1 }
    }

    private func compactDictionary(_ object: Object, _ shape: ShapeReference) {
        let old = shape.pointee.table
        let fresh = PropertyTable.make(capacity: max(8, shape.pointee.count - shape.pointee.deletedCount + 8))
        var next = 0
        for i in 0..<shape.pointee.count {
            var entry = old.pointee.entries[i]
            if entry.key == .none { continue }
            object.slotAddress(next).pointee = object.slotAddress(Int(entry.slot)).pointee
            entry.slot = UInt32(next)
            fresh.pointee.append(entry)
            next += 1
        }
        shape.pointee.table = fresh
        shape.pointee.count = next
        shape.pointee.deletedCount = 0
        PropertyTable.release(old)
        layoutChanged(object, shape)
    }

    // MARK: Changing and removing

    /// Replaces value and attributes of an own property that is stored in the shape.
    func changeProperty(_ object: Object, _ key: PropertyKey, _ value: Value, _ attributes: PropertyAttributes) {
        let shape = shape(object)
        let index = shape.pointee.find(key)
        let entry = shape.pointee.entry(index)
        if entry.attributes == attributes {
            object.slotAddress(Int(entry.slot)).pointee = value
            if object.has(CellFlags.usedAsPrototype) {
                prototypeValueReplaced()
                // The length of typed arrays is cached by what its getter is.
                if attributes.contains(.accessor) { prototypeEpoch &+= 1 }
            }
            return
        }
        let dictionary = makeDictionary(object)
        dictionary.pointee.table.pointee.entries[index].attributes = attributes
        object.slotAddress(Int(entry.slot)).pointee = value
        layoutChanged(object, dictionary)
    }

    /// Makes all properties in the shape non-configurable and, when `frozen`, data properties read-only (SetIntegrityLevel).
    /// Private names stay as they are.
    func restrictProperties(_ object: Object, frozen: Bool) {
        let dictionary = makeDictionary(object)
        let entries = dictionary.pointee.table.pointee.entries
        for i in 0..<dictionary.pointee.count where entries[i].key != .none && !entries[i].key.isPrivateName {
            entries[i].attributes.remove(.configurable)
            if frozen && !entries[i].attributes.contains(.accessor) { entries[i].attributes.remove(.writable) }
        }
        layoutChanged(object, dictionary)
    }

    /// Removes an own property that is stored in the shape.
    func removeNamed(_ object: Object, _ key: PropertyKey) {
        let dictionary = makeDictionary(object)
        let index = dictionary.pointee.find(key)
        if index < 0 { return }
        object.slotAddress(Int(dictionary.pointee.entry(index).slot)).pointee = .undefined
        dictionary.pointee.table.pointee.entries[index].key = .none
        dictionary.pointee.deletedCount += 1
        layoutChanged(object, dictionary)
    }

    /// Defines or overwrites an own property without any check: for builtins, literals and hosts.
    public func defineOwn(_ object: Object, _ key: PropertyKey, _ value: Value, _ attributes: PropertyAttributes = .all) {
        if key.isIndex {
            if let elements = object.elements, Int(key.index) < Storage.capacity(elements),
                !Storage.values(elements)[Int(key.index)].isEmpty
            {
                if attributes == .all {
                    Storage.values(elements)[Int(key.index)] = value
                    return
                }
                makeElementsSparse(object)
            }
            if object.has(CellFlags.sparse), shape(object).pointee.find(key) >= 0 {
                changeProperty(object, key, value, attributes)
                return
            }
            addProperty(object, key, value, attributes)
            return
        }
        if object.has(CellFlags.lazyProperties) { materialiseFunctionProperties(object) }
        if shape(object).pointee.find(key) >= 0 {
            changeProperty(object, key, value, attributes)
        } else {
            addProperty(object, key, value, attributes)
        }
    }

    /// OrdinarySetPrototypeOf without its checks.
    func changePrototype(_ object: Object, _ prototype: Value) {
        if object.has(CellFlags.lazyProperties) { materialiseFunctionProperties(object) }
        let current = shape(object)
        if object.has(CellFlags.usedAsPrototype) { prototypeEpoch &+= 1 }
        if current.pointee.isDictionary {
            _ = shapes.root(prototype: prototype)  // Notes the use as a prototype.
            current.pointee.prototype = prototype
            layoutChanged(object, current)
        } else {
            object.shapeID = shapes.changingPrototype(of: current, to: prototype).pointee.id
        }
    }

    // MARK: Keys

    /// Own keys in the order of OrdinaryOwnPropertyKeys: indices ascending, strings, symbols; private names left out.
    func ownKeysOfStorage(_ object: Object) -> [PropertyKey] {
        if object.has(CellFlags.lazyProperties) { materialiseFunctionProperties(object) }
        var keys: [PropertyKey] = []
        if let elements = object.elements {
            for i in 0..<Storage.capacity(elements) where !Storage.values(elements)[i].isEmpty {
                keys.append(PropertyKey(index: UInt32(i)))
            }
        }
        let shape = shape(object)
        let (table, count) = (shape.pointee.table, shape.pointee.count)
        if object.has(CellFlags.sparse) {
            for i in 0..<count where table.pointee.entries[i].key.isIndex { keys.append(table.pointee.entries[i].key) }
            keys.sort { $0.index < $1.index }
        }
        if object.kind == .array { keys.append(names[.length]) }
        var symbols: [PropertyKey] = []
        for i in 0..<count {
            let key = table.pointee.entries[i].key
            if key == .none || key.isIndex { continue }
            if Cell.kind(key.cell) == .string {
                keys.append(key)
            } else if !key.isPrivateName {
                symbols.append(key)
            }
        }
        keys.append(contentsOf: symbols)
        return keys
    }
}

extension VM {
    /// A data property of a prototype was replaced in place, which `prototypeEpoch` does not tell: what was found out about builtin
    /// prototypes must be looked at again.
    func prototypeValueReplaced() {
        arrayIterationCheckedEpoch = 0
        regexp.checkedEpoch = 0
    }

    /// The environment's TZ has changed.
    public func resetTimeZone() { timeZone.reset() }
}
