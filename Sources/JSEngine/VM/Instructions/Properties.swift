/// Slow paths of property instructions.
extension VM {
    /// `base[index]`
    @inline(never)
    func getElementSlow(_ base: Value, _ index: Value) throws(JSException) -> Value {
        if base.isObject {
            let object = base.asObject
            if let key = readyKey(index) { return try getComputed(object, key) }
            if index.isInt32 && index.asInt32 >= 0 {
                if object.kind == .typedArray { return typedArrayElement(object, Int(index.asInt32)) ?? .undefined }
                return try get(object, PropertyKey(index: UInt32(bitPattern: index.asInt32)), receiver: base)
            }
            return try getComputed(object, try toPropertyKey(index))
        }
        if let string = base.string, index.isInt32, index.asInt32 >= 0, Int(index.asInt32) < string.length {
            return Value(self.string(unit: string.flat(self).unit(Int(index.asInt32))))
        }
        if base.isNullish {
            let what = index.isObject ? "" : " (reading '\(describe(try toPropertyKey(index)))')"
            throw typeError("Cannot read properties of \(base.isNull ? "null" : "undefined")\(what)")
        }
        return try getV(base, try toPropertyKey(index))
    }

    /// `base[index] = value`
    @inline(never)
    func setElementSlow(_ base: Value, _ index: Value, _ value: Value, strict: Bool) throws(JSException) {
        guard let object = base.object else {
            if base.isNullish {
                let what = index.isObject ? "" : " (setting '\(describe(try toPropertyKey(index)))')"
                throw typeError("Cannot set properties of \(base.isNull ? "null" : "undefined")\(what)")
            }
            return try setPropertyUncached(base, try toPropertyKey(index), value, strict: strict)
        }
        if let key = readyKey(index) {
            if storeCached(object, key, value, scratchCache) { return }
            return try setPropertyUncached(base, key, value, strict: strict)
        }
        if index.isInt32 && index.asInt32 >= 0 {
            if object.kind == .typedArray { return try typedArraySet(object, Int(index.asInt32), value) }
            if object.kind == .array, !object.has(Frame.noAppendFlags), !shapes.prototypesHaveIndices,
                UInt32(bitPattern: index.asInt32) == object.arrayLength
            {
                arrayAppend(object, value)
                return
            }
        }
        try setPropertyUncached(base, try toPropertyKey(index), value, strict: strict)
    }

    /// The key that a symbol, or a string that is an atom, is.
    @inline(__always)
    private func readyKey(_ value: Value) -> PropertyKey? {
        guard value.isCell else { return nil }
        let cell = value.asCell
        let kind = Cell.kind(cell)
        if kind == .symbol || kind == .string && JSString(cell: cell).isAtom { return PropertyKey(cell: cell) }
        return nil
    }

    private func setPropertyUncached(_ base: Value, _ key: PropertyKey, _ value: Value, strict: Bool) throws(JSException) {
        try setPropertySlow(base, key, value, scratchCache, strict: strict)
    }

    /// `toPropertyKey`: a string, a symbol, or an array index as a number.
    func toPropertyKeyValue(_ value: Value) throws(JSException) -> Value {
        if value.isInt32 && value.asInt32 >= 0 || value.isSymbol { return value }
        let key = try toPropertyKey(value)
        if key.isIndex && key.index <= UInt32(Int32.max) { return Value(key.index) }
        return self.value(of: key)
    }

    /// `delete base[key]`
    func deleteProperty(_ base: Value, _ key: Value, strict: Bool) throws(JSException) -> Bool {
        if base.isNullish { throw typeError("Cannot convert undefined or null to object") }
        let object = try toObject(base)
        let propertyKey = try toPropertyKey(key)
        if try delete(object, propertyKey) { return true }
        if strict { throw typeError("Cannot delete property '\(describe(propertyKey))' of \(describe(base))") }
        return false
    }

    /// `key in object`
    func hasPropertySlow(_ target: Value, _ key: Value) throws(JSException) -> Bool {
        guard let object = target.object else {
            let name = key.isSymbol ? describe(key) : "'\(try toString(key).toSwift(self))'"
            throw typeError("Cannot use 'in' operator to search for \(name) in \(try toString(target).toSwift(self))")
        }
        return try hasProperty(object, try toPropertyKey(key))
    }

    // MARK: super

    /// - Parameter base: the prototype of the home object, as it was when the reference was evaluated.
    func getSuper(_ base: Value, _ key: Value, this: Value) throws(JSException) -> Value {
        if this.isEmpty { throw thisUninitialisedError() }
        guard let object = base.object else {
            if key.isObject { throw typeError("Cannot read properties of null") }
            throw readError(base, try toPropertyKey(key))
        }
        return try get(object, try toPropertyKey(key), receiver: this)
    }

    func setSuper(_ base: Value, _ key: Value, _ value: Value, this: Value, strict: Bool) throws(JSException) {
        if this.isEmpty { throw thisUninitialisedError() }
        guard let object = base.object else { throw typeError("Cannot set properties of null") }
        let propertyKey = try toPropertyKey(key)
        if try !set(object, propertyKey, value, receiver: this) && strict {
            throw cannotAssign(this.object ?? object, propertyKey)
        }
    }

    // MARK: Private names

    private func privateProperty(_ base: Value, _ name: Value) -> (object: Object, own: OwnProperty)? {
        guard let object = base.object, let own = ownProperty(object, PropertyKey(cell: name.asCell)) else { return nil }
        return (object, own)
    }

    private func privateText(_ name: Value) -> String { describe(PropertyKey(cell: name.asCell)) }

    /// PrivateGet(O, P)
    func getPrivate(_ base: Value, _ name: Value, _ cache: UnsafeMutablePointer<UInt64>) throws(JSException) -> Value {
        guard let (object, own) = privateProperty(base, name) else {
            throw typeError("Cannot read private member \(privateText(name)) from an object whose class did not declare it")
        }
        if own.isAccessor {
            let getter = AccessorPair.getter(own.value.asCell)
            if getter.isUndefined { throw typeError("'\(privateText(name))' was defined without a getter") }
            return try call(getter, this: base)
        }
        fillPrivateCache(object, name, cache)
        return own.value
    }

    /// PrivateSet(O, P, value)
    func setPrivate(_ base: Value, _ name: Value, _ value: Value, _ cache: UnsafeMutablePointer<UInt64>) throws(JSException) {
        guard let (object, own) = privateProperty(base, name) else {
            throw typeError("Cannot write private member \(privateText(name)) to an object whose class did not declare it")
        }
        if own.isAccessor {
            let setter = AccessorPair.setter(own.value.asCell)
            if setter.isUndefined { throw typeError("'\(privateText(name))' was defined without a setter") }
            _ = try call(setter, this: base, value)
            return
        }
        if !own.attributes.contains(.writable) { throw typeError("Private method '\(privateText(name))' is not writable") }
        let shape = shape(object)
        object.slotAddress(Int(shape.pointee.entry(shape.pointee.find(PropertyKey(cell: name.asCell))).slot)).pointee = value
        fillPrivateCache(object, name, cache)
    }

    private func fillPrivateCache(_ object: Object, _ name: Value, _ cache: UnsafeMutablePointer<UInt64>) {
        let shape = shape(object)
        let entry = shape.pointee.entry(shape.pointee.find(PropertyKey(cell: name.asCell)))
        if !entry.attributes.contains(.writable) { return }
        cache[0] = InlineCache.word(shape.pointee.id, InlineCache.place(object, slot: Int(entry.slot)))
        cache[1] = 0
        cache[2] = name.bits
    }

    /// `#x in o`
    func hasPrivate(_ base: Value, _ name: Value) throws(JSException) -> Bool {
        guard base.isObject else {
            throw typeError(
                "Cannot use 'in' operator to search for '\(privateText(name))' in \(try toString(base).toSwift(self))")
        }
        return privateProperty(base, name) != nil
    }

    /// PrivateFieldAdd(O, P, value)
    func definePrivateField(_ base: Value, _ name: Value, _ value: Value) throws(JSException) {
        try definePrivate(base, name, value, .writable)
    }

    /// PrivateMethodOrAccessorAdd(O, method)
    func definePrivateMethod(_ base: Value, _ name: Value, _ method: Value) throws(JSException) {
        try definePrivate(base, name, method, .none)
    }

    private func definePrivate(_ base: Value, _ name: Value, _ value: Value, _ attributes: PropertyAttributes) throws(JSException) {
        let key = PropertyKey(cell: name.asCell)
        let object = base.asObject
        if ownProperty(object, key) != nil { throw typeError("Cannot initialize \(privateText(name)) twice on the same object") }
        addProperty(object, key, value, attributes)
    }

    func definePrivateAccessor(_ base: Value, _ name: Value, getter: Value?, setter: Value?) throws(JSException) {
        let key = PropertyKey(cell: name.asCell)
        let object = base.asObject
        if let own = ownProperty(object, key) {
            guard own.isAccessor else { throw typeError("Cannot initialize \(privateText(name)) twice on the same object") }
            let (oldGetter, oldSetter) = (AccessorPair.getter(own.value.asCell), AccessorPair.setter(own.value.asCell))
            if getter != nil && !oldGetter.isUndefined || setter != nil && !oldSetter.isUndefined {
                throw typeError("Cannot initialize private methods of class twice on the same object")
            }
            let pair = allocateAccessor(getter: getter ?? oldGetter, setter: setter ?? oldSetter)
            changeProperty(object, key, Value(cell: pair), .accessor)
            return
        }
        let pair = allocateAccessor(getter: getter ?? .undefined, setter: setter ?? .undefined)
        addProperty(object, key, Value(cell: pair), .accessor)
    }
}
