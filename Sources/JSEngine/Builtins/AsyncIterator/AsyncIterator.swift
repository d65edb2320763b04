/// %AsyncIteratorPrototype% https://tc39.es/ecma262/#sec-asynciteratorprototype and
/// %AsyncFromSyncIteratorPrototype% https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%-object
///
/// Slots of an async-from-sync iterator: 0 the sync iterator, 1 its next method.
func initialiseAsyncIterator(_ realm: Realm) {
    realm.defineObject(.asyncIteratorPrototype, [.method(.asyncIterator, 0, returnThis)])
    realm.defineObject(
        .asyncFromSyncIteratorPrototype, parent: .asyncIteratorPrototype,
        [
            .method("next", 1, asyncFromSyncNext),
            .method("return", 1, asyncFromSyncReturn),
            .method("throw", 1, asyncFromSyncThrow),
        ])
}

extension VM {
    /// `getAsyncIterator`: GetIterator(obj, async) https://tc39.es/ecma262/#sec-getiterator
    func startAsyncIteration(
        _ state: Frame.Registers, _ iterable: Value, _ pc: UnsafePointer<UInt64>
    ) throws(JSException) {
        let method = iterable.isNullish ? .undefined : try getMethod(iterable, symbols[.asyncIterator])
        let record: IteratorRecord
        if method.isUndefined {
            let syncMethod = iterable.isNullish ? .undefined : try getMethod(iterable, symbols[.iterator])
            if syncMethod.isUndefined { throw notIterable(iterable, pc) }
            record = try makeAsyncFromSyncIterator(try getIterator(iterable, method: syncMethod))
        } else {
            let iterator = try call(method, this: iterable)
            guard let object = iterator.object else {
                throw typeError("Result of the Symbol.asyncIterator method is not an object")
            }
            record = IteratorRecord(iterator: object, next: try get(object, .next))
        }
        state[0] = Value(record.iterator)
        state[1] = record.next
        state[2] = .undefined
    }

    /// CreateAsyncFromSyncIterator(syncIteratorRecord) https://tc39.es/ecma262/#sec-createasyncfromsynciterator
    func makeAsyncFromSyncIterator(_ record: IteratorRecord) throws(JSException) -> IteratorRecord {
        let iterator = makeObject(
            .asyncFromSyncIterator, prototype: realm[.asyncFromSyncIteratorPrototype], internalSlots: 2)
        iterator.setInternalSlot(0, Value(record.iterator))
        iterator.setInternalSlot(1, record.next)
        return IteratorRecord(iterator: iterator, next: try get(iterator, .next))
    }

    /// AsyncFromSyncIteratorContinuation(result, promiseCapability, syncIteratorRecord, closeOnRejection)
    /// https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation
    fileprivate func continueAsyncFromSync(
        _ result: Value, _ promise: Object, _ iterator: Value, closeOnRejection: Bool
    ) throws(JSException) {
        guard let object = result.object else { throw typeError("Iterator result \(display(result)) is not an object") }
        let done = toBoolean(try get(object, .done))
        let value = try get(object, .value)
        let closes = closeOnRejection && !done
        let wrapper: Object
        do throws(JSException) { wrapper = try promiseResolve(value) } catch {
            if closes { iteratorCloseSilently(IteratorRecord(iterator: iterator.asObject, next: .undefined)) }
            throw error
        }
        let unwrap = makeFunction("", length: 1, data: Value(done)) { (vm, args) throws(JSException) in
            vm.makeIteratorResult(args[0], done: args.data(0).isTrue)
        }
        var onRejected = Value.undefined
        if closes {
            let close = makeFunction("", length: 1, data: iterator) { (vm, args) throws(JSException) in
                let exception = vm.throwValue(args[0])
                vm.iteratorCloseSilently(IteratorRecord(iterator: args.data(0).asObject, next: .undefined))
                throw exception
            }
            onRejected = Value(close)
        }
        performPromiseThen(
            wrapper, Value(unwrap), onRejected,
            PromiseCapability(promise: Value(promise), resolve: .undefined, reject: .undefined))
    }
}

/// Runs a step; an exception rejects the promise (IfAbruptRejectPromise).
@inline(__always)
private func rejecting(_ vm: VM, _ body: (Object) throws(JSException) -> Void) -> Value {
    let promise = vm.newPromise()
    do throws(JSException) { try body(promise) } catch { vm.rejectPromise(promise, vm.takeException()) }
    return Value(promise)
}

/// A call that passes its argument on only when there was one.
private func callOptional(_ vm: VM, _ function: Value, _ this: Value, _ args: Arguments) throws(JSException) -> Value {
    args.count > 0 ? try vm.call(function, this: this, args[0]) : try vm.call(function, this: this)
}

/// %AsyncFromSyncIteratorPrototype%.next([value]) https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.next
private func asyncFromSyncNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (iterator, next) = (args.this.asObject.internalSlot(0), args.this.asObject.internalSlot(1))
    return rejecting(vm) { (promise) throws(JSException) in
        try vm.continueAsyncFromSync(try callOptional(vm, next, iterator, args), promise, iterator, closeOnRejection: true)
    }
}

/// %AsyncFromSyncIteratorPrototype%.return([value]) https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.return
private func asyncFromSyncReturn(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let iterator = args.this.asObject.internalSlot(0)
    return rejecting(vm) { (promise) throws(JSException) in
        let method = try vm.getMethod(iterator, vm.names[.return])
        if method.isUndefined {
            vm.resolvePromise(promise, vm.makeIteratorResult(args[0], done: true))
            return
        }
        try vm.continueAsyncFromSync(try callOptional(vm, method, iterator, args), promise, iterator, closeOnRejection: false)
    }
}

/// %AsyncFromSyncIteratorPrototype%.throw([value]) https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.throw
private func asyncFromSyncThrow(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let iterator = args.this.asObject.internalSlot(0)
    return rejecting(vm) { (promise) throws(JSException) in
        let method = try vm.getMethod(iterator, vm.names[.throw])
        if method.isUndefined {
            try vm.iteratorClose(IteratorRecord(iterator: iterator.asObject, next: .undefined))
            throw vm.typeError("The iterator does not provide a 'throw' method")
        }
        try vm.continueAsyncFromSync(try callOptional(vm, method, iterator, args), promise, iterator, closeOnRejection: true)
    }
}
