import JSSyntax

extension BinaryOperator {
    var opcode: Op {
        switch self {
        case .add: .add
        case .subtract: .sub
        case .multiply: .mul
        case .divide: .div
        case .remainder: .mod
        case .exponentiate: .exp
        case .shiftLeft: .shl
        case .shiftRight: .shr
        case .shiftRightUnsigned: .ushr
        case .bitwiseAnd: .bitAnd
        case .bitwiseOr: .bitOr
        case .bitwiseXor: .bitXor
        case .equal: .eq
        case .notEqual: .notEq
        case .strictEqual: .strictEq
        case .strictNotEqual: .strictNotEq
        case .less: .less
        case .lessEqual: .lessEq
        case .greater: .greater
        case .greaterEqual: .greaterEq
        case .instanceof: .instanceof
        case .in: .in
        }
    }

    /// The form with a small integer on the right.
    var immediateOpcode: Op? {
        switch self {
        case .add: .addInt
        case .subtract: .subInt
        case .multiply: .mulInt
        case .divide: .divInt
        case .remainder: .modInt
        case .shiftLeft: .shlInt
        case .shiftRight: .shrInt
        case .shiftRightUnsigned: .ushrInt
        case .bitwiseAnd: .bitAndInt
        case .bitwiseOr: .bitOrInt
        case .bitwiseXor: .bitXorInt
        default: nil
        }
    }

    var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .strictEqual, .strictNotEqual, .less, .lessEqual, .greater, .greaterEqual: true
        default: false
        }
    }
}

extension FunctionCompiler {
    // MARK: Constants

    /// The number an expression is for certain, by literals alone.
    func constantNumber(_ node: Node) -> Double? {
        switch node.kind {
        case .numericLiteral: return node.as(NumericLiteral.self).value
        case .unaryExpression:
            let e = node.as(UnaryExpression.self)
            guard let value = constantNumber(e.argument) else { return nil }
            switch e.op {
            case .minus: return -value
            case .plus: return value
            case .bitwiseNot: return Double(~toInt32(value))
            default: return nil
            }
        case .binaryExpression:
            let e = node.as(BinaryExpression.self)
            guard e.left.kind != .binaryExpression || e.end - e.start < 200 else { return nil }
            guard let right = constantNumber(e.right), let left = constantNumber(e.left) else { return nil }
            switch e.op {
            case .add: return left + right
            case .subtract: return left - right
            case .multiply: return left * right
            case .divide: return left / right
            case .shiftLeft: return Double(toInt32(left) &<< (toInt32(right) & 31))
            case .shiftRight: return Double(toInt32(left) &>> (toInt32(right) & 31))
            case .shiftRightUnsigned: return Double(UInt32(bitPattern: toInt32(left)) &>> UInt32(toInt32(right) & 31))
            case .bitwiseAnd: return Double(toInt32(left) & toInt32(right))
            case .bitwiseOr: return Double(toInt32(left) | toInt32(right))
            case .bitwiseXor: return Double(toInt32(left) ^ toInt32(right))
            default: return nil
            }
        default: return nil
        }
    }

    /// https://tc39.es/ecma262/#sec-toint32
    private func toInt32(_ value: Double) -> Int32 {
        if value.isNaN || value.isInfinite { return 0 }
        let wrapped = value.rounded(.towardZero).truncatingRemainder(dividingBy: 4_294_967_296)
        return Int32(truncatingIfNeeded: Int64(wrapped))
    }

    /// The value as an int16 operand (never -0).
    func smallInt(_ node: Node) -> Int? {
        guard node.kind == .numericLiteral || node.kind == .unaryExpression || node.kind == .binaryExpression,
            let value = constantNumber(node), value >= -32768, value <= 32767, value == value.rounded(.towardZero),
            !(value == 0 && value.sign == .minus)
        else { return nil }
        return Int(value)
    }

    // MARK: Binary

    /// Chains of operators lean to the left and can be long: the left spine is descended in a loop.
    func compileBinary(_ node: Node, to dst: Int) {
        if let value = constantNumber(node) {
            loadNumber(dst, value)
            return
        }
        let mark = nextRegister
        var spine: [Node] = []
        var current = node
        while true {
            spine.append(current)
            let left = current.as(BinaryExpression.self).left
            if left.kind != .binaryExpression || constantNumber(left) != nil { break }
            current = left
        }
        var left = -1
        for index in stride(from: spine.count - 1, through: 0, by: -1) {
            let e = spine[index].as(BinaryExpression.self)
            if left < 0 {
                if let (operand, kind, negated) = typeofComparison(e) {
                    left = index == 0 ? dst : newTemp()
                    withTemps { emit(.typeofIs, left, compileTypeofOperand(operand), Int(kind.rawValue)) }
                    if negated { emit(.not, left, left) }
                    continue
                }
                if e.left.kind == .privateIdentifier {
                    left = newTemp()
                    loadPrivateName(e.left.as(Identifier.self), to: left)
                } else {
                    left = compileOperand(e.left, before: e.right)
                }
            }
            let afterLeft = nextRegister
            let target: Int
            if index == 0 {
                target = dst
            } else {
                target = isVariable[left] ? newTemp() : left
            }
            compileBinaryStep(e, left, to: target)
            if target != dst || index != 0 {
                release(to: max(afterLeft, target + 1))
                left = target
            }
        }
        release(to: mark)
    }

    private func compileBinaryStep(_ e: BinaryExpression, _ left: Int, to dst: Int) {
        if let immediate = smallInt(e.right), let op = e.op.immediateOpcode {
            position(e.operatorStart)
            emit(op, dst, left, immediate)
            return
        }
        let right = compileAny(e.right)
        position(e.operatorStart)
        if e.op == .in && e.left.kind == .privateIdentifier {
            emit(.hasPrivate, dst, left, right)
        } else {
            if e.op == .instanceof || e.op == .in { expressionText(e.right) }
            emit(e.op.opcode, dst, left, right)
        }
    }

    /// `typeof x === "function"` and its like: the operand of typeof and the kind.
    func typeofComparison(_ e: BinaryExpression) -> (operand: Node, kind: TypeofKind, negated: Bool)? {
        guard e.op == .strictEqual || e.op == .equal || e.op == .strictNotEqual || e.op == .notEqual else { return nil }
        let negated = e.op == .strictNotEqual || e.op == .notEqual
        var pair = (e.left, e.right)
        if pair.0.kind == .stringLiteral { pair = (pair.1, pair.0) }
        guard pair.1.kind == .stringLiteral, pair.0.kind == .unaryExpression else { return nil }
        let unary = pair.0.as(UnaryExpression.self)
        guard unary.op == .typeof, let kind = TypeofKind(text: names.string(pair.1.as(StringLiteral.self).value)) else {
            return nil
        }
        return (unary.argument, kind, negated)
    }

    /// The operand of typeof: an undeclared variable is undefined here.
    func compileTypeofOperand(_ node: Node) -> Int {
        if node.kind == .identifier {
            let identifier = node.as(Identifier.self)
            if let register = localRegister(identifier) { return register }
            let register = newTemp()
            load(reference(identifier), to: register, forTypeof: true)
            return register
        }
        return compileAny(node)
    }

    // MARK: Unary

    func compileUnary(_ e: UnaryExpression, _ node: Node, to dst: Int) {
        if let value = constantNumber(node) {
            loadNumber(dst, value)
            return
        }
        withTemps {
            switch e.op {
            case .void:
                compileEffect(e.argument)
                emit(.loadUndefined, dst)
            case .typeof: emit(.typeof, dst, compileTypeofOperand(e.argument))
            case .delete: compileDelete(e, to: dst)
            case .not:
                if isConditionLike(e.argument) {
                    compileConditionValue(node, to: dst)
                } else {
                    emit(.not, dst, compileAny(e.argument))
                }
            case .minus, .plus, .bitwiseNot:
                let value = compileAny(e.argument)
                position(e.start)
                emit(e.op == .minus ? .negate : e.op == .plus ? .toNumber : .bitNot, dst, value)
            }
        }
    }

    private func compileDelete(_ e: UnaryExpression, to dst: Int) {
        switch e.argument.kind {
        case .identifier: compileDeleteIdentifier(e.argument.as(Identifier.self), to: dst)
        case .memberExpression: compileDeleteMember(e.argument.as(MemberExpression.self), to: dst)
        case .chainExpression:
            let inner = e.argument.as(ChainExpression.self).expression
            guard inner.kind == .memberExpression else { fallthrough }
            let exit = makeLabel()
            let end = makeLabel()
            let outer = chainExit
            chainExit = exit
            compileDeleteMember(inner.as(MemberExpression.self), to: dst)
            chainExit = outer
            jump(end)
            bind(exit)
            emit(.loadTrue, dst)
            bind(end)
        default:
            compileEffect(e.argument)
            emit(.loadTrue, dst)
        }
    }

    private func compileDeleteIdentifier(_ identifier: Identifier, to dst: Int) {
        let reference = reference(identifier)
        let done = makeLabel()
        if !reference.dynamicObjects.isEmpty {
            let object = newTemp()
            for key in reference.dynamicObjects {
                let next = makeLabel()
                loadDynamicObject(key, to: object)
                jumpShort(.jumpIfNoBinding, object, name(reference.name), next)
                emit(.deletePropSloppy, dst, object, name(reference.name))
                jump(done)
                bind(next)
            }
        }
        if case .global = reference.variable { emit(.deleteGlobal, dst, name(reference.name)) } else { emit(.loadFalse, dst) }
        bind(done)
    }

    private func compileDeleteMember(_ e: MemberExpression, to dst: Int) {
        if e.object.kind == .superExpression {
            _ = thisRegister()
            if e.propertyKind == .computed { compileEffect(e.property) }
            emitThrow(.referenceError, "Unsupported reference to 'super'")
            isUnreachable = false
            return
        }
        let object = compileChainObject(e.object, e.isOptional, keepUntil: e.propertyKind == .computed ? e.property : nil)
        position(e.property.start)
        if let key = propertyName(e) {
            emit(isStrict ? .deleteProp : .deletePropSloppy, dst, object, name(key))
        } else {
            let key = compileAny(e.property)
            position(e.property.start)
            emit(isStrict ? .deleteElem : .deleteElemSloppy, dst, object, key)
        }
    }

    // MARK: Conditional values

    func compileLogical(_ e: LogicalExpression, to dst: Int) {
        // A variable must keep its value until the whole expression is known, unless nothing on the right can notice.
        let early = !isVariable[dst] || isHarmless(e.right, dst)
        let mark = nextRegister
        let end = makeLabel()
        let op: Op = e.op == .and ? .jumpIfFalse : e.op == .or ? .jumpIfTrue : .jumpIfNotNullish
        if early {
            compile(e.left, to: dst)
            jumpIf(op, dst, end)
            compile(e.right, to: dst)
            bind(end)
        } else {
            let value = newTemp()
            compile(e.left, to: value)
            jumpIf(op, value, end)
            compile(e.right, to: value)
            bind(end)
            move(dst, value)
        }
        release(to: mark)
    }

    /// Evaluating the expression neither reads the variable in `register` nor throws.
    private func isHarmless(_ node: Node, _ register: Int) -> Bool {
        switch node.kind {
        case .numericLiteral, .stringLiteral, .booleanLiteral, .nullLiteral: return true
        case .objectExpression: return node.as(ObjectExpression.self).properties.isEmpty
        case .arrayExpression: return node.as(ArrayExpression.self).elements.isEmpty
        case .identifier:
            let identifier = node.as(Identifier.self)
            return identifier.resolution == .local && !identifier.needsTDZCheck && localRegister(identifier) != register
        default: return false
        }
    }

    func compileConditional(_ e: ConditionalExpression, to dst: Int) {
        let yes = makeLabel()
        let no = makeLabel()
        let end = makeLabel()
        compileCondition(e.test, yes, no, next: yes)
        bind(yes)
        compile(e.consequent, to: dst)
        jump(end)
        bind(no)
        compile(e.alternate, to: dst)
        bind(end)
    }

    // MARK: Conditions

    /// Comparisons and their combinations are compiled to jumps even where their value is wanted.
    func isConditionLike(_ node: Node) -> Bool {
        switch node.kind {
        case .binaryExpression:
            let op = node.as(BinaryExpression.self).op
            return op.isComparison
        case .logicalExpression: return true
        case .unaryExpression: return node.as(UnaryExpression.self).op == .not
        default: return false
        }
    }

    /// true or false in `dst`.
    func compileConditionValue(_ node: Node, to dst: Int) {
        let yes = makeLabel()
        let no = makeLabel()
        let end = makeLabel()
        compileCondition(node, yes, no, next: yes)
        bind(yes)
        emit(.loadTrue, dst)
        jump(end)
        bind(no)
        emit(.loadFalse, dst)
        bind(end)
    }

    /// Jumps to `yes` or `no`; `next` is the one of them that the caller binds right after, so falling through reaches it.
    func compileCondition(_ node: Node, _ yes: Label, _ no: Label, next: Label) {
        unit.depth &+= 1
        defer { unit.depth &-= 1 }
        if unit.depth > 200, unit.isStackUsedUp {
            failForDepth(at: Int(node.start))
            return
        }
        switch node.kind {
        case .booleanLiteral:
            let target = node.as(BooleanLiteral.self).value ? yes : no
            if target != next { jump(target) }
            return
        case .numericLiteral:
            let value = node.as(NumericLiteral.self).value
            let target = value != 0 && !value.isNaN ? yes : no
            if target != next { jump(target) }
            return
        case .unaryExpression:
            let e = node.as(UnaryExpression.self)
            if e.op == .not {
                compileCondition(e.argument, no, yes, next: next)
                return
            }
        case .logicalExpression:
            let e = node.as(LogicalExpression.self)
            if e.op == .nullish { break }
            let right = makeLabel()
            if e.op == .and {
                compileCondition(e.left, right, no, next: right)
            } else {
                compileCondition(e.left, yes, right, next: right)
            }
            bind(right)
            compileCondition(e.right, yes, no, next: next)
            return
        case .sequenceExpression:
            let expressions = node.as(SequenceExpression.self).expressions
            for index in 0..<expressions.count - 1 { compileEffect(expressions[index]) }
            compileCondition(expressions[expressions.count - 1], yes, no, next: next)
            return
        case .binaryExpression:
            let e = node.as(BinaryExpression.self)
            if e.op.isComparison && compileComparison(e, yes, no, next: next) { return }
        default: break
        }
        withTemps {
            let value = compileAny(node)
            if next == yes { jumpIf(.jumpIfFalse, value, no) } else { jumpIf(.jumpIfTrue, value, yes) }
        }
        if next != yes && next != no { jump(no) }
    }

    private func compileComparison(_ e: BinaryExpression, _ yes: Label, _ no: Label, next: Label) -> Bool {
        let mark = nextRegister
        defer { release(to: mark) }
        // Falling through means `next`; the jump is taken for the other one.
        let jumpsWhenTrue = next != yes
        let target = jumpsWhenTrue ? yes : no
        if let (operand, kind, negated) = typeofComparison(e) {
            let value = compileTypeofOperand(operand)
            jumpShort(jumpsWhenTrue != negated ? .jumpIfTypeof : .jumpIfNotTypeof, value, Int(kind.rawValue), target)
            return true
        }
        let isEquality = e.op == .equal || e.op == .notEqual || e.op == .strictEqual || e.op == .strictNotEqual
        if isEquality {
            let isStrictEquality = e.op == .strictEqual || e.op == .strictNotEqual
            let wantsEqual = (e.op == .equal || e.op == .strictEqual) == jumpsWhenTrue
            var pair = (e.left, e.right)
            if isNullOrUndefined(pair.0) && !isNullOrUndefined(pair.1) { pair = (pair.1, pair.0) }
            if isNullOrUndefined(pair.1) {
                let value = compileAny(pair.0)
                let op: Op
                if !isStrictEquality {
                    op = wantsEqual ? .jumpIfNullish : .jumpIfNotNullish
                } else if pair.1.kind == .nullLiteral {
                    op = wantsEqual ? .jumpIfNull : .jumpIfNotNull
                } else {
                    op = wantsEqual ? .jumpIfUndefined : .jumpIfNotUndefined
                }
                jumpIf(op, value, target)
                return true
            }
        }
        if let immediate = smallInt(e.right) {
            let left = compileAny(e.left)
            position(e.operatorStart)
            jumpShort(comparisonJump(e.op, jumpsWhenTrue, immediate: true), left, immediate, target)
            return true
        }
        let left = compileOperand(e.left, before: e.right)
        let right = compileAny(e.right)
        position(e.operatorStart)
        jumpShort(comparisonJump(e.op, jumpsWhenTrue, immediate: false), left, right, target)
        return true
    }

    func isNullOrUndefined(_ node: Node) -> Bool {
        switch node.kind {
        case .nullLiteral: return true
        case .identifier:
            let identifier = node.as(Identifier.self)
            return identifier.name == .undefined && identifier.resolution == .global
        case .unaryExpression:
            let e = node.as(UnaryExpression.self)
            return e.op == .void && e.argument.kind == .numericLiteral
        default: return false
        }
    }

    private func comparisonJump(_ op: BinaryOperator, _ whenTrue: Bool, immediate: Bool) -> Op {
        switch (op, whenTrue) {
        case (.less, true): immediate ? .jumpIfLessInt : .jumpIfLess
        case (.less, false): immediate ? .jumpIfNotLessInt : .jumpIfNotLess
        case (.lessEqual, true): immediate ? .jumpIfLessEqInt : .jumpIfLessEq
        case (.lessEqual, false): immediate ? .jumpIfNotLessEqInt : .jumpIfNotLessEq
        case (.greater, true): immediate ? .jumpIfGreaterInt : .jumpIfGreater
        case (.greater, false): immediate ? .jumpIfNotGreaterInt : .jumpIfNotGreater
        case (.greaterEqual, true): immediate ? .jumpIfGreaterEqInt : .jumpIfGreaterEq
        case (.greaterEqual, false): immediate ? .jumpIfNotGreaterEqInt : .jumpIfNotGreaterEq
        case (.equal, true), (.notEqual, false): immediate ? .jumpIfEqInt : .jumpIfEq
        case (.equal, false), (.notEqual, true): immediate ? .jumpIfNotEqInt : .jumpIfNotEq
        case (.strictEqual, true), (.strictNotEqual, false): immediate ? .jumpIfStrictEqInt : .jumpIfStrictEq
        case (.strictEqual, false), (.strictNotEqual, true): immediate ? .jumpIfStrictNotEqInt : .jumpIfStrictNotEq
        default: fatalError("\(op) is no comparison")
        }
    }
}
