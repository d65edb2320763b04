import JSRegExp

// Primary expressions and literals. https://tc39.es/ecma262/#sec-primary-expression

extension ParserCore {
    /// PrimaryExpression
    func parsePrimaryExpression() throws(ParseFailure) -> Node {
        let start = self.start
        let end = lexer.state.end
        switch token {
        case .identifier where !lexer.state.isEscaped:
            let name = lexer.state.name
            if name == .arguments, context.forbidArguments {
                throw failHere("'arguments' is not allowed in class field initializer or static initialization block")
            }
            next()
            return reference(name, start, end)
        case .number:
            if lexer.state.isLegacyOctal { try checkLegacyNumber() }
            let value = lexer.state.number
            next()
            return arena.node(NumericLiteral(header: .init(.numericLiteral, start, end), value: value))
        case .string: return try parseStringLiteral()
        case .this:
            next()
            markThis()
            return leaf(.thisExpression, start, end)
        case .null:
            next()
            return leaf(.nullLiteral, start, end)
        case .true, .false:
            let value = token == .true
            next()
            return arena.node(BooleanLiteral(header: .init(.booleanLiteral, start, end), value: value))
        case .leftParen: return try parseParenthesizedExpression()
        case .leftBracket: return try parseArrayExpression()
        case .leftBrace: return try parseObjectExpression()
        case .function: return try parseFunctionExpression()
        case .class: return try parseClassExpression()
        case .template: return try parseTemplateLiteral(isTagged: false)
        case .slash, .divideAssign: return try parseRegExpLiteral()
        case .bigint:
            let digits = lexer.state.name
            next()
            return arena.node(BigIntLiteral(header: .init(.bigIntLiteral, start, end), digits: digits))
        case .async where !lexer.state.isEscaped:
            let following = peek()
            if following.token == .function, !following.newlineBefore { return try parseFunctionExpression() }
            next()
            return reference(.async, start, end)
        default:
            if token.mayBeIdentifier { return try parseIdentifierReference() }
            throw unexpected()
        }
    }

    /// IdentifierReference
    func parseIdentifierReference() throws(ParseFailure) -> Node {
        let (start, end) = (self.start, lexer.state.end)
        let flags: NodeFlags = lexer.state.isEscaped ? .hasEscape : []
        let name = try parseIdentifierName()
        if name == .arguments, context.forbidArguments {
            throw fail("'arguments' is not allowed in class field initializer or static initialization block", start, end)
        }
        return reference(name, start, end, flags)
    }

    /// The name of an identifier that the context allows; reads it.
    func parseIdentifierName() throws(ParseFailure) -> Name {
        guard token.mayBeIdentifier else { throw unexpected() }
        let name = lexer.state.name
        if name.id < Token.keywordCount { try checkContextualWord(name) }
        next()
        return name
    }

    /// A word that some contexts reserve.
    private func checkContextualWord(_ name: Name) throws(ParseFailure) {
        switch Token.keyword(name) {
        case .implements, .interface, .package, .private, .protected, .public, .let, .static:
            if context.isStrict { throw failHere("Unexpected strict mode reserved word") }
        case .yield:
            if context.isStrict { throw failHere("Unexpected strict mode reserved word") }
            if context.yieldIsKeyword { throw failHere("Unexpected identifier 'yield'") }
        case .await:
            if context.awaitIsKeyword || context.awaitIsReserved || options.goal == .module {
                throw failHere("Unexpected reserved word")
            }
        default: break
        }
    }

    private func checkLegacyNumber() throws(ParseFailure) {
        if context.isStrict { throw legacyOctalError(isString: false) }
    }

    /// For the current token.
    func legacyOctalError(isString: Bool) -> ParseFailure {
        let message: String
        if isString {
            message =
                lexer.octalIsEightOrNine
                ? "\\8 and \\9 are not allowed in strict mode." : "Octal escape sequences are not allowed in strict mode."
        } else {
            message =
                lexer.octalIsEightOrNine
                ? "Decimals with leading zeros are not allowed in strict mode." : "Octal literals are not allowed in strict mode."
        }
        return fail(message, lexer.octalStart, lexer.octalEnd)
    }

    /// StringLiteral
    func parseStringLiteral() throws(ParseFailure) -> Node {
        var flags: NodeFlags = []
        if lexer.state.isEscaped {
            flags.insert(.hasEscape)
            if lexer.state.isLegacyOctal {
                if context.isStrict { throw legacyOctalError(isString: true) }
                flags.insert(.legacyOctal)
            }
        }
        let node = stringNode(lexer.state.name, start, lexer.state.end, flags)
        next()
        return node
    }

    /// RegularExpressionLiteral
    private func parseRegExpLiteral() throws(ParseFailure) -> Node {
        let start = self.start
        guard let (pattern, flags) = lexer.scanRegExp() else { throw unexpected() }
        let end = lexer.state.end
        if let validate = options.validateRegExp {
            if let message = validate(codeUnits(pattern), codeUnits(flags)) { throw fail(message, start, end) }
        } else if let message = regExpError(codeUnits(pattern), codeUnits(flags)) {
            throw fail(message, start, end)
        }
        next()
        return arena.node(RegExpLiteral(header: .init(.regExpLiteral, start, end), pattern: pattern, patternFlags: flags))
    }

    /// The early error of a literal, if any. https://tc39.es/ecma262/#sec-primary-expression-regular-expression-literals-static-semantics-early-errors
    private func regExpError(_ pattern: [UInt16], _ flags: [UInt16]) -> String? {
        guard let flags = RegExpFlags(parsing: flags) else { return "Invalid regular expression flags" }
        return pattern.withUnsafeBufferPointer { units in
            do throws(RegExpSyntaxError) {
                try RegExpCompiler.validate(pattern: units, flags: flags)
                return nil
            } catch {
                return error.message
            }
        }
    }

    /// ParenthesizedExpression; arrow functions have been tried before.
    private func parseParenthesizedExpression() throws(ParseFailure) -> Node {
        try checkDepth()
        next()
        let expression = try parseExpression()
        try expect(.rightParen)
        var header = expression.header
        header.flags.insert(.parenthesized)
        expression.header = header
        return expression
    }

    // MARK: Templates

    /// TemplateLiteral; the current token is "`".
    func parseTemplateLiteral(isTagged: Bool) throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        let base = stackCount
        var parts: [Node] = []
        while true {
            guard let part = lexer.scanTemplatePart() else { throw unexpected() }
            if let message = part.escapeError, !isTagged { throw fail(message, part.errorStart, part.errorEnd) }
            parts.append(
                arena.node(
                    TemplateElement(
                        header: .init(.templateElement, part.start, part.end), raw: part.raw,
                        hasCooked: part.escapeError == nil, cooked: part.cooked)))
            next()
            if part.isTail { break }
            push(try parseExpression())
            if token != .rightBrace {
                if token == .eof || token == .invalid { throw unexpected() }
                throw failHere("Missing } in template expression")
            }
        }
        let expressions = popList(base)
        return arena.node(
            TemplateLiteral(
                header: .init(.templateLiteral, start, previousEnd), quasis: arena.list(parts[...]), expressions: expressions))
    }

    // MARK: Arrays and objects

    /// ArrayLiteral
    private func parseArrayExpression() throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        next()
        let base = stackCount
        var flags: NodeFlags = []
        while token != .rightBracket {
            if token == .comma {
                push(leaf(.elision, self.start, self.start))
                next()
                continue
            }
            push(token == .ellipsis ? try parseSpreadElement(isCover: true) : try parseAssignmentExpression(true, isCover: true))
            if token == .rightBracket { break }
            try expect(.comma)
            if token == .rightBracket { flags.insert(.trailingComma) }
        }
        next()
        return arena.node(
            ArrayExpression(header: .init(.arrayExpression, start, previousEnd, flags), elements: popList(base)))
    }

    /// ObjectLiteral
    private func parseObjectExpression() throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        next()
        let base = stackCount
        var flags: NodeFlags = []
        var hasProto = false
        while token != .rightBrace {
            let property =
                token == .ellipsis ? try parseSpreadElement(isCover: true) : try parsePropertyDefinition()
            if property.kind == .property, property.as(Property.self).propertyKind == .proto {
                if hasProto, coverError == nil {
                    let key = property.as(Property.self).key
                    coverError = CoverError(
                        message: "Duplicate __proto__ fields are not allowed in object literals", start: key.start,
                        end: key.end)
                }
                hasProto = true
            }
            push(property)
            if token == .rightBrace { break }
            try expect(.comma)
            if token == .rightBrace { flags.insert(.trailingComma) }
        }
        next()
        return arena.node(
            ObjectExpression(header: .init(.objectExpression, start, previousEnd, flags), properties: popList(base)))
    }

    /// What stands before the key of a method.
    struct MethodModifiers {
        var kind = PropertyKind.value
        var isAsync = false
        var isGenerator = false
    }

    /// `async`, `*`, `get`, `set` before a property key.
    func parseMethodModifiers() -> MethodModifiers {
        var modifiers = MethodModifiers()
        if !lexer.state.isEscaped, token == .get || token == .set || token == .async {
            let word = token
            let following = peek()
            switch following.token {
            case .leftParen, .comma, .rightBrace, .colon, .assign, .semicolon, .eof: return modifiers
            default: break
            }
            if word == .async {
                if following.newlineBefore { return modifiers }
                modifiers.isAsync = true
                modifiers.kind = .method
            } else {
                if following.token == .star { return modifiers }
                modifiers.kind = word == .get ? .get : .set
            }
            next()
        }
        if modifiers.kind != .get, modifiers.kind != .set, token == .star {
            modifiers.isGenerator = true
            modifiers.kind = .method
            next()
        }
        return modifiers
    }

    /// PropertyDefinition of an object literal.
    private func parsePropertyDefinition() throws(ParseFailure) -> Node {
        let start = self.start
        // The plain cases first: `name: value`, `name,`.
        let keyState = lexer.state
        var modifiers = MethodModifiers()
        if keyState.token != .identifier { modifiers = parseMethodModifiers() }
        let nameState = lexer.state
        let (key, isComputed) = try parsePropertyName()
        if modifiers.kind == .value {
            switch token {
            case .colon:
                next()
                let value = try parseAssignmentExpression(true, isCover: true)
                let isProto =
                    !isComputed && key.kind == .stringLiteral && key.as(StringLiteral.self).value == .proto
                return property(isProto ? .proto : .value, isComputed, key, value, start)
            case .leftParen: modifiers.kind = .method
            default: return try parseShorthandProperty(nameState, key, start)
            }
        }
        if token != .leftParen { throw unexpected() }
        let kind: FunctionKind = modifiers.kind == .get ? .getter : modifiers.kind == .set ? .setter : .method
        let info = try parseMethod(kind, isAsync: modifiers.isAsync, isGenerator: modifiers.isGenerator, start: start)
        let value = arena.node(FunctionNode(header: .init(.functionExpression, start, previousEnd), function: info))
        return property(modifiers.kind, isComputed, key, value, start)
    }

    func property(_ kind: PropertyKind, _ isComputed: Bool, _ key: Node, _ value: Node, _ start: UInt32) -> Node {
        arena.node(
            Property(
                header: .init(.property, start, previousEnd), propertyKind: kind, isComputed: isComputed, key: key, value: value))
    }

    /// `{ name }` and, if the literal turns out to be a pattern, `{ name = value }`.
    private func parseShorthandProperty(_ name: LexerState, _ key: Node, _ start: UInt32) throws(ParseFailure) -> Node {
        guard name.token.mayBeIdentifier, key.kind == .stringLiteral else {
            if name.token.isWord, name.token != .escapedKeyword, token == .comma || token == .rightBrace || token == .assign {
                throw unexpected(name)
            }
            if name.token == .escapedKeyword { throw unexpected(name) }
            throw unexpected()
        }
        let after = lexer.state
        lexer.state = name
        if name.name.id < Token.keywordCount { try checkContextualWord(name.name) }
        lexer.state = after
        if name.name == .arguments, context.forbidArguments {
            throw fail(
                "'arguments' is not allowed in class field initializer or static initialization block", name.start, name.end)
        }
        let target = reference(name.name, name.start, name.end)
        if token != .assign { return property(.shorthand, false, key, target, start) }
        let earlier = coverError
        next()
        coverError = nil
        let right = try parseAssignmentExpression()
        coverError = earlier ?? CoverError(message: "Invalid shorthand property initializer", start: start, end: right.end)
        let value = arena.node(
            AssignmentPattern(header: .init(.assignmentPattern, start, right.end), left: target, right: right))
        return property(.shorthand, false, key, value, start)
    }

    /// PropertyName
    func parsePropertyName() throws(ParseFailure) -> (Node, isComputed: Bool) {
        let (start, end) = (self.start, lexer.state.end)
        if token.isWord {
            let node = stringNode(lexer.state.name, start, end)
            next()
            return (node, false)
        }
        switch token {
        case .string: return (try parseStringLiteral(), false)
        case .number, .bigint: return (try parsePrimaryExpression(), false)
        case .leftBracket:
            next()
            let expression = try parseAssignmentExpression()
            try expect(.rightBracket)
            return (expression, true)
        default: throw unexpected()
        }
    }
}
