import JSSyntax

extension FunctionCompiler {
    /// A script, module body or eval code.
    func compileTopLevel(_ info: FunctionInfo) {
        if isAsync {
            generatorRegister = newVariable()
            template.generatorRegister = generatorRegister
            template.flags.insert(.async)
            emit(.asyncStart, generatorRegister)
        }
        if info.kind != .module, unit.options.wantsCompletionValue || info.kind == .eval {
            completionRegister = newVariable()
            emit(.loadUndefined, completionRegister)
        }
        let top = info.bodyScope!
        scope = top
        switch info.kind {
        case .script: declareGlobals(top, deletable: false)
        case .eval where !info.isStrict:
            if unit.evalDeclaresGlobals { declareGlobals(top, deletable: true) } else { declareEvalVariables(top) }
        default: break
        }
        enterScope(top, top.bindings)
        compileStatements(info.body)
        if let expression = info.expressionBody { compileReturnValue(expression) }
        if isUnreachable { return }
        if completionRegister >= 0 { emitReturn(completionRegister) } else { emitImplicitReturn() }
    }

    private func declareGlobals(_ scope: Scope, deletable: Bool) {
        var declarations = GlobalDeclarations()
        declarations.deletable = deletable
        for binding in scope.bindings {
            switch binding.kind {
            case .var: declarations.vars.append(binding.name)
            case .function: declarations.functions.append(binding.name)
            case .let, .const, .class:
                if scope.kind == .script { declarations.lexicals.append((binding.name, binding.isImmutable)) }
            default: break
            }
        }
        if declarations.vars.isEmpty && declarations.functions.isEmpty && declarations.lexicals.isEmpty { return }
        position(0)
        emit(.declareGlobals, smallConstant(.globals(declarations)))
    }

    /// Function declarations that live in the module's environment.
    func compileModuleInstantiation() {
        guard let top = info?.bodyScope else { return }
        enterScope(top, [])
        emit(.returnUndefined)
    }
}
