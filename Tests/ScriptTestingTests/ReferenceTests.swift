import Testing

@testable import ScriptTesting

/// What the guide and the schema say is what the rules say.
@Suite struct ReferenceTests {
    private let root = String(#filePath.split(separator: "/").dropLast(3).joined(separator: "/"))

    private func read(_ name: String) -> String { Files.readText("/\(root)/\(name)") ?? "" }

    @Test func schemaIsCurrent() {
        #expect(read("docs/test.schema.json") == TestTools.schema + "\n", "swjs test --schema > docs/test.schema.json")
    }

    @Test func everyKeyIsInTheGuide() {
        let guide = read("docs/testing.md").lines
        for rule in SpecRules.all.values {
            guard let start = guide.firstIndex(of: "<!-- keys of \(rule.name) -->") else {
                Issue.record("docs/testing.md has no table of the keys of \(rule.name)")
                continue
            }
            let table = guide[(start + 1)...].prefix { $0.hasPrefix("|") }
            for key in rule.keys {
                #expect(
                    table.contains { $0.hasPrefix("| `\(key.name)` |") }, "docs/testing.md, keys of \(rule.name): \(key.name)")
            }
            #expect(table.count == rule.keys.count + 2, "docs/testing.md: the table of \(rule.name) has other keys")
        }
    }

    @Test func everyKeyHasAnExample() {
        // The blocks of the guide are run as specs: a key that stands in one is tried out.
        var text = ""
        var isInside = false
        for line in read("docs/testing.md").lines {
            if line.hasPrefix("```") { isInside = line == "```yaml" } else if isInside { text += line + "\n" }
        }
        for rule in SpecRules.all.values {
            for key in rule.keys
            where !(rule.name == "spec" && key.name == "only") && !(rule.name == "test" && key.name == "only") {
                let found = text.includes("\(key.name):")
                #expect(found, "no example in docs/testing.md has the key \(key.name) of \(rule.name)")
            }
        }
    }
}
