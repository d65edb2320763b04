import JSSyntax

/// What binding a pattern does to its names.
enum BindingMode {
    /// Initialises declared names: let, const, parameters, catch.
    case declaration
    /// `var`: as declaration, but through the name where `with` or eval may intervene.
    case variable
    /// Assigns to existing targets.
    case assignment
}

/// A target whose reference is evaluated before the value is fetched.
private enum PreparedTarget {
    case direct
    case member(MemberTarget)
    case name(Reference, object: Int?)
}

// https://tc39.es/ecma262/#sec-destructuring-assignment, https://tc39.es/ecma262/#sec-runtime-semantics-bindinginitialization

extension FunctionCompiler {
    /// Binds or assigns R[value] to an identifier, pattern or (assignment) member expression.
    /// - Parameters:
    ///   - source: the expression of the value, for messages.
    ///   - isParameter: the pattern is a parameter, or otherwise has its value from elsewhere.
    func bindPattern(_ target: Node, _ value: Int, _ mode: BindingMode, source: Node? = nil, isParameter: Bool = false) {
        switch target.kind {
        case .objectPattern: bindObject(target.as(ObjectPattern.self), target, value, mode, source, isParameter: isParameter)
        case .arrayPattern: bindArray(target.as(ArrayPattern.self), target, value, mode, source)
        default: withTemps { assign(target, prepare(target, mode), value, mode) }
        }
    }

    private func prepare(_ target: Node, _ mode: BindingMode) -> PreparedTarget {
        switch target.kind {
        case .memberExpression: return .member(memberTarget(target.as(MemberExpression.self), before: nil))
        case .identifier:
            let identifier = target.as(Identifier.self)
            if mode == .assignment || mode == .variable && identifier.resolution == .dynamic {
                let reference = reference(identifier)
                return .name(reference, object: resolveForStore(reference))
            }
            return .direct
        default: return .direct
        }
    }

    private func assign(_ target: Node, _ prepared: PreparedTarget, _ value: Int, _ mode: BindingMode) {
        switch prepared {
        case .member(let member): storeMember(member, value)
        case .name(let reference, let object):
            position(target.start)
            store(reference, value, object: object)
        case .direct:
            switch target.kind {
            case .identifier:
                if let binding = target.as(Identifier.self).binding { initialize(binding, value) }
            case .objectPattern, .arrayPattern: bindPattern(target, value, mode)
            default:
                compileEffect(target)
                emitThrow(.referenceError, "Invalid destructuring assignment target")
                isUnreachable = false
            }
        }
    }

    /// The variable's own register, where the fetched value can go at once: nothing can see it before it is complete.
    private func directRegister(_ target: Node, _ mode: BindingMode) -> Int? {
        guard mode == .declaration, target.kind == .identifier, let binding = target.as(Identifier.self).binding,
            !binding.needsTDZ
        else { return nil }
        return initializationRegister(binding)
    }

    /// Fetches one element (`fetch` writes it to the register it gets), applies the default and assigns.
    private func bindElement(_ element: Node, _ mode: BindingMode, prepareFirst: Bool = true, fetch: (Int) -> Void) {
        withTemps {
            var target = element
            var defaultValue: Node?
            if element.kind == .assignmentPattern {
                let pattern = element.as(AssignmentPattern.self)
                target = pattern.left
                defaultValue = pattern.right
            }
            if let register = directRegister(target, mode) {
                fetch(register)
                if let defaultValue {
                    let skip = makeLabel()
                    jumpIf(.jumpIfNotUndefined, register, skip)
                    compileNamed(defaultValue, target, to: register)
                    bind(skip)
                }
                if let binding = target.as(Identifier.self).binding { initialize(binding, register) }
                return
            }
            let prepared = prepare(target, mode)
            let value = newTemp()
            fetch(value)
            if let defaultValue {
                let skip = makeLabel()
                jumpIf(.jumpIfNotUndefined, value, skip)
                compileNamed(defaultValue, target, to: value)
                bind(skip)
            }
            assign(target, prepared, value, mode)
        }
    }

    // MARK: Objects

    private func bindObject(
        _ pattern: ObjectPattern, _ node: Node, _ value: Int, _ mode: BindingMode, _ source: Node?, isParameter: Bool
    ) {
        let properties = pattern.properties
        var first = 0xFFFF
        if let node = properties.first, node.kind == .property {
            let property = node.as(Property.self)
            if !property.isComputed, let key = plainKey(property.key) { first = name(key) }
        }
        // A nested pattern complains when it reads its first property.
        if isParameter || source != nil || first == 0xFFFF {
            position(node.start)
            if let source { expressionText(source) }
            emit(.checkDestructure, value, first)
        }
        let hasRest = properties.last?.kind == .restElement
        withTemps {
            // With a rest element the keys are kept, to leave them out of the copy.
            let keys = hasRest ? newTemps(properties.count - 1) : -1
            for (index, node) in properties.enumerated() {
                if node.kind == .restElement {
                    bindElement(node.as(SpreadElement.self).argument, mode) { register in
                        emit(.objectRest, register, value, max(keys, 0), operand: properties.count - 1)
                    }
                    continue
                }
                let property = node.as(Property.self)
                withTemps {
                    if let plain = plainKey(property.key) {
                        if hasRest { loadString(keys + index, plain) }
                        bindElement(property.value, mode) { register in
                            position(property.key.start)
                            emit(plain == unit.lengthName ? .getLength : .getProp, register, value, name(plain))
                        }
                        return
                    }
                    let key: Int
                    if hasRest {
                        key = keys + index
                        compile(property.key, to: key)
                        position(property.key.start)
                        emit(.toPropertyKey, key, key)
                    } else {
                        key = compileKey(property.key, property.isComputed)
                    }
                    bindElement(property.value, mode) { register in
                        position(property.key.start)
                        emit(.getElem, register, value, key)
                    }
                }
            }
        }
    }

    // MARK: Arrays

    /// Whether V8's messages show the expression, not type and value of what it gave.
    private func isNamedInMessages(_ source: Node) -> Bool {
        switch source.kind {
        case .identifier, .objectExpression, .functionExpression, .arrowFunctionExpression, .classExpression, .regExpLiteral: true
        case .booleanLiteral, .numericLiteral, .nullLiteral: !source.isParenthesized
        default: false
        }
    }

    private func bindArray(_ pattern: ArrayPattern, _ node: Node, _ value: Int, _ mode: BindingMode, _ source: Node?) {
        withTemps {
            let iterator = newTemps(3)
            position(source?.start ?? node.start)
            if let source, mode != .assignment, isNamedInMessages(source) { expressionText(source) }
            emit(.getIterator, iterator, value)
            withIterator(iterator, isAsync: false) {
                for element in pattern.elements {
                    switch element.kind {
                    case .elision:
                        withTemps {
                            let next = makeLabel()
                            jumpShort(.iteratorNext, newTemp(), iterator, next)
                            bind(next)
                        }
                    case .restElement:
                        bindElement(element.as(SpreadElement.self).argument, mode) { register in
                            // Built aside: the loop's exceptions must not show a half-made array in a variable.
                            let array = isVariable[register] ? newTemp() : register
                            emit(.newArray, array, 0, 0)
                            let item = newTemp()
                            let again = makeLabel()
                            let done = makeLabel()
                            bind(again)
                            jumpShort(.iteratorNext, item, iterator, done)
                            emit(.arrayPush, array, item)
                            jump(again)
                            bind(done)
                            move(register, array)
                        }
                    default:
                        bindElement(element, mode) { register in
                            let done = makeLabel()
                            let end = makeLabel()
                            position(element.start)
                            jumpShort(.iteratorNext, register, iterator, done)
                            jump(end)
                            bind(done)
                            emit(.loadUndefined, register)
                            bind(end)
                        }
                    }
                }
            }
            emit(.iteratorClose, iterator)
        }
    }

    /// Runs `body` so that leaving it abruptly (exception, jump, return of a generator) closes the iterator.
    func withIterator(_ iterator: Int, isAsync: Bool, _ body: () -> Void) {
        let end = makeLabel()
        let (handler, exception) = guardIterator(iterator, isAsync: isAsync, body)
        jump(end)
        emitIteratorHandler(handler, iterator, isAsync: isAsync, exception)
        bind(end)
    }

    /// As `withIterator`; the caller emits the handler, out of the way of what is repeated.
    func guardIterator(_ iterator: Int, isAsync: Bool, _ body: () -> Void) -> (handler: Label, exception: Int) {
        let handler = makeLabel()
        let exception = newTemp()
        let entry = ControlEntry(.iterator(base: iterator, isAsync: isAsync))
        protect(entry, handler, exception)
        control.append(entry)
        body()
        control.removeLast()
        unprotect(entry)
        return (handler, exception)
    }

    func emitIteratorHandler(_ handler: Label, _ iterator: Int, isAsync: Bool, _ exception: Int) {
        bind(handler)
        if isUnreachable { return }
        if isAsync { closeAsyncSilently(iterator) } else { emit(.iteratorCloseSilent, iterator) }
        emit(.throw, exception)
    }
}
