internal import CLibuv

/// How a write went.
public enum WriteOutcome: Sendable {
    /// Every byte is in the kernel; the completion is not called.
    case finished
    /// Some bytes wait; the completion is called when they are written or lost.
    case pending
}

extension Stream {
    /// Writes what the kernel takes now (`uv_try_write`).
    /// - Returns: the number of bytes, 0 when the stream is not writable right now or has writes pending, or a negative
    ///   libuv code.
    public final func tryWrite(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard state == .open else { return Int(UV_EBADF.rawValue) }
        var buffer = uv_buf_t(bytes)
        return finishTry(uv_try_write(stream, &buffer, 1))
    }

    /// As `tryWrite`, for several buffers in one system call.
    public final func tryWrite(_ buffers: UnsafeBufferPointer<UnsafeRawBufferPointer>) -> Int {
        guard state == .open else { return Int(UV_EBADF.rawValue) }
        return withBuffers(buffers) { finishTry(uv_try_write(stream, $0.baseAddress, UInt32($0.count))) }
    }

    @inline(__always) private func finishTry(_ result: Int32) -> Int {
        if result > 0 { bytesWritten &+= Int(result) }
        return result == UV_EAGAIN.rawValue || result == UV_ENOSYS.rawValue ? 0 : Int(result)
    }

    /// Writes bytes: at once when the kernel takes them all, through `uv_write` otherwise.
    /// - Parameters:
    ///   - bytes: what to write.
    ///   - owner: an object that keeps the bytes alive and in place; it is held until the write is done, and nothing is
    ///     copied. Without one, the bytes that the kernel did not take at once are copied.
    ///   - completion: called only when the outcome is `.pending`; with `ECANCELED` when the stream is closed first.
    /// - Throws: the error of a write that failed at once (`EPIPE`, `ECONNRESET`, ...); the completion is then not called.
    @discardableResult
    public final func write(
        _ bytes: UnsafeRawBufferPointer, owner: AnyObject? = nil, completion: ((UVError?) -> Void)? = nil
    ) throws(UVError) -> WriteOutcome {
        var done = 0
        if state == .open, writeQueueSize == 0 {
            var buffer = uv_buf_t(bytes)
            done = try started(uv_try_write(stream, &buffer, 1))
            if done == bytes.count {
                bytesWritten &+= done
                return .finished
            }
        }
        try checkOpen()
        bytesWritten &+= bytes.count
        let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
        return try [rest].withUnsafeBufferPointer { (list) throws(UVError) in try enqueue(list, owner, completion) }
    }

    /// As `write`, for several buffers in one system call.
    @discardableResult
    public final func write(
        _ buffers: UnsafeBufferPointer<UnsafeRawBufferPointer>, owner: AnyObject? = nil,
        completion: ((UVError?) -> Void)? = nil
    ) throws(UVError) -> WriteOutcome {
        try checkOpen()
        var total = 0
        for buffer in buffers { total &+= buffer.count }
        var done = 0
        if writeQueueSize == 0 {
            let result = withBuffers(buffers) { uv_try_write(stream, $0.baseAddress, UInt32($0.count)) }
            done = try started(result)
        }
        bytesWritten &+= total
        if done == total { return .finished }
        var rest: [UnsafeRawBufferPointer] = []
        for buffer in buffers {
            let skipped = min(done, buffer.count)
            done -= skipped
            if skipped < buffer.count { rest.append(UnsafeRawBufferPointer(rebasing: buffer[skipped...])) }
        }
        return try rest.withUnsafeBufferPointer { (rest) throws(UVError) in
            try enqueue(rest, owner, completion)
        }
    }

    /// As `write`, for an array's bytes; what the kernel does not take at once is copied.
    @discardableResult
    public final func write(_ bytes: [UInt8], completion: ((UVError?) -> Void)? = nil) throws(UVError) -> WriteOutcome {
        try bytes.withUnsafeBufferPointer { (bytes) throws(UVError) in
            try write(UnsafeRawBufferPointer(bytes), completion: completion)
        }
    }

    /// The number of bytes that `uv_try_write` took; a stream that cannot take any right now is no failure.
    @inline(__always) private func started(_ result: Int32) throws(UVError) -> Int {
        if result >= 0 { return Int(result) }
        if result == UV_EAGAIN.rawValue || result == UV_ENOSYS.rawValue { return 0 }
        throw UVError(code: result)
    }

    /// Queues bytes with `uv_write`. The request, and the bytes when nobody owns them, lie in one block.
    private func enqueue(
        _ buffers: UnsafeBufferPointer<UnsafeRawBufferPointer>, _ owner: AnyObject?, _ completion: ((UVError?) -> Void)?
    ) throws(UVError) -> WriteOutcome {
        let header = (MemoryLayout<uv_write_t>.size + 15) & ~15
        var copied = 0
        if owner == nil { for buffer in buffers { copied += buffer.count } }
        let block = UnsafeMutableRawPointer.allocate(byteCount: header + copied, alignment: 16)
        let request = block.bindMemory(to: uv_write_t.self, capacity: 1)
        request.pointee.data = Unmanaged.passRetained(WriteContext(owner, completion)).toOpaque()
        let finished: @convention(c) (UnsafeMutablePointer<uv_write_t>?, Int32) -> Void = { request, status in
            let context = Unmanaged<WriteContext>.fromOpaque(request!.pointee.data).takeRetainedValue()
            UnsafeMutableRawPointer(request!).deallocate()
            context.completion?(status < 0 ? UVError(code: status) : nil)
        }
        let result: Int32
        if owner == nil {
            var end = block + header
            for buffer in buffers where buffer.count > 0 {
                end.copyMemory(from: buffer.baseAddress!, byteCount: buffer.count)
                end += buffer.count
            }
            var one = uv_buf_t(UnsafeRawBufferPointer(start: block + header, count: copied))
            result = uv_write(request, stream, &one, 1, finished)
        } else {
            result = withBuffers(buffers) { uv_write(request, stream, $0.baseAddress, UInt32($0.count), finished) }
        }
        if result < 0 {
            Unmanaged<WriteContext>.fromOpaque(request.pointee.data).release()
            block.deallocate()
            throw UVError(code: result)
        }
        return .pending
    }
}

private final class WriteContext {
    let owner: AnyObject?
    let completion: ((UVError?) -> Void)?
    init(_ owner: AnyObject?, _ completion: ((UVError?) -> Void)?) {
        self.owner = owner
        self.completion = completion
    }
}

extension uv_buf_t {
    @inline(__always) init(_ bytes: UnsafeRawBufferPointer) {
        self.init(
            base: UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: CChar.self)), len: bytes.count)
    }
}

/// Translates Swift's buffers to libuv's, on the stack when they are few.
@inline(__always)
func withBuffers<R>(
    _ buffers: UnsafeBufferPointer<UnsafeRawBufferPointer>, _ body: (UnsafeMutableBufferPointer<uv_buf_t>) -> R
) -> R {
    withUnsafeTemporaryAllocation(of: uv_buf_t.self, capacity: buffers.count) { list in
        for i in 0..<buffers.count { list.initializeElement(at: i, to: uv_buf_t(buffers[i])) }
        return body(list)
    }
}
