import JSEngine

/// internalBinding('vm'): scripts and contexts. https://nodejs.org/docs/latest-v20.x/api/vm.html
func makeVMBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    node.vm.makeObject([
        .method("checkSyntax", 2, vmCheckSyntax),
        .method("runInThisContext", 2, vmRunInThisContext),
        .method("makeContext", 0, vmMakeContext),
        .method("runInContext", 3, vmRunInContext),
        .method("compileFunction", 3, vmCompileFunction),
    ])
}

/// A context's realm.
private final class ContextPayload: HostPayload {
    let realm: Realm
    init(_ realm: Realm) { self.realm = realm }
}

private func source(_ vm: VM, _ args: Arguments, _ index: Int) throws(JSException) -> SourceText {
    vm.sourceText(try vm.toString(args[index]), name: try vm.toString(args[index + 1]).toSwift(vm))
}

/// checkSyntax(code, filename): throws the SyntaxError.
private func vmCheckSyntax(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    _ = try vm.compileScript(try source(vm, args, 0), wantsCompletionValue: true)
    return .undefined
}

/// runInThisContext(code, filename)
private func vmRunInThisContext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.runScript(try source(vm, args, 0), wantsCompletionValue: true)
}

/// makeContext(): a realm of its own; [handle, global].
private func vmMakeContext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let realm = Realm(vm)
    let result = vm.makeArray()
    vm.arrayAppend(result, Value(vm.makeHostObject(ContextPayload(realm), prototype: .null)))
    vm.arrayAppend(result, Value(realm.global))
    return Value(result)
}

/// runInContext(code, filename, handle)
private func vmRunInContext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let context: ContextPayload = vm.payload(args[2]) else { throw vm.typeError("Illegal context") }
    let text = try source(vm, args, 0)
    return try vm.withRealm(context.realm) { () throws(JSException) in try vm.runScript(text, wantsCompletionValue: true) }
}

/// compileFunction(code, parameters, filename)
private func vmCompileFunction(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(
        try vm.compileFunction(
            .normal, parameters: try vm.toString(args[1]), body: try vm.toString(args[0]), name: "",
            file: try vm.toString(args[2]).toSwift(vm)))
}
