/// Random programs from the grammar. What EBNF does not say (where `yield`, `super` or `break` may stand, what can be assigned) is
/// kept by a context, so that most programs pass the early errors and reach the compiler.
struct ProgramGenerator {
    struct Options {
        var isModule = false
        /// The program will be run: loops are bounded, statements are wrapped in `try`, numbers stay small.
        var isForRunning = false
    }

    /// What the code around permits.
    struct Context {
        var isStrict = false
        var inFunction = false
        var isGenerator = false
        var isAsync = false
        var inParameters = false
        var loops = 0
        var switches = 0
        var labels: [String] = []
        var hasSuper = false
        var isDerivedConstructor = false
        var privateNames: [String] = []
        var isDeclaringElement = false
    }

    let grammar: Grammar
    let options: Options
    var random: Random
    var context = Context()
    /// The function or method to come is async, or a generator.
    var pendingAsync = false
    var pendingStar = false
    private(set) var text = ""
    private var depth = 0
    private var budget: Int
    private var serial = 0
    /// The production that is being made.
    private var current = ""

    init(_ grammar: Grammar, _ options: Options, seed: UInt64) {
        self.grammar = grammar
        self.options = options
        random = Random(seed: seed)
        budget = 20 + random.below(random.chance(10) ? 600 : 150)
        context.isStrict = options.isModule
    }

    var isUsedUp: Bool { budget <= 0 }

    mutating func program() -> String {
        if options.isForRunning { put("var __n = 200 ;") }
        let statements = 1 + random.below(6)
        for _ in 0..<statements { produce(options.isModule ? "ModuleItem" : "StatementListItem") }
        return text
    }

    // MARK: Output

    mutating func put(_ word: String) {
        text += word
        text += " "
        budget -= 1
    }

    mutating func freshName(_ prefix: String) -> String {
        serial += 1
        return prefix + String(serial)
    }

    // MARK: Rules

    mutating func produce(_ name: String) {
        guard let index = grammar.index(name) else { preconditionFailure("the grammar has no production \(name)") }
        produce(index)
    }

    private mutating func produce(_ index: Int) {
        depth += 1
        defer { depth -= 1 }
        if depth > 200 {
            put("a")
            return
        }
        let outer = current
        current = grammar.names[index]
        defer { current = outer }
        if !special(current) { generate(grammar.rules[index]) }
    }

    /// Runs `body` and encloses its text in parentheses when it begins with a word that would make it something else.
    mutating func guarded(_ beginnings: [String], _ body: (inout Self) -> Void) {
        let start = text.utf8.count
        body(&self)
        let piece = String(decoding: Array(text.utf8.dropFirst(start)), as: UTF8.self)
        guard beginnings.contains(where: { piece.hasPrefix($0) }) else { return }
        text = String(decoding: Array(text.utf8.prefix(start)), as: UTF8.self) + "( " + piece + ") "
    }

    /// What `body` puts, as a string literal.
    mutating func quoted(_ body: (inout Self) -> Void) -> String {
        let start = text.utf8.count
        body(&self)
        let piece = String(decoding: Array(text.utf8.dropFirst(start)), as: UTF8.self)
        text = String(decoding: Array(text.utf8.prefix(start)), as: UTF8.self)
        var literal = "'"
        for scalar in piece.unicodeScalars {
            switch scalar {
            case "'", "\\": literal += "\\"; literal.unicodeScalars.append(scalar)
            case "\n": literal += "\\n"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "'"
    }

    mutating func generate(_ rule: Grammar.Rule) {
        switch rule {
        case .terminal(let word): terminal(word)
        case .token(let name): token(name)
        case .production(let index): produce(index)
        case .sequence(let parts): for part in parts { generate(part) }
        case .choice(let alternatives): generate(choose(alternatives))
        case .optional(let inner): if isAllowed(inner), budget > 0 ? random.chance(50) : random.chance(4) { generate(inner) }
        case .many(let inner):
            while budget > 0, random.chance(55), isAllowed(inner) { generate(inner) }
        }
    }

    private mutating func choose(_ alternatives: [Grammar.Rule]) -> Grammar.Rule {
        let allowed = alternatives.filter(isAllowed)
        let candidates = allowed.isEmpty ? alternatives : allowed
        if budget > 0 && depth < 60 { return random.pick(candidates) }
        let least = candidates.map(grammar.depth).min() ?? 0
        return random.pick(candidates.filter { grammar.depth($0) == least })
    }

    /// Whether what begins with this rule may stand here.
    private func isAllowed(_ rule: Grammar.Rule) -> Bool {
        switch rule {
        case .terminal(let word):
            switch word {
            case "continue": return context.loops > 0
            case "break": return context.loops + context.switches > 0
            case "await": return context.isAsync
            default: return true
            }
        case .token(let name): return name != "privatename" || context.isDeclaringElement || !context.privateNames.isEmpty
        case .sequence(let parts):
            // Assignments are made where the target is known to be one.
            if parts.count == 2, case .production(let index) = parts[1], grammar.names[index] == "AssignmentTail" { return false }
            return parts.first.map(isAllowed) ?? true
        case .choice(let alternatives): return alternatives.contains(where: isAllowed)
        case .optional, .many: return true
        case .production(let index):
            switch grammar.names[index] {
            case "ReturnStatement": return context.inFunction
            case "JumpStatement": return context.loops + context.switches + context.labels.count > 0
            case "YieldExpression": return context.isGenerator && !context.inParameters
            case "AwaitExpression": return context.isAsync && !context.inParameters
            case "Super": return context.hasSuper
            case "PrivateIdentifier", "PrivateIn": return context.isDeclaringElement || !context.privateNames.isEmpty
            case "WithStatement": return !context.isStrict
            case "ImportDeclaration", "ExportDeclaration": return options.isModule && depth < 3
            default: return true
            }
        }
    }

    private mutating func terminal(_ word: String) {
        let isOfFunction = ["FunctionDeclaration", "FunctionExpression", "MethodModifiers", "AsyncArrow"].contains(current)
        if word == "async" && isOfFunction { pendingAsync = true }
        if word == "*" && isOfFunction { pendingStar = true }
        put(word)
    }

    private mutating func token(_ name: String) {
        switch name {
        case "identifier":
            put(!context.isStrict && random.chance(3) ? random.pick(Words.contextual) : random.pick(Words.identifiers))
        case "identifiername": put(random.pick(Words.members))
        case "privatename":
            if context.isDeclaringElement {
                context.privateNames.append(freshName("#p"))
                put(context.privateNames[context.privateNames.count - 1])
            } else {
                put(context.privateNames.isEmpty ? "#none" : random.pick(context.privateNames))
            }
        case "number":
            if !options.isForRunning && random.chance(10) {
                put(random.pick(Words.hugeNumbers))
            } else {
                put(random.pick(context.isStrict || random.chance(95) ? Words.numbers : Words.legacyNumbers))
            }
        case "bigint": put(random.pick(Words.bigints))
        case "string": put(random.pick(Words.strings))
        case "regexp": put(random.pick(Words.regexps))
        case "binaryoperator": put(random.chance(4) ? random.pick(["??", "**"]) : random.pick(Words.binaryOperators))
        default: put("a")
        }
    }
}
