import JSSyntax

/// Checks that bytecode keeps the promises that the VM relies on: operands in range, jumps and handlers at instruction starts,
/// no falling off the end. A debug switch of the VM and the tests run it; it is not needed for correct compilers.
public struct Verifier {
    private let template: FunctionTemplate
    private let parent: FunctionTemplate?
    private var problems: [String] = []
    private var starts: Set<Int> = []

    /// All problems of the function and its inner functions, empty when there are none.
    public static func problems(in template: FunctionTemplate) -> [String] { check(template, parent: nil) }

    private static func check(_ template: FunctionTemplate, parent: FunctionTemplate?) -> [String] {
        var verifier = Verifier(template: template, parent: parent)
        verifier.run()
        return verifier.problems + template.functions.flatMap { check($0, parent: template) }
    }

    private init(template: FunctionTemplate, parent: FunctionTemplate?) {
        self.template = template
        self.parent = parent
    }

    private mutating func report(_ pc: Int, _ message: String) {
        problems.append("\(template.unit.names.string(template.name)) at \(pc): \(message)")
    }

    private mutating func run() {
        checkHeader()
        var pc = 0
        var last: Op?
        while pc < template.code.count {
            let instruction = Instruction(bits: template.code[pc])
            guard let info = instruction.op.info, info.op != .illegal else {
                report(pc, "illegal opcode")
                return
            }
            starts.insert(pc)
            last = info.op
            pc += info.length
        }
        if pc != template.code.count { report(pc, "truncated instruction") }
        switch last {
        case .return, .returnUndefined, .returnDerived, .throw, .asyncReturn, .generatorReturn, .jump, .throwConstAssign,
            .throwError:
            break
        default: report(pc, "execution can run off the end")
        }
        for pc in starts.sorted() { checkInstruction(pc) }
        for handler in template.handlers {
            if !starts.contains(Int(handler.handler)) { report(Int(handler.handler), "handler is no instruction") }
            if handler.start >= handler.end || Int(handler.end) > template.code.count {
                report(Int(handler.start), "bad protected range")
            }
            checkRegister(Int(handler.handler), Int(handler.register))
        }
    }

    private mutating func checkHeader() {
        if template.parameterCount >= template.frameSize { report(0, "parameters do not fit the frame") }
        for source in template.captures {
            switch source {
            case .register(let register):
                if let parent, register >= parent.frameSize { report(0, "capture of r\(register) of the parent") }
                if parent == nil { report(0, "capture without a parent") }
            case .capture(let index):
                if let parent, index >= parent.captures.count { report(0, "capture of ^\(index) of the parent") }
            case .module, .external: break
            }
        }
    }

    private mutating func checkRegister(_ pc: Int, _ register: Int, count: Int = 1) {
        if register + count > template.frameSize { report(pc, "register \(register + count - 1) of \(template.frameSize)") }
    }

    private mutating func checkInstruction(_ pc: Int) {
        let instruction = Instruction(bits: template.code[pc])
        guard let info = instruction.op.info else { return }
        for (kind, value) in [(info.a, instruction.a), (info.b, instruction.b), (info.c, instruction.c)] {
            switch kind {
            case .none, .imm, .count, .imm32, .offset, .offset32, .typeKind: break
            case .dst, .src, .srcdst, .box: checkRegister(pc, value)
            case .window: checkRegister(pc, value, count: 4)
            case .base: break
            case .base2, .pair: checkRegister(pc, value, count: 2)
            case .base3: checkRegister(pc, value, count: 3)
            case .capture: if value >= template.captures.count { report(pc, "capture \(value)") }
            case .const: if value >= template.constants.count { report(pc, "constant \(value)") }
            case .name:
                if value == 0xFFFF { break }
                guard value < template.constants.count, case .name = template.constants[value] else {
                    report(pc, "constant \(value) is no name")
                    continue
                }
            case .function: if value >= template.functions.count { report(pc, "function \(value)") }
            case .const32: if instruction.wide >= template.constants.count { report(pc, "constant \(instruction.wide)") }
            case .function32: if instruction.wide >= template.functions.count { report(pc, "function \(instruction.wide)") }
            case .jumpTable:
                guard value < template.jumpTables.count else {
                    report(pc, "jump table \(value)")
                    continue
                }
                for offset in template.jumpTables[value].offsets where !starts.contains(pc + 1 + Int(offset)) {
                    report(pc, "jump into the middle of an instruction")
                }
            }
        }
        if let target = Disassembler.jumpTarget(pc, instruction, info), !starts.contains(target) {
            report(pc, "jump into the middle of an instruction")
        }
        switch info.op {
        case .call, .new, .superCall: checkRegister(pc, instruction.a, count: 4 + instruction.b)
        case .callSpread, .newSpread, .superCallSpread: checkRegister(pc, instruction.a, count: 5)
        case .newArray, .concatStrings: checkRegister(pc, instruction.b, count: instruction.c)
        case .newObjectFrom:
            if instruction.b < template.constants.count, case .shape(let names) = template.constants[instruction.b] {
                checkRegister(pc, instruction.c, count: names.count)
            } else {
                report(pc, "constant \(instruction.b) is no shape")
            }
        case .loadUndefinedRange: checkRegister(pc, instruction.a, count: instruction.b)
        case .createMappedArguments:
            if instruction.c != template.parameterCount { report(pc, "mapped arguments of \(instruction.c) parameters") }
        default: break
        }
    }
}
