// Arrow functions. https://tc39.es/ecma262/#sec-arrow-function-definitions

extension ParserCore {
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
