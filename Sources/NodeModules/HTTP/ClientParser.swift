import JSEngine

/// The parser of http.ClientRequest's answers, on chunks that JavaScript read from a socket.
final class ClientParser: HostPayload {
    var parser = HTTPParser(isRequest: false)
    var pending: [UInt8] = []
    let module: HTTPModule
    var isExecuting = false
    init(_ module: HTTPModule) { self.module = module }
}

private let clientParserProperties: [BuiltinProperty] = [
    .method("execute", 2, parserExecute),
    .method("finish", 0, parserFinish),
    .method("reset", 2, parserReset),
    .accessor("isLenient", get: parserLenient, set: parserSetLenient),
    .accessor("maxHeaderSize", get: parserMaxHeaderSize, set: parserSetMaxHeaderSize),
]

/// createParser()
func createClientParser(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let module = try httpModule(vm, args)
    let prototype = vm.makeObject()
    vm.realm.define(clientParserProperties, on: prototype)
    return Value(vm.makeHostObject(ClientParser(module), prototype: Value(prototype)))
}

private func parser(_ vm: VM, _ args: Arguments) throws(JSException) -> ClientParser {
    guard let parser: ClientParser = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return parser
}

/// reset(skipsBody, isConnect): another response comes
private func parserReset(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try parser(vm, args)
    state.parser = HTTPParser(isRequest: false)
    state.parser.maxHeaderSize = HTTPParser.defaultMaxHeaderSize
    state.parser.skipsBody = vm.toBoolean(args[0])
    state.parser.answersConnect = vm.toBoolean(args[1])
    state.pending = []
    return .undefined
}

private func parserLenient(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try parser(vm, args).parser.isLenient)
}

private func parserSetLenient(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try parser(vm, args).parser.isLenient = vm.toBoolean(args[0])
    return .undefined
}

private func parserMaxHeaderSize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try parser(vm, args).parser.maxHeaderSize)
}

private func parserSetMaxHeaderSize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let size = Int(try vm.toInt32(args[0]))
    if size > 0 { try parser(vm, args).parser.maxHeaderSize = size }
    return .undefined
}

/// execute(chunk, receiver): parses, and calls onHead(status, reason, head, version, flags), onBody(buffer), onComplete(trailers) of the receiver.
/// A callback that answers true stops the parsing.
/// - Returns: undefined; or, where parsing stopped, a Buffer with the rest; or `[code, reason, bytesParsed]` for an error.
private func parserExecute(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try parser(vm, args)
    guard let receiver = args[1].object else { throw vm.typeError("Illegal invocation") }
    var bytes = state.pending
    bytes.append(contentsOf: try vm.node.copyBytes(args[0]))
    state.pending = []
    var position = 0
    var answer = Value.undefined
    var thrown: JSException?
    bytes.withUnsafeBufferPointer { buffer in
        guard let p = buffer.baseAddress else { return }
        do throws(JSException) { answer = try run(vm, state, receiver, p, buffer.count, &position) } catch { thrown = error }
    }
    if let thrown { throw thrown }
    if answer.isUndefined && position < bytes.count { state.pending = Array(bytes[position...]) }
    return answer
}

private func run(
    _ vm: VM, _ state: ClientParser, _ receiver: Object, _ p: UnsafePointer<UInt8>, _ count: Int, _ position: inout Int
) throws(JSException) -> Value {
    func stop() -> Value { vm.node.bufferValue(UnsafeRawBufferPointer(start: p + position, count: count - position)) }
    while true {
        switch state.parser.next(p, &position, count) {
        case .needMore:
            return .undefined
        case .head:
            let head = state.parser.head
            let base = p + head.start
            var flags = Int32(head.flags.rawValue)
            if state.parser.shouldKeepAlive { flags |= 1 << 16 }
            if state.parser.isUpgrade { flags |= 1 << 17 }
            if state.parser.expectsBody { flags |= 1 << 18 }
            let onHead = try vm.get(receiver, vm.key("onHead"))
            vm.heap.paused += 1
            let arguments = [
                Value(head.status),
                Value(
                    vm.string(
                        latin1: UnsafeBufferPointer(start: base + head.reasonStart, count: head.reasonEnd - head.reasonStart))),
                head.fieldsText(vm, base),
                Value(Int(head.major) * 10 + Int(head.minor)), Value(int32: flags),
            ]
            vm.heap.paused -= 1
            if vm.toBoolean(try vm.call(onHead, this: Value(receiver), arguments)) { return stop() }
        case .body(let start, let size):
            let buffer = vm.node.bufferValue(UnsafeRawBufferPointer(start: p + start, count: size))
            if vm.toBoolean(try vm.invoke(Value(receiver), vm.key("onBody"), buffer)) { return stop() }
        case .complete:
            let trailers = state.parser.trailerEnd - state.parser.trailerStart
            let text =
                trailers > 0
                ? Value(vm.string(latin1: UnsafeBufferPointer(start: p + state.parser.trailerStart, count: trailers))) : .undefined
            if vm.toBoolean(try vm.invoke(Value(receiver), vm.key("onComplete"), text)) { return stop() }
        case .failed(let error):
            let list = vm.makeArray()
            vm.arrayAppend(list, Value(vm.string(error.code)))
            vm.arrayAppend(list, Value(vm.string(error.reason)))
            vm.arrayAppend(list, Value(state.parser.errorOffset))
            return Value(list)
        }
    }
}

/// finish(): the connection ended: true when that ends a message, `[code, reason]` when it cuts one off.
private func parserFinish(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try parser(vm, args)
    switch state.parser.finish() {
    case .complete: return .true
    case .failed(let error):
        let list = vm.makeArray()
        vm.arrayAppend(list, Value(vm.string(error.code)))
        vm.arrayAppend(list, Value(vm.string(error.reason)))
        return Value(list)
    default: return .undefined
    }
}
