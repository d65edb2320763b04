import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The encodings of Buffer. https://nodejs.org/docs/latest-v20.x/api/buffer.html#buffers-and-character-encodings
public enum TextEncoding: Int32, Sendable {
    case utf8, utf16le, latin1, ascii, base64, base64url, hex

    /// The encoding of a name, whatever its case; nil when it is none.
    public init?(name: String) {
        switch name.lowercased() {
        case "utf8", "utf-8": self = .utf8
        case "ucs2", "ucs-2", "utf16le", "utf-16le": self = .utf16le
        case "latin1", "binary": self = .latin1
        case "ascii": self = .ascii
        case "base64": self = .base64
        case "base64url": self = .base64url
        case "hex": self = .hex
        default: return nil
        }
    }

    var name: String {
        switch self {
        case .utf8: "utf8"
        case .utf16le: "utf16le"
        case .latin1: "latin1"
        case .ascii: "ascii"
        case .base64: "base64"
        case .base64url: "base64url"
        case .hex: "hex"
        }
    }
}

/// Code units to bytes.
extension VM {
    /// How many bytes a string has in an encoding; for base64 as many as a well-formed text gives.
    public func byteCount(_ string: JSString, _ encoding: TextEncoding) -> Int {
        let flat = string.flat(self)
        let length = flat.length
        switch encoding {
        case .utf8:
            if !flat.isWide {
                var count = length
                for i in 0..<length { count += Int(flat.latin1[i] >> 7) }
                return count
            }
            return UTF8Text.byteCount(UnsafeBufferPointer(start: flat.utf16, count: length))
        case .utf16le: return length * 2
        case .latin1, .ascii: return length
        case .hex: return length / 2
        case .base64, .base64url:
            var count = length
            while count > 0, length - count < 2, flat.unit(count - 1) == 0x3D { count -= 1 }
            return count * 3 / 4
        }
    }

    /// Writes a string's bytes, as many as fit; never part of a character.
    /// - Returns: how many bytes were written.
    public func encode(_ string: JSString, _ encoding: TextEncoding, into out: UnsafeMutableRawBufferPointer) -> Int {
        let flat = string.flat(self)
        let length = flat.length
        guard let base = out.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        switch encoding {
        case .utf8:
            if flat.isWide {
                return UTF8Text.encode(UnsafeBufferPointer(start: flat.utf16, count: length), into: base, out.count)
            }
            return UTF8Text.encode(latin1: UnsafeBufferPointer(start: flat.latin1, count: length), into: base, out.count)
        case .latin1, .ascii:
            let count = min(length, out.count)
            if flat.isWide {
                for i in 0..<count { base[i] = UInt8(truncatingIfNeeded: flat.utf16[i]) }
            } else if count > 0 {
                memcpy(base, flat.latin1, count)
            }
            return count
        case .utf16le:
            let count = min(length, out.count / 2)
            for i in 0..<count {
                let unit = flat.unit(i)
                base[2 * i] = UInt8(truncatingIfNeeded: unit)
                base[2 * i + 1] = UInt8(truncatingIfNeeded: unit >> 8)
            }
            return count * 2
        case .hex:
            let count = min(length / 2, out.count)
            for i in 0..<count {
                let (high, low) = (hexDigit(flat.unit(2 * i)), hexDigit(flat.unit(2 * i + 1)))
                if high > 15 || low > 15 { return i }
                base[i] = high << 4 | low
            }
            return count
        case .base64, .base64url:
            return flat.isWide
                ? Base64.decode(UnsafeBufferPointer(start: flat.utf16, count: length), into: base, out.count)
                : Base64.decode(UnsafeBufferPointer(start: flat.latin1, count: length), into: base, out.count)
        }
    }

    /// The bytes of a string in an encoding.
    public func encode(_ string: JSString, _ encoding: TextEncoding = .utf8) -> [UInt8] {
        let count = byteCount(string, encoding)
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = encode(string, encoding, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    // MARK: Bytes to strings

    /// The text of bytes in an encoding. The bytes must not be moved by a collection: memory of array buffers is not.
    public func decode(_ bytes: UnsafeRawBufferPointer, _ encoding: TextEncoding) -> JSString {
        let count = bytes.count
        guard count > 0, let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return emptyString }
        let view = UnsafeBufferPointer(start: base, count: count)
        switch encoding {
        case .utf8: return UTF8Text.isASCII(view) ? string(latin1: view) : UTF8Text.decode(self, view)
        case .latin1: return string(latin1: view)
        case .ascii:
            if UTF8Text.isASCII(view) { return string(latin1: view) }
            let masked = view.map { $0 & 0x7F }
            return masked.withUnsafeBufferPointer { string(latin1: $0) }
        case .utf16le:
            let units = [UInt16](unsafeUninitializedCapacity: count / 2) { buffer, filled in
                memcpy(buffer.baseAddress!, base, count / 2 * 2)
                filled = count / 2
            }
            return units.withUnsafeBufferPointer { string(utf16: $0) }
        case .hex:
            return ascii(count * 2) { out in
                for i in 0..<count {
                    out[2 * i] = hexText[Int(base[i] >> 4)]
                    out[2 * i + 1] = hexText[Int(base[i] & 15)]
                }
            }
        case .base64: return ascii((count + 2) / 3 * 4) { Base64.encode(view, into: $0, base64Text, pads: true) }
        case .base64url: return ascii((count * 4 + 2) / 3) { Base64.encode(view, into: $0, base64urlText, pads: false) }
        }
    }

    private func ascii(_ count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void) -> JSString {
        let text = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            fill(buffer.baseAddress!)
            filled = count
        }
        return text.withUnsafeBufferPointer { string(latin1: $0) }
    }
}

private let hexText = Array("0123456789abcdef".utf8)
private let base64Text = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
private let base64urlText = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

private func hexDigit(_ unit: UInt16) -> UInt8 {
    switch unit {
    case 0x30...0x39: UInt8(unit - 0x30)
    case 0x41...0x46: UInt8(unit - 0x41 + 10)
    case 0x61...0x66: UInt8(unit - 0x61 + 10)
    default: 255
    }
}

enum UTF8Text {
    static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        var i = 0
        while i + 8 <= raw.count {
            if raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
            i += 8
        }
        while i < raw.count {
            if raw[i] >= 0x80 { return false }
            i += 1
        }
        return true
    }

    static func byteCount(_ units: UnsafeBufferPointer<UInt16>) -> Int {
        var count = 0
        var i = 0
        while i < units.count {
            let unit = units[i]
            if unit < 0x80 {
                count += 1
            } else if unit < 0x800 {
                count += 2
            } else if unit & 0xFC00 == 0xD800, i + 1 < units.count, units[i + 1] & 0xFC00 == 0xDC00 {
                count += 4
                i += 1
            } else {
                count += 3
            }
            i += 1
        }
        return count
    }

    static func encode(latin1 units: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>, _ capacity: Int) -> Int {
        if isASCII(units) {
            let count = min(units.count, capacity)
            if count > 0 { memcpy(out, units.baseAddress!, count) }
            return count
        }
        var n = 0
        for unit in units {
            if unit < 0x80 {
                if n + 1 > capacity { break }
                out[n] = unit
                n += 1
            } else {
                if n + 2 > capacity { break }
                out[n] = 0xC0 | unit >> 6
                out[n + 1] = 0x80 | unit & 0x3F
                n += 2
            }
        }
        return n
    }

    /// Lone surrogates become U+FFFD.
    static func encode(_ units: UnsafeBufferPointer<UInt16>, into out: UnsafeMutablePointer<UInt8>, _ capacity: Int) -> Int {
        var n = 0
        var i = 0
        while i < units.count {
            var scalar = UInt32(units[i])
            if scalar & 0xF800 == 0xD800 {
                if scalar & 0x400 == 0, i + 1 < units.count, units[i + 1] & 0xFC00 == 0xDC00 {
                    scalar = 0x10000 + ((UInt32(units[i]) & 0x3FF) << 10) + (UInt32(units[i + 1]) & 0x3FF)
                    i += 1
                } else {
                    scalar = 0xFFFD
                }
            }
            let size = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
            if n + size > capacity { break }
            switch size {
            case 1: out[n] = UInt8(scalar)
            case 2:
                out[n] = UInt8(0xC0 | scalar >> 6)
                out[n + 1] = UInt8(0x80 | scalar & 0x3F)
            case 3:
                out[n] = UInt8(0xE0 | scalar >> 12)
                out[n + 1] = UInt8(0x80 | scalar >> 6 & 0x3F)
                out[n + 2] = UInt8(0x80 | scalar & 0x3F)
            default:
                out[n] = UInt8(0xF0 | scalar >> 18)
                out[n + 1] = UInt8(0x80 | scalar >> 12 & 0x3F)
                out[n + 2] = UInt8(0x80 | scalar >> 6 & 0x3F)
                out[n + 3] = UInt8(0x80 | scalar & 0x3F)
            }
            n += size
            i += 1
        }
        return n
    }

    /// Decodes as the Encoding Standard says: each maximal part of a malformed sequence becomes one U+FFFD.
    static func decode(_ vm: VM, _ bytes: UnsafeBufferPointer<UInt8>) -> JSString {
        let units = UnsafeMutablePointer<UInt16>.allocate(capacity: bytes.count)
        defer { units.deallocate() }
        let count = decode(bytes, into: units, fatal: false) ?? 0
        return vm.string(utf16: UnsafeBufferPointer(start: units, count: count))
    }

    /// - Returns: the number of code units; nil when `fatal` and the bytes are malformed.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, into units: UnsafeMutablePointer<UInt16>, fatal: Bool) -> Int? {
        var n = 0
        var i = 0
        let count = bytes.count
        while i < count {
            let first = bytes[i]
            if first < 0x80 {
                units[n] = UInt16(first)
                n += 1
                i += 1
                continue
            }
            var needed = 0
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            var scalar: UInt32 = 0
            switch first {
            case 0xC2...0xDF:
                needed = 1
                scalar = UInt32(first & 0x1F)
            case 0xE0...0xEF:
                needed = 2
                if first == 0xE0 { low = 0xA0 }
                if first == 0xED { high = 0x9F }
                scalar = UInt32(first & 0x0F)
            case 0xF0...0xF4:
                needed = 3
                if first == 0xF0 { low = 0x90 }
                if first == 0xF4 { high = 0x8F }
                scalar = UInt32(first & 0x07)
            default: break
            }
            i += 1
            var isValid = needed > 0
            while needed > 0 {
                guard i < count, bytes[i] >= low, bytes[i] <= high else {
                    isValid = false
                    break
                }
                scalar = scalar << 6 | UInt32(bytes[i] & 0x3F)
                low = 0x80
                high = 0xBF
                needed -= 1
                i += 1
            }
            if !isValid {
                if fatal { return nil }
                scalar = 0xFFFD
            }
            if scalar < 0x10000 {
                units[n] = UInt16(scalar)
                n += 1
            } else {
                units[n] = 0xD800 | UInt16((scalar - 0x10000) >> 10)
                units[n + 1] = 0xDC00 | UInt16(scalar & 0x3FF)
                n += 2
            }
        }
        return n
    }

    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if isASCII(bytes) { return true }
        let units = UnsafeMutablePointer<UInt16>.allocate(capacity: max(bytes.count, 1))
        defer { units.deallocate() }
        return decode(bytes, into: units, fatal: true) != nil
    }
}

enum Base64 {
    static func encode(
        _ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>, _ alphabet: [UInt8], pads: Bool
    ) {
        alphabet.withUnsafeBufferPointer { text in
            var n = 0
            var i = 0
            while i + 2 < bytes.count {
                let group = UInt32(bytes[i]) << 16 | UInt32(bytes[i + 1]) << 8 | UInt32(bytes[i + 2])
                out[n] = text[Int(group >> 18)]
                out[n + 1] = text[Int(group >> 12 & 63)]
                out[n + 2] = text[Int(group >> 6 & 63)]
                out[n + 3] = text[Int(group & 63)]
                n += 4
                i += 3
            }
            let rest = bytes.count - i
            if rest == 0 { return }
            let group = UInt32(bytes[i]) << 16 | (rest == 2 ? UInt32(bytes[i + 1]) << 8 : 0)
            out[n] = text[Int(group >> 18)]
            out[n + 1] = text[Int(group >> 12 & 63)]
            if rest == 2 { out[n + 2] = text[Int(group >> 6 & 63)] }
            if pads {
                if rest == 1 { out[n + 2] = 0x3D }
                out[n + 3] = 0x3D
            }
        }
    }

    /// Decodes both alphabets; characters of neither are skipped, `=` ends the text.
    static func decode<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafeBufferPointer<Unit>, into out: UnsafeMutablePointer<UInt8>, _ capacity: Int
    ) -> Int {
        var n = 0
        var group: UInt32 = 0
        var bits = 0
        for unit in text {
            let value: UInt32
            switch unit {
            case 0x41...0x5A: value = UInt32(unit) - 0x41
            case 0x61...0x7A: value = UInt32(unit) - 0x61 + 26
            case 0x30...0x39: value = UInt32(unit) - 0x30 + 52
            case 0x2B, 0x2D: value = 62
            case 0x2F, 0x5F: value = 63
            case 0x3D: return n
            default: continue
            }
            group = group << 6 | value
            bits += 6
            if bits >= 8 {
                if n >= capacity { return n }
                bits -= 8
                out[n] = UInt8(truncatingIfNeeded: group >> UInt32(bits))
                n += 1
            }
        }
        return n
    }
}
