/// A compiled regular expression. Immutable, so that one program may serve many RegExp objects and threads.
public final class RegExpProgram: @unchecked Sendable {
    /// The name of a capturing group and the group's number. With duplicate names, the same name comes more than once.
    public struct GroupName: Sendable, Equatable {
        public let name: [UInt16]
        public let index: Int
    }

    public let flags: RegExpFlags
    /// The number of captures, the whole match included: at least 1.
    public let captureCount: Int
    /// The named groups in the order of their numbers.
    public let groupNames: [GroupName]

    let code: UnsafeMutablePointer<UInt32>
    let codeCount: Int
    let data: UnsafeMutablePointer<UInt32>
    let dataCount: Int
    let registerCount: Int
    let minLength: Int
    let isAnchored: Bool
    /// The offset in `data` of the record of `SearchPlan.loop`, or 0.
    let loopOffset: Int
    /// See `SearchPlan.prefix`.
    let prefix: UnsafeMutableBufferPointer<UInt16>
    /// The offset in `data` of the record of `SearchPlan.first`, or 0.
    let firstOffset: Int

    init(flags: RegExpFlags, captureCount: Int, groupNames: [GroupName], emitter: Emitter, search: SearchPlan) {
        var emitter = emitter
        self.flags = flags
        self.captureCount = captureCount
        self.groupNames = groupNames
        minLength = search.minLength
        isAnchored = search.isAnchored
        loopOffset = search.loop.map { emitter.offset(of: $0) } ?? 0
        prefix = .allocate(capacity: search.prefix.count)
        _ = prefix.initialize(from: search.prefix)
        firstOffset = search.first.map { emitter.offset(of: $0) } ?? 0
        registerCount = emitter.registerCount
        codeCount = emitter.code.count
        dataCount = emitter.data.count
        code = .allocate(capacity: codeCount)
        code.initialize(from: emitter.code, count: codeCount)
        data = .allocate(capacity: dataCount)
        data.initialize(from: emitter.data, count: dataCount)
    }

    deinit {
        code.deallocate()
        data.deallocate()
        prefix.deallocate()
    }

    /// How many bytes the program takes, for the engine's accounting.
    public var byteCount: Int { (codeCount + dataCount) * 4 + 128 }

    /// RegExpBuiltinExec's search: looks for a match in a Latin-1 input from `startIndex` on (only at `startIndex` when the
    /// flags have `y`).
    ///
    /// https://tc39.es/ecma262/#sec-regexpbuiltinexec
    ///
    /// - Parameters:
    ///   - startIndex: at most `length`.
    ///   - captures: room for `2 * captureCount` positions; after `.match` the start and end of each capture, -1 for a
    ///     group that took no part. Undefined after any other result.
    ///   - context: memory and limits.
    public func match(
        latin1 input: UnsafePointer<UInt8>, length: Int, startIndex: Int, captures: UnsafeMutablePointer<Int32>,
        context: RegExpMatchContext
    ) -> RegExpMatchResult {
        run(input, length, startIndex, captures, context)
    }

    /// RegExpBuiltinExec's search in a UTF-16 input; see the Latin-1 method.
    public func match(
        utf16 input: UnsafePointer<UInt16>, length: Int, startIndex: Int, captures: UnsafeMutablePointer<Int32>,
        context: RegExpMatchContext
    ) -> RegExpMatchResult {
        run(input, length, startIndex, captures, context)
    }

    @inline(__always)
    private func run<Unit: CodeUnit>(
        _ input: UnsafePointer<Unit>, _ length: Int, _ startIndex: Int, _ captures: UnsafeMutablePointer<Int32>,
        _ context: RegExpMatchContext
    ) -> RegExpMatchResult {
        precondition(startIndex >= 0 && startIndex <= length)
        guard context.reserveRegisters(registerCount), context.stack != nil || context.growStack() else { return .stackOverflow }
        var matcher = Matcher(program: self, input: input, length: length, context: context)
        let result = matcher.search(from: startIndex)
        matcher.finish()
        if result == .match { captures.update(from: context.registers!, count: captureCount * 2) }
        return result
    }
}
