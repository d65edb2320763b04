import Testing

@testable import JSRegExp

@Suite struct MatchingTests {
    @Test func alternativesAreTriedInOrder() throws {
        #expect(try exec("((a)|(ab))((c)|(bc))", "abc") == ["abc", "a", "a", nil, "bc", nil, "bc"])
        #expect(try exec("foo|bar|baz|qux", "a qux") == ["qux"])
        #expect(try exec("(?:$|a)b", "ab") == ["ab"])
    }

    @Test func quantifiers() throws {
        #expect(try exec("a[a-z]{2,4}", "abcdefghi") == ["abcde"])
        #expect(try exec("a[a-z]{2,4}?", "abcdefghi") == ["abc"])
        #expect(try exec("(aa|aabaac|ba|b|c)*", "aabaac") == ["aaba", "ba"])
        #expect(try exec("(?:a*?){2,3}b", "aab") == ["aab"])
        #expect(try exec("x{,3}", "x{,3}") == ["x{,3}"])
        #expect(try matches("b{9007199254740991}", "bb") == false)
    }

    /// https://tc39.es/ecma262/#sec-runtime-semantics-repeatmatcher-abstract-operation
    @Test func capturesAreResetInEachIteration() throws {
        #expect(try exec("(z)((a+)?(b+)?(c))*", "zaacbbbcac") == ["zaacbbbcac", "z", "ac", "a", nil, "c"])
        #expect(try exec("(?:(a)|(b)|(c))*", "abc") == ["abc", nil, nil, "c"])
    }

    @Test func emptyIterationsEndALoop() throws {
        #expect(try exec("(a*)*", "b") == ["", nil])
        #expect(try exec("(a*)?", "b") == ["", nil])
        #expect(try exec("(a*)+", "b") == ["", ""])
        #expect(try exec("(?=(a+))*", "aa") == ["", nil])
        #expect(try exec("(?:){0,2147483647}", "a") == [""])
        #expect(try exec("(?:){2147483647}", "a") == [""])
    }

    @Test func lookarounds() throws {
        #expect(try exec("(?=(a+))", "baaabac") == ["", "aaa"])
        #expect(try exec("(.*?)a(?!(a+)b\\2c)\\2(.*)", "baaabaac") == ["baaabaac", "ba", nil, "abaac"])
        #expect(try exec("(?<=(\\d+)(\\d+))$", "1053") == ["", "1", "053"])
        #expect(try exec("(?<=\\1(\\d+))$", "1111") == ["", "11"])
        #expect(try exec("(?<!a)b", "ab cb") == ["b"])
        #expect(try exec("(?<=\\$)\\d+", "x1 $42") == ["42"])
    }

    @Test func assertions() throws {
        #expect(try positions("^b", "m", Array("a\nb".utf16)) == [2, 3])
        #expect(try positions("a$", "m", Array("a\nb".utf16)) == [0, 1])
        #expect(try exec("^b", "a\nb") == nil)
        #expect(try exec("\\bfoo\\b", "a foo b") == ["foo"])
        #expect(try exec("\\Boo", "foo") == ["oo"])
    }

    @Test func backreferences() throws {
        #expect(try exec("<(\\w+)>.*?</\\1>", "<b>x</i></b>") == ["<b>x</i></b>", "b"])
        #expect(try exec("\\k<a>(?<a>x)", "x") == ["x", "x"])
        #expect(try exec("(é)\\1", "i", "éÉ") == ["éÉ", "é"])
        #expect(try exec("(?:(?<a>x)|(?<a>y))\\k<a>", "yy") == ["yy", nil, "y"])
    }

    @Test func flagsOfTheSearch() throws {
        #expect(try exec("b", "y", "ab") == nil)
        #expect(try exec("b", "y", "ab", from: 1) == ["b"])
        #expect(try exec("^b", "", "ab", from: 1) == nil)
        #expect(try exec(".", "s", "\n") == ["\n"])
        #expect(try exec(".", "", "\n") == nil)
        #expect(try exec(".*foo", "barx\nfoofoo") == ["foofoo"])
    }

    @Test func modifiers() throws {
        #expect(try matches("(?i:a)b", "Ab"))
        #expect(try !matches("(?i:a)b", "AB"))
        #expect(try !matches("(?-i:a)b", "i", "AB"))
        #expect(try exec("(?im-s:^a.)b", "s", "x\nAxB") == nil)
        #expect(try exec("(?m:^a)", "b\na") == ["a"])
    }

    @Test func limits() throws {
        let context = RegExpMatchContext()
        context.stepLimit = 100_000
        let slow = Array((String(repeating: "a", count: 40) + "b").utf16)
        #expect(throws: Stopped.self) { try positions("^(a+)+$", "", slow, context: context) }
        context.stepLimit = .max
        context.stackLimit = 1 << 12
        let long = [UInt16](repeating: 0x61, count: 10000)
        #expect(throws: Stopped.self) { try positions("(?:a|ab)*c", "", long, context: context) }
        context.stackLimit = 64 << 20
        context.interruptHook = { _ in true }
        #expect(throws: Stopped.self) { try positions("^(a+)+$", "", slow, context: context) }
        context.interruptHook = nil
        #expect(try positions("a", "", slow, context: context) == [0, 1])
    }

    @Test func groupNames() throws {
        let program = try RegExpCompiler.compile(units: Array("(?<year>.)(.)(?<π>.)".utf16), flags: [])
        #expect(program.captureCount == 4)
        #expect(program.groupNames.map { String(decoding: $0.name, as: UTF16.self) } == ["year", "π"])
        #expect(program.groupNames.map { $0.index } == [1, 3])
    }
}

private func exec(_ pattern: String, _ input: String) throws -> [String?]? { try exec(pattern, "", input) }
private func matches(_ pattern: String, _ input: String) throws -> Bool { try matches(pattern, "", input) }
