import ClusterRuntime
import DataFormats

extension Session {
    /// Waits until the app is ready as its spec says; without `ready`, that it listens when it has an assigned port that a step uses
    /// is not known, and so it is taken as ready at once.
    func awaitReady(_ app: App) throws(Failure) {
        guard let ready = app.spec.node["ready"] else { return }
        let within = try duration(ready["within"], "within", 10_000_000_000)
        let listening = try integer(ready["listening"], "listening")
        let output = try ready["stdout"].map { node throws(Failure) in try pattern(node) }
        let errors = try ready["stderr"].map { node throws(Failure) in try pattern(node) }
        var missing = ""
        var captured: String?
        var failure: Failure?
        let isReady = wait(within) {
            if !app.isRunning { return true }
            missing = ""
            if let listening, !isListening(app, listening) { missing = "listening: \(listening) (seen: \(listeningCount(app)))" }
            for (pattern, stream, name) in [(output, app.output, "stdout"), (errors, app.errors, "stderr")] {
                guard let pattern else { continue }
                guard let captures = pattern.captures(stream.text) else {
                    missing = "\(name): \(ready[name]?.text ?? "")"
                    continue
                }
                if captures.count > 1, let group = captures[1] { captured = group }
            }
            if missing.isEmpty, let captured, let port = Int(captured) {
                app.foundPort = port
                publishPorts()
            }
            if !missing.isEmpty { return false }
            do throws(Failure) {
                if let node = ready["port"], node.text != "false" {
                    let port = node.text == "true" ? app.effectivePort : try integer(node, "port") ?? 0
                    if !connects(port) { missing = "port: \(port) accepts no connection" }
                }
                if missing.isEmpty, let path = try text(ready["http"]) {
                    let url = path.hasPrefix("/") ? "http://127.0.0.1:\(app.effectivePort)\(path)" : path
                    if try !answers(url) { missing = "http: \(url) gives no answer" }
                }
            } catch {
                failure = error
                return true
            }
            return missing.isEmpty
        }
        if let failure { throw failure }
        if !app.isRunning {
            app.drain()
            throw Failure("the app '\(app.name)' ended \(app.exit?.text ?? "") before it was ready")
        }
        if !isReady { throw Failure("the app '\(app.name)' was not ready within \(Duration.text(within)): \(missing)") }
    }

    /// How many workers have told that they listen.
    private func listeningCount(_ app: App) -> Int { app.workers.values.filter { $0.state == "listening" }.count }

    private func isListening(_ app: App, _ count: Int) -> Bool {
        if listeningCount(app) >= count { return true }
        // A server without workers, or a command: the system knows whether it listens.
        guard count == 1, app.workers.isEmpty else { return false }
        let ports = ProcessTable.listeningPorts(ProcessTable.tree(app.pid))
        guard let port = ports.contains(app.port) ? app.port : ports.first else { return false }
        app.foundPort = port
        return true
    }

    private func connects(_ port: Int) -> Bool {
        var address = SocketAddressV4.any(port)
        address.sin_addr = SocketAddressV4.resolve("127.0.0.1", port)!.sin_addr
        guard let fd = SocketAddressV4.connect(address) else { return false }
        var error: Int32 = -1
        let watch = reactor.watch(fd) { _ in error = SocketAddressV4.error(fd) }
        watch.writes = true
        watch.reads = false
        reactor.run(until: Clock.now + 500_000_000) { error >= 0 }
        reactor.remove(watch)
        closeDescriptor(fd)
        return error == 0
    }

    private func answers(_ url: String) throws(Failure) -> Bool {
        let outcome = try exchange(try request("GET", url), timeout: 1_000_000_000)
        if case .response(let response) = outcome { return response.status < 500 }
        return false
    }
}
