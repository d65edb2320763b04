import ClusterRuntime
import DataFormats

/// One document of a `*.test.yaml` file: an app, and tests on it.
final class Spec {
    let file: String
    let node: YAMLNode
    let name: String
    let tags: [String]
    let only: Bool
    let skip: String?
    let todo: String?
    let timeout: UInt64
    let needs: [String]
    let runtime: String
    let isolate: Bool
    let vars: [YAMLNode.Entry]
    var apps: [AppSpec] = []
    var setup: [Step] = []
    var before: [Step] = []
    var tests: [TestCase] = []
    var after: [Step] = []
    var teardown: [Step] = []
    /// Whether the whole document is one test (`steps:`).
    let isSingle: Bool
    /// The combinations of `matrix:`; one empty one without it.
    var cells: [[JSON.Member]] = [[]]

    init(file: String, node: YAMLNode, defaultName: String) {
        self.file = file
        self.node = node
        name = node["name"]?.text ?? defaultName
        tags = node["tags"].map(texts) ?? []
        only = node["only"]?.text == "true"
        skip = reason(node["skip"])
        todo = reason(node["todo"])
        timeout = node["timeout"]?.text.flatMap(Duration.parse) ?? 30_000_000_000
        needs = node["needs"].map(texts) ?? []
        runtime = node["runtime"]?.text ?? "swjs"
        isolate = node["isolate"]?.text == "true"
        vars = node["vars"]?.entries ?? []
        isSingle = node["steps"] != nil
    }

    var always: YAMLNode? { node["always"] }
}

/// A program that a spec starts.
struct AppSpec {
    let name: String
    let node: YAMLNode

    /// `app: server.js` is `app: {run: server.js}`.
    init(name: String, node: YAMLNode) {
        self.name = name
        self.node = node.text == nil ? node : YAMLNode.wrap("run", node)
    }
}

/// One test: what is counted.
struct TestCase {
    let name: String
    let node: YAMLNode
    let tags: [String]
    let only: Bool
    let skip: String?
    let todo: String?
    let timeout: UInt64
    let steps: [Step]
}

/// One step, with the file that it stands in.
final class Step {
    let file: String
    let node: YAMLNode
    /// The rule's name of what it does; nil for a step that only checks.
    let action: String?
    /// The steps of an `include`, of `eventually` or of `meanwhile`.
    var steps: [Step] = []
    /// The steps within a TCP exchange, by its item.
    var exchanges: [ObjectIdentifier: [Step]] = [:]
    let needsWorkers: Bool

    init(file: String, node: YAMLNode) {
        self.file = file
        self.node = node
        let names = node.entries.compactMap(\.key.text)
        action = names.contains("exec") ? "exec" : names.first { name in SpecRules.actions.contains { $0.name == name } }
        let filters = (node["jq"].map(texts) ?? []) + (node["save"]?.entries.compactMap(\.value.text) ?? [])
        needsWorkers = filters.contains(where: mentionsWorkers)
    }

    subscript(key: String) -> YAMLNode? { node[key] }
    var value: YAMLNode { node[action ?? ""] ?? node }

    /// What is shown of a step: its name, or what it does.
    var title: String {
        if let name = node["name"]?.text { return name }
        guard let action else { return "jq: \(texts(node["jq"] ?? node).joined(separator: "; ").cut(60))" }
        let value = value
        switch value.content {
        case .scalar(let text, _): return "\(action): \(text.cut(60))"
        case .sequence(let items): return "\(action): " + items.compactMap(\.text).joined(separator: " ").cut(60)
        case .mapping(let entries):
            if action == "http", let url = value["url"]?.text { return "http: \(value["method"]?.text ?? "GET") \(url.cut(60))" }
            if action == "exec", let command = value["command"] {
                return "exec: " + texts(command).joined(separator: " ").cut(60)
            }
            return action + ": "
                + entries.prefix(3).compactMap { entry in
                    entry.value.text.map { "\(entry.key.text ?? ""): \($0.cut(30))" } ?? entry.key.text
                }
                .joined(separator: ", ")
        }
    }
}

/// Whether a filter looks at `.workers` or at the `.worker` of responses, which cost a look at the system.
func mentionsWorkers(_ filter: String) -> Bool {
    var bytes = Array(filter.utf8)[...]
    let word = Array("worker".utf8)
    let variable = Array(".vars.worker".utf8)
    while let first = bytes.first {
        if bytes.starts(with: variable) {
            bytes = bytes.dropFirst(variable.count)
            continue
        }
        bytes = bytes.dropFirst()
        if first == UInt8(ascii: ".") || first == UInt8(ascii: "\""), bytes.starts(with: word) { return true }
    }
    return false
}

/// A scalar, or the scalars of a list.
func texts(_ node: YAMLNode) -> [String] { node.items.map { $0.compactMap(\.text) } ?? node.text.map { [$0] } ?? [] }

/// `true` and a text mean yes, with or without a reason.
func reason(_ node: YAMLNode?) -> String? {
    switch node?.text {
    case nil, "false": nil
    case "true": ""
    case let text: text
    }
}
