import ClusterRuntime

/// Results on their way from a supervisor to the runner: a line of JSON each.
extension TestResult {
    var json: JSON {
        .object([
            JSON.Member("file", .string(file)), JSON.Member("suite", .string(suite)), JSON.Member("name", .string(name)),
            JSON.Member("line", .number(line)), JSON.Member("state", .string(state.rawValue)), JSON.Member("time", .number(time)),
            JSON.Member("reason", .string(reason)), JSON.Member("retries", .number(retries)),
            JSON.Member(
                "failures",
                .array(
                    failures.map { failure in
                        .object([
                            JSON.Member("message", .string(failure.message)), JSON.Member("place", .string(failure.place)),
                            JSON.Member("details", .array(failure.details.map { .string($0) }))
                        ])
                    }))
        ])
    }

    init?(_ json: JSON) {
        guard let file = json["file"]?.stringValue, let suite = json["suite"]?.stringValue, let name = json["name"]?.stringValue,
            let state = json["state"]?.stringValue.flatMap(State.init)
        else { return nil }
        self.init(file: file, suite: suite, name: name, line: json["line"]?.intValue ?? 0, state: state, time: 0)
        if case .number(let time)? = json["time"] { self.time = time }
        reason = json["reason"]?.stringValue ?? ""
        retries = json["retries"]?.intValue ?? 0
        if case .array(let items)? = json["failures"] {
            failures = items.map { item in
                var failure = Failure(item["message"]?.stringValue ?? "")
                failure.place = item["place"]?.stringValue ?? ""
                if case .array(let lines)? = item["details"] { failure.details = lines.compactMap(\.stringValue) }
                return failure
            }
        }
    }
}
