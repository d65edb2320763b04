/// Iterator https://tc39.es/ecma262/#sec-iterator-objects
func initialiseIterator(_ realm: Realm) {
    let vm = realm.vm
    let constructor = realm.defineConstructor(
        "Iterator", .iterator, .iteratorPrototype, length: 0, iteratorConstructor,
        statics: [.method("from", 1, iteratorFrom)],
        prototype: iteratorPrototypeProperties)
    vm.changeProperty(constructor, vm.names[.prototype], realm[.iteratorPrototype], [])
    let prototype = realm[.iteratorPrototype].asObject
    // Both are accessors for web compatibility: a class may assign them on its own prototype.
    vm.removeNamed(prototype, vm.names[.constructor])
    realm.define(
        [
            .accessor("constructor", get: iteratorPrototypeGetConstructor, set: iteratorPrototypeSetConstructor),
        ], on: prototype)
    let getter = vm.makeFunction("get [Symbol.toStringTag]", length: 0, iteratorPrototypeGetToStringTag)
    let setter = vm.makeFunction("set [Symbol.toStringTag]", length: 1, iteratorPrototypeSetToStringTag)
    vm.defineOwn(
        prototype, vm.symbols[.toStringTag], Value(cell: vm.allocateAccessor(getter: Value(getter), setter: Value(setter))),
        [.configurable, .accessor])
    realm.defineObject(.iteratorHelperPrototype, parent: .iteratorPrototype, iteratorHelperPrototypeProperties)
    realm.defineObject(
        .wrapForValidIteratorPrototype, parent: .iteratorPrototype,
        [.method("next", 0, wrapForValidIteratorNext), .method("return", 0, wrapForValidIteratorReturn)])
}

/// Iterator() https://tc39.es/ecma262/#sec-iterator
private func iteratorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor Iterator requires 'new'") }
    if args.newTarget == Value(args.callee) { throw vm.typeError("Abstract class Iterator not directly constructable") }
    return Value(vm.makeObject(prototype: try vm.prototypeFromConstructor(args.newTarget, .iteratorPrototype)))
}

/// Iterator.from(O) https://tc39.es/ecma262/#sec-iterator.from
private func iteratorFrom(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let record = try vm.getIteratorFlattenable(args[0], allowStrings: true, "Iterator.from")
    if try vm.ordinaryHasInstance(vm.realm[.iterator], Value(record.iterator)) { return Value(record.iterator) }
    // Slots: 0 iterator, 1 next.
    let wrapper = vm.makeObject(.wrapForValidIterator, prototype: vm.realm[.wrapForValidIteratorPrototype], internalSlots: 2)
    wrapper.setInternalSlot(0, Value(record.iterator))
    wrapper.setInternalSlot(1, record.next)
    return Value(wrapper)
}

/// %WrapForValidIteratorPrototype%.next() https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.next
private func wrapForValidIteratorNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let wrapper = args.this.object(of: .wrapForValidIterator) else {
        throw vm.typeError("Method %WrapForValidIteratorPrototype%.next called on incompatible receiver \(vm.display(args.this))")
    }
    return try vm.call(wrapper.internalSlot(1), this: wrapper.internalSlot(0))
}

/// %WrapForValidIteratorPrototype%.return() https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.return
private func wrapForValidIteratorReturn(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let wrapper = args.this.object(of: .wrapForValidIterator) else {
        throw vm.typeError(
            "Method %WrapForValidIteratorPrototype%.return called on incompatible receiver \(vm.display(args.this))")
    }
    let method = try vm.getMethod(wrapper.internalSlot(0), vm.names[.return])
    if method.isUndefined { return vm.makeIteratorResult(.undefined, done: true) }
    return try vm.call(method, this: wrapper.internalSlot(0))
}

extension VM {
    /// GetIteratorFlattenable(obj, primitiveHandling) https://tc39.es/ecma262/#sec-getiteratorflattenable
    func getIteratorFlattenable(_ value: Value, allowStrings: Bool, _ what: StaticString) throws(JSException) -> IteratorRecord {
        if !value.isObject && !(allowStrings && value.isString) { throw typeError("\(what) called on non-object") }
        let method = try getMethod(value, symbols[.iterator])
        let iterator = method.isUndefined ? value : try call(method, this: value)
        guard let object = iterator.object else { throw typeError("\(display(iterator)) is not an object") }
        return IteratorRecord(iterator: object, next: try get(object, .next))
    }

    /// SetterThatIgnoresPrototypeProperties(this, home, p, v)
    /// https://tc39.es/ecma262/#sec-SetterThatIgnoresPrototypeProperties
    func setIgnoringPrototype(_ this: Value, home: Value, _ key: PropertyKey, _ value: Value) throws(JSException) {
        guard let object = this.object else { throw typeError("Iterator.prototype setter called on non-object") }
        if this == home { throw typeError("Cannot assign to this property") }
        if try getOwnProperty(object, key) == nil {
            try createDataPropertyOrThrow(object, key, value)
        } else {
            try set(object, key, value)
        }
    }
}

/// get Iterator.prototype.constructor https://tc39.es/ecma262/#sec-get-iteratorprototype-constructor
private func iteratorPrototypeGetConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { vm.realm[.iterator] }

/// set Iterator.prototype.constructor https://tc39.es/ecma262/#sec-set-iteratorprototype-constructor
private func iteratorPrototypeSetConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.setIgnoringPrototype(args.this, home: vm.realm[.iteratorPrototype], vm.names[.constructor], args[0])
    return .undefined
}

/// get Iterator.prototype[Symbol.toStringTag] https://tc39.es/ecma262/#sec-get-iteratorprototype-%symbol.tostringtag%
private func iteratorPrototypeGetToStringTag(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.string("Iterator"))
}

/// set Iterator.prototype[Symbol.toStringTag] https://tc39.es/ecma262/#sec-set-iteratorprototype-%symbol.tostringtag%
private func iteratorPrototypeSetToStringTag(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.setIgnoringPrototype(args.this, home: vm.realm[.iteratorPrototype], vm.symbols[.toStringTag], args[0])
    return .undefined
}
