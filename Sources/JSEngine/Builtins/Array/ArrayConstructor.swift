/// Array https://tc39.es/ecma262/#sec-array-objects
func initialiseArray(_ realm: Realm) {
    let vm = realm.vm
    let prototype = realm[.arrayPrototype].asObject
    realm.defineConstructor(
        "Array", .array, .arrayPrototype, length: 1, arrayConstructor,
        statics: [
            .method("isArray", 1, arrayIsArray),
            .method("from", 1, arrayFrom),
            .method("of", 0, arrayOf),
            .accessor(.species, get: returnThis),
        ],
        prototype: arrayPrototypeProperties, existingPrototype: prototype)
    let values = vm.ownProperty(prototype, vm.names[.values])!.value
    realm[.arrayPrototypeValues] = values
    vm.defineOwn(prototype, vm.symbols[.iterator], values, .hidden)
    // Array.prototype[Symbol.unscopables] https://tc39.es/ecma262/#sec-array.prototype-%symbol.unscopables%
    let unscopables = vm.makeObject(prototype: .null)
    let names: [StaticString] = [
        "at", "copyWithin", "entries", "fill", "find", "findIndex", "findLast", "findLastIndex", "flat", "flatMap", "includes",
        "keys", "toReversed", "toSorted", "toSpliced", "values",
    ]
    for name in names { vm.defineOwn(unscopables, vm.key(name), .true) }
    vm.defineOwn(prototype, vm.symbols[.unscopables], Value(unscopables), [.configurable])
    initialiseArrayIterator(realm)
}

/// Array(...values) https://tc39.es/ecma262/#sec-array
private func arrayConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    var prototype: Value?
    if args.isConstruct && args.newTarget != Value(args.callee) {
        prototype = try vm.prototypeFromConstructor(args.newTarget, .arrayPrototype)
    }
    let array: Object
    if args.count == 1 && args[0].isNumber {
        guard let length = UInt32(exactly: args[0].asNumber) else { throw vm.rangeError("Invalid array length") }
        array = try vm.arrayCreate(Int(length))
    } else {
        array = vm.makeArray(args.all)
    }
    if let prototype { vm.changePrototype(array, prototype) }
    return Value(array)
}

/// Array.isArray(arg) https://tc39.es/ecma262/#sec-array.isarray
private func arrayIsArray(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(try vm.isArray(args[0])) }

/// Array.from(items [, mapfn [, thisArg]]) https://tc39.es/ecma262/#sec-array.from
private func arrayFrom(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (constructor, items, mapper) = (args.this, args[0], args[1])
    if !mapper.isUndefined && !mapper.isCallable { throw vm.notCallable(mapper) }
    if items.isNullish { throw vm.notIterable(items) }
    let usingIterator = try vm.getV(items, vm.symbols[.iterator])
    if !usingIterator.isNullish {
        if !usingIterator.isCallable {
            throw vm.typeError(
                "%Array%.from requires that the property of the first argument, items[Symbol.iterator], when exists, be a function")
        }
        let target = constructor.isConstructor ? try vm.construct(constructor) : vm.makeArray()
        let direct = vm.isPlainArray(target)
        var index = 0
        func add(_ value: Value) throws(JSException) {
            let mapped = mapper.isUndefined ? value : try vm.call(mapper, this: args[2], value, Value(index))
            if direct && vm.isPlainArray(target) && Int(target.arrayLength) == index {
                vm.arrayAppend(target, mapped)
            } else {
                try vm.createDataPropertyOrThrow(target, vm.key(index: index), mapped)
            }
            index += 1
        }
        if let array = items.object(of: .array), vm.isArrayIterationPristine(array) {
            var i = 0
            while i < Int(array.arrayLength) {
                try add(try vm.getElement(array, i))
                i += 1
            }
        } else {
            let record = try vm.getIterator(items, method: usingIterator)
            while let value = try vm.iteratorStep(record) {
                do throws(JSException) { try add(value) } catch {
                    vm.iteratorCloseSilently(record)
                    throw error
                }
            }
        }
        try vm.set(target, .length, Value(index))
        return Value(target)
    }
    let source = try vm.toObject(items)
    let length = try vm.lengthOfArrayLike(source)
    let target = constructor.isConstructor ? try vm.construct(constructor, [Value(length)]) : try vm.arrayCreate(length)
    for i in 0..<length {
        let value = try vm.getElement(source, i)
        let mapped = mapper.isUndefined ? value : try vm.call(mapper, this: args[2], value, Value(i))
        try vm.createElement(target, i, mapped)
    }
    try vm.set(target, .length, Value(length))
    return Value(target)
}

/// Array.of(...items) https://tc39.es/ecma262/#sec-array.of
private func arrayOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.this.isConstructor || args.this == vm.realm[.array] { return Value(vm.makeArray(args.all)) }
    let target = try vm.construct(args.this, [Value(args.count)])
    for i in 0..<args.count { try vm.createElement(target, i, args[i]) }
    try vm.set(target, .length, Value(args.count))
    return Value(target)
}

extension VM {
    /// Elements beyond this are not allocated before they are written.
    private static let preallocationLimit = 1 << 23

    /// ArrayCreate(length) https://tc39.es/ecma262/#sec-arraycreate
    func arrayCreate(_ length: Int) throws(JSException) -> Object {
        if length > Int(UInt32.max) { throw rangeError("Invalid array length") }
        return allocateArray(shape: realm.arrayShape, length: length, capacity: length <= VM.preallocationLimit ? length : 0)
    }

    /// ArraySpeciesCreate(originalArray, length) https://tc39.es/ecma262/#sec-arrayspeciescreate
    func arraySpeciesCreate(_ original: Object, _ length: Int) throws(JSException) -> Object {
        if try !isArray(Value(original)) { return try arrayCreate(length) }
        var constructor = try get(original, .constructor)
        if constructor.isConstructor, constructor != realm[.array] {
            let owner = try functionRealm(constructor.asObject)
            if owner !== realm, constructor == owner[.array] { constructor = .undefined }
        }
        if let object = constructor.object {
            constructor = try get(object, symbols[.species])
            if constructor.isNull { constructor = .undefined }
        }
        if constructor.isUndefined || constructor == realm[.array] { return try arrayCreate(length) }
        if !constructor.isConstructor { throw typeError("object.constructor[Symbol.species] is not a constructor") }
        return try construct(constructor, [Value(length)])
    }

    /// An array without accessors, read-only elements or the like: what is not in `elements` is a hole.
    @inline(__always)
    func isDense(_ object: Object) -> Bool {
        object.kind == .array
            && !object.has(CellFlags.sparse | CellFlags.lengthReadOnly | CellFlags.nonExtensible | CellFlags.usedAsPrototype)
    }

    /// A dense array that can be appended to.
    @inline(__always)
    func isPlainArray(_ object: Object) -> Bool { isDense(object) && !shapes.prototypesHaveIndices }

    /// A dense array whose `length` elements all have storage; holes among them read as undefined from no prototype.
    @inline(__always)
    func isFullyStored(_ object: Object, _ length: Int) -> Bool {
        isDense(object) && !shapes.prototypesHaveIndices && length <= object.elementCapacity && length == Int(object.arrayLength)
    }

    /// The element at an index if HasProperty says that it is there, otherwise empty.
    @inline(__always)
    func elementIfPresent(_ object: Object, _ index: Int) throws(JSException) -> Value {
        if let elements = object.elements, index < Storage.capacity(elements), !object.has(CellFlags.exotic) {
            let value = Storage.values(elements)[index]
            if !value.isEmpty { return value }
        }
        return try elementIfPresentSlow(object, index)
    }

    @inline(never)
    private func elementIfPresentSlow(_ object: Object, _ index: Int) throws(JSException) -> Value {
        if isPlainArray(object) && !isExoticChain(object) { return .empty }
        let key = key(index: index)
        return try hasProperty(object, key) ? try get(object, key) : .empty
    }

    /// Some object on the prototype chain is a proxy, typed array or the like.
    private func isExoticChain(_ object: Object) -> Bool {
        var prototype = shape(object).pointee.prototype
        while prototype.isObject {
            if prototype.asObject.has(CellFlags.exotic) { return true }
            prototype = shape(prototype.asObject).pointee.prototype
        }
        return false
    }

    /// CreateDataPropertyOrThrow(target, index, value)
    @inline(__always)
    func createElement(_ target: Object, _ index: Int, _ value: Value) throws(JSException) {
        if isDense(target), let elements = target.elements, index < Storage.capacity(elements) {
            Storage.values(elements)[index] = value
            if index >= Int(target.arrayLength) { target.arrayLength = UInt32(index + 1) }
            return
        }
        try createDataPropertyOrThrow(target, key(index: index), value)
    }

    /// Set(target, index, value, true)
    @inline(__always)
    func setElement(_ target: Object, _ index: Int, _ value: Value) throws(JSException) {
        if isDense(target), let elements = target.elements, index < Storage.capacity(elements),
            !Storage.values(elements)[index].isEmpty
        {
            Storage.values(elements)[index] = value
            return
        }
        try set(target, key(index: index), value)
    }

    /// ToObject(this value) for a method of Array.prototype.
    @inline(__always)
    func arrayThis(_ args: Arguments, _ method: StaticString) throws(JSException) -> Object {
        if args.this.isObject { return args.this.asObject }
        if args.this.isNullish { throw typeError("\(method) called on null or undefined") }
        return try toObject(args.this)
    }
}
