import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Texts that are kept beside a spec, in `NAME.snap.yaml`: a mapping of names to texts. Several supervisors may read and write the file
/// at the same time (cells of a matrix), and so they lock it.
final class Snapshots {
    let path: String
    let update: Bool
    private var texts: [(name: String, text: String)] = []
    private var isLoaded = false

    init(_ spec: String, update: Bool) {
        var base = spec
        for suffix in [".yaml", ".yml", ".md"] where base.hasSuffix(suffix) { base = String(base.dropLast(suffix.count)) }
        path = base + ".snap.yaml"
        self.update = update
    }

    private func load() throws(Failure) {
        if isLoaded { return }
        isLoaded = true
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        if fd < 0 { return }
        flock(fd, LOCK_SH)
        defer { close(fd) }
        try read()
    }

    private func read() throws(Failure) {
        texts = []
        guard let bytes = Files.read(path) else { return }
        do throws(YAMLError) {
            for entry in try YAMLReader.documents(bytes).first?.entries ?? [] {
                texts.append((entry.key.text ?? "", entry.value.text ?? ""))
            }
        } catch {
            throw Failure("\(Files.short(path)):\(error.line):\(error.column): bad YAML: \(error.message)")
        }
    }

    /// Compares a text with what is kept under a name. A new name is written down, as `--update` does with all.
    /// - Returns: the failure, if they differ.
    func compare(_ name: String, _ text: String) throws(Failure) -> Failure? {
        try load()
        if let index = texts.firstIndex(where: { $0.name == name }) {
            if texts[index].text == text { return nil }
            if !update { return differs(name, texts[index].text, text) }
        } else {
            if Files.environment("CI") ?? "" != "", !update {
                return Failure("there is no snapshot '\(name)' (swjs test --update writes it)")
            }
        }
        return try store(name, text)
    }

    /// Writes a text down, beside what others have written meanwhile.
    private func store(_ name: String, _ text: String) throws(Failure) -> Failure? {
        let fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        if fd < 0 { throw Failure("\(Files.short(path)) cannot be written: \(errorText(errno))") }
        flock(fd, LOCK_EX)
        defer { close(fd) }
        try read()
        if let index = texts.firstIndex(where: { $0.name == name }) {
            // Another cell may just have written it.
            if texts[index].text == text { return nil }
            if !update { return differs(name, texts[index].text, text) }
            texts[index].text = text
        } else {
            texts.append((name, text))
        }
        save()
        return nil
    }

    private func differs(_ name: String, _ kept: String, _ text: String) -> Failure {
        Failure("the snapshot '\(name)' differs (swjs test --update accepts it)", details: lineDifference(kept, text))
    }

    private func save() {
        var output = "# Snapshots of a spec, written by `swjs test --update`.\n"
        for entry in texts.sorted(by: { $0.name < $1.name }) {
            output += JSON.string(entry.name).string + ": "
            // A block keeps lines readable; what it cannot keep is quoted.
            let plain =
                entry.text.utf8.allSatisfy { $0 >= 32 || $0 == 10 } && !entry.text.hasPrefix(" ") && !entry.text.hasPrefix("\n")
            if plain, entry.text.includes("\n"), !entry.text.hasSuffix("\n\n") {
                output += entry.text.hasSuffix("\n") ? "|\n" : "|-\n"
                output += entry.text.lines.map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n") + "\n"
            } else {
                output += JSON.string(entry.text).string + "\n"
            }
        }
        Files.write(path, output)
    }
}

/// The lines in which two texts differ, `-` expected and `+` found, with what is equal left out.
func lineDifference(_ expected: String, _ found: String) -> [String] {
    let a = expected.lines
    let b = found.lines
    var start = 0
    while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
    var end = 0
    while end < min(a.count, b.count) - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    var lines: [String] = []
    if start > 0 { lines.append("    " + a[start - 1].cut(160)) }
    lines += a[start..<(a.count - end)].prefix(15).map { "  - " + $0.cut(160) }
    lines += b[start..<(b.count - end)].prefix(15).map { "  + " + $0.cut(160) }
    if a == b { lines.append("  (they differ in the line end after the last line)") }
    return lines
}
