import EventLoop
import JSEngine

/// What all connections and messages share: the prototype of responses, keys, the functions of the JavaScript halves, buffers.
final class HTTPModule: HostPayload {
    /// The functions that `internal/http/server` and `internal/http/outgoing` register.
    enum Callback: String, CaseIterable {
        /// onRequest(server, connection, method, url, head, version, flags)
        case onRequest
        /// onBody(request, buffer): false when no more is wanted for now
        case onBody
        /// onComplete(request, trailers)
        case onComplete
        /// onFinish(response, request)
        case onFinish
        /// onAbort(request, response)
        case onAbort
        /// onClientError(server, connection, code, reason, bytesParsed, packet)
        case onClientError
        /// onSocketClose(connection, errorCode)
        case onSocketClose
        /// onSocketEnd(connection)
        case onSocketEnd
        /// onDrain(response)
        case onDrain
        /// onOutput(message, buffer, callback): bytes of a message that has no connection
        case onOutput
        /// implicitHeader(message)
        case implicitHeader
        /// fail(message, error, callback): an error of write or end
        case onWriteError
        /// attach an 'finish' listener: once(message, callback)
        case onceFinish
        /// onConnectionIdle(server): the server may be waiting for its last connection
        case onConnectionClosed
        /// toWrite(socket, buffer): bytes for a user's stream
        case socketWrite
        /// socketEnd(socket)
        case socketEnd
        /// activity(socket): the socket's timeout starts anew
        case socketActive
        /// The server's own listener of 'connection': it alone needs no net.Socket.
        case connectionListener
        /// ended(message): end() of a message without a connection has handed everything out
        case onEnded

        /// The place in `allCases`.
        var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
        /// onTurn(connection, response): a pipelined response may be sent now
        case onTurn
        /// onIdle(connection, socket): a connection with a net.Socket waits for its next request
        case onIdle
        /// onPause(socket): nobody reads the body for now
        case onPause
        /// onResume(socket): it is read again
        case onResume
    }

    unowned(unsafe) let node: NodeRuntime
    var vm: VM { node.vm }
    private var callbacks = [Value](repeating: .undefined, count: Callback.allCases.count)
    var methodNames: [Value] = []
    var date = HTTPDate()
    /// Answers to what one read brought are gathered here and written together.
    var corkBuffer = ByteBuffer(capacity: 16384)
    var corkInUse = false
    var scratch = ByteBuffer(capacity: 4096)
    var connectionPrototype = Value.undefined
    var outgoingSymbol = Value.undefined
    var resumeFunction = Value.undefined
    var finishFunction = Value.undefined
    var turnFunction = Value.undefined
    var drainFunction = Value.undefined
    let eventsKey: PropertyKey
    let readableStateKey: PropertyKey
    let implicitHeaderKey: PropertyKey
    let lengthKey: PropertyKey

    init(_ node: NodeRuntime) {
        self.node = node
        let vm = node.vm
        eventsKey = vm.key("_events")
        readableStateKey = vm.key("_readableState")
        implicitHeaderKey = vm.key("_implicitHeader")
        lengthKey = vm.key("length")
        super.init()
        for method in HTTPMethod.allCases { methodNames.append(Value(vm.string(method.name))) }
        outgoingSymbol = Value(vm.makeSymbol(description: Value(vm.string("kOutgoing"))))
    }

    override func trace(_ heap: Heap) {
        for value in callbacks { heap.mark(value) }
        for value in methodNames { heap.mark(value) }
        for key in [eventsKey, readableStateKey, implicitHeaderKey, lengthKey] { heap.mark(vm.value(of: key)) }
        heap.mark(connectionPrototype)
        heap.mark(outgoingSymbol)
        heap.mark(resumeFunction)
        heap.mark(finishFunction)
        heap.mark(turnFunction)
        heap.mark(drainFunction)
    }

    func callback(_ name: Callback) -> Value { callbacks[name.index] }

    @discardableResult
    func call(_ name: Callback, _ a: Value, _ b: Value = .undefined, _ c: Value = .undefined) throws(JSException) -> Value {
        try vm.call(callbacks[name.index], this: .undefined, a, b, c)
    }

    /// Takes the functions of an object, by the names of `Callback`.
    func setCallbacks(_ object: Object) throws(JSException) {
        for name in Callback.allCases {
            let function = try vm.get(object, vm.key(name.rawValue))
            if function.isCallable { callbacks[name.index] = function }
        }
    }
}

/// internalBinding('http_native')
func makeHTTPBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    HTTPParser.defaultMaxHeaderSize = node.options.maxHTTPHeaderSize > 0 ? node.options.maxHTTPHeaderSize : 16384
    HTTPParser.isLenientByDefault = node.options.usesInsecureHTTPParser
    let module = HTTPModule(node)
    let holder = Value(vm.makeHostObject(module, prototype: .null))
    let binding = vm.makeObject()
    vm.put(binding, "module", holder)
    HTTPModule.current = module
    func function(_ name: StaticString, _ length: Int, _ body: @escaping NativeFunction) {
        vm.defineOwn(binding, vm.key(name), Value(vm.makeFunction(name, length: length, data: holder, body)))
    }
    let methods = vm.makeArray(module.methodNames)
    vm.put(binding, "methods", Value(methods))
    vm.put(binding, "maxHeaderSize", Value(HTTPParser.defaultMaxHeaderSize))
    vm.put(binding, "isLenient", Value(HTTPParser.isLenientByDefault))
    let codes = vm.makeObject()
    for (code, reason) in HTTPStatus.reasons { vm.defineOwn(codes, vm.key(index: code), Value(vm.string(reason))) }
    vm.put(binding, "STATUS_CODES", Value(codes))
    function("setCallbacks", 1) { (vm, args) throws(JSException) in
        if let object = args[0].object { try httpModule(vm, args).setCallbacks(object) }
        return .undefined
    }
    function("utcDate", 0) { (vm, args) throws(JSException) in
        Value(vm.string(try httpModule(vm, args).date.value()))
    }
    function("initOutgoing", 2, initOutgoing)
    function("createServer", 1, createHTTPServer)
    function("attachSocket", 2, attachHTTPSocket)
    function("createParser", 1, createClientParser)
    function("rawHeaders", 1, makeRawHeaders)
    function("headers", 2, makeHeadersObject)
    function("checkHeaderName", 1, checkHeaderName)
    function("checkHeaderValue", 1, checkHeaderValue)
    let connection = vm.makeObject()
    vm.realm.define(httpConnectionProperties, on: connection)
    module.connectionPrototype = Value(connection)
    module.resumeFunction = Value(vm.makeFunction("resumeParsing", length: 1, data: holder, resumeParsing))
    module.finishFunction = Value(vm.makeFunction("emitFinish", length: 2, data: holder) { (vm, args) throws(JSException) in
        try httpModule(vm, args).call(.onFinish, args[0], args[1])
    })
    module.turnFunction = Value(vm.makeFunction("beginTurn", length: 2, data: holder) { (vm, args) throws(JSException) in
        try httpModule(vm, args).call(.onTurn, args[0], args[1])
    })
    module.drainFunction = Value(vm.makeFunction("forgetRecent", length: 1, data: holder) { (vm, args) throws(JSException) in
        if let connection: HTTPConnection = vm.payload(args[0]) { connection.forgetRecent() }
        return .undefined
    })
    let outgoing = vm.makeObject()
    vm.realm.define(outgoingProperties, on: outgoing)
    vm.realm.define(outgoingStateProperties, on: outgoing)
    vm.put(binding, "outgoingMethods", Value(outgoing))
    let response = vm.makeObject()
    vm.realm.define(responseProperties, on: response)
    vm.put(binding, "responseMethods", Value(response))
    return binding
}

/// The module behind a function of the binding.
func httpModule(_ vm: VM, _ args: Arguments) throws(JSException) -> HTTPModule {
    guard let module: HTTPModule = vm.payload(args.data(0)) else { throw vm.typeError("Illegal invocation") }
    return module
}

/// checkHeaderName(text): whether it is a token.
private func checkHeaderName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let text = args[0].string else { return .false }
    return Value(isToken(vm, text))
}

/// checkHeaderValue(text): whether it has no forbidden characters.
private func checkHeaderValue(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(isFieldValue(vm, try vm.toString(args[0])))
}

func isToken(_ vm: VM, _ text: JSString) -> Bool {
    let text = text.flat(vm)
    if text.isEmpty || text.isWide { return false }
    let (table, p) = (HTTPCharacters.table, text.latin1)
    for i in 0..<text.length where table[Int(p[i])] & HTTPCharacters.token == 0 { return false }
    return true
}

func isFieldValue(_ vm: VM, _ text: JSString) -> Bool {
    let text = text.flat(vm)
    if text.isWide {
        for i in 0..<text.length {
            let unit = text.utf16[i]
            if unit > 0xFF || HTTPCharacters.table[Int(unit)] & HTTPCharacters.fieldValue == 0 { return false }
        }
        return true
    }
    let (table, p) = (HTTPCharacters.table, text.latin1)
    for i in 0..<text.length where table[Int(p[i])] & HTTPCharacters.fieldValue == 0 { return false }
    return true
}
