/// Map https://tc39.es/ecma262/#sec-map-objects
///
/// Internal slot 0: the hash table, or undefined.
func initialiseMap(_ realm: Realm) {
    realm.defineConstructor(
        "Map", .map, .mapPrototype, length: 0, mapConstructor, statics: mapProperties, prototype: mapPrototypeProperties)
    let prototype = realm[.mapPrototype].asObject
    let entries = realm.vm.ownProperty(prototype, realm.vm.names[.entries])!.value
    realm.vm.defineOwn(prototype, realm.vm.symbols[.iterator], entries, .hidden)
    realm.defineObject(.mapIteratorPrototype, parent: .iteratorPrototype, mapIteratorPrototypeProperties)
}

private let mapProperties: [BuiltinProperty] = [
    .method("groupBy", 2, mapGroupBy),
    .accessor(.species, get: returnThis),
]

private let mapPrototypeProperties: [BuiltinProperty] = [
    .method("get", 1, mapPrototypeGet),
    .method("set", 2, mapPrototypeSet),
    .method("has", 1, mapPrototypeHas),
    .method("delete", 1, mapPrototypeDelete),
    .method("clear", 0, mapPrototypeClear),
    .method("entries", 0, mapPrototypeEntries),
    .method("forEach", 1, mapPrototypeForEach),
    .method("keys", 0, mapPrototypeKeys),
    .accessor("size", get: mapPrototypeSize),
    .method("values", 0, mapPrototypeValues),
    .toStringTag("Map"),
]

private let mapIteratorPrototypeProperties: [BuiltinProperty] = [
    .method("next", 0, mapIteratorNext),
    .toStringTag("Map Iterator"),
]

/// new Map([iterable]) https://tc39.es/ecma262/#sec-map-iterable
private func mapConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor Map requires 'new'") }
    let map = vm.makeObject(
        .map, prototype: try vm.prototypeFromConstructor(args.newTarget, .mapPrototype), internalSlots: 1)
    if args[0].isNullish { return Value(map) }
    let adder = try vm.get(map, .set)
    if !adder.isCallable {
        throw vm.typeError("'\(vm.display(adder))' returned for property 'set' of object '#<Map>' is not a function")
    }
    try vm.addEntries(from: args[0], to: map, adder: adder, builtin: mapPrototypeSet)
    return Value(map)
}

extension VM {
    /// AddEntriesFromIterable(target, iterable, adder) https://tc39.es/ecma262/#sec-add-entries-from-iterable
    /// - Parameter builtin: the adder whose work is done directly when it was not replaced.
    func addEntries(
        from iterable: Value, to target: Object, adder: Value, builtin: @escaping NativeFunction
    ) throws(JSException) {
        let isDirect = isNative(adder, builtin) && target.kind == .map
        try iterate(iterable) { (item) throws(JSException) in
            guard let entry = item.object else {
                throw self.typeError("Iterator value \(self.display(item)) is not an entry object")
            }
            let key = try self.getElement(entry, 0)
            let value = try self.getElement(entry, 1)
            if isDirect {
                try self.tableSet(target, key, value)
            } else {
                _ = try self.call(adder, this: Value(target), key, value)
            }
        }
    }
}

/// Map.groupBy(items, callback) https://tc39.es/ecma262/#sec-map.groupby
private func mapGroupBy(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args[0].isNullish { throw vm.typeError("\(vm.display(args[0])) is not iterable") }
    let callback = args[1]
    if !callback.isCallable { throw vm.typeError("\(vm.display(callback)) is not a function") }
    let map = vm.makeObject(.map, prototype: vm.realm[.mapPrototype], internalSlots: 1)
    var index = 0
    try vm.iterate(args[0]) { (item) throws(JSException) in
        let key = try vm.call(callback, this: .undefined, item, Value(index))
        if let group = vm.tableGet(map, key) {
            vm.arrayAppend(group.asObject, item)
        } else {
            let group = vm.makeArray()
            vm.arrayAppend(group, item)
            try vm.tableSet(map, key, Value(group))
        }
        index += 1
    }
    return Value(map)
}

// MARK: Map.prototype

@inline(__always)
private func thisMap(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Object {
    guard let map = args.this.object(of: .map) else { throw vm.incompatibleReceiver(args.this, method) }
    return map
}

extension VM {
    /// The TypeError of a method whose `this` is of the wrong kind, in V8's words.
    @inline(never)
    func incompatibleReceiver(_ value: Value, _ method: StaticString) -> JSException {
        typeError("Method \(method) called on incompatible receiver \(display(value))")
    }
}

/// Map.prototype.get(key) https://tc39.es/ecma262/#sec-map.prototype.get
private func mapPrototypeGet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.tableGet(try thisMap(vm, args, "Map.prototype.get"), args[0]) ?? .undefined
}

/// Map.prototype.set(key, value) https://tc39.es/ecma262/#sec-map.prototype.set
private func mapPrototypeSet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.tableSet(try thisMap(vm, args, "Map.prototype.set"), args[0], args[1])
    return args.this
}

/// Map.prototype.has(key) https://tc39.es/ecma262/#sec-map.prototype.has
private func mapPrototypeHas(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.tableGet(try thisMap(vm, args, "Map.prototype.has"), args[0]) != nil)
}

/// Map.prototype.delete(key) https://tc39.es/ecma262/#sec-map.prototype.delete
private func mapPrototypeDelete(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.tableDelete(try thisMap(vm, args, "Map.prototype.delete"), args[0]))
}

/// Map.prototype.clear() https://tc39.es/ecma262/#sec-map.prototype.clear
private func mapPrototypeClear(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.tableClear(try thisMap(vm, args, "Map.prototype.clear"))
    return .undefined
}

/// Map.prototype.entries() https://tc39.es/ecma262/#sec-map.prototype.entries
private func mapPrototypeEntries(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeHashIterator(.mapIterator, .mapIteratorPrototype, of: try thisMap(vm, args, "Map.prototype.entries"), .entries)
}

/// Map.prototype.forEach(callback [, thisArg]) https://tc39.es/ecma262/#sec-map.prototype.foreach
private func mapPrototypeForEach(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let map = try thisMap(vm, args, "Map.prototype.forEach")
    let callback = args[0]
    if !callback.isCallable { throw vm.typeError("\(vm.display(callback)) is not a function") }
    var cursor = HashCursor(vm.table(map))
    while let index = cursor.next() {
        _ = try vm.call(callback, this: args[1], cursor.table.value(index), cursor.table.key(index), args.this)
    }
    return .undefined
}

/// Map.prototype.keys() https://tc39.es/ecma262/#sec-map.prototype.keys
private func mapPrototypeKeys(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeHashIterator(.mapIterator, .mapIteratorPrototype, of: try thisMap(vm, args, "Map.prototype.keys"), .keys)
}

/// get Map.prototype.size https://tc39.es/ecma262/#sec-get-map.prototype.size
private func mapPrototypeSize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.tableCount(try thisMap(vm, args, "get Map.prototype.size")))
}

/// Map.prototype.values() https://tc39.es/ecma262/#sec-map.prototype.values
private func mapPrototypeValues(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeHashIterator(.mapIterator, .mapIteratorPrototype, of: try thisMap(vm, args, "Map.prototype.values"), .values)
}

/// %MapIteratorPrototype%.next() https://tc39.es/ecma262/#sec-%mapiteratorprototype%.next
func mapIteratorNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let iterator = args.this.object(of: .mapIterator) else {
        throw vm.incompatibleReceiver(args.this, "Map Iterator.prototype.next")
    }
    let value = vm.hashIteratorStep(iterator)
    return value.isEmpty ? vm.makeIteratorResult(.undefined, done: true) : vm.makeIteratorResult(value, done: false)
}

// MARK: For hosts

extension VM {
    /// A new Map of the running realm.
    public func makeMap() -> Object { makeObject(.map, prototype: realm[.mapPrototype], internalSlots: 1) }

    /// A new Set of the running realm.
    public func makeSet() -> Object { makeObject(.set, prototype: realm[.setPrototype], internalSlots: 1) }

    /// The value of a Map's key, nil when it has none; for a Set the key itself.
    public func mapGet(_ map: Object, _ key: Value) -> Value? { tableGet(map, key) }

    /// Sets an entry of a Map, or adds a value (as key and value) to a Set.
    /// - Throws: RangeError when it has too many entries.
    public func mapSet(_ map: Object, _ key: Value, _ value: Value) throws(JSException) { try tableSet(map, key, value) }

    /// Number of entries of a Map or Set.
    public func mapCount(_ map: Object) -> Int { tableCount(map) }

    /// Calls `body` with key and value of each entry of a Map or Set (there the value has no meaning), also those added meanwhile.
    public func forEachEntry(_ map: Object, _ body: (Value, Value) throws(JSException) -> Void) throws(JSException) {
        var cursor = HashCursor(table(map))
        while let index = cursor.next() { try body(cursor.table.key(index), cursor.table.value(index)) }
    }
}
