import JSEngine
import JSRegExp
import JSSyntax

/// What is done with a program. The process must survive it; a wrong result is a `fatalError`.
enum Checks {
    /// Parses, compiles and verifies; true when the program has no early error.
    static func compile(_ source: SourceText, isModule: Bool) -> Bool {
        var options = ParseOptions(isModule ? .module : .script)
        options.validateRegExp = regexpError
        guard let ast = try? Parser.parse(source, options) else { return false }
        if isModule {
            guard let module = try? Compiler.compileModule(ast) else { return false }
            verify(module.body)
            if let instantiate = module.instantiate { verify(instantiate) }
        } else {
            guard let template = try? Compiler.compileScript(ast) else { return false }
            verify(template)
        }
        return true
    }

    private static func verify(_ template: FunctionTemplate) {
        let problems = Verifier.problems(in: template)
        if !problems.isEmpty { fatalError("bytecode: \(problems.prefix(5).joined(separator: "; "))") }
    }

    /// Compiles the pattern as well, and matches it once.
    private static func regexpError(_ pattern: [UInt16], _ flags: [UInt16]) -> String? {
        guard let flags = RegExpFlags(parsing: flags) else { return "Invalid regular expression flags" }
        do throws(RegExpSyntaxError) {
            let program = try RegExpCompiler.compile(units: pattern, flags: flags)
            let context = RegExpMatchContext()
            context.stepLimit = 10_000
            let input: [UInt16] = Array("aab/abc \u{1F600}x\n\u{E9}1".utf16)
            var captures = [Int32](repeating: 0, count: program.captureCount * 2)
            _ = input.withUnsafeBufferPointer { input in
                captures.withUnsafeMutableBufferPointer { captures in
                    program.match(
                        utf16: input.baseAddress!, length: input.count, startIndex: 0, captures: captures.baseAddress!, context: context)
                }
            }
            return nil
        } catch {
            return error.message
        }
    }

    /// Runs a program, with its jobs, in a VM that has the prelude's variables. Loops end by the interrupt flag.
    static func run(_ vm: VM, _ source: SourceText) -> Bool {
        var options = ParseOptions(.script)
        options.validateRegExp = regexpError
        guard let ast = try? Parser.parse(source, options) else { return false }
        var compilerOptions = CompilerOptions()
        compilerOptions.loopChecks = true
        guard let template = try? Compiler.compileScript(ast, compilerOptions) else { return false }
        verify(template)
        do throws(JSException) { _ = try vm.runTemplate(template) } catch { _ = vm.takeException() }
        var jobs = 0
        vm.runJobs { _ in
            jobs += 1
            if jobs > 1000 { vm.interruptFlag.pointee = 1 }
        }
        return true
    }

    /// The variables that random programs use.
    static let prelude = """
        var a = [1, 2.5, 'x', , { y: 1 }], b = { x: 1, y: 'two', get z() { return this.x; }, set z(v) { this.x = v; }, [Symbol.iterator]: a.values.bind(a) };
        var c = function (x, y) { return [this, x, y, arguments.length]; }, d = class { static s = 1; #p = 2; m() { return this.#p; } };
        var e = new Map([[1, a], ['k', b]]), f = function* () { try { yield 1; yield* a; } finally { yield 2; } }, g = async function (x) { await x; return x; };
        var h = 'héllo wörld \\u{1F600}', i = new Uint8Array([1, 2, 3, 255]), j = new Proxy({ t: 1 }, { get(t, k, r) { return Reflect.get(t, k, r); } });
        var k = 10n, l = Symbol('l'), m = async function* () { yield a; yield b; }, n = /(a+)(?<n>b)?/g, o = new Date(0);
        """
}
