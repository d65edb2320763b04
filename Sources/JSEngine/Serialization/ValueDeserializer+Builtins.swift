import JSRegExp

/// Objects of builtin kinds: what is neither a plain object nor an array.
extension ValueDeserializer {
    /// The object behind a tag that was read.
    mutating func readBuiltin(_ vm: VM, _ tag: UInt8) throws(JSException) -> Value {
        switch tag {
        case SerializationTag.date: return keep(vm.makeDate(try double()))
        case SerializationTag.trueObject: return keep(try vm.toObject(.true))
        case SerializationTag.falseObject: return keep(try vm.toObject(.false))
        case SerializationTag.numberObject: return keep(try vm.toObject(Value(untrustedDouble: try double())))
        case SerializationTag.bigintObject: return keep(try vm.toObject(Value(try readDigits(vm))))
        case SerializationTag.stringObject: return keep(try vm.toObject(Value(try readString(vm))))
        case SerializationTag.regexp: return try readRegExp(vm)
        case SerializationTag.map: return try readMap(vm)
        case SerializationTag.set: return try readSet(vm)
        case SerializationTag.error: return try readError(vm)
        case SerializationTag.arrayBuffer: return try readBuffer(vm, isResizable: false)
        case SerializationTag.resizableBuffer: return try readBuffer(vm, isResizable: true)
        case SerializationTag.transferredBuffer: return keep(try readElement(of: transferred).asObject)
        case SerializationTag.sharedBuffer: return keep(try readShared(vm))
        case SerializationTag.host where style != .clone: return try readHostObject(vm)
        default: throw malformed()
        }
    }

    private mutating func readRegExp(_ vm: VM) throws(JSException) -> Value {
        let number = reserve()
        let pattern = try readString(vm)
        var rest = try varint()
        var flags = ""
        for (letter, bit) in SerializedRegExpFlags.bits where rest & bit != 0 {
            flags.unicodeScalars.append(Unicode.Scalar(letter))
            rest &= ~bit
        }
        if rest != 0 { throw malformed() }
        return settle(number, try vm.makeRegExp(pattern: pattern, flags: vm.string(flags)))
    }

    // MARK: Collections

    private mutating func readMap(_ vm: VM) throws(JSException) -> Value {
        let map = vm.makeMap()
        let result = keep(map)
        var count: UInt32 = 0
        while try peek() != SerializationTag.mapEnd {
            let key = try read(vm)
            try vm.tableSet(map, key, try read(vm))
            count &+= 2
        }
        position += 1
        if try varint() != count { throw malformed() }
        return result
    }

    private mutating func readSet(_ vm: VM) throws(JSException) -> Value {
        let set = vm.makeSet()
        let result = keep(set)
        var count: UInt32 = 0
        while try peek() != SerializationTag.setEnd {
            let value = try read(vm)
            try vm.tableSet(set, value, value)
            count &+= 1
        }
        position += 1
        if try varint() != count { throw malformed() }
        return result
    }

    // MARK: Errors

    /// NOTE: an error may be its own cause, which V8 refuses to read.
    private mutating func readError(_ vm: VM) throws(JSException) -> Value {
        let error = vm.makeErrorObject(prototype: vm.realm[.errorPrototype])
        let result = keep(error)
        // In a Swift array they are out of the collector's sight, but it is paused.
        var message: JSString?
        var cause: Value?
        var stack = Value.undefined
        while true {
            let tag = UInt8(truncatingIfNeeded: try varint())
            switch tag {
            case SerializedErrorTag.message: message = try readString(vm)
            case SerializedErrorTag.cause: cause = try read(vm)
            case SerializedErrorTag.stack: stack = Value(try readString(vm))
            case SerializedErrorTag.end:
                vm.defineOwn(error, vm.names[.stack], stack, .hidden)
                if let message { vm.defineOwn(error, vm.names[.message], Value(message), .hidden) }
                if let cause { vm.defineOwn(error, vm.names[.cause], cause, .hidden) }
                return result
            default:
                guard let entry = SerializedErrorTag.prototypes.first(where: { $0.tag == tag }) else { throw malformed() }
                vm.changePrototype(error, vm.realm[entry.prototype])
            }
        }
    }

    // MARK: Bytes

    private mutating func readBuffer(_ vm: VM, isResizable: Bool) throws(JSException) -> Value {
        let count = Int(try varint())
        let maximum = isResizable ? Int(try varint()) : -1
        if isResizable && maximum < count { throw malformed() }
        let source = try take(count)
        let buffer =
            isResizable
            ? try vm.allocateBuffer(
                .arrayBuffer, prototype: vm.realm[.arrayBufferPrototype], byteLength: count, maximum: maximum)
            : try vm.makeUninitialisedArrayBuffer(count)
        if count > 0 { BufferView(object: buffer).data!.copyMemory(from: source, byteCount: count) }
        return keep(buffer)
    }

    mutating func readElement(of array: Object?) throws(JSException) -> Value {
        let index = Int(try varint())
        guard let array, index < Int(array.arrayLength), let elements = array.elements else { throw malformed() }
        return Storage.values(elements)[index]
    }

    /// Another buffer on the same memory.
    private mutating func readShared(_ vm: VM) throws(JSException) -> Object {
        guard let memory = vm.sharedMemory(of: try readElement(of: shared).asObject) else { throw malformed() }
        return vm.makeSharedArrayBuffer(memory)
    }

    /// The view of a buffer that was just read.
    mutating func readSharingView(_ vm: VM, _ buffer: Object) throws(JSException) -> Value {
        if position == end { throw malformed() }
        let letter = byte(position)
        position += 1
        let isDataView = letter == SerializedView.dataViewLetter
        let (offset, count, flags) = (Int(try varint()), Int(try varint()), try varint())
        guard let type = isDataView ? .uint8 : SerializedView.type(letter: letter) else { throw malformed() }
        let whole = BufferView(object: buffer)
        let (tracksLength, isResizable) = (flags & 1 != 0, flags & 2 != 0)
        if flags > 3 || isResizable != whole.isResizable || tracksLength && !isResizable { throw malformed() }
        if offset > whole.byteLength || count > whole.byteLength - offset { throw malformed() }
        if (offset | count) & (type.size - 1) != 0 { throw malformed() }
        let prototype = isDataView ? Intrinsic.dataViewPrototype : type.prototype
        return keep(
            vm.makeView(
                isDataView ? .dataView : .typedArray, type, prototype: vm.realm[prototype], buffer: buffer, byteOffset: offset,
                length: count >> type.shift, tracksLength: tracksLength))
    }

    /// A view with bytes of its own, or what was an object of the other side's host.
    private mutating func readHostObject(_ vm: VM) throws(JSException) -> Value {
        let number = reserve()
        if style == .channel, try varint() != 0 {
            let properties = try read(vm)
            guard let object = properties.object else { throw malformed() }
            return settle(number, object)
        }
        let typeNumber = try varint()
        let count = Int(try varint())
        let source = UnsafeRawBufferPointer(start: try take(count), count: count)
        if typeNumber == SerializedView.buffer { return settle(number, try vm.hooks.makeBuffer(vm, source)) }
        let isDataView = typeNumber == SerializedView.dataView
        guard let type = isDataView ? .uint8 : SerializedView.type(number: typeNumber) else { throw malformed() }
        let length = count >> type.shift
        let buffer = try vm.makeUninitialisedArrayBuffer(length << type.shift)
        if length > 0 { BufferView(object: buffer).data!.copyMemory(from: source.baseAddress!, byteCount: length << type.shift) }
        return settle(
            number,
            vm.makeView(
                isDataView ? .dataView : .typedArray, type,
                prototype: vm.realm[isDataView ? Intrinsic.dataViewPrototype : type.prototype], buffer: buffer, byteOffset: 0,
                length: length))
    }
}
