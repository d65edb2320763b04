/// Steps of a cluster as a Mermaid sequence diagram. https://mermaid.js.org/syntax/sequenceDiagram.html
///
/// A diagram of thousands of connections is of no use to anyone: beyond a limit connections are counted, not drawn.
struct SequenceDiagram {
    /// How many connections are drawn.
    static let connectionLimit = 25
    private var rows: [String] = []
    private var workers: [Int] = []
    private var hasClient = false
    private var omitted = 0
    /// Where the note about the omitted connections goes.
    private var omissionRow: Int?

    mutating func add(_ event: ClusterEvent) {
        if event.workerID != 0, !workers.contains(event.workerID) { workers.append(event.workerID) }
        if let connection = event.connection {
            if connection > UInt64(SequenceDiagram.connectionLimit) {
                if event.kind == .accept { omitted += 1 }
                if omissionRow == nil { omissionRow = rows.count }
                return
            }
            hasClient = true
        }
        rows.append(row(event))
    }

    private func row(_ event: ClusterEvent) -> String {
        let from = SequenceDiagram.name(event.source)
        let to = SequenceDiagram.name(event.target)
        var label = event.kind.rawValue
        // Mermaid's words for the handoff of a connection are the wire's.
        if event.kind == .handoff { label = "newconn" }
        if let connection = event.connection { label += " #\(connection)" }
        if let key = event.key { label += " \(key)" }
        for member in event.details { label += " \(member.name)=\(ClusterTrace.plain(member.value))" }
        label = SequenceDiagram.escaped(label)
        if from == to {
            let about = event.workerID == 0 ? "" : " (worker \(event.workerID))"
            return "Note over \(from): \(label)\(about)"
        }
        return switch event.kind {
        case .reply, .ack, .reject: "\(from)-->>\(to): \(label)"
        case .disconnect, .exit, .drop: "\(from)-x\(to): \(label)"
        default: "\(from)->>\(to): \(label)"
        }
    }

    var text: String {
        var lines = ["sequenceDiagram"]
        if hasClient { lines.append("participant Client") }
        lines.append("participant Primary")
        for id in workers.sorted() { lines.append("participant W\(id) as Worker \(id)") }
        for (i, row) in rows.enumerated() {
            if i == omissionRow { lines.append(omissionNote) }
            lines.append(row)
        }
        if omissionRow == rows.count { lines.append(omissionNote) }
        return lines[0] + "\n" + lines.dropFirst().map { "    \($0)\n" }.joined()
    }

    private var omissionNote: String { "Note over Primary: from here on \(omitted) more connections, which are not drawn" }

    private static func name(_ party: ClusterEvent.Party) -> String {
        switch party {
        case .client: "Client"
        case .primary: "Primary"
        case .worker(let id): "W\(id)"
        }
    }

    /// Semicolons end a statement, `#` begins an entity.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case ";": result += "#59;"
            case "#": result += "#35;"
            case "\n": result += " "
            default: result.append(character)
            }
        }
        return result
    }
}
