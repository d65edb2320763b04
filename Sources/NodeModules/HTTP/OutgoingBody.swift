import JSEngine

extension OutgoingState {
    /// The bytes of a chunk, as `write` and `end` take it.
    /// - Throws: ERR_STREAM_NULL_VALUES, ERR_INVALID_ARG_TYPE
    func checkChunk(_ chunk: Value) throws(JSException) { try Self.checkChunk(vm, chunk) }

    static func checkChunk(_ vm: VM, _ chunk: Value) throws(JSException) {
        if chunk.isNull { throw vm.node.codedError("ERR_STREAM_NULL_VALUES") }
        if !chunk.isString && !vm.node.isByteArray(chunk) {
            let names = vm.makeArray(["string", "Buffer", "Uint8Array"])
            throw vm.node.codedError("ERR_INVALID_ARG_TYPE", Value(vm.string("chunk")), Value(names), chunk)
        }
    }

    /// Makes the head with `_implicitHeader`, which programs and subclasses may replace.
    func implicitHeader(_ message: Value) throws(JSException) {
        let function = try vm.getV(message, module.implicitHeaderKey)
        _ = try vm.call(function, this: message)
    }

    /// Hands out what was made so far and a piece of the body.
    /// - Parameters:
    ///   - isLast: the message ends with this.
    /// - Returns: false when the receiver is full.
    func send(
        _ message: Value, _ body: UnsafeRawBufferPointer, isLast: Bool, callback: Value = .undefined
    ) throws(JSException) -> Bool {
        let framed = has(.chunked) && has(.hasBody)
        let sendsHead = !has(.headSent)
        flags.insert(.headSent)
        let module = module
        if let connection, connection.canWrite {
            func prefix(_ buffer: inout ByteBuffer) {
                if sendsHead { buffer.append(self.head) }
                if framed && !body.isEmpty {
                    buffer.append(hex: body.count)
                    buffer.append("\r\n")
                }
                if body.count <= 16384 { buffer.append(body) }
            }
            func suffix(_ buffer: inout ByteBuffer) {
                if framed && !body.isEmpty { buffer.append("\r\n") }
                if framed && isLast {
                    buffer.append("0\r\n")
                    buffer.append(self.trailer)
                    buffer.append("\r\n")
                }
            }
            if has(.queued) {
                let accepts = connection.hold(self, { buffer in
                    prefix(&buffer)
                    if body.count > 16384 { buffer.append(body) }
                    suffix(&buffer)
                }, callback: callback)
                if !accepts { flags.insert(.needsDrain) }
                return accepts
            }
            connection.output(large: body.count > 16384 ? body : nil, prefix: prefix, suffix: suffix)
            if callback.isCallable { module.node.nextTick(callback) }
            if isLast { return true }
            if connection.isMuch(body.count) {
                flags.insert(.needsDrain)
                return false
            }
            return true
        }
        if connection != nil {
            // The peer is gone; writing goes nowhere, as in Node.
            return false
        }
        var bytes = ByteBuffer(capacity: head.count + body.count + 32)
        defer { bytes.deallocate() }
        if sendsHead { bytes.append(head) }
        if framed && !body.isEmpty {
            bytes.append(hex: body.count)
            bytes.append("\r\n")
        }
        bytes.append(body)
        if framed && !body.isEmpty { bytes.append("\r\n") }
        if framed && isLast {
            bytes.append("0\r\n")
            bytes.append(trailer)
            bytes.append("\r\n")
        }
        if bytes.isEmpty && !callback.isCallable { return true }
        let buffer = module.node.bufferValue(bytes.bytes)
        return vm.toBoolean(try module.call(.onOutput, message, buffer, callback))
    }

    /// An error of `write` or `end`: it is emitted, and the callback gets it.
    func report(_ message: Value, _ code: StaticString, _ argument: StaticString?, _ callback: Value) throws(JSException) {
        let node = module.node
        _ = argument.map { node.codedError(code, Value(vm.string($0))) } ?? node.codedError(code)
        let error = vm.takeException()
        try module.call(.onWriteError, message, error, callback)
    }
}

/// message.write(chunk[, encoding][, callback])
/// https://nodejs.org/docs/latest-v20.x/api/http.html#outgoingmessagewritechunk-encoding-callback
func outgoingWrite(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let state = try OutgoingState.find(vm, args.this) else {
        try OutgoingState.checkChunk(vm, args[0])
        throw vm.typeError("Illegal invocation")
    }
    var (encoding, callback) = (args[1], args[2])
    if encoding.isCallable { (encoding, callback) = (.undefined, encoding) }
    try state.checkChunk(args[0])
    if state.has(.finished) {
        try state.report(args.this, "ERR_STREAM_WRITE_AFTER_END", nil, callback)
        return .false
    }
    if state.has(.destroyed) {
        try state.report(args.this, "ERR_STREAM_DESTROYED", "write", callback)
        return .false
    }
    if !state.has(.headStored) { try state.implicitHeader(args.this) }
    if !state.has(.hasBody) {
        if state.has(.rejectsBody) { throw vm.node.codedError("ERR_HTTP_BODY_NOT_ALLOWED") }
        if callback.isCallable { vm.node.nextTick(callback) }
        return .true
    }
    var accepted = true
    try vm.node.lendBytes(args[0], encoding: encoding) { (bytes) throws(JSException) in
        let total = state.bodyBytes + bytes.count
        if state.has(.strictLength), state.contentLength >= 0, total > state.contentLength {
            throw vm.node.codedError("ERR_HTTP_CONTENT_LENGTH_MISMATCH", Value(total), Value(state.contentLength))
        }
        state.bodyBytes = total
        if bytes.isEmpty && state.has(.headSent) {
            if callback.isCallable { vm.node.nextTick(callback) }
            return
        }
        accepted = try state.send(args.this, bytes, isLast: false, callback: callback)
    }
    if !accepted { state.flags.insert(.needsDrain) }
    return Value(accepted)
}

/// message.end([data[, encoding]][, callback])
/// https://nodejs.org/docs/latest-v20.x/api/http.html#responseenddata-encoding-callback
func outgoingEnd(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    var (chunk, encoding, callback) = (args[0], args[1], args[2])
    if chunk.isCallable { (chunk, encoding, callback) = (.undefined, .undefined, chunk) }
    if encoding.isCallable { (encoding, callback) = (.undefined, encoding) }
    let hasChunk = !chunk.isNullish
    if hasChunk { try state.checkChunk(chunk) }
    if state.has(.finished) {
        let code: StaticString =
            hasChunk ? "ERR_STREAM_WRITE_AFTER_END" : "ERR_STREAM_ALREADY_FINISHED"
        if hasChunk {
            try state.report(args.this, code, nil, callback)
        } else if callback.isCallable {
            if state.has(.flushed) {
                _ = vm.node.codedError(code, Value(vm.string("end")))
                vm.node.nextTick(callback, vm.takeException())
            } else {
                try state.module.call(.onceFinish, args.this, callback)
            }
        }
        return args.this
    }
    if hasChunk && state.has(.destroyed) {
        try state.report(args.this, "ERR_STREAM_DESTROYED", "write", callback)
        return args.this
    }
    if callback.isCallable { try state.module.call(.onceFinish, args.this, callback) }
    let message = args.this
    if hasChunk {
        try vm.node.lendBytes(chunk, encoding: encoding) { (bytes) throws(JSException) in
            try finish(vm, state, message, bytes)
        }
    } else {
        try finish(vm, state, message, UnsafeRawBufferPointer(start: nil, count: 0))
    }
    return args.this
}

private func finish(_ vm: VM, _ state: OutgoingState, _ message: Value, _ bytes: UnsafeRawBufferPointer) throws(JSException) {
    if !state.has(.headStored) {
        state.contentLength = bytes.count
        try state.implicitHeader(message)
    }
    let body = state.has(.hasBody) ? bytes : UnsafeRawBufferPointer(start: nil, count: 0)
    if !state.has(.hasBody) && !bytes.isEmpty && state.has(.rejectsBody) { throw vm.node.codedError("ERR_HTTP_BODY_NOT_ALLOWED") }
    let total = state.bodyBytes + body.count
    if state.has(.strictLength), state.has(.hasBody), state.contentLength >= 0, total != state.contentLength {
        throw vm.node.codedError("ERR_HTTP_CONTENT_LENGTH_MISMATCH", Value(total), Value(state.contentLength))
    }
    state.bodyBytes = total
    state.flags.insert(.finished)
    if !state.has(.headSent) || !body.isEmpty || (state.has(.chunked) && state.has(.hasBody)) {
        _ = try state.send(message, body, isLast: true)
    }
    // Who asks for the `_header` of a request may do so later too; a server's responses are many, and give it back.
    if state.connection != nil { state.head = [] }
    if let connection = state.connection {
        connection.responseEnded(state)
    } else {
        try state.module.call(.onEnded, message)
    }
}

/// message.cork()
func outgoingCork(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try OutgoingState.of(vm, args.this).corked += 1
    return .undefined
}

/// message.uncork()
func outgoingUncork(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    if state.corked > 0 { state.corked -= 1 }
    return .undefined
}

/// message._sendHead(): sends the head without waiting for the body; for flushHeaders.
func outgoingSendHead(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    if !state.has(.headStored) { try state.implicitHeader(args.this) }
    if !state.has(.headSent) { _ = try state.send(args.this, UnsafeRawBufferPointer(start: nil, count: 0), isLast: false) }
    return .undefined
}

/// message._writeRaw(data[, encoding][, callback]): bytes that are no part of a body: `100 Continue` and the like.
func outgoingWriteRaw(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    var (encoding, callback) = (args[1], args[2])
    if encoding.isCallable { (encoding, callback) = (.undefined, encoding) }
    try vm.node.lendBytes(args[0], encoding: encoding) { (bytes) throws(JSException) in
        guard let connection = state.connection else {
            _ = try state.module.call(.onOutput, args.this, vm.node.bufferValue(bytes), callback)
            return
        }
        if !connection.canWrite { return }
        if state.has(.queued) {
            _ = connection.hold(state, { $0.append(bytes) }, callback: callback)
        } else {
            connection.output(large: nil, prefix: { $0.append(bytes) }, suffix: { _ in })
            if callback.isCallable { vm.node.nextTick(callback) }
        }
    }
    return .true
}
