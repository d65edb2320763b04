/// Object.prototype https://tc39.es/ecma262/#sec-properties-of-the-object-prototype-object
let objectPrototypeProperties: [BuiltinProperty] = [
    .method("__defineGetter__", 2, objectPrototypeDefineGetter),
    .method("__defineSetter__", 2, objectPrototypeDefineSetter),
    .method("hasOwnProperty", 1, objectPrototypeHasOwnProperty),
    .method("__lookupGetter__", 1, objectPrototypeLookupGetter),
    .method("__lookupSetter__", 1, objectPrototypeLookupSetter),
    .method("isPrototypeOf", 1, objectPrototypeIsPrototypeOf),
    .method("propertyIsEnumerable", 1, objectPrototypePropertyIsEnumerable),
    .method("toString", 0, objectPrototypeToString),
    .method("valueOf", 0, objectPrototypeValueOf),
    .accessor("__proto__", get: objectPrototypeGetProto, set: objectPrototypeSetProto),
    .method("toLocaleString", 0, objectPrototypeToLocaleString),
]

/// Object.prototype.__defineGetter__(P, getter) https://tc39.es/ecma262/#sec-object.prototype.__defineGetter__
private func objectPrototypeDefineGetter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.toObject(args.this)
    if !args[1].isCallable { throw vm.typeError("Object.prototype.__defineGetter__: Expecting function") }
    let key = try vm.toPropertyKey(args[0])
    try vm.definePropertyOrThrow(object, key, PropertyDescriptor(getter: args[1], enumerable: true, configurable: true))
    return .undefined
}

/// Object.prototype.__defineSetter__(P, setter) https://tc39.es/ecma262/#sec-object.prototype.__defineSetter__
private func objectPrototypeDefineSetter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.toObject(args.this)
    if !args[1].isCallable { throw vm.typeError("Object.prototype.__defineSetter__: Expecting function") }
    let key = try vm.toPropertyKey(args[0])
    try vm.definePropertyOrThrow(object, key, PropertyDescriptor(setter: args[1], enumerable: true, configurable: true))
    return .undefined
}

/// Object.prototype.hasOwnProperty(V) https://tc39.es/ecma262/#sec-object.prototype.hasownproperty
private func objectPrototypeHasOwnProperty(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let key = try vm.toPropertyKey(args[0])
    return Value(try vm.hasOwnProperty(try vm.toObject(args.this), key))
}

/// Object.prototype.__lookupGetter__(P) https://tc39.es/ecma262/#sec-object.prototype.__lookupGetter__
private func objectPrototypeLookupGetter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let pair = try lookupAccessor(vm, args) else { return .undefined }
    return AccessorPair.getter(pair.asCell)
}

/// Object.prototype.__lookupSetter__(P) https://tc39.es/ecma262/#sec-object.prototype.__lookupSetter__
private func objectPrototypeLookupSetter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let pair = try lookupAccessor(vm, args) else { return .undefined }
    return AccessorPair.setter(pair.asCell)
}

private func lookupAccessor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value? {
    var object = try vm.toObject(args.this)
    let key = try vm.toPropertyKey(args[0])
    while true {
        if let own = try vm.getOwnProperty(object, key) { return own.isAccessor ? own.value : nil }
        guard let next = try vm.getPrototype(object).object else { return nil }
        object = next
    }
}

/// Object.prototype.isPrototypeOf(V) https://tc39.es/ecma262/#sec-object.prototype.isprototypeof
private func objectPrototypeIsPrototypeOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard var value = args[0].object else { return .false }
    let object = Value(try vm.toObject(args.this))
    while true {
        let prototype = try vm.getPrototype(value)
        if prototype == object { return .true }
        guard let next = prototype.object else { return .false }
        value = next
    }
}

/// Object.prototype.propertyIsEnumerable(V) https://tc39.es/ecma262/#sec-object.prototype.propertyisenumerable
private func objectPrototypePropertyIsEnumerable(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let key = try vm.toPropertyKey(args[0])
    return Value(try vm.getOwnProperty(try vm.toObject(args.this), key)?.attributes.contains(.enumerable) ?? false)
}

/// Object.prototype.toString() https://tc39.es/ecma262/#sec-object.prototype.tostring
func objectPrototypeToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.this.isUndefined { return Value(vm.string("[object Undefined]")) }
    if args.this.isNull { return Value(vm.string("[object Null]")) }
    let object = try vm.toObject(args.this)
    let tag: StaticString
    if try vm.isArray(Value(object)) {
        tag = "[object Array]"
    } else {
        switch object.kind {
        case .arguments, .mappedArguments: tag = "[object Arguments]"
        case .error: tag = "[object Error]"
        case .booleanObject: tag = "[object Boolean]"
        case .numberObject: tag = "[object Number]"
        case .stringObject: tag = "[object String]"
        case .date: tag = "[object Date]"
        case .regexp: tag = "[object RegExp]"
        default: tag = object.has(CellFlags.callable) ? "[object Function]" : "[object Object]"
        }
    }
    if let own = try vm.get(object, vm.symbols[.toStringTag]).string {
        var builder = StringBuilder()
        builder.append("[object ")
        builder.append(vm, own)
        builder.append("]")
        return Value(try builder.finish(vm))
    }
    return Value(vm.string(tag))
}

/// Object.prototype.valueOf() https://tc39.es/ecma262/#sec-object.prototype.valueof
private func objectPrototypeValueOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.toObject(args.this))
}

/// get Object.prototype.__proto__ https://tc39.es/ecma262/#sec-get-object.prototype.__proto__
private func objectPrototypeGetProto(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.getPrototype(try vm.toObject(args.this))
}

/// set Object.prototype.__proto__ https://tc39.es/ecma262/#sec-set-object.prototype.__proto__
private func objectPrototypeSetProto(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.this.isNullish { throw vm.typeError("Object.prototype.__proto__ called on null or undefined") }
    guard args[0].isObject || args[0].isNull, let object = args.this.object else { return .undefined }
    if try !vm.setPrototype(object, args[0]) { throw try vm.cannotSetPrototype(object) }
    return .undefined
}

/// Object.prototype.toLocaleString() https://tc39.es/ecma262/#sec-object.prototype.tolocalestring
private func objectPrototypeToLocaleString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.this.isNullish { throw vm.typeError("Object.prototype.toLocaleString called on null or undefined") }
    return try vm.invoke(args.this, vm.names[.toString])
}
