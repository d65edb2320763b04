// Expressions from the comma operator down to the binary operators.
// https://tc39.es/ecma262/#sec-ecmascript-language-expressions

extension ParserCore {
    /// Expression: AssignmentExpressions joined by commas.
    func parseExpression(_ allowIn: Bool = true) throws(ParseFailure) -> Node {
        let first = try parseAssignmentExpression(allowIn)
        if token != .comma { return first }
        return try parseSequenceExpression(first, allowIn)
    }

    private func parseSequenceExpression(_ first: Node, _ allowIn: Bool) throws(ParseFailure) -> Node {
        let base = stackCount
        push(first)
        while eat(.comma) { push(try parseAssignmentExpression(allowIn)) }
        return arena.node(
            SequenceExpression(header: .init(.sequenceExpression, first.start, previousEnd), expressions: popList(base)))
    }

    /// AssignmentExpression.
    /// - Parameter isCover: the expression is an element of a literal that may become a pattern, or the whole of one.
    func parseAssignmentExpression(_ allowIn: Bool = true, isCover: Bool = false) throws(ParseFailure) -> Node {
        try checkDepth()
        let startToken = token
        let start = self.start
        switch startToken {
        case .leftParen:
            if let arrow = try parseParenthesizedArrow(allowIn) { return arrow }
        case .async:
            if !lexer.state.isEscaped, let arrow = try parseAsyncArrow(allowIn) { return arrow }
        case .yield:
            if context.yieldIsKeyword { return try parseYieldExpression(allowIn) }
        default: break
        }
        let outerCover = coverError
        coverError = nil
        let left = try parseConditionalExpression(allowIn)
        if token == .arrow {
            if left.kind == .identifier, !left.isParenthesized, startToken.mayBeIdentifier {
                coverError = outerCover
                return try parseIdentifierArrow(left, allowIn)
            }
            if startToken == .leftParen || startToken == .async {
                throw fail("Malformed arrow function parameter list", start, previousEnd)
            }
            throw unexpected()
        }
        if token.isAssignment {
            let result = try parseAssignmentTail(left, allowIn)
            coverError = outerCover
            return result
        }
        if let error = coverError {
            let mayBecomePattern =
                isCover && !left.isParenthesized && (left.kind == .objectExpression || left.kind == .arrayExpression)
            if !mayBecomePattern { throw fail(error.message, error.start, error.end) }
            coverError = outerCover ?? error
        } else {
            coverError = outerCover
        }
        return left
    }

    private func parseAssignmentTail(_ left: Node, _ allowIn: Bool) throws(ParseFailure) -> Node {
        let operatorToken = token
        var target = left
        if operatorToken == .assign {
            if !left.isParenthesized, left.kind == .objectExpression || left.kind == .arrayExpression {
                target = try toAssignmentPattern(left)
            } else {
                try checkSimpleTarget(left, "Invalid left-hand side in assignment")
            }
            coverError = nil
        } else {
            if let error = coverError { throw fail(error.message, error.start, error.end) }
            let isLogical =
                operatorToken == .logicalAndAssign || operatorToken == .logicalOrAssign || operatorToken == .nullishAssign
            try checkSimpleTarget(left, "Invalid left-hand side in assignment", allowCall: !isLogical)
        }
        next()
        let right = try parseAssignmentExpression(allowIn)
        let op: AssignmentOperator =
            switch operatorToken {
            case .assign: .assign
            case .logicalAndAssign: .logical(.and)
            case .logicalOrAssign: .logical(.or)
            case .nullishAssign: .logical(.nullish)
            default: .compound(operatorToken.binaryOperator)
            }
        return arena.node(
            AssignmentExpression(
                header: .init(.assignmentExpression, left.start, right.end), op: op, left: target, right: right))
    }

    /// YieldExpression
    private func parseYieldExpression(_ allowIn: Bool) throws(ParseFailure) -> Node {
        let start = self.start
        if lexer.state.isEscaped { throw failHere("Keyword must not contain escaped characters") }
        if context.inParameters { throw failHere("Yield expression not allowed in formal parameter") }
        next()
        function.containsYield = true
        var isDelegate = false
        var argument: Node?
        if !newlineBefore {
            if eat(.star) {
                isDelegate = true
                argument = try parseAssignmentExpression(allowIn)
            } else {
                switch token {
                case .rightParen, .rightBracket, .rightBrace, .comma, .semicolon, .colon, .eof, .in: break
                default: argument = try parseAssignmentExpression(allowIn)
                }
            }
        }
        return arena.node(
            YieldExpression(header: .init(.yieldExpression, start, previousEnd), isDelegate: isDelegate, argument: argument))
    }

    /// ConditionalExpression
    @inline(__always)
    private func parseConditionalExpression(_ allowIn: Bool) throws(ParseFailure) -> Node {
        let test = try parseBinaryExpression(1, allowIn)
        if token != .question { return test }
        next()
        let consequent = try parseAssignmentExpression()
        try expect(.colon)
        let alternate = try parseAssignmentExpression(allowIn)
        return arena.node(
            ConditionalExpression(
                header: .init(.conditionalExpression, test.start, alternate.end), test: test, consequent: consequent,
                alternate: alternate))
    }

    /// BinaryExpression and LogicalExpression: operators of at least the given precedence.
    func parseBinaryExpression(_ minimum: Int, _ allowIn: Bool) throws(ParseFailure) -> Node {
        var left: Node
        if token == .privateName {
            left = try parsePrivateIn(minimum, allowIn)
        } else {
            left = try parseUnaryExpression()
        }
        while true {
            let operatorToken = token
            let precedence = operatorToken.precedence
            if precedence < minimum || precedence == 0 { return left }
            if operatorToken == .in, !allowIn { return left }
            let operatorStart = start
            switch operatorToken {
            case .starStar:
                if left.kind == .unaryExpression || left.kind == .awaitExpression, !left.isParenthesized {
                    throw fail(
                        "Unary operator used immediately before exponentiation expression. Parenthesis must be used to "
                            + "disambiguate operator precedence", left.start, lexer.state.end)
                }
                next()
                try checkDepth()
                let right = try parseBinaryExpression(precedence, allowIn)
                left = binary(.exponentiate, operatorStart, left, right)
            case .logicalAnd, .logicalOr, .nullish:
                if left.kind == .logicalExpression, !left.isParenthesized,
                    (left.as(LogicalExpression.self).op == .nullish) != (operatorToken == .nullish)
                {
                    throw unexpected()
                }
                next()
                let right = try parseBinaryExpression(operatorToken == .nullish ? 4 : precedence + 1, allowIn)
                let op: LogicalOperator =
                    operatorToken == .logicalAnd ? .and : operatorToken == .logicalOr ? .or : .nullish
                left = arena.node(
                    LogicalExpression(
                        header: .init(.logicalExpression, left.start, right.end), op: op, left: left, right: right))
            default:
                next()
                let right = try parseBinaryExpression(precedence + 1, allowIn)
                left = binary(operatorToken.binaryOperator, operatorStart, left, right)
            }
        }
    }

    @inline(__always)
    private func binary(_ op: BinaryOperator, _ operatorStart: UInt32, _ left: Node, _ right: Node) -> Node {
        arena.node(
            BinaryExpression(
                header: .init(.binaryExpression, left.start, right.end), op: op, operatorStart: operatorStart, left: left,
                right: right))
    }

    /// `#x in object`: the left side.
    private func parsePrivateIn(_ minimum: Int, _ allowIn: Bool) throws(ParseFailure) -> Node {
        let state = lexer.state
        let node = parsePrivateIdentifier()
        if token != .in || minimum > 8 || !allowIn { throw unexpected(state) }
        return node
    }

    /// PrivateIdentifier as a reference.
    func parsePrivateIdentifier() -> Node {
        let node = identifier(lexer.state.name, start, lexer.state.end, kind: .privateIdentifier)
        next()
        addReference(node)
        return node
    }

    /// UnaryExpression
    func parseUnaryExpression() throws(ParseFailure) -> Node {
        let op: UnaryOperator
        switch token {
        case .exclamation: op = .not
        case .minus: op = .minus
        case .plus: op = .plus
        case .tilde: op = .bitwiseNot
        case .typeof: op = .typeof
        case .void: op = .void
        case .delete: op = .delete
        case .increment, .decrement: return try parsePrefixUpdate()
        case .await:
            if context.awaitIsKeyword { return try parseAwaitExpression() }
            return try parseUpdateExpression()
        default: return try parseUpdateExpression()
        }
        try checkDepth()
        let start = self.start
        next()
        let argument = try parseUnaryExpression()
        if op == .delete { try checkDelete(argument) }
        return arena.node(UnaryExpression(header: .init(.unaryExpression, start, argument.end), op: op, argument: argument))
    }

    private func checkDelete(_ argument: Node) throws(ParseFailure) {
        if argument.kind == .identifier, context.isStrict {
            throw fail("Delete of an unqualified identifier in strict mode.", argument)
        }
        var inner = argument
        if inner.kind == .chainExpression { inner = inner.as(ChainExpression.self).expression }
        if inner.kind == .memberExpression, inner.as(MemberExpression.self).propertyKind == .private {
            throw fail("Private fields can not be deleted", inner.as(MemberExpression.self).property)
        }
    }

    /// AwaitExpression
    private func parseAwaitExpression() throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        if lexer.state.isEscaped { throw failHere("Keyword must not contain escaped characters") }
        if context.inParameters {
            throw failHere("Illegal await-expression in formal parameters of async function")
        }
        next()
        function.containsAwait = true
        let argument = try parseUnaryExpression()
        return arena.node(AwaitExpression(header: .init(.awaitExpression, start, argument.end), argument: argument))
    }

    /// UpdateExpression: `++x`
    private func parsePrefixUpdate() throws(ParseFailure) -> Node {
        try checkDepth()
        let op: UpdateOperator = token == .increment ? .increment : .decrement
        let start = self.start
        next()
        let argument = try parseUnaryExpression()
        try checkSimpleTarget(argument, "Invalid left-hand side expression in prefix operation")
        return arena.node(
            UpdateExpression(
                header: .init(.updateExpression, start, argument.end), op: op, isPrefix: true, argument: argument))
    }

    /// UpdateExpression: `x++`
    @inline(__always)
    private func parseUpdateExpression() throws(ParseFailure) -> Node {
        let argument = try parseLeftHandSideExpression()
        if token == .increment || token == .decrement, !newlineBefore {
            try checkSimpleTarget(argument, "Invalid left-hand side expression in postfix operation")
            let op: UpdateOperator = token == .increment ? .increment : .decrement
            next()
            return arena.node(
                UpdateExpression(
                    header: .init(.updateExpression, argument.start, previousEnd), op: op, isPrefix: false,
                    argument: argument))
        }
        return argument
    }
}
