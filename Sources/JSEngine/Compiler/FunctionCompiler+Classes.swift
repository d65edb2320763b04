import JSSyntax

/// What the functions of a class know about the class definition that makes them.
final class ClassContext {
    struct PrivateMethod {
        var binding: Identifier
        var kind: MethodKind
        var isStatic: Bool
        /// Register of the class definition that holds the function.
        var register: Int
    }
    let node: ClassNode
    var privateMethods: [PrivateMethod] = []
    /// Registers of the class definition with computed field keys, by the position of the element.
    var keys: [Int: Int] = [:]

    init(_ node: ClassNode) { self.node = node }
}

// https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation

extension FunctionCompiler {
    func compileClass(_ node: ClassNode, name: Name? = nil, nameKey: Int? = nil, to dst: Int) {
        if isUnreachable { return }
        let mark = nextRegister
        let outerScope = scope
        classDepth += 1
        let context = ClassContext(node)
        if let classScope = node.scope {
            scope = classScope
            for binding in classScope.bindings { declare(binding) }
            definePrivateNames(classScope)
        }
        let hasPrivateMethods = node.elements.contains {
            $0.kind == .methodDefinition && !$0.as(MethodDefinition.self).isStatic
                && $0.as(MethodDefinition.self).key.kind == .privateIdentifier
        }
        let needsInitializer = node.instanceFields != nil || hasPrivateMethods
        var fieldsBox: Int?
        if needsInitializer {
            let box = newTemp()
            emit(.newBox, box)
            fieldsBox = box
        }
        // 1. Heritage, constructor and prototype.
        let heritage = newTemp()
        if let superclass = node.superclass { compile(superclass, to: heritage) } else { emit(.loadEmpty, heritage) }
        let constructor = newTemps(2)
        let prototype = constructor + 1
        var role = FunctionRole(
            fieldsRegister: fieldsBox, isDerivedConstructor: node.superclass != nil, isClassConstructor: true,
            name: node.name ?? name, sourceRange: (Int(node.start), Int(node.end)))
        if node.constructor == nil { role.classRole = .defaultConstructor }
        let index = addFunction(FunctionCompiler(unit, parent: self, info: node.constructor, role: role))
        if index > 0xFFFF { fail("Function has too many classes") }
        if let superclass = node.superclass {
            position(superclass.start)
            expressionText(superclass)
        }
        emit(.createClass, constructor, heritage, index)
        if let nameKey { emit(.setFunctionName, constructor, nameKey, 0) }
        // 2. Methods, and the computed keys of fields, in order.
        for (index, element) in node.elements.enumerated() {
            switch element.kind {
            case .methodDefinition: compileMethodDefinition(element.as(MethodDefinition.self), constructor, prototype, context)
            case .propertyDefinition:
                let field = element.as(PropertyDefinition.self)
                guard field.isComputed else { continue }
                let key = newTemp()
                compile(field.key, to: key)
                position(field.key.start)
                emit(.toPropertyKey, key, key)
                context.keys[index] = key
            default: break
            }
        }
        // 3. The inner name, the initialiser of instances, static private methods, then static fields and blocks.
        if let binding = node.innerBinding { initialize(binding, constructor) }
        if let fieldsBox {
            withTemps {
                let register = newTemp()
                let role = FunctionRole(homeRegister: prototype, classRole: .instanceInitializer(context), name: unit.fieldsName)
                emitWide(
                    .closure, register,
                    addFunction(FunctionCompiler(unit, parent: self, info: node.instanceFields, role: role)))
                emit(.setBox, fieldsBox, register)
            }
        }
        for method in context.privateMethods where method.isStatic {
            withTemps {
                let key = newTemp()
                loadPrivateName(method.binding, to: key)
                emit(definition(method.kind), constructor, key, method.register)
            }
        }
        if let statics = node.staticElements {
            withTemps {
                let window = newTemps(4)
                let role = FunctionRole(homeRegister: constructor, classRole: .staticInitializer(context), name: unit.staticName)
                emitWide(.closure, window, addFunction(FunctionCompiler(unit, parent: self, info: statics, role: role)))
                emit(.move, window + 3, constructor)
                emit(.call, window, 0, window)
            }
        }
        classDepth -= 1
        move(dst, constructor)
        scope = outerScope
        release(to: mark)
    }

    private func definition(_ kind: MethodKind) -> Op {
        switch kind {
        case .method: .definePrivateMethod
        case .get: .definePrivateGetter
        case .set: .definePrivateSetter
        }
    }

    private func definePrivateNames(_ scope: Scope) {
        for binding in scope.bindings where binding.kind == .privateName {
            withTemps {
                let register = initializationRegister(binding) ?? newTemp()
                emit(.newPrivateName, register, name(binding.name))
                initialize(binding, register)
            }
        }
    }

    private func compileMethodDefinition(
        _ method: MethodDefinition, _ constructor: Int, _ prototype: Int, _ context: ClassContext
    ) {
        let target = method.isStatic ? constructor : prototype
        let prefix = method.methodKind == .get ? 1 : method.methodKind == .set ? 2 : 0
        if method.key.kind == .privateIdentifier {
            let identifier = method.key.as(Identifier.self)
            // The register stays until the class is complete: the initialiser captures it.
            let register = newTemp()
            emitClosure(
                method.function, role: FunctionRole(homeRegister: target, name: prefixed(identifier.name, prefix)), to: register)
            context.privateMethods.append(
                .init(binding: identifier, kind: method.methodKind, isStatic: method.isStatic, register: register))
            return
        }
        withTemps {
            let key: Int
            let value = newTemp()
            if let name = plainKey(method.key) {
                key = newTemp()
                loadString(key, name)
                emitClosure(method.function, role: FunctionRole(homeRegister: target, name: prefixed(name, prefix)), to: value)
            } else {
                key = compileKey(method.key, method.isComputed)
                emitClosure(method.function, role: FunctionRole(homeRegister: target), to: value)
                emit(.setFunctionName, value, key, prefix)
            }
            position(method.key.start)
            emit(prefix == 0 ? .defineMethod : prefix == 1 ? .defineClassGetter : .defineClassSetter, target, key, value)
        }
    }

    // MARK: Functions of a class

    /// https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation, step 14.a
    func compileDefaultConstructor() {
        scope = parent?.scope
        if role.isDerivedConstructor {
            thisPlace = .checkedRegister
            argumentsStorage = newVariable()
            newTargetRegister = newVariable()
            template.argumentsRegister = argumentsStorage
            template.newTargetRegister = newTargetRegister
            template.flags.formUnion([.needsArguments, .needsNewTarget])
            let window = newTemps(5)
            emit(.getCallee, window)
            emit(.getPrototypeOf, window, window)
            emit(.createRest, window + 4, argumentsStorage, 0)
            emit(.move, window + 3, newTargetRegister)
            position(template.sourceStart)
            emitSuperCall(window, nil, to: window)
        } else {
            emitInitializeFields(thisRegister: 0)
        }
        emitImplicitReturn()
    }

    /// Adds private methods and fields to a new instance, R[0].
    func compileInstanceInitializer(_ context: ClassContext) {
        scope = info?.scope ?? parent?.scope
        if let info { prepareInitializer(info) }
        for method in context.privateMethods where !method.isStatic {
            withTemps {
                let key = newTemp()
                loadPrivateName(method.binding, to: key)
                let function = newTemp()
                emit(.getCaptureValue, function, capture(.parentRegister(method.register)))
                emit(definition(method.kind), 0, key, function)
            }
        }
        for (index, element) in context.node.elements.enumerated() where element.kind == .propertyDefinition {
            let field = element.as(PropertyDefinition.self)
            if !field.isStatic { compileField(field, index, context) }
        }
        emit(.returnUndefined)
    }

    /// Runs static field initialisers and static blocks with the class as R[0].
    func compileStaticInitializer(_ context: ClassContext) {
        let info = info!
        scope = info.scope
        prepareInitializer(info)
        for (index, element) in context.node.elements.enumerated() {
            switch element.kind {
            case .propertyDefinition:
                let field = element.as(PropertyDefinition.self)
                if field.isStatic { compileField(field, index, context) }
            case .staticBlock:
                let block = element.as(StaticBlock.self)
                let mark = nextRegister
                let outer = scope
                enterScope(block.scope, block.scope.bindings)
                compileStatements(block.body)
                scope = outer
                release(to: mark)
            default: break
            }
        }
        emit(.returnUndefined)
    }

    private func prepareInitializer(_ info: FunctionInfo) {
        prepareThis(info)
        enterScope(info.scope, info.scope.bindings)
    }

    private func compileField(_ field: PropertyDefinition, _ index: Int, _ context: ClassContext) {
        withTemps {
            let value = newTemp()
            var key = -1
            var name: Name?
            if field.key.kind == .privateIdentifier {
                key = newTemp()
                loadPrivateName(field.key.as(Identifier.self), to: key)
                name = field.key.as(Identifier.self).name
            } else if let register = context.keys[index] {
                key = newTemp()
                emit(.getCaptureValue, key, capture(.parentRegister(register)))
            } else if let plain = plainKey(field.key) {
                name = plain
            } else {
                key = compileKey(field.key, false)
            }
            if let node = field.value {
                if let name { compileNamed(node, name: name, to: value) } else { compileNamed(node, key: key, to: value) }
            } else {
                emit(.loadUndefined, value)
            }
            position(field.key.start)
            if field.key.kind == .privateIdentifier {
                emit(.definePrivateField, 0, key, value)
            } else if let name {
                emit(.defineProp, 0, self.name(name), value)
            } else {
                emit(.defineElem, 0, key, value)
            }
        }
    }
}
