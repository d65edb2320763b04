/// Global bindings: the declarative record (`Realm.lexicals`) before the object record (the global object).
/// https://tc39.es/ecma262/#sec-global-environment-records
extension VM {
    private func realm(of R: Frame.Registers) -> Realm { Executable.of(Frame.executable(R)).realm }

    /// `getGlobal`, `getGlobalForTypeof`
    @inline(never)
    func getGlobal(
        _ R: Frame.Registers, _ key: PropertyKey, _ cache: UnsafeMutablePointer<UInt64>, typeof: Bool
    ) throws(JSException) -> Value {
        let realm = realm(of: R)
        if let lexical = realm.lexicals[key] {
            let value = Box.value(lexical.box.asCell)
            if value.isEmpty { throw uninitialisedError(Value(cell: key.cell)) }
            cache[0] = UInt64(ShapeTable.stringPrimitiveID)
            cache[1] = lexical.box.bits
            return value
        }
        let global = realm.global
        if let own = ownProperty(global, key) {
            if own.isAccessor { return try get(global, key) }
            cacheGlobal(global, key, cache)
            return own.value
        }
        if try hasProperty(global, key) { return try get(global, key) }
        if typeof { return .undefined }
        throw referenceError("\(describe(key)) is not defined")
    }

    private func cacheGlobal(_ global: Object, _ key: PropertyKey, _ cache: UnsafeMutablePointer<UInt64>) {
        let shape = shape(global)
        let index = shape.pointee.find(key)
        if index < 0 || shape.pointee.entry(index).attributes.contains(.lazy) { return }
        cache[0] = InlineCache.word(shape.pointee.id, InlineCache.place(global, slot: Int(shape.pointee.entry(index).slot)))
        cache[1] = 0
    }

    /// `setGlobal`, `setGlobalSloppy`
    @inline(never)
    func setGlobal(
        _ R: Frame.Registers, _ key: PropertyKey, _ value: Value, _ cache: UnsafeMutablePointer<UInt64>, strict: Bool
    ) throws(JSException) {
        let realm = realm(of: R)
        if let lexical = realm.lexicals[key] {
            if Box.value(lexical.box.asCell).isEmpty { throw uninitialisedError(Value(cell: key.cell)) }
            if lexical.isConstant { throw typeError("Assignment to constant variable.") }
            Box.setValue(lexical.box.asCell, value)
            cache[0] = UInt64(ShapeTable.stringPrimitiveID)
            cache[1] = lexical.box.bits
            return
        }
        let global = realm.global
        if strict, try !hasProperty(global, key) { throw referenceError("\(describe(key)) is not defined") }
        if try !set(global, key, value, receiver: Value(global)) {
            if strict { throw cannotAssign(global, key) }
            return
        }
        if let own = ownProperty(global, key), own.attributes.contains(.writable) { cacheGlobal(global, key, cache) }
    }

    /// `initGlobalLexical`
    func initGlobalLexical(_ R: Frame.Registers, _ key: PropertyKey, _ value: Value) {
        if let lexical = realm(of: R).lexicals[key] { Box.setValue(lexical.box.asCell, value) }
    }

    /// `declareGlobals` https://tc39.es/ecma262/#sec-globaldeclarationinstantiation
    func declareGlobals(_ R: Frame.Registers, _ index: Int) throws(JSException) {
        let executable = Executable.of(Frame.executable(R))
        guard case .globals(let declarations) = executable.template.constants[index] else {
            preconditionFailure("swjs: not a declaration list")
        }
        let (realm, unit) = (executable.realm, executable.template.unit)
        let global = realm.global
        let isEval = executable.template.flags.contains(.eval)
        for lexical in declarations.lexicals {
            let key = unit.key(self, lexical.name)
            let own = try getOwnProperty(global, key)
            if realm.lexicals[key] != nil || realm.varNames.contains(key)
                || own.map({ !$0.attributes.contains(.configurable) }) ?? false
            {
                throw alreadyDeclared(key)
            }
        }
        for name in declarations.functions + declarations.vars {
            let key = unit.key(self, name)
            if realm.lexicals[key] != nil { throw alreadyDeclared(key) }
        }
        for name in declarations.functions {
            let key = unit.key(self, name)
            // CanDeclareGlobalFunction
            if let own = try getOwnProperty(global, key) {
                if !own.attributes.contains(.configurable)
                    && (own.isAccessor || !own.attributes.isSuperset(of: [.writable, .enumerable]))
                {
                    throw typeError("Identifier '\(describe(key))' has already been declared")
                }
            } else if try !isExtensible(global) {
                throw typeError("Cannot declare global function '\(describe(key))'")
            }
        }
        for name in declarations.vars {
            let key = unit.key(self, name)
            // CanDeclareGlobalVar
            if try getOwnProperty(global, key) == nil, try !isExtensible(global) {
                throw typeError("Cannot declare global variable '\(describe(key))'")
            }
        }
        for lexical in declarations.lexicals {
            let key = unit.key(self, lexical.name)
            realm.lexicals[key] = Realm.GlobalLexical(box: Value(cell: allocateBox(.empty)), isConstant: lexical.isConst)
        }
        for name in declarations.vars {
            let key = unit.key(self, name)
            if try getOwnProperty(global, key) == nil {
                addProperty(global, key, .undefined, declarations.deletable ? .all : [.writable, .enumerable])
            }
            if !isEval { realm.varNames.insert(key) }
        }
        if !isEval { for name in declarations.functions { realm.varNames.insert(unit.key(self, name)) } }
    }

    private func alreadyDeclared(_ key: PropertyKey) -> JSException {
        syntaxError("Identifier '\(describe(key))' has already been declared")
    }

    /// `defineGlobalFunction`: CreateGlobalFunctionBinding(N, V, D)
    func defineGlobalFunction(_ R: Frame.Registers, _ key: PropertyKey, _ value: Value, deletable: Bool) throws(JSException) {
        let global = realm(of: R).global
        let existing = try getOwnProperty(global, key)
        if existing == nil || existing!.attributes.contains(.configurable) {
            let attributes: PropertyAttributes = deletable ? .all : [.writable, .enumerable]
            try definePropertyOrThrow(global, key, PropertyDescriptor(value: value, attributes: attributes))
        } else {
            try definePropertyOrThrow(global, key, PropertyDescriptor(value: value))
        }
        _ = try set(global, key, value, receiver: Value(global))
    }

    /// `deleteGlobal`
    func deleteGlobal(_ R: Frame.Registers, _ key: PropertyKey) throws(JSException) -> Bool {
        let realm = realm(of: R)
        if realm.lexicals[key] != nil { return false }
        let done = try delete(realm.global, key)
        if done { realm.varNames.remove(key) }
        return done
    }

    // MARK: Object environments: `with` and the variables of sloppy direct eval

    /// `jumpIfNoBinding`: HasBinding of an object environment record.
    func hasBinding(_ object: Value, _ key: PropertyKey) throws(JSException) -> Bool {
        let bindings = object.asObject
        if try !hasProperty(bindings, key) { return false }
        let unscopables = try get(bindings, symbols[.unscopables])
        if let blocked = unscopables.object { return !toBoolean(try get(blocked, key)) }
        return true
    }

    /// `getBinding`: GetBindingValue
    func getBinding(_ object: Value, _ key: PropertyKey, _ R: Frame.Registers) throws(JSException) -> Value {
        let bindings = object.asObject
        if try !hasProperty(bindings, key) {
            if Frame.flags(R).contains(.strict) { throw referenceError("\(describe(key)) is not defined") }
            return .undefined
        }
        return try get(bindings, key)
    }

    /// `setBinding`: SetMutableBinding
    func setBinding(_ object: Value, _ key: PropertyKey, _ value: Value, _ R: Frame.Registers) throws(JSException) {
        let bindings = object.asObject
        let strict = Frame.flags(R).contains(.strict)
        if try !hasProperty(bindings, key), strict { throw referenceError("\(describe(key)) is not defined") }
        if try !set(bindings, key, value, receiver: object), strict { throw cannotAssign(bindings, key) }
    }

    /// `declareEvalVars`
    func declareEvalVars(_ R: Frame.Registers, _ object: Value, _ index: Int) throws(JSException) {
        let template = Executable.of(Frame.executable(R)).template
        guard case .names(let names) = template.constants[index] else { preconditionFailure("swjs: not a name list") }
        for name in names {
            let key = template.unit.key(self, name)
            if try !hasOwnProperty(object.asObject, key) { addProperty(object.asObject, key, .undefined, .all) }
        }
    }
}
