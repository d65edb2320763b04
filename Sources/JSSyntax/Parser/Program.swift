// Scripts, modules and eval code. https://tc39.es/ecma262/#sec-ecmascript-language-scripts-and-modules

extension ParserCore {
    /// Script, Module, or eval code.
    func parseProgram() throws(ParseFailure) {
        let program = openProgram()
        next()
        let base = stackCount
        if options.goal == .module {
            while token != .eof { push(try parseModuleItem()) }
        } else {
            try parseDirectivePrologue(program)
            while token != .eof { push(try parseStatementListItem()) }
        }
        program.body = popList(base)
        try closeProgram(program)
    }

    /// One function expression and nothing else.
    func parseDynamicFunction() throws(ParseFailure) {
        let program = openProgram()
        next()
        let start = self.start
        if token != .function, token != .async { throw unexpected() }
        let expression = try parseFunctionExpression()
        if token != .eof { throw unexpected() }
        let base = stackCount
        push(
            arena.node(
                ExpressionStatement(
                    header: .init(.expressionStatement, start, previousEnd), expression: expression, isDirective: false)))
        program.body = popList(base)
        try closeProgram(program)
    }

    /// The whole text is the body of a function.
    func parseWrappedBody(_ parameters: [StaticString]) throws(ParseFailure) {
        let program = openProgram()
        let info = makeFunction(.normal, isAsync: false, isGenerator: false, start: 0)
        try parseWholeBody(info, parameters)
        let base = stackCount
        let expression = arena.node(FunctionNode(header: .init(.functionExpression, 0, info.end), function: info))
        push(
            arena.node(
                ExpressionStatement(
                    header: .init(.expressionStatement, 0, info.end), expression: expression, isDirective: false)))
        program.body = popList(base)
        try closeProgram(program)
    }

    private func openProgram() -> FunctionInfo {
        let isModule = options.goal == .module
        context.isStrict = options.isStrict || isModule
        context.awaitIsKeyword = isModule || options.allowAwait
        context.awaitIsReserved = isModule
        context.allowReturn = options.allowReturn
        if options.goal == .eval {
            context.allowNewTarget = options.allowNewTarget
            context.allowSuperProperty = options.allowSuperProperty
            context.allowSuperCall = options.allowSuperCall
            context.forbidArguments = options.forbidArguments
        }
        let kind: FunctionKind = isModule ? .module : options.goal == .eval ? .eval : .script
        let program = makeFunction(kind, isAsync: isModule, isGenerator: false, start: 0)
        ast.program = program
        function = program
        program.scope = openScope(isModule ? .module : options.goal == .eval ? .eval : .script, 0)
        program.bodyScope = program.scope
        return program
    }

    private func closeProgram(_ program: FunctionInfo) throws(ParseFailure) {
        program.end = UInt32(ast.source.length)
        if options.goal == .module { try finishModule() }
        closeScope()
        try resolveRest()
    }
}
