/// WeakMap and WeakSet https://tc39.es/ecma262/#sec-weakmap-objects https://tc39.es/ecma262/#sec-weakset-objects
///
/// Internal slot 0: the hash table, or undefined. The collector does not mark it as it does others: see `markEphemerons`.
func initialiseWeakMap(_ realm: Realm) {
    realm.defineConstructor(
        "WeakMap", .weakMap, .weakMapPrototype, length: 0, weakMapConstructor, prototype: weakMapPrototypeProperties)
}

func initialiseWeakSet(_ realm: Realm) {
    realm.defineConstructor(
        "WeakSet", .weakSet, .weakSetPrototype, length: 0, weakSetConstructor, prototype: weakSetPrototypeProperties)
}

private let weakMapPrototypeProperties: [BuiltinProperty] = [
    .method("delete", 1, weakMapPrototypeDelete),
    .method("get", 1, weakMapPrototypeGet),
    .method("set", 2, weakMapPrototypeSet),
    .method("has", 1, weakMapPrototypeHas),
    .toStringTag("WeakMap"),
]

private let weakSetPrototypeProperties: [BuiltinProperty] = [
    .method("delete", 1, weakSetPrototypeDelete),
    .method("has", 1, weakSetPrototypeHas),
    .method("add", 1, weakSetPrototypeAdd),
    .toStringTag("WeakSet"),
]

extension Value {
    /// CanBeHeldWeakly(v) https://tc39.es/ecma262/#sec-canbeheldweakly
    var canBeHeldWeakly: Bool {
        isObject || isSymbol && Cell.flags(asCell) & CellFlags.registered == 0
    }
}

// MARK: WeakMap

/// new WeakMap([iterable]) https://tc39.es/ecma262/#sec-weakmap-iterable
private func weakMapConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor WeakMap requires 'new'") }
    let map = vm.makeObject(
        .weakMap, prototype: try vm.prototypeFromConstructor(args.newTarget, .weakMapPrototype), internalSlots: 1)
    if args[0].isNullish { return Value(map) }
    let adder = try vm.get(map, .set)
    if !adder.isCallable {
        throw vm.typeError("'\(vm.display(adder))' returned for property 'set' of object '#<WeakMap>' is not a function")
    }
    try vm.addEntries(from: args[0], to: map, adder: adder, builtin: weakMapPrototypeSet)
    return Value(map)
}

@inline(__always)
private func thisWeakMap(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Object {
    guard let map = args.this.object(of: .weakMap) else { throw vm.incompatibleReceiver(args.this, method) }
    return map
}

/// WeakMap.prototype.delete(key) https://tc39.es/ecma262/#sec-weakmap.prototype.delete
private func weakMapPrototypeDelete(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let map = try thisWeakMap(vm, args, "WeakMap.prototype.delete")
    return Value(args[0].canBeHeldWeakly && vm.tableDelete(map, args[0]))
}

/// WeakMap.prototype.get(key) https://tc39.es/ecma262/#sec-weakmap.prototype.get
private func weakMapPrototypeGet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let map = try thisWeakMap(vm, args, "WeakMap.prototype.get")
    return args[0].isCell ? vm.tableGet(map, args[0]) ?? .undefined : .undefined
}

/// WeakMap.prototype.has(key) https://tc39.es/ecma262/#sec-weakmap.prototype.has
private func weakMapPrototypeHas(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let map = try thisWeakMap(vm, args, "WeakMap.prototype.has")
    return Value(args[0].isCell && vm.tableGet(map, args[0]) != nil)
}

/// WeakMap.prototype.set(key, value) https://tc39.es/ecma262/#sec-weakmap.prototype.set
private func weakMapPrototypeSet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let map = try thisWeakMap(vm, args, "WeakMap.prototype.set")
    if !args[0].canBeHeldWeakly { throw vm.typeError("Invalid value used as weak map key") }
    try vm.tableSet(map, args[0], args[1])
    return args.this
}

// MARK: WeakSet

/// new WeakSet([iterable]) https://tc39.es/ecma262/#sec-weakset-iterable
private func weakSetConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor WeakSet requires 'new'") }
    let set = vm.makeObject(
        .weakSet, prototype: try vm.prototypeFromConstructor(args.newTarget, .weakSetPrototype), internalSlots: 1)
    if args[0].isNullish { return Value(set) }
    let adder = try vm.get(set, .add)
    if !adder.isCallable {
        throw vm.typeError("'\(vm.display(adder))' returned for property 'add' of object '#<WeakSet>' is not a function")
    }
    try vm.iterate(args[0]) { (item) throws(JSException) in _ = try vm.call(adder, this: Value(set), item) }
    return Value(set)
}

@inline(__always)
private func thisWeakSet(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Object {
    guard let set = args.this.object(of: .weakSet) else { throw vm.incompatibleReceiver(args.this, method) }
    return set
}

/// WeakSet.prototype.delete(value) https://tc39.es/ecma262/#sec-weakset.prototype.delete
private func weakSetPrototypeDelete(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisWeakSet(vm, args, "WeakSet.prototype.delete")
    return Value(args[0].canBeHeldWeakly && vm.tableDelete(set, args[0]))
}

/// WeakSet.prototype.has(value) https://tc39.es/ecma262/#sec-weakset.prototype.has
private func weakSetPrototypeHas(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisWeakSet(vm, args, "WeakSet.prototype.has")
    return Value(args[0].isCell && vm.tableGet(set, args[0]) != nil)
}

/// WeakSet.prototype.add(value) https://tc39.es/ecma262/#sec-weakset.prototype.add
private func weakSetPrototypeAdd(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisWeakSet(vm, args, "WeakSet.prototype.add")
    if !args[0].canBeHeldWeakly { throw vm.typeError("Invalid value used in weak set") }
    try vm.tableSet(set, args[0], .undefined)
    return args.this
}
