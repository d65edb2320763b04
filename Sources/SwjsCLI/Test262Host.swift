import JSEngine
import JSSyntax

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `swjs test262-host [--prelude FILE]... [--module | --strict] [--no-can-block] FILE`: the engine alone with `print`, `setTimeout` and
/// `$262`, as the public conformance suite's hosts have. Preludes run first, as scripts; with `--strict` the file has a `"use strict"` in
/// front; with `--no-can-block` the main thread may not use Atomics.wait. Agents are in Test262Agents.swift.
/// https://github.com/tc39/test262/blob/main/INTERPRETING.md
enum Test262Host {
    static func run(_ arguments: [String]) -> Int32 {
        var isModule = false
        var isStrict = false
        var canBlock = true
        var preludes: [String] = []
        var files: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--module": isModule = true
            case "--strict": isStrict = true
            case "--no-can-block": canBlock = false
            case "--prelude": if let file = rest.popFirst() { preludes.append(file) }
            default: files.append(argument)
            }
        }
        guard let file = files.last else {
            report("swjs: test262-host: no file given")
            return 2
        }
        guard var bytes = readFile(file) else {
            report("swjs: cannot read \(file)")
            return 2
        }
        if isStrict { bytes.insert(contentsOf: "\"use strict\";".utf8, at: 0) }
        let hooks = Test262Hooks(main: file)
        let vm = VM(hooks: hooks)
        vm.canBlock = canBlock
        install(vm)
        let code = runMain(vm, hooks, file: file, text: bytes, preludes: preludes, isModule: isModule)
        if Test262Agents.shared.isEmpty { return code }
        // Agents may run for ever, and none of them may see this process being torn down.
        fflush(nil)
        _exit(code)
    }

    private static func runMain(
        _ vm: VM, _ hooks: Test262Hooks, file: String, text: [UInt8], preludes: [String], isModule: Bool
    ) -> Int32 {
        var evaluation: Persistent?
        do throws(JSException) {
            for prelude in preludes {
                guard let text = readFile(prelude) else {
                    report("swjs: cannot read \(prelude)")
                    return 2
                }
                try vm.runScript(text.withUnsafeBufferPointer { SourceText(name: prelude, utf8: $0) })
            }
            if isModule {
                let module = try hooks.load(vm, path: file, isJSON: false)
                try vm.linkModule(module)
                evaluation = Persistent(vm, Value(vm.evaluateModule(module)))
            } else {
                try vm.runScript(text.withUnsafeBufferPointer { SourceText(name: file, utf8: $0) })
            }
        } catch {
            return fail(vm)
        }
        var failed: Int32 = runLoop(vm, hooks)
        if let promise = evaluation?.value.object {
            let (state, result) = vm.promiseDetails(promise)
            if state == 2 {
                vm.exception = result
                failed = fail(vm)
            }
        }
        return failed
    }

    /// The body of an agent's thread: runs its script and then its jobs and timers.
    static func runAgent(_ script: [UInt16]) {
        let hooks = Test262Hooks(main: "agent")
        let vm = VM(hooks: hooks)
        install(vm)
        Test262Agents.shared.didStart()
        do throws(JSException) {
            let text = script.withUnsafeBufferPointer { vm.string(utf16: $0) }
            try vm.runScript(vm.sourceText(text, name: "agent"))
            _ = runLoop(vm, hooks)
        } catch {
            _ = fail(vm)
        }
    }

    /// Runs jobs, finalizers, timers and what Atomics.waitAsync promised, until there is nothing to wait for.
    /// - Returns: the exit code: 1 when something threw.
    private static func runLoop(_ vm: VM, _ hooks: Test262Hooks) -> Int32 {
        var failed: Int32 = 0
        func note(_ value: Value) {
            vm.exception = value
            failed = fail(vm)
        }
        while true {
            vm.runJobs(onError: note)
            if vm.hasFinalizers {
                vm.runFinalizers(onError: note)
                continue
            }
            vm.expireAtomicsWaiters()
            if !vm.jobs.isEmpty { continue }
            if let callback = hooks.takeDueTimer() {
                do throws(JSException) { _ = try vm.call(callback.value, this: .undefined) } catch { note(vm.takeException()) }
                continue
            }
            // Who waits without a timeout may still be notified by another agent.
            let next = min(vm.nextAtomicsTimeout ?? .infinity, hooks.nextTimer)
            if next == .infinity && !(vm.hasAtomicsWaiters && Test262Agents.shared.areOthersRunning) { return failed }
            vm.sleepUntilNotified(min(next, 100))
        }
    }

    private static func report(_ text: String) {
        let line = text + "\n"
        line.utf8CString.withUnsafeBufferPointer { _ = write(2, $0.baseAddress!, $0.count - 1) }
    }

    /// Prints `Name: message` of the pending exception.
    private static func fail(_ vm: VM) -> Int32 {
        let value = vm.takeException()
        guard let error = value.object else {
            report("thrown: \((try? vm.toString(value).toSwift(vm)) ?? "a Symbol")")
            return 1
        }
        let message = (try? vm.get(error, .message)).flatMap { $0.string?.toSwift(vm) } ?? ""
        report("\(vm.constructorName(error)): \(message)")
        if let stack = (try? vm.get(error, .stack))?.string { report(stack.toSwift(vm)) }
        return 1
    }

    /// Defines `print` and `$262` on the current realm's global object.
    private static func install(_ vm: VM) {
        let global = vm.realm.global
        vm.defineOwn(global, vm.key("print"), Value(vm.makeFunction("print", length: 1, printLine)), .hidden)
        vm.defineOwn(global, vm.key("setTimeout"), Value(vm.makeFunction("setTimeout", length: 2, setTimeout)), .hidden)
        vm.defineOwn(global, vm.key("$262"), Value(makeHost(vm)), .hidden)
    }

    fileprivate static func makeHost(_ vm: VM) -> Object {
        let host = vm.makeObject()
        vm.defineOwn(host, vm.names[.global], Value(vm.realm.global))
        vm.defineOwn(host, vm.key("evalScript"), Value(vm.makeFunction("evalScript", length: 1, evalScript)))
        vm.defineOwn(host, vm.key("createRealm"), Value(vm.makeFunction("createRealm", length: 0, createRealm)))
        vm.defineOwn(host, vm.key("detachArrayBuffer"), Value(vm.makeFunction("detachArrayBuffer", length: 1, detach)))
        vm.defineOwn(host, vm.key("gc"), Value(vm.makeFunction("gc", length: 0, collect)))
        vm.defineOwn(host, vm.key("agent"), Value(makeAgentObject(vm)))
        return host
    }
}

/// Modules from files, as the suite wants them: specifiers are relative paths; `with { type: "json" }` gives JSON modules. And timers.
private final class Test262Hooks: HostHooks {
    private let main: String
    /// In the order in which they were set.
    private var timers: [(deadline: Double, callback: Persistent)] = []
    private var loaded: [String: ModuleRecord] = [:]

    init(main: String) { self.main = main }

    func addTimer(_ callback: Persistent, after milliseconds: Double) {
        timers.append((monotonicNow() + (milliseconds > 0 ? milliseconds : 0), callback))
    }

    /// Milliseconds until the next timer; infinite without one.
    var nextTimer: Double { timers.reduce(.infinity) { min($0, $1.deadline) } - monotonicNow() }

    /// Removes the earliest timer if its time is over.
    func takeDueTimer() -> Persistent? {
        guard let i = timers.indices.min(by: { timers[$0].deadline < timers[$1].deadline }),
            timers[i].deadline <= monotonicNow()
        else { return nil }
        return timers.remove(at: i).callback
    }

    override func loadModule(
        _ vm: VM, specifier: String, attributes: [(String, String)], referrer: String
    ) throws(JSException) -> ModuleRecord {
        var isJSON = false
        for (key, value) in attributes {
            if key != "type" { throw vm.syntaxError("Import attribute '\(key)' is not supported") }
            if value != "json" { throw vm.typeError("Module type '\(value)' is not supported") }
            isJSON = true
        }
        return try load(vm, path: resolve(specifier, referrer.contains("/") ? referrer : main), isJSON: isJSON)
    }

    func load(_ vm: VM, path: String, isJSON: Bool) throws(JSException) -> ModuleRecord {
        let key = isJSON ? "json:\(path)" : path
        if let module = loaded[key] { return module }
        guard let bytes = readFile(path) else { throw vm.typeError("Cannot find module '\(path)'") }
        let module: ModuleRecord
        if isJSON {
            module = try vm.makeJSONModule(bytes.withUnsafeBufferPointer { vm.string(utf8: $0) }, identity: path)
        } else {
            module = try vm.parseModule(bytes.withUnsafeBufferPointer { SourceText(name: path, utf8: $0) }, identity: path)
        }
        loaded[key] = module
        return module
    }

    /// A specifier against the folder of the importing file, with `.` and `..` taken out so that a file has one name.
    private func resolve(_ specifier: String, _ referrer: String) -> String {
        let folder =
            specifier.hasPrefix("/")
            ? "" : referrer.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        var parts: [Substring] = []
        let path = specifier.hasPrefix("/") ? specifier : folder.isEmpty ? specifier : "\(folder)/\(specifier)"
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}

/// print(value)
private func printLine(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    print(try vm.toString(args[0]).toSwift(vm))
    return .undefined
}

/// setTimeout(callback, milliseconds)
private func setTimeout(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let delay = try vm.toNumber(args[1])
    (vm.hooks as? Test262Hooks)?.addTimer(Persistent(vm, args[0]), after: delay)
    return .undefined
}

/// $262.evalScript(text)
private func evalScript(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0])
    return try vm.withRealm(of: args.callee) { () throws(JSException) in
        try vm.runScript(vm.sourceText(text, name: "evalScript"), wantsCompletionValue: true)
    }
}

/// $262.createRealm()
private func createRealm(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let realm = Realm(vm)
    return try vm.withRealm(realm) { () throws(JSException) in Value(Test262Host.makeHost(vm)) }
}

/// $262.detachArrayBuffer(buffer)
private func detach(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let buffer = args[0].object(of: .arrayBuffer) else { throw vm.typeError("not an ArrayBuffer") }
    vm.detachArrayBuffer(buffer)
    return .null
}

/// $262.gc()
private func collect(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.heap.collect()
    return .undefined
}

/// The bytes of a file, nil when it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawPointer.allocate(byteCount: 65536, alignment: 8)
    defer { chunk.deallocate() }
    while true {
        let count = fread(chunk, 1, 65536, file)
        if count == 0 { return ferror(file) == 0 ? bytes : nil }
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: chunk, count: count))
    }
}
