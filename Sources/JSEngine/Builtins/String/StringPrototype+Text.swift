import JSRegExp

/// The methods of String.prototype that change case, white space and form.

/// String.prototype.toLowerCase ( ) https://tc39.es/ecma262/#sec-string.prototype.tolowercase
@Sendable
func stringToLowerCase(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.lowercased(try thisString(vm, args, "String.prototype.toLowerCase")))
}

/// String.prototype.toLocaleLowerCase ( ) https://tc39.es/ecma262/#sec-string.prototype.tolocalelowercase
///
/// NOTE: no language's own rules.
@Sendable
func stringToLocaleLowerCase(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.lowercased(try thisString(vm, args, "String.prototype.toLocaleLowerCase")))
}

/// String.prototype.toUpperCase ( ) https://tc39.es/ecma262/#sec-string.prototype.touppercase
@Sendable
func stringToUpperCase(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.uppercased(try thisString(vm, args, "String.prototype.toUpperCase")))
}

/// String.prototype.toLocaleUpperCase ( ) https://tc39.es/ecma262/#sec-string.prototype.tolocaleuppercase
@Sendable
func stringToLocaleUpperCase(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.uppercased(try thisString(vm, args, "String.prototype.toLocaleUpperCase")))
}

extension VM {
    /// The text in lower case; the same string when nothing changes.
    func lowercased(_ string: JSString) -> JSString {
        let flat = string.flat(self)
        let count = flat.length
        if flat.isWide {
            let units = Unicode.lowercased(UnsafeBufferPointer(start: flat.utf16, count: count))
            return units.withUnsafeBufferPointer { self.string(utf16: $0) }
        }
        var i = 0
        while i < count && VM.lower(flat.latin1[i]) == flat.latin1[i] { i += 1 }
        if i == count { return string }
        if count == 1 { return singleUnitStrings[Int(VM.lower(flat.latin1[0]))] }
        let result = JSString.allocateFlat(heap, length: count, wide: false)
        let (from, to) = (flat.latin1, result.latin1)
        for k in 0..<count { to[k] = VM.lower(from[k]) }
        return result
    }

    /// The text in upper case; the same string when nothing changes.
    func uppercased(_ string: JSString) -> JSString {
        let flat = string.flat(self)
        let count = flat.length
        var isSimple = !flat.isWide
        if isSimple {
            var changes = false
            for i in 0..<count {
                let unit = flat.latin1[i]
                // These three leave Latin-1 or become two letters.
                if unit == 0xB5 || unit == 0xDF || unit == 0xFF { isSimple = false }
                if VM.upper(unit) != unit { changes = true }
            }
            if isSimple && !changes { return string }
        }
        if !isSimple {
            let units =
                flat.isWide
                ? Unicode.uppercased(UnsafeBufferPointer(start: flat.utf16, count: count))
                : Array(UnsafeBufferPointer(start: flat.latin1, count: count)).map { UInt16($0) }
                    .withUnsafeBufferPointer { Unicode.uppercased($0) }
            return units.withUnsafeBufferPointer { self.string(utf16: $0) }
        }
        if count == 1 { return singleUnitStrings[Int(VM.upper(flat.latin1[0]))] }
        let result = JSString.allocateFlat(heap, length: count, wide: false)
        let (from, to) = (flat.latin1, result.latin1)
        for k in 0..<count { to[k] = VM.upper(from[k]) }
        return result
    }

    @inline(__always)
    private static func lower(_ c: UInt8) -> UInt8 {
        c &- 0x41 < 26 || (c &- 0xC0 < 31 && c != 0xD7) ? c &+ 0x20 : c
    }

    @inline(__always)
    private static func upper(_ c: UInt8) -> UInt8 {
        c &- 0x61 < 26 || (c &- 0xE0 < 31 && c != 0xF7) ? c &- 0x20 : c
    }

    /// TrimString ( string, where )
    ///
    /// [TrimString](https://tc39.es/ecma262/#sec-trimstring)
    func trimmed(_ string: JSString, start: Bool, end: Bool) -> JSString {
        let flat = string.flat(self)
        var (from, to) = (0, flat.length)
        if start { while from < to && NumberParsing.isWhiteSpace(flat.unit(from)) { from += 1 } }
        if end { while to > from && NumberParsing.isWhiteSpace(flat.unit(to - 1)) { to -= 1 } }
        return substring(flat, from, to)
    }
}

/// String.prototype.trim ( ) https://tc39.es/ecma262/#sec-string.prototype.trim
@Sendable
func stringTrim(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.trimmed(try thisString(vm, args, "String.prototype.trim"), start: true, end: true))
}

/// String.prototype.trimEnd ( ) https://tc39.es/ecma262/#sec-string.prototype.trimend
@Sendable
func stringTrimEnd(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.trimmed(try thisString(vm, args, "String.prototype.trimEnd"), start: false, end: true))
}

/// String.prototype.trimStart ( ) https://tc39.es/ecma262/#sec-string.prototype.trimstart
@Sendable
func stringTrimStart(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.trimmed(try thisString(vm, args, "String.prototype.trimStart"), start: true, end: false))
}

/// String.prototype.normalize ( form ) https://tc39.es/ecma262/#sec-string.prototype.normalize
@Sendable
func stringNormalize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.normalize")
    let form: Unicode.JSNormalizationForm
    if args[0].isUndefined {
        form = .nfc
    } else {
        switch try vm.toString(args[0]).toSwift(vm) {
        case "NFC": form = .nfc
        case "NFD": form = .nfd
        case "NFKC": form = .nfkc
        case "NFKD": form = .nfkd
        default: throw vm.rangeError("The normalization form should be one of NFC, NFD, NFKC, NFKD.")
        }
    }
    let flat = string.flat(vm)
    var units: [UInt16]
    if flat.isWide {
        units = Array(UnsafeBufferPointer(start: flat.utf16, count: flat.length))
    } else {
        let latin1 = UnsafeBufferPointer(start: flat.latin1, count: flat.length)
        if form == .nfc || latin1.allSatisfy({ $0 < 0x80 }) { return Value(string) }
        units = latin1.map { UInt16($0) }
    }
    units = units.withUnsafeBufferPointer { Unicode.normalize($0, form) }
    return Value(units.withUnsafeBufferPointer { vm.string(utf16: $0) })
}

/// The index of the first surrogate that has no partner, or -1.
private func loneSurrogate(_ flat: JSString, from start: Int) -> Int {
    if !flat.isWide { return -1 }
    var i = start
    while i < flat.length {
        let unit = flat.utf16[i]
        if unit & 0xF800 == 0xD800 {
            if unit >= 0xDC00 || i + 1 == flat.length || flat.utf16[i + 1] & 0xFC00 != 0xDC00 { return i }
            i += 1
        }
        i += 1
    }
    return -1
}

/// String.prototype.isWellFormed ( ) https://tc39.es/ecma262/#sec-string.prototype.iswellformed
@Sendable
func stringIsWellFormed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(loneSurrogate(try thisString(vm, args, "String.prototype.isWellFormed").flat(vm), from: 0) < 0)
}

/// String.prototype.toWellFormed ( ) https://tc39.es/ecma262/#sec-string.prototype.towellformed
@Sendable
func stringToWellFormed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.toWellFormed").flat(vm)
    var i = loneSurrogate(string, from: 0)
    if i < 0 { return Value(string) }
    let result = JSString.allocateFlat(vm.heap, length: string.length, wide: true)
    result.utf16.update(from: string.utf16, count: string.length)
    while i >= 0 {
        result.utf16[i] = 0xFFFD
        i = loneSurrogate(string, from: i + 1)
    }
    return Value(result)
}
