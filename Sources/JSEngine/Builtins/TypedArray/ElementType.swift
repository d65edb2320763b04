/// The element types of typed arrays https://tc39.es/ecma262/#table-the-typedarray-constructors , in the order of their intrinsics.
enum ElementType: UInt8, CaseIterable {
    case int8, uint8, uint8Clamped, int16, uint16, int32, uint32, float16, float32, float64, bigInt64, bigUint64

    /// log2 of the element size.
    @inline(__always)
    var shift: Int {
        switch self {
        case .int8, .uint8, .uint8Clamped: 0
        case .int16, .uint16, .float16: 1
        case .int32, .uint32, .float32: 2
        case .float64, .bigInt64, .bigUint64: 3
        }
    }
    @inline(__always)
    var size: Int { 1 << shift }
    var isBigInt: Bool { self == .bigInt64 || self == .bigUint64 }
    var isFloat: Bool { self == .float16 || self == .float32 || self == .float64 }

    var name: StaticString {
        switch self {
        case .int8: "Int8Array"
        case .uint8: "Uint8Array"
        case .uint8Clamped: "Uint8ClampedArray"
        case .int16: "Int16Array"
        case .uint16: "Uint16Array"
        case .int32: "Int32Array"
        case .uint32: "Uint32Array"
        case .float16: "Float16Array"
        case .float32: "Float32Array"
        case .float64: "Float64Array"
        case .bigInt64: "BigInt64Array"
        case .bigUint64: "BigUint64Array"
        }
    }
    var constructor: Intrinsic { Intrinsic(rawValue: Intrinsic.int8Array.rawValue + 2 * Int(rawValue))! }
    var prototype: Intrinsic { Intrinsic(rawValue: Intrinsic.int8ArrayPrototype.rawValue + 2 * Int(rawValue))! }
}

/// A typed array or a DataView. Internal slot 0: the buffer; raw words:
///
///     0  element type u8, flags u8 (1: the length follows the buffer's, 2: the buffer can change its length)
///     1  length in elements (DataView: bytes); 0 when it follows the buffer's
///     2  byte offset
///
/// The memory is that of the buffer, so that nothing has to be told to its views when it is detached.
struct ByteView {
    let object: Object
    static let rawWords = 3

    @inline(__always) var buffer: BufferView {
        BufferView(object: Object(cell: object.cell.load(fromByteOffset: 24, as: UnsafeMutableRawPointer.self)))
    }
    @inline(__always) var type: ElementType {
        unsafeBitCast(object.cell.load(fromByteOffset: 32, as: UInt8.self), to: ElementType.self)
    }
    @inline(__always) var flags: UInt8 { object.cell.load(fromByteOffset: 33, as: UInt8.self) }
    @inline(__always) var tracksLength: Bool { flags & 1 != 0 }
    @inline(__always) var storedLength: Int { object.cell.load(fromByteOffset: 40, as: Int.self) }
    @inline(__always) var byteOffset: Int { object.cell.load(fromByteOffset: 48, as: Int.self) }
    /// Where the first element is; the buffer must not be detached.
    @inline(__always) var address: UnsafeMutableRawPointer { buffer.data.unsafelyUnwrapped + byteOffset }

    /// IsTypedArrayOutOfBounds, IsViewOutOfBounds; also true when the buffer is detached.
    var isOutOfBounds: Bool {
        let buffer = buffer
        if buffer.isDetached { return true }
        if tracksLength { return byteOffset > buffer.byteLength }
        return byteOffset + storedLength << type.shift > buffer.byteLength
    }

    /// TypedArrayLength: 0 when it is out of bounds.
    @inline(__always)
    var length: Int {
        if flags == 0 { return buffer.data == nil ? 0 : storedLength }
        if isOutOfBounds { return 0 }
        return tracksLength ? (buffer.byteLength - byteOffset) >> type.shift : storedLength
    }
    var byteLength: Int { length << type.shift }
}

/// Elements in memory.
extension VM {
    /// RawBytesToNumeric
    @inline(__always)
    func loadElement(_ address: UnsafeRawPointer, _ type: ElementType) -> Value {
        switch type {
        case .int8: return Value(int32: Int32(address.load(as: Int8.self)))
        case .uint8, .uint8Clamped: return Value(int32: Int32(address.load(as: UInt8.self)))
        case .int16: return Value(int32: Int32(address.loadUnaligned(as: Int16.self)))
        case .uint16: return Value(int32: Int32(address.loadUnaligned(as: UInt16.self)))
        case .int32: return Value(int32: address.loadUnaligned(as: Int32.self))
        case .uint32: return Value(address.loadUnaligned(as: UInt32.self))
        case .float16: return Value(untrustedDouble: Float16Bits.toDouble(address.loadUnaligned(as: UInt16.self)))
        case .float32: return Value(untrustedDouble: Double(address.loadUnaligned(as: Float.self)))
        case .float64: return Value(untrustedDouble: address.loadUnaligned(as: Double.self))
        case .bigInt64: return Value(makeBigInt(address.loadUnaligned(as: Int64.self)))
        case .bigUint64: return Value(makeBigInt(address.loadUnaligned(as: UInt64.self)))
        }
    }

    /// NumericToRawBytes of ToNumber or ToBigInt of a value, in the low bytes of the result.
    @inline(__always)
    func elementBits(_ value: Value, _ type: ElementType) throws(JSException) -> UInt64 {
        if value.isInt32 {
            let integer = value.asInt32
            switch type {
            case .int8, .uint8, .int16, .uint16, .int32, .uint32: return UInt64(truncatingIfNeeded: integer)
            case .uint8Clamped: return UInt64(truncatingIfNeeded: max(0, min(255, integer)))
            case .float64: return Double(integer).bitPattern
            case .float32: return UInt64(Float(integer).bitPattern)
            default: break
            }
        }
        return try elementBitsSlow(value, type)
    }

    @inline(never)
    private func elementBitsSlow(_ value: Value, _ type: ElementType) throws(JSException) -> UInt64 {
        if type.isBigInt {
            let bigint = try toBigInt(value)
            let low = UInt64(bigint.limbs.first ?? 0)
            return bigint.isNegative ? 0 &- low : low
        }
        let number = try toNumber(value)
        switch type {
        case .uint8Clamped: return UInt64(NumberMath.toUint8Clamp(number))
        case .float16: return UInt64(Float16Bits.fromDouble(number))
        case .float32: return UInt64(Float(number).bitPattern)
        case .float64: return number.bitPattern
        default: return UInt64(truncatingIfNeeded: NumberMath.toInt32(number))
        }
    }

    @inline(__always)
    func storeElement(_ address: UnsafeMutableRawPointer, _ bits: UInt64, shift: Int) {
        switch shift {
        case 0: address.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
        case 1: address.storeBytes(of: UInt16(truncatingIfNeeded: bits), as: UInt16.self)
        case 2: address.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
        default: address.storeBytes(of: bits, as: UInt64.self)
        }
    }
}
