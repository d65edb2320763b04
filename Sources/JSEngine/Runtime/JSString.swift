import CSwjs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A view of a string cell: Latin-1 or UTF-16 code units behind the header, or a rope of two strings that is flattened on
/// first use of its units.
///
///     +0 header (hash in `word`, 0 when not computed)   +8 length u32, index u32 (of an atom that is one; else unused)
///     +16 flat: the code units; rope: left, right; forwarded rope: the flat string
@frozen
public struct JSString: Equatable, Hashable, Sendable {
    public nonisolated(unsafe) let cell: UnsafeMutableRawPointer

    @inlinable @inline(__always)
    public init(cell: UnsafeMutableRawPointer) { self.cell = cell }

    /// ECMA-262 leaves the limit to the implementation; this is V8's.
    public static let maxLength = (1 << 29) - 24
    static let unitsOffset = 16

    /// Number of UTF-16 code units.
    @inlinable public var length: Int {
        @inline(__always) get { Int(cell.load(fromByteOffset: 8, as: UInt32.self)) }
    }
    @inlinable public var isEmpty: Bool { length == 0 }
    @inlinable public var isWide: Bool { @inline(__always) get { Cell.flags(cell) & CellFlags.wide != 0 } }
    @inlinable var isRope: Bool { @inline(__always) get { Cell.flags(cell) & CellFlags.rope != 0 } }
    @inlinable public var isAtom: Bool { @inline(__always) get { Cell.flags(cell) & CellFlags.atom != 0 } }

    /// The same text as a flat string.
    @inlinable @inline(__always)
    public func flat(_ vm: VM) -> JSString { isRope ? flattened(vm) : self }

    /// Latin-1 units; the string must be flat and not wide. Valid as long as the string lives.
    @inlinable public var latin1: UnsafeMutablePointer<UInt8> {
        @inline(__always) get { (cell + 16).assumingMemoryBound(to: UInt8.self) }
    }
    /// UTF-16 units; the string must be flat and wide.
    @inlinable public var utf16: UnsafeMutablePointer<UInt16> {
        @inline(__always) get { (cell + 16).assumingMemoryBound(to: UInt16.self) }
    }

    /// The code unit at an index within the length; the string must be flat.
    @inlinable @inline(__always)
    public func unit(_ index: Int) -> UInt16 { isWide ? utf16[index] : UInt16(latin1[index]) }

    // MARK: Making

    @inline(__always)
    static func allocateFlat(_ heap: Heap, length: Int, wide: Bool) -> JSString {
        let cell = heap.allocate(unitsOffset + (wide ? length * 2 : length))
        Cell.setHeader(cell, kind: .string, flags: wide ? CellFlags.wide : 0)
        cell.storeBytes(of: UInt64(length), toByteOffset: 8, as: UInt64.self)
        return JSString(cell: cell)
    }

    // MARK: Ropes

    @usableFromInline @inline(never)
    func flattened(_ vm: VM) -> JSString {
        if Cell.flags(cell) & CellFlags.forwarded != 0 {
            return JSString(cell: cell.load(fromByteOffset: 16, as: UnsafeMutableRawPointer.self))
        }
        let result = JSString.allocateFlat(vm.heap, length: length, wide: isWide)
        if isWide { copyUnits(to: result.utf16) } else { copyUnits(to: result.latin1) }
        cell.storeBytes(of: result.cell, toByteOffset: 16, as: UnsafeMutableRawPointer.self)
        Cell.setFlags(cell, Cell.flags(cell) | CellFlags.forwarded)
        return result
    }

    private var left: JSString { JSString(cell: cell.load(fromByteOffset: 16, as: UnsafeMutableRawPointer.self)) }
    private var right: JSString { JSString(cell: cell.load(fromByteOffset: 24, as: UnsafeMutableRawPointer.self)) }

    /// Writes all code units without recursion: ropes are mostly deep on their left side, so parts are written from the end.
    private func copyUnits<Unit: FixedWidthInteger & UnsignedInteger>(to start: UnsafeMutablePointer<Unit>) {
        var pending: [JSString] = [self]
        var end = length
        while let part = pending.popLast() {
            var part = part
            while part.isRope {
                if Cell.flags(part.cell) & CellFlags.forwarded != 0 {
                    part = part.left
                } else {
                    pending.append(part.left)
                    part = part.right
                }
            }
            let count = part.length
            end -= count
            if part.isWide {
                let units = part.utf16
                for i in 0..<count { start[end + i] = Unit(truncatingIfNeeded: units[i]) }
            } else if MemoryLayout<Unit>.size == 1 {
                memcpy(start + end, part.latin1, count)
            } else {
                let units = part.latin1
                for i in 0..<count { start[end + i] = Unit(truncatingIfNeeded: units[i]) }
            }
        }
    }

    // MARK: Hash and comparison

    func hash(_ vm: VM) -> UInt32 {
        let cached = Cell.word(cell)
        if cached != 0 { return cached }
        let string = flat(vm)
        let hash =
            string.isWide
            ? JSString.hash(UnsafeBufferPointer(start: string.utf16, count: length))
            : JSString.hash(UnsafeBufferPointer(start: string.latin1, count: length))
        Cell.setWord(cell, hash)
        return hash
    }

    /// The same for equal text in either width; never 0. The top bit is always set, so that the header word of a string is no shape id.
    static func hash<Unit: FixedWidthInteger & UnsignedInteger>(_ units: UnsafeBufferPointer<Unit>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for unit in units { hash = (hash ^ UInt32(truncatingIfNeeded: unit)) &* 0x0100_0193 }
        return (hash ^ hash >> 15) | 0x8000_0000
    }

    /// Same code units.
    func equals(_ vm: VM, _ other: JSString) -> Bool {
        if cell == other.cell { return true }
        if length != other.length || (isAtom && other.isAtom) { return false }
        let (a, b) = (flat(vm), other.flat(vm))
        switch (a.isWide, b.isWide) {
        case (false, false): return memcmp(a.latin1, b.latin1, length) == 0
        case (true, true): return memcmp(a.utf16, b.utf16, length * 2) == 0
        default:
            for i in 0..<length where a.unit(i) != b.unit(i) { return false }
            return true
        }
    }

    /// Lexicographic comparison of code units: negative, 0 or positive.
    func compare(_ vm: VM, _ other: JSString) -> Int {
        let (a, b) = (flat(vm), other.flat(vm))
        let count = min(a.length, b.length)
        if !a.isWide && !b.isWide {
            let order = memcmp(a.latin1, b.latin1, count)
            return order != 0 ? Int(order) : a.length - b.length
        }
        for i in 0..<count {
            let (x, y) = (a.unit(i), b.unit(i))
            if x != y { return x < y ? -1 : 1 }
        }
        return a.length - b.length
    }

    // MARK: To Swift

    /// The text; lone surrogates become U+FFFD.
    public func toSwift(_ vm: VM) -> String {
        let string = flat(vm)
        if string.isWide { return String(decoding: UnsafeBufferPointer(start: string.utf16, count: length), as: UTF16.self) }
        return String(unsafeUninitializedCapacity: length * 2) { out in
            var n = 0
            for i in 0..<length {
                let unit = string.latin1[i]
                if unit < 0x80 {
                    out[n] = unit
                    n += 1
                } else {
                    out[n] = 0xC0 | unit >> 6
                    out[n + 1] = 0x80 | unit & 0x3F
                    n += 2
                }
            }
            return n
        }
    }
}

extension VM {
    /// A string as UTF-8, lone surrogates as U+FFFD.
    /// - Parameter headroom: bytes in front that are left for the caller, unset. There is room for one more behind.
    public func utf8(_ string: JSString, headroom: Int = 0) -> [UInt8] {
        let flat = string.flat(self)
        let units = UnsafeBufferPointer(start: flat.latin1, count: flat.length)
        if !flat.isWide, VM.isASCII(units) { return VM.bytes(units, headroom: headroom) }
        var text = flat.toSwift(self)
        return text.withUTF8 { VM.bytes($0, headroom: headroom) }
    }

    static func bytes(_ text: UnsafeBufferPointer<UInt8>, headroom: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: headroom + text.count + 1) { target, count in
            count = headroom + text.count
            if text.count > 0 { memcpy(target.baseAddress! + headroom, text.baseAddress!, text.count) }
        }
    }

    /// A string from Swift text.
    public func string(_ text: String) -> JSString {
        var text = text
        return text.withUTF8 { string(utf8: $0) }
    }

    public func string(_ text: StaticString) -> JSString {
        string(utf8: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A string from UTF-8; malformed sequences become U+FFFD.
    /// Whether all bytes are below 0x80.
    public static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        return swjs_is_ascii(base, bytes.count) != 0
    }

    public func string(utf8 bytes: UnsafeBufferPointer<UInt8>) -> JSString {
        if VM.isASCII(bytes) { return string(latin1: bytes) }
        let units = Array(String(decoding: bytes, as: UTF8.self).utf16)
        return units.withUnsafeBufferPointer { string(utf16: $0) }
    }

    public func string(latin1 units: UnsafeBufferPointer<UInt8>) -> JSString {
        if units.count <= 1 {
            return units.isEmpty ? emptyString : singleUnitStrings[Int(units[0])]
        }
        let result = JSString.allocateFlat(heap, length: units.count, wide: false)
        memcpy(result.latin1, units.baseAddress!, units.count)
        return result
    }

    /// A string from UTF-16 code units, stored as Latin-1 when they all fit.
    public func string(utf16 units: UnsafeBufferPointer<UInt16>) -> JSString {
        var all: UInt16 = 0
        for unit in units { all |= unit }
        if all < 0x100 {
            if units.count <= 1 { return units.isEmpty ? emptyString : singleUnitStrings[Int(units[0])] }
            let result = JSString.allocateFlat(heap, length: units.count, wide: false)
            for i in 0..<units.count { result.latin1[i] = UInt8(truncatingIfNeeded: units[i]) }
            return result
        }
        let result = JSString.allocateFlat(heap, length: units.count, wide: true)
        memcpy(result.utf16, units.baseAddress!, units.count * 2)
        return result
    }

    /// A string from UTF-16 code units in little endian at any address, stored as Latin-1 when they all fit.
    func string(unalignedUTF16 bytes: UnsafeRawPointer, count: Int) -> JSString {
        var all: UInt16 = 0
        for i in 0..<count { all |= bytes.loadUnaligned(fromByteOffset: i &* 2, as: UInt16.self) }
        if count <= 1 || all < 0x100 {
            let units = (0..<count).map { bytes.loadUnaligned(fromByteOffset: $0 * 2, as: UInt16.self) }
            return units.withUnsafeBufferPointer { string(utf16: $0) }
        }
        let result = JSString.allocateFlat(heap, length: count, wide: true)
        memcpy(result.utf16, bytes, count * 2)
        return result
    }

    /// The string of one code unit.
    public func string(unit: UInt16) -> JSString {
        if unit < 0x100 { return singleUnitStrings[Int(unit)] }
        return withUnsafePointer(to: unit) { string(utf16: UnsafeBufferPointer(start: $0, count: 1)) }
    }

    /// The code units from `start` up to, not including, `end`.
    public func substring(_ string: JSString, _ start: Int, _ end: Int) -> JSString {
        if start == 0 && end == string.length { return string }
        if end <= start { return emptyString }
        let flat = string.flat(self)
        if !flat.isWide {
            return self.string(latin1: UnsafeBufferPointer(start: flat.latin1 + start, count: end - start))
        }
        return self.string(utf16: UnsafeBufferPointer(start: flat.utf16 + start, count: end - start))
    }

    /// The concatenation of two strings: copied when short, a rope otherwise.
    /// - Throws: RangeError `Invalid string length`.
    public func concatenate(_ a: JSString, _ b: JSString) throws(JSException) -> JSString {
        let (n, m) = (a.length, b.length)
        if n == 0 { return b }
        if m == 0 { return a }
        let total = n &+ m
        let wide = a.isWide || b.isWide
        if total < 24 {
            let (left, right) = (a.flat(self), b.flat(self))
            let result = JSString.allocateFlat(heap, length: total, wide: wide)
            if wide {
                for i in 0..<n { result.utf16[i] = left.unit(i) }
                for i in 0..<m { result.utf16[n + i] = right.unit(i) }
            } else {
                let (target, source, more) = (result.latin1, left.latin1, right.latin1)
                for i in 0..<n { target[i] = source[i] }
                for i in 0..<m { target[n + i] = more[i] }
            }
            return result
        }
        if total > JSString.maxLength { throw rangeError("Invalid string length") }
        let cell = heap.allocate(32)
        Cell.setHeader(cell, kind: .string, flags: CellFlags.rope | (wide ? CellFlags.wide : 0))
        cell.storeBytes(of: UInt64(total), toByteOffset: 8, as: UInt64.self)
        cell.storeBytes(of: a.cell, toByteOffset: 16, as: UnsafeMutableRawPointer.self)
        cell.storeBytes(of: b.cell, toByteOffset: 24, as: UnsafeMutableRawPointer.self)
        return JSString(cell: cell)
    }
}

/// Collects code units of a string to be: Latin-1 until a wider unit comes.
/// Plain Swift memory, so that it may be kept across calls into scripts.
public struct StringBuilder {
    private var narrow: [UInt8] = []
    private var units: [UInt16] = []
    private var isWide = false

    public init() {}

    public var count: Int { isWide ? units.count : narrow.count }

    public mutating func reserve(_ capacity: Int) { if !isWide { narrow.reserveCapacity(capacity) } }

    @inline(__always)
    public mutating func append(_ unit: UInt16) {
        if !isWide {
            if unit < 0x100 {
                narrow.append(UInt8(truncatingIfNeeded: unit))
                return
            }
            widen()
        }
        units.append(unit)
    }

    /// Appends a code point as one or two code units.
    public mutating func append(codePoint: UInt32) {
        if codePoint < 0x10000 {
            append(UInt16(codePoint))
        } else {
            append(UInt16(0xD800 + ((codePoint - 0x10000) >> 10)))
            append(UInt16(0xDC00 + ((codePoint - 0x10000) & 0x3FF)))
        }
    }

    public mutating func append(_ text: StaticString) {
        for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) { append(UInt16(byte)) }
    }

    public mutating func append(_ text: String) { for unit in text.utf16 { append(unit) } }

    public mutating func append(_ vm: VM, _ string: JSString) { append(vm, string, 0, string.length) }

    public mutating func append(_ vm: VM, _ string: JSString, _ start: Int, _ end: Int) {
        if start >= end { return }
        let flat = string.flat(vm)
        if flat.isWide {
            if !isWide { widen() }
            units.append(contentsOf: UnsafeBufferPointer(start: flat.utf16 + start, count: end - start))
        } else if isWide {
            for i in start..<end { units.append(UInt16(flat.latin1[i])) }
        } else {
            narrow.append(contentsOf: UnsafeBufferPointer(start: flat.latin1 + start, count: end - start))
        }
    }

    private mutating func widen() {
        isWide = true
        units.reserveCapacity(max(narrow.capacity, 16))
        for unit in narrow { units.append(UInt16(unit)) }
        narrow = []
    }

    /// The string.
    /// - Throws: RangeError `Invalid string length`.
    public func finish(_ vm: VM) throws(JSException) -> JSString {
        if count > JSString.maxLength { throw vm.rangeError("Invalid string length") }
        return isWide
            ? units.withUnsafeBufferPointer { vm.string(utf16: $0) } : narrow.withUnsafeBufferPointer { vm.string(latin1: $0) }
    }
}
