/// What a value of a spec may be. The rules (`SpecRules.swift`) are written with these; the validator, the JSON Schema and the
/// reference in docs/testing.md come from them.
indirect enum Shape: Sendable {
    /// A scalar, taken as text; `${...}` is filled in.
    case text
    case integer(minimum: Int)
    case boolean
    case duration
    /// A jq filter.
    case filter
    /// A regular expression of JavaScript.
    case pattern
    case threshold
    /// Anything that JSON can say.
    case any
    /// A value to be equal to, or a mapping with keys of the rule `text`.
    case expected
    case choice([String])
    case list(Shape)
    /// A mapping whose keys are names that the spec chooses.
    case map(Shape)
    /// A mapping with the keys of a rule.
    case object(String)
    /// Several forms, told apart by whether the value is a scalar, a list or a mapping.
    case either([Shape])

    static func oneOrMore(_ shape: Shape) -> Shape { .either([shape, .list(shape)]) }

    /// For messages: `expected ...`.
    var expectation: String {
        switch self {
        case .text: "a string"
        case .integer(let minimum): minimum == 0 ? "a whole number" : "a whole number, at least \(minimum)"
        case .boolean: "true or false"
        case .duration: Duration.expectation
        case .filter: "a jq filter"
        case .pattern: "a regular expression"
        case .threshold: Threshold.expectation
        case .any, .expected: "a value"
        case .choice(let words): words.count == 1 ? "'\(words[0])'" : "one of " + words.joined(separator: ", ")
        case .list(let shape): "a list (each: \(shape.expectation))"
        case .map: "a mapping of names"
        case .object(let name):
            "a mapping with \(SpecRules.rule(name).keys.prefix(6).map { "'\($0.name)'" }.joined(separator: ", "))\(SpecRules.rule(name).keys.count > 6 ? ", ..." : "")"
        case .either(let shapes): shapes.map(\.expectation).joined(separator: ", or ")
        }
    }

    var isForMapping: Bool {
        switch self {
        case .map, .object, .any, .expected: true;
        default: false
        }
    }
    var isForList: Bool {
        switch self {
        case .list, .any, .expected: true;
        default: false
        }
    }
    var isForScalar: Bool { !(isForMapping || isForList) || isAny }
    private var isAny: Bool {
        switch self {
        case .any, .expected: true;
        default: false
        }
    }
}

/// One key of a mapping.
struct KeyRule: Sendable {
    let name: String
    let shape: Shape
    /// One sentence for the reference and for editors.
    let help: String

    init(_ name: String, _ shape: Shape, _ help: String) {
        self.name = name
        self.shape = shape
        self.help = help
    }
}

/// A mapping with known keys.
struct ObjectRule: Sendable {
    let name: String
    let keys: [KeyRule]
    var required: [String] = []
    /// One of these must be there, and only one.
    var oneOf: [String] = []

    func key(_ name: String) -> KeyRule? { keys.first { $0.name == name } }
}
