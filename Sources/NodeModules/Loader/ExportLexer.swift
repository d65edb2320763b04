/// Finds the export names of CommonJS source text without running it, for `import { name } from './file.cjs'`.
///
/// It knows `exports.a =`, `module.exports.a =`, `exports['a'] =`, `Object.defineProperty(exports, 'a'`, `module.exports = { a, b: 1 }`
/// and `module.exports = require('x')`; comments and strings are skipped. What it does not see is in the default export.
struct ExportLexer {
    private let text: [UInt8]
    private var position = 0
    private(set) var names: [String] = []
    private(set) var reexports: [String] = []

    init(_ text: [UInt8]) { self.text = text }

    mutating func run() {
        var previous: UInt8 = 0
        while let byte = peek {
            if skipTrivia() { continue }
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
                _ = string()
                previous = byte
                continue
            }
            if isWordStart(byte) {
                let word = self.word()
                if previous != UInt8(ascii: ".") { handle(word) }
                previous = UInt8(ascii: "a")
                continue
            }
            previous = byte
            position += 1
        }
    }

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private func isWordStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F || byte == 0x24 || byte >= 0x80
    }

    private mutating func word() -> String {
        let start = position
        while let byte = peek, isWordStart(byte) || (byte >= 0x30 && byte <= 0x39) { position += 1 }
        return String(decoding: text[start..<position], as: UTF8.self)
    }

    /// Skips one space or comment.
    private mutating func skipTrivia() -> Bool {
        guard let byte = peek else { return false }
        if byte <= 0x20 {
            position += 1
            return true
        }
        guard byte == UInt8(ascii: "/"), position + 1 < text.count else { return false }
        if text[position + 1] == UInt8(ascii: "/") {
            while let byte = peek, byte != 10 { position += 1 }
            return true
        }
        if text[position + 1] == UInt8(ascii: "*") {
            position += 2
            while position + 1 < text.count, !(text[position] == UInt8(ascii: "*") && text[position + 1] == UInt8(ascii: "/")) { position += 1 }
            position = min(position + 2, text.count)
            return true
        }
        return false
    }

    private mutating func skip() { while skipTrivia() {} }

    private mutating func take(_ character: Character) -> Bool {
        skip()
        guard peek == character.asciiValue else { return false }
        position += 1
        return true
    }

    /// A string literal's text.
    private mutating func string() -> String {
        let quote = text[position]
        position += 1
        let start = position
        while let byte = peek, byte != quote {
            if byte == 10 && quote != UInt8(ascii: "`") { break }
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        let end = min(position, text.count)
        position = min(position + 1, text.count)
        return String(decoding: text[min(start, end)..<end], as: UTF8.self)
    }

    private mutating func literal() -> String? {
        skip()
        guard let byte = peek, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") else { return nil }
        return string()
    }

    private mutating func handle(_ word: String) {
        let after = position
        switch word {
        case "exports": member()
        case "module":
            if take("."), nextWord() == "exports" { if !member() { assignment() } } else { position = after }
        case "Object":
            if take("."), nextWord() == "defineProperty", take("("), isExports(), take(","), let name = literal() {
                names.append(name)
            }
        default: break
        }
    }

    private mutating func nextWord() -> String {
        skip()
        guard let byte = peek, isWordStart(byte) else { return "" }
        return word()
    }

    private mutating func isExports() -> Bool {
        let word = nextWord()
        return word == "exports" || (word == "module" && take(".") && nextWord() == "exports")
    }

    /// `.name =` or `['name'] =`
    @discardableResult
    private mutating func member() -> Bool {
        let start = position
        var name: String?
        if take(".") { name = nextWord() } else if take("["), let text = literal(), take("]") { name = text }
        guard let name, !name.isEmpty else {
            position = start
            return false
        }
        let end = position
        if take("="), peek != UInt8(ascii: "=") { names.append(name) } else { position = end }
        return true
    }

    /// `= { a, b: ... }` or `= require('x')`
    private mutating func assignment() {
        let start = position
        guard take("="), peek != UInt8(ascii: "=") else {
            position = start
            return
        }
        skip()
        let value = position
        if take("{") {
            object()
        } else if nextWord() == "require", take("("), let request = literal() {
            reexports.append(request)
        } else {
            position = value
        }
    }

    /// The keys of an object literal, as far as it is simple.
    private mutating func object() {
        while true {
            skip()
            if take("}") { return }
            var name: String?
            if let text = literal() {
                name = text
            } else if peek == UInt8(ascii: ".") {
                // `...require('x')`
                position = min(position + 3, text.count)
                if nextWord() == "require", take("("), let request = literal(), take(")") {
                    reexports.append(request)
                } else {
                    return
                }
            } else {
                let word = nextWord()
                if word.isEmpty { return }
                name = word
            }
            if let name {
                if take(":") {
                    names.append(name)
                    if !skipValue() { return }
                } else if take("(") {
                    names.append(name)
                    return
                } else {
                    names.append(name)
                }
            }
            if !take(",") { return }
        }
    }

    /// Skips an expression up to the comma or brace that ends it.
    private mutating func skipValue() -> Bool {
        var depth = 0
        while let byte = peek {
            if skipTrivia() { continue }
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
                _ = string()
                continue
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "}"):
                if depth == 0 { return true }
                depth -= 1
            case UInt8(ascii: ","):
                if depth == 0 { return true }
            default: break
            }
            position += 1
        }
        return false
    }
}
