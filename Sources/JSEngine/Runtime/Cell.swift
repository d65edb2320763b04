/// What a heap cell is. The raw values are dense, so that they are the bytes in memory. The first group never reaches a script; the second are primitive values; everything from
/// `object` on is an ECMAScript Object.
@frozen
public enum CellKind: UInt8, Sendable {
    // Internal cells.
    case free = 0
    /// A counted run of values: property slots, array elements.
    case storage
    /// The registers of a suspended frame, laid out as a storage. Some may hold stale words, so that they are traced conservatively.
    case frame
    /// A counted run of bytes without values in it.
    case bytes
    /// A captured variable.
    case box
    /// The two functions of an accessor property.
    case accessor
    /// Compiled code of a function, shared by its closures.
    case executable
    /// A hash table of Map, Set and their weak forms.
    case hashTable
    /// A small fixed record of values used by builtins (capabilities, reactions, iterator records ...).
    case record

    // Primitives.
    case string
    case symbol
    case bigint

    // Objects.
    case object
    case array
    case arguments
    case mappedArguments
    case function
    case nativeFunction
    case boundFunction
    case proxy
    case error
    case booleanObject
    case numberObject
    case stringObject
    case symbolObject
    case bigintObject
    case date
    case regexp
    case map
    case set
    case weakMap
    case weakSet
    case weakRef
    case finalizationRegistry
    case promise
    case generator
    case asyncGenerator
    case arrayIterator
    case mapIterator
    case setIterator
    case stringIterator
    case regexpStringIterator
    case forInIterator
    case iteratorHelper
    case wrapForValidIterator
    case asyncFromSyncIterator
    case arrayBuffer
    case sharedArrayBuffer
    case typedArray
    case dataView
    case moduleNamespace
    /// The global object: an ordinary object whose shape is always a dictionary.
    case global
    /// An object with a Swift payload of the host: sockets, servers, processes ...
    case host

    /// The kinds from `object` on are ECMAScript objects.
    @inlinable public var isObject: Bool {
        @inline(__always) get {
            unsafeBitCast(self, to: UInt8.self) >= unsafeBitCast(CellKind.object, to: UInt8.self)
        }
    }
}

/// The bits of a cell's flag byte.
public enum CellFlags {
    // Objects.
    /// [[Extensible]] is false.
    public static let nonExtensible: UInt8 = 1 << 0
    /// Is, or was, the prototype of another object: a change of its shape invalidates inline caches.
    public static let usedAsPrototype: UInt8 = 1 << 1
    public static let callable: UInt8 = 1 << 2
    public static let constructor: UInt8 = 1 << 3
    /// Index properties may live in the shape (sparse, or not plain data): the dense fast paths must not be taken for misses.
    public static let sparse: UInt8 = 1 << 4
    /// Internal methods are not the ordinary ones, beyond what `elements` and arrays do.
    public static let exotic: UInt8 = 1 << 5
    /// Array: `length` is not writable.
    public static let lengthReadOnly: UInt8 = 1 << 6
    /// Native function: %Function.prototype.call%.
    public static let forwardsCall: UInt8 = 1 << 6
    /// Function: `length`, `name` and `prototype` have not been materialised yet.
    public static let lazyProperties: UInt8 = 1 << 7

    // Strings.
    /// UTF-16 code units; otherwise Latin-1.
    public static let wide: UInt8 = 1 << 0
    /// A concatenation that has not been flattened; or, with `forwarded`, one that has.
    public static let rope: UInt8 = 1 << 1
    public static let forwarded: UInt8 = 1 << 2
    /// Interned: the only string with this text that is a property key.
    public static let atom: UInt8 = 1 << 3
    /// The text was looked at and is not a canonical array index.
    public static let notIndex: UInt8 = 1 << 4

    // Symbols.
    public static let privateName: UInt8 = 1 << 0
    public static let registered: UInt8 = 1 << 1

    // BigInts.
    public static let negative: UInt8 = 1 << 0
}

/// The 8-byte header that starts every cell: `kind` u8, `flags` u8, `aux` u16, `word` u32.
/// `aux` counts inline slots (objects) or internal slots; `word` is the shape id (objects), the hash (strings, symbols) or
/// a count (storage, bytes, records, bigints).
public enum Cell {
    @inlinable @inline(__always)
    public static func kind(_ cell: UnsafeMutableRawPointer) -> CellKind { cell.assumingMemoryBound(to: CellKind.self).pointee }
    @inlinable @inline(__always)
    public static func flags(_ cell: UnsafeMutableRawPointer) -> UInt8 { (cell + 1).assumingMemoryBound(to: UInt8.self).pointee }
    @inlinable @inline(__always)
    public static func aux(_ cell: UnsafeMutableRawPointer) -> UInt16 { (cell + 2).assumingMemoryBound(to: UInt16.self).pointee }
    @inlinable @inline(__always)
    public static func word(_ cell: UnsafeMutableRawPointer) -> UInt32 { (cell + 4).assumingMemoryBound(to: UInt32.self).pointee }

    @inlinable @inline(__always)
    public static func setFlags(_ cell: UnsafeMutableRawPointer, _ flags: UInt8) {
        cell.storeBytes(of: flags, toByteOffset: 1, as: UInt8.self)
    }
    @inlinable @inline(__always)
    public static func setWord(_ cell: UnsafeMutableRawPointer, _ word: UInt32) {
        cell.storeBytes(of: word, toByteOffset: 4, as: UInt32.self)
    }
    @inlinable @inline(__always)
    public static func setHeader(
        _ cell: UnsafeMutableRawPointer, kind: CellKind, flags: UInt8 = 0, aux: UInt16 = 0, word: UInt32 = 0
    ) {
        let header = UInt64(kind.rawValue) | UInt64(flags) << 8 | UInt64(aux) << 16 | UInt64(word) << 32
        cell.storeBytes(of: header, as: UInt64.self)
    }
}

/// A cell of kind `storage`: `word` values follow the header.
public enum Storage {
    @inlinable @inline(__always)
    public static func values(_ cell: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Value> {
        (cell + 8).assumingMemoryBound(to: Value.self)
    }
    @inlinable @inline(__always)
    public static func capacity(_ cell: UnsafeMutableRawPointer) -> Int { Int(Cell.word(cell)) }
}

/// A captured variable: one value behind the header.
public enum Box {
    @inlinable @inline(__always)
    public static func value(_ cell: UnsafeMutableRawPointer) -> Value { (cell + 8).assumingMemoryBound(to: Value.self).pointee }
    @inlinable @inline(__always)
    public static func setValue(_ cell: UnsafeMutableRawPointer, _ value: Value) {
        cell.storeBytes(of: value, toByteOffset: 8, as: Value.self)
    }
}

/// The getter and setter of an accessor property; each an object or undefined.
public enum AccessorPair {
    @inlinable @inline(__always)
    public static func getter(_ cell: UnsafeMutableRawPointer) -> Value { cell.load(fromByteOffset: 8, as: Value.self) }
    @inlinable @inline(__always)
    public static func setter(_ cell: UnsafeMutableRawPointer) -> Value { cell.load(fromByteOffset: 16, as: Value.self) }
}
