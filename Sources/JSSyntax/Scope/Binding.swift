public enum BindingKind: UInt8, Sendable, BitwiseCopyable {
    case `var`
    case `let`
    case const
    /// A class declaration (behaves as `let`), or the immutable name inside a class (`isImmutableInner`).
    case `class`
    /// A function declaration; at the top of a function or script it behaves as `var`, in a block as `let` without TDZ.
    case function
    case parameter
    case `import`
    case catchParameter
    /// The name of a named function expression, inside it. Assignments are ignored (sloppy) or throw (strict).
    case functionName
    /// The implicit `arguments` object.
    case arguments
    /// `#x` in a class scope.
    case privateName
}

/// What a private name stands for.
public enum PrivateNameKind: UInt8, Sendable, BitwiseCopyable { case none, field, method, getter, setter, accessor }

public struct BindingData {
    var name: Name
    var kind: BindingKind
    var privateKind: PrivateNameKind
    var isCaptured: Bool
    var isAssigned: Bool
    var needsTDZ: Bool
    var isStatic: Bool
    var isImmutableInner: Bool
    var isExported: Bool
    var isSimpleCatch: Bool
    var isReferenced: Bool
    /// Neither async nor generator.
    var isPlainFunction: Bool
    var start: UInt32
    var initializedAt: UInt32
    var index: UInt32
    var slot: Int32
    /// Of the scope.
    var depth: UInt32
    /// Offset of the last `var` with this name; 0: none.
    var lastVar: UInt32
    /// The same name in the next open scope outwards.
    var outer: UnsafeMutablePointer<BindingData>?
    unowned(unsafe) var scope: Scope
}

/// A declared variable. One pointer, no reference counting, valid while its `AST` lives.
@frozen public struct Binding: Hashable, BitwiseCopyable {
    @usableFromInline let data: UnsafeMutablePointer<BindingData>

    init(_ data: UnsafeMutablePointer<BindingData>) { self.data = data }

    public static func == (a: Binding, b: Binding) -> Bool { a.data == b.data }
    public func hash(into hasher: inout Hasher) { hasher.combine(data) }

    public var name: Name { data.pointee.name }
    public var kind: BindingKind { data.pointee.kind }
    /// The scope that holds it.
    public var scope: Scope { data.pointee.scope }
    /// Position in `scope.bindings`.
    public var index: Int { Int(data.pointee.index) }
    /// Offset of the name in its (first) declaration.
    public var start: UInt32 { data.pointee.start }
    /// Some reference stands in an inner function, or a direct eval or `with` may reach it by name: it must live in a
    /// heap environment.
    public var isCaptured: Bool { data.pointee.isCaptured }
    /// Assigned other than by its declaration's initializer (for parameters: anywhere).
    public var isAssigned: Bool { data.pointee.isAssigned }
    /// Something may read it before it is initialised: it must start as the TDZ marker. False: no check anywhere.
    public var needsTDZ: Bool { data.pointee.needsTDZ }
    /// There is at least one reference to it (or a direct eval that may make one).
    public var isReferenced: Bool { data.pointee.isReferenced }
    /// Private names: what they are, and whether static.
    public var privateKind: PrivateNameKind { data.pointee.privateKind }
    public var isStatic: Bool { data.pointee.isStatic }
    /// The immutable name of a class inside it.
    public var isImmutableInner: Bool { data.pointee.isImmutableInner }
    /// Module bindings that are exported (the compiler may need a cell for them).
    public var isExported: Bool { data.pointee.isExported }
    /// `let`, `const`, `class`: has a temporal dead zone.
    public var isLexical: Bool { kind == .let || kind == .const || kind == .class }
    /// Assignment throws TypeError (`const`, imports, inner class names; for `functionName` only in strict code).
    public var isImmutable: Bool { kind == .const || kind == .import || isImmutableInner || kind == .functionName }
    /// Free for the compiler: a register or environment slot. The parser leaves -1.
    public var slot: Int32 {
        get { data.pointee.slot }
        nonmutating set { data.pointee.slot = newValue }
    }
}
