import JSSyntax

/// Bytecode as text, for `swjs disassemble` and the snapshot tests.
public struct Disassembler {
    private var output = ""

    /// The function and, after it, its inner functions.
    public static func text(_ template: FunctionTemplate) -> String {
        var disassembler = Disassembler()
        disassembler.dump(template, path: "")
        return disassembler.output
    }

    private mutating func dump(_ template: FunctionTemplate, path: String) {
        template.load()
        let names = template.unit.names
        let title = template.name == .empty ? "(anonymous)" : names.string(template.name)
        output += "function\(path) \(title)"
        let flags = flagNames(template.flags)
        if !flags.isEmpty { output += " [\(flags.joined(separator: " "))]" }
        output += "\n  parameters \(template.parameterCount), length \(template.length), registers \(template.frameSize)"
        if template.flags.contains(.needsArguments) { output += ", arguments r\(template.argumentsRegister)" }
        if template.flags.contains(.needsNewTarget) { output += ", new.target r\(template.newTargetRegister)" }
        if template.flags.contains(.generator) || template.flags.contains(.async) {
            output += ", generator r\(template.generatorRegister)"
        }
        output += "\n"
        if !template.captures.isEmpty {
            output += "  captures " + template.captures.map(text).joined(separator: ", ") + "\n"
        }
        var targets: Set<Int> = Set(template.handlers.map { Int($0.handler) })
        forEachInstruction(template) { pc, instruction, info in
            if let target = Self.jumpTarget(pc, instruction, info) { targets.insert(target) }
            if info.b == .jumpTable {
                for offset in template.jumpTables[instruction.b].offsets { targets.insert(pc + 1 + Int(offset)) }
            }
        }
        forEachInstruction(template) { pc, instruction, info in
            output += targets.contains(pc) ? "\(pc):" : ""
            let column = targets.contains(pc) ? "\(pc):".count : 0
            output += String(repeating: " ", count: max(1, 6 - column))
            output += Self.text(instruction, info, template, pc) + "\n"
        }
        for handler in template.handlers {
            output += "  handler \(handler.start)..<\(handler.end) -> \(handler.handler), exception r\(handler.register)\n"
        }
        for (index, function) in template.functions.enumerated() { dump(function, path: "\(path)/\(index)") }
    }

    private func forEachInstruction(_ template: FunctionTemplate, _ body: (Int, Instruction, OpcodeInfo) -> Void) {
        let code = template.withCode { ContiguousArray($0) }
        var pc = 0
        while pc < code.count {
            let instruction = Instruction(bits: code[pc])
            guard let info = instruction.op.info else { return }
            body(pc, instruction, info)
            pc += info.length
        }
    }

    static func jumpTarget(_ pc: Int, _ instruction: Instruction, _ info: OpcodeInfo) -> Int? {
        if info.b == .offset32 { return pc + 1 + instruction.wide }
        if info.c == .offset { return pc + 1 + instruction.signedC }
        return nil
    }

    private func text(_ source: CaptureSource) -> String {
        switch source {
        case .register(let register): "r\(register)"
        case .capture(let index): "^\(index)"
        case .module(let slot): "module \(slot)"
        case .external(let depth, let index): "external \(depth).\(index)"
        }
    }

    private func flagNames(_ flags: FunctionFlags) -> [String] {
        let all: [(FunctionFlags, String)] = [
            (.strict, "strict"), (.arrow, "arrow"), (.async, "async"), (.generator, "generator"), (.method, "method"),
            (.classConstructor, "class"), (.derived, "derived"), (.script, "script"), (.module, "module"), (.eval, "eval"),
            (.synthetic, "synthetic"),
        ]
        return all.filter { flags.contains($0.0) }.map(\.1)
    }

    // MARK: Instructions

    /// One instruction: name, operands, and what constants say.
    static func text(_ instruction: Instruction, _ info: OpcodeInfo, _ template: FunctionTemplate, _ pc: Int) -> String {
        var name = "\(info.op)"
        name += String(repeating: " ", count: max(1, 20 - name.count))
        var operands: [String] = []
        let fields = [
            (info.a, instruction.a, instruction.signedA), (info.b, instruction.b, instruction.signedB),
            (info.c, instruction.c, instruction.signedC)
        ]
        for (kind, value, signed) in fields {
            switch kind {
            case .none: break
            case .dst, .src, .srcdst, .box: operands.append("r\(value)")
            case .window, .base, .base2, .base3, .pair: operands.append("r\(value)...")
            case .capture: operands.append("^\(value)")
            case .const, .name: operands.append(constant(value, template))
            case .function: operands.append("function \(value)")
            case .imm: operands.append("\(signed)")
            case .count: operands.append("\(value)")
            case .offset: operands.append("-> \(pc + 1 + signed)")
            case .typeKind: operands.append(TypeofKind(rawValue: UInt16(value)).map { "\($0)" } ?? "?")
            case .jumpTable:
                let table = template.jumpTables[value]
                operands.append("[\(table.low)...: " + table.offsets.map { "\(pc + 1 + Int($0))" }.joined(separator: " ") + "]")
            case .imm32: operands.append("\(instruction.wide)")
            case .const32: operands.append(constant(instruction.wide, template))
            case .function32: operands.append("function \(instruction.wide)")
            case .offset32: operands.append("-> \(pc + 1 + instruction.wide)")
            }
        }
        if case .operand = info.extensions { operands.append("\(template.withCode { $0[pc + 1] })") }
        return name + operands.joined(separator: ", ")
    }

    private static func constant(_ index: Int, _ template: FunctionTemplate) -> String {
        let names = template.unit.names
        guard index < template.constants.count else { return index == 0xFFFF ? "-" : "constant \(index)?" }
        func list(_ items: [Name]) -> String { items.map { names.string($0) }.joined(separator: ", ") }
        switch template.constants[index] {
        case .number(let value): return "\(value)"
        case .string(let name): return quoted(names.string(name))
        case .name(let name): return names.string(name)
        case .bigint(let name): return names.string(name) + "n"
        case .template(_, let raw): return "template(" + raw.map { quoted(names.string($0)) }.joined(separator: ", ") + ")"
        case .regexp(let pattern, let flags): return "/\(names.string(pattern))/\(names.string(flags))"
        case .shape(let items): return "{\(list(items))}"
        case .globals(let globals):
            return
                "globals(lexicals: \(list(globals.lexicals.map(\.name))); functions: \(list(globals.functions)); vars: \(list(globals.vars)))"
        case .names(let items): return "names(\(list(items)))"
        case .evalScope(let scope):
            return "scope(" + scope.levels.map { list($0.entries.map(\.name)) }.joined(separator: " | ") + ")"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
