import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// internalBinding('buffer'): what buffer.js is built from.
func makeBufferBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let object = vm.makeObject([
        .method("isUtf8", 1, bufferIsUtf8),
        .method("isAscii", 1, bufferIsAscii),
        .method("atob", 1, bufferAtob),
        .method("btoa", 1, bufferBtoa),
    ])
    vm.put(object, "Buffer", node.bufferConstructor)
    vm.put(object, "kMaxLength", maximumBufferLength)
    vm.put(object, "kStringMaxLength", JSString.maxLength)
    return object
}

private func bytesArgument(_ vm: VM, _ value: Value) throws(JSException) -> UnsafeMutableRawBufferPointer {
    guard let bytes = vm.withBytes(value) else {
        throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "input", ["ArrayBuffer", "Buffer", "TypedArray"], value)
    }
    if bytes.isEmpty, let object = value.object, vm.toBoolean(try vm.get(object, vm.key("detached"))) {
        throw vm.node.codedError("ERR_INVALID_STATE", "Cannot validate on a detached buffer")
    }
    return bytes
}

/// buffer.isUtf8(input)
private func bufferIsUtf8(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bytes = try bytesArgument(vm, args[0])
    return Value(
        UTF8Text.isValid(UnsafeBufferPointer(start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: bytes.count)))
}

/// buffer.isAscii(input)
private func bufferIsAscii(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bytes = try bytesArgument(vm, args[0])
    return Value(
        UTF8Text.isASCII(UnsafeBufferPointer(start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: bytes.count)))
}

/// atob(data): the text, -1 for a character that is not allowed, -3 for a wrong length. https://infra.spec.whatwg.org/#forgiving-base64-decode
private func bufferAtob(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0]).flat(vm)
    var units: [UInt8] = []
    for i in 0..<text.length {
        let unit = text.unit(i)
        if unit == 0x20 || unit == 0x09 || unit == 0x0A || unit == 0x0C || unit == 0x0D { continue }
        if unit > 0x7F { return Value(-1) }
        units.append(UInt8(unit))
    }
    if units.count % 4 == 0 {
        if units.last == 0x3D { units.removeLast() }
        if units.last == 0x3D { units.removeLast() }
    }
    for unit in units {
        switch unit {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F: continue
        default: return Value(-1)
        }
    }
    if units.count % 4 == 1 { return Value(-3) }
    let bytes = [UInt8](unsafeUninitializedCapacity: units.count) { buffer, count in
        count = units.withUnsafeBufferPointer { Base64.decode($0, into: buffer.baseAddress!, buffer.count) }
    }
    return Value(bytes.withUnsafeBufferPointer { vm.string(latin1: $0) })
}

/// btoa(data): the text, or -1 for a character above U+00FF.
private func bufferBtoa(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0]).flat(vm)
    if text.isWide { return Value(-1) }
    return Value(vm.decode(UnsafeRawBufferPointer(start: text.latin1, count: text.length), .base64))
}

/// internalBinding('encoding'): the classes TextEncoder and TextDecoder. https://encoding.spec.whatwg.org/
func makeEncodingBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let binding = vm.makeObject([
        .method("decodeUTF8", 4, encodingDecodeUTF8),
    ])
    let encoder = vm.makeFunction("TextEncoder", length: 0, constructor: true, textEncoderConstruct)
    let prototype = vm.makeObject([
        .accessor("encoding", get: { (vm, _) in Value(vm.string("utf-8")) }, attributes: [.enumerable, .configurable]),
        .method("encode", 0, textEncoderEncode, attributes: .all),
        .method("encodeInto", 2, textEncoderEncodeInto, attributes: .all),
        .toStringTag("TextEncoder"),
    ])
    vm.defineOwn(encoder, vm.key("prototype"), Value(prototype), [])
    vm.defineOwn(prototype, vm.names[.constructor], Value(encoder), .hidden)
    vm.put(binding, "TextEncoder", Value(encoder))
    vm.put(binding, "TextDecoder", try vm.getV(try node.requireBuiltin("internal/text_decoder"), vm.key("TextDecoder")))
    return binding
}

private func textEncoderConstruct(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Class constructor TextEncoder cannot be invoked without 'new'") }
    return Value(vm.makeObject(prototype: try vm.get(args.newTarget.asObject, .prototype)))
}

/// encoder.encode([input])
private func textEncoderEncode(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = args[0].isUndefined ? vm.emptyString : try vm.toString(args[0])
    let count = vm.byteCount(text, .utf8)
    let memory = try vm.makeUninitialisedArrayBuffer(count)
    if count > 0 { _ = vm.encode(text, .utf8, into: vm.withBytes(Value(memory))!) }
    return Value(vm.makeUint8Array(memory, offset: 0, length: count))
}

/// encoder.encodeInto(src, dest)
private func textEncoderEncodeInto(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let text = args[0].string else { throw vm.node.invalidArgumentType("src", "string", args[0]) }
    guard vm.isUint8Array(args[1]), let bytes = vm.withBytes(args[1]) else {
        throw vm.node.invalidArgumentType("dest", "Uint8Array", args[1])
    }
    let written = bytes.count == 0 ? 0 : vm.encode(text, .utf8, into: bytes)
    // How many code units went into those bytes.
    let flat = text.flat(vm)
    var (units, count) = (0, 0)
    while units < flat.length && count < written {
        let unit = flat.unit(units)
        if unit & 0xFC00 == 0xD800, units + 1 < flat.length, flat.unit(units + 1) & 0xFC00 == 0xDC00 {
            count += 4
            units += 2
        } else {
            count += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
            units += 1
        }
    }
    let result = vm.makeObject()
    vm.put(result, "read", units)
    vm.put(result, "written", written)
    return Value(result)
}

/// decodeUTF8(bytes, ignoreBOM, fatal): the text, or undefined when `fatal` and malformed.
private func encodingDecodeUTF8(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard var bytes = vm.withBytes(args[0]) else {
        throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "list", ["ArrayBuffer", "ArrayBufferView"], args[0])
    }
    if !vm.toBoolean(args[1]), bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
        bytes = UnsafeMutableRawBufferPointer(rebasing: bytes[3...])
    }
    if vm.toBoolean(args[2]), bytes.count > 0 {
        let view = UnsafeBufferPointer(start: bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), count: bytes.count)
        if !UTF8Text.isValid(view) { return .undefined }
    }
    return Value(vm.decode(UnsafeRawBufferPointer(bytes), .utf8))
}
