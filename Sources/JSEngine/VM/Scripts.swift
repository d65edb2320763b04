import CSwjs
import JSRegExp
import JSSyntax

/// A program's text, as hosts hand it to the engine.
public typealias SourceText = JSSyntax.SourceText

/// Running source text: scripts, eval, the Function constructor.
extension VM {
    /// ParseScript and ScriptEvaluation https://tc39.es/ecma262/#sec-runtime-semantics-scriptevaluation
    /// - Returns: the completion value when wanted, else undefined.
    /// - Throws: a SyntaxError object for early errors; what the script throws.
    @discardableResult
    public func runScript(_ source: SourceText, wantsCompletionValue: Bool = false) throws(JSException) -> Value {
        let template = try compileScript(source, wantsCompletionValue: wantsCompletionValue)
        return try runTemplate(template)
    }

    /// A script's function template.
    public func compileScript(_ source: SourceText, wantsCompletionValue: Bool = false) throws(JSException) -> FunctionTemplate {
        let ast = try parse(source, ParseOptions(.script))
        var options = CompilerOptions()
        options.wantsCompletionValue = wantsCompletionValue
        do { return try Compiler.compileScript(ast, options) } catch { throw compileError(error, source) }
    }

    /// Calls the function of a script, or of indirect eval code, in the current realm.
    public func runTemplate(_ template: FunctionTemplate) throws(JSException) -> Value {
        let executable = Executable.make(self, template, realm: realm)
        let function = makeClosure(executable, captureCount: 0)
        return try call(Value(function), this: Value(realm.global))
    }

    func parse(_ source: SourceText, _ options: ParseOptions) throws(JSException) -> AST {
        do { return try Parser.parse(source, prepared(options)) } catch { throw throwSyntaxError(error, in: source) }
    }

    /// Options with the engine's check of literals, and with as much stack as is left here.
    private func prepared(_ options: ParseOptions) -> ParseOptions {
        var options = options
        options.validateRegExp = validateRegExpLiteral
        let here = UInt(bitPattern: swjs_stack_pointer())
        let floor = nativeStackLow + (64 << 10)
        options.stackLimit = here > floor ? min(options.stackLimit, Int(here - floor)) : 0
        return options
    }

    /// A SyntaxError object whose `stack` begins with file, line and caret as Node prints it.
    func throwSyntaxError(_ error: JSSyntax.SyntaxError, in source: SourceText) -> JSException {
        let prototype: Intrinsic
        switch error.kind {
        case .syntax: prototype = .syntaxErrorPrototype
        case .reference: prototype = .referenceErrorPrototype
        case .tooDeeplyNested: prototype = .rangeErrorPrototype
        }
        let object = makeError(prototype, error.message)
        decorate(object, source, start: error.start, end: error.end, line: error.line)
        return throwValue(Value(object))
    }

    func compileError(_ error: CompileError, _ source: SourceText) -> JSException {
        let object = makeError(error.isStackOverflow ? .rangeErrorPrototype : .syntaxErrorPrototype, error.message)
        decorate(object, source, start: error.start, end: error.start + 1, line: source.position(at: error.start).line)
        return throwValue(Value(object))
    }

    func decorate(_ error: Object, _ source: SourceText, start: Int, end: Int, line: Int) {
        guard let stack = try? get(error, .stack), let text = stack.string?.toSwift(self) else { return }
        let arrow = "\(source.excerpt(start: start, end: end))\n"
        defineOwn(error, names[.stack], Value(string(arrow + "\n" + text)), .hidden)
    }

    // MARK: eval

    /// PerformEval for indirect eval. https://tc39.es/ecma262/#sec-performeval
    public func indirectEval(_ text: Value) throws(JSException) -> Value {
        guard let string = text.string else { return text }
        let source = sourceText(string, name: "evalmachine.<anonymous>")
        let ast = try parse(source, Compiler.evalParseOptions(scope: nil, names: nil))
        let template: FunctionTemplate
        do { template = try Compiler.compileEval(ast, scope: nil, scopeNames: nil) } catch { throw compileError(error, source) }
        return try runTemplate(template)
    }

    /// `directEval`
    func directEval(_ R: Frame.Registers, _ text: Value, scope index: Int) throws(JSException) -> Value {
        guard let string = text.string else { return text }
        let caller = Executable.of(Frame.executable(R))
        guard case .evalScope(let scope) = caller.template.constants[index] else { preconditionFailure("swjs: not a scope") }
        let names = caller.template.unit.names
        let source = sourceText(string, name: "eval")
        let ast = try parse(source, Compiler.evalParseOptions(scope: scope, names: names))
        let template: FunctionTemplate
        do { template = try Compiler.compileEval(ast, scope: scope, scopeNames: names) } catch {
            throw compileError(error, source)
        }
        let executable = Executable.make(self, template, realm: caller.realm, module: caller.module)
        let function = makeClosure(executable, captureCount: template.captures.count)
        for (i, capture) in template.captures.enumerated() {
            guard case .external(let depth, let index) = capture else { continue }
            let value: Value
            switch scope.entry(depth: depth, index: index).place {
            case .register(let register): value = R[register]
            case .capture(let index): value = Frame.capture(R, index)
            case .module, .external: preconditionFailure("swjs: a scope entry is a register or a capture")
            }
            function.setInternalSlot(FunctionSlot.firstCapture + i, value)
        }
        return try call(Value(function), this: Value(realm.global))
    }

    /// A source text with the units of a string.
    public func sourceText(_ string: JSString, name: String) -> SourceText {
        let flat = string.flat(self)
        return flat.isWide
            ? SourceText(name: name, utf16: UnsafeBufferPointer(start: flat.utf16, count: flat.length))
            : SourceText(name: name, latin1: UnsafeBufferPointer(start: flat.latin1, count: flat.length))
    }

    // MARK: Functions from text

    /// The four kinds of functions that CreateDynamicFunction makes.
    public enum DynamicFunctionKind: Sendable { case normal, generator, async, asyncGenerator }

    /// CreateDynamicFunction, without the prototype of newTarget. https://tc39.es/ecma262/#sec-createdynamicfunction
    public func compileFunction(
        _ kind: DynamicFunctionKind, parameters: JSString, body: JSString, name: String = "anonymous", file: String = "anonymous"
    ) throws(JSException) -> Object {
        var builder = StringBuilder()
        builder.append(kind.prefix)
        builder.append(" \(name)(")
        let start = builder.count
        builder.append(self, parameters)
        let end = builder.count
        builder.append("\n) {\n")
        builder.append(self, body)
        builder.append("\n}")
        let source = sourceText(try builder.finish(self), name: file)
        let ast: AST
        do { ast = try Parser.parseFunction(source, parameters: start..<end, prepared(ParseOptions(.script))) } catch {
            throw throwSyntaxError(error, in: source)
        }
        return try runTemplate(try functionTemplate(ast)).asObject
    }

    /// A function whose body is the whole source text, as CommonJS modules have it.
    /// - Parameter parameters: names that the parser checked to be identifiers.
    public func compileFunctionBody(_ source: SourceText, parameters: [StaticString]) throws(JSException) -> Object {
        try runTemplate(try functionBodyTemplate(source, parameters: parameters)).asObject
    }

    /// The template of a script that returns such a function.
    public func functionBodyTemplate(_ source: SourceText, parameters: [StaticString]) throws(JSException) -> FunctionTemplate {
        let ast: AST
        do { ast = try Parser.parseFunctionBody(source, parameters: parameters, prepared(ParseOptions(.script))) } catch {
            throw throwSyntaxError(error, in: source)
        }
        return try functionTemplate(ast)
    }

    private func functionTemplate(_ ast: AST) throws(JSException) -> FunctionTemplate {
        do { return try Compiler.compileFunction(ast) } catch { throw compileError(error, ast.source) }
    }
}

extension VM.DynamicFunctionKind {
    fileprivate var prefix: StaticString {
        switch self {
        case .normal: "function"
        case .generator: "function*"
        case .async: "async function"
        case .asyncGenerator: "async function*"
        }
    }
}

/// The parser's hook: the message of a RegExp literal's early error.
func validateRegExpLiteral(_ pattern: [UInt16], _ flags: [UInt16]) -> String? {
    guard let parsed = RegExpFlags(parsing: flags) else { return "Invalid regular expression flags" }
    do throws(RegExpSyntaxError) {
        let error: RegExpSyntaxError? = pattern.withUnsafeBufferPointer { units in
            do throws(RegExpSyntaxError) {
                try RegExpCompiler.validate(pattern: units, flags: parsed)
                return nil
            } catch { return error }
        }
        if let error { throw error }
        return nil
    } catch {
        return error.message
    }
}
