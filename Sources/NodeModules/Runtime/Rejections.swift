import JSEngine

/// Promises that were rejected while nothing handled them. https://nodejs.org/docs/latest-v20.x/api/process.html#event-unhandledrejection
struct RejectionTracker {
    /// A rejection that nothing handled, and its number, by which warnings name it.
    struct Rejection {
        var promise: Object
        var id: Int
    }
    private struct Entry {
        var rejection: Rejection
        var wasReported: Bool
    }
    /// By the address of the promise, which never moves and is kept alive here.
    private var known: [UInt: Entry] = [:]
    private var pending: [Object] = []
    private var handledLater: [Rejection] = []
    private var lastID = 0
    /// NOTE: Node remembers reported promises weakly; here the last ones of this number are remembered.
    private static let reportedLimit = 1024
    private var reported: [UInt] = []

    var hasPending: Bool { !pending.isEmpty || !handledLater.isEmpty }

    private static func key(_ promise: Object) -> UInt { UInt(bitPattern: promise.cell) }

    mutating func track(_ vm: VM, _ promise: Object, handled: Bool) {
        let key = Self.key(promise)
        if !handled {
            lastID += 1
            known[key] = Entry(rejection: Rejection(promise: promise, id: lastID), wasReported: false)
            pending.append(promise)
        } else if let entry = known.removeValue(forKey: key), entry.wasReported {
            handledLater.append(entry.rejection)
        }
    }

    mutating func takeHandledLater() -> Rejection? { handledLater.isEmpty ? nil : handledLater.removeFirst() }

    /// The promises that are still unhandled now; each is reported once.
    mutating func takePending() -> [Rejection] {
        let list = pending.compactMap { known[Self.key($0)]?.rejection }
        pending.removeAll(keepingCapacity: true)
        for rejection in list {
            let key = Self.key(rejection.promise)
            known[key]?.wasReported = true
            reported.append(key)
        }
        while reported.count > Self.reportedLimit { known[reported.removeFirst()] = nil }
        return list
    }

    func trace(_ heap: Heap) {
        for entry in known.values { heap.mark(Value(entry.rejection.promise)) }
        for promise in pending { heap.mark(Value(promise)) }
        for rejection in handledLater { heap.mark(Value(rejection.promise)) }
    }
}

extension NodeRuntime {
    /// Reports what the tracker collected.
    /// - Returns: whether anything was reported, and so the queues may have work again.
    func processRejections() -> Bool {
        var didSomething = false
        while let rejection = rejections.takeHandledLater() {
            didSomething = true
            do throws(JSException) {
                if try !emitProcess("rejectionHandled", Value(rejection.promise)) {
                    try emitWarning(
                        "Promise rejection was handled asynchronously (rejection id: \(rejection.id))",
                        type: "PromiseRejectionHandledWarning")
                }
            } catch {
                handleUncaught(vm.takeException(), origin: "uncaughtException")
            }
        }
        for rejection in rejections.takePending() {
            didSomething = true
            report(rejection)
        }
        return didSomething
    }

    private func report(_ rejection: RejectionTracker.Rejection) {
        let promise = rejection.promise
        let reason = vm.promiseDetails(promise).result
        do throws(JSException) {
            switch options.unhandledRejections {
            case .throw:
                if try emitProcess("unhandledRejection", reason, Value(promise)) { return }
                handleUncaught(try rejectionError(reason), origin: "unhandledRejection")
            case .strict:
                handleUncaught(try rejectionError(reason), origin: "unhandledRejection")
                if try !emitProcess("unhandledRejection", reason, Value(promise)) { try warnOfRejection(reason, rejection.id) }
            case .warn:
                _ = try emitProcess("unhandledRejection", reason, Value(promise))
                try warnOfRejection(reason, rejection.id)
            case .warnWithErrorCode:
                if try emitProcess("unhandledRejection", reason, Value(promise)) { return }
                try warnOfRejection(reason, rejection.id)
                exitCode = 1
            case .none:
                _ = try emitProcess("unhandledRejection", reason, Value(promise))
            }
        } catch {
            handleUncaught(vm.takeException(), origin: "uncaughtException")
        }
    }

    /// The reason when it is an Error, else an error that tells of it.
    private func rejectionError(_ reason: Value) throws(JSException) -> Value {
        if let error = reason.object, error.kind == .error { return reason }
        let text = try inspect(reason, forRejection: true)
        let error = vm.makeError(
            .errorPrototype,
            "This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason \"\(text)\"."
        )
        vm.defineOwn(error, vm.names[.name], Value(vm.string("UnhandledPromiseRejection")), .hidden)
        vm.defineOwn(error, vm.names[.code], Value(vm.string("ERR_UNHANDLED_REJECTION")))
        return Value(error)
    }

    private func warnOfRejection(_ reason: Value, _ id: Int) throws(JSException) {
        let text: String
        // As Node, which takes what has a stack of its own for an error.
        if let error = reason.object, try vm.hasOwnProperty(error, vm.names[.stack]) {
            text = try vm.toString(try vm.get(error, .stack)).toSwift(vm)
        } else {
            text = try inspect(reason, forRejection: true)
        }
        try emitWarning(text, type: "UnhandledPromiseRejectionWarning")
        try emitWarning(
            "Unhandled promise rejection. This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). To terminate the node process on unhandled promise rejection, use the CLI flag `--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). (rejection id: \(id))",
            type: "UnhandledPromiseRejectionWarning")
    }
}
