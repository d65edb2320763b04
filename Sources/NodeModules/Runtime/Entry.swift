import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An absolute path, from the working directory.
public func runtimeResolve(_ path: String) -> String { Paths.resolve(Paths.current, path) }

/// What the command line starts.
extension NodeRuntime {
    /// `-r module`
    public func preload(_ modules: [String]) throws(JSException) {
        if modules.isEmpty { return }
        let parent = try makeTextModule("internal/preload")
        for name in modules { _ = try load(name, parent: Value(parent), isMain: false) }
    }

    /// Runs a script file.
    /// - Throws: MODULE_NOT_FOUND when there is none; an Error for what is no text.
    public func runEntry(_ path: String) throws(JSException) {
        if let config = entryFile(path), isModuleFile(config) {
            try runModuleEntry(config)
            return
        }
        if let file = entryFile(path), let bytes = readPrefix(file), bytes.contains(0) {
            let error = vm.makeError(.errorPrototype, "\(file) is a binary file and cannot be run as a script")
            throw vm.throwValue(Value(error))
        }
        // A preloaded module may have replaced it.
        let constructor = moduleModule()
        _ = try vm.call(try vm.get(constructor, vm.key("runMain")), this: Value(constructor), Value(vm.string(path)))
    }

    /// The file that a path names, with an extension added as `require` does.
    private func entryFile(_ path: String) -> String? {
        for candidate in [path, path + ".js", path + ".mjs", path + ".cjs"] where Paths.kind(candidate) == .file {
            return Paths.real(candidate)
        }
        return nil
    }

    private func readPrefix(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(descriptor, &bytes, bytes.count)
        return count < 0 ? nil : Array(bytes[..<count])
    }

    /// Whether a file is an ES module by its name or its package's type.
    func isModuleFile(_ file: String) -> Bool {
        if file.hasSuffix(".mjs") { return true }
        if file.hasSuffix(".js"), let scope = try? packageScope(of: file) { return scope.isModule }
        return false
    }

    /// Runs the text of `-e` or standard input.
    public func runTextEntry(_ text: String, name: String, isModule: Bool) throws(JSException) -> Value {
        if isModule {
            try runModuleText(text, name: name)
            return .undefined
        }
        defineModuleGlobals()
        return try runText(text, name: name)
    }

    /// Texts of the command line find the modules by their names, without `require`.
    private func defineModuleGlobals() {
        for module in nativeModules { defineModuleGlobal(vm.key(module.name)) }
        for index in 0..<BuiltinModules.scriptCount {
            // Neither parts of modules (`fs/promises`, `internal/...`) nor those that need a scheme.
            let name = BuiltinModules.scriptName(index)
            if name.first == UInt8(ascii: "_") || name.contains(UInt8(ascii: "/")) || name.contains(UInt8(ascii: ":")) { continue }
            if name.elementsEqual("test".utf8) { continue }
            defineModuleGlobal(vm.key(utf8: name))
        }
    }

    private func defineModuleGlobal(_ key: PropertyKey) {
        if vm.realm.hasGlobal(key) { return }
        let getter = vm.makeFunction("get", length: 0, data: vm.value(of: key)) { (vm, args) throws(JSException) in
            try vm.node.requireBuiltin(try vm.toString(args.data(0)).toSwift(vm))
        }
        let setter = vm.makeFunction("set", length: 1, data: vm.value(of: key)) { (vm, args) throws(JSException) in
            let key = vm.key(try vm.toString(args.data(0)))
            _ = try vm.defineOwnProperty(vm.realm.global, key, PropertyDescriptor(value: args[0], attributes: .all))
            return .undefined
        }
        let pair = PropertyDescriptor(getter: Value(getter), setter: Value(setter), attributes: .configurable)
        _ = try? vm.defineOwnProperty(vm.realm.global, key, pair)
    }

    /// What `-p` shows of a result.
    public func printResult(_ value: Value) throws(JSException) {
        let console = try vm.get(vm.realm.global, vm.key("console"))
        _ = try vm.invoke(console, vm.key("log"), value)
    }

    /// The REPL.
    public func startREPL() throws(JSException) {
        let start = try vm.getV(try requireBuiltin("repl"), vm.key("start"))
        _ = try vm.call(start, this: .undefined)
    }
}
