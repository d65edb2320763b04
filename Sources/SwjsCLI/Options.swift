import EventLoop
import NodeModules

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the command line asks for.
///
/// swift-argument-parser is not used: it links Foundation, which would cost each start of a worker 2 ms and 13 MB (measured).
/// The table is small enough to be read at once.
struct CommandLineOptions {
    enum Action {
        /// A script file, with `runtime.arguments[0]` as its path.
        case script
        /// `-e` and `-p`
        case text(String, prints: Bool)
        /// `-`, or no terminal on standard input
        case standardInput
        case repl
        case check, disassemble, ast
        /// Writes a copy of the binary with the code cache of its scripts: a step of the build.
        case attachCodeCache
        case version, help
        case test262Host([String])
    }

    var action = Action.repl
    var runtime = RuntimeOptions()
    /// `-r` modules, in order.
    var preloads: [String] = []
    var title: String?
    var inputIsModule = false
    var opensREPL = false
}

/// Why a command line cannot be used; the text goes to stderr and the exit code is 9, as Node's.
struct OptionError: Error {
    let message: String
}

/// One option.
struct OptionRule: Sendable {
    let names: [String]
    /// What stands for the value in the help text; nil for a switch.
    let value: String?
    let help: String
    let apply: @Sendable (inout CommandLineOptions, String) throws(OptionError) -> Void

    init(
        _ names: [String], _ value: String? = nil, _ help: String,
        _ apply: @escaping @Sendable (inout CommandLineOptions, String) throws(OptionError) -> Void
    ) {
        self.names = names
        self.value = value
        self.help = help
        self.apply = apply
    }
}

let optionRules: [OptionRule] = [
    OptionRule(["-e", "--eval"], "script", "run the script") { (options, value) in options.action = .text(value, prints: false) },
    OptionRule(["-p", "--print"], "script", "run the script and print its result") { (options, value) in
        options.action = .text(value, prints: true)
    },
    OptionRule(["-r", "--require"], "module", "load a CommonJS module first; may be repeated") { (options, value) in
        options.preloads.append(value)
    },
    OptionRule(["-i", "--interactive"], nil, "open the REPL even when standard input is no terminal") { (options, _) in
        options.opensREPL = true
    },
    OptionRule(["-c", "--check"], nil, "only check the syntax of the script") { (options, _) in options.action = .check },
    OptionRule(["--input-type"], "type", "commonjs or module, for -e and standard input") {
        (options, value) throws(OptionError) in
        guard value == "module" || value == "commonjs" else {
            throw OptionError(message: "--input-type must be \"module\" or \"commonjs\"")
        }
        options.inputIsModule = value == "module"
    },
    OptionRule(["--max-heap-size"], "MiB", "end with an error when live data is larger") { (options, value) throws(OptionError) in
        guard let size = Int(value), size > 0 else {
            throw OptionError(message: "--max-heap-size needs a number of MiB, not '\(value)'")
        }
        options.runtime.heapLimit = size << 20
    },
    OptionRule(["--max-old-space-size", "--max_old_space_size"], "MiB", "the same, by its name in Node") {
        (options, value) throws(OptionError) in
        guard let size = Int(value), size > 0 else {
            throw OptionError(message: "--max-old-space-size needs a number of MiB, not '\(value)'")
        }
        options.runtime.heapLimit = size << 20
    },
    OptionRule(["--title"], "title", "process.title at the start") { (options, value) in options.title = value },
    OptionRule(["--unhandled-rejections"], "mode", "throw (default), strict, warn, none or warn-with-error-code") {
        (options, value) throws(OptionError) in
        guard let mode = UnhandledRejectionMode(rawValue: value) else {
            throw OptionError(message: "invalid value for --unhandled-rejections")
        }
        options.runtime.unhandledRejections = mode
    },
    OptionRule(["--no-warnings"], nil, "print no process warnings") { (options, _) in options.runtime.printsWarnings = false },
    OptionRule(["--trace-warnings", "--trace-deprecation"], nil, "print warnings with their stack") { (options, _) in
        options.runtime.tracesWarnings = true
    },
    OptionRule(["--throw-deprecation"], nil, "throw on deprecations") { (options, _) in options.runtime.throwsDeprecations = true },
    OptionRule(["--pending-deprecation"], nil, "print warnings about what may be deprecated later") { (options, _) in
        options.runtime.showsPendingDeprecations = true
    },
    OptionRule(["--redirect-warnings"], "file", "write process warnings to a file") { (options, value) in
        options.runtime.warningsFile = value
    },
    OptionRule(["--max-http-header-size"], "bytes", "most bytes of an HTTP message's head (http.maxHeaderSize)") {
        (options, value) throws(OptionError) in
        guard let size = Int(value), size >= 0 else {
            throw OptionError(message: "--max-http-header-size needs a number, not '\(value)'")
        }
        options.runtime.maxHTTPHeaderSize = size
    },
    OptionRule(["--insecure-http-parser"], nil, "take malformed HTTP messages that are refused otherwise") { (options, _) in
        options.runtime.usesInsecureHTTPParser = true
    },
    OptionRule(["--trace"], "what", "print to stderr: cluster (its steps), cluster:mermaid (a sequence diagram at the end)") {
        (options, value) throws(OptionError) in
        switch value {
        case "cluster": TraceRequest.printsSteps = true
        case "cluster:mermaid": TraceRequest.printsDiagram = true
        default: throw OptionError(message: "--trace knows 'cluster' and 'cluster:mermaid', not '\(value)'")
        }
    },
    OptionRule(["--trace-file"], "file", "write the cluster's steps as lines of JSON") { (options, value) throws(OptionError) in
        TraceRequest.file = try openedTraceFile(value)
    },
    OptionRule(["--expose-gc", "--expose_gc"], nil, "define the global gc()") { (options, _) in options.runtime.exposesGC = true },
    OptionRule(["--regexp-step-limit"], "steps", "a regular expression that backtracks more often throws a RangeError") {
        (options, value) throws(OptionError) in
        guard let limit = UInt64(value), limit > 0 else {
            throw OptionError(message: "--regexp-step-limit needs a number, not '\(value)'")
        }
        options.runtime.regexpStepLimit = limit
    },
    OptionRule(["-v", "--version"], nil, "print the version") { (options, _) in options.action = .version },
    OptionRule(["-h", "--help"], nil, "print this text") { (options, _) in options.action = .help },
]

/// Options of Node that change nothing here; programs and their tests pass them to workers.
private let acceptedSwitches: Set<String> = [
    "--enable-source-maps", "--preserve-symlinks", "--preserve-symlinks-main", "--no-deprecation",
    "--trace-uncaught", "--expose-internals", "--experimental-modules", "--no-experimental-fetch",
    "--abort-on-uncaught-exception",
    "--use_strict", "--harmony", "--experimental-vm-modules", "--no-experimental-global-navigator",
    "--experimental-abortcontroller",
    "--trace-exit", "--trace-sigint", "--verify-base-objects", "--allow-natives-syntax", "--no-node-snapshot"
]

extension CommandLineOptions {
    /// Reads a command line, without the program's name.
    static func parse(_ words: [String]) throws(OptionError) -> CommandLineOptions {
        var options = CommandLineOptions()
        var words = words[...]
        switch words.first {
        case "run": words.removeFirst()
        case "check":
            words.removeFirst()
            options.action = .check
        case "disassemble":
            words.removeFirst()
            options.action = .disassemble
        case "ast":
            words.removeFirst()
            options.action = .ast
        case "attach-code-cache":
            words.removeFirst()
            options.action = .attachCodeCache
        case "test262-host":
            options.action = .test262Host(Array(words.dropFirst()))
            return options
        default: break
        }
        var hasScript = false
        while let word = words.first {
            if word == "--" {
                options.runtime.execArguments.append(word)
                words.removeFirst()
                break
            }
            if word == "-" || !word.hasPrefix("-") { break }
            words.removeFirst()
            options.runtime.execArguments.append(word)
            try options.apply(word, &words)
        }
        if case .text = options.action {
            options.runtime.arguments = Array(words)
            return options
        }
        if let word = words.first {
            if word == "-" {
                options.action = .standardInput
                options.runtime.arguments = Array(words)
                return options
            }
            hasScript = true
        }
        options.runtime.arguments = Array(words)
        if hasScript, case .repl = options.action { options.action = .script }
        return options
    }

    private mutating func apply(_ word: String, _ rest: inout ArraySlice<String>) throws(OptionError) {
        var name = word
        var value: String?
        if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
            name = String(word[..<equals])
            value = String(word[word.index(after: equals)...])
        }
        // `-pe` is `-p` with its value after it, as in Node.
        if word == "-pe" { name = "-p" }
        if word == "-ep" { name = "-p" }
        guard let rule = optionRules.first(where: { $0.names.contains(name) }) else {
            if acceptedSwitches.contains(name) || name.hasPrefix("--inspect") || name.hasPrefix("--stack-size")
                || name.hasPrefix("--stack_size")
            {
                return
            }
            throw OptionError(message: "bad option: \(word)\(suggestion(name))")
        }
        if rule.value == nil {
            if value != nil { throw OptionError(message: "bad option: \(word) (\(name) takes no value)") }
            try rule.apply(&self, "")
            return
        }
        if value == nil {
            guard let next = rest.first else { throw OptionError(message: "\(name) requires an argument") }
            rest.removeFirst()
            runtime.execArguments.append(next)
            value = next
        }
        try rule.apply(&self, value!)
    }

    /// ` (did you mean --x?)` when an option is near.
    private func suggestion(_ name: String) -> String {
        var best: (name: String, distance: Int)?
        for candidate in optionRules.flatMap(\.names) where candidate.hasPrefix("--") {
            let distance = editDistance(Array(name.utf8), Array(candidate.utf8))
            if distance <= 3, distance < best?.distance ?? 4 { best = (candidate, distance) }
        }
        return best.map { " (did you mean \($0.name)?)" } ?? ""
    }
}

/// How many bytes must be inserted, removed or replaced to get from one text to the other (Levenshtein).
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for i in 0..<a.count {
        var diagonal = row[0]
        row[0] = i + 1
        for j in 0..<b.count {
            let cost = a[i] == b[j] ? diagonal : diagonal + 1
            diagonal = row[j + 1]
            row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[b.count]
}

/// The path of the trace file, absolute, as the program may change its directory. A process that was forked adds to it.
private func openedTraceFile(_ name: String) throws(OptionError) -> String {
    let path = name.hasPrefix("/") ? name : runtimeResolve(name)
    let isForked = getenv("NODE_CHANNEL_FD") != nil
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (isForked ? 0 : O_TRUNC), 0o644)
    if descriptor < 0 { throw OptionError(message: "--trace-file: cannot write '\(name)': \(String(cString: strerror(errno)))") }
    close(descriptor)
    return path
}
