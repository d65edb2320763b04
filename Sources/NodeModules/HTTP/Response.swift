import JSEngine

/// What http.ServerResponse has beyond OutgoingMessage. https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserverresponse
let responseProperties: [BuiltinProperty] = [
    .method("writeHead", 1, responseWriteHead, attributes: .all),
    .method("_implicitHeader", 0, responseImplicitHeader, attributes: .all),
    .accessor("statusCode", get: responseStatusCode, set: responseSetStatusCode, attributes: [.configurable, .enumerable]),
    .accessor(
        "statusMessage", get: responseStatusMessage, set: responseSetStatusMessage, attributes: [.configurable, .enumerable])
]

/// response.writeHead(statusCode[, statusMessage][, headers])
/// https://nodejs.org/docs/latest-v20.x/api/http.html#responsewriteheadstatuscode-statusmessage-headers
private func responseWriteHead(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    let node = vm.node
    if state.has(.headStored) { throw node.codedError("ERR_HTTP_HEADERS_SENT", Value(vm.string("write"))) }
    let code = args[0].isInt32 ? Int(args[0].asInt32) : Int(try vm.toInt32(args[0]))
    if code < 100 || code > 999 { throw node.codedError("ERR_HTTP_INVALID_STATUS_CODE", args[0]) }
    var headers = args[2]
    if args[1].isString {
        state.statusMessage = args[1]
    } else {
        if headers.isNullish { headers = args[1] }
        if !vm.toBoolean(state.statusMessage) { state.statusMessage = .undefined }
    }
    state.statusCode = Value(code)
    if !state.fields.isEmpty {
        try merge(vm, state, headers)
        headers = .null
    }
    if let message = state.statusMessage.string, !isFieldValue(vm, message) {
        throw node.codedError("ERR_INVALID_CHAR", Value(vm.string("statusMessage")))
    }
    if code == 204 || code == 304 || code < 200 { state.flags.remove(.hasBody) }
    if state.has(.expect) && !state.has(.sent100) { state.flags.remove(.keepAlive) }
    state.head.removeAll(keepingCapacity: true)
    state.head.reserveCapacity(160)
    state.append("HTTP/1.1 ")
    state.append(decimal: code)
    state.append(" ")
    if state.statusMessage.isUndefined {
        state.append(HTTPStatus.reason(code))
    } else {
        state.append(try vm.toString(state.statusMessage))
    }
    state.append("\r\n")
    try state.makeHead(headers)
    if state.statusMessage.isUndefined { state.statusMessage = Value(vm.string(HTTPStatus.reason(code))) }
    return args.this
}

/// Headers of writeHead come into their place among those of setHeader.
private func merge(_ vm: VM, _ state: OutgoingState, _ headers: Value) throws(JSException) {
    guard let given = headers.object else { return }
    if given.kind != .array {
        let keys = try vm.ownKeys(given)
        return try vm.withRoots(keys) { () throws(JSException) in
            for key in keys where key.isString {
                let name = try checkName(state, vm.value(of: key))
                let value = try vm.get(given, key)
                try checkValue(state, name, value)
                state.store(name, value)
            }
        }
    }
    let count = try vm.lengthOfArrayLike(given)
    if count % 2 != 0 { throw vm.node.codedError("ERR_INVALID_ARG_VALUE", Value(vm.string("headers")), headers) }
    for i in stride(from: 0, to: count, by: 2) {
        let key = state.lowerKey(try checkName(state, try vm.get(given, vm.key(index: i))))
        if let old = state.index(of: key) { state.fields.remove(at: old) }
    }
    for i in stride(from: 0, to: count, by: 2) {
        let name = try vm.get(given, vm.key(index: i))
        let value = try vm.get(given, vm.key(index: i + 1))
        let text = try checkName(state, name)
        try checkValue(state, text, value)
        let key = state.lowerKey(text)
        if let old = state.index(of: key) {
            let list = vm.makeArray()
            if let array = state.fields[old].value.object, array.kind == .array {
                for k in 0..<(try vm.lengthOfArrayLike(array)) { vm.arrayAppend(list, try vm.get(array, vm.key(index: k))) }
            } else {
                vm.arrayAppend(list, state.fields[old].value)
            }
            vm.arrayAppend(list, value)
            state.fields[old].value = Value(list)
        } else {
            state.store(text, value)
        }
    }
}

/// response._implicitHeader(): writeHead with what was set, through the method that programs may have replaced.
private func responseImplicitHeader(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    let function = try vm.getV(args.this, vm.key("writeHead"))
    return try vm.call(function, this: args.this, state.statusCode)
}

private func responseStatusCode(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try OutgoingState.of(vm, args.this).statusCode
}

private func responseSetStatusCode(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try OutgoingState.of(vm, args.this).statusCode = args[0]
    return .undefined
}

private func responseStatusMessage(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try OutgoingState.of(vm, args.this).statusMessage
}

private func responseSetStatusMessage(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try OutgoingState.of(vm, args.this).statusMessage = args[0]
    return .undefined
}
