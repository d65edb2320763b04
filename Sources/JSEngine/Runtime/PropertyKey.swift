/// A property key (ECMA-262 §6.1.7): an interned string, a symbol, or an array index.
/// A string that is the canonical text of an integer from 0 to 2^32-2 is always held as the index.
@frozen
public struct PropertyKey: Hashable, Sendable {
    /// An atom's or symbol's address; or `index << 1 | 1`; 0 for none.
    public var bits: UInt

    @inlinable @inline(__always)
    public init(bits: UInt) { self.bits = bits }
    @inlinable @inline(__always)
    public init(index: UInt32) { bits = UInt(index) << 1 | 1 }
    /// The cell must be a symbol or an atom that is not an index.
    @inlinable @inline(__always)
    public init(cell: UnsafeMutableRawPointer) { bits = UInt(bitPattern: cell) }
    @inlinable @inline(__always)
    public init(_ symbol: JSSymbol) { bits = UInt(bitPattern: symbol.cell) }

    @inlinable public static var none: PropertyKey { @inline(__always) get { PropertyKey(bits: 0) } }
    @inlinable public var isIndex: Bool { @inline(__always) get { bits & 1 != 0 } }
    @inlinable public var index: UInt32 { @inline(__always) get { UInt32(truncatingIfNeeded: bits >> 1) } }
    @inlinable public var cell: UnsafeMutableRawPointer {
        @inline(__always) get { UnsafeMutableRawPointer(bitPattern: bits).unsafelyUnwrapped }
    }
    @inlinable public var isSymbol: Bool { @inline(__always) get { !isIndex && Cell.kind(cell) == .symbol } }
    @inlinable public var isString: Bool { @inline(__always) get { isIndex || Cell.kind(cell) == .string } }
    /// Of a class's private element: skipped by proxies and by reflection.
    public var isPrivateName: Bool { isSymbol && Cell.flags(cell) & CellFlags.privateName != 0 }

    @inlinable @inline(__always)
    public static func == (a: PropertyKey, b: PropertyKey) -> Bool { a.bits == b.bits }

    /// Atoms and symbols never move, so that their address is their identity.
    @inlinable var hashBits: UInt32 {
        @inline(__always) get {
            UInt32(truncatingIfNeeded: (UInt64(bits >> 1) &* 0x9E37_79B9_7F4A_7C15) >> 32)
        }
    }
}

/// The attributes of a property (ECMA-262 §6.1.7.1) and how its value is stored.
@frozen
public struct PropertyAttributes: OptionSet, Sendable {
    public var rawValue: UInt8
    @inlinable @inline(__always)
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let writable = PropertyAttributes(rawValue: 1)
    public static let enumerable = PropertyAttributes(rawValue: 2)
    public static let configurable = PropertyAttributes(rawValue: 4)
    /// The slot holds an accessor cell.
    public static let accessor = PropertyAttributes(rawValue: 8)
    /// The slot holds the number of an initialiser to be run on first use (`Realm.materialize`).
    public static let lazy = PropertyAttributes(rawValue: 16)

    /// Of a property made by assignment.
    public static let all: PropertyAttributes = [.writable, .enumerable, .configurable]
    /// Of most builtin methods.
    public static let hidden: PropertyAttributes = [.writable, .configurable]
    public static let none: PropertyAttributes = []
}

/// Property Descriptor https://tc39.es/ecma262/#sec-property-descriptor-specification-type ; absent fields are nil.
public struct PropertyDescriptor {
    public var value: Value?
    public var getter: Value?
    public var setter: Value?
    public var writable: Bool?
    public var enumerable: Bool?
    public var configurable: Bool?

    public init(
        value: Value? = nil, getter: Value? = nil, setter: Value? = nil,
        writable: Bool? = nil, enumerable: Bool? = nil, configurable: Bool? = nil
    ) {
        self.value = value
        self.getter = getter
        self.setter = setter
        self.writable = writable
        self.enumerable = enumerable
        self.configurable = configurable
    }

    /// A complete data descriptor.
    public init(value: Value, attributes: PropertyAttributes) {
        self.value = value
        writable = attributes.contains(.writable)
        enumerable = attributes.contains(.enumerable)
        configurable = attributes.contains(.configurable)
    }

    /// A complete accessor descriptor.
    public init(getter: Value, setter: Value, attributes: PropertyAttributes) {
        self.getter = getter
        self.setter = setter
        enumerable = attributes.contains(.enumerable)
        configurable = attributes.contains(.configurable)
    }

    public var isAccessor: Bool { getter != nil || setter != nil }
    public var isData: Bool { value != nil || writable != nil }
    public var isGeneric: Bool { !isAccessor && !isData }

    /// The attributes of a complete descriptor; absent fields count as false.
    public var attributes: PropertyAttributes {
        var attributes: PropertyAttributes = []
        if writable == true { attributes.insert(.writable) }
        if enumerable == true { attributes.insert(.enumerable) }
        if configurable == true { attributes.insert(.configurable) }
        if isAccessor { attributes.insert(.accessor) }
        return attributes
    }
}
