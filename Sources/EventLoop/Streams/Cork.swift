internal import CSwjs

/// Gathers what goes to a socket during a turn of the loop, to be sent at once before the loop waits.
///
/// A program that computes for long after it has sent something keeps nobody waiting: a thread sends what is older than a
/// millisecond.
public final class Cork {
    private let cork: OpaquePointer
    private let prepare: Prepare
    /// Between the first write of a turn, which goes out at once, and the moment before the loop waits.
    public private(set) var isGathering = false

    /// Nil when there is no memory for it.
    /// - Parameter onTurnEnd: called before the loop waits; it must call `flush`.
    public init?(_ loop: Loop, socket: Int32, _ onTurnEnd: @escaping () -> Void) {
        guard let cork = swjs_cork_create(socket) else { return nil }
        self.cork = cork
        prepare = Prepare(loop, onTurnEnd)
    }

    deinit { swjs_cork_destroy(cork) }

    /// Something was written: what follows in this turn may be gathered.
    public func begin() {
        if isGathering { return }
        isGathering = true
        prepare.start()
    }

    public func end() {
        isGathering = false
        prepare.stop()
    }

    /// Adds bytes; false when there is no memory.
    public func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        swjs_cork_append(cork, bytes.baseAddress, bytes.count, nil, 0) == 0
    }

    public var pending: Int { swjs_cork_pending(cork) }

    /// Sends what waits.
    /// - Returns: what the socket did not take, or the error with which it refused everything.
    public func flush() -> (rest: [UInt8], error: UVError?) {
        var rest: UnsafeRawPointer?
        var length = 0
        let result = swjs_cork_flush(cork, &rest, &length)
        if result < 0 { return ([], UVError(code: result)) }
        return ([UInt8](UnsafeRawBufferPointer(start: rest, count: length)), nil)
    }

    /// Sends what waits anywhere in this process: before it ends by a signal. An ordinary exit does it by itself.
    public static func flushAll() { swjs_cork_flush_all() }

    /// Lets the loop's handle go; nothing may be added any more.
    public func close() {
        isGathering = false
        prepare.close()
    }
}
