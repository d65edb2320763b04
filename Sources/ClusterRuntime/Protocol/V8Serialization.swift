/// The part of V8's structured clone format (version 15) that internal messages consist of: what JSON has.
///
/// User messages in `advanced` channels pass by as bytes. Only one that travels with a handle lies within an internal message;
/// it may hold plain values, arrays and objects, but no references to objects that occur twice, nor dates, maps and the like.
enum V8Serialization {
    static let header: [UInt8] = [0xFF, 0x0F]

    /// Serializes a value, with the header.
    static func encode(_ value: JSON) -> [UInt8] {
        var output = header
        write(value, to: &output)
        return output
    }

    private static func write(_ value: JSON, to output: inout [UInt8]) {
        switch value {
        case .null: output.append(UInt8(ascii: "0"))
        case .bool(let value): output.append(UInt8(ascii: value ? "T" : "F"))
        case .number(let value):
            if let whole = Int32(exactly: value), !(value == 0 && value.sign == .minus) {
                output.append(UInt8(ascii: "I"))
                writeVarint(UInt64(UInt32(bitPattern: (whole << 1) ^ (whole >> 31))), to: &output)
            } else {
                output.append(UInt8(ascii: "N"))
                withUnsafeBytes(of: value.bitPattern.littleEndian) { output += $0 }
            }
        case .string(let value): write(value, to: &output)
        case .array(let items):
            output.append(UInt8(ascii: "A"))
            writeVarint(UInt64(items.count), to: &output)
            for item in items { write(item, to: &output) }
            output.append(UInt8(ascii: "$"))
            writeVarint(0, to: &output)
            writeVarint(UInt64(items.count), to: &output)
        case .object(let members):
            output.append(UInt8(ascii: "o"))
            for member in members {
                write(member.name, to: &output)
                write(member.value, to: &output)
            }
            output.append(UInt8(ascii: "{"))
            writeVarint(UInt64(members.count), to: &output)
        case .raw(let bytes):
            // The message has a header of its own.
            output += bytes.starts(with: header) ? bytes.dropFirst(header.count) : bytes[...]
        }
    }

    private static func write(_ string: String, to output: inout [UInt8]) {
        if string.utf8.allSatisfy({ $0 < 0x80 }) {
            output.append(UInt8(ascii: "\""))
            writeVarint(UInt64(string.utf8.count), to: &output)
            output += string.utf8
        } else {
            // V8 reads UTF-8 strings too, and they need no alignment.
            output.append(UInt8(ascii: "S"))
            writeVarint(UInt64(string.utf8.count), to: &output)
            output += string.utf8
        }
    }

    private static func writeVarint(_ value: UInt64, to output: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(rest))
    }

    /// The members of the object that a message is, with the ranges of their values; nil when it is no object.
    static func members(
        _ bytes: UnsafeRawBufferPointer
    ) throws(MalformedMessage) -> [(name: String, range: Range<Int>)]? {
        var reader = V8Reader(bytes, 0)
        guard bytes.count > 3, bytes[0] == 0xFF else { return nil }
        reader.offset = 2
        reader.skipPadding()
        guard reader.next() == UInt8(ascii: "o") else { return nil }
        var result: [(name: String, range: Range<Int>)] = []
        do {
            while true {
                reader.skipPadding()
                if reader.peek == UInt8(ascii: "{") { return result }
                let name: String
                switch try reader.value(depth: 0) {
                case .string(let text): name = text
                case .number(let number): name = "\(Int(number))"
                default: return nil
                }
                let start = reader.offset
                _ = try reader.value(depth: 1)
                result.append((name, start..<reader.offset))
            }
        } catch .invalid("unsupported") {
            // A user's message of a richer kind. It cannot be internal unless its first members say so.
            if result.first?.name == "cmd" { throw .invalid("a value in an internal message that is no JSON") }
            return nil
        }
    }

    /// Decodes the value in a range.
    static func decode(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) throws(MalformedMessage) -> JSON {
        var reader = V8Reader(bytes, range.lowerBound)
        return try reader.value(depth: 0)
    }
}

private struct V8Reader {
    let bytes: UnsafeRawBufferPointer
    var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, _ offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func next() -> UInt8? {
        guard offset < bytes.count else { return nil }
        offset += 1
        return bytes[offset - 1]
    }

    mutating func skipPadding() { while peek == 0 { offset += 1 } }

    mutating func varint() throws(MalformedMessage) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = next() {
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
            if shift > 56 { break }
        }
        throw .syntax("number without end")
    }

    mutating func take(_ count: UInt64) throws(MalformedMessage) -> UnsafeRawBufferPointer {
        guard count <= UInt64(bytes.count - offset) else { throw .syntax("value without end") }
        defer { offset += Int(count) }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + Int(count))])
    }

    mutating func value(depth: Int) throws(MalformedMessage) -> JSON {
        if depth > 200 { throw .syntax("nested too deeply") }
        skipPadding()
        switch next() {
        case UInt8(ascii: "0"), UInt8(ascii: "_"): return .null
        case UInt8(ascii: "T"): return .bool(true)
        case UInt8(ascii: "F"): return .bool(false)
        case UInt8(ascii: "I"):
            let raw = UInt32(truncatingIfNeeded: try varint())
            return .number(Double(Int32(bitPattern: raw >> 1) ^ -Int32(bitPattern: raw & 1)))
        case UInt8(ascii: "U"): return .number(Double(try varint()))
        case UInt8(ascii: "N"):
            let raw = try take(8).loadUnaligned(as: UInt64.self)
            return .number(Double(bitPattern: UInt64(littleEndian: raw)))
        case UInt8(ascii: "\""):
            return .string(String(String.UnicodeScalarView(try take(try varint()).map { UnicodeScalar($0) })))
        case UInt8(ascii: "S"): return .string(String(decoding: try take(try varint()), as: UTF8.self))
        case UInt8(ascii: "c"):
            let text = try take(try varint())
            let units = stride(from: 0, to: text.count - 1, by: 2).map { UInt16(text[$0]) | UInt16(text[$0 + 1]) << 8 }
            return .string(String(decoding: units, as: UTF16.self))
        case UInt8(ascii: "A"):
            let count = try varint()
            if count > UInt64(bytes.count) { throw .syntax("array without end") }
            var items: [JSON] = []
            for _ in 0..<count { items.append(try value(depth: depth + 1)) }
            skipPadding()
            guard next() == UInt8(ascii: "$"), try varint() == 0 else { throw .invalid("unsupported") }
            _ = try varint()
            return .array(items)
        case UInt8(ascii: "o"):
            var members: [JSON.Member] = []
            while true {
                skipPadding()
                if peek == UInt8(ascii: "{") { break }
                let name: String
                switch try value(depth: depth + 1) {
                case .string(let text): name = text
                case .number(let number): name = "\(Int(number))"
                default: throw .syntax("a name that is no string")
                }
                members.append(JSON.Member(name, try value(depth: depth + 1)))
            }
            offset += 1
            _ = try varint()
            return .object(members)
        case nil: throw .syntax("value without end")
        default: throw .invalid("unsupported")
        }
    }
}
