import EventLoop

/// Who has a connection that is under way: the worker that claims it, or the primary that takes it back.
///
/// A worker that does not answer may still have a connection in its socket, to be read whenever it goes on. The primary can give it to
/// another worker only if the first one cannot serve it any more. A message would come too late; so both sides have a table in shared
/// memory in which each connection is offered, and the one who changes its word first has it.
///
/// The table is the worker's answer too: a connection that it has begun with is accepted. A primary that is awake will look
/// before it goes to sleep; only one that sleeps has to be woken (`Doorbell`).
final class Claims {
    /// The number of words: more than connections can be under way to one worker.
    static let count = 1024
    /// A word more tells whether the primary sleeps.
    static let size = count + 1
    private let words: SharedWords

    init(_ words: SharedWords) { self.words = words }

    static func slot(_ number: UInt32) -> Int { Int(number) & (count - 1) }

    private static func offered(_ number: UInt32) -> UInt32 { number << 2 | 1 }
    private static func taken(_ number: UInt32) -> UInt32 { number << 2 | 2 }
    private static func begun(_ number: UInt32) -> UInt32 { number << 2 | 3 }

    /// The primary: the connection may be claimed.
    func offer(_ number: UInt32) { words.store(Claims.offered(number), at: Claims.slot(number)) }

    /// The worker takes the connection; false when the primary has taken it back.
    func take(_ number: UInt32) -> Bool {
        words.exchange(at: Claims.slot(number), Claims.offered(number), for: Claims.taken(number))
    }

    /// The primary takes the connection back; false when the worker has it.
    func revoke(_ number: UInt32) -> Bool { words.exchange(at: Claims.slot(number), Claims.offered(number), for: 0) }

    /// The worker, which has taken the connection: it is its own from here on, whether or not the worker lives; its program may
    /// see it. To be called once or more often.
    func begin(_ number: UInt32) {
        _ = words.exchange(at: Claims.slot(number), Claims.taken(number), for: Claims.begun(number))
    }

    /// The primary: whether the worker has begun with the connection. When the worker has died without that, the connection can
    /// be given to another; otherwise something may have been sent on it.
    func hasBegun(_ number: UInt32) -> Bool { words.load(at: Claims.slot(number)) == Claims.begun(number) }

    /// The primary is about to wait for events, and looks at the table once more after this; or does not wait any longer.
    func setPrimarySleeps(_ sleeps: Bool) { words.store(sleeps ? 1 : 0, at: Claims.count) }

    /// The worker, after it has begun with connections: whether it is the one to wake the primary.
    func mustRing() -> Bool { words.exchange(at: Claims.count, 1, for: 0) }
}
