import DataFormats
import Testing

@Suite struct JQTests {
    private let input = try! JQInput(Array(#"{"a": [1, 2, 3], "b": {"c": "text"}}"#.utf8))

    @Test func results() throws {
        #expect(try JQ(".a[]").run(input).outputs == ["1", "2", "3"])
        #expect(try JQ(".b.c | test(\"^t\")").run(input).isTrue)
        #expect(try !JQ("empty").run(input).isTrue)
        #expect(try !JQ(".a[], null").run(input).isTrue)
        #expect(try JQ("repeat(1)").run(input, limit: 5).error == "more than 5 results")
    }

    @Test func errors() throws {
        #expect(try JQ(".a.x").run(input).error?.hasPrefix("Cannot index array with") == true)
        #expect(try JQ("error(\"mine\")").run(input).error == "mine")
        #expect(throws: JQError.self) { try JQ(".a[") }
        #expect(throws: JQError.self) { try JQ("nothing_like_that") }
        #expect(throws: JQError.self) { try JQInput(Array("{".utf8)) }
    }

    @Test func sets() throws {
        let set = JQFilterSet()
        let good = (0..<50).map { ".a[\($0 % 3)] + \($0)" } + ["def f: 5; f", ". # remark", ".b | \"x\\(.c + \")\")\""]
        let bad = [".a[", "1) | (2", "undefined_function", "\"open", ""]
        for filter in good + bad { set.add(filter) }
        set.compile()
        for filter in good { #expect(set.problem(filter) == nil, "\(filter)") }
        for filter in bad where !filter.isEmpty { #expect(set.problem(filter) != nil, "\(filter)") }
        #expect(try set.run(".a[1] + 4", input).outputs == ["6"])
        #expect(try set.run("def f: 5; f", input).outputs == ["5"])
        #expect(try set.run(".later // 9", input).outputs == ["9"])
    }
}
