import ClusterRuntime
import DataFormats

/// Checks the nodes of a file against the rules and collects all mistakes.
struct Validator {
    let file: String
    private(set) var diagnostics: [Diagnostic] = []
    /// The filters, to be compiled together when everything has been read.
    private(set) var filters: [(filter: String, node: YAMLNode)] = []
    /// `${name}`s, to be checked against the variables that there are.
    private(set) var uses: [(name: String, node: YAMLNode)] = []

    init(file: String) { self.file = file }

    mutating func fail(_ node: YAMLNode, _ message: String) { diagnostics.append(Diagnostic(file, node, message)) }

    /// `where`: the key that the value stands at, for messages.
    mutating func check(_ node: YAMLNode, _ shape: Shape, at name: String) {
        switch shape {
        case .any: checkAny(node)
        case .expected:
            let rule = SpecRules.rule("text")
            if case .mapping(let entries) = node.content, entries.contains(where: { rule.key($0.key.text ?? "") != nil }) {
                check(node, .object("text"), at: name)
            } else {
                checkAny(node)
            }
        case .list(let item):
            guard let items = node.items else { return wrongKind(node, shape, name) }
            for each in items { check(each, item, at: name) }
        case .map(let value):
            guard case .mapping(let entries) = node.content else { return wrongKind(node, shape, name) }
            for entry in entries {
                guard let key = entry.key.text else {
                    fail(entry.key, "a key must be a name")
                    continue
                }
                check(entry.value, value, at: key)
            }
        case .object(let rule): checkObject(node, SpecRules.rule(rule), name)
        case .either(let shapes):
            let fitting = shapes.filter { shape in
                switch node.content {
                case .scalar: shape.isForScalar
                case .sequence: shape.isForList
                case .mapping: shape.isForMapping
                }
            }
            if fitting.isEmpty { return wrongKind(node, shape, name) }
            if fitting.count == 1 { return check(node, fitting[0], at: name) }
            // Several scalars: one that fits is enough.
            for each in fitting {
                var trial = Validator(file: file)
                trial.check(node, each, at: name)
                if trial.diagnostics.isEmpty { return check(node, each, at: name) }
            }
            wrongKind(node, shape, name)
        default: checkScalar(node, shape, name)
        }
    }

    private mutating func wrongKind(_ node: YAMLNode, _ shape: Shape, _ name: String) {
        fail(node, "'\(name)' must be \(shape.expectation), not \(describe(node))")
    }

    private func describe(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, let plain): plain && text.isEmpty ? "nothing" : "'\(text.cut(40))'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    private mutating func checkAny(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let text, _):
            noteUses(text, node)
            do throws(YAMLError) { _ = try node.json() } catch {
                diagnostics.append(Diagnostic(file: file, line: error.line, column: error.column, message: error.message))
            }
        case .sequence(let items): for item in items { checkAny(item) }
        case .mapping(let entries):
            for entry in entries {
                if entry.key.text == nil { fail(entry.key, "a key must be a name") }
                if entry.key.text == "jq", entries.count == 1, let filter = entry.value.text {
                    filters.append((filter, entry.value))
                }
                checkAny(entry.value)
            }
        }
    }

    private mutating func checkScalar(_ node: YAMLNode, _ shape: Shape, _ name: String) {
        guard case .scalar(let text, let plain) = node.content else { return wrongKind(node, shape, name) }
        if case .filter = shape {
            if text.trimmed.isEmpty { return fail(node, "'\(name)' must be a jq filter, not nothing") }
            filters.append((text, node))
            return
        }
        noteUses(text, node)
        if text.includes("${"), !isPattern(shape) { return }
        switch shape {
        case .text: if plain, text.isEmpty { wrongKind(node, shape, name) }
        case .integer(let minimum):
            guard plain, case .number(let value)? = try? node.json(), value.rounded() == value, value.magnitude < 1e15 else {
                return wrongKind(node, shape, name)
            }
            if Int(value) < minimum { fail(node, "'\(name)' must be at least \(minimum), not \(text)") }
        case .boolean:
            guard case .bool? = try? node.json() else {
                let hint = ["yes", "no", "on", "off"].contains(text) ? " (in YAML 1.2 '\(text)' is a string)" : ""
                return fail(node, "'\(name)' must be true or false, not '\(text)'\(hint)")
            }
        case .duration: if Duration.parse(text) == nil { wrongKind(node, shape, name) }
        case .pattern:
            do throws(PatternError) { _ = try Pattern(Template.sample(text)) } catch {
                fail(node, "'\(name)' is no regular expression: \(error.message)")
            }
        case .threshold:
            do throws(PatternError) { _ = try Threshold.parse(text) } catch { fail(node, error.message) }
        case .choice(let words):
            if !words.contains(text) {
                let hint = nearest(text, words).map { "; did you mean '\($0)'?" } ?? ""
                fail(node, "'\(name)' must be \(shape.expectation), not '\(text)'\(hint)")
            }
        default: break
        }
    }

    private func isPattern(_ shape: Shape) -> Bool { if case .pattern = shape { true } else { false } }

    private mutating func noteUses(_ text: String, _ node: YAMLNode) {
        do throws(PatternError) {
            for name in try Template.names(in: text) { uses.append((name, node)) }
        } catch {
            fail(node, error.message)
        }
    }

    private mutating func checkObject(_ node: YAMLNode, _ rule: ObjectRule, _ name: String) {
        guard case .mapping(let entries) = node.content else { return wrongKind(node, .object(rule.name), name) }
        let what = rule.name == "spec" ? "a spec" : rule.name == "step" ? "a step" : "'\(name)'"
        for entry in entries {
            guard let key = entry.key.text else {
                fail(entry.key, "a key must be a name")
                continue
            }
            guard let found = rule.key(key) ?? extra(rule, entries, key) else {
                let names = rule.keys.map(\.name)
                let hint =
                    nearest(key, names).map { "; did you mean '\($0)'?" }
                    ?? " (known: \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", ..." : ""))"
                fail(entry.key, "unknown key '\(key)' in \(what)\(hint)")
                continue
            }
            check(entry.value, found.shape, at: key)
        }
        for key in rule.required where node.entry(key) == nil { fail(node, "\(what) needs the key '\(key)'") }
        if !rule.oneOf.isEmpty {
            let present = entries.filter { rule.oneOf.contains($0.key.text ?? "") }
            let list = rule.oneOf.map { "'\($0)'" }.joined(separator: " or ")
            if present.isEmpty, !(rule.name == "spec" && hasUnknownNearMiss(entries, rule)) {
                fail(node, "\(what) needs \(list)")
            }
            if present.count > 1 { fail(present[1].key, "\(what) has \(list), not both") }
        }
        if rule.name == "step" { checkStep(node, entries) }
    }

    /// A mistyped `stesp:` is reported once, as an unknown key.
    private func hasUnknownNearMiss(_ entries: [YAMLNode.Entry], _ rule: ObjectRule) -> Bool {
        entries.contains { entry in
            guard let key = entry.key.text, rule.key(key) == nil, let near = nearest(key, rule.keys.map(\.name)) else {
                return false
            }
            return rule.oneOf.contains(near)
        }
    }

    private func extra(_ rule: ObjectRule, _ entries: [YAMLNode.Entry], _ key: String) -> KeyRule? { nil }

    /// One action, and beside it only what belongs to it.
    private mutating func checkStep(_ node: YAMLNode, _ entries: [YAMLNode.Entry]) {
        let present = entries.filter { entry in SpecRules.actions.contains { $0.name == entry.key.text } }
        var actions = present
        // `stdout` and `stderr` are expectations of `exec`.
        if present.contains(where: { $0.key.text == "exec" }) { actions = present.filter { $0.key.text == "exec" } }
        if actions.count > 1, let other = present.first(where: { $0.key.text != actions[0].key.text }) {
            return fail(other.key, "a step does one thing: '\(actions[0].key.text!)' and '\(other.key.text!)' are two steps")
        }
        guard let action = actions.first.flatMap({ entry in SpecRules.actions.first { $0.name == entry.key.text } }) else {
            if node.entry("jq") == nil, entries.allSatisfy({ SpecRules.rule("step").key($0.key.text ?? "") != nil }) {
                fail(
                    node,
                    "a step needs something to do or to check: \(SpecRules.actions.map(\.name).joined(separator: ", ")) or jq")
            }
            return
        }
        for entry in entries {
            guard let key = entry.key.text, key != action.name, SpecRules.rule("step").key(key) != nil else { continue }
            if !SpecRules.commonExtras.contains(key), !action.extras.contains(key) {
                let owners = SpecRules.actions.filter { $0.extras.contains(key) }.map { "'\($0.name)'" }.joined(separator: " or ")
                fail(entry.key, "'\(key)' goes with \(owners), not with '\(action.name)'")
            }
        }
    }
}
