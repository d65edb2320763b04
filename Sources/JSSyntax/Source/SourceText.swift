#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program's text: Latin-1 bytes when every code unit is below 256, else UTF-16 code units.
/// Positions are offsets in code units.
public final class SourceText {
    /// File name or URL for messages.
    public let name: String
    /// Number of code units.
    public let length: Int
    public let isLatin1: Bool
    let storage: UnsafeMutableRawPointer
    /// Added to line numbers (wrapped CommonJS modules and embedded snippets use it).
    public let firstLine: Int
    private var lineStarts: [UInt32] = []

    /// Zero code units follow the text, so that a lexer may look ahead without a bounds check.
    static let padding = 8

    public init(name: String, latin1 bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1) {
        self.name = name
        self.firstLine = firstLine
        length = bytes.count
        isLatin1 = true
        storage = .allocate(byteCount: bytes.count + Self.padding, alignment: 16)
        if let base = bytes.baseAddress { storage.copyMemory(from: base, byteCount: bytes.count) }
        memset(storage + bytes.count, 0, Self.padding)
    }

    public init(name: String, utf16 units: UnsafeBufferPointer<UInt16>, firstLine: Int = 1) {
        self.name = name
        self.firstLine = firstLine
        length = units.count
        var union: UInt16 = 0
        for unit in units { union |= unit }
        isLatin1 = union < 256
        if isLatin1 {
            storage = .allocate(byteCount: units.count + Self.padding, alignment: 16)
            for index in 0..<units.count {
                storage.storeBytes(of: UInt8(truncatingIfNeeded: units[index]), toByteOffset: index, as: UInt8.self)
            }
            memset(storage + units.count, 0, Self.padding)
        } else {
            storage = .allocate(byteCount: (units.count + Self.padding) * 2, alignment: 16)
            if let base = units.baseAddress { storage.copyMemory(from: base, byteCount: units.count * 2) }
            memset(storage + units.count * 2, 0, Self.padding * 2)
        }
    }

    /// Decodes UTF-8 (a byte order mark is dropped, malformed sequences become U+FFFD).
    public convenience init(name: String, utf8 bytes: UnsafeBufferPointer<UInt8>, firstLine: Int = 1) {
        var bytes = bytes
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            bytes = UnsafeBufferPointer(rebasing: bytes[3...])
        }
        var union: UInt8 = 0
        for byte in bytes { union |= byte }
        if union < 0x80 {
            self.init(name: name, latin1: bytes, firstLine: firstLine)
            return
        }
        let units = Array(String(decoding: bytes, as: UTF8.self).utf16)
        self.init(name: name, utf16: units, firstLine: firstLine)
    }

    public convenience init(name: String, utf16 units: [UInt16], firstLine: Int = 1) {
        let (copy, count) = (units, units.count)
        var this: UnsafeBufferPointer<UInt16> = .init(start: nil, count: 0)
        let buffer = UnsafeMutablePointer<UInt16>.allocate(capacity: max(count, 1))
        defer { buffer.deallocate() }
        copy.withUnsafeBufferPointer { if let base = $0.baseAddress { buffer.update(from: base, count: count) } }
        this = .init(start: buffer, count: count)
        self.init(name: name, utf16: this, firstLine: firstLine)
    }

    public convenience init(name: String, _ text: String, firstLine: Int = 1) {
        self.init(name: name, utf16: Array(text.utf16), firstLine: firstLine)
    }

    deinit { storage.deallocate() }

    /// The text when `isLatin1`.
    public var latin1: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: storage.assumingMemoryBound(to: UInt8.self), count: length)
    }
    /// The text when not `isLatin1`.
    public var utf16: UnsafeBufferPointer<UInt16> {
        UnsafeBufferPointer(start: storage.assumingMemoryBound(to: UInt16.self), count: length)
    }

    public subscript(offset: Int) -> UInt16 {
        if offset >= length { return 0 }
        return isLatin1 ? UInt16(latin1[offset]) : utf16[offset]
    }

    /// The text between two offsets as a Swift string, for messages.
    public func string(_ start: Int, _ end: Int) -> String {
        let range = min(max(start, 0), length)..<max(min(end, length), min(max(start, 0), length))
        if isLatin1 { return String(decoding: latin1[range].map(UInt16.init), as: UTF16.self) }
        return String(decoding: utf16[range], as: UTF16.self)
    }

    // MARK: Lines

    private static func isLineEnd(_ unit: UInt16) -> Bool { unit == 10 || unit == 13 || unit == 0x2028 || unit == 0x2029 }

    private func buildLines() {
        if !lineStarts.isEmpty { return }
        var starts: [UInt32] = [0]
        for offset in 0..<length {
            let unit = self[offset]
            if Self.isLineEnd(unit), !(unit == 13 && self[offset + 1] == 10) { starts.append(UInt32(offset + 1)) }
        }
        lineStarts = starts
    }

    /// Line and column of an offset, both from 1 (the first line is `firstLine`).
    public func position(at offset: Int) -> (line: Int, column: Int) {
        buildLines()
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
        }
        return (low + firstLine, offset - Int(lineStarts[low]) + 1)
    }

    /// The text of the line that holds the offset, without its line terminator.
    public func lineText(at offset: Int) -> String {
        buildLines()
        let start = Int(lineStarts[position(at: offset).line - firstLine])
        var end = start
        while end < length, !Self.isLineEnd(self[end]) { end += 1 }
        return string(start, end)
    }

    /// `name:line`, the line, and carets below the range, as Node prints a SyntaxError's place.
    public func excerpt(start: Int, end: Int) -> String {
        let (line, column) = position(at: start)
        let text = lineText(at: start)
        let width = max(1, min(end - start, text.utf16.count - (column - 1)))
        var lead = ""
        for unit in text.utf16.prefix(column - 1) { lead.append(unit == 9 ? "\t" : " ") }
        return "\(name):\(line)\n\(text)\n\(lead)\(String(repeating: "^", count: width))"
    }
}
