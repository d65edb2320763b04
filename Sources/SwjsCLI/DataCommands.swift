import ClusterRuntime
import DataFormats
import JSEngine
import NodeModules

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `swjs jq` and `swjs yaml`.
enum DataCommands {
    /// `swjs jq [-r] [-c] [-n] [-e] FILTER [file]`: the filter's results on a JSON text, or on each of several.
    /// - Returns: 0; 1 with `-e` when the last result is false or null; 2 for bad input; 3 for a bad filter; 5 when it fails, as jq.
    static func jq(_ words: [String]) -> Int32 {
        var raw = false
        var compact = false
        var noInput = false
        var exitStatus = false
        var rest: [String] = []
        var optionsEnd = false
        for word in words {
            if optionsEnd || !word.hasPrefix("-") || word == "-" || word.dropFirst().first?.isNumber == true {
                rest.append(word)
            } else if word == "--" {
                optionsEnd = true
            } else if word == "--help" || word == "-h" {
                print(
                    "Usage: swjs jq [-r] [-c] [-n] [-e] FILTER [file]\n\n  -r  strings without quotes\n  -c  each result on one line\n  -n  the input is null\n  -e  exit code 1 when the last result is false or null"
                )
                return 0
            } else {
                for letter in word.dropFirst() {
                    switch letter {
                    case "r": raw = true
                    case "c": compact = true
                    case "n": noInput = true
                    case "e": exitStatus = true
                    default:
                        Command.report("swjs jq: bad option: \(word) (known: -r -c -n -e)")
                        return 2
                    }
                }
            }
        }
        guard let filter = rest.first, rest.count <= 2 else {
            Command.report("Usage: swjs jq [-r] [-c] [-n] [-e] FILTER [file]")
            return 2
        }
        let program: JQ
        do throws(JQError) { program = try JQ(filter) } catch {
            Command.report("swjs jq: bad filter: \(error.message)")
            return 3
        }
        var inputs: [JSON] = [.null]
        if !noInput {
            guard let bytes = input(rest.count > 1 ? rest[1] : "-", "jq") else { return 2 }
            do throws(JSONError) { inputs = try documents(bytes) } catch {
                Command.report("swjs jq: bad JSON at byte \(error.offset): \(error.reason)")
                return 2
            }
        }
        var code: Int32 = 0
        var last = ""
        for value in inputs {
            guard let input = try? JQInput(value) else { return 2 }
            let result = program.run(input, limit: .max)
            for output in result.outputs {
                last = output
                if raw || !compact, let value = try? JSON.parse(Array(output.utf8)) {
                    if raw, let text = value.stringValue { print(text) } else { print(compact ? output : value.prettyText) }
                } else {
                    print(output)
                }
            }
            if let error = result.error {
                fflush(nil)
                Command.report("swjs jq: error: \(error)")
                code = 5
            }
        }
        if exitStatus, code == 0 { return last.isEmpty ? 4 : last == "false" || last == "null" ? 1 : 0 }
        return code
    }

    /// `swjs yaml [-c] FILE`: each document as JSON.
    static func yaml(_ words: [String]) -> Int32 {
        let compact = words.contains("-c")
        let files = words.filter { $0 != "-c" }
        if let bad = files.first(where: { $0.hasPrefix("-") && $0 != "-" }) {
            if bad == "--help" || bad == "-h" {
                print(
                    "Usage: swjs yaml [-c] [file]\n\nPrints each document of a YAML file as JSON (-c: on one line), by the core schema of YAML 1.2."
                )
                return 0
            }
            Command.report("swjs yaml: bad option: \(bad) (known: -c)")
            return 2
        }
        guard files.count <= 1 else {
            Command.report("Usage: swjs yaml [-c] [file]")
            return 2
        }
        let file = files.first ?? "-"
        guard let bytes = input(file, "yaml") else { return 2 }
        do throws(YAMLError) {
            for document in try YAMLReader.documents(bytes) {
                let value = try document.json()
                print(compact ? value.string : value.prettyText)
            }
            return 0
        } catch {
            fflush(nil)
            Command.report("\(file == "-" ? "standard input" : file):\(error.line):\(error.column): \(error.message)")
            return 1
        }
    }

    private static func input(_ file: String, _ command: String) -> [UInt8]? {
        if file == "-" { return Command.readStandardInput() ?? [] }
        guard let bytes = readFile(file) else {
            Command.report("swjs \(command): cannot read \(file): \(String(cString: strerror(errno)))")
            return nil
        }
        return bytes
    }

    /// One JSON text, or one on each line.
    private static func documents(_ bytes: [UInt8]) throws(JSONError) -> [JSON] {
        do throws(JSONError) {
            return [try JSON.parse(bytes)]
        } catch {
            var values: [JSON] = []
            for line in bytes.split(separator: 10) where line.contains(where: { $0 > 32 }) {
                guard let value = try? JSON.parse(Array(line)) else { throw error }
                values.append(value)
            }
            return values
        }
    }
}
