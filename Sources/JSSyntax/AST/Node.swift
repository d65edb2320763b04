/// The common head of every AST node: what it is and where it stands in the source.
@frozen public struct NodeHeader {
    public var kind: NodeKind
    public var flags: NodeFlags
    /// Offset of the first code unit.
    public var start: UInt32
    /// Offset one past the last code unit.
    public var end: UInt32

    @inlinable public init(_ kind: NodeKind, _ start: UInt32, _ end: UInt32, _ flags: NodeFlags = []) {
        self.kind = kind
        self.flags = flags
        self.start = start
        self.end = end
    }
}

@frozen public struct NodeFlags: OptionSet, Sendable {
    public var rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The expression stood in parentheses: `(f) = function () {}` names nothing, `(a, b)` is no argument list.
    public static let parenthesized = NodeFlags(rawValue: 1)
    /// A string literal holds an escape (so it is no directive), an identifier was written with one.
    public static let hasEscape = NodeFlags(rawValue: 2)
    /// A string literal holds a legacy octal escape or `\8`, `\9`; a number is a legacy octal-like literal.
    public static let legacyOctal = NodeFlags(rawValue: 4)
    /// An array or object literal had a comma after its last element.
    public static let trailingComma = NodeFlags(rawValue: 8)
}

/// A layout of nodes in the arena: a plain struct without reference counts, whose first field is the header.
public protocol NodeLayout: BitwiseCopyable {
    var header: NodeHeader { get set }
    /// Whether nodes of this kind have this layout.
    static func accepts(_ kind: NodeKind) -> Bool
}

extension NodeLayout {
    @inlinable public var kind: NodeKind { header.kind }
    @inlinable public var start: UInt32 { header.start }
    @inlinable public var end: UInt32 { header.end }
    @inlinable public var flags: NodeFlags { header.flags }
    @inlinable public var isParenthesized: Bool { header.flags.contains(.parenthesized) }
}

/// A reference to a node. It is one pointer, costs no reference counting, and is valid while its `AST` lives.
@frozen public struct Node: Hashable {
    public let address: UnsafeMutableRawPointer

    @inlinable public init(_ address: UnsafeMutableRawPointer) { self.address = address }

    @inlinable public var header: NodeHeader {
        get { address.assumingMemoryBound(to: NodeHeader.self).pointee }
        nonmutating set { address.assumingMemoryBound(to: NodeHeader.self).pointee = newValue }
    }
    @inlinable public var kind: NodeKind { address.assumingMemoryBound(to: NodeHeader.self).pointee.kind }
    @inlinable public var start: UInt32 { address.assumingMemoryBound(to: NodeHeader.self).pointee.start }
    @inlinable public var end: UInt32 { address.assumingMemoryBound(to: NodeHeader.self).pointee.end }
    @inlinable public var flags: NodeFlags { address.assumingMemoryBound(to: NodeHeader.self).pointee.flags }
    @inlinable public var isParenthesized: Bool { flags.contains(.parenthesized) }

    /// The fields of the node, as a value. `T` must be the layout that belongs to `kind` (checked in debug builds).
    @inlinable public func `as`<T: NodeLayout>(_ type: T.Type) -> T {
        assert(T.accepts(kind), "a \(kind) was read as \(T.self)")
        return address.assumingMemoryBound(to: T.self).pointee
    }

    /// The node's fields in place; only the parser writes them.
    @inlinable public func pointer<T: NodeLayout>(_ type: T.Type) -> UnsafeMutablePointer<T> {
        assert(T.accepts(kind), "a \(kind) was read as \(T.self)")
        return address.assumingMemoryBound(to: T.self)
    }
}

/// Children in source order, stored in the arena.
@frozen public struct NodeList: RandomAccessCollection, BitwiseCopyable {
    @usableFromInline let base: UnsafeMutablePointer<Node>?
    @usableFromInline let length: Int32

    @inlinable public init() {
        base = nil
        length = 0
    }
    @inlinable init(base: UnsafeMutablePointer<Node>?, count: Int) {
        self.base = base
        length = Int32(truncatingIfNeeded: count)
    }
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { Int(length) }
    @inlinable public var count: Int { Int(length) }
    @inlinable public subscript(index: Int) -> Node {
        get {
            assert(index >= 0 && index < Int(length))
            return base.unsafelyUnwrapped[index]
        }
        nonmutating set { base.unsafelyUnwrapped[index] = newValue }
    }
}
extension Node: BitwiseCopyable {}
extension NodeHeader: BitwiseCopyable {}
extension NodeFlags: BitwiseCopyable {}
