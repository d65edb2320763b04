import JSSyntax
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Keeps `grammar/ecmascript.ebnf` in step with the parser.
@Suite struct GrammarTests {
    struct Production {
        var name: String
        var uses: [String]
        var sample: String
        var isModule: Bool
    }

    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    static func read(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }

    /// Parts that have no function and no node of their own.
    static let parts: Set<String> = ["ClassElementName", "ImportSpecifier"]
    /// Tokens.
    static let tokens: Set<String> = [
        "string", "number", "bigint", "identifier", "identifiername", "privatename", "regexp", "templatepart", "binaryoperator",
    ]

    static func productions() -> [Production] {
        var result: [Production] = []
        var sample = ""
        var isModule = false
        var body = ""
        for line in read(root + "/grammar/ecmascript.ebnf").split(separator: "\n") {
            if line.hasPrefix("(* sample: ") || line.hasPrefix("(* module: ") {
                sample = String(line.dropFirst(11).dropLast(3))
                isModule = line.hasPrefix("(* module")
                continue
            }
            if line.hasPrefix("(*") { continue }
            body += line + "\n"
            guard line.hasSuffix(" ;") else { continue }
            // Terminals are dropped, what is left are names and punctuation.
            var words: [String] = []
            var isTerminal = false
            var word = ""
            for character in body + " " {
                if character == "\"" { isTerminal.toggle() }
                if character.isLetter, !isTerminal {
                    word.append(character)
                } else {
                    if !word.isEmpty { words.append(word) }
                    word = ""
                }
            }
            result.append(Production(name: words[0], uses: Array(words.dropFirst()), sample: sample, isModule: isModule))
            body = ""
            sample = ""
        }
        return result
    }

    @Test func everyProductionHasItsFunctionOrNode() {
        let parser = [
            "Expressions", "CallExpressions", "PrimaryExpressions", "Statements", "Declarations", "Functions", "ArrowFunctions", "Classes",
            "Modules", "Program",
        ].map { Self.read(Self.root + "/Sources/JSSyntax/Parser/\($0).swift") }.joined()
        let nodes = Set(NodeKind.allCases.map { kind in "\(kind)".prefix(1).uppercased() + "\(kind)".dropFirst() })
        let productions = Self.productions()
        #expect(productions.count > 80)
        let defined = Set(productions.map(\.name))
        #expect(defined.count == productions.count)
        for production in productions {
            #expect(
                parser.contains("func parse\(production.name)(") || nodes.contains(production.name)
                    || Self.parts.contains(production.name), "\(production.name)")
            for name in production.uses {
                #expect(defined.contains(name) || Self.tokens.contains(name), "\(name) in \(production.name)")
            }
        }
    }

    @Test func everyProductionHasASampleThatParses() {
        for production in Self.productions() {
            #expect(!production.sample.isEmpty, "\(production.name)")
            #expect(throws: Never.self, "\(production.name)") {
                try parse(production.sample, production.isModule ? .module : .script)
            }
        }
    }
}
