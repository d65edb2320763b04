/// Operations on objects https://tc39.es/ecma262/#sec-operations-on-objects
extension VM {
    /// GetV(V, P)
    public func getV(_ value: Value, _ key: PropertyKey) throws(JSException) -> Value {
        if value.isObject { return try get(value.asObject, key, receiver: value) }
        if value.isNullish {
            throw typeError("Cannot read properties of \(value.isNull ? "null" : "undefined") (reading '\(describe(key))')")
        }
        if let string = value.string {
            if key.isIndex {
                if Int(key.index) < string.length { return Value(self.string(unit: string.flat(self).unit(Int(key.index)))) }
            } else if key == names[.length] {
                return Value(string.length)
            }
        }
        return try get(prototype(ofPrimitive: value), key, receiver: value)
    }

    /// The prototype object that property access on a primitive starts at; not for undefined and null.
    func prototype(ofPrimitive value: Value) -> Object {
        let intrinsic: Intrinsic =
            value.isString ? .stringPrototype
            : value.isNumber ? .numberPrototype
            : value.isBoolean ? .booleanPrototype : value.isSymbol ? .symbolPrototype : .bigintPrototype
        return realm[intrinsic].asObject
    }

    /// GetMethod(V, P): undefined or a callable.
    public func getMethod(_ value: Value, _ key: PropertyKey) throws(JSException) -> Value {
        let method = try getV(value, key)
        if method.isNullish { return .undefined }
        if !method.isCallable { throw typeError("\(describe(method)) is not a function") }
        return method
    }

    /// CreateDataProperty(O, P, V)
    public func createDataProperty(_ object: Object, _ key: PropertyKey, _ value: Value) throws(JSException) -> Bool {
        if !object.has(CellFlags.exotic | CellFlags.nonExtensible) && object.kind != .array {
            if let own = ownProperty(object, key) {
                if own.attributes == .all && !key.isIndex {
                    let shape = shape(object)
                    object.slotAddress(Int(shape.pointee.entry(shape.pointee.find(key)).slot)).pointee = value
                    return true
                }
            } else {
                addProperty(object, key, value, .all)
                return true
            }
        }
        return try defineOwnProperty(object, key, PropertyDescriptor(value: value, attributes: .all))
    }

    /// CreateDataPropertyOrThrow(O, P, V)
    public func createDataPropertyOrThrow(_ object: Object, _ key: PropertyKey, _ value: Value) throws(JSException) {
        if try !createDataProperty(object, key, value) { throw typeError("Cannot redefine property: \(describe(key))") }
    }

    /// DefinePropertyOrThrow(O, P, desc)
    public func definePropertyOrThrow(
        _ object: Object, _ key: PropertyKey, _ descriptor: PropertyDescriptor
    ) throws(JSException) {
        if try !defineOwnProperty(object, key, descriptor) {
            if try !isExtensible(object), try getOwnProperty(object, key) == nil {
                throw typeError("Cannot define property \(describe(key)), object is not extensible")
            }
            throw typeError("Cannot redefine property: \(describe(key))")
        }
    }

    /// DeletePropertyOrThrow(O, P)
    public func deletePropertyOrThrow(_ object: Object, _ key: PropertyKey) throws(JSException) {
        if try !delete(object, key) { throw typeError("Cannot delete property '\(describe(key))' of \(describe(Value(object)))") }
    }

    /// ToPropertyDescriptor(Obj)
    func toPropertyDescriptor(_ value: Value) throws(JSException) -> PropertyDescriptor {
        guard let object = value.object else { throw typeError("Property description must be an object: \(describe(value))") }
        var descriptor = PropertyDescriptor()
        if try hasProperty(object, names[.enumerable]) { descriptor.enumerable = toBoolean(try get(object, .enumerable)) }
        if try hasProperty(object, names[.configurable]) { descriptor.configurable = toBoolean(try get(object, .configurable)) }
        if try hasProperty(object, names[.value]) { descriptor.value = try get(object, .value) }
        if try hasProperty(object, names[.writable]) { descriptor.writable = toBoolean(try get(object, .writable)) }
        if try hasProperty(object, names[.get]) {
            let getter = try get(object, .get)
            if !getter.isUndefined && !getter.isCallable { throw typeError("Getter must be a function: \(describe(getter))") }
            descriptor.getter = getter
        }
        if try hasProperty(object, names[.set]) {
            let setter = try get(object, .set)
            if !setter.isUndefined && !setter.isCallable { throw typeError("Setter must be a function: \(describe(setter))") }
            descriptor.setter = setter
        }
        if descriptor.isAccessor && descriptor.isData {
            throw typeError(
                "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute")
        }
        return descriptor
    }

    /// FromPropertyDescriptor(Desc)
    func fromPropertyDescriptor(_ descriptor: PropertyDescriptor?) -> Value {
        guard let descriptor else { return .undefined }
        let object = makeObject()
        if let value = descriptor.value { defineOwn(object, names[.value], value) }
        if let flag = descriptor.writable { defineOwn(object, names[.writable], Value(flag)) }
        if let getter = descriptor.getter { defineOwn(object, names[.get], getter) }
        if let setter = descriptor.setter { defineOwn(object, names[.set], setter) }
        if let flag = descriptor.enumerable { defineOwn(object, names[.enumerable], Value(flag)) }
        if let flag = descriptor.configurable { defineOwn(object, names[.configurable], Value(flag)) }
        return Value(object)
    }

    /// CopyDataProperties(target, source, excludedItems)
    func copyDataProperties(_ target: Object, _ source: Value, excluding: [PropertyKey] = []) throws(JSException) {
        if source.isNullish { return }
        let from = try toObject(source)
        if excluding.isEmpty && copyRecord(target, from) { return }
        let keys = try ownKeys(from)
        let saved = top
        defer { top = saved }
        // A plain object holds its keys itself, until code of the program runs that may remove them.
        if from.has(CellFlags.exotic) { _ = pushRoots(keys) }
        for key in keys where !excluding.contains(key) {
            if let own = try getOwnProperty(from, key), own.attributes.contains(.enumerable) {
                if own.isAccessor && top == saved { _ = pushRoots(keys) }
                let value = own.isAccessor || from.has(CellFlags.exotic) ? try get(from, key) : own.value
                _ = try createDataProperty(target, key, value)
            }
        }
    }

    /// CopyDataProperties of a plain object into one without properties: no code of the program can run meanwhile.
    /// - Returns: false when that is not the case, and nothing was done.
    private func copyRecord(_ target: Object, _ source: Object) -> Bool {
        guard source.kind == .object, target.kind == .object, source.elements == nil, target.elements == nil else { return false }
        let unusual = CellFlags.exotic | CellFlags.sparse | CellFlags.nonExtensible
        guard !source.has(unusual), !target.has(unusual) else { return false }
        let layout = shape(source)
        guard !layout.pointee.isDictionary, shape(target).pointee.count == 0 else { return false }
        let count = layout.pointee.count
        for i in 0..<count where layout.pointee.entry(i).attributes != .all || layout.pointee.entry(i).key.isPrivateName {
            return false
        }
        if count > 0 { ensureSlot(target, count - 1) }
        for i in 0..<count {
            let entry = layout.pointee.entry(i)
            addProperty(target, entry.key, source.slotAddress(Int(entry.slot)).pointee, .all)
        }
        return true
    }

    /// OrdinaryHasInstance(C, O)
    func ordinaryHasInstance(_ constructor: Value, _ value: Value) throws(JSException) -> Bool {
        guard constructor.isCallable else { return false }
        let function = constructor.asObject
        if function.kind == .boundFunction {
            try checkNativeStack()
            return try isInstance(value, of: function.internalSlot(0))
        }
        guard var object = value.object else { return false }
        let prototype = try getComputed(function, names[.prototype])
        guard prototype.isObject else {
            throw typeError("Function has non-object prototype '\(describe(prototype))' in instanceof check")
        }
        while true {
            let next = try getPrototype(object)
            if !next.isObject { return false }
            if next == prototype { return true }
            object = next.asObject
        }
    }

    /// InstanceofOperator(V, target)
    func isInstance(_ value: Value, of target: Value) throws(JSException) -> Bool {
        guard target.isObject else { throw typeError("Right-hand side of 'instanceof' is not an object") }
        let handler = try getComputed(target.asObject, symbols[.hasInstance])
        if !handler.isNullish {
            if !handler.isCallable { throw typeError("\(describe(handler)) is not a function") }
            if handler == realm[.functionPrototypeHasInstance] { return try ordinaryHasInstance(target, value) }
            return toBoolean(try call(handler, this: target, value))
        }
        if !target.isCallable { throw typeError("Right-hand side of 'instanceof' is not callable") }
        return try ordinaryHasInstance(target, value)
    }

    /// SpeciesConstructor(O, defaultConstructor)
    func speciesConstructor(_ object: Object, default fallback: Value) throws(JSException) -> Value {
        let constructor = try get(object, .constructor)
        if constructor.isUndefined { return fallback }
        guard let constructorObject = constructor.object else {
            throw typeError("The .constructor property is not an object")
        }
        let species = try get(constructorObject, symbols[.species])
        if species.isNullish { return fallback }
        if species.isConstructor { return species }
        throw typeError("object.constructor[Symbol.species] is not a constructor")
    }

    /// GetPrototypeFromConstructor(constructor, intrinsicDefaultProto)
    public func prototypeFromConstructor(_ newTarget: Value, _ fallback: Intrinsic) throws(JSException) -> Value {
        guard let constructor = newTarget.object else { return realm[fallback] }
        let prototype = try get(constructor, .prototype)
        if prototype.isObject { return prototype }
        return try functionRealm(constructor)[fallback]
    }

    /// GetFunctionRealm(obj)
    func functionRealm(_ function: Object) throws(JSException) -> Realm {
        var function = function
        while true {
            switch function.kind {
            case .function: return Executable.of(function.internalSlot(0).asCell).realm
            case .nativeFunction: return allRealms[Int(function.raw(1, as: UInt64.self) >> 32)]
            case .boundFunction: function = function.internalSlot(0).asObject
            case .proxy:
                guard let target = function.internalSlot(0).object else {
                    throw typeError("Cannot perform 'get' on a proxy that has been revoked")
                }
                function = target
            default: return realm
            }
        }
    }

    /// CreateIterResultObject(value, done)
    public func makeIteratorResult(_ value: Value, done: Bool) -> Value {
        let object = allocateObject(shape: realm.iteratorResultShape)
        object.setInternalSlot(0, value)
        object.setInternalSlot(1, Value(done))
        return Value(object)
    }

    /// Invoke(V, P, argumentsList)
    public func invoke(_ value: Value, _ key: PropertyKey, _ arguments: Value...) throws(JSException) -> Value {
        let function = try getV(value, key)
        if !function.isCallable { throw typeError("\(describe(key)) is not a function") }
        return try call(function, this: value, arguments)
    }

    /// CreateListFromArrayLike(obj)
    public func listFromArrayLike(_ value: Value) throws(JSException) -> [Value] {
        guard let object = value.object else { throw typeError("CreateListFromArrayLike called on non-object") }
        let length = try lengthOfArrayLike(object)
        var list: [Value] = []
        list.reserveCapacity(min(length, 1024))
        for i in 0..<length { list.append(try get(object, key(index: i))) }
        return list
    }
}
