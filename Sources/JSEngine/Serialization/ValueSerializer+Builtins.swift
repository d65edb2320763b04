import JSRegExp

/// Buffers, views, errors, regular expressions; and what cannot be written.
extension ValueSerializer {
    // MARK: Bytes

    mutating func writeBuffer(_ vm: VM, _ object: Object) throws(JSException) {
        if let index = vm.index(of: object, in: transferred) {
            output.put(SerializationTag.transferredBuffer, varint: index)
            return
        }
        let buffer = BufferView(object: object)
        if buffer.isDetached { throw cloneError(vm, text: "An ArrayBuffer is detached and") }
        guard let length = UInt32(exactly: buffer.byteLength), let maximum = UInt32(exactly: max(buffer.maxByteLength, 0)) else {
            throw cloneError(vm, Value(object))
        }
        if buffer.isResizable {
            output.put(SerializationTag.resizableBuffer, varint: length)
            output.put(varint: maximum)
        } else {
            output.put(SerializationTag.arrayBuffer, varint: length)
        }
        output.put(buffer.data, Int(length))
    }

    /// A value that both sides have.
    mutating func share(_ vm: VM, _ tag: UInt8, _ value: Value) {
        let shared = shared ?? vm.makeArray()
        self.shared = shared
        output.put(tag, varint: shared.arrayLength)
        vm.arrayAppend(shared, value)
    }

    /// What stands before a view that shares it.
    mutating func writeBufferOfView(_ vm: VM, _ object: Object) throws(JSException) {
        let view = ByteView(object: object)
        if view.isOutOfBounds && !view.buffer.isDetached { throw cloneError(vm, Value(object)) }
        try write(vm, view.buffer.object)
    }

    mutating func writeView(_ vm: VM, _ object: Object) throws(JSException) {
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
        guard let number, let length = UInt32(exactly: count) else { throw cloneError(vm, Value(object)) }
        output.put(SerializationTag.host)
        if style == .channel { output.put(0) }
        output.put(varint: number)
        output.put(varint: length)
        if count > 0 { output.put(view.address, count) }
    }

    // MARK: Errors and regular expressions

    /// Its name says which native error it becomes; message and cause are written when they are data properties of its own.
    mutating func writeError(_ vm: VM, _ object: Object) throws(JSException) {
        let message = try dataProperty(vm, object, .message)
        let cause = try dataProperty(vm, object, .cause)
        output.put(SerializationTag.error)
        let name = try vm.get(object, .name)
        let text = name.isUndefined ? "" : try vm.toString(name).toSwift(vm)
        for entry in SerializedErrorTag.prototypes where text == entry.name.description { output.put(entry.tag) }
        if let message {
            let text = try vm.toString(message)
            output.put(SerializedErrorTag.message)
            write(vm, text)
        }
        if let cause {
            output.put(SerializedErrorTag.cause)
            try write(vm, cause)
        }
        if let stack = try vm.get(object, .stack).string {
            output.put(SerializedErrorTag.stack)
            write(vm, stack)
        }
        output.put(SerializedErrorTag.end)
    }

    private func dataProperty(_ vm: VM, _ object: Object, _ name: KnownName) throws(JSException) -> Value? {
        guard let own = try vm.getOwnProperty(object, vm.names[name]), !own.isAccessor else { return nil }
        return own.value
    }

    mutating func writeRegExp(_ vm: VM, _ object: Object) throws(JSException) {
        output.put(SerializationTag.regexp)
        write(vm, try vm.escapePattern(RegExpLayout.source(object)))
        let flags = RegExpLayout.flags(object)
        var bits: UInt32 = 0
        for (letter, bit) in SerializedRegExpFlags.bits {
            if let flag = RegExpFlags(letter: UInt16(letter)), flags.contains(flag) { bits |= bit }
        }
        output.put(varint: bits)
    }

    // MARK: What cannot be written

    /// The error for a value that has no serialized form, worded as V8 does.
    func cloneError(_ vm: VM, _ value: Value) -> JSException {
        switch value.object?.kind {
        case .symbolObject: cloneError(vm, text: "[object Symbol]")
        case .generator: cloneError(vm, text: "[object Generator]")
        case .asyncGenerator: cloneError(vm, text: "[object AsyncGenerator]")
        default: cloneError(vm, text: vm.display(value))
        }
    }

    /// Node's serializers throw plain errors, structuredClone a DataCloneError.
    func cloneError(_ vm: VM, text: String) -> JSException {
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
