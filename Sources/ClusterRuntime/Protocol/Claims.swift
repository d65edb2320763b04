import EventLoop

/// Who has a connection that is under way: the worker that claims it, or the primary that takes it back.
///
/// A worker that does not answer may still have a connection in its socket, to be read whenever it goes on. The primary can give it to
/// another worker only if the first one cannot serve it any more. A message would come too late; so both sides have a table in shared
/// memory in which each connection is offered, and the one who changes its word first has it.
final class Claims {
    /// The number of words: more than connections can be under way to one worker.
    static let count = 1024
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

    /// The worker: its program sees the connection from here on.
    func begin(_ number: UInt32) { words.store(Claims.begun(number), at: Claims.slot(number)) }

    /// The primary, when the worker has died without an answer: whether its program had seen the connection. Then it is no other
    /// worker's: something may have been sent on it.
    func hasBegun(_ number: UInt32) -> Bool {
        words.exchange(at: Claims.slot(number), Claims.begun(number), for: 0)
    }
}
