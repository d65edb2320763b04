/// Text to AST.
public enum Parser {
    /// Parses a script, module or eval code with all early errors and scope analysis.
    /// https://tc39.es/ecma262/#sec-parse-script
    ///
    /// - Throws: `SyntaxError`, the first early error.
    public static func parse(_ source: SourceText, _ options: ParseOptions = .init()) throws(SyntaxError) -> AST {
        let parser = ParserCore(source: source, options: options)
        do {
            try parser.parseProgram()
        } catch {
            throw parser.syntaxError()
        }
        return parser.ast
    }

    /// Parses a text as the body of a function with the given parameters, as a CommonJS loader needs it: offsets, lines and columns
    /// are those of the text. The AST's program has one ExpressionStatement with the FunctionExpression.
    ///
    /// - Throws: `SyntaxError`, the first early error.
    public static func parseFunctionBody(
        _ source: SourceText, parameters: [StaticString], _ options: ParseOptions = .init()
    ) throws(SyntaxError) -> AST {
        let parser = ParserCore(source: source, options: options)
        do {
            try parser.parseWrappedBody(parameters)
        } catch {
            throw parser.syntaxError()
        }
        return parser.ast
    }

    /// Parses the text that the Function constructor puts together (`function anonymous(a,b\n) {\n...\n}`): exactly one function
    /// expression. The AST's program has one ExpressionStatement with it.
    /// https://tc39.es/ecma262/#sec-createdynamicfunction
    ///
    /// - Parameter parameters: the offsets of the parameter text in the source; `)` must follow it directly, or after one line end.
    /// - Throws: `SyntaxError`, the first early error.
    public static func parseFunction(
        _ source: SourceText, parameters: Range<Int>? = nil, _ options: ParseOptions = .init()
    ) throws(SyntaxError) -> AST {
        let parser = ParserCore(source: source, options: options)
        parser.dynamicParametersEnd = parameters.map { UInt32($0.upperBound) }
        do {
            try parser.parseDynamicFunction()
        } catch {
            throw parser.syntaxError()
        }
        return parser.ast
    }
}
