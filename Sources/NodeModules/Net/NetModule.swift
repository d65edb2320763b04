import ClusterRuntime
import EventLoop
import JSEngine

/// What the stream handles share: their prototypes and the keys of their events.
public final class NetModule: HostPayload {
    enum Event: Int { case onconnection, onread, onmessage, onerror }

    unowned(unsafe) let node: NodeRuntime
    var vm: VM { node.vm }
    private var tcpPrototype = Value.undefined
    private var pipePrototype = Value.undefined
    private let keys: [PropertyKey]
    /// The connection from the cluster's primary that is about to reach the program.
    var arriving: TakenConnection?

    init(_ node: NodeRuntime) {
        self.node = node
        let vm = node.vm
        keys = [vm.key("onconnection"), vm.key("onread"), vm.key("onmessage"), vm.key("onerror")]
    }

    public override func trace(_ heap: Heap) {
        heap.mark(tcpPrototype)
        heap.mark(pipePrototype)
        for key in keys { heap.mark(vm.value(of: key)) }
    }

    func prototype(_ kind: StreamHandle.Kind) -> Value { kind == .tcp ? tcpPrototype : pipePrototype }

    /// Calls the event property of a handle when it is a function.
    func emit(_ object: Object, _ event: Event, _ a: Value, _ b: Value) throws(JSException) {
        let function = try vm.get(object, keys[event.rawValue])
        if function.isCallable { _ = try vm.call(function, this: Value(object), a, b) }
    }

    /// A Buffer with a copy of the bytes.
    func makeBuffer(_ bytes: UnsafeRawBufferPointer) -> Value { node.bufferValue(bytes) }

    /// internalBinding('tcp_wrap'): the classes TCP and Pipe.
    static func makeBinding(_ node: NodeRuntime) throws(JSException) -> Object {
        let vm = node.vm
        let module = NetModule(node)
        let holder = vm.makeHostObject(module, prototype: .null)
        let binding = vm.makeObject()
        vm.put(binding, "module", Value(holder))
        let base = vm.makeObject()
        vm.realm.define(streamHandleProperties, on: base)
        let tcp = vm.makeObject(prototype: Value(base))
        vm.realm.define(tcpHandleProperties, on: tcp)
        let pipe = vm.makeObject(prototype: Value(base))
        vm.realm.define(pipeHandleProperties, on: pipe)
        module.tcpPrototype = Value(tcp)
        module.pipePrototype = Value(pipe)
        let tcpClass = vm.makeFunction("TCP", length: 1, constructor: true, data: Value(holder), constructTCP)
        let pipeClass = vm.makeFunction("Pipe", length: 1, constructor: true, data: Value(holder), constructPipe)
        for (constructor, prototype) in [(tcpClass, tcp), (pipeClass, pipe)] {
            vm.defineOwn(constructor, vm.key("prototype"), Value(prototype), [])
            vm.defineOwn(prototype, vm.key("constructor"), Value(constructor), .hidden)
        }
        vm.put(binding, "TCP", Value(tcpClass))
        vm.put(binding, "Pipe", Value(pipeClass))
        vm.put(binding, "parseAddress", 1, parseAddress)
        vm.put(binding, "guessHandleType", 1, guessHandleType)
        return binding
    }

    /// The module object of a running host.
    static func of(_ node: NodeRuntime) throws(JSException) -> NetModule {
        let binding = try node.binding("tcp_wrap").asObject
        return node.vm.payload(try node.vm.get(binding, node.vm.key("module")), as: NetModule.self)!
    }
}

extension NodeRuntime {
    /// A handle object around a connected or listening stream, as `server.on('connection')` and `net.Socket({ handle })` take it.
    /// - Throws: what loading the binding throws.
    public func makeStreamHandle(_ stream: EventLoop.Stream) throws(JSException) -> Object {
        StreamHandle.wrap(try NetModule.of(self), stream).0
    }

    /// A handle object around a descriptor that this process owns: a TCP or unix socket. The descriptor is closed when it cannot be used.
    /// - Returns: the handle, or the libuv error.
    public func makeStreamHandle(descriptor: Int32) throws(JSException) -> Result<Object, UVError> {
        let stream: EventLoop.Stream
        do throws(UVError) {
            if Descriptors.kind(of: descriptor) == .tcp {
                let tcp = TCP(loop)
                stream = tcp
                do throws(UVError) { try tcp.open(descriptor) } catch {
                    tcp.close()
                    throw error
                }
            } else {
                let pipe = Pipe(loop)
                stream = pipe
                do throws(UVError) { try pipe.open(descriptor) } catch {
                    pipe.close()
                    throw error
                }
            }
        } catch {
            Descriptors.close(descriptor)
            return .failure(error)
        }
        return .success(try makeStreamHandle(stream))
    }
}

private func constructTCP(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let module: NetModule = vm.payload(args.data(0))!
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .objectPrototype)
    return Value(StreamHandle.wrap(module, TCP(module.node.loop), prototype: prototype).0)
}

private func constructPipe(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let module: NetModule = vm.payload(args.data(0))!
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .objectPrototype)
    return Value(StreamHandle.wrap(module, Pipe(module.node.loop), prototype: prototype).0)
}

/// parseAddress(text): 4, 6 or 0, for net.isIP.
private func parseAddress(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let text = args[0].string?.toSwift(vm), !text.isEmpty else { return .zero }
    if SocketAddress(ipv4: text, port: 0) != nil { return Value(int32: 4) }
    // A scope may follow an IPv6 address; libuv would look the interface up, here only the syntax counts.
    var address = Substring(text)
    if let percent = text.firstIndex(of: "%") {
        let scope = text[text.index(after: percent)...]
        if scope.isEmpty || scope.contains(where: { !($0.isASCII && ($0.isLetter || $0.isNumber || "-.:".contains($0))) }) {
            return .zero
        }
        address = text[..<percent]
    }
    return SocketAddress(ipv6: String(address), port: 0) != nil ? Value(int32: 6) : .zero
}

/// guessHandleType(fd): 'TCP', 'PIPE', 'UDP' or 'UNKNOWN'.
private func guessHandleType(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    // A FIFO is read and written by the same libuv handle as a unix socket.
    Value(vm.string(descriptorKind(try vm.toInt32(args[0]))))
}
