import EventLoop
import JSEngine
import JSSyntax
import NodeModules

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The command line of swjs.
public enum Command {
    /// Runs what the command line asks for.
    /// - Parameter arguments: without the program's name.
    /// - Returns: the exit code, one of Node's. https://nodejs.org/docs/latest-v20.x/api/process.html#exit-codes
    public static func run(_ arguments: [String]) -> Int32 {
        switch arguments.first {
        case "test": return TestCommand.run(Array(arguments.dropFirst()))
        case "jq": return DataCommands.jq(Array(arguments.dropFirst()))
        case "yaml": return DataCommands.yaml(Array(arguments.dropFirst()))
        default: break
        }
        var options: CommandLineOptions
        do throws(OptionError) {
            options = try CommandLineOptions.parse(arguments)
        } catch {
            report("swjs: \(error.message)")
            return 9
        }
        options.runtime.argv0 = CommandLine.arguments.first ?? "swjs"
        switch options.action {
        case .version:
            print("\(Versions.node) (swjs \(Versions.swjs))")
            return 0
        case .help:
            print(helpText)
            return 0
        case .test262Host(let rest): return Test262Host.run(rest)
        case .check: return Inspection.check(options.runtime.arguments)
        case .disassemble: return Inspection.disassemble(options.runtime.arguments)
        case .ast: return Inspection.ast(options.runtime.arguments)
        case .attachCodeCache: return attachCodeCache(options.runtime.arguments)
        case .script, .text, .standardInput, .repl: return runProgram(options)
        }
    }

    /// `swjs attach-code-cache OUTPUT`
    private static func attachCodeCache(_ arguments: [String]) -> Int32 {
        guard let output = arguments.first, let binary = try? System.executablePath() else {
            report("swjs: attach-code-cache needs the path of the copy")
            return 9
        }
        let vm = VM()
        do throws(JSException) {
            guard let failed = try ScriptCache.attach(vm, binary: binary, output: output) else { return 0 }
            report("swjs: attach-code-cache: \(failed) failed: \(String(cString: strerror(errno)))")
        } catch {
            let stack = vm.takeException().object.flatMap { try? vm.get($0, .stack) }
            report(stack?.string?.toSwift(vm) ?? "swjs: an embedded script has a syntax error")
        }
        return 1
    }

    private static func runProgram(_ given: CommandLineOptions) -> Int32 {
        var options = given
        ParentChannel.take()
        System.keepFreedMemory()
        // The arguments have been read: from here on a title may take their place.
        System.setUpTitle(argumentCount: CommandLine.argc, CommandLine.unsafeArgv)
        if let title = options.title { try? System.setTitle(title) }
        if case .repl = options.action, !options.opensREPL, isatty(0) == 0 { options.action = .standardInput }
        var path: String?
        if case .script = options.action {
            path = absolutePath(options.runtime.arguments[0])
            options.runtime.arguments[0] = path!
        }
        let runtime = NodeRuntime.start(options.runtime)
        runtime.connectToParent()
        runtime.perform { () throws(JSException) in
            try runtime.preload(options.preloads)
            switch options.action {
            case .script: try runtime.runEntry(path!)
            case .text(let text, let prints):
                let result = try runtime.runTextEntry(text, name: "[eval]", isModule: options.inputIsModule)
                if prints { try runtime.printResult(result) }
            case .standardInput:
                guard let bytes = readStandardInput() else { return }
                let text = String(decoding: bytes, as: UTF8.self)
                _ = try runtime.runTextEntry(text, name: "[stdin]", isModule: options.inputIsModule)
            case .repl: try runtime.startREPL()
            default: break
            }
        }
        return runtime.runToEnd()
    }

    private static func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : runtimeResolve(path)
    }

    static func readStandardInput() -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(0, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var wait = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
                    poll(&wait, 1, -1)
                    continue
                }
                return errno == EISDIR ? nil : bytes
            }
            bytes += chunk[..<count]
        }
    }

    static func report(_ text: String) {
        let line = text + "\n"
        line.utf8CString.withUnsafeBufferPointer { _ = write(2, $0.baseAddress!, $0.count - 1) }
    }

    static var helpText: String {
        var text = """
            Usage: swjs [options] [script.js | -e "script" | -] [arguments]
                   swjs run [options] script.js [arguments]
                   swjs test [options] [file or folder ...]   runs tests (swjs test --help)
                   swjs jq FILTER [file]   filters JSON
                   swjs yaml FILE          prints YAML as JSON
                   swjs check FILE         checks the syntax of a script
                   swjs disassemble FILE   shows the bytecode
                   swjs ast FILE           shows the syntax tree

            Options:

            """
        for rule in optionRules {
            let names = rule.names.joined(separator: ", ") + (rule.value.map { " <\($0)>" } ?? "")
            text += "  " + names + String(repeating: " ", count: max(2, 38 - names.count)) + rule.help + "\n"
        }
        return text
            + "\nThe environment variables NODE_PATH, NODE_NO_WARNINGS, NO_COLOR and FORCE_COLOR are honoured; NODE_OPTIONS is not."
    }
}
