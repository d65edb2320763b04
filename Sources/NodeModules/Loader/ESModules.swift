import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// ES modules. https://nodejs.org/docs/latest-v20.x/api/esm.html
///
/// A module's identity is its URL: `file:///path?query` or `node:name`. CommonJS files, JSON and builtin modules become synthetic
/// modules.
extension NodeRuntime {
    static let importConditions = ["node", "import"]

    /// What the engine's loadModule hook answers.
    func importedModule(
        _ vm: VM, specifier: String, attributes: [(String, String)], referrer: String
    ) throws(JSException) -> ModuleRecord {
        let url = try resolveModule(specifier, from: referrer)
        let type = attributes.first { $0.0 == "type" }?.1
        if let other = attributes.first(where: { $0.0 != "type" }) {
            throw codedError("ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED", other.0)
        }
        return try moduleRecord(url, type: type)
    }

    func fillImportMeta(_ vm: VM, module: ModuleRecord, object: Object) {
        if let path = Paths.fromFileURL(module.identity) {
            vm.put(object, "dirname", Paths.directory(path))
            vm.put(object, "filename", path)
        }
        let resolve = vm.makeFunction("resolve", length: 1, data: Value(vm.string(module.identity)), importMetaResolve)
        vm.put(object, "resolve", Value(resolve))
        vm.put(object, "url", module.identity)
    }

    // MARK: Entry

    func runModuleEntry(_ file: String) throws(JSException) {
        try start(try moduleRecord(Paths.toFileURL(Paths.real(file)), type: nil))
    }

    func runModuleText(_ text: String, name: String) throws(JSException) {
        commonJS.evalSource = text
        let url = Paths.toFileURL(Paths.current + "/\(name)1")
        let record = try vm.parseModule(SourceText(name: url, text), identity: url)
        try start(record)
    }

    private func start(_ record: ModuleRecord) throws(JSException) {
        let promise = vm.evaluateModule(record)
        commonJS.entryPromise = Persistent(vm, Value(promise))
        let failed = vm.makeFunction("", length: 1) { (vm, args) throws(JSException) in
            vm.node.handleUncaught(args[0], origin: "uncaughtException")
            return .undefined
        }
        vm.performPromiseThen(promise, .undefined, Value(failed))
    }

    /// Whether the entry module waits for something that can no longer happen: the loop is empty.
    var hasUnsettledEntry: Bool {
        guard let promise = commonJS.entryPromise?.value.object else { return false }
        return vm.promiseDetails(promise).state == 0
    }

    // MARK: Resolving (ESM_RESOLVE)

    /// - Returns: a `file:` or `node:` URL.
    func resolveModule(_ specifier: String, from referrer: String) throws(JSException) -> String {
        if specifier.hasPrefix("node:") {
            if isPublicBuiltin(String(specifier.dropFirst(5)), afterScheme: true) { return specifier }
            throw codedError("ERR_UNKNOWN_BUILTIN_MODULE", specifier)
        }
        let base = Paths.fromFileURL(referrer) ?? (referrer.hasPrefix("/") ? referrer : Paths.current + "/" + referrer)
        if isRelative(specifier) || specifier.hasPrefix("/") {
            let (path, query) = splitQuery(specifier)
            let full = Paths.resolve(
                Paths.directory(base),
                Paths.fromFileURL("file://" + (path.hasPrefix("/") ? path : "/" + path)).map {
                    path.hasPrefix("/") ? $0 : String($0.dropFirst())
                } ?? path)
            return try checked(full, specifier, base, query)
        }
        if specifier.hasPrefix("file:") {
            let (path, query) = splitQuery(specifier)
            return try checked(Paths.fromFileURL(path) ?? path, specifier, base, query)
        }
        if specifier.hasPrefix("data:") || specifier.hasPrefix("http:") || specifier.hasPrefix("https:") {
            throw codedError(
                "ERR_UNSUPPORTED_ESM_URL_SCHEME", specifier.split(separator: ":").first.map(String.init) ?? "", ["file", "node"])
        }
        if isPublicBuiltin(specifier) { return "node:" + specifier }
        if specifier.hasPrefix("#") {
            let target = try resolveImports(specifier, from: base, Self.importConditions)
            if !target.hasPrefix("/") { return try resolveModule(target, from: referrer) }
            return try checked(target, specifier, base, "")
        }
        if let package = try packageScope(of: base), package.exports != nil, let name = package.name,
            specifier == name || specifier.hasPrefix(name + "/")
        {
            let target = try resolveExports(package, "." + specifier.dropFirst(name.count), Self.importConditions, from: base)
            return try checked(target, specifier, base, "")
        }
        guard let found = try resolvePackage(specifier, from: base, Self.importConditions) else {
            let name = splitSpecifier(specifier).name
            throw coded("ERR_MODULE_NOT_FOUND", "Cannot find package '\(name)' imported from \(base)")
        }
        if !found.hasPrefix("/") { return try resolveModule(found, from: referrer) }
        return try checked(found, specifier, base, "")
    }

    private func splitQuery(_ text: String) -> (String, String) {
        guard let index = text.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return (text, "") }
        return (String(text[..<index]), String(text[index...]))
    }

    private func checked(_ path: String, _ specifier: String, _ base: String, _ query: String) throws(JSException) -> String {
        switch Paths.kind(path) {
        case .file: return Paths.toFileURL(Paths.real(path)) + query
        case .directory:
            throw coded(
                "ERR_UNSUPPORTED_DIR_IMPORT",
                "Directory import '\(path)' is not supported resolving ES modules imported from \(base)")
        case .missing:
            throw coded("ERR_MODULE_NOT_FOUND", "Cannot find module '\(path)' imported from \(base)", url: Paths.toFileURL(path))
        }
    }

    private func coded(_ code: String, _ message: String, url: String? = nil) -> JSException {
        let error = vm.makeError(.errorPrototype, message)
        vm.put(error, "code", code)
        if let url { vm.put(error, "url", url) }
        // The header of the stack shows the code, as with Node's coded errors.
        if let stack = (try? vm.get(error, .stack)).flatMap({ $0.string?.toSwift(vm) }), stack.hasPrefix("Error: ") {
            vm.defineOwn(error, vm.names[.stack], Value(vm.string("Error [\(code)]: " + stack.dropFirst(7))), .hidden)
        }
        return vm.throwValue(Value(error))
    }

    // MARK: Loading

    private func moduleRecord(_ url: String, type: String?) throws(JSException) -> ModuleRecord {
        if let known = commonJS.modules[url] { return known }
        let record: ModuleRecord
        if url.hasPrefix("node:") {
            record = try builtinRecord(String(url.dropFirst(5)), url)
        } else {
            record = try fileRecord(url, Paths.fromFileURL(url)!, type)
        }
        commonJS.modules[url] = record
        return record
    }

    private func builtinRecord(_ name: String, _ url: String) throws(JSException) -> ModuleRecord {
        let exports = try requireBuiltin(name)
        var names: [String] = ["default"]
        if let object = exports.object {
            for key in try vm.ownKeys(object) where key.isString {
                if let text = vm.text(vm.value(of: key)), text != "default" { names.append(text) }
            }
        }
        let all = names
        return vm.makeSyntheticModule(all, identity: url) { (vm, module) throws(JSException) in
            let exports = try vm.node.requireBuiltin(name)
            module.setExport(vm, "default", exports)
            for name in all.dropFirst() { module.setExport(vm, name, try vm.getV(exports, vm.key(name))) }
        }
    }

    private func fileRecord(_ url: String, _ path: String, _ type: String?) throws(JSException) -> ModuleRecord {
        let ext = Paths.ext(path)
        if ext == ".json" {
            if type != "json" { throw codedError("ERR_IMPORT_ASSERTION_TYPE_MISSING", url, "json") }
            let bytes = try bytes(of: path)
            return try vm.makeJSONModule(bytes.withUnsafeBufferPointer { vm.string(utf8: $0) }, identity: url)
        }
        if let type { throw codedError("ERR_IMPORT_ASSERTION_TYPE_FAILED", url, type) }
        switch ext {
        case ".mjs": return try sourceRecord(url, path)
        case ".cjs", ".node": return try commonJSRecord(url, path)
        case ".js", "":
            var isModule = isModuleFile(path)
            if ext.isEmpty, let package = try packageScope(of: path) { isModule = package.isModule }
            return isModule ? try sourceRecord(url, path) : try commonJSRecord(url, path)
        default:
            throw coded("ERR_UNKNOWN_FILE_EXTENSION", "Unknown file extension \"\(ext)\" for \(path)")
        }
    }

    private func bytes(of path: String) throws(JSException) -> [UInt8] {
        guard let bytes = readWholeFile(path) else { throw throwSystemError(.init(errno: lastErrno()), "open", path: path) }
        return bytes
    }

    private func sourceRecord(_ url: String, _ path: String) throws(JSException) -> ModuleRecord {
        let bytes = try bytes(of: path)
        let source = bytes.withUnsafeBufferPointer { SourceText(name: url, utf8: $0) }
        return try vm.parseModule(source, identity: url)
    }

    /// `default` is module.exports; the names are found in the text before it runs.
    private func commonJSRecord(_ url: String, _ path: String) throws(JSException) -> ModuleRecord {
        var names: [String] = ["default"]
        var seen: Set<String> = [path]
        for name in try exportNames(of: path, &seen) where !names.contains(name) { names.append(name) }
        let all = names
        return vm.makeSyntheticModule(all, identity: url) { (vm, module) throws(JSException) in
            let exports = try vm.node.load(path, parent: .undefined, isMain: false)
            module.setExport(vm, "default", exports)
            guard let object = exports.object else { return }
            for name in all.dropFirst() {
                let key = vm.key(name)
                if try vm.hasProperty(object, key) { module.setExport(vm, name, try vm.get(object, key)) }
            }
        }
    }

    /// The names that a CommonJS file seems to export, those of `module.exports = require('...')` included.
    private func exportNames(of path: String, _ seen: inout Set<String>) throws(JSException) -> [String] {
        guard path.hasSuffix(".js") || path.hasSuffix(".cjs"), let bytes = readWholeFile(path) else { return [] }
        var lexer = ExportLexer(bytes)
        lexer.run()
        var names = lexer.names
        for request in lexer.reexports {
            if isPublicBuiltin(request) {
                if let object = try requireBuiltin(request).object {
                    names += try vm.ownKeys(object).compactMap { vm.text(vm.value(of: $0)) }
                }
                continue
            }
            let folder = Paths.directory(path)
            if let file = try findFile(request, folder: folder, file: path, paths: nodeModulePaths(folder)),
                seen.insert(file).inserted
            {
                names += try exportNames(of: file, &seen)
            }
        }
        return names
    }
}

private func importMetaResolve(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let specifier = try vm.toString(args[0]).toSwift(vm)
    return Value(vm.string(try vm.node.resolveModule(specifier, from: try vm.toString(args.data(0)).toSwift(vm))))
}
