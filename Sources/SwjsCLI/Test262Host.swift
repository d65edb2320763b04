import JSEngine
import JSSyntax

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `swjs test262-host [--module] FILE`: the engine alone with `print` and `$262`, as the public conformance suite's hosts have.
/// https://github.com/tc39/test262/blob/main/INTERPRETING.md
enum Test262Host {
    static func run(_ arguments: [String]) -> Int32 {
        let isModule = arguments.contains("--module")
        guard let file = arguments.last(where: { !$0.hasPrefix("--") }) else {
            report("swjs: test262-host: no file given")
            return 2
        }
        guard let bytes = readFile(file) else {
            report("swjs: cannot read \(file)")
            return 2
        }
        let vm = VM()
        install(vm)
        do throws(JSException) {
            let source = bytes.withUnsafeBufferPointer { SourceText(name: file, utf8: $0) }
            if isModule {
                try vm.runModule(source)
            } else {
                try vm.runScript(source)
            }
        } catch {
            return fail(vm)
        }
        var failed: Int32 = 0
        vm.runJobs { value in
            vm.exception = value
            failed = fail(vm)
        }
        return failed
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
        vm.defineOwn(global, vm.key("$262"), Value(makeHost(vm)), .hidden)
    }

    private static func makeHost(_ vm: VM) -> Object {
        let host = vm.makeObject()
        vm.defineOwn(host, vm.names[.global], Value(vm.realm.global))
        vm.defineOwn(host, vm.key("evalScript"), Value(vm.makeFunction("evalScript", length: 1, evalScript)))
        vm.defineOwn(host, vm.key("gc"), Value(vm.makeFunction("gc", length: 0, collect)))
        return host
    }
}

/// print(value)
private func printLine(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    print(try vm.toString(args[0]).toSwift(vm))
    return .undefined
}

/// $262.evalScript(text)
private func evalScript(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0])
    return try vm.runScript(vm.sourceText(text, name: "evalScript"), wantsCompletionValue: true)
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
