// Elements of typed arrays for the run loop: the common element types of arrays whose buffer cannot change its length, read and
// written without a call. The layout is that of `ByteView`.

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
    default: return .empty
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
    return false
}
