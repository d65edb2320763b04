/// The methods of %TypedArray.prototype% that call a function, and sorting.
let typedArrayCallbackProperties: [BuiltinProperty] = [
    .method("every", 1, typedArrayEvery),
    .method("filter", 1, typedArrayFilter),
    .method("find", 1, typedArrayFind),
    .method("findIndex", 1, typedArrayFindIndex),
    .method("findLast", 1, typedArrayFindLast),
    .method("findLastIndex", 1, typedArrayFindLastIndex),
    .method("forEach", 1, typedArrayForEach),
    .method("map", 1, typedArrayMap),
    .method("reduce", 1, typedArrayReduce),
    .method("reduceRight", 1, typedArrayReduceRight),
    .method("some", 1, typedArraySome),
    .method("sort", 1, typedArraySort),
    .method("toSorted", 1, typedArrayToSorted),
]

private func begin(
    _ vm: VM, _ args: Arguments, _ method: StaticString
) throws(JSException) -> (array: Object, length: Int, callback: Value) {
    let (array, length) = try thisTypedArray(vm, args, method)
    if !args[0].isCallable { throw vm.typeError("\(vm.display(args[0])) is not a function") }
    return (array, length, args[0])
}

/// Calls the callback on elements until `stop` says so; the index it stopped at and the element, or nil.
@inline(__always)
private func search(
    _ vm: VM, _ args: Arguments, _ method: StaticString, backwards: Bool = false, until wanted: Bool
) throws(JSException) -> (index: Int, value: Value)? {
    let (array, length, callback) = try begin(vm, args, method)
    for i in 0..<length {
        let k = backwards ? length - 1 - i : i
        let element = vm.typedArrayElement(array, k) ?? .undefined
        if vm.toBoolean(try vm.call(callback, this: args[1], element, Value(k), args.this)) == wanted { return (k, element) }
    }
    return nil
}

/// %TypedArray%.prototype.every(callback [, thisArg])
private func typedArrayEvery(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try search(vm, args, "%TypedArray%.prototype.every", until: false) == nil)
}

/// %TypedArray%.prototype.some(callback [, thisArg])
private func typedArraySome(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try search(vm, args, "%TypedArray%.prototype.some", until: true) != nil)
}

/// %TypedArray%.prototype.find(predicate [, thisArg])
private func typedArrayFind(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try search(vm, args, "%TypedArray%.prototype.find", until: true)?.value ?? .undefined
}

/// %TypedArray%.prototype.findIndex(predicate [, thisArg])
private func typedArrayFindIndex(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try search(vm, args, "%TypedArray%.prototype.findIndex", until: true)?.index ?? -1)
}

/// %TypedArray%.prototype.findLast(predicate [, thisArg])
private func typedArrayFindLast(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try search(vm, args, "%TypedArray%.prototype.findLast", backwards: true, until: true)?.value ?? .undefined
}

/// %TypedArray%.prototype.findLastIndex(predicate [, thisArg])
private func typedArrayFindLastIndex(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try search(vm, args, "%TypedArray%.prototype.findLastIndex", backwards: true, until: true)?.index ?? -1)
}

/// %TypedArray%.prototype.forEach(callback [, thisArg])
private func typedArrayForEach(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length, callback) = try begin(vm, args, "%TypedArray%.prototype.forEach")
    for k in 0..<length {
        _ = try vm.call(callback, this: args[1], vm.typedArrayElement(array, k) ?? .undefined, Value(k), args.this)
    }
    return .undefined
}

/// %TypedArray%.prototype.filter(callback [, thisArg])
private func typedArrayFilter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length, callback) = try begin(vm, args, "%TypedArray%.prototype.filter")
    let kept = vm.makeArray()
    for k in 0..<length {
        let element = vm.typedArrayElement(array, k) ?? .undefined
        if vm.toBoolean(try vm.call(callback, this: args[1], element, Value(k), args.this)) { vm.arrayAppend(kept, element) }
    }
    let count = Int(kept.arrayLength)
    let result = try vm.createTypedArray(likeSpeciesOf: array, length: count, "%TypedArray%.prototype.filter")
    for k in 0..<count { try vm.typedArraySet(result, k, try vm.getElement(kept, k)) }
    return Value(result)
}

/// %TypedArray%.prototype.map(callback [, thisArg])
private func typedArrayMap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (array, length, callback) = try begin(vm, args, "%TypedArray%.prototype.map")
    let result = try vm.createTypedArray(likeSpeciesOf: array, length: length, "%TypedArray%.prototype.map")
    for k in 0..<length {
        let element = vm.typedArrayElement(array, k) ?? .undefined
        try vm.typedArraySet(result, k, try vm.call(callback, this: args[1], element, Value(k), args.this))
    }
    return Value(result)
}

/// %TypedArray%.prototype.reduce(callback [, initialValue])
private func typedArrayReduce(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try reduce(vm, args, "%TypedArray%.prototype.reduce", backwards: false)
}

/// %TypedArray%.prototype.reduceRight(callback [, initialValue])
private func typedArrayReduceRight(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try reduce(vm, args, "%TypedArray%.prototype.reduceRight", backwards: true)
}

private func reduce(_ vm: VM, _ args: Arguments, _ method: StaticString, backwards: Bool) throws(JSException) -> Value {
    let (array, length, callback) = try begin(vm, args, method)
    var accumulator = args[1]
    var i = 0
    if args.count < 2 {
        if length == 0 { throw vm.typeError("Reduce of empty array with no initial value") }
        accumulator = vm.typedArrayElement(array, backwards ? length - 1 : 0) ?? .undefined
        i = 1
    }
    while i < length {
        let k = backwards ? length - 1 - i : i
        let element = vm.typedArrayElement(array, k) ?? .undefined
        accumulator = try vm.call(callback, this: .undefined, [accumulator, element, Value(k), args.this])
        i += 1
    }
    return accumulator
}

// MARK: Sorting

private func comparator(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args[0].isUndefined && !args[0].isCallable {
        throw vm.typeError("The comparison function must be either a function or undefined")
    }
    return args[0]
}

/// %TypedArray%.prototype.sort(comparator) https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort
private func typedArraySort(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let comparator = try comparator(vm, args)
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.sort")
    if comparator.isUndefined { sortByValue(ByteView(object: array), length) } else { try sort(vm, array, length, comparator) }
    return args.this
}

/// %TypedArray%.prototype.toSorted(comparator) https://tc39.es/ecma262/#sec-%typedarray%.prototype.tosorted
private func typedArrayToSorted(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let comparator = try comparator(vm, args)
    let (array, length) = try thisTypedArray(vm, args, "%TypedArray%.prototype.toSorted")
    let copy = try vm.makeTypedArray(ByteView(object: array).type, length: length)
    try vm.copyElements(from: ByteView(object: array), 0, to: ByteView(object: copy), 0, length)
    if comparator.isUndefined { sortByValue(ByteView(object: copy), length) } else { try sort(vm, copy, length, comparator) }
    return Value(copy)
}

private func sort(_ vm: VM, _ array: Object, _ length: Int, _ comparator: Value) throws(JSException) {
    let list = vm.makeArray(capacity: length)
    for k in 0..<length { vm.arrayAppend(list, vm.typedArrayElement(array, k) ?? .undefined) }
    try vm.sortValues(list, comparator)
    let now = min(length, vm.typedArrayLength(array))
    for k in 0..<now { try vm.typedArraySet(array, k, try vm.getElement(list, k)) }
}

/// In the order of CompareTypedArrayElements: numbers ascending, -0 before +0, NaN last.
private func sortByValue(_ view: ByteView, _ length: Int) {
    if length < 2 { return }
    let address = view.address
    func sort<T: Comparable>(_: T.Type) {
        var elements = UnsafeMutableBufferPointer(start: address.assumingMemoryBound(to: T.self), count: length)
        elements.sort()
    }
    switch view.type {
    case .int8: sort(Int8.self)
    case .uint8, .uint8Clamped: sort(UInt8.self)
    case .int16: sort(Int16.self)
    case .uint16: sort(UInt16.self)
    case .int32: sort(Int32.self)
    case .uint32: sort(UInt32.self)
    case .bigInt64: sort(Int64.self)
    case .bigUint64: sort(UInt64.self)
    case .float16:
        var elements = UnsafeMutableBufferPointer(start: address.assumingMemoryBound(to: UInt16.self), count: length)
        elements.sort { precedes(Float16Bits.toDouble($0), Float16Bits.toDouble($1)) }
    case .float32:
        var elements = UnsafeMutableBufferPointer(start: address.assumingMemoryBound(to: Float.self), count: length)
        elements.sort { precedes(Double($0), Double($1)) }
    case .float64:
        var elements = UnsafeMutableBufferPointer(start: address.assumingMemoryBound(to: Double.self), count: length)
        elements.sort(by: precedes)
    }
}

@inline(__always)
private func precedes(_ a: Double, _ b: Double) -> Bool {
    if a < b { return true }
    if a > b || a.isNaN { return false }
    if b.isNaN { return true }
    return a == 0 && b == 0 && a.sign == .minus && b.sign == .plus
}
