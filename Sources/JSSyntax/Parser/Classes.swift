// Classes. https://tc39.es/ecma262/#sec-class-definitions

extension ParserCore {
    /// A class under construction.
    struct ClassBuilder {
        unowned(unsafe) var constructor: FunctionInfo?
        unowned(unsafe) var instanceFields: FunctionInfo?
        unowned(unsafe) var staticElements: FunctionInfo?
        var isDerived: Bool
    }

    /// ClassDeclaration
    /// - Parameter isDefaultExport: the name may be missing.
    func parseClassDeclaration(isDefaultExport: Bool = false) throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        next()
        let saved = context
        context.isStrict = true
        var id: Node?
        if token.mayBeIdentifier || !isDefaultExport {
            let firstBinding = scope.bindings.count
            id = try parseBindingIdentifier(.class)
            assert(scope.bindings.count > firstBinding)
        }
        let node = try parseClassTail(.classDeclaration, start, id)
        if let id { id.as(Identifier.self).binding!.data.pointee.initializedAt = previousEnd }
        context = saved
        return node
    }

    /// ClassExpression
    func parseClassExpression() throws(ParseFailure) -> Node {
        try checkDepth()
        let start = self.start
        next()
        let saved = context
        context.isStrict = true
        var name: Node?
        if token.mayBeIdentifier {
            let (nameStart, nameEnd) = (self.start, lexer.state.end)
            let word = try parseIdentifierName()
            try checkBindingName(word, nameStart, nameEnd)
            name = identifier(word, nameStart, nameEnd)
        }
        let node = try parseClassTail(.classExpression, start, name)
        context = saved
        return node
    }

    /// ClassTail: heritage and body.
    private func parseClassTail(_ kind: NodeKind, _ start: UInt32, _ id: Node?) throws(ParseFailure) -> Node {
        let classScope = openScope(.class, start)
        var innerBinding: Binding?
        if let id {
            let binding = addBinding(id.as(Identifier.self).name, .class, to: classScope, at: id.start)
            binding.data.pointee.isImmutableInner = true
            innerBinding = binding
        }
        var superclass: Node?
        if eat(.extends) { superclass = try parseLeftHandSideExpression() }
        classScope.privateNamesStart = self.start
        var builder = ClassBuilder(
            constructor: nil, instanceFields: nil, staticElements: nil, isDerived: superclass != nil)
        try expect(.leftBrace)
        let base = stackCount
        while token != .rightBrace {
            if eat(.semicolon) { continue }
            if let element = try parseClassElement(&builder) { push(element) }
        }
        let elements = popList(base)
        next()
        if let innerBinding { innerBinding.data.pointee.initializedAt = previousEnd }
        builder.constructor?.start = start
        builder.constructor?.end = previousEnd
        closeScope()
        return arena.node(
            ClassNode(
                header: .init(kind, start, previousEnd), id: kind == .classDeclaration ? id : nil,
                name: id?.as(Identifier.self).name, scope: classScope, innerBinding: innerBinding, superclass: superclass,
                constructor: builder.constructor, elements: elements, instanceFields: builder.instanceFields,
                staticElements: builder.staticElements))
    }

    // MARK: Elements

    /// ClassElement; nil for the constructor.
    private func parseClassElement(_ builder: inout ClassBuilder) throws(ParseFailure) -> Node? {
        let start = self.start
        var isStatic = false
        if token == .static, !lexer.state.isEscaped {
            let following = peek()
            switch following.token {
            case .leftParen, .assign, .semicolon, .rightBrace: break
            case .leftBrace:
                next()
                return try parseClassStaticBlock(start, &builder)
            default:
                isStatic = true
                next()
            }
        }
        var modifiers = MethodModifiers()
        if token != .identifier { modifiers = try parseClassModifiers() }
        let keyState = lexer.state
        let key: Node
        var isComputed = false
        if token == .privateName {
            if lexer.state.name == .privateConstructor {
                throw failHere("Classes may not have a private field named '#constructor'")
            }
            key = identifier(lexer.state.name, keyState.start, keyState.end, kind: .privateIdentifier)
            next()
        } else {
            (key, isComputed) = try parsePropertyName()
        }
        let isMethod = modifiers.kind != .value || token == .leftParen
        if isMethod, modifiers.kind == .value { modifiers.kind = .method }
        let name: Name? = key.kind == .stringLiteral && !isComputed ? key.as(StringLiteral.self).value : nil
        if key.kind == .privateIdentifier {
            let kind: PrivateNameKind =
                switch modifiers.kind {
                case .get: .getter
                case .set: .setter
                case .method: .method
                default: .field
                }
            try declarePrivateName(key, kind, isStatic: isStatic)
        }
        if !isMethod {
            if name == .constructor || isStatic && name == .prototype {
                throw fail(
                    isStatic && name == .prototype
                        ? "Classes may not have a static property named 'prototype'"
                        : "Classes may not have a field named 'constructor'", key)
            }
            return try parseFieldDefinition(start, key, isStatic: isStatic, isComputed: isComputed, &builder)
        }
        if token != .leftParen { throw unexpected() }
        if isStatic, name == .prototype { throw fail("Classes may not have a static property named 'prototype'", key) }
        if !isStatic, name == .constructor {
            try parseConstructor(key, modifiers, start, &builder)
            return nil
        }
        let kind: FunctionKind = modifiers.kind == .get ? .getter : modifiers.kind == .set ? .setter : .method
        let info = try parseMethod(kind, isAsync: modifiers.isAsync, isGenerator: modifiers.isGenerator, start: start)
        // toString shows a method without the word `static`.
        info.start = isStatic ? elementStart(start) : start
        let methodKind: MethodKind = kind == .getter ? .get : kind == .setter ? .set : .method
        return arena.node(
            MethodDefinition(
                header: .init(.methodDefinition, start, previousEnd), methodKind: methodKind, isStatic: isStatic,
                isComputed: isComputed, key: key, function: info))
    }

    /// The offset behind `static` and what may separate it from the method.
    private func elementStart(_ start: UInt32) -> UInt32 {
        let saved = lexer.state
        defer { lexer.state = saved }
        lexer.state.position = start
        next()
        next()
        return lexer.state.start
    }

    /// As `parseMethodModifiers`, but fields may end at a line end: `get` newline `x`.
    private func parseClassModifiers() throws(ParseFailure) -> MethodModifiers {
        if token == .get || token == .set || token == .async, !lexer.state.isEscaped {
            let following = peek()
            switch following.token {
            case .leftParen, .assign, .semicolon, .rightBrace: return MethodModifiers()
            case .star where token != .async: return MethodModifiers()
            default: break
            }
        }
        return parseMethodModifiers()
    }

    private func parseConstructor(_ key: Node, _ modifiers: MethodModifiers, _ start: UInt32, _ builder: inout ClassBuilder)
        throws(ParseFailure)
    {
        switch modifiers.kind {
        case .get, .set: throw fail("Class constructor may not be an accessor", key)
        default: break
        }
        if modifiers.isGenerator { throw fail("Class constructor may not be a generator", key) }
        if modifiers.isAsync { throw fail("Class constructor may not be an async method", key) }
        if builder.constructor != nil { throw fail("A class may only have one constructor", key) }
        builder.constructor = try parseMethod(builder.isDerived ? .derivedConstructor : .classConstructor, start: start)
    }

    /// `#x` as a declaration. A getter and a setter may share a name.
    private func declarePrivateName(_ key: Node, _ kind: PrivateNameKind, isStatic: Bool) throws(ParseFailure) {
        let name = key.as(Identifier.self).name
        if let existing = lookup(name, in: scope) {
            let data = existing.data
            let isPair =
                data.pointee.isStatic == isStatic
                && (data.pointee.privateKind == .getter && kind == .setter
                    || data.pointee.privateKind == .setter && kind == .getter)
            if !isPair { throw redeclared(name, key.start, key.end) }
            data.pointee.privateKind = .accessor
            key.pointer(Identifier.self).pointee.binding = existing
        } else {
            let binding = addBinding(name, .privateName, to: scope, at: key.start)
            binding.data.pointee.privateKind = kind
            binding.data.pointee.isStatic = isStatic
            key.pointer(Identifier.self).pointee.binding = binding
        }
        key.pointer(Identifier.self).pointee.resolution = .local
    }

    /// FieldDefinition behind its key.
    private func parseFieldDefinition(
        _ start: UInt32, _ key: Node, isStatic: Bool, isComputed: Bool, _ builder: inout ClassBuilder
    ) throws(ParseFailure) -> Node {
        var value: Node?
        let saved = context
        let outer: FunctionInfo = function
        enterElement(isStatic: isStatic, &builder)
        if token == .assign {
            next()
            value = try parseAssignmentExpression()
        }
        leaveElement(saved, outer)
        try semicolon()
        return arena.node(
            PropertyDefinition(
                header: .init(.propertyDefinition, start, previousEnd), isStatic: isStatic, isComputed: isComputed, key: key,
                value: value))
    }

    /// Continues the function that stands for the class's fields or static elements.
    private func enterElement(isStatic: Bool, _ builder: inout ClassBuilder) {
        let info: FunctionInfo
        if let existing = isStatic ? builder.staticElements : builder.instanceFields {
            info = existing
            function = info
            let elementScope: Scope = info.scope
            elementScope.firstReference = referenceCount
            elementScope.firstAnnexBCandidate = annexBCandidates.count
            scope = elementScope
        } else {
            info = makeFunction(isStatic ? .staticElements : .instanceFields, isAsync: false, isGenerator: false, start: start)
            function = info
            info.scope = openScope(.function, start)
            info.bodyScope = info.scope
            info.bodyStart = start
            if isStatic { builder.staticElements = info } else { builder.instanceFields = info }
        }
        context.yieldIsKeyword = false
        context.awaitIsKeyword = false
        context.awaitIsReserved = false
        context.allowReturn = false
        context.allowNewTarget = true
        context.allowSuperProperty = true
        context.allowSuperCall = false
        context.forbidArguments = true
        context.inParameters = false
        context.breakDepth = 0
        context.loopDepth = 0
        context.labelBase = labels.count
    }

    private func leaveElement(_ saved: ParseContext, _ outer: FunctionInfo) {
        function.end = previousEnd
        closeScope()
        function = outer
        context = saved
    }

    /// ClassStaticBlock; the current token is `{`.
    private func parseClassStaticBlock(_ start: UInt32, _ builder: inout ClassBuilder) throws(ParseFailure) -> Node {
        let saved = context
        let outer: FunctionInfo = function
        enterElement(isStatic: true, &builder)
        context.awaitIsReserved = true
        let blockScope = openScope(.classStaticBlock, self.start)
        next()
        let body = try parseStatementList(until: .rightBrace)
        closeScope()
        leaveElement(saved, outer)
        next()
        return arena.node(
            StaticBlock(header: .init(.staticBlock, start, previousEnd), scope: blockScope, body: body))
    }
}
