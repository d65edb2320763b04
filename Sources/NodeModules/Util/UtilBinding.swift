import EventLoop
import JSEngine

/// internalBinding('util'): what util.inspect needs to know of the engine's objects.
func makeUtilBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    node.vm.makeObject([
        .method("getProxyDetails", 1, utilProxyDetails),
        .method("getPromiseDetails", 1, utilPromiseDetails),
        .method("previewEntries", 2, utilPreviewEntries),
        .method("getOwnNonIndexProperties", 2, utilOwnNonIndexProperties),
        .method("getConstructorName", 1, utilConstructorName),
        .method("getCallSites", 1, utilCallSites),
        .method("getExternalValue", 1, utilExternalValue),
    ])
}

private func utilProxyDetails(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let proxy = args[0].object(of: .proxy) else { return .undefined }
    let (target, handler) = vm.proxyDetails(proxy)
    if args[1].isFalse { return target }
    return Value(vm.makeArray([target, handler]))
}

private func utilPromiseDetails(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let promise = args[0].object(of: .promise) else { return .undefined }
    let details = vm.promiseDetails(promise)
    if details.state == 0 { return Value(vm.makeArray([.zero])) }
    return Value(vm.makeArray([Value(details.state), details.result]))
}

private func utilPreviewEntries(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object, let preview = vm.previewEntries(object) else { return .undefined }
    if !vm.toBoolean(args[1]) { return Value(preview.entries) }
    return Value(vm.makeArray([Value(preview.entries), Value(preview.isKeyValue)]))
}

private func utilOwnNonIndexProperties(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { return Value(vm.makeArray()) }
    let onlyEnumerable = vm.toBoolean(args[1]) && args[1] != .zero
    let list = vm.makeArray()
    let keys = try vm.ownKeys(object)
    try vm.withRoots(keys) { () throws(JSException) in
        for key in keys where !key.isIndex {
            if onlyEnumerable, try vm.getOwnPropertyDescriptor(object, key)?.enumerable != true { continue }
            vm.arrayAppend(list, vm.value(of: key))
        }
    }
    return Value(list)
}

private func utilConstructorName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object else { return .undefined }
    return Value(vm.string(vm.constructorName(object)))
}

private func utilCallSites(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let limit = args[0].isNumber ? Int(args[0].asNumber) : 8
    let list = vm.makeArray()
    for site in vm.currentCallSites(limit: limit + 1).dropFirst() {
        let object = vm.makeObject()
        vm.put(object, "functionName", site.functionName)
        vm.put(object, "scriptName", site.fileName)
        vm.put(object, "lineNumber", site.line)
        vm.put(object, "column", site.column)
        vm.arrayAppend(list, Value(object))
    }
    return Value(list)
}

private func utilExternalValue(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { .undefined }

/// internalBinding('types'): util.types' predicates.
func makeTypesBinding(_ node: NodeRuntime) throws(JSException) -> Object { node.vm.makeObject(typePredicates) }

private func has(_ kinds: CellKind..., value: Value) -> Value {
    guard let object = value.object else { return .false }
    return Value(kinds.contains(object.kind))
}

private let typePredicates: [BuiltinProperty] = [
    .method("isExternal", 1, { (_, _) in .false }),
    .method("isDate", 1, { (_, args) in has(.date, value: args[0]) }),
    .method("isArgumentsObject", 1, { (_, args) in has(.arguments, .mappedArguments, value: args[0]) }),
    .method("isBigIntObject", 1, { (_, args) in has(.bigintObject, value: args[0]) }),
    .method("isBooleanObject", 1, { (_, args) in has(.booleanObject, value: args[0]) }),
    .method("isNumberObject", 1, { (_, args) in has(.numberObject, value: args[0]) }),
    .method("isStringObject", 1, { (_, args) in has(.stringObject, value: args[0]) }),
    .method("isSymbolObject", 1, { (_, args) in has(.symbolObject, value: args[0]) }),
    .method("isBoxedPrimitive", 1, { (_, args) in
        has(.numberObject, .stringObject, .booleanObject, .bigintObject, .symbolObject, value: args[0])
    }),
    .method("isNativeError", 1, { (_, args) in has(.error, value: args[0]) }),
    .method("isRegExp", 1, { (_, args) in has(.regexp, value: args[0]) }),
    .method("isAsyncFunction", 1, { (vm, args) in Value(vm.isAsyncFunction(args[0])) }),
    .method("isGeneratorFunction", 1, { (vm, args) in Value(vm.isGeneratorFunction(args[0])) }),
    .method("isGeneratorObject", 1, { (_, args) in has(.generator, .asyncGenerator, value: args[0]) }),
    .method("isPromise", 1, { (_, args) in has(.promise, value: args[0]) }),
    .method("isMap", 1, { (_, args) in has(.map, value: args[0]) }),
    .method("isSet", 1, { (_, args) in has(.set, value: args[0]) }),
    .method("isMapIterator", 1, { (_, args) in has(.mapIterator, value: args[0]) }),
    .method("isSetIterator", 1, { (_, args) in has(.setIterator, value: args[0]) }),
    .method("isWeakMap", 1, { (_, args) in has(.weakMap, value: args[0]) }),
    .method("isWeakSet", 1, { (_, args) in has(.weakSet, value: args[0]) }),
    .method("isArrayBuffer", 1, { (_, args) in has(.arrayBuffer, value: args[0]) }),
    .method("isDataView", 1, { (_, args) in has(.dataView, value: args[0]) }),
    .method("isSharedArrayBuffer", 1, { (_, args) in has(.sharedArrayBuffer, value: args[0]) }),
    .method("isProxy", 1, { (_, args) in has(.proxy, value: args[0]) }),
    .method("isModuleNamespaceObject", 1, { (_, args) in has(.moduleNamespace, value: args[0]) }),
    .method("isAnyArrayBuffer", 1, { (_, args) in has(.arrayBuffer, .sharedArrayBuffer, value: args[0]) }),
    .method("isTypedArray", 1, { (_, args) in has(.typedArray, value: args[0]) }),
    .method("isArrayBufferView", 1, { (_, args) in has(.typedArray, .dataView, value: args[0]) }),
    .method("isUint8Array", 1, { (vm, args) in Value(vm.typedArrayName(args[0]) == "Uint8Array") }),
]

/// internalBinding('uv')
func makeUVBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let object = vm.makeObject([.method("getErrorMap", 0, uvErrorMap), .method("errname", 1, uvErrorName)])
    for error in UVError.all { vm.defineOwn(object, vm.key("UV_\(error.name)"), Value(Int(error.code))) }
    return object
}

private func uvErrorMap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let map = try vm.construct(vm.realm[.map])
    for error in UVError.all {
        let entry = vm.makeArray([error.name, error.message])
        _ = try vm.invoke(Value(map), vm.names[.set], Value(Int(error.code)), Value(entry))
    }
    return Value(map)
}

private func uvErrorName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.string(UVError(code: try vm.toInt32(args[0])).name))
}

/// internalBinding('async_context'): the value that AsyncLocalStorage keeps; see `VM.asyncContext`.
func makeAsyncContextBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    node.vm.makeObject([
        .method("get", 0, { (vm, _) in vm.asyncContext }),
        .method("set", 1, { (vm, args) in
            vm.asyncContext = args[0]
            return .undefined
        }),
    ])
}
