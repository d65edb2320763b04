import EventLoop
import JSEngine

/// CommonJS modules. https://nodejs.org/docs/latest-v20.x/api/modules.html
///
/// What programs replace is looked up when it is used: `Module._load`, `Module._resolveFilename`, `Module._extensions`,
/// `Module.prototype.require`, `Module.prototype._compile`.
extension NodeRuntime {
    /// The Module constructor, which is also `require('module')`.
    func moduleModule() -> Object {
        if slots[.moduleConstructor].isEmpty { makeModuleClass() }
        return slots[.moduleConstructor].asObject
    }

    private func makeModuleClass() {
        let constructor = vm.makeFunction("Module", length: 2, constructor: true, moduleConstruct)
        let prototype = vm.makeObject()
        vm.defineOwn(constructor, vm.key("prototype"), Value(prototype), [])
        vm.defineOwn(prototype, vm.key("constructor"), Value(constructor), .hidden)
        slots[.moduleConstructor] = Value(constructor)
        slots[.modulePrototype] = Value(prototype)
        vm.realm.define(modulePrototypeProperties, on: prototype)
        vm.realm.define(moduleStatics, on: constructor)
        vm.put(constructor, "Module", Value(constructor))
        let cache = vm.makeObject(prototype: .null)
        slots[.moduleCache] = Value(cache)
        vm.put(constructor, "_cache", Value(cache))
        vm.put(constructor, "_pathCache", Value(vm.makeObject(prototype: .null)))
        let extensions = vm.makeObject(prototype: .null)
        slots[.extensions] = Value(extensions)
        vm.put(extensions, ".js", 2, loadJavaScript)
        vm.put(extensions, ".json", 2, loadJSON)
        vm.put(extensions, ".node", 2, loadNative)
        vm.put(constructor, "_extensions", Value(extensions))
    }

    /// new Module(id, parent)
    func makeModule(_ id: String, parent: Value = .undefined) -> Object {
        _ = moduleModule()
        let module = vm.makeObject(prototype: slots[.modulePrototype])
        initialise(module, id, parent)
        return module
    }

    fileprivate func initialise(_ module: Object, _ id: String, _ parent: Value) {
        vm.put(module, "id", id)
        vm.put(module, "path", Paths.directory(id))
        vm.put(module, "exports", Value(vm.makeObject()))
        vm.defineOwn(module, parentKey, parent, .hidden)
        vm.put(module, "filename", .null)
        vm.put(module, "loaded", .false)
        vm.put(module, "children", Value(vm.makeArray()))
        if let parent = parent.object, let children = (try? vm.get(parent, vm.key("children")))?.object(of: .array) {
            vm.arrayAppend(children, Value(module))
        }
    }

    fileprivate var parentKey: PropertyKey { vm.key("_parent") }

    // MARK: Entry points

    /// Runs a file as the main module.
    public func runMain(_ path: String) throws(JSException) {
        _ = try load(path, parent: .null, isMain: true)
    }

    /// A module for text that is no file (`-e`, standard input).
    func makeTextModule(_ name: String) throws(JSException) -> Object {
        let folder = Paths.current
        let module = makeModule(name)
        try vm.set(module, vm.key("filename"), Value(vm.string(folder + "/" + name)))
        try vm.set(module, vm.key("path"), Value(vm.string(".")))
        vm.put(module, "paths", Value(vm.makeArray(nodeModulePaths(folder))))
        return module
    }

    /// Defines require, module, exports and the like as globals for `-e`, and runs the text as a script.
    /// - Returns: the completion value.
    public func runText(_ text: String, name: String) throws(JSException) -> Value {
        commonJS.evalSource = text
        let module = try makeTextModule(name)
        let global = vm.realm.global
        vm.defineOwn(global, vm.key("module"), Value(module), .all)
        vm.defineOwn(global, vm.key("exports"), try vm.get(module, exportsKey), .all)
        vm.defineOwn(global, vm.key("require"), Value(makeRequire(module)), .all)
        vm.defineOwn(global, vm.key("__filename"), Value(vm.string(name)), .all)
        vm.defineOwn(global, vm.key("__dirname"), Value(vm.string(".")), .all)
        return try vm.runScript(SourceText(name: name, text), wantsCompletionValue: true)
    }

    // MARK: require

    /// Module._load(request, parent, isMain)
    func load(_ request: String, parent: Value, isMain: Bool) throws(JSException) -> Value {
        if request.hasPrefix("node:") {
            let name = String(request.dropFirst(5))
            guard isPublicBuiltin(name, afterScheme: true) else { throw codedError("ERR_UNKNOWN_BUILTIN_MODULE", request) }
            return try requireBuiltin(name)
        }
        let constructor = moduleModule()
        let resolver = try vm.get(constructor, vm.key("_resolveFilename"))
        let resolved = try vm.call(resolver, this: Value(constructor), Value(vm.string(request)), parent, Value(isMain))
        let file = try vm.toString(resolved).toSwift(vm)
        let cache = slots[.moduleCache].asObject
        let key = vm.key(file)
        let cached = try vm.get(cache, key)
        if let module = cached.object {
            if let parent = parent.object, let children = try vm.get(parent, vm.key("children")).object(of: .array) {
                try appendOnce(children, cached)
            }
            return try vm.get(module, exportsKey)
        }
        if isPublicBuiltin(file) { return try requireBuiltin(file) }
        let module = makeModule(file, parent: parent)
        if isMain {
            slots[.requireMain] = Value(module)
            try vm.set(module, vm.key("id"), Value(vm.string(".")))
        }
        try vm.set(cache, key, Value(module))
        do throws(JSException) {
            _ = try vm.call(try vm.get(module, vm.key("load")), this: Value(module), Value(vm.string(file)))
        } catch {
            let thrown = vm.takeException()
            _ = try vm.delete(cache, key)
            if let parent = parent.object, let children = try vm.get(parent, vm.key("children")).object(of: .array) {
                let length = try vm.lengthOfArrayLike(children)
                if length > 0, try vm.get(children, vm.key(index: length - 1)) == Value(module) {
                    try vm.set(children, vm.names[.length], Value(length - 1))
                }
            }
            throw vm.throwValue(thrown)
        }
        return try vm.get(module, exportsKey)
    }

    private func appendOnce(_ list: Object, _ value: Value) throws(JSException) {
        for i in 0..<(try vm.lengthOfArrayLike(list)) where try vm.get(list, vm.key(index: i)) == value { return }
        vm.arrayAppend(list, value)
    }

    /// Module._resolveFilename(request, parent, isMain, options)
    fileprivate func resolveFilename(_ request: String, parent: Value, options: Value) throws(JSException) -> String {
        if request.hasPrefix("node:") || isPublicBuiltin(request) { return request }
        var file: String?
        var folder = Paths.current
        var paths: [String] = []
        if let parent = parent.object {
            if let name = vm.text(try vm.get(parent, vm.key("filename"))) {
                file = name
                folder = Paths.directory(name)
            }
            paths = try strings(try vm.get(parent, vm.key("paths")))
        } else if !request.hasPrefix("/") {
            paths = nodeModulePaths(folder)
        }
        let wanted =
            try options.object.map { (options) throws(JSException) in try vm.get(options, vm.key("paths")) } ?? .undefined
        if !wanted.isUndefined {
            guard let list = wanted.object(of: .array) else { throw invalidArgumentValue("options.paths", wanted, "is invalid") }
            for i in 0..<(try vm.lengthOfArrayLike(list)) {
                let item = try vm.get(list, vm.key(index: i))
                if !item.isString { throw codedError("ERR_INVALID_ARG_TYPE", "paths[\(i)]", "string", item) }
            }
            for start in try strings(wanted) {
                let from = Paths.resolve(start)
                if let found = try findFile(request, folder: from, file: from + "/noop.js", paths: nodeModulePaths(from)) { return found }
            }
        } else if let found = try findFile(request, folder: folder, file: file, paths: paths) {
            return found
        }
        var stack: [String] = []
        var current = parent
        while let module = current.object {
            let name = try vm.get(module, vm.key("filename"))
            let id = try vm.get(module, vm.key("id"))
            stack.append(vm.text(name) ?? vm.text(id) ?? "?")
            current = try vm.get(module, parentKey)
        }
        if Self.missingBuiltins.contains(request) {
            throw moduleNotFound(request, requireStack: stack, note: "; this module of Node.js is not part of swjs")
        }
        throw moduleNotFound(request, requireStack: stack)
    }

    /// Modules of Node that programs may expect here.
    private static let missingBuiltins: Set<String> = [
        "crypto", "domain", "http2", "https", "inspector", "inspector/promises", "test", "tls", "trace_events", "wasi", "zlib",
    ]

    func strings(_ list: Value) throws(JSException) -> [String] {
        guard let object = list.object else { return [] }
        var result: [String] = []
        for i in 0..<(try vm.lengthOfArrayLike(object)) {
            if let text = vm.text(try vm.get(object, vm.key(index: i))) { result.append(text) }
        }
        return result
    }

    /// The `require` function of a module.
    func makeRequire(_ module: Object) -> Object {
        let require = vm.makeFunction("require", length: 1, data: Value(module), moduleRequireFunction)
        let resolve = vm.makeFunction("resolve", length: 2, data: Value(module), requireResolve)
        vm.defineOwn(
            resolve, vm.key("paths"), Value(vm.makeFunction("paths", length: 1, data: Value(module), requireResolvePaths)))
        vm.defineOwn(require, vm.key("resolve"), Value(resolve))
        vm.defineOwn(require, vm.key("main"), slots[.requireMain].isEmpty ? .undefined : slots[.requireMain])
        vm.defineOwn(require, vm.key("extensions"), slots[.extensions])
        vm.defineOwn(require, vm.key("cache"), slots[.moduleCache])
        return require
    }

    // MARK: Loading files

    /// module.load(filename)
    fileprivate func load(_ module: Object, _ file: String) throws(JSException) {
        try vm.set(module, vm.key("filename"), Value(vm.string(file)))
        try vm.set(module, vm.key("paths"), Value(vm.makeArray(nodeModulePaths(Paths.directory(file)))))
        let extensions = slots[.extensions].asObject
        if file.hasSuffix(".mjs"), try vm.get(extensions, vm.key(".mjs")).isUndefined { throw requireOfModule(file) }
        // The longest known extension of the name: `a.b.js` may have a loader for `.b.js`.
        let name = Paths.base(file)
        var loader = Value.undefined
        var rest = name.dropFirst()
        while let dot = rest.firstIndex(of: ".") {
            loader = try vm.get(extensions, vm.key(String(rest[dot...])))
            if loader.isCallable { break }
            rest = rest[rest.index(after: dot)...]
        }
        if !loader.isCallable { loader = try vm.get(extensions, vm.key(".js")) }
        _ = try vm.call(loader, this: Value(extensions), Value(module), Value(vm.string(file)))
        try vm.set(module, vm.key("loaded"), .true)
    }

    fileprivate func requireOfModule(_ file: String) -> JSException {
        codedError("ERR_REQUIRE_ESM", file, true)
    }

    /// module._compile(content, filename)
    fileprivate func compile(
        _ module: Object, _ source: SourceText, _ file: String, text: Value = .undefined
    ) throws(JSException) -> Value {
        let function = try wrappedFunction(file, source, text)
        let exports = try vm.get(module, exportsKey)
        let require = makeRequire(module)
        // Not inside of the array, which is not scanned when the second one is made.
        let name = Value(vm.string(file))
        let folder = Value(vm.string(Paths.directory(file)))
        return try vm.call(
            Value(function), this: exports,
            [exports, Value(require), Value(module), name, folder])
    }
}

extension NodeRuntime {
    /// The function of a module's text. A program that changed Module.wrap or Module.wrapper gets its own text around it.
    private func wrappedFunction(_ file: String, _ source: SourceText, _ given: Value) throws(JSException) -> Object {
        if !commonJS.wrapperIsChanged {
            return try vm.compileFunctionBody(source, parameters: ["exports", "require", "module", "__filename", "__dirname"])
        }
        let text = given.isString ? given : Value((readWholeFile(file) ?? []).withUnsafeBufferPointer { vm.string(utf8: $0) })
        let wrapped = try vm.toString(try vm.call(slots[.moduleWrap], this: .undefined, text))
        let function = try vm.runScript(vm.sourceText(wrapped, name: file), wantsCompletionValue: true)
        guard let object = function.object, function.isCallable else { throw vm.typeError("compiledWrapper is not a function") }
        return object
    }
}

// MARK: - Module.prototype

private let modulePrototypeProperties: [BuiltinProperty] = [
    .accessor("parent", get: moduleParent, set: moduleSetParent),
    .accessor("isPreloading", get: { (_, _) in .false }),
    .method("load", 1, moduleLoad, attributes: .all),
    .method("require", 1, moduleRequire, attributes: .all),
    .method("_compile", 2, moduleCompile, attributes: .all),
]

private func moduleConstruct(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let module = args.isConstruct ? vm.makeObject(prototype: try vm.get(args.newTarget.asObject, .prototype)) : args.this.object
    guard let module else { throw vm.typeError("Class constructor Module cannot be invoked without 'new'") }
    node.initialise(module, args[0].isUndefined ? "" : try vm.toString(args[0]).toSwift(vm), args[1])
    return Value(module)
}

private func thisModule(_ vm: VM, _ args: Arguments) throws(JSException) -> Object {
    guard let object = args.this.object else { throw vm.typeError("Module method called on a value that is no object") }
    return object
}

/// DEP0144, when pending deprecations are to be told.
private func warnAboutParent(_ vm: VM) throws(JSException) {
    if !vm.node.options.showsPendingDeprecations { return }
    try vm.node.warnOnce(
        "module.parent is deprecated due to accuracy issues. Please use require.main to find program entry point instead.",
        code: "DEP0144")
}

private func moduleParent(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try warnAboutParent(vm)
    return try vm.get(try thisModule(vm, args), vm.node.parentKey)
}

private func moduleSetParent(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try warnAboutParent(vm)
    try vm.set(try thisModule(vm, args), vm.node.parentKey, args[0])
    return .undefined
}

private func moduleLoad(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.node.load(try thisModule(vm, args), try vm.toString(args[0]).toSwift(vm))
    return .undefined
}

/// module.require(id)
private func moduleRequire(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let id = args[0].string else { throw vm.node.invalidArgumentType("id", "string", args[0]) }
    if id.isEmpty { throw vm.node.invalidArgumentValue("id", args[0], "must be a non-empty string") }
    let constructor = vm.node.moduleModule()
    return try vm.call(try vm.get(constructor, vm.key("_load")), this: Value(constructor), args[0], args.this, .false)
}

/// module._compile(content, filename)
private func moduleCompile(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let file = try vm.toString(args[1]).toSwift(vm)
    return try vm.node.compile(try thisModule(vm, args), vm.sourceText(try vm.toString(args[0]), name: file), file, text: args[0])
}

// MARK: - require

private func moduleRequireFunction(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let module = args.data(0).asObject
    return try vm.call(try vm.get(module, vm.key("require")), this: Value(module), args[0])
}

/// require.resolve(request[, options])
private func requireResolve(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard args[0].isString else { throw vm.node.invalidArgumentType("request", "string", args[0]) }
    let constructor = vm.node.moduleModule()
    let resolver = try vm.get(constructor, vm.key("_resolveFilename"))
    return try vm.call(resolver, this: Value(constructor), [args[0], args.data(0), .false, args[1]])
}

/// require.resolve.paths(request)
private func requireResolvePaths(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard args[0].isString else { throw vm.node.invalidArgumentType("request", "string", args[0]) }
    let constructor = vm.node.moduleModule()
    return try vm.call(try vm.get(constructor, vm.key("_resolveLookupPaths")), this: Value(constructor), args[0], args.data(0))
}

// MARK: - Module

private let moduleStatics: [BuiltinProperty] = [
    .accessor("builtinModules", get: moduleBuiltinNames, attributes: [.enumerable, .configurable]),
    .accessor("globalPaths", get: moduleGlobalPaths, attributes: [.enumerable, .configurable]),
    .method("_load", 3, moduleStaticLoad, attributes: .all),
    .method("_resolveFilename", 4, moduleResolveFilename, attributes: .all),
    .method("_resolveLookupPaths", 2, moduleLookupPaths, attributes: .all),
    .method("_nodeModulePaths", 1, moduleNodeModulePaths, attributes: .all),
    .method("_findPath", 3, moduleFindPath, attributes: .all),
    .method("_initPaths", 0, { (_, _) in .undefined }, attributes: .all),
    .method("_preloadModules", 1, { (_, _) in .undefined }, attributes: .all),
    .method("createRequire", 1, moduleCreateRequire, attributes: .all),
    .method("isBuiltin", 1, moduleIsBuiltin, attributes: .all),
    .method("syncBuiltinESMExports", 0, { (_, _) in .undefined }, attributes: .all),
    .method("findSourceMap", 1, { (_, _) in .undefined }, attributes: .all),
    .method("runMain", 1, moduleRunMain, attributes: .all),
    .method("_stat", 1, moduleStat, attributes: .all),
    .accessor("_pathCache", get: modulePathCache, set: moduleClearPathCache, attributes: [.enumerable, .configurable]),
    .accessor("wrap", get: moduleGetWrap, set: moduleSetWrap, attributes: [.enumerable, .configurable]),
    .accessor("wrapper", get: moduleGetWrapper, set: moduleSetWrapper, attributes: [.enumerable, .configurable]),
]

private func moduleBuiltinNames(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.makeArray(vm.node.publicBuiltinNames))
}

private func moduleGlobalPaths(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.makeArray(vm.node.globalPaths))
}

private func moduleStaticLoad(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.node.load(try vm.toString(args[0]).toSwift(vm), parent: args[1], isMain: vm.toBoolean(args[2]))
}

private func moduleResolveFilename(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.string(try vm.node.resolveFilename(try vm.toString(args[0]).toSwift(vm), parent: args[1], options: args[3])))
}

private func moduleLookupPaths(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let request = try vm.toString(args[0]).toSwift(vm)
    if request.hasPrefix("node:") || node.isPublicBuiltin(request) { return .null }
    if node.isRelative(request) {
        let file = try args[1].object.map { (parent) throws(JSException) in try vm.get(parent, vm.key("filename")) } ?? .undefined
        return Value(vm.makeArray([vm.text(file).map(Paths.directory) ?? "."]))
    }
    var paths: [String] = []
    if let parent = args[1].object { paths = try node.strings(try vm.get(parent, vm.key("paths"))) }
    return Value(vm.makeArray(paths + node.globalPaths))
}

private func moduleNodeModulePaths(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.makeArray(vm.node.nodeModulePaths(try vm.toString(args[0]).toSwift(vm))))
}

private func moduleFindPath(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let request = try vm.toString(args[0]).toSwift(vm)
    for folder in try vm.node.strings(args[1]) {
        let full = request.hasPrefix("/") ? request : Paths.resolve(folder, request)
        if let found = try vm.node.findFile(full, folder: folder, file: nil, paths: []) { return Value(vm.string(found)) }
    }
    return .false
}

/// module.createRequire(filename)
private func moduleCreateRequire(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    var text: String
    if let object = args[0].object {
        let link = try vm.get(object, vm.key("href"))
        guard let url = vm.text(link) else {
            throw node.invalidArgumentValue(
                "filename", args[0], "must be a file URL object, file URL string, or absolute path string")
        }
        text = url
    } else if let path = vm.text(args[0]) {
        text = path
    } else {
        throw node.invalidArgumentValue(
            "filename", args[0], "must be a file URL object, file URL string, or absolute path string")
    }
    if let path = Paths.fromFileURL(text) { text = path }
    if !text.hasPrefix("/") {
        throw node.invalidArgumentValue(
            "filename", args[0], "must be a file URL object, file URL string, or absolute path string")
    }
    let file = text.hasSuffix("/") ? text + "noop.js" : text
    let module = node.makeModule(file)
    try vm.set(module, vm.key("filename"), Value(vm.string(file)))
    vm.put(module, "paths", Value(vm.makeArray(node.nodeModulePaths(Paths.directory(file)))))
    return Value(node.makeRequire(module))
}

private func moduleIsBuiltin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let name = vm.text(args[0]) else { return .false }
    return Value(
        name.hasPrefix("node:")
            ? vm.node.isPublicBuiltin(String(name.dropFirst(5)), afterScheme: true) : vm.node.isPublicBuiltin(name))
}

private func moduleRunMain(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let path = vm.text(args[0]) ?? vm.node.options.arguments.first else { return .undefined }
    try vm.node.runMain(Paths.resolve(path))
    return .undefined
}

/// Module._stat(path): 0 for a file, 1 for a folder, negative otherwise.
private func moduleStat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    switch Paths.kind(try vm.toString(args[0]).toSwift(vm)) {
    case .file: Value(0)
    case .directory: Value(1)
    default: Value(-2)
    }
}

/// Module._pathCache: what was found cannot be seen, but forgotten by an assignment.
private func modulePathCache(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.makeObject(prototype: .null))
}

private func moduleClearPathCache(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.commonJS.paths = [:]
    return .undefined
}

// MARK: - Module._extensions

private func fileBytes(_ vm: VM, _ file: String) throws(JSException) -> [UInt8] {
    guard let bytes = readWholeFile(file) else {
        let code = UVError(errno: lastErrno())
        if code.name == "EISDIR" { throw vm.node.throwSystemError(code, "read") }
        throw vm.node.throwSystemError(code, "open", path: file)
    }
    return bytes
}

private func loadJavaScript(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    guard let module = args[0].object else { throw node.invalidArgumentType("module", "Object", args[0]) }
    let file = try vm.toString(args[1]).toSwift(vm)
    if file.hasSuffix(".js"), try node.packageScope(of: file)?.isModule == true { throw node.requireOfModule(file) }
    let bytes = try fileBytes(vm, file)
    let compile = try vm.get(module, vm.key("_compile"))
    let original = try vm.get(node.slots[.modulePrototype].asObject, vm.key("_compile"))
    if compile == original, compile.object?.kind == .nativeFunction {
        // The text goes to the parser without becoming a string value.
        let source = bytes.withUnsafeBufferPointer { SourceText(name: file, utf8: $0) }
        return try node.compile(module, source, file)
    }
    let text = bytes.withUnsafeBufferPointer { vm.string(utf8: $0) }
    return try vm.call(compile, this: Value(module), Value(text), args[1])
}

private func loadJSON(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let module = args[0].object else { throw vm.node.invalidArgumentType("module", "Object", args[0]) }
    let file = try vm.toString(args[1]).toSwift(vm)
    var bytes = try fileBytes(vm, file)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let text = bytes.withUnsafeBufferPointer { vm.string(utf8: $0) }
    do throws(JSException) {
        try vm.set(module, vm.key("exports"), try vm.invoke(vm.realm[.json], vm.key("parse"), Value(text)))
    } catch {
        let thrown = vm.takeException()
        if let object = thrown.object(of: .error) {
            let message = try vm.toString(try vm.get(object, .message)).toSwift(vm)
            try vm.set(object, .message, Value(vm.string("\(file): \(message)")))
            throw vm.throwValue(thrown)
        }
        throw vm.throwValue(thrown)
    }
    return .undefined
}

private func loadNative(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let file = try vm.toString(args[1]).toSwift(vm)
    let error = vm.makeError(.errorPrototype, "Native add-ons cannot be loaded by swjs: \(file)")
    vm.put(error, "code", "ERR_DLOPEN_FAILED")
    throw vm.throwValue(Value(error))
}
