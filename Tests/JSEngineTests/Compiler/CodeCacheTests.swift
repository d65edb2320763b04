import JSSyntax
import Testing

@testable import JSEngine

/// A script of every kind of constant, with inner functions, handlers, a jump table, captures and names beyond Latin-1.
private let everything = """
    let total = 1.5, gr\u{F6}\u{DF}e = 'na\u{EF}ve', text = '\u{4F60}\u{597D}';
    var shared = 12345678901234567890n;
    function outer(a, b = 2, ...rest) {
        let seen = 0;
        class Point { #x = a; static made = 0; get x() { return this.#x; } }
        try {
            for (const item of rest) {
                switch (item) { case 1: case 2: case 3: case 4: seen++; break; case 5: throw new Point(); default: seen += 2; }
            }
        } catch (error) { return `caught ${error.x} of ${total}`; } finally { shared++; }
        return () => ({ seen, first: a, second: b, pattern: /a+b/giu, tag: outer.name`x${1}\\u` });
    }
    async function* generated() { yield* [1, 2]; await outer(1); }
    """

private func compile(_ text: String) throws -> FunctionTemplate {
    try Compiler.compileScript(try Parser.parse(SourceText(name: "test.js", text)))
}

/// A cache of the templates in memory that lives as long as the process.
private func makeCache(_ templates: [FunctionTemplate?]) -> CodeCache? {
    var writer = CodeCacheWriter()
    for template in templates { writer.add(template) }
    let bytes = writer.finish()
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    memory.copyBytes(from: bytes)
    return CodeCache(UnsafeRawBufferPointer(memory))
}

@Suite struct CodeCacheTests {
    @Test func unitsComeBackAsTheyWere() throws {
        let sources = [everything, "1 + 1", "if (typeof x === 'function') x(-0, 1e300, 'a' in x)"]
        let templates = try sources.map(compile)
        let cache = try #require(makeCache(templates))
        for (index, template) in templates.enumerated() {
            let read = try #require(cache.template(ofUnit: index) { SourceText(name: "test.js", sources[index]) })
            #expect(Disassembler.text(read) == Disassembler.text(template))
        }
        #expect(cache.template(ofUnit: 3) { SourceText(name: "", "") } == nil)
    }

    @Test func placesAreFound() throws {
        let template = try compile(everything).functions[0]
        let cache = try #require(makeCache([try compile(everything)]))
        let unit = try #require(cache.template(ofUnit: 0) { SourceText(name: "test.js", everything) })
        unit.load()
        let read = unit.functions[0]
        #expect(read.source.string(read.sourceStart, read.sourceStart + 8) == "function")
        for pc in 0..<template.code.count {
            #expect(read.sourceOffset(at: pc) == template.sourceOffset(at: pc))
            #expect(read.expressionRange(at: pc)?.start == template.expressionRange(at: pc)?.start)
        }
    }

    @Test func cachedCodeRuns() throws {
        let source = "var f = (n) => n < 2 ? n : f(n - 1) + f(n - 2); f(12)"
        var options = CompilerOptions()
        options.wantsCompletionValue = true
        let template = try Compiler.compileScript(try Parser.parse(SourceText(name: "test.js", source)), options)
        let cache = try #require(makeCache([template]))
        let vm = VM()
        for _ in 0..<2 {
            let read = try #require(cache.template(ofUnit: 0) { SourceText(name: "test.js", source) })
            #expect(try vm.runTemplate(read) == Value(144))
        }
    }

    @Test func directEvalIsLeftOut() throws {
        let cache = try #require(makeCache([try compile("function f(a) { return eval('a'); }"), nil, try compile("1")]))
        #expect(cache.template(ofUnit: 0) { SourceText(name: "", "") } == nil)
        #expect(cache.template(ofUnit: 1) { SourceText(name: "", "") } == nil)
        #expect(cache.template(ofUnit: 2) { SourceText(name: "", "") } != nil)
    }

    @Test func otherBytesAreRefused() {
        let bytes = [UInt64](repeating: 0x1234_5678, count: 8)
        bytes.withUnsafeBytes { #expect(CodeCache($0) == nil) }
        [UInt64]().withUnsafeBytes { #expect(CodeCache($0) == nil) }
    }
}
