/// What a worker asks for with `listen`, and what it reports once it listens; the members have Node's names.
public struct ListenQuery: Equatable, Sendable {
    /// Node's `addressType`.
    public enum AddressType: Equatable, Sendable {
        case ipv4, ipv6
        /// A unix socket's path (-1).
        case path
        case udp4, udp6

        public var isUDP: Bool { self == .udp4 || self == .udp6 }
    }

    /// An IP address or, for `.path`, a path; nil listens on all addresses.
    public var address: String?
    /// -1 for paths, nil for descriptors.
    public var port: Int?
    public var addressType: AddressType?
    /// A descriptor of the primary to listen on; negative and nil mean none.
    public var fd: Int?
    /// Tells apart the servers of one worker that ask for the same address: `listen(0)` twice gives two ports.
    public var index: Int?
    public var backlog: Int?
    /// `UV_TCP_IPV6ONLY` or UDP's flags.
    public var flags: Int?
    public var readableAll: Bool?
    public var writableAll: Bool?
    /// What the server's owner wants all workers to share (TLS ticket keys).
    public var data: JSON?

    public init(
        address: String? = nil, port: Int? = nil, addressType: AddressType? = nil, fd: Int? = nil, backlog: Int? = nil,
        flags: Int? = nil
    ) {
        self.address = address
        self.port = port
        self.addressType = addressType
        self.fd = fd
        self.backlog = backlog
        self.flags = flags
    }

    /// What makes two requests the same listening socket: `address:port:addressType:fd`, without the index.
    public var indexKey: String {
        "\(address ?? "null"):\(port.map(String.init) ?? "null"):\(addressType?.text ?? "null"):"
            + (fd.map(String.init) ?? "undefined")
    }

    /// The key of the primary's table: `address:port:addressType:fd:index`.
    public var key: String { "\(indexKey):\(index ?? 0)" }
}

extension ListenQuery.AddressType {
    var text: String {
        switch self {
        case .ipv4: "4"
        case .ipv6: "6"
        case .path: "-1"
        case .udp4: "udp4"
        case .udp6: "udp6"
        }
    }

    var json: JSON {
        switch self {
        case .ipv4: .number(4)
        case .ipv6: .number(6)
        case .path: .number(-1)
        case .udp4: .string("udp4")
        case .udp6: .string("udp6")
        }
    }

    init?(_ json: JSON) {
        switch json {
        case .number(4): self = .ipv4
        case .number(6): self = .ipv6
        case .number(-1): self = .path
        case .string("udp4"): self = .udp4
        case .string("udp6"): self = .udp6
        default: return nil
        }
    }
}

/// The address that a shared server got.
public struct SocketName: Equatable, Sendable {
    public var address: String
    /// `IPv4` or `IPv6`.
    public var family: String
    public var port: Int
    public init(address: String, family: String, port: Int) {
        self.address = address
        self.family = family
        self.port = port
    }
}

/// What the other side answers to a message with a `seq`.
public struct ClusterReply: Equatable, Sendable {
    /// The `seq` of the message that is answered.
    public var ack: Int
    /// `queryServer`: a libuv code when it failed.
    public var errno: Int?
    public var key: String?
    public var data: JSON?
    public var sockname: SocketName?
    /// `queryServer`: the primary wants to know when connections end. Only swjs says and understands it.
    public var countsConnections = false
    /// `newconn`: whether the worker took the connection.
    public var accepted: Bool?

    public init(ack: Int, accepted: Bool? = nil) {
        self.ack = ack
        self.accepted = accepted
    }
}

/// A message between primary and worker (`NODE_CLUSTER`).
public struct ClusterMessage: Equatable, Sendable {
    public enum Body: Equatable, Sendable {
        /// Worker: I run.
        case online
        /// Worker: I want to listen.
        case queryServer(ListenQuery)
        /// Worker: I listen.
        case listening(ListenQuery)
        /// Primary: a connection for the server `key`; its descriptor goes along.
        case newConnection(key: String)
        /// Worker: I closed the server `key`.
        case close(key: String)
        /// Primary: close your servers, then disconnect.
        case disconnect
        /// Worker: my exit is intended.
        case exitedAfterDisconnect
        case reply(ClusterReply)
        /// An act that this version does not know; ignored.
        case unknown(String)
    }

    /// The sender's number for this message; an answer repeats it as `ack`.
    public var seq: Int?
    public var body: Body

    public init(_ body: Body, seq: Int? = nil) {
        self.seq = seq
        self.body = body
    }

    /// The message as the object that is sent.
    var json: JSON {
        var members: [JSON.Member] = [.init("cmd", .string("NODE_CLUSTER"))]
        func add(_ name: String, _ value: JSON) { members.append(.init(name, value)) }
        switch body {
        case .online: add("act", .string("online"))
        case .queryServer(let query), .listening(let query):
            if case .queryServer = body { add("act", .string("queryServer")) } else { add("act", .string("listening")) }
            add("index", .number(query.index ?? 0))
            add("data", query.data ?? .null)
            add("address", query.address.map { .string($0) } ?? .null)
            add("port", query.port.map { .number($0) } ?? .null)
            add("addressType", query.addressType?.json ?? .null)
            if let fd = query.fd { add("fd", .number(fd)) }
            if let flags = query.flags { add("flags", .number(flags)) }
            if let backlog = query.backlog { add("backlog", .number(backlog)) }
            if let all = query.readableAll { add("readableAll", .bool(all)) }
            if let all = query.writableAll { add("writableAll", .bool(all)) }
        case .newConnection(let key):
            add("act", .string("newconn"))
            add("key", .string(key))
        case .close(let key):
            add("act", .string("close"))
            add("key", .string(key))
        case .disconnect: add("act", .string("disconnect"))
        case .exitedAfterDisconnect: add("act", .string("exitedAfterDisconnect"))
        case .unknown(let act): add("act", .string(act))
        case .reply(let reply):
            add("ack", .number(reply.ack))
            if let accepted = reply.accepted { add("accepted", .bool(accepted)) }
            if let key = reply.key {
                add("errno", reply.errno.map { .number($0) } ?? .null)
                add("key", .string(key))
                add("data", reply.data ?? .null)
                if reply.countsConnections { add("countsConnections", .bool(true)) }
                if let name = reply.sockname {
                    add(
                        "sockname",
                        .object([
                            .init("address", .string(name.address)), .init("family", .string(name.family)),
                            .init("port", .number(name.port)),
                        ]))
                }
            }
        }
        if let seq { add("seq", .number(seq)) }
        return .object(members)
    }

    /// Reads the message that `json` is; its `cmd` is `NODE_CLUSTER`.
    init(_ json: JSON) throws(MalformedMessage) {
        seq = json["seq"]?.intValue
        func key() throws(MalformedMessage) -> String {
            guard let key = json["key"]?.stringValue else { throw .invalid("NODE_CLUSTER without key") }
            return key
        }
        if let ack = json["ack"] {
            guard let number = ack.intValue else { throw .invalid("NODE_CLUSTER ack") }
            var reply = ClusterReply(ack: number, accepted: json["accepted"]?.boolValue)
            reply.errno = json["errno"]?.intValue
            reply.key = json["key"]?.stringValue
            reply.countsConnections = json["countsConnections"]?.boolValue ?? false
            if let data = json["data"], data != .null { reply.data = data }
            if let name = json["sockname"], let address = name["address"]?.stringValue {
                // Old versions of Node gave the family as a number.
                let family = name["family"]?.stringValue ?? (name["family"]?.intValue == 6 ? "IPv6" : "IPv4")
                reply.sockname = SocketName(address: address, family: family, port: name["port"]?.intValue ?? 0)
            }
            body = .reply(reply)
            return
        }
        guard let act = json["act"]?.stringValue else { throw .invalid("NODE_CLUSTER without act") }
        switch act {
        case "online": body = .online
        case "queryServer": body = .queryServer(try ListenQuery(json))
        case "listening": body = .listening(try ListenQuery(json))
        case "newconn": body = .newConnection(key: try key())
        case "close": body = .close(key: try key())
        case "disconnect": body = .disconnect
        // Before Node 6 the message was called after the property that it sets.
        case "exitedAfterDisconnect", "suicide": body = .exitedAfterDisconnect
        default: body = .unknown(act)
        }
    }
}

extension ListenQuery {
    init(_ json: JSON) throws(MalformedMessage) {
        switch json["address"] {
        case .string(let text)?: address = text
        case .null?, nil: address = nil
        default: throw .invalid("queryServer address")
        }
        switch json["port"] {
        case .null?, nil: port = nil
        case let value?:
            guard let number = value.intValue, (-1...65535).contains(number) else { throw .invalid("queryServer port") }
            port = number
        }
        switch json["addressType"] {
        case .null?, nil: addressType = nil
        case let value?:
            guard let type = AddressType(value) else { throw .invalid("queryServer addressType") }
            addressType = type
        }
        fd = json["fd"]?.intValue
        index = json["index"]?.intValue
        backlog = json["backlog"]?.intValue
        flags = json["flags"]?.intValue
        readableAll = json["readableAll"]?.boolValue
        writableAll = json["writableAll"]?.boolValue
        if let value = json["data"], value != .null { data = value }
    }
}
