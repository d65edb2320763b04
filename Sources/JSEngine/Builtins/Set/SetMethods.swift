/// The methods of Set.prototype that take another set https://tc39.es/ecma262/#sec-set.prototype.difference
let setMethodProperties: [BuiltinProperty] = [
    .method("union", 1, setPrototypeUnion),
    .method("intersection", 1, setPrototypeIntersection),
    .method("difference", 1, setPrototypeDifference),
    .method("symmetricDifference", 1, setPrototypeSymmetricDifference),
    .method("isSubsetOf", 1, setPrototypeIsSubsetOf),
    .method("isSupersetOf", 1, setPrototypeIsSupersetOf),
    .method("isDisjointFrom", 1, setPrototypeIsDisjointFrom),
]

/// Set Record https://tc39.es/ecma262/#sec-set-records
private struct SetRecord {
    var object: Object
    /// An integer or +infinity.
    var size: Double
    var has: Value
    var keys: Value

    /// GetSetRecord(obj)
    init(_ vm: VM, _ value: Value) throws(JSException) {
        // 1. If obj is not an Object, throw a TypeError exception.
        guard let object = value.object else { throw vm.typeError("\(vm.display(value)) is not an object") }
        self.object = object
        // 2.-7.
        let number = try vm.toNumber(try vm.get(object, .size))
        if number.isNaN { throw vm.typeError("The 'size' property must be a number, not NaN") }
        size = NumberMath.toIntegerOrInfinity(number)
        if size < 0 { throw vm.rangeError("'\(vm.numberToString(size).toSwift(vm))' is an invalid size") }
        // 8.-11.
        has = try vm.get(object, .has)
        if !has.isCallable { throw vm.typeError("The 'has' property must be a function") }
        keys = try vm.get(object, .keys)
        if !keys.isCallable { throw vm.typeError("The 'keys' property must be a function") }
    }

    func contains(_ vm: VM, _ value: Value) throws(JSException) -> Bool {
        vm.toBoolean(try vm.call(has, this: Value(object), value))
    }

    /// GetIteratorFromMethod(otherRec.[[SetObject]], otherRec.[[Keys]]), with the method's result taken as it is.
    func iterator(_ vm: VM) throws(JSException) -> IteratorRecord {
        guard let iterator = try vm.call(keys, this: Value(object)).object else {
            throw vm.typeError("Result of the 'keys' method is not an object")
        }
        return IteratorRecord(iterator: iterator, next: try vm.get(iterator, .next))
    }

    func forEachKey(_ vm: VM, _ body: (Value) throws(JSException) -> Void) throws(JSException) {
        let record = try iterator(vm)
        while let key = try vm.iteratorStep(record) { try body(key) }
    }
}

private func copy(_ vm: VM, _ set: Object) -> Object {
    let result = vm.makeSet()
    vm.copyTable(set, to: result)
    return result
}

/// Set.prototype.union(other) https://tc39.es/ecma262/#sec-set.prototype.union
private func setPrototypeUnion(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisSet(vm, args, "Set.prototype.union")
    let other = try SetRecord(vm, args[0])
    let record = try other.iterator(vm)
    let result = copy(vm, set)
    while let key = try vm.iteratorStep(record) { try vm.tableSet(result, key, .undefined) }
    return Value(result)
}

/// Set.prototype.intersection(other) https://tc39.es/ecma262/#sec-set.prototype.intersection
private func setPrototypeIntersection(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisSet(vm, args, "Set.prototype.intersection")
    let other = try SetRecord(vm, args[0])
    let result = vm.makeSet()
    if Double(vm.tableCount(set)) <= other.size {
        var cursor = HashCursor(vm.table(set))
        while let index = cursor.next() {
            let value = cursor.table.key(index)
            if try other.contains(vm, value) { try vm.tableSet(result, value, .undefined) }
        }
    } else {
        try other.forEachKey(vm) { (key) throws(JSException) in
            if vm.tableGet(set, key) != nil { try vm.tableSet(result, key, .undefined) }
        }
    }
    return Value(result)
}

/// Set.prototype.difference(other) https://tc39.es/ecma262/#sec-set.prototype.difference
private func setPrototypeDifference(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisSet(vm, args, "Set.prototype.difference")
    let other = try SetRecord(vm, args[0])
    let result: Object
    if Double(vm.tableCount(set)) <= other.size {
        result = copy(vm, set)
        // Values that `has` removes from the set were copied already, and are asked about all the same.
        var cursor = HashCursor(vm.table(result))
        while let index = cursor.next() {
            let value = cursor.table.key(index)
            if try other.contains(vm, value) { _ = vm.tableDelete(result, value) }
        }
    } else {
        let record = try other.iterator(vm)
        result = copy(vm, set)
        while let key = try vm.iteratorStep(record) { _ = vm.tableDelete(result, key) }
    }
    return Value(result)
}

/// Set.prototype.symmetricDifference(other) https://tc39.es/ecma262/#sec-set.prototype.symmetricdifference
private func setPrototypeSymmetricDifference(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisSet(vm, args, "Set.prototype.symmetricDifference")
    let other = try SetRecord(vm, args[0])
    let record = try other.iterator(vm)
    let result = copy(vm, set)
    while let key = try vm.iteratorStep(record) {
        if vm.tableGet(set, key) != nil {
            _ = vm.tableDelete(result, key)
        } else {
            try vm.tableSet(result, key, .undefined)
        }
    }
    return Value(result)
}

/// Set.prototype.isSubsetOf(other) https://tc39.es/ecma262/#sec-set.prototype.issubsetof
private func setPrototypeIsSubsetOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisSet(vm, args, "Set.prototype.isSubsetOf")
    let other = try SetRecord(vm, args[0])
    if Double(vm.tableCount(set)) > other.size { return .false }
    var cursor = HashCursor(vm.table(set))
    while let index = cursor.next() {
        if try !other.contains(vm, cursor.table.key(index)) { return .false }
    }
    return .true
}

/// Set.prototype.isSupersetOf(other) https://tc39.es/ecma262/#sec-set.prototype.issupersetof
private func setPrototypeIsSupersetOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisSet(vm, args, "Set.prototype.isSupersetOf")
    let other = try SetRecord(vm, args[0])
    if Double(vm.tableCount(set)) < other.size { return .false }
    let record = try other.iterator(vm)
    while let key = try vm.iteratorStep(record) {
        if vm.tableGet(set, key) == nil {
            try vm.iteratorClose(record)
            return .false
        }
    }
    return .true
}

/// Set.prototype.isDisjointFrom(other) https://tc39.es/ecma262/#sec-set.prototype.isdisjointfrom
private func setPrototypeIsDisjointFrom(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisSet(vm, args, "Set.prototype.isDisjointFrom")
    let other = try SetRecord(vm, args[0])
    if Double(vm.tableCount(set)) <= other.size {
        var cursor = HashCursor(vm.table(set))
        while let index = cursor.next() {
            if try other.contains(vm, cursor.table.key(index)) { return .false }
        }
        return .true
    }
    let record = try other.iterator(vm)
    while let key = try vm.iteratorStep(record) {
        if vm.tableGet(set, key) != nil {
            try vm.iteratorClose(record)
            return .false
        }
    }
    return .true
}
