/// Inline caches of property instructions: four words behind the instruction.
///
///     word 0: shape id u32 | place i32      place: >= 0 byte offset in the cell, < 0 index ~place in the out-of-line slots
///     word 1: 0 for an own property; else the prototype epoch, with bit 32 set
///     word 2: the holder on the prototype chain (loads)
///     word 3: the id of the shape after adding the property (stores that add)
///
/// `getLength` has a third kind of entry, with an epoch and no holder: the builtin getter of typed arrays was found.
///
/// Strings as receivers have the pseudo shape id `ShapeTable.stringPrimitiveID`. While nothing is cached, word 0 is zero and
/// word 1 the epoch mark alone: a string whose hash was not computed has that word 0, but no epoch is 0.
enum InlineCache {
    static let epochMark: UInt64 = 1 << 32

    @inline(__always)
    static func place(_ object: Object, slot: Int) -> Int32 {
        let inline = object.inlineCapacity
        return slot < inline ? Int32(24 + slot * 8) : ~Int32(slot - inline)
    }

    @inline(__always)
    static func load(_ cell: UnsafeMutableRawPointer, _ word: UInt64) -> Value {
        let place = Int(truncatingIfNeeded: Int64(bitPattern: word) >> 32)
        if place >= 0 { return (cell + place).load(as: Value.self) }
        let slots = rawField(cell, 8, as: UnsafeMutableRawPointer.self)
        return (slots + (8 &+ ~place &<< 3)).load(as: Value.self)
    }

    @inline(__always)
    static func store(_ cell: UnsafeMutableRawPointer, _ word: UInt64, _ value: Value) {
        let place = Int(truncatingIfNeeded: Int64(bitPattern: word) >> 32)
        if place >= 0 {
            (cell + place).storeBytes(of: value, as: Value.self)
        } else {
            let slots = rawField(cell, 8, as: UnsafeMutableRawPointer.self)
            (slots + (8 &+ ~place &<< 3)).storeBytes(of: value, as: Value.self)
        }
    }

    /// Whether a store that adds a property may be done by the cache alone: the place exists already, and no other object's
    /// cache relies on what this one does not have.
    @inline(__always)
    static func canAdd(_ cell: UnsafeMutableRawPointer, _ word: UInt64) -> Bool {
        if Cell.flags(cell) & CellFlags.usedAsPrototype != 0 { return false }
        let place = Int(truncatingIfNeeded: Int64(bitPattern: word) >> 32)
        if place >= 0 { return true }
        guard let slots = rawField(cell, 8, as: UnsafeMutableRawPointer?.self) else { return false }
        return ~place < Storage.capacity(slots)
    }

    @inline(__always)
    static func word(_ shape: UInt32, _ place: Int32) -> UInt64 { UInt64(shape) | UInt64(UInt32(bitPattern: place)) << 32 }
}

/// What inline caches of one shape cannot hold: a table over (shape, key) for all places that see many shapes, and for computed
/// keys. Direct mapped; emptied by each collection.
struct LookupCache {
    struct Entry {
        var shape: UInt32
        var place: Int32
        var key: UInt
        /// The holder on the prototype chain; 0 for an own property.
        var holder: UInt
        /// The prototype epoch for which a holder is right.
        var epoch: UInt32
        /// An own property that may be stored to.
        var isWritable: Bool
    }

    /// The step of an object of one shape to the next by a store that adds a property.
    struct Addition {
        var shape: UInt32
        var next: UInt32
        var key: UInt
        var place: Int32
        /// The prototype epoch in which no prototype has a say.
        var epoch: UInt32
    }

    static let size = 1024
    static let additionCount = 256
    private let entries: UnsafeMutablePointer<Entry>
    private let additions: UnsafeMutablePointer<Addition>

    init() {
        entries = .allocate(capacity: LookupCache.size)
        additions = .allocate(capacity: LookupCache.additionCount)
        clear()
    }

    func clear() {
        entries.initialize(
            repeating: Entry(shape: 0, place: 0, key: 0, holder: 0, epoch: 0, isWritable: false), count: LookupCache.size)
        additions.initialize(
            repeating: Addition(shape: 0, next: 0, key: 0, place: 0, epoch: 0), count: LookupCache.additionCount)
    }

    @inline(__always)
    private static func hash(_ shape: UInt32, _ key: PropertyKey) -> UInt {
        UInt(shape) &* 0x9E37 ^ key.bits >> 4 ^ key.bits >> 12
    }

    @inline(__always)
    func entry(_ shape: UInt32, _ key: PropertyKey) -> UnsafeMutablePointer<Entry> {
        entries + Int(LookupCache.hash(shape, key) & UInt(LookupCache.size - 1))
    }

    @inline(__always)
    func addition(_ shape: UInt32, _ key: PropertyKey) -> UnsafeMutablePointer<Addition> {
        additions + Int(LookupCache.hash(shape, key) & UInt(LookupCache.additionCount - 1))
    }
}

extension VM {
    /// The value of a property by the lookup cache; empty when it is not there. What is found fills the inline cache.
    @inline(__always)
    func cachedProperty(_ cell: UnsafeMutableRawPointer, _ key: PropertyKey, _ cache: UnsafeMutablePointer<UInt64>) -> Value {
        let shape = Cell.word(cell)
        let entry = lookupCache.entry(shape, key)
        if entry.pointee.shape != shape || entry.pointee.key != key.bits { return .empty }
        let word = InlineCache.word(shape, entry.pointee.place)
        if entry.pointee.holder == 0 {
            cache[0] = word
            cache[1] = 0
            return InlineCache.load(cell, word)
        }
        if entry.pointee.epoch != prototypeEpoch { return .empty }
        cache[0] = word
        cache[1] = UInt64(prototypeEpoch) | InlineCache.epochMark
        cache[2] = UInt64(entry.pointee.holder)
        return InlineCache.load(UnsafeMutableRawPointer(bitPattern: entry.pointee.holder).unsafelyUnwrapped, word)
    }

    /// Stores to an own property, or adds it, by the lookup cache; false when it is not there. What is found fills the inline
    /// cache.
    @inline(__always)
    func storeCached(
        _ object: Object, _ key: PropertyKey, _ value: Value, _ cache: UnsafeMutablePointer<UInt64>
    ) -> Bool {
        if object.has(CellFlags.usedAsPrototype) { return false }
        let shape = object.shapeID
        let entry = lookupCache.entry(shape, key)
        if entry.pointee.shape == shape && entry.pointee.key == key.bits && entry.pointee.isWritable {
            let word = InlineCache.word(shape, entry.pointee.place)
            cache[0] = word
            cache[1] = 0
            InlineCache.store(object.cell, word, value)
            return true
        }
        let addition = lookupCache.addition(shape, key)
        if addition.pointee.shape != shape || addition.pointee.key != key.bits || addition.pointee.epoch != prototypeEpoch
            || object.has(CellFlags.nonExtensible)
        {
            return false
        }
        let word = InlineCache.word(shape, addition.pointee.place)
        if !InlineCache.canAdd(object.cell, word) { return false }
        cache[0] = word
        cache[1] = UInt64(prototypeEpoch) | InlineCache.epochMark
        cache[3] = UInt64(addition.pointee.next)
        InlineCache.store(object.cell, word, value)
        object.shapeID = addition.pointee.next
        return true
    }

    /// V.[[Get]](key) with an inline cache to be filled. `cache` points to its first word.
    @inline(never)
    func getPropertySlow(_ value: Value, _ key: PropertyKey, _ cache: UnsafeMutablePointer<UInt64>) throws(JSException) -> Value {
        guard value.isCell else {
            if value.isNullish { throw readError(value, key) }
            return try getV(value, key)
        }
        let known = cachedProperty(value.asCell, key, cache)
        if !known.isEmpty { return known }
        let receiver: Object
        let receiverShape: UInt32
        if value.isObject {
            receiver = value.asObject
            receiverShape = 0
        } else if value.isString {
            if key == names[.length] { return Value(value.asString.length) }
            receiver = prototype(ofPrimitive: value)
            receiverShape = ShapeTable.stringPrimitiveID
        } else {
            return try getV(value, key)
        }
        var holder = receiver
        while true {
            if key.isIndex || holder.has(CellFlags.exotic) && isExotic(holder, key) {
                return try get(receiver, key, receiver: value)
            }
            if let own = ownProperty(holder, key) {
                if own.isAccessor {
                    let getter = AccessorPair.getter(own.value.asCell)
                    if receiver.kind == .typedArray && key == names[.length] { fillLengthCache(cache, receiver, getter) }
                    return getter.isUndefined ? .undefined : try call(getter, this: value)
                }
                fillLoadCache(cache, receiver, receiverShape, holder, key)
                return own.value
            }
            let prototype = shape(holder).pointee.prototype
            if !prototype.isObject {
                remember(
                    cache, receiver, receiverShape, holder: absence, place: InlineCache.place(absence, slot: 0), key)
                return .undefined
            }
            holder = prototype.asObject
        }
    }

    /// Whether an exotic object has its own way with a key that is no index.
    private func isExotic(_ object: Object, _ key: PropertyKey) -> Bool {
        switch object.kind {
        case .typedArray: typedArrayIndex(key) != nil
        // %String.prototype% is a String object.
        case .stringObject: key == names[.length]
        default: true
        }
    }

    /// Notes in the cache of `getLength` that arrays of this shape have the builtin getter.
    private func fillLengthCache(_ cache: UnsafeMutablePointer<UInt64>, _ array: Object, _ getter: Value) {
        if shape(array).pointee.isDictionary || !isNative(getter, typedArrayPrototypeLength) { return }
        cache[0] = UInt64(array.shapeID)
        cache[1] = UInt64(prototypeEpoch) | InlineCache.epochMark
        cache[2] = 0
        cache[3] = 0
    }

    private func fillLoadCache(
        _ cache: UnsafeMutablePointer<UInt64>, _ receiver: Object, _ pseudoShape: UInt32, _ holder: Object, _ key: PropertyKey
    ) {
        let holderShape = shape(holder)
        let index = holderShape.pointee.find(key)
        if index < 0 { return }  // Array length and the like are not in slots.
        let entry = holderShape.pointee.entry(index)
        if entry.attributes.contains(.lazy) { return }
        let place = InlineCache.place(holder, slot: Int(entry.slot))
        if holder == receiver && pseudoShape == 0 {
            cache[0] = InlineCache.word(holderShape.pointee.id, place)
            cache[1] = 0
            lookupCache.entry(holderShape.pointee.id, key).pointee = LookupCache.Entry(
                shape: holderShape.pointee.id, place: place, key: key.bits, holder: 0, epoch: 0,
                isWritable: entry.attributes.contains(.writable))
            return
        }
        remember(cache, receiver, pseudoShape, holder: holder, place: place, key)
    }

    /// Caches that the receiver's objects have a property from a holder that is not one of them; or do not have it: then the
    /// holder is `absence`. In both cases any change of a prototype ends it.
    private func remember(
        _ cache: UnsafeMutablePointer<UInt64>, _ receiver: Object, _ pseudoShape: UInt32, holder: Object, place: Int32,
        _ key: PropertyKey
    ) {
        // The prototype of primitives: no object may have it yet, but from now on its changes matter.
        if pseudoShape != 0 { receiver.flags |= CellFlags.usedAsPrototype }
        // A property added to a dictionary receiver would not change its id: only plain shapes may rely on the absence.
        if pseudoShape == 0 && shape(receiver).pointee.isDictionary { return }
        // A typed array may have the same shape, and does not ask its prototype for such a key.
        if typedArrayIndex(key) != nil { return }
        cache[0] = InlineCache.word(pseudoShape == 0 ? receiver.shapeID : pseudoShape, place)
        cache[1] = UInt64(prototypeEpoch) | InlineCache.epochMark
        cache[2] = UInt64(UInt(bitPattern: holder.cell))
        cache[3] = 0
        if pseudoShape == 0 {
            lookupCache.entry(receiver.shapeID, key).pointee = LookupCache.Entry(
                shape: receiver.shapeID, place: place, key: key.bits, holder: UInt(bitPattern: holder.cell),
                epoch: prototypeEpoch,
                isWritable: false)
        }
    }

    /// `object[key]` for a computed key, by way of the lookup cache.
    func getComputed(_ object: Object, _ key: PropertyKey) throws(JSException) -> Value {
        let known = cachedProperty(object.cell, key, scratchCache)
        if !known.isEmpty { return known }
        if key.isIndex || object.has(CellFlags.exotic) { return try get(object, key) }
        return try getPropertySlow(Value(object), key, scratchCache)
    }

    /// TypeError: Cannot read properties of undefined (reading 'x')
    @inline(never)
    func readError(_ value: Value, _ key: PropertyKey) -> JSException {
        typeError("Cannot read properties of \(value.isNull ? "null" : "undefined") (reading '\(describe(key))')")
    }

    /// Assignment `base.key = value` with an inline cache to be filled.
    @inline(never)
    func setPropertySlow(
        _ base: Value, _ key: PropertyKey, _ value: Value, _ cache: UnsafeMutablePointer<UInt64>, strict: Bool
    ) throws(JSException) {
        guard let object = base.object else { return try setOnPrimitive(base, key, value, strict: strict) }
        if storeCached(object, key, value, cache) { return }
        if !object.has(CellFlags.exotic) && !key.isIndex {
            if let own = ownProperty(object, key) {
                if !own.isAccessor && own.attributes.contains(.writable) && !object.has(CellFlags.usedAsPrototype) {
                    let shape = shape(object)
                    let index = shape.pointee.find(key)
                    if index >= 0 {
                        let slot = Int(shape.pointee.entry(index).slot)
                        object.slotAddress(slot).pointee = value
                        if !shape.pointee.entry(index).attributes.contains(.lazy) {
                            let place = InlineCache.place(object, slot: slot)
                            cache[0] = InlineCache.word(shape.pointee.id, place)
                            cache[1] = 0
                            lookupCache.entry(shape.pointee.id, key).pointee = LookupCache.Entry(
                                shape: shape.pointee.id, place: place, key: key.bits, holder: 0, epoch: 0, isWritable: true)
                        }
                        return
                    }
                }
            } else if try addWithCache(object, key, value, cache) {
                return
            }
        }
        if try !set(object, key, value, receiver: base) && strict { throw cannotAssign(object, key) }
    }

    /// Adds a property that no prototype forbids or intercepts, and caches the transition.
    private func addWithCache(
        _ object: Object, _ key: PropertyKey, _ value: Value, _ cache: UnsafeMutablePointer<UInt64>
    ) throws(JSException) -> Bool {
        if object.has(CellFlags.nonExtensible) { return false }
        var prototype = shape(object).pointee.prototype
        while prototype.isObject {
            if prototype.asObject.has(CellFlags.exotic) { return false }
            if let inherited = ownProperty(prototype.asObject, key) {
                if inherited.isAccessor || !inherited.attributes.contains(.writable) { return false }
                // Shadowed, as long as it stays writable: changed attributes change the epoch.
                break
            }
            prototype = shape(prototype.asObject).pointee.prototype
        }
        let before = shape(object)
        addProperty(object, key, value, .all)
        let after = shape(object)
        if before.pointee.isDictionary || after.pointee.isDictionary || object.has(CellFlags.usedAsPrototype) { return true }
        if after.pointee.parent != before { return true }
        cache[0] = InlineCache.word(before.pointee.id, InlineCache.place(object, slot: after.pointee.count - 1))
        cache[1] = UInt64(prototypeEpoch) | InlineCache.epochMark
        cache[3] = UInt64(after.pointee.id)
        lookupCache.addition(before.pointee.id, key).pointee = LookupCache.Addition(
            shape: before.pointee.id, next: after.pointee.id, key: key.bits,
            place: InlineCache.place(object, slot: after.pointee.count - 1), epoch: prototypeEpoch)
        return true
    }

    /// Assignment to a property of a primitive: setters of its prototype run, everything else is refused.
    private func setOnPrimitive(_ base: Value, _ key: PropertyKey, _ value: Value, strict: Bool) throws(JSException) {
        if base.isNullish {
            throw typeError(
                "Cannot set properties of \(base.isNull ? "null" : "undefined") (setting '\(describe(key))')")
        }
        let done: Bool
        if let string = base.string, key.isIndex ? Int(key.index) < string.length : key == names[.length] {
            done = false
        } else {
            done = try set(prototype(ofPrimitive: base), key, value, receiver: base)
        }
        if !done && strict {
            let kind = try toString(typeof(base)).toSwift(self)
            throw typeError("Cannot create property '\(describe(key))' on \(kind) '\(try toString(base).toSwift(self))'")
        }
    }
}
