import CTestProcess
import ClusterRuntime
import DataFormats

extension Session {
    /// The document that filters look at. `workers` costs a look into /proc, and so it is there when a filter mentions it.
    func document(withWorkers: Bool) -> JSON {
        takeAnswers()
        for app in apps { app.poll() }
        var members: [JSON.Member] = []
        if let response {
            members.append(JSON.Member("response", response))
            members.append(JSON.Member("responses", .array(responses)))
        }
        if let statistics { members.append(JSON.Member("stats", statistics)) }
        if let lastExec { members.append(JSON.Member("exec", lastExec)) }
        if let lastTCP { members.append(JSON.Member("tcp", lastTCP)) }
        if let lastUDP { members.append(JSON.Member("udp", lastUDP)) }
        if let main { members.append(JSON.Member("app", describe(main))) }
        if apps.count > 1 { members.append(JSON.Member("apps", .object(apps.map { JSON.Member($0.name, describe($0)) }))) }
        if withWorkers { members.append(JSON.Member("workers", .array(apps.flatMap(describeWorkers)))) }
        members.append(JSON.Member("events", .array(apps.flatMap(\.events))))
        members.append(JSON.Member("messages", .array(apps.flatMap(\.messages))))
        members.append(JSON.Member("vars", .object(variables.values)))
        return .object(members)
    }

    private func describe(_ app: App) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("pid", .number(Int(app.pid))),
            JSON.Member("running", .bool(app.isRunning)),
            JSON.Member("port", .number(app.effectivePort)),
            JSON.Member("runtime", .string(app.runtime)),
            JSON.Member("stdout", .string(app.output.text)),
            JSON.Member("stderr", .string(app.errors.text))
        ]
        if let exit = app.exit {
            members.append(
                JSON.Member(
                    "exit",
                    .object([
                        JSON.Member("code", exit.code.map { .number($0) } ?? .null),
                        JSON.Member("signal", exit.signal.map { .string($0) } ?? .null)
                    ])))
        } else if let facts = ProcessTable.facts(app.pid) {
            members.append(JSON.Member("rss", .number(facts.memory)))
            members.append(JSON.Member("descriptors", .number(ProcessTable.descriptorCount(app.pid) ?? 0)))
        }
        return .object(members)
    }

    private func describeWorkers(_ app: App) -> [JSON] {
        let workers = app.livingWorkers()
        if workers.isEmpty { return [] }
        let port = app.effectivePort
        let established = ProcessTable.connections(to: port)
        return workers.map { worker in
            let facts = ProcessTable.facts(worker.pid)
            let inodes = ProcessTable.socketInodes(worker.pid)
            return .object([
                JSON.Member("id", .number(worker.id)),
                JSON.Member("pid", .number(Int(worker.pid))),
                JSON.Member("app", .string(app.name)),
                JSON.Member("state", .string(facts?.state == "T" ? "stopped" : worker.state)),
                JSON.Member("connections", .number(inodes.intersection(established).count)),
                JSON.Member("rss", .number(facts?.memory ?? 0)),
                JSON.Member("descriptors", .number(ProcessTable.descriptorCount(worker.pid) ?? 0))
            ])
        }
    }

    /// Which worker holds the other end of a connection whose our end has this port; nil when it is closed, or nobody's.
    func workerServing(_ localPort: Int, _ serverPort: Int) -> Int? {
        guard let app = main else { return nil }
        let inode = test_tcp_inode(Int32(serverPort), Int32(localPort))
        if inode == 0 { return nil }
        return app.livingWorkers().first { ProcessTable.socketInodes($0.pid).contains(inode) }?.id
    }

    // MARK: - Filters

    func input(_ document: JSON) throws(Failure) -> JQInput {
        do throws(JQError) { return try JQInput(document) } catch { throw Failure(error.message) }
    }

    func run(_ filter: String, _ input: JQInput) throws(Failure) -> JQResult {
        do throws(JQError) { return try filters.run(filter, input) } catch {
            throw Failure("bad jq filter: \(error.message)", details: ["  " + filter])
        }
    }

    /// The first result of a filter over the document, for variables.
    func first(_ filter: String) throws(Failure) -> JSON {
        let result = try run(filter, input(document(withWorkers: mentionsWorkers(filter))))
        if let error = result.error { throw Failure("the filter failed: \(error)", details: ["filter: \(filter)"]) }
        guard let text = result.outputs.first, let value = try? JSON.parse(Array(text.utf8)) else {
            throw Failure("the filter gave no result", details: ["filter: \(filter)"])
        }
        return value
    }

    /// Checks filters; returns the first failure.
    func check(_ filters: [(filter: String, node: YAMLNode)], _ step: Step) throws(Failure) -> Failure? {
        if filters.isEmpty { return nil }
        let document = document(withWorkers: filters.contains { mentionsWorkers($0.filter) })
        let input = try input(document)
        for each in filters {
            let result = try run(each.filter, input)
            if !result.isTrue { return FilterReport(self, each.filter, document, input, result).failure(step, each.node) }
        }
        return nil
    }
}

/// The filters of a `jq:` key, with their places.
func filterList(_ node: YAMLNode?) -> [(filter: String, node: YAMLNode)] {
    guard let node else { return [] }
    return (node.items ?? [node]).compactMap { item in item.text.map { ($0, item) } }
}
