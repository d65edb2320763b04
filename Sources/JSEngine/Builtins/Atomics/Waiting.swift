import CSwjs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A promise of Atomics.waitAsync that is not settled. https://tc39.es/ecma262/#sec-waiter-record
struct AtomicsWaiter {
    /// Its entry in the waiter list of the address, which is the process's.
    var entry: OpaquePointer
    /// Keeps the memory.
    var buffer: Value
    var promise: Value
    /// In milliseconds of the monotonic clock.
    var deadline: Double
}

/// What `wait` and `waitAsync` have in common https://tc39.es/ecma262/#sec-dowait
/// - Returns: the view, the address, the value that is expected there, and the timeout in milliseconds.
private func beginWait(
    _ vm: VM, _ args: Arguments
) throws(JSException) -> (view: ByteView, address: UnsafeMutableRawPointer, expected: UInt64, timeout: Double) {
    let view = try validateAtomics(vm, args[0], waitable: true)
    if !view.buffer.isShared { throw vm.typeError("\(describeArray(vm, args[0])) is not a shared typed array.") }
    let position = try atomicIndex(vm, view, args[1])
    let isInt32 = view.type == .int32
    let expected = isInt32 ? Value(int32: try vm.toInt32(args[2])) : Value(try vm.toBigInt(args[2]))
    let bits = try vm.elementBits(expected, view.type)
    let timeout = try vm.toNumber(args[3])
    return (
        view, view.address + position << view.type.shift, isInt32 ? bits & 0xFFFF_FFFF : bits,
        timeout.isNaN ? .infinity : max(timeout, 0)
    )
}

/// Atomics.wait(typedArray, index, value, timeout) https://tc39.es/ecma262/#sec-atomics.wait
func atomicsWait(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let wait = try beginWait(vm, args)
    if !vm.canBlock { throw vm.typeError("Atomics.wait cannot be called in this context") }
    let shift = Int32(wait.view.type.shift)
    guard let entry = swjs_wait_begin(vm.sleeper, wait.address, shift, wait.expected, 0) else {
        return Value(vm.string("not-equal"))
    }
    let deadline = monotonicMilliseconds() + wait.timeout
    do throws(JSException) {
        // In slices, because nothing wakes a thread when the flag is set.
        while true {
            let rest = deadline - monotonicMilliseconds()
            if rest <= 0 || swjs_wait_sleep(entry, min(rest, 100)) != 0 { break }
            if vm.interruptFlag.pointee != 0 { try vm.hooks.interrupt(vm) }
        }
    } catch {
        _ = swjs_wait_end(entry)
        throw error
    }
    return Value(vm.string(swjs_wait_end(entry) != 0 ? "ok" : "timed-out"))
}

/// Atomics.waitAsync(typedArray, index, value, timeout) https://tc39.es/ecma262/#sec-atomics.waitasync
func atomicsWaitAsync(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let wait = try beginWait(vm, args)
    let result = vm.makeObject()
    let value: Value
    let entry = swjs_wait_begin(vm.sleeper, wait.address, Int32(wait.view.type.shift), wait.expected, 1)
    if let entry, wait.timeout > 0 {
        value = Value(vm.newPromise())
        vm.atomicsWaiters.append(
            AtomicsWaiter(
                entry: entry, buffer: Value(wait.view.buffer.object), promise: value,
                deadline: monotonicMilliseconds() + wait.timeout))
        if wait.timeout.isFinite { vm.hooks.atomicsTimeout(vm, milliseconds: wait.timeout) }
    } else {
        if let entry { _ = swjs_wait_end(entry) }
        value = Value(vm.string(entry != nil ? "timed-out" : "not-equal"))
    }
    vm.defineOwn(result, vm.key("async"), Value(value.isObject))
    vm.defineOwn(result, vm.names[.value], value)
    return Value(result)
}

/// Atomics.notify(typedArray, index, count) https://tc39.es/ecma262/#sec-atomics.notify
func atomicsNotify(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0], waitable: true)
    let position = try atomicIndex(vm, view, args[1])
    let count = args[2].isUndefined ? Double.infinity : max(0, try vm.toIntegerOrInfinity(args[2]))
    if !view.buffer.isShared { return .zero }
    let woken = swjs_notify(view.address + position << view.type.shift, Int(min(count, 0x1p53)))
    vm.settleNotifiedWaiters()
    return Value(Int(woken))
}

private func monotonicMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
}

extension VM {
    /// What threads of other agents wake.
    var sleeper: OpaquePointer {
        if let sleeperStorage { return sleeperStorage }
        guard let fresh = swjs_agent_create() else { heap.outOfMemory() }
        sleeperStorage = fresh
        return fresh
    }

    /// Resolves the promises of waiters that were notified, by this agent or by another one.
    func settleNotifiedWaiters() {
        guard let sleeperStorage else { return }
        while let entry = swjs_agent_next_notified(sleeperStorage) {
            if let i = atomicsWaiters.firstIndex(where: { $0.entry == entry }) {
                settleWaiter(at: i)
            } else {
                _ = swjs_wait_end(entry)
            }
        }
    }

    private func settleWaiter(at i: Int) {
        let waiter = atomicsWaiters.remove(at: i)
        let text: StaticString = swjs_wait_end(waiter.entry) != 0 ? "ok" : "timed-out"
        resolvePromise(waiter.promise.asObject, Value(string(text)))
    }

    /// Resolves the promises of Atomics.waitAsync that were notified by another agent, or whose time is over; a host calls it after
    /// `HostHooks.atomicsTimeout`'s time, and after `sleepUntilNotified`.
    public func expireAtomicsWaiters() {
        settleNotifiedWaiters()
        let now = monotonicMilliseconds()
        var i = 0
        while i < atomicsWaiters.count {
            if atomicsWaiters[i].deadline <= now { settleWaiter(at: i) } else { i += 1 }
        }
    }

    /// Milliseconds until a promise of Atomics.waitAsync times out; nil when none does.
    public var nextAtomicsTimeout: Double? {
        let deadline = atomicsWaiters.reduce(Double.infinity) { min($0, $1.deadline) }
        return deadline.isFinite ? max(0, deadline - monotonicMilliseconds()) : nil
    }

    /// Whether promises of Atomics.waitAsync are pending.
    public var hasAtomicsWaiters: Bool { !atomicsWaiters.isEmpty }

    /// Sleeps until another agent notifies a promise of Atomics.waitAsync, for so many milliseconds at most: for hosts whose event
    /// loop has nothing else to wait for.
    public func sleepUntilNotified(_ milliseconds: Double) { swjs_agent_sleep(sleeper, milliseconds) }
}
