import JSSyntax

// Closures are flat: a function holds the Boxes (or, for variables that never change after they are captured, the values) of
// the outer variables it uses. Each function on the way from the variable's owner to its user captures it too.

extension FunctionCompiler {
    /// Index of the captured variable in this function's captures; it is added on first use.
    func capture(_ key: CaptureKey) -> Int {
        if let index = captureIndex[key] { return index }
        let (source, isByValue) = source(of: key)
        let index = template.captures.count
        template.captures.append(source)
        captureIsByValue.append(isByValue)
        captureIndex[key] = index
        if index >= 0xFFFF { fail("Function captures too many variables") }
        return index
    }

    private func source(of key: CaptureKey) -> (CaptureSource, isByValue: Bool) {
        switch key {
        case .parentRegister(let register): return (.register(register), true)
        case .home:
            if let register = role.homeRegister { return (.register(register), true) }
        case .fields:
            if let register = role.fieldsRegister { return (.register(register), false) }
        case .module(let slot):
            // Only the module's own two functions are handed the environment.
            if parent == nil { return (.module(slot), false) }
        case .external(let depth, let index):
            // Only the eval code itself is handed what the caller's scopes hold; functions in it get it from there.
            if parent == nil { return (.external(depth: depth, index: index), unit.isExternalByValue(depth, index)) }
        default: break
        }
        guard let parent else {
            if let special = unit.externalSpecial(key) { return special }
            fatalError("captured variable \(key) has no owner")
        }
        return parent.provide(key)
    }

    /// How a child function gets at a variable of this function or of one outside it.
    func provide(_ key: CaptureKey) -> (CaptureSource, isByValue: Bool) {
        switch key {
        case .binding(let binding):
            if binding.scope.function === info, moduleSlot(binding) == nil {
                var isByValue = isCapturedByValue(binding)
                if isByValue && !initializedBindings.contains(binding) {
                    // The closure is made before the variable has its value, so they have to share a Box after all.
                    unit.forcedBoxes.insert(binding)
                    if !undeclared.contains(binding) { mustRetry = true }
                    isByValue = false
                }
                return (.register(Int(binding.slot)), isByValue)
            }
        case .this:
            if bindsThis {
                switch thisPlace {
                case .register, .checkedRegister: return (.register(0), true)
                case .box(let register): return (.register(register), false)
                }
            }
            // Indirect eval code is called with the global object.
            if parent == nil, info?.kind == .eval, unit.externalSpecial(.this) == nil { return (.register(0), true) }
        case .newTarget:
            if bindsThis { return (.register(newTargetRegister), true) }
        case .callee:
            if bindsThis { return (.register(calleeRegister), true) }
        case .varObject(let scope):
            if let register = varObjectRegisters[scope] { return (.register(register), true) }
        case .withObject(let scope):
            if let register = withRegisters[scope] { return (.register(register), true) }
        case .home:
            if homeRegister >= 0 { return (.register(homeRegister), true) }
        case .fields, .parentRegister, .external, .module: break
        }
        let index = capture(key)
        return (.capture(index), captureIsByValue[index])
    }

    /// Whether closures may hold the variable's value instead of sharing a Box: nothing assigns it after its initialisation, and no
    /// closure over it is made before. (Statements of a scope run in order, so what stands behind the initialisation runs after it,
    /// except in a `switch`.)
    func isCapturedByValue(_ binding: Binding) -> Bool {
        if binding.isAssigned || binding.scope.containsDirectEval || binding.isImmutableInner { return false }
        if binding.needsTDZ && binding.scope.kind == .switch { return false }
        switch binding.kind {
        case .var, .function, .import: return false
        case .privateName, .functionName: return true
        case .parameter where isMapped(binding): return false
        case .let, .const, .class, .parameter, .catchParameter, .arguments: return !unit.forcedBoxes.contains(binding)
        }
    }

    /// The binding's register holds a Box.
    func isBoxed(_ binding: Binding) -> Bool {
        if binding.kind == .parameter && isMapped(binding) { return true }
        return binding.isCaptured && !isCapturedByValue(binding)
    }

    /// Sloppy functions with simple parameters and `arguments`: parameters and arguments object share storage.
    func usesMappedArguments(_ function: FunctionInfo) -> Bool {
        function.argumentsBinding != nil && !function.isStrict && function.hasSimpleParameterList
    }

    /// Whether the parameter shares its Box with an element of the arguments object. It need not when nothing can tell: when the
    /// parameter is never assigned and nothing but the function itself, which only reads it, sees the arguments object.
    func isMapped(_ binding: Binding) -> Bool {
        let function = binding.scope.function
        guard usesMappedArguments(function), binding.isReferenced else { return false }
        return binding.isAssigned || binding.scope.containsDirectEval
            || unit.escapingArguments.contains(ObjectIdentifier(function))
    }

    /// Whether a function reads its arguments without making an object of them: nothing but `arguments[i]` and `arguments.length`
    /// occurs, and no parameter's assignment has to show in them. Assumed until some other use is met.
    func isVirtualArguments(_ binding: Binding) -> Bool {
        guard binding.kind == .arguments, !binding.isAssigned, !binding.isCaptured, !binding.scope.containsDirectEval else { return false }
        let function = binding.scope.function
        guard function.argumentsBinding == binding, !unit.escapingArguments.contains(ObjectIdentifier(function)) else {
            return false
        }
        return !usesMappedArguments(function) || !function.scope.bindings.contains { $0.kind == .parameter && $0.isAssigned }
    }

    /// Notes a use of the arguments object other than reading its elements or length.
    func noteArgumentsUse(_ identifier: Identifier) {
        guard let binding = identifier.binding, binding.name == .arguments else { return }
        let function = binding.scope.function
        guard function.argumentsBinding == binding else { return }
        let wasVirtual = isVirtualArguments(binding)
        guard unit.escapingArguments.insert(ObjectIdentifier(function)).inserted else { return }
        // The object was not made, or its parameters were compiled as plain registers.
        let hasPlainParameters =
            usesMappedArguments(function)
            && function.scope.bindings.contains { $0.kind == .parameter && $0.isReferenced && !$0.isAssigned }
        if !wasVirtual && !hasPlainParameters { return }
        var owner: FunctionCompiler? = self
        while let current = owner, current.info !== function { owner = current.parent }
        owner?.mustRetry = true
    }

    /// Entry of the module's environment, for bindings that live there.
    func moduleSlot(_ binding: Binding) -> Int? {
        guard let slots = unit.moduleSlots else { return nil }
        return slots[binding]
    }
}
