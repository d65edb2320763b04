import ClusterRuntime
import DataFormats

extension Session {
    /// The short forms of an HTTP step: status, header, body.
    func expect(_ response: HTTPResponse, _ step: Step) throws(Failure) -> Failure? {
        if let node = step["status"], let failure = try expectStatus(response, node, step) { return failure }
        for entry in step["header"]?.entries ?? [] {
            let name = entry.key.text ?? ""
            let found = response.headers.filter { $0.name == name.lowercased() }.map(\.value)
            let wantsNone = (try? entry.value.json()) == .null
            if wantsNone {
                if let first = found.first { return Failure(step, entry.key, "expected no header \(name), got '\(first)'") }
                continue
            }
            let expected = try text(entry.value) ?? ""
            if found.isEmpty {
                let hint = nearest(name.lowercased(), response.headers.map(\.name)).map { "; there is '\($0)'" } ?? ""
                return Failure(step, entry.key, "expected the header \(name): \(expected), got none\(hint)")
            }
            if !found.contains(expected) {
                return Failure(
                    step, entry.value, "expected the header \(name): \(expected), got '\(found.joined(separator: "', '"))'")
            }
        }
        if let node = step["body"] {
            return try expectText(String(decoding: response.body, as: UTF8.self), node, "body", step)
        }
        return nil
    }

    private func expectStatus(_ response: HTTPResponse, _ node: YAMLNode, _ step: Step) throws(Failure) -> Failure? {
        let wanted = try texts(node)
        let status = String(response.status)
        let fits = wanted.contains { want in want == status || (want.hasSuffix("xx") && want.first == status.first) }
        if fits { return nil }
        let body = String(decoding: response.body.prefix(300), as: UTF8.self).trimmed
        return Failure(
            step, node,
            "expected status \(wanted.joined(separator: " or ")), got \(status)\(response.reason.isEmpty ? "" : " \(response.reason)")",
            details: body.isEmpty ? [] : ["body:   \(body.cut(300))"])
    }

    /// `body:` of a response: equal text or JSON, or a mapping of checks.
    func expectText(_ found: String, _ node: YAMLNode, _ name: String, _ step: Step) throws(Failure) -> Failure? {
        let rule = SpecRules.rule("text")
        if case .mapping(let entries) = node.content, entries.contains(where: { rule.key($0.key.text ?? "") != nil }) {
            return try checks(found, node, name, step)
        }
        return try expectEqual(found, node, name, step)
    }

    private func expectEqual(_ found: String, _ node: YAMLNode, _ name: String, _ step: Step) throws(Failure) -> Failure? {
        if let text = try text(node) {
            if found == text { return nil }
            // A line end after a text of one line is no difference that anybody means.
            if !text.includes("\n"), found == text + "\n" { return nil }
            if let value = try? node.json(), case .string = value {
            } else if let a = try? JSON.parse(Array(found.utf8)), a == (try? node.json()) {
                return nil
            }
            return Failure(step, node, "expected another \(name)", details: lineDifference(text, found))
        }
        let expected = try json(node)
        guard let value = try? JSON.parse(Array(found.utf8)) else {
            return Failure(step, node, "expected the \(name) to be JSON", details: ["\(name): \(found.cut(300))"])
        }
        guard let found = difference(expected, value) else { return nil }
        return Failure(
            step, node, "expected another \(name): it differs at \(found.path.isEmpty ? "." : found.path)",
            details: ["expected: \(found.left)", "got:      \(found.right)", "\(name): \(value.string.cut(300))"])
    }

    /// contains, matches, equals, excludes, count, snapshot
    func checks(_ found: String, _ node: YAMLNode, _ name: String, _ step: Step) throws(Failure) -> Failure? {
        func shown() -> [String] {
            found.isEmpty ? ["\(name) is empty"] : ["\(name):"] + found.lines.suffix(12).map { "  | " + $0.cut(160) }
        }
        for item in node["contains"].map({ $0.items ?? [$0] }) ?? [] {
            let text = try text(item) ?? ""
            if !found.includes(text) {
                return Failure(step, item, "expected \(name) to contain '\(text.cut(80))'", details: shown())
            }
        }
        for item in node["matches"].map({ $0.items ?? [$0] }) ?? [] {
            if !(try pattern(item).matches(found)) {
                return Failure(step, item, "expected \(name) to match /\(try text(item) ?? "")/", details: shown())
            }
        }
        if let item = node["equals"], let failure = try expectEqual(found, item, name, step) { return failure }
        for item in node["excludes"].map({ $0.items ?? [$0] }) ?? [] {
            let text = try text(item) ?? ""
            if found.includes(text) {
                return Failure(step, item, "expected \(name) not to contain '\(text.cut(80))'", details: shown())
            }
        }
        for entry in node["count"]?.entries ?? [] {
            let pattern = try pattern(entry.key)
            let count = found.lines.filter(pattern.matches).count
            let expected = try integer(entry.value, "count") ?? 0
            if count != expected {
                return Failure(
                    step, entry.value, "expected \(expected) lines of \(name) to match /\(entry.key.text ?? "")/, got \(count)",
                    details: shown())
            }
        }
        if let item = node["snapshot"] {
            var text = found
            for entry in item["replace"]?.entries ?? [] {
                text = try pattern(entry.key).replacing(text, with: try self.text(entry.value) ?? "")
            }
            if var failure = try snapshots.compare(try self.text(item["name"] ?? item) ?? "", text) {
                failure.locate(step, item)
                return failure
            }
        }
        return nil
    }

    func checkThresholds(_ step: Step) throws(Failure) {
        guard let node = step["thresholds"] else { return }
        takeAnswers()
        for item in node.items ?? [node] {
            let threshold: Threshold
            let text = try text(item) ?? ""
            do throws(PatternError) { threshold = try Threshold.parse(text) } catch { throw Failure(step, item, error.message) }
            guard case .number(let value)? = statistics?[threshold.metric] else {
                throw Failure(step, item, "no figure '\(threshold.metric)': no request was answered")
            }
            if !threshold.holds(value) {
                let unit = Threshold.times.contains(threshold.metric) ? "ms" : ""
                throw Failure(
                    step, item, "threshold \(threshold.text): it is \(brief(value, digits: 2))\(unit)",
                    details: ["stats:  \(statistics?.string ?? "")"])
            }
        }
    }
}
