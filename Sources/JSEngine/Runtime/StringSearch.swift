#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finding code units and strings in strings.
extension VM {
    /// StringIndexOf ( string, searchValue, fromIndex )
    ///
    /// [StringIndexOf](https://tc39.es/ecma262/#sec-stringindexof)
    /// - Parameter start: not negative; may be beyond the end.
    /// - Returns: -1 when there is none.
    func indexOf(_ string: JSString, _ search: JSString, from start: Int) -> Int {
        let (n, m) = (string.length, search.length)
        if m == 0 { return start <= n ? start : -1 }
        if start > n - m { return -1 }
        let (s, p) = (string.flat(self), search.flat(self))
        switch (s.isWide, p.isWide) {
        case (false, false): return StringSearch.first(s.latin1, n, p.latin1, m, from: start)
        case (true, true): return StringSearch.first(s.utf16, n, p.utf16, m, from: start)
        case (true, false): return StringSearch.first(s.utf16, n, p.latin1, m, from: start)
        case (false, true): return StringSearch.first(s.latin1, n, p.utf16, m, from: start)
        }
    }

    /// The last occurrence that starts at `start` or before it.
    /// - Parameter start: at most `string.length`.
    /// - Returns: -1 when there is none.
    func lastIndexOf(_ string: JSString, _ search: JSString, from start: Int) -> Int {
        let (n, m) = (string.length, search.length)
        let start = min(start, n - m)
        if start < 0 || m == 0 { return start < 0 ? -1 : start }
        let (s, p) = (string.flat(self), search.flat(self))
        switch (s.isWide, p.isWide) {
        case (false, false): return StringSearch.last(s.latin1, p.latin1, m, from: start)
        case (true, true): return StringSearch.last(s.utf16, p.utf16, m, from: start)
        case (true, false): return StringSearch.last(s.utf16, p.latin1, m, from: start)
        case (false, true): return StringSearch.last(s.latin1, p.utf16, m, from: start)
        }
    }

    /// Whether `search` stands in `string` at `position`.
    func matches(_ string: JSString, _ search: JSString, at position: Int) -> Bool {
        let m = search.length
        if position < 0 || position + m > string.length { return false }
        if m == 0 { return true }
        let (s, p) = (string.flat(self), search.flat(self))
        switch (s.isWide, p.isWide) {
        case (false, false): return memcmp(s.latin1 + position, p.latin1, m) == 0
        case (true, true): return memcmp(s.utf16 + position, p.utf16, m * 2) == 0
        default:
            for i in 0..<m where s.unit(position + i) != p.unit(i) { return false }
            return true
        }
    }

    /// CodePointAt ( string, position ) of a flat string.
    ///
    /// [CodePointAt](https://tc39.es/ecma262/#sec-codepointat)
    /// - Returns: a lone surrogate as itself.
    @inline(__always)
    func codePoint(_ flat: JSString, at index: Int) -> UInt32 {
        if !flat.isWide { return UInt32(flat.latin1[index]) }
        let lead = flat.utf16[index]
        if lead & 0xFC00 != 0xD800 || index + 1 >= flat.length { return UInt32(lead) }
        let trail = flat.utf16[index + 1]
        if trail & 0xFC00 != 0xDC00 { return UInt32(lead) }
        return 0x10000 + (UInt32(lead & 0x3FF) << 10 | UInt32(trail & 0x3FF))
    }

    /// AdvanceStringIndex ( S, index, unicode )
    ///
    /// [AdvanceStringIndex](https://tc39.es/ecma262/#sec-advancestringindex)
    func advanceStringIndex(_ flat: JSString, _ index: Int, unicode: Bool) -> Int {
        unicode && index < flat.length && codePoint(flat, at: index) >= 0x10000 ? index + 2 : index + 1
    }
}

/// The loops behind `VM.indexOf` and `VM.lastIndexOf`, for each pair of widths.
enum StringSearch {
    /// The pattern is not empty, and `start + m <= n`.
    @inline(__always)
    static func first<A: FixedWidthInteger & UnsignedInteger, B: FixedWidthInteger & UnsignedInteger>(
        _ s: UnsafeMutablePointer<A>, _ n: Int, _ p: UnsafeMutablePointer<B>, _ m: Int, from start: Int
    ) -> Int {
        let last = n &- m
        if MemoryLayout<A>.size == 1 && MemoryLayout<B>.size == 1 {
            // The C library's search of one byte is vectorised.
            let head = Int32(truncatingIfNeeded: p[0])
            var i = start
            while i <= last {
                guard let found = memchr(s + i, head, last &- i &+ 1) else { return -1 }
                i = UnsafeRawPointer(found) - UnsafeRawPointer(s)
                if m == 1 || memcmp(s + (i &+ 1), p + 1, m &- 1) == 0 { return i }
                i &+= 1
            }
            return -1
        }
        let head = UInt16(truncatingIfNeeded: p[0])
        var i = start
        while i <= last {
            if UInt16(truncatingIfNeeded: s[i]) == head {
                var k = 1
                while k < m && UInt16(truncatingIfNeeded: s[i &+ k]) == UInt16(truncatingIfNeeded: p[k]) { k &+= 1 }
                if k == m { return i }
            }
            i &+= 1
        }
        return -1
    }

    /// The pattern is not empty, and fits at `start`.
    @inline(__always)
    static func last<A: FixedWidthInteger & UnsignedInteger, B: FixedWidthInteger & UnsignedInteger>(
        _ s: UnsafeMutablePointer<A>, _ p: UnsafeMutablePointer<B>, _ m: Int, from start: Int
    ) -> Int {
        let head = UInt16(truncatingIfNeeded: p[0])
        var i = start
        while i >= 0 {
            if UInt16(truncatingIfNeeded: s[i]) == head {
                var k = 1
                while k < m && UInt16(truncatingIfNeeded: s[i &+ k]) == UInt16(truncatingIfNeeded: p[k]) { k &+= 1 }
                if k == m { return i }
            }
            i &-= 1
        }
        return -1
    }
}
