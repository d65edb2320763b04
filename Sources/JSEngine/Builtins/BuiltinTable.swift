/// One line of a builtin's property table. Tables stand at the top of a builtin's file, functions below in the same order.
public struct BuiltinProperty: Sendable {
    enum Key: Sendable {
        case name(StaticString)
        case symbol(WellKnownSymbol)
    }
    enum Content: Sendable {
        case method(NativeFunction, length: Int)
        // No optional functions: an optional would wrap them in a thunk with a context.
        case getter(NativeFunction)
        case accessor(get: NativeFunction, set: NativeFunction)
        case number(Double)
        case string(StaticString)
        case undefined
    }
    let key: Key
    let content: Content
    let attributes: PropertyAttributes

    /// `name(length)`: writable and configurable.
    public static func method(
        _ name: StaticString, _ length: Int, _ function: @escaping NativeFunction, attributes: PropertyAttributes = .hidden
    ) -> BuiltinProperty {
        BuiltinProperty(key: .name(name), content: .method(function, length: length), attributes: attributes)
    }
    /// A method whose key is a well-known symbol; its name is `[Symbol.x]`.
    public static func method(
        _ symbol: WellKnownSymbol, _ length: Int, _ function: @escaping NativeFunction, attributes: PropertyAttributes = .hidden
    ) -> BuiltinProperty {
        BuiltinProperty(key: .symbol(symbol), content: .method(function, length: length), attributes: attributes)
    }
    /// A getter: configurable.
    public static func accessor(
        _ name: StaticString, get: @escaping NativeFunction, attributes: PropertyAttributes = [.configurable]
    ) -> BuiltinProperty {
        BuiltinProperty(key: .name(name), content: .getter(get), attributes: attributes)
    }
    /// A getter and a setter: configurable.
    public static func accessor(
        _ name: StaticString, get: @escaping NativeFunction, set: @escaping NativeFunction,
        attributes: PropertyAttributes = [.configurable]
    ) -> BuiltinProperty {
        BuiltinProperty(key: .name(name), content: .accessor(get: get, set: set), attributes: attributes)
    }
    public static func accessor(_ symbol: WellKnownSymbol, get: @escaping NativeFunction) -> BuiltinProperty {
        BuiltinProperty(key: .symbol(symbol), content: .getter(get), attributes: [.configurable])
    }
    public static func accessor(
        _ symbol: WellKnownSymbol, get: @escaping NativeFunction, set: @escaping NativeFunction
    ) -> BuiltinProperty {
        BuiltinProperty(key: .symbol(symbol), content: .accessor(get: get, set: set), attributes: [.configurable])
    }
    /// A number that cannot be changed.
    public static func constant(_ name: StaticString, _ number: Double) -> BuiltinProperty {
        BuiltinProperty(key: .name(name), content: .number(number), attributes: [])
    }
    /// `[Symbol.toStringTag]`
    public static func toStringTag(_ text: StaticString) -> BuiltinProperty {
        BuiltinProperty(key: .symbol(.toStringTag), content: .string(text), attributes: [.configurable])
    }
}

extension Realm {
    /// Defines the properties of a table on an object that does not have them.
    public func define(_ properties: [BuiltinProperty], on object: Object) {
        for property in properties {
            let key: PropertyKey
            switch property.key {
            case .name(let name): key = vm.key(name)
            case .symbol(let symbol): key = vm.symbols[symbol]
            }
            switch property.content {
            case .method(let function, let length):
                vm.defineOwn(object, key, Value(function_(key, "", length, function)), property.attributes)
            case .getter(let get):
                let pair = vm.allocateAccessor(getter: Value(function_(key, "get ", 0, get)), setter: .undefined)
                vm.defineOwn(object, key, Value(cell: pair), property.attributes.union(.accessor))
            case .accessor(let get, let set):
                let getter = Value(function_(key, "get ", 0, get))
                let pair = vm.allocateAccessor(getter: getter, setter: Value(function_(key, "set ", 1, set)))
                vm.defineOwn(object, key, Value(cell: pair), property.attributes.union(.accessor))
            case .number(let number):
                vm.defineOwn(object, key, Value(number), property.attributes)
            case .string(let text):
                vm.defineOwn(object, key, Value(vm.string(text)), property.attributes)
            case .undefined:
                vm.defineOwn(object, key, .undefined, property.attributes)
            }
        }
    }

    private func function_(_ key: PropertyKey, _ prefix: String, _ length: Int, _ function: @escaping NativeFunction) -> Object {
        vm.allocateNativeFunction(
            shape: functionShapes.plain, function: function, name: Value(vm.functionName(key, prefix: prefix)), length: length,
            constructor: false)
    }

    /// A builtin constructor with its prototype object, wired to each other. Both are stored as intrinsics.
    /// - Parameters:
    ///   - prototype: the prototype object; nil for one that inherits from `prototypeParent`.
    @discardableResult
    public func defineConstructor(
        _ name: StaticString, _ constructorIntrinsic: Intrinsic, _ prototypeIntrinsic: Intrinsic, length: Int,
        _ function: @escaping NativeFunction, statics: [BuiltinProperty] = [], prototype properties: [BuiltinProperty] = [],
        constructorParent: Intrinsic = .functionPrototype, prototypeParent: Intrinsic = .objectPrototype,
        existingPrototype existing: Object? = nil
    ) -> Object {
        let shape =
            constructorParent == .functionPrototype
            ? functionShapes.plain : FunctionShapes.plain(vm, vm.shapes.lazyFunctionRoot(prototype: self[constructorParent]))
        let constructor = vm.allocateNativeFunction(
            shape: shape, function: function, name: Value(vm.string(name)), length: length, constructor: true)
        self[constructorIntrinsic] = Value(constructor)
        let prototype = existing ?? vm.makeObject(prototype: self[prototypeParent])
        self[prototypeIntrinsic] = Value(prototype)
        vm.defineOwn(constructor, vm.names[.prototype], Value(prototype), [])
        vm.defineOwn(prototype, vm.names[.constructor], Value(constructor), .hidden)
        define(statics, on: constructor)
        define(properties, on: prototype)
        return constructor
    }

    /// A prototype or namespace object, stored as an intrinsic.
    @discardableResult
    public func defineObject(
        _ intrinsic: Intrinsic, parent: Intrinsic = .objectPrototype, _ properties: [BuiltinProperty]
    ) -> Object {
        let object = vm.makeObject(prototype: self[parent])
        self[intrinsic] = Value(object)
        define(properties, on: object)
        return object
    }
}

extension VM {
    /// The `name` of a function stored under a key: `f`, `[description]`, with an optional prefix (`get `).
    func functionName(_ key: PropertyKey, prefix: String = "") -> JSString {
        if key.isSymbol {
            let symbol = JSSymbol(cell: key.cell)
            if symbol.description.isUndefined { return string(prefix) }
            let text = symbol.description.asString.toSwift(self)
            return string(key.isPrivateName ? prefix + text : "\(prefix)[\(text)]")
        }
        let name = value(of: key).asString
        return prefix.isEmpty ? name : string(prefix + name.toSwift(self))
    }
}
