import CSwjs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Making cells and objects. Each function writes the whole cell before it allocates anything else. A shape that no object has yet
/// is kept alive through `keptShape` while its first object is allocated.
extension VM {
    // MARK: Internal cells

    /// A storage cell of `capacity` values, all empty.
    @inline(__always)
    func allocateStorage(_ capacity: Int) -> UnsafeMutableRawPointer {
        let cell = heap.allocate(8 + capacity * 8)
        Cell.setHeader(cell, kind: .storage, word: UInt32(capacity))
        Storage.values(cell).initialize(repeating: .empty, count: capacity)
        return cell
    }

    /// A cell for `capacity` registers of a suspended frame; the caller fills it at once.
    func allocateFrame(_ capacity: Int) -> UnsafeMutableRawPointer {
        let cell = heap.allocate(8 + capacity * 8)
        Cell.setHeader(cell, kind: .frame, word: UInt32(capacity))
        return cell
    }

    @inline(__always)
    func allocateBox(_ value: Value) -> UnsafeMutableRawPointer {
        let cell = heap.allocate(16)
        Cell.setHeader(cell, kind: .box)
        Box.setValue(cell, value)
        return cell
    }

    func allocateAccessor(getter: Value, setter: Value) -> UnsafeMutableRawPointer {
        let cell = heap.allocate(24)
        Cell.setHeader(cell, kind: .accessor)
        cell.storeBytes(of: getter, toByteOffset: 8, as: Value.self)
        cell.storeBytes(of: setter, toByteOffset: 16, as: Value.self)
        return cell
    }

    // MARK: Objects

    @inline(__always)
    private func initialise(
        _ cell: UnsafeMutableRawPointer, _ kind: CellKind, _ shape: UInt32, flags: UInt8, slots: Int
    ) -> Object {
        Cell.setHeader(cell, kind: kind, flags: flags, aux: UInt16(slots), word: shape)
        cell.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
        cell.storeBytes(of: 0, toByteOffset: 16, as: UInt64.self)
        (cell + 24).assumingMemoryBound(to: Value.self).initialize(repeating: .undefined, count: slots)
        return Object(cell: cell)
    }

    /// An ordinary object of kind `object`.
    @inline(__always)
    func allocateObject(shape: ShapeReference) -> Object {
        keptShape = shape
        let inlineCapacity = Int(shape.pointee.inlineCapacity)
        return initialise(heap.allocate(24 + inlineCapacity * 8), .object, shape.pointee.id, flags: 0, slots: inlineCapacity)
    }

    func allocateGlobal(shape: ShapeReference) -> Object {
        let dictionary = shapes.dictionary(from: shape, prototype: shape.pointee.prototype)
        return initialise(heap.allocate(24), .global, dictionary.pointee.id, flags: 0, slots: 0)
    }

    /// Property slots inside of an ordinary object about which nothing is known.
    static let commonInlineCapacity = 5

    /// OrdinaryObjectCreate(%Object.prototype%)
    public func makeObject() -> Object { allocateObject(shape: realm.objectShape) }

    /// OrdinaryObjectCreate(prototype)
    /// - Parameter prototype: an object or null.
    public func makeObject(prototype: Value) -> Object {
        allocateObject(shape: shapes.root(prototype: prototype, inlineCapacity: VM.commonInlineCapacity))
    }

    /// An object of a builtin kind with internal slots (all undefined) and no own properties.
    public func makeObject(_ kind: CellKind, prototype: Value, internalSlots: Int, flags: UInt8 = 0) -> Object {
        let shape = shapes.root(prototype: prototype)
        keptShape = shape
        return initialise(heap.allocate(24 + internalSlots * 8), kind, shape.pointee.id, flags: flags, slots: internalSlots)
    }

    /// The same, with raw words behind the internal slots, all zero. When `destructible`, `Heap.finalize` is called for it.
    public func makeObject(
        _ kind: CellKind, prototype: Value, internalSlots: Int, rawWords: Int, destructible: Bool, flags: UInt8 = 0
    ) -> Object {
        let shape = shapes.root(prototype: prototype)
        keptShape = shape
        let size = 24 + (internalSlots + rawWords) * 8
        let cell = destructible ? heap.allocateDestructible(size) : heap.allocate(size)
        (cell + 24 + internalSlots * 8).initializeMemory(as: UInt64.self, repeating: 0, count: rawWords)
        return initialise(cell, kind, shape.pointee.id, flags: flags, slots: internalSlots)
    }

    /// An object with a Swift payload.
    public func makeHostObject(_ payload: HostPayload, prototype: Value, internalSlots: Int = 0) -> Object {
        let object = makeObject(
            .host, prototype: prototype, internalSlots: internalSlots, rawWords: 1, destructible: true)
        object.setRaw(0, Unmanaged.passRetained(payload).toOpaque())
        return object
    }

    /// The payload of a host object when it is of the wanted class.
    public func payload<Payload: HostPayload>(_ value: Value, as type: Payload.Type = Payload.self) -> Payload? {
        guard let object = value.object(of: .host) else { return nil }
        return HostPayload.of(object.cell) as? Payload
    }

    // MARK: Arrays

    func allocateArray(shape: ShapeReference, length: Int, capacity: Int) -> Object {
        keptShape = shape
        let elements = capacity > 0 ? allocateStorage(capacity) : nil
        let cell = heap.allocate(32)
        Cell.setHeader(cell, kind: .array, word: shape.pointee.id)
        cell.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
        cell.storeBytes(of: elements, toByteOffset: 16, as: UnsafeMutableRawPointer?.self)
        cell.storeBytes(of: UInt64(length), toByteOffset: 24, as: UInt64.self)
        return Object(cell: cell)
    }

    /// ArrayCreate(0) with room for `capacity` elements.
    public func makeArray(capacity: Int = 0) -> Object { allocateArray(shape: realm.arrayShape, length: 0, capacity: capacity) }

    /// An array of `length` holes with storage for them; for filling with `setElement`.
    func makeArray(length: Int) -> Object {
        allocateArray(shape: realm.arrayShape, length: length, capacity: length)
    }

    /// CreateArrayFromList https://tc39.es/ecma262/#sec-createarrayfromlist
    public func makeArray(_ values: UnsafeBufferPointer<Value>) -> Object {
        let array = makeArray(length: values.count)
        if let elements = array.elements {
            Storage.values(elements).update(from: values.baseAddress!, count: values.count)
        }
        return array
    }

    /// The values must be reachable from elsewhere or the native stack... a Swift array is not scanned, so it is copied with
    /// collection paused.
    public func makeArray(_ values: [Value]) -> Object {
        heap.paused += 1
        defer { heap.paused -= 1 }
        return values.withUnsafeBufferPointer { makeArray($0) }
    }

    // MARK: Functions

    private struct ThickFunction { var function: NativeFunction }

    /// A native function object; `length` and `name` are materialised on first use.
    func allocateNativeFunction(
        shape: ShapeReference, function: @escaping NativeFunction, name: Value, length: Int, constructor: Bool
    ) -> Object {
        let flags = CellFlags.callable | (constructor ? CellFlags.constructor : 0) | CellFlags.lazyProperties
        keptShape = shape
        let cell = heap.allocate(64)
        let object = initialise(cell, .nativeFunction, shape.pointee.id, flags: flags, slots: 3)
        object.setInternalSlot(0, name)
        // A reference to a global function has no context; anything that captured would need its context retained.
        let (code, context) = unsafeBitCast(ThickFunction(function: function), to: (UInt, UInt).self)
        precondition(context == 0, "swjs: a native function must not capture anything")
        object.setRaw(0, code)
        object.setRaw(1, UInt64(length) | UInt64(realm == nil ? 0 : allRealms.firstIndex { $0 === realm } ?? 0) << 32)
        return object
    }

    /// CreateBuiltinFunction https://tc39.es/ecma262/#sec-createbuiltinfunction
    /// - Parameters:
    ///   - function: a global function or a closure that captures nothing; state goes to the two data slots, which it reads by
    ///     `args.data(0)` and `args.data(1)`.
    public func makeFunction(
        _ name: PropertyKey, length: Int, constructor: Bool = false, data: Value = .undefined, data1: Value = .undefined,
        _ function: @escaping NativeFunction
    ) -> Object {
        let object = allocateNativeFunction(
            shape: realm.functionShapes.plain, function: function, name: value(of: name), length: length, constructor: constructor)
        object.setInternalSlot(1, data)
        object.setInternalSlot(2, data1)
        return object
    }

    public func makeFunction(
        _ name: StaticString, length: Int, constructor: Bool = false, data: Value = .undefined, data1: Value = .undefined,
        _ function: @escaping NativeFunction
    ) -> Object {
        let object = allocateNativeFunction(
            shape: realm.functionShapes.plain, function: function, name: Value(string(name)), length: length,
            constructor: constructor)
        object.setInternalSlot(1, data)
        object.setInternalSlot(2, data1)
        return object
    }
}

/// A builtin function: a global function, so that it is one code pointer without context.
/// - Throws: the exception in `VM.exception`.
public typealias NativeFunction = @Sendable (VM, Arguments) throws(JSException) -> Value

/// What a builtin function was called with: a view of its register window.
@frozen
public struct Arguments {
    /// R[-3] callee, R[-2] new.target (undefined for a call), R[0] this, R[1...] arguments.
    public let registers: UnsafeMutablePointer<Value>
    public let count: Int

    @inlinable @inline(__always)
    public init(registers: UnsafeMutablePointer<Value>, count: Int) {
        self.registers = registers
        self.count = count
    }

    @inlinable public var this: Value { @inline(__always) get { registers[0] } }
    /// The argument at an index from 0; undefined when it was not passed.
    @inlinable public subscript(index: Int) -> Value {
        @inline(__always) get { index < count ? registers[index + 1] : .undefined }
    }
    /// The function object itself.
    @inlinable public var callee: Object { @inline(__always) get { registers[FrameSlot(wordsBelow: 3)].asObject } }
    /// new.target: undefined when called without `new`.
    @inlinable public var newTarget: Value { @inline(__always) get { registers[FrameSlot(wordsBelow: 2)] } }
    @inlinable public var isConstruct: Bool { @inline(__always) get { !registers[FrameSlot(wordsBelow: 2)].isUndefined } }
    /// State of a function made by `VM.makeFunction`.
    @inlinable @inline(__always)
    public func data(_ index: Int) -> Value { callee.internalSlot(index + 1) }
    /// All arguments.
    public var all: UnsafeBufferPointer<Value> { UnsafeBufferPointer(start: registers + 1, count: count) }
}

extension Heap {
    /// Releases what a dead destructible cell owned.
    func finalize(_ cell: UnsafeMutableRawPointer) {
        switch Cell.kind(cell) {
        case .host:
            let pointer = Object(cell: cell).raw(0, as: UnsafeMutableRawPointer.self)
            let payload = Unmanaged<HostPayload>.fromOpaque(pointer)
            payload.takeUnretainedValue().finalize()
            payload.release()
        case .executable:
            Executable.release(cell)
        case .arrayBuffer, .sharedArrayBuffer:
            ArrayBufferLayout.finalize(cell, self)
        case .regexp:
            // The compiled program, a Swift object; null until it was compiled.
            if let program = Object(cell: cell).raw(0, as: UnsafeMutableRawPointer?.self) {
                Unmanaged<AnyObject>.fromOpaque(program).release()
            }
        default:
            break
        }
    }
}

/// Raw words of an ArrayBuffer: +0 data, +1 byteLength, +2 maxByteLength (-1 when not resizable), +3 flags (1: detached, 2: memory is not
/// owned, 4: the length stands with the memory, because buffers of other agents may grow it).
enum ArrayBufferLayout {
    static let rawWords = 4

    static func finalize(_ cell: UnsafeMutableRawPointer, _ heap: Heap) {
        let buffer = Object(cell: cell)
        if let data = buffer.raw(0, as: UnsafeMutableRawPointer?.self), buffer.raw(3, as: UInt64.self) & 2 == 0 {
            if Cell.kind(cell) == .sharedArrayBuffer { swjs_shared_bytes_release(data) } else { free(data) }
            let maximum = buffer.raw(2, as: Int.self)
            heap.externalBytes -= maximum >= 0 ? maximum : buffer.raw(1, as: Int.self)
        }
    }
}
