import Foundation
import JSSyntax
import Testing

@testable import JSEngine

/// The function template of a script.
private func compile(_ text: String, completion: Bool = false) throws -> FunctionTemplate {
    var options = CompilerOptions()
    options.wantsCompletionValue = completion
    return try Compiler.compileScript(try Parser.parse(SourceText(name: "test.js", text)), options)
}

@Suite struct OpcodeTableTests {
    @Test func rowsFollowTheRawValues() {
        for (index, info) in OpcodeTable.entries.enumerated() {
            #expect(Int(info.op.rawValue) == index, "\(info.op) stands in row \(index)")
            #expect(!info.summary.isEmpty)
        }
        #expect(Op.allCases.count == 256)
    }

    @Test func wideOperandsTakeTheUpperHalf() {
        for info in OpcodeTable.entries where info.b.is32Bit { #expect(info.c == .none, "\(info.op)") }
    }

    @Test func instructionFields() {
        let instruction = Instruction(.addInt, 3, 65535, -7)
        #expect(instruction.op == .addInt)
        #expect(instruction.a == 3)
        #expect(instruction.b == 65535)
        #expect(instruction.signedB == -1)
        #expect(instruction.signedC == -7)
        #expect(Instruction(.jump, 0, wide: -100_000).wide == -100_000)
    }
}

@Suite struct SideTableTests {
    @Test func positions() {
        var table = PositionTable()
        table.add(pc: 0, offset: 10)
        table.add(pc: 3, offset: 400)
        table.add(pc: 9, offset: 5)
        #expect(table.sourceOffset(at: 0) == 10)
        #expect(table.sourceOffset(at: 2) == 10)
        #expect(table.sourceOffset(at: 8) == 400)
        #expect(table.sourceOffset(at: 1000) == 5)
    }

    @Test func expressions() {
        var table = ExpressionTable()
        table.add(pc: 4, start: 100, end: 130)
        table.add(pc: 20, start: 7, end: 9)
        #expect(table.range(at: 4)! == (100, 130))
        #expect(table.range(at: 5) == nil)
        #expect(table.range(at: 20)! == (7, 9))
    }
}

@Suite struct VerifierTests {
    @Test(arguments: [
        "for (const [a, {b = 1, ...c}] of x) { try { if (a) continue; else break } finally { b() } }",
        "async function* f(a, b = a, ...c) { for await (const d of a) yield* d; return await b }",
        "class A extends B { #x = 1; static #y() {} get [z]() { return super.q } constructor() { super(...arguments); () => this.#x } }",
        "l: { switch (x) { case 1: break l; case 2: case 3: case 4: default: throw x } } do { with (o) { eval('x'); y = z } } while (0)",
        "x?.y[z]?.(...w).v; a ||= b ??= c; o.p **= 2; [o.q, ...o.r] = `${a}`; delete o?.p; new.x",
    ])
    func acceptsCompiledCode(_ text: String) throws {
        #expect(Verifier.problems(in: try compile(text.replacingOccurrences(of: "new.x", with: "new x"))) == [])
    }

    @Test func findsDamage() throws {
        let template = try compile("f(1)")
        template.code[0] = Instruction(.move, 60000, 0).bits
        #expect(!Verifier.problems(in: template).isEmpty)
        let other = try compile("f(1)")
        other.code.removeLast()
        #expect(Verifier.problems(in: other).contains { $0.contains("run off the end") })
    }

    /// Offsets beyond 16 bits take the long forms.
    @Test func longJumps() throws {
        let body = String(repeating: "f(x, y, z); ", count: 8000)
        let template = try compile("while (i < n) { if (i < 3) { \(body) } }")
        #expect(Verifier.problems(in: template) == [])
    }

    /// Long operator chains do not use up the stack.
    @Test func longChains() throws {
        let template = try compile("x = a" + String(repeating: " + b", count: 50_000))
        #expect(Verifier.problems(in: template) == [])
    }
}

/// `Tests/Snapshots/bytecode/NAME.js` and what it compiles to in `NAME.txt`. SWJS_UPDATE_SNAPSHOTS=1 rewrites the latter.
@Suite struct BytecodeSnapshotTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Snapshots/bytecode")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".js") }.map { String($0.dropLast(3)) }.sorted()

    @Test(arguments: names) func matches(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent("\(name).js"), encoding: .utf8)
        let template = try compile(text)
        #expect(Verifier.problems(in: template) == [])
        let actual = Disassembler.text(template)
        let file = Self.folder.appendingPathComponent("\(name).txt")
        if ProcessInfo.processInfo.environment["SWJS_UPDATE_SNAPSHOTS"] == "1" {
            try actual.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(actual == (try? String(contentsOf: file, encoding: .utf8)))
    }
}
