#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the messages of a channel are written; Node's `serialization` option.
public enum Serialization: String, Sendable {
    /// Lines of JSON.
    case json
    /// V8's structured clone format behind a length of four bytes, big endian.
    case advanced
}

/// The bytes of one side of a channel, before and after the upgrade.
///
/// A binary frame is `[kind: 1][descriptors: 1][0: 2][length: 4, little endian]` and its payload. The descriptors of a frame go
/// with its first byte, and nothing else that has descriptors goes into the same `sendmsg`: a frame whose descriptors the
/// receiving kernel could not all deliver is recognised.
enum FrameKind: UInt8 {
    /// A user message in the channel's serialization.
    case user = 0
    /// An internal message as JSON.
    case `internal` = 1
    /// A message with one descriptor: `[kind: 1][internal: 1][text length: 2][key or dgram type][message]`.
    case handle = 2
    /// Connections: `[key length: 2][key]` and a number of four bytes for each descriptor.
    case connections = 3
    /// Answers to connections: `[number: 4][accepted: 1]` each.
    case replies = 4
    /// To the worker: its table of claims, and what wakes the primary: descriptors without payload. The answer, without a descriptor: it is in use.
    case claims = 5
    /// As `connections`; another worker had them and may still hold a descriptor.
    case sharedConnections = 6
    /// From the worker, when asked to count: `[key length: 2][key][number: 4]` connections were closed.
    case closedConnections = 7
}

enum Frame {
    static let headerSize = 8

    static func header(_ kind: FrameKind, descriptors: Int, length: Int) -> [UInt8] {
        let length = UInt32(length)
        return [
            kind.rawValue, UInt8(descriptors), 0, 0, UInt8(truncatingIfNeeded: length),
            UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length >> 16),
            UInt8(truncatingIfNeeded: length >> 24),
        ]
    }

    /// A user message for the wire.
    static func user(_ message: [UInt8], binary: Bool, _ serialization: Serialization) -> [UInt8] {
        binary ? header(.user, descriptors: 0, length: message.count) + message : legacy(message, serialization)
    }

    /// Frames a user message in place.
    /// - Parameter bytes: the message behind `headerSize` free bytes.
    /// - Returns: where the frame begins.
    static func putHeader(in bytes: inout [UInt8], binary: Bool, _ serialization: Serialization) -> Int {
        if !binary && serialization == .json {
            bytes.append(0x0A)
            return headerSize
        }
        let count = UInt32(bytes.count - headerSize)
        bytes.withUnsafeMutableBytes {
            if binary {
                $0.storeBytes(of: UInt32(FrameKind.user.rawValue).littleEndian, as: UInt32.self)
                $0.storeBytes(of: count.littleEndian, toByteOffset: 4, as: UInt32.self)
            } else {
                $0.storeBytes(of: count.bigEndian, toByteOffset: 4, as: UInt32.self)
            }
        }
        return binary ? 0 : 4
    }

    static func hasLineFeed(_ message: [UInt8]) -> Bool {
        message.withUnsafeBytes { $0.count > 0 && memchr($0.baseAddress!, 0x0A, $0.count) != nil }
    }

    /// An internal message for the wire.
    static func `internal`(_ message: InternalMessage, binary: Bool, _ serialization: Serialization) -> [UInt8] {
        guard binary else {
            switch serialization {
            case .json: return legacy(message.json.text, .json)
            case .advanced: return legacy(V8Serialization.encode(message.json), .advanced)
            }
        }
        if case .handle(let envelope) = message { return handle(envelope) }
        let text = message.json.text
        return header(.internal, descriptors: 0, length: text.count) + text
    }

    private static func legacy(_ message: [UInt8], _ serialization: Serialization) -> [UInt8] {
        switch serialization {
        case .json:
            var line = message
            line.append(UInt8(ascii: "\n"))
            return line
        case .advanced:
            let count = UInt32(message.count)
            return [
                UInt8(truncatingIfNeeded: count >> 24), UInt8(truncatingIfNeeded: count >> 16),
                UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count),
            ] + message
        }
    }

    private static func handle(_ envelope: HandleEnvelope) -> [UInt8] {
        let text = Array((envelope.key ?? envelope.dgramType ?? "").utf8.prefix(65535))
        let kind = UInt8(HandleKind.allCases.firstIndex(of: envelope.kind)!)
        let flags: UInt8 = envelope.isInternal ? 1 : 0
        var output = header(.handle, descriptors: 1, length: 4 + text.count + envelope.message.count)
        output += [kind, flags, UInt8(truncatingIfNeeded: text.count), UInt8(truncatingIfNeeded: text.count >> 8)]
        output += text
        output += envelope.message
        return output
    }

    /// Reads a `handle` frame's payload.
    static func envelope(_ payload: UnsafeRawBufferPointer) -> HandleEnvelope? {
        guard payload.count >= 4, Int(payload[0]) < HandleKind.allCases.count else { return nil }
        let count = Int(payload[2]) | Int(payload[3]) << 8
        guard payload.count >= 4 + count else { return nil }
        let text = String(decoding: UnsafeRawBufferPointer(rebasing: payload[4..<(4 + count)]), as: UTF8.self)
        let message = [UInt8](payload[(4 + count)...])
        var envelope = HandleEnvelope(kind: HandleKind.allCases[Int(payload[0])], message: message)
        envelope.isInternal = payload[1] & 1 != 0
        switch envelope.kind {
        case .netSocket: envelope.key = text.isEmpty ? nil : text
        case .dgramSocket: envelope.dgramType = text
        case .netServer, .netNative, .dgramNative: break
        }
        return envelope
    }
}

/// Finding internal messages among those of the user.
enum MessageReader {
    /// What a serialized message is.
    enum Reading {
        case user
        case `internal`(InternalMessage)
    }

    /// Tells whether a message is internal, as Node does: an object with a `cmd` that begins with `NODE_` and goes on.
    static func read(_ bytes: UnsafeRawBufferPointer, _ serialization: Serialization) throws(MalformedMessage) -> Reading {
        guard mayBeInternal(bytes) else { return .user }
        switch serialization {
        case .json:
            // A user message that is no JSON is the user's to complain about.
            guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return .user }
            let members: [(name: String, range: Range<Int>)]
            do throws(JSONError) { members = try JSONParser.members(bytes) } catch {
                throw .syntax("\(error.reason) at \(error.offset)")
            }
            return try read(members) { range throws(MalformedMessage) in
                do throws(JSONError) {
                    return try JSONParser.parse(UnsafeRawBufferPointer(rebasing: bytes[range]))
                } catch {
                    throw .syntax("\(error.reason) at \(range.lowerBound + error.offset)")
                }
            } raw: {
                [UInt8](bytes[$0])
            }
        case .advanced:
            guard let members = try V8Serialization.members(bytes) else { return .user }
            return try read(members) { range throws(MalformedMessage) in
                try V8Serialization.decode(bytes, range)
            } raw: {
                V8Serialization.header + [UInt8](bytes[$0])
            }
        }
    }

    /// Reads an internal message that is known to be JSON.
    static func readJSON(_ bytes: UnsafeRawBufferPointer) throws(MalformedMessage) -> InternalMessage {
        switch try read(bytes, .json) {
        case .internal(let message): return message
        case .user: throw .invalid("an internal frame without NODE_ command")
        }
    }

    private static func read(
        _ members: [(name: String, range: Range<Int>)], value: (Range<Int>) throws(MalformedMessage) -> JSON,
        raw: (Range<Int>) -> [UInt8]
    ) throws(MalformedMessage) -> Reading {
        func member(_ name: String) -> Range<Int>? { members.last { $0.name == name }?.range }
        guard let range = member("cmd"), case .string(let command) = try value(range), command.hasPrefix("NODE_"),
            command.utf8.count > 5
        else { return .user }
        func string(_ name: String) throws(MalformedMessage) -> String? {
            guard let range = member(name) else { return nil }
            return try value(range).stringValue
        }
        func key() throws(MalformedMessage) -> String {
            guard let key = try string("key") else { throw .invalid("\(command) without key") }
            return key
        }
        func whole() throws(MalformedMessage) -> JSON {
            var object: [JSON.Member] = []
            for member in members { object.append(JSON.Member(member.name, try value(member.range))) }
            return .object(object)
        }
        switch command {
        case "NODE_HANDLE":
            guard let type = try string("type"), let kind = HandleKind(rawValue: type) else {
                throw .invalid("NODE_HANDLE type")
            }
            guard let message = member("msg") else { throw .invalid("NODE_HANDLE without msg") }
            return .internal(
                .handle(
                    HandleEnvelope(
                        kind: kind, message: raw(message), key: try string("key"), dgramType: try string("dgramType"))))
        case "NODE_HANDLE_ACK": return .internal(.handleAcknowledged)
        case "NODE_HANDLE_NACK": return .internal(.handleMissing)
        case "NODE_CLUSTER": return .internal(.cluster(try ClusterMessage(whole())))
        case "NODE_SOCKET_NOTIFY_CLOSE": return .internal(.socketNotifyClose(key: try key()))
        case "NODE_SOCKET_ALL_CLOSED": return .internal(.socketAllClosed(key: try key()))
        case "NODE_SOCKET_GET_COUNT": return .internal(.socketGetCount(key: try key()))
        case "NODE_SOCKET_COUNT":
            guard let range = member("count"), let count = try value(range).intValue else {
                throw .invalid("NODE_SOCKET_COUNT count")
            }
            return .internal(.socketCount(key: try key(), count: count))
        case "NODE_SWJS":
            guard let range = member("version"), let version = try value(range).intValue else {
                throw .invalid("NODE_SWJS version")
            }
            return .internal(.upgrade(version: version))
        default: return .internal(.other(try whole()))
        }
    }

    /// A quick look for `NODE_`: most user messages are told apart without parsing them.
    private static func mayBeInternal(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        var offset = 0
        while bytes.count - offset >= 5 {
            guard let found = memchr(start + offset, 0x4E, bytes.count - offset - 4) else { return false }
            let at = UnsafeRawPointer(found) - start
            if bytes[at + 1] == 0x4F, bytes[at + 2] == 0x44, bytes[at + 3] == 0x45, bytes[at + 4] == 0x5F { return true }
            offset = at + 1
        }
        return false
    }
}
