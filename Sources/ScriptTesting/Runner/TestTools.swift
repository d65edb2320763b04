import ClusterRuntime
import DataFormats

/// What `swjs test` offers besides running.
public enum TestTools {
    public static var reporters: [String] { reporterNames }

    /// Nanoseconds of a text such as `30s`; nil when it is no duration.
    public static func duration(_ text: String) -> UInt64? { Duration.parse(text) }

    /// The JSON Schema of spec files.
    public static var schema: String { SpecSchema.schema.prettyText }

    /// `--explain`: what would be run, in words.
    public static func explain(_ options: RunOptions) -> Int32 {
        let finder = TestFinder(options)
        finder.find()
        for problem in finder.problems { Files.writeAll(2, Array((problem + "\n").utf8)) }
        if !finder.problems.isEmpty { return 2 }
        for unit in finder.units {
            switch unit.work {
            case .script(let path, let isPlain):
                print(
                    "\(Files.short(path)): a script; \(isPlain ? "it must end with code 0" : "its tests are those of node:test")")
            case .spec(let spec, let cell, let tests): explain(spec, cell, tests, unit.suite)
            }
        }
        return 0
    }

    private static func explain(_ spec: Spec, _ cell: [JSON.Member], _ tests: [Int], _ suite: String) {
        print("\(suite) (\(Files.short(spec.file)):\(spec.node.line))")
        if let reason = spec.skip { print("  skipped\(reason.isEmpty ? "" : ": \(reason)")") }
        let runtime = cell.last { $0.name == "runtime" }?.value.stringValue ?? spec.runtime
        for app in spec.apps {
            let node = app.node
            let what =
                node["run"]?.text.map { "\(node["runtime"]?.text ?? runtime) \($0)" }
                ?? texts(node["command"] ?? node).joined(separator: " ")
            print("  starts \(app.name): \((["\(what)"] + (node["args"].map(texts) ?? [])).joined(separator: " "))")
            if let ready = node["ready"] {
                print(
                    "    ready when "
                        + ready.entries.filter { $0.key.text != "within" }.map { "\($0.key.text ?? ""): \($0.value.text ?? "")" }
                        .joined(separator: " and ")
                        + ", within \(ready["within"]?.text ?? "10s")")
            }
        }
        func list(_ title: String, _ steps: [Step], _ indent: String) {
            if steps.isEmpty { return }
            print("\(indent)\(title)")
            for step in steps {
                let extras = step.node.entries.compactMap(\.key.text).filter { $0 != step.action && $0 != "name" }
                print(
                    "\(indent)  \(step.node.line): \(step.title)\(extras.isEmpty || step.action == nil ? "" : " → \(extras.joined(separator: ", "))")"
                )
                for inner in step.steps { print("\(indent)      \(inner.node.line): \(inner.title)") }
            }
        }
        list("before all tests", spec.setup, "  ")
        for index in tests {
            let test = spec.tests[index]
            list(
                (spec.isSingle ? "steps" : "test '\(test.name)'") + (test.skip != nil ? " (skipped)" : ""),
                spec.before + test.steps + spec.after, "  ")
        }
        list("after all tests", spec.teardown, "  ")
        print("  then the apps are ended; nothing that they started may be left")
    }

    /// `--init SCRIPT`: a commented spec beside a script.
    public static func writeFirstSpec(for script: String) -> Int32 {
        guard Files.kind(script) == .file else {
            Files.writeAll(2, Array("swjs test: there is no script '\(script)'\n".utf8))
            return 2
        }
        var base = script
        for suffix in [".js", ".mjs", ".cjs"] where base.hasSuffix(suffix) { base = String(base.dropLast(suffix.count)) }
        let path = base + ".test.yaml"
        if Files.kind(path) != .none {
            Files.writeAll(2, Array("swjs test: \(path) is there already\n".utf8))
            return 2
        }
        let source = Files.readText(script) ?? ""
        let usesCluster = ["'cluster'", "\"cluster\"", "node:cluster"].contains(where: source.includes)
        let serves = source.includes("createServer") || source.includes("listen(")
        var text = """
            # A spec for \(Files.name(of: script)). Run it with: swjs test \(path)
            # All keys are described in docs/testing.md; `swjs test --explain \(path)` says what it does.
            name: \(Files.name(of: base))

            # The program under test. It gets a free port as PORT; \("${port} and ${url}") stand for it below.
            app:
              run: \(Files.name(of: script))

            """
        if serves {
            text +=
                "  # The steps begin when \(usesCluster ? "this many workers listen" : "it listens").\n  ready: {listening: 1, within: 10s}\n"
        }
        text += "\nsteps:\n"
        if serves {
            text += """
                  # One request; the short forms check the response.
                  - http: GET /
                    status: 200

                  # Anything else is a jq filter over one document: .response, .workers, .events, .app, .vars.
                  - http: GET /
                    jq: .response.time < 1000

                """
        } else {
            text += "  # It does its work and ends.\n  - exit: 0\n"
        }
        if usesCluster {
            text += """

                  # The cluster's events, in this order, others between them.
                  - events: [fork, online\(serves ? ", listening" : "")]

                """
        }
        text += "\n# What must hold in any case.\nalways: {orphans: 0}\n"
        guard Files.write(path, text) else {
            Files.writeAll(2, Array("swjs test: \(path) cannot be written\n".utf8))
            return 2
        }
        print("wrote \(path); run it with: swjs test \(path)")
        return 0
    }
}
