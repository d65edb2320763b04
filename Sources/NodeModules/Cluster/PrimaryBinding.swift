import ClusterRuntime
import EventLoop
import JSEngine

/// The native primary: `Primary` of internalBinding('cluster').
final class PrimaryPayload: HostPayload {
    let primary: Primary
    fileprivate let trace: TraceOutput?

    init(_ runtime: NodeRuntime, _ policy: SchedulingPolicy) {
        primary = Primary(runtime.loop, policy: policy)
        trace = TraceOutput(runtime)
        primary.observer = trace?.trace
        super.init()
        trace?.watchSignals()
    }
}

/// A worker of the primary. It calls `ononline()` and `onlistening(address, port, addressType, fd)` of its object.
final class AdoptedWorkerPayload: HandlePayload {
    let worker: WorkerProcess
    let primary: Primary

    init(_ runtime: NodeRuntime, _ worker: WorkerProcess, _ primary: Primary) {
        self.worker = worker
        self.primary = primary
        super.init(runtime)
    }

    func start(prototype: Value) -> Object {
        let object = makeObject(prototype: prototype)
        opened()
        worker.onOnline = { [unowned self] in emit(vm.key("ononline")) }
        worker.onListening = { [unowned self] query in
            let address = Persistent(vm, query.address.map { Value(vm.string($0)) } ?? .null)
            emit(
                vm.key("onlistening"), address.value, query.port.map { Value($0) } ?? .null,
                query.addressType.map { addressTypeValue(vm, $0) } ?? .null, query.fd.map { Value($0) } ?? .undefined)
        }
        worker.onDisconnect = { [self] in
            worker.onOnline = nil
            worker.onListening = nil
            closed()
        }
        return object
    }
}

private let primaryProperties: [BuiltinProperty] = [
    .method("nextWorkerID", 0, primaryNextWorkerID),
    .method("adopt", 3, primaryAdopt),
    .method("setScheduler", 1, primarySetScheduler),
    .method("configure", 4, primaryConfigure),
    .method("finishTrace", 0, primaryFinishTrace),
    .accessor("hasDiagram", get: { (_, _) throws(JSException) in Value(TraceRequest.printsDiagram) }),
]

private let workerProperties: [BuiltinProperty] = [
    .method("didExit", 2, workerDidExit),
    .method("disconnect", 0, workerDisconnect),
    .accessor("exitedAfterDisconnect", get: workerExitedAfterDisconnect),
]

/// internalBinding('cluster')
func makeClusterBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let binding = vm.makeObject()
    vm.putClass(binding, "Primary", primaryProperties, constructPrimary)
    vm.put(binding, "workerPrototype", Value(vm.makeObject(workerProperties)))
    vm.put(binding, "workerID", 0, currentWorkerID)
    return binding
}

/// workerID(): this process's number, 0 when it is no worker.
private func currentWorkerID(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(ParentChannel.inherited?.workerID ?? 0)
}

/// new Primary(policy)
private func constructPrimary(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .objectPrototype)
    let policy = SchedulingPolicy(rawValue: Int(try vm.toInt32(args[0]))) ?? .roundRobin
    return Value(vm.makeHostObject(PrimaryPayload(vm.node, policy), prototype: prototype))
}

private func primary(_ vm: VM, _ args: Arguments) throws(JSException) -> Primary {
    guard let payload: PrimaryPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return payload.primary
}

/// finishTrace(): writes the diagram that was asked for.
private func primaryFinishTrace(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let payload: PrimaryPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    payload.trace?.trace.finish()
    return .undefined
}

/// setScheduler(choose): `choose(remoteAddress, remotePort, key, ids)` gives the id of the worker that gets a connection, or 0.
private func primarySetScheduler(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let primary = try primary(vm, args)
    let function = Persistent(vm, args[0])
    let runtime = vm.node
    primary.chooseWorker = { peer, key, workers in
        let chosen = Persistent(vm, .zero)
        runtime.perform { () throws(JSException) in
            let ids = Persistent(vm, Value(vm.makeArray()))
            for worker in workers { vm.arrayAppend(ids.value.object!, Value(worker.id)) }
            let address = Persistent(vm, peer.map { Value(vm.string($0.ip)) } ?? .undefined)
            let text = Persistent(vm, Value(vm.string(key)))
            let port: Value = peer.map { Value(Int($0.port)) } ?? .undefined
            chosen.value = try vm.call(function.value, this: .undefined, [address.value, port, text.value, ids.value])
        }
        guard chosen.value.isNumber else { return nil }
        let id = chosen.value.asNumber
        return workers.first { Double($0.id) == id }
    }
    return .undefined
}

/// configure(queueLimit, queuePolicy, acknowledgementDeadline, listenerGrace): undefined leaves a value as it is.
private func primaryConfigure(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let primary = try primary(vm, args)
    if args[0].isNumber { primary.queueLimit = max(0, Int(try vm.toInt32(args[0]))) }
    if let policy = vm.text(args[1]).flatMap({ QueuePolicy(rawValue: $0) }) { primary.queuePolicy = policy }
    if args[2].isNumber { primary.acknowledgementDeadline = UInt64(max(0, try vm.toInt32(args[2]))) }
    if args[3].isNumber { primary.orphanGrace = UInt64(max(0, try vm.toInt32(args[3]))) }
    return .undefined
}

private func primaryNextWorkerID(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try primary(vm, args).nextWorkerID())
}

/// adopt(id, pid, channel): the worker's native side.
private func primaryAdopt(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let primary = try primary(vm, args)
    guard let channel: ChannelPayload = vm.payload(args[2]) else { throw vm.typeError("Illegal invocation") }
    let worker = primary.adopt(id: Int(try vm.toInt32(args[0])), pid: try vm.toInt32(args[1]), channel: channel.channel)
    let prototype = try vm.getV(try vm.node.binding("cluster"), vm.key("workerPrototype"))
    return Value(AdoptedWorkerPayload(vm.node, worker, primary).start(prototype: prototype))
}

private func adopted(_ vm: VM, _ args: Arguments) throws(JSException) -> AdoptedWorkerPayload {
    guard let payload: AdoptedWorkerPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    return payload
}

/// didExit(code, signal)
private func workerDidExit(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let payload = try adopted(vm, args)
    payload.primary.workerDidExit(
        payload.worker, ProcessExit(code: Int64(try vm.toInt32(args[0])), signal: try vm.toInt32(args[1])))
    return .undefined
}

private func workerDisconnect(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try adopted(vm, args).worker.disconnect()
    return .undefined
}

private func workerExitedAfterDisconnect(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try adopted(vm, args).worker.exitedAfterDisconnect ?? false)
}

/// `addressType` as Node's events have it: 4, 6, -1, 'udp4' or 'udp6'.
func addressTypeValue(_ vm: VM, _ type: ListenQuery.AddressType) -> Value {
    switch type {
    case .ipv4: Value(Int(4))
    case .ipv6: Value(Int(6))
    case .path: Value(Int(-1))
    case .udp4: Value(vm.string("udp4"))
    case .udp6: Value(vm.string("udp6"))
    }
}
