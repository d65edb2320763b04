import JSSyntax
import Testing

@Suite struct LexerTests {
    func tokens(_ text: String) -> [String] {
        TokenDump.dump(SourceText(name: "t", text)).split(separator: "\n").map {
            String($0.split(separator: " ", maxSplits: 1)[1])
        }
    }

    @Test func punctuators() {
        #expect(
            tokens("a>>>=b?.c??=d**e=>...f") == [
                "identifier a", "shiftRightUnsignedAssign >>>=", "identifier b", "questionDot ?.", "identifier c",
                "nullishAssign ??=", "identifier d", "starStar **", "identifier e", "arrow =>", "ellipsis ...", "identifier f",
            ])
        #expect(tokens("a?.5:1") == ["identifier a", "question ?", "number .5", "colon :", "number 1"])
    }

    @Test func regularExpressionOrDivision() {
        #expect(tokens("a/b/c") == ["identifier a", "slash /", "identifier b", "slash /", "identifier c"])
        #expect(tokens("x=/[/]/g") == ["identifier x", "assign =", "regexp /[/]/g"])
    }

    @Test func templates() {
        #expect(
            tokens("`a${ {b:1} }c`") == [
                "template `a${", "leftBrace {", "identifier b", "colon :", "number 1", "rightBrace }", "template }c`",
            ])
    }

    @Test func commentsAndHTMLComments() {
        #expect(tokens("a // b\n/* c */ d") == ["identifier a", "identifier d"])
        #expect(tokens("a <!-- b\n --> c\nd") == ["identifier a", "identifier d"])
        #expect(tokens("#!shebang\na") == ["identifier a"])
        #expect(tokens("a --> b") == ["identifier a", "decrement --", "greater >", "identifier b"])
    }

    @Test(arguments: [
        ("0x1F", 31.0), ("0b101", 5), ("0o17", 15), ("1_000", 1000), (".5e1", 5), ("1e-7", 1e-7), ("017", 15), ("019", 19),
        ("0xFFFFFFFFFFFFFBFF", 18446744073709550591), ("9007199254740993", 9007199254740992), ("5.", 5), ("0.1", 0.1),
        ("1.7976931348623157e308", 1.7976931348623157e308), ("123456789012345678901234567890", 1.2345678901234568e29),
    ])
    func numbers(_ text: String, _ value: Double) throws {
        #expect(expression(try parse(text)).as(NumericLiteral.self).value == value)
    }

    @Test(arguments: [("12n", "12"), ("0xFFn", "0xff"), ("1_0n", "10"), ("0b11n", "0b11")])
    func bigInts(_ text: String, _ digits: String) throws {
        let ast = try parse(text)
        #expect(ast.names.string(expression(ast).as(BigIntLiteral.self).digits) == digits)
    }

    @Test func stringEscapes() throws {
        let ast = try parse(#"'\n\x41\u0042\u{1F600}\0' + 'a\"# + "\n" + #"b\q' + 'é\101\8'"#)
        let sum = expression(ast).as(BinaryExpression.self)
        let first = sum.left.as(BinaryExpression.self)
        #expect(ast.names.string(first.left.as(StringLiteral.self).value) == "\nAB😀\0")
        #expect(ast.names.string(first.right.as(StringLiteral.self).value) == "abq")
        #expect(ast.names.string(sum.right.as(StringLiteral.self).value) == "éA8")
    }

    @Test func loneSurrogatesSurvive() throws {
        let ast = try parse(#"("\uD800")"#)
        guard case .utf16(let units) = ast.names.text(expression(ast).as(StringLiteral.self).value) else {
            Issue.record("kept as Latin-1")
            return
        }
        #expect(Array(units) == [0xD800])
    }

    @Test func escapedIdentifiersAreTheSameName() throws {
        let ast = try parse("\\u0061b + ab + \\u{61}b")
        #expect(shape(expression(ast), ast) == "(add (add ab ab) ab)")
    }

    @Test func wideSources() throws {
        let ast = try parse("名 + 'ж' + a")
        #expect(shape(expression(ast), ast) == "(add (add 名 'ж') a)")
    }

    @Test func templateCookedAndRaw() throws {
        let ast = try parse("x`\\n\\u{${1}\r\n`")
        let quasis = expression(ast).as(TaggedTemplateExpression.self).quasi.as(TemplateLiteral.self).quasis
        let first = quasis[0].as(TemplateElement.self)
        #expect(!first.hasCooked)
        #expect(ast.names.string(first.raw) == "\\n\\u{")
        let second = quasis[1].as(TemplateElement.self)
        #expect(second.hasCooked && ast.names.string(second.cooked) == "\n" && ast.names.string(second.raw) == "\n")
    }
}
