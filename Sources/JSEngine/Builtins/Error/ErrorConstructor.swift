/// Error and the native errors https://tc39.es/ecma262/#sec-error-objects
func initialiseError(_ realm: Realm) {
    let vm = realm.vm
    let error = realm.defineConstructor(
        "Error", .error, .errorPrototype, length: 1, errorConstructor,
        statics: [.method("captureStackTrace", 2, errorCaptureStackTrace, attributes: .all)],
        prototype: [.method("toString", 0, errorPrototypeToString)])
    vm.defineOwn(error, vm.names[.stackTraceLimit], Value(int32: 10))
    defineTexts(realm, .errorPrototype, "Error")
    nativeError(realm, "EvalError", .evalError, .evalErrorPrototype, evalErrorConstructor)
    nativeError(realm, "RangeError", .rangeError, .rangeErrorPrototype, rangeErrorConstructor)
    nativeError(realm, "ReferenceError", .referenceError, .referenceErrorPrototype, referenceErrorConstructor)
    nativeError(realm, "SyntaxError", .syntaxError, .syntaxErrorPrototype, syntaxErrorConstructor)
    nativeError(realm, "TypeError", .typeError, .typeErrorPrototype, typeErrorConstructor)
    nativeError(realm, "URIError", .uriError, .uriErrorPrototype, uriErrorConstructor)
    nativeError(realm, "AggregateError", .aggregateError, .aggregateErrorPrototype, aggregateErrorConstructor, length: 2)
    initialiseCallSite(realm)
}

private func nativeError(
    _ realm: Realm, _ name: StaticString, _ constructor: Intrinsic, _ prototype: Intrinsic, _ function: @escaping NativeFunction,
    length: Int = 1
) {
    realm.defineConstructor(
        name, constructor, prototype, length: length, function, constructorParent: .error, prototypeParent: .errorPrototype)
    defineTexts(realm, prototype, name)
}

/// `name` and `message` of a prototype.
private func defineTexts(_ realm: Realm, _ prototype: Intrinsic, _ name: StaticString) {
    let (vm, object) = (realm.vm, realm[prototype].asObject)
    vm.defineOwn(object, vm.names[.name], Value(vm.string(name)), .hidden)
    vm.defineOwn(object, vm.names[.message], Value(vm.emptyString), .hidden)
}

/// Error(message [, options]) https://tc39.es/ecma262/#sec-error-message
private func errorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.constructError(args, .errorPrototype, message: args[0], options: args[1]))
}

private func evalErrorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.constructError(args, .evalErrorPrototype, message: args[0], options: args[1]))
}

private func rangeErrorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.constructError(args, .rangeErrorPrototype, message: args[0], options: args[1]))
}

private func referenceErrorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.constructError(args, .referenceErrorPrototype, message: args[0], options: args[1]))
}

private func syntaxErrorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.constructError(args, .syntaxErrorPrototype, message: args[0], options: args[1]))
}

private func typeErrorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.constructError(args, .typeErrorPrototype, message: args[0], options: args[1]))
}

private func uriErrorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.constructError(args, .uriErrorPrototype, message: args[0], options: args[1]))
}

/// AggregateError(errors, message [, options]) https://tc39.es/ecma262/#sec-aggregate-error
private func aggregateErrorConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let error = try vm.constructError(args, .aggregateErrorPrototype, message: args[1], options: args[2])
    vm.defineOwn(error, vm.names[.errors], Value(try vm.arrayFromIterable(args[0])), .hidden)
    return Value(error)
}

extension VM {
    /// What all error constructors do: prototype, stack, message, cause.
    fileprivate func constructError(
        _ args: Arguments, _ fallback: Intrinsic, message: Value, options: Value
    ) throws(JSException) -> Object {
        let newTarget = args.isConstruct ? args.newTarget : Value(args.callee)
        let error = makeErrorObject(prototype: try prototypeFromConstructor(newTarget, fallback))
        captureStack(error, skipping: 0, hiding: newTarget.asObject)
        if !message.isUndefined { defineOwn(error, names[.message], Value(try toString(message)), .hidden) }
        // InstallErrorCause(O, options)
        if let object = options.object, try hasProperty(object, names[.cause]) {
            defineOwn(error, names[.cause], try get(object, .cause), .hidden)
        }
        return error
    }
}

/// Error.captureStackTrace(targetObject [, constructorOpt]) https://nodejs.org/api/errors.html#errorcapturestacktracetargetobject-constructoropt
private func errorCaptureStackTrace(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { throw vm.typeError("invalid_argument") }
    if object.kind == .proxy || object.has(CellFlags.nonExtensible) && vm.ownProperty(object, vm.names[.stack]) == nil {
        throw vm.typeError("Cannot define property stack, object is not extensible")
    }
    vm.captureStack(object, skipping: 0, above: args[1].isCallable ? args[1].asObject : nil, hiding: args.callee)
    return .undefined
}

/// Error.prototype.toString() https://tc39.es/ecma262/#sec-error.prototype.tostring
private func errorPrototypeToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args.this.object else {
        throw vm.typeError("Method Error.prototype.toString called on incompatible receiver \(vm.display(args.this))")
    }
    let nameValue = try vm.get(object, .name)
    let name = nameValue.isUndefined ? vm.string("Error") : try vm.toString(nameValue)
    let messageValue = try vm.get(object, .message)
    let message = messageValue.isUndefined ? vm.emptyString : try vm.toString(messageValue)
    if name.isEmpty { return Value(message) }
    if message.isEmpty { return Value(name) }
    return Value(try vm.concatenate(try vm.concatenate(name, vm.string(": ")), message))
}
