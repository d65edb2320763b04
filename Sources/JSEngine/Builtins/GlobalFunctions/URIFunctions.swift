/// URI handling functions https://tc39.es/ecma262/#sec-uri-handling-functions and their elders of Annex B.

/// A set of ASCII characters as two words of bits.
private struct CharacterSet: Sendable {
    let low: UInt64
    let high: UInt64
    init(_ text: StaticString) {
        var (low, high) = (UInt64(0), UInt64(0))
        for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
        (self.low, self.high) = (low, high)
    }
    @inline(__always)
    func contains(_ unit: UInt16) -> Bool {
        unit < 64 ? low &>> UInt64(unit) & 1 != 0 : unit < 128 && high &>> UInt64(unit &- 64) & 1 != 0
    }
}

private let unreservedMarks = CharacterSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()")
private let unescapedInURI = CharacterSet(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'();/?:@&=+$,#")
private let reservedInURI = CharacterSet(";/?:@&=+$,#")
private let unescapedByEscape = CharacterSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@*_+-./")

/// decodeURI(encodedURI) https://tc39.es/ecma262/#sec-decodeuri-encodeduri
func globalDecodeURI(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try decode(vm, try vm.toString(args[0]), preserving: reservedInURI)
}

/// decodeURIComponent(encodedURIComponent) https://tc39.es/ecma262/#sec-decodeuricomponent-encodeduricomponent
func globalDecodeURIComponent(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try decode(vm, try vm.toString(args[0]), preserving: CharacterSet(""))
}

/// encodeURI(uri) https://tc39.es/ecma262/#sec-encodeuri-uri
func globalEncodeURI(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try encode(vm, try vm.toString(args[0]), unescaped: unescapedInURI)
}

/// encodeURIComponent(uriComponent) https://tc39.es/ecma262/#sec-encodeuricomponent-uricomponent
func globalEncodeURIComponent(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try encode(vm, try vm.toString(args[0]), unescaped: unreservedMarks)
}

private func malformed(_ vm: VM) -> JSException { vm.throwValue(Value(vm.makeError(.uriErrorPrototype, "URI malformed"))) }

private func hexDigit(_ value: UInt32) -> UInt16 { UInt16(value < 10 ? 0x30 + value : 0x37 + value) }

/// Encode(string, extraUnescaped) https://tc39.es/ecma262/#sec-encode
private func encode(_ vm: VM, _ string: JSString, unescaped: CharacterSet) throws(JSException) -> Value {
    let text = string.flat(vm)
    let length = text.length
    var k = 0
    while k < length, unescaped.contains(text.unit(k)) { k += 1 }
    if k == length { return Value(string) }
    var builder = StringBuilder()
    builder.reserve(length + 16)
    builder.append(vm, text, 0, k)
    while k < length {
        let unit = text.unit(k)
        k += 1
        if unescaped.contains(unit) {
            builder.append(unit)
            continue
        }
        var codePoint = UInt32(unit)
        if unit & 0xFC00 == 0xDC00 { throw malformed(vm) }
        if unit & 0xFC00 == 0xD800 {
            guard k < length, text.unit(k) & 0xFC00 == 0xDC00 else { throw malformed(vm) }
            codePoint = 0x10000 + (UInt32(unit & 0x3FF) << 10) + UInt32(text.unit(k) & 0x3FF)
            k += 1
        }
        func put(_ byte: UInt32) {
            builder.append(0x25)
            builder.append(hexDigit(byte >> 4))
            builder.append(hexDigit(byte & 15))
        }
        if codePoint < 0x80 {
            put(codePoint)
        } else if codePoint < 0x800 {
            put(0xC0 | codePoint >> 6)
            put(0x80 | codePoint & 0x3F)
        } else if codePoint < 0x10000 {
            put(0xE0 | codePoint >> 12)
            put(0x80 | codePoint >> 6 & 0x3F)
            put(0x80 | codePoint & 0x3F)
        } else {
            put(0xF0 | codePoint >> 18)
            put(0x80 | codePoint >> 12 & 0x3F)
            put(0x80 | codePoint >> 6 & 0x3F)
            put(0x80 | codePoint & 0x3F)
        }
    }
    return Value(try builder.finish(vm))
}

@inline(__always)
private func hexValue(_ unit: UInt16) -> UInt32? {
    switch unit {
    case 0x30...0x39: UInt32(unit) - 0x30
    case 0x41...0x46: UInt32(unit) - 0x37
    case 0x61...0x66: UInt32(unit) - 0x57
    default: nil
    }
}

/// The byte written as `%xx` at an index.
private func escapedByte(_ text: JSString, _ index: Int) -> UInt32? {
    guard index + 2 < text.length, text.unit(index) == 0x25, let high = hexValue(text.unit(index + 1)),
        let low = hexValue(text.unit(index + 2))
    else { return nil }
    return high << 4 | low
}

/// Decode(string, preserveEscapeSet) https://tc39.es/ecma262/#sec-decode
private func decode(_ vm: VM, _ string: JSString, preserving: CharacterSet) throws(JSException) -> Value {
    let text = string.flat(vm)
    let length = text.length
    var k = 0
    while k < length, text.unit(k) != 0x25 { k += 1 }
    if k == length { return Value(string) }
    var builder = StringBuilder()
    builder.reserve(length)
    builder.append(vm, text, 0, k)
    while k < length {
        let unit = text.unit(k)
        if unit != 0x25 {
            builder.append(unit)
            k += 1
            continue
        }
        let start = k
        guard let first = escapedByte(text, k) else { throw malformed(vm) }
        k += 3
        if first < 0x80 {
            if preserving.contains(UInt16(first)) {
                builder.append(vm, text, start, k)
            } else {
                builder.append(UInt16(first))
            }
            continue
        }
        let count = first & 0xE0 == 0xC0 ? 1 : first & 0xF0 == 0xE0 ? 2 : first & 0xF8 == 0xF0 ? 3 : 0
        if count == 0 { throw malformed(vm) }
        var codePoint = first & (0x3F >> UInt32(count))
        for _ in 0..<count {
            guard let next = escapedByte(text, k), next & 0xC0 == 0x80 else { throw malformed(vm) }
            codePoint = codePoint << 6 | next & 0x3F
            k += 3
        }
        let least: UInt32 = count == 1 ? 0x80 : count == 2 ? 0x800 : 0x10000
        if codePoint < least || codePoint > 0x10FFFF || codePoint & 0xFFFFF800 == 0xD800 { throw malformed(vm) }
        builder.append(codePoint: codePoint)
    }
    return Value(try builder.finish(vm))
}

/// escape(string) https://tc39.es/ecma262/#sec-escape-string
func globalEscape(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0]).flat(vm)
    var builder = StringBuilder()
    for k in 0..<text.length {
        let unit = text.unit(k)
        if unescapedByEscape.contains(unit) {
            builder.append(unit)
            continue
        }
        builder.append(0x25)
        if unit > 0xFF {
            builder.append(0x75)
            builder.append(hexDigit(UInt32(unit >> 12)))
            builder.append(hexDigit(UInt32(unit >> 8 & 15)))
        }
        builder.append(hexDigit(UInt32(unit >> 4 & 15)))
        builder.append(hexDigit(UInt32(unit & 15)))
    }
    return Value(try builder.finish(vm))
}

/// unescape(string) https://tc39.es/ecma262/#sec-unescape-string
func globalUnescape(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0]).flat(vm)
    let length = text.length
    var builder = StringBuilder()
    var k = 0
    while k < length {
        let unit = text.unit(k)
        if unit == 0x25 {
            if k + 5 < length, text.unit(k + 1) == 0x75, let a = hexValue(text.unit(k + 2)), let b = hexValue(text.unit(k + 3)),
                let c = hexValue(text.unit(k + 4)), let d = hexValue(text.unit(k + 5))
            {
                builder.append(UInt16(a << 12 | b << 8 | c << 4 | d))
                k += 6
                continue
            }
            if let byte = escapedByte(text, k) {
                builder.append(UInt16(byte))
                k += 3
                continue
            }
        }
        builder.append(unit)
        k += 1
    }
    return Value(try builder.finish(vm))
}
