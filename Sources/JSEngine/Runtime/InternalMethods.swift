/// The essential internal methods (ECMA-262 §6.1.7.2 and §10), dispatched on the kind of object.
/// Exotic kinds have the flag `exotic`; their own parts stand beside their builtins (`proxyGet`, `typedArrayGetOwn` ...).
extension VM {
    // MARK: [[GetPrototypeOf]], [[SetPrototypeOf]], [[IsExtensible]], [[PreventExtensions]]

    /// O.[[GetPrototypeOf]]()
    public func getPrototype(_ object: Object) throws(JSException) -> Value {
        if object.kind == .proxy { return try proxyGetPrototype(object) }
        return shape(object).pointee.prototype
    }

    /// O.[[SetPrototypeOf]](V) https://tc39.es/ecma262/#sec-ordinarysetprototypeof
    public func setPrototype(_ object: Object, _ prototype: Value) throws(JSException) -> Bool {
        if object.kind == .proxy { return try proxySetPrototype(object, prototype) }
        let current = shape(object).pointee.prototype
        if current == prototype { return true }
        if object.has(CellFlags.nonExtensible) || object.kind == .moduleNamespace { return false }
        // %Object.prototype% is an immutable prototype exotic object.
        if Value(object) == realm[.objectPrototype] { return false }
        var p = prototype
        while p.isObject {
            if p.asObject == object { return false }
            if p.asObject.kind == .proxy { break }
            p = shape(p.asObject).pointee.prototype
        }
        changePrototype(object, prototype)
        return true
    }

    public func isExtensible(_ object: Object) throws(JSException) -> Bool {
        if object.kind == .proxy { return try proxyIsExtensible(object) }
        return !object.has(CellFlags.nonExtensible)
    }

    public func preventExtensions(_ object: Object) throws(JSException) -> Bool {
        if object.kind == .proxy { return try proxyPreventExtensions(object) }
        if object.kind == .typedArray && !typedArrayIsFixedLength(object) { return false }
        if object.has(CellFlags.nonExtensible) { return true }
        if object.has(CellFlags.lazyProperties) { materialiseFunctionProperties(object) }
        // Inline caches and element fast paths that add a property must not hit any longer.
        makeElementsSparse(object)
        makeDictionary(object)
        object.flags |= CellFlags.nonExtensible
        return true
    }

    // MARK: [[GetOwnProperty]]

    func getOwnProperty(_ object: Object, _ key: PropertyKey) throws(JSException) -> OwnProperty? {
        if !object.has(CellFlags.exotic) { return ownProperty(object, key) }
        switch object.kind {
        case .proxy:
            guard let descriptor = try proxyGetOwnProperty(object, key) else { return nil }
            return ownProperty(from: descriptor)
        case .typedArray:
            if let numeric = typedArrayIndex(key) {
                guard let value = typedArrayElement(object, numeric) else { return nil }
                return OwnProperty(value: value, attributes: .all)
            }
        case .stringObject:
            if let own = ownProperty(object, key) { return own }
            return stringObjectProperty(object, key)
        case .mappedArguments:
            if key.isIndex, let box = mappedArgument(object, key.index), var own = ownProperty(object, key) {
                own.value = Box.value(box)
                return own
            }
        case .moduleNamespace:
            if !key.isSymbol { return try namespaceGetOwn(object, key) }
        default:
            break
        }
        return ownProperty(object, key)
    }

    /// O.[[GetOwnProperty]](P) as a descriptor.
    public func getOwnPropertyDescriptor(_ object: Object, _ key: PropertyKey) throws(JSException) -> PropertyDescriptor? {
        try getOwnProperty(object, key)?.descriptor
    }

    func ownProperty(from descriptor: PropertyDescriptor) -> OwnProperty {
        if descriptor.isAccessor {
            let pair = allocateAccessor(getter: descriptor.getter ?? .undefined, setter: descriptor.setter ?? .undefined)
            return OwnProperty(value: Value(cell: pair), attributes: descriptor.attributes)
        }
        return OwnProperty(value: descriptor.value ?? .undefined, attributes: descriptor.attributes)
    }

    /// String exotic objects: `length` and the code units.
    func stringObjectProperty(_ object: Object, _ key: PropertyKey) -> OwnProperty? {
        let string = object.internalSlot(0).asString
        if key.isIndex {
            if Int(key.index) >= string.length { return nil }
            let unit = string.flat(self).unit(Int(key.index))
            return OwnProperty(value: Value(self.string(unit: unit)), attributes: .enumerable)
        }
        return key == names[.length] ? OwnProperty(value: Value(string.length), attributes: .none) : nil
    }

    /// The box of a parameter that is still joined to `arguments[index]`. Internal slot 0 holds a storage of boxes.
    func mappedArgument(_ object: Object, _ index: UInt32) -> UnsafeMutableRawPointer? {
        let map = object.internalSlot(0)
        guard map.isCell, Int(index) < Storage.capacity(map.asCell) else { return nil }
        let box = Storage.values(map.asCell)[Int(index)]
        return box.isCell ? box.asCell : nil
    }

    // MARK: [[DefineOwnProperty]]

    /// O.[[DefineOwnProperty]](P, Desc): false when it is rejected.
    public func defineOwnProperty(
        _ object: Object, _ key: PropertyKey, _ descriptor: PropertyDescriptor
    ) throws(JSException) -> Bool {
        if object.has(CellFlags.exotic) {
            switch object.kind {
            case .proxy: return try proxyDefineOwnProperty(object, key, descriptor)
            case .typedArray:
                if let numeric = typedArrayIndex(key) { return try typedArrayDefine(object, numeric, descriptor) }
            case .moduleNamespace:
                if !key.isSymbol { return try namespaceDefine(object, key, descriptor) }
            case .mappedArguments:
                return mappedArgumentsDefine(object, key, descriptor)
            case .stringObject:
                if let own = stringObjectProperty(object, key) {
                    return isCompatible(descriptor, with: own, extensible: false)
                }
            default: break
            }
        }
        if object.kind == .array {
            if key == names[.length] { return try arraySetLength(object, descriptor) }
            if key.isIndex && key.index >= object.arrayLength && object.has(CellFlags.lengthReadOnly) { return false }
        }
        return ordinaryDefine(object, key, descriptor)
    }

    /// ValidateAndApplyPropertyDescriptor https://tc39.es/ecma262/#sec-validateandapplypropertydescriptor
    func ordinaryDefine(_ object: Object, _ key: PropertyKey, _ descriptor: PropertyDescriptor) -> Bool {
        guard let current = ownProperty(object, key) else {
            if object.has(CellFlags.nonExtensible) { return false }
            let own = ownProperty(from: descriptor)
            addProperty(object, key, own.value, own.attributes)
            return true
        }
        if !isCompatible(descriptor, with: current, extensible: true) { return false }
        var attributes = current.attributes
        var value = current.value
        if let flag = descriptor.enumerable { attributes.set(.enumerable, flag) }
        if let flag = descriptor.configurable { attributes.set(.configurable, flag) }
        if descriptor.isAccessor {
            let old = current.isAccessor ? current.value.asCell : nil
            let getter = descriptor.getter ?? old.map(AccessorPair.getter) ?? .undefined
            let setter = descriptor.setter ?? old.map(AccessorPair.setter) ?? .undefined
            value = Value(cell: allocateAccessor(getter: getter, setter: setter))
            attributes.insert(.accessor)
            attributes.remove(.writable)
        } else if descriptor.isData {
            if current.isAccessor {
                attributes.remove(.accessor)
                value = .undefined
            }
            if let flag = descriptor.writable { attributes.set(.writable, flag) }
            if let new = descriptor.value { value = new }
        }
        if key.isIndex && attributes == .all && !object.has(CellFlags.sparse) {
            Storage.values(object.elements.unsafelyUnwrapped)[Int(key.index)] = value
            return true
        }
        if key.isIndex && !object.has(CellFlags.sparse) { makeElementsSparse(object) }
        if key.isIndex && shape(object).pointee.find(key) < 0 { makeElementsSparse(object) }
        changeProperty(object, key, value, attributes)
        return true
    }

    /// IsCompatiblePropertyDescriptor: the checks of ValidateAndApplyPropertyDescriptor against an existing property.
    func isCompatible(_ descriptor: PropertyDescriptor, with current: OwnProperty?, extensible: Bool) -> Bool {
        guard let current else { return extensible }
        if current.attributes.contains(.configurable) { return true }
        if descriptor.configurable == true { return false }
        if let flag = descriptor.enumerable, flag != current.attributes.contains(.enumerable) { return false }
        if descriptor.isGeneric { return true }
        if descriptor.isAccessor != current.isAccessor { return false }
        if current.isAccessor {
            if let getter = descriptor.getter, getter != AccessorPair.getter(current.value.asCell) { return false }
            if let setter = descriptor.setter, setter != AccessorPair.setter(current.value.asCell) { return false }
            return true
        }
        if current.attributes.contains(.writable) { return true }
        if descriptor.writable == true { return false }
        if let value = descriptor.value, !isSameValue(value, current.value) { return false }
        return true
    }

    private func mappedArgumentsDefine(_ object: Object, _ key: PropertyKey, _ descriptor: PropertyDescriptor) -> Bool {
        guard key.isIndex, let box = mappedArgument(object, key.index) else { return ordinaryDefine(object, key, descriptor) }
        var descriptor = descriptor
        if descriptor.isData && descriptor.value == nil && descriptor.writable == false { descriptor.value = Box.value(box) }
        if !ordinaryDefine(object, key, descriptor) { return false }
        if !descriptor.isAccessor, let value = descriptor.value { Box.setValue(box, value) }
        if descriptor.isAccessor || descriptor.writable == false {
            Storage.values(object.internalSlot(0).asCell)[Int(key.index)] = .empty
        }
        return true
    }

    // MARK: [[HasProperty]], [[Get]], [[Set]], [[Delete]]

    /// O.[[HasProperty]](P)
    public func hasProperty(_ object: Object, _ key: PropertyKey) throws(JSException) -> Bool {
        var current = object
        while true {
            if current.has(CellFlags.exotic) {
                if current.kind == .proxy { return try proxyHas(current, key) }
                if current.kind == .typedArray, let numeric = typedArrayIndex(key) {
                    return typedArrayElement(current, numeric) != nil
                }
                if current.kind == .moduleNamespace && !key.isSymbol { return namespaceHas(current, key) }
            }
            if try getOwnProperty(current, key) != nil { return true }
            let prototype = shape(current).pointee.prototype
            if !prototype.isObject { return false }
            current = prototype.asObject
        }
    }

    /// HasOwnProperty(O, P)
    public func hasOwnProperty(_ object: Object, _ key: PropertyKey) throws(JSException) -> Bool {
        try getOwnProperty(object, key) != nil
    }

    /// Get(O, P)
    public func get(_ object: Object, _ key: PropertyKey) throws(JSException) -> Value {
        try get(object, key, receiver: Value(object))
    }

    public func get(_ object: Object, _ name: KnownName) throws(JSException) -> Value { try get(object, names[name]) }

    /// O.[[Get]](P, Receiver)
    public func get(_ object: Object, _ key: PropertyKey, receiver: Value) throws(JSException) -> Value {
        var current = object
        while true {
            let own: OwnProperty?
            if current.has(CellFlags.exotic) {
                if current.kind == .proxy { return try proxyGet(current, key, receiver: receiver) }
                if current.kind == .typedArray, let numeric = typedArrayIndex(key) {
                    return typedArrayElement(current, numeric) ?? .undefined
                }
                own = try getOwnProperty(current, key)
            } else {
                own = ownProperty(current, key)
            }
            if let own {
                if !own.isAccessor { return own.value }
                let getter = AccessorPair.getter(own.value.asCell)
                return getter.isUndefined ? .undefined : try call(getter, this: receiver)
            }
            let prototype = shape(current).pointee.prototype
            if !prototype.isObject { return .undefined }
            current = prototype.asObject
        }
    }

    /// Set(O, P, V, true)
    /// - Throws: TypeError when the property cannot be set.
    public func set(_ object: Object, _ key: PropertyKey, _ value: Value) throws(JSException) {
        if try !set(object, key, value, receiver: Value(object)) { throw cannotAssign(object, key) }
    }

    public func set(_ object: Object, _ name: KnownName, _ value: Value) throws(JSException) {
        try set(object, names[name], value)
    }

    /// The TypeError for a failed assignment in strict code, worded as V8 does.
    func cannotAssign(_ object: Object, _ key: PropertyKey) -> JSException {
        let name = describe(key)
        if object.kind != .proxy, let own = try? getOwnProperty(object, key) {
            if own.isAccessor {
                return typeError("Cannot set property \(name) of \(describe(Value(object))) which has only a getter")
            }
            return typeError("Cannot assign to read only property '\(name)' of object '\(describe(Value(object)))'")
        }
        if object.kind == .proxy { return typeError("'set' on proxy: trap returned falsish for property '\(name)'") }
        var p = shape(object).pointee.prototype
        while p.isObject, p.asObject.kind != .proxy {
            if let own = ownProperty(p.asObject, key) {
                return own.isAccessor
                    ? typeError("Cannot set property \(name) of \(describe(Value(object))) which has only a getter")
                    : typeError("Cannot assign to read only property '\(name)' of object '\(describe(Value(object)))'")
            }
            p = shape(p.asObject).pointee.prototype
        }
        return typeError("Cannot add property \(name), object is not extensible")
    }

    /// O.[[Set]](P, V, Receiver): false when it is rejected. https://tc39.es/ecma262/#sec-ordinaryset
    public func set(_ object: Object, _ key: PropertyKey, _ value: Value, receiver: Value) throws(JSException) -> Bool {
        var current = object
        while true {
            let own: OwnProperty?
            if current.has(CellFlags.exotic) {
                switch current.kind {
                case .proxy: return try proxySet(current, key, value, receiver: receiver)
                case .typedArray:
                    if let numeric = typedArrayIndex(key) {
                        if Value(current) == receiver {
                            try typedArraySet(current, numeric, value)
                            return true
                        }
                        if typedArrayElement(current, numeric) == nil { return true }
                    }
                case .moduleNamespace: return false
                default: break
                }
                own = try getOwnProperty(current, key)
            } else {
                own = ownProperty(current, key)
            }
            if let own {
                if own.isAccessor {
                    let setter = AccessorPair.setter(own.value.asCell)
                    if setter.isUndefined { return false }
                    _ = try call(setter, this: receiver, value)
                    return true
                }
                if !own.attributes.contains(.writable) { return false }
                if Value(current) == receiver && !current.has(CellFlags.exotic) {
                    return try storeOwn(current, key, value)
                }
                break
            }
            let prototype = shape(current).pointee.prototype
            if !prototype.isObject { break }
            current = prototype.asObject
        }
        guard let target = receiver.object else { return false }
        if !target.has(CellFlags.exotic) {
            // CreateDataProperty or an update of the receiver's own property.
            if let own = ownProperty(target, key) {
                if own.isAccessor || !own.attributes.contains(.writable) { return false }
                return try storeOwn(target, key, value)
            }
            if target.has(CellFlags.nonExtensible) { return false }
            if target.kind == .array && key.isIndex && key.index >= target.arrayLength && target.has(CellFlags.lengthReadOnly) {
                return false
            }
            addProperty(target, key, value, .all)
            return true
        }
        if let existing = try getOwnProperty(target, key) {
            if existing.isAccessor || !existing.attributes.contains(.writable) { return false }
            return try defineOwnProperty(target, key, PropertyDescriptor(value: value))
        }
        return try defineOwnProperty(target, key, PropertyDescriptor(value: value, attributes: .all))
    }

    /// Stores to an own writable data property of an object that is not exotic.
    private func storeOwn(_ object: Object, _ key: PropertyKey, _ value: Value) throws(JSException) -> Bool {
        if key.isIndex, let elements = object.elements, Int(key.index) < Storage.capacity(elements),
            !Storage.values(elements)[Int(key.index)].isEmpty
        {
            Storage.values(elements)[Int(key.index)] = value
            return true
        }
        if object.kind == .array && key == names[.length] {
            return try arraySetLength(object, PropertyDescriptor(value: value))
        }
        let shape = shape(object)
        let index = shape.pointee.find(key)
        object.slotAddress(Int(shape.pointee.entry(index).slot)).pointee = value
        if object.has(CellFlags.usedAsPrototype) { prototypeValueReplaced() }
        return true
    }

    /// O.[[Delete]](P): false when it is rejected.
    public func delete(_ object: Object, _ key: PropertyKey) throws(JSException) -> Bool {
        if object.has(CellFlags.exotic) {
            switch object.kind {
            case .proxy: return try proxyDelete(object, key)
            case .typedArray:
                if let numeric = typedArrayIndex(key) { return typedArrayElement(object, numeric) == nil }
            case .stringObject: if stringObjectProperty(object, key) != nil { return false }
            case .moduleNamespace: if !key.isSymbol { return !namespaceHas(object, key) }
            default: break
            }
        }
        guard let own = ownProperty(object, key) else { return true }
        if !own.attributes.contains(.configurable) { return false }
        if object.kind == .mappedArguments && key.isIndex && mappedArgument(object, key.index) != nil {
            Storage.values(object.internalSlot(0).asCell)[Int(key.index)] = .empty
        }
        if key.isIndex, let elements = object.elements, Int(key.index) < Storage.capacity(elements),
            !Storage.values(elements)[Int(key.index)].isEmpty
        {
            Storage.values(elements)[Int(key.index)] = .empty
        } else {
            removeNamed(object, key)
        }
        return true
    }

    /// O.[[OwnPropertyKeys]]()
    public func ownKeys(_ object: Object) throws(JSException) -> [PropertyKey] {
        if !object.has(CellFlags.exotic) { return ownKeysOfStorage(object) }
        switch object.kind {
        case .proxy: return try proxyOwnKeys(object)
        case .typedArray:
            return (0..<typedArrayLength(object)).map { key(index: $0) } + ownKeysOfStorage(object)
        case .stringObject:
            let stored = ownKeysOfStorage(object)
            let length = object.internalSlot(0).asString.length
            var keys = (0..<length).map { PropertyKey(index: UInt32($0)) }
            keys += stored.filter { $0.isIndex }
            keys.append(names[.length])
            return keys + stored.filter { !$0.isIndex }
        case .moduleNamespace: return namespaceKeys(object) + ownKeysOfStorage(object)
        default: return ownKeysOfStorage(object)
        }
    }

    // MARK: Arrays

    /// ArraySetLength https://tc39.es/ecma262/#sec-arraysetlength
    func arraySetLength(_ array: Object, _ descriptor: PropertyDescriptor) throws(JSException) -> Bool {
        var newLength = array.arrayLength
        if let value = descriptor.value {
            let number = try toUint32(value)
            if try toNumber(value) != Double(number) { throw rangeError("Invalid array length") }
            newLength = number
        }
        if descriptor.configurable == true || descriptor.enumerable == true || descriptor.isAccessor { return false }
        if array.has(CellFlags.lengthReadOnly) {
            if descriptor.writable == true || newLength != array.arrayLength { return false }
            return true
        }
        let complete = truncateArray(array, newLength)
        if descriptor.writable == false { array.flags |= CellFlags.lengthReadOnly }
        return complete
    }

    /// Sets an array's length, deleting elements behind it; false when one could not be deleted (the length then stops there).
    func truncateArray(_ array: Object, _ newLength: UInt32) -> Bool {
        if newLength < array.arrayLength {
            if let elements = array.elements {
                let capacity = Storage.capacity(elements)
                let used = min(capacity, Int(array.arrayLength))
                if Int(newLength) < used {
                    (Storage.values(elements) + Int(newLength)).update(repeating: .empty, count: used - Int(newLength))
                }
                if newLength == 0 { array.elements = nil }
            }
            if array.has(CellFlags.sparse) {
                for key in ownKeysOfStorage(array).filter({ $0.isIndex && $0.index >= newLength }).reversed() {
                    if let own = ownProperty(array, key), !own.attributes.contains(.configurable) {
                        array.arrayLength = key.index + 1
                        return false
                    }
                    removeNamed(array, key)
                }
            }
        }
        array.arrayLength = newLength
        return true
    }
}

extension PropertyAttributes {
    mutating func set(_ attribute: PropertyAttributes, _ on: Bool) {
        if on { insert(attribute) } else { remove(attribute) }
    }
}
