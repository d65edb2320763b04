// Methods of Array.prototype that look for elements.

/// Array.prototype.includes(searchElement [, fromIndex]) https://tc39.es/ecma262/#sec-array.prototype.includes
func arrayPrototypeIncludes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.includes")
    let length = try vm.lengthOfArrayLike(object)
    if length == 0 { return .false }
    var k = try vm.relativeIndex(args[1], length: length, default: 0)
    let wanted = args[0]
    if vm.isFullyStored(object, length) {
        let values = Storage.values(object.elements.unsafelyUnwrapped)
        if wanted.isNumber && wanted.asNumber.isNaN || wanted.isUndefined {
            while k < length {
                let value = values[k]
                if wanted.isUndefined ? value.isUndefined || value.isEmpty : value.isDouble && value.asDouble.isNaN { return .true }
                k += 1
            }
            return .false
        }
        return Value(vm.indexOfStrictlyEqual(values, k, length, wanted) >= 0)
    }
    while k < length {
        if vm.isSameValueZero(try vm.getElement(object, k), wanted) { return .true }
        k += 1
    }
    return .false
}

/// Array.prototype.indexOf(searchElement [, fromIndex]) https://tc39.es/ecma262/#sec-array.prototype.indexof
func arrayPrototypeIndexOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.indexOf")
    let length = try vm.lengthOfArrayLike(object)
    if length == 0 { return Value(int32: -1) }
    var k = try vm.relativeIndex(args[1], length: length, default: 0)
    if vm.isFullyStored(object, length) {
        return Value(vm.indexOfStrictlyEqual(Storage.values(object.elements.unsafelyUnwrapped), k, length, args[0]))
    }
    while k < length {
        let value = try vm.elementIfPresent(object, k)
        if !value.isEmpty && vm.isStrictlyEqual(value, args[0]) { return Value(k) }
        k += 1
    }
    return Value(int32: -1)
}

/// Array.prototype.lastIndexOf(searchElement [, fromIndex]) https://tc39.es/ecma262/#sec-array.prototype.lastindexof
func arrayPrototypeLastIndexOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.lastIndexOf")
    let length = try vm.lengthOfArrayLike(object)
    if length == 0 { return Value(int32: -1) }
    let from = args.count > 1 ? try vm.toIntegerOrInfinity(args[1]) : Double(length - 1)
    if from == -.infinity { return Value(int32: -1) }
    var k = from >= 0 ? Int(min(from, Double(length - 1))) : length + Int(max(from, -9007199254740992))
    while k >= 0 {
        let value = try vm.elementIfPresent(object, k)
        if !value.isEmpty && vm.isStrictlyEqual(value, args[0]) { return Value(k) }
        k -= 1
    }
    return Value(int32: -1)
}

extension VM {
    /// The first index in a range whose value is strictly equal; -1 when there is none. Runs no code of scripts.
    func indexOfStrictlyEqual(_ values: UnsafeMutablePointer<Value>, _ start: Int, _ end: Int, _ wanted: Value) -> Int {
        var k = start
        if wanted.isCell && (wanted.cellKind == .string || wanted.cellKind == .bigint) || wanted.isDouble {
            while k < end {
                let value = values[k]
                if !value.isEmpty && isStrictlyEqual(value, wanted) { return k }
                k += 1
            }
            return -1
        }
        if wanted.isInt32 {
            let double = Double(wanted.asInt32)
            while k < end {
                let value = values[k]
                if value == wanted || value.isDouble && value.asDouble == double { return k }
                k += 1
            }
            return -1
        }
        while k < end {
            if values[k] == wanted { return k }
            k += 1
        }
        return -1
    }

    /// FindViaPredicate(O, len, direction, predicate, thisArg): (-1, undefined) when nothing fits.
    fileprivate func findViaPredicate(
        _ args: Arguments, _ method: StaticString, ascending: Bool
    ) throws(JSException) -> (index: Int, value: Value) {
        let object = try arrayThis(args, method)
        let length = try lengthOfArrayLike(object)
        let predicate = args[0]
        if !predicate.isCallable { throw notCallable(predicate) }
        for i in 0..<length {
            let k = ascending ? i : length - 1 - i
            let value = try getElement(object, k)
            if toBoolean(try call(predicate, this: args[1], value, Value(k), Value(object))) { return (k, value) }
        }
        return (-1, .undefined)
    }
}

/// Array.prototype.find(predicate [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.find
func arrayPrototypeFind(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.findViaPredicate(args, "Array.prototype.find", ascending: true).value
}

/// Array.prototype.findIndex(predicate [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.findindex
func arrayPrototypeFindIndex(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.findViaPredicate(args, "Array.prototype.findIndex", ascending: true).index)
}

/// Array.prototype.findLast(predicate [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.findlast
func arrayPrototypeFindLast(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.findViaPredicate(args, "Array.prototype.findLast", ascending: false).value
}

/// Array.prototype.findLastIndex(predicate [, thisArg]) https://tc39.es/ecma262/#sec-array.prototype.findlastindex
func arrayPrototypeFindLastIndex(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.findViaPredicate(args, "Array.prototype.findLastIndex", ascending: false).index)
}
