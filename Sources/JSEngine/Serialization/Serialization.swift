/// Values to bytes and back, for hosts: messages between processes, Node's module v8.
extension VM {
    /// Serializes a value.
    /// - Parameter headroom: bytes in front of the result that are left for the caller, unset.
    /// - Throws: an Error for what cannot be cloned (`clone`: a DataCloneError); RangeError when it is nested too deeply; what getters
    ///   throw.
    public func serialize(
        _ value: Value, _ style: SerializationStyle, headroom: Int = 0
    ) throws(JSException) -> [UInt8] {
        var serializer = ValueSerializer(self, style, headroom: headroom)
        defer { serializer.release(self) }
        try serializer.write(self, value)
        return serializer.output.finish()
    }

    /// Reads a serialized value. What follows it is ignored.
    /// - Throws: an Error for bytes that are malformed; RangeError when they are nested too deeply; SyntaxError for a pattern.
    public func deserialize(_ bytes: UnsafeRawBufferPointer, _ style: SerializationStyle) throws(JSException) -> Value {
        try deserialize(bytes, style, transferred: nil, shared: nil)
    }

    func deserialize(
        _ bytes: UnsafeRawBufferPointer, _ style: SerializationStyle, transferred: Object?, shared: Object?
    ) throws(JSException) -> Value {
        heap.collectIfNeeded(for: bytes.count)
        var deserializer = ValueDeserializer(self, bytes, style)
        deserializer.transferred = transferred
        deserializer.shared = shared
        heap.paused += 1
        defer {
            heap.paused -= 1
            deserializer.release()
        }
        return try deserializer.readMessage(self)
    }
}
