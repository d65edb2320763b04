import ScriptTesting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `swjs test`: its options.
enum TestCommand {
    private struct Rule {
        let names: [String]
        let value: String?
        let help: String
    }

    private static let rules: [Rule] = [
        Rule(names: ["-j", "--jobs"], value: "N", help: "how many specs run at the same time (default: processors)"),
        Rule(names: ["-f", "--filter"], value: "TEXT", help: "only tests whose file, spec or name contains it; may be repeated"),
        Rule(
            names: ["-t", "--tag"], value: "TAG", help: "only tests with the tag (or, with ! before it, without); may be repeated"
        ),
        Rule(names: ["--only-failed"], value: nil, help: "only what failed in the last run"),
        Rule(names: ["--retry"], value: "N", help: "try a failed test again, up to so many times"),
        Rule(names: ["--shard"], value: "I/N", help: "the I-th of N parts"),
        Rule(names: ["--watch"], value: nil, help: "run again when a file changes"),
        Rule(names: ["-u", "--update"], value: nil, help: "accept changed snapshots"),
        Rule(names: ["--bail"], value: nil, help: "start nothing more after the first failure"),
        Rule(names: ["--timeout"], value: "TIME", help: "how long a test may take, such as 30s; overrides what specs say"),
        Rule(
            names: ["--runtime"], value: "NAME", help: "swjs or node: what runs the scripts; other cells of a matrix are left out"
        ),
        Rule(names: ["-r", "--reporter"], value: "NAME", help: "spec (default), dot, tap, junit or json"),
        Rule(names: ["-o", "--output"], value: "FILE", help: "write the report to a file"),
        Rule(names: ["--color"], value: nil, help: "colours although it is no terminal"),
        Rule(names: ["--no-color"], value: nil, help: "no colours (as NO_COLOR=1)"),
        Rule(names: ["--scripts"], value: nil, help: "every script in the folders is a test: it passes when it ends with 0"),
        Rule(names: ["--known"], value: "FILE", help: "tests that are known to fail, a line each with # and the reason"),
        Rule(names: ["--init"], value: "SCRIPT", help: "write a first spec beside a script"),
        Rule(names: ["--explain"], value: nil, help: "print what would be run"),
        Rule(names: ["--schema"], value: nil, help: "print the JSON Schema of the format"),
        Rule(names: ["-h", "--help"], value: nil, help: "print this text")
    ]

    private struct Mistake: Error { let message: String }

    /// - Returns: the exit code: 0, 1 for failures, 2 for mistakes.
    static func run(_ words: [String]) -> Int32 {
        do throws(Mistake) {
            return try start(words)
        } catch {
            Command.report("swjs test: \(error.message)")
            return 2
        }
    }

    private static func start(_ words: [String]) throws(Mistake) -> Int32 {
        var options = RunOptions()
        var words = words[...]
        var explains = false
        var initial: String?
        while let word = words.popFirst() {
            guard word.hasPrefix("-"), word != "-" else {
                options.paths.append(word)
                continue
            }
            if word == "--" {
                options.paths += words
                break
            }
            var name = word
            var value: String?
            if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
                name = String(word[..<equals])
                value = String(word[word.index(after: equals)...])
            }
            guard let rule = rules.first(where: { $0.names.contains(name) }) else {
                throw Mistake(message: "bad option: \(word)\(suggestion(name)) (see swjs test --help)")
            }
            if rule.value == nil, value != nil { throw Mistake(message: "\(name) takes no value") }
            if rule.value != nil, value == nil {
                guard let next = words.popFirst() else { throw Mistake(message: "\(name) needs a value: \(rule.value!)") }
                value = next
            }
            let text = value ?? ""
            switch rule.names.last {
            case "--jobs": options.jobs = try number(text, name)
            case "--filter": options.filters.append(text)
            case "--tag": options.tags.append(text)
            case "--only-failed": options.onlyFailed = true
            case "--retry": options.retries = try number(text, name)
            case "--shard":
                let parts = text.split(separator: "/").map { Int($0) ?? 0 }
                guard parts.count == 2, parts[0] >= 1, parts[1] >= parts[0] else {
                    throw Mistake(message: "--shard needs I/N, such as 1/4, not '\(text)'")
                }
                options.shard = (parts[0], parts[1])
            case "--watch": options.watches = true
            case "--update": options.updatesSnapshots = true
            case "--bail": options.bail = true
            case "--timeout":
                guard let time = TestTools.duration(text) else {
                    throw Mistake(message: "--timeout needs a duration such as 30s, not '\(text)'")
                }
                options.timeout = time
            case "--runtime":
                guard ["swjs", "node"].contains(text) else {
                    throw Mistake(message: "--runtime knows swjs and node, not '\(text)'")
                }
                options.runtime = text
            case "--reporter":
                guard TestTools.reporters.contains(text) else {
                    throw Mistake(message: "--reporter knows \(TestTools.reporters.joined(separator: ", ")), not '\(text)'")
                }
                options.reporter = text
            case "--output": options.output = text
            case "--color": options.colors = true
            case "--no-color": options.colors = false
            case "--scripts": options.takesScripts = true
            case "--known": options.known = text
            case "--init": initial = text
            case "--explain": explains = true
            case "--schema":
                print(TestTools.schema)
                return 0
            default:
                print(helpText)
                return 0
            }
        }
        if let initial { return TestTools.writeFirstSpec(for: initial) }
        if explains { return TestTools.explain(options) }
        return Runner(options).run()
    }

    private static func number(_ text: String, _ name: String) throws(Mistake) -> Int {
        guard let value = Int(text), value >= 0 else { throw Mistake(message: "\(name) needs a number, not '\(text)'") }
        return value
    }

    private static func suggestion(_ name: String) -> String {
        let names = rules.flatMap(\.names).filter { $0.hasPrefix("--") }
        let best = names.min { editDistance(Array($0.utf8), Array(name.utf8)) < editDistance(Array($1.utf8), Array(name.utf8)) }
        guard let best, editDistance(Array(best.utf8), Array(name.utf8)) <= 3 else { return "" }
        return "; did you mean \(best)?"
    }

    static var helpText: String {
        var text = """
            Usage: swjs test [options] [file or folder ...]

            Runs *.test.yaml (steps against a running program) and *.test.js (node:test), and scripts that are named.
            Exit code: 0; 1 when a test failed; 2 for a mistake in a spec or an option. See docs/testing.md.

            Options:

            """
        for rule in rules {
            let names = rule.names.joined(separator: ", ") + (rule.value.map { " <\($0)>" } ?? "")
            text += "  " + names + String(repeating: " ", count: max(2, 28 - names.count)) + rule.help + "\n"
        }
        return text
    }
}
