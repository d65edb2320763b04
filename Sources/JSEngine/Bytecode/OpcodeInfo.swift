/// What an operand field of an instruction means.
enum OperandKind: UInt8, Sendable {
    /// Unused, zero.
    case none
    /// A register that is written.
    case dst
    /// A register that is read.
    case src
    /// A register that is read and written.
    case srcdst
    /// A register that holds a Box.
    case box
    /// First register of a call window: callee, two reserved, this, arguments.
    case window
    /// First register of a run whose length another operand gives.
    case base
    /// First of two registers (for-in enumeration state), which the instruction reads or writes.
    case base2
    /// First of three registers: iterator, next method, state.
    case base3
    /// First of two registers that are written: received value, resume mode.
    case pair
    /// Index of a captured variable of the running function.
    case capture
    /// Index of any constant.
    case const
    /// Index of a constant that is a property name or an identifier (`.name`); 0xFFFF stands for none where documented.
    case name
    /// 16-bit index of a child function.
    case function
    /// Signed 16-bit integer.
    case imm
    /// Unsigned 16-bit number.
    case count
    /// Signed 16-bit jump offset.
    case offset
    /// A `TypeofKind`.
    case typeKind
    /// Index in `jumpTables`.
    case jumpTable
    /// 32-bit operands, in the upper half of the word.
    case imm32, const32, function32, offset32

    var is32Bit: Bool {
        switch self {
        case .imm32, .const32, .function32, .offset32: true
        default: false
        }
    }
}

/// The words after an instruction's first word.
enum ExtensionKind: Sendable {
    case none
    /// That many words of inline cache, which belong to the VM and start as zeros.
    case inlineCache(Int)
    /// One word with a further operand in its low bits.
    case operand

    var words: Int {
        switch self {
        case .none: 0
        case .inlineCache(let count): count
        case .operand: 1
        }
    }
}

/// How many words follow each opcode, as a byte: what the run loop's neighbours need of the table, without its texts.
struct OpcodeExtensions {
    private let bits: UInt8
    var words: Int { Int(bits & 0x7F) }
    var isInlineCache: Bool { bits & 0x80 != 0 }

    private init(_ kind: ExtensionKind) {
        if case .inlineCache(let words) = kind { bits = UInt8(words) | 0x80 } else { bits = UInt8(kind.words) }
    }

    private static let table: [OpcodeExtensions] = OpcodeTable.entries.map { OpcodeExtensions($0.extensions) }

    static func of(_ op: Op) -> OpcodeExtensions { table[Int(op.rawValue)] }
}

/// The results of `typeof` as operands of `typeofIs` and the fused jumps.
public enum TypeofKind: UInt16, CaseIterable, Sendable {
    case undefined, object, boolean, number, bigint, string, symbol, function

    init?(text: String) {
        guard let kind = Self.allCases.first(where: { "\($0)" == text }) else { return nil }
        self = kind
    }
}

/// One row of the opcode table.
struct OpcodeInfo: Sendable {
    let op: Op
    let a: OperandKind
    let b: OperandKind
    let c: OperandKind
    let extensions: ExtensionKind
    let summary: String

    init(_ op: Op, _ operands: [OperandKind], extensions: ExtensionKind = .none, _ summary: String) {
        self.op = op
        a = operands.count > 0 ? operands[0] : .none
        b = operands.count > 1 ? operands[1] : .none
        c = operands.count > 2 ? operands[2] : .none
        self.extensions = extensions
        self.summary = summary
    }

    /// Length in 64-bit words.
    var length: Int { 1 + extensions.words }
}

extension Op {
    /// The table's row, nil for unused opcodes.
    var info: OpcodeInfo? {
        let entries = OpcodeTable.entries
        return Int(rawValue) < entries.count ? entries[Int(rawValue)] : nil
    }
}
