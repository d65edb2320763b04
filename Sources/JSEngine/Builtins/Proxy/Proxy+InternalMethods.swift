/// The internal methods of proxies with their invariants
/// https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots
///
/// A trap that is absent (undefined) means that the target's internal method answers.
extension VM {
    struct ProxyTrap {
        var target: Object
        var handler: Value
        /// Undefined when the handler has no such method.
        var function: Value
    }

    /// ValidateNonRevokedProxy, then GetMethod(handler, name).
    func proxyTrap(_ proxy: Object, _ name: KnownName) throws(JSException) -> ProxyTrap {
        try checkNativeStack()
        guard let target = proxy.internalSlot(0).object else {
            throw typeError("Cannot perform '\(describe(names[name]))' on a proxy that has been revoked")
        }
        let handler = proxy.internalSlot(1)
        let function = try get(handler.asObject, names[name])
        if function.isNullish { return ProxyTrap(target: target, handler: handler, function: .undefined) }
        if !function.isCallable {
            throw typeError(
                "\(describe(function)) returned for property '\(describe(names[name]))' of object '\(describe(handler))' is not a function")
        }
        return ProxyTrap(target: target, handler: handler, function: function)
    }

    private func proxyError(_ name: KnownName, _ text: String) -> JSException {
        typeError("'\(describe(names[name]))' on proxy: \(text)")
    }

    // MARK: Prototype and extensibility

    /// [[GetPrototypeOf]]()
    func proxyGetPrototype(_ object: Object) throws(JSException) -> Value {
        let trap = try proxyTrap(object, .getPrototypeOf)
        if trap.function.isUndefined { return try getPrototype(trap.target) }
        let prototype = try call(trap.function, this: trap.handler, Value(trap.target))
        if !prototype.isObject && !prototype.isNull { throw proxyError(.getPrototypeOf, "trap returned neither object nor null") }
        if try isExtensible(trap.target) { return prototype }
        if try getPrototype(trap.target) != prototype {
            throw proxyError(.getPrototypeOf, "proxy target is non-extensible but the trap did not return its actual prototype")
        }
        return prototype
    }

    /// [[SetPrototypeOf]](V)
    func proxySetPrototype(_ object: Object, _ prototype: Value) throws(JSException) -> Bool {
        let trap = try proxyTrap(object, .setPrototypeOf)
        if trap.function.isUndefined { return try setPrototype(trap.target, prototype) }
        if !toBoolean(try call(trap.function, this: trap.handler, Value(trap.target), prototype)) { return false }
        if try isExtensible(trap.target) { return true }
        if try getPrototype(trap.target) != prototype {
            throw proxyError(
                .setPrototypeOf, "trap returned truish for setting a new prototype on the non-extensible proxy target")
        }
        return true
    }

    /// [[IsExtensible]]()
    func proxyIsExtensible(_ object: Object) throws(JSException) -> Bool {
        let trap = try proxyTrap(object, .isExtensible)
        if trap.function.isUndefined { return try isExtensible(trap.target) }
        let result = toBoolean(try call(trap.function, this: trap.handler, Value(trap.target)))
        let actual = try isExtensible(trap.target)
        if result != actual {
            throw proxyError(.isExtensible, "trap result does not reflect extensibility of proxy target (which is '\(actual)')")
        }
        return result
    }

    /// [[PreventExtensions]]()
    func proxyPreventExtensions(_ object: Object) throws(JSException) -> Bool {
        let trap = try proxyTrap(object, .preventExtensions)
        if trap.function.isUndefined { return try preventExtensions(trap.target) }
        let result = toBoolean(try call(trap.function, this: trap.handler, Value(trap.target)))
        if result, try isExtensible(trap.target) { throw proxyError(.preventExtensions, "the proxy target is extensible") }
        return result
    }

    // MARK: Own properties

    /// [[GetOwnProperty]](P)
    func proxyGetOwnProperty(_ object: Object, _ key: PropertyKey) throws(JSException) -> PropertyDescriptor? {
        if key.isPrivateName { return ownProperty(object, key)?.descriptor }
        let trap = try proxyTrap(object, .getOwnPropertyDescriptor)
        if trap.function.isUndefined { return try getOwnPropertyDescriptor(trap.target, key) }
        let result = try call(trap.function, this: trap.handler, Value(trap.target), value(of: key))
        if !result.isObject && !result.isUndefined {
            throw proxyError(
                .getOwnPropertyDescriptor, "trap returned neither object nor undefined for property '\(describe(key))'")
        }
        let current = try getOwnProperty(trap.target, key)
        if result.isUndefined {
            guard let current else { return nil }
            if !current.attributes.contains(.configurable) {
                throw proxyError(
                    .getOwnPropertyDescriptor,
                    "trap returned undefined for property '\(describe(key))' which is non-configurable in the proxy target")
            }
            if try !isExtensible(trap.target) {
                throw proxyError(
                    .getOwnPropertyDescriptor,
                    "trap returned undefined for property '\(describe(key))' which exists in the non-extensible proxy target")
            }
            return nil
        }
        let extensible = try isExtensible(trap.target)
        var descriptor = try toPropertyDescriptor(result)
        complete(&descriptor)
        if !isCompatible(descriptor, with: current, extensible: extensible) {
            throw proxyError(
                .getOwnPropertyDescriptor,
                "trap returned descriptor for property '\(describe(key))' that is incompatible with the existing property in the proxy target")
        }
        if descriptor.configurable == false {
            if current == nil || current!.attributes.contains(.configurable) {
                throw proxyError(
                    .getOwnPropertyDescriptor,
                    "trap reported non-configurability for property '\(describe(key))' which is either non-existent or configurable in the proxy target"
                )
            }
            if descriptor.writable == false && current!.attributes.contains(.writable) {
                throw proxyError(
                    .getOwnPropertyDescriptor,
                    "trap reported non-configurable and writable for property '\(describe(key))' which is non-configurable, non-writable in the proxy target"
                )
            }
        }
        return descriptor
    }

    /// CompletePropertyDescriptor(Desc) https://tc39.es/ecma262/#sec-completepropertydescriptor
    private func complete(_ descriptor: inout PropertyDescriptor) {
        if descriptor.isAccessor {
            descriptor.getter = descriptor.getter ?? .undefined
            descriptor.setter = descriptor.setter ?? .undefined
        } else {
            descriptor.value = descriptor.value ?? .undefined
            descriptor.writable = descriptor.writable ?? false
        }
        descriptor.enumerable = descriptor.enumerable ?? false
        descriptor.configurable = descriptor.configurable ?? false
    }

    /// [[DefineOwnProperty]](P, Desc)
    func proxyDefineOwnProperty(
        _ object: Object, _ key: PropertyKey, _ descriptor: PropertyDescriptor
    ) throws(JSException) -> Bool {
        if key.isPrivateName { return ordinaryDefine(object, key, descriptor) }
        let trap = try proxyTrap(object, .defineProperty)
        if trap.function.isUndefined { return try defineOwnProperty(trap.target, key, descriptor) }
        let argument = fromPropertyDescriptor(descriptor)
        if !toBoolean(try call(trap.function, this: trap.handler, Value(trap.target), value(of: key), argument)) { return false }
        let current = try getOwnProperty(trap.target, key)
        let extensible = try isExtensible(trap.target)
        let settingNonConfigurable = descriptor.configurable == false
        guard let current else {
            if !extensible {
                throw proxyError(
                    .defineProperty,
                    "trap returned truish for adding property '\(describe(key))'  to the non-extensible proxy target")
            }
            if settingNonConfigurable { throw nonConfigurable(key) }
            return true
        }
        if !isCompatible(descriptor, with: current, extensible: extensible) {
            throw proxyError(
                .defineProperty,
                "trap returned truish for adding property '\(describe(key))'  that is incompatible with the existing property in the proxy target"
            )
        }
        if settingNonConfigurable && current.attributes.contains(.configurable) { throw nonConfigurable(key) }
        if !current.isAccessor && !current.attributes.contains(.configurable) && current.attributes.contains(.writable)
            && descriptor.writable == false
        {
            throw proxyError(
                .defineProperty,
                "trap returned truish for defining non-configurable property '\(describe(key))' which cannot be non-writable")
        }
        return true
    }

    private func nonConfigurable(_ key: PropertyKey) -> JSException {
        proxyError(
            .defineProperty,
            "trap returned truish for defining non-configurable property '\(describe(key))' which is either non-existent or configurable in the proxy target"
        )
    }

    // MARK: Access

    /// [[HasProperty]](P)
    func proxyHas(_ object: Object, _ key: PropertyKey) throws(JSException) -> Bool {
        let trap = try proxyTrap(object, .has)
        if trap.function.isUndefined { return try hasProperty(trap.target, key) }
        if toBoolean(try call(trap.function, this: trap.handler, Value(trap.target), value(of: key))) { return true }
        if let current = try getOwnProperty(trap.target, key) {
            if !current.attributes.contains(.configurable) {
                throw proxyError(
                    .has,
                    "trap returned falsish for property '\(describe(key))' which exists in the proxy target as non-configurable")
            }
            if try !isExtensible(trap.target) {
                throw proxyError(
                    .has, "trap returned falsish for property '\(describe(key))' but the proxy target is not extensible")
            }
        }
        return false
    }

    /// [[Get]](P, Receiver)
    func proxyGet(_ object: Object, _ key: PropertyKey, receiver: Value) throws(JSException) -> Value {
        let trap = try proxyTrap(object, .get)
        if trap.function.isUndefined { return try get(trap.target, key, receiver: receiver) }
        let result = try call(trap.function, this: trap.handler, Value(trap.target), value(of: key), receiver)
        if let current = try getOwnProperty(trap.target, key), !current.attributes.contains(.configurable) {
            if !current.isAccessor && !current.attributes.contains(.writable) && !isSameValue(result, current.value) {
                throw proxyError(
                    .get,
                    "property '\(describe(key))' is a read-only and non-configurable data property on the proxy target but the proxy did not return its actual value (expected '\(display(current.value))' but got '\(display(result))')"
                )
            }
            if current.isAccessor && AccessorPair.getter(current.value.asCell).isUndefined && !result.isUndefined {
                throw proxyError(
                    .get,
                    "property '\(describe(key))' is a non-configurable accessor property on the proxy target and does not have a getter function, but the trap did not return 'undefined' (got '\(display(result))')"
                )
            }
        }
        return result
    }

    /// [[Set]](P, V, Receiver)
    func proxySet(_ object: Object, _ key: PropertyKey, _ value: Value, receiver: Value) throws(JSException) -> Bool {
        let trap = try proxyTrap(object, .set)
        if trap.function.isUndefined { return try set(trap.target, key, value, receiver: receiver) }
        let registers = try pushWindow(trap.function, this: trap.handler, count: 4)
        registers[1] = Value(trap.target)
        registers[2] = self.value(of: key)
        registers[3] = value
        registers[4] = receiver
        if !toBoolean(try callWindow(registers, count: 4)) { return false }
        if let current = try getOwnProperty(trap.target, key), !current.attributes.contains(.configurable) {
            if !current.isAccessor && !current.attributes.contains(.writable) && !isSameValue(value, current.value) {
                throw proxyError(
                    .set,
                    "trap returned truish for property '\(describe(key))' which exists in the proxy target as a non-configurable and non-writable data property with a different value"
                )
            }
            if current.isAccessor && AccessorPair.setter(current.value.asCell).isUndefined {
                throw proxyError(
                    .set,
                    "trap returned truish for property '\(describe(key))' which exists in the proxy target as a non-configurable and non-writable accessor property without a setter"
                )
            }
        }
        return true
    }

    /// [[Delete]](P)
    func proxyDelete(_ object: Object, _ key: PropertyKey) throws(JSException) -> Bool {
        let trap = try proxyTrap(object, .deleteProperty)
        if trap.function.isUndefined { return try delete(trap.target, key) }
        if !toBoolean(try call(trap.function, this: trap.handler, Value(trap.target), value(of: key))) { return false }
        guard let current = try getOwnProperty(trap.target, key) else { return true }
        if !current.attributes.contains(.configurable) {
            throw proxyError(
                .deleteProperty,
                "trap returned truish for property '\(describe(key))' which is non-configurable in the proxy target")
        }
        if try !isExtensible(trap.target) {
            throw proxyError(
                .deleteProperty, "trap returned truish for property '\(describe(key))' but the proxy target is non-extensible")
        }
        return true
    }

    // MARK: Keys

    /// [[OwnPropertyKeys]]()
    func proxyOwnKeys(_ object: Object) throws(JSException) -> [PropertyKey] {
        let trap = try proxyTrap(object, .ownKeys)
        if trap.function.isUndefined { return try ownKeys(trap.target) }
        let result = try call(trap.function, this: trap.handler, Value(trap.target))
        let keys = try keysFromTrap(result)
        let saved = pushRoots(keys)
        defer { top = saved }
        // 1. The trap must list every non-configurable key of the target, ...
        let extensible = try isExtensible(trap.target)
        let targetKeys = try ownKeys(trap.target)
        _ = pushRoots(targetKeys)
        var configurable: [PropertyKey] = []
        var nonConfigurable: [PropertyKey] = []
        for key in targetKeys {
            if let own = try getOwnProperty(trap.target, key), !own.attributes.contains(.configurable) {
                nonConfigurable.append(key)
            } else {
                configurable.append(key)
            }
        }
        if extensible && nonConfigurable.isEmpty { return keys }
        var unchecked = Set(keys)
        for key in nonConfigurable where unchecked.remove(key) == nil {
            throw proxyError(.ownKeys, "trap result did not include '\(describe(key))'")
        }
        if extensible { return keys }
        // 2. ... and exactly the target's keys when that is not extensible.
        for key in configurable where unchecked.remove(key) == nil {
            throw proxyError(.ownKeys, "trap result did not include '\(describe(key))'")
        }
        if !unchecked.isEmpty { throw proxyError(.ownKeys, "trap returned extra keys but proxy target is non-extensible") }
        return keys
    }

    /// CreateListFromArrayLike(result, property-key), without duplicates.
    private func keysFromTrap(_ result: Value) throws(JSException) -> [PropertyKey] {
        guard let list = result.object else { throw typeError("CreateListFromArrayLike called on non-object") }
        let length = try lengthOfArrayLike(list)
        // Holds the keys while getters of the list run.
        let held = makeArray()
        let saved = pushRoot(Value(held))
        defer { top = saved }
        var keys: [PropertyKey] = []
        var seen = Set<PropertyKey>()
        for i in 0..<length {
            let element = try getElement(list, i)
            if !element.isString && !element.isSymbol { throw typeError("\(display(element)) is not a valid property name") }
            let key = try toPropertyKey(element)
            if !key.isIndex { arrayAppend(held, Value(cell: key.cell)) }
            keys.append(key)
        }
        for key in keys where !seen.insert(key).inserted { throw proxyError(.ownKeys, "trap returned duplicate entries") }
        return keys
    }

    // MARK: Calls

    /// [[Call]](thisArgument, argumentsList)
    func proxyCall(_ proxy: Object, this: Value, _ arguments: [Value]) throws(JSException) -> Value {
        let saved = pushRoots(arguments)
        defer { top = saved }
        let trap = try proxyTrap(proxy, .apply)
        if trap.function.isUndefined { return try call(Value(trap.target), this: this, arguments) }
        return try call(trap.function, this: trap.handler, Value(trap.target), this, Value(makeArray(arguments)))
    }

    /// [[Construct]](argumentsList, newTarget)
    func proxyConstruct(_ proxy: Object, _ arguments: [Value], newTarget: Value) throws(JSException) -> Value {
        let saved = pushRoots(arguments)
        defer { top = saved }
        let trap = try proxyTrap(proxy, .construct)
        if trap.function.isUndefined { return Value(try construct(Value(trap.target), arguments, newTarget: newTarget)) }
        let result = try call(trap.function, this: trap.handler, Value(trap.target), Value(makeArray(arguments)), newTarget)
        if !result.isObject { throw typeError("proxy [[Construct]] must return an object") }
        return result
    }
}
