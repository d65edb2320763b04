/// What a host may ask of objects beyond the language: for debuggers, `util.inspect` and the like. Runs no script.
extension VM {
    /// The target and the handler of a Proxy; both null when it was revoked.
    public func proxyDetails(_ proxy: Object) -> (target: Value, handler: Value) {
        let (target, handler) = (proxy.internalSlot(0), proxy.internalSlot(1))
        return (target.isObject ? target : .null, handler.isObject ? handler : .null)
    }

    public func isAsyncFunction(_ value: Value) -> Bool { functionFlags(value)?.contains(.async) ?? false }
    public func isGeneratorFunction(_ value: Value) -> Bool { functionFlags(value)?.contains(.generator) ?? false }

    private func functionFlags(_ value: Value) -> FunctionFlags? {
        guard let function = value.object(of: .function) else { return nil }
        return Executable.of(function.internalSlot(FunctionSlot.executable).asCell).template.flags
    }

    /// The frames that are running now, innermost first.
    public func currentCallSites(limit: Int) -> [CallSite] {
        let holder = makeObject()
        captureStack(holder, skipping: 0)
        guard let own = shapeValue(holder, names[.stack]), own.isCell, own.cellKind == .box else { return [] }
        let captured = Box.value(own.asCell)
        return captured.isCell ? Array(callSites(captured.asCell).prefix(limit)) : []
    }

    /// What a property's slot holds, lazy ones as they are.
    private func shapeValue(_ object: Object, _ key: PropertyKey) -> Value? {
        let shape = shape(object)
        let index = shape.pointee.find(key)
        return index < 0 ? nil : object.slotAddress(Int(shape.pointee.entry(index).slot)).pointee
    }

    /// A BigInt value.
    public func bigint(_ number: UInt64) -> Value { Value(makeBigInt(number)) }
    public func bigint(_ number: Int64) -> Value { Value(makeBigInt(number)) }
}
