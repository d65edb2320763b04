import Testing

@testable import ClusterRuntime

extension ClusterRuntimeTests {
    private func parse(_ text: String) throws -> JSON {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBytes { try JSONParser.parse($0) }
    }

    @Test(arguments: [
        "null", "true", "[1,-2,3.5,1e+100]", #"{"a":{"b":[]},"c":"x\"\\\n\t\u0001é😀"}"#, "-0.5", "[[],{}]",
    ])
    func jsonRoundTrip(_ text: String) throws {
        #expect(String(decoding: try parse(text).text, as: UTF8.self) == text)
    }

    @Test func jsonEscapes() throws {
        #expect(try parse(#""\ud83d\ude00\u00e9\/""#) == .string("😀é/"))
        #expect(try parse(#""\ud83d""#) == .string("\u{FFFD}"))
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "01", "1.", "tru", "\"\\x\"", "\"a", "1 2", "{a:1}", "\"\u{01}\"",
        String(repeating: "[", count: 500),
    ])
    func jsonErrors(_ text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test func v8RoundTrip() throws {
        let value = JSON.object([
            .init("cmd", .string("NODE_CLUSTER")), .init("n", .number(-3)), .init("d", .number(2.5)),
            .init("t", .bool(true)), .init("z", .null), .init("s", .string("é😀")), .init("a", .array([.number(1)])),
        ])
        let bytes = V8Serialization.encode(value)
        let decoded = try bytes.withUnsafeBytes { try V8Serialization.decode($0, 2..<$0.count) }
        let names = try bytes.withUnsafeBytes { try V8Serialization.members($0)?.map(\.name) }
        #expect(decoded == value)
        #expect(names == ["cmd", "n", "d", "t", "z", "s", "a"])
    }

    @Test func clusterMessagesRoundTrip() throws {
        var query = ListenQuery(address: "::1", port: 80, addressType: .ipv6, backlog: 511, flags: 1)
        query.index = 2
        var reply = ClusterReply(ack: 7)
        reply.key = query.key
        reply.sockname = SocketName(address: "::1", family: "IPv6", port: 80)
        let bodies: [ClusterMessage.Body] = [
            .online, .queryServer(query), .listening(query), .newConnection(key: "k"), .close(key: "k"), .disconnect,
            .exitedAfterDisconnect, .reply(reply), .reply(ClusterReply(ack: 1, accepted: false)),
        ]
        for body in bodies {
            let message = ClusterMessage(body, seq: 5)
            #expect(try ClusterMessage(message.json) == message)
        }
        #expect(query.key == "::1:80:6:undefined:2")
        #expect(throws: MalformedMessage.self) { try ClusterMessage(.object([.init("act", .string("newconn"))])) }
        #expect(throws: MalformedMessage.self) { try ClusterMessage(.object([])) }
    }
}
