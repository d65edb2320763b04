import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The Buffer class. https://nodejs.org/docs/latest-v20.x/api/buffer.html
///
/// A Buffer is a Uint8Array whose prototype is Buffer.prototype. The class is native, so that programs that only move bytes
/// load no script; what is rarely used (Blob, File, transcode, inspect) is in `buffer.js`.
extension NodeRuntime {
    /// The Buffer constructor.
    public var bufferConstructor: Value {
        if slots[.bufferConstructor].isEmpty { makeBufferClass() }
        return slots[.bufferConstructor]
    }

    public var bufferPrototype: Value {
        if slots[.bufferPrototype].isEmpty { makeBufferClass() }
        return slots[.bufferPrototype]
    }

    private func makeBufferClass() {
        let constructor = vm.makeFunction("Buffer", length: 3, constructor: true, bufferConstruct)
        let prototype = vm.makeObject(prototype: vm.realm[.uint8ArrayPrototype])
        slots[.bufferConstructor] = Value(constructor)
        slots[.bufferPrototype] = Value(prototype)
        _ = try? vm.setPrototype(constructor, vm.realm[.uint8Array])
        vm.defineOwn(constructor, vm.key("prototype"), Value(prototype), [.writable])
        vm.defineOwn(prototype, vm.key("constructor"), Value(constructor), .hidden)
        vm.put(constructor, "poolSize", BufferPool.size)
        vm.realm.define(bufferStatics, on: constructor)
        // What `map`, `filter` and the like make: a Buffer without the deprecated constructor's ways.
        let species = vm.makeFunction("FastBuffer", length: 3, constructor: true) { (vm, args) throws(JSException) in
            let made = try vm.construct(vm.realm[.uint8Array], Array(args.all))
            _ = try vm.setPrototype(made, vm.node.bufferPrototype)
            return Value(made)
        }
        vm.defineOwn(species, vm.key("prototype"), Value(prototype), [])
        let getter = vm.makeFunction("get [Symbol.species]", length: 0, data: Value(species)) { (_, args) in args.data(0) }
        _ = try? vm.defineOwnProperty(
            constructor, vm.symbols[.species],
            PropertyDescriptor(getter: Value(getter), setter: .undefined, attributes: .configurable))
        vm.realm.define(bufferMethods, on: prototype)
        vm.realm.define(bufferNumberMethods, on: prototype)
        vm.realm.define(bufferSliceMethods, on: prototype)
        for (alias, name) in bufferAliases {
            if let value = try? vm.get(prototype, vm.key(name)) { vm.defineOwn(prototype, vm.key(alias), value) }
        }
        // util.inspect.custom
        if let symbol = try? vm.invoke(vm.realm[.symbol], vm.key("for"), Value(vm.string("nodejs.util.inspect.custom"))) {
            let inspect = vm.makeFunction("inspect", length: 2, bufferInspect)
            vm.defineOwn(prototype, PropertyKey(symbol.asSymbol), Value(inspect))
            vm.defineOwn(prototype, vm.key("inspect"), Value(inspect))
        }
    }

    // MARK: For native code

    /// A Buffer of its own memory, not set to zero.
    public func makeBuffer(uninitialised count: Int) throws(JSException) -> Object {
        let memory = try vm.makeUninitialisedArrayBuffer(count)
        return vm.makeUint8Array(memory, offset: 0, length: count, prototype: bufferPrototype)
    }

    /// A Buffer with a copy of bytes. Small ones come from the pool.
    public func makeBuffer(_ bytes: UnsafeRawBufferPointer) throws(JSException) -> Object {
        let buffer = try makePooledBuffer(bytes.count)
        if bytes.count > 0, let target = vm.withBytes(Value(buffer)) { target.copyMemory(from: bytes) }
        return buffer
    }

    /// A Buffer over memory of `malloc`, which it owns from now on.
    public func makeBuffer(adopting data: UnsafeMutableRawPointer, count: Int) -> Object {
        let memory = vm.makeArrayBuffer(adopting: data, byteCount: count)
        return vm.makeUint8Array(memory, offset: 0, length: count, prototype: bufferPrototype)
    }

    /// Buffer.allocUnsafe(count)
    func makePooledBuffer(_ count: Int) throws(JSException) -> Object {
        if count >= BufferPool.size >> 1 || count == 0 { return try makeBuffer(uninitialised: count) }
        if slots[.bufferPool].isEmpty || pool.offset + count > BufferPool.size {
            slots[.bufferPool] = Value(try vm.makeUninitialisedArrayBuffer(BufferPool.size))
            pool.offset = 0
        }
        let buffer = vm.makeUint8Array(
            slots[.bufferPool].asObject, offset: pool.offset, length: count, prototype: bufferPrototype)
        // Aligned, as Node's pool is.
        pool.offset = (pool.offset + count + 7) & ~7
        return buffer
    }

    func makeBuffer(_ string: JSString, _ encoding: TextEncoding) throws(JSException) -> Object {
        let count = vm.byteCount(string, encoding)
        let buffer = try makePooledBuffer(count)
        if count == 0 { return buffer }
        let bytes = vm.withBytes(Value(buffer))!
        let written = vm.encode(string, encoding, into: bytes)
        if written == count { return buffer }
        let view = vm.viewDetails(Value(buffer))!
        return vm.makeUint8Array(view.buffer, offset: view.byteOffset, length: written, prototype: bufferPrototype)
    }

    /// The encoding that an argument names.
    /// - Throws: ERR_UNKNOWN_ENCODING
    func encoding(_ value: Value, default fallback: TextEncoding = .utf8) throws(JSException) -> TextEncoding {
        if value.isUndefined || value.isNull { return fallback }
        if let string = value.string {
            if string.length == 4, let name = fastEncoding(string) { return name }
            if string.isEmpty { return fallback }
            if let encoding = TextEncoding(name: string.toSwift(vm)) { return encoding }
        } else if let encoding = TextEncoding(name: try vm.toString(value).toSwift(vm)) {
            return encoding
        }
        throw codedError("ERR_UNKNOWN_ENCODING", value)
    }

    /// `utf8`, the usual one, without making a Swift string.
    private func fastEncoding(_ string: JSString) -> TextEncoding? {
        let flat = string.flat(vm)
        if flat.isWide { return nil }
        let u = flat.latin1
        return u[0] == 0x75 && u[1] == 0x74 && u[2] == 0x66 && u[3] == 0x38 ? .utf8 : nil
    }
}

/// Where the pool's next Buffer starts.
struct BufferPool {
    static let size = 8192
    var offset = 0
    /// Whether `new Buffer()` was warned of.
    var warned = false
}

/// The largest Buffer: what V8's typed arrays allow.
let maximumBufferLength = 4_294_967_296

private let bufferStatics: [BuiltinProperty] = [
    .method("alloc", 3, bufferAlloc, attributes: .all),
    .method("allocUnsafe", 1, bufferAllocUnsafe, attributes: .all),
    .method("allocUnsafeSlow", 1, bufferAllocUnsafeSlow, attributes: .all),
    .method("byteLength", 2, bufferByteLength, attributes: .all),
    .method("compare", 2, bufferStaticCompare, attributes: .all),
    .method("concat", 2, bufferConcat, attributes: .all),
    .method("copyBytesFrom", 3, bufferCopyBytesFrom, attributes: .all),
    .method("from", 3, bufferFrom, attributes: .all),
    .method("isBuffer", 1, bufferIsBuffer, attributes: .all),
    .method("isEncoding", 1, bufferIsEncoding, attributes: .all),
    .method("of", 0, bufferOf, attributes: .all),
]

// MARK: Making

private func checkSize(_ vm: VM, _ value: Value) throws(JSException) -> Int {
    guard value.isNumber else { throw vm.node.invalidArgumentType("size", "number", value) }
    let number = value.asNumber
    if !(number >= 0 && number <= Double(maximumBufferLength)) {
        throw vm.node.outOfRange("size", ">= 0 && <= \(maximumBufferLength)", value)
    }
    return Int(number)
}

/// new Buffer(...): as Buffer.from or Buffer.alloc, with a deprecation warning.
private func bufferConstruct(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    if !node.pool.warned { try warnAboutConstructor(vm, Value(args.callee)) }
    if args[0].isNumber {
        if args[1].isString { throw node.invalidArgumentType("string", "string", args[0]) }
        return try bufferAlloc(vm, args)
    }
    return try bufferFrom(vm, args)
}

/// The warning about the constructor, once, and only when code outside of packages calls it.
private func warnAboutConstructor(_ vm: VM, _ constructor: Value) throws(JSException) {
    let node = vm.node
    let probe = vm.makeObject()
    let capture = try vm.getV(vm.realm[.error], vm.names[.captureStackTrace])
    _ = try vm.call(capture, this: vm.realm[.error], Value(probe), constructor)
    let stack = vm.text(try vm.get(probe, .stack)) ?? ""
    if let caller = stack.split(separator: "\n").first(where: { $0.hasPrefix("    at ") }),
        caller.contains("/node_modules/") || caller.contains("\\node_modules\\")
    {
        return
    }
    node.pool.warned = true
    let emit = try vm.get(node.process.asObject, vm.key("emitWarning"))
    let text =
        "Buffer() is deprecated due to security and usability issues. "
        + "Please use the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead."
    try vm.withArguments(
        [Value(vm.string(text)), Value(vm.string("DeprecationWarning")), Value(vm.string("DEP0005")), constructor],
        call: emit, this: node.process)
}

/// Buffer.alloc(size[, fill[, encoding]])
private func bufferAlloc(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let size = try checkSize(vm, args[0])
    let memory = try vm.makeArrayBuffer(size)
    let buffer = vm.makeUint8Array(memory, offset: 0, length: size, prototype: vm.node.bufferPrototype)
    if args[1].isUndefined || args[1] == .zero || size == 0 { return Value(buffer) }
    if args[2].isUndefined || args[2].isString { return try fill(vm, buffer, args[1], 0, size, args[2]) }
    throw vm.node.invalidArgumentType("encoding", "string", args[2])
}

/// Buffer.allocUnsafe(size)
private func bufferAllocUnsafe(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.node.makePooledBuffer(try checkSize(vm, args[0])))
}

/// Buffer.allocUnsafeSlow(size)
private func bufferAllocUnsafeSlow(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.node.makeBuffer(uninitialised: try checkSize(vm, args[0])))
}

/// Buffer.from(string[, encoding]), Buffer.from(arrayBuffer[, byteOffset[, length]]), Buffer.from(array), Buffer.from(buffer),
/// Buffer.from(object[, offsetOrEncoding[, length]])
private func bufferFrom(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let value = args[0]
    if let string = value.string { return Value(try node.makeBuffer(string, try node.encoding(args[1]))) }
    if let object = value.object, !value.isCallable {
        switch object.kind {
        case .arrayBuffer, .sharedArrayBuffer: return try bufferOver(vm, object, args[1], args[2])
        case .typedArray:
            if vm.isUint8Array(value), let bytes = vm.withBytes(value) {
                return Value(try node.makeBuffer(UnsafeRawBufferPointer(bytes)))
            }
            return try bufferFromArray(vm, object)
        case .array: return try bufferFromArray(vm, object)
        default: break
        }
        let primitive = try vm.invokeIfCallable(object, "valueOf")
        if let primitive, !primitive.isNullish, primitive != value, primitive.isString || primitive.isObject {
            return try vm.call(
                Value(vm.makeFunction("from", length: 3, bufferFrom)), this: node.bufferConstructor, primitive, args[1], args[2])
        }
        let length = try vm.get(object, .length)
        let inner = try vm.get(object, vm.names[.buffer])
        if let memory = inner.object, memory.kind == .arrayBuffer || memory.kind == .sharedArrayBuffer || !length.isUndefined {
            if !length.isNumber { return Value(try node.makeBuffer(uninitialised: 0)) }
            return try bufferFromArray(vm, object)
        }
        if !length.isUndefined {
            if !length.isNumber { return Value(try node.makeBuffer(uninitialised: 0)) }
            return try bufferFromArray(vm, object)
        }
        if vm.text(try vm.get(object, vm.key("type"))) == "Buffer",
            let data = try vm.get(object, vm.key("data")).object(of: .array)
        {
            return try bufferFromArray(vm, data)
        }
        let toPrimitive = try vm.get(object, vm.symbols[.toPrimitive])
        if toPrimitive.isCallable {
            let primitive = try vm.call(toPrimitive, this: value, Value(vm.string("string")))
            if let string = primitive.string { return Value(try node.makeBuffer(string, try node.encoding(args[1]))) }
        }
    }
    throw node.codedError(
        "ERR_INVALID_ARG_TYPE", "first argument", ["string", "Buffer", "ArrayBuffer", "Array", "Array-like Object"], value)
}

/// A Buffer that shares an ArrayBuffer's memory.
private func bufferOver(_ vm: VM, _ memory: Object, _ offset: Value, _ length: Value) throws(JSException) -> Value {
    let total = vm.withBytes(Value(memory))?.count ?? 0
    var start = 0.0
    if !offset.isUndefined {
        start = try vm.toNumber(offset)
        if start.isNaN { start = 0 }
    }
    let most = Double(total) - start
    if most < 0 || start < 0 { throw vm.node.codedError("ERR_BUFFER_OUT_OF_BOUNDS", "offset") }
    var count = most
    if !length.isUndefined {
        count = try vm.toNumber(length)
        if count > 0 {
            if count > most { throw vm.node.codedError("ERR_BUFFER_OUT_OF_BOUNDS", "length") }
        } else {
            count = 0
        }
    }
    return Value(vm.makeUint8Array(memory, offset: Int(start), length: Int(count), prototype: vm.node.bufferPrototype))
}

private func bufferFromArray(_ vm: VM, _ object: Object) throws(JSException) -> Value {
    let length = try vm.lengthOfArrayLike(object)
    let buffer = try vm.node.makePooledBuffer(length)
    for i in 0..<length {
        let value = try vm.get(object, vm.key(index: i))
        let byte = UInt8(truncatingIfNeeded: try vm.toInt32(value))
        vm.withBytes(Value(buffer))![i] = byte
    }
    return Value(buffer)
}

/// Buffer.of(...items)
private func bufferOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let buffer = try vm.node.makePooledBuffer(args.count)
    for i in 0..<args.count { vm.withBytes(Value(buffer))![i] = UInt8(truncatingIfNeeded: try vm.toInt32(args[i])) }
    return Value(buffer)
}

/// Buffer.copyBytesFrom(view[, offset[, length]])
private func bufferCopyBytesFrom(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    guard let view = args[0].object(of: .typedArray), let bytes = vm.withBytes(args[0]) else {
        throw node.invalidArgumentType("view", "TypedArray", args[0])
    }
    let length = try vm.lengthOfArrayLike(view)
    if length == 0 { return Value(try node.makeBuffer(uninitialised: 0)) }
    let size = bytes.count / length
    var (start, end) = (0, length)
    if !args[1].isUndefined {
        start = try node.integer(args[1], "offset", 0, 9_007_199_254_740_991)
        if start >= length { return Value(try node.makeBuffer(uninitialised: 0)) }
    }
    if !args[2].isUndefined { end = min(length, start + (try node.integer(args[2], "length", 0, 9_007_199_254_740_991))) }
    return Value(try node.makeBuffer(UnsafeRawBufferPointer(rebasing: bytes[(start * size)..<(end * size)])))
}

/// Buffer.concat(list[, totalLength])
private func bufferConcat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    guard let list = args[0].object(of: .array) else { throw node.invalidArgumentType("list", "Array", args[0]) }
    let count = try vm.lengthOfArrayLike(list)
    var total = 0
    if args[1].isUndefined {
        for i in 0..<count {
            let item = try vm.get(list, vm.key(index: i))
            guard vm.isUint8Array(item), let bytes = vm.withBytes(item) else {
                throw node.codedError("ERR_INVALID_ARG_TYPE", "list[\(i)]", ["Buffer", "Uint8Array"], item)
            }
            total += bytes.count
        }
    } else {
        total = try node.integer(args[1], "length", 0, maximumBufferLength)
    }
    if count == 0 { return Value(try node.makeBuffer(uninitialised: 0)) }
    let buffer = try node.makePooledBuffer(total)
    var offset = 0
    /// Whether `new Buffer()` was warned of.
    var warned = false
    for i in 0..<count {
        let item = try vm.get(list, vm.key(index: i))
        guard vm.isUint8Array(item), let bytes = vm.withBytes(item) else {
            throw node.codedError("ERR_INVALID_ARG_TYPE", "list[\(i)]", ["Buffer", "Uint8Array"], item)
        }
        let part = min(bytes.count, total - offset)
        if part <= 0 { continue }
        memmove(vm.withBytes(Value(buffer))!.baseAddress! + offset, bytes.baseAddress!, part)
        offset += part
    }
    if offset < total { memset(vm.withBytes(Value(buffer))!.baseAddress! + offset, 0, total - offset) }
    return Value(buffer)
}

/// Buffer.isBuffer(obj)
private func bufferIsBuffer(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object(of: .typedArray) else { return .false }
    let wanted = vm.node.bufferPrototype
    var prototype = try vm.getPrototype(object)
    while let next = prototype.object {
        if prototype == wanted { return .true }
        prototype = try vm.getPrototype(next)
    }
    return .false
}

/// Buffer.isEncoding(encoding)
private func bufferIsEncoding(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let name = vm.text(args[0]), !name.isEmpty else { return .false }
    return Value(TextEncoding(name: name) != nil)
}

/// Buffer.byteLength(string[, encoding])
private func bufferByteLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let string = args[0].string else {
        if let bytes = vm.withBytes(args[0]) { return Value(bytes.count) }
        throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "string", ["string", "Buffer", "ArrayBuffer"], args[0])
    }
    // Unknown encodings count as UTF-8 here.
    let encoding = vm.text(args[1]).flatMap { TextEncoding(name: $0) } ?? .utf8
    return Value(vm.byteCount(string, encoding))
}

/// Buffer.compare(buf1, buf2)
private func bufferStaticCompare(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard vm.isUint8Array(args[0]), let a = vm.withBytes(args[0]) else {
        throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "buf1", ["Buffer", "Uint8Array"], args[0])
    }
    guard vm.isUint8Array(args[1]), let b = vm.withBytes(args[1]) else {
        throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "buf2", ["Buffer", "Uint8Array"], args[1])
    }
    return Value(compareBytes(UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b)))
}

/// -1, 0 or 1.
func compareBytes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    let count = min(a.count, b.count)
    let order = count == 0 ? 0 : Int(memcmp(a.baseAddress!, b.baseAddress!, count))
    if order != 0 { return order < 0 ? -1 : 1 }
    return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
}

extension NodeRuntime {
    /// A whole number within bounds.
    /// - Throws: ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
    func integer(_ value: Value, _ name: String, _ low: Int, _ high: Int) throws(JSException) -> Int {
        guard value.isNumber else { throw codedError("ERR_INVALID_ARG_TYPE", name, "number", value) }
        let number = value.asNumber
        if number.rounded(.towardZero) != number { throw codedError("ERR_OUT_OF_RANGE", name, "an integer", value) }
        if number < Double(low) || number > Double(high) {
            throw codedError("ERR_OUT_OF_RANGE", name, ">= \(low) && <= \(high)", value)
        }
        return Int(number)
    }
}

extension VM {
    /// The result of a method when the object has it.
    func invokeIfCallable(_ object: Object, _ name: StaticString) throws(JSException) -> Value? {
        let function = try get(object, key(name))
        return function.isCallable ? try call(function, this: Value(object)) : nil
    }
}
