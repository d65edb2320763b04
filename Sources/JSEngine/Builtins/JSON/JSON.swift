/// JSON https://tc39.es/ecma262/#sec-json-object
func initialiseJSON(_ realm: Realm) { realm.defineObject(.json, jsonProperties) }

private let jsonProperties: [BuiltinProperty] = [
    .method("parse", 2, jsonParse),
    .method("stringify", 3, jsonStringify),
    .toStringTag("JSON"),
]

extension VM {
    /// ParseJSON ( text )
    ///
    /// [ParseJSON](https://tc39.es/ecma262/#sec-ParseJSON)
    /// - Throws: SyntaxError; RangeError when the text is nested too deeply.
    public func parseJSON(_ text: JSString) throws(JSException) -> Value {
        let flat = text.flat(self)
        return flat.isWide
            ? try parseJSON(UnsafePointer(flat.utf16), flat.length) : try parseJSON(UnsafePointer(flat.latin1), flat.length)
    }

    /// Parses JSON in UTF-8, for hosts: a message from a channel, a file.
    /// - Throws: SyntaxError; RangeError when the text is nested too deeply.
    public func parseJSON(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(JSException) -> Value {
        guard let start = bytes.baseAddress, VM.isASCII(bytes) else { return try parseJSON(string(utf8: bytes)) }
        return try parseJSON(start, bytes.count)
    }

    private func parseJSON<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafePointer<Unit>, _ count: Int
    ) throws(JSException) -> Value {
        heap.collectIfNeeded(for: count)
        heap.paused += 1
        var parser = JSONParser(self, text, count)
        defer {
            parser.release()
            heap.paused -= 1
        }
        return try parser.parse()
    }

    /// JSON.stringify without replacer and indentation, for hosts.
    /// - Returns: nil when the value has no JSON text (undefined, a function, a symbol).
    /// - Throws: TypeError for a cycle or a BigInt; whatever `toJSON` methods and getters throw.
    public func stringifyJSON(_ value: Value) throws(JSException) -> JSString? {
        var serialiser = JSONSerialiser(self)
        defer { serialiser.release() }
        return try serialiser.serialise(value)
    }

    /// The same in UTF-8, for messages.
    /// - Parameter headroom: bytes in front that are left for the caller, unset. There is room for one more behind.
    public func stringifyJSON(_ value: Value, headroom: Int) throws(JSException) -> [UInt8]? {
        var serialiser = JSONSerialiser(self)
        defer { serialiser.release() }
        return try serialiser.serialise(value, headroom: headroom)
    }
}

/// JSON.parse ( text, reviver ) https://tc39.es/ecma262/#sec-json.parse
@Sendable
private func jsonParse(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0])
    let value = try vm.parseJSON(text)
    if !args[1].isCallable { return value }
    let root = vm.makeObject()
    vm.defineOwn(root, vm.key(vm.emptyString), value)
    return try vm.internalizeJSONProperty(root, vm.key(vm.emptyString), args[1])
}

extension VM {
    /// InternalizeJSONProperty ( holder, name, reviver )
    ///
    /// [InternalizeJSONProperty](https://tc39.es/ecma262/#sec-internalizejsonproperty)
    fileprivate func internalizeJSONProperty(
        _ holder: Object, _ name: PropertyKey, _ reviver: Value
    ) throws(JSException) -> Value {
        let value = try get(holder, name)
        if let object = value.object {
            if try isArray(value) {
                let length = try lengthOfArrayLike(object)
                for i in 0..<length { try internalizeJSONElement(object, key(index: i), reviver) }
            } else {
                let all = try ownKeys(object)
                let saved = pushRoots(all)
                defer { top = saved }
                // EnumerableOwnProperties: what is enumerable is found out before anything is revived.
                var keys: [PropertyKey] = []
                for key in all where key.isString {
                    if let own = try getOwnProperty(object, key), own.attributes.contains(.enumerable) { keys.append(key) }
                }
                for key in keys { try internalizeJSONElement(object, key, reviver) }
            }
        }
        return try call(reviver, this: Value(holder), self.value(of: name), value)
    }

    private func internalizeJSONElement(_ object: Object, _ key: PropertyKey, _ reviver: Value) throws(JSException) {
        let element = try internalizeJSONProperty(object, key, reviver)
        if element.isUndefined {
            _ = try delete(object, key)
        } else {
            _ = try createDataProperty(object, key, element)
        }
    }
}

/// JSON.stringify ( value, replacer, space ) https://tc39.es/ecma262/#sec-json.stringify
@Sendable
private func jsonStringify(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    var serialiser = JSONSerialiser(vm)
    defer { serialiser.release() }
    let saved = vm.top
    defer { vm.top = saved }
    if let replacer = args[1].object {
        if args[1].isCallable {
            serialiser.replacer = args[1]
        } else if try vm.isArray(args[1]) {
            serialiser.propertyList = try propertyList(vm, replacer)
            _ = vm.pushRoots(serialiser.propertyList!)
        }
    }
    try serialiser.setSpace(args[2])
    return try serialiser.serialise(args[0]).map { Value($0) } ?? .undefined
}

/// Steps 4.b of JSON.stringify: the names in a replacer array, each once.
private func propertyList(_ vm: VM, _ replacer: Object) throws(JSException) -> [PropertyKey] {
    var list: [PropertyKey] = []
    var seen: Set<PropertyKey> = []
    // Keys in a Swift array are not scanned, so their strings are kept in an array object.
    let kept = vm.makeArray()
    for i in 0..<(try vm.lengthOfArrayLike(replacer)) {
        let element = try vm.getElement(replacer, i)
        var name: Value?
        if element.isString || element.isNumber {
            name = element
        } else if let object = element.object, object.kind == .numberObject || object.kind == .stringObject {
            name = element
        }
        guard let name else { continue }
        let text = try vm.toString(name)
        let key = vm.key(text)
        if !key.isIndex { vm.arrayAppend(kept, Value(cell: key.cell)) }
        if seen.insert(key).inserted { list.append(key) }
    }
    return withExtendedLifetime(kept) { list }
}
