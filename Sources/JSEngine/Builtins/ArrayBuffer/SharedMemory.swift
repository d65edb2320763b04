import CSwjs

/// The memory of a SharedArrayBuffer, to be handed to a VM of another thread: a Shared Data Block.
/// https://tc39.es/ecma262/#sec-memory-model
public final class SharedMemory: Sendable {
    /// Null for a buffer that is and stays empty.
    fileprivate nonisolated(unsafe) let bytes: UnsafeMutableRawPointer?
    /// The length of a buffer that cannot grow.
    fileprivate let byteLength: Int
    /// -1 for a buffer that cannot grow.
    fileprivate let maximum: Int

    fileprivate init(_ buffer: BufferView) {
        bytes = buffer.data
        byteLength = buffer.byteLength
        maximum = buffer.maxByteLength
        if let bytes { swjs_shared_bytes_retain(bytes) }
    }

    deinit { if let bytes { swjs_shared_bytes_release(bytes) } }
}

extension VM {
    /// The memory of a SharedArrayBuffer; nil for another object.
    public func sharedMemory(of object: Object) -> SharedMemory? {
        object.kind == .sharedArrayBuffer ? SharedMemory(BufferView(object: object)) : nil
    }

    /// A SharedArrayBuffer on memory that other buffers have too.
    public func makeSharedArrayBuffer(_ memory: SharedMemory) -> Object {
        if let bytes = memory.bytes { swjs_shared_bytes_retain(bytes) }
        return adoptBuffer(
            .sharedArrayBuffer, prototype: realm[.sharedArrayBufferPrototype], data: memory.bytes, byteLength: memory.byteLength,
            maximum: memory.maximum)
    }
}
