import JSEngine

/// How `require` finds files. https://nodejs.org/docs/latest-v20.x/api/modules.html#all-together
extension NodeRuntime {
    static let requireConditions = ["node", "require"]

    /// Module._nodeModulePaths(from)
    func nodeModulePaths(_ folder: String) -> [String] {
        var paths: [String] = []
        var current = Paths.resolve(folder)
        while true {
            if Paths.base(current) != "node_modules" {
                paths.append(current == "/" ? "/node_modules" : current + "/node_modules")
            }
            if current == "/" { return paths }
            current = Paths.directory(current)
        }
    }

    /// Folders that are searched last: `NODE_PATH`, `~/.node_modules`, `~/.node_libraries`.
    var globalPaths: [String] {
        var paths = (environmentVariable("NODE_PATH") ?? "").split(separator: ":").map(String.init)
        if let home = environmentVariable("HOME") { paths += ["\(home)/.node_modules", "\(home)/.node_libraries"] }
        return paths
    }

    func isRelative(_ request: String) -> Bool {
        request == "." || request == ".." || request.hasPrefix("./") || request.hasPrefix("../")
    }

    /// The file for a request.
    /// - Parameters:
    ///   - folder: where relative requests start.
    ///   - file: of the requiring module; nil for none.
    ///   - paths: the node_modules folders to search.
    /// - Returns: nil when nothing is found.
    func findFile(_ request: String, folder: String, file: String?, paths: [String]) throws(JSException) -> String? {
        let cacheKey = request + "\0" + folder + (isRelative(request) ? "" : "\0" + (paths.first ?? ""))
        if let known = commonJS.paths[cacheKey], Paths.kind(known) == .file { return known }
        var found: String?
        if request.hasPrefix("/") || isRelative(request) {
            let full = request.hasPrefix("/") ? request : Paths.resolve(folder, request)
            let isFolder =
                request.hasSuffix("/") || request.hasSuffix("/.") || request.hasSuffix("/..") || request == "." || request == ".."
            found = try fileOrFolder(full, mustBeFolder: isFolder)
        } else {
            if request.hasPrefix("#"), let file { return try resolveImports(request, from: file, Self.requireConditions) }
            if let file, let own = try selfReference(request, file) { return own }
            let (name, subpath) = splitSpecifier(request)
            for path in paths + globalPaths where Paths.kind(path) == .directory {
                let root = path + "/" + name
                if let package = try packageConfig(in: root), package.exports != nil {
                    found = try resolveExports(package, subpath, Self.requireConditions, from: file)
                    if let target = found, Paths.kind(target) != .file { throw moduleNotFound(target, requireStack: []) }
                } else {
                    found = try fileOrFolder(path + "/" + request, mustBeFolder: request.hasSuffix("/"))
                }
                if found != nil { break }
            }
        }
        guard let found else { return nil }
        let real = Paths.real(found)
        commonJS.paths[cacheKey] = real
        return real
    }

    /// A package that requires itself by its name.
    private func selfReference(_ request: String, _ file: String) throws(JSException) -> String? {
        guard let package = try packageScope(of: file), package.exports != nil, let name = package.name else { return nil }
        if request != name && !request.hasPrefix(name + "/") { return nil }
        return try resolveExports(package, "." + request.dropFirst(name.count), Self.requireConditions, from: file)
    }

    /// LOAD_AS_FILE and LOAD_AS_DIRECTORY
    private func fileOrFolder(_ path: String, mustBeFolder: Bool) throws(JSException) -> String? {
        let kind = Paths.kind(path)
        if !mustBeFolder {
            if kind == .file { return path }
            if let found = withExtensions(path) { return found }
        }
        return kind == .directory ? try mainFile(of: Paths.resolve(path)) : nil
    }

    private func withExtensions(_ path: String) -> String? {
        for ext in knownExtensions where Paths.kind(path + ext) == .file { return path + ext }
        return nil
    }

    /// The keys of require.extensions, which programs may add to.
    private var knownExtensions: [String] {
        guard let extensions = slots[.extensions].object, let keys = try? vm.ownKeys(extensions) else {
            return [".js", ".json", ".node"]
        }
        return keys.compactMap { vm.text(vm.value(of: $0)) }
    }

    /// A folder's file: `main` of its package.json, else `index`.
    func mainFile(of folder: String) throws(JSException) -> String? {
        if let main = try packageConfig(in: folder)?.main, !main.isEmpty {
            let path = Paths.resolve(folder, main)
            if Paths.kind(path) == .file { return path }
            if let found = withExtensions(path) ?? withExtensions(path + "/index") { return found }
            if withExtensions(folder + "/index") == nil {
                let error = vm.makeError(
                    .errorPrototype,
                    "Cannot find module '\(path)'. Please verify that the package.json has a valid \"main\" entry")
                vm.put(error, "code", "MODULE_NOT_FOUND")
                vm.put(error, "path", folder + "/package.json")
                throw vm.throwValue(Value(error))
            }
        }
        return withExtensions(folder + "/index")
    }

    /// Error: Cannot find module 'x'
    func moduleNotFound(_ request: String, requireStack: [String], note: String = "") -> JSException {
        var text = "Cannot find module '\(request)'\(note)"
        if !requireStack.isEmpty { text += "\nRequire stack:\n- " + requireStack.joined(separator: "\n- ") }
        let error = vm.makeError(.errorPrototype, text)
        vm.put(error, "code", "MODULE_NOT_FOUND")
        vm.put(error, "requireStack", Value(vm.makeArray(requireStack)))
        return vm.throwValue(Value(error))
    }
}
