#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where serialized bytes are written: the memory of an array that is handed over at the end, so that nothing is copied.
struct SerializationOutput {
    /// Nobody else has the array while it is written, so that its memory stays where it is.
    private var array: [UInt8]
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count: Int
    private let headroom: Int

    /// - Parameter headroom: bytes at the front that are left for the caller.
    init(headroom: Int) {
        capacity = 256
        array = SerializationOutput.memory(capacity)
        base = array.withUnsafeMutableBytes { $0.baseAddress.unsafelyUnwrapped }
        count = headroom
        self.headroom = headroom
    }

    private static func memory(_ count: Int) -> [UInt8] { [UInt8](unsafeUninitializedCapacity: count) { $1 = count } }

    /// The offset of the next byte behind the headroom.
    var offset: Int { count - headroom }

    /// Makes room for so many bytes.
    @inline(__always)
    mutating func reserve(_ more: Int) { if count &+ more > capacity { grow(more) } }

    @inline(never)
    private mutating func grow(_ more: Int) {
        // A little more than was asked for: what ends the values around a long text.
        let larger = max(capacity * 2, count + more + 256)
        var fresh = SerializationOutput.memory(larger)
        let address = fresh.withUnsafeMutableBytes { $0.baseAddress.unsafelyUnwrapped }
        memcpy(address, base, count)
        array = fresh
        base = address
        capacity = larger
    }

    // MARK: Without a look at the room

    @inline(__always)
    mutating func putReserved(_ byte: UInt8) {
        base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    @inline(__always)
    mutating func putReserved(varint value: UInt32) {
        var rest = value
        while rest >= 0x80 {
            putReserved(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest &>>= 7
        }
        putReserved(UInt8(truncatingIfNeeded: rest))
    }

    @inline(__always)
    mutating func putReserved(_ bytes: UnsafeRawPointer, _ n: Int) {
        memcpy(base + count, bytes, n)
        count &+= n
    }

    // MARK: With it

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        reserve(1)
        putReserved(byte)
    }

    @inline(__always)
    mutating func put(varint value: UInt32) {
        reserve(5)
        putReserved(varint: value)
    }

    /// A tag and a number.
    @inline(__always)
    mutating func put(_ tag: UInt8, varint value: UInt32) {
        reserve(6)
        putReserved(tag)
        putReserved(varint: value)
    }

    @inline(__always)
    mutating func put(_ tag: UInt8, double: Double) {
        reserve(9)
        putReserved(tag)
        base.storeBytes(of: double.bitPattern.littleEndian, toByteOffset: count, as: UInt64.self)
        count &+= 8
    }

    mutating func put(_ bytes: UnsafeRawPointer?, _ n: Int) {
        guard let bytes, n > 0 else { return }
        reserve(n)
        putReserved(bytes, n)
    }

    /// What was written, behind the headroom.
    mutating func finish() -> [UInt8] {
        if count < capacity { array.removeLast(capacity - count) }
        return array
    }
}
