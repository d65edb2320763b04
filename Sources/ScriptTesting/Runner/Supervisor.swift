import CTestProcess
import ClusterRuntime
import DataFormats

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A child process that runs one unit. All that the unit starts are its descendants, and what they leave behind comes to it; so it
/// can name and end every process of its test and touches no other. When the runner ends, in whatever way, it ends all of them.
struct Supervisor {
    let unit: Unit
    let pid: Int32
    /// Where its results come in.
    let fd: Int32
    let started: UInt64

    /// - Returns: nil when no process can be started.
    static func start(_ unit: Unit, _ filters: JQFilterSet, _ options: RunOptions) -> Supervisor? {
        var ends: [Int32] = [0, 0]
        guard test_pipe(&ends) == 0 else { return nil }
        let parent = getpid()
        let pid = test_fork()
        if pid == 0 {
            close(ends[0])
            test_supervise(parent)
            let out = ends[1]
            guard let name = test_make_directory((Files.environment("TMPDIR") ?? "/tmp") + "/swjs-test-XXXXXX") else {
                _exit(1)
            }
            let folder = String(cString: name)
            // The runner removes it when this process should be killed.
            Files.writeAll(out, JSON.object([JSON.Member("folder", .string(folder))]).text + [10])
            let report: (TestResult) -> Void = { Files.writeAll(out, $0.json.text + [10]) }
            switch unit.work {
            case .spec(let spec, let cell, let tests):
                SpecRun(spec: spec, cell: cell, tests: tests, filters: filters, options: options, folder: folder, report: report)
                    .run()
            case .script(let path, let isPlain):
                ScriptRun(path: path, isPlain: isPlain, options: options, folder: folder, report: report).run()
            }
            test_kill_children()
            Files.writeAll(out, Array("\"done\"\n".utf8))
            Files.removeTree(folder)
            _exit(0)
        }
        close(ends[1])
        if pid < 0 {
            close(ends[0])
            return nil
        }
        return Supervisor(unit: unit, pid: pid, fd: ends[0], started: Clock.now)
    }
}
