import CSwjs

/// Atomics https://tc39.es/ecma262/#sec-atomics-object
///
/// The memory may be shared with VMs of other threads, see SharedMemory.swift; waiting for them is in Waiting.swift.
func initialiseAtomics(_ realm: Realm) {
    realm.defineObject(.atomics, atomicsProperties)
}

private let atomicsProperties: [BuiltinProperty] = [
    .method("add", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args, SWJS_ATOMIC_ADD) },
    .method("and", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args, SWJS_ATOMIC_AND) },
    .method("compareExchange", 4, atomicsCompareExchange),
    .method("exchange", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args, SWJS_ATOMIC_EXCHANGE) },
    .method("isLockFree", 1, atomicsIsLockFree),
    .method("load", 2, atomicsLoad),
    .method("notify", 3, atomicsNotify),
    .method("or", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args, SWJS_ATOMIC_OR) },
    .method("store", 3, atomicsStore),
    .method("sub", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args, SWJS_ATOMIC_SUB) },
    .method("wait", 4, atomicsWait),
    .method("waitAsync", 4, atomicsWaitAsync),
    .method("xor", 3) { (vm, args) throws(JSException) in try readModifyWrite(vm, args, SWJS_ATOMIC_XOR) },
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

/// RawBytesToNumeric of the low bytes of a word.
private func element(_ vm: VM, _ bits: UInt64, _ type: ElementType) -> Value {
    var word = bits.littleEndian
    return vm.loadElement(&word, type)
}

/// The operand: ToBigInt, or ToIntegerOrInfinity.
private func operand(_ vm: VM, _ view: ByteView, _ value: Value) throws(JSException) -> Value {
    view.type.isBigInt ? Value(try vm.toBigInt(value)) : Value(try vm.toIntegerOrInfinity(value))
}

/// AtomicReadModifyWrite(typedArray, index, value, op) https://tc39.es/ecma262/#sec-atomicreadmodifywrite
private func readModifyWrite(_ vm: VM, _ args: Arguments, _ operation: swjs_atomic_operation) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0])
    let position = try atomicIndex(vm, view, args[1])
    let bits = try vm.elementBits(try operand(vm, view, args[2]), view.type)
    let address = try revalidate(vm, view, position)
    return element(vm, swjs_atomic_modify(operation, address, Int32(view.type.shift), bits), view.type)
}

/// Atomics.compareExchange(typedArray, index, expectedValue, replacementValue) https://tc39.es/ecma262/#sec-atomics.compareexchange
private func atomicsCompareExchange(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0])
    let position = try atomicIndex(vm, view, args[1])
    let expected = try vm.elementBits(try operand(vm, view, args[2]), view.type)
    let replacement = try vm.elementBits(try operand(vm, view, args[3]), view.type)
    let address = try revalidate(vm, view, position)
    return element(vm, swjs_atomic_compare_exchange(address, Int32(view.type.shift), expected, replacement), view.type)
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
    return element(vm, swjs_atomic_load(try revalidate(vm, view, position), Int32(view.type.shift)), view.type)
}

/// Atomics.store(typedArray, index, value) https://tc39.es/ecma262/#sec-atomics.store
private func atomicsStore(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try validateAtomics(vm, args[0])
    let position = try atomicIndex(vm, view, args[1])
    var value = try operand(vm, view, args[2])
    if value.isDouble && value.asDouble == 0 { value = .zero }
    let bits = try vm.elementBits(value, view.type)
    swjs_atomic_store(try revalidate(vm, view, position), Int32(view.type.shift), bits)
    return value
}
