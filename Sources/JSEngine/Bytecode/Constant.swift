import JSSyntax

/// A constant of a function template. The VM turns it into a value when the function first runs.
///
/// Texts are `Name`s of the unit's name table (`FunctionTemplate.unit.names`): small dense integers, so that the VM can keep one
/// atom for each in an array of the unit.
public enum Constant {
    /// `loadConst`: a double (integers that fit 32 bits are `loadInt`).
    case number(Double)
    /// `loadConst`: a string value; it is worth interning, literals are often compared with keys.
    case string(Name)
    /// An identifier or property name operand. Names that are canonical array indices ("0", "17") never occur as `.name` of a
    /// property instruction: those use the element forms.
    case name(Name)
    /// `loadConst`: digits with their `0x`, `0o`, `0b` prefix, without `n`.
    case bigint(Name)
    /// `getTemplateObject`; a nil cooked string is undefined.
    case template(cooked: [Name?], raw: [Name])
    case regexp(pattern: Name, flags: Name)
    /// `newObjectFrom`: the property names in order.
    case shape([Name])
    case globals(GlobalDeclarations)
    /// `declareEvalVars`
    case names([Name])
    case evalScope(EvalScope)
}

/// What GlobalDeclarationInstantiation declares. https://tc39.es/ecma262/#sec-globaldeclarationinstantiation
public struct GlobalDeclarations {
    /// Global lexical declarations, created uninitialised.
    public var lexicals: [(name: Name, isConst: Bool)] = []
    /// Names of top-level functions (the last declaration of each); `defineGlobalFunction` follows for each.
    public var functions: [Name] = []
    public var vars: [Name] = []
    /// True for sloppy eval code: the bindings can be deleted.
    public var deletable = false
}

/// What all functions compiled from one source text share.
public final class CompilationUnit {
    /// The text; that of a unit from a code cache is made when something asks for it (a stack trace, `toString`).
    public private(set) lazy var source: SourceText = makeSource()
    public let names: NameTable
    private let makeSource: () -> SourceText

    init(source: SourceText, names: NameTable) {
        makeSource = { source }
        self.names = names
    }

    init(names: NameTable, makeSource: @escaping () -> SourceText) {
        self.names = names
        self.makeSource = makeSource
    }
}
