import JSSyntax

// FunctionDeclarationInstantiation. https://tc39.es/ecma262/#sec-functiondeclarationinstantiation

extension FunctionCompiler {
    func compileFunction() {
        describe()
        switch role.classRole {
        case .defaultConstructor:
            compileDefaultConstructor()
            return
        case .instanceInitializer(let context):
            compileInstanceInitializer(context)
            return
        case .staticInitializer(let context):
            compileStaticInitializer(context)
            return
        case .moduleInstantiation:
            compileModuleInstantiation()
            return
        case .none: break
        }
        let info = info!
        switch info.kind {
        case .script, .module, .eval:
            compileTopLevel(info)
        default:
            compileOrdinaryFunction(info)
        }
    }

    /// The facts of the template that do not depend on code.
    private func describe() {
        var flags: FunctionFlags = isStrict ? .strict : []
        if let info {
            template.sourceStart = Int(info.start)
            template.sourceEnd = Int(info.end)
            template.length = info.expectedArgumentCount
            if isAsync { flags.insert(.async) }
            if info.isGenerator { flags.insert(.generator) }
            if info.hasSimpleParameterList { flags.insert(.simpleParameters) }
            switch info.kind {
            case .arrow: flags.insert(.arrow)
            case .method, .getter, .setter: flags.insert(.method)
            case .classConstructor: flags.formUnion([.classConstructor, .constructor])
            case .derivedConstructor: flags.formUnion([.classConstructor, .derived, .constructor])
            case .normal: if !info.isAsync && !info.isGenerator { flags.insert(.constructor) }
            case .script: flags.insert(.script)
            case .module: flags.insert(.module)
            case .eval: flags.insert(.eval)
            case .instanceFields, .staticElements: flags.formUnion([.method, .synthetic])
            }
            template.name = role.name ?? info.name ?? .empty
        } else {
            flags.insert(.synthetic)
            if role.isClassConstructor {
                flags.formUnion([.classConstructor, .constructor])
                if role.isDerivedConstructor { flags.insert(.derived) }
            } else {
                flags.insert(.method)
            }
            template.name = role.name ?? .empty
        }
        if let range = role.sourceRange {
            template.sourceStart = range.start
            template.sourceEnd = range.end
        }
        flags.insert(.hasName)
        template.flags = flags
    }

    private func reserveArguments() {
        argumentsStorage = newVariable()
        template.argumentsRegister = argumentsStorage
        template.flags.insert(.needsArguments)
    }

    func compileOrdinaryFunction(_ info: FunctionInfo) {
        let parameters = info.params
        var count = parameters.count
        if let last = parameters.last, last.kind == .restElement { count -= 1 }
        template.parameterCount = count
        for _ in 0..<count { _ = newVariable() }

        if info.isAsync && !info.isGenerator {
            generatorRegister = newVariable()
            template.generatorRegister = generatorRegister
            emit(.asyncStart, generatorRegister)
        }
        prepareThis(info)
        // The arguments are stored at entry, so that a constructor's fields must not be set up in their register.
        let needsStorage = info.argumentsBinding != nil || parameters.last?.kind == .restElement
        if needsStorage && info.isClassConstructor && !isDerivedConstructor { reserveArguments() }
        if info.isClassConstructor && !isDerivedConstructor { emitInitializeFields(thisRegister: 0) }
        makeVarObject(info.scope)
        scope = info.scope
        if let binding = info.nameBinding {
            scope = binding.scope
            binding.slot = Int32(prepareCallee())
            if isBoxed(binding) {
                let box = newVariable()
                emit(.newBoxFrom, box, Int(binding.slot))
                binding.slot = Int32(box)
            }
            initializedBindings.insert(binding)
            scope = info.scope
        }
        if needsStorage && !template.flags.contains(.needsArguments) { reserveArguments() }
        bindParameters(info, count)
        if info.isGenerator {
            generatorRegister = newVariable()
            template.generatorRegister = generatorRegister
        }
        enterBody(info)
        if info.isGenerator { emit(.generatorStart, generatorRegister) }
        if let expression = info.expressionBody {
            compileReturnValue(expression)
        } else {
            compileStatements(info.body)
        }
        emitImplicitReturn()
    }

    /// `this`, the callee and new.target, as far as this function and the arrows in it want them.
    func prepareThis(_ info: FunctionInfo) {
        if info.isClassConstructor && isDerivedConstructor {
            if info.thisIsCaptured || info.superCallIsCaptured || info.scope.containsDirectEval {
                let box = newVariable()
                emit(.newBoxEmpty, box)
                thisPlace = .box(box)
            } else {
                thisPlace = .checkedRegister
            }
        } else if info.bindsThis, !info.isStrict, info.usesThis || info.scope.containsDirectEval {
            emit(.coerceThis)
        }
        guard info.bindsThis else { return }
        if info.usesNewTarget || info.usesSuperCall || info.scope.containsDirectEval {
            newTargetRegister = newVariable()
            template.newTargetRegister = newTargetRegister
            template.flags.insert(.needsNewTarget)
        }
        let inConstructor = info.isClassConstructor
        if info.usesSuperCall || inConstructor && (info.usesSuperProperty || info.scope.containsDirectEval) {
            _ = prepareCallee()
        }
        if inConstructor, info.homeObjectIsCaptured || info.scope.containsDirectEval {
            homeRegister = newVariable()
            emit(.getProp, homeRegister, calleeRegister, name(.prototype))
        }
    }

    /// The place for the variables of direct evals in a scope.
    private func makeVarObject(_ scope: Scope) {
        if !scope.holdsEvalVariables { return }
        let register = newVariable()
        varObjectRegisters[ObjectIdentifier(scope)] = register
        emit(.newVarObject, register)
    }

    func prepareCallee() -> Int {
        if calleeRegister < 0 {
            calleeRegister = newVariable()
            emit(.getCallee, calleeRegister)
        }
        return calleeRegister
    }

    // MARK: Parameters

    private func bindParameters(_ info: FunctionInfo, _ count: Int) {
        let parameters = info.params
        // Plain identifiers live in their argument registers; the last of several with the same name wins.
        for index in 0..<count where parameters[index].kind == .identifier {
            if let binding = parameters[index].as(Identifier.self).binding, !separateRegister(binding) {
                binding.slot = Int32(index + 1)
            }
        }
        for index in 0..<count where parameters[index].kind == .assignmentPattern {
            let target = parameters[index].as(AssignmentPattern.self).left
            if target.kind == .identifier, let binding = target.as(Identifier.self).binding, !separateRegister(binding) {
                binding.slot = Int32(index + 1)
            }
        }
        var inPlace: Set<Binding> = []
        for index in 0..<count {
            let node = parameters[index]
            let target = node.kind == .assignmentPattern ? node.as(AssignmentPattern.self).left : node
            guard target.kind == .identifier, let binding = target.as(Identifier.self).binding, Int(binding.slot) == index + 1,
                !separateRegister(binding)
            else { continue }
            inPlace.insert(binding)
        }
        for binding in info.scope.bindings where !inPlace.contains(binding) && binding.scope === info.scope {
            // Names of patterns, the rest parameter, `arguments`; body variables come later.
            if binding.kind == .parameter || binding.kind == .arguments && !isVirtualArguments(binding) { declare(binding) }
        }
        // Boxes of plain parameters first: closures in defaults may capture any of them.
        for index in 0..<count where parameters[index].kind == .identifier {
            if let binding = parameters[index].as(Identifier.self).binding, inPlace.contains(binding),
                Int(binding.slot) == index + 1
            {
                if isBoxed(binding) { emit(.newBoxFrom, index + 1, index + 1) }
                initializedBindings.insert(binding)
            }
        }
        if let binding = info.argumentsBinding, !isVirtualArguments(binding) {
            // `var arguments` is the same variable.
            if binding.kind != .arguments && binding.kind != .parameter { declare(binding) }
            makeArguments(info, binding, count)
        }
        // Code that turns out to need the object is compiled again; until then any register will do.
        if let binding = info.argumentsBinding, isVirtualArguments(binding) { binding.slot = 0 }
        if info.hasSimpleParameterList { return }
        for index in 0..<parameters.count { bindParameter(parameters[index], index, inPlace) }
    }

    /// A parameter that something may read before it has its value cannot share the register of the argument.
    private func separateRegister(_ binding: Binding) -> Bool { binding.needsTDZ }

    private func makeArguments(_ info: FunctionInfo, _ binding: Binding, _ count: Int) {
        withTemps {
            let target = initializationRegister(binding) ?? newTemp()
            if usesMappedArguments(info) {
                emit(.createMappedArguments, target, argumentsStorage, count)
            } else {
                emit(.createArguments, target, argumentsStorage)
            }
            initialize(binding, target)
        }
    }

    private func bindParameter(_ node: Node, _ index: Int, _ inPlace: Set<Binding>) {
        let register = index + 1
        switch node.kind {
        case .identifier:
            if let binding = node.as(Identifier.self).binding, !inPlace.contains(binding) { initialize(binding, register) }
        case .assignmentPattern:
            let pattern = node.as(AssignmentPattern.self)
            let skip = makeLabel()
            jumpIf(.jumpIfNotUndefined, register, skip)
            // The argument register is only read as the parameter from here on, so it can hold the default.
            compileNamed(pattern.right, pattern.left, to: register)
            bind(skip)
            if pattern.left.kind == .identifier, let binding = pattern.left.as(Identifier.self).binding, inPlace.contains(binding) {
                if isBoxed(binding) { emit(.newBoxFrom, register, register) }
                initializedBindings.insert(binding)
            } else {
                bindPattern(pattern.left, register, .declaration, isParameter: true)
            }
        case .restElement:
            withTemps {
                let target = node.as(SpreadElement.self).argument
                var register = newTemp()
                if target.kind == .identifier, let binding = target.as(Identifier.self).binding,
                    let direct = initializationRegister(binding)
                {
                    register = direct
                }
                emit(.createRest, register, argumentsStorage, index)
                bindPattern(target, register, .declaration)
            }
        default:
            bindPattern(node, register, .declaration, isParameter: true)
        }
    }

    // MARK: Body variables

    private func enterBody(_ info: FunctionInfo) {
        let body = info.bodyScope!
        if !info.hasSeparateBodyScope {
            enterScope(
                body,
                body.bindings.filter {
                    $0 != info.argumentsBinding && $0.kind != .parameter && $0.kind != .arguments && $0.kind != .functionName
                })
            return
        }
        // The parameter list has closures or evals of its own: `var`s named like parameters start with their values.
        let outer = info.scope.bindings
        makeVarObject(body)
        enterScope(body, body.bindings)
        for binding in body.bindings where binding.kind == .var {
            guard let parameter = outer.first(where: { $0.name == binding.name }) else { continue }
            withTemps {
                let temp = newTemp()
                load(
                    Reference(name: parameter.name, binding: parameter, variable: variable(of: parameter), needsCheck: false),
                    to: temp)
                initialize(binding, temp)
            }
        }
    }

    // MARK: Leaving

    /// The end of the body is reached without `return`.
    func emitImplicitReturn() {
        if isUnreachable { return }
        if isDerivedConstructor {
            withTemps {
                let value = newTemp()
                emit(.loadUndefined, value)
                emitReturn(value)
            }
        } else if generatorRegister >= 0 {
            withTemps {
                let value = newTemp()
                emit(.loadUndefined, value)
                emitReturn(value)
            }
        } else {
            emit(.returnUndefined)
        }
    }

    /// Leaves the frame with R[value]; nothing is left to close or to run.
    func emitReturn(_ value: Int) {
        if isDerivedConstructor && bindsThis {
            withTemps {
                let this = newTemp()
                if case .box(let box) = thisPlace { emit(.getBox, this, box) } else { emit(.move, this, 0) }
                emit(.returnDerived, value, this)
            }
        } else if isGenerator {
            emit(.generatorReturn, value)
        } else if isAsync && generatorRegister >= 0 {
            emit(.asyncReturn, value)
        } else {
            emit(.return, value)
        }
    }
}
