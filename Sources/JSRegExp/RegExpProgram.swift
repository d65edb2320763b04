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

    init(flags: RegExpFlags, captureCount: Int, groupNames: [GroupName]) {
        self.flags = flags
        self.captureCount = captureCount
        self.groupNames = groupNames
    }

    /// Searches a Latin-1 input from `startIndex` on (only at `startIndex` when the flags have `y`).
    ///
    /// - Parameters:
    ///   - captures: room for `2 * captureCount` positions; after `.match` the start and end of each capture, -1 for a
    ///     group that took no part. Undefined after any other result.
    public func match(
        latin1 input: UnsafePointer<UInt8>, length: Int, startIndex: Int, captures: UnsafeMutablePointer<Int32>,
        context: RegExpMatchContext
    ) -> RegExpMatchResult {
        .noMatch
    }

    /// Searches a UTF-16 input from `startIndex` on; see the Latin-1 method.
    public func match(
        utf16 input: UnsafePointer<UInt16>, length: Int, startIndex: Int, captures: UnsafeMutablePointer<Int32>,
        context: RegExpMatchContext
    ) -> RegExpMatchResult {
        .noMatch
    }
}
