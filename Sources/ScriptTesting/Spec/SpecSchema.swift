import ClusterRuntime

/// The JSON Schema (draft 7, which editors know best) of spec files, from the same rules as the validator.
/// https://json-schema.org/draft-07/schema
enum SpecSchema {
    static var schema: JSON {
        var definitions: [JSON.Member] = []
        for rule in SpecRules.all.values.sorted(by: { $0.name < $1.name }) where rule.name != "spec" {
            definitions.append(JSON.Member(rule.name, object(rule)))
        }
        guard case .object(let spec) = object(SpecRules.rule("spec")) else { return .null }
        return .object(
            [
                JSON.Member("$schema", .string("http://json-schema.org/draft-07/schema#")),
                JSON.Member("title", .string("Spec of swjs test"))
            ] + spec + [JSON.Member("definitions", .object(definitions))])
    }

    private static func object(_ rule: ObjectRule) -> JSON {
        let properties = rule.keys.map { key -> JSON.Member in
            guard case .object(let members) = schema(key.shape) else { return JSON.Member(key.name, .object([])) }
            return JSON.Member(key.name, .object([JSON.Member("description", .string(key.help))] + members))
        }
        var members = [
            JSON.Member("type", .string("object")), JSON.Member("properties", .object(properties)),
            JSON.Member("additionalProperties", .bool(false))
        ]
        if !rule.required.isEmpty { members.append(JSON.Member("required", .array(rule.required.map { .string($0) }))) }
        if !rule.oneOf.isEmpty {
            members.append(
                JSON.Member("oneOf", .array(rule.oneOf.map { .object([JSON.Member("required", .array([.string($0)]))]) })))
        }
        return .object(members)
    }

    private static func type(_ names: String...) -> JSON {
        names.count == 1 ? .string(names[0]) : .array(names.map { .string($0) })
    }

    /// `${...}` may stand for any scalar.
    private static func orTemplate(_ members: [JSON.Member]) -> JSON {
        .object([
            JSON.Member(
                "anyOf",
                .array([
                    .object(members), .object([JSON.Member("type", .string("string")), JSON.Member("pattern", .string("\\$\\{"))])
                ]))
        ])
    }

    private static func schema(_ shape: Shape) -> JSON {
        switch shape {
        case .text: .object([JSON.Member("type", type("string", "number", "boolean"))])
        case .filter, .pattern: .object([JSON.Member("type", .string("string"))])
        case .integer(let minimum):
            orTemplate([JSON.Member("type", .string("integer")), JSON.Member("minimum", .number(minimum))])
        case .boolean: orTemplate([JSON.Member("type", .string("boolean"))])
        case .duration:
            orTemplate([JSON.Member("type", .string("string")), JSON.Member("pattern", .string("^[0-9.]+(us|ms|s|m|h)$"))])
        case .threshold:
            .object([
                JSON.Member("type", .string("string")),
                JSON.Member("pattern", .string("^[a-z0-9]+ *(<|<=|>|>=|==|!=) *[0-9.]+(us|ms|s|m|h)?$"))
            ])
        case .any, .expected: .object([])
        case .choice(let words): orTemplate([JSON.Member("enum", .array(words.map { .string($0) }))])
        case .list(let item): .object([JSON.Member("type", .string("array")), JSON.Member("items", schema(item))])
        case .map(let value):
            .object([JSON.Member("type", .string("object")), JSON.Member("additionalProperties", schema(value))])
        case .object(let name): .object([JSON.Member("$ref", .string("#/definitions/\(name)"))])
        case .either(let shapes): .object([JSON.Member("anyOf", .array(shapes.map(schema)))])
        }
    }
}
