import EventLoop
import JSEngine

/// What internal/http/server does with a connection.
let httpConnectionProperties: [BuiltinProperty] = [
    .method("begin", 2, connectionBegin),
    .method("resume", 1, connectionResume),
    .method("dump", 1, connectionDump),
    .method("takeHandle", 0, connectionTakeHandle),
    .method("detach", 0, connectionDetach),
    .method("unconsume", 0, connectionUnconsume),
    .method("destroy", 0, connectionDestroy),
    .method("endSoon", 0, connectionEndSoon),
    .method("writeRaw", 1, connectionWriteRaw),
    .method("feed", 1, connectionFeed),
    .method("end", 0, connectionEnd),
    .method("drained", 0, connectionDrained),
    .accessor("socket", get: connectionSocket, set: connectionSetSocket),
    .accessor("isTimedByScript", get: connectionIsTimed, set: connectionSetTimed),
    .accessor("isOpen", get: connectionIsOpen),
    .accessor("requestsServed", get: connectionRequestsServed),
    .accessor("isExchanging", get: connectionIsExchanging),
    .accessor("response", get: connectionResponse),
    .accessor("incoming", get: connectionIncoming),
    .accessor("gatheredBytes", get: connectionGatheredBytes),
]

private func connection(_ vm: VM, _ args: Arguments) throws(JSException) -> HTTPConnection {
    guard let connection: HTTPConnection = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return connection
}

/// begin(request, response)
private func connectionBegin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    connection.begin(args[0], args[1], try OutgoingState.of(vm, args[1]))
    return .undefined
}

/// resume(request): more of its body is wanted
private func connectionResume(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    if connection.incoming == args[0] { connection.resumeBody() }
    return .undefined
}

/// dump(request): the rest of its body is thrown away
private func connectionDump(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    if connection.incoming == args[0] {
        connection.dumpsBody = true
        connection.resumeBody()
    }
    return .undefined
}

/// takeHandle(): the handle for a net.Socket around this connection; undefined when it is gone
private func connectionTakeHandle(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    guard let stream = connection.stream else { return .undefined }
    if let handle = connection.handle, let object = handle.object { return Value(object) }
    let (object, handle) = StreamHandle.wrap(try NetModule.of(vm.node), stream)
    handle.consumer = connection
    connection.handle = handle
    return Value(object)
}

/// detach(): HTTP ends here; a Buffer with the bytes that were read already
private func connectionDetach(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    let rest = vm.node.bufferValue(connection.rest)
    connection.detach()
    return rest
}

private func connectionUnconsume(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try connection(vm, args).unconsume()
    return .undefined
}

/// The request that is being received, or else the one that is answered.
private func connectionIncoming(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    let request = connection.incoming.isUndefined ? connection.request : connection.incoming
    return request.isUndefined ? .null : request
}

/// The size of answers that go out at the end of this turn.
private func connectionGatheredBytes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    return Value((connection.corked ? connection.module.corkBuffer.count : 0) + (connection.stream?.writeQueueSize ?? 0))
}

private func connectionDestroy(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try connection(vm, args).close(error: 0)
    return .undefined
}

private func connectionEndSoon(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    connection.flush()
    connection.endTransport()
    return .undefined
}

/// writeRaw(text): an answer that no response object makes
private func connectionWriteRaw(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    try vm.node.lendBytes(args[0], encoding: .undefined) { bytes in
        if connection.canWrite { connection.output(large: nil, prefix: { $0.append(bytes) }, suffix: { _ in }) }
    }
    return .undefined
}

/// feed(chunk): bytes of a stream of JavaScript
private func connectionFeed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    if !connection.isOpen { return .undefined }
    // Scripts that run meanwhile could change the chunk.
    let bytes = try vm.node.copyBytes(args[0])
    var thrown: JSException?
    bytes.withUnsafeBytes { buffer in
        if buffer.isEmpty { return }
        do throws(JSException) { try connection.feed(buffer) } catch { thrown = error }
    }
    if let thrown { throw thrown }
    return .undefined
}

private func connectionEnd(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let connection = try connection(vm, args)
    if connection.isOpen { try connection.reachEnd() }
    return .undefined
}

private func connectionDrained(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try connection(vm, args).drained()
    return .undefined
}

private func connectionSocket(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try connection(vm, args).socket
}

private func connectionSetSocket(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try connection(vm, args).socket = args[0]
    return .undefined
}

private func connectionIsTimed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try connection(vm, args).isTimedByScript)
}

private func connectionSetTimed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try connection(vm, args).isTimedByScript = vm.toBoolean(args[0])
    return .undefined
}

private func connectionIsOpen(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try connection(vm, args).isOpen)
}

private func connectionRequestsServed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try connection(vm, args).requestsServed)
}

private func connectionIsExchanging(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try connection(vm, args).isExchanging)
}

private func connectionResponse(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try connection(vm, args).response
}

/// resumeParsing(connection): bytes that waited for the end of an exchange
func resumeParsing(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if let connection: HTTPConnection = vm.payload(args[0]) { try connection.parsePending() }
    return .undefined
}
