// Variable declarations and binding patterns. https://tc39.es/ecma262/#sec-declarations-and-the-variable-statement

extension ParserCore {
    /// LexicalDeclaration as a statement; the current token is `let` or `const`.
    func parseLexicalDeclaration(_ kind: VariableKind) throws(ParseFailure) -> Node {
        let node = try parseVariableDeclarations(kind, start, allowIn: true)
        try semicolon()
        var header = node.header
        header.end = previousEnd
        node.header = header
        return node
    }

    /// VariableStatement, LexicalDeclaration, ForDeclaration without the semicolon.
    func parseVariableDeclarations(_ kind: VariableKind, _ start: UInt32, allowIn: Bool, isForHead: Bool = false)
        throws(ParseFailure) -> Node
    {
        next()
        let base = stackCount
        let bindingKind: BindingKind = kind == .var ? .var : kind == .let ? .let : .const
        repeat {
            let declaratorStart = self.start
            let firstBinding = scope.bindings.count
            let id = try parseBindingTarget(bindingKind)
            var initializer: Node?
            if eat(.assign) {
                initializer = try parseAssignmentExpression(allowIn)
                if kind == .var { markAssigned(id) }
            } else if !isForHead {
                try checkInitializer(kind, id)
            } else if kind == .var, id.kind != .identifier {
                markAssigned(id)
            }
            if kind != .var, !isForHead || initializer != nil || token != .of && token != .in {
                let target: Scope = scope
                for index in firstBinding..<target.bindings.count {
                    target.bindings[index].data.pointee.initializedAt = previousEnd
                }
            }
            push(
                arena.node(
                    VariableDeclarator(
                        header: .init(.variableDeclarator, declaratorStart, previousEnd), id: id, initializer: initializer)))
        } while eat(.comma)
        return arena.node(
            VariableDeclaration(
                header: .init(.variableDeclaration, start, previousEnd), variableKind: kind, declarations: popList(base)))
    }

    private func checkInitializer(_ kind: VariableKind, _ id: Node) throws(ParseFailure) {
        if id.kind != .identifier {
            if token == .invalid { throw unexpected() }
            throw fail("Missing initializer in destructuring declaration", id)
        }
        if kind == .const {
            if token == .invalid { throw unexpected() }
            throw fail("Missing initializer in const declaration", id)
        }
    }

    /// After a `for (;;)` head turned out to be neither for-in nor for-of.
    func checkInitializers(_ declaration: Node) throws(ParseFailure) {
        let declaration = declaration.as(VariableDeclaration.self)
        for node in declaration.declarations {
            let declarator = node.as(VariableDeclarator.self)
            if declarator.initializer == nil { try checkInitializer(declaration.variableKind, declarator.id) }
        }
    }

    /// A `var` target that is written to: its names are assigned.
    func markAssigned(_ target: Node) {
        if target.kind == .identifier {
            target.pointer(Identifier.self).pointee.isAssignmentTarget = true
        } else {
            for name in boundIdentifiers(target) { name.pointer(Identifier.self).pointee.isAssignmentTarget = true }
        }
    }

    /// BoundNames, as nodes.
    func boundIdentifiers(_ target: Node) -> [Node] {
        switch target.kind {
        case .identifier: [target]
        case .assignmentPattern: boundIdentifiers(target.as(AssignmentPattern.self).left)
        case .restElement: boundIdentifiers(target.as(SpreadElement.self).argument)
        case .property: boundIdentifiers(target.as(Property.self).value)
        case .objectPattern: target.as(ObjectPattern.self).properties.flatMap(boundIdentifiers)
        case .arrayPattern: target.as(ArrayPattern.self).elements.flatMap(boundIdentifiers)
        default: []
        }
    }

    // MARK: Targets

    /// BindingIdentifier or BindingPattern; declares its names.
    func parseBindingTarget(_ kind: BindingKind) throws(ParseFailure) -> Node {
        switch token {
        case .leftBrace: return try parseObjectBindingPattern(kind)
        case .leftBracket: return try parseArrayBindingPattern(kind)
        default: return try parseBindingIdentifier(kind)
        }
    }

    /// BindingIdentifier
    func parseBindingIdentifier(_ kind: BindingKind) throws(ParseFailure) -> Node {
        let (start, end) = (self.start, lexer.state.end)
        if token == .let, kind == .let || kind == .const || kind == .class {
            throw failHere("let is disallowed as a lexically bound name")
        }
        let name = lexer.state.name
        if token == .identifier, !lexer.state.isEscaped { next() } else { _ = try parseIdentifierName() }
        try checkBindingName(name, start, end)
        if name == .let_, kind == .let || kind == .const || kind == .class {
            throw fail("let is disallowed as a lexically bound name", start, end)
        }
        return try declare(name, kind, start, end)
    }

    func checkBindingName(_ name: Name, _ start: UInt32, _ end: UInt32) throws(ParseFailure) {
        if context.isStrict, name == .eval || name == .arguments {
            throw fail("Unexpected eval or arguments in strict mode", start, end)
        }
    }

    /// Declares a name of the given kind where it belongs and makes its Identifier.
    private func declare(_ name: Name, _ kind: BindingKind, _ start: UInt32, _ end: UInt32) throws(ParseFailure) -> Node {
        let node = identifier(name, start, end)
        let binding: Binding
        switch kind {
        case .var:
            binding = try declareVariable(name, kind, start, end)
            addReference(node)
        case .parameter: binding = try declareParameter(name, start, end)
        case .catchParameter:
            if lookup(name, in: scope) != nil { throw redeclared(name, start, end) }
            binding = addBinding(name, kind, to: scope, at: start)
        default: binding = try declareLexical(name, kind, start, end)
        }
        if kind != .var {
            let fields = node.pointer(Identifier.self)
            fields.pointee.binding = binding
            fields.pointee.resolution = scope.kind == .script ? .global : .local
        }
        return node
    }

    private func declareParameter(_ name: Name, _ start: UInt32, _ end: UInt32) throws(ParseFailure) -> Binding {
        if let existing = lookup(name, in: scope) {
            if !function.hasDuplicateParameters {
                function.hasDuplicateParameters = true
                duplicateParameter = (start, end)
            }
            return existing
        }
        return addBinding(name, .parameter, to: scope, at: start)
    }

    /// BindingElement: a target with or without a default.
    func parseBindingElement(_ kind: BindingKind) throws(ParseFailure) -> Node {
        let start = self.start
        let target = try parseBindingTarget(kind)
        return try parseDefault(target, start, kind)
    }

    private func parseDefault(_ target: Node, _ start: UInt32, _ kind: BindingKind) throws(ParseFailure) -> Node {
        if token != .assign { return target }
        next()
        if kind == .parameter {
            function.hasParameterExpressions = true
            function.hasSimpleParameterList = false
        }
        let right = try parseAssignmentExpression()
        return arena.node(
            AssignmentPattern(header: .init(.assignmentPattern, start, right.end), left: target, right: right))
    }

    /// ObjectBindingPattern
    private func parseObjectBindingPattern(_ kind: BindingKind) throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        next()
        if kind == .parameter { function.hasSimpleParameterList = false }
        let base = stackCount
        while token != .rightBrace {
            if token == .ellipsis {
                let restStart = self.start
                next()
                let target = try parseBindingIdentifier(kind)
                push(arena.node(SpreadElement(header: .init(.restElement, restStart, previousEnd), argument: target)))
                if token != .rightBrace {
                    if token == .comma { throw fail("Rest element must be last element", restStart, previousEnd) }
                    throw unexpected()
                }
                break
            }
            push(try parseBindingProperty(kind))
            if token == .rightBrace { break }
            try expect(.comma)
        }
        next()
        return arena.node(ObjectPattern(header: .init(.objectPattern, start, previousEnd), properties: popList(base)))
    }

    /// BindingProperty
    private func parseBindingProperty(_ kind: BindingKind) throws(ParseFailure) -> Node {
        let start = self.start
        let state = lexer.state
        let (key, isComputed) = try parsePropertyName()
        if isComputed, kind == .parameter { function.hasParameterExpressions = true }
        if eat(.colon) {
            let value = try parseBindingElement(kind)
            return property(.value, isComputed, key, value, start)
        }
        guard state.token.mayBeIdentifier else {
            throw state.token.isWord ? unexpected(state) : unexpected()
        }
        // A shorthand: the name is read again, as an identifier.
        lexer.state = state
        let target = try parseBindingIdentifier(kind)
        return property(.shorthand, false, key, try parseDefault(target, start, kind), start)
    }

    /// ArrayBindingPattern
    private func parseArrayBindingPattern(_ kind: BindingKind) throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        next()
        if kind == .parameter { function.hasSimpleParameterList = false }
        let base = stackCount
        while token != .rightBracket {
            if token == .comma {
                push(leaf(.elision, self.start, self.start))
                next()
                continue
            }
            if token == .ellipsis {
                let restStart = self.start
                next()
                let target = try parseBindingTarget(kind)
                push(arena.node(SpreadElement(header: .init(.restElement, restStart, previousEnd), argument: target)))
                if token != .rightBracket {
                    if token == .comma { throw fail("Rest element must be last element", restStart, previousEnd) }
                    throw unexpected()
                }
                break
            }
            push(try parseBindingElement(kind))
            if token == .rightBracket { break }
            try expect(.comma)
        }
        next()
        return arena.node(ArrayPattern(header: .init(.arrayPattern, start, previousEnd), elements: popList(base)))
    }
}
