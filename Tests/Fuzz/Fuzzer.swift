import JSEngine
import JSSyntax

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@_silgen_name("fork") private func forkProcess() -> Int32

private final class Interruption: HostHooks {
    override func interrupt(_ vm: VM) throws(JSException) {
        vm.interruptFlag.pointee = 0
        throw vm.rangeError("interrupted")
    }
}

/// The interrupt flag of the VM that runs programs: for the alarm's handler.
nonisolated(unsafe) private var interruptFlag: UnsafeMutablePointer<UInt32>?

/// Tries programs in child processes, and collects what ends them.
struct Fuzzer {
    let arguments: Arguments
    private let grammar: Grammar
    private let mutator: Mutator
    private let vm: VM?
    /// Shared with the children: 0 the number of the program being tried, 1 how many had no early error.
    private let shared: UnsafeMutablePointer<Int>

    init(_ arguments: Arguments) {
        self.arguments = arguments
        guard let grammar = Grammar(text: String(decoding: read(arguments.grammar) ?? [], as: UTF8.self)),
            grammar.index("Program") != nil
        else { fail("cannot read the grammar \(arguments.grammar)") }
        self.grammar = grammar
        if !["programs", "mutations", "run"].contains(arguments.mode) { fail("the mode is programs, mutations or run") }
        mutator = Mutator(corpus: arguments.mode == "mutations" ? arguments.corpus.flatMap { scripts(in: $0) } : [])
        if arguments.mode == "mutations" && mutator.corpus.isEmpty { fail("--corpus names no folder with scripts") }
        shared = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)!.assumingMemoryBound(to: Int.self)
        vm = arguments.mode == "run" ? VM(heapLimit: 512 << 20, hooks: Interruption()) : nil
        if let vm {
            interruptFlag = vm.interruptFlag
            let source = Array(Checks.prelude.utf8).withUnsafeBufferPointer { SourceText(name: "prelude", utf8: $0) }
            if (try? vm.runScript(source)) == nil { fail("the prelude does not run") }
        }
    }

    /// The text of a program, which its number and the mode determine.
    private func text(of number: Int) -> (bytes: [UInt8], isModule: Bool) {
        let seed = arguments.seed &* 1_000_000_007 &+ UInt64(number)
        if arguments.mode == "mutations" {
            var random = Random(seed: seed)
            let isModule = random.chance(25)
            return (mutator.program(&random), isModule)
        }
        let isForRunning = arguments.mode == "run"
        let isModule = !isForRunning && number % 4 == 3
        var generator = ProgramGenerator(grammar, .init(isModule: isModule, isForRunning: isForRunning), seed: seed)
        return (Array(generator.program().utf8), isModule)
    }

    private func tryProgram(_ number: Int) {
        let (bytes, isModule) = text(of: number)
        let source = bytes.withUnsafeBufferPointer { SourceText(name: "fuzz.js", utf8: $0) }
        let isValid: Bool
        if let vm {
            signal(SIGALRM) { _ in interruptFlag?.pointee = 1 }
            ualarm(100_000, 100_000)
            isValid = Checks.run(vm, source)
            ualarm(0, 0)
        } else {
            isValid = Checks.compile(source, isModule: isModule)
        }
        if isValid { shared[1] += 1 }
    }

    /// Tries programs in a child: the number behind the last one that was tried, and how the child ended when not well.
    private func batch(from first: Int, to end: Int) -> (next: Int, failure: String?) {
        shared[0] = first
        let child = forkProcess()
        if child < 0 { fail("cannot start a process") }
        if child == 0 {
            for number in first..<end {
                shared[0] = number
                limitTime()
                tryProgram(number)
            }
            _exit(0)
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        if status == 0 { return (end, nil) }
        let signal = status & 0x7F
        let how = signal == SIGXCPU ? "hang" : signal == 0 ? "exit \(status >> 8 & 0xFF)" : "signal \(signal)"
        return (shared[0] + 1, how)
    }

    /// A program that hangs ends the process: by the processor's time, which a busy machine does not change.
    private func limitTime() {
        let used = Int(clock()) / Int(CLOCKS_PER_SEC)
        var limit = rlimit(rlim_cur: rlim_t(used + 10), rlim_max: rlim_t.max)
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
        limit.rlim_cur = 0
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }

    private func keep(_ number: Int) -> String {
        mkdir(arguments.failures, 0o755)
        let (bytes, isModule) = text(of: number)
        let path = "\(arguments.failures)/\(arguments.mode)-\(arguments.seed)-\(number).\(isModule ? "mjs" : "js")"
        if let file = fopen(path, "w") {
            fwrite(bytes, 1, bytes.count, file)
            fclose(file)
        }
        return path
    }

    /// - Returns: the exit code.
    func run() -> Int32 {
        if arguments.prints {
            for number in 0..<arguments.count { print(String(decoding: text(of: number).bytes, as: UTF8.self)) }
            return 0
        }
        var failures = 0
        var next = 0
        let batchSize = vm != nil ? 1 : 2000
        while next < arguments.count {
            let (reached, failure) = batch(from: next, to: min(arguments.count, next + batchSize))
            if let failure {
                failures += 1
                print("\(failure): \(keep(reached - 1))")
                fflush(nil)
            }
            next = reached
        }
        print("\(arguments.mode): \(arguments.count) programs, \(shared[1]) without early errors, \(failures) failures")
        return failures == 0 ? 0 : 1
    }
}
