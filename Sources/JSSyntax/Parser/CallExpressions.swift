// Member access, calls, new, super, import(). https://tc39.es/ecma262/#sec-left-hand-side-expressions

extension ParserCore {
    /// LeftHandSideExpression: MemberExpression, CallExpression, OptionalExpression.
    func parseLeftHandSideExpression() throws(ParseFailure) -> Node {
        let start = self.start
        let object: Node
        switch token {
        case .new: object = try parseNewExpression()
        case .super: object = try parseSuper()
        case .import: object = try parseImportExpression()
        default: object = try parsePrimaryExpression()
        }
        switch token {
        case .dot, .leftParen, .leftBracket, .questionDot, .template: return try parseCallTail(object, start)
        default: return object
        }
    }

    private func parseCallTail(_ head: Node, _ start: UInt32) throws(ParseFailure) -> Node {
        var object = head
        var inChain = false
        while true {
            switch token {
            case .dot:
                next()
                object = try parseMember(object, start, isOptional: false)
            case .questionDot:
                if object.kind == .superExpression { throw unexpected() }
                next()
                inChain = true
                switch token {
                case .leftParen: object = try parseCall(object, start, isOptional: true)
                case .leftBracket: object = try parseComputedMember(object, start, isOptional: true)
                case .template: throw failHere("Invalid tagged template on optional chain")
                default: object = try parseMember(object, start, isOptional: true)
                }
            case .leftBracket: object = try parseComputedMember(object, start, isOptional: false)
            case .leftParen: object = try parseCall(object, start, isOptional: false)
            case .template:
                if inChain { throw failHere("Invalid tagged template on optional chain") }
                let quasi = try parseTemplateLiteral(isTagged: true)
                object = arena.node(
                    TaggedTemplateExpression(
                        header: .init(.taggedTemplateExpression, start, previousEnd), tag: object, quasi: quasi))
            default:
                if inChain {
                    return arena.node(
                        ChainExpression(header: .init(.chainExpression, start, previousEnd), expression: object))
                }
                return object
            }
        }
    }

    /// `.name`, `.#name`; the current token is the name.
    @inline(__always)
    private func parseMember(_ object: Node, _ start: UInt32, isOptional: Bool) throws(ParseFailure) -> Node {
        let property: Node
        let kind: MemberPropertyKind
        if token.isWord {
            property = stringNode(lexer.state.name, self.start, lexer.state.end)
            kind = .named
            next()
        } else if token == .privateName {
            if object.kind == .superExpression { throw failHere("Unexpected private field") }
            property = parsePrivateIdentifier()
            kind = .private
        } else {
            throw unexpected()
        }
        return arena.node(
            MemberExpression(
                header: .init(.memberExpression, start, previousEnd), propertyKind: kind, isOptional: isOptional,
                object: object, property: property))
    }

    private func parseComputedMember(_ object: Node, _ start: UInt32, isOptional: Bool) throws(ParseFailure) -> Node {
        next()
        let property = try parseExpression()
        try expect(.rightBracket)
        return arena.node(
            MemberExpression(
                header: .init(.memberExpression, start, previousEnd), propertyKind: .computed, isOptional: isOptional,
                object: object, property: property))
    }

    private func parseCall(_ callee: Node, _ start: UInt32, isOptional: Bool) throws(ParseFailure) -> Node {
        let argumentsStart = self.start
        let (arguments, hasSpread) = try parseArguments()
        var isDirectEval = false
        if callee.kind == .identifier, !isOptional, callee.as(Identifier.self).name == .eval {
            isDirectEval = true
            markDirectEval()
        }
        return arena.node(
            CallExpression(
                header: .init(.callExpression, start, previousEnd), isOptional: isOptional, isDirectEval: isDirectEval,
                hasSpread: hasSpread, argumentsStart: argumentsStart, callee: callee, arguments: arguments))
    }

    /// Arguments; the current token is `(`.
    func parseArguments() throws(ParseFailure) -> (NodeList, hasSpread: Bool) {
        next()
        let base = stackCount
        var hasSpread = false
        while token != .rightParen {
            if token == .ellipsis {
                hasSpread = true
                push(try parseSpreadElement())
            } else {
                push(try parseAssignmentExpression())
            }
            if token == .comma {
                next()
            } else if token != .rightParen {
                if token == .invalid || token == .eof { throw token == .eof ? missingParen() : unexpected() }
                throw missingParen()
            }
        }
        next()
        return (popList(base), hasSpread)
    }

    private func missingParen() -> ParseFailure {
        let isEnd = token == .eof
        let result = fail("missing ) after argument list", previousToken.start, previousToken.end)
        failure.isEnd = isEnd
        return result
    }

    /// SpreadElement; the current token is `...`.
    func parseSpreadElement(isCover: Bool = false) throws(ParseFailure) -> Node {
        let start = self.start
        next()
        let argument = try parseAssignmentExpression(true, isCover: isCover)
        return arena.node(SpreadElement(header: .init(.spreadElement, start, argument.end), argument: argument))
    }

    /// NewExpression and `new.target`
    private func parseNewExpression() throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        next()
        if token == .dot {
            next()
            if !isWord(.target) { throw unexpected() }
            next()
            if !context.allowNewTarget {
                throw fail("new.target expression is not allowed here", previousToken.start, previousToken.end)
            }
            markNewTarget()
            return arena.node(MetaProperty(header: .init(.metaProperty, start, previousEnd), property: .newTarget))
        }
        let calleeStart = self.start
        var callee: Node
        switch token {
        case .new: callee = try parseNewExpression()
        case .super:
            callee = try parseSuper()
        case .import:
            let following = peek()
            if following.token == .leftParen { throw failHere("Cannot use new with import") }
            callee = try parseImportExpression()
        default: callee = try parsePrimaryExpression()
        }
        loop: while true {
            switch token {
            case .dot:
                next()
                callee = try parseMember(callee, calleeStart, isOptional: false)
            case .leftBracket: callee = try parseComputedMember(callee, calleeStart, isOptional: false)
            case .template:
                let quasi = try parseTemplateLiteral(isTagged: true)
                callee = arena.node(
                    TaggedTemplateExpression(
                        header: .init(.taggedTemplateExpression, calleeStart, previousEnd), tag: callee, quasi: quasi))
            case .questionDot: throw failHere("Invalid optional chain from new expression")
            default: break loop
            }
        }
        if callee.kind == .superExpression { throw fail("'super' keyword unexpected here", callee) }
        var arguments = NodeList()
        var hasSpread = false
        if token == .leftParen { (arguments, hasSpread) = try parseArguments() }
        return arena.node(
            NewExpression(
                header: .init(.newExpression, start, previousEnd), hasSpread: hasSpread, callee: callee,
                arguments: arguments))
    }

    /// SuperProperty and SuperCall: the word itself; the caller parses on.
    private func parseSuper() throws(ParseFailure) -> Node {
        let node = leaf(.superExpression, start, lexer.state.end)
        next()
        switch token {
        case .leftParen where context.allowSuperCall: markSuperCall()
        case .dot where context.allowSuperProperty, .leftBracket where context.allowSuperProperty: markSuperProperty()
        default: throw fail("'super' keyword unexpected here", node)
        }
        return node
    }

    /// ImportCall and `import.meta`
    private func parseImportExpression() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        if token == .dot {
            next()
            if !isWord(.meta) { throw unexpected() }
            next()
            if options.goal != .module {
                throw fail("Cannot use 'import.meta' outside a module", previousToken.start, previousToken.end)
            }
            return arena.node(MetaProperty(header: .init(.metaProperty, start, previousEnd), property: .importMeta))
        }
        if token != .leftParen {
            if options.goal != .module, token == .string || token == .leftBrace || token == .star || token.isWord {
                throw fail("Cannot use import statement outside a module", start, previousEnd)
            }
            throw unexpected()
        }
        next()
        if token == .rightParen || token == .ellipsis { throw unexpected() }
        let source = try parseAssignmentExpression()
        var options: Node?
        if eat(.comma), token != .rightParen {
            options = try parseAssignmentExpression()
            _ = eat(.comma)
        }
        try expect(.rightParen)
        return arena.node(
            ImportExpression(header: .init(.importExpression, start, previousEnd), source: source, options: options))
    }
}
