/// Names that the parser compares with; their ids are their positions here, the same in every parse. The reserved and
/// contextual words come first, in the order of `Token`'s keyword cases.
let wellKnownNames: [StaticString] = [
    // Always reserved
    "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum",
    "export", "extends", "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null",
    "return", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with",
    // Reserved in strict code
    "implements", "interface", "package", "private", "protected", "public", "let", "static", "yield",
    // Contextual
    "await", "async", "of", "get", "set", "as", "from", "target", "meta",
    // Not words of the grammar
    "", "arguments", "eval", "constructor", "prototype", "__proto__", "use strict", "*default*", "#constructor", "name",
    "default*", "undefined",
]

extension Name {
    public static let let_ = Name(id: 42)
    public static let static_ = Name(id: 43)
    public static let yield = Name(id: 44)
    public static let await = Name(id: 45)
    public static let async = Name(id: 46)
    public static let of = Name(id: 47)
    public static let get = Name(id: 48)
    public static let set = Name(id: 49)
    public static let as_ = Name(id: 50)
    public static let from = Name(id: 51)
    public static let target = Name(id: 52)
    public static let meta = Name(id: 53)
    public static let empty = Name(id: 54)
    public static let arguments = Name(id: 55)
    public static let eval = Name(id: 56)
    public static let constructor = Name(id: 57)
    public static let prototype = Name(id: 58)
    public static let proto = Name(id: 59)
    public static let useStrict = Name(id: 60)
    /// The variable of `export default expression`.
    public static let defaultExport = Name(id: 61)
    public static let privateConstructor = Name(id: 62)
    public static let name = Name(id: 63)
    public static let default_ = Name(id: 7)
    public static let undefined = Name(id: 65)
}
