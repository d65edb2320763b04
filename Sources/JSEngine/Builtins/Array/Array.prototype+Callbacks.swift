// Methods of Array.prototype that call a function with each element.

extension VM {
    /// Calls `body` with each element that is there and its index, until it returns false.
    @inline(__always)
    fileprivate func forEachElement(
        _ object: Object, _ length: Int, _ body: (Value, Int) throws(JSException) -> Bool
    ) throws(JSException) {
        var k = 0
        while k < length {
            let value = try elementIfPresent(object, k)
            if !value.isEmpty, try !body(value, k) { return }
            k += 1
        }
    }
}

/// Array.prototype.forEach(callbackfn [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.foreach
func arrayPrototypeForEach(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.forEach")
    let length = try vm.lengthOfArrayLike(object)
    let (callback, thisArgument) = (args[0], args[1])
    if !callback.isCallable { throw vm.notCallable(callback) }
    try vm.forEachElement(object, length) { (value, k) throws(JSException) in
        _ = try vm.call(callback, this: thisArgument, value, Value(k), Value(object))
        return true
    }
    return .undefined
}

/// Array.prototype.map(callbackfn [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.map
func arrayPrototypeMap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.map")
    let length = try vm.lengthOfArrayLike(object)
    let (callback, thisArgument) = (args[0], args[1])
    if !callback.isCallable { throw vm.notCallable(callback) }
    let result = try vm.arraySpeciesCreate(object, length)
    try vm.forEachElement(object, length) { (value, k) throws(JSException) in
        let mapped = try vm.call(callback, this: thisArgument, value, Value(k), Value(object))
        try vm.createElement(result, k, mapped)
        return true
    }
    return Value(result)
}

/// Array.prototype.filter(callbackfn [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.filter
func arrayPrototypeFilter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.filter")
    let length = try vm.lengthOfArrayLike(object)
    let (callback, thisArgument) = (args[0], args[1])
    if !callback.isCallable { throw vm.notCallable(callback) }
    let result = try vm.arraySpeciesCreate(object, 0)
    let plain = vm.isPlainArray(result) && result != object && result.arrayLength == 0
    var to = 0
    try vm.forEachElement(object, length) { (value, k) throws(JSException) in
        if vm.toBoolean(try vm.call(callback, this: thisArgument, value, Value(k), Value(object))) {
            if plain && vm.isPlainArray(result) && Int(result.arrayLength) == to {
                vm.arrayAppend(result, value)
            } else {
                try vm.createElement(result, to, value)
            }
            to += 1
        }
        return true
    }
    return Value(result)
}

/// Array.prototype.every(callbackfn [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.every
func arrayPrototypeEvery(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.every")
    let length = try vm.lengthOfArrayLike(object)
    let (callback, thisArgument) = (args[0], args[1])
    if !callback.isCallable { throw vm.notCallable(callback) }
    var result = true
    try vm.forEachElement(object, length) { (value, k) throws(JSException) in
        result = vm.toBoolean(try vm.call(callback, this: thisArgument, value, Value(k), Value(object)))
        return result
    }
    return Value(result)
}

/// Array.prototype.some(callbackfn [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.some
func arrayPrototypeSome(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.some")
    let length = try vm.lengthOfArrayLike(object)
    let (callback, thisArgument) = (args[0], args[1])
    if !callback.isCallable { throw vm.notCallable(callback) }
    var result = false
    try vm.forEachElement(object, length) { (value, k) throws(JSException) in
        result = vm.toBoolean(try vm.call(callback, this: thisArgument, value, Value(k), Value(object)))
        return !result
    }
    return Value(result)
}

/// Array.prototype.reduce(callbackfn [, initialValue]) https://tc39.es/ecma262/#sec-array.prototype.reduce
func arrayPrototypeReduce(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.reduce")
    let length = try vm.lengthOfArrayLike(object)
    let callback = args[0]
    if !callback.isCallable { throw vm.notCallable(callback) }
    var accumulator: Value = args.count > 1 ? args[1] : .empty
    try vm.forEachElement(object, length) { (value, k) throws(JSException) in
        accumulator = accumulator.isEmpty ? value : try vm.reduceStep(callback, accumulator, value, k, object)
        return true
    }
    if accumulator.isEmpty { throw vm.typeError("Reduce of empty array with no initial value") }
    return accumulator
}

/// Array.prototype.reduceRight(callbackfn [, initialValue]) https://tc39.es/ecma262/#sec-array.prototype.reduceright
func arrayPrototypeReduceRight(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.reduceRight")
    let length = try vm.lengthOfArrayLike(object)
    let callback = args[0]
    if !callback.isCallable { throw vm.notCallable(callback) }
    var accumulator: Value = args.count > 1 ? args[1] : .empty
    var k = length - 1
    while k >= 0 {
        let value = try vm.elementIfPresent(object, k)
        if !value.isEmpty {
            accumulator = accumulator.isEmpty ? value : try vm.reduceStep(callback, accumulator, value, k, object)
        }
        k -= 1
    }
    if accumulator.isEmpty { throw vm.typeError("Reduce of empty array with no initial value") }
    return accumulator
}

extension VM {
    @inline(__always)
    fileprivate func reduceStep(
        _ callback: Value, _ accumulator: Value, _ value: Value, _ k: Int, _ object: Object
    ) throws(JSException) -> Value {
        let registers = try pushWindow(callback, this: .undefined, count: 4)
        registers[1] = accumulator
        registers[2] = value
        registers[3] = Value(k)
        registers[4] = Value(object)
        return try callWindow(registers, count: 4)
    }
}
