import JSEngine

/// The state of http.OutgoingMessage that programs see as properties. Each line is one flag of `OutgoingState`.
let outgoingStateProperties: [BuiltinProperty] = [
    .accessor(
        "finished",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .finished) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .finished) }),
    .accessor(
        "writableEnded",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .finished) }),
    .accessor(
        "writableFinished",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .flushed) }),
    .accessor(
        "headersSent",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .headStored) }),
    .accessor(
        "_headerSent",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .headSent) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .headSent) }),
    .accessor(
        "chunkedEncoding",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .chunked) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .chunked) }),
    .accessor(
        "shouldKeepAlive",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .keepAlive) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .keepAlive) }),
    .accessor(
        "sendDate",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .sendDate) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .sendDate) }),
    .accessor(
        "_hasBody",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .hasBody) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .hasBody) }),
    .accessor(
        "useChunkedEncodingByDefault",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .chunkedByDefault) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .chunkedByDefault) }),
    .accessor(
        "_removedConnection",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .removedConnection) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .removedConnection) }),
    .accessor(
        "_removedContLen",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .removedLength) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .removedLength) }),
    .accessor(
        "_removedTE",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .removedEncoding) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .removedEncoding) }),
    .accessor(
        "_last",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .last) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .last) }),
    .accessor(
        "strictContentLength",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .strictLength) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .strictLength) }),
    .accessor(
        "_defaultKeepAlive",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .defaultKeepAlive) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .defaultKeepAlive) }),
    .accessor(
        "maxRequestsOnConnectionReached",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .maximumReached) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .maximumReached) }),
    .accessor(
        "destroyed",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .destroyed) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .destroyed) }),
    .accessor(
        "_closed",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .closed) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .closed) }),
    .accessor(
        "closed",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .closed) }),
    .accessor(
        "writableNeedDrain",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .needsDrain) }),
    .accessor(
        "_hasAgent",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .hasAgent) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .hasAgent) }),
    .accessor(
        "_expectContinue",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .expect) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .expect) }),
    .accessor(
        "_sent100",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .sent100) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .sent100) }),
    .accessor(
        "_rejectsBody",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .rejectsBody) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .rejectsBody) }),
    .accessor(
        "_flushed",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .flushed) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .flushed) }),
    .accessor(
        "_needsDrain",
        get: { (vm, args) throws(JSException) in try flag(vm, args, .needsDrain) },
        set: { (vm, args) throws(JSException) in try setFlag(vm, args, .needsDrain) }),
    .accessor("_header", get: outgoingHead),
    .accessor("_contentLength", get: outgoingContentLength, set: outgoingSetContentLength),
    .accessor("_keepAliveTimeout", get: outgoingTimeout, set: outgoingSetTimeout),
    .accessor("_maxRequestsPerSocket", get: outgoingMaxRequests, set: outgoingSetMaxRequests),
    .accessor("writableCorked", get: outgoingCorked),
    .accessor("_trailer", get: outgoingTrailer, set: outgoingSetTrailer),
    .accessor("_heldBytes", get: outgoingHeldBytes),
    .accessor("_bodyBytes", get: outgoingBodyBytes),
    .method("_setUniqueHeaders", 1, outgoingSetUnique),
]

private func flag(_ vm: VM, _ args: Arguments, _ flag: OutgoingState.Flags) throws(JSException) -> Value {
    Value(try OutgoingState.of(vm, args.this).has(flag))
}

private func setFlag(_ vm: VM, _ args: Arguments, _ flag: OutgoingState.Flags) throws(JSException) -> Value {
    try OutgoingState.of(vm, args.this).set(flag, vm.toBoolean(args[0]))
    return .undefined
}

/// message._header: the head, or null while there is none. Node's tests and some middleware ask whether it is there.
private func outgoingHead(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    if !state.has(.headStored) { return .null }
    if state.headText.isString { return state.headText }
    if state.head.isEmpty { return Value(vm.string("HTTP/1.1")) }
    state.headText = Value(state.head.withUnsafeBufferPointer { vm.string(latin1: $0) })
    return state.headText
}

private func outgoingContentLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let length = try OutgoingState.of(vm, args.this).contentLength
    return length < 0 ? .null : Value(length)
}

private func outgoingSetContentLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let length = args[0].isNullish ? -1 : try vm.toNumber(args[0])
    try OutgoingState.of(vm, args.this).contentLength = length >= 0 && length < 9e15 ? Int(length) : -1
    return .undefined
}

private func outgoingTimeout(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try OutgoingState.of(vm, args.this).keepAliveTimeout)
}

private func outgoingSetTimeout(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let timeout = try vm.toNumber(args[0])
    try OutgoingState.of(vm, args.this).keepAliveTimeout = timeout > 0 && timeout < 9e15 ? Int(timeout) : 0
    return .undefined
}

private func outgoingMaxRequests(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try OutgoingState.of(vm, args.this).maxRequestsPerSocket)
}

private func outgoingSetMaxRequests(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try OutgoingState.of(vm, args.this).maxRequestsPerSocket = Int(try vm.toInt32(args[0]))
    return .undefined
}

private func outgoingCorked(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try OutgoingState.of(vm, args.this).corked)
}

private func outgoingTrailer(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    return Value(state.trailer.withUnsafeBufferPointer { vm.string(latin1: $0) })
}

private func outgoingSetTrailer(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    let text = try vm.toString(args[0]).flat(vm)
    state.trailer = (0..<text.length).map { UInt8(truncatingIfNeeded: text.unit($0)) }
    return .undefined
}

private func outgoingBodyBytes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try OutgoingState.of(vm, args.this).bodyBytes)
}

private func outgoingHeldBytes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try OutgoingState.of(vm, args.this).held.count)
}

/// message._setUniqueHeaders(names): the option `uniqueHeaders`.
private func outgoingSetUnique(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    guard let list = args[0].object else { return .undefined }
    for i in 0..<(try vm.lengthOfArrayLike(list)) {
        state.unique.insert(state.lowerKey(try vm.toString(try vm.get(list, vm.key(index: i)))))
    }
    return .undefined
}
