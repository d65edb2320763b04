import JSSyntax

/// Code units of a string constant.
public enum ConstantText: Hashable, Sendable {
    case latin1([UInt8])
    case utf16([UInt16])

    init(_ units: some Sequence<UInt16>) {
        let units = Array(units)
        self = units.allSatisfy { $0 < 256 } ? .latin1(units.map(UInt8.init)) : .utf16(units)
    }

    init(_ text: String) { self.init(text.utf16) }

    var units: [UInt16] {
        switch self {
        case .latin1(let bytes): bytes.map(UInt16.init)
        case .utf16(let units): units
        }
    }

    /// For messages and the disassembler; lone surrogates become U+FFFD.
    var description: String { String(decoding: units, as: UTF16.self) }
}

/// A constant of a function template. The VM turns it into a value when the function first runs.
public enum Constant {
    /// `loadConst`: a double (integers that fit 32 bits are `loadInt`).
    case number(Double)
    /// `loadConst`: a string value; it is worth interning, literals are often compared with keys.
    case string(ConstantText)
    /// An identifier or property name operand. Names that are canonical array indices ("0", "17") never occur as `.name` of a
    /// property instruction: those use the element forms.
    case name(ConstantText)
    /// `loadConst`: digits with their `0x`, `0o`, `0b` prefix, without `n`.
    case bigint(String)
    /// `getTemplateObject`; a nil cooked string is undefined.
    case template(cooked: [ConstantText?], raw: [ConstantText])
    case regexp(pattern: ConstantText, flags: ConstantText)
    /// `newObjectFrom`: the property names in order.
    case shape([ConstantText])
    case globals(GlobalDeclarations)
    /// `declareEvalVars`
    case names([ConstantText])
    case evalScope(EvalScope)
}

/// What GlobalDeclarationInstantiation declares. https://tc39.es/ecma262/#sec-globaldeclarationinstantiation
public struct GlobalDeclarations {
    /// Global lexical declarations, created uninitialised.
    public var lexicals: [(name: ConstantText, isConst: Bool)] = []
    /// Names of top-level functions (the last declaration of each); `defineGlobalFunction` follows for each.
    public var functions: [ConstantText] = []
    public var vars: [ConstantText] = []
    /// True for sloppy eval code: the bindings can be deleted.
    public var deletable = false
}
