/// Why a text is not JSON.
public struct JSONError: Error, Equatable, Sendable {
    /// Where, in bytes from the start.
    public let offset: Int
    public let reason: String
}

/// A strict JSON parser over bytes (RFC 8259), with a limit to nesting.
struct JSONParser {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0
    private static let maximumDepth = 200

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Parses a whole text.
    static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSON {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        try parser.end()
        return value
    }

    /// The members of the object that the text is, with the byte ranges of their values; checks the whole text.
    static func members(
        _ bytes: UnsafeRawBufferPointer
    ) throws(JSONError) -> [(name: String, range: Range<Int>)] {
        var parser = JSONParser(bytes)
        var result: [(name: String, range: Range<Int>)] = []
        try parser.object { (parser, name) throws(JSONError) in
            parser.skipSpace()
            let start = parser.offset
            try parser.skip(depth: 1)
            result.append((name, start..<parser.offset))
        }
        try parser.end()
        return result
    }

    private mutating func end() throws(JSONError) {
        skipSpace()
        if offset != bytes.count { throw fail("text after the value") }
    }

    private func fail(_ reason: String) -> JSONError { JSONError(offset: offset, reason: reason) }

    @inline(__always) private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    @inline(__always) private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        if current != byte { throw fail("expected \(Character(UnicodeScalar(byte)))") }
        offset += 1
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        if depth > JSONParser.maximumDepth { throw fail("nested too deeply") }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"):
            var members: [JSON.Member] = []
            try object { (parser, name) throws(JSONError) in
                members.append(JSON.Member(name, try parser.value(depth: depth + 1)))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var items: [JSON] = []
            try array { (parser) throws(JSONError) in items.append(try parser.value(depth: depth + 1)) }
            return .array(items)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    /// Checks a value without building it.
    private mutating func skip(depth: Int) throws(JSONError) {
        if depth > JSONParser.maximumDepth { throw fail("nested too deeply") }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): try object { (parser, _) throws(JSONError) in try parser.skip(depth: depth + 1) }
        case UInt8(ascii: "["): try array { (parser) throws(JSONError) in try parser.skip(depth: depth + 1) }
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "t"): _ = try literal("true", .null)
        case UInt8(ascii: "f"): _ = try literal("false", .null)
        case UInt8(ascii: "n"): _ = try literal("null", .null)
        default: _ = try number()
        }
    }

    private mutating func object(
        _ member: (inout JSONParser, String) throws(JSONError) -> Void
    ) throws(JSONError) {
        skipSpace()
        try expect(UInt8(ascii: "{"))
        skipSpace()
        if current == UInt8(ascii: "}") { offset += 1; return }
        while true {
            skipSpace()
            let name = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            try member(&self, name)
            skipSpace()
            if current == UInt8(ascii: ",") { offset += 1; continue }
            return try expect(UInt8(ascii: "}"))
        }
    }

    private mutating func array(_ item: (inout JSONParser) throws(JSONError) -> Void) throws(JSONError) {
        try expect(UInt8(ascii: "["))
        skipSpace()
        if current == UInt8(ascii: "]") { offset += 1; return }
        while true {
            try item(&self)
            skipSpace()
            if current == UInt8(ascii: ",") { offset += 1; continue }
            return try expect(UInt8(ascii: "]"))
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let count = text.utf8CodeUnitCount
        guard offset + count <= bytes.count else { throw fail("unknown word") }
        for i in 0..<count where bytes[offset + i] != text.utf8Start[i] { throw fail("unknown word") }
        offset += count
        return value
    }

    private mutating func number() throws(JSONError) -> Double {
        let start = offset
        if current == UInt8(ascii: "-") { offset += 1 }
        let wholeStart = offset
        let whole = digits()
        if whole == 0 { throw fail("expected a value") }
        if whole > 1, bytes[wholeStart] == UInt8(ascii: "0") { throw fail("leading zero") }
        var simple = whole <= 15
        if current == UInt8(ascii: ".") {
            simple = false
            offset += 1
            if digits() == 0 { throw fail("expected digits") }
        }
        if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
            simple = false
            offset += 1
            if let sign = current, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
            if digits() == 0 { throw fail("expected digits") }
        }
        if simple {
            var value = 0
            for i in wholeStart..<offset { value = value &* 10 &+ Int(bytes[i] &- 0x30) }
            // -0 keeps its sign.
            return wholeStart > start ? -Double(value) : Double(value)
        }
        let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<offset]), as: UTF8.self)
        guard let value = Double(text) else { throw fail("bad number") }
        return value
    }

    private mutating func digits() -> Int {
        let start = offset
        while let byte = current, byte &- 0x30 < 10 { offset += 1 }
        return offset - start
    }

    private mutating func skipString() throws(JSONError) {
        try expect(UInt8(ascii: "\""))
        while let byte = current {
            if byte == UInt8(ascii: "\"") { offset += 1; return }
            if byte < 0x20 { throw fail("control character in a string") }
            offset += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        offset = bytes.count
        throw fail("string without end")
    }

    private mutating func string() throws(JSONError) -> String {
        let start = offset + 1
        let quote = offset
        try skipString()
        let body = UnsafeRawBufferPointer(rebasing: bytes[start..<(offset - 1)])
        if !body.contains(UInt8(ascii: "\\")) { return String(decoding: body, as: UTF8.self) }
        guard let text = JSONParser.unescape(body) else { throw JSONError(offset: quote, reason: "bad escape") }
        return text
    }

    private static func unescape(_ body: UnsafeRawBufferPointer) -> String? {
        var units: [UInt8] = []
        units.reserveCapacity(body.count)
        var i = 0
        while i < body.count {
            let byte = body[i]
            i += 1
            if byte != UInt8(ascii: "\\") { units.append(byte); continue }
            guard i < body.count else { return nil }
            let escape = body[i]
            i += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(escape)
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0C)
            case UInt8(ascii: "n"): units.append(0x0A)
            case UInt8(ascii: "r"): units.append(0x0D)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "u"):
                guard var scalar = hex(body, i) else { return nil }
                i += 4
                if scalar & 0xFC00 == 0xD800, i + 6 <= body.count, body[i] == UInt8(ascii: "\\"),
                    body[i + 1] == UInt8(ascii: "u"), let low = hex(body, i + 2), low & 0xFC00 == 0xDC00
                {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    i += 6
                }
                // A lone surrogate has no UTF-8 form.
                let character = UnicodeScalar(scalar) ?? UnicodeScalar(0xFFFD)!
                units += String(Character(character)).utf8
            default: return nil
            }
        }
        return String(decoding: units, as: UTF8.self)
    }

    private static func hex(_ body: UnsafeRawBufferPointer, _ start: Int) -> UInt32? {
        guard start + 4 <= body.count else { return nil }
        var value: UInt32 = 0
        for i in start..<(start + 4) {
            switch body[i] {
            case 0x30...0x39: value = value << 4 | UInt32(body[i] - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(body[i] - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt32(body[i] - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }
}
