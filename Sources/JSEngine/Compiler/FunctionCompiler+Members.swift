import JSSyntax

/// A property reference whose object and key are evaluated.
struct MemberTarget {
    enum Kind {
        case named(Name)
        case element(key: Int)
        case index(Int)
        case privateName(key: Int)
        /// `object` is the home object's prototype.
        case superElement(key: Int, this: Int)
    }
    var object: Int
    var kind: Kind
    var position: UInt32
}

extension FunctionCompiler {
    /// The name of a property that is accessed by name: `x.name`, `x["name"]`. Nil also when there is no room for the name.
    func propertyName(_ e: MemberExpression) -> Name? { writtenName(e).flatMap { hasRoom(for: $0) ? $0 : nil } }

    private func writtenName(_ e: MemberExpression) -> Name? {
        switch e.propertyKind {
        case .named: return e.property.as(StringLiteral.self).value
        case .computed:
            guard e.property.kind == .stringLiteral else { return nil }
            let value = e.property.as(StringLiteral.self).value
            return arrayIndex(value) == nil ? value : nil
        case .private: return nil
        }
    }

    /// The object of a member expression; `?.` leaves the chain here.
    func compileChainObject(_ node: Node, _ isOptional: Bool, keepUntil later: Node?, prefer: Int? = nil) -> Int {
        let register: Int
        if let later {
            register = compileOperand(node, before: later, prefer: prefer)
        } else {
            register = compileAny(node, prefer: prefer)
        }
        if isOptional, let chainExit { jumpIf(.jumpIfNullish, register, chainExit) }
        return register
    }

    func compileMember(_ e: MemberExpression, to dst: Int) {
        withTemps {
            if e.object.kind == .superExpression {
                loadMember(memberTarget(e, before: nil), to: dst)
                return
            }
            let isComputed = e.propertyKind == .computed
            if compileVirtualArgument(e, to: dst) { return }
            if e.object.kind == .identifier, e.object.as(Identifier.self).name == .arguments { isReadingArguments = true }
            let object = compileChainObject(e.object, e.isOptional, keepUntil: isComputed ? e.property : nil)
            loadMember(finishTarget(e, object, before: nil), to: dst)
        }
    }

    /// `arguments[i]` or `arguments.length` of a function that makes no arguments object.
    private func compileVirtualArgument(_ e: MemberExpression, to dst: Int) -> Bool {
        guard e.object.kind == .identifier, !e.isOptional, let binding = e.object.as(Identifier.self).binding,
            binding.scope.function === info, isVirtualArguments(binding)
        else { return false }
        if let name = writtenName(e) {
            guard name == unit.lengthName else { return false }
            emit(.getArgumentsLength, dst, argumentsStorage)
            return true
        }
        let key = compileAny(e.property)
        position(e.property.start)
        emit(.getArgument, dst, argumentsStorage, key)
        return true
    }

    /// Evaluates object and key of a reference that is assigned (or updated) later.
    /// - Parameter readsFirst: the property is read and written, so the key is converted once.
    func memberTarget(_ e: MemberExpression, before later: Node?, readsFirst: Bool = false) -> MemberTarget {
        if e.object.kind == .superExpression {
            let this = thisRegister()
            let key: Int
            if e.propertyKind == .computed {
                key = compileTemp(e.property)
            } else {
                key = newTemp()
                loadString(key, e.property.as(StringLiteral.self).value)
            }
            let home = newTemp()
            loadHome(to: home)
            // GetSuperBase comes before ToPropertyKey, which may change prototypes.
            emit(.getPrototypeOf, home, home)
            if readsFirst && e.propertyKind == .computed { emit(.toPropertyKey, key, key) }
            return MemberTarget(object: home, kind: .superElement(key: key, this: this), position: e.property.start)
        }
        let object: Int
        switch (e.propertyKind == .computed, later) {
        case (true, let later?): object = compileOperand(e.object, before: e.property, later)
        case (true, nil): object = compileOperand(e.object, before: e.property)
        case (false, let later?): object = compileOperand(e.object, before: later)
        case (false, nil): object = compileAny(e.object)
        }
        return finishTarget(e, object, before: later, readsFirst: readsFirst)
    }

    private func finishTarget(_ e: MemberExpression, _ object: Int, before later: Node?, readsFirst: Bool = false) -> MemberTarget {
        if e.propertyKind == .private {
            let key = newTemp()
            loadPrivateName(e.property.as(Identifier.self), to: key)
            return MemberTarget(object: object, kind: .privateName(key: key), position: e.property.start)
        }
        if let name = propertyName(e) { return MemberTarget(object: object, kind: .named(name), position: e.property.start) }
        if later == nil, !readsFirst, let index = smallInt(e.property), index >= 0 {
            return MemberTarget(object: object, kind: .index(index), position: e.property.start)
        }
        var key: Int
        if let later { key = compileOperand(e.property, before: later) } else { key = compileAny(e.property) }
        if readsFirst && e.property.kind != .numericLiteral {
            let converted = isVariable[key] ? newTemp() : key
            position(e.property.start)
            emit(.toElementKey, converted, key, object)
            key = converted
        }
        return MemberTarget(object: object, kind: .element(key: key), position: e.property.start)
    }

    func loadMember(_ target: MemberTarget, to dst: Int) {
        position(target.position)
        switch target.kind {
        case .named(let name):
            emit(name == unit.lengthName ? .getLength : .getProp, dst, target.object, self.name(name))
        case .element(let key): emit(.getElem, dst, target.object, key)
        case .index(let index): emit(.getElemInt, dst, target.object, index)
        case .privateName(let key): emit(.getPrivate, dst, target.object, key)
        case .superElement(let key, let this): emit(.getSuperProp, dst, target.object, key, operand: this)
        }
    }

    func storeMember(_ target: MemberTarget, _ value: Int) {
        position(target.position)
        switch target.kind {
        case .named(let name): emit(isStrict ? .setProp : .setPropSloppy, target.object, self.name(name), value)
        case .element(let key): emit(isStrict ? .setElem : .setElemSloppy, target.object, key, value)
        case .index(let index):
            withTemps {
                let key = newTemp()
                emitWide(.loadInt, key, index)
                emit(isStrict ? .setElem : .setElemSloppy, target.object, key, value)
            }
        case .privateName(let key): emit(.setPrivate, target.object, key, value)
        case .superElement(let key, let this):
            emit(isStrict ? .setSuperProp : .setSuperPropSloppy, target.object, key, value, operand: this)
        }
    }

    /// The private Symbol that `#x` stands for.
    func loadPrivateName(_ identifier: Identifier, to dst: Int) {
        if let binding = identifier.binding {
            load(
                Reference(name: identifier.name, binding: binding, variable: variable(of: binding), needsCheck: false), to: dst)
            return
        }
        guard let scope = unit.evalScope,
            let index = scope.privateNames.firstIndex(where: { unit.matches($0.name, identifier.name) })
        else {
            fail(
                "Private field '\(names.string(identifier.name))' must be declared in an enclosing class",
                at: Int(identifier.start))
            return
        }
        let captured = capture(.external(depth: EvalScope.privateNamesDepth, index: index))
        emit(captureIsByValue[captured] ? .getCaptureValue : .getCapture, dst, captured)
    }

    /// `a?.b.c(d)`
    func compileChain(_ expression: Node, to dst: Int) {
        let exit = makeLabel()
        let end = makeLabel()
        let outer = chainExit
        chainExit = exit
        compile(expression, to: dst)
        chainExit = outer
        jump(end)
        bind(exit)
        emit(.loadUndefined, dst)
        bind(end)
    }
}
