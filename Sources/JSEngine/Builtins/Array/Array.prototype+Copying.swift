// Methods of Array.prototype that make a new array.

/// Array.prototype.concat(...items) https://tc39.es/ecma262/#sec-array.prototype.concat
func arrayPrototypeConcat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.concat")
    let result = try vm.arraySpeciesCreate(object, 0)
    let plain = vm.isPlainArray(result) && result.arrayLength == 0
    var n = 0
    for i in 0...args.count {
        let item = i == 0 ? Value(object) : args[i - 1]
        guard try vm.isConcatSpreadable(item) else {
            if n >= 9007199254740991 { throw vm.typeError("Invalid array length") }
            if plain && vm.isPlainArray(result) && Int(result.arrayLength) == n && n <= result.elementCapacity {
                vm.arrayAppend(result, item)
            } else {
                try vm.createElement(result, n, item)
            }
            n += 1
            continue
        }
        let source = item.asObject
        let length = try vm.lengthOfArrayLike(source)
        if n + length > 9007199254740991 { throw vm.typeError("Invalid array length") }
        if plain, vm.isFullyStored(source, length), source != result, Int(result.arrayLength) == n,
            n + length <= Int(UInt32.max), vm.isPlainArray(result)
        {
            if n + length > result.elementCapacity, length > 0 { vm.growElements(result, toHold: n + length - 1) }
            if length > 0 {
                (Storage.values(result.elements.unsafelyUnwrapped) + n)
                    .update(from: Storage.values(source.elements.unsafelyUnwrapped), count: length)
            }
            result.arrayLength = UInt32(n + length)
        } else {
            for k in 0..<length {
                let value = try vm.elementIfPresent(source, k)
                if !value.isEmpty { try vm.createElement(result, n + k, value) }
            }
        }
        n += length
    }
    try vm.set(result, .length, Value(n))
    return Value(result)
}

extension VM {
    /// IsConcatSpreadable(O) https://tc39.es/ecma262/#sec-isconcatspreadable
    fileprivate func isConcatSpreadable(_ value: Value) throws(JSException) -> Bool {
        guard let object = value.object else { return false }
        let spreadable = try get(object, symbols[.isConcatSpreadable])
        return spreadable.isUndefined ? try isArray(value) : toBoolean(spreadable)
    }
}

/// Array.prototype.slice(start, end) https://tc39.es/ecma262/#sec-array.prototype.slice
func arrayPrototypeSlice(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.slice")
    let length = try vm.lengthOfArrayLike(object)
    let start = try vm.relativeIndex(args[0], length: length, default: 0)
    let final = try vm.relativeIndex(args[1], length: length, default: length)
    let count = max(final - start, 0)
    let result = try vm.arraySpeciesCreate(object, count)
    if count > 0, vm.isFullyStored(object, length), vm.isFullyStored(result, count), result != object {
        Storage.values(result.elements.unsafelyUnwrapped)
            .update(from: Storage.values(object.elements.unsafelyUnwrapped) + start, count: count)
        return Value(result)
    }
    for i in 0..<count {
        let value = try vm.elementIfPresent(object, start + i)
        if !value.isEmpty { try vm.createElement(result, i, value) }
    }
    try vm.set(result, .length, Value(count))
    return Value(result)
}

/// Array.prototype.flat([depth]) https://tc39.es/ecma262/#sec-array.prototype.flat
func arrayPrototypeFlat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.flat")
    let length = try vm.lengthOfArrayLike(object)
    let depth = args[0].isUndefined ? 1 : try vm.toIntegerOrInfinity(args[0])
    let result = try vm.arraySpeciesCreate(object, 0)
    _ = try vm.flattenInto(result, object, length, 0, depth, .empty, .undefined)
    return Value(result)
}

/// Array.prototype.flatMap(mapperFunction [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.flatmap
func arrayPrototypeFlatMap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.flatMap")
    let length = try vm.lengthOfArrayLike(object)
    if !args[0].isCallable { throw vm.typeError("flatMap mapper function is not callable") }
    let result = try vm.arraySpeciesCreate(object, 0)
    _ = try vm.flattenInto(result, object, length, 0, 1, args[0], args[1])
    return Value(result)
}

extension VM {
    /// FlattenIntoArray(target, source, sourceLen, start, depth [, mapperFunction, thisArg])
    /// https://tc39.es/ecma262/#sec-flattenintoarray
    fileprivate func flattenInto(
        _ target: Object, _ source: Object, _ length: Int, _ start: Int, _ depth: Double, _ mapper: Value, _ thisArgument: Value
    ) throws(JSException) -> Int {
        try checkNativeStack()
        var to = start
        for k in 0..<length {
            var element = try elementIfPresent(source, k)
            if element.isEmpty { continue }
            if !mapper.isEmpty { element = try call(mapper, this: thisArgument, element, Value(k), Value(source)) }
            if depth > 0, try isArray(element) {
                let nested = element.asObject
                to = try flattenInto(target, nested, try lengthOfArrayLike(nested), to, depth - 1, .empty, .undefined)
            } else {
                if to >= 9007199254740991 { throw typeError("Invalid array length") }
                if isPlainArray(target) && Int(target.arrayLength) == to && to <= target.elementCapacity {
                    arrayAppend(target, element)
                } else {
                    try createElement(target, to, element)
                }
                to += 1
            }
        }
        return to
    }

    /// A copy of the elements of an array-like object, holes read through prototypes, with room for `extra` more.
    func copyElements(_ object: Object, _ length: Int, extra: Int = 0) throws(JSException) -> Object {
        if length + extra > Int(UInt32.max) { throw rangeError("Invalid array length") }
        let result = makeArray(capacity: min(length + extra, 1 << 20))
        for k in 0..<length { arrayAppend(result, try getElement(object, k)) }
        return result
    }
}

/// Array.prototype.toReversed() https://tc39.es/ecma262/#sec-array.prototype.toreversed
func arrayPrototypeToReversed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.toReversed")
    let length = try vm.lengthOfArrayLike(object)
    if length > Int(UInt32.max) { throw vm.rangeError("Invalid array length") }
    let result = vm.makeArray(capacity: min(length, 1 << 20))
    var k = length - 1
    while k >= 0 {
        vm.arrayAppend(result, try vm.getElement(object, k))
        k -= 1
    }
    return Value(result)
}

/// Array.prototype.toSpliced(start, skipCount, ...items) https://tc39.es/ecma262/#sec-array.prototype.tospliced
func arrayPrototypeToSpliced(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.toSpliced")
    let length = try vm.lengthOfArrayLike(object)
    let start = try vm.relativeIndex(args[0], length: length, default: 0)
    let inserted = max(0, args.count - 2)
    let skipped: Int
    switch args.count {
    case 0: skipped = 0
    case 1: skipped = length - start
    default: skipped = Int(min(max(try vm.toIntegerOrInfinity(args[1]), 0), Double(length - start)))
    }
    let newLength = length + inserted - skipped
    if newLength > 9007199254740991 { throw vm.typeError("Invalid array length") }
    if newLength > Int(UInt32.max) { throw vm.rangeError("Invalid array length") }
    let result = vm.makeArray(capacity: min(newLength, 1 << 20))
    for k in 0..<start { vm.arrayAppend(result, try vm.getElement(object, k)) }
    for i in 0..<inserted { vm.arrayAppend(result, args[i + 2]) }
    var k = start + skipped
    while k < length {
        vm.arrayAppend(result, try vm.getElement(object, k))
        k += 1
    }
    return Value(result)
}

/// Array.prototype.with(index, value) https://tc39.es/ecma262/#sec-array.prototype.with
func arrayPrototypeWith(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.with")
    let length = try vm.lengthOfArrayLike(object)
    let relative = try vm.toIntegerOrInfinity(args[0])
    let index = relative >= 0 ? relative : Double(length) + relative
    if index < 0 || index >= Double(length) {
        throw vm.rangeError("Invalid index : \(vm.numberToString(relative).toSwift(vm))")
    }
    if length > Int(UInt32.max) { throw vm.rangeError("Invalid array length") }
    let result = vm.makeArray(capacity: min(length, 1 << 20))
    for k in 0..<length { vm.arrayAppend(result, k == Int(index) ? args[1] : try vm.getElement(object, k)) }
    return Value(result)
}
