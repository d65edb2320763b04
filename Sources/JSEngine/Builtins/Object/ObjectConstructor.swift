/// Object https://tc39.es/ecma262/#sec-object-objects
func initialiseObject(_ realm: Realm) {
    realm.defineConstructor(
        "Object", .object, .objectPrototype, length: 1, objectConstructor,
        statics: objectStatics, prototype: objectPrototypeProperties, existingPrototype: realm[.objectPrototype].asObject)
}

private let objectStatics: [BuiltinProperty] = [
    .method("assign", 2, objectAssign),
    .method("getOwnPropertyDescriptor", 2, objectGetOwnPropertyDescriptor),
    .method("getOwnPropertyDescriptors", 1, objectGetOwnPropertyDescriptors),
    .method("getOwnPropertyNames", 1, objectGetOwnPropertyNames),
    .method("getOwnPropertySymbols", 1, objectGetOwnPropertySymbols),
    .method("hasOwn", 2, objectHasOwn),
    .method("is", 2, objectIs),
    .method("preventExtensions", 1, objectPreventExtensions),
    .method("seal", 1, objectSeal),
    .method("create", 2, objectCreate),
    .method("defineProperties", 2, objectDefineProperties),
    .method("defineProperty", 3, objectDefineProperty),
    .method("freeze", 1, objectFreeze),
    .method("getPrototypeOf", 1, objectGetPrototypeOf),
    .method("setPrototypeOf", 2, objectSetPrototypeOf),
    .method("isExtensible", 1, objectIsExtensible),
    .method("isFrozen", 1, objectIsFrozen),
    .method("isSealed", 1, objectIsSealed),
    .method("keys", 1, objectKeys),
    .method("entries", 1, objectEntries),
    .method("fromEntries", 1, objectFromEntries),
    .method("values", 1, objectValues),
    .method("groupBy", 2, objectGroupBy),
]

/// Object([value]) https://tc39.es/ecma262/#sec-object-value
private func objectConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.isConstruct && args.newTarget != Value(args.callee) {
        return Value(vm.makeObject(prototype: try vm.prototypeFromConstructor(args.newTarget, .objectPrototype)))
    }
    return args[0].isNullish ? Value(vm.makeObject()) : Value(try vm.toObject(args[0]))
}

/// Object.assign(target, ...sources) https://tc39.es/ecma262/#sec-object.assign
private func objectAssign(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let target = try vm.toObject(args[0])
    for i in 1..<max(1, args.count) where !args[i].isNullish {
        let source = try vm.toObject(args[i])
        if vm.hasPlainStorage(source), source.elements == nil, try vm.assignPlain(target, source) { continue }
        let keys = try vm.ownKeys(source)
        let saved = vm.pushRoots(keys)
        defer { vm.top = saved }
        for key in keys {
            guard let own = try vm.getOwnProperty(source, key), own.attributes.contains(.enumerable) else { continue }
            try vm.set(target, key, try vm.get(source, key))
        }
    }
    return Value(target)
}

/// Object.getOwnPropertyDescriptor(O, P) https://tc39.es/ecma262/#sec-object.getownpropertydescriptor
private func objectGetOwnPropertyDescriptor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.toObject(args[0])
    let key = try vm.toPropertyKey(args[1])
    return vm.fromPropertyDescriptor(try vm.getOwnPropertyDescriptor(object, key))
}

/// Object.getOwnPropertyDescriptors(O) https://tc39.es/ecma262/#sec-object.getownpropertydescriptors
private func objectGetOwnPropertyDescriptors(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.toObject(args[0])
    let keys = try vm.ownKeys(object)
    let saved = vm.pushRoots(keys)
    defer { vm.top = saved }
    let result = vm.makeObject()
    for key in keys {
        if let descriptor = try vm.getOwnPropertyDescriptor(object, key) {
            vm.defineOwn(result, key, vm.fromPropertyDescriptor(descriptor))
        }
    }
    return Value(result)
}

/// Object.getOwnPropertyNames(O) https://tc39.es/ecma262/#sec-object.getownpropertynames
private func objectGetOwnPropertyNames(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let keys = try vm.ownKeys(try vm.toObject(args[0]))
    let saved = vm.pushRoots(keys)
    defer { vm.top = saved }
    let result = vm.makeArray(capacity: keys.count)
    for key in keys where !key.isSymbol { vm.arrayAppend(result, vm.value(of: key)) }
    return Value(result)
}

/// Object.getOwnPropertySymbols(O) https://tc39.es/ecma262/#sec-object.getownpropertysymbols
private func objectGetOwnPropertySymbols(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let keys = try vm.ownKeys(try vm.toObject(args[0]))
    let saved = vm.pushRoots(keys)
    defer { vm.top = saved }
    let result = vm.makeArray()
    for key in keys where key.isSymbol { vm.arrayAppend(result, Value(cell: key.cell)) }
    return Value(result)
}

/// Object.hasOwn(O, P) https://tc39.es/ecma262/#sec-object.hasown
private func objectHasOwn(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.toObject(args[0])
    return Value(try vm.hasOwnProperty(object, try vm.toPropertyKey(args[1])))
}

/// Object.is(value1, value2) https://tc39.es/ecma262/#sec-object.is
private func objectIs(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(vm.isSameValue(args[0], args[1])) }

/// Object.preventExtensions(O) https://tc39.es/ecma262/#sec-object.preventextensions
private func objectPreventExtensions(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { return args[0] }
    if try !vm.preventExtensions(object) {
        throw object.kind == .proxy
            ? vm.typeError("'preventExtensions' on proxy: trap returned falsish") : vm.typeError("Cannot prevent extensions")
    }
    return args[0]
}

/// Object.seal(O) https://tc39.es/ecma262/#sec-object.seal
private func objectSeal(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { return args[0] }
    if try !vm.setIntegrityLevel(object, frozen: false) { throw vm.typeError("Cannot seal") }
    return args[0]
}

/// Object.create(O, Properties) https://tc39.es/ecma262/#sec-object.create
private func objectCreate(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args[0].isObject && !args[0].isNull {
        throw vm.typeError("Object prototype may only be an Object or null: \(vm.display(args[0]))")
    }
    let object = vm.makeObject(prototype: args[0])
    if !args[1].isUndefined { try vm.objectDefineProperties(object, args[1]) }
    return Value(object)
}

/// Object.defineProperties(O, Properties) https://tc39.es/ecma262/#sec-object.defineproperties
private func objectDefineProperties(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { throw vm.typeError("Object.defineProperties called on non-object") }
    try vm.objectDefineProperties(object, args[1])
    return args[0]
}

/// Object.defineProperty(O, P, Attributes) https://tc39.es/ecma262/#sec-object.defineproperty
private func objectDefineProperty(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { throw vm.typeError("Object.defineProperty called on non-object") }
    let key = try vm.toPropertyKey(args[1])
    try vm.definePropertyOrThrow(object, key, try vm.toPropertyDescriptor(args[2]))
    return args[0]
}

/// Object.freeze(O) https://tc39.es/ecma262/#sec-object.freeze
private func objectFreeze(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { return args[0] }
    if try !vm.setIntegrityLevel(object, frozen: true) { throw vm.typeError("Cannot freeze") }
    return args[0]
}

/// Object.getPrototypeOf(O) https://tc39.es/ecma262/#sec-object.getprototypeof
private func objectGetPrototypeOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.getPrototype(try vm.toObject(args[0]))
}

/// Object.setPrototypeOf(O, proto) https://tc39.es/ecma262/#sec-object.setprototypeof
private func objectSetPrototypeOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args[0].isNullish { throw vm.typeError("Object.setPrototypeOf called on null or undefined") }
    if !args[1].isObject && !args[1].isNull {
        throw vm.typeError("Object prototype may only be an Object or null: \(vm.display(args[1]))")
    }
    guard let object = args[0].object else { return args[0] }
    if try !vm.setPrototype(object, args[1]) { throw try vm.cannotSetPrototype(object) }
    return args[0]
}

/// Object.isExtensible(O) https://tc39.es/ecma262/#sec-object.isextensible
private func objectIsExtensible(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { return .false }
    return Value(try vm.isExtensible(object))
}

/// Object.isFrozen(O) https://tc39.es/ecma262/#sec-object.isfrozen
private func objectIsFrozen(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { return .true }
    return Value(try vm.testIntegrityLevel(object, frozen: true))
}

/// Object.isSealed(O) https://tc39.es/ecma262/#sec-object.issealed
private func objectIsSealed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { return .true }
    return Value(try vm.testIntegrityLevel(object, frozen: false))
}

/// Object.keys(O) https://tc39.es/ecma262/#sec-object.keys
private func objectKeys(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.enumerableOwnProperties(try vm.toObject(args[0]), .keys))
}

/// Object.entries(O) https://tc39.es/ecma262/#sec-object.entries
private func objectEntries(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.enumerableOwnProperties(try vm.toObject(args[0]), .entries))
}

/// Object.fromEntries(iterable) https://tc39.es/ecma262/#sec-object.fromentries
private func objectFromEntries(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args[0].isNullish { throw vm.typeError("\(vm.display(args[0])) is not iterable") }
    let result = vm.makeObject()
    try vm.iterate(args[0]) { (entry) throws(JSException) in
        guard let pair = entry.object else { throw vm.typeError("Iterator value \(vm.display(entry)) is not an entry object") }
        let key = try vm.getElement(pair, 0)
        let value = try vm.getElement(pair, 1)
        try vm.createDataPropertyOrThrow(result, try vm.toPropertyKey(key), value)
    }
    return Value(result)
}

/// Object.values(O) https://tc39.es/ecma262/#sec-object.values
private func objectValues(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.enumerableOwnProperties(try vm.toObject(args[0]), .values))
}

/// Object.groupBy(items, callback) https://tc39.es/ecma262/#sec-object.groupby
private func objectGroupBy(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args[0].isNullish { throw vm.typeError("\(vm.display(args[0])) is not iterable") }
    let callback = args[1]
    if !callback.isCallable { throw vm.notCallable(callback) }
    let result = vm.makeObject(prototype: .null)
    var index = 0
    try vm.iterate(args[0]) { (item) throws(JSException) in
        let key = try vm.toPropertyKey(try vm.call(callback, this: .undefined, item, Value(index)))
        index += 1
        if let group = vm.ownProperty(result, key) {
            vm.arrayAppend(group.value.asObject, item)
        } else {
            let group = vm.makeArray()
            vm.arrayAppend(group, item)
            vm.defineOwn(result, key, Value(group))
        }
    }
    return Value(result)
}
