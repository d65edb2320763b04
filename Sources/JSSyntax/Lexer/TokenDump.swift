/// The tokens of a text, one a line: `start-end kind text`. For `swjs` developers and snapshot tests.
public enum TokenDump {
    /// Without a parser, a `/` is taken for a regular expression when no operand stands before it; templates are shown by their
    /// parts. Ends at the first invalid token.
    public static func dump(_ source: SourceText, isModule: Bool = false) -> String {
        let names = NameTable()
        let lexer = Lexer(source: source, names: names, isModule: isModule)
        var out = ""
        var endsOperand = false
        // Depths of braces at which a template's substitution ends.
        var substitutions: [Int] = []
        var braces = 0
        func line(_ kind: String, _ start: UInt32, _ end: UInt32) {
            out += "\(start)-\(end) \(kind) \(source.string(Int(start), Int(end)))\n"
        }
        lexer.next()
        while true {
            let token = lexer.state.token
            let start = lexer.state.start
            switch token {
            case .eof: return out
            case .invalid:
                out += "\(start)-\(lexer.state.end) invalid \(lexer.errorMessage)\n"
                return out
            case .slash where !endsOperand,
                .divideAssign where !endsOperand:
                guard lexer.scanRegExp() != nil else { continue }
                line("regexp", start, lexer.state.end)
                endsOperand = true
            case .template,
                .rightBrace where substitutions.last == braces:
                if token == .rightBrace { substitutions.removeLast() }
                guard let part = lexer.scanTemplatePart() else { continue }
                line("template", start, lexer.state.end)
                endsOperand = part.isTail
                if !part.isTail { substitutions.append(braces) }
            default:
                if token == .leftBrace { braces += 1 }
                if token == .rightBrace { braces -= 1 }
                line("\(token)", start, lexer.state.end)
                switch token {
                case .identifier, .privateName, .number, .bigint, .string, .rightParen, .rightBracket, .rightBrace, .this, .null,
                    .true, .false, .super:
                    endsOperand = true
                default: endsOperand = token.mayBeIdentifier
                }
            }
            lexer.next()
        }
    }
}
