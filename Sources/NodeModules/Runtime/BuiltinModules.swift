import CNodeScripts
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A native object behind `internalBinding(name)`, or a whole module written in Swift.
public struct NativeModule: Sendable {
    public typealias Make = @Sendable (NodeRuntime) throws(JSException) -> Object
    let name: StaticString
    let make: Make
    public init(_ name: StaticString, _ make: @escaping Make) {
        self.name = name
        self.make = make
    }

    func matches(_ name: String) -> Bool {
        name.utf8.count == self.name.utf8CodeUnitCount
            && name.utf8.elementsEqual(UnsafeBufferPointer(start: self.name.utf8Start, count: self.name.utf8CodeUnitCount))
    }
}

/// A script embedded in the binary.
struct EmbeddedScript {
    /// Its place in the table, which is also its number in the code cache.
    let index: Int
    let name: String
    let bytes: UnsafeBufferPointer<UInt8>

    var source: SourceText { SourceText(name: "node:\(name)", utf8: bytes) }
    /// The parameters of the function around each.
    static let parameters: [StaticString] = ["exports", "require", "module", "process", "internalBinding"]
}

/// The modules that came with the runtime: scripts embedded in the binary and native ones. Each is made at its first use.
final class BuiltinModules {
    /// Name to module object (`exports`, `id`, `loaded`); or to the exports of a native module.
    var loaded: [String: Value] = [:]
    var native: [String: Value] = [:]

    func trace(_ heap: Heap) {
        for value in loaded.values { heap.mark(value) }
        for value in native.values { heap.mark(value) }
    }

    /// The embedded script of a name: the table is sorted.
    static func script(_ name: String) -> EmbeddedScript? {
        var low = 0
        var high = scriptCount
        while low < high {
            let middle = (low + high) / 2
            let order = withTable { table in name.withCString { compareNames($0, table[middle].name) } }
            if order == 0 { return script(middle) }
            if order < 0 { high = middle } else { low = middle + 1 }
        }
        return nil
    }

    static func script(_ index: Int) -> EmbeddedScript {
        withTable { table in
            EmbeddedScript(
                index: index, name: String(cString: table[index].name),
                bytes: UnsafeBufferPointer(start: table[index].source, count: table[index].length))
        }
    }

    static func scriptName(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        withTable { table in
            UnsafeRawPointer(table[index].name!).withMemoryRebound(to: UInt8.self, capacity: 1) { name in
                UnsafeBufferPointer(start: name, count: strlen(table[index].name))
            }
        }
    }

    static let scriptCount: Int = withTable { table in
        var count = 0
        while table[count].name != nil { count += 1 }
        return count
    }

    /// The table is an array of unknown length to C.
    private static func withTable<R>(_ body: (UnsafePointer<node_script>) -> R) -> R { body(node_scripts_table()) }

    private static func compareNames(_ a: UnsafePointer<CChar>, _ b: UnsafePointer<CChar>) -> Int {
        var i = 0
        while a[i] == b[i] && a[i] != 0 { i += 1 }
        return Int(UInt8(bitPattern: a[i])) - Int(UInt8(bitPattern: b[i]))
    }
}

extension NodeRuntime {
    /// Whether `require(name)` (without `node:`) gives a module of the runtime to programs.
    ///
    /// - Parameter afterScheme: whether `node:` stood before it; `node:test` is there only with it, as in Node.
    func isPublicBuiltin(_ name: String, afterScheme: Bool = false) -> Bool {
        if name == "test", !afterScheme { return false }
        return !name.hasPrefix("internal/") && (nativeModules.contains { $0.matches(name) } || BuiltinModules.script(name) != nil)
    }

    /// module.builtinModules
    var publicBuiltinNames: [String] {
        var names = Set(nativeModules.map { "\($0.name)" })
        for i in 0..<BuiltinModules.scriptCount { names.insert(BuiltinModules.script(i).name) }
        return names.filter { !$0.hasPrefix("internal/") && !$0.hasPrefix("swjs:") && $0 != "test" }.sorted()
    }

    /// The exports of a module of the runtime, internal ones included.
    /// - Throws: an Error when there is no such module; what its code throws.
    public func requireBuiltin(_ name: String) throws(JSException) -> Value {
        if let module = builtins.loaded[name] { return try vm.get(module.asObject, exportsKey) }
        if let exports = builtins.native[name] { return exports }
        if let module = nativeModules.first(where: { $0.matches(name) }) {
            let exports = try make(module)
            builtins.native[name] = exports
            return exports
        }
        guard let script = BuiltinModules.script(name) else {
            throw vm.throwValue(Value(vm.makeError(.errorPrototype, "No such built-in module: \(name)")))
        }
        return try loadScript(script)
    }

    private func loadScript(_ script: EmbeddedScript) throws(JSException) -> Value {
        let name = script.name
        let function = try vm.runTemplate(try template(of: script))
        let module = vm.makeObject()
        let exports = vm.makeObject()
        vm.defineOwn(module, exportsKey, Value(exports))
        vm.defineOwn(module, vm.key("id"), Value(vm.string(name)))
        vm.defineOwn(module, vm.key("loaded"), .false)
        builtins.loaded[name] = Value(module)
        do throws(JSException) {
            _ = try vm.call(
                function, this: .undefined,
                [Value(exports), internalRequireFunction, Value(module), process, internalBindingFunction])
        } catch {
            builtins.loaded[name] = nil
            throw error
        }
        try vm.set(module, vm.key("loaded"), .true)
        if name == "events" { try upgradeProcess() }
        return try vm.get(module, exportsKey)
    }

    /// Makes a native module without collections: its keys and functions pass through Swift objects that nothing traces yet.
    private func make(_ module: NativeModule) throws(JSException) -> Value {
        vm.heap.paused += 1
        defer { vm.heap.paused -= 1 }
        return Value(try module.make(self))
    }

    private func template(of script: EmbeddedScript) throws(JSException) -> FunctionTemplate {
        if let cached = ScriptCache.shared?.template(ofUnit: script.index, source: { script.source }) { return cached }
        return try vm.functionBodyTemplate(script.source, parameters: EmbeddedScript.parameters)
    }

    var exportsKey: PropertyKey { vm.key("exports") }

    private var internalRequireFunction: Value {
        if slots[.internalRequire].isEmpty {
            slots[.internalRequire] = Value(vm.makeFunction("require", length: 1, internalRequire))
        }
        return slots[.internalRequire]
    }

    private var internalBindingFunction: Value {
        if slots[.internalBindingFunction].isEmpty {
            slots[.internalBindingFunction] = Value(vm.makeFunction("internalBinding", length: 1, internalBinding))
        }
        return slots[.internalBindingFunction]
    }

    /// internalBinding(name)
    public func binding(_ name: String) throws(JSException) -> Value {
        if let value = bindings[name] { return value }
        guard let module = nativeBindings.first(where: { $0.matches(name) }) else {
            throw vm.throwValue(Value(vm.makeError(.errorPrototype, "No such binding: \(name)")))
        }
        let value = try make(module)
        bindings[name] = value
        return value
    }
}

private func internalRequire(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.node.requireBuiltin(try vm.toString(args[0]).toSwift(vm))
}

private func internalBinding(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.node.binding(try vm.toString(args[0]).toSwift(vm))
}
