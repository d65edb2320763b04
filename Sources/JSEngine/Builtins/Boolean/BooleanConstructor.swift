/// Boolean https://tc39.es/ecma262/#sec-boolean-objects
///
/// Slot 0 of a Boolean object: [[BooleanData]].
func initialiseBoolean(_ realm: Realm) {
    let prototype = realm.vm.makeObject(.booleanObject, prototype: realm[.objectPrototype], internalSlots: 1)
    prototype.setInternalSlot(0, .false)
    realm.defineConstructor(
        "Boolean", .boolean, .booleanPrototype, length: 1, booleanConstructor,
        prototype: [.method("toString", 0, booleanPrototypeToString), .method("valueOf", 0, booleanPrototypeValueOf)],
        existingPrototype: prototype)
}

/// Boolean(value) https://tc39.es/ecma262/#sec-boolean-constructor-boolean-value
private func booleanConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let value = Value(vm.toBoolean(args[0]))
    if !args.isConstruct { return value }
    let object = vm.makeObject(
        .booleanObject, prototype: try vm.prototypeFromConstructor(args.newTarget, .booleanPrototype), internalSlots: 1)
    object.setInternalSlot(0, value)
    return Value(object)
}

/// ThisBooleanValue(value) https://tc39.es/ecma262/#sec-thisbooleanvalue
private func thisBoolean(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Value {
    if args.this.isBoolean { return args.this }
    guard let object = args.this.object(of: .booleanObject) else {
        throw vm.typeError("\(method) requires that 'this' be a Boolean")
    }
    return object.internalSlot(0)
}

/// Boolean.prototype.toString() https://tc39.es/ecma262/#sec-boolean.prototype.tostring
private func booleanPrototypeToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.toString(try thisBoolean(vm, args, "Boolean.prototype.toString")))
}

/// Boolean.prototype.valueOf() https://tc39.es/ecma262/#sec-boolean.prototype.valueof
private func booleanPrototypeValueOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try thisBoolean(vm, args, "Boolean.prototype.valueOf")
}
