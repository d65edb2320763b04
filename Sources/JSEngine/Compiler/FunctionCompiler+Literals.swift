import JSSyntax

extension FunctionCompiler {
    // MARK: Templates

    /// https://tc39.es/ecma262/#sec-template-literals-runtime-semantics-evaluation
    func compileTemplate(_ e: TemplateLiteral, to dst: Int) {
        withTemps {
            var parts: [Node?] = []
            for (index, quasi) in e.quasis.enumerated() {
                if names.length(quasi.as(TemplateElement.self).cooked) > 0 { parts.append(quasi) }
                if index < e.expressions.count { parts.append(e.expressions[index]) }
            }
            if parts.isEmpty {
                loadString(dst, .empty)
                return
            }
            let first = nextRegister
            for part in parts {
                let register = newTemp()
                guard let part else { continue }
                if part.kind == .templateElement {
                    loadString(register, part.as(TemplateElement.self).cooked)
                } else {
                    withTemps {
                        let value = compileAny(part)
                        position(part.start)
                        emit(.toString, register, value)
                    }
                }
            }
            if parts.count == 1 { move(dst, first) } else { emit(.concatStrings, dst, first, parts.count) }
        }
    }

    // MARK: Arrays

    func compileArray(_ e: ArrayExpression, to dst: Int) { compileElements(e.elements, to: dst) }

    /// An array of the elements (or spread arguments).
    func compileElements(_ elements: NodeList, to dst: Int) {
        withTemps {
            var plain = 0
            while plain < elements.count, plain < 48, elements[plain].kind != .spreadElement, elements[plain].kind != .elision {
                plain += 1
            }
            let array = plain == elements.count ? dst : scratch(for: dst)
            withTemps {
                let first = nextRegister
                for index in 0..<plain { compile(elements[index], to: newTemp()) }
                emit(.newArray, array, first, plain)
            }
            var index = plain
            while index < elements.count {
                let element = elements[index]
                withTemps {
                    switch element.kind {
                    case .elision:
                        var holes = 1
                        while index + 1 < elements.count, elements[index + 1].kind == .elision, holes < 60000 {
                            holes += 1
                            index += 1
                        }
                        emit(.arrayHole, array, holes)
                    case .spreadElement:
                        let argument = element.as(SpreadElement.self).argument
                        let value = compileAny(argument)
                        position(argument.start)
                        expressionText(argument)
                        emit(.arraySpread, array, value)
                    default: emit(.arrayPush, array, compileAny(element))
                    }
                }
                index += 1
            }
            move(dst, array)
        }
    }

    // MARK: Objects

    func compileObject(_ e: ObjectExpression, to dst: Int) {
        withTemps {
            let properties = e.properties
            var prefix = plainPrefix(properties)
            let shape = prefix.isEmpty ? nil : shapeConstant(prefix)
            if shape == nil { prefix = [] }
            let object = prefix.count == properties.count ? dst : scratch(for: dst)
            if let shape {
                withTemps {
                    let first = nextRegister
                    for index in 0..<prefix.count {
                        let property = properties[index].as(Property.self)
                        let register = newTemp()
                        compileNamed(property.value, name: prefix[index], to: register)
                    }
                    emit(.newObjectFrom, object, shape, first)
                }
            } else {
                emit(.newObject, object, min(properties.count, 255))
            }
            for index in prefix.count..<properties.count { compileProperty(properties[index], of: object) }
            move(dst, object)
        }
    }

    /// The names of the leading properties that one instruction can make: distinct plain names.
    private func plainPrefix(_ properties: NodeList) -> [Name] {
        var result: [Name] = []
        for node in properties {
            guard node.kind == .property, result.count < 32 else { break }
            let property = node.as(Property.self)
            guard !property.isComputed, property.key.kind == .stringLiteral else { break }
            switch property.propertyKind {
            case .value, .shorthand: break
            case .method:
                let function = property.value.as(FunctionNode.self).function
                if function.usesSuperProperty || function.scope.containsDirectEval { return result }
            case .get, .set, .proto: return result
            }
            let key = property.key.as(StringLiteral.self).value
            if arrayIndex(key) != nil || result.contains(key) { break }
            result.append(key)
        }
        return result
    }

    private func compileProperty(_ node: Node, of object: Int) {
        withTemps {
            if node.kind == .spreadElement {
                let value = compileAny(node.as(SpreadElement.self).argument)
                position(node.start)
                emit(.copyDataProperties, object, value)
                return
            }
            let property = node.as(Property.self)
            switch property.propertyKind {
            case .proto:
                emit(.setPrototypeLiteral, object, compileAny(property.value))
            case .value, .shorthand:
                if let name = plainKey(property.key) {
                    let value = isAnonymousFunction(property.value) ? newTemp() : -1
                    if value >= 0 { compileNamed(property.value, name: name, to: value) }
                    emit(.defineProp, object, self.name(name), value >= 0 ? value : compileAny(property.value))
                } else {
                    let key = compileKey(property.key, property.isComputed)
                    let value = newTemp()
                    compileNamed(property.value, key: key, to: value)
                    emit(.defineElem, object, key, value)
                }
            case .method, .get, .set:
                let function = property.value.as(FunctionNode.self).function
                let prefix = property.propertyKind == .get ? 1 : property.propertyKind == .set ? 2 : 0
                let key: Int
                let value = newTemp()
                if let name = plainKey(property.key) {
                    emitClosure(function, role: FunctionRole(homeRegister: object, name: prefixed(name, prefix)), to: value)
                    if prefix == 0 {
                        emit(.defineProp, object, self.name(name), value)
                        return
                    }
                    key = newTemp()
                    loadString(key, name)
                } else {
                    key = compileKey(property.key, property.isComputed)
                    emitClosure(function, role: FunctionRole(homeRegister: object), to: value)
                    emit(.setFunctionName, value, key, prefix)
                }
                emit(prefix == 0 ? .defineElem : prefix == 1 ? .defineGetter : .defineSetter, object, key, value)
            }
        }
    }

    /// The key when it is written as a name that is no array index, and may be an operand.
    func plainKey(_ key: Node) -> Name? {
        guard key.kind == .stringLiteral else { return nil }
        let name = key.as(StringLiteral.self).value
        return arrayIndex(name) == nil && hasRoom(for: name) ? name : nil
    }

    /// Any key as a property key in a fresh register.
    func compileKey(_ key: Node, _ isComputed: Bool) -> Int {
        let register = newTemp()
        compile(key, to: register)
        if key.kind != .stringLiteral || isComputed || arrayIndex(key.as(StringLiteral.self).value) != nil {
            position(key.start)
            emit(.toPropertyKey, register, register)
        }
        return register
    }

    /// `get name`, `set name`
    func prefixed(_ name: Name, _ prefix: Int) -> Name {
        if prefix == 0 { return name }
        let lead: [UInt16] = Array((prefix == 1 ? "get " : "set ").utf16)
        let units: [UInt16]
        switch names.text(name) {
        case .latin1(let bytes): units = lead + bytes.map(UInt16.init)
        case .utf16(let wide): units = lead + wide
        }
        return units.withUnsafeBufferPointer { names.intern($0) }
    }

    /// As `compile`, naming an anonymous function by a property key in a register.
    func compileNamed(_ node: Node, key: Int, to dst: Int) {
        if node.kind == .classExpression, node.as(ClassNode.self).name == nil {
            compileClass(node.as(ClassNode.self), nameKey: key, to: dst)
            return
        }
        compile(node, to: dst)
        if isAnonymousFunction(node) { emit(.setFunctionName, dst, key, 0) }
    }
}
