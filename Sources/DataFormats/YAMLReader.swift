import CDataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads YAML into nodes with their places, by libyaml.
public enum YAMLReader {
    /// All documents of a text.
    ///
    /// - Throws: YAMLError for what is no YAML, a key that stands twice in a mapping, an unknown alias; and when libyaml is missing.
    public static func documents(_ text: [UInt8]) throws(YAMLError) -> [YAMLNode] {
        if let problem = cyaml_load() { throw YAMLError(message: String(cString: problem), line: 1, column: 1) }
        // libyaml reads from this buffer until the end.
        let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: text.count + 1)
        defer { buffer.deallocate() }
        for (i, byte) in text.enumerated() { buffer[i] = CChar(bitPattern: byte) }
        buffer[text.count] = 0
        var composer = Composer(reader: cyaml_open(buffer, text.count))
        defer { cyaml_close(composer.reader) }
        return try composer.documents()
    }
}

private struct Composer {
    let reader: OpaquePointer
    var event = cyaml_event()
    var anchors: [String: YAMLNode] = [:]
    var depth = 0

    mutating func next() throws(YAMLError) {
        cyaml_next(reader, &event)
        if kind == CYAML_ERROR { throw error(string(event.text) ?? "cannot be read") }
    }

    var kind: Int { Int(event.kind) }
    private func string(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
    private func error(_ message: String) -> YAMLError {
        YAMLError(message: message, line: Int(event.line), column: Int(event.column))
    }

    mutating func documents() throws(YAMLError) -> [YAMLNode] {
        var found: [YAMLNode] = []
        while true {
            try next()
            if kind == CYAML_STREAM_END { return found }
            guard kind == CYAML_DOCUMENT_START else { continue }
            anchors = [:]
            try next()
            found.append(try node())
            try next()
        }
    }

    /// The node that begins with the current event.
    mutating func node() throws(YAMLError) -> YAMLNode {
        let line = Int(event.line)
        let column = Int(event.column)
        let anchor = string(event.anchor)
        if kind == CYAML_ALIAS {
            guard let name = anchor, let node = anchors[name] else { throw error("unknown alias *\(anchor ?? "")") }
            return node
        }
        depth += 1
        defer { depth -= 1 }
        if depth > 200 { throw error("nested too deeply") }
        let tag = string(event.tag)
        if kind == CYAML_SCALAR {
            let bytes = UnsafeRawBufferPointer(start: event.text, count: event.length)
            let text = String(decoding: bytes, as: UTF8.self)
            let node = YAMLNode(.scalar(text, plain: event.plain != 0), tag: tag, line: line, column: column)
            if let anchor { anchors[anchor] = node }
            return node
        }
        // An alias inside of its own anchor would be a cycle; such a node gets its name only when it is complete.
        let node = YAMLNode(.sequence([]), tag: tag, line: line, column: column)
        if kind == CYAML_SEQUENCE_START {
            node.content = .sequence(try sequence())
        } else if kind == CYAML_MAPPING_START {
            node.content = .mapping(try mapping())
        } else {
            throw error("a value was expected")
        }
        if let anchor { anchors[anchor] = node }
        return node
    }

    private mutating func sequence() throws(YAMLError) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            try next()
            if kind == CYAML_SEQUENCE_END { return items }
            items.append(try node())
        }
    }

    private mutating func mapping() throws(YAMLError) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        var merged: [YAMLNode.Entry] = []
        while true {
            try next()
            if kind == CYAML_MAPPING_END { break }
            let key = try node()
            try next()
            let value = try node()
            // `<<: *base` and `<<: [*a, *b]`. NOTE: the core schema has no merge keys; editors and people expect them.
            if case .scalar("<<", plain: true) = key.content {
                for base in value.items ?? [value] {
                    guard base.isMapping else {
                        throw YAMLError(
                            message: "<<: needs a mapping, or a list of mappings", line: value.line, column: value.column)
                    }
                    merged += base.entries
                }
                continue
            }
            if let name = key.text {
                if let line = lines[name] {
                    throw YAMLError(
                        message: "the key '\(name)' stands here a second time (first in line \(line))", line: key.line,
                        column: key.column)
                }
                lines[name] = key.line
            }
            entries.append(YAMLNode.Entry(key: key, value: value))
        }
        for entry in merged {
            guard let name = entry.key.text, lines[name] == nil else { continue }
            lines[name] = entry.key.line
            entries.append(entry)
        }
        return entries
    }
}
