import JSSyntax

// Call windows: R[w] callee, R[w+1] and R[w+2] for the VM, R[w+3] this, R[w+4...] arguments.

extension FunctionCompiler {
    func compileCall(_ node: Node, to dst: Int) {
        let e = node.as(CallExpression.self)
        if e.callee.kind == .superExpression {
            compileSuperCall(e, to: dst)
            return
        }
        withTemps {
            let window = newTemps(4)
            compileCallee(e.callee, window)
            if e.isOptional, let chainExit { jumpIf(.jumpIfNullish, window, chainExit) }
            let count = compileArguments(e.arguments, hasSpread: e.hasSpread)
            let end = makeLabel()
            if e.isDirectEval && !e.arguments.isEmpty { compileDirectEval(e, window, count, end, to: dst) }
            position(callPosition(e))
            expressionText(e.callee)
            if let count { emit(.call, window, count, dst) } else { emit(.callSpread, window, 0, dst) }
            bind(end)
        }
    }

    /// V8 reports a call at the last identifier of the callee, or else at the parenthesis.
    private func callPosition(_ e: CallExpression) -> UInt32 {
        switch e.callee.kind {
        case .identifier: return e.callee.start
        case .memberExpression:
            let member = e.callee.as(MemberExpression.self)
            return member.propertyKind == .computed ? e.argumentsStart : member.property.start
        default: return e.argumentsStart
        }
    }

    /// Callee to R[window], this value to R[window + 3].
    func compileCallee(_ node: Node, _ window: Int) {
        switch node.kind {
        case .memberExpression:
            compileMethod(node.as(MemberExpression.self), window)
        case .chainExpression:
            let inner = node.as(ChainExpression.self).expression
            guard inner.kind == .memberExpression else { break }
            let exit = makeLabel()
            let end = makeLabel()
            let outer = chainExit
            chainExit = exit
            compileMethod(inner.as(MemberExpression.self), window)
            chainExit = outer
            jump(end)
            bind(exit)
            emit(.loadUndefined, window)
            emit(.loadUndefined, window + 3)
            bind(end)
            return
        case .identifier:
            let identifier = node.as(Identifier.self)
            guard identifier.resolution == .dynamic else { break }
            compileDynamicCallee(reference(identifier), window)
            return
        default: break
        }
        if node.kind == .memberExpression { return }
        compile(node, to: window)
        emit(.loadUndefined, window + 3)
    }

    private func compileMethod(_ e: MemberExpression, _ window: Int) {
        withTemps {
            if e.object.kind == .superExpression {
                let target = memberTarget(e, before: nil)
                loadMember(target, to: window)
                if case .superElement(_, let this) = target.kind { move(window + 3, this) }
                return
            }
            let isComputed = e.propertyKind == .computed
            let object = compileChainObject(
                e.object, e.isOptional, keepUntil: isComputed ? e.property : nil, prefer: window + 3)
            if let name = propertyName(e) {
                position(e.property.start)
                emit(.getPropCallee, window, object, self.name(name))
            } else if e.propertyKind == .private {
                let key = newTemp()
                loadPrivateName(e.property.as(Identifier.self), to: key)
                position(e.property.start)
                emit(.getPrivate, window, object, key)
                move(window + 3, object)
            } else {
                let key = compileAny(e.property)
                position(e.property.start)
                emit(.getElemCallee, window, object, key)
            }
        }
    }

    /// A function found by name in a `with` object is called on that object.
    private func compileDynamicCallee(_ reference: Reference, _ window: Int) {
        let done = makeLabel()
        for key in reference.dynamicObjects {
            let next = makeLabel()
            loadDynamicObject(key, to: window + 3)
            jumpShort(.jumpIfNoBinding, window + 3, name(reference.name), next)
            emit(.getBinding, window, window + 3, name(reference.name))
            if !isWithObject(key) { emit(.loadUndefined, window + 3) }
            jump(done)
            bind(next)
        }
        var plain = reference
        plain.dynamicObjects = []
        load(plain, to: window)
        emit(.loadUndefined, window + 3)
        bind(done)
    }

    private func isWithObject(_ key: CaptureKey) -> Bool {
        switch key {
        case .withObject: true
        case .external(let depth, _): unit.evalScope?.levels[depth].isWith ?? false
        default: false
        }
    }

    /// Arguments to the registers after the window's head, or (spread, or too many of them) as an array in the first of these.
    /// - Returns: their number, nil for the array.
    func compileArguments(_ arguments: NodeList, hasSpread: Bool) -> Int? {
        if hasSpread || arguments.count > 30000 {
            let array = newTemp()
            compileElements(arguments, to: array)
            return nil
        }
        for argument in arguments { compile(argument, to: newTemp()) }
        return arguments.count
    }

    func compileNew(_ node: Node, to dst: Int) {
        let e = node.as(NewExpression.self)
        withTemps {
            let window = newTemps(4)
            compile(e.callee, to: window)
            let count = compileArguments(e.arguments, hasSpread: e.hasSpread)
            position(node.start)
            expressionText(e.callee)
            if let count { emit(.new, window, count, dst) } else { emit(.newSpread, window, 0, dst) }
        }
    }

    // MARK: super(...)

    private func compileSuperCall(_ e: CallExpression, to dst: Int) {
        withTemps {
            let window = newTemps(4)
            loadCallee(to: window)
            emit(.getPrototypeOf, window, window)
            let count = compileArguments(e.arguments, hasSpread: e.hasSpread)
            loadNewTarget(to: window + 3)
            position(e.start)
            emitSuperCall(window, count, to: window)
            move(dst, window)
        }
    }

    /// Constructs the parent with the window's arguments, binds `this` to the result and runs the field initialisers.
    func emitSuperCall(_ window: Int, _ count: Int?, to result: Int) {
        if let count { emit(.superCall, window, count, result) } else { emit(.superCallSpread, window, 0, result) }
        bindThisValue(result)
        emitInitializeFields(thisRegister: result)
    }

    private func bindThisValue(_ value: Int) {
        if bindsThis {
            switch thisPlace {
            case .register, .checkedRegister:
                emit(.checkThisUninitialized, 0)
                emit(.move, 0, value)
            case .box(let box):
                withTemps {
                    let old = newTemp()
                    emit(.getBox, old, box)
                    emit(.checkThisUninitialized, old)
                }
                emit(.setBox, box, value)
            }
            return
        }
        let index = capture(.this)
        withTemps {
            let old = newTemp()
            emit(.getCapture, old, index)
            emit(.checkThisUninitialized, old)
        }
        emit(.setCapture, index, value)
    }

    /// Whether the class of the constructor around has fields or private methods to set up.
    private var hasFields: Bool {
        var function: FunctionCompiler? = self
        while let current = function {
            if current.bindsThis { return current.role.fieldsRegister != nil }
            function = current.parent
        }
        return unit.externalSpecial(.fields) != nil
    }

    func emitInitializeFields(thisRegister: Int) {
        guard hasFields else { return }
        withTemps {
            let window = newTemps(4)
            let index = capture(.fields)
            emit(captureIsByValue[index] ? .getCaptureValue : .getCapture, window, index)
            emit(.move, window + 3, thisRegister)
            emit(.call, window, 0, window)
        }
    }

    // MARK: Other calls

    func compileImport(_ node: Node, to dst: Int) {
        let e = node.as(ImportExpression.self)
        withTemps {
            let specifier: Int
            let options: Int
            if let node = e.options {
                specifier = compileOperand(e.source, before: node)
                options = compileAny(node)
            } else {
                specifier = compileAny(e.source)
                options = newTemp()
                emit(.loadUndefined, options)
            }
            position(node.start)
            emit(.dynamicImport, dst, specifier, options)
        }
    }

    func compileTaggedTemplate(_ node: Node, to dst: Int) {
        let e = node.as(TaggedTemplateExpression.self)
        let quasi = e.quasi.as(TemplateLiteral.self)
        withTemps {
            let window = newTemps(4)
            compileCallee(e.tag, window)
            var cooked: [Name?] = []
            var raw: [Name] = []
            for element in quasi.quasis {
                let part = element.as(TemplateElement.self)
                cooked.append(part.hasCooked ? part.cooked : nil)
                raw.append(part.raw)
            }
            emit(.getTemplateObject, newTemp(), smallConstant(.template(cooked: cooked, raw: raw)))
            for expression in quasi.expressions { compile(expression, to: newTemp()) }
            position(e.tag.start)
            expressionText(e.tag)
            emit(.call, window, quasi.expressions.count + 1, dst)
        }
    }
}
