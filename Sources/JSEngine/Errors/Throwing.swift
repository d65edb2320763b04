/// Making and throwing errors. A thrower reads `throw vm.typeError("...")`.
extension VM {
    /// Throws any value.
    public func throwValue(_ value: Value) -> JSException {
        exception = value
        return JSException()
    }

    public func typeError(_ message: String) -> JSException { throwValue(Value(makeError(.typeErrorPrototype, message))) }
    public func rangeError(_ message: String) -> JSException { throwValue(Value(makeError(.rangeErrorPrototype, message))) }
    public func referenceError(_ message: String) -> JSException {
        throwValue(Value(makeError(.referenceErrorPrototype, message)))
    }
    public func syntaxError(_ message: String) -> JSException { throwValue(Value(makeError(.syntaxErrorPrototype, message))) }

    /// An Error object of the running realm, with its stack captured.
    /// - Parameter prototype: one of the native error prototypes.
    public func makeError(_ prototype: Intrinsic, _ message: String) -> Object {
        let text = string(message)
        let error = makeErrorObject(prototype: realm[prototype])
        captureStack(error, skipping: 0)
        defineOwn(error, names[.message], Value(text), .hidden)
        return error
    }

    /// An object with an [[ErrorData]] slot and no properties.
    func makeErrorObject(prototype: Value) -> Object { makeObject(.error, prototype: prototype, internalSlots: 0) }

    // MARK: Naming values in messages

    /// A key as it appears in messages: `x`, `0`, `Symbol(description)`.
    func describe(_ key: PropertyKey) -> String {
        if key.isSymbol {
            let symbol = JSSymbol(cell: key.cell)
            let text = symbol.description.isUndefined ? "" : symbol.description.asString.toSwift(self)
            return key.isPrivateName ? text : "Symbol(\(text))"
        }
        return value(of: key).asString.toSwift(self)
    }

    /// A value as it appears in messages: primitives by their text, objects as `#<Constructor>`, functions by their source.
    func describe(_ value: Value) -> String {
        if value.isString { return "\"\(value.asString.toSwift(self))\"" }
        if value.isSymbol { return describe(PropertyKey(cell: value.asCell)) }
        guard let object = value.object else { return (try? toString(value).toSwift(self)) ?? "?" }
        if object.has(CellFlags.callable) && object.kind != .proxy { return functionSource(object) }
        if object.kind == .array { return "[object Array]" }
        return "#<\(constructorName(object))>"
    }

    /// The name of the constructor found on an object or its prototypes, without running any code; "Object" when there is none.
    public func constructorName(_ object: Object) -> String {
        var current = object
        while current.kind != .proxy {
            if !current.has(CellFlags.exotic), let own = ownProperty(current, names[.constructor]), !own.isAccessor,
                let constructor = own.value.object, constructor.kind != .proxy,
                let name = ownProperty(constructor, names[.name]), !name.isAccessor, let text = name.value.string, !text.isEmpty
            {
                return text.toSwift(self)
            }
            let prototype = shape(current).pointee.prototype
            if !prototype.isObject { break }
            current = prototype.asObject
        }
        return "Object"
    }
}
