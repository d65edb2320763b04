/// The productions of `grammar/ecmascript.ebnf` as trees.
struct Grammar {
    indirect enum Rule {
        case terminal(String)
        case production(Int)
        /// A token of the lexer, such as `number`.
        case token(String)
        case sequence([Rule])
        case choice([Rule])
        case optional(Rule)
        case many(Rule)
    }

    private(set) var names: [String] = []
    private(set) var rules: [Rule] = []
    /// How deep the shallowest derivation of each production is.
    private(set) var depths: [Int] = []
    private var indices: [String: Int] = [:]

    /// - Returns: nil when a name is used that is not defined.
    init?(text: String) {
        var words = Grammar.words(text)[...]
        var definitions: [(name: String, words: ArraySlice<String>)] = []
        while let name = words.popFirst() {
            guard words.popFirst() == "=", let end = words.firstIndex(of: ";") else { return nil }
            definitions.append((name, words[..<end]))
            words = words[(end + 1)...]
        }
        for definition in definitions {
            indices[definition.name] = names.count
            names.append(definition.name)
        }
        for definition in definitions {
            var rest = definition.words
            guard let rule = choice(&rest), rest.isEmpty else { return nil }
            rules.append(rule)
        }
        findDepths()
    }

    func index(_ name: String) -> Int? { indices[name] }

    /// Names, terminals (with their first quotation mark) and punctuation; comments are left out.
    private static func words(_ text: String) -> [String] {
        var result: [String] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("(*") {
            var word = ""
            var isTerminal = false
            for character in line {
                if character == "\"" {
                    if isTerminal { result.append(word) }
                    word = isTerminal ? "" : "\""
                    isTerminal.toggle()
                } else if isTerminal || character.isLetter {
                    word.append(character)
                } else {
                    if !word.isEmpty { result.append(word) }
                    word = ""
                    if character != " " { result.append(String(character)) }
                }
            }
            if !word.isEmpty { result.append(word) }
        }
        return result
    }

    private func choice(_ words: inout ArraySlice<String>) -> Rule? {
        var alternatives: [Rule] = []
        repeat {
            if words.first == "|" { words.removeFirst() }
            guard let rule = sequence(&words) else { return nil }
            alternatives.append(rule)
        } while words.first == "|"
        return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
    }

    private func sequence(_ words: inout ArraySlice<String>) -> Rule? {
        var parts: [Rule] = []
        while let word = words.first, !["|", ")", "]", "}"].contains(word) {
            words.removeFirst()
            switch word {
            case "(", "[", "{":
                guard let inner = choice(&words), words.popFirst() != nil else { return nil }
                parts.append(word == "(" ? inner : word == "[" ? .optional(inner) : .many(inner))
            default:
                if word.hasPrefix("\"") {
                    parts.append(.terminal(String(word.dropFirst())))
                } else if let index = indices[word] {
                    parts.append(.production(index))
                } else if word.allSatisfy(\.isLowercase) {
                    parts.append(.token(word))
                } else {
                    return nil
                }
            }
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func findDepths() {
        let unknown = 1000
        depths = Array(repeating: unknown, count: rules.count)
        var changed = true
        while changed {
            changed = false
            for (index, rule) in rules.enumerated() {
                let depth = min(depth(rule) + 1, unknown)
                if depth < depths[index] {
                    depths[index] = depth
                    changed = true
                }
            }
        }
    }

    /// The depth of the shallowest derivation.
    func depth(_ rule: Rule) -> Int {
        switch rule {
        case .terminal, .token, .optional, .many: 0
        case .production(let index): depths[index]
        case .sequence(let parts): parts.map(depth).max() ?? 0
        case .choice(let alternatives): alternatives.map(depth).min() ?? 0
        }
    }
}
