// Elements of typed arrays for the run loop: of arrays whose buffer cannot change its length; the common element types are read and
// written without a call. The layout is that of `ByteView`.

/// `array.length`, or -1 when this is not the place to say.
@inline(__always)
func fastTypedLength(_ cell: UnsafeMutableRawPointer) -> Int32 {
    let length = rawField(cell, 40, as: UInt.self)
    // A view with flags, a detached (or empty) buffer, a length that is no int32.
    guard rawField(cell, 32, as: UInt64.self) < 256, length < 1 << 31,
        rawField(rawField(cell, 24, as: UnsafeMutableRawPointer.self), 24, as: UnsafeMutableRawPointer?.self) != nil
    else { return -1 }
    return Int32(truncatingIfNeeded: length)
}

/// `array[index]`, or empty when this is not the place to say.
@inline(__always)
func fastTypedElement(_ cell: UnsafeMutableRawPointer, _ index: Int32) -> Value {
    let type = rawField(cell, 32, as: UInt64.self)
    let length = rawField(cell, 40, as: UInt.self)
    guard UInt(bitPattern: Int(index)) < length,
        let data = rawField(rawField(cell, 24, as: UnsafeMutableRawPointer.self), 24, as: UnsafeMutableRawPointer?.self)
    else { return .empty }
    let start = data + rawField(cell, 48, as: Int.self)
    switch type {
    case UInt64(ElementType.uint8.rawValue):
        return Value(int32: Int32(truncatingIfNeeded: rawField(start, Int(index), as: UInt8.self)))
    case UInt64(ElementType.int32.rawValue): return Value(int32: rawField(start, Int(index) &<< 2, as: Int32.self))
    case UInt64(ElementType.float64.rawValue):
        let number = rawField(start, Int(index) &<< 3, as: Double.self)
        return number == number ? Value(number) : .nan
    default: return otherTypedElement(start, Int(index), type)
    }
}

/// `array[index] = value`; false when this is not the place to do it.
@inline(__always)
func fastSetTypedElement(_ cell: UnsafeMutableRawPointer, _ index: Int32, _ value: Value) -> Bool {
    let type = rawField(cell, 32, as: UInt64.self)
    let length = rawField(cell, 40, as: UInt.self)
    guard UInt(bitPattern: Int(index)) < length,
        let data = rawField(rawField(cell, 24, as: UnsafeMutableRawPointer.self), 24, as: UnsafeMutableRawPointer?.self)
    else { return false }
    let start = data + rawField(cell, 48, as: Int.self)
    if value.isInt32 {
        switch type {
        case UInt64(ElementType.uint8.rawValue):
            start.storeBytes(of: UInt8(truncatingIfNeeded: value.asInt32), toByteOffset: Int(index), as: UInt8.self)
            return true
        case UInt64(ElementType.int32.rawValue):
            start.storeBytes(of: value.asInt32, toByteOffset: Int(index) &<< 2, as: Int32.self)
            return true
        default: break
        }
    }
    if value.isNumber && type == UInt64(ElementType.float64.rawValue) {
        start.storeBytes(of: value.asNumber, toByteOffset: Int(index) &<< 3, as: Double.self)
        return true
    }
    return value.isNumber && setOtherTypedElement(start, Int(index), type, value)
}

/// The same for the less common types. The type's word has flags when the buffer can change its length.
@inline(never)
private func otherTypedElement(_ start: UnsafeMutableRawPointer, _ index: Int, _ type: UInt64) -> Value {
    switch type {
    case UInt64(ElementType.uint32.rawValue):
        return Value(rawField(start, index &<< 2, as: UInt32.self))
    case UInt64(ElementType.uint16.rawValue):
        return Value(int32: Int32(truncatingIfNeeded: rawField(start, index &<< 1, as: UInt16.self)))
    case UInt64(ElementType.int16.rawValue):
        return Value(int32: Int32(truncatingIfNeeded: rawField(start, index &<< 1, as: Int16.self)))
    case UInt64(ElementType.float32.rawValue):
        return Value(untrustedDouble: Double(rawField(start, index &<< 2, as: Float.self)))
    case UInt64(ElementType.int8.rawValue):
        return Value(int32: Int32(truncatingIfNeeded: rawField(start, index, as: Int8.self)))
    case UInt64(ElementType.uint8Clamped.rawValue):
        return Value(int32: Int32(truncatingIfNeeded: rawField(start, index, as: UInt8.self)))
    default: return .empty
    }
}

@inline(never)
private func setOtherTypedElement(_ start: UnsafeMutableRawPointer, _ index: Int, _ type: UInt64, _ value: Value) -> Bool {
    switch type {
    case UInt64(ElementType.uint32.rawValue), UInt64(ElementType.int32.rawValue):
        start.storeBytes(of: integer(value), toByteOffset: index &<< 2, as: Int32.self)
    case UInt64(ElementType.uint16.rawValue), UInt64(ElementType.int16.rawValue):
        start.storeBytes(of: Int16(truncatingIfNeeded: integer(value)), toByteOffset: index &<< 1, as: Int16.self)
    case UInt64(ElementType.uint8.rawValue), UInt64(ElementType.int8.rawValue):
        start.storeBytes(of: Int8(truncatingIfNeeded: integer(value)), toByteOffset: index, as: Int8.self)
    case UInt64(ElementType.float32.rawValue):
        start.storeBytes(of: Float(value.asNumber), toByteOffset: index &<< 2, as: Float.self)
    default: return false
    }
    return true
}

/// ToInt32 of a number.
@inline(__always)
private func integer(_ value: Value) -> Int32 { value.isInt32 ? value.asInt32 : NumberMath.toInt32(value.asDouble) }
