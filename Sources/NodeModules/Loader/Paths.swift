import EventLoop

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// POSIX paths as text, for the module loader; scripts have the `path` module.
enum Paths {
    /// path.resolve(base, path): absolute, without `.`, `..` and doubled slashes.
    static func resolve(_ base: String, _ path: String = "") -> String {
        var full = path.hasPrefix("/") ? path : base.hasSuffix("/") ? base + path : base + "/" + path
        if !full.hasPrefix("/") { full = ((try? System.workingDirectory()) ?? "/") + "/" + full }
        var parts: [Substring] = []
        for part in full.split(separator: "/") {
            if part == "." { continue }
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// path.dirname of an absolute path.
    static func directory(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
    }

    static func base(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// The extension with its dot; "" when there is none.
    static func ext(_ path: String) -> String {
        let name = base(path)
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.utf8.startIndex else { return "" }
        return String(name[dot...])
    }

    enum Kind { case file, directory, missing }

    static func kind(_ path: String) -> Kind {
        var info = stat()
        if stat(path, &info) != 0 { return .missing }
        return info.st_mode & S_IFMT == S_IFDIR ? .directory : .file
    }

    /// The path without symbolic links; the path itself when it cannot be told.
    static func real(_ path: String) -> String {
        guard let text = realpath(path, nil) else { return path }
        defer { free(text) }
        return String(cString: text)
    }

    static var current: String { (try? System.workingDirectory()) ?? "/" }

    /// The path of a `file:` URL.
    static func fromFileURL(_ url: String) -> String? {
        guard url.hasPrefix("file://") else { return nil }
        var rest = url.dropFirst(7)
        if !rest.hasPrefix("/"), let slash = rest.firstIndex(of: "/") { rest = rest[slash...] }
        if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
        var bytes: [UInt8] = []
        var iterator = Array(rest.utf8)[...]
        while let byte = iterator.popFirst() {
            if byte == 0x25, iterator.count >= 2,
                let value = UInt8(String(decoding: iterator.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                iterator = iterator.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The `file:` URL of an absolute path.
    static func toFileURL(_ path: String) -> String {
        var url = "file://"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "!"),
                UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"),
                UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "@"):
                url.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                url += "%" + (digits.utf8.count == 1 ? "0" + digits : digits)
            }
        }
        return url
    }
}
