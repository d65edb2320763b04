/// The format of specs, declared once. A new key is one line here, its meaning one place in `Run/`.
enum SpecRules {
    static func rule(_ name: String) -> ObjectRule { all[name]! }

    static let all: [String: ObjectRule] = Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })

    static let runtimes = ["swjs", "node"]
    static let schedulings = ["rr", "none"]
    private static let filters = Shape.oneOrMore(.filter)
    private static let target = Shape.either([.text, .object("target")])
    private static let app = Shape.either([.text, .object("app")])

    private static let specKeys = [
        KeyRule("name", .text, "The spec's name; by default the file's."),
        KeyRule("description", .text, "What the spec is about; for readers."),
        KeyRule("tags", .oneOrMore(.text), "Words for --tag."),
        KeyRule("only", .boolean, "Runs only what is marked so in the file."),
        KeyRule("skip", .either([.boolean, .text]), "Leaves the spec out; a text says why."),
        KeyRule("todo", .either([.boolean, .text]), "A failure counts as skipped."),
        KeyRule("timeout", .duration, "How long each test may take; 30s unless said."),
        KeyRule("needs", .oneOrMore(.text), "Commands that must be installed; else the spec is skipped."),
        KeyRule("runtime", .choice(runtimes), "What runs `run:` scripts; swjs unless said."),
        KeyRule("matrix", .object("matrix"), "Runs the spec once for each combination of these values."),
        KeyRule("vars", .map(.any), "Variables for ${name} and .vars."),
        KeyRule("app", app, "The program under test: a script, or a mapping."),
        KeyRule("apps", .map(app), "Several programs by name; the first is the main one."),
        KeyRule("isolate", .boolean, "Starts the app afresh for each test."),
        KeyRule("setup", .list(.object("step")), "Steps before the tests, once."),
        KeyRule("before", .list(.object("step")), "Steps before each test."),
        KeyRule("steps", .list(.object("step")), "The steps of a spec that is one test."),
        KeyRule("tests", .list(.object("test")), "Several tests on the same app."),
        KeyRule("after", .list(.object("step")), "Steps after each test, also after a failed one."),
        KeyRule("teardown", .list(.object("step")), "Steps after the tests, once, whatever happened."),
        KeyRule("always", .object("always"), "What must hold when the spec has ended.")
    ]

    private static let stepKeys =
        actions.map { KeyRule($0.name, $0.shape, $0.help) } + [
            KeyRule("name", .text, "The step's name in messages."),
            KeyRule("if", .filter, "Leaves the step out when the filter gives false or null."),
            KeyRule(
                "status", .either([.integer(minimum: 100), .text, .list(.integer(minimum: 100))]),
                "http: the status, a list of them, or a class such as 2xx."),
            KeyRule("header", .map(.any), "http: headers that the response must have; null for one that must be missing."),
            KeyRule(
                "body", .expected, "http: the body: equal text or JSON; or a mapping with contains, matches, excludes, snapshot."),
            KeyRule("code", .integer(minimum: 0), "exec, exit: the exit code; exec expects 0 unless said."),
            KeyRule("jq", filters, "Filters over the document; each must give something true."),
            KeyRule("within", .duration, "How long the step may take."),
            KeyRule("thresholds", .oneOrMore(.threshold), "http: limits on times and counts."),
            KeyRule("meanwhile", .list(.object("step")), "http: steps that run while the requests are under way."),
            KeyRule("save", .map(.filter), "Variables taken from the document after the step.")
        ]

    /// An action of a step, with the other keys that make sense beside it.
    struct Action: Sendable {
        let name: String
        let shape: Shape
        let help: String
        let extras: [String]
    }

    static let commonExtras = ["name", "if", "jq", "save", "within"]

    static let actions: [Action] = [
        Action(
            name: "http", shape: .either([.text, .object("http")]), help: "An HTTP request, or many.",
            extras: ["status", "header", "body", "thresholds", "meanwhile"]),
        Action(name: "tcp", shape: .object("tcp"), help: "A conversation on a TCP connection.", extras: []),
        Action(name: "udp", shape: .object("udp"), help: "Datagrams, and their answers.", extras: []),
        Action(
            name: "exec", shape: .either([.text, .list(.text), .object("exec")]),
            help: "Runs a command: a text for the shell, or a list of words.", extras: ["code", "stdout", "stderr"]),
        Action(name: "send", shape: .object("send"), help: "Sends a message to the primary or to a worker.", extras: []),
        Action(
            name: "signal", shape: .either([.text, .object("signal")]), help: "Sends a signal, SIGTERM unless said.", extras: []),
        Action(name: "kill", shape: target, help: "Sends SIGKILL.", extras: []),
        Action(name: "stop", shape: target, help: "Sends SIGSTOP.", extras: []),
        Action(name: "continue", shape: target, help: "Sends SIGCONT.", extras: []),
        Action(
            name: "block", shape: .object("block"), help: "Stops a process for a time; the steps go on meanwhile.", extras: []),
        Action(name: "wait", shape: .duration, help: "Lets time pass.", extras: []),
        Action(name: "eventually", shape: .object("eventually"), help: "Tries until the expectations hold.", extras: []),
        Action(
            name: "events", shape: .either([.list(.either([.text, .map(.any)])), .object("events")]),
            help: "What the cluster's event log must hold.", extras: []),
        Action(
            name: "stdout", shape: .either([.text, .object("output")]), help: "What the app must have printed (waits for it).",
            extras: []),
        Action(name: "stderr", shape: .either([.text, .object("output")]), help: "The same for standard error.", extras: []),
        Action(
            name: "exit", shape: .either([.integer(minimum: 0), .object("exit")]), help: "Waits until the app has ended.",
            extras: ["code"]),
        Action(name: "start", shape: .text, help: "Starts an app again that has ended, by its name (app).", extras: []),
        Action(name: "include", shape: .either([.text, .object("include")]), help: "Runs the steps of another file.", extras: []),
        Action(name: "set", shape: .map(.any), help: "Sets variables; {jq: FILTER} computes one.", extras: [])
    ]

    private static let list: [ObjectRule] = [
        ObjectRule(name: "spec", keys: specKeys, oneOf: ["steps", "tests"]),
        ObjectRule(
            name: "test",
            keys: [
                KeyRule("name", .text, "The test's name."),
                KeyRule("tags", .oneOrMore(.text), "Words for --tag."),
                KeyRule("only", .boolean, "Runs only tests that are marked so."),
                KeyRule("skip", .either([.boolean, .text]), "Leaves the test out; a text says why."),
                KeyRule("todo", .either([.boolean, .text]), "A failure counts as skipped."),
                KeyRule("timeout", .duration, "How long the test may take."),
                KeyRule("vars", .map(.any), "Variables of this test."),
                KeyRule("steps", .list(.object("step")), "What is done and expected.")
            ], required: ["name", "steps"]),
        ObjectRule(name: "step", keys: stepKeys),
        ObjectRule(
            name: "matrix",
            keys: [
                KeyRule("runtime", .list(.choice(runtimes)), "What runs the script."),
                KeyRule("scheduling", .list(.choice(schedulings)), "The cluster's policy: NODE_CLUSTER_SCHED_POLICY."),
                KeyRule("workers", .list(.integer(minimum: 1)), "Numbers of workers, for the script as WORKERS."),
                KeyRule("vars", .map(.list(.any)), "Variables with the values that they take."),
                KeyRule("exclude", .list(.map(.any)), "Combinations to leave out.")
            ]),
        ObjectRule(
            name: "app",
            keys: [
                KeyRule("run", .text, "A script, relative to the spec's file."),
                KeyRule("command", .either([.text, .list(.text)]), "Any command instead of a script."),
                KeyRule("args", .list(.text), "Arguments."),
                KeyRule("options", .list(.text), "Options of the runtime, before the script."),
                KeyRule("env", .map(.text), "Environment variables; PORT is ${port} unless said."),
                KeyRule("cwd", .text, "Working directory, relative to the spec's file."),
                KeyRule("runtime", .choice(runtimes), "swjs or node."),
                KeyRule("workers", .integer(minimum: 1), "For the script as WORKERS."),
                KeyRule("channel", .boolean, "Gives the app an IPC channel (process.send); so it has when a step sends."),
                KeyRule("observe", .boolean, "Records the cluster's events; true unless said."),
                KeyRule("ready", .object("ready"), "When the app is ready for the steps."),
                KeyRule("stop", .object("app-stop"), "How the app is ended.")
            ], oneOf: ["run", "command"]),
        ObjectRule(
            name: "ready",
            keys: [
                KeyRule("listening", .integer(minimum: 1), "So many workers listen; 1 for a single server."),
                KeyRule("stdout", .pattern, "A line of its output; a group of it becomes ${port} when it is a number."),
                KeyRule("stderr", .pattern, "The same for standard error."),
                KeyRule("port", .either([.boolean, .text]), "A connection to ${port}, or to this port, succeeds."),
                KeyRule("http", .text, "A GET of this URL or path gives a status below 500."),
                KeyRule("within", .duration, "How long it may take; 10s unless said.")
            ]),
        ObjectRule(
            name: "app-stop",
            keys: [
                KeyRule("signal", .text, "The signal; SIGTERM unless said."),
                KeyRule("within", .duration, "How long the app may take to end; 5s unless said."),
                KeyRule("code", .integer(minimum: 0), "The exit code that it must end with.")
            ]),
        ObjectRule(
            name: "http",
            keys: [
                KeyRule("method", .text, "GET unless said."),
                KeyRule("url", .text, "A URL, or a path on ${url}."),
                KeyRule("headers", .map(.any), "Request headers; a list sends one several times."),
                KeyRule("body", .text, "The body as text."),
                KeyRule("json", .any, "The body as JSON."),
                KeyRule("form", .map(.text), "The body as a form."),
                KeyRule("timeout", .duration, "How long each request may take; 10s unless said."),
                KeyRule("redirects", .integer(minimum: 0), "How many redirects are followed; 0 unless said."),
                KeyRule(
                    "connection", .choice(["keep-alive", "new"]),
                    "keep-alive reuses connections; new makes one for each request (the default)."),
                KeyRule("times", .integer(minimum: 1), "How many requests."),
                KeyRule("parallel", .integer(minimum: 1), "How many at the same time."),
                KeyRule("rate", .integer(minimum: 1), "How many are begun in a second, at most."),
                KeyRule("app", .text, "The app that ${url} means, by name.")
            ], required: ["url"]),
        ObjectRule(
            name: "tcp",
            keys: [
                KeyRule("host", .text, "127.0.0.1 unless said."),
                KeyRule("port", .text, "${port} unless said."),
                KeyRule("exchange", .list(.object("tcp-step")), "What is sent and expected, in order."),
                KeyRule("timeout", .duration, "For each wait; 5s unless said.")
            ], required: ["exchange"]),
        ObjectRule(
            name: "tcp-step",
            keys: [
                KeyRule("send", .text, "Sends a text."),
                KeyRule("receive", .text, "Waits for exactly this text."),
                KeyRule("matches", .pattern, "Waits until what came in matches, and takes it."),
                KeyRule("end", .boolean, "Ends our side."),
                KeyRule("steps", .list(.object("step")), "Steps to run here, with the connection open."),
                KeyRule("closed", .boolean, "Waits until the other side has ended.")
            ], oneOf: ["send", "receive", "matches", "end", "closed", "steps"]),
        ObjectRule(
            name: "udp",
            keys: [
                KeyRule("host", .text, "127.0.0.1 unless said."),
                KeyRule("port", .text, "${port} unless said."),
                KeyRule("send", .oneOrMore(.text), "Datagrams to send."),
                KeyRule("receive", .oneOrMore(.text), "The answers, in order."),
                KeyRule("matches", .pattern, "What each answer must match."),
                KeyRule("timeout", .duration, "For each answer; 5s unless said.")
            ], required: ["send"]),
        ObjectRule(
            name: "exec",
            keys: [
                KeyRule("command", .either([.text, .list(.text)]), "A text for the shell, or a list of words."),
                KeyRule("env", .map(.text), "Environment variables."),
                KeyRule("cwd", .text, "Working directory, relative to the spec's file."),
                KeyRule("input", .text, "Standard input."),
                KeyRule("timeout", .duration, "How long it may take; 10s unless said.")
            ], required: ["command"]),
        ObjectRule(
            name: "send",
            keys: [
                KeyRule("to", .choice(["primary", "worker"]), "primary unless said."),
                KeyRule("worker", .text, "Which worker: an id, any, oldest, newest or all."),
                KeyRule("message", .any, "What process.on('message') gets."),
                KeyRule("app", .text, "The app, by name.")
            ], required: ["message"]),
        ObjectRule(
            name: "target",
            keys: [
                KeyRule("worker", .text, "An id, any, oldest, newest or all."),
                KeyRule("app", .text, "The app, by name; alone it means its primary.")
            ]),
        ObjectRule(
            name: "signal",
            keys: [
                KeyRule("worker", .text, "An id, any, oldest, newest or all; without it the primary."),
                KeyRule("app", .text, "The app, by name."),
                KeyRule("signal", .text, "SIGTERM unless said.")
            ]),
        ObjectRule(
            name: "block",
            keys: [
                KeyRule("worker", .text, "An id, any, oldest, newest or all; without it the primary."),
                KeyRule("app", .text, "The app, by name."),
                KeyRule("for", .duration, "How long.")
            ], required: ["for"]),
        ObjectRule(
            name: "eventually",
            keys: [
                KeyRule("within", .duration, "How long to try; 5s unless said."),
                KeyRule("every", .duration, "How long to pause between tries; 20ms unless said."),
                KeyRule("jq", filters, "Filters that must become true."),
                KeyRule("steps", .list(.object("step")), "Steps that must pass together.")
            ]),
        ObjectRule(
            name: "events",
            keys: [
                KeyRule(
                    "include", .list(.either([.text, .map(.any)])),
                    "Events that must be there in this order, others between them."),
                KeyRule("exclude", .list(.either([.text, .map(.any)])), "Events that must not be there."),
                KeyRule("count", .map(.integer(minimum: 0)), "How many there are of a kind."),
                KeyRule("within", .duration, "How long to wait for it; 2s unless said.")
            ]),
        ObjectRule(
            name: "output",
            keys: [
                KeyRule("contains", .oneOrMore(.text), "Texts that are in it."),
                KeyRule("matches", .oneOrMore(.pattern), "Patterns that fit (^ and $ stand for lines)."),
                KeyRule("equals", .text, "All of it."),
                KeyRule("excludes", .oneOrMore(.text), "Texts that are not in it; looked at once, without waiting."),
                KeyRule("count", .map(.integer(minimum: 0)), "How many lines match a pattern."),
                KeyRule("snapshot", .either([.text, .object("snapshot")]), "Equal to what is kept under this name."),
                KeyRule("within", .duration, "How long to wait for it; 5s unless said."),
                KeyRule("app", .text, "The app, by name.")
            ]),
        ObjectRule(
            name: "text",
            keys: [
                KeyRule("contains", .oneOrMore(.text), "Texts that are in it."),
                KeyRule("matches", .oneOrMore(.pattern), "Patterns that fit."),
                KeyRule("equals", .any, "All of it: text, or JSON."),
                KeyRule("excludes", .oneOrMore(.text), "Texts that are not in it."),
                KeyRule("snapshot", .either([.text, .object("snapshot")]), "Equal to what is kept under this name.")
            ]),
        ObjectRule(
            name: "snapshot",
            keys: [
                KeyRule("name", .text, "The name in the file of snapshots."),
                KeyRule("replace", .map(.text), "Patterns, and what stands for their matches.")
            ], required: ["name"]),
        ObjectRule(
            name: "exit",
            keys: [
                KeyRule("code", .integer(minimum: 0), "The exit code."),
                KeyRule("signal", .text, "The signal that ended it."),
                KeyRule("within", .duration, "How long to wait; 5s unless said."),
                KeyRule("app", .text, "The app, by name.")
            ]),
        ObjectRule(
            name: "include",
            keys: [
                KeyRule("file", .text, "A YAML file with a list of steps, relative to this one."),
                KeyRule("with", .map(.any), "Variables for these steps.")
            ], required: ["file"]),
        ObjectRule(
            name: "always",
            keys: [
                KeyRule("orphans", .integer(minimum: 0), "Processes that are left when the app has ended; 0 unless said."),
                KeyRule(
                    "leaked_descriptors", .integer(minimum: 0),
                    "Descriptors that the primary has more at the end than when it was ready."),
                KeyRule("errors", .integer(minimum: 0), "Requests that got no response."),
                KeyRule("jq", filters, "Filters over the document, looked at after each test.")
            ])
    ]
}
