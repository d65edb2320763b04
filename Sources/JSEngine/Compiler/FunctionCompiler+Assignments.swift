import JSSyntax

extension FunctionCompiler {
    /// `x = value` with a plain local variable x: the value is built in x's register, which is returned. nil: it is something else.
    func compileAssignmentInPlace(_ e: AssignmentExpression) -> Int? {
        guard case .assign = e.op, e.left.kind == .identifier else { return nil }
        let identifier = e.left.as(Identifier.self)
        guard !identifier.needsTDZCheck, let binding = identifier.binding, !binding.isImmutable,
            let register = localRegister(identifier)
        else { return nil }
        compileNamed(e.right, e.left, to: register)
        return register
    }

    func compileAssignmentEffect(_ node: Node) {
        let e = node.as(AssignmentExpression.self)
        if compileAssignmentInPlace(e) != nil { return }
        if case .compound(let op) = e.op, compileCompoundInPlace(e, op) != nil { return }
        withTemps {
            if case .assign = e.op, e.left.kind == .memberExpression {
                let target = memberTarget(e.left.as(MemberExpression.self), before: e.right)
                storeMember(target, compileAny(e.right))
                return
            }
            compileAssignment(node, to: newTemp())
        }
    }

    func compileAssignment(_ node: Node, to dst: Int) {
        let e = node.as(AssignmentExpression.self)
        if let register = compileAssignmentInPlace(e) {
            move(dst, register)
            return
        }
        withTemps {
            switch e.op {
            case .assign: compileSimpleAssignment(e, to: dst)
            case .compound(let op): compileCompoundAssignment(e, op, to: dst)
            case .logical(let op): compileLogicalAssignment(e, op, to: dst)
            }
        }
    }

    private func compileSimpleAssignment(_ e: AssignmentExpression, to dst: Int) {
        switch e.left.kind {
        case .identifier:
            let reference = reference(e.left.as(Identifier.self))
            let object = resolveForStore(reference)
            let value = compileNamedAny(e.right, e.left, prefer: isVariable[dst] ? nil : dst)
            position(e.left.start)
            store(reference, value, object: object)
            move(dst, value)
        case .memberExpression:
            let target = memberTarget(e.left.as(MemberExpression.self), before: e.right)
            // The value of a plain variable need not be copied.
            let value = compileAny(e.right, prefer: isVariable[dst] ? nil : dst)
            storeMember(target, value)
            move(dst, value)
        case .objectPattern, .arrayPattern:
            let value = compileTemp(e.right)
            bindPattern(e.left, value, .assignment, source: e.right)
            move(dst, value)
        default:
            compileEffect(e.left)
            emitThrow(.referenceError, "Invalid left-hand side in assignment")
            isUnreachable = false
            emit(.loadUndefined, dst)
        }
    }

    // MARK: x op= value

    /// `x op= value` with a plain local x.
    private func compileCompoundInPlace(_ e: AssignmentExpression, _ op: BinaryOperator) -> Int? {
        guard e.left.kind == .identifier else { return nil }
        let identifier = e.left.as(Identifier.self)
        guard let binding = identifier.binding, !binding.isImmutable, let register = localRegister(identifier) else { return nil }
        withTemps {
            if let immediate = smallInt(e.right), let immediateOp = op.immediateOpcode {
                position(e.left.start)
                emit(immediateOp, register, register, immediate)
                return
            }
            var left = register
            if mayAssign(binding, in: e.right) {
                left = newTemp()
                emit(.move, left, register)
            }
            let right = compileAny(e.right)
            position(e.left.start)
            emit(op.opcode, register, left, right)
        }
        return register
    }

    private func compileCompoundAssignment(_ e: AssignmentExpression, _ op: BinaryOperator, to dst: Int) {
        if let register = compileCompoundInPlace(e, op) {
            move(dst, register)
            return
        }
        let value = scratch(for: dst)
        switch e.left.kind {
        case .identifier:
            var reference = reference(e.left.as(Identifier.self))
            position(e.left.start)
            let object = resolveForStore(reference)
            loadForUpdate(reference, object, to: value)
            // The load has checked it.
            reference.needsCheck = false
            applyOperator(op, value, e)
            store(reference, value, object: object)
        case .memberExpression:
            let target = memberTarget(e.left.as(MemberExpression.self), before: e.right, readsFirst: true)
            loadMember(target, to: value)
            applyOperator(op, value, e)
            storeMember(target, value)
        default:
            compileEffect(e.left)
            emitThrow(.referenceError, "Invalid left-hand side in assignment")
            isUnreachable = false
        }
        move(dst, value)
    }

    private func applyOperator(_ op: BinaryOperator, _ value: Int, _ e: AssignmentExpression) {
        withTemps {
            if let immediate = smallInt(e.right), let immediateOp = op.immediateOpcode {
                position(e.left.start)
                emit(immediateOp, value, value, immediate)
            } else {
                let right = compileAny(e.right)
                position(e.left.start)
                emit(op.opcode, value, value, right)
            }
        }
    }

    /// The value of a reference whose object was determined by `resolveForStore`.
    func loadForUpdate(_ reference: Reference, _ object: Int?, to dst: Int) {
        guard let object else {
            load(reference, to: dst)
            return
        }
        var plain = reference
        plain.dynamicObjects = []
        let fallback = makeLabel()
        let done = makeLabel()
        jumpIf(.jumpIfEmpty, object, fallback)
        emit(.getBinding, dst, object, name(reference.name))
        jump(done)
        bind(fallback)
        load(plain, to: dst)
        bind(done)
    }

    // MARK: x ||= value

    private func compileLogicalAssignment(_ e: AssignmentExpression, _ op: LogicalOperator, to dst: Int) {
        let value = scratch(for: dst)
        let end = makeLabel()
        let jumpOp: Op = op == .and ? .jumpIfFalse : op == .or ? .jumpIfTrue : .jumpIfNotNullish
        switch e.left.kind {
        case .identifier:
            var reference = reference(e.left.as(Identifier.self))
            position(e.left.start)
            let object = resolveForStore(reference)
            loadForUpdate(reference, object, to: value)
            // The load has checked it.
            reference.needsCheck = false
            jumpIf(jumpOp, value, end)
            compileNamed(e.right, e.left, to: value)
            store(reference, value, object: object)
        case .memberExpression:
            let target = memberTarget(e.left.as(MemberExpression.self), before: e.right, readsFirst: true)
            loadMember(target, to: value)
            jumpIf(jumpOp, value, end)
            compile(e.right, to: value)
            storeMember(target, value)
        default:
            compileEffect(e.left)
            emitThrow(.referenceError, "Invalid left-hand side in assignment")
            isUnreachable = false
        }
        bind(end)
        move(dst, value)
    }

    // MARK: ++ and --

    func compileUpdateEffect(_ e: UpdateExpression) {
        withTemps {
            let op: Op = e.op == .increment ? .inc : .dec
            if e.argument.kind == .identifier {
                let identifier = e.argument.as(Identifier.self)
                if let binding = identifier.binding, !binding.isImmutable, let register = localRegister(identifier) {
                    position(e.start)
                    emit(op, register, register)
                    return
                }
            }
            compileUpdate(e, wantsOld: false, to: newTemp())
        }
    }

    func compileUpdate(_ e: UpdateExpression, to dst: Int) {
        withTemps { compileUpdate(e, wantsOld: !e.isPrefix, to: dst) }
    }

    private func compileUpdate(_ e: UpdateExpression, wantsOld: Bool, to dst: Int) {
        let op: Op = e.op == .increment ? .inc : .dec
        let old = scratch(for: dst)
        switch e.argument.kind {
        case .identifier:
            let identifier = e.argument.as(Identifier.self)
            if let binding = identifier.binding, !binding.isImmutable, let register = localRegister(identifier) {
                position(e.start)
                if wantsOld {
                    emit(.toNumeric, old, register)
                    emit(op, register, old)
                    move(dst, old)
                } else {
                    emit(op, register, register)
                    move(dst, register)
                }
                return
            }
            var reference = reference(identifier)
            position(e.argument.start)
            let object = resolveForStore(reference)
            loadForUpdate(reference, object, to: old)
            reference.needsCheck = false
            let new = applyUpdate(op, old, wantsOld)
            store(reference, new, object: object)
        case .memberExpression:
            let target = memberTarget(e.argument.as(MemberExpression.self), before: nil, readsFirst: true)
            loadMember(target, to: old)
            let new = applyUpdate(op, old, wantsOld)
            storeMember(target, new)
        default:
            compileEffect(e.argument)
            emitThrow(
                .referenceError,
                e.isPrefix
                    ? "Invalid left-hand side expression in prefix operation"
                    : "Invalid left-hand side expression in postfix operation")
            isUnreachable = false
            emit(.loadUndefined, old)
        }
        move(dst, old)
    }

    /// Computes the new value; `value` keeps the old one, as a number, if that is wanted.
    private func applyUpdate(_ op: Op, _ value: Int, _ wantsOld: Bool) -> Int {
        if !wantsOld {
            emit(op, value, value)
            return value
        }
        let new = newTemp()
        emit(.toNumeric, value, value)
        emit(op, new, value)
        return new
    }
}
