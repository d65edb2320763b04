/// Function https://tc39.es/ecma262/#sec-function-objects
func initialiseFunction(_ realm: Realm) {
    let vm = realm.vm
    let prototype = realm[.functionPrototype].asObject
    let thrower = vm.allocateNativeFunction(
        shape: realm.functionShapes.plain, function: throwTypeError, name: Value(vm.emptyString), length: 0, constructor: false)
    realm[.throwTypeError] = Value(thrower)
    // %ThrowTypeError% is frozen: https://tc39.es/ecma262/#sec-%throwtypeerror%
    vm.materialiseFunctionProperties(thrower)
    vm.restrictProperties(thrower, frozen: true)
    thrower.flags |= CellFlags.nonExtensible
    realm.defineConstructor(
        "Function", .function, .functionPrototype, length: 1, functionConstructor,
        prototype: functionPrototypeProperties, existingPrototype: prototype)
    let pair = vm.allocateAccessor(getter: Value(thrower), setter: Value(thrower))
    vm.defineOwn(prototype, vm.names[.arguments], Value(cell: pair), [.configurable, .accessor])
    vm.defineOwn(prototype, vm.names[.caller], Value(cell: pair), [.configurable, .accessor])
    // The run loop enters f itself when it meets f.call(...).
    vm.ownProperty(prototype, vm.names[.call])?.value.object?.flags |= CellFlags.forwardsCall
    realm[.functionPrototypeHasInstance] = vm.ownProperty(prototype, vm.symbols[.hasInstance])?.value ?? .undefined
}

/// %ThrowTypeError% https://tc39.es/ecma262/#sec-%throwtypeerror%
///
/// NOTE: for `caller` and `arguments` of a sloppy function it answers undefined: who asks for them may run without. V8 gives such
/// functions properties of their own.
private func throwTypeError(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if let function = args.this.object(of: .function) {
        let flags = Executable.of(function.internalSlot(FunctionSlot.executable).asCell).template.flags
        if flags.contains(.constructor) && flags.isDisjoint(with: [.strict, .classConstructor, .generator, .async]) {
            return .undefined
        }
    }
    throw vm.typeError(
        "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them")
}

extension VM.DynamicFunctionKind {
    fileprivate var fallbackPrototype: Intrinsic {
        switch self {
        case .normal: .functionPrototype
        case .generator: .generatorFunctionPrototype
        case .async: .asyncFunctionPrototype
        case .asyncGenerator: .asyncGeneratorFunctionPrototype
        }
    }
}

/// Function(...parameterArgs, bodyArg) https://tc39.es/ecma262/#sec-function-p1-p2-pn-body
private func functionConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.createDynamicFunction(args, .normal)
}

extension VM {
    /// CreateDynamicFunction(constructor, newTarget, kind, parameterArgs, bodyArg)
    /// https://tc39.es/ecma262/#sec-createdynamicfunction
    func createDynamicFunction(_ args: Arguments, _ kind: DynamicFunctionKind) throws(JSException) -> Value {
        var parameters = StringBuilder()
        for i in 0..<max(0, args.count - 1) {
            if i > 0 { parameters.append(0x2C) }
            parameters.append(self, try toString(args[i]))
        }
        let body = args.count > 0 ? try toString(args[args.count - 1]) : emptyString
        let function = try compileFunction(kind, parameters: try parameters.finish(self), body: body)
        if args.isConstruct && args.newTarget != Value(args.callee) {
            changePrototype(function, try prototypeFromConstructor(args.newTarget, kind.fallbackPrototype))
        }
        return Value(function)
    }
}
