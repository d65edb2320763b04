import ClusterRuntime

extension JSON {
    /// The text with two spaces for each level, as `jq .` prints it.
    public var prettyText: String {
        var output: [UInt8] = []
        pretty(&output, 0)
        return String(decoding: output, as: UTF8.self)
    }

    private func pretty(_ output: inout [UInt8], _ level: Int) {
        func line(_ level: Int) {
            output.append(10)
            output += [UInt8](repeating: 32, count: level * 2)
        }
        switch self {
        case .array(let items) where !items.isEmpty:
            output += "[".utf8
            for (i, item) in items.enumerated() {
                if i > 0 { output += ",".utf8 }
                line(level + 1)
                item.pretty(&output, level + 1)
            }
            line(level)
            output += "]".utf8
        case .object(let members) where !members.isEmpty:
            output += "{".utf8
            for (i, member) in members.enumerated() {
                if i > 0 { output += ",".utf8 }
                line(level + 1)
                output += JSON.string(member.name).text
                output += ": ".utf8
                member.value.pretty(&output, level + 1)
            }
            line(level)
            output += "}".utf8
        default: output += text
        }
    }

    /// The text on one line.
    public var string: String { String(decoding: text, as: UTF8.self) }
}
