import JSSyntax

// `with` and direct eval: names that are looked up at run time.

extension FunctionCompiler {
    // MARK: with

    func compileWith(_ node: WithStatement) {
        let object = newVariable()
        withTemps {
            let value = compileAny(node.object)
            position(node.object.start)
            emit(.toObject, object, value)
        }
        guard let withScope = node.scope else {
            compileStatement(node.body)
            return
        }
        let outer = scope
        scope = withScope
        withRegisters[ObjectIdentifier(withScope)] = object
        compileStatement(node.body)
        scope = outer
    }

    // MARK: Direct eval

    /// The call window is complete. When the callee is %eval% the argument is evaluated here, with this function's scopes.
    func compileDirectEval(_ e: CallExpression, _ window: Int, _ count: Int?, _ end: Label, to dst: Int) {
        withTemps {
            let ordinary = makeLabel()
            jumpIf(.jumpIfNotEval, window, ordinary)
            let source: Int
            if count != nil {
                source = window + 4
            } else {
                source = newTemp()
                emit(.getElemInt, source, window + 4, 0)
            }
            let description = describeScopes()
            position(e.start)
            emit(.directEval, dst, source, smallConstant(.evalScope(description)))
            jump(end)
            bind(ordinary)
        }
    }

    /// What the eval code will see. Values that no register or capture holds are put into temporaries first.
    private func describeScopes() -> EvalScope {
        let result = EvalScope()
        result.isStrict = isStrict
        var next = scope
        while let current = next {
            describe(current, in: result)
            next = current.parent
        }
        if let outer = unit.evalScope {
            // Eval inside eval code: the scopes around that are scopes around this.
            for (depth, level) in outer.levels.enumerated() {
                var copy = level
                for index in copy.entries.indices { copy.entries[index] = imported(copy.entries[index], depth, index) }
                result.levels.append(copy)
            }
            for (index, entry) in outer.privateNames.enumerated() {
                result.privateNames.append(imported(entry, EvalScope.privateNamesDepth, index))
            }
        }
        describeSpecials(in: result)
        return result
    }

    private func imported(_ entry: EvalScope.Entry, _ depth: Int, _ index: Int) -> EvalScope.Entry {
        var copy = entry
        copy.name = unit.imported(entry.name)
        copy.place = .capture(capture(.external(depth: depth, index: index)))
        return copy
    }

    private func describe(_ scope: Scope, in result: EvalScope) {
        var level = EvalScope.Level()
        // Evals in a parameter list with expressions declare their variables outside of the parameters, and may not use their names.
        let isParameterScope = scope.kind == .function && scope.function.hasSeparateBodyScope
        level.isVariableScope = scope.isVariableScope && !isParameterScope
        level.isScript = scope.kind == .script || scope.kind == .eval && !scope.function.isStrict && unit.evalDeclaresGlobals
        if scope.kind == .catch, let binding = scope.bindings.first, scope.bindings.count == 1, binding.kind == .catchParameter {
            level.isSimpleCatch = true
        }
        for binding in scope.bindings {
            if isGlobalVariable(binding) { continue }
            let place: (CaptureSource, isByValue: Bool)
            if let slot = moduleSlot(binding) {
                place = (.capture(capture(.module(slot))), false)
            } else if scope.function === info {
                if binding.slot < 0 { continue }
                place = (.register(Int(binding.slot)), !isBoxed(binding))
            } else {
                let index = capture(.binding(binding))
                place = (.capture(index), captureIsByValue[index])
            }
            let entry = EvalScope.Entry(
                name: binding.name, kind: isParameterScope ? .let : binding.kind, isImmutable: binding.isImmutable,
                needsTDZ: binding.needsTDZ || binding.isLexical, place: place.0, isByValue: place.isByValue)
            if binding.kind == .privateName { result.privateNames.append(entry) } else { level.entries.append(entry) }
        }
        if scope.kind == .with {
            level.isWith = true
            level.dynamicObject = addObject(.withObject(ObjectIdentifier(scope)), to: &level)
        } else if scope.holdsEvalVariables {
            if isParameterScope {
                result.levels.append(level)
                level = EvalScope.Level()
                level.isVariableScope = true
            }
            level.dynamicObject = addObject(.varObject(ObjectIdentifier(scope)), to: &level)
        }
        result.levels.append(level)
    }

    private func addObject(_ key: CaptureKey, to level: inout EvalScope.Level) -> Int {
        let (place, isByValue) = provide(key)
        level.entries.append(
            .init(name: .empty, kind: .const, isImmutable: true, needsTDZ: false, place: place, isByValue: isByValue))
        return level.entries.count - 1
    }

    /// `this` and its relatives, as far as the function around has them.
    private func describeSpecials(in result: EvalScope) {
        var owner: FunctionCompiler = self
        while !owner.bindsThis, let parent = owner.parent { owner = parent }
        guard owner.bindsThis else {
            // Eval code at the top: it hands on what it got.
            guard let outer = unit.evalScope else { return }
            for (index, entry) in outer.specials.enumerated() {
                result.specials.append(imported(entry, EvalScope.specialsDepth, index))
            }
            result.allowNewTarget = outer.allowNewTarget
            result.allowSuperProperty = outer.allowSuperProperty
            result.allowSuperCall = outer.allowSuperCall
            result.forbidArguments = outer.forbidArguments
            return
        }
        addSpecial(.this, in: result)
        let isFunction = owner.info?.bindsVariables ?? true
        if isFunction {
            if owner.newTargetRegister >= 0 {
                addSpecial(.newTarget, in: result)
            }
            result.allowNewTarget = true
        }
        let kind = owner.info?.kind
        let isConstructor = kind == .classConstructor || kind == .derivedConstructor
        if owner.role.homeRegister != nil || isConstructor {
            result.allowSuperProperty = true
            addSpecial(.home, in: result)
        }
        if kind == .derivedConstructor {
            result.allowSuperCall = true
            addSpecial(.callee, in: result)
            if owner.role.fieldsRegister != nil { addSpecial(.fields, in: result) }
        }
        result.forbidArguments = kind == .instanceFields || kind == .staticElements
    }

    private func addSpecial(_ key: CaptureKey, in result: EvalScope) {
        let (place, isByValue) = provide(key)
        result.specials.append(
            .init(
                name: unit.specialName(key), kind: .const, isImmutable: true, needsTDZ: false, place: place, isByValue: isByValue))
    }

    // MARK: Variables of sloppy eval code

    /// A function that eval code declares, or a variable it assigns as a declaration: in the variable environment around, past
    /// `with` objects and block scopes.
    func storeEvalVariable(_ name: Name, _ value: Int) {
        if unit.evalDeclaresGlobals {
            emit(.setGlobalSloppy, value, self.name(name))
            return
        }
        guard let scope = unit.evalScope else { return }
        guard let depth = scope.levels.firstIndex(where: { $0.isVariableScope }) else { return }
        if let (depth, index) = evalVariable(name, depth) {
            let captured = capture(.external(depth: depth, index: index))
            if !captureIsByValue[captured] { emit(.setCapture, captured, value) }
            return
        }
        withTemps {
            let object = newTemp()
            loadVarObject(depth, to: object)
            emit(.setBinding, object, self.name(name), value)
        }
    }

    /// The variable of that name in the variable scope around the eval.
    private func evalVariable(_ name: Name, _ depth: Int) -> (Int, Int)? {
        guard let scope = unit.evalScope else { return nil }
        let level = scope.levels[depth]
        guard let index = level.entries.firstIndex(where: { unit.matches($0.name, name) }), index != level.dynamicObject else { return nil }
        return (depth, index)
    }

    private func loadVarObject(_ depth: Int, to dst: Int) {
        guard let scope = unit.evalScope else { return }
        for outer in depth..<scope.levels.count {
            guard let object = scope.levels[outer].dynamicObject, !scope.levels[outer].isWith else { continue }
            loadDynamicObject(.external(depth: outer, index: object), to: dst)
            return
        }
        fail("eval has no variable environment")
    }

    /// EvalDeclarationInstantiation for sloppy code. https://tc39.es/ecma262/#sec-evaldeclarationinstantiation
    func declareEvalVariables(_ scope: Scope) {
        guard let outer = unit.evalScope, let depth = outer.levels.firstIndex(where: { $0.isVariableScope }) else { return }
        var missing: [Name] = []
        for binding in scope.bindings where binding.kind == .var || binding.kind == .function {
            if evalVariable(binding.name, depth) == nil && !missing.contains(binding.name) { missing.append(binding.name) }
        }
        if missing.isEmpty { return }
        withTemps {
            let object = newTemp()
            loadVarObject(depth, to: object)
            emit(.declareEvalVars, object, smallConstant(.names(missing)))
        }
    }
}
