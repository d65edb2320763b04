#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct Arguments {
    var mode = ""
    var count = 1000
    var seed: UInt64 = 1
    var grammar = "grammar/ecmascript.ebnf"
    var corpus: [String] = []
    var failures = ".build/fuzz"
    var prints = false

    init() {
        var words = CommandLine.arguments.dropFirst()
        while let word = words.popFirst() {
            switch word {
            case "--count": count = words.popFirst().flatMap { Int($0) } ?? count
            case "--seed": seed = words.popFirst().flatMap { UInt64($0) } ?? seed
            case "--grammar": grammar = words.popFirst() ?? grammar
            case "--corpus": if let folder = words.popFirst() { corpus.append(folder) }
            case "--failures": failures = words.popFirst() ?? failures
            case "--print": prints = true
            default: mode = word
            }
        }
    }
}

func fail(_ message: String) -> Never {
    print("swjs-fuzz: \(message)")
    exit(2)
}

func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = fread(&chunk, 1, chunk.count, file)
        if count <= 0 { return bytes }
        bytes += chunk[..<count]
    }
}

/// The scripts in a folder and the folders in it, in an order that does not depend on the file system.
func scripts(in folder: String) -> [[UInt8]] {
    guard let directory = opendir(folder) else { return [] }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(directory)
    var result: [[UInt8]] = []
    for name in names.sorted() {
        let path = folder + "/" + name
        if name.hasSuffix(".js") || name.hasSuffix(".mjs") {
            if let bytes = read(path), !bytes.isEmpty { result.append(bytes) }
        } else {
            result += scripts(in: path)
        }
    }
    return result
}
