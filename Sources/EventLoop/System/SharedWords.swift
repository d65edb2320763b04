internal import CSwjs

/// Words in memory that two processes share; of two that try to change one, one succeeds.
public final class SharedWords {
    public let count: Int
    private let memory: UnsafeMutableRawPointer

    /// Makes such memory.
    /// - Returns: nil when the system has none to give; otherwise also the descriptor by which another process finds it, the
    ///   caller's to close.
    public static func make(count: Int) -> (words: SharedWords, descriptor: Int32)? {
        let descriptor = swjs_shared_memory(count * 4)
        guard descriptor >= 0 else { return nil }
        guard let words = SharedWords(descriptor: descriptor, count: count) else {
            Descriptors.close(descriptor)
            return nil
        }
        return (words, descriptor)
    }

    /// Finds the memory that another process made; the descriptor stays the caller's.
    public init?(descriptor: Int32, count: Int) {
        guard let memory = swjs_map_shared(descriptor, count * 4) else { return nil }
        self.memory = memory
        self.count = count
    }

    deinit { swjs_unmap_shared(memory, count * 4) }

    public func store(_ value: UInt32, at index: Int) {
        precondition(index >= 0 && index < count)
        swjs_shared_store(memory, index, value)
    }

    /// Reads a word; what this process stored before is seen by the others already.
    public func load(at index: Int) -> UInt32 {
        precondition(index >= 0 && index < count)
        return swjs_shared_load(memory, index)
    }

    /// Replaces `expected` by `desired`; false when the word was another.
    public func exchange(at index: Int, _ expected: UInt32, for desired: UInt32) -> Bool {
        precondition(index >= 0 && index < count)
        return swjs_shared_exchange(memory, index, expected, desired) != 0
    }
}

/// Tells a process from others that there is something to see in memory that it shares with them.
public enum Doorbell {
    /// A descriptor that becomes readable when it is rung, the caller's to close; nil where the system has none.
    public static func make() -> Int32? {
        let descriptor = swjs_doorbell()
        return descriptor >= 0 ? descriptor : nil
    }
    public static func ring(_ descriptor: Int32) { swjs_doorbell_ring(descriptor) }
    /// Makes the descriptor unreadable again.
    public static func silence(_ descriptor: Int32) { swjs_doorbell_silence(descriptor) }
}

extension System {
    /// Lets malloc keep some megabytes of freed memory for buffers that come and go. To be called at the start.
    public static func keepFreedMemory() { swjs_keep_freed_memory() }
}
