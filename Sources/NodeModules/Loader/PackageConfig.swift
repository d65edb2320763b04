import ClusterRuntime
import JSEngine

/// What the loader reads of a package.json. https://nodejs.org/docs/latest-v20.x/api/packages.html
final class PackageConfig {
    let folder: String
    let name: String?
    let main: String?
    let isModule: Bool
    let exports: JSON?
    let imports: JSON?
    var path: String { folder + "/package.json" }

    init(folder: String, _ json: JSON) {
        self.folder = folder
        name = json["name"]?.stringValue
        main = json["main"]?.stringValue
        isModule = json["type"]?.stringValue == "module"
        let exports = json["exports"]
        self.exports = exports == .null ? nil : exports
        imports = json["imports"]
    }
}

extension NodeRuntime {
    /// The package.json of a folder; nil when there is none.
    /// - Throws: ERR_INVALID_PACKAGE_CONFIG when it is not JSON.
    func packageConfig(in folder: String) throws(JSException) -> PackageConfig? {
        if let known = commonJS.packages[folder] { return known }
        let path = folder == "/" ? "/package.json" : folder + "/package.json"
        var config: PackageConfig?
        if let bytes = readWholeFile(path) {
            guard let json = try? JSON.parse(bytes) else {
                throw codedError("ERR_INVALID_PACKAGE_CONFIG", path, Value.undefined, "is not valid JSON")
            }
            if case .object = json { config = PackageConfig(folder: folder, json) }
        }
        commonJS.packages[folder] = .some(config)
        return config
    }

    /// The package.json that a file belongs to (LOOKUP_PACKAGE_SCOPE).
    func packageScope(of file: String) throws(JSException) -> PackageConfig? {
        var folder = Paths.directory(file)
        while true {
            if Paths.base(folder) == "node_modules" { return nil }
            if let config = try packageConfig(in: folder) { return config }
            if folder == "/" { return nil }
            folder = Paths.directory(folder)
        }
    }

    // MARK: exports and imports

    /// PACKAGE_EXPORTS_RESOLVE
    /// - Parameters:
    ///   - subpath: `.` or `./name`.
    ///   - conditions: those that hold, besides `default`.
    func resolveExports(
        _ package: PackageConfig, _ subpath: String, _ conditions: [String], from base: String?
    ) throws(JSException) -> String {
        let exports = package.exports!
        var isSugar = true
        if case .object(let members) = exports {
            isSugar = !(members.first?.name.hasPrefix(".") ?? false)
            if members.contains(where: { $0.name.hasPrefix(".") != !isSugar }) {
                throw codedError(
                    "ERR_INVALID_PACKAGE_CONFIG", package.path, base,
                    "\"exports\" cannot contain some keys starting with '.' and some not. The exports object must either be an object of package subpath keys or an object of main entry condition name keys only.")
            }
        }
        if isSugar {
            if subpath == ".", let target = try resolveTarget(package, exports, "", subpath, conditions, false, from: base) { return target }
        } else if case .object(let members) = exports,
            let target = try resolveMatch(package, members, subpath, conditions, false, from: base)
        {
            return target
        }
        throw codedError(
            "ERR_PACKAGE_PATH_NOT_EXPORTED", package.folder + "/", subpath, base)
    }

    /// PACKAGE_IMPORTS_RESOLVE
    func resolveImports(_ name: String, from file: String, _ conditions: [String]) throws(JSException) -> String {
        if name == "#" || name.hasPrefix("#/") {
            throw codedError(
                "ERR_INVALID_MODULE_SPECIFIER", name, "is not a valid internal imports specifier name",
                file)
        }
        let package = try packageScope(of: file)
        if let package, case .object(let members)? = package.imports,
            let target = try resolveMatch(package, members, name, conditions, true, from: file)
        {
            return target
        }
        throw codedError(
            "ERR_PACKAGE_IMPORT_NOT_DEFINED", name, package.map { $0.folder + "/" },
            file)
    }

    /// PACKAGE_IMPORTS_EXPORTS_RESOLVE: the exact key, else the longest pattern that fits.
    private func resolveMatch(
        _ package: PackageConfig, _ members: [JSON.Member], _ key: String, _ conditions: [String], _ isImports: Bool,
        from base: String?
    ) throws(JSException) -> String? {
        if !key.contains("*"), !key.hasSuffix("/"), let exact = members.first(where: { $0.name == key }) {
            return try resolveTarget(package, exact.value, "", key, conditions, isImports, from: base)
        }
        var best: (member: JSON.Member, prefix: Int, match: String)?
        for member in members {
            let parts = member.name.split(separator: "*", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 2, key.hasPrefix(parts[0]), key != parts[0], key.utf8.count >= member.name.utf8.count,
                parts[1].isEmpty || key.hasSuffix(parts[1])
            else { continue }
            let prefix = parts[0].utf8.count
            if let best, best.prefix > prefix || (best.prefix == prefix && best.member.name.utf8.count >= member.name.utf8.count) { continue }
            best = (member, prefix, String(key.dropFirst(parts[0].count).dropLast(parts[1].count)))
        }
        guard let best else { return nil }
        return try resolveTarget(
            package, best.member.value, best.match, best.member.name, conditions, isImports, from: base, isPattern: true)
    }

    /// PACKAGE_TARGET_RESOLVE
    /// - Returns: a path, or `node:name` for a builtin; nil when no condition holds.
    private func resolveTarget(
        _ package: PackageConfig, _ target: JSON, _ match: String, _ key: String, _ conditions: [String], _ isImports: Bool,
        from base: String?, isPattern: Bool = false
    ) throws(JSException) -> String? {
        switch target {
        case .string(let text):
            let filled = isPattern ? text.split(separator: "*", omittingEmptySubsequences: false).joined(separator: match) : text
            if !text.hasPrefix("./") {
                if isImports && !text.hasPrefix("../") && !text.hasPrefix("/") {
                    if filled.hasPrefix("node:") || isPublicBuiltin(filled) { return filled }
                    return try resolvePackage(filled, from: package.folder + "/", conditions)
                }
                throw invalidTarget(package, key, text, isImports, base)
            }
            let parts = filled.dropFirst(2).split(separator: "/")
            if parts.contains(where: { $0 == ".." || $0 == "." || $0 == "node_modules" }) {
                throw invalidTarget(package, key, text, isImports, base)
            }
            return Paths.resolve(package.folder, filled)
        case .object(let members):
            for member in members where member.name == "default" || conditions.contains(member.name) {
                if let path = try resolveTarget(
                    package, member.value, match, key, conditions, isImports, from: base, isPattern: isPattern)
                {
                    return path
                }
            }
            return nil
        case .array(let items):
            for item in items {
                if let path = try? resolveTarget(
                    package, item, match, key, conditions, isImports, from: base, isPattern: isPattern)
                {
                    return path
                }
                if !vm.exception.isEmpty { _ = vm.takeException() }
            }
            return nil
        case .null:
            return nil
        default:
            throw invalidTarget(package, key, "", isImports, base)
        }
    }

    private func invalidTarget(
        _ package: PackageConfig, _ key: String, _ target: String, _ isImports: Bool, _ base: String?
    ) -> JSException {
        codedError(
            "ERR_INVALID_PACKAGE_TARGET", package.folder + "/", key, target,
            isImports, base)
    }

    /// A package of node_modules as `exports` or its main file give it.
    func resolvePackage(_ specifier: String, from file: String, _ conditions: [String]) throws(JSException) -> String? {
        let (name, subpath) = splitSpecifier(specifier)
        var folder = Paths.directory(file)
        while true {
            if Paths.base(folder) != "node_modules" {
                let root = (folder == "/" ? "" : folder) + "/node_modules/" + name
                if Paths.kind(root) == .directory {
                    let package = try packageConfig(in: root)
                    if let package, package.exports != nil { return try resolveExports(package, subpath, conditions, from: file) }
                    if subpath != "." { return Paths.resolve(root, subpath) }
                    if let found = try mainFile(of: root) { return found }
                    return nil
                }
            }
            if folder == "/" { return nil }
            folder = Paths.directory(folder)
        }
    }

    /// `name` or `@scope/name`, and the rest as `.` or `./rest`.
    func splitSpecifier(_ specifier: String) -> (name: String, subpath: String) {
        let parts = specifier.split(separator: "/", maxSplits: specifier.hasPrefix("@") ? 2 : 1, omittingEmptySubsequences: false)
        let count = specifier.hasPrefix("@") ? 2 : 1
        let name = parts.prefix(count).joined(separator: "/")
        return (name, parts.count > count ? "./" + parts[count] : ".")
    }
}
