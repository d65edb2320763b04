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
    private func parseFunctionRest(_ info: FunctionInfo, nameStart: UInt32, nameEnd: UInt32) throws(ParseFailure) {
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
    private func parseFormalParameters(_ info: FunctionInfo) throws(ParseFailure) {
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
    private func parseFunctionBody(_ info: FunctionInfo, nameStart: UInt32, nameEnd: UInt32) throws(ParseFailure) {
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

    private func openBodyScope(_ info: FunctionInfo) {
        if info.hasParameterExpressions {
            info.scope.holdsVariables = false
            info.bodyScope = openScope(.functionBody, start)
        } else {
            info.bodyScope = info.scope
        }
    }

    private func closeFunctionScopes(_ info: FunctionInfo) {
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
    private func checkStrictness(
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

    // MARK: Arrow functions

    /// `x => ...`; the current token is `=>`.
    func parseIdentifierArrow(_ parameter: Node, _ allowIn: Bool, isAsync: Bool = false, start: UInt32? = nil)
        throws(ParseFailure) -> Node
    {
        removeReference(parameter)
        let identifier = parameter.as(Identifier.self)
        if newlineBefore { throw unexpected() }
        if identifier.name == .await, isAsync || context.awaitIsKeyword { throw fail("Unexpected reserved word", parameter) }
        let info = makeFunction(.arrow, isAsync: isAsync, isGenerator: false, start: start ?? parameter.start)
        let saved = context
        let outer: FunctionInfo = function
        function = info
        info.scope = openScope(.function, parameter.start)
        try checkBindingName(identifier.name, parameter.start, parameter.end)
        let binding = addBinding(identifier.name, .parameter, to: scope, at: parameter.start)
        binding.data.pointee.initializedAt = parameter.end
        parameter.pointer(Identifier.self).pointee.binding = binding
        parameter.pointer(Identifier.self).pointee.resolution = .local
        let base = stackCount
        push(parameter)
        info.params = popList(base)
        info.expectedArgumentCount = 1
        return try parseArrowBody(info, allowIn, saved, outer)
    }

    /// Arrow functions that start with `async`; nil: something else.
    func parseAsyncArrow(_ allowIn: Bool) throws(ParseFailure) -> Node? {
        let start = self.start
        let saved = lexer.state
        next()
        if newlineBefore {
            lexer.state = saved
            return nil
        }
        if token.mayBeIdentifier {
            let following = peek()
            guard following.token == .arrow else {
                lexer.state = saved
                return nil
            }
            let (nameStart, nameEnd) = (self.start, lexer.state.end)
            let savedContext = context
            context.awaitIsKeyword = true
            let name = try parseIdentifierName()
            context = savedContext
            let parameter = identifier(name, nameStart, nameEnd)
            return try parseIdentifierArrow(parameter, allowIn, isAsync: true, start: start)
        }
        if token == .leftParen, let arrow = try parseParenthesizedArrow(allowIn, isAsync: true, start: start) { return arrow }
        lexer.state = saved
        return nil
    }

    /// Whether the parenthesis may start the parameters of an arrow function, judged by the next few tokens.
    private enum ArrowGuess { case no, yes, perhaps }

    private func guessArrow() -> ArrowGuess {
        let saved = lexer.state
        defer { lexer.state = saved }
        next()
        switch token {
        case .rightParen, .ellipsis: return .yes
        case .leftBrace, .leftBracket: return .perhaps
        default: break
        }
        while token.mayBeIdentifier {
            next()
            switch token {
            case .comma:
                next()
                switch token {
                case .leftBrace, .leftBracket, .ellipsis: return .perhaps
                case .rightParen: return .yes
                default: break
                }
            case .assign: return .perhaps
            case .rightParen:
                next()
                return token == .arrow ? .yes : .no
            default: return .no
            }
        }
        return .no
    }

    /// `(a, b) => ...`; nil: no arrow function starts here. The current token is `(`.
    /// Where a few tokens do not tell, the parameters are tried, and everything is put back when that fails.
    func parseParenthesizedArrow(_ allowIn: Bool, isAsync: Bool = false, start arrowStart: UInt32? = nil)
        throws(ParseFailure) -> Node?
    {
        let parenthesis = self.start
        let guess = guessArrow()
        if guess == .no || notArrow.contains(parenthesis) { return nil }
        let savedLexer = lexer.state
        let savedContext = context
        let outer: FunctionInfo = function
        let outerScope: Scope = scope
        let counts = (
            stack: stackCount, references: referenceCount, annexB: annexBCandidates.count, labels: labels.count,
            functions: ast.functions.count, scopes: ast.scopes.count
        )
        let savedCover = coverError
        let info = makeFunction(.arrow, isAsync: isAsync, isGenerator: false, start: arrowStart ?? parenthesis)
        function = info
        info.scope = openScope(.function, parenthesis)
        context.inParameters = true
        if isAsync { context.awaitIsKeyword = true }
        next()
        var isArrow = false
        var isParameterList = false
        var deep: Failure?
        do {
            try parseFormalParameters(info)
            try expect(.rightParen)
            isParameterList = true
            isArrow = token == .arrow && !newlineBefore
        } catch {
            if failure.kind == .tooDeeplyNested { deep = failure }
        }
        if isArrow {
            coverError = savedCover
            return try parseArrowBody(info, allowIn, savedContext, outer)
        }
        let attemptFailure = failure
        abandonScopes(downTo: outerScope)
        lexer.state = savedLexer
        context = savedContext
        function = outer
        stackCount = counts.stack
        referenceCount = counts.references
        annexBCandidates.removeLast(annexBCandidates.count - counts.annexB)
        labels.removeLast(labels.count - counts.labels)
        ast.functions.removeLast(ast.functions.count - counts.functions)
        ast.scopes.removeLast(ast.scopes.count - counts.scopes)
        coverError = savedCover
        if let deep {
            failure = deep
            throw ParseFailure()
        }
        if guess == .yes, !isAsync, !isParameterList {
            failure = attemptFailure
            throw ParseFailure()
        }
        notArrow.insert(parenthesis)
        return nil
    }

    /// ConciseBody; the current token is `=>`. Restores context and function.
    private func parseArrowBody(_ info: FunctionInfo, _ allowIn: Bool, _ saved: ParseContext, _ outer: FunctionInfo)
        throws(ParseFailure) -> Node
    {
        next()
        let duplicate = duplicateParameter
        context = saved
        context.yieldIsKeyword = false
        context.awaitIsKeyword = info.isAsync
        context.awaitIsReserved = false
        context.inParameters = false
        if token == .leftBrace {
            try parseFunctionBody(info, nameStart: 0, nameEnd: 0)
        } else {
            try checkStrictness(info, duplicate, 0, 0)
            info.bodyStart = self.start
            openBodyScope(info)
            info.expressionBody = try parseAssignmentExpression(allowIn)
            info.end = previousEnd
            closeFunctionScopes(info)
        }
        function = outer
        context = saved
        return arena.node(FunctionNode(header: .init(.arrowFunctionExpression, info.start, previousEnd), function: info))
    }
}
