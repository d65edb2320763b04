import JSSyntax

/// How to compile.
public struct CompilerOptions: Sendable {
    /// Scripts return their completion value (`-p`, the REPL, `vm.runInContext`). Eval code always does.
    public var wantsCompletionValue = false
    /// Puts a `loop` instruction, which tests the interrupt flag, at the head of loops.
    public var loopChecks = false
    public init() {}
}

/// AST to bytecode.
public enum Compiler {
    /// Compiles a script: a function without parameters, to be called with the global this value.
    /// https://tc39.es/ecma262/#sec-runtime-semantics-scriptevaluation
    public static func compileScript(_ ast: AST, _ options: CompilerOptions = .init()) throws(CompileError) -> FunctionTemplate {
        try UnitCompiler(ast, options).compileProgram()
    }

    /// Compiles eval code. `scope` is that of the `directEval` instruction, nil for indirect eval.
    ///
    /// The result is called with the global this value for indirect eval; direct eval code captures its `this`. Its captures are
    /// `CaptureSource.external`: entries of `scope` in the frame that runs `directEval`.
    /// - Parameter parseOptions: `evalParseOptions(scope:names:)` gives what `ast` has to be parsed with.
    /// - Parameter scopeNames: the name table of the unit that holds the call.
    public static func compileEval(
        _ ast: AST, scope: EvalScope?, scopeNames: NameTable?, _ options: CompilerOptions = .init()
    ) throws(CompileError) -> FunctionTemplate {
        let compiler = UnitCompiler(ast, options)
        compiler.isEval = true
        compiler.evalScope = scope
        compiler.evalNames = scopeNames
        return try compiler.compileProgram()
    }

    /// The surroundings of direct eval code, for the parser.
    public static func evalParseOptions(scope: EvalScope?, names: NameTable?) -> ParseOptions {
        var options = ParseOptions(.eval)
        guard let scope, let names else { return options }
        func units(_ name: Name) -> [UInt16] {
            switch names.text(name) {
            case .latin1(let bytes): bytes.map(UInt16.init)
            case .utf16(let units): Array(units)
            }
        }
        options.isStrict = scope.isStrict
        options.externalScopes = scope.levels.map { level in
            ParseOptions.ExternalScope(
                names: level.entries.map { .init(name: units($0.name), kind: $0.kind) }, isVariableScope: level.isVariableScope,
                isDynamic: level.dynamicObject != nil, isSimpleCatch: level.isSimpleCatch)
        }
        options.allowNewTarget = scope.allowNewTarget
        options.allowSuperProperty = scope.allowSuperProperty
        options.allowSuperCall = scope.allowSuperCall
        options.forbidArguments = scope.forbidArguments
        options.privateNames = scope.privateNames.map { units($0.name) }
        return options
    }

    /// Compiles a module. https://tc39.es/ecma262/#sec-parsemodule
    public static func compileModule(_ ast: AST, _ options: CompilerOptions = .init()) throws(CompileError) -> CompiledModule {
        try UnitCompiler(ast, options).compileModule()
    }

    /// Compiles the one function of a source made by `Parser.parseFunction` (the `Function` constructor, CommonJS wrappers): the
    /// template of a script that returns the closure.
    public static func compileFunction(_ ast: AST, _ options: CompilerOptions = .init()) throws(CompileError) -> FunctionTemplate {
        var options = options
        options.wantsCompletionValue = true
        return try UnitCompiler(ast, options).compileProgram()
    }
}

extension EvalScope {
    /// In `CaptureSource.external`, depths that mean `specials` and `privateNames` instead of a level.
    public static let specialsDepth = -1
    public static let privateNamesDepth = -2

    /// The entry that a `CaptureSource.external` names.
    public func entry(depth: Int, index: Int) -> Entry {
        switch depth {
        case Self.specialsDepth: specials[index]
        case Self.privateNamesDepth: privateNames[index]
        default: levels[depth].entries[index]
        }
    }
}
