import EventLoop
import JSEngine

/// One connection of an HTTP server: parses requests straight from the receive buffer, and writes answers straight to the
/// socket. JavaScript sees it as the hidden object that joins a request, its response and, once somebody asks, a net.Socket.
///
/// Pipelined requests are handed to the program as they come. The answer to the oldest goes straight to the socket; those that
/// come too early wait in their messages (`HTTPConnection+Pipelining.swift`).
final class HTTPConnection: HostPayload, StreamDelegate {
    enum Transport {
        /// The socket is native, served without a JavaScript object.
        case stream(EventLoop.Stream)
        /// A stream of JavaScript (`server.emit('connection', stream)`).
        case script
        /// Closed, or given away by an upgrade.
        case none
    }

    let server: HTTPServer
    var module: HTTPModule { server.module }
    var node: NodeRuntime { server.module.node }
    var vm: VM { server.module.vm }
    var transport: Transport
    var parser = HTTPParser(isRequest: true)

    /// The JavaScript object of this connection; made with the first request.
    var object = Value.undefined
    /// The net.Socket around it, once somebody asked for one; or the stream of JavaScript.
    var socket = Value.undefined
    /// The exchange whose answer is written now.
    var request = Value.undefined
    var response = Value.undefined
    var responseState: OutgoingState?
    /// The request that is being received: the one above, or a later one.
    var incoming = Value.undefined
    /// Exchanges whose turn to answer has not come, oldest first, and how many bytes they hold back.
    var waiting: [Exchange] = []
    var waitingBytes = 0
    /// A request listener is running; and the exchange that it ended: who listens for its end is known when it returns.
    var isDispatching = false
    var justEnded: Exchange?

    /// Bytes that were read and not parsed yet.
    var pending: [UInt8] = []
    var isExchanging = false
    var requestComplete = true
    var responseComplete = true
    /// The rest of the request's body goes nowhere.
    var dumpsBody = false
    /// JavaScript wants no more of the body for now.
    var bodyPaused = false
    var readingPaused = false
    /// The program paused the socket; only it may go on.
    private var pausedByScript = false
    /// The program reads the socket itself, and its 'data' events bring what is parsed here.
    var isFedByScript = false
    private(set) var isParsing = false
    var closesAfterFlush = false
    /// The server was closed when all was answered, though not sent: the connection counts as idle then, whatever its last answer
    /// promises.
    private var closesWhenIdle = false
    private var isEnding = false
    /// Answers are gathered in the module's buffer until the read is done.
    private(set) var corked = false
    /// What a body's writer handed out in this turn: it is told to wait for 'drain' before much is in the system's buffers.
    var recentBytes = 0
    var forgetsRecent = false
    var requestsServed = 0
    /// When the current message, or the connection, began; 0 between messages.
    var messageStart: UInt64
    var headComplete = false

    // The server's lists: of all connections, and of those that wait for a request.
    unowned(unsafe) var nextConnection: HTTPConnection?
    unowned(unsafe) var previousConnection: HTTPConnection?
    unowned(unsafe) var nextIdle: HTTPConnection?
    unowned(unsafe) var previousIdle: HTTPConnection?
    var isIdleListed = false
    var idleSince: UInt64 = 0
    /// The net.Socket's own timeout ends the connection when it stays idle.
    var isTimedByScript = false

    init(_ server: HTTPServer, _ transport: Transport) {
        self.server = server
        self.transport = transport
        messageStart = server.module.node.loop.now
        super.init()
        parser.maxHeaderSize = server.maxHeaderSize
        parser.isLenient = server.isLenient
    }

    /// Called by the server, which knows all open connections.
    func traceValues(_ heap: Heap) {
        heap.mark(object)
        heap.mark(socket)
        heap.mark(request)
        heap.mark(response)
        heap.mark(incoming)
        if let justEnded {
            heap.mark(justEnded.request)
            heap.mark(justEnded.response)
        }
        for exchange in waiting {
            heap.mark(exchange.request)
            heap.mark(exchange.response)
        }
    }
    override func trace(_ heap: Heap) { traceValues(heap) }

    var stream: EventLoop.Stream? { if case .stream(let stream) = transport { stream } else { nil } }
    var isOpen: Bool { if case .none = transport { false } else { true } }

    /// The JavaScript object.
    func objectForScript() -> Value {
        if object.isUndefined { object = Value(vm.makeHostObject(self, prototype: module.connectionPrototype)) }
        return object
    }

    // MARK: Reading

    func stream(_ stream: EventLoop.Stream, didRead bytes: UnsafeRawBufferPointer) {
        corked = !module.corkInUse
        if corked { module.corkInUse = true }
        node.perform { () throws(JSException) in
            if self.socket.isObject { try self.module.call(.socketActive, self.socket) }
            try self.feed(bytes)
        }
        uncork()
    }

    func streamDidReachEnd(_ stream: EventLoop.Stream) {
        node.perform { () throws(JSException) in try self.reachEnd() }
    }

    func stream(_ stream: EventLoop.Stream, didFailReading error: UVError) {
        node.perform { () throws(JSException) in try self.close(error: error.code) }
    }

    /// Parses what arrived, together with what was left over.
    func feed(_ bytes: UnsafeRawBufferPointer) throws(JSException) {
        if isIdleListed { server.removeIdle(self) }
        if messageStart == 0 { messageStart = node.loop.now }
        if pending.isEmpty && !isParsing {
            let p = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
            let used = try parse(p, bytes.count)
            if used < bytes.count && isOpen { keep(UnsafeRawBufferPointer(rebasing: bytes[used...])) }
        } else {
            pending.append(contentsOf: bytes)
            if !isParsing { try parsePending() }
        }
        if (pending.count > 65536 && (isExchanging || bodyPaused)) || holdsTooMuch { pauseStream() }
    }

    private func keep(_ bytes: UnsafeRawBufferPointer) { pending.append(contentsOf: bytes) }

    /// Goes on with bytes that wait.
    func parsePending() throws(JSException) {
        if isParsing || !isOpen { return }
        if !pending.isEmpty {
            // The bytes leave the connection while they are parsed: scripts that are called may add to them.
            let bytes = pending
            pending = []
            if messageStart == 0 { messageStart = node.loop.now }
            var thrown: JSException?
            var used = 0
            bytes.withUnsafeBufferPointer { buffer in
                do throws(JSException) { used = try parse(buffer.baseAddress!, buffer.count) } catch { thrown = error }
            }
            if used < bytes.count && isOpen { pending.insert(contentsOf: bytes[used...], at: 0) }
            if let thrown { throw thrown }
        }
        if readingPaused && !bodyPaused && !holdsTooMuch { resumeStream() }
    }

    /// - Returns: how many bytes were consumed.
    private func parse(_ p: UnsafePointer<UInt8>, _ count: Int) throws(JSException) -> Int {
        isParsing = true
        defer { isParsing = false }
        var position = 0
        while isOpen {
            if bodyPaused || waiting.count >= HTTPConnection.mostWaiting { break }
            // What follows an answer that ends the connection is not looked at.
            if isEnding || (closesAfterFlush && responseComplete && requestComplete) { return count }
            switch parser.next(p, &position, count) {
            case .needMore:
                return finishParse(position)
            case .head:
                rest = UnsafeRawBufferPointer(start: p + position, count: count - position)
                defer { rest = UnsafeRawBufferPointer(start: nil, count: 0) }
                try beginRequest(p)
            case .body(let start, let size):
                if !dumpsBody { try pushBody(UnsafeRawBufferPointer(start: p + start, count: size)) }
            case .complete:
                try completeRequest(p)
                // What is left belongs to another message, whose time begins now.
                if position < count {
                    messageStart = node.loop.now
                    headComplete = false
                }
            case .failed(let error):
                try fail(error, UnsafeRawBufferPointer(start: p, count: count))
                return count
            }
        }
        return position
    }

    /// What follows the head while JavaScript is told of it; an upgrade takes it over.
    private(set) var rest = UnsafeRawBufferPointer(start: nil, count: 0)

    private func finishParse(_ position: Int) -> Int {
        if parser.isIdle && !isExchanging { becomeIdle() }
        return position
    }

    func becomeIdle() {
        messageStart = 0
        headComplete = false
        if requestsServed == 0 { return }
        // An answer whose head was sent before the server was closed has promised that one more request is taken.
        if server.isClosing && (closesWhenIdle || server.keepAliveTimeout <= 0) {
            closesAfterFlush = true
            if !corked { endTransport() }
        } else if socket.isObject {
            _ = try? module.call(.onIdle, objectForScript(), socket)
            if isOpen { server.addIdle(self) }
        } else {
            server.addIdle(self)
        }
    }

    /// The server was closed, and the answer that is about to be sent is the last one: no further request was received.
    var announcesClose: Bool { server.isClosing && waiting.isEmpty && pending.isEmpty && rest.isEmpty }

    /// Whether closing now cuts nothing off: all that was received is answered, and nothing else has arrived.
    var isIdle: Bool {
        if isExchanging || !parser.isIdle || requestsServed == 0 { return false }
        guard let descriptor = stream?.fileDescriptor else { return true }
        return !Descriptors.hasUnread(descriptor)
    }

    /// The server is being closed while this connection is busy. One whose bytes the program reads itself is not judged by its answers.
    func serverWillClose() { closesWhenIdle = isExchanging && responseComplete && waiting.isEmpty && !isFedByScript }

    private func beginRequest(_ p: UnsafePointer<UInt8>) throws(JSException) {
        let head = parser.head
        requestsServed += 1
        closesWhenIdle = false
        headComplete = true
        if !isExchanging {
            isExchanging = true
            responseComplete = false
        }
        requestComplete = false
        dumpsBody = false
        let vm = vm
        let base = p + head.start
        let method = module.methodNames[head.method.index]
        let url = Value(vm.string(latin1: UnsafeBufferPointer(start: base + head.urlStart, count: head.urlEnd - head.urlStart)))
        let fields = head.fieldsText(vm, base)
        // Flags for JavaScript; see internal/http/server.
        var flags: Int32 = Int32(head.flags.rawValue)
        if parser.shouldKeepAlive { flags |= 1 << 16 }
        if parser.isUpgrade { flags |= 1 << 17 }
        if parser.expectsBody { flags |= 1 << 18 }
        if server.maxRequestsPerSocket > 0 && requestsServed >= server.maxRequestsPerSocket { flags |= 1 << 19 }
        if server.maxRequestsPerSocket > 0 && requestsServed > server.maxRequestsPerSocket { flags |= 1 << 20 }
        if isTimedByScript { flags |= 1 << 21 }
        isDispatching = true
        defer { didDispatch() }
        try vm.withArguments(
            [
                server.scriptObject, objectForScript(), method, url, fields,
                Value(int32: Int32(head.major) * 10 + Int32(head.minor)), Value(int32: flags),
            ], call: module.callback(.onRequest))
    }

    private func pushBody(_ bytes: UnsafeRawBufferPointer) throws(JSException) {
        let buffer = node.bufferValue(bytes)
        let more = try module.call(.onBody, incoming, buffer)
        if more.isFalse && isOpen {
            bodyPaused = true
            pauseStream()
        }
    }

    private func completeRequest(_ p: UnsafePointer<UInt8>) throws(JSException) {
        requestComplete = true
        messageStart = 0
        let request = incoming
        incoming = .undefined
        if !request.isUndefined {
            let count = parser.trailerEnd - parser.trailerStart
            if hadBody || count > 0 {
                let trailers =
                    count > 0
                    ? Value(vm.string(latin1: UnsafeBufferPointer(start: p + parser.trailerStart, count: count))) : .undefined
                try module.call(.onComplete, request, trailers)
            }
        }
        if responseComplete { endExchange() }
    }

    /// JavaScript must be told of the end of the request that is received: it saw the begin of a body.
    var hadBody = false
    /// The last answer is complete but not written: 'finish' waits.
    var waitsForFlush = false

    // MARK: Writing

    var canWrite: Bool { isOpen && !isEnding }

    /// More waits to be written than a stream's high water mark.
    var isFull: Bool {
        if let stream { return stream.writeQueueSize >= 16384 }
        return scriptIsFull
    }
    var scriptIsFull = false

    /// Appends bytes to what is written: gathered while a read is served, at once otherwise.
    /// - Parameters:
    ///   - large: bytes to be written between prefix and suffix without being gathered.
    func output(large: UnsafeRawBufferPointer?, prefix: (inout ByteBuffer) -> Void, suffix: (inout ByteBuffer) -> Void) {
        if corked {
            prefix(&module.corkBuffer)
            if let large {
                flush()
                write([large])
            }
            suffix(&module.corkBuffer)
            if module.corkBuffer.count > 65536 { flush() }
            return
        }
        var buffer = module.scratch
        module.scratch = ByteBuffer(capacity: 0)
        prefix(&buffer)
        if let large {
            let split = buffer.count
            suffix(&buffer)
            write([
                UnsafeRawBufferPointer(rebasing: buffer.bytes[..<split]), large,
                UnsafeRawBufferPointer(rebasing: buffer.bytes[split...]),
            ])
        } else {
            suffix(&buffer)
            write([buffer.bytes])
        }
        buffer.removeAll()
        buffer.shrink(to: 16384)
        module.scratch.deallocate()
        module.scratch = buffer
    }

    /// Writes what was gathered.
    func flush() {
        if !corked || module.corkBuffer.isEmpty { return }
        write([module.corkBuffer.bytes])
        module.corkBuffer.removeAll()
        module.corkBuffer.shrink(to: 131072)
    }

    private func uncork() {
        if !corked { return }
        flush()
        corked = false
        module.corkInUse = false
        if closesAfterFlush && responseComplete && isOpen { endTransport() }
    }

    private func write(_ buffers: [UnsafeRawBufferPointer]) {
        switch transport {
        case .stream(let stream):
            do throws(UVError) {
                let outcome = try buffers.withUnsafeBufferPointer { (list) throws(UVError) in
                    try stream.write(list) { [weak self] error in self?.didWrite(error) }
                }
                if outcome == .pending && !bodyPaused && stream.writeQueueSize > 1 << 20 { pauseStream() }
            } catch {
                // Reading tells the same, and then everybody is told.
                if readingPaused { resumeStream() }
            }
        case .script:
            for bytes in buffers where !bytes.isEmpty {
                do throws(JSException) {
                    let accepted = try module.call(.socketWrite, socket, node.bufferValue(bytes))
                    scriptIsFull = accepted.isFalse
                } catch { node.reportUncaught() }
            }
        case .none: break
        }
    }

    private func didWrite(_ error: UVError?) {
        if error != nil { return }
        guard let stream, stream.writeQueueSize == 0 else { return }
        drained()
    }

    /// The system, or the stream of JavaScript, took all.
    func drained() {
        scriptIsFull = false
        if waitsForFlush, let state = responseState {
            waitsForFlush = false
            let exchange = Exchange(request: request, response: response, state: state)
            node.perform { () throws(JSException) in self.announceFinish(exchange) }
        } else if let state = responseState, state.has(.needsDrain), !state.has(.finished) {
            state.flags.remove(.needsDrain)
            node.perform { () throws(JSException) in try self.module.call(.onDrain, self.response) }
        }
        if readingPaused && !bodyPaused && pending.count < 65536 && !holdsTooMuch { resumeStream() }
    }

    // MARK: Pausing

    private func pauseStream() {
        if readingPaused { return }
        readingPaused = true
        switch transport {
        case .stream(let stream) where !isFedByScript:
            stream.readStop()
            if socket.isObject { _ = try? module.call(.onPause, socket) }
        case .stream, .script: _ = try? vm.invoke(socket, vm.key("pause"))
        case .none: break
        }
    }

    func resumeStream() {
        if pausedByScript { return }
        readingPaused = false
        switch transport {
        case .stream(let stream) where !isFedByScript:
            try? stream.readStart()
            if socket.isObject { _ = try? module.call(.onResume, socket) }
        case .stream, .script: _ = try? vm.invoke(socket, vm.key("resume"))
        case .none: break
        }
    }

    /// JavaScript wants more of the body.
    func resumeBody() {
        if !bodyPaused { return }
        bodyPaused = false
        if pending.isEmpty {
            if readingPaused { resumeStream() }
            // The end of the body may be known already.
            node.nextTick(module.resumeFunction, objectForScript())
        } else {
            node.nextTick(module.resumeFunction, objectForScript())
        }
    }

    func pauseReading() {
        stream?.readStop()
        readingPaused = true
        pausedByScript = true
    }

    func resumeReading() -> Int32 {
        pausedByScript = false
        if readingPaused && !bodyPaused { resumeStream() }
        return 0
    }

    // MARK: Ending

    func reachEnd() throws(JSException) {
        if case .failed(let error) = parser.finish(), isOpen {
            try fail(error, UnsafeRawBufferPointer(start: nil, count: 0))
            if !isOpen { return }
        }
        if server.allowsHalfOpen && isExchanging {
            (waiting.last?.state ?? responseState)?.flags.insert(.last)
            return
        }
        if socket.isObject { try module.call(.onSocketEnd, objectForScript()) }
        if !isOpen { return }
        if isExchanging && !responseComplete || (stream?.writeQueueSize ?? 0) == 0 {
            try close(error: 0)
        } else {
            endTransport()
        }
    }

    /// The connection is gone: whoever is still busy with a request hears of it.
    func close(error: Int32) throws(JSException) {
        guard isOpen else { return }
        let stream = stream
        if corked { flush() }
        transport = .none
        server.remove(self)
        if let handle = handle, !handle.stream.isClosing {
            self.handle = nil
            handle.consumer = nil
        }
        stream?.close()
        defer { socket = .undefined }
        try abandonExchanges()
        if !object.isUndefined && socket.isObject { try module.call(.onSocketClose, object, Value(int32: error)) }
        try server.connectionClosed()
    }

    /// Sends FIN after what is written, and closes then.
    func endTransport() {
        if isEnding { return }
        isEnding = true
        switch transport {
        case .stream where socket.isObject:
            // Its own state must show it.
            do throws(JSException) { try module.call(.socketEnd, socket) } catch { node.reportUncaught() }
        case .stream(let stream):
            do throws(UVError) {
                try stream.shutdown { [weak self] _ in self?.lingers() }
            } catch { closeNow() }
        case .script:
            do throws(JSException) { try module.call(.socketEnd, socket) } catch { node.reportUncaught() }
        case .none: break
        }
    }

    /// Everything is sent. Closing at once would reset the connection, and lose the answer, if the peer still sends.
    private func lingers() { closeNow() }

    private func closeNow() {
        node.perform { () throws(JSException) in try self.close(error: 0) }
    }

    // MARK: Errors

    /// A malformed message: 'clientError', or an answer and the end.
    private func fail(_ error: HTTPParseError, _ packet: UnsafeRawBufferPointer) throws(JSException) {
        let buffer = packet.isEmpty ? Value.undefined : node.bufferValue(packet)
        try vm.withArguments(
            [
                server.scriptObject, objectForScript(), Value(vm.string(error.code)), Value(vm.string(error.reason)),
                Value(parser.errorOffset), buffer,
            ], call: module.callback(.onClientError))
    }

    /// The sweep found that a request takes too long.
    func timeOut() {
        node.perform { () throws(JSException) in
            self.messageStart = 0
            try self.vm.withArguments(
                [
                    self.server.scriptObject, self.objectForScript(), Value(self.vm.string("ERR_HTTP_REQUEST_TIMEOUT")),
                    Value(self.vm.string("Request timeout")), .zero, .undefined,
                ], call: self.module.callback(.onClientError))
        }
    }

    // MARK: The socket object

    /// The handle of the net.Socket that was made for this connection.
    weak var handle: StreamHandle?

    /// The net.Socket closes its handle.
    func handleWillClose() {
        flush()
        do throws(JSException) { try closeByHandle() } catch { node.reportUncaught() }
    }

    private func closeByHandle() throws(JSException) {
        guard isOpen else { return }
        transport = .none
        server.remove(self)
        handle = nil
        try abandonExchanges()
        try server.connectionClosed()
    }

    /// connection.unconsume(): the program listens to the socket's data; from here on its 'data' events feed the parser.
    func unconsume() {
        guard let handle, let stream, !isFedByScript else { return }
        isFedByScript = true
        stream.delegate = handle
        if !readingPaused { try? stream.readStart() }
    }

    /// connection.detach(): the bytes from here on belong to the socket object.
    func detach() {
        flush()
        transport = .none
        server.remove(self)
        if let handle {
            handle.consumer = nil
            handle.stream.delegate = handle
        }
        responseState?.connection = nil
        responseState = nil
        isExchanging = false
        // Answers that were waiting lose their connection.
        for exchange in waiting { exchange.state.connection = nil }
        waiting = []
    }
}
