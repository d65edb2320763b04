#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// %TypedArray.prototype% https://tc39.es/ecma262/#sec-properties-of-the-%typedarrayprototype%-object
let typedArrayPrototypeProperties: [BuiltinProperty] = [
    .accessor("buffer", get: typedArrayBuffer),
    .accessor("byteLength", get: typedArrayByteLength),
    .accessor("byteOffset", get: typedArrayByteOffset),
    .accessor("length", get: typedArrayPrototypeLength),
    .method("at", 1, typedArrayAt),
    .method("copyWithin", 2, typedArrayCopyWithin),
    .method("entries", 0, typedArrayEntries),
    .method("fill", 1, typedArrayFill),
    .method("includes", 1, typedArrayIncludes),
    .method("indexOf", 1, typedArrayIndexOf),
    .method("join", 1, typedArrayJoin),
    .method("keys", 0, typedArrayKeys),
    .method("lastIndexOf", 1, typedArrayLastIndexOf),
    .method("reverse", 0, typedArrayReverse),
    .method("set", 1, typedArraySet),
    .method("slice", 2, typedArraySlice),
    .method("subarray", 2, typedArraySubarray),
    .method("toLocaleString", 0, typedArrayToLocaleString),
    .method("toReversed", 0, typedArrayToReversed),
    .method("values", 0, typedArrayValues),
    .method("with", 2, typedArrayWith),
    .accessor(.toStringTag, get: typedArrayToStringTag),
]

/// ValidateTypedArray(this) with the length.
@inline(__always)
func thisTypedArray(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> (array: Object, length: Int) {
    guard let array = args.this.object(of: .typedArray) else { throw vm.typeError("this is not a typed array.") }
    let view = ByteView(object: array)
    if view.isOutOfBounds { throw vm.outOfBoundsError(method) }
    return (array, view.length)
}

private func receiver(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> ByteView {
    guard let array = args.this.object(of: .typedArray) else { throw vm.incompatibleReceiver(args.this, method) }
    return ByteView(object: array)
}

/// get %TypedArray%.prototype.buffer
private func typedArrayBuffer(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try receiver(vm, args, "get TypedArray.prototype.buffer").buffer.object)
}

/// get %TypedArray%.prototype.byteLength
private func typedArrayByteLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try receiver(vm, args, "get TypedArray.prototype.byteLength").byteLength)
}

/// get %TypedArray%.prototype.byteOffset
private func typedArrayByteOffset(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try receiver(vm, args, "get TypedArray.prototype.byteOffset")
    return view.isOutOfBounds ? .zero : Value(view.byteOffset)
}

/// get %TypedArray%.prototype.length
func typedArrayPrototypeLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try receiver(vm, args, "get TypedArray.prototype.length").length)
}

/// get %TypedArray%.prototype [ %Symbol.toStringTag% ]
private func typedArrayToStringTag(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let array = args.this.object(of: .typedArray) else { return .undefined }
    return Value(cell: vm.key(ByteView(object: array).type.name).cell)
}

/// %TypedArray%.prototype.at(index)
private func typedArrayAt(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.at")
    let relative = try vm.toIntegerOrInfinity(args[0])
    let k = relative >= 0 ? relative : Double(length) + relative
    if k < 0 || k >= Double(length) { return .undefined }
    return vm.typedArrayElement(array, Int(k)) ?? .undefined
}

/// %TypedArray%.prototype.copyWithin(target, start [, end])
private func typedArrayCopyWithin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.copyWithin")
    let target = try vm.relativeIndex(args[0], length: length, default: 0)
    let start = try vm.relativeIndex(args[1], length: length, default: 0)
    let end = try vm.relativeIndex(args[2], length: length, default: length)
    var count = min(end - start, length - target)
    if count <= 0 { return args.this }
    let view = ByteView(object: array)
    if view.isOutOfBounds { throw vm.outOfBoundsError("%TypedArray%.prototype.copyWithin") }
    let now = view.length
    count = min(count, now - start, now - target)
    if count > 0 {
        let shift = view.type.shift
        memmove(view.address + target << shift, view.address + start << shift, count << shift)
    }
    return args.this
}

/// %TypedArray%.prototype.entries()
private func typedArrayEntries(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeArrayIterator(try thisTypedArray(vm, args, "%TypedArray%.prototype.entries").array, .entries)
}

/// %TypedArray%.prototype.keys()
private func typedArrayKeys(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeArrayIterator(try thisTypedArray(vm, args, "%TypedArray%.prototype.keys").array, .keys)
}

/// %TypedArray%.prototype.values()
private func typedArrayValues(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeArrayIterator(try thisTypedArray(vm, args, "%TypedArray%.prototype.values()").array, .values)
}

/// %TypedArray%.prototype.fill(value [, start [, end]])
private func typedArrayFill(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.fill")
    let view = ByteView(object: array)
    let bits = try vm.elementBits(args[0], view.type)
    let start = try vm.relativeIndex(args[1], length: length, default: 0)
    var end = try vm.relativeIndex(args[2], length: length, default: length)
    if view.isOutOfBounds { throw vm.outOfBoundsError("%TypedArray%.prototype.fill") }
    end = min(end, view.length)
    if start >= end { return args.this }
    let shift = view.type.shift
    if shift == 0 {
        memset(view.address + start, Int32(UInt8(truncatingIfNeeded: bits)), end - start)
    } else {
        let address = view.address
        for k in start..<end { vm.storeElement(address + k << shift, bits, shift: shift) }
    }
    return args.this
}

// MARK: Searching

/// A search for a Number or BigInt by strict equality (`NaN` too when `sameValueZero`) in a step direction; -1 when it is not there.
private func find(_ vm: VM, _ array: Object, _ value: Value, from start: Int, to end: Int, step: Int, sameValueZero: Bool) -> Int
{
    let view = ByteView(object: array)
    let type = view.type
    if type.isBigInt ? !value.isBigInt : !value.isNumber { return -1 }
    if type.shift == 0, !value.isBigInt {
        guard let byte = Int32(exactly: value.asNumber) else { return -1 }
        if type == .int8 ? byte < -128 || byte > 127 : byte < 0 || byte > 255 { return -1 }
        if step == 1 {
            if start >= end { return -1 }
            let address = view.address
            guard let found = memchr(address + start, byte & 0xFF, end - start) else { return -1 }
            return UnsafeRawPointer(found) - UnsafeRawPointer(address)
        }
    }
    var k = start
    while k != end {
        let element = vm.loadElement(view.address + k << type.shift, type)
        if sameValueZero ? vm.isSameValueZero(element, value) : vm.isStrictlyEqual(element, value) { return k }
        k += step
    }
    return -1
}

/// %TypedArray%.prototype.includes(searchElement [, fromIndex])
private func typedArrayIncludes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.includes")
    if length == 0 { return .false }
    let start = try vm.relativeIndex(args[1], length: length, default: 0)
    let now = vm.typedArrayLength(array)
    // Elements that went away while the index was converted read as undefined.
    if args[0].isUndefined && start < length && now < length { return .true }
    return Value(find(vm, array, args[0], from: min(start, now), to: min(length, now), step: 1, sameValueZero: true) >= 0)
}

/// %TypedArray%.prototype.indexOf(searchElement [, fromIndex])
private func typedArrayIndexOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.indexOf")
    if length == 0 { return Value(-1) }
    let start = try vm.relativeIndex(args[1], length: length, default: 0)
    let now = min(length, vm.typedArrayLength(array))
    return Value(find(vm, array, args[0], from: min(start, now), to: now, step: 1, sameValueZero: false))
}

/// %TypedArray%.prototype.lastIndexOf(searchElement [, fromIndex])
private func typedArrayLastIndexOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.lastIndexOf")
    if length == 0 { return Value(-1) }
    var start = Double(length - 1)
    if args.count > 1 {
        let relative = try vm.toIntegerOrInfinity(args[1])
        start = relative >= 0 ? min(relative, start) : Double(length) + relative
    }
    let now = vm.typedArrayLength(array)
    let first = min(start, Double(now - 1))
    if first < 0 { return Value(-1) }
    return Value(find(vm, array, args[0], from: Int(first), to: -1, step: -1, sameValueZero: false))
}

// MARK: Text

/// %TypedArray%.prototype.join(separator)
private func typedArrayJoin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.join")
    let separator = args[0].isUndefined ? vm.singleUnitStrings[0x2C] : try vm.toString(args[0])
    if separator.length * max(0, length - 1) > JSString.maxLength { throw vm.rangeError("Invalid string length") }
    var builder = StringBuilder()
    for k in 0..<length {
        if k > 0 { builder.append(vm, separator) }
        if let element = vm.typedArrayElement(array, k) { builder.append(vm, try vm.toString(element)) }
        if builder.count > JSString.maxLength { throw vm.rangeError("Invalid string length") }
    }
    return Value(try builder.finish(vm))
}

/// %TypedArray%.prototype.toLocaleString()
private func typedArrayToLocaleString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.toLocaleString")
    var builder = StringBuilder()
    let name = vm.key("toLocaleString")
    for k in 0..<length {
        if k > 0 { builder.append(",") }
        if let element = vm.typedArrayElement(array, k) {
            builder.append(vm, try vm.toString(try vm.invoke(element, name)))
        }
    }
    return Value(try builder.finish(vm))
}

// MARK: Changing and copying

/// %TypedArray%.prototype.reverse()
private func typedArrayReverse(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.reverse")
    reverse(ByteView(object: array), length)
    return args.this
}

private func reverse(_ view: ByteView, _ length: Int) {
    if length < 2 { return }
    let address = view.address
    func swap<T: BitwiseCopyable>(_: T.Type) {
        var elements = UnsafeMutableBufferPointer(start: address.assumingMemoryBound(to: T.self), count: length)
        elements.reverse()
    }
    switch view.type.shift {
    case 0: swap(UInt8.self)
    case 1: swap(UInt16.self)
    case 2: swap(UInt32.self)
    default: swap(UInt64.self)
    }
}

/// %TypedArray%.prototype.toReversed()
private func typedArrayToReversed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.toReversed")
    let copy = try vm.makeTypedArray(ByteView(object: array).type, length: length)
    try vm.copyElements(from: ByteView(object: array), 0, to: ByteView(object: copy), 0, length)
    reverse(ByteView(object: copy), length)
    return Value(copy)
}

/// %TypedArray%.prototype.set(source [, offset]) https://tc39.es/ecma262/#sec-%typedarray%.prototype.set
private func typedArraySet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let target = args.this.object(of: .typedArray) else { throw vm.typeError("this is not a typed array.") }
    let view = ByteView(object: target)
    let offset = try vm.toIntegerOrInfinity(args[1])
    if offset < 0 { throw vm.rangeError("offset is out of bounds") }
    if let source = args[0].object(of: .typedArray) {
        // SetTypedArrayFromTypedArray
        if view.isOutOfBounds { throw vm.outOfBoundsError("%TypedArray%.prototype.set") }
        let from = ByteView(object: source)
        if from.isOutOfBounds { throw vm.outOfBoundsError("%TypedArray%.prototype.set") }
        if from.type.isBigInt != view.type.isBigInt {
            throw vm.typeError("Cannot mix BigInt and other types, use explicit conversions")
        }
        let count = from.length
        if offset + Double(count) > Double(view.length) { throw vm.rangeError("offset is out of bounds") }
        try vm.copyElements(from: from, 0, to: view, Int(offset), count)
        return .undefined
    }
    // SetTypedArrayFromArrayLike
    if view.isOutOfBounds { throw vm.outOfBoundsError("%TypedArray%.prototype.set") }
    let length = view.length
    let source = try vm.toObject(args[0])
    let count = try vm.lengthOfArrayLike(source)
    if offset + Double(count) > Double(length) { throw vm.rangeError("offset is out of bounds") }
    for k in 0..<count { try vm.typedArraySet(target, Int(offset) + k, try vm.getElement(source, k)) }
    return .undefined
}

/// %TypedArray%.prototype.slice(start, end) https://tc39.es/ecma262/#sec-%typedarray%.prototype.slice
private func typedArraySlice(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.slice")
    let start = try vm.relativeIndex(args[0], length: length, default: 0)
    let end = try vm.relativeIndex(args[1], length: length, default: length)
    var count = max(0, end - start)
    let result = try vm.createTypedArray(likeSpeciesOf: array, length: count, "%TypedArray%.prototype.slice")
    if count == 0 { return Value(result) }
    let (source, target) = (ByteView(object: array), ByteView(object: result))
    if source.isOutOfBounds { throw vm.outOfBoundsError("%TypedArray%.prototype.slice") }
    count = min(count, source.length - start)
    if count <= 0 { return Value(result) }
    if source.type == target.type {
        // Byte by byte in ascending order, also when both share a buffer.
        let shift = source.type.shift
        let bytes = min(count, target.length) << shift
        let (from, to) = (source.address + start << shift, target.address)
        if from < to && to < from + bytes {
            for i in 0..<bytes { to.storeBytes(of: (from + i).load(as: UInt8.self), toByteOffset: i, as: UInt8.self) }
        } else {
            memmove(to, from, bytes)
        }
        return Value(result)
    }
    for k in 0..<count { try vm.typedArraySet(result, k, vm.typedArrayElement(array, start + k) ?? .undefined) }
    return Value(result)
}

/// %TypedArray%.prototype.subarray(start, end) https://tc39.es/ecma262/#sec-%typedarray%.prototype.subarray
private func typedArraySubarray(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try receiver(vm, args, "%TypedArray%.prototype.subarray")
    let length = view.length
    let offset = view.byteOffset
    let start = try vm.relativeIndex(args[0], length: length, default: 0)
    let type = view.type
    var arguments = [Value(view.buffer.object), Value(offset + start << type.shift)]
    var count = 0
    if !view.tracksLength || !args[1].isUndefined {
        count = max(0, try vm.relativeIndex(args[1], length: length, default: length) - start)
        arguments.append(Value(count))
    }
    let constructor = try vm.speciesConstructor(view.object, default: vm.realm[type.constructor])
    if constructor == vm.realm[type.constructor], view.flags == 0, !view.buffer.isDetached {
        return Value(
            vm.makeView(
                .typedArray, type, prototype: vm.realm[type.prototype], buffer: view.buffer.object,
                byteOffset: offset + start << type.shift, length: count))
    }
    let result = try vm.createTypedArray(constructor, arguments, "%TypedArray%.prototype.subarray")
    try vm.checkContentType(result, type)
    return Value(result)
}

/// %TypedArray%.prototype.with(index, value) https://tc39.es/ecma262/#sec-%typedarray%.prototype.with
private func typedArrayWith(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.with")
    let relative = try vm.toIntegerOrInfinity(args[0])
    let index = relative >= 0 ? relative : Double(length) + relative
    let type = ByteView(object: array).type
    let value = type.isBigInt ? Value(try vm.toBigInt(args[1])) : Value(try vm.toNumber(args[1]))
    if index < 0 || index >= Double(vm.typedArrayLength(array)) { throw vm.rangeError("Invalid typed array index") }
    let copy = try vm.makeTypedArray(type, length: length)
    for k in 0..<length {
        try vm.typedArraySet(copy, k, k == Int(index) ? value : vm.typedArrayElement(array, k) ?? .undefined)
    }
    return Value(copy)
}
