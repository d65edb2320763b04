import ClusterRuntime
import Testing

@testable import ScriptTesting

@Suite struct UnitTests {
    @Test func durations() {
        #expect(Duration.parse("250ms") == 250_000_000)
        #expect(Duration.parse("1.5s") == 1_500_000_000)
        #expect(Duration.parse("2m") == 120_000_000_000)
        for bad in ["", "5", "s", "5 s", "-5s", "1e3s", "5sec", "fast"] { #expect(Duration.parse(bad) == nil, "\(bad)") }
    }

    @Test func thresholds() throws {
        let threshold = try Threshold.parse("p95 < 50ms")
        #expect(threshold.holds(49) && !threshold.holds(50))
        #expect(try Threshold.parse("errors==0").holds(0))
        #expect(throws: PatternError.self) { try Threshold.parse("p95 < 50") }
        #expect(throws: PatternError.self) { try Threshold.parse("p42 < 50ms") }
        #expect(throws: PatternError.self) { try Threshold.parse("errors is 0") }
    }

    @Test func words() {
        #expect(nearest("stesp", ["steps", "tests"]) == "steps")
        #expect(nearest("xyz", ["steps", "tests"]) == nil)
        #expect(editDistance("kitten", "sitting") == 3)
    }

    @Test func patterns() throws {
        #expect(try Pattern("^b\\d+$").captures("a\nb12\nc")?[0] == "b12")
        #expect(try Pattern("\\d+").replacing("a1b22c", with: "N") == "aNbNc")
        #expect(try Pattern("x*").replacing("ab", with: "-") == "-a-b-")
    }

    @Test func splitsFilters() {
        let pieces = FilterReport.split(".a == (1 and 2) and \"x and y\" == .b", ["and"]).map(\.text)
        #expect(pieces == [".a == (1 and 2)", "\"x and y\" == .b"])
        #expect(FilterReport.split(".a |= 1 | .b", ["|"]).map(\.text) == [".a |= 1", ".b"])
    }

    @Test func responses() {
        var parser = HTTPResponseParser()
        for byte in Array(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n"
                .utf8)
        {
            #expect(!parser.isComplete)
            parser.feed([byte])
        }
        #expect(parser.isComplete && parser.response.body == Array("abcde".utf8) && parser.keepsAlive)
        var untilEnd = HTTPResponseParser()
        untilEnd.feed(Array("HTTP/1.0 404 Not Found\r\nA: b\r\n\r\nxyz".utf8)[...])
        #expect(!untilEnd.isComplete)
        untilEnd.end()
        #expect(untilEnd.isComplete && untilEnd.response.status == 404 && untilEnd.response.header("a") == "b")
        var bad = HTTPResponseParser()
        bad.feed(Array("SSH-2.0-OpenSSH\r\n\r\n".utf8)[...])
        #expect(bad.problem != nil)
    }

    @Test func templates() throws {
        var variables = Variables()
        variables["a"] = .object([.init("b", .array([.number(1), .string("x")]))])
        #expect(try variables.fill("<${a.b.1}> $${a} ${a.b.0}") == "<x> ${a} 1")
        #expect(try variables.fill(.string("${a.b}")) == .array([.number(1), .string("x")]))
        #expect(throws: PatternError.self) { try variables.fill("${nothing}") }
        #expect(throws: PatternError.self) { try variables.fill("${open") }
    }
}
