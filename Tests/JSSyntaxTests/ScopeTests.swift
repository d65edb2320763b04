import JSSyntax
import Testing

@Suite struct ScopeTests {
    /// All identifiers with this name, as "resolution" or "resolution tdz", in order of the dump.
    func resolutions(_ name: String, _ text: String, _ goal: ParseOptions.Goal = .script) throws -> [String] {
        let dump = ASTDump.dump(try parse(text, goal), .init(includesRanges: false))
        let lines = dump.split(separator: "\n").map { $0.trimmingPrefix(while: { $0 == " " }) }
        var result: [String] = []
        for (index, line) in lines.enumerated() where line == "\"name\": \"\(name)\"," {
            if lines[index + 1].hasPrefix("\"resolution\": ") {
                result.append(String(lines[index + 1].dropFirst(15).dropLast().filter { $0 != "\"" }))
            }
        }
        return result
    }

    @Test func locals() throws {
        let ast = try parse("function f(a) { let b = a; { const c = b; return () => c } }")
        let f = ast.function("f")
        #expect(f.scope.bindings.map { ast.names.string($0.name) } == ["a", "b"])
        #expect(!f.scope.binding("a", ast).isCaptured && !f.scope.binding("b", ast).needsTDZ)
        #expect(!f.scope.hasCapturedBindings)
        let block = ast.scopes.first { $0.kind == .block }!
        #expect(block.hasCapturedBindings && block.binding("c", ast).isCaptured && block.binding("c", ast).needsTDZ)
    }

    @Test func hoisting() throws {
        #expect(try resolutions("x", "function f() { x; { var x } }") == ["local", "local"])
        #expect(try resolutions("x", "function f() { return x; let x }") == ["local tdz", "local"])
        #expect(try resolutions("x", "function f() { let x = x }") == ["local", "local tdz"])
        #expect(try resolutions("x", "function f() { switch (1) { case 0: let x; case 1: x } }") == ["local", "local tdz"])
        #expect(try resolutions("x", "x; let x; function f() { x }") == ["global tdz", "global", "global tdz"])
        #expect(try resolutions("g", "function f() { g(); function g() {} }") == ["local"])
    }

    @Test func assignedAndReferenced() throws {
        let ast = try parse("function f(a, b, c, d) { a = 1; b++; [c] = d; let e = 1; const u = 1 }")
        let assigned = ast.function("f").scope.bindings.map { $0.isAssigned }
        #expect(assigned == [true, true, true, false, false, false])
        #expect(!ast.function("f").scope.binding("u", ast).isReferenced)
    }

    @Test func parameterScopes() throws {
        let ast = try parse("function f(a, b = () => a) { var a; return arguments }")
        let f = ast.function("f")
        #expect(f.hasSeparateBodyScope && f.hasParameterExpressions && !f.hasSimpleParameterList)
        #expect(f.bodyScope.bindings.map { ast.names.string($0.name) } == ["a"])
        #expect(f.argumentsBinding?.scope === f.scope)
        #expect(try resolutions("b", "function f(a = b, b) {}") == ["local tdz", "local"])
        #expect(try !parse("function f(a) { var a }").function("f").hasSeparateBodyScope)
    }

    @Test func implicitArguments() throws {
        #expect(try parse("function f() { return () => arguments }").function("f").argumentsBinding?.isCaptured == true)
        #expect(try parse("function f(arguments) { arguments }").function("f").argumentsBinding == nil)
        #expect(try parse("function f() { function arguments() {} arguments }").function("f").argumentsBinding == nil)
        #expect(try parse("function f() { var arguments; arguments }").function("f").argumentsBinding?.kind == .var)
        #expect(try resolutions("arguments", "arguments") == ["global"])
    }

    @Test func thisOfArrows() throws {
        let ast = try parse("function f() { () => () => this } function g() { this } function h() { () => new.target }")
        #expect(ast.function("f").usesThis && ast.function("f").thisIsCaptured)
        #expect(ast.function("g").usesThis && !ast.function("g").thisIsCaptured)
        #expect(ast.function("h").newTargetIsCaptured && !ast.function("h").usesThis)
    }

    @Test func functionNames() throws {
        #expect(try parse("(function f() { f() })").function("f").nameBinding?.isCaptured == false)
        #expect(try parse("(function f() { () => f })").function("f").nameBinding?.isCaptured == true)
        #expect(try parse("(function f() {})").function("f").nameBinding == nil)
        #expect(try parse("(function f() { var f; f })").function("f").nameBinding == nil)
    }

    @Test func dynamicScopes() throws {
        #expect(try resolutions("x", "function f(x) { with (x) { x; var y = x } }") == ["local", "local", "dynamic", "dynamic"])
        #expect(try resolutions("x", "function f(x) { function g() { eval(''); x } }") == ["local", "dynamic"])
        #expect(try resolutions("x", "function f(x) { 'use strict'; function g() { eval(''); x } }") == ["local", "captured"])
        let ast = try parse("function f(a) { let b; { let c; eval('') } }")
        #expect(ast.function("f").scope.holdsEvalVariables && ast.function("f").thisIsCaptured)
        #expect(ast.scopes.flatMap(\.bindings).filter { $0.scope.kind != .script }.allSatisfy { $0.isCaptured })
    }

    @Test func loopScopes() throws {
        let ast = try parse("for (let i = 0; i < 2; i++) { () => i } for (const x of x) {}")
        let loop = ast.program.body[0].as(ForStatement.self)
        #expect(loop.scope?.hasCapturedBindings == true)
        #expect(try resolutions("x", "function f() { for (const x of x) x }") == ["local", "local tdz", "local"])
    }

    @Test func annexBFunctions() throws {
        func variables(_ text: String) throws -> [String] {
            let ast = try parse(text)
            return ast.function("f").bodyScope.bindings.filter { $0.kind == .var }.map { ast.names.string($0.name) }
        }
        #expect(try variables("function f() { { function g() {} } }") == ["g"])
        #expect(try variables("function f() { 'use strict'; { function g() {} } }") == [])
        #expect(try variables("function f() { let g; { function g() {} } }") == [])
        #expect(try variables("function f(g) { { function g() {} } }") == [])
        #expect(try variables("function f() { { let g; { function g() {} } } }") == [])
        #expect(try variables("function f() { { function g() {} let h; } if (1) function h() {} }") == ["g", "h"])
        #expect(try variables("function f() { try {} catch (g) { { function g() {} } } }") == ["g"])
        #expect(try variables("function f() { { async function g() {} } }") == [])
    }

    @Test func classes() throws {
        let ast = try parse(
            "class C extends B { #p = this; #m() {} static #s; get #a() {} set #a(v) {} constructor() { super(); this.#p } static { C } }"
        )
        let node = ast.program.body[0].as(ClassNode.self)
        #expect(node.constructor?.kind == .derivedConstructor && node.instanceFields != nil && node.staticElements != nil)
        let names = node.scope!.bindings.map { "\(ast.names.string($0.name)) \($0.privateKind) \($0.isStatic)" }
        #expect(names == ["C none false", "#p field false", "#m method false", "#s field true", "#a accessor false"])
        #expect(node.elements.count == 6)
        #expect(ast.source.string(Int(node.constructor!.start), Int(node.constructor!.end)).hasPrefix("class C"))
    }

    @Test func evalCode() throws {
        var options = ParseOptions(.eval)
        options.externalScopes = [
            .init(names: [.init(name: Array("a".utf16), kind: .let)], isVariableScope: false),
            .init(
                names: [.init(name: Array("p".utf16), kind: .parameter), .init(name: Array("b".utf16), kind: .var)],
                isVariableScope: true)
        ]
        options.privateNames = [Array("#x".utf16)]
        options.allowNewTarget = true
        let ast = try Parser.parse(SourceText(name: "eval", "b; new.target; this.#x; q"), options)
        let reference = expression(ast).as(Identifier.self)
        #expect(reference.resolution == .external && reference.externalDepth == 1 && reference.externalIndex == 1)
        #expect(ast.program.kind == .eval)
        #expect(throws: SyntaxError.self) { try Parser.parse(SourceText(name: "eval", "var a"), options) }
        #expect(throws: Never.self) { try Parser.parse(SourceText(name: "eval", "let a; var b"), options) }
        #expect(throws: SyntaxError.self) { try Parser.parse(SourceText(name: "eval", "this.#y"), options) }
        #expect(throws: SyntaxError.self) { try Parser.parse(SourceText(name: "eval", "super.x"), options) }
    }
}
