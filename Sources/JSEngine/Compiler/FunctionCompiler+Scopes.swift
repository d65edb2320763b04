import JSSyntax

extension FunctionCompiler {
    /// Compiles `body` inside a scope and frees its registers.
    @inline(__always)
    func inScope(_ newScope: Scope?, _ body: () -> Void) {
        let mark = nextRegister
        let outer = scope
        if let newScope { enterScope(newScope, newScope.bindings) }
        body()
        scope = outer
        nextRegister = mark
    }

    /// Enters a scope: registers (and Boxes) for the bindings, their TDZ marks, and the function declarations.
    func enterScope(_ newScope: Scope, _ bindings: [Binding]) {
        scope = newScope
        let bindings = bindings.filter { !isGlobalVariable($0) && moduleSlot($0) == nil }
        // A run of plain `var`s is cleared by one instruction.
        let vars = bindings.filter { $0.kind == .var && !isBoxed($0) }
        let first = nextRegister
        for binding in vars { allocate(binding) }
        for binding in bindings where binding.kind != .var || isBoxed(binding) { allocate(binding) }
        // The functions are compiled before the bindings are set up: what they capture, which has no value yet, needs Boxes.
        undeclared.formUnion(bindings)
        let functions = compileDeclarations(newScope)
        undeclared.subtract(bindings)
        if vars.count > 1 {
            emit(.loadUndefinedRange, first, vars.count)
        } else if let only = vars.first {
            emit(.loadUndefined, Int(only.slot))
        }
        for binding in bindings where binding.kind != .var || isBoxed(binding) { markUninitialized(binding) }
        for (binding, function) in functions { instantiate(binding, function) }
    }

    /// A register for a binding; what it holds at first is set by `markUninitialized`.
    func allocate(_ binding: Binding) {
        binding.slot = Int32(newVariable())
        initializedBindings.remove(binding)
    }

    func declare(_ binding: Binding) {
        allocate(binding)
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

    /// Compiles the function declarations of a scope; modules leave out those that were made when they were linked.
    private func compileDeclarations(_ scope: Scope) -> [(binding: Binding, function: Int)] {
        if isUnreachable { return [] }
        var result: [(Binding, Int)] = []
        for node in scope.functions {
            let declaration = node.as(FunctionDeclaration.self)
            guard let binding = declaration.binding else { continue }
            if scope.kind == .module {
                let isLinked = moduleSlot(binding) != nil
                if case .moduleInstantiation = role.classRole { if !isLinked { continue } } else if isLinked { continue }
            }
            let name = binding.name == .defaultExport ? Name.default_ : binding.name
            let child = FunctionCompiler(unit, parent: self, info: declaration.function, role: FunctionRole(name: name))
            result.append((binding, addFunction(child)))
        }
        return result
    }

    private func instantiate(_ binding: Binding, _ function: Int) {
        if let register = initializationRegister(binding) {
            emitWide(.closure, register, function)
            initializedBindings.insert(binding)
            return
        }
        withTemps {
            let register = newTemp()
            emitWide(.closure, register, function)
            if isGlobalVariable(binding) {
                declareGlobalFunction(binding.name, register)
            } else {
                initialize(binding, register)
            }
        }
    }

    /// A top-level function of a script, or of sloppy eval code.
    private func declareGlobalFunction(_ name: Name, _ register: Int) {
        if !unit.isEval || unit.evalDeclaresGlobals {
            emit(.defineGlobalFunction, register, self.name(name), unit.isEval ? 1 : 0)
        } else {
            storeEvalVariable(name, register)
        }
    }
}
