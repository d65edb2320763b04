import ClusterRuntime

/// `${name}` in strings. `$${` stands for `${` itself.
enum Template {
    enum Part {
        case text(String)
        case name(String)
    }

    /// - Throws: what is wrong with it.
    static func parts(_ text: String) throws(PatternError) -> [Part] {
        guard text.includes("${") else { return [.text(text)] }
        var parts: [Part] = []
        var plain = ""
        var rest = Substring(text)
        while let first = rest.first {
            if rest.hasPrefix("$${") {
                plain += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                guard let end = rest.firstIndex(of: "}") else {
                    throw PatternError(message: "'${' without '}' in '\(text.cut(60))'")
                }
                let name = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end]).trimmed
                guard !name.isEmpty,
                    name.utf8.allSatisfy({
                        $0 == 46 || $0 == 95 || $0 == 45 || Character(UnicodeScalar($0)).isLetter || (48...57).contains($0)
                    })
                else {
                    throw PatternError(message: "'${\(name)}' is no variable: names have letters, digits, '_', '-' and '.'")
                }
                if !plain.isEmpty { parts.append(.text(plain)) }
                plain = ""
                parts.append(.name(name))
                rest = rest[rest.index(after: end)...]
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        return parts
    }

    /// The text with `0` for each variable, to check the rest of it.
    static func sample(_ text: String) throws(PatternError) -> String {
        try parts(text).map { if case .text(let text) = $0 { text } else { "0" } }.joined()
    }

    static func names(in text: String) throws(PatternError) -> [String] {
        try parts(text).compactMap { if case .name(let name) = $0 { name } else { nil } }
    }
}

/// What `${...}` can mean at a point of a run.
struct Variables {
    private(set) var values: [JSON.Member] = []

    subscript(name: String) -> JSON? {
        get { values.last { $0.name == name }?.value }
        set {
            values.removeAll { $0.name == name }
            if let newValue { values.append(JSON.Member(name, newValue)) }
        }
    }

    /// `a.b.c`: a variable, and what is in it.
    func lookUp(_ path: String) -> JSON? {
        if let value = self[path] { return value }
        let parts = path.split(separator: ".").map(String.init)
        guard let first = parts.first else { return nil }
        if first == "env", parts.count == 2 { return Files.environment(parts[1]).map { .string($0) } ?? .string("") }
        var value = self[first]
        for part in parts.dropFirst() {
            if case .array(let items)? = value, let index = Int(part) {
                value = index < items.count ? items[index] : nil
            } else {
                value = value?[part]
            }
        }
        return value
    }

    /// The text with its variables filled in.
    /// - Throws: which variable is not there.
    func fill(_ text: String) throws(PatternError) -> String {
        var result = ""
        for part in try Template.parts(text) {
            switch part {
            case .text(let text): result += text
            case .name(let name): result += try value(name).plainText
            }
        }
        return result
    }

    func value(_ name: String) throws(PatternError) -> JSON {
        if let value = lookUp(name) { return value }
        let hint = nearest(name, values.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
        throw PatternError(message: "there is no variable '\(name)'\(hint)")
    }

    /// A JSON value with the variables in its strings filled in; a string that is one `${x}` becomes the value of x, whatever it is.
    func fill(_ json: JSON) throws(PatternError) -> JSON {
        switch json {
        case .string(let text):
            let parts = try Template.parts(text)
            if parts.count == 1, case .name(let name) = parts[0] { return try value(name) }
            return .string(try fill(text))
        case .array(let items):
            var filled: [JSON] = []
            for item in items { filled.append(try fill(item)) }
            return .array(filled)
        case .object(let members):
            var filled: [JSON.Member] = []
            for member in members { filled.append(JSON.Member(try fill(member.name), try fill(member.value))) }
            return .object(filled)
        default: return json
        }
    }
}

extension JSON {
    /// A string as it is, other values as JSON.
    var plainText: String { if case .string(let text) = self { text } else { string } }
}
