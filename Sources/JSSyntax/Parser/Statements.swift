// Statements. https://tc39.es/ecma262/#sec-ecmascript-language-statements-and-declarations

extension ParserCore {
    /// StatementList up to a closing token, into a list.
    func parseStatementList(until end: Token) throws(ParseFailure) -> NodeList {
        let base = stackCount
        while token != end {
            if token == .eof { throw unexpected() }
            push(try parseStatementListItem())
        }
        return popList(base)
    }

    /// StatementListItem: a statement or a declaration.
    func parseStatementListItem() throws(ParseFailure) -> Node {
        switch token {
        case .function:
            try checkDepth()
            return try parseFunctionDeclaration(start)
        case .class: return try parseClassDeclaration()
        case .const: return try parseLexicalDeclaration(.const)
        case .let:
            if !lexer.state.isEscaped, startsLetDeclaration() { return try parseLexicalDeclaration(.let) }
        case .async:
            if !lexer.state.isEscaped {
                let following = peek()
                if following.token == .function, !following.newlineBefore {
                    try checkDepth()
                    return try parseFunctionDeclaration(start)
                }
            }
        case .import:
            let following = peek()
            if following.token != .leftParen, following.token != .dot {
                if options.goal != .module { throw failHere("Cannot use import statement outside a module") }
                throw unexpected()
            }
        case .export: throw unexpected()
        default: break
        }
        return try parseStatement(allowLabeledFunction: true)
    }

    /// The word `let` is here: does a declaration follow?
    private func startsLetDeclaration() -> Bool {
        let following = peek()
        switch following.token {
        case .leftBracket, .leftBrace: return true
        case .escapedKeyword: return true
        default:
            return following.token.mayBeIdentifier
                || (following.token.rawValue < Token.implements.rawValue && following.token != .in
                    && following.token != .instanceof && !following.newlineBefore && context.isStrict)
        }
    }

    /// Statement
    func parseStatement(allowLabeledFunction: Bool = false) throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        switch token {
        case .leftBrace: return try parseBlockStatement()
        case .var:
            let node = try parseVariableDeclarations(.var, start, allowIn: true)
            try semicolon()
            setEnd(node)
            return node
        case .semicolon:
            next()
            return leaf(.emptyStatement, start, previousEnd)
        case .if: return try parseIfStatement()
        case .for: return try parseForStatement()
        case .while: return try parseWhileStatement()
        case .do: return try parseDoWhileStatement()
        case .continue, .break: return try parseJumpStatement()
        case .return: return try parseReturnStatement()
        case .with: return try parseWithStatement()
        case .switch: return try parseSwitchStatement()
        case .throw: return try parseThrowStatement()
        case .try: return try parseTryStatement()
        case .debugger:
            next()
            try semicolon()
            return leaf(.debuggerStatement, start, previousEnd)
        case .function:
            throw failHere(
                context.isStrict
                    ? "In strict mode code, functions can only be declared at top level or inside a block."
                    : "In non-strict mode code, functions can only be declared at top level, inside a block, or as the "
                        + "body of an if statement.")
        case .class: throw unexpected()
        case .const: throw failHere("Lexical declaration cannot appear in a single-statement context")
        case .let:
            let following = peek()
            if !lexer.state.isEscaped, following.token == .leftBracket
                || !following.newlineBefore && (following.token.mayBeIdentifier || following.token == .leftBrace)
            {
                throw failHere("Lexical declaration cannot appear in a single-statement context")
            }
        case .async:
            let following = peek()
            if !lexer.state.isEscaped, following.token == .function, !following.newlineBefore {
                throw failHere("Async functions can only be declared at the top level or inside a block.")
            }
        default: break
        }
        if token.mayBeIdentifier {
            let state = lexer.state
            let expression = try parseExpression()
            if token == .colon, expression.kind == .identifier, !expression.isParenthesized, previousEnd == state.end {
                removeReference(expression)
                return try parseLabeledStatement(state, allowFunction: allowLabeledFunction)
            }
            return try finishExpressionStatement(expression, start)
        }
        return try finishExpressionStatement(try parseExpression(), start)
    }

    private func setEnd(_ node: Node) {
        var header = node.header
        header.end = previousEnd
        node.header = header
    }

    /// ExpressionStatement
    private func finishExpressionStatement(_ expression: Node, _ start: UInt32) throws(ParseFailure) -> Node {
        if token != .semicolon, token != .rightBrace, token != .eof, !newlineBefore, token != .invalid,
            expression.kind == .identifier, expression.as(Identifier.self).name == .await, !expression.isParenthesized
        {
            throw fail(
                "await is only valid in async functions and the top level bodies of modules", expression.start, expression.end)
        }
        try semicolon()
        return arena.node(
            ExpressionStatement(
                header: .init(.expressionStatement, start, previousEnd), expression: expression, isDirective: false))
    }

    /// Block, with a scope of its own.
    func parseBlockStatement(isCatchBody: Bool = false) throws(ParseFailure) -> Node {
        let start = self.start
        try expect(.leftBrace)
        let block = openScope(.block, start)
        block.isCatchBody = isCatchBody
        let body = try parseStatementList(until: .rightBrace)
        next()
        closeScope()
        return arena.node(
            BlockStatement(
                header: .init(.blockStatement, start, previousEnd), scope: block.bindings.isEmpty ? nil : block, body: body))
    }

    /// IfStatement
    private func parseIfStatement() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        try expect(.leftParen)
        let test = try parseExpression()
        try expect(.rightParen)
        let consequent = try parseIfBranch()
        var alternate: Node?
        if eat(.else) { alternate = try parseIfBranch() }
        return arena.node(
            IfStatement(
                header: .init(.ifStatement, start, previousEnd), test: test, consequent: consequent, alternate: alternate))
    }

    /// Annex B.3.3: `if (x) function f() {}` is as if it stood in a block.
    private func parseIfBranch() throws(ParseFailure) -> Node {
        guard token == .function, !context.isStrict else { return try parseStatement() }
        let start = self.start
        let block = openScope(.block, start)
        let base = stackCount
        push(try parseFunctionDeclaration(start, plainOnly: true))
        let body = popList(base)
        closeScope()
        return arena.node(BlockStatement(header: .init(.blockStatement, start, previousEnd), scope: block, body: body))
    }

    // MARK: Loops

    private func parseLoopBody() throws(ParseFailure) -> Node {
        context.breakDepth += 1
        context.loopDepth += 1
        let body = try parseStatement()
        context.breakDepth -= 1
        context.loopDepth -= 1
        return body
    }

    /// WhileStatement
    private func parseWhileStatement() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        try expect(.leftParen)
        let test = try parseExpression()
        try expect(.rightParen)
        let body = try parseLoopBody()
        return arena.node(WhileStatement(header: .init(.whileStatement, start, previousEnd), test: test, body: body))
    }

    /// DoWhileStatement
    private func parseDoWhileStatement() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        let body = try parseLoopBody()
        try expect(.while)
        try expect(.leftParen)
        let test = try parseExpression()
        try expect(.rightParen)
        _ = eat(.semicolon)
        return arena.node(WhileStatement(header: .init(.doWhileStatement, start, previousEnd), test: test, body: body))
    }

    /// ForStatement, ForInOfStatement
    private func parseForStatement() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        var isAwait = false
        if token == .await {
            if !context.awaitIsKeyword || lexer.state.isEscaped { throw unexpected() }
            if context.inParameters {
                throw failHere("Illegal await-expression in formal parameters of async function")
            }
            isAwait = true
            function.containsAwait = true
            next()
        }
        try expect(.leftParen)
        var head: Scope?
        var initializer: Node?
        let initializerStart = self.start
        let startToken = token
        let startEscaped = lexer.state.isEscaped
        switch token {
        case .semicolon: break
        case .var:
            initializer = try parseVariableDeclarations(.var, initializerStart, allowIn: false, isForHead: true)
        case .const:
            head = openScope(.for, start)
            initializer = try parseVariableDeclarations(.const, initializerStart, allowIn: false, isForHead: true)
        case .let where !startEscaped && startsLetHead():
            head = openScope(.for, start)
            initializer = try parseVariableDeclarations(.let, initializerStart, allowIn: false, isForHead: true)
        default:
            let startsAsyncOf = startToken == .async && !startEscaped && peek().token == .of
            let outerCover = coverError
            coverError = nil
            let expression = try parseForHeadExpression()
            if token == .of && !lexer.state.isEscaped || token == .in {
                if token == .of {
                    if startToken == .let { throw fail("The left-hand side of a for-of loop may not be 'let'.", expression) }
                    if startsAsyncOf, !isAwait, expression.kind == .identifier, !expression.isParenthesized {
                        throw fail("The left-hand side of a for-of loop may not be 'async'.", expression)
                    }
                }
                coverError = nil
                if !expression.isParenthesized, expression.kind == .objectExpression || expression.kind == .arrayExpression {
                    initializer = try toAssignmentPattern(expression)
                } else {
                    try checkSimpleTarget(expression, "Invalid left-hand side in for-loop")
                    initializer = expression
                }
            } else {
                if let error = coverError { throw fail(error.message, error.start, error.end) }
                initializer = expression
            }
            coverError = outerCover
        }
        if let left = initializer, token == .of && !lexer.state.isEscaped || token == .in && !isAwait {
            return try parseForInOfTail(start, left, head, isAwait: isAwait)
        }
        if isAwait { throw unexpected() }
        if let initializer, initializer.kind == .variableDeclaration { try checkInitializers(initializer) }
        try expect(.semicolon)
        let test: Node? = token == .semicolon ? nil : try parseExpression()
        try expect(.semicolon)
        let update: Node? = token == .rightParen ? nil : try parseExpression()
        try expect(.rightParen)
        let body = try parseLoopBody()
        if head != nil { closeScope() }
        return arena.node(
            ForStatement(
                header: .init(.forStatement, start, previousEnd), scope: head, initializer: initializer, test: test,
                update: update, body: body))
    }

    /// The head's expression, without `in`; a literal may still become a pattern.
    private func parseForHeadExpression() throws(ParseFailure) -> Node {
        let first = try parseAssignmentExpression(false, isCover: true)
        if token != .comma { return first }
        if let error = coverError { throw fail(error.message, error.start, error.end) }
        let base = stackCount
        push(first)
        while eat(.comma) { push(try parseAssignmentExpression(false)) }
        return arena.node(
            SequenceExpression(header: .init(.sequenceExpression, first.start, previousEnd), expressions: popList(base)))
    }

    /// `for (let`: a declaration follows unless `let` is an identifier there.
    private func startsLetHead() -> Bool {
        let following = peek()
        switch following.token {
        case .leftBracket, .leftBrace, .escapedKeyword: return true
        case .of:
            // `for (let of ...)` is an error, `for (let of = ...;;)` and `for (let of of ...)`, `for (let of in ...)` are not.
            let saved = lexer.state
            defer { lexer.state = saved }
            next()
            next()
            switch token {
            case .assign, .semicolon, .comma, .of, .in: return true
            default: return false
            }
        default: return following.token.mayBeIdentifier || context.isStrict
        }
    }

    private func parseForInOfTail(_ start: UInt32, _ left: Node, _ head: Scope?, isAwait: Bool) throws(ParseFailure) -> Node {
        let isOf = token == .of
        if left.kind == .variableDeclaration {
            let declaration = left.as(VariableDeclaration.self)
            let loop = isOf ? (isAwait ? "for-await-of" : "for-of") : "for-in"
            if declaration.declarations.count != 1 {
                throw fail("Invalid left-hand side in \(loop) loop: Must have a single binding.",
                    declaration.declarations[0].start, left.end)
            }
            let declarator = declaration.declarations[0].as(VariableDeclarator.self)
            if declarator.initializer != nil {
                let isAllowed =
                    !isOf && declaration.variableKind == .var && !context.isStrict && declarator.id.kind == .identifier
                if !isAllowed {
                    throw fail("\(loop) loop variable declaration may not have an initializer.", declaration.declarations[0])
                }
            }
            if declaration.variableKind == .var {
                markAssigned(declarator.id)
            }
        }
        next()
        let right = isOf ? try parseAssignmentExpression() : try parseExpression()
        try expect(.rightParen)
        if let head {
            for binding in head.bindings { binding.data.pointee.initializedAt = previousEnd }
        }
        let body = try parseLoopBody()
        if head != nil { closeScope() }
        return arena.node(
            ForInOfStatement(
                header: .init(isOf ? .forOfStatement : .forInStatement, start, previousEnd), isAwait: isAwait, scope: head,
                left: left, right: right, body: body))
    }

    // MARK: Jumps

    /// ContinueStatement, BreakStatement
    private func parseJumpStatement() throws(ParseFailure) -> Node {
        let start = self.start
        let isBreak = token == .break
        let keywordEnd = lexer.state.end
        next()
        var label: Name?
        if token.mayBeIdentifier, !newlineBefore {
            let (labelStart, labelEnd) = (self.start, lexer.state.end)
            let name = try parseIdentifierName()
            label = name
            var index = labels.count
            var found: Label?
            while index > context.labelBase, found == nil {
                index -= 1
                if labels[index].name == name { found = labels[index] }
            }
            guard let found else { throw fail("Undefined label '\(names.string(name))'", labelStart, labelEnd) }
            if !isBreak, !found.isLoop {
                throw fail(
                    "Illegal continue statement: '\(names.string(name))' does not denote an iteration statement", labelStart,
                    labelEnd)
            }
        } else if isBreak ? context.breakDepth == 0 : context.loopDepth == 0 {
            throw fail(
                isBreak ? "Illegal break statement" : "Illegal continue statement: no surrounding iteration statement", start,
                keywordEnd)
        }
        try semicolon()
        return arena.node(
            JumpStatement(header: .init(isBreak ? .breakStatement : .continueStatement, start, previousEnd), label: label))
    }

    /// ReturnStatement
    private func parseReturnStatement() throws(ParseFailure) -> Node {
        let start = self.start
        if !context.allowReturn { throw failHere("Illegal return statement") }
        next()
        var argument: Node?
        if token != .semicolon, token != .rightBrace, token != .eof, !newlineBefore { argument = try parseExpression() }
        try semicolon()
        return arena.node(ArgumentStatement(header: .init(.returnStatement, start, previousEnd), argument: argument))
    }

    /// ThrowStatement
    private func parseThrowStatement() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        if newlineBefore { throw fail("Illegal newline after throw", start, previousEnd) }
        let argument = try parseExpression()
        try semicolon()
        return arena.node(ArgumentStatement(header: .init(.throwStatement, start, previousEnd), argument: argument))
    }

    /// LabelledStatement; the current token is `:`.
    private func parseLabeledStatement(_ label: LexerState, allowFunction: Bool) throws(ParseFailure) -> Node {
        let name = label.name
        let base = context.labelBase
        if labels[base...].contains(where: { $0.name == name }) {
            throw fail("Label '\(names.string(name))' has already been declared", label.start, label.end)
        }
        next()
        labels.append(Label(name: name, isLoop: false, followsLabel: label.start == labelBodyStart))
        labelBodyStart = start
        let body: Node
        switch token {
        case .for, .while, .do:
            // All labels that stand directly before the loop name it.
            var index = labels.count - 1
            labels[index].isLoop = true
            while labels[index].followsLabel {
                index -= 1
                labels[index].isLoop = true
            }
            body = try parseStatement()
        case .function where !context.isStrict && allowFunction:
            body = try parseFunctionDeclaration(start, plainOnly: true)
        default:
            body = try parseStatement(allowLabeledFunction: allowFunction)
        }
        labels.removeLast()
        return arena.node(LabeledStatement(header: .init(.labeledStatement, label.start, previousEnd), label: name, body: body))
    }

    // MARK: with, switch, try

    /// WithStatement
    private func parseWithStatement() throws(ParseFailure) -> Node {
        let start = self.start
        if context.isStrict { throw failHere("Strict mode code may not include a with statement") }
        next()
        try expect(.leftParen)
        let object = try parseExpression()
        try expect(.rightParen)
        function.containsWith = true
        let inner = openScope(.with, start)
        let body = try parseStatement()
        closeScope()
        return arena.node(
            WithStatement(header: .init(.withStatement, start, previousEnd), scope: inner, object: object, body: body))
    }

    /// SwitchStatement
    private func parseSwitchStatement() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        try expect(.leftParen)
        let discriminant = try parseExpression()
        try expect(.rightParen)
        try expect(.leftBrace)
        let inner = openScope(.switch, previousEnd)
        context.breakDepth += 1
        let base = stackCount
        var hasDefault = false
        while token != .rightBrace {
            let caseStart = self.start
            var test: Node?
            if eat(.case) {
                test = try parseExpression()
            } else {
                if token == .default, hasDefault { throw failHere("More than one default clause in switch statement") }
                try expect(.default)
                hasDefault = true
            }
            try expect(.colon)
            let statements = stackCount
            while token != .case, token != .default, token != .rightBrace {
                if token == .eof { throw unexpected() }
                push(try parseStatementListItem())
            }
            let consequent = popList(statements)
            push(arena.node(SwitchCase(header: .init(.switchCase, caseStart, previousEnd), test: test, consequent: consequent)))
        }
        next()
        context.breakDepth -= 1
        closeScope()
        return arena.node(
            SwitchStatement(
                header: .init(.switchStatement, start, previousEnd), scope: inner.bindings.isEmpty ? nil : inner,
                discriminant: discriminant, cases: popList(base)))
    }

    /// TryStatement
    private func parseTryStatement() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        if token != .leftBrace { throw unexpected() }
        let block = try parseBlockStatement()
        var handler: Node?
        var finalizer: Node?
        if token == .catch { handler = try parseCatchClause() }
        if eat(.finally) {
            if token != .leftBrace { throw unexpected() }
            finalizer = try parseBlockStatement()
        }
        if handler == nil, finalizer == nil {
            throw fail("Missing catch or finally after try", previousToken.start, previousToken.end)
        }
        return arena.node(
            TryStatement(
                header: .init(.tryStatement, start, previousEnd), block: block, handler: handler, finalizer: finalizer))
    }

    /// Catch
    private func parseCatchClause() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        let inner = openScope(.catch, start)
        var param: Node?
        if eat(.leftParen) {
            let target = try parseBindingTarget(.catchParameter)
            if target.kind == .identifier { inner.bindings[0].data.pointee.isSimpleCatch = true }
            param = target
            try expect(.rightParen)
        }
        if token != .leftBrace { throw unexpected() }
        let body = try parseBlockStatement(isCatchBody: param != nil)
        closeScope()
        return arena.node(
            CatchClause(
                header: .init(.catchClause, start, previousEnd), scope: inner.bindings.isEmpty ? nil : inner, param: param,
                body: body))
    }
}
