/// Object, array, class, template and RegExp literals.
extension VM {
    /// `newObject`
    func makeLiteral(propertyCount: Int) -> Object {
        if propertyCount <= VM.commonInlineCapacity && propertyCount != 1 && propertyCount != 2 {
            return allocateObject(shape: realm.objectShape)
        }
        let capacity = min((propertyCount + 2) & ~1, Shape.inlineLimit)
        return allocateObject(shape: shapes.root(prototype: realm[.objectPrototype], inlineCapacity: capacity))
    }

    /// `newObjectFrom`: the shape is cached behind the instruction as id | count << 32.
    func makeLiteral(
        _ R: Frame.Registers, _ values: Frame.Registers, names index: Int, _ cache: UnsafeMutablePointer<UInt64>
    ) -> Object {
        if cache[0] != 0 {
            let count = Int(cache[0] >> 32)
            let object = allocateObject(shape: shapes[UInt32(truncatingIfNeeded: cache[0])])
            (object.cell + 24).assumingMemoryBound(to: Value.self).update(from: values, count: count)
            return object
        }
        let executable = Executable.of(Frame.executable(R))
        guard case .shape(let names) = executable.template.constants[index] else { preconditionFailure("swjs: not a shape") }
        let object = makeLiteral(propertyCount: names.count)
        for (i, name) in names.enumerated() {
            let key = executable.template.unit.key(self, name)
            defineOwn(object, key, values[i])
        }
        let shape = shape(object)
        if !shape.pointee.isDictionary && shape.pointee.count == names.count && object.inlineCapacity >= names.count {
            cache[0] = UInt64(shape.pointee.id) | UInt64(names.count) << 32
        }
        return object
    }

    /// `arraySpread`
    func spread(_ iterable: Value, into array: Object, _ pc: UnsafePointer<UInt64>) throws(JSException) {
        if let source = iterable.object(of: .array), isArrayIterationPristine(source), source != array {
            let count = Int(source.arrayLength)
            for i in 0..<count { arrayAppend(array, try getElement(source, i)) }
            return
        }
        let method = iterable.isNullish ? .undefined : try getV(iterable, symbols[.iterator])
        if !method.isCallable { throw notIterable(iterable, pc) }
        let record = try getIterator(iterable, method: method)
        while let value = try iteratorStep(record) { arrayAppend(array, value) }
    }

    /// TypeError: x is not iterable
    func notIterable(_ value: Value, _ pc: UnsafePointer<UInt64>) -> JSException {
        guard let text = expressionText(pc) else { return notIterable(value) }
        let call = "(...)"
        if text.hasSuffix(call) {
            return typeError("\(text.dropLast(call.count)) is not a function or its return value is not iterable")
        }
        return typeError("\(text) is not iterable")
    }

    /// `defineProp`: CreateDataPropertyOrThrow with a cache of the transition.
    func defineProperty(
        _ object: Object, _ key: PropertyKey, _ value: Value, _ cache: UnsafeMutablePointer<UInt64>
    ) throws(JSException) {
        let isPlain =
            !object.has(CellFlags.exotic | CellFlags.nonExtensible | CellFlags.usedAsPrototype | CellFlags.lazyProperties)
            && object.kind != .array
        if isPlain && ownProperty(object, key) == nil {
            let before = shape(object)
            addProperty(object, key, value, .all)
            let after = shape(object)
            if !before.pointee.isDictionary && !after.pointee.isDictionary && after.pointee.parent == before {
                cache[0] = InlineCache.word(before.pointee.id, InlineCache.place(object, slot: after.pointee.count - 1))
                cache[1] = InlineCache.epochMark
                cache[3] = UInt64(after.pointee.id)
            }
            return
        }
        try createDataPropertyOrThrow(object, key, value)
    }

    /// `defineMethod`: not enumerable.
    func defineMethod(_ object: Object, _ key: Value, _ method: Value) throws(JSException) {
        try definePropertyOrThrow(object, try toPropertyKey(key), PropertyDescriptor(value: method, attributes: .hidden))
    }

    func defineAccessor(_ object: Object, _ key: Value, getter: Value?, setter: Value?, enumerable: Bool) throws(JSException) {
        try definePropertyOrThrow(
            object, try toPropertyKey(key),
            PropertyDescriptor(getter: getter, setter: setter, enumerable: enumerable, configurable: true))
    }

    /// `objectRest`
    func objectRest(_ source: Value, _ keys: Frame.Registers, count: Int) throws(JSException) -> Value {
        var excluded: [PropertyKey] = []
        for i in 0..<count {
            let key = try toPropertyKey(keys[i])
            // In the place of its text, where the collector sees it.
            if !key.isIndex { keys[i] = Value(cell: key.cell) }
            excluded.append(key)
        }
        let rest = makeObject()
        try copyDataProperties(rest, source, excluding: excluded)
        return Value(rest)
    }

    /// `setFunctionName` https://tc39.es/ecma262/#sec-setfunctionname
    func setFunctionName(_ function: Object, _ key: Value, prefix: Int) throws(JSException) {
        let propertyKey = try toPropertyKey(key)
        let name = functionName(propertyKey, prefix: prefix == 0 ? "" : prefix == 1 ? "get " : "set ")
        if function.has(CellFlags.lazyProperties) { materialiseFunctionProperties(function) }
        // An anonymous class with a static member `name` keeps that.
        if let own = ownProperty(function, names[.name]), own.isAccessor || !(own.value.string?.isEmpty ?? false) { return }
        defineOwn(function, names[.name], Value(name), .configurable)
    }

    /// `createClass`: the constructor and its prototype object.
    /// https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation steps 5-14
    func createClass(_ R: Frame.Registers, _ result: Frame.Registers, heritage: Value, function index: Int) throws(JSException) {
        var prototypeParent = realm[.objectPrototype]
        var constructorParent = realm[.functionPrototype]
        if !heritage.isEmpty {
            if heritage.isNull {
                prototypeParent = .null
            } else {
                if !heritage.isConstructor {
                    throw typeError("Class extends value \(describeHeritage(heritage)) is not a constructor or null")
                }
                prototypeParent = try get(heritage.asObject, .prototype)
                if !prototypeParent.isObject && !prototypeParent.isNull {
                    throw typeError("Class extends value does not have valid prototype property \(describe(prototypeParent))")
                }
                constructorParent = heritage
            }
        }
        let prototype = makeObject(prototype: prototypeParent)
        result[1] = Value(prototype)
        let executable = Executable.of(Frame.executable(R)).child(self, index)
        let constructor = makeClosure(executable, from: R)
        result[0] = Value(constructor)
        materialiseFunctionProperties(constructor)
        if constructorParent != realm[.functionPrototype] { changePrototype(constructor, constructorParent) }
        let template = Executable.of(executable).template
        if !template.flags.contains(.hasName) { removeNamed(constructor, names[.name]) }
        defineOwn(constructor, names[.prototype], result[1], [])
        defineOwn(prototype, names[.constructor], result[0], .hidden)
    }

    private func describeHeritage(_ value: Value) -> String {
        if let object = value.object, !object.has(CellFlags.callable) {
            return object.kind == .array ? "" : "#<\(constructorName(object))>"
        }
        return value.isString ? value.asString.toSwift(self) : describe(value)
    }

    /// `newRegExp`
    func makeRegExpLiteral(_ R: Frame.Registers, _ index: Int) throws(JSException) -> Value {
        let executable = Executable.of(Frame.executable(R))
        guard case .regexp(let pattern, let flags) = executable.template.constants[index] else {
            preconditionFailure("swjs: not a regular expression")
        }
        let unit = executable.template.unit
        return Value(try makeRegExp(pattern: unit.string(self, pattern).asString, flags: unit.string(self, flags).asString))
    }

    /// `getTemplateObject` https://tc39.es/ecma262/#sec-gettemplateobject ; kept in the executable's constants.
    func templateObject(_ R: Frame.Registers, _ index: Int) throws(JSException) -> Value {
        let executable = Executable.of(Frame.executable(R))
        if executable.constants[index].isObject { return executable.constants[index] }
        guard case .template(let cooked, let raw) = executable.template.constants[index] else {
            preconditionFailure("swjs: not a template")
        }
        let unit = executable.template.unit
        let template = makeArray()
        for name in cooked { arrayAppend(template, name.map { unit.string(self, $0) } ?? .undefined) }
        let rawArray = makeArray()
        for name in raw { arrayAppend(rawArray, unit.string(self, name)) }
        try freeze(rawArray)
        defineOwn(template, names[.raw], Value(rawArray), .none)
        try freeze(template)
        executable.constants[index] = Value(template)
        return Value(template)
    }

    /// SetIntegrityLevel(O, frozen)
    func freeze(_ object: Object) throws(JSException) {
        _ = try preventExtensions(object)
        for key in try ownKeys(object) {
            guard let own = try getOwnProperty(object, key) else { continue }
            var descriptor = PropertyDescriptor(configurable: false)
            if !own.isAccessor { descriptor.writable = false }
            try definePropertyOrThrow(object, key, descriptor)
        }
    }
}
