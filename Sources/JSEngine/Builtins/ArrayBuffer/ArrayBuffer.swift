import CSwjs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// ArrayBuffer https://tc39.es/ecma262/#sec-arraybuffer-objects
func initialiseArrayBuffer(_ realm: Realm) {
    realm.defineConstructor(
        "ArrayBuffer", .arrayBuffer, .arrayBufferPrototype, length: 1, arrayBufferConstructor,
        statics: [.method("isView", 1, arrayBufferIsView), .accessor(.species, get: returnThis)],
        prototype: arrayBufferPrototypeProperties)
}

/// SharedArrayBuffer https://tc39.es/ecma262/#sec-sharedarraybuffer-objects
func initialiseSharedArrayBuffer(_ realm: Realm) {
    realm.defineConstructor(
        "SharedArrayBuffer", .sharedArrayBuffer, .sharedArrayBufferPrototype, length: 1, sharedArrayBufferConstructor,
        statics: [.accessor(.species, get: returnThis)], prototype: sharedArrayBufferPrototypeProperties)
}

private let arrayBufferPrototypeProperties: [BuiltinProperty] = [
    .accessor("byteLength", get: arrayBufferByteLength),
    .accessor("detached", get: arrayBufferDetached),
    .accessor("maxByteLength", get: arrayBufferMaxByteLength),
    .accessor("resizable", get: arrayBufferResizable),
    .method("resize", 1, arrayBufferResize),
    .method("slice", 2, arrayBufferSlice),
    .method("transfer", 0, arrayBufferTransfer),
    .method("transferToFixedLength", 0, arrayBufferTransferToFixedLength),
    .toStringTag("ArrayBuffer"),
]

private let sharedArrayBufferPrototypeProperties: [BuiltinProperty] = [
    .accessor("byteLength", get: sharedArrayBufferByteLength),
    .method("grow", 1, sharedArrayBufferGrow),
    .accessor("growable", get: sharedArrayBufferGrowable),
    .accessor("maxByteLength", get: sharedArrayBufferMaxByteLength),
    .method("slice", 2, sharedArrayBufferSlice),
    .toStringTag("SharedArrayBuffer"),
]

/// new ArrayBuffer(length [, options]) https://tc39.es/ecma262/#sec-arraybuffer-length
private func arrayBufferConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try construct(vm, args, .arrayBuffer, .arrayBufferPrototype, "ArrayBuffer")
}

/// new SharedArrayBuffer(length [, options]) https://tc39.es/ecma262/#sec-sharedarraybuffer-length
private func sharedArrayBufferConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try construct(vm, args, .sharedArrayBuffer, .sharedArrayBufferPrototype, "SharedArrayBuffer")
}

private func construct(
    _ vm: VM, _ args: Arguments, _ kind: CellKind, _ prototype: Intrinsic, _ name: StaticString
) throws(JSException) -> Value {
    if !args.isConstruct { throw vm.typeError("Constructor \(name) requires 'new'") }
    let length = try vm.toIndex(args[0], "Invalid array buffer length")
    // GetArrayBufferMaxByteLengthOption(options)
    var maximum = -1
    if let options = args[1].object {
        let value = try vm.get(options, .maxByteLength)
        if !value.isUndefined { maximum = try vm.toIndex(value, "Invalid array buffer max length") }
    }
    // AllocateArrayBuffer compares the lengths before it asks newTarget for the prototype.
    if maximum >= 0 && length > maximum { throw vm.rangeError("Invalid array buffer max length") }
    let parent = try vm.prototypeFromConstructor(args.newTarget, prototype)
    return Value(try vm.allocateBuffer(kind, prototype: parent, byteLength: length, maximum: maximum))
}

/// ArrayBuffer.isView(arg) https://tc39.es/ecma262/#sec-arraybuffer.isview
private func arrayBufferIsView(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(args[0].isCell && (args[0].cellKind == .typedArray || args[0].cellKind == .dataView))
}

// MARK: ArrayBuffer.prototype

private func thisBuffer(
    _ vm: VM, _ args: Arguments, _ method: StaticString, _ kind: CellKind = .arrayBuffer
) throws(JSException) -> BufferView {
    guard let object = args.this.object(of: kind) else { throw vm.incompatibleReceiver(args.this, method) }
    return BufferView(object: object)
}

private func detachedError(_ vm: VM, _ method: StaticString) -> JSException {
    vm.typeError("Cannot perform \(method) on a detached ArrayBuffer")
}

/// get ArrayBuffer.prototype.byteLength https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.bytelength
private func arrayBufferByteLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisBuffer(vm, args, "ArrayBuffer.prototype.byteLength").byteLength)
}

/// get ArrayBuffer.prototype.detached https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.detached
private func arrayBufferDetached(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisBuffer(vm, args, "ArrayBuffer.prototype.detached").isDetached)
}

/// get ArrayBuffer.prototype.maxByteLength https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.maxbytelength
private func arrayBufferMaxByteLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let buffer = try thisBuffer(vm, args, "ArrayBuffer.prototype.maxByteLength")
    return Value(buffer.isResizable ? buffer.maxByteLength : buffer.byteLength)
}

/// get ArrayBuffer.prototype.resizable https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.resizable
private func arrayBufferResizable(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisBuffer(vm, args, "ArrayBuffer.prototype.resizable").isResizable)
}

/// ArrayBuffer.prototype.resize(newLength) https://tc39.es/ecma262/#sec-arraybuffer.prototype.resize
private func arrayBufferResize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let buffer = try thisBuffer(vm, args, "ArrayBuffer.prototype.resize")
    if !buffer.isResizable { throw vm.incompatibleReceiver(args.this, "ArrayBuffer.prototype.resize") }
    let length = try vm.toIndex(args[0], "ArrayBuffer.prototype.resize: Invalid length parameter")
    if buffer.isDetached { throw detachedError(vm, "ArrayBuffer.prototype.resize") }
    if length > buffer.maxByteLength { throw vm.rangeError("ArrayBuffer.prototype.resize: Invalid length parameter") }
    let old = buffer.byteLength
    if length < old { memset(buffer.data! + length, 0, old - length) }
    buffer.byteLength = length
    return .undefined
}

/// ArrayBuffer.prototype.slice(start, end) https://tc39.es/ecma262/#sec-arraybuffer.prototype.slice
private func arrayBufferSlice(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try slice(vm, args, .arrayBuffer, "ArrayBuffer.prototype.slice")
}

private func slice(_ vm: VM, _ args: Arguments, _ kind: CellKind, _ method: StaticString) throws(JSException) -> Value {
    // 1.-5.
    let buffer = try thisBuffer(vm, args, method, kind)
    if buffer.isDetached { throw detachedError(vm, method) }
    let length = buffer.byteLength
    // 6.-13.
    let first = try vm.relativeIndex(args[0], length: length, default: 0)
    let end = try vm.relativeIndex(args[1], length: length, default: length)
    let count = max(0, end - first)
    // 14.-22.
    let fallback: Intrinsic = kind == .arrayBuffer ? .arrayBuffer : .sharedArrayBuffer
    let constructor = try vm.speciesConstructor(buffer.object, default: vm.realm[fallback])
    let fresh: BufferView
    if constructor == vm.realm[fallback] {
        let prototype: Intrinsic = kind == .arrayBuffer ? .arrayBufferPrototype : .sharedArrayBufferPrototype
        fresh = BufferView(object: try vm.allocateBuffer(kind, prototype: vm.realm[prototype], byteLength: count))
    } else {
        let object = try vm.construct(constructor, [Value(count)])
        guard object.kind == kind else { throw vm.incompatibleReceiver(Value(object), method) }
        fresh = BufferView(object: object)
        if fresh.isDetached { throw detachedError(vm, method) }
        if object == buffer.object { throw vm.typeError("ArrayBuffer subclass returned this from species constructor") }
        if fresh.byteLength < count { throw vm.typeError("Species constructor returned a too small ArrayBuffer") }
    }
    // 23.-27.
    if buffer.isDetached { throw detachedError(vm, method) }
    let available = min(count, max(0, buffer.byteLength - first))
    if available > 0 { memmove(fresh.data!, buffer.data! + first, available) }
    return Value(fresh.object)
}

/// ArrayBuffer.prototype.transfer([newLength]) https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfer
private func arrayBufferTransfer(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try transfer(vm, args, "ArrayBuffer.prototype.transfer", keepsResizability: true)
}

/// ArrayBuffer.prototype.transferToFixedLength([newLength]) https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfertofixedlength
private func arrayBufferTransferToFixedLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try transfer(vm, args, "ArrayBuffer.prototype.transferToFixedLength", keepsResizability: false)
}

private func transfer(
    _ vm: VM, _ args: Arguments, _ method: StaticString, keepsResizability: Bool
) throws(JSException) -> Value {
    let buffer = try thisBuffer(vm, args, method)
    let length = args[0].isUndefined ? buffer.byteLength : try vm.toIndex(args[0], "Invalid array buffer length")
    if buffer.isDetached { throw detachedError(vm, method) }
    let maximum = keepsResizability && buffer.isResizable ? buffer.maxByteLength : -1
    if maximum >= 0 && length > maximum { throw vm.rangeError("Invalid array buffer length") }
    return Value(try vm.transferBuffer(buffer.object, byteLength: length, maximum: maximum))
}

// MARK: SharedArrayBuffer.prototype

/// get SharedArrayBuffer.prototype.byteLength https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.bytelength
private func sharedArrayBufferByteLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisBuffer(vm, args, "SharedArrayBuffer.prototype.byteLength", .sharedArrayBuffer).byteLength)
}

/// SharedArrayBuffer.prototype.grow(newLength) https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.grow
private func sharedArrayBufferGrow(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let buffer = try thisBuffer(vm, args, "SharedArrayBuffer.prototype.grow", .sharedArrayBuffer)
    if !buffer.isResizable { throw vm.incompatibleReceiver(args.this, "SharedArrayBuffer.prototype.grow") }
    let length = try vm.toIndex(args[0], "SharedArrayBuffer.prototype.grow: Invalid length parameter")
    let isPossible =
        length <= buffer.maxByteLength && (buffer.data.map { swjs_shared_bytes_grow($0, length) != 0 } ?? (length == 0))
    if !isPossible { throw vm.rangeError("SharedArrayBuffer.prototype.grow: Invalid length parameter") }
    return .undefined
}

/// get SharedArrayBuffer.prototype.growable https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.growable
private func sharedArrayBufferGrowable(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisBuffer(vm, args, "SharedArrayBuffer.prototype.growable", .sharedArrayBuffer).isResizable)
}

/// get SharedArrayBuffer.prototype.maxByteLength https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.maxbytelength
private func sharedArrayBufferMaxByteLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let buffer = try thisBuffer(vm, args, "SharedArrayBuffer.prototype.maxByteLength", .sharedArrayBuffer)
    return Value(buffer.isResizable ? buffer.maxByteLength : buffer.byteLength)
}

/// SharedArrayBuffer.prototype.slice(start, end) https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.slice
private func sharedArrayBufferSlice(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try slice(vm, args, .sharedArrayBuffer, "SharedArrayBuffer.prototype.slice")
}
