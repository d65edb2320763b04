/// Proxy https://tc39.es/ecma262/#sec-proxy-objects
///
/// Slots: 0 target, 1 handler; both null once revoked. Callable and constructor as the target was.
func initialiseProxy(_ realm: Realm) {
    let vm = realm.vm
    // A constructor without a `prototype` property.
    let constructor = vm.allocateNativeFunction(
        shape: realm.functionShapes.plain, function: proxyConstructor, name: Value(vm.string("Proxy")), length: 2,
        constructor: true)
    realm[.proxy] = Value(constructor)
    realm.define([.method("revocable", 2, proxyRevocable)], on: constructor)
}

/// Proxy(target, handler) https://tc39.es/ecma262/#sec-proxy-target-handler
private func proxyConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor Proxy requires 'new'") }
    return Value(try vm.proxyCreate(args[0], args[1]))
}

/// Proxy.revocable(target, handler) https://tc39.es/ecma262/#sec-proxy.revocable
private func proxyRevocable(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let proxy = try vm.proxyCreate(args[0], args[1])
    let revoke = vm.makeFunction("", length: 0, data: Value(proxy)) { (_, args) throws(JSException) in
        if let proxy = args.data(0).object {
            args.callee.setInternalSlot(1, .null)
            proxy.setInternalSlot(0, .null)
            proxy.setInternalSlot(1, .null)
        }
        return .undefined
    }
    let result = vm.makeObject()
    vm.defineOwn(result, vm.names[.proxy], Value(proxy))
    vm.defineOwn(result, vm.names[.revoke], Value(revoke))
    return Value(result)
}

extension VM {
    /// ProxyCreate(target, handler) https://tc39.es/ecma262/#sec-proxycreate
    func proxyCreate(_ target: Value, _ handler: Value) throws(JSException) -> Object {
        guard let object = target.object, handler.isObject else {
            throw typeError("Cannot create proxy with a non-object as target or handler")
        }
        let flags = CellFlags.exotic | object.flags & (CellFlags.callable | CellFlags.constructor)
        let proxy = makeObject(.proxy, prototype: .null, internalSlots: 2, flags: flags)
        proxy.setInternalSlot(0, target)
        proxy.setInternalSlot(1, handler)
        return proxy
    }
}
