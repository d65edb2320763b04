/// Iterator.prototype https://tc39.es/ecma262/#sec-properties-of-the-iterator-prototype-object
let iteratorPrototypeProperties: [BuiltinProperty] = [
    .method("reduce", 1, iteratorPrototypeReduce),
    .method("toArray", 0, iteratorPrototypeToArray),
    .method("forEach", 1, iteratorPrototypeForEach),
    .method("some", 1, iteratorPrototypeSome),
    .method("every", 1, iteratorPrototypeEvery),
    .method("find", 1, iteratorPrototypeFind),
    .method("filter", 1, iteratorPrototypeFilter),
    .method("map", 1, iteratorPrototypeMap),
    .method("take", 1, iteratorPrototypeTake),
    .method("drop", 1, iteratorPrototypeDrop),
    .method("flatMap", 1, iteratorPrototypeFlatMap),
    .method(.iterator, 0, returnThis),
]

extension VM {
    /// The object that an iterator method is called on.
    fileprivate func iteratorThis(_ args: Arguments, _ method: StaticString) throws(JSException) -> Object {
        guard let object = args.this.object else { throw typeError("\(method) called on non-object") }
        return object
    }

    /// Checks a callback argument; an iterator whose method was called wrongly is closed.
    fileprivate func iteratorCallback(_ object: Object, _ callback: Value) throws(JSException) -> IteratorRecord {
        if !callback.isCallable {
            let error = notCallable(callback)
            iteratorCloseSilently(IteratorRecord(iterator: object, next: .undefined))
            throw error
        }
        return IteratorRecord(iterator: object, next: try get(object, .next))
    }

    /// A call of a callback; the iterator is closed when it throws.
    @inline(__always)
    func callClosing(_ record: IteratorRecord, _ callback: Value, _ a: Value, _ b: Value) throws(JSException) -> Value {
        do throws(JSException) { return try call(callback, this: .undefined, a, b) } catch {
            iteratorCloseSilently(record)
            throw error
        }
    }
}

/// Iterator.prototype.reduce(reducer [, initialValue]) https://tc39.es/ecma262/#sec-iterator.prototype.reduce
private func iteratorPrototypeReduce(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.iteratorCallback(try vm.iteratorThis(args, "Iterator.prototype.reduce"), args[0])
    var counter = 0
    var accumulator: Value
    if args.count > 1 {
        accumulator = args[1]
    } else {
        guard let first = try vm.iteratorStep(record) else {
            throw vm.typeError("Reduce of a done iterator with no initial value")
        }
        accumulator = first
        counter = 1
    }
    while let value = try vm.iteratorStep(record) {
        do throws(JSException) {
            accumulator = try vm.call(args[0], this: .undefined, accumulator, value, Value(counter))
        } catch {
            vm.iteratorCloseSilently(record)
            throw error
        }
        counter += 1
    }
    return accumulator
}

/// Iterator.prototype.toArray() https://tc39.es/ecma262/#sec-iterator.prototype.toarray
private func iteratorPrototypeToArray(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.iteratorThis(args, "Iterator.prototype.toArray")
    let record = IteratorRecord(iterator: object, next: try vm.get(object, .next))
    let result = vm.makeArray()
    while let value = try vm.iteratorStep(record) { vm.arrayAppend(result, value) }
    return Value(result)
}

/// Iterator.prototype.forEach(procedure) https://tc39.es/ecma262/#sec-iterator.prototype.foreach
private func iteratorPrototypeForEach(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.iteratorCallback(try vm.iteratorThis(args, "Iterator.prototype.forEach"), args[0])
    var counter = 0
    while let value = try vm.iteratorStep(record) {
        _ = try vm.callClosing(record, args[0], value, Value(counter))
        counter += 1
    }
    return .undefined
}

/// Iterator.prototype.some(predicate) https://tc39.es/ecma262/#sec-iterator.prototype.some
private func iteratorPrototypeSome(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.iteratorCallback(try vm.iteratorThis(args, "Iterator.prototype.some"), args[0])
    var counter = 0
    while let value = try vm.iteratorStep(record) {
        if vm.toBoolean(try vm.callClosing(record, args[0], value, Value(counter))) {
            try vm.iteratorClose(record)
            return .true
        }
        counter += 1
    }
    return .false
}

/// Iterator.prototype.every(predicate) https://tc39.es/ecma262/#sec-iterator.prototype.every
private func iteratorPrototypeEvery(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.iteratorCallback(try vm.iteratorThis(args, "Iterator.prototype.every"), args[0])
    var counter = 0
    while let value = try vm.iteratorStep(record) {
        if !vm.toBoolean(try vm.callClosing(record, args[0], value, Value(counter))) {
            try vm.iteratorClose(record)
            return .false
        }
        counter += 1
    }
    return .true
}

/// Iterator.prototype.find(predicate) https://tc39.es/ecma262/#sec-iterator.prototype.find
private func iteratorPrototypeFind(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.iteratorCallback(try vm.iteratorThis(args, "Iterator.prototype.find"), args[0])
    var counter = 0
    while let value = try vm.iteratorStep(record) {
        if vm.toBoolean(try vm.callClosing(record, args[0], value, Value(counter))) {
            try vm.iteratorClose(record)
            return value
        }
        counter += 1
    }
    return .undefined
}

/// Iterator.prototype.filter(predicate) https://tc39.es/ecma262/#sec-iterator.prototype.filter
private func iteratorPrototypeFilter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.iteratorCallback(try vm.iteratorThis(args, "Iterator.prototype.filter"), args[0])
    return vm.makeIteratorHelper(record, .filter, args[0])
}

/// Iterator.prototype.map(mapper) https://tc39.es/ecma262/#sec-iterator.prototype.map
private func iteratorPrototypeMap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.iteratorCallback(try vm.iteratorThis(args, "Iterator.prototype.map"), args[0])
    return vm.makeIteratorHelper(record, .map, args[0])
}

/// Iterator.prototype.take(limit) https://tc39.es/ecma262/#sec-iterator.prototype.take
private func iteratorPrototypeTake(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.iteratorThis(args, "Iterator.prototype.take")
    let limit = try iteratorLimit(vm, object, args[0])
    return vm.makeIteratorHelper(IteratorRecord(iterator: object, next: try vm.get(object, .next)), .take, limit)
}

/// Iterator.prototype.drop(limit) https://tc39.es/ecma262/#sec-iterator.prototype.drop
private func iteratorPrototypeDrop(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.iteratorThis(args, "Iterator.prototype.drop")
    let limit = try iteratorLimit(vm, object, args[0])
    return vm.makeIteratorHelper(IteratorRecord(iterator: object, next: try vm.get(object, .next)), .drop, limit)
}

/// The integer or infinity of a limit; the iterator is closed when it is none.
private func iteratorLimit(_ vm: VM, _ iterator: Object, _ value: Value) throws(JSException) -> Value {
    do throws(JSException) {
        let number = try vm.toNumber(value)
        if number.isNaN { throw vm.rangeError("\(vm.display(value)) must be positive") }
        let limit = NumberMath.toIntegerOrInfinity(number)
        if limit < 0 || limit.isFinite && limit > 9007199254740991 {
            throw vm.rangeError("\(vm.display(value)) must be positive")
        }
        return Value(limit)
    } catch {
        vm.iteratorCloseSilently(IteratorRecord(iterator: iterator, next: .undefined))
        throw error
    }
}

/// Iterator.prototype.flatMap(mapper) https://tc39.es/ecma262/#sec-iterator.prototype.flatmap
private func iteratorPrototypeFlatMap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.iteratorCallback(try vm.iteratorThis(args, "Iterator.prototype.flatMap"), args[0])
    return vm.makeIteratorHelper(record, .flatMap, args[0])
}
