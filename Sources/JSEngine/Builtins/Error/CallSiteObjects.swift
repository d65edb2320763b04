/// The CallSite objects that Error.prepareStackTrace gets https://v8.dev/docs/stack-trace-api#customizing-stack-traces
func initialiseCallSite(_ realm: Realm) {
    let vm = realm.vm
    let prototype = realm.defineObject(.callSitePrototype, callSiteProperties)
    let constructor = vm.makeFunction("CallSite", length: 0) { (vm, _) throws(JSException) in
        throw vm.typeError("Illegal constructor")
    }
    vm.defineOwn(prototype, vm.names[.constructor], Value(constructor), .hidden)
}

private let callSiteProperties: [BuiltinProperty] = [
    .method("getColumnNumber", 0, callSiteGetColumnNumber),
    .method("getEnclosingColumnNumber", 0, callSiteGetColumnNumber),
    .method("getEnclosingLineNumber", 0, callSiteGetLineNumber),
    .method("getEvalOrigin", 0, callSiteGetEvalOrigin),
    .method("getFileName", 0, callSiteGetFileName),
    .method("getFunction", 0, callSiteGetFunction),
    .method("getFunctionName", 0, callSiteGetFunctionName),
    .method("getLineNumber", 0, callSiteGetLineNumber),
    .method("getMethodName", 0, callSiteGetMethodName),
    .method("getPosition", 0, callSiteGetPosition),
    .method("getPromiseIndex", 0, callSiteGetPromiseIndex),
    .method("getScriptNameOrSourceURL", 0, callSiteGetFileName),
    .method("getScriptHash", 0, callSiteGetScriptHash),
    .method("getThis", 0, callSiteGetThis),
    .method("getTypeName", 0, callSiteGetTypeName),
    .method("isAsync", 0, callSiteIsAsync),
    .method("isConstructor", 0, callSiteIsConstructor),
    .method("isEval", 0, callSiteIsEval),
    .method("isNative", 0, callSiteIsNative),
    .method("isPromiseAll", 0, callSiteIsPromiseAll),
    .method("isToplevel", 0, callSiteIsToplevel),
    .method("toString", 0, callSiteToString),
]

private final class CallSitePayload: HostPayload {
    let site: CallSite
    init(_ site: CallSite) { self.site = site }
    override func trace(_ heap: Heap) {
        heap.mark(site.this)
        if let function = site.function { heap.mark(Value(function)) }
    }
}

extension VM {
    /// An array of CallSite objects.
    func makeCallSites(_ sites: [CallSite]) -> Object {
        let result = makeArray(capacity: sites.count)
        heap.paused += 1
        defer { heap.paused -= 1 }
        for site in sites {
            arrayAppend(result, Value(makeHostObject(CallSitePayload(site), prototype: realm[.callSitePrototype])))
        }
        return result
    }

    /// The result of Error.prepareStackTrace, or nil when there is none.
    func callPrepareStackTrace(_ error: Object, _ sites: [CallSite]) throws(JSException) -> Value? {
        guard realm.isMaterialised(.error),
            let own = ownProperty(realm[.error].asObject, names[.prepareStackTrace]), !own.isAccessor, own.value.isCallable
        else { return nil }
        let list = makeCallSites(sites)
        return try call(own.value, this: realm[.error], Value(error), Value(list))
    }

    fileprivate func site(_ args: Arguments) throws(JSException) -> CallSite {
        guard let payload: CallSitePayload = payload(args.this) else {
            throw typeError("CallSite method called on incompatible receiver")
        }
        return payload.site
    }

    fileprivate func textOrNull(_ text: String) -> Value { text.isEmpty ? .null : Value(string(text)) }
}

private func callSiteGetColumnNumber(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let site = try vm.site(args)
    return site.isNative ? .null : Value(site.column)
}

private func callSiteGetEvalOrigin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { .undefined }

private func callSiteGetFileName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.textOrNull(try vm.site(args).fileName)
}

private func callSiteGetFunction(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    // Strict functions are not given out.
    guard let function = try vm.site(args).function, function.kind == .function else { return .undefined }
    let template = Executable.of(function.internalSlot(FunctionSlot.executable).asCell).template
    return template.isStrict ? .undefined : Value(function)
}

private func callSiteGetFunctionName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.textOrNull(try vm.site(args).functionName)
}

private func callSiteGetLineNumber(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let site = try vm.site(args)
    return site.isNative ? .null : Value(site.line)
}

private func callSiteGetMethodName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let site = try vm.site(args)
    // The key under which the receiver or one of its prototypes holds the function.
    guard var object = site.this.object, let function = site.function, !site.functionName.isEmpty else { return .null }
    let key = vm.key(site.functionName)
    while object.kind != .proxy {
        if !object.has(CellFlags.exotic), let own = vm.ownProperty(object, key), own.value == Value(function) {
            return Value(vm.string(site.functionName))
        }
        guard let next = vm.shape(object).pointee.prototype.object else { break }
        object = next
    }
    return .null
}

private func callSiteGetPosition(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { .zero }

private func callSiteGetPromiseIndex(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { .null }

private func callSiteGetScriptHash(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(vm.emptyString) }

private func callSiteGetThis(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let site = try vm.site(args)
    guard let function = site.function, function.kind == .function else { return .undefined }
    let template = Executable.of(function.internalSlot(FunctionSlot.executable).asCell).template
    return template.isStrict || site.this.isEmpty ? .undefined : site.this
}

private func callSiteGetTypeName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let site = try vm.site(args)
    if site.this.isNullish || site.this.isEmpty { return .null }
    if let object = site.this.object { return Value(vm.string(vm.constructorName(object))) }
    return Value(vm.string(vm.constructorName(vm.prototype(ofPrimitive: site.this))))
}

private func callSiteIsAsync(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(try vm.site(args).isAsync) }

private func callSiteIsConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.site(args).isConstructor)
}

private func callSiteIsEval(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(try vm.site(args).isEval) }

private func callSiteIsNative(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(try vm.site(args).isNative) }

private func callSiteIsPromiseAll(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { .false }

private func callSiteIsToplevel(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let site = try vm.site(args)
    return Value(site.isTopLevel || site.this.isNullish || site.this == Value(vm.realm.global))
}

private func callSiteToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.string(try vm.site(args).description))
}
