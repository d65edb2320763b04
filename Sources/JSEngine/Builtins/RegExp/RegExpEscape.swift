import JSRegExp

/// RegExp.escape ( S ) https://tc39.es/ecma262/#sec-regexp.escape
@Sendable
func regexpEscape(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    // 1.
    guard let string = args[0].string else { throw vm.typeError("\(vm.display(args[0])) is not a string") }
    // 2.-4.
    let flat = string.flat(vm)
    var builder = StringBuilder()
    var i = 0
    while i < flat.length {
        let unit = flat.unit(i)
        i += 1
        if i == 1, isDigitOrLetter(unit) {
            // A leading one could become part of an escape before it, such as \0 or \c.
            appendHexEscape(unit, &builder)
        } else if unit & 0xFC00 == 0xD800, i < flat.length, flat.unit(i) & 0xFC00 == 0xDC00 {
            builder.append(unit)
            builder.append(flat.unit(i))
            i += 1
        } else {
            encodeForRegExpEscape(unit, &builder)
        }
    }
    // 5.
    return Value(try builder.finish(vm))
}

private func isDigitOrLetter(_ unit: UInt16) -> Bool {
    unit &- 0x30 < 10 || (unit | 0x20) &- 0x61 < 26
}

/// EncodeForRegExpEscape ( c ) for everything but surrogate pairs. https://tc39.es/ecma262/#sec-encodeforregexpescape
private func encodeForRegExpEscape(_ unit: UInt16, _ builder: inout StringBuilder) {
    switch unit {
    case 0x09: builder.append("\\t")
    case 0x0A: builder.append("\\n")
    case 0x0B: builder.append("\\v")
    case 0x0C: builder.append("\\f")
    case 0x0D: builder.append("\\r")
    default:
        if isOneOf(unit, "^$\\.*+?()[]{}|/") {
            builder.append(0x5C)
            builder.append(unit)
        } else if isOneOf(unit, ",-=<>#&!%:;@~'`\"") || Unicode.isWhiteSpace(UInt32(unit))
            || Unicode.isLineTerminator(UInt32(unit))
            || unit & 0xF800 == 0xD800
        {
            appendHexEscape(unit, &builder)
        } else {
            builder.append(unit)
        }
    }
}

private func isOneOf(_ unit: UInt16, _ characters: StaticString) -> Bool {
    UnsafeBufferPointer(start: characters.utf8Start, count: characters.utf8CodeUnitCount).contains { UInt16($0) == unit }
}

/// `\xhh`, or `\uhhhh` for what has more than two digits.
private func appendHexEscape(_ unit: UInt16, _ builder: inout StringBuilder) {
    builder.append(unit < 0x100 ? "\\x" : "\\u")
    var shift = unit < 0x100 ? 4 : 12
    while shift >= 0 {
        let digit = unit >> UInt16(shift) & 15
        builder.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        shift -= 4
    }
}
