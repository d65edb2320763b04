import Testing

@testable import JSRegExp

@Suite struct FlagsTests {
    @Test func parsesAndPrints() {
        #expect(RegExpFlags(parsing: "gi".utf16)?.text == "gi")
        #expect(RegExpFlags(parsing: "yvsmigd".utf16)?.text == "dgimsvy")
        #expect(RegExpFlags(parsing: "gg".utf16) == nil)
        #expect(RegExpFlags(parsing: "uv".utf16) == nil)
        #expect(RegExpFlags(parsing: "G".utf16) == nil)
        #expect(RegExpFlags(parsing: "".utf16)?.isUnicodeMode == false)
    }
}
