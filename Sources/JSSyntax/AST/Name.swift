#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An interned string of one parse: an identifier, property key, string literal, template part or label.
/// Equal names are equal strings. The text is in the `NameTable` of the AST.
@frozen public struct Name: Hashable, Sendable, BitwiseCopyable {
    public let id: UInt32
    @inlinable public init(id: UInt32) { self.id = id }
}

/// The code units of a name.
public enum NameText {
    case latin1(UnsafeBufferPointer<UInt8>)
    case utf16(UnsafeBufferPointer<UInt16>)
}

/// The strings of a parse. Ids are dense from 0, so a consumer can keep a parallel array (name id -> its own atom).
/// A string is kept as Latin-1 when all its code units are below 256, else as UTF-16; lone surrogates stay as they are.
public final class NameTable {
    struct Entry {
        var units: UnsafeRawPointer
        var length: UInt32
        var hash: UInt32
        var isWide: Bool
        /// The innermost declaration of the name in the parser's open scopes.
        var innermost: UnsafeMutablePointer<BindingData>? = nil
    }
    private(set) var entries: UnsafeMutablePointer<Entry>
    private var capacity: Int
    public private(set) var count = 0
    /// Open addressing; 0 is free, otherwise id + 1.
    private var buckets: UnsafeMutablePointer<UInt32>
    private var mask: Int
    private let arena = Arena()
    private var frozen: (base: UnsafeRawPointer, entries: UnsafePointer<UInt32>)?

    /// - Parameter expectedCount: how many names to make room for.
    public init(expectedCount: Int = 0) {
        var size = 512
        while size < expectedCount * 2 { size *= 2 }
        capacity = size / 2
        entries = .allocate(capacity: capacity)
        buckets = .allocate(capacity: size)
        buckets.initialize(repeating: 0, count: size)
        mask = size - 1
        for word in wellKnownNames { _ = intern(word) }
    }

    /// A table to read only, from a code cache: `count` pairs of u32 at `base + entries`, each the offset of the text from `base`
    /// and its length, with the highest bit set for UTF-16.
    public init(frozen base: UnsafeRawPointer, entries offset: Int, count: Int) {
        frozen = (base, (base + offset).assumingMemoryBound(to: UInt32.self))
        capacity = 0
        entries = .allocate(capacity: 0)
        buckets = .allocate(capacity: 0)
        mask = 0
        self.count = count
    }

    deinit {
        entries.deallocate()
        buckets.deallocate()
    }

    /// The text of a name. The buffer lives as long as the table.
    public func text(_ name: Name) -> NameText {
        if let frozen {
            let (offset, length) = (frozen.entries[Int(name.id) * 2], frozen.entries[Int(name.id) * 2 + 1])
            let units = frozen.base + Int(offset)
            let isWide = length >> 31 != 0
            let count = Int(length & 0x7FFF_FFFF)
            return isWide
                ? .utf16(.init(start: units.assumingMemoryBound(to: UInt16.self), count: count))
                : .latin1(.init(start: units.assumingMemoryBound(to: UInt8.self), count: count))
        }
        let entry = entries[Int(name.id)]
        if entry.isWide {
            return .utf16(.init(start: entry.units.assumingMemoryBound(to: UInt16.self), count: Int(entry.length)))
        }
        return .latin1(.init(start: entry.units.assumingMemoryBound(to: UInt8.self), count: Int(entry.length)))
    }

    /// Length in UTF-16 code units.
    public func length(_ name: Name) -> Int {
        switch text(name) {
        case .latin1(let units): units.count
        case .utf16(let units): units.count
        }
    }

    /// The text as a Swift string; lone surrogates become U+FFFD. For messages and dumps.
    public func string(_ name: Name) -> String {
        switch text(name) {
        case .latin1(let units): String(decoding: units.map(UInt16.init), as: UTF16.self)
        case .utf16(let units): String(decoding: units, as: UTF16.self)
        }
    }

    @inline(__always) func innermost(_ name: Name) -> UnsafeMutablePointer<BindingData>? { entries[Int(name.id)].innermost }
    @inline(__always) func setInnermost(_ name: Name, _ data: UnsafeMutablePointer<BindingData>?) {
        entries[Int(name.id)].innermost = data
    }

    // MARK: Interning

    /// The name of a literal of the parser's own source (ASCII).
    public func intern(_ literal: StaticString) -> Name {
        intern(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount), permanent: true)
    }

    @inline(__always)
    static func step(_ hash: UInt32, _ unit: UInt32) -> UInt32 { (hash ^ unit) &* 0x0100_0193 }
    static let seed: UInt32 = 0x811C_9DC5

    @inline(__always)
    static func hash<Unit: FixedWidthInteger & UnsignedInteger>(_ units: UnsafeBufferPointer<Unit>) -> UInt32 {
        var hash = seed
        for unit in units { hash = step(hash, UInt32(truncatingIfNeeded: unit)) }
        return hash
    }

    /// - Parameter permanent: the units outlive the table, so they need not be copied.
    public func intern(_ units: UnsafeBufferPointer<UInt8>, permanent: Bool = false) -> Name {
        intern(units, hash: Self.hash(units), permanent: permanent)
    }

    public func intern(_ units: UnsafeBufferPointer<UInt16>, permanent: Bool = false) -> Name {
        var union: UInt16 = 0
        for unit in units { union |= unit }
        let hash = Self.hash(units)
        if union < 256 {
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: units.count) { narrow in
                for index in 0..<units.count { narrow[index] = UInt8(truncatingIfNeeded: units[index]) }
                return intern(UnsafeBufferPointer(rebasing: narrow[0..<units.count]), hash: hash, permanent: false)
            }
        }
        return internWide(units, hash: hash, permanent: permanent)
    }

    @inline(__always)
    func intern(_ units: UnsafeBufferPointer<UInt8>, hash: UInt32, permanent: Bool) -> Name {
        var index = Int(hash ^ (hash >> 15)) & mask
        while true {
            let id = buckets[index]
            if id == 0 { break }
            let entry = entries + Int(id - 1)
            if entry.pointee.hash == hash, Int(entry.pointee.length) == units.count, !entry.pointee.isWide,
                units.count == 0 || memcmp(entry.pointee.units, units.baseAddress!, units.count) == 0
            {
                return Name(id: id - 1)
            }
            index = (index &+ 1) & mask
        }
        let stored: UnsafeRawPointer
        if permanent, let base = units.baseAddress {
            stored = UnsafeRawPointer(base)
        } else {
            let copy = arena.allocateBytes(max(units.count, 1), alignment: 1)
            if units.count > 0 { copy.copyMemory(from: units.baseAddress!, byteCount: units.count) }
            stored = UnsafeRawPointer(copy)
        }
        return add(Entry(units: stored, length: UInt32(units.count), hash: hash, isWide: false), at: index)
    }

    private func internWide(_ units: UnsafeBufferPointer<UInt16>, hash: UInt32, permanent: Bool) -> Name {
        var index = Int(hash ^ (hash >> 15)) & mask
        while true {
            let id = buckets[index]
            if id == 0 { break }
            let entry = entries + Int(id - 1)
            if entry.pointee.hash == hash, Int(entry.pointee.length) == units.count, entry.pointee.isWide,
                memcmp(entry.pointee.units, units.baseAddress!, units.count * 2) == 0
            {
                return Name(id: id - 1)
            }
            index = (index &+ 1) & mask
        }
        var stored = UnsafeRawPointer(units.baseAddress!)
        if !permanent {
            let copy = arena.allocateBytes(units.count * 2, alignment: 2)
            copy.copyMemory(from: units.baseAddress!, byteCount: units.count * 2)
            stored = UnsafeRawPointer(copy)
        }
        return add(Entry(units: stored, length: UInt32(units.count), hash: hash, isWide: true), at: index)
    }

    @inline(never)
    private func add(_ entry: Entry, at bucket: Int) -> Name {
        if count == capacity {
            grow()
            return reinsert(entry)
        }
        entries[count] = entry
        count += 1
        buckets[bucket] = UInt32(count)
        return Name(id: UInt32(count - 1))
    }

    private func reinsert(_ entry: Entry) -> Name {
        var index = Int(entry.hash ^ (entry.hash >> 15)) & mask
        while buckets[index] != 0 { index = (index &+ 1) & mask }
        entries[count] = entry
        count += 1
        buckets[index] = UInt32(count)
        return Name(id: UInt32(count - 1))
    }

    private func grow() {
        let newEntries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
        newEntries.update(from: entries, count: count)
        entries.deallocate()
        entries = newEntries
        capacity *= 2
        buckets.deallocate()
        let size = capacity * 2
        buckets = .allocate(capacity: size)
        buckets.initialize(repeating: 0, count: size)
        mask = size - 1
        for id in 0..<count {
            let hash = entries[id].hash
            var index = Int(hash ^ (hash >> 15)) & mask
            while buckets[index] != 0 { index = (index &+ 1) & mask }
            buckets[index] = UInt32(id + 1)
        }
    }
}
