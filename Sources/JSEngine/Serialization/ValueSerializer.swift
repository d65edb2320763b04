import CSwjs

/// Writes values in V8's structured clone format (`SerializationTag`).
///
/// Getters of the values may run scripts, which may change what is being written, collect garbage, or serialize other values.
struct ValueSerializer {
    let style: SerializationStyle
    var output: SerializationOutput
    var numbers: ObjectNumbers
    /// `clone`: an array of the buffers that are not copied but moved, and one that takes what both sides have: shared buffers and
    /// long strings.
    var transferred: Object?
    var shared: Object?

    init(_ vm: VM, _ style: SerializationStyle, headroom: Int = 0) {
        self.style = style
        output = SerializationOutput(headroom: headroom)
        numbers = ObjectNumbers(vm)
        output.putReserved(SerializationTag.version)
        output.putReserved(UInt8(SerializationTag.latestVersion))
    }

    func release(_ vm: VM) { numbers.release(vm) }

    // MARK: Values

    mutating func write(_ vm: VM, _ value: Value) throws(JSException) {
        if value.isInt32 {
            write(value.asInt32)
        } else if value.isNumber {
            output.put(SerializationTag.double, double: value.asDouble)
        } else if value.isCell {
            switch value.cellKind {
            case .string: write(vm, value.asString)
            case .symbol: throw cloneError(vm, value)
            case .bigint:
                output.put(SerializationTag.bigint)
                writeDigits(value.asBigInt)
            default: try write(vm, value.asObject)
            }
        } else {
            output.put(literalTag(value))
        }
    }

    private func literalTag(_ value: Value) -> UInt8 {
        if value.isTrue { return SerializationTag.true }
        if value.isFalse { return SerializationTag.false }
        return value.isNull ? SerializationTag.null : SerializationTag.undefined
    }

    @inline(__always)
    private mutating func write(_ integer: Int32) {
        output.put(SerializationTag.int32, varint: UInt32(bitPattern: (integer &<< 1) ^ (integer &>> 31)))
    }

    private static let longString = 64

    mutating func write(_ vm: VM, _ string: JSString) {
        if style == .clone && string.length > ValueSerializer.longString {
            return share(vm, SerializationTag.sharedString, Value(string))
        }
        let flat = string.flat(vm)
        let length = flat.length
        if !flat.isWide {
            output.reserve(length &+ 6)
            output.putReserved(SerializationTag.oneByte)
            output.putReserved(varint: UInt32(truncatingIfNeeded: length))
            output.putReserved(flat.latin1, length)
            return
        }
        let size = length * 2
        output.reserve(size &+ 7)
        if (output.offset + 1 + ValueSerializer.varintLength(size)) & 1 != 0 { output.putReserved(SerializationTag.padding) }
        output.putReserved(SerializationTag.twoByte)
        output.putReserved(varint: UInt32(truncatingIfNeeded: size))
        output.putReserved(flat.utf16, size)
    }

    private static func varintLength(_ value: Int) -> Int {
        var (length, rest) = (1, value >> 7)
        while rest > 0 {
            length += 1
            rest >>= 7
        }
        return length
    }

    private mutating func writeDigits(_ bigint: JSBigInt) {
        let limbs = bigint.limbs
        output.put(varint: UInt32(limbs.count * 8) << 1 | (bigint.isNegative ? 1 : 0))
        output.put(limbs.baseAddress, limbs.count * 8)
    }

    // MARK: Objects

    mutating func write(_ vm: VM, _ object: Object) throws(JSException) {
        if let number = numbers.find(object) {
            output.put(SerializationTag.reference, varint: number)
            return
        }
        // A view stands behind its buffer.
        if style == .clone, object.kind == .typedArray || object.kind == .dataView { try writeBufferOfView(vm, object) }
        numbers.add(Value(object))
        if UInt(bitPattern: swjs_stack_pointer()) < vm.nativeStackLimit { throw vm.stackOverflow() }
        switch object.kind {
        case .object: try writePlain(vm, object)
        case .array: try writeArray(vm, object)
        case .typedArray, .dataView: try writeView(vm, object)
        case .date:
            output.put(SerializationTag.date, double: object.internalSlot(0).asNumber)
        case .map: try writeMap(vm, object)
        case .set: try writeSet(vm, object)
        case .error: try writeError(vm, object)
        case .arrayBuffer: try writeBuffer(vm, object)
        case .regexp: try writeRegExp(vm, object)
        case .booleanObject:
            output.put(object.internalSlot(0).isTrue ? SerializationTag.trueObject : SerializationTag.falseObject)
        case .numberObject:
            output.put(SerializationTag.numberObject, double: object.internalSlot(0).asNumber)
        case .stringObject:
            output.put(SerializationTag.stringObject)
            write(vm, object.internalSlot(0).asString)
        case .bigintObject:
            output.put(SerializationTag.bigintObject)
            writeDigits(object.internalSlot(0).asBigInt)
        case .sharedArrayBuffer where style == .clone: share(vm, SerializationTag.sharedBuffer, Value(object))
        case .host where style == .channel: try writeHostObject(vm, object)
        default: throw cloneError(vm, Value(object))
        }
    }

    private mutating func writePlain(_ vm: VM, _ object: Object) throws(JSException) {
        output.put(SerializationTag.object)
        let count =
            isWalkable(vm, object) && object.elements == nil
            ? try writeSlots(vm, object) : try writeProperties(vm, object, indices: true)
        output.put(SerializationTag.objectEnd, varint: count)
    }

    /// All named properties are in the object's shape, which it may share with others.
    private func isWalkable(_ vm: VM, _ object: Object) -> Bool {
        vm.hasPlainStorage(object) && !vm.shape(object).pointee.isDictionary
    }

    /// The named properties, read from the slots as long as no script changes the object's shape.
    /// - Returns: how many were written.
    private mutating func writeSlots(_ vm: VM, _ object: Object) throws(JSException) -> UInt32 {
        let id = object.shapeID
        vm.pinnedShapes.append(id)
        defer { vm.pinnedShapes.removeLast() }
        let shape = vm.shapes[id]
        var count: UInt32 = 0
        for i in 0..<shape.pointee.count {
            let entry = shape.pointee.entry(i)
            if !entry.attributes.contains(.enumerable) || Cell.kind(entry.key.cell) != .string { continue }
            var value: Value
            if object.shapeID == id, entry.attributes.isDisjoint(with: [.accessor, .lazy]) {
                value = object.slotAddress(Int(entry.slot)).pointee
            } else if let current = try read(vm, object, entry.key) {
                value = current
            } else {
                continue
            }
            write(vm, JSString(cell: entry.key.cell))
            try write(vm, value)
            count += 1
        }
        return count
    }

    /// The value of an own property; nil when it is gone.
    private func read(_ vm: VM, _ object: Object, _ key: PropertyKey) throws(JSException) -> Value? {
        guard let own = try vm.getOwnProperty(object, key) else { return nil }
        return own.isAccessor ? try vm.get(object, key) : own.value
    }

    /// The own enumerable properties whose keys are strings, by way of a list of the keys of now.
    private mutating func writeProperties(_ vm: VM, _ object: Object, indices: Bool) throws(JSException) -> UInt32 {
        let all = try vm.ownKeys(object)
        let saved = vm.pushRoots(all)
        defer { vm.top = saved }
        var keys: [PropertyKey] = []
        for key in all where key.isString && (indices || !key.isIndex) {
            if try vm.getOwnProperty(object, key)?.attributes.contains(.enumerable) == true { keys.append(key) }
        }
        var count: UInt32 = 0
        for key in keys {
            guard let value = try read(vm, object, key) else { continue }
            if key.isIndex { try write(vm, Value(key.index)) } else { write(vm, JSString(cell: key.cell)) }
            try write(vm, value)
            count += 1
        }
        return count
    }

    /// Arrays without holes are dense.
    private mutating func writeArray(_ vm: VM, _ array: Object) throws(JSException) {
        let length = array.arrayLength
        guard isPacked(array, Int(length)) else {
            output.put(SerializationTag.sparse, varint: length)
            let count = try writeProperties(vm, array, indices: true)
            output.put(SerializationTag.sparseEnd, varint: count)
            output.put(varint: length)
            return
        }
        output.put(SerializationTag.dense, varint: length)
        for i in 0..<length {
            // Writing an element may have changed the array.
            if let elements = array.elements, Int(i) < Storage.capacity(elements), array.arrayLength == length {
                let value = Storage.values(elements)[Int(i)]
                if !value.isEmpty {
                    try write(vm, value)
                    continue
                }
            }
            if let value = try read(vm, array, PropertyKey(index: i)) {
                try write(vm, value)
            } else {
                output.put(SerializationTag.hole)
            }
        }
        var count: UInt32 = 0
        if !isWalkable(vm, array) {
            count = try writeProperties(vm, array, indices: false)
        } else if vm.shape(array).pointee.count > 0 {
            count = try writeSlots(vm, array)
        }
        output.put(SerializationTag.denseEnd, varint: count)
        output.put(varint: length)
    }

    private func isPacked(_ array: Object, _ length: Int) -> Bool {
        if array.has(CellFlags.exotic | CellFlags.sparse) || array.elementCapacity < length { return false }
        guard let elements = array.elements else { return true }
        let values = Storage.values(elements)
        for i in 0..<length where values[i].isEmpty { return false }
        return true
    }

    /// The properties of a host's object, as an object of their own.
    private mutating func writeHostObject(_ vm: VM, _ object: Object) throws(JSException) {
        output.put(SerializationTag.host, varint: 1)
        numbers.skip()
        try writePlain(vm, object)
    }

    // MARK: Collections

    private mutating func writeMap(_ vm: VM, _ map: Object) throws(JSException) {
        output.put(SerializationTag.map)
        let count = try writeEntries(vm, map, width: 2)
        output.put(SerializationTag.mapEnd, varint: count)
    }

    private mutating func writeSet(_ vm: VM, _ set: Object) throws(JSException) {
        output.put(SerializationTag.set)
        let count = try writeEntries(vm, set, width: 1)
        output.put(SerializationTag.setEnd, varint: count)
    }

    /// The entries of now: scripts that run meanwhile may change the collection.
    private mutating func writeEntries(_ vm: VM, _ collection: Object, width: Int) throws(JSException) -> UInt32 {
        let count = vm.tableCount(collection) * width
        if count == 0 { return 0 }
        let entries = vm.allocateStorage(count)
        let saved = vm.pushRoot(Value(cell: entries))
        defer { vm.top = saved }
        let values = Storage.values(entries)
        var cursor = HashCursor(vm.table(collection))
        var next = 0
        while let index = cursor.next() {
            values[next] = cursor.table.key(index)
            if width == 2 { values[next + 1] = cursor.table.value(index) }
            next += width
        }
        for i in 0..<count { try write(vm, values[i]) }
        return UInt32(count)
    }
}

/// The numbers that objects get in order of their first appearance. They are kept alive, so that no other takes the place of one.
struct ObjectNumbers {
    private let objects: UnsafeMutablePointer<RootList>
    /// Open addressing: number + 1, 0 for free; nil while there are few objects.
    private var buckets: UnsafeMutablePointer<UInt32>?
    private var mask = 0
    private static let linearLimit = 8

    init(_ vm: VM) { objects = vm.openRootList() }

    func release(_ vm: VM) {
        vm.closeRootList(objects)
        buckets?.deallocate()
    }

    /// Gives a number to something that no reference will be made to.
    mutating func skip() { add(.empty) }

    /// The number of an object that was met before.
    @inline(__always)
    func find(_ object: Object) -> UInt32? {
        let value = Value(object)
        if let buckets {
            var i = ObjectNumbers.hash(value) & mask
            while buckets[i] != 0 {
                let number = buckets[i] &- 1
                if objects.pointee.values[Int(number)] == value { return number }
                i = (i &+ 1) & mask
            }
        } else {
            for i in 0..<objects.pointee.count where objects.pointee.values[i] == value { return UInt32(i) }
        }
        return nil
    }

    /// Gives the next number to an object.
    mutating func add(_ value: Value) {
        objects.pointee.append(value)
        let count = objects.pointee.count
        if count <= ObjectNumbers.linearLimit { return }
        if buckets == nil || count * 2 > mask + 1 { rebuild() } else { place(count - 1) }
    }

    private mutating func rebuild() {
        buckets?.deallocate()
        let size = max(64, (mask + 1) * 4)
        let fresh = UnsafeMutablePointer<UInt32>.allocate(capacity: size)
        fresh.initialize(repeating: 0, count: size)
        buckets = fresh
        mask = size - 1
        for i in 0..<objects.pointee.count { place(i) }
    }

    private func place(_ number: Int) {
        let value = objects.pointee.values[number]
        if value.isEmpty { return }
        var i = ObjectNumbers.hash(value) & mask
        while buckets.unsafelyUnwrapped[i] != 0 { i = (i &+ 1) & mask }
        buckets.unsafelyUnwrapped[i] = UInt32(number + 1)
    }

    private static func hash(_ value: Value) -> Int { Int(truncatingIfNeeded: (value.bits &* 0x9E37_79B9_7F4A_7C15) >> 32) }
}
