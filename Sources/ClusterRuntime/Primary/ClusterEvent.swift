import EventLoop

/// One step of the cluster's work, as observers see it.
public struct ClusterEvent: Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable, CaseIterable {
        /// A worker's process was started.
        case fork
        /// The worker runs.
        case online
        /// The worker asks for a server.
        case queryServer
        /// The primary bound the socket that the worker asked for.
        case bind
        /// The primary's answer: a port, a shared socket, or an error.
        case reply
        /// The worker's server listens.
        case listening
        /// The primary accepted a connection.
        case accept
        /// The connection was sent to a worker.
        case handoff
        /// The worker took it.
        case ack
        /// The worker did not want it; it goes to another.
        case reject
        /// The worker went away or did not answer in time; the connection goes to another.
        case requeue
        /// The connection could not be given to anyone and was closed.
        case drop
        /// Accepting paused because the process has too many descriptors.
        case backOff
        /// The worker does not answer: others get the connections until it does.
        case stalled
        /// The worker closed its server.
        case close
        /// The primary closed the listening socket.
        case unbind
        /// The primary asks the worker to disconnect.
        case disconnecting
        /// The worker tells that its end is intended.
        case exitedAfterDisconnect
        /// The worker's channel has closed.
        case disconnect
        /// The worker's process has ended.
        case exit
        /// The worker sent what cannot be understood.
        case malformed
    }

    /// Who said something, or heard it.
    public enum Party: Equatable, Sendable, CustomStringConvertible {
        case client, primary
        case worker(Int)

        public var description: String {
            switch self {
            case .client: "client"
            case .primary: "primary"
            case .worker(let id): "worker \(id)"
            }
        }
    }

    public let kind: Kind
    /// Nanoseconds of the monotonic clock.
    public let time: UInt64
    /// 0 when no worker is concerned.
    public let workerID: Int
    /// The worker's process, 0 when none is concerned.
    public let pid: Int32
    /// The server, for all that concerns one.
    public let key: String?
    /// The connection's number: the same from `accept` to `ack`.
    public let connection: UInt64?
    /// What else there is to say: port, code, signal, ...
    public let details: [JSON.Member]

    /// Who acted.
    public var source: Party {
        switch kind {
        case .online, .queryServer, .listening, .ack, .reject, .close, .exitedAfterDisconnect, .disconnect, .exit, .malformed:
            .worker(workerID)
        case .accept: .client
        case .fork, .bind, .reply, .handoff, .requeue, .drop, .backOff, .stalled, .unbind, .disconnecting: .primary
        }
    }

    /// Whom it concerned: the actor itself when nothing was said to anyone.
    public var target: Party {
        switch kind {
        case .fork, .reply, .handoff, .disconnecting: .worker(workerID)
        case .drop: .client
        default: .primary
        }
    }

    public var description: String {
        var text = "\(kind.rawValue)"
        if workerID != 0 { text += " worker=\(workerID)" }
        if let key { text += " key=\(key)" }
        if let connection { text += " connection=\(connection)" }
        for member in details {
            text += " \(member.name)=\(member.value.stringValue ?? String(decoding: member.value.text, as: UTF8.self))"
        }
        return text
    }
}

/// Sees every step of a primary. Without an observer the steps cost a test of nil.
public protocol ClusterObserver: AnyObject {
    func clusterDid(_ event: ClusterEvent)
}
