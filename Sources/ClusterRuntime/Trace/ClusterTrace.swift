import EventLoop

/// Writes a primary's steps: as lines for people, as lines of JSON, as a sequence diagram at the end.
///
/// The formats are documented in docs/cluster.md; `swjs run --trace cluster` and `--trace-file` are made of this.
public final class ClusterTrace: ClusterObserver {
    /// Gets whole lines, each with its line feed.
    public typealias Sink = ([UInt8]) -> Void

    private let text: Sink?
    private let lines: Sink?
    private var diagram: SequenceDiagram?
    private let diagramSink: Sink?
    private let start: UInt64

    /// - Parameters:
    ///   - text: gets a line for each step.
    ///   - lines: gets a JSON object for each step.
    ///   - diagram: gets a Mermaid sequence diagram from `finish`.
    public init(text: Sink? = nil, lines: Sink? = nil, diagram: Sink? = nil) {
        self.text = text
        self.lines = lines
        diagramSink = diagram
        if diagram != nil { self.diagram = SequenceDiagram() }
        start = Loop.hrtime
    }

    public func clusterDid(_ event: ClusterEvent) {
        let micros = (max(event.time, start) - start) / 1000
        text?(Array(ClusterTrace.textLine(event, micros: micros).utf8))
        lines?(ClusterTrace.jsonLine(event, micros: micros))
        diagram?.add(event)
    }

    /// Writes the diagram, once.
    public func finish() {
        guard let diagram else { return }
        self.diagram = nil
        diagramSink?(Array(diagram.text.utf8))
    }

    /// A step for people: `   12.345 ms  worker 1 -> primary  queryServer  127.0.0.1:0:4:undefined:0`.
    static func textLine(_ event: ClusterEvent, micros: UInt64) -> String {
        let fraction = String(micros % 1000)
        let time = "\(micros / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
        let parties = event.source == event.target ? "\(event.source)" : "\(event.source) -> \(event.target)"
        var line = "\(padded(time, 10, left: true)) ms  \(padded(parties, 21))  \(padded(event.kind.rawValue, 13))"
        if let key = event.key { line += "  \(key)" }
        if let connection = event.connection { line += "  #\(connection)" }
        // Who it was about, where the arrow does not tell.
        if event.workerID != 0, event.source == .primary, event.target == .primary { line += "  worker \(event.workerID)" }
        for member in event.details { line += "  \(member.name)=\(plain(member.value))" }
        while line.hasSuffix(" ") { line.removeLast() }
        return line + "\n"
    }

    /// A step as an object, `time` in milliseconds.
    static func jsonLine(_ event: ClusterEvent, micros: UInt64) -> [UInt8] {
        var members: [JSON.Member] = [
            .init("time", .number(Double(micros) / 1000)), .init("event", .string(event.kind.rawValue)),
            .init("from", .string(event.source.description)), .init("to", .string(event.target.description)),
        ]
        if event.workerID != 0 {
            members.append(.init("worker", .number(event.workerID)))
            members.append(.init("pid", .number(Int(event.pid))))
        }
        if let key = event.key { members.append(.init("key", .string(key))) }
        if let connection = event.connection { members.append(.init("connection", .number(Int(connection)))) }
        members += event.details
        return JSON.object(members).text + [UInt8(ascii: "\n")]
    }

    static func plain(_ value: JSON) -> String { value.stringValue ?? String(decoding: value.text, as: UTF8.self) }

    private static func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, width - text.utf8.count))
        return left ? spaces + text : text + spaces
    }
}
