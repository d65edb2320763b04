/// DataView https://tc39.es/ecma262/#sec-dataview-objects
///
/// Layout: see `ByteView`; the element type is int8, so that lengths count bytes.
func initialiseDataView(_ realm: Realm) {
    realm.defineConstructor(
        "DataView", .dataView, .dataViewPrototype, length: 1, dataViewConstructor, prototype: dataViewPrototypeProperties)
}

private let dataViewPrototypeProperties: [BuiltinProperty] = [
    .accessor("buffer", get: dataViewBuffer),
    .accessor("byteLength", get: dataViewByteLength),
    .accessor("byteOffset", get: dataViewByteOffset),
    .method("getBigInt64", 1) { (vm, args) throws(JSException) in
        try getViewValue(vm, args, .bigInt64, "DataView.prototype.getBigInt64")
    },
    .method("getBigUint64", 1) { (vm, args) throws(JSException) in
        try getViewValue(vm, args, .bigUint64, "DataView.prototype.getBigUint64")
    },
    .method("getFloat16", 1) { (vm, args) throws(JSException) in
        try getViewValue(vm, args, .float16, "DataView.prototype.getFloat16")
    },
    .method("getFloat32", 1) { (vm, args) throws(JSException) in
        try getViewValue(vm, args, .float32, "DataView.prototype.getFloat32")
    },
    .method("getFloat64", 1) { (vm, args) throws(JSException) in
        try getViewValue(vm, args, .float64, "DataView.prototype.getFloat64")
    },
    .method("getInt8", 1) { (vm, args) throws(JSException) in try getViewValue(vm, args, .int8, "DataView.prototype.getInt8") },
    .method("getInt16", 1) { (vm, args) throws(JSException) in try getViewValue(vm, args, .int16, "DataView.prototype.getInt16")
    },
    .method("getInt32", 1) { (vm, args) throws(JSException) in try getViewValue(vm, args, .int32, "DataView.prototype.getInt32")
    },
    .method("getUint8", 1) { (vm, args) throws(JSException) in try getViewValue(vm, args, .uint8, "DataView.prototype.getUint8")
    },
    .method("getUint16", 1) { (vm, args) throws(JSException) in
        try getViewValue(vm, args, .uint16, "DataView.prototype.getUint16")
    },
    .method("getUint32", 1) { (vm, args) throws(JSException) in
        try getViewValue(vm, args, .uint32, "DataView.prototype.getUint32")
    },
    .method("setBigInt64", 2) { (vm, args) throws(JSException) in
        try setViewValue(vm, args, .bigInt64, "DataView.prototype.setBigInt64")
    },
    .method("setBigUint64", 2) { (vm, args) throws(JSException) in
        try setViewValue(vm, args, .bigUint64, "DataView.prototype.setBigUint64")
    },
    .method("setFloat16", 2) { (vm, args) throws(JSException) in
        try setViewValue(vm, args, .float16, "DataView.prototype.setFloat16")
    },
    .method("setFloat32", 2) { (vm, args) throws(JSException) in
        try setViewValue(vm, args, .float32, "DataView.prototype.setFloat32")
    },
    .method("setFloat64", 2) { (vm, args) throws(JSException) in
        try setViewValue(vm, args, .float64, "DataView.prototype.setFloat64")
    },
    .method("setInt8", 2) { (vm, args) throws(JSException) in try setViewValue(vm, args, .int8, "DataView.prototype.setInt8") },
    .method("setInt16", 2) { (vm, args) throws(JSException) in try setViewValue(vm, args, .int16, "DataView.prototype.setInt16")
    },
    .method("setInt32", 2) { (vm, args) throws(JSException) in try setViewValue(vm, args, .int32, "DataView.prototype.setInt32")
    },
    .method("setUint8", 2) { (vm, args) throws(JSException) in try setViewValue(vm, args, .uint8, "DataView.prototype.setUint8")
    },
    .method("setUint16", 2) { (vm, args) throws(JSException) in
        try setViewValue(vm, args, .uint16, "DataView.prototype.setUint16")
    },
    .method("setUint32", 2) { (vm, args) throws(JSException) in
        try setViewValue(vm, args, .uint32, "DataView.prototype.setUint32")
    },
    .toStringTag("DataView")
]

/// new DataView(buffer [, byteOffset [, byteLength]]) https://tc39.es/ecma262/#sec-dataview-buffer-byteoffset-bytelength
private func dataViewConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    // 1.-4.
    if !args.isConstruct { throw vm.typeError("Constructor DataView requires 'new'") }
    guard let buffer = args[0].buffer else { throw vm.typeError("First argument to DataView constructor must be an ArrayBuffer") }
    let offset = try vm.toIndex(
        args[1], "Start offset \(args[1].isSymbol ? "" : vm.display(args[1])) is outside the bounds of the buffer")
    if buffer.isDetached { throw vm.outOfBoundsError("DataView") }
    // 5.-9.
    func check() throws(JSException) -> (length: Int, tracks: Bool) {
        let available = buffer.byteLength
        if offset > available { throw vm.rangeError("Start offset \(offset) is outside the bounds of the buffer") }
        if args[2].isUndefined { return buffer.isResizable ? (0, true) : (available - offset, false) }
        let length = try vm.toIndex(args[2], "Invalid DataView length \(args[2].isSymbol ? "" : vm.display(args[2]))")
        if length > available || offset + length > available { throw vm.rangeError("Invalid DataView length \(length)") }
        return (length, false)
    }
    let (length, tracks) = try check()
    // 10.-14. The prototype's getter may have changed the buffer.
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .dataViewPrototype)
    if buffer.isDetached { throw vm.outOfBoundsError("DataView") }
    if offset > buffer.byteLength { throw vm.rangeError("Start offset \(offset) is outside the bounds of the buffer") }
    if !tracks && offset + length > buffer.byteLength { throw vm.rangeError("Invalid DataView length \(length)") }
    return Value(
        vm.makeView(
            .dataView, .int8, prototype: prototype, buffer: buffer.object, byteOffset: offset, length: length,
            tracksLength: tracks))
}

private func thisView(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> ByteView {
    guard let view = args.this.object(of: .dataView) else { throw vm.incompatibleReceiver(args.this, method) }
    return ByteView(object: view)
}

private func checkBounds(_ vm: VM, _ view: ByteView, _ method: StaticString) throws(JSException) {
    if view.buffer.isDetached { throw vm.outOfBoundsError(method) }
    if view.isOutOfBounds { throw vm.typeError("Invalid DataView accessor \(method): the view is out of bounds") }
}

/// get DataView.prototype.buffer https://tc39.es/ecma262/#sec-get-dataview.prototype.buffer
private func dataViewBuffer(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisView(vm, args, "DataView.prototype.buffer").buffer.object)
}

/// get DataView.prototype.byteLength https://tc39.es/ecma262/#sec-get-dataview.prototype.bytelength
private func dataViewByteLength(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try thisView(vm, args, "DataView.prototype.byteLength")
    try checkBounds(vm, view, "DataView.prototype.byteLength")
    return Value(view.length)
}

/// get DataView.prototype.byteOffset https://tc39.es/ecma262/#sec-get-dataview.prototype.byteoffset
private func dataViewByteOffset(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let view = try thisView(vm, args, "DataView.prototype.byteOffset")
    try checkBounds(vm, view, "DataView.prototype.byteOffset")
    return Value(view.byteOffset)
}

/// GetViewValue(view, requestIndex, isLittleEndian, type) https://tc39.es/ecma262/#sec-getviewvalue
private func getViewValue(_ vm: VM, _ args: Arguments, _ type: ElementType, _ method: StaticString) throws(JSException) -> Value {
    let view = try thisView(vm, args, method)
    let index = try vm.toIndex(args[0], "Offset is outside the bounds of the DataView")
    let littleEndian = vm.toBoolean(args[1])
    try checkBounds(vm, view, method)
    if index > view.length - type.size { throw vm.rangeError("Offset is outside the bounds of the DataView") }
    var bits: UInt64 = 0
    let address = view.address + index
    switch type.shift {
    case 0: bits = UInt64(address.load(as: UInt8.self))
    case 1:
        let word = address.loadUnaligned(as: UInt16.self)
        bits = UInt64(littleEndian ? UInt16(littleEndian: word) : UInt16(bigEndian: word))
    case 2:
        let word = address.loadUnaligned(as: UInt32.self)
        bits = UInt64(littleEndian ? UInt32(littleEndian: word) : UInt32(bigEndian: word))
    default:
        let word = address.loadUnaligned(as: UInt64.self)
        bits = littleEndian ? UInt64(littleEndian: word) : UInt64(bigEndian: word)
    }
    return withUnsafeBytes(of: &bits) { vm.loadElement($0.baseAddress!, type) }
}

/// SetViewValue(view, requestIndex, isLittleEndian, type, value) https://tc39.es/ecma262/#sec-setviewvalue
private func setViewValue(_ vm: VM, _ args: Arguments, _ type: ElementType, _ method: StaticString) throws(JSException) -> Value {
    let view = try thisView(vm, args, method)
    let index = try vm.toIndex(args[0], "Offset is outside the bounds of the DataView")
    let bits = try vm.elementBits(args[1], type)
    let littleEndian = vm.toBoolean(args[2])
    try checkBounds(vm, view, method)
    if index > view.length - type.size { throw vm.rangeError("Offset is outside the bounds of the DataView") }
    let address = view.address + index
    switch type.shift {
    case 0: address.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    case 1:
        let word = UInt16(truncatingIfNeeded: bits)
        address.storeBytes(of: littleEndian ? word.littleEndian : word.bigEndian, as: UInt16.self)
    case 2:
        let word = UInt32(truncatingIfNeeded: bits)
        address.storeBytes(of: littleEndian ? word.littleEndian : word.bigEndian, as: UInt32.self)
    default: address.storeBytes(of: littleEndian ? bits.littleEndian : bits.bigEndian, as: UInt64.self)
    }
    return .undefined
}
