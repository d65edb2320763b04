/// An ECMAScript language value in 64 bits (ECMA-262 §6.1), NaN-boxed as JavaScriptCore does:
///
/// | bits                                   | meaning                                             |
/// |----------------------------------------|-----------------------------------------------------|
/// | `0xFFFE_0000_iiii_iiii`                | a Number held as a 32-bit integer                   |
/// | `0x0002_...` up to `0xFFFC_...`        | a Number: the double's bits plus 2^49               |
/// | `0x0000_pppp_pppp_pppp`, above 15      | a cell on the heap: String, Symbol, BigInt, Object  |
/// | `0x02 0x0A 0x06 0x07`                  | null, undefined, false, true                        |
/// | `0x00`                                 | empty: an array hole or an uninitialised binding; never visible to a script |
@frozen
public struct Value: Equatable, Sendable {
    public var bits: UInt64

    @inlinable @inline(__always)
    public init(bits: UInt64) { self.bits = bits }

    @inlinable @inline(__always)
    public static func == (a: Value, b: Value) -> Bool { a.bits == b.bits }

    @usableFromInline static let int32Tag: UInt64 = 0xFFFE_0000_0000_0000
    @usableFromInline static let doubleOffset: UInt64 = 0x0002_0000_0000_0000

    @inlinable public static var empty: Value { @inline(__always) get { Value(bits: 0) } }
    @inlinable public static var null: Value { @inline(__always) get { Value(bits: 0x02) } }
    @inlinable public static var undefined: Value { @inline(__always) get { Value(bits: 0x0A) } }
    @inlinable public static var `false`: Value { @inline(__always) get { Value(bits: 0x06) } }
    @inlinable public static var `true`: Value { @inline(__always) get { Value(bits: 0x07) } }
    @inlinable public static var zero: Value { @inline(__always) get { Value(bits: 0xFFFE_0000_0000_0000) } }
    @inlinable public static var nan: Value { @inline(__always) get { Value(bits: 0x7FFA_0000_0000_0000) } }
}

// MARK: - Making values

extension Value {
    @inlinable @inline(__always)
    public init(_ bool: Bool) { bits = bool ? 0x07 : 0x06 }

    @inlinable @inline(__always)
    public init(int32: Int32) { bits = 0xFFFE_0000_0000_0000 | UInt64(UInt32(bitPattern: int32)) }

    /// A double as it is, without looking for an integer representation. The NaN must be the canonical one or one
    /// produced by arithmetic; bits read from memory that a script can write go through `init(untrustedDouble:)`.
    @inlinable @inline(__always)
    public init(rawDouble: Double) { bits = rawDouble.bitPattern &+ 0x0002_0000_0000_0000 }

    /// A Number; integers in the range of Int32 (except -0) get the integer representation.
    @inlinable @inline(__always)
    public init(_ number: Double) {
        // cvttsd2si gives 0x80000000_00000000 out of range; comparing back rejects that, fractions and NaN.
        let i = Int32(truncatingIfNeeded: number.magnitude < 2147483648.0 ? unsafe64(number) : Int64.min)
        if Double(i) == number && (i != 0 || number.sign == .plus) {
            self.init(int32: i)
        } else {
            self.init(rawDouble: number)
        }
    }

    @inlinable @inline(__always)
    public init(untrustedDouble number: Double) {
        if number != number { self = .nan } else { self.init(number) }
    }

    @inlinable @inline(__always)
    public init(_ integer: Int) {
        if let small = Int32(exactly: integer) { self.init(int32: small) } else { self.init(rawDouble: Double(integer)) }
    }

    @inlinable @inline(__always)
    public init(_ integer: UInt32) {
        if integer <= 0x7FFF_FFFF { self.init(int32: Int32(bitPattern: integer)) } else { self.init(rawDouble: Double(integer)) }
    }

    @inlinable @inline(__always)
    public init(cell: UnsafeMutableRawPointer) { bits = UInt64(UInt(bitPattern: cell)) }

    @inlinable @inline(__always)
    public init(_ object: Object) { bits = UInt64(UInt(bitPattern: object.cell)) }

    @inlinable @inline(__always)
    public init(_ string: JSString) { bits = UInt64(UInt(bitPattern: string.cell)) }

    @inlinable @inline(__always)
    public init(_ symbol: JSSymbol) { bits = UInt64(UInt(bitPattern: symbol.cell)) }

    @inlinable @inline(__always)
    public init(_ bigint: JSBigInt) { bits = UInt64(UInt(bitPattern: bigint.cell)) }
}

/// Truncates a double known to be within Int64's range.
@inlinable @inline(__always)
func unsafe64(_ number: Double) -> Int64 { number.magnitude < 9.2e18 ? Int64(number) : Int64.min }

// MARK: - Asking and reading

extension Value {
    @inlinable public var isInt32: Bool { @inline(__always) get { bits >= 0xFFFE_0000_0000_0000 } }
    @inlinable public var isNumber: Bool { @inline(__always) get { bits >= 0x0002_0000_0000_0000 } }
    @inlinable public var isDouble: Bool { @inline(__always) get { isNumber && !isInt32 } }
    @inlinable public var isCell: Bool { @inline(__always) get { bits &- 16 < 0x0001_FFFF_FFFF_FFF0 } }
    @inlinable public var isEmpty: Bool { @inline(__always) get { bits == 0 } }
    @inlinable public var isUndefined: Bool { @inline(__always) get { bits == 0x0A } }
    @inlinable public var isNull: Bool { @inline(__always) get { bits == 0x02 } }
    @inlinable public var isNullish: Bool { @inline(__always) get { bits & ~8 == 0x02 } }
    @inlinable public var isBoolean: Bool { @inline(__always) get { bits & ~1 == 0x06 } }
    @inlinable public var isTrue: Bool { @inline(__always) get { bits == 0x07 } }
    @inlinable public var isFalse: Bool { @inline(__always) get { bits == 0x06 } }

    @inlinable public var asInt32: Int32 { @inline(__always) get { Int32(truncatingIfNeeded: bits) } }
    @inlinable public var asDouble: Double {
        @inline(__always) get { Double(bitPattern: bits &- 0x0002_0000_0000_0000) }
    }
    /// The mathematical value of a Number, whichever its representation.
    @inlinable public var asNumber: Double {
        @inline(__always) get { isInt32 ? Double(asInt32) : asDouble }
    }
    @inlinable public var asCell: UnsafeMutableRawPointer {
        @inline(__always) get { UnsafeMutableRawPointer(bitPattern: UInt(bits)).unsafelyUnwrapped }
    }
    /// The kind of the cell; the value must be a cell.
    @inlinable public var cellKind: CellKind {
        @inline(__always) get { asCell.assumingMemoryBound(to: CellKind.self).pointee }
    }

    @inlinable public var isObject: Bool {
        @inline(__always) get { isCell && cellKind.isObject }
    }
    @inlinable public var isString: Bool { @inline(__always) get { isCell && cellKind == .string } }
    @inlinable public var isSymbol: Bool { @inline(__always) get { isCell && cellKind == .symbol } }
    @inlinable public var isBigInt: Bool { @inline(__always) get { isCell && cellKind == .bigint } }

    /// The object; the value must be one.
    @inlinable public var asObject: Object { @inline(__always) get { Object(cell: asCell) } }
    @inlinable public var asString: JSString { @inline(__always) get { JSString(cell: asCell) } }
    @inlinable public var asSymbol: JSSymbol { @inline(__always) get { JSSymbol(cell: asCell) } }
    @inlinable public var asBigInt: JSBigInt { @inline(__always) get { JSBigInt(cell: asCell) } }

    /// The object, or nil when the value is of another type.
    @inlinable public var object: Object? { @inline(__always) get { isObject ? asObject : nil } }
    @inlinable public var string: JSString? { @inline(__always) get { isString ? asString : nil } }

    /// The object when it is of exactly this kind.
    @inlinable @inline(__always)
    public func object(of kind: CellKind) -> Object? {
        isCell && cellKind == kind ? asObject : nil
    }

    /// IsCallable(argument) https://tc39.es/ecma262/#sec-iscallable
    @inlinable public var isCallable: Bool {
        @inline(__always) get { isCell && Cell.flags(asCell) & CellFlags.callable != 0 && isObject }
    }
    /// IsConstructor(argument) https://tc39.es/ecma262/#sec-isconstructor
    @inlinable public var isConstructor: Bool {
        @inline(__always) get { isObject && Cell.flags(asCell) & CellFlags.constructor != 0 }
    }
}
