import CSwjs
import JSSyntax

/// What the compilers of all functions of one source text share.
final class UnitCompiler {
    let ast: AST
    let options: CompilerOptions
    let unit: CompilationUnit
    var failure: CompileError?
    /// Variables that turned out to be captured before they are initialised, so that closures cannot hold their values.
    var forcedBoxes: Set<Binding> = []
    /// Sloppy functions whose arguments object others may see or write.
    var escapingArguments: Set<ObjectIdentifier> = []
    /// Modules: the bindings that live in the module's environment.
    var moduleSlots: [Binding: Int]?
    var isEval = false
    var evalScope: EvalScope?
    var evalNames: NameTable?
    private var importedNames: [Name: Name] = [:]

    /// How many expressions are being compiled inside one another.
    var depth = 0
    private var stackFloor: UInt?

    let lengthName: Name
    let doneName: Name
    let valueName: Name
    let fieldsName: Name
    let staticName: Name

    init(_ ast: AST, _ options: CompilerOptions) {
        self.ast = ast
        self.options = options
        unit = CompilationUnit(source: ast.source, names: ast.names)
        lengthName = ast.names.intern("length")
        doneName = ast.names.intern("done")
        valueName = ast.names.intern("value")
        fieldsName = ast.names.intern("<instance_members_initializer>")
        staticName = ast.names.intern("<static_initializer>")
    }

    /// Whether little is left of the native stack: chains such as `a.b.c` and `a && b && c` are parsed in a loop, but compiled from
    /// within. Only asked when the depth is unusual.
    var isStackUsedUp: Bool {
        if stackFloor == nil {
            var low: UnsafeRawPointer?
            var high: UnsafeRawPointer?
            swjs_stack_bounds(&low, &high)
            stackFloor = UInt(bitPattern: low) + (192 << 10)
        }
        return UInt(bitPattern: swjs_stack_pointer()) < stackFloor.unsafelyUnwrapped
    }

    func compileProgram() throws(CompileError) -> FunctionTemplate {
        let template = FunctionCompiler(self, parent: nil, info: ast.program, role: FunctionRole()).compile()
        if let failure { throw failure }
        return template
    }

    func compileModule() throws(CompileError) -> CompiledModule {
        guard let info = ast.module else { throw CompileError(message: "not a module", start: 0) }
        let program = ast.program!
        var slots: [Binding: Int] = [:]
        var environment: [CompiledModule.Binding] = []
        var imports: [Binding: Int] = [:]
        for (index, entry) in info.imports.enumerated() { imports[entry.binding] = index }
        let everything = program.bodyScope.containsDirectEval
        for binding in program.bodyScope.bindings {
            guard everything || binding.isCaptured || binding.isExported || imports[binding] != nil else { continue }
            slots[binding] = environment.count
            let kind: CompiledModule.Binding.Kind
            if let index = imports[binding] {
                kind = .imported(index)
            } else if binding.kind == .var || binding.kind == .function {
                kind = .variable
            } else {
                kind = .lexical
            }
            environment.append(.init(name: binding.name, kind: kind))
        }
        for export in info.localExports where slots[export.binding] == nil {
            slots[export.binding] = environment.count
            environment.append(.init(name: export.binding.name, kind: .lexical))
        }
        moduleSlots = slots
        let body = FunctionCompiler(self, parent: nil, info: program, role: FunctionRole()).compile()
        let module = CompiledModule(info: info, body: body)
        module.environment = environment
        module.localExportSlots = info.localExports.map { slots[$0.binding] ?? -1 }
        let hasFunctions = program.bodyScope.functions.contains { node in
            node.as(FunctionDeclaration.self).binding.map { slots[$0] != nil } ?? false
        }
        if hasFunctions {
            var role = FunctionRole()
            role.classRole = .moduleInstantiation
            module.instantiate = FunctionCompiler(self, parent: nil, info: program, role: role).compile()
        }
        if let failure { throw failure }
        return module
    }

    // MARK: Eval

    /// Sloppy `var`s of the eval code become properties of the global object.
    var evalDeclaresGlobals: Bool {
        guard isEval else { return false }
        guard let evalScope else { return true }
        return !evalScope.levels.contains { $0.isVariableScope && !$0.isScript }
    }

    /// A name of the unit with the eval call, in this unit's table.
    func imported(_ name: Name) -> Name {
        guard let evalNames else { return name }
        if let known = importedNames[name] { return known }
        let result: Name
        switch evalNames.text(name) {
        case .latin1(let units): result = ast.names.intern(units)
        case .utf16(let units): result = ast.names.intern(units)
        }
        importedNames[name] = result
        return result
    }

    func matches(_ outer: Name, _ name: Name) -> Bool { imported(outer) == name }

    func externalEntry(_ depth: Int, _ index: Int) -> EvalScope.Entry? { evalScope?.entry(depth: depth, index: index) }

    func isExternalByValue(_ depth: Int, _ index: Int) -> Bool { externalEntry(depth, index)?.isByValue ?? false }

    /// The text under which a pseudo-variable is listed in `EvalScope.specials`.
    func specialName(_ key: CaptureKey) -> Name {
        let text: StaticString
        switch key {
        case .this: text = "this"
        case .newTarget: text = "new.target"
        case .home: text = "%home"
        case .callee: text = "%function"
        case .fields: text = "%fields"
        default: fatalError("\(key) is no pseudo-variable")
        }
        return ast.names.intern(text)
    }

    /// A pseudo-variable that eval code takes from around it.
    func externalSpecial(_ key: CaptureKey) -> (CaptureSource, isByValue: Bool)? {
        guard let evalScope else { return nil }
        switch key {
        case .this, .newTarget, .home, .callee, .fields: break
        default: return nil
        }
        let name = specialName(key)
        guard let index = evalScope.specials.firstIndex(where: { matches($0.name, name) }) else { return nil }
        return (.external(depth: EvalScope.specialsDepth, index: index), evalScope.specials[index].isByValue)
    }
}
