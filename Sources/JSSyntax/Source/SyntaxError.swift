/// An early error.
public struct SyntaxError: Error {
    public enum Kind: Sendable {
        case syntax
        /// Nested deeper than the parser's stack allows; the engine throws RangeError.
        case tooDeeplyNested
        /// An early ReferenceError does not exist in ECMAScript 2025; kept for hosts that map kinds to constructors.
        case reference
    }
    public var kind: Kind
    /// V8's wording, without `SyntaxError: `.
    public var message: String
    /// Range of the offending token in code units.
    public var start: Int
    public var end: Int
    /// From 1.
    public var line: Int
    public var column: Int
    /// `file:line`, the source line, carets.
    public var excerpt: String
    /// The input ended too early (a REPL asks for another line).
    public var isUnexpectedEnd: Bool
}
