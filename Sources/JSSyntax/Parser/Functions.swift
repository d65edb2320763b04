// Functions of all kinds. https://tc39.es/ecma262/#sec-ecmascript-language-functions-and-classes

extension ParserCore {
    func makeFunction(_ kind: FunctionKind, isAsync: Bool, isGenerator: Bool, start: UInt32) -> FunctionInfo {
        let info = FunctionInfo(
            kind: kind, id: UInt32(ast.functions.count), isAsync: isAsync, isGenerator: isGenerator,
            isStrict: context.isStrict, parent: function)
        info.start = start
        ast.functions.append(info)
        return info
    }

    // MARK: Declarations and expressions

    /// FunctionDeclaration, GeneratorDeclaration, AsyncFunctionDeclaration, AsyncGeneratorDeclaration.
    /// - Parameters:
    ///   - plainOnly: no generator (bodies of `if` and labels).
    ///   - isDefaultExport: the name may be missing.
    func parseFunctionDeclaration(_ start: UInt32, plainOnly: Bool = false, isDefaultExport: Bool = false)
        throws(ParseFailure) -> Node
    {
        let isAsync = eat(.async)
        next()
        if token == .star, plainOnly {
            throw failHere("Generators can only be declared at the top level or inside a block.")
        }
        let isGenerator = eat(.star)
        let name: Name
        var (nameStart, nameEnd) = (self.start, lexer.state.end)
        if token == .leftParen, !isDefaultExport { throw failHere("Function statements require a function name") }
        if isDefaultExport, token == .leftParen {
            name = .defaultExport
            (nameStart, nameEnd) = (start, start)
        } else {
            name = try parseIdentifierName()
            try checkBindingName(name, nameStart, nameEnd)
        }
        let binding: Binding
        let declaring: Scope = scope
        let isTopLevel = declaring.isVariableScope && declaring.kind != .module
        if isTopLevel {
            binding = try declareVariable(name, .function, nameStart, nameEnd)
        } else {
            binding = try declareLexical(
                name, .function, nameStart, nameEnd, isPlainFunction: !isAsync && !isGenerator)
            binding.data.pointee.isPlainFunction = !isAsync && !isGenerator
        }
        let info = makeFunction(.normal, isAsync: isAsync, isGenerator: isGenerator, start: start)
        info.name = name == .defaultExport ? .default_ : name
        try parseFunctionRest(info, nameStart: nameStart, nameEnd: nameEnd)
        let node = arena.node(
            FunctionDeclaration(
                header: .init(.functionDeclaration, start, previousEnd), function: info, binding: binding,
                annexBVariable: nil))
        declaring.functions.append(node)
        if !isTopLevel, !context.isStrict, !isAsync, !isGenerator, declaring.kind != .module {
            annexBCandidates.append(AnnexBCandidate(node: node, name: name, scope: declaring))
        }
        return node
    }

    /// FunctionExpression, GeneratorExpression, AsyncFunctionExpression, AsyncGeneratorExpression.
    func parseFunctionExpression() throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        let isAsync = eat(.async)
        next()
        let isGenerator = eat(.star)
        let info = makeFunction(.normal, isAsync: isAsync, isGenerator: isGenerator, start: start)
        if token == .leftParen {
            try parseFunctionRest(info, nameStart: start, nameEnd: start)
        } else {
            let (nameStart, nameEnd) = (self.start, lexer.state.end)
            // The name is read as the function's own code reads it.
            let saved = context
            context.yieldIsKeyword = isGenerator
            context.awaitIsKeyword = isAsync
            context.awaitIsReserved = false
            let name = try parseIdentifierName()
            context = saved
            try checkBindingName(name, nameStart, nameEnd)
            info.name = name
            let outer: FunctionInfo = function
            function = info
            let nameScope = openScope(.functionName, start)
            let binding = addBinding(name, .functionName, to: nameScope, at: nameStart)
            function = outer
            try parseFunctionRest(info, nameStart: nameStart, nameEnd: nameEnd)
            closeScope()
            if binding.isReferenced { info.nameBinding = binding }
        }
        return arena.node(FunctionNode(header: .init(.functionExpression, start, previousEnd), function: info))
    }

    /// MethodDefinition behind its key; the current token is `(`.
    func parseMethod(
        _ kind: FunctionKind, isAsync: Bool = false, isGenerator: Bool = false, start: UInt32
    ) throws(ParseFailure) -> FunctionInfo {
        try checkDepth()
        let info = makeFunction(kind, isAsync: isAsync, isGenerator: isGenerator, start: start)
        try parseFunctionRest(info, nameStart: start, nameEnd: start)
        return info
    }

    // MARK: Parameters and body

    /// FormalParameters and FunctionBody of everything but arrows.
    func parseFunctionRest(_ info: FunctionInfo, nameStart: UInt32, nameEnd: UInt32) throws(ParseFailure) {
        let saved = context
        let outer: FunctionInfo = function
        function = info
        context.yieldIsKeyword = info.isGenerator
        context.awaitIsKeyword = info.isAsync
        context.awaitIsReserved = false
        context.allowNewTarget = true
        context.forbidArguments = false
        context.allowSuperProperty = info.kind != .normal
        context.allowSuperCall = info.kind == .derivedConstructor
        context.inParameters = true
        let parameters = openScope(.function, start)
        info.scope = parameters
        try expect(.leftParen)
        try parseFormalParameters(info)
        if let end = dynamicParametersEnd, info.id == 1, start < end || start > end + 1 {
            throw failHere("Arg string terminates parameters early")
        }
        try expect(.rightParen)
        try checkAccessorParameters(info)
        if token != .leftBrace { throw unexpected() }
        try parseFunctionBody(info, nameStart: nameStart, nameEnd: nameEnd)
        function = outer
        context = saved
    }

    private func checkAccessorParameters(_ info: FunctionInfo) throws(ParseFailure) {
        if info.kind == .getter, !info.params.isEmpty {
            throw fail("Getter must not have any formal parameters.", info.params[0])
        }
        if info.kind == .setter {
            if info.params.count != 1 {
                throw fail("Setter must have exactly one formal parameter.", previousEnd - 1, previousEnd)
            }
            if info.params[0].kind == .restElement {
                throw fail("Setter function argument must not be a rest parameter", info.params[0])
            }
        }
    }

    /// FormalParameters up to the closing parenthesis.
    func parseFormalParameters(_ info: FunctionInfo) throws(ParseFailure) {
        let base = stackCount
        var length = 0
        var sawDefault = false
        let parameters: Scope = scope
        while token != .rightParen {
            let first = parameters.bindings.count
            if token == .ellipsis {
                let start = self.start
                next()
                info.hasSimpleParameterList = false
                let target = try parseBindingTarget(.parameter)
                if token == .assign { throw failHere("Rest parameter may not have a default initializer") }
                push(arena.node(SpreadElement(header: .init(.restElement, start, previousEnd), argument: target)))
                markInitialized(parameters, first)
                if token != .rightParen {
                    if token == .comma { throw failHere("Rest parameter must be last formal parameter") }
                    throw unexpected()
                }
                break
            }
            let element = try parseBindingElement(.parameter)
            push(element)
            markInitialized(parameters, first)
            if element.kind == .assignmentPattern { sawDefault = true }
            if !sawDefault { length += 1 }
            if token == .rightParen { break }
            if token != .comma {
                if token == .eof || token == .invalid { throw unexpected() }
                throw failHere("missing ) after formal parameters")
            }
            next()
        }
        info.params = popList(base)
        info.expectedArgumentCount = length
    }

    private func markInitialized(_ parameters: Scope, _ first: Int) {
        for index in first..<parameters.bindings.count {
            parameters.bindings[index].data.pointee.initializedAt = previousEnd
        }
    }

    /// FunctionBody with its braces; closes the function's scopes.
    func parseFunctionBody(_ info: FunctionInfo, nameStart: UInt32, nameEnd: UInt32) throws(ParseFailure) {
        context.inParameters = false
        context.allowReturn = true
        context.breakDepth = 0
        context.loopDepth = 0
        context.labelBase = labels.count
        let duplicate = duplicateParameter
        info.bodyStart = start
        next()
        openBodyScope(info)
        let base = stackCount
        try parseDirectivePrologue(info)
        try checkStrictness(info, duplicate, nameStart, nameEnd)
        while token != .rightBrace {
            if token == .eof { throw unexpected() }
            push(try parseStatementListItem())
        }
        info.body = popList(base)
        info.end = lexer.state.end
        closeFunctionScopes(info)
        // The token behind the body is read in the outer context; only the position matters to the lexer.
        next()
    }

    /// A function with plain parameters whose body is the text up to its end.
    func parseWholeBody(_ info: FunctionInfo, _ parameters: [StaticString]) throws(ParseFailure) {
        let outer: FunctionInfo = function
        let saved = context
        function = info
        context.allowReturn = true
        context.allowNewTarget = true
        info.scope = openScope(.function, 0)
        info.bodyScope = info.scope
        let base = stackCount
        for parameter in parameters {
            let name = names.intern(parameter)
            let node = identifier(name, 0, 0)
            let binding = addBinding(name, .parameter, to: scope, at: 0)
            binding.data.pointee.initializedAt = 0
            node.pointer(Identifier.self).pointee.binding = binding
            node.pointer(Identifier.self).pointee.resolution = .local
            push(node)
        }
        info.params = popList(base)
        info.expectedArgumentCount = parameters.count
        next()
        try parseDirectivePrologue(info)
        while token != .eof { push(try parseStatementListItem()) }
        info.body = popList(base)
        info.end = UInt32(ast.source.length)
        closeFunctionScopes(info)
        function = outer
        context = saved
    }

    func openBodyScope(_ info: FunctionInfo) {
        if info.hasParameterExpressions {
            info.scope.holdsVariables = false
            info.bodyScope = openScope(.functionBody, start)
        } else {
            info.bodyScope = info.scope
        }
    }

    func closeFunctionScopes(_ info: FunctionInfo) {
        settleArguments(info)
        if info.hasSeparateBodyScope { closeScope() }
        closeScope()
    }

    /// "use strict" and what else starts a body.
    func parseDirectivePrologue(_ info: FunctionInfo) throws(ParseFailure) {
        var octal: ParseFailure?
        var octalFailure = failure
        while token == .string {
            let first = lexer.state
            let octalRange = (lexer.octalStart, lexer.octalEnd)
            if first.isLegacyOctal, octal == nil {
                octal = legacyOctalError(isString: true)
                octalFailure = failure
            }
            let following = peek()
            let ends =
                following.token == .semicolon || following.token == .rightBrace || following.token == .eof
                || following.newlineBefore
            (lexer.octalStart, lexer.octalEnd) = octalRange
            if ends, first.name == .useStrict, !first.isEscaped, first.end - first.start == 12, !continuesExpression(following) {
                if !info.hasSimpleParameterList {
                    throw failHere("Illegal 'use strict' directive in function with non-simple parameter list")
                }
                context.isStrict = true
                info.isStrict = true
                if let octal {
                    failure = octalFailure
                    throw octal
                }
            }
            let statement = try parseStatementListItem()
            push(statement)
            guard statement.kind == .expressionStatement else { return }
            let fields = statement.pointer(ExpressionStatement.self)
            guard fields.pointee.expression.kind == .stringLiteral, !fields.pointee.expression.isParenthesized else { return }
            fields.pointee.isDirective = true
        }
    }

    /// The token after a string on its own line continues the expression: no semicolon is inserted.
    private func continuesExpression(_ following: LexerState) -> Bool {
        switch following.token {
        case .semicolon, .rightBrace, .eof: return false
        case .dot, .questionDot, .leftParen, .leftBracket, .template, .question, .comma: return true
        default: return following.token.precedence > 0 || following.token.isAssignment
        }
    }

    /// What strictness, known only now, forbids in the head of the function.
    func checkStrictness(
        _ info: FunctionInfo, _ duplicate: (start: UInt32, end: UInt32), _ nameStart: UInt32, _ nameEnd: UInt32
    ) throws(ParseFailure) {
        if info.hasDuplicateParameters,
            info.isStrict || !info.hasSimpleParameterList || info.kind != .normal
        {
            throw fail("Duplicate parameter name not allowed in this context", duplicate.start, duplicate.end)
        }
        guard info.isStrict else { return }
        if let name = info.name, nameEnd > nameStart { try checkStrictName(name, nameStart, nameEnd) }
        if context.isStrict {
            for binding in info.scope.bindings where binding.kind == .parameter {
                try checkStrictName(binding.name, binding.start, binding.start + UInt32(names.length(binding.name)))
            }
        }
    }

    private func checkStrictName(_ name: Name, _ start: UInt32, _ end: UInt32) throws(ParseFailure) {
        try checkBindingName(name, start, end)
        if name.id >= Token.reservedCount, name.id <= Name.yield.id {
            throw fail("Unexpected strict mode reserved word", start, end)
        }
    }
}
