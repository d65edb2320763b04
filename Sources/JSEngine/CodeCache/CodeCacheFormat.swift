/// A code cache: the bytecode of many source texts in one piece of memory, read where it lies.
///
/// It is written by the same binary that reads it (`CodeCacheWriter`), so that its numbers are those of the machine: there is no
/// portable form, and no check of the code itself. All sections begin at multiples of eight bytes; offsets count from the
/// beginning of the cache:
///
///     header     magic u64, number of names u32, of units u32, offsets of the names and of the units u32
///     units      offset u32 of each unit's outermost function; 0 for a unit that is not in the cache
///     names      for each: offset u32, length u32 in code units with the highest bit set for UTF-16
///     functions  see `CachedFunction`
enum CodeCacheFormat {
    /// "swjs" and the version of the format.
    static let magic: UInt64 = 0x0000_0001_736A_7773
    static let headerSize = 24
    static let wideName: UInt32 = 1 << 31
}

/// Tags of constants in a code cache. Each is followed by u32 words.
enum CachedConstant: UInt32 {
    /// Low and high word of the double.
    case number
    /// The name.
    case string, name, bigint
    /// A count, then the cooked strings (name + 1, 0 for undefined) and the raw ones in turn.
    case template
    /// Pattern and flags.
    case regexp
    /// A count, then names.
    case shape, names
    /// Deletable, counts of lexicals, functions and vars; then names, those of lexicals each with whether they are constant.
    case globals
}
