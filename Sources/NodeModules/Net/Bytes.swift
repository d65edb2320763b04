import JSEngine

/// Bytes between JavaScript and the event loop.
extension NodeRuntime {
    /// A Buffer with a copy of bytes; undefined when there is no memory for it.
    func bufferValue(_ bytes: UnsafeRawBufferPointer) -> Value {
        do throws(JSException) { return Value(try makeBuffer(bytes)) } catch {
            reportUncaught()
            return .undefined
        }
    }

    func isByteArray(_ value: Value) -> Bool { vm.isUint8Array(value) }

    /// Lends the bytes of a string (in an encoding) or of a Buffer, TypedArray or DataView.
    /// - Throws: ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING, what `body` throws.
    func lendBytes(
        _ value: Value, encoding: Value, _ body: (UnsafeRawBufferPointer) throws(JSException) -> Void
    ) throws(JSException) {
        guard let string = value.string else {
            guard let bytes = vm.withBytes(value) else {
                throw codedError(
                    "ERR_INVALID_ARG_TYPE", Value(vm.string("chunk")),
                    Value(vm.makeArray(["string", "Buffer", "Uint8Array"])), value)
            }
            return try body(UnsafeRawBufferPointer(bytes))
        }
        let flat = string.flat(vm)
        let isDefault = encoding.isUndefined || isPlainEncoding(encoding)
        if isDefault && !flat.isWide && isASCII(flat) {
            return try body(UnsafeRawBufferPointer(start: flat.latin1, count: flat.length))
        }
        if !isDefault {
            let constructor = try vm.get(vm.realm.global, vm.key("Buffer"))
            let buffer = try vm.invoke(constructor, vm.key("from"), value, encoding)
            guard let bytes = vm.withBytes(buffer) else { return }
            return try body(UnsafeRawBufferPointer(bytes))
        }
        var text = flat.toSwift(vm)
        var thrown: JSException?
        text.withUTF8 { bytes in
            do throws(JSException) { try body(UnsafeRawBufferPointer(bytes)) } catch { thrown = error }
        }
        if let thrown { throw thrown }
    }

    /// `utf8`, `utf-8` and what stands for them.
    private func isPlainEncoding(_ encoding: Value) -> Bool {
        guard let name = encoding.string else { return !encoding.isObject }
        if name.isEmpty { return true }
        if name.length > 6 { return false }
        let text = name.toSwift(vm)
        return text == "utf8" || text == "utf-8" || text == "buffer" || text == "UTF-8" || text == "UTF8"
    }

    private func isASCII(_ string: JSString) -> Bool {
        let (p, count) = (UnsafeRawPointer(string.latin1), string.length)
        var i = 0
        while i + 8 <= count {
            if p.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
            i += 8
        }
        while i < count {
            if p.load(fromByteOffset: i, as: UInt8.self) >= 0x80 { return false }
            i += 1
        }
        return true
    }

    /// The bytes of a chunk, copied.
    func copyBytes(_ value: Value) throws(JSException) -> [UInt8] {
        var copy: [UInt8] = []
        try lendBytes(value, encoding: .undefined) { copy = Array($0) }
        return copy
    }
}
