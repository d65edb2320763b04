import JSSyntax

// Expressions. `compile(_:to:)` leaves the value in a given register; when that register is a variable's, it is written only
// after everything the expression reads and everything in it that may throw.

extension FunctionCompiler {
    func compile(_ node: Node, to dst: Int) {
        unit.depth &+= 1
        defer { unit.depth &-= 1 }
        if unit.depth > 200, unit.isStackUsedUp {
            failForDepth(at: Int(node.start))
            return
        }
        switch node.kind {
        case .identifier:
            let identifier = node.as(Identifier.self)
            if identifier.name == .arguments { compileArgumentsName(identifier) }
            if let register = localRegister(identifier) { move(dst, register) } else { load(identifier, to: dst) }
        case .numericLiteral: loadNumber(dst, node.as(NumericLiteral.self).value)
        case .stringLiteral: loadString(dst, node.as(StringLiteral.self).value)
        case .bigIntLiteral: emitWide(.loadConst, dst, addWideConstant(.bigint(node.as(BigIntLiteral.self).digits)))
        case .booleanLiteral: emit(node.as(BooleanLiteral.self).value ? .loadTrue : .loadFalse, dst)
        case .nullLiteral: emit(.loadNull, dst)
        case .regExpLiteral:
            let literal = node.as(RegExpLiteral.self)
            emit(.newRegExp, dst, smallConstant(.regexp(pattern: literal.pattern, flags: literal.patternFlags)))
        case .templateLiteral: compileTemplate(node.as(TemplateLiteral.self), to: dst)
        case .taggedTemplateExpression: compileTaggedTemplate(node, to: dst)
        case .thisExpression:
            position(node.start)
            loadThis(to: dst)
        case .arrayExpression: compileArray(node.as(ArrayExpression.self), to: dst)
        case .objectExpression: compileObject(node.as(ObjectExpression.self), to: dst)
        case .functionExpression, .arrowFunctionExpression:
            emitClosure(node.as(FunctionNode.self).function, role: FunctionRole(), to: dst)
        case .classExpression: compileClass(node.as(ClassNode.self), to: dst)
        case .metaProperty:
            if node.as(MetaProperty.self).property == .importMeta { emit(.importMeta, dst) } else { loadNewTarget(to: dst) }
        case .importExpression: compileImport(node, to: dst)
        case .unaryExpression: compileUnary(node.as(UnaryExpression.self), node, to: dst)
        case .updateExpression: compileUpdate(node.as(UpdateExpression.self), to: dst)
        case .binaryExpression: compileBinary(node, to: dst)
        case .logicalExpression: compileLogical(node.as(LogicalExpression.self), to: dst)
        case .assignmentExpression: compileAssignment(node, to: dst)
        case .conditionalExpression: compileConditional(node.as(ConditionalExpression.self), to: dst)
        case .sequenceExpression:
            let expressions = node.as(SequenceExpression.self).expressions
            for index in 0..<expressions.count - 1 { compileEffect(expressions[index]) }
            compile(expressions[expressions.count - 1], to: dst)
        case .callExpression: compileCall(node, to: dst)
        case .newExpression: compileNew(node, to: dst)
        case .memberExpression: compileMember(node.as(MemberExpression.self), to: dst)
        case .chainExpression: compileChain(node.as(ChainExpression.self).expression, to: dst)
        case .yieldExpression: compileYield(node.as(YieldExpression.self), to: dst)
        case .awaitExpression:
            withTemps {
                let value = compileAny(node.as(AwaitExpression.self).argument)
                position(node.start)
                emit(.await, dst, value)
            }
        default: fatalError("\(node.kind) is no expression")
        }
    }

    /// The value in some register: a variable's own register when the expression is just that variable.
    func compileAny(_ node: Node, prefer: Int? = nil) -> Int {
        switch node.kind {
        case .identifier:
            let identifier = node.as(Identifier.self)
            if let register = localRegister(identifier) {
                if identifier.name == .arguments { compileArgumentsName(identifier) }
                return register
            }
        case .thisExpression:
            if bindsThis {
                switch thisPlace {
                case .register: return 0
                case .checkedRegister:
                    position(node.start)
                    if !thisIsInitialized { emit(.checkThis, 0) }
                    return 0
                case .box: break
                }
            }
        case .assignmentExpression:
            if let register = compileAssignmentInPlace(node.as(AssignmentExpression.self)) { return register }
        default: break
        }
        let register = prefer ?? newTemp()
        compile(node, to: register)
        return register
    }

    private func compileArgumentsName(_ identifier: Identifier) {
        if !isReadingArguments { noteArgumentsUse(identifier) }
        isReadingArguments = false
    }

    /// As `compileAny`, but the value survives the evaluation of `others` (which may assign the variable).
    func compileOperand(_ node: Node, before others: Node..., prefer: Int? = nil) -> Int {
        let register = compileAny(node, prefer: prefer)
        guard isVariable[register], let binding = variableBinding(node), others.contains(where: { mayAssign(binding, in: $0) }) else {
            return register
        }
        let copy = prefer ?? newTemp()
        emit(.move, copy, register)
        return copy
    }

    /// The variable whose register `compileAny` may return.
    private func variableBinding(_ node: Node) -> Binding? {
        switch node.kind {
        case .identifier: node.as(Identifier.self).binding
        case .assignmentExpression:
            node.as(AssignmentExpression.self).left.kind == .identifier
                ? node.as(AssignmentExpression.self).left.as(Identifier.self).binding : nil
        default: nil
        }
    }

    /// The value in a fresh register.
    func compileTemp(_ node: Node) -> Int {
        let register = newTemp()
        compile(node, to: register)
        return register
    }

    /// For its side effects only.
    func compileEffect(_ node: Node) {
        switch node.kind {
        case .numericLiteral, .stringLiteral, .booleanLiteral, .nullLiteral, .functionExpression, .arrowFunctionExpression, .bigIntLiteral:
            return
        case .identifier:
            let identifier = node.as(Identifier.self)
            if localRegister(identifier) != nil { return }
            if identifier.resolution == .captured || identifier.resolution == .local, !identifier.needsTDZCheck { return }
        case .updateExpression:
            compileUpdateEffect(node.as(UpdateExpression.self))
            return
        case .assignmentExpression:
            compileAssignmentEffect(node)
            return
        case .sequenceExpression:
            for expression in node.as(SequenceExpression.self).expressions { compileEffect(expression) }
            return
        case .unaryExpression:
            let unary = node.as(UnaryExpression.self)
            if unary.op == .void || unary.op == .not {
                compileEffect(unary.argument)
                return
            }
        case .logicalExpression:
            let logical = node.as(LogicalExpression.self)
            let end = makeLabel()
            switch logical.op {
            case .and:
                let right = makeLabel()
                compileCondition(logical.left, right, end, next: right)
                bind(right)
            case .or:
                let right = makeLabel()
                compileCondition(logical.left, end, right, next: right)
                bind(right)
            case .nullish:
                withTemps { jumpIf(.jumpIfNotNullish, compileAny(logical.left), end) }
            }
            compileEffect(logical.right)
            bind(end)
            return
        case .conditionalExpression:
            let conditional = node.as(ConditionalExpression.self)
            let yes = makeLabel()
            let no = makeLabel()
            let end = makeLabel()
            compileCondition(conditional.test, yes, no, next: yes)
            bind(yes)
            compileEffect(conditional.consequent)
            jump(end)
            bind(no)
            compileEffect(conditional.alternate)
            bind(end)
            return
        default: break
        }
        withTemps { compile(node, to: newTemp()) }
    }

    // MARK: Variables assigned inside expressions

    /// Whether evaluating the expression may assign the (unboxed, so local) variable.
    func mayAssign(_ binding: Binding, in node: Node) -> Bool {
        if !binding.isAssigned && binding.kind != .var { return false }
        switch node.kind {
        case .identifier, .numericLiteral, .stringLiteral, .booleanLiteral, .nullLiteral, .thisExpression, .functionExpression,
            .arrowFunctionExpression, .regExpLiteral, .bigIntLiteral, .metaProperty, .superExpression, .privateIdentifier, .elision:
            return false
        default:
            // Large expressions are not searched; a needless copy is cheap.
            if node.end - node.start > 2000 { return true }
            return assigns(binding, node)
        }
    }

    private func assigns(_ binding: Binding, _ list: NodeList) -> Bool { list.contains { assigns(binding, $0) } }

    private func assigns(_ binding: Binding, _ node: Node) -> Bool {
        switch node.kind {
        case .identifier, .numericLiteral, .stringLiteral, .booleanLiteral, .nullLiteral, .thisExpression, .functionExpression,
            .arrowFunctionExpression, .regExpLiteral, .bigIntLiteral, .metaProperty, .superExpression, .privateIdentifier, .elision:
            return false
        case .assignmentExpression:
            let e = node.as(AssignmentExpression.self)
            if e.left.kind == .identifier {
                if e.left.as(Identifier.self).binding == binding { return true }
            } else if e.left.kind != .memberExpression || assigns(binding, e.left) {
                return true
            }
            return assigns(binding, e.right)
        case .updateExpression:
            let e = node.as(UpdateExpression.self)
            if e.argument.kind == .identifier { return e.argument.as(Identifier.self).binding == binding }
            return assigns(binding, e.argument)
        case .binaryExpression:
            let e = node.as(BinaryExpression.self)
            return assigns(binding, e.left) || assigns(binding, e.right)
        case .logicalExpression:
            let e = node.as(LogicalExpression.self)
            return assigns(binding, e.left) || assigns(binding, e.right)
        case .unaryExpression: return assigns(binding, node.as(UnaryExpression.self).argument)
        case .awaitExpression: return assigns(binding, node.as(AwaitExpression.self).argument)
        case .spreadElement: return assigns(binding, node.as(SpreadElement.self).argument)
        case .chainExpression: return assigns(binding, node.as(ChainExpression.self).expression)
        case .conditionalExpression:
            let e = node.as(ConditionalExpression.self)
            return assigns(binding, e.test) || assigns(binding, e.consequent) || assigns(binding, e.alternate)
        case .memberExpression:
            let e = node.as(MemberExpression.self)
            return assigns(binding, e.object) || e.propertyKind == .computed && assigns(binding, e.property)
        case .callExpression:
            let e = node.as(CallExpression.self)
            return assigns(binding, e.callee) || assigns(binding, e.arguments)
        case .newExpression:
            let e = node.as(NewExpression.self)
            return assigns(binding, e.callee) || assigns(binding, e.arguments)
        case .sequenceExpression: return assigns(binding, node.as(SequenceExpression.self).expressions)
        case .arrayExpression: return assigns(binding, node.as(ArrayExpression.self).elements)
        case .templateLiteral: return assigns(binding, node.as(TemplateLiteral.self).expressions)
        case .objectExpression:
            return node.as(ObjectExpression.self).properties.contains {
                if $0.kind != .property { return assigns(binding, $0) }
                let property = $0.as(Property.self)
                return property.isComputed && assigns(binding, property.key) || assigns(binding, property.value)
            }
        default: return true
        }
    }

    // MARK: this, new.target

    func loadThis(to dst: Int) {
        if bindsThis {
            switch thisPlace {
            case .register: move(dst, 0)
            case .checkedRegister:
                if !thisIsInitialized { emit(.checkThis, 0) }
                move(dst, 0)
            case .box(let box):
                let register = scratch(for: dst)
                emit(.getBox, register, box)
                if !thisIsInitialized { emit(.checkThis, register) }
                move(dst, register)
            }
            return
        }
        if info?.kind == .eval && parent == nil && unit.externalSpecial(.this) == nil {
            move(dst, 0)
            return
        }
        let index = capture(.this)
        if captureIsByValue[index] {
            emit(.getCaptureValue, dst, index)
            // An arrow of a derived constructor reaches `this` through a Box; by value it is always initialised.
        } else {
            let register = scratch(for: dst)
            emit(.getCapture, register, index)
            emit(.checkThis, register)
            move(dst, register)
        }
    }

    /// A register with `this`: R[0] where that is possible.
    func thisRegister() -> Int {
        if bindsThis {
            switch thisPlace {
            case .register: return 0
            case .checkedRegister:
                if !thisIsInitialized { emit(.checkThis, 0) }
                return 0
            case .box: break
            }
        }
        let register = newTemp()
        loadThis(to: register)
        return register
    }

    func loadNewTarget(to dst: Int) {
        if bindsThis {
            if newTargetRegister >= 0 { move(dst, newTargetRegister) } else { emit(.loadUndefined, dst) }
            return
        }
        if info?.kind == .eval && parent == nil && unit.externalSpecial(.newTarget) == nil {
            emit(.loadUndefined, dst)
            return
        }
        let index = capture(.newTarget)
        emit(captureIsByValue[index] ? .getCaptureValue : .getCapture, dst, index)
    }

    /// The running function, or that of the constructor around an arrow.
    func loadCallee(to dst: Int) {
        if bindsThis {
            if calleeRegister >= 0 { move(dst, calleeRegister) } else { emit(.getCallee, dst) }
            return
        }
        let index = capture(.callee)
        emit(captureIsByValue[index] ? .getCaptureValue : .getCapture, dst, index)
    }

    /// The home object of the method around, whose prototype is where `super.x` starts.
    func loadHome(to dst: Int) {
        if bindsThis {
            if homeRegister >= 0 {
                move(dst, homeRegister)
                return
            }
            if info?.isClassConstructor == true || role.isClassConstructor {
                withTemps {
                    let callee = newTemp()
                    loadCallee(to: callee)
                    emit(.getProp, dst, callee, name(.prototype))
                }
                return
            }
        }
        let index = capture(.home)
        emit(captureIsByValue[index] ? .getCaptureValue : .getCapture, dst, index)
    }

    // MARK: Closures

    /// Compiles a child function and makes a closure of it.
    func emitClosure(_ function: FunctionInfo, role: FunctionRole, to dst: Int) {
        if isUnreachable { return }
        let index = addFunction(FunctionCompiler(unit, parent: self, info: function, role: role))
        emitWide(.closure, dst, index)
    }

    func addFunction(_ child: FunctionCompiler) -> Int {
        let template = child.compile()
        self.template.functions.append(template)
        return self.template.functions.count - 1
    }

    /// Whether the expression is a function or class without a name of its own.
    func isAnonymousFunction(_ node: Node) -> Bool {
        switch node.kind {
        case .arrowFunctionExpression: true
        case .functionExpression: node.as(FunctionNode.self).function.name == nil
        case .classExpression: node.as(ClassNode.self).name == nil
        default: false
        }
    }

    /// As `compile`, naming an anonymous function.
    func compileNamed(_ node: Node, name: Name, to dst: Int) {
        switch node.kind {
        case .arrowFunctionExpression, .functionExpression:
            let function = node.as(FunctionNode.self).function
            emitClosure(function, role: FunctionRole(name: function.name ?? name), to: dst)
        case .classExpression where node.as(ClassNode.self).name == nil:
            compileClass(node.as(ClassNode.self), name: name, to: dst)
        default: compile(node, to: dst)
        }
    }

    /// As `compileAny`, with the name of the target.
    func compileNamedAny(_ node: Node, _ target: Node, prefer: Int? = nil) -> Int {
        if !isAnonymousFunction(node) { return compileAny(node, prefer: prefer) }
        let register = prefer ?? newTemp()
        compileNamed(node, target, to: register)
        return register
    }

    /// As `compile`, with the name of the target it is assigned to.
    func compileNamed(_ node: Node, _ target: Node, to dst: Int) {
        if target.kind == .identifier, !target.isParenthesized {
            compileNamed(node, name: target.as(Identifier.self).name, to: dst)
        } else {
            compile(node, to: dst)
        }
    }
}
