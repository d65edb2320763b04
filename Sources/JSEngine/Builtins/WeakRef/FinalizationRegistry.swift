/// FinalizationRegistry https://tc39.es/ecma262/#sec-finalization-registry-objects
///
/// Internal slots: 0 the cleanup callback, 1 a storage with the held values, 2 a cell of bytes that is not traced, with two words
/// for each held value: target and unregister token (0 when there is none; a free entry has no target); 3 number of entries used.
func initialiseFinalizationRegistry(_ realm: Realm) {
    realm.defineConstructor(
        "FinalizationRegistry", .finalizationRegistry, .finalizationRegistryPrototype, length: 1,
        finalizationRegistryConstructor, prototype: finalizationRegistryPrototypeProperties)
}

private let finalizationRegistryPrototypeProperties: [BuiltinProperty] = [
    .method("register", 2, finalizationRegistryRegister),
    .method("unregister", 1, finalizationRegistryUnregister),
    .toStringTag("FinalizationRegistry"),
]

/// new FinalizationRegistry(cleanupCallback) https://tc39.es/ecma262/#sec-finalization-registry-cleanup-callback
private func finalizationRegistryConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor FinalizationRegistry requires 'new'") }
    if !args[0].isCallable { throw vm.typeError("FinalizationRegistry: cleanup must be callable") }
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .finalizationRegistryPrototype)
    let registry = vm.makeObject(.finalizationRegistry, prototype: prototype, internalSlots: 4)
    registry.setInternalSlot(0, args[0])
    registry.setInternalSlot(3, .zero)
    return Value(registry)
}

private func thisRegistry(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> RegistryEntries {
    guard let registry = args.this.object(of: .finalizationRegistry) else { throw vm.incompatibleReceiver(args.this, method) }
    return RegistryEntries(registry: registry)
}

/// FinalizationRegistry.prototype.register(target, heldValue [, unregisterToken])
/// https://tc39.es/ecma262/#sec-finalization-registry.prototype.register
private func finalizationRegistryRegister(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let entries = try thisRegistry(vm, args, "FinalizationRegistry.prototype.register")
    if !args[0].canBeHeldWeakly { throw vm.typeError("FinalizationRegistry.prototype.register: invalid target") }
    if vm.isSameValue(args[0], args[1]) {
        throw vm.typeError("FinalizationRegistry.prototype.register: target and holdings must not be same")
    }
    if !args[2].canBeHeldWeakly && !args[2].isUndefined {
        throw vm.typeError("Invalid unregisterToken ('\(vm.display(args[2]))')")
    }
    entries.append(vm, target: args[0], held: args[1], token: args[2].isUndefined ? .empty : args[2])
    return .undefined
}

/// FinalizationRegistry.prototype.unregister(unregisterToken)
/// https://tc39.es/ecma262/#sec-finalization-registry.prototype.unregister
private func finalizationRegistryUnregister(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let entries = try thisRegistry(vm, args, "FinalizationRegistry.prototype.unregister")
    if !args[0].canBeHeldWeakly { throw vm.typeError("Invalid unregisterToken ('\(vm.display(args[0]))')") }
    var removed = false
    for i in 0..<entries.count where !entries.target(i).isEmpty && entries.token(i) == args[0] {
        entries.remove(i)
        removed = true
    }
    return Value(removed)
}

/// The entries of a registry.
private struct RegistryEntries {
    let registry: Object

    var count: Int { Int(registry.internalSlot(3).asInt32) }
    private var held: UnsafeMutablePointer<Value> { Storage.values(registry.internalSlot(1).asCell) }
    private var weak: UnsafeMutablePointer<Value> {
        (registry.internalSlot(2).asCell + 8).assumingMemoryBound(to: Value.self)
    }
    func target(_ index: Int) -> Value { weak[2 * index] }
    func token(_ index: Int) -> Value { weak[2 * index + 1] }
    func heldValue(_ index: Int) -> Value { held[index] }
    func clearToken(_ index: Int) { weak[2 * index + 1] = .empty }

    func remove(_ index: Int) {
        weak[2 * index] = .empty
        weak[2 * index + 1] = .empty
        held[index] = .undefined
    }

    func append(_ vm: VM, target: Value, held value: Value, token: Value) {
        let capacity = registry.internalSlot(1).isCell ? Storage.capacity(registry.internalSlot(1).asCell) : 0
        if count == capacity { compact(vm, capacity) }
        let index = count
        held[index] = value
        weak[2 * index] = target
        weak[2 * index + 1] = token
        registry.setInternalSlot(3, Value(int32: Int32(index + 1)))
    }

    /// Drops free entries and makes room for more.
    private func compact(_ vm: VM, _ capacity: Int) {
        var live = 0
        for i in 0..<count where !target(i).isEmpty { live += 1 }
        let room = max(4, live * 2)
        let heldCell = vm.allocateStorage(room)
        let weakCell = vm.heap.allocate(8 + room * 16)
        Cell.setHeader(weakCell, kind: .bytes, word: UInt32(room * 16))
        let pairs = (weakCell + 8).assumingMemoryBound(to: Value.self)
        pairs.initialize(repeating: .empty, count: room * 2)
        // The second allocation may have collected: what is live is counted as it is copied.
        live = 0
        for i in 0..<count where !target(i).isEmpty {
            Storage.values(heldCell)[live] = held[i]
            pairs[2 * live] = target(i)
            pairs[2 * live + 1] = token(i)
            live += 1
        }
        registry.setInternalSlot(1, Value(cell: heldCell))
        registry.setInternalSlot(2, Value(cell: weakCell))
        registry.setInternalSlot(3, Value(int32: Int32(live)))
    }
}

extension VM {
    /// Queues (registry, held value) for each target that died. Called by the collector after marking.
    func processFinalizationRegistries(_ heap: Heap) {
        for cell in heap.registries {
            let entries = RegistryEntries(registry: Object(cell: cell))
            for i in 0..<entries.count where !entries.target(i).isEmpty {
                if !heap.isMarked(entries.target(i)) {
                    finalizationQueue.append(Value(cell: cell))
                    finalizationQueue.append(entries.heldValue(i))
                    entries.remove(i)
                } else if !entries.token(i).isEmpty, !heap.isMarked(entries.token(i)) {
                    entries.clearToken(i)
                }
            }
        }
        heap.registries.removeAll(keepingCapacity: true)
    }

    /// True when `runFinalizers` has callbacks to call.
    public var hasFinalizers: Bool { !finalizationQueue.isEmpty }

    /// CleanupFinalizationRegistry for all registries with dead targets; a host calls it between tasks, and runs jobs afterwards.
    /// - Parameter onError: gets what a callback throws.
    public func runFinalizers(onError: (Value) -> Void) {
        while finalizationQueue.count >= 2 {
            let held = finalizationQueue.removeLast()
            let registry = finalizationQueue.removeLast().asObject
            do { _ = try call(registry.internalSlot(0), this: .undefined, held) } catch { onError(takeException()) }
        }
    }
}
