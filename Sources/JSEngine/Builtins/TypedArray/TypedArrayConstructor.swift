#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// %TypedArray% and its subclasses https://tc39.es/ecma262/#sec-typedarray-objects
func initialiseTypedArray(_ realm: Realm) {
    let vm = realm.vm
    realm.defineConstructor(
        "TypedArray", .typedArray, .typedArrayPrototype, length: 0, abstractConstructor,
        statics: [
            .method("from", 1, typedArrayFrom), .method("of", 0, typedArrayOf), .accessor(.species, get: returnThis),
        ],
        prototype: typedArrayPrototypeProperties)
    let prototype = realm[.typedArrayPrototype].asObject
    realm.define(typedArrayCallbackProperties, on: prototype)
    let values = vm.ownProperty(prototype, vm.names[.values])!.value
    vm.defineOwn(prototype, vm.symbols[.iterator], values, .hidden)
    let toString = vm.ownProperty(realm[.arrayPrototype].asObject, vm.names[.toString])!.value
    vm.defineOwn(prototype, vm.names[.toString], toString, .hidden)
    for type in ElementType.allCases {
        let size: [BuiltinProperty] = [.constant("BYTES_PER_ELEMENT", Double(type.size))]
        let constructor = realm.defineConstructor(
            type.name, type.constructor, type.prototype, length: 3, typedArrayConstructor, statics: size, prototype: size,
            constructorParent: .typedArray, prototypeParent: .typedArrayPrototype)
        constructor.setInternalSlot(1, Value(int32: Int32(type.rawValue)))
    }
}

/// %TypedArray%() https://tc39.es/ecma262/#sec-%typedarray%
private func abstractConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    throw vm.typeError("Abstract class TypedArray not directly constructable")
}

/// new TypedArray(...args), of the type in the function's data. https://tc39.es/ecma262/#sec-typedarray
private func typedArrayConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let type = ElementType(rawValue: UInt8(args.data(0).asInt32))!
    if !args.isConstruct { throw vm.typeError("Constructor \(type.name) requires 'new'") }
    // 5. If firstArgument is not an Object, it is a length.
    guard let first = args[0].object else {
        let length = try vm.toIndex(args[0], "Invalid typed array length: \(args[0].isSymbol ? "" : vm.display(args[0]))")
        let prototype = try vm.prototypeFromConstructor(args.newTarget, type.prototype)
        return Value(try vm.makeTypedArray(type, length: length, prototype: prototype))
    }
    let prototype = try vm.prototypeFromConstructor(args.newTarget, type.prototype)
    if first.kind == .typedArray { return Value(try vm.typedArray(type, prototype, from: first)) }
    if let buffer = args[0].buffer { return Value(try vm.typedArray(type, prototype, over: buffer, args[1], args[2])) }
    // InitializeTypedArrayFromList, InitializeTypedArrayFromArrayLike
    let method = try vm.getMethod(args[0], vm.symbols[.iterator])
    var list = first
    if !method.isUndefined && !vm.isListOfNumbers(first) {
        list = vm.makeArray()
        let record = try vm.getIterator(args[0], method: method)
        while let value = try vm.iteratorStep(record) { vm.arrayAppend(list, value) }
    }
    let length = try vm.lengthOfArrayLike(list)
    let result = try vm.makeTypedArray(type, length: length, prototype: prototype)
    for k in 0..<length { try vm.typedArraySet(result, k, try vm.getElement(list, k)) }
    return Value(result)
}

extension VM {
    /// An array with unpatched iteration whose elements convert without running code: it need not be copied first.
    fileprivate func isListOfNumbers(_ object: Object) -> Bool {
        guard object.kind == .array, isArrayIterationPristine(object), Int(object.arrayLength) <= object.elementCapacity else {
            return false
        }
        guard let elements = object.elements else { return true }
        for i in 0..<Int(object.arrayLength) where !Storage.values(elements)[i].isNumber { return false }
        return true
    }

    /// InitializeTypedArrayFromTypedArray https://tc39.es/ecma262/#sec-initializetypedarrayfromtypedarray
    fileprivate func typedArray(_ type: ElementType, _ prototype: Value, from source: Object) throws(JSException) -> Object {
        let view = ByteView(object: source)
        if view.isOutOfBounds { throw outOfBoundsError("Construct") }
        let length = view.length
        let result = try makeTypedArray(type, length: length, prototype: prototype)
        if view.type.isBigInt != type.isBigInt {
            throw typeError("Cannot mix BigInt and other types, use explicit conversions")
        }
        try copyElements(from: view, 0, to: ByteView(object: result), 0, length)
        return result
    }

    /// InitializeTypedArrayFromArrayBuffer https://tc39.es/ecma262/#sec-initializetypedarrayfromarraybuffer
    fileprivate func typedArray(
        _ type: ElementType, _ prototype: Value, over buffer: BufferView, _ offsetValue: Value, _ lengthValue: Value
    ) throws(JSException) -> Object {
        // 1.-5.
        let offset = try toIndex(offsetValue, "Start offset is too large:")
        if offset & (type.size - 1) != 0 { throw rangeError("start offset of \(type.name) should be a multiple of \(type.size)") }
        var length = 0
        if !lengthValue.isUndefined {
            length = try toIndex(lengthValue, "Invalid typed array length: \(lengthValue.isSymbol ? "" : display(lengthValue))")
        }
        // 6.-9.
        if buffer.isDetached { throw outOfBoundsError("Construct") }
        let available = buffer.byteLength
        if lengthValue.isUndefined {
            if buffer.isResizable {
                if offset > available { throw rangeError("Start offset \(offset) is outside the bounds of the buffer") }
                return makeView(
                    .typedArray, type, prototype: prototype, buffer: buffer.object, byteOffset: offset, length: 0, tracksLength: true)
            }
            if available & (type.size - 1) != 0 {
                throw rangeError("byte length of \(type.name) should be a multiple of \(type.size)")
            }
            if offset > available { throw rangeError("Start offset \(offset) is outside the bounds of the buffer") }
            length = (available - offset) >> type.shift
        } else if length > available || offset + length << type.shift > available {
            if offset > available { throw rangeError("Start offset \(offset) is outside the bounds of the buffer") }
            throw rangeError("Invalid typed array length: \(length)")
        }
        return makeView(.typedArray, type, prototype: prototype, buffer: buffer.object, byteOffset: offset, length: length)
    }

    /// Copies elements between views of the same content type; they may overlap. Both ranges are inside.
    func copyElements(
        from source: ByteView, _ start: Int, to target: ByteView, _ targetStart: Int, _ count: Int
    ) throws(JSException) {
        if count <= 0 { return }
        let (from, to) = (source.type, target.type)
        let sourceAddress = source.address + start << from.shift
        let targetAddress = target.address + targetStart << to.shift
        if from == to || from.shift == to.shift && !from.isFloat && !to.isFloat && to != .uint8Clamped {
            memmove(targetAddress, sourceAddress, count << from.shift)
            return
        }
        var origin = UnsafeRawPointer(sourceAddress)
        var copy: UnsafeMutableRawPointer?
        if source.buffer.object == target.buffer.object {
            copy = malloc(count << from.shift)
            memcpy(copy!, sourceAddress, count << from.shift)
            origin = UnsafeRawPointer(copy!)
        }
        defer { free(copy) }
        for i in 0..<count {
            let bits = try elementBits(loadElement(origin + i << from.shift, from), to)
            storeElement(targetAddress + i << to.shift, bits, shift: to.shift)
        }
    }
}

/// %TypedArray%.from(source [, mapper [, thisArg]]) https://tc39.es/ecma262/#sec-%typedarray%.from
private func typedArrayFrom(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    // 1.-4.
    if !args.this.isConstructor { throw vm.typeError("\(vm.display(args.this)) is not a constructor") }
    let mapper = args[1]
    if !mapper.isUndefined && !mapper.isCallable { throw vm.typeError("\(vm.display(mapper)) is not a function") }
    // 5.-12.
    let method = try vm.getMethod(args[0], vm.symbols[.iterator])
    let list: Object
    if method.isUndefined {
        list = try vm.toObject(args[0])
    } else {
        list = vm.makeArray()
        let record = try vm.getIterator(args[0], method: method)
        while let value = try vm.iteratorStep(record) { vm.arrayAppend(list, value) }
    }
    let length = try vm.lengthOfArrayLike(list)
    let target = try vm.createTypedArray(args.this, [Value(length)], "%TypedArray%.from")
    for k in 0..<length {
        var value = try vm.getElement(list, k)
        if !mapper.isUndefined { value = try vm.call(mapper, this: args[2], value, Value(k)) }
        try vm.typedArraySet(target, k, value)
    }
    return Value(target)
}

/// %TypedArray%.of(...items) https://tc39.es/ecma262/#sec-%typedarray%.of
private func typedArrayOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.this.isConstructor { throw vm.typeError("\(vm.display(args.this)) is not a constructor") }
    let target = try vm.createTypedArray(args.this, [Value(args.count)], "%TypedArray%.of")
    for k in 0..<args.count { try vm.typedArraySet(target, k, args[k]) }
    return Value(target)
}
