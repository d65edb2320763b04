import EventLoop
import JSEngine

/// The exchanges of a connection: one is answered, later ones wait for their turn. The order of answers is that of requests
/// (RFC 9112 §9.3.2), whatever order programs answer in.
extension HTTPConnection {
    struct Exchange {
        let request: Value
        let response: Value
        let state: OutgoingState
    }

    /// More requests than this are not parsed ahead of the oldest answer.
    static let mostWaiting = 1024

    /// Early answers fill the memory, or the peer does not take the present one: nothing more is read.
    var holdsTooMuch: Bool { !waiting.isEmpty && (waitingBytes >= 16384 || isFull) }

    /// connection.begin(request, response): the objects of the exchange that JavaScript made.
    func begin(_ request: Value, _ response: Value, _ state: OutgoingState) {
        incoming = request
        hadBody = parser.expectsBody
        if hadBody { state.flags.insert(.requestBody) }
        state.connection = self
        state.keepAliveTimeout = server.keepAliveTimeout
        state.maxRequestsPerSocket = server.maxRequestsPerSocket
        state.set(.keepAlive, parser.shouldKeepAlive)
        let head = parser.head
        if head.method == .HEAD { state.flags.remove(.hasBody) }
        if head.major < 1 || (head.major == 1 && head.minor < 1) || head.major > 1 { state.flags.remove(.chunkedByDefault) }
        if head.flags.contains(.expectContinue) { state.flags.insert(.expect) }
        if server.maxRequestsPerSocket > 0 && requestsServed >= server.maxRequestsPerSocket {
            state.flags.insert(.maximumReached)
        }
        if responseState == nil {
            self.request = request
            self.response = response
            responseState = state
        } else {
            state.flags.insert(.queued)
            waiting.append(Exchange(request: request, response: response, state: state))
        }
    }

    /// Keeps what a message that is not yet to be sent hands out.
    /// - Returns: false when the connection holds so much that the program should wait for 'drain'.
    func hold(_ state: OutgoingState, _ write: (inout ByteBuffer) -> Void, callback: Value) -> Bool {
        var bytes = ByteBuffer(capacity: 256)
        defer { bytes.deallocate() }
        write(&bytes)
        state.held.append(contentsOf: bytes.bytes)
        if callback.isCallable { state.heldCallbacks.append(callback) }
        waitingBytes += bytes.count
        return waitingBytes < 16384
    }

    /// The response was handed out as a whole. That of a waiting exchange is looked at again at its turn.
    func responseEnded(_ state: OutgoingState) {
        guard state === responseState else { return }
        responseComplete = true
        if state.has(.last) { closesAfterFlush = true }
        if stream?.writeQueueSize ?? 0 > 0 && !corked {
            waitsForFlush = true
        } else {
            state.flags.insert(.flushed)
            let exchange = Exchange(request: request, response: response, state: state)
            if isDispatching { justEnded = exchange } else { announceFinish(exchange) }
        }
        if closesAfterFlush {
            if corked && socket.isObject { flush() }
            if !corked || socket.isObject { endTransport() }
        } else if requestComplete || !waiting.isEmpty {
            endExchange()
            if !isParsing && (!pending.isEmpty || readingPaused) { node.nextTick(module.resumeFunction, objectForScript()) }
        }
    }

    /// 'finish' and 'close' are emitted when somebody may listen; most responses have no listeners.
    func announceFinish(_ exchange: Exchange) {
        let (request, response, state) = (exchange.request, exchange.response, exchange.state)
        state.flags.insert(.flushed)
        if hasListeners(response) || hasListeners(request) || state.has(.requestBody) {
            node.nextTick(module.finishFunction, response, request)
        } else {
            state.flags.insert([.closed, .destroyed])
        }
    }

    /// The request listener returned.
    func didDispatch() {
        isDispatching = false
        guard let exchange = justEnded else { return }
        justEnded = nil
        announceFinish(exchange)
    }

    private func hasListeners(_ value: Value) -> Bool {
        guard let object = value.object else { return false }
        let events = try? vm.get(object, module.eventsKey)
        return events.map { !$0.isUndefined } ?? true
    }

    func endExchange() {
        let state = responseState
        request = .undefined
        response = .undefined
        responseState = nil
        state?.connection = nil
        if closesAfterFlush {
            isExchanging = false
            return
        }
        if !waiting.isEmpty { return beginTurn() }
        isExchanging = false
        hadBody = false
        bodyPaused = false
        if parser.isIdle && pending.isEmpty && !isParsing { becomeIdle() }
    }

    /// The oldest waiting exchange may answer: what it holds back is sent.
    private func beginTurn() {
        let next = waiting.removeFirst()
        let state = next.state
        request = next.request
        response = next.response
        responseState = state
        responseComplete = false
        state.flags.remove(.queued)
        waitingBytes -= state.held.count
        if !state.held.isEmpty {
            let held = state.held
            state.held = []
            held.withUnsafeBytes { bytes in output(large: bytes, prefix: { _ in }, suffix: { _ in }) }
        }
        for callback in state.heldCallbacks { node.nextTick(callback) }
        state.heldCallbacks = []
        if socket.isObject || hasListeners(response) { node.nextTick(module.turnFunction, objectForScript(), response) }
        if state.has(.finished) {
            responseEnded(state)
        } else if state.has(.needsDrain) && !isFull {
            forgetRecentSoon()
        }
    }

    /// The connection is gone: whoever is busy with a request hears of it.
    func abandonExchanges() throws(JSException) {
        var abandoned: [Exchange] = []
        if isExchanging && !responseComplete, let responseState {
            abandoned.append(Exchange(request: request, response: response, state: responseState))
        }
        abandoned += waiting
        // A request whose answer is complete may still be coming in.
        let cut = isExchanging && responseComplete && !requestComplete && abandoned.isEmpty ? incoming : .undefined
        if abandoned.isEmpty && cut.isUndefined && responseState == nil { return }
        responseState?.connection = nil
        responseState = nil
        request = .undefined
        response = .undefined
        incoming = .undefined
        waiting = []
        waitingBytes = 0
        isExchanging = false
        for exchange in abandoned { exchange.state.connection = nil }
        try vm.withRoots(abandoned.flatMap { [$0.request, $0.response] } + [cut]) { () throws(JSException) in
            for exchange in abandoned { try module.call(.onAbort, exchange.request, exchange.response) }
            if cut.isObject { try module.call(.onAbort, cut, .undefined) }
        }
    }

    // MARK: Writers that should wait

    /// Notes what a body's writer handed out.
    /// - Returns: whether it should wait for 'drain'. As in Node that is so as soon as a stream's high water mark was written in
    ///   one turn, even when the system took all of it: it keeps a program from filling the memory in a loop.
    func isMuch(_ count: Int) -> Bool {
        recentBytes += count
        if recentBytes >= 4096 { forgetRecentSoon() }
        return recentBytes >= 16384 || isFull
    }

    private func forgetRecentSoon() {
        if forgetsRecent { return }
        forgetsRecent = true
        node.nextTick(module.drainFunction, objectForScript())
    }

    /// The turn is over; what the system did not take is told by `drained` later.
    func forgetRecent() {
        forgetsRecent = false
        recentBytes = 0
        if corked { flush() }
        if let stream { if stream.writeQueueSize == 0 { drained() } } else if isOpen && !scriptIsFull { drained() }
    }
}
