/// structuredClone https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone
func initialiseStructuredClone(_ realm: Realm) {
    realm[.structuredClone] = Value(realm.vm.makeFunction("structuredClone", length: 1, structuredClone))
}

/// structuredClone(value [, { transfer }])
private func structuredClone(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.count == 0 { throw vm.typeError("The \"value\" argument must be specified") }
    let transfer = vm.makeArray()
    if !args[1].isNullish {
        guard let options = args[1].object else { throw vm.typeError("The \"options\" argument must be of type object") }
        let list = try vm.get(options, .transfer)
        if !list.isUndefined { try vm.iterate(list) { (item) throws(JSException) in vm.arrayAppend(transfer, item) } }
    }
    return try vm.structuredClone(args[0], transfer: transfer)
}

extension VM {
    /// StructuredSerializeWithTransfer and StructuredDeserializeWithTransfer in one step, into the running realm.
    /// - Parameter transfer: an array of ArrayBuffers, which are detached.
    /// - Throws: a DataCloneError for what cannot be cloned; what getters throw.
    public func structuredClone(_ value: Value, transfer: Object? = nil) throws(JSException) -> Value {
        let moved = makeArray()
        var serializer = ValueSerializer(self, .clone)
        defer { serializer.release(self) }
        serializer.transferred = transfer
        for i in 0..<Int(transfer?.arrayLength ?? 0) {
            let item = try getElement(transfer!, i)
            guard let buffer = item.object(of: .arrayBuffer) else { throw typeError("Found invalid object in transferList") }
            let view = BufferView(object: buffer)
            if view.isDetached { throw dataCloneError("An ArrayBuffer is detached and could not be cloned.") }
            for j in 0..<i where try getElement(transfer!, j) == item {
                throw dataCloneError("ArrayBuffer occurs in the transfer list more than once")
            }
        }
        try serializer.write(self, value)
        let bytes = serializer.output.finish()
        // What getters did meanwhile counts: the memory moves now.
        for i in 0..<Int(transfer?.arrayLength ?? 0) {
            let old = try getElement(transfer!, i).asObject
            if BufferView(object: old).isDetached { throw dataCloneError("An ArrayBuffer is detached and could not be cloned.") }
            arrayAppend(moved, Value(moveBuffer(old)))
        }
        var result = Value.undefined
        var thrown: JSException?
        bytes.withUnsafeBytes {
            do throws(JSException) {
                result = try deserialize($0, .clone, transferred: moved, shared: serializer.shared)
            } catch {
                thrown = error
            }
        }
        if let thrown { throw thrown }
        return result
    }

    /// A buffer with the memory of another, which is detached.
    private func moveBuffer(_ old: Object) -> Object {
        let source = BufferView(object: old)
        let fresh = makeObject(
            .arrayBuffer, prototype: realm[.arrayBufferPrototype], internalSlots: 0, rawWords: ArrayBufferLayout.rawWords,
            destructible: true)
        let target = BufferView(object: fresh)
        target.data = source.data
        target.byteLength = source.byteLength
        fresh.setRaw(2, source.maxByteLength)
        target.flags = source.flags & 2
        source.data = nil
        source.byteLength = 0
        source.flags |= 1
        return fresh
    }

    /// A DataCloneError: a DOMException when the host has one, else an Error with its name and code.
    func dataCloneError(_ message: String) -> JSException {
        let name = Value(string("DataCloneError"))
        if let constructor = try? get(realm.global, key("DOMException")), constructor.isConstructor,
            let error = try? construct(constructor, [Value(string(message)), name])
        {
            return throwValue(Value(error))
        }
        let error = makeError(.errorPrototype, message)
        defineOwn(error, names[.name], name, .hidden)
        defineOwn(error, names[.code], Value(int32: 25), .hidden)
        return throwValue(Value(error))
    }
}
