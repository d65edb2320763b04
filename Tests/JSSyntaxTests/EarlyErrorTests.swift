import JSSyntax
import Testing

/// Message and place (line:column) of what must not parse; the words are V8's.
@Suite struct EarlyErrorTests {
    @Test(arguments: [
        ("}", "Unexpected token '}'", "1:1"), ("a b", "Unexpected identifier 'b'", "1:3"),
        ("var\n 1", "Unexpected number", "2:2"), ("f(a b)", "missing ) after argument list", "1:3"),
        ("'abc", "Invalid or unexpected token", "1:1"), ("(", "Unexpected end of input", "1:2"),
        ("let x; let x", "Identifier 'x' has already been declared", "1:12"),
        ("let x; var x", "Identifier 'x' has already been declared", "1:12"),
        ("{ let b; { var b } }", "Identifier 'b' has already been declared", "1:16"),
        ("{ { var b } let b }", "Identifier 'b' has already been declared", "1:17"),
        ("function f(a) { let a }", "Identifier 'a' has already been declared", "1:21"),
        ("try {} catch (e) { let e }", "Identifier 'e' has already been declared", "1:24"),
        ("try {} catch ([e]) { var e }", "Identifier 'e' has already been declared", "1:26"),
        ("{ function f(){} async function f(){} }", "Identifier 'f' has already been declared", "1:33"),
        ("break", "Illegal break statement", "1:1"), ("return", "Illegal return statement", "1:1"),
        ("while (1) { foo: continue foo }", "Illegal continue statement: 'foo' does not denote an iteration statement", "1:27"),
        ("a: a: ;", "Label 'a' has already been declared", "1:4"), ("break a", "Undefined label 'a'", "1:7"),
        ("new.target", "new.target expression is not allowed here", "1:5"),
        ("super.x", "'super' keyword unexpected here", "1:1"), ("1 = 2", "Invalid left-hand side in assignment", "1:1"),
        ("a?.b = 1", "Invalid left-hand side in assignment", "1:1"),
        ("({a = 1})", "Invalid shorthand property initializer", "1:3"),
        ("({__proto__: 1, '__proto__': 2})", "Duplicate __proto__ fields are not allowed in object literals", "1:17"),
        ("a ?? b || c", "Unexpected token '||'", "1:8"), ("a && b ?? c", "Unexpected token '??'", "1:8"),
        (
            "-1 ** 2",
            "Unary operator used immediately before exponentiation expression. Parenthesis must be used to disambiguate operator precedence",
            "1:1"
        ),
        ("1_", "Numeric separators are not allowed at the end of numeric literals", "1:3"),
        ("3in []", "Invalid or unexpected token", "1:1"), ("const x", "Missing initializer in const declaration", "1:7"),
        ("for (let x, y of z) {}", "Invalid left-hand side in for-of loop: Must have a single binding.", "1:10"),
        ("for (async of x) {}", "The left-hand side of a for-of loop may not be 'async'.", "1:6"),
        ("try {}", "Missing catch or finally after try", "1:6"), ("throw\n1", "Illegal newline after throw", "1:1"),
        ("class A { constructor(){} constructor(){} }", "A class may only have one constructor", "1:27"),
        ("class A { #a; #a }", "Identifier '#a' has already been declared", "1:15"),
        ("class A { m() { this.#b } }", "Private field '#b' must be declared in an enclosing class", "1:22"),
        ("class A { #a; m() { delete this.#a } }", "Private fields can not be deleted", "1:33"),
        (
            "class A { x = arguments }", "'arguments' is not allowed in class field initializer or static initialization block",
            "1:15"
        ),
        ("class A { static { await } }", "Unexpected reserved word", "1:20"),
        ("class A extends B { m() { super() } }", "'super' keyword unexpected here", "1:27"),
        (
            "function f(a = 1) { 'use strict' }", "Illegal 'use strict' directive in function with non-simple parameter list",
            "1:21"
        ),
        ("(a, a) => 1", "Duplicate parameter name not allowed in this context", "1:5"),
        ("async function f(x = await 1) {}", "Illegal await-expression in formal parameters of async function", "1:22"),
        ("function* g(x = yield) {}", "Yield expression not allowed in formal parameter", "1:17"),
        ("if (1) let x", "Lexical declaration cannot appear in a single-statement context", "1:8"),
        ("[...a, b] = c", "Rest element must be last element", "1:2"),
        ("/(/", "Invalid regular expression: /(/: Unterminated group", "1:1"),
        ("a?.`x`", "Invalid tagged template on optional chain", "1:4"),
        ("v\\u0061r x", "Keyword must not contain escaped characters", "1:1"),
        ("import x from 'y'", "Cannot use import statement outside a module", "1:1"),
        ("`\\u`", "Invalid Unicode escape sequence", "1:2"),
        ("a\n=> 1", "Unexpected token '=>'", "2:1"),
        ("for (let [a, a] of b) {}", "Identifier 'a' has already been declared", "1:14")
    ])
    func sloppy(_ text: String, _ message: String, _ place: String) {
        guard let error = parseError(text) else { return }
        #expect(error.message == message, "\(text)")
        #expect("\(error.line):\(error.column)" == place, "\(text)")
    }

    @Test(arguments: [
        ("with (a) {}", "Strict mode code may not include a with statement"),
        ("010", "Octal literals are not allowed in strict mode."),
        ("09", "Decimals with leading zeros are not allowed in strict mode."),
        ("'\\01'", "Octal escape sequences are not allowed in strict mode."),
        ("eval = 1", "Unexpected eval or arguments in strict mode"),
        ("arguments++", "Unexpected eval or arguments in strict mode"),
        ("delete x", "Delete of an unqualified identifier in strict mode."),
        ("var static", "Unexpected strict mode reserved word"),
        ("yield", "Unexpected strict mode reserved word"),
        ("function f(a, a) {}", "Duplicate parameter name not allowed in this context"),
        ("if (1) function f() {}", "In strict mode code, functions can only be declared at top level or inside a block."),
        ("f() = 1", "Invalid left-hand side in assignment"),
        ("{ function f() {} function f() {} }", "Identifier 'f' has already been declared")
    ])
    func strict(_ text: String, _ message: String) {
        #expect(parseError(text, strict: true)?.message == message)
        #expect(parseError("'use strict'; " + text)?.message == message)
        #expect(throws: Never.self) { try parse(text) }
    }

    @Test(arguments: [
        "var a; var a; function a() {}", "{ function f() {} function f() {} }", "try {} catch (e) { var e }",
        "function f(a) { var a }", "label: function f() {}", "if (1) function f() {} else function g() {}", "f() = 1",
        "let: while (1) break let", "var yield, let, async, of, get, set, await", "a\n/b/c", "do x(); while (0) y()",
        "switch (1) { case 1: let x; default: }", "for (let of = 1;;) break", "for (var i = 0 in {});", "for (let in {});",
        "async\nfunction f() {}",
        "x = { get: 1, set() {}, async, get async() {}, async *get() {}, 1: 2, 'a'() {}, [b]: c, ...d }",
        "class A { static; get; set; async; static async *#x() {} static { var a; } 'b' = 1; [c]; static static = 1 }",
        "class A { static async\n x\n *y() {} get\n z() {} }", "new new A()()",
        "new (a())(), new a.b, new.target ? 1 : 2".replacing("new.target", with: "x"),
        "a?.[0]?.(1)?.b", "a ? .5 : 1", "(async) => 1", "async => 1", "async x => await x", "({a: [b = 1, {c}], ...d} = e)",
        "[(a), (b.c), ...d[0]] = e", "for ([a, b] of c);", "for ({a = 1} in b);", "`a${`b${c}`}`", "/[/\\]]/.test(/=/)",
        "x = function yield() {}", "(function* () { yield* 2; yield; yield* a })",
        "({ async *a() { for await (x of y) await x } })",
        "'\\08'", "class A extends (class {}) { constructor() { super(); super.x; () => super.y } }", "a = b\n(c)",
        "if (a) ; else b",
        "#!/usr/bin/env node", "<!-- comment\n--> comment", "1..a; 1.0.b; 1 .c", "var \\u{61}",
        "({ __proto__: a, __proto__() {}, ['__proto__']: b })",
        "({ __proto__: a, __proto__: b } = c)", "function f() { new.target; () => new.target }", "{}/a/g", "a = {} / 1",
        "import('x'); import('x', {})", "((a, b)), ((a), b)", "(a, b) => {}\n/c/",
        "async function f() { await a ** 2 }".replacing("await a ** 2", with: "(await a) ** 2"),
        "while (0) { continue\n a }", "var [a = b] = [], {c: {d} = {}} = {}", "(x => x)(1)", "x = a ? (b) : c => d",
        "x = a ? (b, c) => d : e", "x = a ? (b = c) : d",
        "class C { #x; static has(o) { return #x in o } }", "eval?.(1); (0, eval)(1)", "for (const x of []) { let x }", "a\n\n",
        ";;;", ""
    ])
    func valid(_ text: String) {
        #expect(throws: Never.self) { try parse(text) }
    }

    @Test func excerpt() {
        let error = parseError("a\n\tlet b = ;\n")
        #expect(error?.excerpt == "test.js:2\n\tlet b = ;\n\t        ^")
        #expect(error?.isUnexpectedEnd == false)
        #expect(parseError("if (a) {")?.isUnexpectedEnd == true)
    }
}
