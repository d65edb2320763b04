// Operand fields of an instruction word, for the run loop. Transparent: they cost nothing to compile or to run.

@_transparent func opA(_ i: UInt64) -> Int { Int(truncatingIfNeeded: (i &>> 16) & 0xFFFF) }
@_transparent func opB(_ i: UInt64) -> Int { Int(truncatingIfNeeded: (i &>> 32) & 0xFFFF) }
@_transparent func opC(_ i: UInt64) -> Int { Int(truncatingIfNeeded: i &>> 48) }
@_transparent func opSignedB(_ i: UInt64) -> Int32 { Int32(Int16(truncatingIfNeeded: i &>> 32)) }
@_transparent func opSignedC(_ i: UInt64) -> Int32 { Int32(Int16(truncatingIfNeeded: i &>> 48)) }
@_transparent func opJumpC(_ i: UInt64) -> Int { Int(truncatingIfNeeded: Int64(bitPattern: i) &>> 48) }
@_transparent func opWide(_ i: UInt64) -> Int { Int(truncatingIfNeeded: Int64(bitPattern: i) &>> 32) }

/// Both values are int32: one `and`, one comparison.
@_transparent func bothInt32(_ a: Value, _ b: Value) -> Bool { a.bits & b.bits >= 0xFFFE_0000_0000_0000 }
@_transparent func bothNumbers(_ a: Value, _ b: Value) -> Bool { a.isNumber && b.isNumber }

/// A field of a cell. The standard library's `load(fromByteOffset:as:)` is not inlined into a function as large as the run loop.
@_transparent
func rawField<T>(_ cell: UnsafeMutableRawPointer, _ offset: Int, as type: T.Type) -> T {
    (cell + offset).assumingMemoryBound(to: T.self).pointee
}

/// `frame + size > limit`, as one comparison.
@_transparent
func exceeds(_ frame: Frame.Registers, _ size: Int, _ limit: Frame.Registers) -> Bool {
    UInt(bitPattern: frame) &+ UInt(bitPattern: size &* 8) > UInt(bitPattern: limit)
}
