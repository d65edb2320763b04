import JSRegExp

/// Buffers, views, errors, regular expressions; and what cannot be written.
extension ValueSerializer {
    // MARK: Bytes

    mutating func writeBuffer(_ object: Object) throws(JSException) {
        if let index = vm.index(of: object, in: transferred) {
            output.put(SerializationTag.transferredBuffer, varint: index)
            return
        }
        let buffer = BufferView(object: object)
        if buffer.isDetached { throw cloneError(text: "An ArrayBuffer is detached and") }
        guard let length = UInt32(exactly: buffer.byteLength), let maximum = UInt32(exactly: max(buffer.maxByteLength, 0)) else {
            throw cloneError(Value(object))
        }
        if buffer.isResizable {
            output.put(SerializationTag.resizableBuffer, varint: length)
            output.put(varint: maximum)
        } else {
            output.put(SerializationTag.arrayBuffer, varint: length)
        }
        output.put(buffer.data, Int(length))
    }

    /// A shared buffer is the same for both sides.
    mutating func writeShared(_ object: Object) {
        let shared = shared ?? vm.makeArray()
        self.shared = shared
        output.put(SerializationTag.sharedBuffer, varint: shared.arrayLength)
        vm.arrayAppend(shared, Value(object))
    }

    /// What stands before a view that shares it.
    mutating func writeBufferOfView(_ object: Object) throws(JSException) {
        let view = ByteView(object: object)
        if view.isOutOfBounds && !view.buffer.isDetached { throw cloneError(Value(object)) }
        try write(view.buffer.object)
    }

    mutating func writeView(_ object: Object) throws(JSException) {
        let view = ByteView(object: object)
        let entry = SerializedView.entry(view.type)
        let isDataView = object.kind == .dataView
        if style == .clone {
            output.put(SerializationTag.view)
            output.put(isDataView ? SerializedView.dataViewLetter : entry.letter)
            output.put(varint: UInt32(view.byteOffset))
            output.put(varint: UInt32(view.byteLength))
            output.put(varint: (view.tracksLength ? 1 : 0) | (view.buffer.isResizable ? 2 : 0))
            return
        }
        var number = isDataView ? SerializedView.dataView : entry.number
        if !isDataView, view.type == .uint8, try vm.hooks.isBuffer(vm, object) { number = SerializedView.buffer }
        if view.buffer.isDetached { throw vm.typeError("Cannot perform Construct on a detached ArrayBuffer") }
        let count = view.isOutOfBounds ? 0 : view.byteLength
        guard let number, let length = UInt32(exactly: count) else { throw cloneError(Value(object)) }
        output.put(SerializationTag.host)
        if style == .channel { output.put(0) }
        output.put(varint: number)
        output.put(varint: length)
        if count > 0 { output.put(view.address, count) }
    }

    // MARK: Errors and regular expressions

    /// Its name says which native error it becomes; message and cause are written when they are data properties of its own.
    mutating func writeError(_ object: Object) throws(JSException) {
        let message = try dataProperty(object, .message)
        let cause = try dataProperty(object, .cause)
        output.put(SerializationTag.error)
        let name = try vm.get(object, .name)
        let text = name.isUndefined ? "" : try vm.toString(name).toSwift(vm)
        for entry in SerializedErrorTag.prototypes where text == entry.name.description { output.put(entry.tag) }
        if let message {
            let text = try vm.toString(message)
            output.put(SerializedErrorTag.message)
            write(text)
        }
        if let cause {
            output.put(SerializedErrorTag.cause)
            try write(cause)
        }
        if let stack = try vm.get(object, .stack).string {
            output.put(SerializedErrorTag.stack)
            write(stack)
        }
        output.put(SerializedErrorTag.end)
    }

    private func dataProperty(_ object: Object, _ name: KnownName) throws(JSException) -> Value? {
        guard let own = try vm.getOwnProperty(object, vm.names[name]), !own.isAccessor else { return nil }
        return own.value
    }

    mutating func writeRegExp(_ object: Object) throws(JSException) {
        output.put(SerializationTag.regexp)
        write(try vm.escapePattern(RegExpLayout.source(object)))
        let flags = RegExpLayout.flags(object)
        var bits: UInt32 = 0
        for (letter, bit) in SerializedRegExpFlags.bits {
            if let flag = RegExpFlags(letter: UInt16(letter)), flags.contains(flag) { bits |= bit }
        }
        output.put(varint: bits)
    }

    // MARK: What cannot be written

    /// The error for a value that has no serialized form, worded as V8 does.
    func cloneError(_ value: Value) -> JSException {
        switch value.object?.kind {
        case .symbolObject: cloneError(text: "[object Symbol]")
        case .generator: cloneError(text: "[object Generator]")
        case .asyncGenerator: cloneError(text: "[object AsyncGenerator]")
        default: cloneError(text: vm.display(value))
        }
    }

    /// Node's serializers throw plain errors, structuredClone a DataCloneError.
    func cloneError(text: String) -> JSException {
        let message = "\(text) could not be cloned."
        if style == .clone { return vm.dataCloneError(message) }
        return vm.throwValue(Value(vm.makeError(.errorPrototype, message)))
    }
}

extension VM {
    /// The position of an object in an array of objects.
    fileprivate func index(of object: Object, in array: Object?) -> UInt32? {
        guard let array, let elements = array.elements else { return nil }
        for i in 0..<Int(array.arrayLength) where Storage.values(elements)[i] == Value(object) { return UInt32(i) }
        return nil
    }
}
