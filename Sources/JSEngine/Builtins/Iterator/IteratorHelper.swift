/// %IteratorHelperPrototype% https://tc39.es/ecma262/#sec-%iteratorhelperprototype%-object
///
/// What the specification writes as a generator is a state machine here. Slots: 0 underlying iterator, 1 its next, 2 kind,
/// 3 callback or what is left of the limit, 4 counter, 5 and 6 the inner iterator of flatMap and its next, 7 state.
let iteratorHelperPrototypeProperties: [BuiltinProperty] = [
    .method("next", 0, iteratorHelperNext),
    .method("return", 0, iteratorHelperReturn),
    .toStringTag("Iterator Helper"),
]

enum IteratorHelperKind: Int32 { case filter, map, take, drop, flatMap }

private enum HelperState: Int32 { case start, yielded, running, done }

private enum HelperSlot {
    static let iterator = 0
    static let next = 1
    static let kind = 2
    static let argument = 3
    static let counter = 4
    static let inner = 5
    static let innerNext = 6
    static let state = 7
}

extension VM {
    func makeIteratorHelper(_ record: IteratorRecord, _ kind: IteratorHelperKind, _ argument: Value) -> Value {
        let helper = makeObject(.iteratorHelper, prototype: realm[.iteratorHelperPrototype], internalSlots: 8)
        helper.setInternalSlot(HelperSlot.iterator, Value(record.iterator))
        helper.setInternalSlot(HelperSlot.next, record.next)
        helper.setInternalSlot(HelperSlot.kind, Value(int32: kind.rawValue))
        helper.setInternalSlot(HelperSlot.argument, argument)
        helper.setInternalSlot(HelperSlot.counter, .zero)
        helper.setInternalSlot(HelperSlot.state, Value(int32: HelperState.start.rawValue))
        return Value(helper)
    }
}

extension Object {
    fileprivate var helperState: HelperState {
        get { HelperState(rawValue: internalSlot(HelperSlot.state).asInt32)! }
        nonmutating set { setInternalSlot(HelperSlot.state, Value(int32: newValue.rawValue)) }
    }
    fileprivate var helperRecord: IteratorRecord {
        IteratorRecord(iterator: internalSlot(HelperSlot.iterator).asObject, next: internalSlot(HelperSlot.next))
    }
    /// Counts calls of the callback.
    fileprivate func takeHelperCounter() -> Value {
        let counter = internalSlot(HelperSlot.counter)
        setInternalSlot(HelperSlot.counter, Value(counter.asNumber + 1))
        return counter
    }
}

/// %IteratorHelperPrototype%.next() https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.next
private func iteratorHelperNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let helper = args.this.object(of: .iteratorHelper) else {
        throw vm.typeError("Method Iterator Helper.prototype.next called on incompatible receiver \(vm.display(args.this))")
    }
    switch helper.helperState {
    case .done: return vm.makeIteratorResult(.undefined, done: true)
    case .running: throw vm.typeError("Generator is already running")
    case .start, .yielded: break
    }
    helper.helperState = .running
    do throws(JSException) {
        if let value = try step(vm, helper) {
            helper.helperState = .yielded
            return vm.makeIteratorResult(value, done: false)
        }
    } catch {
        helper.helperState = .done
        throw error
    }
    helper.helperState = .done
    return vm.makeIteratorResult(.undefined, done: true)
}

/// The next value to yield; nil at the end.
private func step(_ vm: VM, _ helper: Object) throws(JSException) -> Value? {
    let record = helper.helperRecord
    let argument = helper.internalSlot(HelperSlot.argument)
    switch IteratorHelperKind(rawValue: helper.internalSlot(HelperSlot.kind).asInt32)! {
    case .map:
        guard let value = try vm.iteratorStep(record) else { return nil }
        return try vm.callClosing(record, argument, value, helper.takeHelperCounter())
    case .filter:
        while let value = try vm.iteratorStep(record) {
            if vm.toBoolean(try vm.callClosing(record, argument, value, helper.takeHelperCounter())) { return value }
        }
        return nil
    case .take:
        let remaining = argument.asNumber
        if remaining == 0 {
            try vm.iteratorClose(record)
            return nil
        }
        helper.setInternalSlot(HelperSlot.argument, Value(remaining - 1))
        return try vm.iteratorStep(record)
    case .drop:
        while case let remaining = helper.internalSlot(HelperSlot.argument).asNumber, remaining > 0 {
            helper.setInternalSlot(HelperSlot.argument, Value(remaining - 1))
            let result = try vm.call(record.next, this: Value(record.iterator))
            guard let object = result.object else { throw vm.typeError("Iterator result \(vm.display(result)) is not an object") }
            if vm.toBoolean(try vm.get(object, .done)) { return nil }
        }
        return try vm.iteratorStep(record)
    case .flatMap:
        return try stepFlatMap(vm, helper, record)
    }
}

private func stepFlatMap(_ vm: VM, _ helper: Object, _ record: IteratorRecord) throws(JSException) -> Value? {
    while true {
        if let inner = helper.internalSlot(HelperSlot.inner).object {
            let innerRecord = IteratorRecord(iterator: inner, next: helper.internalSlot(HelperSlot.innerNext))
            do throws(JSException) {
                if let value = try vm.iteratorStep(innerRecord) { return value }
            } catch {
                vm.iteratorCloseSilently(record)
                throw error
            }
            helper.setInternalSlot(HelperSlot.inner, .undefined)
        }
        guard let value = try vm.iteratorStep(record) else { return nil }
        do throws(JSException) {
            let mapped = try vm.call(
                helper.internalSlot(HelperSlot.argument), this: .undefined, value, helper.takeHelperCounter())
            let inner = try vm.getIteratorFlattenable(mapped, allowStrings: false, "Iterator.prototype.flatMap")
            helper.setInternalSlot(HelperSlot.inner, Value(inner.iterator))
            helper.setInternalSlot(HelperSlot.innerNext, inner.next)
        } catch {
            vm.iteratorCloseSilently(record)
            throw error
        }
    }
}

/// %IteratorHelperPrototype%.return() https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.return
private func iteratorHelperReturn(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let helper = args.this.object(of: .iteratorHelper) else {
        throw vm.typeError("Method Iterator Helper.prototype.return called on incompatible receiver \(vm.display(args.this))")
    }
    switch helper.helperState {
    case .done: return vm.makeIteratorResult(.undefined, done: true)
    case .running: throw vm.typeError("Generator is already running")
    case .start:
        helper.helperState = .done
        try vm.iteratorClose(helper.helperRecord)
    case .yielded:
        helper.helperState = .running
        defer { helper.helperState = .done }
        if let inner = helper.internalSlot(HelperSlot.inner).object {
            do throws(JSException) {
                try vm.iteratorClose(IteratorRecord(iterator: inner, next: .undefined))
            } catch {
                vm.iteratorCloseSilently(helper.helperRecord)
                throw error
            }
        }
        try vm.iteratorClose(helper.helperRecord)
    }
    return vm.makeIteratorResult(.undefined, done: true)
}
