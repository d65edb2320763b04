/// TypedArray exotic objects https://tc39.es/ecma262/#sec-typedarray-exotic-objects
extension VM {
    /// IsTypedArrayFixedLength(O)
    func typedArrayIsFixedLength(_ object: Object) -> Bool {
        let view = ByteView(object: object)
        if view.tracksLength { return false }
        return !view.buffer.isResizable || view.buffer.isShared
    }

    /// CanonicalNumericIndexString: nil when the key is none; -1 for a numeric string that is no valid integer index.
    func typedArrayIndex(_ key: PropertyKey) -> Int? {
        if key.isIndex { return Int(key.index) }
        if key.isSymbol { return nil }
        let string = JSString(cell: key.cell)
        if string.isEmpty { return nil }
        let flat = string.flat(self)
        switch flat.unit(0) {
        case 0x2D, 0x30...0x39, 0x49, 0x4E: break
        default: return nil
        }
        let number = stringToNumber(flat)
        if number == 0 && flat.unit(0) == 0x2D { return flat.length == 2 ? -1 : nil }
        if !numberToString(Value(number)).equals(self, flat) { return nil }
        return number >= 0 && number <= 9007199254740991 && number == number.rounded() ? Int(number) : -1
    }

    /// TypedArrayGetElement: the element, or nil when the index is not valid.
    @inline(__always)
    func typedArrayElement(_ object: Object, _ index: Int) -> Value? {
        let view = ByteView(object: object)
        if UInt(bitPattern: index) >= UInt(bitPattern: view.length) { return nil }
        let type = view.type
        return loadElement(view.address + index << type.shift, type)
    }

    /// [[DefineOwnProperty]] of a numeric key
    func typedArrayDefine(_ object: Object, _ index: Int, _ descriptor: PropertyDescriptor) throws(JSException) -> Bool {
        if index < 0 || index >= typedArrayLength(object) { return false }
        if descriptor.configurable == false || descriptor.enumerable == false || descriptor.isAccessor
            || descriptor.writable == false
        {
            return false
        }
        if let value = descriptor.value { try typedArraySet(object, index, value) }
        return true
    }

    /// TypedArraySetElement(O, index, value): the value is converted even when the index is not valid.
    @inline(__always)
    func typedArraySet(_ object: Object, _ index: Int, _ value: Value) throws(JSException) {
        let view = ByteView(object: object)
        let type = view.type
        let bits = try elementBits(value, type)
        if UInt(bitPattern: index) >= UInt(bitPattern: view.length) { return }
        storeElement(view.address + index << type.shift, bits, shift: type.shift)
    }

    /// The length; 0 when the array is out of bounds or its buffer detached.
    func typedArrayLength(_ object: Object) -> Int { ByteView(object: object).length }

    /// The length, or a TypeError when the buffer is detached or too short.
    func validTypedArrayLength(_ object: Object) throws(JSException) -> Int {
        let view = ByteView(object: object)
        if view.isOutOfBounds { throw outOfBoundsError("%ArrayIteratorPrototype%.next") }
        return view.length
    }

    func outOfBoundsError(_ method: StaticString) -> JSException {
        typeError("Cannot perform \(method) on a detached ArrayBuffer")
    }

    // MARK: Making typed arrays

    /// A view of a buffer. The range was checked.
    func makeView(
        _ kind: CellKind, _ type: ElementType, prototype: Value, buffer: Object, byteOffset: Int, length: Int,
        tracksLength: Bool = false
    ) -> Object {
        let view = makeObject(
            kind, prototype: prototype, internalSlots: 1, rawWords: ByteView.rawWords, destructible: false,
            flags: kind == .typedArray ? CellFlags.exotic : 0)
        view.setInternalSlot(0, Value(buffer))
        let flags: UInt64 = (tracksLength ? 1 : 0) | (BufferView(object: buffer).isResizable ? 2 : 0)
        view.setRaw(0, UInt64(type.rawValue) | flags << 8)
        view.setRaw(1, tracksLength ? 0 : length)
        view.setRaw(2, byteOffset)
        return view
    }

    /// AllocateTypedArrayBuffer: a typed array with a buffer of its own.
    func makeTypedArray(_ type: ElementType, length: Int, prototype: Value? = nil) throws(JSException) -> Object {
        if length > BufferView.limit >> type.shift { throw rangeError("Invalid typed array length: \(length)") }
        let buffer = try allocateBuffer(
            .arrayBuffer, prototype: realm[.arrayBufferPrototype], byteLength: length << type.shift)
        return makeView(
            .typedArray, type, prototype: prototype ?? realm[type.prototype], buffer: buffer, byteOffset: 0, length: length)
    }

    /// A Uint8Array over part of a buffer.
    /// - Parameter prototype: of the new object (Node's Buffers are Uint8Arrays with Buffer.prototype); nil for %Uint8Array.prototype%.
    public func makeUint8Array(_ buffer: Object, offset: Int, length: Int, prototype: Value? = nil) -> Object {
        let parent = prototype ?? realm[.uint8ArrayPrototype]
        let bytes = BufferView(object: buffer).byteLength
        precondition(offset >= 0 && length >= 0 && offset + length <= bytes, "swjs: a view outside of its buffer")
        return makeView(.typedArray, .uint8, prototype: parent, buffer: buffer, byteOffset: offset, length: length)
    }

    /// True for a Uint8Array, whatever its prototype.
    public func isUint8Array(_ value: Value) -> Bool {
        guard let object = value.object(of: .typedArray) else { return false }
        return ByteView(object: object).type == .uint8
    }

    /// The name of a typed array's constructor (`Uint8Array`), nil for other values.
    public func typedArrayName(_ value: Value) -> String? {
        guard let object = value.object(of: .typedArray) else { return nil }
        return ByteView(object: object).type.name.description
    }

    /// TypedArrayCreateFromCtor(constructor, argumentList)
    func createTypedArray(
        _ constructor: Value, _ arguments: [Value], _ method: StaticString
    ) throws(JSException) -> Object {
        let object = try construct(constructor, arguments)
        // ValidateTypedArray
        if object.kind != .typedArray { throw typeError("this is not a typed array.") }
        let view = ByteView(object: object)
        if view.isOutOfBounds { throw outOfBoundsError(method) }
        if arguments.count == 1, arguments[0].isNumber, Double(view.length) < arguments[0].asNumber {
            throw typeError("Derived TypedArray constructor created an array which was too small")
        }
        return object
    }

    /// TypedArraySpeciesCreate(exemplar, (length))
    func createTypedArray(likeSpeciesOf exemplar: Object, length: Int, _ method: StaticString) throws(JSException) -> Object {
        let type = ByteView(object: exemplar).type
        let constructor = try speciesConstructor(exemplar, default: realm[type.constructor])
        if constructor == realm[type.constructor] { return try makeTypedArray(type, length: length) }
        let result = try createTypedArray(constructor, [Value(length)], method)
        try checkContentType(result, type)
        return result
    }

    func checkContentType(_ object: Object, _ type: ElementType) throws(JSException) {
        if ByteView(object: object).type.isBigInt != type.isBigInt {
            throw typeError("Content type of source and derived typed arrays differ")
        }
    }
}
