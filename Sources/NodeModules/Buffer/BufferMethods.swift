import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Buffer.prototype, without the numbers.
let bufferMethods: [BuiltinProperty] = [
    .accessor("offset", get: bufferOffset, attributes: [.enumerable]),
    .accessor("parent", get: bufferParent, attributes: [.enumerable]),
    .method("compare", 5, bufferCompare, attributes: .all),
    .method("copy", 4, bufferCopy, attributes: .all),
    .method("equals", 1, bufferEquals, attributes: .all),
    .method("fill", 4, bufferFill, attributes: .all),
    .method("includes", 3, bufferIncludes, attributes: .all),
    .method("indexOf", 3, bufferIndexOf, attributes: .all),
    .method("lastIndexOf", 3, bufferLastIndexOf, attributes: .all),
    .method("slice", 2, bufferSubarray, attributes: .all),
    .method("subarray", 2, bufferSubarray, attributes: .all),
    .method("swap16", 0, { (vm, args) throws(JSException) in try swap(vm, args, 2) }, attributes: .all),
    .method("swap32", 0, { (vm, args) throws(JSException) in try swap(vm, args, 4) }, attributes: .all),
    .method("swap64", 0, { (vm, args) throws(JSException) in try swap(vm, args, 8) }, attributes: .all),
    .method("toJSON", 0, bufferToJSON, attributes: .all),
    .method("toLocaleString", 3, bufferToString, attributes: .all),
    .method("toString", 3, bufferToString, attributes: .all),
    .method("write", 4, bufferWrite, attributes: .all),
]

/// `latin1Slice(start, end)`, `utf8Write(string, offset, length)` and the like.
let bufferSliceMethods: [BuiltinProperty] = [
    .method("asciiSlice", 2, { (vm, args) throws(JSException) in try sliceText(vm, args, .ascii) }, attributes: .all),
    .method("base64Slice", 2, { (vm, args) throws(JSException) in try sliceText(vm, args, .base64) }, attributes: .all),
    .method("base64urlSlice", 2, { (vm, args) throws(JSException) in try sliceText(vm, args, .base64url) }, attributes: .all),
    .method("latin1Slice", 2, { (vm, args) throws(JSException) in try sliceText(vm, args, .latin1) }, attributes: .all),
    .method("hexSlice", 2, { (vm, args) throws(JSException) in try sliceText(vm, args, .hex) }, attributes: .all),
    .method("ucs2Slice", 2, { (vm, args) throws(JSException) in try sliceText(vm, args, .utf16le) }, attributes: .all),
    .method("utf8Slice", 2, { (vm, args) throws(JSException) in try sliceText(vm, args, .utf8) }, attributes: .all),
    .method("asciiWrite", 3, { (vm, args) throws(JSException) in try writeText(vm, args, .ascii) }, attributes: .all),
    .method("base64Write", 3, { (vm, args) throws(JSException) in try writeText(vm, args, .base64) }, attributes: .all),
    .method("base64urlWrite", 3, { (vm, args) throws(JSException) in try writeText(vm, args, .base64url) }, attributes: .all),
    .method("latin1Write", 3, { (vm, args) throws(JSException) in try writeText(vm, args, .latin1) }, attributes: .all),
    .method("hexWrite", 3, { (vm, args) throws(JSException) in try writeText(vm, args, .hex) }, attributes: .all),
    .method("ucs2Write", 3, { (vm, args) throws(JSException) in try writeText(vm, args, .utf16le) }, attributes: .all),
    .method("utf8Write", 3, { (vm, args) throws(JSException) in try writeText(vm, args, .utf8) }, attributes: .all),
]

/// The bytes of `this`.
@inline(__always)
func thisBytes(_ vm: VM, _ args: Arguments) throws(JSException) -> UnsafeMutableRawBufferPointer {
    guard args.this.isCell, args.this.cellKind == .typedArray, let bytes = vm.withBytes(args.this) else {
        throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "this", ["Buffer", "Uint8Array"], args.this)
    }
    return bytes
}

private func bufferOffset(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let view = vm.viewDetails(args.this) else { return .undefined }
    return Value(view.byteOffset)
}

private func bufferParent(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let view = vm.viewDetails(args.this) else { return .undefined }
    return Value(view.buffer)
}

/// An index as `slice` takes it: negative ones count from the end, all are kept within the length.
private func clamped(_ vm: VM, _ value: Value, _ length: Int, _ fallback: Int) throws(JSException) -> Int {
    if value.isUndefined { return fallback }
    if value.isInt32 {
        let index = Int(value.asInt32)
        return index < 0 ? max(0, length + index) : min(index, length)
    }
    let number = try vm.toIntegerOrInfinity(value)
    return number < 0 ? Int(max(0, Double(length) + number)) : Int(min(number, Double(length)))
}

/// buf.subarray([start[, end]]), buf.slice
private func bufferSubarray(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let length = try thisBytes(vm, args).count
    let start = try clamped(vm, args[0], length, 0)
    let end = max(start, try clamped(vm, args[1], length, length))
    guard let view = vm.viewDetails(args.this) else { return .undefined }
    return Value(
        vm.makeUint8Array(view.buffer, offset: view.byteOffset + start, length: end - start, prototype: vm.node.bufferPrototype))
}

// MARK: Text

/// buf.toString([encoding[, start[, end]]])
private func bufferToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    if args.count == 0 { return Value(vm.decode(UnsafeRawBufferPointer(bytes), .utf8)) }
    var start = 0
    var end = bytes.count
    if !args[1].isUndefined {
        let number = try vm.toIntegerOrInfinity(args[1])
        if number >= Double(bytes.count) { return Value(vm.emptyString) }
        start = max(0, Int(max(number, 0)))
    }
    if !args[2].isUndefined {
        let number = try vm.toIntegerOrInfinity(args[2])
        end = number < Double(bytes.count) ? Int(max(number, 0)) : bytes.count
    }
    if end <= start { return Value(vm.emptyString) }
    if args[0].isNull { throw vm.node.codedError("ERR_UNKNOWN_ENCODING", args[0]) }
    let encoding = try vm.node.encoding(args[0])
    try checkTextLength(vm, end - start, encoding)
    return Value(vm.decode(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), encoding))
}

private func checkTextLength(_ vm: VM, _ count: Int, _ encoding: TextEncoding) throws(JSException) {
    let units =
        encoding == .hex
        ? count * 2 : encoding == .utf16le ? count / 2 : encoding == .base64 || encoding == .base64url ? count * 4 / 3 : count
    if units > JSString.maxLength {
        throw vm.node.codedError("ERR_STRING_TOO_LONG", "0x\(String(JSString.maxLength, radix: 16))")
    }
}

private func sliceText(_ vm: VM, _ args: Arguments, _ encoding: TextEncoding) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    let start = args[0].isUndefined ? 0 : try vm.node.bounded(args[0], bytes.count)
    let end = args[1].isUndefined ? bytes.count : try vm.node.bounded(args[1], bytes.count)
    if end <= start { return Value(vm.emptyString) }
    try checkTextLength(vm, end - start, encoding)
    return Value(vm.decode(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), encoding))
}

private func writeText(_ vm: VM, _ args: Arguments, _ encoding: TextEncoding) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    guard let string = args[0].string else { throw vm.node.invalidArgumentType("argument", "string", args[0]) }
    let offset = args[1].isUndefined ? 0 : Int(max(0, min(try vm.toIntegerOrInfinity(args[1]), 9e15)))
    if offset > bytes.count { throw vm.node.codedError("ERR_BUFFER_OUT_OF_BOUNDS", "offset") }
    let room =
        args[2].isUndefined
        ? bytes.count - offset : min(bytes.count - offset, Int(max(0, min(try vm.toIntegerOrInfinity(args[2]), 9e15))))
    if room == 0 { return .zero }
    return Value(vm.encode(string, encoding, into: UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<(offset + room)])))
}

/// buf.write(string[, offset[, length]][, encoding])
private func bufferWrite(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let bytes = try thisBytes(vm, args)
    guard let string = args[0].string else { throw node.invalidArgumentType("argument", "string", args[0]) }
    var offset = 0
    var length = bytes.count
    var encoding = args[3]
    if args[1].isString && args.count <= 2 || (args[1].isString && args[2].isUndefined) {
        encoding = args[1]
    } else if !args[1].isUndefined {
        offset = try node.integer(args[1], "offset", 0, bytes.count)
        length = bytes.count - offset
        if args[2].isString {
            encoding = args[2]
        } else if !args[2].isUndefined {
            length = min(length, try node.integer(args[2], "length", 0, bytes.count))
        }
    }
    let kind = try node.encoding(encoding)
    if length == 0 { return .zero }
    return Value(vm.encode(string, kind, into: UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<(offset + length)])))
}

/// buf.toJSON()
private func bufferToJSON(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    let data = vm.makeArray(capacity: bytes.count)
    for i in 0..<bytes.count { vm.arrayAppend(data, Value(Int(bytes[i]))) }
    let object = vm.makeObject()
    vm.put(object, "type", "Buffer")
    vm.put(object, "data", Value(data))
    return Value(object)
}

/// buf[util.inspect.custom](recurseTimes, ctx): `<Buffer 61 62>`
func bufferInspect(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let module = try vm.node.requireBuiltin("buffer")
    return try vm.call(try vm.getV(module, vm.key("_inspect")), this: args.this, args[0], args[1])
}

// MARK: Comparing and searching

/// buf.equals(otherBuffer)
private func bufferEquals(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    guard vm.isUint8Array(args[0]), let other = vm.withBytes(args[0]) else {
        throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "otherBuffer", ["Buffer", "Uint8Array"], args[0])
    }
    if bytes.count != other.count { return .false }
    return Value(bytes.count == 0 || memcmp(bytes.baseAddress!, other.baseAddress!, bytes.count) == 0)
}

/// buf.compare(target[, targetStart[, targetEnd[, sourceStart[, sourceEnd]]]])
private func bufferCompare(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let bytes = try thisBytes(vm, args)
    guard vm.isUint8Array(args[0]), let target = vm.withBytes(args[0]) else {
        throw node.codedError("ERR_INVALID_ARG_TYPE", "target", ["Buffer", "Uint8Array"], args[0])
    }
    let safe = 9_007_199_254_740_991
    let targetStart = args[1].isUndefined ? 0 : try node.integer(args[1], "targetStart", 0, safe)
    let targetEnd = args[2].isUndefined ? target.count : try node.integer(args[2], "targetEnd", 0, target.count)
    let start = args[3].isUndefined ? 0 : try node.integer(args[3], "sourceStart", 0, safe)
    let end = args[4].isUndefined ? bytes.count : try node.integer(args[4], "sourceEnd", 0, bytes.count)
    if start >= end { return Value(targetStart >= targetEnd ? 0 : -1) }
    if targetStart >= targetEnd { return Value(1) }
    return Value(
        compareBytes(
            UnsafeRawBufferPointer(rebasing: bytes[start..<end]),
            UnsafeRawBufferPointer(rebasing: target[targetStart..<targetEnd])))
}

/// buf.indexOf(value[, byteOffset][, encoding])
private func bufferIndexOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try search(vm, args, forward: true))
}
private func bufferLastIndexOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try search(vm, args, forward: false))
}
private func bufferIncludes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try search(vm, args, forward: true) != -1)
}

private func search(_ vm: VM, _ args: Arguments, forward: Bool) throws(JSException) -> Int {
    let node = vm.node
    let bytes = try thisBytes(vm, args)
    var offsetValue = args[1]
    var encodingValue = args[2]
    if offsetValue.isString {
        encodingValue = offsetValue
        offsetValue = .undefined
    }
    var offset = offsetValue.isUndefined ? .nan : try vm.toNumber(offsetValue)
    if offset.isNaN { offset = forward ? 0 : Double(bytes.count) } else { offset = offset.rounded(.towardZero) }
    var needle: [UInt8]
    var step = 1
    if args[0].isNumber {
        needle = [UInt8(truncatingIfNeeded: try vm.toInt32(args[0]))]
    } else if let string = args[0].string {
        let encoding = try node.encoding(encodingValue)
        needle = vm.encode(string, encoding)
        if encoding == .utf16le { step = 2 }
    } else if vm.isUint8Array(args[0]), let other = vm.withBytes(args[0]) {
        needle = Array(other)
        if let name = vm.text(encodingValue), TextEncoding(name: name) == .utf16le { step = 2 }
    } else {
        throw node.codedError("ERR_INVALID_ARG_TYPE", "value", ["number", "string", "Buffer", "Uint8Array"], args[0])
    }
    var start = Int(max(min(offset, 9e15), -9e15))
    if start < 0 { start += bytes.count }
    if start < 0 {
        if !forward { return -1 }
        start = 0
    }
    if needle.isEmpty { return min(start, bytes.count) }
    let last = bytes.count - needle.count
    if last < 0 { return -1 }
    if forward && start > last { return -1 }
    var i = forward ? start : min(start, last)
    return needle.withUnsafeBufferPointer { needle in
        if forward && step == 1 {
            // The first byte is looked for by the C library, which is fast.
            while i <= last, let found = memchr(bytes.baseAddress! + i, Int32(needle[0]), last - i + 1) {
                i = UnsafeMutableRawPointer(found) - bytes.baseAddress!
                if memcmp(found, needle.baseAddress!, needle.count) == 0 { return i }
                i += 1
            }
            return -1
        }
        while i >= 0 && i <= last {
            if (step == 1 || i % 2 == 0), memcmp(bytes.baseAddress! + i, needle.baseAddress!, needle.count) == 0 { return i }
            i += forward ? 1 : -1
        }
        return -1
    }
}

// MARK: Moving

/// buf.copy(target[, targetStart[, sourceStart[, sourceEnd]]])
private func bufferCopy(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let bytes = try thisBytes(vm, args)
    guard args[0].isCell, args[0].cellKind == .typedArray || args[0].cellKind == .dataView, let target = vm.withBytes(args[0])
    else {
        throw node.codedError("ERR_INVALID_ARG_TYPE", "target", ["Buffer", "Uint8Array"], args[0])
    }
    let targetStart = args[1].isUndefined ? 0 : try position(vm, args[1], "targetStart", nil)
    let start = args[2].isUndefined ? 0 : try position(vm, args[2], "sourceStart", bytes.count)
    let end = args[3].isUndefined ? bytes.count : try position(vm, args[3], "sourceEnd", nil)
    if targetStart >= target.count || start >= end { return .zero }
    let count = min(min(end, bytes.count) - start, target.count - targetStart)
    if count <= 0 { return .zero }
    memmove(target.baseAddress! + targetStart, bytes.baseAddress! + start, count)
    return Value(count)
}

private func position(_ vm: VM, _ value: Value, _ name: String, _ limit: Int?) throws(JSException) -> Int {
    let number = try vm.toIntegerOrInfinity(value)
    if number < 0 || (limit != nil && number > Double(limit!)) {
        throw vm.node.codedError("ERR_OUT_OF_RANGE", name, limit == nil ? ">= 0" : ">= 0 && <= \(limit!)", value)
    }
    return Int(min(number, 9e15))
}

/// buf.fill(value[, offset[, end]][, encoding])
private func bufferFill(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    var (offset, end, encoding) = (args[1], args[2], args[3])
    if args[0].isString {
        if offset.isString {
            encoding = offset
            offset = .undefined
            end = .undefined
        } else if end.isString {
            encoding = end
            end = .undefined
        }
        if !encoding.isUndefined && !encoding.isString { throw vm.node.invalidArgumentType("encoding", "string", encoding) }
    }
    let start = offset.isUndefined ? 0 : try vm.node.integer(offset, "offset", 0, 9_007_199_254_740_991)
    let stop = end.isUndefined ? bytes.count : try vm.node.integer(end, "end", 0, bytes.count)
    if start > bytes.count { throw vm.node.codedError("ERR_OUT_OF_RANGE", "offset", ">= 0 && <= \(bytes.count)", offset) }
    if start >= stop { return args.this }
    return try fill(vm, args.this.asObject, args[0], start, stop, encoding)
}

func fill(_ vm: VM, _ buffer: Object, _ value: Value, _ start: Int, _ end: Int, _ encoding: Value) throws(JSException) -> Value {
    let bytes: UnsafeMutableRawBufferPointer
    if value.isString || vm.isUint8Array(value) {
        let pattern: [UInt8]
        if let string = value.string {
            let kind = try vm.node.encoding(encoding)
            pattern = string.isEmpty ? [0] : vm.encode(string, kind)
        } else {
            pattern = Array(vm.withBytes(value)!)
        }
        if pattern.isEmpty { throw vm.node.invalidArgumentValue("value", value, "is invalid") }
        bytes = vm.withBytes(Value(buffer))!
        if pattern.count == 1 {
            memset(bytes.baseAddress! + start, Int32(pattern[0]), end - start)
        } else {
            for i in start..<end { bytes[i] = pattern[(i - start) % pattern.count] }
        }
        return Value(buffer)
    }
    let byte = value.isBoolean ? (value.isTrue ? 1 : 0) : Int(UInt8(truncatingIfNeeded: try vm.toInt32(value)))
    bytes = vm.withBytes(Value(buffer))!
    memset(bytes.baseAddress! + start, Int32(byte), end - start)
    return Value(buffer)
}

/// buf.swap16(), buf.swap32(), buf.swap64()
private func swap(_ vm: VM, _ args: Arguments, _ size: Int) throws(JSException) -> Value {
    let bytes = try thisBytes(vm, args)
    if bytes.count % size != 0 { throw vm.node.codedError("ERR_INVALID_BUFFER_SIZE", "\(size * 8)-bits") }
    var i = 0
    while i < bytes.count {
        for j in 0..<(size / 2) { bytes.swapAt(i + j, i + size - 1 - j) }
        i += size
    }
    return args.this
}

extension NodeRuntime {
    /// An index of a binding's function: kept within the length.
    func bounded(_ value: Value, _ length: Int) throws(JSException) -> Int {
        let number = try vm.toIntegerOrInfinity(value)
        if number < 0 || number > Double(length) { throw codedError("ERR_OUT_OF_RANGE", "index", ">= 0 && <= \(length)", value) }
        return Int(number)
    }
}
