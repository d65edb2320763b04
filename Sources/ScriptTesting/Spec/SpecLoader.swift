import ClusterRuntime
import DataFormats

/// Reads spec files: all mistakes of all files are collected before anything runs.
final class SpecLoader {
    private(set) var specs: [Spec] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// The texts of the files that were read, for messages.
    private(set) var sources: [String: String] = [:]
    let filters = JQFilterSet()
    private var pending: [(filter: String, file: String, node: YAMLNode)] = []
    private var including: [String] = []

    /// Reads a file with one spec a document. Of a Markdown file it is the `yaml` blocks that have steps or tests.
    func load(_ path: String) {
        guard var documents = read(path) else { return }
        if path.hasSuffix(".md") { documents = documents.filter { $0["steps"] != nil || $0["tests"] != nil } }
        if documents.isEmpty {
            diagnostics.append(
                Diagnostic(file: path, line: 1, column: 1, message: "the file has no spec: it needs 'app' and 'steps' or 'tests'")
            )
        }
        for (index, node) in documents.enumerated() {
            let before = diagnostics.count
            var validator = Validator(file: path)
            validator.check(node, .object("spec"), at: "spec")
            take(validator)
            guard diagnostics.count == before else { continue }
            let base = Files.name(of: path)
            let name =
                base.hasSuffix(".test.yaml")
                ? String(base.dropLast(10)) : base.hasSuffix(".test.yml") ? String(base.dropLast(9)) : base
            let spec = Spec(file: path, node: node, defaultName: documents.count > 1 ? "\(name) \(index + 1)" : name)
            decode(spec)
            checkVariables(spec, validator.uses)
            if diagnostics.count == before { specs.append(spec) }
        }
    }

    /// Compiles the filters of all that was read.
    func finish() {
        for each in pending { filters.add(each.filter) }
        filters.compile()
        for each in pending {
            guard let problem = filters.problem(each.filter) else { continue }
            diagnostics.append(
                Diagnostic(
                    each.file, each.node,
                    "bad jq filter: \(problem.message.split(separator: "\n").joined(separator: "; "))\n    \(each.filter.trimmed)"
                ))
        }
        pending = []
    }

    private func read(_ path: String) -> [YAMLNode]? {
        guard let bytes = Files.read(path) else {
            diagnostics.append(Diagnostic(file: path, line: 1, column: 1, message: "the file cannot be read"))
            return nil
        }
        sources[path] = String(decoding: bytes, as: UTF8.self)
        let text = path.hasSuffix(".md") ? SpecLoader.yamlBlocks(sources[path]!) : bytes
        do throws(YAMLError) {
            return try YAMLReader.documents(text)
        } catch {
            diagnostics.append(
                Diagnostic(file: path, line: error.line, column: error.column, message: "bad YAML: \(error.message)"))
            return nil
        }
    }

    /// The `yaml` blocks of a Markdown text as documents, every line where it was.
    private static func yamlBlocks(_ text: String) -> [UInt8] {
        var output = ""
        var isInside = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isInside = line == "```yaml"
                output += isInside ? "---\n" : "\n"
            } else {
                output += isInside ? line + "\n" : "\n"
            }
        }
        return Array(output.utf8)
    }

    private func take(_ validator: Validator) {
        diagnostics += validator.diagnostics
        pending += validator.filters.map { ($0.filter, validator.file, $0.node) }
    }

    // MARK: - Decoding

    private func decode(_ spec: Spec) {
        let node = spec.node
        if let app = node["app"] { spec.apps.append(AppSpec(name: "app", node: app)) }
        for entry in node["apps"]?.entries ?? [] { spec.apps.append(AppSpec(name: entry.key.text ?? "", node: entry.value)) }
        if node["app"] != nil, node["apps"] != nil {
            diagnostics.append(Diagnostic(spec.file, node.entry("apps")!.key, "a spec has 'app' or 'apps', not both"))
        }
        for app in spec.apps {
            guard let run = app.node["run"], let text = run.text, !text.includes("${") else { continue }
            if Files.kind(Files.absolute(text, from: Files.folder(of: spec.file))) != .file {
                let folder = Files.folder(of: Files.absolute(text, from: Files.folder(of: spec.file)))
                let hint = nearest(Files.name(of: text), Files.list(folder)).map { "; did you mean '\($0)'?" } ?? ""
                diagnostics.append(Diagnostic(spec.file, run, "there is no script '\(text)'\(hint)"))
            }
        }
        spec.setup = steps(node["setup"], spec.file)
        spec.before = steps(node["before"], spec.file)
        spec.after = steps(node["after"], spec.file)
        spec.teardown = steps(node["teardown"], spec.file)
        if let list = node["steps"] {
            spec.tests = [
                TestCase(
                    name: spec.name, node: list, tags: [], only: false, skip: nil, todo: nil, timeout: spec.timeout,
                    steps: steps(list, spec.file))
            ]
        }
        var names: [String: Int] = [:]
        for test in node["tests"]?.items ?? [] {
            let name = test["name"]?.text ?? ""
            if let line = names[name] {
                diagnostics.append(Diagnostic(spec.file, test["name"]!, "a second test named '\(name)' (first in line \(line))"))
            }
            names[name] = test.line
            spec.tests.append(
                TestCase(
                    name: name, node: test, tags: test["tags"].map(texts) ?? [], only: test["only"]?.text == "true",
                    skip: reason(test["skip"]),
                    todo: reason(test["todo"]), timeout: test["timeout"]?.text.flatMap(Duration.parse) ?? spec.timeout,
                    steps: steps(test["steps"], spec.file)))
        }
        spec.cells = cells(node["matrix"])
        if spec.cells.isEmpty {
            diagnostics.append(Diagnostic(spec.file, node["matrix"]!, "the matrix leaves no combination to run"))
        }
    }

    private func steps(_ node: YAMLNode?, _ file: String) -> [Step] {
        (node?.items ?? []).map { item in
            let step = Step(file: file, node: item)
            if step.action == "include" { step.steps = include(step) }
            if step.action == "eventually" { step.steps = steps(step.value["steps"], file) }
            if step.action == "http" { step.steps = steps(item["meanwhile"], file) }
            if step.action == "tcp" {
                for each in step.value["exchange"]?.items ?? [] where each["steps"] != nil {
                    step.exchanges[ObjectIdentifier(each)] = steps(each["steps"], file)
                }
            }
            return step
        }
    }

    private func include(_ step: Step) -> [Step] {
        let node = step.value["file"] ?? step.value
        let path = Files.absolute(node.text ?? "", from: Files.folder(of: step.file))
        if including.contains(path) {
            diagnostics.append(Diagnostic(step.file, node, "'\(node.text ?? "")' includes itself"))
            return []
        }
        guard Files.kind(path) == .file else {
            diagnostics.append(Diagnostic(step.file, node, "there is no file '\(node.text ?? "")' to include"))
            return []
        }
        including.append(path)
        defer { including.removeLast() }
        guard let document = read(path)?.first else { return [] }
        let before = diagnostics.count
        var validator = Validator(file: path)
        validator.check(document, .list(.object("step")), at: "steps")
        take(validator)
        return diagnostics.count == before ? steps(document, path) : []
    }

    /// All combinations, in the order of the file.
    private func cells(_ matrix: YAMLNode?) -> [[JSON.Member]] {
        guard let matrix else { return [[]] }
        var cells: [[JSON.Member]] = [[]]
        var dimensions = matrix.entries.filter { $0.key.text != "vars" && $0.key.text != "exclude" }
        dimensions += matrix["vars"]?.entries ?? []
        for dimension in dimensions {
            let values = (dimension.value.items ?? []).compactMap { try? $0.json() }
            cells = cells.flatMap { cell in values.map { cell + [JSON.Member(dimension.key.text ?? "", $0)] } }
        }
        let excluded = (matrix["exclude"]?.items ?? []).map { item in
            item.entries.map { JSON.Member($0.key.text ?? "", (try? $0.value.json()) ?? .null) }
        }
        return cells.filter { cell in !excluded.contains { rule in rule.allSatisfy { cell.contains($0) } } }
    }

    // MARK: - Variables

    /// Each `${name}` must be known by then: ports, cells, `vars`, `set` and `save` (anywhere before or after, since tests differ).
    private func checkVariables(_ spec: Spec, _ uses: [(name: String, node: YAMLNode)]) {
        var known: Set<String> = [
            "port", "url", "ports", "env", "runtime", "scheduling", "workers", "target", "file", "folder", "temp", "swjs", "pid",
            "apps"
        ]
        func collect(_ node: YAMLNode) {
            switch node.content {
            case .scalar: break
            case .sequence(let items): for item in items { collect(item) }
            case .mapping(let entries):
                for entry in entries {
                    if ["vars", "set", "save", "with"].contains(entry.key.text ?? "") {
                        for each in entry.value.entries { known.insert(each.key.text ?? "") }
                    }
                    collect(entry.value)
                }
            }
        }
        collect(spec.node)
        func included(_ steps: [Step]) {
            for step in steps {
                if step.action == "include" { for each in step.steps { collect(each.node) } }
                included(step.steps)
            }
        }
        included(spec.setup + spec.before + spec.tests.flatMap(\.steps) + spec.after + spec.teardown)
        for use in uses {
            let first = String(use.name.split(separator: ".").first ?? "")
            if known.contains(first) { continue }
            let hint = nearest(first, known.sorted()).map { "; did you mean '${\($0)}'?" } ?? ""
            diagnostics.append(Diagnostic(spec.file, use.node, "there is no variable '${\(first)}'\(hint)"))
        }
    }
}
