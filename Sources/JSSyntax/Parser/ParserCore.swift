/// Thrown inside the parser; what went wrong is in `ParserCore.failure`.
struct ParseFailure: Error {}

/// What the surroundings allow; saved and restored around functions.
struct ParseContext {
    var isStrict = false
    /// `yield` is the operator.
    var yieldIsKeyword = false
    /// `await` is the operator.
    var awaitIsKeyword = false
    /// `await` is no identifier (modules, static blocks).
    var awaitIsReserved = false
    var allowReturn = false
    var allowNewTarget = false
    var allowSuperProperty = false
    var allowSuperCall = false
    /// In a field initializer or static block: no `arguments`.
    var forbidArguments = false
    /// In a parameter list: no `yield` and `await` expressions.
    var inParameters = false
    /// In the heritage or body of a class: private names may be used.
    var inClass = false
    var breakDepth = 0
    var loopDepth = 0
    var labelBase = 0
}

/// The state of a parse. The grammar is in the extensions, one file per chapter; functions bear the production's name.
final class ParserCore {
    let ast: AST
    let lexer: Lexer
    let options: ParseOptions
    unowned(unsafe) let arena: Arena
    unowned(unsafe) let names: NameTable

    var context = ParseContext()
    /// Innermost scope and function.
    unowned(unsafe) var scope: Scope!
    unowned(unsafe) var function: FunctionInfo!

    /// Children of nodes under construction.
    var stack: UnsafeMutablePointer<Node>
    var stackCount = 0
    var stackCapacity = 1024

    /// References that no closed scope has declared yet.
    var references: UnsafeMutablePointer<Reference>
    var referenceCount = 0
    var referenceCapacity = 1024
    var annexBCandidates: [AnnexBCandidate] = []
    var labels: [Label] = []
    /// Where the statement of the last label starts.
    var labelBodyStart = UInt32.max

    var failure = Failure()
    /// An error in an object literal unless it turns out to be a pattern: `{a = 1}`, two `__proto__`.
    var coverError: CoverError?
    /// Offsets of `(` that do not start an arrow function's parameters.
    /// Where the current function repeats a parameter.
    var duplicateParameter: (start: UInt32, end: UInt32) = (0, 0)
    var notArrow: Set<UInt32> = []
    /// Lowest stack address.
    let stackFloor: UInt
    var dynamicParametersEnd: UInt32?
    var moduleBuilder = ModuleBuilder()

    struct Failure {
        var message = ""
        var start: UInt32 = 0
        var end: UInt32 = 0
        var kind = SyntaxError.Kind.syntax
        var isEnd = false
    }
    struct CoverError {
        var message: String
        var start: UInt32
        var end: UInt32
    }
    struct Label {
        var name: Name
        var isLoop: Bool
        /// Stands directly behind another label: `a: b: ...`.
        var followsLabel: Bool
    }

    init(source: SourceText, options: ParseOptions) {
        ast = AST(source: source)
        self.options = options
        arena = ast.arena
        names = ast.names
        lexer = Lexer(source: source, names: ast.names, isModule: options.goal == .module)
        stack = .allocate(capacity: stackCapacity)
        references = .allocate(capacity: referenceCapacity)
        var marker: UInt8 = 0
        let here = withUnsafePointer(to: &marker) { UInt(bitPattern: $0) }
        stackFloor = here > UInt(options.stackLimit) ? here - UInt(options.stackLimit) : 0
    }

    deinit {
        stack.deallocate()
        references.deallocate()
    }

    // MARK: Tokens

    @inline(__always) var token: Token { lexer.state.token }
    @inline(__always) var start: UInt32 { lexer.state.start }
    @inline(__always) var previousEnd: UInt32 { lexer.state.previousEnd }
    /// The range of the token before the current one.
    var previousToken: (start: UInt32, end: UInt32) { (lexer.state.previousStart, lexer.state.previousEnd) }
    @inline(__always) var newlineBefore: Bool { lexer.state.newlineBefore }
    @inline(__always) func next() { lexer.next() }

    @inline(__always) func eat(_ expected: Token) -> Bool {
        if token == expected {
            next()
            return true
        }
        return false
    }

    @inline(__always) func expect(_ expected: Token) throws(ParseFailure) {
        if token != expected { throw unexpected() }
        next()
    }

    /// A contextual word, written without escapes.
    @inline(__always) func isWord(_ word: Token) -> Bool { token == word && !lexer.state.isEscaped }

    /// Automatic semicolon insertion. https://tc39.es/ecma262/#sec-automatic-semicolon-insertion
    @inline(__always) func semicolon() throws(ParseFailure) {
        if token == .semicolon {
            next()
            return
        }
        if token == .rightBrace || token == .eof || newlineBefore && token != .invalid { return }
        throw missingSemicolon()
    }

    private func missingSemicolon() -> ParseFailure {
        if token == .invalid { return unexpected() }
        // `await x` outside of async functions deserves a word.
        return unexpected()
    }

    /// Looks at the token after the current one.
    func peek() -> LexerState {
        let saved = lexer.state
        lexer.next()
        let result = lexer.state
        lexer.state = saved
        return result
    }

    // MARK: Errors

    @inline(never)
    func fail(_ message: String, _ start: UInt32, _ end: UInt32) -> ParseFailure {
        failure = Failure(message: message, start: start, end: end)
        return ParseFailure()
    }

    func fail(_ message: String, _ node: Node) -> ParseFailure { fail(message, node.start, node.end) }

    /// An error at the current token.
    func failHere(_ message: String) -> ParseFailure { fail(message, start, lexer.state.end) }

    /// The current token cannot stand here.
    @inline(never)
    func unexpected() -> ParseFailure { unexpected(lexer.state) }

    @inline(never)
    func unexpected(_ state: LexerState) -> ParseFailure {
        if state.token == .invalid {
            let failure = fail(lexer.errorMessage, lexer.errorStart, lexer.errorEnd)
            self.failure.isEnd = lexer.errorIsEnd
            return failure
        }
        if state.token == .eof {
            let failure = fail("Unexpected end of input", state.start, state.end)
            self.failure.isEnd = true
            return failure
        }
        return fail(unexpectedMessage(state), state.start, state.end)
    }

    private func unexpectedMessage(_ state: LexerState) -> String {
        let text = ast.source.string(Int(state.start), Int(state.end))
        switch state.token {
        case .number, .bigint: return "Unexpected number"
        case .string: return "Unexpected string"
        case .template: return "Unexpected template string"
        case .escapedKeyword: return "Keyword must not contain escaped characters"
        case .identifier, .privateName:
            return "Unexpected identifier '\(text)'"
        case .enum: return "Unexpected reserved word"
        case .await:
            return context.awaitIsKeyword || context.awaitIsReserved
                ? "Unexpected reserved word" : "Unexpected identifier 'await'"
        case .implements, .interface, .package, .private, .protected, .public, .let, .static, .yield:
            return context.isStrict ? "Unexpected strict mode reserved word" : "Unexpected identifier '\(text)'"
        case .async, .of, .get, .set, .as, .from, .target, .meta: return "Unexpected identifier '\(text)'"
        default: return "Unexpected token '\(text)'"
        }
    }

    func syntaxError() -> SyntaxError {
        let (line, column) = ast.source.position(at: Int(failure.start))
        return SyntaxError(
            kind: failure.kind, message: failure.message, start: Int(failure.start), end: Int(failure.end), line: line,
            column: column, excerpt: ast.source.excerpt(start: Int(failure.start), end: Int(failure.end)),
            isUnexpectedEnd: failure.isEnd)
    }

    /// Fails before the stack ends. Called once per level of nesting.
    @inline(__always) func checkDepth() throws(ParseFailure) {
        var marker: UInt8 = 0
        let here = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
        if here < stackFloor { throw tooDeep() }
    }

    @inline(never)
    private func tooDeep() -> ParseFailure {
        let result = failHere("Maximum call stack size exceeded")
        failure.kind = .tooDeeplyNested
        return result
    }

    // MARK: Lists under construction

    @inline(__always) func push(_ node: Node) {
        if stackCount == stackCapacity { growStack() }
        stack[stackCount] = node
        stackCount &+= 1
    }

    @inline(never) private func growStack() {
        let larger = UnsafeMutablePointer<Node>.allocate(capacity: stackCapacity * 2)
        larger.update(from: stack, count: stackCount)
        stack.deallocate()
        stack = larger
        stackCapacity *= 2
    }

    /// Takes what was pushed since `base`.
    @inline(__always) func popList(_ base: Int) -> NodeList {
        let list = arena.list(UnsafeBufferPointer(start: stack + base, count: stackCount &- base))
        stackCount = base
        return list
    }

    // MARK: Nodes

    @inline(__always) func leaf(_ kind: NodeKind, _ start: UInt32, _ end: UInt32) -> Node {
        arena.node(LeafNode(header: .init(kind, start, end)))
    }

    @inline(__always) func stringNode(_ name: Name, _ start: UInt32, _ end: UInt32, _ flags: NodeFlags = []) -> Node {
        arena.node(StringLiteral(header: .init(.stringLiteral, start, end, flags), value: name))
    }
}
