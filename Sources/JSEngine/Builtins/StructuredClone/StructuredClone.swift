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
        let clone = StructuredClone(vm: self, memory: makeMap())
        let moved = makeArray()
        if let transfer {
            for i in 0..<Int(transfer.arrayLength) {
                guard let buffer = try getElement(transfer, i).object(of: .arrayBuffer) else {
                    throw typeError("Found invalid object in transferList")
                }
                let view = BufferView(object: buffer)
                if view.isDetached { throw dataCloneError("An ArrayBuffer is detached and could not be cloned.") }
                if tableGet(clone.memory, Value(buffer)) != nil {
                    throw dataCloneError("ArrayBuffer occurs in the transfer list more than once")
                }
                // The new buffer borrows the memory, and owns it when all is done.
                let fresh = makeObject(
                    .arrayBuffer, prototype: realm[.arrayBufferPrototype], internalSlots: 0,
                    rawWords: ArrayBufferLayout.rawWords, destructible: true)
                fresh.setRaw(0, view.data)
                fresh.setRaw(1, view.byteLength)
                fresh.setRaw(2, view.maxByteLength)
                fresh.setRaw(3, UInt64(2))
                try tableSet(clone.memory, Value(buffer), Value(fresh))
                arrayAppend(moved, Value(fresh))
            }
        }
        do {
            let result = try clone.clone(value)
            for i in 0..<Int(moved.arrayLength) {
                moveBuffer(try getElement(transfer!, i).asObject, to: try getElement(moved, i).asObject)
            }
            return result
        } catch {
            for i in 0..<Int(moved.arrayLength) {
                let fresh = BufferView(object: Storage.values(moved.elements.unsafelyUnwrapped)[i].asObject)
                fresh.data = nil
                fresh.byteLength = 0
            }
            throw error
        }
    }

    private func moveBuffer(_ old: Object, to fresh: Object) {
        let (source, target) = (BufferView(object: old), BufferView(object: fresh))
        target.flags = source.flags & 2
        source.data = nil
        source.byteLength = 0
        source.flags |= 1
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

/// One run of structuredClone.
private struct StructuredClone {
    let vm: VM
    /// A Map from what was met to its clone.
    let memory: Object

    func clone(_ value: Value) throws(JSException) -> Value {
        guard let object = value.object else {
            if value.isSymbol { throw vm.dataCloneError("\(vm.display(value)) could not be cloned.") }
            return value
        }
        if let known = vm.tableGet(memory, value) { return known }
        try vm.checkNativeStack()
        switch object.kind {
        case .booleanObject, .numberObject, .stringObject, .bigintObject:
            return try remember(value, try vm.toObject(object.internalSlot(0)))
        case .date:
            let date = vm.makeObject(.date, prototype: vm.realm[.datePrototype], internalSlots: 1)
            date.setInternalSlot(0, object.internalSlot(0))
            return try remember(value, date)
        case .regexp:
            let source = try vm.toString(try vm.get(object, .source))
            return try remember(value, try vm.makeRegExp(pattern: source, flags: try vm.toString(try vm.get(object, .flags))))
        case .arrayBuffer: return try cloneBuffer(value, object)
        case .sharedArrayBuffer:
            guard let memory = vm.sharedMemory(of: object) else { return value }
            return try remember(value, vm.makeSharedArrayBuffer(memory))
        case .typedArray, .dataView: return try cloneView(value, object)
        case .map, .set: return try cloneCollection(value, object)
        case .error: return try cloneError(value, object)
        case .array:
            let array = vm.makeArray()
            array.arrayLength = object.arrayLength
            _ = try remember(value, array)
            try copyProperties(object, to: array)
            return Value(array)
        case .object, .arguments, .mappedArguments:
            let copy = vm.makeObject()
            _ = try remember(value, copy)
            try copyProperties(object, to: copy)
            return Value(copy)
        default:
            throw vm.dataCloneError("\(vm.display(value)) could not be cloned.")
        }
    }

    private func remember(_ value: Value, _ copy: Object) throws(JSException) -> Value {
        try vm.tableSet(memory, value, Value(copy))
        return Value(copy)
    }

    private func copyProperties(_ object: Object, to copy: Object) throws(JSException) {
        let keys = try vm.ownKeys(object)
        let saved = vm.pushRoots(keys)
        defer { vm.top = saved }
        for key in keys where !key.isSymbol {
            guard let own = try vm.getOwnProperty(object, key), own.attributes.contains(.enumerable) else { continue }
            let value = own.isAccessor ? try vm.get(object, key) : own.value
            try vm.createDataPropertyOrThrow(copy, key, try clone(value))
        }
    }

    private func cloneBuffer(_ value: Value, _ object: Object) throws(JSException) -> Value {
        let buffer = BufferView(object: object)
        if buffer.isDetached { throw vm.dataCloneError("An ArrayBuffer is detached and could not be cloned.") }
        let copy = try vm.allocateBuffer(
            .arrayBuffer, prototype: vm.realm[.arrayBufferPrototype], byteLength: buffer.byteLength, maximum: buffer.maxByteLength)
        if buffer.byteLength > 0 { BufferView(object: copy).data!.copyMemory(from: buffer.data!, byteCount: buffer.byteLength) }
        return try remember(value, copy)
    }

    private func cloneView(_ value: Value, _ object: Object) throws(JSException) -> Value {
        let view = ByteView(object: object)
        if view.isOutOfBounds { throw vm.dataCloneError("\(vm.display(value)) could not be cloned.") }
        let buffer = try clone(Value(view.buffer.object)).asObject
        let prototype = object.kind == .dataView ? Intrinsic.dataViewPrototype : view.type.prototype
        let copy = vm.makeView(
            object.kind, view.type, prototype: vm.realm[prototype], buffer: buffer, byteOffset: view.byteOffset,
            length: view.storedLength, tracksLength: view.tracksLength)
        return try remember(value, copy)
    }

    private func cloneCollection(_ value: Value, _ object: Object) throws(JSException) -> Value {
        let copy = object.kind == .map ? vm.makeMap() : vm.makeSet()
        _ = try remember(value, copy)
        // The entries of now: cloning may run getters that change it.
        let entries = vm.makeArray(capacity: 2 * vm.tableCount(object))
        var cursor = HashCursor(vm.table(object))
        while let index = cursor.next() {
            vm.arrayAppend(entries, cursor.table.key(index))
            vm.arrayAppend(entries, cursor.table.value(index))
        }
        for i in stride(from: 0, to: Int(entries.arrayLength), by: 2) {
            let key = try clone(try vm.getElement(entries, i))
            try vm.tableSet(copy, key, try clone(try vm.getElement(entries, i + 1)))
        }
        return Value(copy)
    }

    /// Name, message, stack and cause are kept; the name says which native error it becomes.
    private func cloneError(_ value: Value, _ object: Object) throws(JSException) -> Value {
        let name = try vm.get(object, .name)
        let prototype: Intrinsic
        switch name.isUndefined ? "" : try vm.toString(name).toSwift(vm) {
        case "EvalError": prototype = .evalErrorPrototype
        case "RangeError": prototype = .rangeErrorPrototype
        case "ReferenceError": prototype = .referenceErrorPrototype
        case "SyntaxError": prototype = .syntaxErrorPrototype
        case "TypeError": prototype = .typeErrorPrototype
        case "URIError": prototype = .uriErrorPrototype
        default: prototype = .errorPrototype
        }
        let copy = vm.makeErrorObject(prototype: vm.realm[prototype])
        _ = try remember(value, copy)
        let stack = try vm.get(object, .stack)
        if stack.isString { vm.defineOwn(copy, vm.names[.stack], stack, .hidden) }
        if let own = try vm.getOwnProperty(object, vm.names[.message]), !own.isAccessor {
            vm.defineOwn(copy, vm.names[.message], Value(try vm.toString(own.value)), .hidden)
        }
        if let own = try vm.getOwnProperty(object, vm.names[.cause]), !own.isAccessor {
            vm.defineOwn(copy, vm.names[.cause], try clone(own.value), .hidden)
        }
        return Value(copy)
    }
}
