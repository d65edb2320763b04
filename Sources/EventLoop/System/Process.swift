internal import CLibuv

/// What a child finds at one of its first descriptors.
public enum StandardIO {
    /// `/dev/null` for 0, 1 and 2; closed for others.
    case ignore
    /// A descriptor of this process.
    case inherit(fileDescriptor: Int32)
    /// The descriptor of an open stream of this process.
    case stream(Stream)
    /// A new pipe; its other end becomes `Pipe`, which must be fresh. The flags are the child's view: a child reads from
    /// its standard input.
    case pipe(Pipe, childReads: Bool, childWrites: Bool)
}

/// How a child is started; `child_process.spawn`'s options.
public struct ProcessOptions {
    /// The program; looked up in the child's `PATH` when it has no slash.
    public var file: String
    /// All arguments, with `argv[0]` first.
    public var arguments: [String]
    /// `KEY=value` strings; nil hands this process's environment on.
    public var environment: [String]?
    public var workingDirectory: String?
    public var stdio: [StandardIO] = []
    /// The child leads a session of its own, and may outlive this process.
    public var detached = false
    public var userID: UInt32?
    public var groupID: UInt32?

    public init(
        file: String, arguments: [String]? = nil, environment: [String]? = nil, workingDirectory: String? = nil,
        stdio: [StandardIO] = []
    ) {
        self.file = file
        self.arguments = arguments ?? [file]
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.stdio = stdio
    }
}

/// How a child ended.
public struct ProcessExit: Equatable, Sendable {
    /// The exit code, 0 when a signal ended it.
    public let code: Int64
    /// The signal's number, 0 when it exited by itself.
    public let signal: Int32
    public init(code: Int64, signal: Int32) {
        self.code = code
        self.signal = signal
    }
}

/// A child process (`uv_process_t`).
/// https://docs.libuv.org/en/v1.x/process.html
public final class Process: Handle {
    private var onExit: ((Process, ProcessExit) -> Void)?
    /// The child's process id.
    public private(set) var pid: Int32 = 0
    /// How it ended; nil while it runs.
    public private(set) var exitStatus: ProcessExit?

    /// Starts a child (`uv_spawn`).
    /// - Parameter onExit: called once; the handle must still be closed (in this callback, usually).
    /// - Throws: `ENOENT` when there is no such program, `EACCES`, `EPERM`, `EAGAIN`, ...; pipes of `stdio` are then unused.
    public static func spawn(
        _ loop: Loop = .default, _ options: ProcessOptions, onExit: @escaping (Process, ProcessExit) -> Void
    ) throws(UVError) -> Process {
        let memory = UnsafeMutablePointer<uv_process_t>.allocate(capacity: 1)
        memory.initialize(to: uv_process_t())
        let process = Process(loop, memory)
        process.onExit = onExit
        let result = withCOptions(options) { uv_spawn(loop.raw, memory, $0) }
        // libuv links the handle into the loop even when it fails, so it is closed like any other.
        memory.pointee.data = process.handle.pointee.data
        if result < 0 {
            process.onExit = nil
            process.close()
            throw UVError(code: result)
        }
        process.pid = memory.pointee.pid
        return process
    }

    private init(_ loop: Loop, _ memory: UnsafeMutablePointer<uv_process_t>) {
        super.init(loop: loop, initialized: UnsafeMutableRawPointer(memory))
    }

    /// Sends a signal (`uv_process_kill`); 0 only tests.
    /// - Throws: `ESRCH` when it has ended.
    public func kill(_ signal: Int32) throws(UVError) {
        if exitStatus != nil || state != .open { throw .ESRCH }
        try UVError.check(uv_process_kill(raw.assumingMemoryBound(to: uv_process_t.self), signal))
    }

    /// Sends a signal to any process (`uv_kill`).
    public static func kill(pid: Int32, _ signal: Int32) throws(UVError) {
        try UVError.check(uv_kill(pid, signal))
    }

    override func releaseCallbacks() { onExit = nil }

    /// Runs `body` with libuv's options; all strings live until it returns.
    private static func withCOptions(
        _ options: ProcessOptions, _ body: (UnsafeMutablePointer<uv_process_options_t>) -> Int32
    ) -> Int32 {
        let file = copyCString(options.file)
        let arguments = CStringArray(options.arguments)
        let environment = options.environment.map { CStringArray($0) }
        let directory = options.workingDirectory.map { copyCString($0) }
        defer {
            file.deallocate()
            arguments.deallocate()
            environment?.deallocate()
            directory?.deallocate()
        }
        var containers = options.stdio.map { stdioContainer($0) }
        return containers.withUnsafeMutableBufferPointer { containers in
            var raw = uv_process_options_t()
            raw.exit_cb = { process, code, signal in
                base(process).withOwner(Process.self) { process in
                    let status = ProcessExit(code: code, signal: signal)
                    process.exitStatus = status
                    process.onExit?(process, status)
                }
            }
            raw.file = UnsafePointer(file)
            raw.args = arguments.pointer
            raw.env = environment?.pointer
            raw.cwd = UnsafePointer(directory)
            raw.stdio_count = Int32(containers.count)
            raw.stdio = containers.baseAddress
            if options.detached { raw.flags |= UInt32(UV_PROCESS_DETACHED.rawValue) }
            if let id = options.userID {
                raw.flags |= UInt32(UV_PROCESS_SETUID.rawValue)
                raw.uid = id
            }
            if let id = options.groupID {
                raw.flags |= UInt32(UV_PROCESS_SETGID.rawValue)
                raw.gid = id
            }
            return body(&raw)
        }
    }

    private static func stdioContainer(_ io: StandardIO) -> uv_stdio_container_t {
        var container = uv_stdio_container_t()
        switch io {
        case .ignore:
            container.flags = UV_IGNORE
        case .inherit(let descriptor):
            container.flags = UV_INHERIT_FD
            container.data.fd = descriptor
        case .stream(let stream):
            container.flags = UV_INHERIT_STREAM
            container.data.stream = stream.stream
        case .pipe(let pipe, let reads, let writes):
            var flags = UV_CREATE_PIPE.rawValue
            if reads { flags |= UV_READABLE_PIPE.rawValue }
            if writes { flags |= UV_WRITABLE_PIPE.rawValue }
            container.flags = uv_stdio_flags(rawValue: flags)
            container.data.stream = pipe.stream
        }
        return container
    }
}

/// A copy of a string for C; the caller deallocates it.
func copyCString(_ string: String) -> UnsafeMutablePointer<CChar> {
    var string = string
    return string.withUTF8 { utf8 in
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: utf8.count + 1)
        utf8.withMemoryRebound(to: CChar.self) { copy.initialize(from: $0.baseAddress ?? UnsafePointer(copy), count: $0.count) }
        copy[utf8.count] = 0
        return copy
    }
}

/// A NULL-terminated `char **`.
struct CStringArray {
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointer = .allocate(capacity: count + 1)
        for (i, string) in strings.enumerated() { pointer[i] = copyCString(string) }
        pointer[count] = nil
    }

    func deallocate() {
        for i in 0..<count { pointer[i]?.deallocate() }
        pointer.deallocate()
    }
}
