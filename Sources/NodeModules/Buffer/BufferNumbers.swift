import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Numbers in Buffers: buf.readInt32LE(offset), buf.writeDoubleBE(value, offset) and the others.
let bufferNumberMethods: [BuiltinProperty] = [
    .method(
        "readBigInt64BE", 1, { (vm, args) throws(JSException) in try readBig(vm, args, signed: true, little: false) },
        attributes: .all),
    .method(
        "readBigInt64LE", 1, { (vm, args) throws(JSException) in try readBig(vm, args, signed: true, little: true) },
        attributes: .all),
    .method(
        "readBigUInt64BE", 1, { (vm, args) throws(JSException) in try readBig(vm, args, signed: false, little: false) },
        attributes: .all),
    .method(
        "readBigUInt64LE", 1, { (vm, args) throws(JSException) in try readBig(vm, args, signed: false, little: true) },
        attributes: .all),
    .method("readDoubleBE", 1, { (vm, args) throws(JSException) in try readFloat(vm, args, 8, little: false) }, attributes: .all),
    .method("readDoubleLE", 1, { (vm, args) throws(JSException) in try readFloat(vm, args, 8, little: true) }, attributes: .all),
    .method("readFloatBE", 1, { (vm, args) throws(JSException) in try readFloat(vm, args, 4, little: false) }, attributes: .all),
    .method("readFloatLE", 1, { (vm, args) throws(JSException) in try readFloat(vm, args, 4, little: true) }, attributes: .all),
    .method(
        "readInt16BE", 1, { (vm, args) throws(JSException) in try read(vm, args, 2, signed: true, little: false) },
        attributes: .all),
    .method(
        "readInt16LE", 1, { (vm, args) throws(JSException) in try read(vm, args, 2, signed: true, little: true) },
        attributes: .all),
    .method(
        "readInt32BE", 1, { (vm, args) throws(JSException) in try read(vm, args, 4, signed: true, little: false) },
        attributes: .all),
    .method(
        "readInt32LE", 1, { (vm, args) throws(JSException) in try read(vm, args, 4, signed: true, little: true) },
        attributes: .all),
    .method(
        "readInt8", 1, { (vm, args) throws(JSException) in try read(vm, args, 1, signed: true, little: true) }, attributes: .all),
    .method(
        "readIntBE", 2, { (vm, args) throws(JSException) in try readSized(vm, args, signed: true, little: false) },
        attributes: .all),
    .method(
        "readIntLE", 2, { (vm, args) throws(JSException) in try readSized(vm, args, signed: true, little: true) },
        attributes: .all),
    .method(
        "readUInt16BE", 1, { (vm, args) throws(JSException) in try read(vm, args, 2, signed: false, little: false) },
        attributes: .all),
    .method(
        "readUInt16LE", 1, { (vm, args) throws(JSException) in try read(vm, args, 2, signed: false, little: true) },
        attributes: .all),
    .method(
        "readUInt32BE", 1, { (vm, args) throws(JSException) in try read(vm, args, 4, signed: false, little: false) },
        attributes: .all),
    .method(
        "readUInt32LE", 1, { (vm, args) throws(JSException) in try read(vm, args, 4, signed: false, little: true) },
        attributes: .all),
    .method(
        "readUInt8", 1, { (vm, args) throws(JSException) in try read(vm, args, 1, signed: false, little: true) }, attributes: .all
    ),
    .method(
        "readUIntBE", 2, { (vm, args) throws(JSException) in try readSized(vm, args, signed: false, little: false) },
        attributes: .all),
    .method(
        "readUIntLE", 2, { (vm, args) throws(JSException) in try readSized(vm, args, signed: false, little: true) },
        attributes: .all),
    .method(
        "writeBigInt64BE", 2, { (vm, args) throws(JSException) in try writeBig(vm, args, signed: true, little: false) },
        attributes: .all),
    .method(
        "writeBigInt64LE", 2, { (vm, args) throws(JSException) in try writeBig(vm, args, signed: true, little: true) },
        attributes: .all),
    .method(
        "writeBigUInt64BE", 2, { (vm, args) throws(JSException) in try writeBig(vm, args, signed: false, little: false) },
        attributes: .all),
    .method(
        "writeBigUInt64LE", 2, { (vm, args) throws(JSException) in try writeBig(vm, args, signed: false, little: true) },
        attributes: .all),
    .method(
        "writeDoubleBE", 2, { (vm, args) throws(JSException) in try writeFloat(vm, args, 8, little: false) }, attributes: .all),
    .method(
        "writeDoubleLE", 2, { (vm, args) throws(JSException) in try writeFloat(vm, args, 8, little: true) }, attributes: .all),
    .method(
        "writeFloatBE", 2, { (vm, args) throws(JSException) in try writeFloat(vm, args, 4, little: false) }, attributes: .all),
    .method("writeFloatLE", 2, { (vm, args) throws(JSException) in try writeFloat(vm, args, 4, little: true) }, attributes: .all),
    .method(
        "writeInt16BE", 2, { (vm, args) throws(JSException) in try write(vm, args, 2, signed: true, little: false) },
        attributes: .all),
    .method(
        "writeInt16LE", 2, { (vm, args) throws(JSException) in try write(vm, args, 2, signed: true, little: true) },
        attributes: .all),
    .method(
        "writeInt32BE", 2, { (vm, args) throws(JSException) in try write(vm, args, 4, signed: true, little: false) },
        attributes: .all),
    .method(
        "writeInt32LE", 2, { (vm, args) throws(JSException) in try write(vm, args, 4, signed: true, little: true) },
        attributes: .all),
    .method(
        "writeInt8", 2, { (vm, args) throws(JSException) in try write(vm, args, 1, signed: true, little: true) }, attributes: .all
    ),
    .method(
        "writeIntBE", 3, { (vm, args) throws(JSException) in try writeSized(vm, args, signed: true, little: false) },
        attributes: .all),
    .method(
        "writeIntLE", 3, { (vm, args) throws(JSException) in try writeSized(vm, args, signed: true, little: true) },
        attributes: .all),
    .method(
        "writeUInt16BE", 2, { (vm, args) throws(JSException) in try write(vm, args, 2, signed: false, little: false) },
        attributes: .all),
    .method(
        "writeUInt16LE", 2, { (vm, args) throws(JSException) in try write(vm, args, 2, signed: false, little: true) },
        attributes: .all),
    .method(
        "writeUInt32BE", 2, { (vm, args) throws(JSException) in try write(vm, args, 4, signed: false, little: false) },
        attributes: .all),
    .method(
        "writeUInt32LE", 2, { (vm, args) throws(JSException) in try write(vm, args, 4, signed: false, little: true) },
        attributes: .all),
    .method(
        "writeUInt8", 2, { (vm, args) throws(JSException) in try write(vm, args, 1, signed: false, little: true) },
        attributes: .all),
    .method(
        "writeUIntBE", 3, { (vm, args) throws(JSException) in try writeSized(vm, args, signed: false, little: false) },
        attributes: .all),
    .method(
        "writeUIntLE", 3, { (vm, args) throws(JSException) in try writeSized(vm, args, signed: false, little: true) },
        attributes: .all)
]

/// The same functions under their second names.
let bufferAliases: [(StaticString, StaticString)] = [
    ("readUint8", "readUInt8"), ("readUint16LE", "readUInt16LE"), ("readUint16BE", "readUInt16BE"),
    ("readUint32LE", "readUInt32LE"),
    ("readUint32BE", "readUInt32BE"), ("readUintLE", "readUIntLE"), ("readUintBE", "readUIntBE"),
    ("readBigUint64LE", "readBigUInt64LE"),
    ("readBigUint64BE", "readBigUInt64BE"), ("writeUint8", "writeUInt8"), ("writeUint16LE", "writeUInt16LE"),
    ("writeUint16BE", "writeUInt16BE"), ("writeUint32LE", "writeUInt32LE"), ("writeUint32BE", "writeUInt32BE"),
    ("writeUintLE", "writeUIntLE"), ("writeUintBE", "writeUIntBE"), ("writeBigUint64LE", "writeBigUInt64LE"),
    ("writeBigUint64BE", "writeBigUInt64BE"),
]

/// The place of a number of `size` bytes.
/// - Throws: ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_BUFFER_OUT_OF_BOUNDS
@inline(__always)
private func place(_ vm: VM, _ count: Int, _ value: Value, _ size: Int) throws(JSException) -> Int {
    if value.isInt32, value.asInt32 >= 0, Int(value.asInt32) + size <= count { return Int(value.asInt32) }
    if value.isUndefined && size <= count { return 0 }
    throw placeError(vm, count, value, size)
}

private func placeError(_ vm: VM, _ count: Int, _ given: Value, _ size: Int) -> JSException {
    let value = given.isUndefined ? Value.zero : given
    guard value.isNumber else { return vm.node.invalidArgumentType("offset", "number", value) }
    if value.asNumber.rounded(.towardZero) != value.asNumber { return vm.node.outOfRange("offset", "an integer", value) }
    if count < size { return vm.node.codedError("ERR_BUFFER_OUT_OF_BOUNDS") }
    return vm.node.outOfRange("offset", ">= 0 and <= \(count - size)", value)
}

@inline(__always)
private func load(_ bytes: UnsafeMutableRawBufferPointer, _ offset: Int, _ size: Int, little: Bool) -> UInt64 {
    var value: UInt64 = 0
    for i in 0..<size { value = value << 8 | UInt64(bytes[little ? offset + size - 1 - i : offset + i]) }
    return value
}

@inline(__always)
private func store(_ bytes: UnsafeMutableRawBufferPointer, _ offset: Int, _ size: Int, _ value: UInt64, little: Bool) {
    for i in 0..<size { bytes[little ? offset + i : offset + size - 1 - i] = UInt8(truncatingIfNeeded: value >> UInt64(8 * i)) }
}

private func signExtended(_ value: UInt64, _ size: Int) -> Int {
    Int(Int64(bitPattern: value << UInt64(64 - 8 * size)) >> Int64(64 - 8 * size))
}

private func read(_ vm: VM, _ args: Arguments, _ size: Int, signed: Bool, little: Bool) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    let value = load(bytes, try place(vm, bytes.count, args[0], size), size, little: little)
    return Value(signed ? signExtended(value, size) : Int(value))
}

private func byteLengthArgument(_ vm: VM, _ value: Value) throws(JSException) -> Int {
    guard value.isNumber else { throw vm.node.invalidArgumentType("byteLength", "number", value) }
    let number = value.asNumber
    if number.rounded(.towardZero) != number { throw vm.node.outOfRange("byteLength", "an integer", value) }
    if number < 1 || number > 6 { throw vm.node.outOfRange("byteLength", ">= 1 and <= 6", value) }
    return Int(number)
}

private func readSized(_ vm: VM, _ args: Arguments, signed: Bool, little: Bool) throws(JSException) -> Value {
    if args[0].isUndefined { throw vm.node.invalidArgumentType("offset", "number", args[0]) }
    let size = try byteLengthArgument(vm, args[1])
    return try read(vm, args, size, signed: signed, little: little)
}

private func readFloat(_ vm: VM, _ args: Arguments, _ size: Int, little: Bool) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    let value = load(bytes, try place(vm, bytes.count, args[0], size), size, little: little)
    return Value(untrustedDouble: size == 8 ? Double(bitPattern: value) : Double(Float(bitPattern: UInt32(value))))
}

private func readBig(_ vm: VM, _ args: Arguments, signed: Bool, little: Bool) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    let value = load(bytes, try place(vm, bytes.count, args[0], 8), 8, little: little)
    return signed ? vm.bigint(Int64(bitPattern: value)) : vm.bigint(value)
}

private func write(_ vm: VM, _ args: Arguments, _ size: Int, signed: Bool, little: Bool) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    let number = try vm.toNumber(args[0])
    let limit = Double(UInt64(1) << UInt64(8 * size - (signed ? 1 : 0)))
    let (low, high) = (signed ? -limit : 0, limit - 1)
    if number < low || number > high { throw valueError(vm, args[0], size, signed, low, high) }
    let offset = try place(vm, bytes.count, args[1], size)
    let whole = number.isNaN ? 0 : Int64(number)
    store(bytes, offset, size, UInt64(bitPattern: whole), little: little)
    return Value(offset + size)
}

private func valueError(_ vm: VM, _ value: Value, _ size: Int, _ signed: Bool, _ low: Double, _ high: Double) -> JSException {
    let range: String
    if size > 4 {
        range = signed ? ">= -(2 ** \(size * 8 - 1)) and < 2 ** \(size * 8 - 1)" : ">= 0 and < 2 ** \(size * 8)"
    } else {
        range = ">= \(Int(low)) and <= \(Int(high))"
    }
    return vm.node.outOfRange("value", range, value)
}

private func writeSized(_ vm: VM, _ args: Arguments, signed: Bool, little: Bool) throws(JSException) -> Value {
    if args[1].isUndefined { throw vm.node.invalidArgumentType("offset", "number", args[1]) }
    let size = try byteLengthArgument(vm, args[2])
    return try write(vm, args, size, signed: signed, little: little)
}

private func writeFloat(_ vm: VM, _ args: Arguments, _ size: Int, little: Bool) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    let number = try vm.toNumber(args[0])
    let offset = try place(vm, bytes.count, args[1], size)
    store(bytes, offset, size, size == 8 ? number.bitPattern : UInt64(Float(number).bitPattern), little: little)
    return Value(offset + size)
}

private func writeBig(_ vm: VM, _ args: Arguments, signed: Bool, little: Bool) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    if !args[0].isBigInt { throw vm.node.invalidArgumentType("value", "bigint", args[0]) }
    let big = args[0].asBigInt
    let low = UInt64(big.limbs.first ?? 0)
    let negative = big.isNegative
    let fits =
        signed
        ? big.limbs.count <= 1 && (negative ? low <= 1 << 63 : low < 1 << 63) : big.limbs.count <= 1 && (!negative || low == 0)
    if !fits {
        throw vm.node.outOfRange("value", signed ? ">= -(2n ** 63n) and < 2n ** 63n" : ">= 0n and < 2n ** 64n", args[0])
    }
    let offset = try place(vm, bytes.count, args[1], 8)
    store(bytes, offset, 8, negative ? 0 &- low : low, little: little)
    return Value(offset + 8)
}
