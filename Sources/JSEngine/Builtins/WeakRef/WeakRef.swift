/// WeakRef https://tc39.es/ecma262/#sec-weak-ref-objects
///
/// Internal slots: 0 the target, undefined once it was collected; 1 the job in which it was last kept alive.
func initialiseWeakRef(_ realm: Realm) {
    realm.defineConstructor(
        "WeakRef", .weakRef, .weakRefPrototype, length: 1, weakRefConstructor, prototype: weakRefPrototypeProperties)
}

private let weakRefPrototypeProperties: [BuiltinProperty] = [
    .method("deref", 0, weakRefPrototypeDeref),
    .toStringTag("WeakRef"),
]

/// new WeakRef(target) https://tc39.es/ecma262/#sec-weak-ref-target
private func weakRefConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor WeakRef requires 'new'") }
    if !args[0].canBeHeldWeakly { throw vm.typeError("WeakRef: invalid target") }
    let reference = vm.makeObject(
        .weakRef, prototype: try vm.prototypeFromConstructor(args.newTarget, .weakRefPrototype), internalSlots: 2)
    reference.setInternalSlot(0, args[0])
    reference.setInternalSlot(1, Value(int32: vm.keptAliveGeneration))
    vm.keptAlive.append(args[0])
    return Value(reference)
}

/// WeakRef.prototype.deref() https://tc39.es/ecma262/#sec-weak-ref.prototype.deref
private func weakRefPrototypeDeref(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let reference = args.this.object(of: .weakRef) else {
        throw vm.incompatibleReceiver(args.this, "WeakRef.prototype.deref")
    }
    let target = reference.internalSlot(0)
    // AddToKeptObjects, once in a job.
    if target.isCell && reference.internalSlot(1).asInt32 != vm.keptAliveGeneration {
        vm.keptAlive.append(target)
        reference.setInternalSlot(1, Value(int32: vm.keptAliveGeneration))
    }
    return target
}

extension VM {
    /// ClearKeptObjects https://tc39.es/ecma262/#sec-clear-kept-objects
    func clearKeptObjects() {
        keptAlive.removeAll(keepingCapacity: keptAlive.count < 256)
        keptAliveGeneration &+= 1
    }
}
