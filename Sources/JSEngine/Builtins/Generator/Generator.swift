/// Generator, async and async generator functions and their objects. https://tc39.es/ecma262/#sec-generatorfunction-objects
func initialiseGenerator(_ realm: Realm) {
    let vm = realm.vm
    defineFunctionKind(realm, "GeneratorFunction", .generatorFunction, .generatorFunctionPrototype, generatorFunctionConstructor)
    defineFunctionKind(realm, "AsyncFunction", .asyncFunction, .asyncFunctionPrototype, asyncFunctionConstructor)
    defineFunctionKind(
        realm, "AsyncGeneratorFunction", .asyncGeneratorFunction, .asyncGeneratorFunctionPrototype,
        asyncGeneratorFunctionConstructor)
    let generator = realm.defineObject(.generatorPrototype, parent: .iteratorPrototype, generatorPrototypeProperties)
    realm[.generatorPrototypeNext] = vm.ownProperty(generator, vm.names[.next])!.value
    let asyncGenerator = realm.defineObject(
        .asyncGeneratorPrototype, parent: .asyncIteratorPrototype, asyncGeneratorPrototypeProperties)
    link(realm, .generatorFunctionPrototype, generator)
    link(realm, .asyncGeneratorFunctionPrototype, asyncGenerator)
}

/// The constructor of a kind of functions and the prototype of these functions.
private func defineFunctionKind(
    _ realm: Realm, _ name: StaticString, _ constructor: Intrinsic, _ prototype: Intrinsic, _ function: @escaping NativeFunction
) {
    let vm = realm.vm
    let object = vm.makeObject(prototype: realm[.functionPrototype])
    realm.defineConstructor(
        name, constructor, prototype, length: 1, function, constructorParent: .function, existingPrototype: object)
    vm.defineOwn(object, vm.names[.constructor], realm[constructor], .configurable)
    vm.defineOwn(object, vm.symbols[.toStringTag], Value(vm.string(name)), .configurable)
}

/// `prototype` of the functions' prototype and `constructor` of the generators' prototype.
private func link(_ realm: Realm, _ functionPrototype: Intrinsic, _ generatorPrototype: Object) {
    let vm = realm.vm
    vm.defineOwn(realm[functionPrototype].asObject, vm.names[.prototype], Value(generatorPrototype), .configurable)
    vm.defineOwn(generatorPrototype, vm.names[.constructor], realm[functionPrototype], .configurable)
}

private let generatorPrototypeProperties: [BuiltinProperty] = [
    .method("next", 1, generatorPrototypeNext),
    .method("return", 1, generatorPrototypeReturn),
    .method("throw", 1, generatorPrototypeThrow),
    .toStringTag("Generator"),
]

/// GeneratorFunction(...parameterArgs, bodyArg)
private func generatorFunctionConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.makeDynamicFunction(.generator, args, prototype: .generatorFunctionPrototype)
}

private func asyncFunctionConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.makeDynamicFunction(.async, args, prototype: .asyncFunctionPrototype)
}

private func asyncGeneratorFunctionConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.makeDynamicFunction(.asyncGenerator, args, prototype: .asyncGeneratorFunctionPrototype)
}

extension VM {
    /// CreateDynamicFunction(constructor, newTarget, kind, parameterArgs, bodyArg)
    /// https://tc39.es/ecma262/#sec-createdynamicfunction
    func makeDynamicFunction(
        _ kind: DynamicFunctionKind, _ args: Arguments, prototype: Intrinsic
    ) throws(JSException) -> Value {
        var parameters = StringBuilder()
        for i in 0..<max(0, args.count - 1) {
            if i > 0 { parameters.append(0x2C) }
            parameters.append(self, try toString(args[i]))
        }
        let body = args.count > 0 ? try toString(args[args.count - 1]) : emptyString
        let function = try compileFunction(kind, parameters: try parameters.finish(self), body: body)
        if args.isConstruct && args.newTarget != Value(args.callee) {
            changePrototype(function, try prototypeFromConstructor(args.newTarget, prototype))
        }
        return Value(function)
    }
}

private func thisGenerator(_ vm: VM, _ args: Arguments, _ method: String) throws(JSException) -> Object {
    // The state of an async function has the same kind, but no script ever holds it.
    if let generator = args.this.object(of: .generator) { return generator }
    throw vm.typeError("\(method) method called on incompatible receiver \(vm.describe(args.this))")
}

private func step(_ vm: VM, _ generator: Object, _ mode: ResumeMode, _ value: Value) throws(JSException) -> Value {
    let result = try vm.resumeGenerator(generator, mode, value)
    if vm.isGeneratorCompleted(generator) { return vm.makeIteratorResult(result, done: true) }
    return vm.generatorHasRawResult(generator) ? result : vm.makeIteratorResult(result, done: false)
}

/// Generator.prototype.next(value) https://tc39.es/ecma262/#sec-generator.prototype.next
private func generatorPrototypeNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try step(vm, try thisGenerator(vm, args, "next"), .next, args[0])
}

/// Generator.prototype.return(value)
private func generatorPrototypeReturn(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try step(vm, try thisGenerator(vm, args, "return"), .return, args[0])
}

/// Generator.prototype.throw(exception)
private func generatorPrototypeThrow(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try step(vm, try thisGenerator(vm, args, "throw"), .throw, args[0])
}
