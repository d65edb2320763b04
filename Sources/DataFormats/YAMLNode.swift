import ClusterRuntime

/// A node of a YAML document, with the place where it is written.
///
/// Aliases share the node of their anchor, so that a graph is a tree with common branches.
public final class YAMLNode {
    public struct Entry {
        public let key: YAMLNode
        public let value: YAMLNode
        public init(key: YAMLNode, value: YAMLNode) {
            self.key = key
            self.value = value
        }
    }

    /// A mapping with one key, at the place of its value.
    public static func wrap(_ key: String, _ value: YAMLNode) -> YAMLNode {
        let key = YAMLNode(.scalar(key, plain: true), line: value.line, column: value.column)
        return YAMLNode(.mapping([Entry(key: key, value: value)]), line: value.line, column: value.column)
    }

    public enum Content {
        /// `plain`: written without quotes, and so perhaps a number or `null`.
        case scalar(String, plain: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    public internal(set) var content: Content
    /// An explicit tag, such as `!!str` in its long form; nil when there is none.
    public let tag: String?
    /// Counted from 1.
    public let line: Int
    public let column: Int

    public init(_ content: Content, tag: String? = nil, line: Int = 0, column: Int = 0) {
        self.content = content
        self.tag = tag
        self.line = line
        self.column = column
    }

    /// The value of a key that is a scalar; nil when there is none, or when this is no mapping.
    public subscript(key: String) -> YAMLNode? { entry(key)?.value }

    public func entry(_ key: String) -> Entry? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key.text == key }
    }

    public var entries: [Entry] { if case .mapping(let entries) = content { entries } else { [] } }
    public var items: [YAMLNode]? { if case .sequence(let items) = content { items } else { nil } }
    public var isMapping: Bool { if case .mapping = content { true } else { false } }
    /// A scalar's text as it is written, whatever it means.
    public var text: String? { if case .scalar(let text, _) = content { text } else { nil } }
}

/// Why a text is no YAML that can be used, and where.
public struct YAMLError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    /// Counted from 1.
    public let line: Int
    public let column: Int

    public var description: String { "\(line):\(column): \(message)" }
}

// MARK: - Values

extension YAMLNode {
    /// The value by the core schema of YAML 1.2.2 (https://yaml.org/spec/1.2.2/#103-core-schema): `no`, `on` and `off` are strings.
    ///
    /// NOTE: `.inf` and `.nan` become `null`, since JSON has no such numbers.
    /// - Throws: YAMLError for keys that are no scalars, an unknown tag, and documents that grow beyond all measure by aliases.
    public func json() throws(YAMLError) -> JSON {
        var budget = 1_000_000
        return try json(&budget)
    }

    private func json(_ budget: inout Int) throws(YAMLError) -> JSON {
        budget -= 1
        if budget < 0 {
            throw YAMLError(message: "too large: aliases expand to more than a million values", line: line, column: column)
        }
        switch content {
        case .scalar: return try scalarValue()
        case .sequence(let items):
            var values: [JSON] = []
            values.reserveCapacity(items.count)
            for item in items { values.append(try item.json(&budget)) }
            return .array(values)
        case .mapping(let entries):
            var members: [JSON.Member] = []
            members.reserveCapacity(entries.count)
            for entry in entries {
                guard let name = entry.key.text else {
                    throw YAMLError(message: "a key must be a scalar", line: entry.key.line, column: entry.key.column)
                }
                members.append(JSON.Member(name, try entry.value.json(&budget)))
            }
            return .object(members)
        }
    }

    private func scalarValue() throws(YAMLError) -> JSON {
        guard case .scalar(let text, let plain) = content else { return .null }
        switch tag {
        case nil, "?": return plain ? CoreSchema.resolve(text) : .string(text)
        case "!", "tag:yaml.org,2002:str": return .string(text)
        case "tag:yaml.org,2002:null": if CoreSchema.isNull(text) { return .null }
        case "tag:yaml.org,2002:bool": if let value = CoreSchema.bool(text) { return .bool(value) }
        case "tag:yaml.org,2002:int": if let value = CoreSchema.integer(text) { return .number(value) }
        case "tag:yaml.org,2002:float":
            if let value = CoreSchema.float(text) ?? CoreSchema.integer(text) { return .number(value) }
        default: throw YAMLError(message: "unknown tag \(tag!)", line: line, column: column)
        }
        throw YAMLError(message: "'\(text)' does not fit its tag \(tag!)", line: line, column: column)
    }
}

/// What plain scalars mean. https://yaml.org/spec/1.2.2/#1032-tag-resolution
enum CoreSchema {
    static func resolve(_ text: String) -> JSON {
        if isNull(text) { return .null }
        if let value = bool(text) { return .bool(value) }
        if let value = integer(text) ?? float(text) { return .number(value) }
        return .string(text)
    }

    static func isNull(_ text: String) -> Bool {
        text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
    }

    static func bool(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// `[-+]? [0-9]+`, `0o [0-7]+`, `0x [0-9a-fA-F]+`
    static func integer(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        if text.hasPrefix("0o") || text.hasPrefix("0x") {
            let radix: Double = text.hasPrefix("0o") ? 8 : 16
            var value = 0.0
            for byte in bytes.dropFirst(2) {
                guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, Double(digit) < radix else { return nil }
                value = value * radix + Double(digit)
            }
            return bytes.count > 2 ? value : nil
        }
        let digits = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Double(text)
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, `.inf`, `.nan`
    static func float(_ text: String) -> Double? {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let body = String(Substring(rest))
        if [".inf", ".Inf", ".INF"].contains(body) { return text.hasPrefix("-") ? -.infinity : .infinity }
        if [".nan", ".NaN", ".NAN"].contains(text) { return .nan }
        func digits() -> Int {
            let count = rest.prefix { (48...57).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        var count = digits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            count += digits()
        }
        guard count > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard digits() > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
        var number = text
        // What Swift's parser does not take: a point without digits after or before it.
        if let point = number.firstIndex(of: ".") {
            let after = number.index(after: point)
            if after == number.endIndex || !number[after].isNumber { number.insert("0", at: after) }
            if point == number.startIndex || !number[number.index(before: point)].isNumber { number.insert("0", at: point) }
        }
        return Double(number)
    }
}
