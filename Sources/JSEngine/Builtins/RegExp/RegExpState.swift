import JSRegExp

/// What a VM keeps for its regular expressions: memory of the matcher, compiled programs, the last match.
final class RegExpState {
    let context = RegExpMatchContext()
    /// Start and end of each capture of the latest successful match; -1 for a group that took no part.
    private(set) var captures: UnsafeMutablePointer<Int32>
    private var capacity = 64

    /// Programs by pattern and flags, in places that their hash selects.
    private struct Entry {
        var pattern: JSString
        var program: RegExpProgram
    }
    private var entries: [Entry?]
    private static let size = 256

    /// For the legacy static properties: the input and the number of captures of the last successful match.
    private(set) var lastInput: Value = .undefined
    /// What a script stored in `RegExp.input` since.
    var inputOverride: Value = .undefined
    private(set) var lastCaptureCount = 0

    /// See `VM.isPristine`.
    var isPristine = false
    var checkedEpoch: UInt32 = 0

    init() {
        captures = .allocate(capacity: capacity)
        captures.initialize(repeating: 0, count: capacity)
        entries = Array(repeating: nil, count: RegExpState.size)
    }

    @inline(__always)
    func reserve(_ captureCount: Int) { if captureCount * 2 > capacity { grow(captureCount * 2) } }

    private func grow(_ wanted: Int) {
        let larger = UnsafeMutablePointer<Int32>.allocate(capacity: wanted)
        larger.initialize(repeating: -1, count: wanted)
        larger.update(from: captures, count: capacity)
        captures.deallocate()
        captures = larger
        capacity = wanted
    }

    @inline(__always)
    func rememberMatch(_ input: JSString, _ captureCount: Int) {
        lastInput = Value(input)
        inputOverride = .undefined
        lastCaptureCount = captureCount
    }

    func trace(_ heap: Heap) {
        heap.mark(lastInput)
        heap.mark(inputOverride)
        for entry in entries { if let entry { heap.mark(Value(entry.pattern)) } }
    }

    private func index(_ vm: VM, _ pattern: JSString, _ flags: RegExpFlags) -> Int {
        Int((pattern.hash(vm) ^ UInt32(flags.rawValue) &* 0x9E37_79B1) & UInt32(RegExpState.size - 1))
    }

    /// The program of a pattern that was compiled before.
    func find(_ vm: VM, _ pattern: JSString, _ flags: RegExpFlags) -> RegExpProgram? {
        guard let entry = entries[index(vm, pattern, flags)], entry.program.flags == flags, entry.pattern.equals(vm, pattern)
        else { return nil }
        return entry.program
    }

    func remember(_ vm: VM, _ pattern: JSString, _ program: RegExpProgram) {
        entries[index(vm, pattern, program.flags)] = Entry(pattern: pattern, program: program)
    }
}

extension VM {
    /// The compiled program of a pattern, from the table when it is there.
    /// - Throws: SyntaxError.
    func regexpProgram(_ pattern: JSString, _ flags: RegExpFlags) throws(JSException) -> RegExpProgram {
        if let program = regexp.find(self, pattern, flags) { return program }
        let flat = pattern.flat(self)
        do throws(RegExpSyntaxError) {
            let program =
                flat.isWide
                ? try RegExpCompiler.compile(pattern: UnsafeBufferPointer(start: flat.utf16, count: flat.length), flags: flags)
                : try RegExpCompiler.compile(latin1: UnsafeBufferPointer(start: flat.latin1, count: flat.length), flags: flags)
            regexp.remember(self, flat, program)
            return program
        } catch {
            throw syntaxError(error.message)
        }
    }

    /// The flags that a text stands for.
    /// - Throws: SyntaxError.
    func regexpFlags(_ text: JSString) throws(JSException) -> RegExpFlags {
        if text.isEmpty { return [] }
        let flat = text.flat(self)
        if flat.length == 1, let flag = RegExpFlags(letter: flat.unit(0)) { return flag }
        if flat.length <= 8, let flags = RegExpFlags(parsing: (0..<flat.length).lazy.map { flat.unit($0) }) { return flags }
        throw syntaxError("Invalid flags supplied to RegExp constructor '\(text.toSwift(self))'")
    }
}
