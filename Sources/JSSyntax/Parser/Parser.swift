/// Text to AST.
public enum Parser {
    /// Parses a script, module or eval code with all early errors and scope analysis.
    /// https://tc39.es/ecma262/#sec-parse-script
    public static func parse(_ source: SourceText, _ options: ParseOptions = .init()) throws(SyntaxError) -> AST {
        throw SyntaxError(
            kind: .syntax, message: "the parser is not there yet", start: 0, end: 0, line: 1, column: 1,
            excerpt: "", isUnexpectedEnd: false)
    }
}
