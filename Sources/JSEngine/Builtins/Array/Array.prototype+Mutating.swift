// Methods of Array.prototype that change their array.

private let largestLength = 9007199254740991

/// Array.prototype.copyWithin(target, start [, end]) https://tc39.es/ecma262/#sec-array.prototype.copywithin
func arrayPrototypeCopyWithin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.copyWithin")
    let length = try vm.lengthOfArrayLike(object)
    var to = try vm.relativeIndex(args[0], length: length, default: 0)
    var from = try vm.relativeIndex(args[1], length: length, default: 0)
    let final = try vm.relativeIndex(args[2], length: length, default: length)
    var count = min(final - from, length - to)
    if count <= 0 { return Value(object) }
    if vm.isFullyStored(object, length) {
        // Holes are copied as holes.
        let values = Storage.values(object.elements.unsafelyUnwrapped)
        if to != from { moveValues(values + to, values + from, count) }
        return Value(object)
    }
    var step = 1
    if from < to && to < from + count {
        step = -1
        from += count - 1
        to += count - 1
    }
    while count > 0 {
        let value = try vm.elementIfPresent(object, from)
        if value.isEmpty {
            try vm.deletePropertyOrThrow(object, vm.key(index: to))
        } else {
            try vm.setElement(object, to, value)
        }
        from += step
        to += step
        count -= 1
    }
    return Value(object)
}

/// Copies between ranges that may overlap.
@inline(__always)
func moveValues(_ target: UnsafeMutablePointer<Value>, _ source: UnsafeMutablePointer<Value>, _ count: Int) {
    UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * 8)
}

/// Array.prototype.fill(value [, start [, end]]) https://tc39.es/ecma262/#sec-array.prototype.fill
func arrayPrototypeFill(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.fill")
    let length = try vm.lengthOfArrayLike(object)
    var k = try vm.relativeIndex(args[1], length: length, default: 0)
    let final = try vm.relativeIndex(args[2], length: length, default: length)
    if vm.isFullyStored(object, length) {
        if k < final { (Storage.values(object.elements.unsafelyUnwrapped) + k).update(repeating: args[0], count: final - k) }
        return Value(object)
    }
    while k < final {
        try vm.setElement(object, k, args[0])
        k += 1
    }
    return Value(object)
}

/// Array.prototype.pop() https://tc39.es/ecma262/#sec-array.prototype.pop
func arrayPrototypePop(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.pop")
    if vm.isPlainArray(object) {
        let length = Int(object.arrayLength)
        if length == 0 { return .undefined }
        if let elements = object.elements, length <= Storage.capacity(elements) {
            let value = Storage.values(elements)[length - 1]
            if !value.isEmpty {
                Storage.values(elements)[length - 1] = .empty
                object.arrayLength = UInt32(length - 1)
                return value
            }
        }
    }
    let length = try vm.lengthOfArrayLike(object)
    if length == 0 {
        try vm.set(object, .length, .zero)
        return .undefined
    }
    let key = vm.key(index: length - 1)
    let value = try vm.get(object, key)
    try vm.deletePropertyOrThrow(object, key)
    try vm.set(object, .length, Value(length - 1))
    return value
}

/// Array.prototype.push(...items) https://tc39.es/ecma262/#sec-array.prototype.push
func arrayPrototypePush(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.push")
    if vm.isPlainArray(object), Int(object.arrayLength) <= object.elementCapacity {
        for i in 0..<args.count { vm.arrayAppend(object, args.registers[i + 1]) }
        return Value(object.arrayLength)
    }
    let length = try vm.lengthOfArrayLike(object)
    if length + args.count > largestLength {
        throw vm.typeError(
            "Pushing \(args.count) elements on an array-like of length \(length) is disallowed, as the total surpasses 2**53-1")
    }
    for i in 0..<args.count { try vm.set(object, vm.key(index: length + i), args[i]) }
    try vm.set(object, .length, Value(length + args.count))
    return Value(length + args.count)
}

/// Array.prototype.reverse() https://tc39.es/ecma262/#sec-array.prototype.reverse
func arrayPrototypeReverse(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.reverse")
    let length = try vm.lengthOfArrayLike(object)
    var (lower, upper) = (0, length - 1)
    if length > 0, vm.isFullyStored(object, length) {
        let values = Storage.values(object.elements.unsafelyUnwrapped)
        while lower < upper {
            let value = values[lower]
            values[lower] = values[upper]
            values[upper] = value
            lower += 1
            upper -= 1
        }
        return Value(object)
    }
    while lower < upper {
        let (lowerKey, upperKey) = (vm.key(index: lower), vm.key(index: upper))
        let lowerValue = try vm.elementIfPresent(object, lower)
        let upperValue = try vm.elementIfPresent(object, upper)
        if !upperValue.isEmpty {
            try vm.set(object, lowerKey, upperValue)
        } else if !lowerValue.isEmpty {
            try vm.deletePropertyOrThrow(object, lowerKey)
        }
        if !lowerValue.isEmpty {
            try vm.set(object, upperKey, lowerValue)
        } else if !upperValue.isEmpty {
            try vm.deletePropertyOrThrow(object, upperKey)
        }
        lower += 1
        upper -= 1
    }
    return Value(object)
}

/// Array.prototype.shift() https://tc39.es/ecma262/#sec-array.prototype.shift
func arrayPrototypeShift(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.shift")
    let length = try vm.lengthOfArrayLike(object)
    if length > 0, vm.isFullyStored(object, length) {
        let values = Storage.values(object.elements.unsafelyUnwrapped)
        let first = values[0]
        moveValues(values, values + 1, length - 1)
        values[length - 1] = .empty
        object.arrayLength = UInt32(length - 1)
        return first.isEmpty ? .undefined : first
    }
    if length == 0 {
        try vm.set(object, .length, .zero)
        return .undefined
    }
    let first = try vm.getElement(object, 0)
    try vm.moveElements(object, from: 1, to: 0, count: length - 1)
    try vm.deletePropertyOrThrow(object, vm.key(index: length - 1))
    try vm.set(object, .length, Value(length - 1))
    return first
}

/// Array.prototype.unshift(...items) https://tc39.es/ecma262/#sec-array.prototype.unshift
func arrayPrototypeUnshift(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.unshift")
    let length = try vm.lengthOfArrayLike(object)
    let count = args.count
    if vm.isPlainArray(object), length <= object.elementCapacity {
        if count > 0 {
            if length + count > object.elementCapacity { vm.growElements(object, toHold: length + count - 1) }
            let values = Storage.values(object.elements.unsafelyUnwrapped)
            moveValues(values + count, values, length)
            values.update(from: args.registers + 1, count: count)
            object.arrayLength = UInt32(length + count)
        }
        return Value(length + count)
    }
    if count > 0 {
        if length + count > largestLength {
            throw vm.typeError(
                "Pushing \(count) elements on an array-like of length \(length) is disallowed, as the total surpasses 2**53-1")
        }
        try vm.moveElements(object, from: 0, to: count, count: length)
        for i in 0..<count { try vm.set(object, vm.key(index: i), args[i]) }
    }
    try vm.set(object, .length, Value(length + count))
    return Value(length + count)
}

/// Array.prototype.splice(start, deleteCount, ...items) https://tc39.es/ecma262/#sec-array.prototype.splice
func arrayPrototypeSplice(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.splice")
    let length = try vm.lengthOfArrayLike(object)
    let start = try vm.relativeIndex(args[0], length: length, default: 0)
    let inserted = max(0, args.count - 2)
    let deleted: Int
    switch args.count {
    case 0: deleted = 0
    case 1: deleted = length - start
    default: deleted = Int(min(max(try vm.toIntegerOrInfinity(args[1]), 0), Double(length - start)))
    }
    if length + inserted - deleted > largestLength { throw vm.typeError("Invalid array length") }
    let result = try vm.arraySpeciesCreate(object, deleted)
    if vm.isFullyStored(object, length), vm.isFullyStored(result, deleted) || deleted == 0 && vm.isPlainArray(result),
        result != object
    {
        let newLength = length + inserted - deleted
        if deleted > 0 {
            Storage.values(result.elements.unsafelyUnwrapped)
                .update(from: Storage.values(object.elements.unsafelyUnwrapped) + start, count: deleted)
        }
        if newLength > object.elementCapacity { vm.growElements(object, toHold: newLength - 1) }
        if let elements = object.elements {
            let values = Storage.values(elements)
            if inserted != deleted { moveValues(values + start + inserted, values + start + deleted, length - start - deleted) }
            if inserted > 0 { (values + start).update(from: args.registers + 3, count: inserted) }
            if newLength < length { (values + newLength).update(repeating: .empty, count: length - newLength) }
        }
        object.arrayLength = UInt32(newLength)
        return Value(result)
    }
    for i in 0..<deleted {
        let value = try vm.elementIfPresent(object, start + i)
        if !value.isEmpty { try vm.createElement(result, i, value) }
    }
    try vm.set(result, .length, Value(deleted))
    if inserted != deleted {
        try vm.moveElements(object, from: start + deleted, to: start + inserted, count: length - start - deleted)
        var k = length
        while k > length - deleted + inserted {
            try vm.deletePropertyOrThrow(object, vm.key(index: k - 1))
            k -= 1
        }
    }
    for i in 0..<inserted { try vm.set(object, vm.key(index: start + i), args[i + 2]) }
    try vm.set(object, .length, Value(length - deleted + inserted))
    return Value(result)
}

extension VM {
    /// Moves `count` properties of an array-like object, holes as holes, in the order that keeps them from overwriting each other.
    func moveElements(_ object: Object, from: Int, to: Int, count: Int) throws(JSException) {
        for i in 0..<count {
            let k = to < from ? i : count - 1 - i
            let value = try elementIfPresent(object, from + k)
            if value.isEmpty {
                try deletePropertyOrThrow(object, key(index: to + k))
            } else {
                try setElement(object, to + k, value)
            }
        }
    }
}
