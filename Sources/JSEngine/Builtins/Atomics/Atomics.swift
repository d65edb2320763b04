/// Atomics https://tc39.es/ecma262/#sec-atomics-object
///
/// A VM is the only agent of its memory, so that plain loads and stores are atomic, and only time ends a `wait`; see Waiting.swift.
func initialiseAtomics(_ realm: Realm) {
    realm.defineObject(.atomics, atomicsProperties)
}

private let atomicsProperties: [BuiltinProperty] = [
    .method("add", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args) { $0 &+ $1 } },
    .method("and", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args) { $0 & $1 } },
    .method("compareExchange", 4, atomicsCompareExchange),
    .method("exchange", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args) { $1 } },
    .method("isLockFree", 1, atomicsIsLockFree),
    .method("load", 2, atomicsLoad),
    .method("notify", 3, atomicsNotify),
    .method("or", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args) { $0 | $1 } },
    .method("store", 3, atomicsStore),
    .method("sub", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args) { $0 &- $1 } },
    .method("wait", 4, atomicsWait),
    .method("waitAsync", 4, atomicsWaitAsync),
    .method("xor", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args) { $0 ^ $1 } },
    .toStringTag("Atomics"),
]

/// ValidateIntegerTypedArray(typedArray, waitable) https://tc39.es/ecma262/#sec-validateintegertypedarray
func validateAtomics(_ vm: VM, _ value: Value, waitable: Bool = false) throws(JSException) -> ByteView {
    guard let array = value.object(of: .typedArray) else {
        throw vm.typeError("\(describeArray(vm, value)) is not an integer typed array.")
    }
    let view = ByteView(object: array)
    let type = view.type
    if waitable ? type != .int32 && type != .bigInt64 : type.isFloat || type == .uint8Clamped {
        let wanted = waitable ? "an int32 or BigInt64 typed array." : "an integer typed array."
        throw vm.typeError("\(describeArray(vm, value)) is not \(wanted)")
    }
    if view.isOutOfBounds { throw vm.outOfBoundsError("Atomics operation") }
    return view
}

func describeArray(_ vm: VM, _ value: Value) -> String {
    if let array = value.object(of: .typedArray) { return "[object \(ByteView(object: array).type.name)]" }
    return value.isObject ? "[object \(vm.constructorName(value.asObject))]" : vm.display(value)
}

/// ValidateAtomicAccess(taRecord, requestIndex)
func atomicIndex(_ vm: VM, _ view: ByteView, _ value: Value) throws(JSException) -> Int {
    let length = view.length
    let index = try vm.toIndex(value, "Invalid atomic access index")
    if index >= length { throw vm.rangeError("Invalid atomic access index") }
    return index
}

/// RevalidateAtomicAccess: conversions may have run code.
private func revalidate(_ vm: VM, _ view: ByteView, _ index: Int) throws(JSException) -> UnsafeMutableRawPointer {
    if view.isOutOfBounds { throw vm.outOfBoundsError("Atomics operation") }
    if index >= view.length { throw vm.rangeError("Invalid atomic access index") }
    return view.address + index << view.type.shift
}

func loadBits(_ address: UnsafeRawPointer, _ shift: Int) -> UInt64 {
    switch shift {
    case 0: UInt64(address.load(as: UInt8.self))
    case 1: UInt64(address.load(as: UInt16.self))
    case 2: UInt64(address.load(as: UInt32.self))
    default: address.load(as: UInt64.self)
    }
}

/// The operand: ToBigInt, or ToIntegerOrInfinity.
private func operand(_ vm: VM, _ view: ByteView, _ value: Value) throws(JSException) -> Value {
    view.type.isBigInt ? Value(try vm.toBigInt(value)) : Value(try vm.toIntegerOrInfinity(value))
}

/// AtomicReadModifyWrite(typedArray, index, value, op) https://tc39.es/ecma262/#sec-atomicreadmodifywrite
private func readModifyWrite(_ vm: VM, _ args: Arguments, _ operation: (UInt64, UInt64) -> UInt64) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0])
    let position = try atomicIndex(vm, view, args[1])
    let bits = try vm.elementBits(try operand(vm, view, args[2]), view.type)
    let address = try revalidate(vm, view, position)
    let old = vm.loadElement(address, view.type)
    vm.storeElement(address, operation(loadBits(address, view.type.shift), bits), shift: view.type.shift)
    return old
}

/// Atomics.compareExchange(typedArray, index, expectedValue, replacementValue) https://tc39.es/ecma262/#sec-atomics.compareexchange
private func atomicsCompareExchange(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0])
    let position = try atomicIndex(vm, view, args[1])
    let expected = try vm.elementBits(try operand(vm, view, args[2]), view.type)
    let replacement = try vm.elementBits(try operand(vm, view, args[3]), view.type)
    let address = try revalidate(vm, view, position)
    let old = vm.loadElement(address, view.type)
    let mask = view.type.shift == 3 ? UInt64.max : (1 << UInt64(8 * view.type.size)) - 1
    if loadBits(address, view.type.shift) == expected & mask {
        vm.storeElement(address, replacement, shift: view.type.shift)
    }
    return old
}

/// Atomics.isLockFree(size) https://tc39.es/ecma262/#sec-atomics.islockfree
private func atomicsIsLockFree(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let size = try vm.toIntegerOrInfinity(args[0])
    return Value(size == 1 || size == 2 || size == 4 || size == 8)
}

/// Atomics.load(typedArray, index) https://tc39.es/ecma262/#sec-atomics.load
private func atomicsLoad(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0])
    let position = try atomicIndex(vm, view, args[1])
    return vm.loadElement(try revalidate(vm, view, position), view.type)
}

/// Atomics.store(typedArray, index, value) https://tc39.es/ecma262/#sec-atomics.store
private func atomicsStore(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0])
    let position = try atomicIndex(vm, view, args[1])
    var value = try operand(vm, view, args[2])
    if value.isDouble && value.asDouble == 0 { value = .zero }
    let bits = try vm.elementBits(value, view.type)
    vm.storeElement(try revalidate(vm, view, position), bits, shift: view.type.shift)
    return value
}
