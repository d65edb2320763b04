import JSSyntax

extension FunctionCompiler {
    /// Enters a scope: registers (and Boxes) for its bindings, the TDZ marks, and its function declarations.
    func enterScope(_ newScope: Scope?) {
        guard let newScope else { return }
        scope = newScope
        declare(newScope.bindings)
        instantiateFunctions(newScope)
    }

    func leaveScope(_ oldScope: Scope?) {
        guard let oldScope else { return }
        scope = oldScope.parent
    }

    /// Compiles `body` inside a scope and frees its registers.
    @inline(__always)
    func inScope(_ newScope: Scope?, _ body: () -> Void) {
        let mark = nextRegister
        let outer = scope
        enterScope(newScope)
        body()
        scope = outer
        nextRegister = mark
    }

    /// Registers for bindings that start uninitialised or undefined.
    func declare(_ bindings: [Binding]) {
        for binding in bindings where !isGlobalVariable(binding) && moduleSlot(binding) == nil {
            declare(binding)
        }
    }

    func declare(_ binding: Binding) {
        let register = newVariable()
        binding.slot = Int32(register)
        initializedBindings.remove(binding)
        markUninitialized(binding)
    }

    /// (Re)creates the state of a binding before its initialisation.
    func markUninitialized(_ binding: Binding) {
        let register = Int(binding.slot)
        if isBoxed(binding) {
            emit(binding.needsTDZ ? .newBoxEmpty : .newBox, register)
        } else if binding.needsTDZ {
            emit(.loadEmpty, register)
        } else if binding.kind == .var {
            emit(.loadUndefined, register)
        }
    }

    /// Function declarations of a scope, in order.
    func instantiateFunctions(_ scope: Scope) {
        for node in scope.functions {
            let declaration = node.as(FunctionDeclaration.self)
            guard let binding = declaration.binding else { continue }
            instantiate(declaration, binding)
        }
    }

    func instantiate(_ declaration: FunctionDeclaration, _ binding: Binding) {
        let name = binding.name == .defaultExport ? Name.default_ : binding.name
        if let register = initializationRegister(binding) {
            emitClosure(declaration.function, role: FunctionRole(name: name), to: register)
            initializedBindings.insert(binding)
            return
        }
        withTemps {
            let register = newTemp()
            emitClosure(declaration.function, role: FunctionRole(name: name), to: register)
            if isGlobalVariable(binding) {
                declareGlobalFunction(binding.name, register)
            } else {
                initialize(binding, register)
            }
        }
    }

    /// A top-level function of a script, or of sloppy eval code.
    private func declareGlobalFunction(_ name: Name, _ register: Int) {
        if unit.evalScope == nil || unit.evalDeclaresGlobals {
            emit(.defineGlobalFunction, register, self.name(name), unit.evalScope != nil || unit.isEval ? 1 : 0)
        } else {
            storeEvalFunction(name, register)
        }
    }
}
