import EventLoop

/// One step of the cluster's work, as observers see it.
public struct ClusterEvent: Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        case fork, online, queryServer, listening
        /// The primary accepted a connection.
        case accept
        /// The connection was sent to a worker.
        case handoff
        /// The worker took it.
        case ack
        /// The worker did not want it; it goes to another.
        case reject
        /// The worker went away without an answer; the connection goes to another.
        case requeue
        /// The connection could not be given to anyone and was closed.
        case drop
        /// Accepting paused because the process has too many descriptors.
        case backOff
        case disconnect, exit
    }

    public let kind: Kind
    /// Nanoseconds of the monotonic clock.
    public let time: UInt64
    /// 0 when no worker is concerned.
    public let workerID: Int
    /// The server, for all that concerns one.
    public let key: String?
    /// The connection's number: the same from `accept` to `ack`.
    public let connection: UInt64?
    public let detail: String?

    public var description: String {
        var text = "\(kind.rawValue)"
        if workerID != 0 { text += " worker=\(workerID)" }
        if let key { text += " key=\(key)" }
        if let connection { text += " connection=\(connection)" }
        if let detail { text += " \(detail)" }
        return text
    }
}

/// Sees every step of a primary. Without an observer the steps cost a test of nil.
public protocol ClusterObserver: AnyObject {
    func clusterDid(_ event: ClusterEvent)
}
