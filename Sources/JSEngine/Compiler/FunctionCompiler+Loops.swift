import JSSyntax

// Loops are inverted: the condition stands at the bottom, so that an iteration costs one jump.

extension FunctionCompiler {
    /// Runs `body` with the targets of `break` and `continue` in place.
    private func withTargets(_ end: Label, _ next: Label, _ labels: [Name], _ body: () -> Void) {
        control.append(ControlEntry(.breakTarget(end, labels: labels, isUnlabelledTarget: true)))
        control.append(ControlEntry(.continueTarget(next, labels: labels)))
        conditionalDepth += 1
        body()
        conditionalDepth -= 1
        control.removeLast(2)
    }

    private func takeLabels() -> [Name] {
        defer { pendingLabels = [] }
        return pendingLabels
    }

    /// Binds the top of a loop, which is reached from below only by jumps that are not there yet.
    private func bindLoopHead(_ label: Label, reachable: Bool) {
        bind(label)
        isUnreachable = !reachable
        if unit.options.loopChecks { emit(.loop) }
    }

    func compileWhile(_ node: WhileStatement) {
        let names = takeLabels()
        let body = makeLabel()
        let test = makeLabel()
        let end = makeLabel()
        let reachable = !isUnreachable
        if !isAlwaysTrue(node.test) { jump(test) }
        bindLoopHead(body, reachable: reachable)
        withTargets(end, test, names) { compileStatement(node.body) }
        bind(test)
        compileCondition(node.test, body, end, next: end)
        bind(end)
    }

    func compileDoWhile(_ node: WhileStatement) {
        let names = takeLabels()
        let body = makeLabel()
        let test = makeLabel()
        let end = makeLabel()
        bindLoopHead(body, reachable: !isUnreachable)
        withTargets(end, test, names) { compileStatement(node.body) }
        bind(test)
        compileCondition(node.test, body, end, next: end)
        bind(end)
    }

    private func isAlwaysTrue(_ node: Node) -> Bool {
        switch node.kind {
        case .booleanLiteral: node.as(BooleanLiteral.self).value
        case .numericLiteral: node.as(NumericLiteral.self).value != 0 && !node.as(NumericLiteral.self).value.isNaN
        default: false
        }
    }

    func compileFor(_ node: ForStatement) {
        let names = takeLabels()
        inScope(node.scope) {
            if let initializer = node.initializer {
                if initializer.kind == .variableDeclaration {
                    compileLoopDeclaration(initializer)
                } else {
                    compileEffect(initializer)
                }
            }
            let copied = node.scope?.bindings.filter { $0.kind == .let && isBoxed($0) } ?? []
            let body = makeLabel()
            let next = makeLabel()
            let test = makeLabel()
            let end = makeLabel()
            let reachable = !isUnreachable
            for binding in copied { emit(.freshBox, Int(binding.slot)) }
            let hasTest = node.test.map { !isAlwaysTrue($0) } ?? false
            if hasTest { jump(test) }
            bindLoopHead(body, reachable: reachable)
            withTargets(end, next, names) { compileStatement(node.body) }
            bind(next)
            for binding in copied { emit(.freshBox, Int(binding.slot)) }
            if let update = node.update { compileEffect(update) }
            bind(test)
            if hasTest, let condition = node.test { compileCondition(condition, body, end, next: end) } else { jump(body) }
            bind(end)
        }
    }

    /// Completion values do not come from declarations, nor do their temporaries stay.
    private func compileLoopDeclaration(_ node: Node) {
        compileStatement(node)
    }

    // MARK: for-in, for-of

    /// The registers and Boxes of the head's declarations, anew for each iteration.
    private func bindHead(_ node: ForInOfStatement, _ value: Int) {
        if node.left.kind == .variableDeclaration {
            let declaration = node.left.as(VariableDeclaration.self)
            let target = declaration.declarations[0].as(VariableDeclarator.self).id
            bindPattern(target, value, declaration.variableKind == .var ? .variable : .declaration, isParameter: true)
        } else {
            bindPattern(node.left, value, .assignment)
        }
    }

    /// Evaluates the right side with the head's names in their dead zone.
    private func withRight(_ node: ForInOfStatement, _ body: (Int) -> Void) {
        withTemps { inScope(node.scope) { body(compileAny(node.right)) } }
    }

    /// The variable that the step can write directly: a plain declared name.
    private func headRegister(_ node: ForInOfStatement) -> Int? {
        guard node.left.kind == .variableDeclaration else { return nil }
        let declaration = node.left.as(VariableDeclaration.self)
        let target = declaration.declarations[0].as(VariableDeclarator.self).id
        guard target.kind == .identifier, let binding = target.as(Identifier.self).binding, !binding.needsTDZ,
            target.as(Identifier.self).resolution != .dynamic
        else { return nil }
        return initializationRegister(binding)
    }

    func compileForIn(_ node: ForInOfStatement) {
        let names = takeLabels()
        let mark = nextRegister
        if node.left.kind == .variableDeclaration {
            // for (var x = 1 in o)
            let declarator = node.left.as(VariableDeclaration.self).declarations[0].as(VariableDeclarator.self)
            if declarator.initializer != nil { compileLoopDeclaration(node.left) }
        }
        let state = newTemps(2)
        withRight(node) { emit(.forInStart, state, $0) }
        let body = makeLabel()
        let next = makeLabel()
        let end = makeLabel()
        let reachable = !isUnreachable
        let outer = scope
        if let scope = node.scope {
            self.scope = scope
            for binding in scope.bindings { allocate(binding) }
        }
        let direct = headRegister(node)
        let value = direct ?? newTemp()
        jump(next)
        bindLoopHead(body, reachable: reachable)
        withTargets(end, next, names) {
            if let scope = node.scope { for binding in scope.bindings { markUninitialized(binding) } }
            if direct == nil { bindHead(node, value) } else { markHeadInitialized(node) }
            compileStatement(node.body)
        }
        bind(next)
        jumpShort(.forInStep, value, state, body)
        bind(end)
        scope = outer
        release(to: mark)
    }

    private func markHeadInitialized(_ node: ForInOfStatement) {
        let target = node.left.as(VariableDeclaration.self).declarations[0].as(VariableDeclarator.self).id
        if let binding = target.as(Identifier.self).binding { initializedBindings.insert(binding) }
    }

    func compileForOf(_ node: ForInOfStatement) {
        let names = takeLabels()
        let mark = nextRegister
        let iterator = newTemps(3)
        withRight(node) { object in
            position(node.right.start)
            expressionText(node.right)
            emit(node.isAwait ? .getAsyncIterator : .getIterator, iterator, object)
        }
        let body = makeLabel()
        let next = makeLabel()
        let end = makeLabel()
        let exhausted = makeLabel()
        let reachable = !isUnreachable
        let outer = scope
        if let scope = node.scope {
            self.scope = scope
            for binding in scope.bindings { allocate(binding) }
        }
        let direct = headRegister(node)
        let value = direct ?? newTemp()
        jump(next)
        bindLoopHead(body, reachable: reachable)
        control.append(ControlEntry(.breakTarget(end, labels: names, isUnlabelledTarget: true)))
        let (handler, exception) = guardIterator(iterator, isAsync: node.isAwait) {
            control.append(ControlEntry(.continueTarget(next, labels: names)))
            conditionalDepth += 1
            if let scope = node.scope { for binding in scope.bindings { markUninitialized(binding) } }
            if direct == nil { bindHead(node, value) } else { markHeadInitialized(node) }
            compileStatement(node.body)
            conditionalDepth -= 1
            control.removeLast()
        }
        control.removeLast()
        bind(next)
        position(node.right.start)
        expressionText(node.right)
        if node.isAwait {
            withTemps {
                let window = newTemps(4)
                emit(.move, window, iterator + 1)
                emit(.move, window + 3, iterator)
                emit(.call, window, 0, window)
                emit(.await, window, window)
                jumpShort(.iteratorUnwrap, value, window, exhausted)
                jump(body)
            }
        } else {
            jumpShort(.iteratorStep, value, iterator, body)
        }
        bind(exhausted)
        if isUsed(handler) {
            jump(end)
            emitIteratorHandler(handler, iterator, isAsync: node.isAwait, exception)
        }
        bind(end)
        scope = outer
        release(to: mark)
    }
}
