import DataFormats

/// A mistake in a spec, with its place.
public struct Diagnostic: Error, Equatable, Sendable {
    public let file: String
    /// Counted from 1.
    public let line: Int
    public let column: Int
    public let message: String

    init(_ file: String, _ node: YAMLNode, _ message: String) {
        self.init(file: file, line: node.line, column: node.column, message: message)
    }

    init(file: String, line: Int, column: Int, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `file:line:column: message`, and below it the line with a caret.
    func text(source: String?) -> String {
        var text = "\(Files.short(file)):\(line):\(column): \(message)"
        let lines = source?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        if line >= 1, line <= lines.count {
            let shown = String(lines[line - 1]).cut(120)
            let number = "\(line)"
            text += "\n  \(number) | \(shown)\n  \(String(repeating: " ", count: number.count)) | "
            text += String(repeating: " ", count: max(0, min(column - 1, 120))) + "^"
        }
        return text
    }
}
