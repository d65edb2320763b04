import EventLoop
import JSEngine

/// A child: `new Process()` of internalBinding('process_wrap').
final class ProcessPayload: HandlePayload {
    fileprivate var process: EventLoop.Process?
    /// Survives the process, for `subprocess.pid`.
    fileprivate var pid: Int32 = 0

    fileprivate func spawn(_ options: ProcessOptions) -> Int32 {
        do throws(UVError) {
            let process = try EventLoop.Process.spawn(runtime.loop, options) { [unowned self] _, exit in
                emit(vm.key("onexit"), Value(Double(exit.code)), Value(Int(exit.signal)))
            }
            self.process = process
            pid = process.pid
            opened()
            return 0
        } catch {
            return error.code
        }
    }

    fileprivate func close() {
        process?.close()
        process = nil
        closed()
    }
}

private let processProperties: [BuiltinProperty] = [
    .method("spawn", 8, processSpawn),
    .method("kill", 1, processKillChild),
    .method("ref", 0, processRef),
    .method("unref", 0, processUnref),
    .method("hasRef", 0, processHasRef),
    .method("close", 0, processClose),
    .accessor("pid", get: processPid),
]

/// internalBinding('process_wrap')
func makeProcessWrapBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let binding = vm.makeObject()
    vm.putClass(binding, "Process", processProperties, constructProcess)
    let signals = vm.makeObject()
    vm.put(binding, "signals", Value(signals))
    for signal in Signals.all { vm.defineOwn(signals, vm.key(signal.name), Value(Int(signal.number))) }
    vm.put(binding, "socketPair", 0, makeSocketPair)
    vm.put(binding, "closeDescriptor", 1, closeDescriptor)
    vm.put(binding, "spawnSync", 12, runSynchronously)
    return binding
}

private func constructProcess(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .objectPrototype)
    return Value(ProcessPayload(vm.node).makeObject(prototype: prototype))
}

private func child(_ vm: VM, _ args: Arguments) throws(JSException) -> ProcessPayload {
    guard let child: ProcessPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return child
}

/// spawn(file, args, envPairs, cwd, detached, uid, gid, descriptors): 0 or a negative libuv code. A descriptor of -1 is /dev/null.
private func processSpawn(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let child = try child(vm, args)
    var options = try commandOptions(vm, args)
    for value in try vm.listFromArrayLike(args[7]) {
        let descriptor = try vm.toInt32(value)
        options.stdio.append(descriptor < 0 ? .ignore : .inherit(fileDescriptor: descriptor))
    }
    return Value(Int(child.spawn(options)))
}

/// The arguments that spawn and spawnSync have in common, at 0 to 6.
private func commandOptions(_ vm: VM, _ args: Arguments) throws(JSException) -> ProcessOptions {
    var options = ProcessOptions(
        file: try vm.toString(args[0]).toSwift(vm), arguments: try strings(vm, args[1]), environment: try strings(vm, args[2]))
    if !args[3].isNullish { options.workingDirectory = try vm.toString(args[3]).toSwift(vm) }
    options.detached = vm.toBoolean(args[4])
    if !args[5].isNullish { options.userID = UInt32(bitPattern: try vm.toInt32(args[5])) }
    if !args[6].isNullish { options.groupID = UInt32(bitPattern: try vm.toInt32(args[6])) }
    return options
}

private func strings(_ vm: VM, _ list: Value) throws(JSException) -> [String] {
    guard let object = list.object else { return [] }
    var result: [String] = []
    for i in 0..<(try vm.lengthOfArrayLike(object)) {
        result.append(try vm.toString(try vm.get(object, vm.key(index: i))).toSwift(vm))
    }
    return result
}

/// kill(signal): 0 or a negative libuv code.
private func processKillChild(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let child = try child(vm, args)
    let signal = try vm.toInt32(args[0])
    do throws(UVError) {
        guard let process = child.process else { throw .ESRCH }
        try process.kill(signal)
        return .zero
    } catch {
        return Value(Int(error.code))
    }
}

private func processRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try child(vm, args).process?.ref()
    return .undefined
}

private func processUnref(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try child(vm, args).process?.unref()
    return .undefined
}

private func processHasRef(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try child(vm, args).process?.hasRef ?? false)
}

private func processClose(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try child(vm, args).close()
    return .undefined
}

private func processPid(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(Int(try child(vm, args).pid)) }

/// socketPair(): [own, child's], or a negative libuv code. The child's end blocks.
private func makeSocketPair(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    do throws(UVError) {
        let (own, childs) = try Descriptors.socketPair()
        let pair = vm.makeArray()
        vm.arrayAppend(pair, Value(Int(own)))
        vm.arrayAppend(pair, Value(Int(childs)))
        return Value(pair)
    } catch {
        return Value(Int(error.code))
    }
}

/// closeDescriptor(fd)
func closeDescriptor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Descriptors.close(try vm.toInt32(args[0]))
    return .undefined
}

/// spawnSync(file, args, envPairs, cwd, detached, uid, gid, descriptors, inputs, timeout, maxBuffer, killSignal). A descriptor of
/// -1 is /dev/null, -2 a pipe.
private func runSynchronously(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let options = try commandOptions(vm, args)
    var plan = SynchronousProcess(file: options.file, arguments: options.arguments)
    plan.environment = options.environment
    plan.workingDirectory = options.workingDirectory
    plan.detached = options.detached
    plan.userID = options.userID
    plan.groupID = options.groupID
    guard let inputs = args[8].object, let descriptors = args[7].object else { throw vm.typeError("Illegal invocation") }
    for i in 0..<(try vm.lengthOfArrayLike(descriptors)) {
        let descriptor = try vm.toInt32(try vm.get(descriptors, vm.key(index: i)))
        let input = try vm.get(inputs, vm.key(index: i))
        switch descriptor {
        case -1: plan.stdio.append(.ignore)
        case -2: plan.stdio.append(.pipe(input: i == 0 || !input.isUndefined ? try vm.channelBytes(input) : nil, collect: i > 0))
        default: plan.stdio.append(.inherit(fileDescriptor: descriptor))
        }
    }
    plan.timeout = UInt64(max(try vm.toNumber(args[9]), 0))
    let limit = try vm.toNumber(args[10])
    plan.maxBuffer = limit > 0 && limit < 9e15 ? Int(limit) : 0
    plan.killSignal = try vm.toInt32(args[11])
    let result = plan.run()

    let object = vm.makeObject()
    vm.put(object, "pid", Int(result.pid))
    vm.put(object, "error", Int(result.error?.code ?? 0))
    if let status = result.status {
        vm.put(object, "status", Double(status.code))
        vm.put(object, "signal", Int(status.signal))
    }
    let output = vm.makeArray()
    vm.put(object, "output", Value(output))
    for bytes in result.output {
        vm.arrayAppend(output, bytes.map { bytes in bytes.withUnsafeBytes { vm.node.bufferValue($0) } } ?? .null)
    }
    return Value(object)
}

extension VM {
    /// Defines a class whose instances are made by `construct` on `binding`.
    func putClass(
        _ binding: Object, _ name: StaticString, _ properties: [BuiltinProperty], _ construct: @escaping NativeFunction
    ) {
        let prototype = makeObject()
        realm.define(properties, on: prototype)
        let constructor = makeFunction(name, length: 0, constructor: true, construct)
        defineOwn(constructor, key("prototype"), Value(prototype), [])
        defineOwn(prototype, key("constructor"), Value(constructor), .hidden)
        put(binding, name, Value(constructor))
    }
}
