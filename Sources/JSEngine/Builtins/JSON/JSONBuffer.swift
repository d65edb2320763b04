import CSwjs
/// Where JSON text is written: bytes of Latin-1 until a wider unit comes. The memory is not the collector's.
struct JSONBuffer {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var units: UnsafeMutablePointer<UInt16>?
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 512
        bytes = .allocate(capacity: capacity)
    }

    func release() {
        bytes.deallocate()
        units?.deallocate()
    }

    @inline(__always)
    private mutating func reserve(_ more: Int) { if count &+ more > capacity { grow(more) } }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, count + more)
        if let old = units {
            units = .allocate(capacity: larger)
            units!.update(from: old, count: count)
            old.deallocate()
        } else {
            let old = bytes
            bytes = .allocate(capacity: larger)
            bytes.update(from: old, count: count)
            old.deallocate()
        }
        capacity = larger
    }

    @inline(never)
    private mutating func widen() {
        let wide = UnsafeMutablePointer<UInt16>.allocate(capacity: capacity)
        for i in 0..<count { wide[i] = UInt16(bytes[i]) }
        units = wide
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        reserve(1)
        if let units { units[count] = UInt16(byte) } else { bytes[count] = byte }
        count &+= 1
    }

    mutating func put(_ text: StaticString) { put(text.utf8Start, text.utf8CodeUnitCount) }

    /// Latin-1 bytes.
    @inline(__always)
    mutating func put(_ source: UnsafePointer<UInt8>, _ n: Int) {
        reserve(n)
        if let units {
            for i in 0..<n { units[count &+ i] = UInt16(source[i]) }
        } else {
            (bytes + count).update(from: source, count: n)
        }
        count &+= n
    }

    /// Lets `write` put up to `n` ASCII bytes.
    @inline(__always)
    mutating func put(upTo n: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        reserve(n)
        if units == nil {
            count &+= write(bytes + count)
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: n) { buffer in
            put(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped), write(buffer.baseAddress.unsafelyUnwrapped))
        }
    }

    mutating func put(unit: UInt16) {
        if unit < 0x100 && units == nil { return put(UInt8(unit)) }
        if units == nil { widen() }
        reserve(1)
        units.unsafelyUnwrapped[count] = unit
        count &+= 1
    }

    /// QuoteJSONString ( value ), of a flat string.
    ///
    /// [QuoteJSONString](https://tc39.es/ecma262/#sec-quotejsonstring)
    mutating func put(quoted string: JSString) {
        if string.isWide { return putQuotedWide(string) }
        let (source, n) = (string.latin1, string.length)
        put(0x22)
        var start = 0
        // Most strings have nothing to escape.
        var i = swjs_json_plain_prefix(source, n)
        while i < n {
            let c = source[i]
            if c < 0x20 || c == 0x22 || c == 0x5C {
                put(source + start, i &- start)
                putEscape(UInt16(c))
                start = i &+ 1
            }
            i &+= 1
        }
        put(source + start, n &- start)
        put(0x22)
    }

    private mutating func putQuotedWide(_ string: JSString) {
        let (source, n) = (string.utf16, string.length)
        put(0x22)
        var i = 0
        while i < n {
            let unit = source[i]
            if unit < 0x20 || unit == 0x22 || unit == 0x5C {
                putEscape(unit)
            } else if unit & 0xF800 != 0xD800 {
                put(unit: unit)
            } else if unit < 0xDC00 && i + 1 < n && source[i + 1] & 0xFC00 == 0xDC00 {
                put(unit: unit)
                put(unit: source[i + 1])
                i += 1
            } else {
                putEscape(unit)
            }
            i += 1
        }
        put(0x22)
    }

    /// A backslash with a letter, or `\u` with four digits.
    private mutating func putEscape(_ unit: UInt16) {
        put(0x5C)
        switch unit {
        case 8: put(0x62)
        case 9: put(0x74)
        case 10: put(0x6E)
        case 12: put(0x66)
        case 13: put(0x72)
        case 0x22, 0x5C: put(UInt8(unit))
        default:
            put(0x75)
            for shift in [12, 8, 4, 0] as [UInt16] {
                let digit = UInt8(unit >> shift & 15)
                put(digit < 10 ? 0x30 + digit : 0x57 + digit)
            }
        }
    }

    /// The bytes behind others that are left free, when they are all ASCII.
    func ascii(headroom: Int) -> [UInt8]? {
        let text = UnsafeBufferPointer(start: bytes, count: count)
        return units == nil && VM.isASCII(text) ? VM.bytes(text, headroom: headroom) : nil
    }

    /// The string.
    /// - Throws: RangeError `Invalid string length`.
    func finish(_ vm: VM) throws(JSException) -> JSString {
        if count > JSString.maxLength { throw vm.rangeError("Invalid string length") }
        if let units { return vm.string(utf16: UnsafeBufferPointer(start: units, count: count)) }
        return vm.string(latin1: UnsafeBufferPointer(start: bytes, count: count))
    }
}
