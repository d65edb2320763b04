import ClusterRuntime
import DataFormats

/// Finds the tests that a command line asks for.
final class TestFinder {
    private let options: RunOptions
    private let loader = SpecLoader()
    private(set) var units: [Unit] = []
    /// Mistakes in specs and paths, ready to be printed.
    private(set) var problems: [String] = []
    /// Tests that are known to fail, with the reason.
    private(set) var known: [String: String] = [:]
    /// All tests that were chosen.
    private(set) var identities: Set<String> = []
    private var files: [String] = []
    private var scripts: [(path: String, isPlain: Bool)] = []
    private static let notTests: Set<String> = ["node_modules", "fixtures", "common.js"]

    var filters: JQFilterSet { loader.filters }
    var specs: [Spec] { loader.specs }

    init(_ options: RunOptions) { self.options = options }

    func find() {
        if let path = options.known {
            guard let text = Files.readText(path) else { return problems.append("swjs test: \(path) cannot be read") }
            for line in text.lines {
                let parts = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(parts[0]).trimmed
                if !name.isEmpty { known[name] = parts.count > 1 ? String(parts[1]).trimmed : "" }
            }
        }
        for path in options.paths.isEmpty ? ["."] : options.paths {
            switch Files.kind(path) {
            case .file: add(Files.absolute(path), isGiven: true)
            case .folder: walk(Files.absolute(path))
            case .none: problems.append("swjs test: there is no file or folder '\(path)'")
            }
        }
        for file in files { loader.load(file) }
        loader.finish()
        problems += loader.diagnostics.map { $0.text(source: loader.sources[$0.file]) }
        if !problems.isEmpty { return }
        let failed = options.onlyFailed ? FailedTests.load() : []
        for spec in loader.specs { choose(spec, failed) }
        for script in scripts {
            let name = Files.short(script.path)
            let unit = Unit(.script(path: script.path, isPlain: script.isPlain), options)
            if !fits(name, []) || !options.tags.isEmpty { continue }
            if options.onlyFailed, !failed.contains(where: { $0.hasPrefix(script.path + "\t") }) { continue }
            units.append(unit)
        }
        if let shard = options.shard {
            units = units.enumerated().filter { $0.offset % shard.count == shard.index - 1 }.map(\.element)
        }
        if units.isEmpty, files.isEmpty, scripts.isEmpty { problems.append("swjs test: no tests found (*.test.yaml, *.test.js)") }
    }

    /// What tells whether something has changed: the files' times.
    func stamps() -> [UInt64] {
        var stamps: [UInt64] = []
        func look(_ folder: String, _ depth: Int) {
            for name in Files.list(folder) where !name.hasPrefix(".") && name != "node_modules" {
                let path = folder + "/" + name
                if Files.kind(path) == .folder {
                    if depth < 6 { look(path, depth + 1) }
                } else if [".js", ".mjs", ".cjs", ".json", ".yaml", ".yml"].contains(where: name.hasSuffix),
                    !name.hasSuffix(".snap.yaml")
                {
                    stamps.append(Files.changed(path))
                }
            }
        }
        for path in options.paths.isEmpty ? ["."] : options.paths {
            look(Files.kind(path) == .folder ? path : Files.folder(of: Files.absolute(path)), 0)
        }
        return stamps
    }

    // MARK: - Files

    private func walk(_ folder: String) {
        for name in Files.list(folder) where !name.hasPrefix(".") && !TestFinder.notTests.contains(name) {
            let path = folder + "/" + name
            if Files.kind(path) == .folder { walk(path) } else { add(path, isGiven: false) }
        }
    }

    private func add(_ path: String, isGiven: Bool) {
        let isScript = [".js", ".mjs", ".cjs"].contains { path.hasSuffix($0) }
        if path.hasSuffix(".test.yaml") || path.hasSuffix(".test.yml") {
            files.append(path)
        } else if [".test.js", ".test.mjs", ".test.cjs"].contains(where: path.hasSuffix) {
            scripts.append((path, false))
        } else if isScript, isGiven || options.takesScripts {
            scripts.append((path, true))
        } else if isGiven {
            if path.hasSuffix(".yaml") || path.hasSuffix(".yml") || path.hasSuffix(".md") {
                files.append(path)
            } else {
                problems.append("swjs test: '\(Files.short(path))' is neither a spec (.yaml, .md) nor a script (.js)")
            }
        }
    }

    // MARK: - Choosing

    private func fits(_ title: String, _ tags: [String]) -> Bool {
        if !options.filters.isEmpty, !options.filters.contains(where: { title.lowercased().includes($0.lowercased()) }) {
            return false
        }
        return options.tags.isEmpty
            || options.tags.contains { wanted in
                wanted.hasPrefix("!") ? !tags.contains(String(wanted.dropFirst())) : tags.contains(wanted)
            }
    }

    private func choose(_ spec: Spec, _ failed: Set<String>) {
        let siblings = loader.specs.filter { $0.file == spec.file }
        if siblings.contains(where: \.only), !spec.only { return }
        let onlyTests = spec.tests.contains(where: \.only)
        for cell in spec.cells {
            if let runtime = options.runtime, let own = cell.first(where: { $0.name == "runtime" })?.value.stringValue,
                own != runtime
            {
                continue
            }
            let suite = Unit.suite(spec, cell)
            let chosen = spec.tests.indices.filter { index in
                let test = spec.tests[index]
                if onlyTests, !test.only { return false }
                let name = spec.isSingle ? "" : test.name
                let identity = "\(spec.file)\t\(suite)\t\(name)"
                if options.onlyFailed, !failed.contains(identity) { return false }
                return fits("\(Files.short(spec.file)) \(suite) \(name)", spec.tags + test.tags)
            }
            if chosen.isEmpty { continue }
            for index in chosen { identities.insert("\(spec.file)\t\(suite)\t\(spec.isSingle ? "" : spec.tests[index].name)") }
            units.append(Unit(.spec(spec, cell: cell, tests: chosen), options))
        }
    }
}

/// The tests that failed in the last run in this folder, for --only-failed.
enum FailedTests {
    private static var path: String {
        let base = Files.environment("XDG_CACHE_HOME") ?? (Files.environment("HOME") ?? "/tmp") + "/.cache"
        // FNV-1a: a short name for the working directory.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in Files.workingDirectory.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "\(base)/swjs/failed-\(String(hash, radix: 16))"
    }

    static func load() -> Set<String> { Set((Files.readText(path) ?? "").lines) }

    /// Failures of this run; tests that were not part of it keep their state.
    static func save(_ failed: [String], _ run: Set<String>) {
        let files = Set(run.compactMap { $0.split(separator: "\t").first })
        let kept = load().filter { old in !run.contains(old) && !files.contains(old.split(separator: "\t").first ?? "") }
        let all = kept.union(failed).sorted()
        if all.isEmpty, Files.kind(path) == .none { return }
        Files.makeFolders(Files.folder(of: path))
        Files.write(path, all.map { $0 + "\n" }.joined())
    }
}
