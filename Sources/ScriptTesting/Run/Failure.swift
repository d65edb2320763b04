import DataFormats

/// Why a test failed: what is printed under its name.
struct Failure: Error {
    var message: String
    /// `file:line:column` of the step or expectation; empty when it is none's.
    var place = ""
    /// More lines.
    var details: [String] = []

    init(_ message: String, details: [String] = []) {
        self.message = message
        self.details = details
    }

    init(_ step: Step, _ node: YAMLNode?, _ message: String, details: [String] = []) {
        self.init(message, details: details)
        locate(step, node)
    }

    mutating func locate(_ step: Step, _ node: YAMLNode? = nil) {
        if !place.isEmpty { return }
        let node = node.flatMap { $0.line > 0 ? $0 : nil } ?? step.node
        place = "\(Files.short(step.file)):\(node.line):\(node.column)"
    }
}
