/// Operations on whole objects that Object and Reflect share.
extension VM {
    /// A value as V8 writes it into messages about wrong arguments: strings bare, the rest as `describe`.
    func display(_ value: Value) -> String {
        if let text = value.string { return text.toSwift(self) }
        return describe(value)
    }

    /// All properties are found in elements and shape, and reading them runs no code other than getters.
    @inline(__always)
    func hasPlainStorage(_ object: Object) -> Bool {
        !object.has(CellFlags.exotic | CellFlags.sparse | CellFlags.lazyProperties)
    }

    /// Object.assign from an object without elements, walking its shape. False when nothing was done because it has accessors or
    /// symbols (whose order is another).
    func assignPlain(_ target: Object, _ source: Object) throws(JSException) -> Bool {
        let shape = shape(source)
        let count = shape.pointee.count
        for i in 0..<count {
            let entry = shape.pointee.entry(i)
            if entry.key == .none { continue }
            if entry.attributes.contains(.enumerable) && (entry.attributes.contains(.accessor) || entry.key.isSymbol) { return false }
        }
        let id = source.shapeID
        for i in 0..<count {
            // A setter of the target may have changed the source.
            if source.shapeID != id {
                try assignRest(target, source, shape, from: i, count: count)
                return true
            }
            let entry = shape.pointee.entry(i)
            if entry.key == .none || !entry.attributes.contains(.enumerable) { continue }
            try set(target, entry.key, source.slotAddress(Int(entry.slot)).pointee)
        }
        return true
    }

    private func assignRest(
        _ target: Object, _ source: Object, _ shape: ShapeReference, from: Int, count: Int
    ) throws(JSException) {
        var keys: [PropertyKey] = []
        for i in from..<min(count, shape.pointee.count) where shape.pointee.entry(i).key != .none {
            keys.append(shape.pointee.entry(i).key)
        }
        let saved = pushRoots(keys)
        defer { top = saved }
        for key in keys {
            guard let own = try getOwnProperty(source, key), own.attributes.contains(.enumerable) else { continue }
            try set(target, key, try get(source, key))
        }
    }

    enum PropertyPart { case keys, values, entries }

    /// EnumerableOwnProperties(O, kind), as an array https://tc39.es/ecma262/#sec-enumerableownproperties
    func enumerableOwnProperties(_ object: Object, _ part: PropertyPart) throws(JSException) -> Object {
        if hasPlainStorage(object), let result = plainEnumerableProperties(object, part) { return result }
        let keys = try ownKeys(object)
        let saved = pushRoots(keys)
        defer { top = saved }
        let result = makeArray()
        for key in keys where !key.isSymbol {
            guard let own = try getOwnProperty(object, key), own.attributes.contains(.enumerable) else { continue }
            if part == .keys {
                arrayAppend(result, value(of: key))
            } else {
                let value = try get(object, key)
                arrayAppend(result, part == .values ? value : Value(makeEntry(key, value)))
            }
        }
        return result
    }

    private func makeEntry(_ key: PropertyKey, _ value: Value) -> Object {
        let name = self.value(of: key)
        let entry = makeArray(length: 2)
        let values = Storage.values(entry.elements.unsafelyUnwrapped)
        values[0] = name
        values[1] = value
        return entry
    }

    /// The same from elements and shape without running code; nil when an accessor is in the way.
    private func plainEnumerableProperties(_ object: Object, _ part: PropertyPart) -> Object? {
        let shape = shape(object)
        let count = shape.pointee.count
        if part != .keys {
            for i in 0..<count {
                let entry = shape.pointee.entry(i)
                if entry.key != .none && !entry.attributes.isDisjoint(with: [.accessor, .lazy])
                    && entry.attributes.contains(.enumerable)
                {
                    return nil
                }
            }
        }
        let result = makeArray(capacity: count)
        if let elements = object.elements {
            for i in 0..<Storage.capacity(elements) {
                let value = Storage.values(elements)[i]
                if value.isEmpty { continue }
                let key = PropertyKey(index: UInt32(i))
                switch part {
                case .keys: arrayAppend(result, self.value(of: key))
                case .values: arrayAppend(result, value)
                case .entries: arrayAppend(result, Value(makeEntry(key, value)))
                }
            }
        }
        for i in 0..<count {
            let entry = shape.pointee.entry(i)
            if entry.key == .none || !entry.attributes.contains(.enumerable) || Cell.kind(entry.key.cell) != .string { continue }
            switch part {
            case .keys: arrayAppend(result, Value(cell: entry.key.cell))
            case .values: arrayAppend(result, object.slotAddress(Int(entry.slot)).pointee)
            case .entries: arrayAppend(result, Value(makeEntry(entry.key, object.slotAddress(Int(entry.slot)).pointee)))
            }
        }
        return result
    }

    /// SetIntegrityLevel(O, level) https://tc39.es/ecma262/#sec-setintegritylevel
    func setIntegrityLevel(_ object: Object, frozen: Bool) throws(JSException) -> Bool {
        if try !preventExtensions(object) { return false }
        if !object.has(CellFlags.exotic) {
            restrictProperties(object, frozen: frozen)
            if frozen && object.kind == .array { object.flags |= CellFlags.lengthReadOnly }
            return true
        }
        let keys = try ownKeys(object)
        let saved = pushRoots(keys)
        defer { top = saved }
        for key in keys {
            if !frozen {
                try definePropertyOrThrow(object, key, PropertyDescriptor(configurable: false))
            } else if let own = try getOwnProperty(object, key) {
                try definePropertyOrThrow(
                    object, key, PropertyDescriptor(writable: own.isAccessor ? nil : false, configurable: false))
            }
        }
        return true
    }

    /// TestIntegrityLevel(O, level) https://tc39.es/ecma262/#sec-testintegritylevel
    func testIntegrityLevel(_ object: Object, frozen: Bool) throws(JSException) -> Bool {
        if try isExtensible(object) { return false }
        let keys = try ownKeys(object)
        let saved = pushRoots(keys)
        defer { top = saved }
        for key in keys {
            guard let own = try getOwnProperty(object, key) else { continue }
            if own.attributes.contains(.configurable) { return false }
            if frozen && !own.isAccessor && own.attributes.contains(.writable) { return false }
        }
        return true
    }

    /// ObjectDefineProperties(O, Properties) https://tc39.es/ecma262/#sec-objectdefineproperties
    func objectDefineProperties(_ object: Object, _ properties: Value) throws(JSException) {
        let source = try toObject(properties)
        let keys = try ownKeys(source)
        let saved = pushRoots(keys)
        defer { top = saved }
        // Keeps what the descriptors refer to.
        let held = makeArray()
        _ = pushRoot(Value(held))
        var descriptors: [(PropertyKey, PropertyDescriptor)] = []
        for key in keys {
            guard let own = try getOwnProperty(source, key), own.attributes.contains(.enumerable) else { continue }
            let descriptor = try toPropertyDescriptor(try get(source, key))
            for value in [descriptor.value, descriptor.getter, descriptor.setter] { if let value { arrayAppend(held, value) } }
            descriptors.append((key, descriptor))
        }
        for (key, descriptor) in descriptors { try definePropertyOrThrow(object, key, descriptor) }
    }

    /// The TypeError for a rejected [[SetPrototypeOf]].
    func cannotSetPrototype(_ object: Object) throws(JSException) -> JSException {
        if object.kind == .proxy { return typeError("'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'") }
        if Value(object) == realm[.objectPrototype] {
            return typeError("Immutable prototype object 'Object.prototype' cannot have their prototype set")
        }
        if object.has(CellFlags.nonExtensible) || object.kind == .moduleNamespace {
            return typeError("\(describe(Value(object))) is not extensible")
        }
        return typeError("Cyclic __proto__ value")
    }
}
