import JSSyntax
import Testing

@Suite struct ExpressionTests {
    @Test(arguments: [
        ("a + b * c", "(add a (multiply b c))"), ("a ** b ** c", "(exponentiate a (exponentiate b c))"),
        ("a - b - c", "(subtract (subtract a b) c)"), ("a || b && c", "(or a (and b c))"),
        ("a ?? b ?? c", "(nullish (nullish a b) c)"),
        ("a < b == c", "(equal (less a b) c)"), ("!a in b", "(in (not a) b)"), ("a = b = c", "(= a (= b c))"),
        ("a ? b : c ? d : e", "(? a b (? c d e))"), ("a.b[c](d, e)", "(call (. (. a 'b') c) d e)"),
        ("a | b ^ c & d", "(bitwiseOr a (bitwiseXor b (bitwiseAnd c d)))"), ("typeof a + b", "(add (typeof a) b)"),
        ("(a, b)", "sequenceExpression"), ("a => b", "arrowFunctionExpression"),
        ("async (a, {b}) => b", "arrowFunctionExpression"),
        ("async(a)", "(call async a)"), ("a?.b.c", "chainExpression"), ("new a.b(c)", "newExpression"), ("(a)", "a"),
        ("({a = 1} = b)", "(= objectPattern b)"), ("[a, ...b] = c", "(= arrayPattern c)"), ("a\n++b", "a"),
        ("a / b / c", "(divide (divide a b) c)"),
        ("let", "let"), ("yield * 2", "(multiply yield 2)"), ("async", "async"), ("await", "await")
    ])
    func shapes(_ text: String, _ expected: String) throws {
        let ast = try parse(text)
        #expect(shape(expression(ast), ast) == expected)
    }

    @Test func arrowParametersAreTriedAndPutBack() throws {
        let ast = try parse("(a = function () { return b }, {c: [d]})\n;({x: y = (z) => z} = {}) ; (({a}) => a)({a: 1})")
        #expect(expression(ast).kind == .sequenceExpression)
        #expect(ast.functions.map(\.kind) == [.script, .normal, .arrow, .arrow])
        #expect(ast.functions.enumerated().allSatisfy { $0.offset == Int($0.element.id) })
        #expect(ast.scopes.enumerated().allSatisfy { $0.offset == Int($0.element.id) })
    }

    @Test func deepNestingIsAnError() {
        for text in [
            String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
            String(repeating: "{", count: 100_000),
            String(repeating: "!", count: 100_000), String(repeating: "({a:", count: 50_000),
            String(repeating: "a=>", count: 50_000),
            String(repeating: "(a=", count: 50_000), String(repeating: "if(1)", count: 50_000),
            String(repeating: "new ", count: 50_000), String(repeating: "`${", count: 50_000),
        ] {
            #expect(parseError(text)?.kind == .tooDeeplyNested, "\(text.prefix(8))")
        }
    }

    @Test func longChainsAreNotNesting() throws {
        _ = try parse("a" + String(repeating: "+a", count: 100_000))
        _ = try parse("a" + String(repeating: ".a()", count: 100_000))
    }

    @Test func sourceRanges() throws {
        let ast = try parse("var f = function g(a) { return a }; class C { static  m() {} }")
        #expect(ast.source.string(Int(ast.function("g").start), Int(ast.function("g").end)) == "function g(a) { return a }")
        let method = ast.functions.first { $0.kind == .method }!
        #expect(ast.source.string(Int(method.start), Int(method.end)) == "m() {}")
    }

    @Test func functionLengths() throws {
        let ast = try parse("(function a(x, y = 1, z) {}, function b(...r) {}, function c({p}, q) {})")
        #expect(["a", "b", "c"].map { ast.function($0).expectedArgumentCount } == [1, 0, 2])
    }

    @Test func directives() throws {
        let ast = try parse("'a'\n'use strict'\nvar x; function f() {}")
        #expect(ast.program.isStrict && ast.function("f").isStrict)
        #expect(try !parse("'use\\x20strict'; 010").program.isStrict)
        #expect(try !parse("('use strict'); 010").program.isStrict)
        #expect(try !parse("'use strict' + 1; 010").program.isStrict)
        #expect(try !parse("'use strict'\n.length; 010").program.isStrict)
    }

    @Test func functionBodies() throws {
        let ast = try Parser.parseFunctionBody(
            SourceText(name: "m.js", "#!x\nexports.a = 1; return require"), parameters: ["exports", "require"])
        let info = expression(ast).as(FunctionNode.self).function
        #expect(info.params.count == 2 && info.body.count == 2)
        #expect(info.scope.bindings.map { ast.names.string($0.name) } == ["exports", "require"])
    }

    @Test func dynamicFunctions() throws {
        func make(_ parameters: String, _ body: String) throws -> AST {
            let head = "function anonymous("
            return try Parser.parseFunction(
                SourceText(name: "f", "\(head)\(parameters)\n) {\n\(body)\n}"),
                parameters: head.utf16.count..<(head.utf16.count + parameters.utf16.count))
        }
        #expect(try make("a,b", "return a").functions[1].params.count == 2)
        #expect(throws: SyntaxError.self) { try make("a) { }, function (", "") }
        #expect(throws: SyntaxError.self) { try make("/*", "*/) {") }
        #expect(throws: SyntaxError.self) { try make("", "}, function () {") }
        _ = try make("a //", "")
    }
}
