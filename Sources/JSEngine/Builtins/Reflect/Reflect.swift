/// Reflect https://tc39.es/ecma262/#sec-reflect-object
func initialiseReflect(_ realm: Realm) { realm.defineObject(.reflect, reflectProperties) }

private let reflectProperties: [BuiltinProperty] = [
    .method("defineProperty", 3, reflectDefineProperty),
    .method("deleteProperty", 2, reflectDeleteProperty),
    .method("apply", 3, reflectApply),
    .method("construct", 2, reflectConstruct),
    .method("get", 2, reflectGet),
    .method("getOwnPropertyDescriptor", 2, reflectGetOwnPropertyDescriptor),
    .method("getPrototypeOf", 1, reflectGetPrototypeOf),
    .method("has", 2, reflectHas),
    .method("isExtensible", 1, reflectIsExtensible),
    .method("ownKeys", 1, reflectOwnKeys),
    .method("preventExtensions", 1, reflectPreventExtensions),
    .method("set", 3, reflectSet),
    .method("setPrototypeOf", 2, reflectSetPrototypeOf),
    .toStringTag("Reflect"),
]

@inline(__always)
private func target(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Object {
    guard let object = args[0].object else { throw vm.typeError("\(method) called on non-object") }
    return object
}

/// Reflect.defineProperty(target, propertyKey, attributes) https://tc39.es/ecma262/#sec-reflect.defineproperty
private func reflectDefineProperty(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try target(vm, args, "Reflect.defineProperty")
    let key = try vm.toPropertyKey(args[1])
    return Value(try vm.defineOwnProperty(object, key, try vm.toPropertyDescriptor(args[2])))
}

/// Reflect.deleteProperty(target, propertyKey) https://tc39.es/ecma262/#sec-reflect.deleteproperty
private func reflectDeleteProperty(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try target(vm, args, "Reflect.deleteProperty")
    return Value(try vm.delete(object, try vm.toPropertyKey(args[1])))
}

/// Reflect.apply(target, thisArgument, argumentsList) https://tc39.es/ecma262/#sec-reflect.apply
private func reflectApply(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args[0].isCallable {
        throw vm.typeError(
            "Function.prototype.apply was called on \(vm.display(args[0])), which is \(vm.describeType(args[0])) and not a function"
        )
    }
    return try vm.call(args[0], this: args[1], arrayLike: args[2])
}

/// Reflect.construct(target, argumentsList [, newTarget]) https://tc39.es/ecma262/#sec-reflect.construct
private func reflectConstruct(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args[0].isConstructor { throw vm.typeError("\(vm.display(args[0])) is not a constructor") }
    let newTarget = args.count > 2 ? args[2] : args[0]
    if !newTarget.isConstructor { throw vm.typeError("\(vm.display(newTarget)) is not a constructor") }
    let (registers, count) = try vm.pushWindow(args[0], this: .undefined, arrayLike: args[1])
    defer { vm.top = registers - Frame.entryHeader }
    return try vm.constructWindow(registers, count: count, newTarget: newTarget)
}

/// Reflect.get(target, propertyKey [, receiver]) https://tc39.es/ecma262/#sec-reflect.get
private func reflectGet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try target(vm, args, "Reflect.get")
    return try vm.get(object, try vm.toPropertyKey(args[1]), receiver: args.count > 2 ? args[2] : args[0])
}

/// Reflect.getOwnPropertyDescriptor(target, propertyKey) https://tc39.es/ecma262/#sec-reflect.getownpropertydescriptor
private func reflectGetOwnPropertyDescriptor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try target(vm, args, "Reflect.getOwnPropertyDescriptor")
    return vm.fromPropertyDescriptor(try vm.getOwnPropertyDescriptor(object, try vm.toPropertyKey(args[1])))
}

/// Reflect.getPrototypeOf(target) https://tc39.es/ecma262/#sec-reflect.getprototypeof
private func reflectGetPrototypeOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.getPrototype(try target(vm, args, "Reflect.getPrototypeOf"))
}

/// Reflect.has(target, propertyKey) https://tc39.es/ecma262/#sec-reflect.has
private func reflectHas(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try target(vm, args, "Reflect.has")
    return Value(try vm.hasProperty(object, try vm.toPropertyKey(args[1])))
}

/// Reflect.isExtensible(target) https://tc39.es/ecma262/#sec-reflect.isextensible
private func reflectIsExtensible(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.isExtensible(try target(vm, args, "Reflect.isExtensible")))
}

/// Reflect.ownKeys(target) https://tc39.es/ecma262/#sec-reflect.ownkeys
private func reflectOwnKeys(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let keys = try vm.ownKeys(try target(vm, args, "Reflect.ownKeys"))
    let saved = vm.pushRoots(keys)
    defer { vm.top = saved }
    let result = vm.makeArray(capacity: keys.count)
    for key in keys { vm.arrayAppend(result, vm.value(of: key)) }
    return Value(result)
}

/// Reflect.preventExtensions(target) https://tc39.es/ecma262/#sec-reflect.preventextensions
private func reflectPreventExtensions(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.preventExtensions(try target(vm, args, "Reflect.preventExtensions")))
}

/// Reflect.set(target, propertyKey, V [, receiver]) https://tc39.es/ecma262/#sec-reflect.set
private func reflectSet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try target(vm, args, "Reflect.set")
    return Value(try vm.set(object, try vm.toPropertyKey(args[1]), args[2], receiver: args.count > 3 ? args[3] : args[0]))
}

/// Reflect.setPrototypeOf(target, proto) https://tc39.es/ecma262/#sec-reflect.setprototypeof
private func reflectSetPrototypeOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try target(vm, args, "Reflect.setPrototypeOf")
    if !args[1].isObject && !args[1].isNull {
        throw vm.typeError("Object prototype may only be an Object or null: \(vm.display(args[1]))")
    }
    return Value(try vm.setPrototype(object, args[1]))
}
