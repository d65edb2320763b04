/// A view of an object cell:
///
///     +0  header (kind, flags, number of inline or internal slots, shape id)
///     +8  out-of-line property slots (a storage cell) or null
///     +16 elements: dense index properties (a storage cell) or null
///     +24 inline property slots (kind `object`) or internal slots (other kinds), then raw fields of the kind
///
/// Internal methods are functions of the VM (`ObjectOperations`); this view only knows the layout.
@frozen
public struct Object: Equatable, Hashable, Sendable {
    public nonisolated(unsafe) let cell: UnsafeMutableRawPointer

    @inlinable @inline(__always)
    public init(cell: UnsafeMutableRawPointer) { self.cell = cell }

    public static let slotsEnd = 24

    @inlinable public var kind: CellKind { @inline(__always) get { Cell.kind(cell) } }
    @inlinable public var flags: UInt8 {
        @inline(__always) get { Cell.flags(cell) }
        @inline(__always) nonmutating set { Cell.setFlags(cell, newValue) }
    }
    @inlinable public var shapeID: UInt32 {
        @inline(__always) get { Cell.word(cell) }
        @inline(__always) nonmutating set { Cell.setWord(cell, newValue) }
    }
    @inlinable public func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

    /// Property slots inside of the cell.
    @inlinable var inlineCapacity: Int {
        @inline(__always) get { kind == .object ? Int(Cell.aux(cell)) : 0 }
    }

    @inlinable var slots: UnsafeMutableRawPointer? {
        @inline(__always) get { cell.load(fromByteOffset: 8, as: UnsafeMutableRawPointer?.self) }
        @inline(__always) nonmutating set { cell.storeBytes(of: newValue, toByteOffset: 8, as: UnsafeMutableRawPointer?.self) }
    }
    @inlinable var elements: UnsafeMutableRawPointer? {
        @inline(__always) get { cell.load(fromByteOffset: 16, as: UnsafeMutableRawPointer?.self) }
        @inline(__always) nonmutating set { cell.storeBytes(of: newValue, toByteOffset: 16, as: UnsafeMutableRawPointer?.self) }
    }

    /// Where the value of a property slot is.
    @inlinable @inline(__always)
    func slotAddress(_ index: Int) -> UnsafeMutablePointer<Value> {
        let inline = inlineCapacity
        if index < inline { return (cell + 24 + index * 8).assumingMemoryBound(to: Value.self) }
        return Storage.values(slots.unsafelyUnwrapped) + (index - inline)
    }

    /// Internal slot of a builtin object, counted from 0. Builtins document theirs beside their constructor.
    @inlinable @inline(__always)
    public func internalSlot(_ index: Int) -> Value { cell.load(fromByteOffset: 24 + index * 8, as: Value.self) }
    @inlinable @inline(__always)
    public func setInternalSlot(_ index: Int, _ value: Value) {
        cell.storeBytes(of: value, toByteOffset: 24 + index * 8, as: Value.self)
    }
    /// Offset of the raw (untraced) fields of the kind.
    @inlinable var rawOffset: Int { @inline(__always) get { 24 + Int(Cell.aux(cell)) * 8 } }
    @inlinable @inline(__always)
    func raw<T>(_ index: Int, as type: T.Type = T.self) -> T { cell.load(fromByteOffset: rawOffset + index * 8, as: T.self) }
    @inlinable @inline(__always)
    func setRaw<T>(_ index: Int, _ value: T) { cell.storeBytes(of: value, toByteOffset: rawOffset + index * 8, as: T.self) }

    /// Array only: the value of `length`.
    @inlinable var arrayLength: UInt32 {
        @inline(__always) get { cell.load(fromByteOffset: 24, as: UInt32.self) }
        @inline(__always) nonmutating set { cell.storeBytes(of: UInt64(newValue), toByteOffset: 24, as: UInt64.self) }
    }
    /// Index properties for which there is room in `elements`.
    @inlinable var elementCapacity: Int {
        @inline(__always) get { if let elements { Storage.capacity(elements) } else { 0 } }
    }
}

/// A symbol cell: its description follows the header.
@frozen
public struct JSSymbol: Equatable, Hashable, Sendable {
    public nonisolated(unsafe) let cell: UnsafeMutableRawPointer
    @inlinable @inline(__always)
    public init(cell: UnsafeMutableRawPointer) { self.cell = cell }
    /// A string or undefined.
    public var description: Value { cell.load(fromByteOffset: 8, as: Value.self) }
    public var key: PropertyKey { PropertyKey(cell: cell) }
}

/// A BigInt cell: limbs of 64 bits, least significant first, no leading zero limb; the sign is a flag. `word` is their number with
/// the top bit set, so that it is no shape id.
@frozen
public struct JSBigInt: Equatable, Hashable, Sendable {
    public nonisolated(unsafe) let cell: UnsafeMutableRawPointer
    @inlinable @inline(__always)
    public init(cell: UnsafeMutableRawPointer) { self.cell = cell }
    public var isNegative: Bool { Cell.flags(cell) & CellFlags.negative != 0 }
    public var limbs: UnsafeMutableBufferPointer<UInt> {
        UnsafeMutableBufferPointer(
            start: (cell + 8).assumingMemoryBound(to: UInt.self), count: Int(Cell.word(cell) & 0x7FFF_FFFF))
    }
}

/// The Swift side of a host object: a socket, a server, a process. Subclass it; hold values in stored properties and
/// report them in `trace`. The object owns its payload; when the object is collected, `finalize` runs and the payload is released.
open class HostPayload {
    public init() {}
    /// Marks every value that this payload refers to. Must not allocate on the JavaScript heap.
    open func trace(_ heap: Heap) {}
    /// The object is being collected. Must not touch any JavaScript value.
    open func finalize() {}

    static func of(_ cell: UnsafeMutableRawPointer) -> HostPayload {
        let pointer = Object(cell: cell).raw(0, as: UnsafeMutableRawPointer.self)
        return Unmanaged<HostPayload>.fromOpaque(pointer).takeUnretainedValue()
    }
}
