import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What TCP and Pipe handles have in common.
let streamHandleProperties: [BuiltinProperty] = [
    .method("readStart", 0, handleReadStart),
    .method("readStop", 0, handleReadStop),
    .method("listen", 1, handleListen),
    .method("write", 3, handleWrite),
    .method("writev", 3, handleWritev),
    .method("shutdown", 1, handleShutdown),
    .method("close", 1, handleClose),
    .method("begin", 0, handleBegin),
    .method("ref", 0, handleRef),
    .method("unref", 0, handleUnref),
    .method("hasRef", 0, handleHasRef),
    .method("setBlocking", 1, handleSetBlocking),
    .method("getAsyncId", 0, handleAsyncId),
    .accessor("fd", get: handleDescriptor),
    .accessor("bytesRead", get: handleBytesRead),
    .accessor("bytesWritten", get: handleBytesWritten),
    .accessor("writeQueueSize", get: handleWriteQueueSize),
    .accessor("isClosing", get: handleIsClosing),
]

let tcpHandleProperties: [BuiltinProperty] = [
    .method("open", 1, handleOpen),
    .method("bind", 3, tcpBind),
    .method("connect", 3, tcpConnect),
    .method("reset", 1, tcpReset),
    .method("getsockname", 1, tcpSocketName),
    .method("getpeername", 1, tcpPeerName),
    .method("setNoDelay", 1, tcpNoDelay),
    .method("setKeepAlive", 2, tcpKeepAlive),
    .method("setSimultaneousAccepts", 1, tcpSimultaneousAccepts),
]

let pipeHandleProperties: [BuiltinProperty] = [
    .method("open", 1, handleOpen),
    .method("bind", 1, pipeBind),
    .method("connect", 2, pipeConnect),
    .method("fchmod", 2, pipeChmod),
]

/// - Throws: TypeError `Illegal invocation` for a receiver of another kind.
func streamHandle(_ vm: VM, _ args: Arguments) throws(JSException) -> StreamHandle {
    guard let handle: StreamHandle = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return handle
}

/// 0 or the code of the error.
@inline(__always)
func result(_ body: () throws(UVError) -> Void) -> Value {
    do throws(UVError) { try body() } catch { return Value(int32: error.code) }
    return .zero
}

private func handleReadStart(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(int32: try streamHandle(vm, args).readStart())
}

private func handleReadStop(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try streamHandle(vm, args).readStop()
    return .zero
}

/// listen(backlog)
private func handleListen(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(int32: try streamHandle(vm, args).listen(backlog: try vm.toInt32(args[0])))
}

/// write(data, encoding, callback)
private func handleWrite(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let handle = try streamHandle(vm, args)
    var code: Int32 = 0
    try vm.node.lendBytes(args[0], encoding: args[1]) { code = handle.write($0, args[2]) }
    return Value(int32: code)
}

/// writev(chunks, encodings, callback): several chunks in one system call.
private func handleWritev(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let handle = try streamHandle(vm, args)
    guard let chunks = args[0].object, let encodings = args[1].object else { throw vm.typeError("Illegal invocation") }
    var gathered: [UInt8] = []
    for i in 0..<(try vm.lengthOfArrayLike(chunks)) {
        let chunk = try vm.get(chunks, vm.key(index: i))
        try vm.node.lendBytes(chunk, encoding: try vm.get(encodings, vm.key(index: i))) { gathered.append(contentsOf: $0) }
    }
    let code = gathered.withUnsafeBytes { handle.write($0, args[2]) }
    return Value(int32: code)
}

private func handleShutdown(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(int32: try streamHandle(vm, args).shutdown(args[0]))
}

/// begin(): the program is about to see the connection. One from the cluster's primary is not given to another worker any more when
/// this one dies.
private func handleBegin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try streamHandle(vm, args).module.arriving?.begin()
    return .undefined
}

private func handleClose(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try streamHandle(vm, args).close(args[0])
    return .undefined
}

private func handleRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try streamHandle(vm, args).stream.ref()
    return .undefined
}

private func handleUnref(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try streamHandle(vm, args).stream.unref()
    return .undefined
}

private func handleHasRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try streamHandle(vm, args).stream.hasRef)
}

private func handleSetBlocking(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let handle = try streamHandle(vm, args)
    let on = vm.toBoolean(args[0])
    return result { () throws(UVError) in try handle.stream.setBlocking(on) }
}

private func handleAsyncId(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { .zero }

private func handleDescriptor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(int32: try streamHandle(vm, args).stream.fileDescriptor ?? -1)
}

private func handleBytesRead(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try streamHandle(vm, args).stream.bytesRead)
}

private func handleBytesWritten(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try streamHandle(vm, args).stream.bytesWritten)
}

private func handleWriteQueueSize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try streamHandle(vm, args).stream.writeQueueSize)
}

private func handleIsClosing(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try streamHandle(vm, args).stream.isClosing)
}

/// open(fd)
private func handleOpen(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let handle = try streamHandle(vm, args)
    let descriptor = try vm.toInt32(args[0])
    return result { () throws(UVError) in
        if let tcp = handle.stream as? TCP { try tcp.open(descriptor) } else { try (handle.stream as! Pipe).open(descriptor) }
    }
}

// MARK: TCP

private func tcp(_ vm: VM, _ args: Arguments) throws(JSException) -> (StreamHandle, TCP) {
    let handle = try streamHandle(vm, args)
    guard let tcp = handle.stream as? TCP else { throw vm.typeError("Illegal invocation") }
    return (handle, tcp)
}

/// An address of the arguments `(ip, port)`.
func socketAddress(_ vm: VM, _ ip: Value, _ port: Value) throws(JSException) -> Result<SocketAddress, UVError> {
    let text = try vm.toString(ip).toSwift(vm)
    let number = UInt16(truncatingIfNeeded: try vm.toInt32(port))
    do throws(UVError) { return .success(try SocketAddress(ip: text, port: number)) } catch { return .failure(error) }
}

/// bind(ip, port, flags)
private func tcpBind(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (_, tcp) = try tcp(vm, args)
    let flags = TCP.BindFlags(rawValue: try vm.toUint32(args[2]))
    switch try socketAddress(vm, args[0], args[1]) {
    case .failure(let error): return Value(int32: error.code)
    case .success(let address): return result { () throws(UVError) in try tcp.bind(address, flags: flags) }
    }
}

/// connect(ip, port, callback)
private func tcpConnect(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (handle, tcp) = try tcp(vm, args)
    switch try socketAddress(vm, args[0], args[1]) {
    case .failure(let error): return Value(int32: error.code)
    case .success(let address):
        return Value(int32: handle.request(args[2]) { (done) throws(UVError) in try tcp.connect(to: address, done) })
    }
}

private func tcpReset(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (handle, _) = try tcp(vm, args)
    if handle.stream.isClosing { return .zero }
    handle.close(args[0], reset: true)
    return .zero
}

/// Writes `address`, `family` and `port` on an object.
func fill(_ vm: VM, _ object: Value, _ address: SocketAddress) {
    guard let out = object.object else { return }
    let text = address.ip + (address.scope != 0 ? "%" + interfaceName(address.scope) : "")

    vm.put(out, "address", text)
    vm.put(out, "family", address.familyName)
    vm.put(out, "port", Int(address.port))
}

private func tcpSocketName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (_, tcp) = try tcp(vm, args)
    return result { () throws(UVError) in fill(vm, args[0], try tcp.localAddress()) }
}

private func tcpPeerName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (_, tcp) = try tcp(vm, args)
    return result { () throws(UVError) in fill(vm, args[0], try tcp.peerAddress()) }
}

private func tcpNoDelay(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (_, tcp) = try tcp(vm, args)
    let on = vm.toBoolean(args[0])
    return result { () throws(UVError) in try tcp.setNoDelay(on) }
}

/// setKeepAlive(on, delaySeconds)
private func tcpKeepAlive(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (_, tcp) = try tcp(vm, args)
    let (on, delay) = (vm.toBoolean(args[0]), try vm.toUint32(args[1]))
    return result { () throws(UVError) in try tcp.setKeepAlive(on, delay: delay) }
}

private func tcpSimultaneousAccepts(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (_, tcp) = try tcp(vm, args)
    let on = vm.toBoolean(args[0])
    return result { () throws(UVError) in try tcp.setSimultaneousAccepts(on) }
}

// MARK: Pipe

private func pipe(_ vm: VM, _ args: Arguments) throws(JSException) -> (StreamHandle, Pipe) {
    let handle = try streamHandle(vm, args)
    guard let pipe = handle.stream as? Pipe else { throw vm.typeError("Illegal invocation") }
    return (handle, pipe)
}

/// bind(path)
private func pipeBind(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (_, pipe) = try pipe(vm, args)
    let path = try vm.toString(args[0]).toSwift(vm)
    return result { () throws(UVError) in try pipe.bind(path) }
}

/// connect(path, callback)
private func pipeConnect(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (handle, pipe) = try pipe(vm, args)
    let path = try vm.toString(args[0]).toSwift(vm)
    return Value(int32: handle.request(args[1]) { (done) throws(UVError) in try pipe.connect(to: path, done) })
}

/// fchmod(readable, writable)
private func pipeChmod(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (_, pipe) = try pipe(vm, args)
    let (read, write) = (vm.toBoolean(args[0]), vm.toBoolean(args[1]))
    return result { () throws(UVError) in try pipe.setAccess(readable: read, writable: write) }
}

/// The name of a network interface, or its number.
private func interfaceName(_ index: UInt32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(IF_NAMESIZE) + 1) { name in
        if_indextoname(index, name.baseAddress) == nil ? "\(index)" : String(cString: name.baseAddress!)
    }
}
