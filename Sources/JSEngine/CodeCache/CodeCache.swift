import JSSyntax

/// Reads compiled functions from a code cache: see `CodeCacheFormat`. Nothing is decoded before it is needed.
public final class CodeCache {
    private let base: UnsafeRawPointer
    /// The names of all units: they share one table.
    private let names: NameTable
    private let unitCount: Int

    /// - Parameter bytes: what `CodeCacheWriter` wrote, aligned to eight bytes; it has to live as long as the process.
    /// - Returns: nil for bytes that are no code cache of this version.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= CodeCacheFormat.headerSize, let base = bytes.baseAddress, UInt(bitPattern: base) & 7 == 0,
            base.load(as: UInt64.self) == CodeCacheFormat.magic
        else { return nil }
        self.base = base
        unitCount = Int(base.load(fromByteOffset: 12, as: UInt32.self))
        names = NameTable(
            frozen: base, entries: Int(base.load(fromByteOffset: 16, as: UInt32.self)),
            count: Int(base.load(fromByteOffset: 8, as: UInt32.self)))
    }

    func words(_ offset: UInt32) -> UnsafePointer<UInt32> { (base + Int(offset)).assumingMemoryBound(to: UInt32.self) }

    /// The outermost function of a unit.
    /// - Parameters:
    ///   - index: the unit's number in the order of writing.
    ///   - source: makes the text that was compiled, when something asks for it.
    /// - Returns: nil when the cache lacks the unit.
    public func template(ofUnit index: Int, source: @escaping () -> SourceText) -> FunctionTemplate? {
        guard index < unitCount else { return nil }
        let offset = words(base.load(fromByteOffset: 20, as: UInt32.self))[index]
        if offset == 0 { return nil }
        let unit = CompilationUnit(names: names, makeSource: source)
        return CachedFunction(self, unit: unit, offset: offset).makeTemplate()
    }
}
