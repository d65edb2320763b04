import JSSyntax

/// Where a variable is found from the function being compiled.
enum Variable {
    case register(Int)
    /// A register of this function that holds a Box.
    case box(Int)
    /// `captures[n]` is a Box.
    case capture(Int)
    /// `captures[n]` is the value.
    case captureValue(Int)
    case global
}

/// What an identifier means: the objects to ask at run time, innermost first, then the variable.
struct Reference {
    var name: Name
    var binding: Binding?
    var variable: Variable
    var needsCheck: Bool
    /// Assignment is refused: const and the like.
    var isImmutable = false
    /// Assignment to it is silently ignored in sloppy code (names of function expressions).
    var isSilentlyImmutable = false
    var dynamicObjects: [CaptureKey] = []
}

extension FunctionCompiler {
    // MARK: Resolution

    func variable(of binding: Binding) -> Variable {
        if let slot = moduleSlot(binding) { return .capture(capture(.module(slot))) }
        if binding.scope.function === info {
            return isBoxed(binding) ? .box(Int(binding.slot)) : .register(Int(binding.slot))
        }
        let index = capture(.binding(binding))
        return captureIsByValue[index] ? .captureValue(index) : .capture(index)
    }

    func reference(_ identifier: Identifier) -> Reference {
        if let binding = identifier.binding, isVirtualArguments(binding) { noteArgumentsUse(identifier) }
        var result = Reference(
            name: identifier.name, binding: identifier.binding, variable: .global, needsCheck: identifier.needsTDZCheck)
        switch identifier.resolution {
        case .none: break
        case .global: result.binding = nil
        case .local, .captured:
            resolve(&result, identifier.binding!)
        case .external:
            resolveExternal(&result, depth: Int(identifier.externalDepth), index: Int(identifier.externalIndex))
        case .dynamic:
            resolveDynamic(&result)
        }
        return result
    }

    func resolve(_ result: inout Reference, _ binding: Binding) {
        if isGlobalVariable(binding) {
            result.binding = nil
            return
        }
        result.binding = binding
        result.variable = variable(of: binding)
        result.isImmutable = binding.isImmutable
        result.isSilentlyImmutable = binding.kind == .functionName && !isStrict
    }

    /// Variables of scripts, and of sloppy eval code: they are found by name.
    func isGlobalVariable(_ binding: Binding) -> Bool {
        let scope = binding.scope
        if scope.kind == .script { return true }
        return scope.kind == .eval && !scope.function.isStrict && (binding.kind == .var || binding.kind == .function)
    }

    private func resolveExternal(_ result: inout Reference, depth: Int, index: Int) {
        guard let entry = unit.externalEntry(depth, index) else { return }
        let captured = capture(.external(depth: depth, index: index))
        result.variable = captureIsByValue[captured] ? .captureValue(captured) : .capture(captured)
        result.needsCheck = entry.needsTDZ
        result.isImmutable = entry.isImmutable
        result.isSilentlyImmutable = entry.kind == .functionName && !isStrict
    }

    /// Collects the objects to ask on the way outwards, then what the name means after them.
    private func resolveDynamic(_ result: inout Reference) {
        let binding = result.binding.flatMap { isGlobalVariable($0) && $0.scope.kind != .script ? nil : $0 }
        var next = scope
        while let current = next, current !== binding?.scope {
            switch current.kind {
            case .with: result.dynamicObjects.append(.withObject(ObjectIdentifier(current)))
            default:
                if current.holdsEvalVariables { result.dynamicObjects.append(.varObject(ObjectIdentifier(current))) }
            }
            next = current.parent
        }
        if let binding {
            resolve(&result, binding)
            return
        }
        result.needsCheck = false
        guard let scope = unit.evalScope else { return }
        for (depth, level) in scope.levels.enumerated() {
            if let index = level.entries.firstIndex(where: {
                unit.matches($0.name, result.name) && level.dynamicObject != nil || unit.matches($0.name, result.name)
            }),
                index != level.dynamicObject
            {
                resolveExternal(&result, depth: depth, index: index)
                return
            }
            if let object = level.dynamicObject { result.dynamicObjects.append(.external(depth: depth, index: object)) }
        }
    }

    // MARK: Loading

    func load(_ identifier: Identifier, to dst: Int) {
        if identifier.resolution == .global || identifier.resolution == .none, identifier.name == .undefined {
            emit(.loadUndefined, dst)
            return
        }
        position(identifier.start)
        load(reference(identifier), to: dst)
    }

    func load(_ reference: Reference, to dst: Int, forTypeof: Bool = false) {
        if reference.dynamicObjects.isEmpty {
            loadVariable(reference, to: dst, forTypeof: forTypeof)
            return
        }
        let mark = nextRegister
        let done = makeLabel()
        let object = newTemp()
        for key in reference.dynamicObjects {
            let next = makeLabel()
            loadDynamicObject(key, to: object)
            jumpShort(.jumpIfNoBinding, object, name(reference.name), next)
            emit(.getBinding, dst, object, name(reference.name))
            jump(done)
            bind(next)
        }
        loadVariable(reference, to: dst, forTypeof: forTypeof)
        bind(done)
        release(to: mark)
    }

    func loadDynamicObject(_ key: CaptureKey, to dst: Int) {
        switch key {
        case .withObject(let scope):
            if let register = withRegisters[scope] {
                move(dst, register)
                return
            }
        case .varObject(let scope):
            if let register = varObjectRegisters[scope] {
                move(dst, register)
                return
            }
        default: break
        }
        let index = capture(key)
        emit(captureIsByValue[index] ? .getCaptureValue : .getCapture, dst, index)
    }

    private func loadVariable(_ reference: Reference, to dst: Int, forTypeof: Bool) {
        switch reference.variable {
        case .register(let register):
            if reference.needsCheck { emit(.checkInitialized, register, name(reference.name)) }
            move(dst, register)
        case .box(let register):
            if reference.needsCheck {
                emit(.getBoxChecked, dst, register, name(reference.name))
            } else {
                emit(.getBox, dst, register)
            }
        case .capture(let index):
            if reference.needsCheck {
                emit(.getCaptureChecked, dst, index, name(reference.name))
            } else {
                emit(.getCapture, dst, index)
            }
        case .captureValue(let index):
            emit(.getCaptureValue, dst, index)
        case .global:
            emit(forTypeof ? .getGlobalForTypeof : .getGlobal, dst, name(reference.name))
        }
    }

    /// The register of a plain local variable, after the check for its initialisation if it needs one.
    func localRegister(_ identifier: Identifier) -> Int? {
        guard identifier.resolution == .local, let binding = identifier.binding, !isGlobalVariable(binding),
            moduleSlot(binding) == nil,
            !isBoxed(binding), binding.scope.function === info
        else { return nil }
        if binding.kind == .arguments, isVirtualArguments(binding) { noteArgumentsUse(identifier) }
        let register = Int(binding.slot)
        if identifier.needsTDZCheck {
            position(identifier.start)
            emit(.checkInitialized, register, name(identifier.name))
        }
        return register
    }

    // MARK: Storing

    /// Assigns R[value] to an existing variable (PutValue). `object` is the register that `resolveForStore` filled, if any.
    func store(_ reference: Reference, _ value: Int, object: Int? = nil) {
        guard let object else {
            storeVariable(reference, value)
            return
        }
        let fallback = makeLabel()
        let done = makeLabel()
        jumpIf(.jumpIfEmpty, object, fallback)
        emit(.setBinding, object, name(reference.name), value)
        jump(done)
        bind(fallback)
        storeVariable(reference, value)
        bind(done)
    }

    /// For names that objects may provide: finds, before the value is computed, the object to assign to. Its register holds empty
    /// when none has the name.
    func resolveForStore(_ reference: Reference) -> Int? {
        if reference.dynamicObjects.isEmpty { return nil }
        let object = newTemp()
        let found = makeLabel()
        for key in reference.dynamicObjects {
            let next = makeLabel()
            loadDynamicObject(key, to: object)
            jumpShort(.jumpIfNoBinding, object, name(reference.name), next)
            jump(found)
            bind(next)
        }
        emit(.loadEmpty, object)
        bind(found)
        return object
    }

    private func storeVariable(_ reference: Reference, _ value: Int) {
        if reference.isImmutable {
            if reference.needsCheck { withTemps { loadVariable(reference, to: newTemp(), forTypeof: false) } }
            if !reference.isSilentlyImmutable {
                emit(.throwConstAssign, name(reference.name))
                // Code after it may still be the target of jumps, and it keeps the shape of what follows.
                isUnreachable = false
            }
            return
        }
        switch reference.variable {
        case .register(let register):
            if reference.needsCheck { emit(.checkInitialized, register, name(reference.name)) }
            move(register, value)
        case .box(let register):
            if reference.needsCheck {
                emit(.setBoxChecked, register, value, name(reference.name))
            } else {
                emit(.setBox, register, value)
            }
        case .capture(let index):
            if reference.needsCheck {
                emit(.setCaptureChecked, index, value, name(reference.name))
            } else {
                emit(.setCapture, index, value)
            }
        case .captureValue: fatalError("assignment to a variable captured by value")
        case .global:
            emit(isStrict ? .setGlobal : .setGlobalSloppy, value, name(reference.name))
        }
    }

    /// Gives a declared variable its first value (InitializeBinding).
    func initialize(_ binding: Binding, _ value: Int) {
        if binding.scope.kind == .script, binding.isLexical {
            emit(.initGlobalLexical, value, name(binding.name))
            return
        }
        if isGlobalVariable(binding) {
            storeGlobalVariable(binding.name, value)
            return
        }
        initializedBindings.insert(binding)
        switch variable(of: binding) {
        case .register(let register): move(register, value)
        case .box(let register): emit(.setBox, register, value)
        case .capture(let index): emit(.setCapture, index, value)
        case .captureValue, .global: fatalError("a declaration outside of its function")
        }
    }

    /// `var x = value` where the variable is found by name: scripts and sloppy eval code.
    private func storeGlobalVariable(_ name: Name, _ value: Int) {
        var reference = Reference(name: name, binding: nil, variable: .global, needsCheck: false)
        if unit.evalScope != nil { resolveDynamic(&reference) }
        withTemps { store(reference, value, object: resolveForStore(reference)) }
    }

    /// The register to compute an initial value in, when the binding is a plain register.
    func initializationRegister(_ binding: Binding) -> Int? {
        if isGlobalVariable(binding) || moduleSlot(binding) != nil || isBoxed(binding) { return nil }
        return Int(binding.slot)
    }
}
