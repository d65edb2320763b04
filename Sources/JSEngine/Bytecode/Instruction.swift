/// One 64-bit instruction word: `op16 A16 B16 C16` from the low bits up.
public struct Instruction: Sendable {
    public var bits: UInt64

    @inline(__always) init(bits: UInt64) { self.bits = bits }

    @inline(__always) init(_ op: Op, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
        bits = UInt64(op.rawValue) | UInt64(UInt16(truncatingIfNeeded: a)) << 16
            | UInt64(UInt16(truncatingIfNeeded: b)) << 32 | UInt64(UInt16(truncatingIfNeeded: c)) << 48
    }

    @inline(__always) init(_ op: Op, _ a: Int, wide: Int) {
        bits = UInt64(op.rawValue) | UInt64(UInt16(truncatingIfNeeded: a)) << 16
            | UInt64(UInt32(truncatingIfNeeded: wide)) << 32
    }

    @inline(__always) var op: Op { unsafeBitCast(UInt8(truncatingIfNeeded: bits), to: Op.self) }
    @inline(__always) var a: Int { Int(truncatingIfNeeded: bits >> 16) & 0xFFFF }
    @inline(__always) var b: Int { Int(truncatingIfNeeded: bits >> 32) & 0xFFFF }
    @inline(__always) var c: Int { Int(truncatingIfNeeded: bits >> 48) }
    @inline(__always) var signedA: Int { Int(Int16(truncatingIfNeeded: bits >> 16)) }
    @inline(__always) var signedB: Int { Int(Int16(truncatingIfNeeded: bits >> 32)) }
    @inline(__always) var signedC: Int { Int(Int64(bitPattern: bits) >> 48) }
    /// B and C together, signed.
    @inline(__always) var wide: Int { Int(Int64(bitPattern: bits) >> 32) }

    mutating func setC(_ value: Int) { bits = bits & 0x0000_FFFF_FFFF_FFFF | UInt64(UInt16(truncatingIfNeeded: value)) << 48 }
    mutating func setWide(_ value: Int) { bits = bits & 0xFFFF_FFFF | UInt64(UInt32(truncatingIfNeeded: value)) << 32 }
}
