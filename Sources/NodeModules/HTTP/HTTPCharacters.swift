#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Classes of bytes in HTTP messages (RFC 9110 §5.6.2, §5.5).
enum HTTPCharacters {
    static let token: UInt8 = 1
    static let fieldValue: UInt8 = 2
    static let url: UInt8 = 4

    /// A table of 256 class bytes, one for the whole process.
    nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        table.initialize(repeating: 0, count: 256)
        let marks = Array("!#$%&'*+-.^_`|~".utf8)
        for c in 0..<256 {
            let byte = UInt8(c)
            let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            if isLetter || (0x30...0x39).contains(byte) || marks.contains(byte) { table[c] |= token }
            if byte == 9 || (byte >= 0x20 && byte != 0x7F) { table[c] |= fieldValue }
            if byte > 0x20 && byte < 0x7F { table[c] |= url }
        }
        return UnsafePointer(table)
    }()

    /// Compares bytes with a lower-case name, whatever the case of the bytes.
    @inline(__always)
    static func equal(_ p: UnsafePointer<UInt8>, _ count: Int, _ lower: StaticString) -> Bool {
        if count != lower.utf8CodeUnitCount { return false }
        let name = lower.utf8Start
        var i = 0
        while i < count {
            let byte = p[i]
            let folded = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if folded != name[i] { return false }
            i += 1
        }
        return true
    }

    /// Calls `body` with every element of a comma-separated list, without the white space around.
    @inline(__always)
    static func forEachElement(
        _ p: UnsafePointer<UInt8>, _ count: Int, _ body: (UnsafePointer<UInt8>, Int) -> Void
    ) {
        var start = 0
        while start <= count {
            var end = start
            while end < count && p[end] != 0x2C { end += 1 }
            let next = end + 1
            while start < end && (p[start] == 0x20 || p[start] == 9) { start += 1 }
            while end > start && (p[end - 1] == 0x20 || p[end - 1] == 9) { end -= 1 }
            if end > start { body(p + start, end - start) }
            start = next
        }
    }
}
