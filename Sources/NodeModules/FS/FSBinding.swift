import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// internalBinding('fs'): the calls of the file system. The last argument of each decides: a function makes the call on the thread
/// pool and gets `(error, result)`; undefined makes it at once and throws. Paths are strings here; scripts checked them.
func makeFSBinding(_ node: NodeRuntime) throws(JSException) -> Object { node.vm.makeObject(fsCalls) }

private let fsCalls: [BuiltinProperty] = [
    .method(
        "access", 3,
        { (vm, args) throws(JSException) in
            try run(
                vm, args, 2, "access", try path(vm, args, 0), nil,
                FileSystem.access(try path(vm, args, 0), mode: try vm.toInt32(args[1])), nothing)
        }),
    .method(
        "open", 4,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            let request = FileSystem.open(name, flags: try vm.toInt32(args[1]) | O_CLOEXEC, mode: try vm.toInt32(args[2]))
            return try run(vm, args, 3, "open", name, nil, request) { (_, fd) in Value(Int(fd)) }
        }),
    .method(
        "close", 2,
        { (vm, args) throws(JSException) in
            try run(vm, args, 1, "close", nil, nil, FileSystem.close(try vm.toInt32(args[0])), nothing)
        }),
    .method("read", 6, fsRead),
    .method("write", 6, fsWrite),
    .method("readv", 4, fsReadVector),
    .method("writev", 4, fsWriteVector),
    .method(
        "stat", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 1, "stat", name, nil, FileSystem.stat(name), statArray)
        }),
    .method(
        "lstat", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 1, "lstat", name, nil, FileSystem.lstat(name), statArray)
        }),
    .method(
        "fstat", 2,
        { (vm, args) throws(JSException) in
            try run(vm, args, 1, "fstat", nil, nil, FileSystem.fstat(try vm.toInt32(args[0])), statArray)
        }),
    .method(
        "statfs", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 1, "statfs", name, nil, FileSystem.statfs(name)) { (vm, s) in
                Value(
                    vm.makeArray(
                        [s.type, s.blockSize, s.blocks, s.freeBlocks, s.availableBlocks, s.files, s.freeFiles].map {
                            Value(Double($0))
                        }))
            }
        }),
    .method(
        "fsync", 2,
        { (vm, args) throws(JSException) in
            try run(vm, args, 1, "fsync", nil, nil, FileSystem.fsync(try vm.toInt32(args[0])), nothing)
        }),
    .method(
        "fdatasync", 2,
        { (vm, args) throws(JSException) in
            try run(vm, args, 1, "fdatasync", nil, nil, FileSystem.fdatasync(try vm.toInt32(args[0])), nothing)
        }),
    .method(
        "ftruncate", 3,
        { (vm, args) throws(JSException) in
            let length = Int64(try vm.toNumber(args[1]))
            return try run(
                vm, args, 2, "ftruncate", nil, nil, FileSystem.ftruncate(try vm.toInt32(args[0]), length: length), nothing)
        }),
    .method(
        "fchmod", 3,
        { (vm, args) throws(JSException) in
            try run(
                vm, args, 2, "fchmod", nil, nil, FileSystem.fchmod(try vm.toInt32(args[0]), mode: try vm.toInt32(args[1])),
                nothing)
        }),
    .method(
        "fchown", 4,
        { (vm, args) throws(JSException) in
            let request = FileSystem.fchown(
                try vm.toInt32(args[0]), user: try vm.toUint32(args[1]), group: try vm.toUint32(args[2]))
            return try run(vm, args, 3, "fchown", nil, nil, request, nothing)
        }),
    .method(
        "futimes", 4,
        { (vm, args) throws(JSException) in
            let request = FileSystem.futimes(
                try vm.toInt32(args[0]), access: try vm.toNumber(args[1]), modification: try vm.toNumber(args[2]))
            return try run(vm, args, 3, "futime", nil, nil, request, nothing)
        }),
    .method(
        "utimes", 4,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            let request = FileSystem.utimes(name, access: try vm.toNumber(args[1]), modification: try vm.toNumber(args[2]))
            return try run(vm, args, 3, "utime", name, nil, request, nothing)
        }),
    .method(
        "lutimes", 4,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            let request = FileSystem.lutimes(name, access: try vm.toNumber(args[1]), modification: try vm.toNumber(args[2]))
            return try run(vm, args, 3, "lutime", name, nil, request, nothing)
        }),
    .method(
        "chmod", 3,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 2, "chmod", name, nil, FileSystem.chmod(name, mode: try vm.toInt32(args[1])), nothing)
        }),
    .method(
        "chown", 4,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            let request = FileSystem.chown(name, user: try vm.toUint32(args[1]), group: try vm.toUint32(args[2]))
            return try run(vm, args, 3, "chown", name, nil, request, nothing)
        }),
    .method(
        "lchown", 4,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            let request = FileSystem.lchown(name, user: try vm.toUint32(args[1]), group: try vm.toUint32(args[2]))
            return try run(vm, args, 3, "lchown", name, nil, request, nothing)
        }),
    .method(
        "unlink", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 1, "unlink", name, nil, FileSystem.unlink(name), nothing)
        }),
    .method(
        "rename", 3,
        { (vm, args) throws(JSException) in
            let (a, b) = (try path(vm, args, 0), try path(vm, args, 1))
            return try run(vm, args, 2, "rename", a, b, FileSystem.rename(a, to: b), nothing)
        }),
    .method(
        "link", 3,
        { (vm, args) throws(JSException) in
            let (a, b) = (try path(vm, args, 0), try path(vm, args, 1))
            return try run(vm, args, 2, "link", a, b, FileSystem.link(a, to: b), nothing)
        }),
    .method(
        "symlink", 3,
        { (vm, args) throws(JSException) in
            let (target, name) = (try path(vm, args, 0), try path(vm, args, 1))
            return try run(vm, args, 2, "symlink", target, name, FileSystem.symlink(target, at: name), nothing)
        }),
    .method(
        "copyFile", 4,
        { (vm, args) throws(JSException) in
            let (a, b) = (try path(vm, args, 0), try path(vm, args, 1))
            return try run(vm, args, 3, "copyfile", a, b, FileSystem.copyfile(a, to: b, flags: try vm.toInt32(args[2])), nothing)
        }),
    .method(
        "readlink", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 1, "readlink", name, nil, FileSystem.readlink(name), text)
        }),
    .method(
        "realpath", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 1, "realpath", name, nil, FileSystem.realpath(name), text)
        }),
    .method(
        "mkdir", 3,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 2, "mkdir", name, nil, FileSystem.mkdir(name, mode: try vm.toInt32(args[1])), nothing)
        }),
    .method(
        "mkdtemp", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0) + "XXXXXX"
            return try run(vm, args, 1, "mkdtemp", name, nil, FileSystem.mkdtemp(name), text)
        }),
    .method(
        "rmdir", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 1, "rmdir", name, nil, FileSystem.rmdir(name), nothing)
        }),
    .method(
        "readdir", 2,
        { (vm, args) throws(JSException) in
            let name = try path(vm, args, 0)
            return try run(vm, args, 1, "scandir", name, nil, FileSystem.scandir(name), entryArrays)
        }),
    .method(
        "exists", 1,
        { (vm, args) throws(JSException) in
            Value(access(try path(vm, args, 0), F_OK) == 0)
        }),
    .method("readFile", 1, fsReadFile),
    .method("watch", 4, fsWatch),
    .method("watchFile", 3, fsWatchFile),
]

// MARK: Results

private func nothing(_ vm: VM, _ output: Void) -> Value { .undefined }

private func text(_ vm: VM, _ bytes: [UInt8]) -> Value { Value(bytes.withUnsafeBufferPointer { vm.string(utf8: $0) }) }

/// The numbers of a stat in the order that `Stats` reads them; times as seconds and nanoseconds.
private func statArray(_ vm: VM, _ s: FileStat) -> Value {
    Value(vm.makeArray(statNumbers(s)))
}

private func statNumbers(_ s: FileStat) -> [Value] {
    [
        Double(s.device), Double(s.mode), Double(s.linkCount), Double(s.userID), Double(s.groupID), Double(s.rawDevice),
        Double(s.blockSize), Double(s.inode), Double(s.size), Double(s.blocks), Double(s.accessTime.seconds),
        Double(s.accessTime.nanoseconds), Double(s.modificationTime.seconds), Double(s.modificationTime.nanoseconds),
        Double(s.changeTime.seconds), Double(s.changeTime.nanoseconds), Double(s.birthTime.seconds),
        Double(s.birthTime.nanoseconds)
    ].map { Value($0) }
}

/// [names, kinds]
private func entryArrays(_ vm: VM, _ entries: [DirectoryEntry]) -> Value {
    let names = vm.makeArray(capacity: entries.count)
    let kinds = vm.makeArray(capacity: entries.count)
    for entry in entries {
        vm.arrayAppend(names, text(vm, entry.bytes))
        vm.arrayAppend(kinds, Value(Int(entry.kind.rawValue)))
    }
    let result = vm.makeArray()
    vm.arrayAppend(result, Value(names))
    vm.arrayAppend(result, Value(kinds))
    return Value(result)
}

// MARK: Making calls

private func path(_ vm: VM, _ args: Arguments, _ index: Int) throws(JSException) -> String {
    try vm.toString(args[index]).toSwift(vm)
}

/// Makes a call as the argument at `callbackIndex` says.
/// - Parameter keeping: a value that must live until the call is done, for example a buffer.
private func run<Output>(
    _ vm: VM, _ args: Arguments, _ callbackIndex: Int, _ syscall: String, _ path: String?, _ dest: String?,
    _ request: FileRequest<Output>, keeping: Value = .undefined, _ convert: @escaping (VM, Output) -> Value
) throws(JSException) -> Value {
    let node = vm.node
    guard args[callbackIndex].isCallable else {
        let output: Output
        do throws(UVError) { output = try request.sync() } catch {
            throw node.throwSystemError(error, syscall, path: path, dest: dest)
        }
        return convert(vm, output)
    }
    let callback = Persistent(vm, args[callbackIndex])
    let kept = keeping.isUndefined ? nil : Persistent(vm, keeping)
    let context = vm.asyncContext.isUndefined ? nil : Persistent(vm, vm.asyncContext)
    node.fileCalls += 1
    request.async(on: node.loop) { result in
        node.fileCalls -= 1
        withExtendedLifetime(kept) {}
        node.perform(context: context?.value ?? .undefined) { () throws(JSException) in
            switch result {
            case .success(let output):
                _ = try vm.call(callback.value, this: .undefined, .null, convert(vm, output))
            case .failure(let error):
                let object = node.systemError(error, syscall, path: path, dest: dest)
                _ = try vm.call(callback.value, this: .undefined, Value(object))
            }
        }
    }
    return .undefined
}

private func filePosition(_ vm: VM, _ value: Value) throws(JSException) -> Int64 {
    if value.isNullish { return -1 }
    if value.isBigInt {
        let big = value.asBigInt
        let low = Int64(bitPattern: UInt64(big.limbs.first ?? 0))
        return big.isNegative ? -low : low
    }
    let number = try vm.toNumber(value)
    return number >= 0 && number < 9.2e18 ? Int64(number) : -1
}

private func part(_ vm: VM, _ args: Arguments) throws(JSException) -> UnsafeMutableRawBufferPointer {
    guard let bytes = vm.withBytes(args[1]) else { throw vm.node.invalidArgumentType("buffer", "Buffer", args[1]) }
    let offset = Int(try vm.toNumber(args[2]))
    let length = Int(try vm.toNumber(args[3]))
    guard offset >= 0, length >= 0, offset + length <= bytes.count else {
        throw vm.node.outOfRange("length", "<= \(bytes.count - offset)", args[3])
    }
    return UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
}

/// read(fd, buffer, offset, length, position, callback): bytes read.
private func fsRead(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let request = FileSystem.read(try vm.toInt32(args[0]), into: [try part(vm, args)], at: try filePosition(vm, args[4]))
    return try run(vm, args, 5, "read", nil, nil, request, keeping: args[1]) { (_, count) in Value(count) }
}

/// write(fd, buffer, offset, length, position, callback): bytes written.
private func fsWrite(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let request = FileSystem.write(
        try vm.toInt32(args[0]), [UnsafeRawBufferPointer(try part(vm, args))], at: try filePosition(vm, args[4]))
    return try run(vm, args, 5, "write", nil, nil, request, keeping: args[1]) { (_, count) in Value(count) }
}

private func parts(_ vm: VM, _ value: Value) throws(JSException) -> [UnsafeMutableRawBufferPointer] {
    var list: [UnsafeMutableRawBufferPointer] = []
    guard let array = value.object else { return list }
    for i in 0..<(try vm.lengthOfArrayLike(array)) {
        if let bytes = vm.withBytes(try vm.get(array, vm.key(index: i))) { list.append(bytes) }
    }
    return list
}

/// readv(fd, buffers, position, callback)
private func fsReadVector(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let request = FileSystem.read(try vm.toInt32(args[0]), into: try parts(vm, args[1]), at: try filePosition(vm, args[2]))
    return try run(vm, args, 3, "read", nil, nil, request, keeping: args[1]) { (_, count) in Value(count) }
}

/// writev(fd, buffers, position, callback)
private func fsWriteVector(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let buffers = try parts(vm, args[1]).map { UnsafeRawBufferPointer($0) }
    let request = FileSystem.write(try vm.toInt32(args[0]), buffers, at: try filePosition(vm, args[2]))
    return try run(vm, args, 3, "write", nil, nil, request, keeping: args[1]) { (_, count) in Value(count) }
}

/// readFile(pathOrFd): the whole file as a Buffer, at once. `readFileSync` without a detour.
private func fsReadFile(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let name = args[0].isNumber ? nil : try path(vm, args, 0)
    var descriptor: Int32
    if let name {
        repeat { descriptor = open(name, O_RDONLY | O_CLOEXEC) } while descriptor < 0 && errno == EINTR
        if descriptor < 0 { throw node.throwSystemError(UVError(errno: errno), "open", path: name) }
    } else {
        descriptor = try vm.toInt32(args[0])
    }
    defer { if name != nil { close(descriptor) } }
    var info = stat()
    if fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size > 0 {
        return try readRegular(vm, descriptor, Int(info.st_size))
    }
    guard let bytes = readWhole(descriptor) else { throw node.throwSystemError(UVError(errno: errno), "read") }
    let buffer = try node.makePooledBuffer(bytes.count)
    if !bytes.isEmpty { bytes.withUnsafeBytes { vm.withBytes(Value(buffer))!.copyMemory(from: $0) } }
    return Value(buffer)
}

/// A file of known size goes straight into its Buffer.
private func readRegular(_ vm: VM, _ descriptor: Int32, _ size: Int) throws(JSException) -> Value {
    let node = vm.node
    if size > 2_147_483_647 { throw node.codedError("ERR_FS_FILE_TOO_LARGE", Value(Double(size))) }
    let buffer = try node.makePooledBuffer(size)
    let target = vm.withBytes(Value(buffer))!
    var filled = 0
    while filled < size {
        let count = read(descriptor, target.baseAddress! + filled, size - filled)
        if count == 0 { break }
        if count < 0 {
            if errno == EINTR { continue }
            throw node.throwSystemError(UVError(errno: errno), "read")
        }
        filled += count
    }
    if filled == size { return Value(buffer) }
    // The file became shorter, or the descriptor was not at its begin.
    let view = vm.viewDetails(Value(buffer))!
    return Value(vm.makeUint8Array(view.buffer, offset: view.byteOffset, length: filled, prototype: node.bufferPrototype))
}

// MARK: Watching

/// The handle behind fs.watch and fs.watchFile.
private final class WatcherPayload: HandlePayload {
    var handle: Handle?

    func close() {
        guard let handle else { return }
        self.handle = nil
        handle.close { [self] in closed() }
    }
}

private func watcher(_ vm: VM, _ args: Arguments) throws(JSException) -> WatcherPayload {
    guard let payload: WatcherPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return payload
}

private let watcherMethods: [BuiltinProperty] = [
    .method("close", 0, { (vm, args) throws(JSException) in
        try watcher(vm, args).close()
        return .undefined
    }),
    .method("ref", 0, { (vm, args) throws(JSException) in
        try watcher(vm, args).handle?.ref()
        return .undefined
    }),
    .method("unref", 0, { (vm, args) throws(JSException) in
        try watcher(vm, args).handle?.unref()
        return .undefined
    }),
]

/// watch(path, persistent, recursive, onchange(status, event, name)): a handle.
private func fsWatch(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let name = try path(vm, args, 0)
    let payload = WatcherPayload(node)
    let object = payload.makeObject(prototype: Value(vm.makeObject(watcherMethods)), internalSlots: 1)
    object.setInternalSlot(0, args[3])
    do throws(UVError) {
        let event = try FileEvent(node.loop) { [unowned payload] error, events, file in
            payload.runtime.perform(context: payload.context) { () throws(JSException) in
                let vm = payload.vm
                let callback = payload.object.internalSlot(0)
                let status = Value(Int(error?.code ?? 0))
                let kind = Value(vm.string(events.contains(.rename) ? "rename" : "change"))
                _ = try vm.call(callback, this: .undefined, status, kind, file.map { text(vm, $0) } ?? .null)
            }
        }
        payload.handle = event
        do throws(UVError) { try event.start(name) } catch {
            event.close()
            throw error
        }
        if !vm.toBoolean(args[1]) { event.unref() }
        payload.opened()
    } catch {
        throw node.throwSystemError(error, "watch", path: name)
    }
    return Value(object)
}

/// watchFile(path, interval, onchange(status, current, previous)): a handle.
private func fsWatchFile(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let name = try path(vm, args, 0)
    let payload = WatcherPayload(node)
    let object = payload.makeObject(prototype: Value(vm.makeObject(watcherMethods)), internalSlots: 1)
    object.setInternalSlot(0, args[2])
    do throws(UVError) {
        let poll = try FilePoll(node.loop) { [unowned payload] error, previous, current in
            payload.runtime.perform(context: payload.context) { () throws(JSException) in
                let vm = payload.vm
                let callback = payload.object.internalSlot(0)
                _ = try vm.call(
                    callback, this: .undefined, Value(Int(error?.code ?? 0)), statArray(vm, current), statArray(vm, previous))
            }
        }
        payload.handle = poll
        try poll.start(name, interval: interval(vm, args[1]))
        payload.opened()
    } catch {
        payload.handle?.close()
        throw node.throwSystemError(error, "watch", path: name)
    }
    return Value(object)
}

private func interval(_ vm: VM, _ value: Value) -> UInt32 { value.isNumber ? UInt32(max(1, min(value.asNumber, 4e9))) : 5007 }
