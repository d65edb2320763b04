#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The units of an input: Latin-1 or UTF-16.
protocol CodeUnit: FixedWidthInteger, UnsignedInteger {}
extension UInt8: CodeUnit {}
extension UInt16: CodeUnit {}

/// Runs a program over an input. All memory is raw, so that a step costs neither a reference count nor an allocation.
///
/// An entry of the backtrack stack is a word: a tag in its top two bits, 30 bits of payload, and 32 bits of value.
struct Matcher<Unit: CodeUnit> {
    /// Go on at instruction (payload), position (value).
    static var choice: UInt64 { 0 }
    /// The loop instruction (payload) has consumed up to a position (value) and may give back; below lies `.least`.
    static var range: UInt64 { 1 << 62 }
    /// Set register (payload) to the value.
    static var undo: UInt64 { 2 << 62 }
    /// How far back (value) the range above it may go.
    static var least: UInt64 { 3 << 62 }

    let code: UnsafePointer<UInt32>
    let data: UnsafePointer<UInt32>
    let input: UnsafePointer<Unit>
    let length: Int
    let registers: UnsafeMutablePointer<Int32>
    let captureRegisters: Int
    let program: Unmanaged<RegExpProgram>
    let context: Unmanaged<RegExpMatchContext>
    /// Backtracking steps until the limits are looked at again.
    var ticks: Int
    var ticksGiven: Int
    var stepsLeft: UInt64

    static var ticksPerCheck: Int { 1 << 13 }

    init(program: RegExpProgram, input: UnsafePointer<Unit>, length: Int, context: RegExpMatchContext) {
        code = UnsafePointer(program.code)
        data = UnsafePointer(program.data)
        self.input = input
        self.length = length
        registers = context.registers!
        captureRegisters = program.captureCount * 2
        self.program = Unmanaged.passUnretained(program)
        self.context = Unmanaged.passUnretained(context)
        stepsLeft = context.stepLimit
        ticksGiven = Int(min(UInt64(Matcher.ticksPerCheck), stepsLeft))
        ticks = ticksGiven
    }

    func finish() {
        context._withUnsafeGuaranteedRef { $0.trimStack() }
    }

    /// Looks at the limits; nil to go on.
    @inline(never)
    mutating func checkLimits() -> RegExpMatchResult? {
        stepsLeft -= UInt64(ticksGiven)
        if stepsLeft == 0 { return .stepLimit }
        ticksGiven = Int(min(UInt64(Matcher.ticksPerCheck), stepsLeft))
        ticks = ticksGiven
        return context._withUnsafeGuaranteedRef { context in
            if let hook = context.interruptHook, hook(context.interruptArgument) { return .interrupted }
            return nil
        }
    }

    // MARK: Search

    mutating func search(from startIndex: Int) -> RegExpMatchResult {
        let (flags, prefix, firstOffset, minLength, isAnchored, loopOffset) = program._withUnsafeGuaranteedRef {
            ($0.flags, UnsafeBufferPointer($0.prefix), $0.firstOffset, $0.minLength, $0.isAnchored, $0.loopOffset)
        }
        let isUnicodeMode = Unit.bitWidth == 16 && flags.isUnicodeMode
        var start = startIndex
        // The code point that a position in the middle of a pair belongs to.
        if isUnicodeMode, isInsidePair(start) { start -= 1 }
        let lastStart = length - minLength
        if start > lastStart { return .noMatch }
        if flags.contains(.sticky) { return attempt(at: start) }
        if isAnchored { return start == 0 ? attempt(at: 0) : .noMatch }
        let single = prefix.count == 1 ? UInt32(prefix[0]) : UInt32.max
        while true {
            if prefix.count > 1 {
                start = find(prefix, from: start, to: length)
                if start < 0 { return .noMatch }
            } else if single != UInt32.max {
                start = findUnit(single, from: start, to: length)
                if start < 0 { return .noMatch }
            } else if firstOffset != 0 {
                let record = data + firstOffset
                while start <= lastStart, start < length, !contains(record, UInt32(truncatingIfNeeded: input[start])) {
                    start &+= 1
                }
                if start == length { return .noMatch }
            }
            if start > lastStart { return .noMatch }
            if !(isUnicodeMode && isInsidePair(start)) {
                let result = attempt(at: start)
                if result != .noMatch { return result }
                ticks &-= 1
                if ticks <= 0, let stop = checkLimits() { return stop }
            }
            if loopOffset != 0 {
                let record = data + loopOffset
                while start < length, contains(record, UInt32(truncatingIfNeeded: input[start])) { start &+= 1 }
            }
            start += 1
        }
    }

    private func isInsidePair(_ index: Int) -> Bool {
        index > 0 && index < length && input[index] & 0xFC00 == 0xDC00 && input[index - 1] & 0xFC00 == 0xD800
    }

    /// The first place of a unit, or -1.
    private func findUnit(_ unit: UInt32, from start: Int, to end: Int) -> Int {
        if start >= end || unit > UInt32(Unit.max) { return -1 }
        if Unit.bitWidth == 8 {
            guard let found = memchr(input + start, Int32(unit), end - start) else { return -1 }
            return UnsafeRawPointer(found) - UnsafeRawPointer(input)
        }
        // Look for the low byte, then see whether it is one and whether the high byte is right.
        var at = start
        while at < end {
            let rest = UnsafeRawPointer(input + at)
            guard let found = memchr(rest, Int32(unit & 0xFF), (end - at) * 2) else { return -1 }
            at += (UnsafeRawPointer(found) - rest) / 2
            if UInt32(truncatingIfNeeded: input[at]) == unit { return at }
            at += 1
        }
        return -1
    }

    /// The first place of a string, or -1.
    private func find(_ text: UnsafeBufferPointer<UInt16>, from start: Int, to end: Int) -> Int {
        let last = end - text.count
        var at = start
        while at <= last {
            at = findUnit(UInt32(text[0]), from: at, to: last + 1)
            if at < 0 { return -1 }
            var matched = 1
            while matched < text.count, UInt32(truncatingIfNeeded: input[at &+ matched]) == UInt32(text[matched]) {
                matched &+= 1
            }
            if matched == text.count { return at }
            at += 1
        }
        return -1
    }

    // MARK: Reading

    /// Whether a set record has a unit or code point.
    @inline(__always)
    func contains(_ record: UnsafePointer<UInt32>, _ c: UInt32) -> Bool {
        if Unit.bitWidth == 8 || c < 256 { return record[Int(c &>> 5)] &>> (c & 31) & 1 != 0 }
        return Matcher.containsWide(record, c)
    }

    @inline(__always)
    static func containsWide(_ record: UnsafePointer<UInt32>, _ c: UInt32) -> Bool {
        let count = Int(record[SetRecord.count])
        let ranges = record + SetRecord.ranges
        if count <= 1 { return count == 1 && ranges[0] <= c && c <= ranges[1] }
        return searchRanges(ranges, count, c)
    }

    @inline(never)
    static func searchRanges(_ ranges: UnsafePointer<UInt32>, _ count: Int, _ c: UInt32) -> Bool {
        var low = 0
        var high = count
        while low < high {
            let middle = (low &+ high) &>> 1
            if ranges[middle &* 2 &+ 1] < c { low = middle &+ 1 } else { high = middle }
        }
        return low < count && ranges[low &* 2] <= c
    }

    /// The code point at a position that is not the end.
    @inline(__always)
    func point(at index: inout Int) -> UInt32 {
        let lead = UInt32(truncatingIfNeeded: input[index])
        index &+= 1
        if Unit.bitWidth == 16, lead & 0xFC00 == 0xD800, index < length {
            let trail = UInt32(truncatingIfNeeded: input[index])
            if trail & 0xFC00 == 0xDC00 {
                index &+= 1
                return (lead &<< 10) &+ trail &- 0x35F_DC00
            }
        }
        return lead
    }

    /// The code point before a position that is not the start.
    @inline(__always)
    func point(before index: inout Int) -> UInt32 {
        index &-= 1
        let trail = UInt32(truncatingIfNeeded: input[index])
        if Unit.bitWidth == 16, trail & 0xFC00 == 0xDC00, index > 0 {
            let lead = UInt32(truncatingIfNeeded: input[index &- 1])
            if lead & 0xFC00 == 0xD800 {
                index &-= 1
                return (lead &<< 10) &+ trail &- 0x35F_DC00
            }
        }
        return trail
    }

    @inline(__always)
    func isWordBoundary(_ index: Int, wide: Bool) -> Bool {
        let before = index > 0 && isWord(UInt32(truncatingIfNeeded: input[index - 1]), wide)
        let after = index < length && isWord(UInt32(truncatingIfNeeded: input[index]), wide)
        return before != after
    }

    @inline(__always)
    private func isWord(_ c: UInt32, _ wide: Bool) -> Bool {
        // Digits in the low 64 bits of ASCII, letters and the underscore in the high ones.
        if c < 64 { return 0x03FF_0000_0000_0000 as UInt64 &>> UInt64(c) & 1 != 0 }
        if c < 128 { return 0x07FF_FFFE_87FF_FFFE as UInt64 &>> UInt64(c &- 64) & 1 != 0 }
        return wide && (c == 0x17F || c == 0x212A)
    }

    /// BackreferenceMatcher: the position behind (or before) the repeated text, or -1.
    @inline(never)
    func backreference(_ words: UnsafePointer<UInt32>, options: UInt32, _ index: Int) -> Int {
        var start = -1
        var end = -1
        for position in 0..<Int(words[0]) where end < 0 || start < 0 {
            let group = Int(words[1 + position])
            start = Int(registers[group * 2])
            end = Int(registers[group * 2 + 1])
        }
        if start < 0 || end < 0 { return index }
        let size = end - start
        let isBackward = options & 2 != 0
        let from = isBackward ? index - size : index
        if from < 0 || from + size > length { return -1 }
        if options & 1 == 0 {
            if memcmp(input + start, input + from, size * MemoryLayout<Unit>.stride) != 0 { return -1 }
        } else {
            let unicode = options & 4 != 0
            var i = start
            var j = from
            while i < end {
                let a: UInt32
                let b: UInt32
                if unicode {
                    a = point(at: &i)
                    b = point(at: &j)
                } else {
                    a = UInt32(truncatingIfNeeded: input[i])
                    b = UInt32(truncatingIfNeeded: input[j])
                    i += 1
                    j += 1
                }
                if a != b,
                    CaseEquivalence.canonicalize(a, unicode: unicode) != CaseEquivalence.canonicalize(b, unicode: unicode)
                {
                    return -1
                }
            }
        }
        return isBackward ? from : from + size
    }
}
