/// The kinds of handles that travel between processes, with Node's names for them.
public enum HandleKind: String, Sendable, CaseIterable {
    /// A listening `net.Server`.
    case netServer = "net.Server"
    /// A connected `net.Socket`.
    case netSocket = "net.Socket"
    /// A bare TCP or pipe handle; what the cluster's own messages carry.
    case netNative = "net.Native"
    case dgramSocket = "dgram.Socket"
    case dgramNative = "dgram.Native"
}

/// A message that Node keeps to itself: an object whose `cmd` begins with `NODE_`.
public enum InternalMessage: Equatable, Sendable {
    /// `NODE_HANDLE`: wraps a message that a descriptor goes with.
    case handle(HandleEnvelope)
    /// `NODE_HANDLE_ACK`: the descriptor arrived.
    case handleAcknowledged
    /// `NODE_HANDLE_NACK`: the message arrived without its descriptor.
    case handleMissing
    /// `NODE_CLUSTER`.
    case cluster(ClusterMessage)
    /// `NODE_SOCKET_NOTIFY_CLOSE`: tell when the last socket of the server `key` is closed.
    case socketNotifyClose(key: String)
    /// `NODE_SOCKET_ALL_CLOSED`: it is.
    case socketAllClosed(key: String)
    /// `NODE_SOCKET_GET_COUNT`: how many sockets of the server `key` are open?
    case socketGetCount(key: String)
    /// `NODE_SOCKET_COUNT`: so many.
    case socketCount(key: String, count: Int)
    /// `NODE_SWJS`: everything that follows from this side is in binary frames. Real Node ignores it.
    case upgrade(version: Int)
    /// Another `NODE_` message; Node hands those to `internalMessage` listeners.
    case other(JSON)
}

/// What `NODE_HANDLE` says.
public struct HandleEnvelope: Equatable, Sendable {
    public var kind: HandleKind
    /// The message itself, serialized in the channel's way.
    public var message: [UInt8]
    /// `net.Socket`: the server that the socket came from.
    public var key: String?
    /// `dgram.Socket`: `udp4` or `udp6`.
    public var dgramType: String?
    /// Whether `message` is internal JSON; only binary frames need to be told.
    var isInternal = false

    public init(kind: HandleKind, message: [UInt8], key: String? = nil, dgramType: String? = nil) {
        self.kind = kind
        self.message = message
        self.key = key
        self.dgramType = dgramType
    }
}

extension InternalMessage {
    /// The version of the binary frames.
    static let upgradeVersion = 1

    /// The message as JSON text.
    public var text: [UInt8] { json.text }

    /// The message as the object that is sent.
    var json: JSON {
        func command(_ name: String, _ members: JSON.Member...) -> JSON {
            .object([JSON.Member("cmd", .string(name))] + members)
        }
        switch self {
        case .handle(let envelope):
            var members: [JSON.Member] = [
                .init("cmd", .string("NODE_HANDLE")), .init("type", .string(envelope.kind.rawValue)),
                .init("msg", .raw(envelope.message)),
            ]
            if let key = envelope.key { members.append(.init("key", .string(key))) }
            if let type = envelope.dgramType { members.append(.init("dgramType", .string(type))) }
            return .object(members)
        case .handleAcknowledged: return command("NODE_HANDLE_ACK")
        case .handleMissing: return command("NODE_HANDLE_NACK")
        case .cluster(let message): return message.json
        case .socketNotifyClose(let key): return command("NODE_SOCKET_NOTIFY_CLOSE", .init("key", .string(key)))
        case .socketAllClosed(let key): return command("NODE_SOCKET_ALL_CLOSED", .init("key", .string(key)))
        case .socketGetCount(let key): return command("NODE_SOCKET_GET_COUNT", .init("key", .string(key)))
        case .socketCount(let key, let count):
            return command("NODE_SOCKET_COUNT", .init("key", .string(key)), .init("count", .number(count)))
        case .upgrade(let version): return command("NODE_SWJS", .init("version", .number(version)))
        case .other(let json): return json
        }
    }
}

/// Why a message was dropped.
public enum MalformedMessage: Error, Equatable, Sendable {
    /// Longer than the channel's limit; the channel is closed, as the rest cannot be told apart.
    case oversize(Int)
    /// No JSON, or not the serialization agreed on.
    case syntax(String)
    /// An internal message that lacks a member or has one of the wrong type.
    case invalid(String)
    /// A binary frame of a kind that this version does not know.
    case unknownFrame(UInt8)
    /// Descriptors came that no message asked for; they were closed.
    case strayDescriptors(Int)
}
