import CSwjs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An ArrayBuffer or SharedArrayBuffer: no internal slots, the raw words of `ArrayBufferLayout`.
struct BufferView {
    let object: Object
    static let limit = 1 << 33

    /// Null for an empty or detached buffer.
    var data: UnsafeMutableRawPointer? {
        get { object.cell.load(fromByteOffset: 24, as: UnsafeMutableRawPointer?.self) }
        nonmutating set { object.cell.storeBytes(of: newValue, toByteOffset: 24, as: UnsafeMutableRawPointer?.self) }
    }
    var byteLength: Int {
        get { flags & 4 == 0 ? object.cell.load(fromByteOffset: 32, as: Int.self) : swjs_shared_bytes_length(data) }
        nonmutating set { object.cell.storeBytes(of: newValue, toByteOffset: 32, as: Int.self) }
    }
    /// -1 for a buffer of fixed length.
    var maxByteLength: Int { object.cell.load(fromByteOffset: 40, as: Int.self) }
    var flags: UInt64 {
        get { object.cell.load(fromByteOffset: 48, as: UInt64.self) }
        nonmutating set { object.cell.storeBytes(of: newValue, toByteOffset: 48, as: UInt64.self) }
    }
    var isDetached: Bool { flags & 1 != 0 }
    var isShared: Bool { object.kind == .sharedArrayBuffer }
    var isResizable: Bool { maxByteLength >= 0 }
}

extension Value {
    /// The buffer when it is an ArrayBuffer or SharedArrayBuffer.
    var buffer: BufferView? {
        guard isCell, cellKind == .arrayBuffer || cellKind == .sharedArrayBuffer else { return nil }
        return BufferView(object: asObject)
    }
}

extension VM {
    /// AllocateArrayBuffer(constructor, byteLength [, maxByteLength]) https://tc39.es/ecma262/#sec-allocatearraybuffer
    /// - Parameter maximum: -1 for a buffer of fixed length.
    /// - Throws: RangeError when there is no memory for it.
    func allocateBuffer(
        _ kind: CellKind, prototype: Value, byteLength: Int, maximum: Int = -1
    ) throws(JSException) -> Object {
        let room = max(byteLength, maximum)
        var data: UnsafeMutableRawPointer?
        if room > 0 {
            if room <= BufferView.limit {
                data = kind == .sharedArrayBuffer ? swjs_shared_bytes_create(byteLength, room) : calloc(room, 1)
            }
            if data == nil { throw rangeError("Array buffer allocation failed") }
        }
        return adoptBuffer(kind, prototype: prototype, data: data, byteLength: byteLength, maximum: maximum)
    }

    /// A buffer that owns `data` (from malloc, or a reference of shared bytes) from now on.
    func adoptBuffer(
        _ kind: CellKind, prototype: Value, data: UnsafeMutableRawPointer?, byteLength: Int, maximum: Int = -1
    ) -> Object {
        let object = makeObject(
            kind, prototype: prototype, internalSlots: 0, rawWords: ArrayBufferLayout.rawWords, destructible: true)
        object.setRaw(0, data)
        object.setRaw(1, byteLength)
        object.setRaw(2, maximum)
        if data != nil && maximum >= 0 && kind == .sharedArrayBuffer { object.setRaw(3, UInt64(4)) }
        if data != nil { heap.reportExternal(max(byteLength, maximum)) }
        return object
    }

    /// DetachArrayBuffer(arrayBuffer), giving its memory back. https://tc39.es/ecma262/#sec-detacharraybuffer
    public func detachArrayBuffer(_ object: Object) {
        let buffer = BufferView(object: object)
        if buffer.isDetached { return }
        if let data = buffer.data, buffer.flags & 2 == 0 {
            free(data)
            heap.reportExternal(-max(buffer.byteLength, buffer.maxByteLength))
        }
        forget(buffer)
    }

    private func forget(_ buffer: BufferView) {
        buffer.data = nil
        buffer.byteLength = 0
        if buffer.maxByteLength > 0 { buffer.object.setRaw(2, 0) }
        buffer.flags |= 1
    }

    /// ArrayBufferCopyAndDetach https://tc39.es/ecma262/#sec-arraybuffercopyanddetach : the memory moves when it fits.
    func transferBuffer(_ object: Object, byteLength: Int, maximum: Int) throws(JSException) -> Object {
        let old = BufferView(object: object)
        let prototype = realm[.arrayBufferPrototype]
        let owns = old.flags & 2 == 0
        if owns && max(old.byteLength, old.maxByteLength) == max(byteLength, maximum) {
            let (data, oldLength) = (old.data, old.byteLength)
            if let data, byteLength < oldLength { memset(data + byteLength, 0, oldLength - byteLength) }
            heap.reportExternal(data == nil ? 0 : -max(byteLength, maximum))
            forget(old)
            return adoptBuffer(.arrayBuffer, prototype: prototype, data: data, byteLength: byteLength, maximum: maximum)
        }
        let fresh = try allocateBuffer(.arrayBuffer, prototype: prototype, byteLength: byteLength, maximum: maximum)
        let count = min(byteLength, old.byteLength)
        if count > 0 { memcpy(BufferView(object: fresh).data!, old.data!, count) }
        detachArrayBuffer(object)
        return fresh
    }

    // MARK: For hosts

    /// A new ArrayBuffer of zeros.
    /// - Throws: RangeError when there is no memory for it.
    public func makeArrayBuffer(_ byteCount: Int) throws(JSException) -> Object {
        try allocateBuffer(.arrayBuffer, prototype: realm[.arrayBufferPrototype], byteLength: byteCount)
    }

    /// A new ArrayBuffer whose bytes are not set to zero: all must be written before a script sees it.
    /// - Throws: RangeError when there is no memory for it.
    public func makeUninitialisedArrayBuffer(_ byteCount: Int) throws(JSException) -> Object {
        let data = byteCount > 0 ? malloc(byteCount) : nil
        if byteCount > BufferView.limit || byteCount > 0 && data == nil {
            free(data)
            throw rangeError("Array buffer allocation failed")
        }
        return adoptBuffer(.arrayBuffer, prototype: realm[.arrayBufferPrototype], data: data, byteLength: byteCount)
    }

    /// A new ArrayBuffer that takes over memory from `malloc`, without copying.
    public func makeArrayBuffer(adopting data: UnsafeMutableRawPointer, byteCount: Int) -> Object {
        adoptBuffer(.arrayBuffer, prototype: realm[.arrayBufferPrototype], data: data, byteLength: byteCount)
    }

    /// The bytes of a typed array, DataView, ArrayBuffer or SharedArrayBuffer; nil for other values, an empty range when detached.
    /// Valid until script runs that may resize, detach or drop it.
    public func withBytes(_ value: Value) -> UnsafeMutableRawBufferPointer? {
        if let buffer = value.buffer { return UnsafeMutableRawBufferPointer(start: buffer.data, count: buffer.byteLength) }
        guard value.isCell, value.cellKind == .typedArray || value.cellKind == .dataView else { return nil }
        let view = ByteView(object: value.asObject)
        let count = view.isOutOfBounds ? 0 : view.byteLength
        return UnsafeMutableRawBufferPointer(start: count == 0 ? nil : view.address, count: count)
    }

    /// The buffer of a typed array or DataView with the view's offset in it, or nil for other values.
    public func viewDetails(_ value: Value) -> (buffer: Object, byteOffset: Int, byteLength: Int)? {
        guard value.isCell, value.cellKind == .typedArray || value.cellKind == .dataView else { return nil }
        let view = ByteView(object: value.asObject)
        return (view.buffer.object, view.byteOffset, view.isOutOfBounds ? 0 : view.byteLength)
    }
}
