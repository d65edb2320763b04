#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A promise of Atomics.waitAsync that is not settled. https://tc39.es/ecma262/#sec-waiter-record
struct AtomicsWaiter {
    var buffer: Value
    var byteIndex: Int
    var promise: Value
    /// In milliseconds of the monotonic clock.
    var deadline: Double
}

/// What `wait` and `waitAsync` have in common https://tc39.es/ecma262/#sec-dowait
/// - Returns: the view, the byte index, whether the value is the expected one, and the timeout in milliseconds.
private func beginWait(
    _ vm: VM, _ args: Arguments
) throws(JSException) -> (view: ByteView, byteIndex: Int, isEqual: Bool, timeout: Double) {
    let view = try validateAtomics(vm, args[0], waitable: true)
    if !view.buffer.isShared { throw vm.typeError("\(describeArray(vm, args[0])) is not a shared typed array.") }
    let position = try atomicIndex(vm, view, args[1])
    let isInt32 = view.type == .int32
    let expected = isInt32 ? Value(int32: try vm.toInt32(args[2])) : Value(try vm.toBigInt(args[2]))
    let bits = try vm.elementBits(expected, view.type)
    let timeout = try vm.toNumber(args[3])
    let current = loadBits(view.address + position << view.type.shift, view.type.shift)
    return (
        view, view.byteOffset + position << view.type.shift, current == (isInt32 ? bits & 0xFFFF_FFFF : bits),
        timeout.isNaN ? .infinity : max(timeout, 0)
    )
}

/// Atomics.wait(typedArray, index, value, timeout) https://tc39.es/ecma262/#sec-atomics.wait
func atomicsWait(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let wait = try beginWait(vm, args)
    if !wait.isEqual { return Value(vm.string("not-equal")) }
    var rest = wait.timeout
    while rest > 0 {
        if vm.interruptFlag.pointee != 0 { try vm.hooks.interrupt(vm) }
        let slice = min(rest, 100)
        usleep(UInt32(slice * 1000))
        rest -= slice
    }
    return Value(vm.string("timed-out"))
}

/// Atomics.waitAsync(typedArray, index, value, timeout) https://tc39.es/ecma262/#sec-atomics.waitasync
func atomicsWaitAsync(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let wait = try beginWait(vm, args)
    let result = vm.makeObject()
    let isWaiting = wait.isEqual && wait.timeout > 0
    let value: Value
    if isWaiting {
        let promise = vm.newPromise()
        value = Value(promise)
        vm.atomicsWaiters.append(
            AtomicsWaiter(
                buffer: Value(wait.view.buffer.object), byteIndex: wait.byteIndex, promise: value,
                deadline: monotonicMilliseconds() + wait.timeout))
        if wait.timeout.isFinite { vm.hooks.atomicsTimeout(vm, milliseconds: wait.timeout) }
    } else {
        value = Value(vm.string(wait.isEqual ? "timed-out" : "not-equal"))
    }
    vm.defineOwn(result, vm.key("async"), Value(isWaiting))
    vm.defineOwn(result, vm.names[.value], value)
    return Value(result)
}

/// Atomics.notify(typedArray, index, count) https://tc39.es/ecma262/#sec-atomics.notify
func atomicsNotify(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0], waitable: true)
    let position = try atomicIndex(vm, view, args[1])
    let count = args[2].isUndefined ? Double.infinity : max(0, try vm.toIntegerOrInfinity(args[2]))
    if !view.buffer.isShared { return .zero }
    let byteIndex = view.byteOffset + position << view.type.shift
    let buffer = Value(view.buffer.object)
    var woken = 0
    vm.settleWaiters("ok") { waiter in
        if Double(woken) >= count || waiter.buffer != buffer || waiter.byteIndex != byteIndex { return false }
        woken += 1
        return true
    }
    return Value(woken)
}

private func monotonicMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
}

extension VM {
    /// Removes and resolves the waiters that `isDone` picks.
    fileprivate func settleWaiters(_ text: StaticString, _ isDone: (AtomicsWaiter) -> Bool) {
        var i = 0
        while i < atomicsWaiters.count {
            let waiter = atomicsWaiters[i]
            if !isDone(waiter) {
                i += 1
                continue
            }
            atomicsWaiters.remove(at: i)
            resolvePromise(waiter.promise.asObject, Value(string(text)))
        }
    }

    /// Resolves the promises of Atomics.waitAsync whose time is over; a host calls it after `HostHooks.atomicsTimeout`'s time.
    public func expireAtomicsWaiters() {
        let now = monotonicMilliseconds()
        settleWaiters("timed-out") { $0.deadline <= now }
    }

    /// Milliseconds until a promise of Atomics.waitAsync times out; nil when none does.
    public var nextAtomicsTimeout: Double? {
        let deadline = atomicsWaiters.reduce(Double.infinity) { min($0, $1.deadline) }
        return deadline.isFinite ? max(0, deadline - monotonicMilliseconds()) : nil
    }
}
