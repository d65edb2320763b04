import EventLoop

/// A descriptor to send with a message. It stays the sender's: it must stay open until `released` is called, and may be
/// closed from then on.
public struct OutgoingHandle {
    public var kind: HandleKind
    public var descriptor: Int32
    /// `net.Socket`: the key of the server that it came from.
    public var key: String?
    /// `dgram.Socket`: `udp4` or `udp6`.
    public var dgramType: String?
    /// Called once: true when the receiver has the descriptor, false when it never will.
    public var released: ((Bool) -> Void)?

    public init(
        kind: HandleKind, descriptor: Int32, key: String? = nil, dgramType: String? = nil, released: ((Bool) -> Void)? = nil
    ) {
        self.kind = kind
        self.descriptor = descriptor
        self.key = key
        self.dgramType = dgramType
        self.released = released
    }
}

/// A descriptor that came with a message; from the callback on it is the receiver's, who must close it.
public struct ReceivedHandle {
    public let kind: HandleKind
    public let descriptor: Int32
    public let key: String?
    public let dgramType: String?
}

/// How sending a message went.
public enum SendOutcome: Equatable, Sendable {
    /// The kernel has it; the completion is not called.
    case written
    /// It waits, for the socket or for the receipt of an earlier handle; the completion will be called.
    case pending
    /// It will not be sent; the completion is not called.
    case failed(UVError)
}
