import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// process.stdout and process.stderr write synchronously (files, pipes and terminals alike); process.stdin is a Readable.
/// The stream objects are made at their first use by `internal/process/stdio`.
func processStdout(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { try stream(vm, .stdout, "stdout", 1) }
func processStderr(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { try stream(vm, .stderr, "stderr", 2) }

/// process.openStdin(): standard input, flowing. What Node had before streams.
func processOpenStdin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let stream = Persistent(vm, try processStdin(vm, args))
    _ = try vm.invoke(stream.value, vm.key("resume"))
    return stream.value
}

func processStdin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { try stream(vm, .stdin, "stdin", 0) }

private func stream(_ vm: VM, _ slot: SlotName, _ name: StaticString, _ descriptor: Int32) throws(JSException) -> Value {
    let node = vm.node
    if node.slots[slot].isEmpty {
        let module = try node.requireBuiltin("internal/process/stdio")
        let make = try vm.getV(module, vm.key("makeStandardStream"))
        node.slots[slot] = try vm.call(make, this: .undefined, Value(Int(descriptor)), Value(vm.string(name)))
    }
    return node.slots[slot]
}

/// internalBinding('stdio')
func makeStdioBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    node.vm.makeObject([
        .method("isDefault", 1, stdioIsDefault),
        .method("writeString", 2, stdioWriteString),
        .method("isTTY", 1, stdioIsTTY),
        .method("kind", 1, stdioKind),
        .method("windowSize", 1, stdioWindowSize),
    ])
}

/// isDefault(fd): whether nobody has asked for the stream of a descriptor yet, so that writing past it cannot be noticed.
private func stdioIsDefault(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let slot: SlotName = args[0] == Value(int32: 2) ? .stderr : .stdout
    if !node.slots[slot].isEmpty { return .false }
    // A program may have put its own stream in the place.
    let key = vm.key(slot == .stderr ? "stderr" : "stdout")
    return Value(try vm.getOwnPropertyDescriptor(node.process.asObject, key)?.isAccessor == true)
}

/// writeString(fd, text): 0 or a negative libuv code.
private func stdioWriteString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[1]).flat(vm)
    let descriptor = try vm.toInt32(args[0])
    if !text.isWide {
        let units = UnsafeBufferPointer(start: text.latin1, count: text.length)
        if units.allSatisfy({ $0 < 0x80 }) { return Value(Int(writeAll(descriptor, UnsafeRawBufferPointer(units)))) }
    }
    var swift = text.toSwift(vm)
    return Value(Int(swift.withUTF8 { writeAll(descriptor, UnsafeRawBufferPointer($0)) }))
}

private func stdioIsTTY(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard args[0].isInt32, args[0].asInt32 >= 0 else { return .false }
    return Value(isatty(args[0].asInt32) == 1)
}

/// kind(fd): `TTY`, `FILE`, `PIPE`, `TCP`, `UDP` or `UNKNOWN`, as `guessHandleType` says.
private func stdioKind(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.string(descriptorKind(try vm.toInt32(args[0]))))
}

func descriptorKind(_ descriptor: Int32) -> StaticString {
    var info = stat()
    if fstat(descriptor, &info) != 0 { return "UNKNOWN" }
    switch info.st_mode & S_IFMT {
    case S_IFREG, S_IFBLK, S_IFDIR: return "FILE"
    case S_IFCHR: return isatty(descriptor) == 1 ? "TTY" : "FILE"
    case S_IFIFO: return "PIPE"
    case S_IFSOCK:
        switch Descriptors.kind(of: descriptor) {
        case .tcp: return "TCP"
        case .udp: return "UDP"
        case .unixStream, .unixDatagram: return "PIPE"
        case .other: return "UNKNOWN"
        }
    default: return "UNKNOWN"
    }
}

/// windowSize(fd): [columns, rows] or undefined.
private func stdioWindowSize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    var size = winsize()
    if ioctl(try vm.toInt32(args[0]), UInt(TIOCGWINSZ), &size) != 0 || size.ws_col == 0 { return .undefined }
    return Value(vm.makeArray([Value(Int(size.ws_col)), Value(Int(size.ws_row))]))
}

extension NodeRuntime {
    /// The JavaScript objects of the handles that are open: what native classes register by `HandlePayload`.
    func registeredHandles() -> [Value] {
        var list: [Value] = []
        for slot in [SlotName.stdin, .stdout, .stderr] where !slots[slot].isEmpty { list.append(slots[slot]) }
        return list + openHandles.map(\.value)
    }

    /// The same, and the net.Sockets and net.Servers that keep the loop going.
    func activeHandles() -> [Value] {
        var list = registeredHandles()
        let symbol = try? vm.invoke(vm.realm[.symbol], vm.key("for"), Value(vm.string("swjs.handle.owner")))
        guard let symbol, symbol.isSymbol else { return list }
        forEachActiveStream { handle in
            guard let object = handle.object else { return }
            let owner = (try? vm.get(object, PropertyKey(symbol.asSymbol))) ?? .undefined
            list.append(owner.isObject ? owner : Value(object))
        }
        return list
    }

    /// What process.getActiveResourcesInfo() calls the streams.
    func activeStreamNames() -> [String] {
        var names: [String] = []
        forEachActiveStream { handle in
            let kind = handle.kind == .tcp ? "TCP" : "Pipe"
            names.append(handle.stream.isListening ? "\(kind)ServerWrap" : handle.kind == .tcp ? "TCPSocketWrap" : "PipeWrap")
        }
        return names
    }

    private func forEachActiveStream(_ body: (StreamHandle) -> Void) {
        loop.forEachHandle { handle in
            if !handle.isClosing && handle.hasRef, let stream = handle.owner as? StreamHandle { body(stream) }
        }
    }
}
