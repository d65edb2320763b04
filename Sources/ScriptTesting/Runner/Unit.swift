import ClusterRuntime
import DataFormats

/// What one supervisor runs: a spec in one cell of its matrix, or a script.
final class Unit {
    enum Work {
        /// `tests`: the indices of those to run.
        case spec(Spec, cell: [JSON.Member], tests: [Int])
        /// `isPlain`: no node:test in it; only its exit code counts.
        case script(path: String, isPlain: Bool)
    }

    let work: Work
    let file: String
    var results: [TestResult] = []
    /// When the supervisor must have ended, from its start.
    let limit: UInt64

    init(_ work: Work, _ options: RunOptions) {
        self.work = work
        switch work {
        case .spec(let spec, _, let tests):
            file = spec.file
            var time: UInt64 = 60_000_000_000 + (options.timeout ?? spec.timeout)
            for index in tests {
                let each = options.timeout ?? spec.tests[index].timeout
                time += each * UInt64(options.retries + 1) + (spec.isolate ? 30_000_000_000 : 0)
            }
            limit = time
        case .script(let path, _):
            file = path
            limit = (options.timeout ?? 60_000_000_000) * UInt64(options.retries + 1) + 30_000_000_000
        }
    }

    /// The spec's name with its cell: `echo [runtime=node workers=2]`.
    var suite: String {
        switch work {
        case .spec(let spec, let cell, _): Unit.suite(spec, cell)
        case .script(let path, _): Files.short(path)
        }
    }

    static func suite(_ spec: Spec, _ cell: [JSON.Member]) -> String {
        cell.isEmpty ? spec.name : "\(spec.name) [\(cell.map { "\($0.name)=\($0.value.plainText)" }.joined(separator: " "))]"
    }
}
