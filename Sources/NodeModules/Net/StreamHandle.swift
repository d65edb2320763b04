import EventLoop
import JSEngine

/// The native side of a net.Socket or net.Server: `handle` objects as Node's `tcp_wrap` and `pipe_wrap` make them. Methods answer
/// 0 or a negative libuv code. Events are properties that JavaScript sets: `onconnection(error, handle)`, `onread(count, buffer)`.
public final class StreamHandle: HostPayload, StreamDelegate {
    public enum Kind: Sendable { case tcp, pipe }

    unowned(unsafe) let module: NetModule
    public let stream: EventLoop.Stream
    public let kind: Kind
    /// An open handle keeps its JavaScript object alive.
    private var keeper: Persistent?
    /// Who serves the bytes instead of JavaScript: an HTTP connection.
    weak var consumer: HTTPConnection?
    /// Who takes accepted connections without making JavaScript objects for them.
    var acceptor: HTTPServer?

    var node: NodeRuntime { module.node }
    var vm: VM { module.node.vm }

    init(_ module: NetModule, _ kind: Kind, _ stream: EventLoop.Stream) {
        self.module = module
        self.kind = kind
        self.stream = stream
        super.init()
        stream.owner = self
    }

    /// Makes the JavaScript object around a stream.
    static func wrap(_ module: NetModule, _ stream: EventLoop.Stream, prototype: Value? = nil) -> (Object, StreamHandle) {
        let kind: Kind = stream is TCP ? .tcp : .pipe
        let handle = StreamHandle(module, kind, stream)
        let object = module.vm.makeHostObject(handle, prototype: prototype ?? module.prototype(kind))
        handle.keeper = Persistent(module.vm, Value(object))
        return (object, handle)
    }

    var object: Object? { keeper?.value.object }

    // MARK: Reading

    func readStart() -> Int32 {
        if let consumer, !consumer.isFedByScript { return consumer.resumeReading() }
        if stream.delegate == nil { stream.delegate = self }
        do throws(UVError) { try stream.readStart() } catch { return error.code }
        return 0
    }

    func readStop() {
        if let consumer, !consumer.isFedByScript { consumer.pauseReading() } else { stream.readStop() }
    }

    public func stream(_ stream: EventLoop.Stream, didRead bytes: UnsafeRawBufferPointer) {
        guard let object else { return }
        node.perform { () throws(JSException) in
            let buffer = self.module.makeBuffer(bytes)
            try self.module.emit(object, .onread, Value(bytes.count), buffer)
        }
    }

    public func streamDidReachEnd(_ stream: EventLoop.Stream) { reportRead(UVError.EOF) }
    public func stream(_ stream: EventLoop.Stream, didFailReading error: UVError) { reportRead(error) }

    private func reportRead(_ error: UVError) {
        guard let object else { return }
        node.perform { () throws(JSException) in try self.module.emit(object, .onread, Value(int32: error.code), .undefined) }
    }

    // MARK: Listening

    func listen(backlog: Int32) -> Int32 {
        do throws(UVError) {
            try stream.listen(backlog: backlog) { [unowned self] error in accepted(error) }
        } catch { return error.code }
        return 0
    }

    private func accepted(_ error: UVError?) {
        if error == nil, let acceptor, acceptor.isNative {
            do throws(UVError) {
                let client: EventLoop.Stream
                if let tcp = stream as? TCP { client = try tcp.accept() } else { client = try (stream as! Pipe).accept() }
                acceptor.adopt(client)
            } catch {}
            return
        }
        guard let object else { return }
        node.perform { () throws(JSException) in
            if let error { return try self.module.emit(object, .onconnection, Value(int32: error.code), .undefined) }
            do throws(UVError) {
                let client: EventLoop.Stream
                if let tcp = self.stream as? TCP {
                    client = try tcp.accept()
                } else {
                    client = try (self.stream as! Pipe).accept()
                }
                let (wrapped, _) = StreamHandle.wrap(self.module, client)
                self.pending = Value(wrapped)
            } catch {
                self.pending = Value(int32: error.code)
            }
            let result = self.pending
            self.pending = .undefined
            if result.isObject {
                try self.module.emit(object, .onconnection, .zero, result)
            } else if result.asInt32 != UVError.EAGAIN.code {
                try self.module.emit(object, .onconnection, result, .undefined)
            }
        }
    }

    private var pending = Value.undefined

    // MARK: Writing

    /// - Returns: 0 when all is written, 1 when `callback` will be called, or a negative libuv code.
    func write(_ bytes: UnsafeRawBufferPointer, _ callback: Value) -> Int32 {
        if consumer != nil { consumer!.flush() }
        // Asking the system to write nothing could only tell an error too early.
        if bytes.isEmpty && stream.writeQueueSize == 0 && !stream.isClosing { return 0 }
        let keep = Persistent(vm, callback)
        let held = object.map { Persistent(vm, Value($0)) }
        do throws(UVError) {
            let outcome = try stream.write(bytes, owner: nil) { [node] error in
                let function = keep.value
                withExtendedLifetime(held) {
                    if function.isCallable {
                        node.makeCallback(function, this: .undefined, error.map { Value(int32: $0.code) } ?? .zero)
                    }
                }
            }
            return outcome == .finished ? 0 : 1
        } catch { return error.code }
    }

    func shutdown(_ callback: Value) -> Int32 {
        if consumer != nil { consumer!.flush() }
        return request(callback) { (done) throws(UVError) in try self.stream.shutdown(done) }
    }

    /// Starts a request whose completion calls a function with the error or 0.
    func request(_ callback: Value, _ start: (@escaping (UVError?) -> Void) throws(UVError) -> Void) -> Int32 {
        let keep = Persistent(vm, callback)
        do throws(UVError) {
            try start { [node] error in
                let function = keep.value
                if function.isCallable {
                    node.makeCallback(function, this: .undefined, error.map { Value(int32: $0.code) } ?? .zero)
                }
            }
        } catch { return error.code }
        return 0
    }

    // MARK: Closing

    func close(_ callback: Value, reset: Bool = false) {
        if stream.isClosing {
            return
        }
        consumer?.handleWillClose()
        let keep = Persistent(vm, callback)
        let held = keeper
        let done = { [weak self, node] in
            let function = keep.value
            if function.isCallable {
                node.makeCallback(function, this: held?.value ?? .undefined)
            }
            self?.keeper = nil
        }
        if reset, let tcp = stream as? TCP {
            do throws(UVError) { try tcp.closeReset(done) } catch { stream.close(done) }
        } else {
            stream.close(done)
        }
        acceptor = nil
    }

    public override func finalize() {
        // Only a handle that was closed loses its keeper, so there is nothing to close here.
    }
}
