import JSSyntax

extension FunctionCompiler {
    func compileStatements(_ statements: NodeList) {
        for statement in statements { compileStatement(statement) }
    }

    func compileStatement(_ node: Node) {
        let mark = nextRegister
        // `completion` of scripts and eval code: these statements are undefined unless something inside has a value.
        if completionRegister >= 0 { resetCompletion(node) }
        switch node.kind {
        case .expressionStatement: compileExpressionStatement(node.as(ExpressionStatement.self))
        case .blockStatement:
            let block = node.as(BlockStatement.self)
            inScope(block.scope) { compileStatements(block.body) }
        case .emptyStatement, .importDeclaration, .exportAllDeclaration: break
        case .debuggerStatement: emit(.debugger)
        case .variableDeclaration: compileDeclaration(node.as(VariableDeclaration.self))
        case .ifStatement: compileIf(node.as(IfStatement.self))
        case .forStatement: compileFor(node.as(ForStatement.self))
        case .forInStatement: compileForIn(node.as(ForInOfStatement.self))
        case .forOfStatement: compileForOf(node.as(ForInOfStatement.self))
        case .whileStatement: compileWhile(node.as(WhileStatement.self))
        case .doWhileStatement: compileDoWhile(node.as(WhileStatement.self))
        case .breakStatement, .continueStatement: compileJump(node)
        case .returnStatement:
            if let argument = node.as(ArgumentStatement.self).argument {
                compileReturnValue(argument)
            } else if control.isEmpty {
                emitImplicitReturn()
            } else {
                let value = newTemp()
                emit(.loadUndefined, value)
                leaveFunction(value)
            }
        case .throwStatement:
            let value = compileAny(node.as(ArgumentStatement.self).argument!)
            position(node.start)
            emit(.throw, value)
        case .withStatement: compileWith(node.as(WithStatement.self))
        case .switchStatement: compileSwitch(node.as(SwitchStatement.self))
        case .labeledStatement:
            let labeled = node.as(LabeledStatement.self)
            pendingLabels.append(labeled.label)
            switch labeled.body.kind {
            case .labeledStatement, .forStatement, .forInStatement, .forOfStatement, .whileStatement, .doWhileStatement, .switchStatement:
                compileStatement(labeled.body)
            default: withLabels { compileStatement(labeled.body) }
            }
            pendingLabels = []
        case .tryStatement: compileTry(node.as(TryStatement.self))
        case .functionDeclaration: compileFunctionStatement(node.as(FunctionDeclaration.self))
        case .classDeclaration: compileClassDeclaration(node.as(ClassNode.self))
        case .exportNamedDeclaration:
            if let declaration = node.as(ExportNamedDeclaration.self).declaration { compileStatement(declaration) }
        case .exportDefaultDeclaration: compileExportDefault(node.as(ExportDefaultDeclaration.self))
        default: fatalError("\(node.kind) is no statement")
        }
        release(to: mark)
    }

    private func resetCompletion(_ node: Node) {
        switch node.kind {
        case .ifStatement, .forStatement, .forInStatement, .forOfStatement, .whileStatement, .doWhileStatement, .withStatement,
            .switchStatement, .tryStatement, .classDeclaration:
            if node.kind != .classDeclaration { emit(.loadUndefined, completionRegister) }
        default: break
        }
    }

    private func compileExpressionStatement(_ statement: ExpressionStatement) {
        if completionRegister >= 0 {
            compile(statement.expression, to: completionRegister)
            return
        }
        compileEffect(statement.expression)
        // After `super()` at the top of a constructor `this` needs no checks.
        if isDerivedConstructor, bindsThis, control.isEmpty, scope === info?.bodyScope,
            statement.expression.kind == .callExpression,
            statement.expression.as(CallExpression.self).callee.kind == .superExpression
        {
            thisIsInitialized = conditionalDepth == 0
        }
    }

    private func compileDeclaration(_ node: VariableDeclaration) {
        for item in node.declarations {
            let declarator = item.as(VariableDeclarator.self)
            let mode: BindingMode = node.variableKind == .var ? .variable : .declaration
            withTemps {
                guard let initializer = declarator.initializer else {
                    if mode == .declaration, declarator.id.kind == .identifier,
                        let binding = declarator.id.as(Identifier.self).binding
                    {
                        let register = initializationRegister(binding) ?? newTemp()
                        emit(.loadUndefined, register)
                        initialize(binding, register)
                    }
                    return
                }
                if declarator.id.kind == .identifier {
                    let identifier = declarator.id.as(Identifier.self)
                    if mode == .variable && identifier.resolution == .dynamic {
                        let reference = reference(identifier)
                        let object = resolveForStore(reference)
                        let value = newTemp()
                        compileNamed(initializer, declarator.id, to: value)
                        store(reference, value, object: object)
                        return
                    }
                    if let binding = identifier.binding {
                        if let register = initializationRegister(binding) {
                            compileNamed(initializer, declarator.id, to: register)
                            initialize(binding, register)
                        } else {
                            initialize(binding, compileNamedAny(initializer, declarator.id))
                        }
                    }
                    return
                }
                bindPattern(declarator.id, compileTemp(initializer), mode, source: initializer)
            }
        }
    }

    private func compileIf(_ node: IfStatement) {
        let yes = makeLabel()
        let no = makeLabel()
        compileCondition(node.test, yes, no, next: yes)
        conditionalDepth += 1
        bind(yes)
        compileStatement(node.consequent)
        if let alternate = node.alternate {
            let end = makeLabel()
            jump(end)
            bind(no)
            compileStatement(alternate)
            bind(end)
        } else {
            bind(no)
        }
        conditionalDepth -= 1
    }

    /// The declaration was instantiated on entry of its scope; Annex B.3.2 copies it to the function's variable here.
    private func compileFunctionStatement(_ node: FunctionDeclaration) {
        guard let variable = node.annexBVariable, let binding = node.binding else { return }
        withTemps {
            let value = newTemp()
            load(
                Reference(name: binding.name, binding: binding, variable: self.variable(of: binding), needsCheck: false),
                to: value)
            if let scope, isGlobalVariable(variable), unit.evalScope != nil || scope.function.kind == .eval {
                storeEvalVariable(variable.name, value)
            } else {
                initialize(variable, value)
            }
        }
    }

    private func compileClassDeclaration(_ node: ClassNode) {
        guard let id = node.id, let binding = id.as(Identifier.self).binding else {
            withTemps { compileClass(node, to: newTemp()) }
            return
        }
        withTemps {
            let register = newTemp()
            compileClass(node, to: register)
            initialize(binding, register)
        }
    }

    private func compileExportDefault(_ node: ExportDefaultDeclaration) {
        switch node.declaration.kind {
        case .functionDeclaration: break
        case .classDeclaration:
            withTemps {
                let register = newTemp()
                compileClass(node.declaration.as(ClassNode.self), name: .default_, to: register)
                initialize(node.binding, register)
            }
        default:
            withTemps {
                let register = newTemp()
                compileNamed(node.declaration, name: .default_, to: register)
                initialize(node.binding, register)
            }
        }
    }

    // MARK: Labels

    /// Labels in front of a statement that is no loop or switch are targets of `break` only.
    private func withLabels(_ body: () -> Void) {
        let labels = pendingLabels
        pendingLabels = []
        guard !labels.isEmpty else {
            body()
            return
        }
        let end = makeLabel()
        control.append(ControlEntry(.breakTarget(end, labels: labels, isUnlabelledTarget: false)))
        body()
        control.removeLast()
        bind(end)
    }

    private func compileJump(_ node: Node) {
        let name = node.as(JumpStatement.self).label
        for entry in control.reversed() {
            switch entry.kind {
            case .breakTarget(let label, let labels, let isUnlabelledTarget) where node.kind == .breakStatement:
                if name.map({ labels.contains($0) }) ?? isUnlabelledTarget {
                    leave(to: entry, label)
                    return
                }
            case .continueTarget(let label, let labels) where node.kind == .continueStatement:
                if name.map({ labels.contains($0) }) ?? true {
                    leave(to: entry, label)
                    return
                }
            default: break
            }
        }
        fatalError("jump without a target")
    }

    // MARK: switch

    func compileSwitch(_ node: SwitchStatement) {
        let labels = pendingLabels
        pendingLabels = []
        let end = makeLabel()
        let mark = nextRegister
        let value = compileTemp(node.discriminant)
        control.append(ControlEntry(.breakTarget(end, labels: labels, isUnlabelledTarget: true)))
        conditionalDepth += 1
        inScope(node.scope) {
            let cases = node.cases.map { $0.as(SwitchCase.self) }
            let targets = cases.map { _ in makeLabel() }
            let fallback = cases.firstIndex { $0.test == nil }.map { targets[$0] } ?? end
            if !emitJumpTable(cases, targets, value, fallback) {
                for (index, clause) in cases.enumerated() {
                    guard let test = clause.test else { continue }
                    withTemps {
                        if let immediate = smallInt(test) {
                            jumpShort(.jumpIfStrictEqInt, value, immediate, targets[index])
                        } else {
                            jumpShort(.jumpIfStrictEq, value, compileAny(test), targets[index])
                        }
                    }
                }
                jump(fallback)
            }
            for (index, clause) in cases.enumerated() {
                bind(targets[index])
                compileStatements(clause.consequent)
            }
        }
        conditionalDepth -= 1
        control.removeLast()
        bind(end)
        release(to: mark)
    }

    /// A table when all tests are integers that lie close together.
    private func emitJumpTable(_ cases: [SwitchCase], _ targets: [Label], _ value: Int, _ fallback: Label) -> Bool {
        if isUnreachable { return false }
        var tests: [(value: Int, label: Label)] = []
        for (index, clause) in cases.enumerated() {
            guard let test = clause.test else { continue }
            guard let constant = constantNumber(test), constant == constant.rounded(.towardZero), abs(constant) < 1e9 else { return false }
            tests.append((Int(constant), targets[index]))
        }
        guard tests.count >= 4 else { return false }
        let low = tests.map(\.value).min()!
        let count = tests.map(\.value).max()! - low + 1
        guard count <= tests.count * 3 + 8, count <= 4096, template.jumpTables.count < 0xFFFF else { return false }
        var table = [Label](repeating: fallback, count: count)
        for test in tests.reversed() { table[test.value - low] = test.label }
        for label in table { labels[label.id].isUsed = true }
        let index = template.jumpTables.count
        template.jumpTables.append(JumpTable(low: Int32(low), offsets: []))
        pendingJumpTables.append((index, pc, table))
        jumpShort(.switchInt, value, index, fallback)
        isUnreachable = true
        return true
    }
}
