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

    private static func offered(_ number: UInt32) -> UInt32 { number << 1 | 1 }

    /// The primary: the connection may be claimed.
    func offer(_ number: UInt32) { words.store(Claims.offered(number), at: Claims.slot(number)) }

    /// The worker takes the connection; false when the primary has taken it back. The primary likewise.
    func take(_ number: UInt32) -> Bool { words.exchange(at: Claims.slot(number), Claims.offered(number), for: 0) }
}
