import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

func closeDescriptor(_ fd: Int32) { close(fd) }

extension Session {
    // MARK: - Requests

    /// A request for a URL, or a path on the app's.
    func request(_ method: String, _ url: String, app: String? = nil) throws(Failure) -> HTTPRequest {
        var request = HTTPRequest()
        request.method = method
        if url.hasPrefix("/") {
            request.port = try self.app(app).effectivePort
            request.path = url
            return request
        }
        guard url.hasPrefix("http://") else {
            throw Failure(
                url.hasPrefix("https://")
                    ? "https is not supported: \(url)" : "'\(url)' is neither a URL (http://...) nor a path (/...)")
        }
        let rest = url.dropFirst(7)
        let slash = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<slash].split(separator: ":")
        request.host = authority.first.map(String.init) ?? ""
        request.port = authority.count > 1 ? Int(authority[1]) ?? 0 : 80
        let path = String(rest[slash...]).split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        request.path = path.hasPrefix("/") ? path : "/" + path
        return request
    }

    private func connection(_ request: HTTPRequest) throws(Failure) -> HTTPConnection {
        let key = "\(request.host):\(request.port)"
        if request.keepsAlive {
            while let index = idleConnections.lastIndex(where: { $0.key == key }) {
                let connection = idleConnections.remove(at: index)
                if connection.isUsable { return connection }
                connection.close()
            }
        }
        if addresses[key] == nil {
            guard let address = SocketAddressV4.resolve(request.host, request.port) else {
                throw Failure("the host '\(request.host)' has no address")
            }
            addresses[key] = address
        }
        return HTTPConnection(reactor, addresses[key]!, key: key)
    }

    private func release(_ connection: HTTPConnection) {
        if connection.isIdle { idleConnections.append(connection) } else { connection.close() }
    }

    /// One request, to its end.
    func exchange(
        _ request: HTTPRequest, timeout: UInt64, findsWorker: Bool = false, meanwhile: () throws(Failure) -> Void = {}
    ) throws(Failure) -> HTTPOutcome {
        for attempt in 0..<2 {
            let connection: HTTPConnection
            do throws(Failure) { connection = try self.connection(request) } catch { return .failure(error.message) }
            let wasUsed = connection.served > 0
            if findsWorker { connection.onHead = { [unowned self] in workerServing($0, $1) } }
            var outcome: HTTPOutcome?
            connection.send(request) { outcome = $0 }
            let end = Clock.now + timeout
            if attempt == 0 { try meanwhile() }
            reactor.run(until: min(end, deadline), interval: 200_000_000) { outcome != nil }
            if outcome == nil { connection.abort("no answer within \(Duration.text(timeout))") }
            // A kept connection that the server has just closed says nothing about the request.
            if case .failure("closed before an answer")? = outcome, wasUsed, attempt == 0 { continue }
            release(connection)
            return outcome ?? .failure("no answer")
        }
        return .failure("the connection was closed without an answer")
    }

    // MARK: - The step

    struct HTTPPlan {
        var request: HTTPRequest
        var timeout: UInt64
        var redirects = 0
        var times = 1
        var parallel = 1
        var rate: Int?
        var findsWorker = false
    }

    func plan(_ step: Step) throws(Failure) -> HTTPPlan {
        let node = step.value
        var method = "GET"
        var url: String
        if let text = try text(node) {
            let words = text.split(separator: " ", maxSplits: 1).map(String.init)
            if words.count == 2 { (method, url) = (words[0].uppercased(), words[1].trimmed) } else { url = text }
        } else {
            url = try text(node["url"]) ?? "/"
            method = (try text(node["method"]))?.uppercased() ?? "GET"
        }
        var request = try request(method, url, app: try text(node["app"]))
        for entry in node["headers"]?.entries ?? [] {
            for value in entry.value.items ?? [entry.value] {
                let value = try text(value) ?? ""
                request.headers.append((entry.key.text ?? "", value))
            }
        }
        func type(_ name: String) {
            if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                request.headers.append(("Content-Type", name))
            }
        }
        if let body = try text(node["body"]) { request.body = Array(body.utf8) }
        if let body = node["json"] {
            request.body = try json(body).text
            type("application/json")
        }
        if let form = node["form"] {
            var parts: [String] = []
            for entry in form.entries {
                let value = try text(entry.value) ?? ""
                parts.append(formEncode(entry.key.text ?? "") + "=" + formEncode(value))
            }
            request.body = Array(parts.joined(separator: "&").utf8)
            type("application/x-www-form-urlencoded")
        }
        let kind = try text(node["connection"])
        request.keepsAlive = kind == "keep-alive"
        var plan = HTTPPlan(request: request, timeout: try duration(node["timeout"], "timeout", 10_000_000_000))
        plan.redirects = try integer(node["redirects"], "redirects") ?? 0
        plan.times = try integer(node["times"], "times") ?? 1
        plan.parallel = try integer(node["parallel"], "parallel") ?? 1
        plan.rate = try integer(node["rate"], "rate")
        plan.findsWorker = step.needsWorkers || joined(step["thresholds"]).includes("workers")
        // A server that closes at once is gone before anybody can see whose the connection was.
        if plan.findsWorker { plan.request.asksToClose = false }
        return plan
    }

    private func joined(_ node: YAMLNode?) -> String { node.map { ScriptTesting.texts($0).joined(separator: " ") } ?? "" }

    private func formEncode(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if byte == 32 {
                result += "+"
            } else if Character(UnicodeScalar(byte)).isLetter && byte < 128 || (48...57).contains(byte)
                || [45, 46, 95, 42].contains(byte)
            {
                result.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    func runHTTP(_ step: Step) throws(Failure) {
        let plan = try plan(step)
        if plan.times == 1 {
            try runOne(plan, step)
        } else {
            try runMany(plan, step)
        }
    }

    private func runOne(_ plan: HTTPPlan, _ step: Step) throws(Failure) {
        var request = plan.request
        var outcome = try exchange(request, timeout: plan.timeout, findsWorker: plan.findsWorker) { () throws(Failure) in
            if !step.steps.isEmpty { try run(step.steps) }
        }
        var left = plan.redirects
        while left > 0, case .response(let response) = outcome, [301, 302, 303, 307, 308].contains(response.status),
            let location = response.header("location")
        {
            left -= 1
            var next = try self.request(
                response.status == 303 ? "GET" : request.method,
                location.hasPrefix("/") ? "http://\(request.host):\(request.port)\(location)" : location)
            if response.status != 303 { next.body = request.body }
            next.headers = request.headers
            next.keepsAlive = request.keepsAlive
            request = next
            outcome = try exchange(request, timeout: plan.timeout, findsWorker: plan.findsWorker)
        }
        switch outcome {
        case .failure(let reason):
            requestErrors += 1
            response = nil
            pendingAnswers = nil
            throw Failure(step, step.value, "\(request.method) \(request.path) got no response: \(reason)")
        case .response(let answer):
            note([answer], 0, answer.time)
            if let failure = try expect(answer, step) { throw failure }
        }
    }

    private func runMany(_ plan: HTTPPlan, _ step: Step) throws(Failure) {
        var answers: [HTTPResponse] = []
        var errors: [String] = []
        var begun = 0
        var active = 0
        var failure: Failure?
        let start = Clock.now
        var problem: Failure?
        var open: [ObjectIdentifier: (connection: HTTPConnection, since: UInt64)] = [:]
        func launch() {
            while active < plan.parallel, begun < plan.times, failure == nil, problem == nil {
                if let rate = plan.rate, Double(begun) > (Clock.now - start).inMilliseconds / 1000 * Double(rate) { return }
                let connection: HTTPConnection
                do throws(Failure) { connection = try self.connection(plan.request) } catch {
                    problem = error
                    return
                }
                begun += 1
                active += 1
                if plan.findsWorker { connection.onHead = { [unowned self] in workerServing($0, $1) } }
                open[ObjectIdentifier(connection)] = (connection, Clock.now)
                connection.send(plan.request) { [self] outcome in
                    active -= 1
                    open[ObjectIdentifier(connection)] = nil
                    switch outcome {
                    case .response(let answer):
                        answers.append(answer)
                        if failure == nil { do throws(Failure) { failure = try expect(answer, step) } catch { problem = error } }
                    case .failure(let reason): errors.append(reason)
                    }
                    release(connection)
                    launch()
                }
            }
        }
        if !step.steps.isEmpty {
            launch()
            try run(step.steps)
        }
        var looked = start
        let finished = reactor.run(until: deadline, interval: plan.rate == nil ? 50_000_000 : 1_000_000) {
            launch()
            if Clock.now - looked > 50_000_000 {
                looked = Clock.now
                for (connection, since) in open.values where looked - since > plan.timeout {
                    connection.abort("no answer within \(Duration.text(plan.timeout))")
                }
            }
            return active == 0 && (begun == plan.times || failure != nil || problem != nil)
        }
        for (connection, _) in Array(open.values) { connection.abort("no answer before the test's end") }
        if let problem { throw problem }
        requestErrors += errors.count
        note(answers, errors.count, (Clock.now - start).inMilliseconds)
        if var failure {
            failure.details.insert("\(answers.count) of \(plan.times) requests had been answered", at: 0)
            throw failure
        }
        if !finished {
            throw Failure(
                step, step.value, "\(answers.count) of \(plan.times) requests were answered before the test's time was over")
        }
        // Errors are a figure when a threshold looks at them, and a failure otherwise.
        if !errors.isEmpty, !joined(step["thresholds"]).includes("errors"), spec.always?["errors"] == nil {
            let kinds = Set(errors).sorted().prefix(3).joined(separator: "; ")
            throw Failure(step, step.value, "\(errors.count) of \(plan.times) requests got no response: \(kinds)")
        }
    }

    // MARK: - Documents

    /// Keeps the answers; they become JSON when a filter looks at them.
    func note(_ answers: [HTTPResponse], _ errors: Int, _ elapsed: Double) { pendingAnswers = (answers, errors, elapsed) }

    func takeAnswers() {
        guard let (answers, errors, elapsed) = pendingAnswers else { return }
        pendingAnswers = nil
        responses = answers.suffix(1000).map(HTTPDocument.json)
        response = responses.last
        statistics = HTTPDocument.statistics(answers, errors: errors, elapsed: elapsed)
    }
}

enum HTTPDocument {
    static func json(_ response: HTTPResponse) -> JSON {
        var headers: [JSON.Member] = []
        for header in response.headers {
            if let index = headers.firstIndex(where: { $0.name == header.name }) {
                let old = headers[index].value
                let items: [JSON] = if case .array(let items) = old { items } else { [old] }
                headers[index] = JSON.Member(header.name, .array(items + [.string(header.value)]))
            } else {
                headers.append(JSON.Member(header.name, .string(header.value)))
            }
        }
        let text = String(decoding: response.body, as: UTF8.self)
        let isJSON = response.header("content-type")?.includes("json") == true
        let parsed = isJSON || text.first == "{" || text.first == "[" ? try? JSON.parse(response.body) : nil
        return .object([
            JSON.Member("status", .number(response.status)),
            JSON.Member("reason", .string(response.reason)),
            JSON.Member("headers", .object(headers)),
            JSON.Member("body", parsed ?? .string(text)),
            JSON.Member("text", .string(text)),
            JSON.Member("size", .number(response.body.count)),
            JSON.Member("time", .number((response.time * 1000).rounded() / 1000)),
            JSON.Member("port", .number(response.localPort)),
            JSON.Member("worker", response.worker.map { .number($0) } ?? .null)
        ])
    }

    /// The figures that thresholds compare; times in milliseconds.
    static func statistics(_ answers: [HTTPResponse], errors: Int, elapsed: Double) -> JSON {
        let times = answers.map(\.time).sorted()
        func quantile(_ share: Double) -> JSON {
            if times.isEmpty { return .null }
            return .number(times[min(times.count - 1, Int((Double(times.count) * share).rounded(.up)) - 1)])
        }
        var statuses: [String: Int] = [:]
        for answer in answers { statuses[String(answer.status), default: 0] += 1 }
        let mean: JSON = times.isEmpty ? .null : .number(times.reduce(0, +) / Double(times.count))
        return .object([
            JSON.Member("count", .number(answers.count)), JSON.Member("errors", .number(errors)),
            JSON.Member("elapsed", .number(elapsed)),
            JSON.Member("rps", .number(elapsed > 0 ? Double(answers.count) / elapsed * 1000 : 0)),
            JSON.Member("min", times.first.map { .number($0) } ?? .null), JSON.Member("mean", mean),
            JSON.Member("max", times.last.map { .number($0) } ?? .null), JSON.Member("p50", quantile(0.5)),
            JSON.Member("p75", quantile(0.75)),
            JSON.Member("p90", quantile(0.9)), JSON.Member("p95", quantile(0.95)), JSON.Member("p99", quantile(0.99)),
            JSON.Member("p999", quantile(0.999)), JSON.Member("bytes", .number(answers.reduce(0) { $0 + $1.body.count })),
            JSON.Member("statuses", .object(statuses.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .number($0.value)) })),
            JSON.Member("workers", .number(Set(answers.compactMap(\.worker)).count))
        ])
    }
}
