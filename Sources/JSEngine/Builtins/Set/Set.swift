/// Set https://tc39.es/ecma262/#sec-set-objects
///
/// Internal slot 0: the hash table, or undefined. Entries have the value undefined.
func initialiseSet(_ realm: Realm) {
    realm.defineConstructor(
        "Set", .set, .setPrototype, length: 0, setConstructor, statics: [.accessor(.species, get: returnThis)],
        prototype: setPrototypeProperties)
    let prototype = realm[.setPrototype].asObject
    realm.define(setMethodProperties, on: prototype)
    let values = realm.vm.ownProperty(prototype, realm.vm.names[.values])!.value
    realm.vm.defineOwn(prototype, realm.vm.names[.keys], values, .hidden)
    realm.vm.defineOwn(prototype, realm.vm.symbols[.iterator], values, .hidden)
    realm.defineObject(.setIteratorPrototype, parent: .iteratorPrototype, setIteratorPrototypeProperties)
}

private let setPrototypeProperties: [BuiltinProperty] = [
    .method("has", 1, setPrototypeHas),
    .method("add", 1, setPrototypeAdd),
    .method("delete", 1, setPrototypeDelete),
    .method("clear", 0, setPrototypeClear),
    .method("entries", 0, setPrototypeEntries),
    .method("forEach", 1, setPrototypeForEach),
    .accessor("size", get: setPrototypeSize),
    .method("values", 0, setPrototypeValues),
    .toStringTag("Set"),
]

private let setIteratorPrototypeProperties: [BuiltinProperty] = [
    .method("next", 0, setIteratorNext),
    .toStringTag("Set Iterator"),
]

/// new Set([iterable]) https://tc39.es/ecma262/#sec-set-iterable
private func setConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor Set requires 'new'") }
    let set = vm.makeObject(
        .set, prototype: try vm.prototypeFromConstructor(args.newTarget, .setPrototype), internalSlots: 1)
    if args[0].isNullish { return Value(set) }
    let adder = try vm.get(set, .add)
    if !adder.isCallable {
        throw vm.typeError("'\(vm.display(adder))' returned for property 'add' of object '#<Set>' is not a function")
    }
    let isDirect = vm.isNative(adder, setPrototypeAdd)
    try vm.iterate(args[0]) { (item) throws(JSException) in
        if isDirect {
            try vm.tableSet(set, item, .undefined)
        } else {
            _ = try vm.call(adder, this: Value(set), item)
        }
    }
    return Value(set)
}

@inline(__always)
func thisSet(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Object {
    guard let set = args.this.object(of: .set) else { throw vm.incompatibleReceiver(args.this, method) }
    return set
}

/// Set.prototype.has(value) https://tc39.es/ecma262/#sec-set.prototype.has
private func setPrototypeHas(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.tableGet(try thisSet(vm, args, "Set.prototype.has"), args[0]) != nil)
}

/// Set.prototype.add(value) https://tc39.es/ecma262/#sec-set.prototype.add
private func setPrototypeAdd(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.tableSet(try thisSet(vm, args, "Set.prototype.add"), args[0], .undefined)
    return args.this
}

/// Set.prototype.delete(value) https://tc39.es/ecma262/#sec-set.prototype.delete
private func setPrototypeDelete(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.tableDelete(try thisSet(vm, args, "Set.prototype.delete"), args[0]))
}

/// Set.prototype.clear() https://tc39.es/ecma262/#sec-set.prototype.clear
private func setPrototypeClear(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.tableClear(try thisSet(vm, args, "Set.prototype.clear"))
    return .undefined
}

/// Set.prototype.entries() https://tc39.es/ecma262/#sec-set.prototype.entries
private func setPrototypeEntries(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeHashIterator(.setIterator, .setIteratorPrototype, of: try thisSet(vm, args, "Set.prototype.entries"), .entries)
}

/// Set.prototype.forEach(callback [, thisArg]) https://tc39.es/ecma262/#sec-set.prototype.foreach
private func setPrototypeForEach(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let set = try thisSet(vm, args, "Set.prototype.forEach")
    let callback = args[0]
    if !callback.isCallable { throw vm.typeError("\(vm.display(callback)) is not a function") }
    var cursor = HashCursor(vm.table(set))
    while let index = cursor.next() {
        let value = cursor.table.key(index)
        _ = try vm.call(callback, this: args[1], value, value, args.this)
    }
    return .undefined
}

/// get Set.prototype.size https://tc39.es/ecma262/#sec-get-set.prototype.size
private func setPrototypeSize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.tableCount(try thisSet(vm, args, "get Set.prototype.size")))
}

/// Set.prototype.values() https://tc39.es/ecma262/#sec-set.prototype.values
private func setPrototypeValues(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeHashIterator(.setIterator, .setIteratorPrototype, of: try thisSet(vm, args, "Set.prototype.values"), .values)
}

/// %SetIteratorPrototype%.next() https://tc39.es/ecma262/#sec-%setiteratorprototype%.next
func setIteratorNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let iterator = args.this.object(of: .setIterator) else {
        throw vm.incompatibleReceiver(args.this, "Set Iterator.prototype.next")
    }
    let value = vm.hashIteratorStep(iterator)
    return value.isEmpty ? vm.makeIteratorResult(.undefined, done: true) : vm.makeIteratorResult(value, done: false)
}
