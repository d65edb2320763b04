import ClusterRuntime
import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What `--trace cluster`, `--trace cluster:mermaid` and `--trace-file` ask for.
public enum TraceRequest {
    /// A line on stderr for each step.
    nonisolated(unsafe) public static var printsSteps = false
    /// A sequence diagram on stderr at the end.
    nonisolated(unsafe) public static var printsDiagram = false
    /// Where lines of JSON go.
    nonisolated(unsafe) public static var file: String?
    static var isEmpty: Bool { !printsSteps && !printsDiagram && file == nil }
}

/// The trace of this process's cluster and the places it goes to.
final class TraceOutput {
    let trace: ClusterTrace
    private unowned let runtime: NodeRuntime
    private var watchers: [Signal] = []

    /// Nil when nobody asked for a trace.
    init?(_ runtime: NodeRuntime) {
        if TraceRequest.isEmpty { return nil }
        self.runtime = runtime
        let toError: ClusterTrace.Sink = { TraceOutput.write($0, to: 2) }
        var toFile: ClusterTrace.Sink?
        if let path = TraceRequest.file {
            // Whole lines are appended: a process that this one forks may trace its own cluster into the same file.
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
            if descriptor >= 0 { toFile = { TraceOutput.write($0, to: descriptor) } }
        }
        trace = ClusterTrace(
            text: TraceRequest.printsSteps ? toError : nil, lines: toFile, diagram: TraceRequest.printsDiagram ? toError : nil)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                #if canImport(Glibc)
                let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
                #else
                let count = Darwin.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
                #endif
                if count <= 0 {
                    if count < 0, errno == EINTR { continue }
                    return
                }
                offset += count
            }
        }
    }

    /// A server is usually ended by a signal: the diagram is written before it does its work.
    func watchSignals() {
        guard TraceRequest.printsDiagram else { return }
        for number in [SIGINT, SIGTERM, SIGHUP] {
            guard let watcher = try? Signal(runtime.loop, { [unowned self] number in ended(by: number) }) else { continue }
            watcher.unref()
            try? watcher.start(number)
            watchers.append(watcher)
        }
    }

    private func ended(by number: Int32) {
        // A program that listens to the signal decides by itself; the diagram is then written at its exit.
        let listeners = Persistent(runtime.vm, .zero)
        runtime.perform { [runtime] () throws(JSException) in
            let vm = runtime.vm
            let process = try vm.get(vm.realm.global, vm.key("process"))
            let name = Signals.all.first { $0.number == number }?.name ?? ""
            listeners.value = try vm.invoke(process, vm.key("listenerCount"), Value(vm.string(name)))
        }
        if listeners.value.isNumber, listeners.value.asNumber > 0 { return }
        trace.finish()
        for watcher in watchers { watcher.close() }
        watchers = []
        signal(number, SIG_DFL)
        kill(getpid(), number)
    }
}
