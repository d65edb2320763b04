#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `child_process.spawnSync`: runs a child to its end on a loop of its own.
public struct SynchronousProcess {
    /// One descriptor of the child.
    public enum IO {
        case ignore
        case inherit(fileDescriptor: Int32)
        /// A pipe: `input` is written to the child and then closed; what the child writes is collected.
        case pipe(input: [UInt8]?, collect: Bool)
    }

    public struct Result {
        /// 0 when the child could not be started.
        public var pid: Int32 = 0
        public var status: ProcessExit?
        /// Why the run failed: the error of the start, `ETIMEDOUT`, or `ENOBUFS` for too much output.
        public var error: UVError?
        /// What the child wrote, by descriptor; nil where nothing was collected.
        public var output: [[UInt8]?] = []
    }

    public var file: String
    public var arguments: [String]
    public var environment: [String]?
    public var workingDirectory: String?
    public var stdio: [IO] = []
    public var detached = false
    public var userID: UInt32?
    public var groupID: UInt32?
    /// Milliseconds after which the child is killed; 0 waits for ever.
    public var timeout: UInt64 = 0
    /// The most bytes that one output may have; 0 is no limit.
    public var maxBuffer = 0
    /// The signal for a child that ran too long or wrote too much.
    public var killSignal: Int32 = SIGTERM

    public init(file: String, arguments: [String]? = nil) {
        self.file = file
        self.arguments = arguments ?? [file]
    }

    /// Runs the child and waits for its end and that of its outputs.
    public func run() -> Result {
        var result = Result()
        let loop: Loop
        do { loop = try Loop() } catch {
            result.error = error
            return result
        }
        let run = SynchronousRun(self, loop)
        run.start()
        loop.run()
        loop.closeAllHandles()
        try? loop.close()
        result.pid = run.pid
        result.status = run.status
        result.error = run.error
        result.output = run.outputs
        return result
    }
}

/// The state of one synchronous run.
private final class SynchronousRun {
    let plan: SynchronousProcess
    let loop: Loop
    var pid: Int32 = 0
    var status: ProcessExit?
    var error: UVError?
    var outputs: [[UInt8]?]
    private var process: Process?
    private var timer: Timer?
    private var pipes: [Pipe] = []
    private var killed = false

    init(_ plan: SynchronousProcess, _ loop: Loop) {
        self.plan = plan
        self.loop = loop
        outputs = Array(repeating: nil, count: plan.stdio.count)
    }

    func start() {
        var options = ProcessOptions(
            file: plan.file, arguments: plan.arguments, environment: plan.environment,
            workingDirectory: plan.workingDirectory)
        options.detached = plan.detached
        options.userID = plan.userID
        options.groupID = plan.groupID
        var endpoints: [(pipe: Pipe, index: Int, input: [UInt8]?, collect: Bool)] = []
        for (index, io) in plan.stdio.enumerated() {
            switch io {
            case .ignore: options.stdio.append(.ignore)
            case .inherit(let descriptor): options.stdio.append(.inherit(fileDescriptor: descriptor))
            case .pipe(let input, let collect):
                let pipe = Pipe(loop)
                pipes.append(pipe)
                endpoints.append((pipe, index, input, collect))
                options.stdio.append(.pipe(pipe, childReads: !collect || input != nil, childWrites: collect))
            }
        }
        do {
            let process = try Process.spawn(loop, options) { [self] process, status in
                self.status = status
                timer?.close()
                process.close()
            }
            self.process = process
            pid = process.pid
        } catch {
            self.error = error
            for pipe in pipes { pipe.close() }
            return
        }
        if plan.timeout > 0 {
            let timer = Timer(loop) { [self] _ in stop(.ETIMEDOUT) }
            timer.start(timeout: plan.timeout)
            self.timer = timer
        }
        for endpoint in endpoints { connect(endpoint.pipe, endpoint.index, endpoint.input, endpoint.collect) }
    }

    private func connect(_ pipe: Pipe, _ index: Int, _ input: [UInt8]?, _ collect: Bool) {
        if collect {
            outputs[index] = []
            pipe.delegate = Collector(self, index)
            try? pipe.readStart()
        }
        // The pipe is closed once it has nothing to do: after the input for one way, at the end of output for the other.
        let finish: (UVError?) -> Void = { _ in if !collect { pipe.close() } }
        do {
            if let input, !input.isEmpty, try pipe.write(input, completion: nil) == .pending {}
            if !collect || input != nil { try pipe.shutdown(finish) }
        } catch {
            // The child closed its end without reading: not an error of the run (EPIPE).
            finish(error)
        }
    }

    /// Kills the child, for the reason given, unless that was done already.
    private func stop(_ reason: UVError) {
        if killed { return }
        killed = true
        error = reason
        try? process?.kill(plan.killSignal)
        // Grandchildren may hold the pipes open: they are not waited for.
        for pipe in pipes { pipe.close() }
        timer?.close()
    }

    final class Collector: StreamDelegate {
        unowned let run: SynchronousRun
        let index: Int

        init(_ run: SynchronousRun, _ index: Int) {
            self.run = run
            self.index = index
        }

        func stream(_ stream: Stream, didRead bytes: UnsafeRawBufferPointer) {
            let limit = run.plan.maxBuffer
            // What was read is kept as a whole, as Node does.
            run.outputs[index]!.append(contentsOf: bytes)
            if limit > 0, run.outputs[index]!.count > limit { run.stop(.ENOBUFS) }
        }

        func streamDidReachEnd(_ stream: Stream) { stream.close() }
        func stream(_ stream: Stream, didFailReading error: UVError) {
            if run.error == nil { run.error = error }
            stream.close()
        }
    }
}
