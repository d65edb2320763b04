import CNodeScripts
import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a program is started with.
public struct RuntimeOptions: Sendable {
    /// `process.argv` without its first element: the script's path and its arguments.
    public var arguments: [String] = []
    /// `process.argv0`: how the command was called.
    public var argv0 = "swjs"
    /// `process.execArgv`: options of the runtime, as they were given.
    public var execArguments: [String] = []
    /// Bytes of live data at which the process ends; nil for the engine's default.
    public var heapLimit: Int?
    public var unhandledRejections = UnhandledRejectionMode.throw
    /// `--no-warnings`
    public var printsWarnings = true
    public var throwsDeprecations = false
    public var tracesWarnings = false
    /// `--pending-deprecation`
    public var showsPendingDeprecations = false
    /// `--redirect-warnings`
    public var warningsFile: String?
    /// `--max-http-header-size`
    public var maxHTTPHeaderSize = 16384
    /// `--insecure-http-parser`
    public var usesInsecureHTTPParser = false
    /// `--expose-gc`
    public var exposesGC = false
    /// How often a match of a regular expression may backtrack before it throws a RangeError; no limit when nil.
    public var regexpStepLimit: UInt64?
    public init() {}
}

/// What happens to a promise that is rejected and has no handler. https://nodejs.org/docs/latest-v20.x/api/cli.html#--unhandled-rejectionsmode
public enum UnhandledRejectionMode: String, Sendable {
    case `throw`, strict, warn, none
    case warnWithErrorCode = "warn-with-error-code"
}

/// The Node host around one VM and the default loop: one a process. See `Runtime/README.md`.
public final class NodeRuntime: HostHooks {
    public let options: RuntimeOptions
    public let loop: Loop
    // Set right after `init`, because the VM takes its hooks when it is made.
    private var machine: VM?
    public var vm: VM { machine.unsafelyUnwrapped }

    /// Values that Swift code keeps by name; see `Slots`.
    var slots = Slots()
    var ticks = TickQueue()
    var timers: TimerQueue!
    var immediates: ImmediateQueue!
    var rejections = RejectionTracker()
    let builtins = BuiltinModules()
    var bindings: [String: Value] = [:]
    let commonJS = CommonJSState()
    var openHandles: [OpenHandle] = []
    /// Codes of the deprecations that were told.
    var toldDeprecations: Set<String> = []
    /// Calls of the file system on the thread pool.
    var fileCalls = 0
    var pool = BufferPool()
    /// See `scheduleAtomicsTimer`.
    var atomicsTimer: EventLoop.Timer?
    /// How many callbacks from the loop are on the stack.
    var callbackDepth = 0
    /// `process.exitCode` when a program set it.
    var exitCode: Int32?
    var isExiting = false
    /// `process` has EventEmitter's methods: see `Process+Events.swift`.
    var processIsEmitter = false
    let startTime = Loop.hrtime

    /// The path of the running binary: `process.execPath`.
    public lazy var executablePath: String = (try? System.executablePath()) ?? options.argv0

    /// Makes the VM and its globals; runs nothing.
    public static func start(_ options: RuntimeOptions) -> NodeRuntime {
        let runtime = NodeRuntime(options)
        let vm = VM(heapLimit: options.heapLimit ?? VM.defaultHeapLimit(), hooks: runtime)
        if let limit = options.regexpStepLimit { vm.regexpStepLimit = limit }
        runtime.machine = vm
        vm.heap.paused += 1
        runtime.slots = Slots()
        runtime.timers = TimerQueue(runtime)
        runtime.immediates = ImmediateQueue(runtime)
        runtime.installGlobals()
        if options.exposesGC {
            vm.defineOwn(vm.realm.global, vm.key("gc"), Value(vm.makeFunction("gc", length: 0, collectGarbage)), .hidden)
        }
        vm.heap.paused -= 1
        return runtime
    }

    private init(_ options: RuntimeOptions) {
        self.options = options
        loop = .default
        super.init()
    }

    // MARK: Roots

    public override func trace(_ heap: Heap) {
        slots.trace(heap)
        ticks.trace(heap)
        timers?.trace(heap)
        immediates?.trace(heap)
        rejections.trace(heap)
        builtins.trace(heap)
        commonJS.trace(heap)
        for value in bindings.values { heap.mark(value) }
    }

    public override func promiseRejection(_ vm: VM, promise: Object, handled: Bool) {
        rejections.track(vm, promise, handled: handled)
    }

    public override func loadModule(
        _ vm: VM, specifier: String, attributes: [(String, String)], referrer: String
    ) throws(JSException) -> ModuleRecord {
        try importedModule(vm, specifier: specifier, attributes: attributes, referrer: referrer)
    }

    public override func importMeta(_ vm: VM, module: ModuleRecord, object: Object) {
        fillImportMeta(vm, module: module, object: object)
    }

    public override func atomicsTimeout(_ vm: VM, milliseconds: Double) { scheduleAtomicsTimer(within: milliseconds) }

    public override func isBuffer(_ vm: VM, _ view: Object) throws(JSException) -> Bool {
        let constructor = slots[.bufferConstructor]
        if constructor.isEmpty { return false }
        return try vm.get(view, .constructor) == constructor
    }

    public override func makeBuffer(_ vm: VM, _ bytes: UnsafeRawBufferPointer) throws(JSException) -> Object {
        try makeBuffer(bytes)
    }

    public override func lazyGlobal(_ realm: Realm, _ index: Int) -> Value { makeLazyGlobal(index) }

    // MARK: The life of a program

    /// Runs the loop until nothing is left to do, then ends: `beforeExit`, `exit`.
    /// - Returns: the exit code.
    public func runToEnd() -> Int32 {
        repeat {
            loop.run(.untilDone)
            drainTicks()
            if loop.isAlive { continue }
            // A listener of 'beforeExit' may start new work.
            perform { () throws(JSException) in
                _ = try self.emitProcess("beforeExit", Value(Int(self.exitCode ?? 0)))
            }
        } while loop.isAlive
        // A top-level await that nothing can settle any more.
        if exitCode == nil && hasUnsettledEntry {
            writeError("Warning: Detected unsettled top-level await\n")
            return emitExit(13)
        }
        return emitExit(exitCode ?? 0)
    }

    /// Emits 'exit' once.
    /// - Returns: the code to end with; listeners may change it.
    func emitExit(_ code: Int32) -> Int32 {
        if isExiting { return exitCode ?? code }
        isExiting = true
        if exitCode == nil && code != 0 { exitCode = code }
        do throws(JSException) {
            _ = try emitProcess("exit", Value(Int(exitCode ?? code)))
        } catch {
            handleUncaught(vm.takeException(), origin: "uncaughtException")
            return exitCode ?? 7
        }
        return exitCode ?? code
    }

    /// process.exit([code])
    public func exitProcess(_ code: Int32) -> Never {
        let final = emitExit(code)
        leave(final)
    }

    /// Ends the process without 'exit'.
    public func leave(_ code: Int32) -> Never {
        TTY.resetMode()
        exit(code)
    }
}

extension VM {
    /// The Node host of this VM.
    @inline(__always)
    public var node: NodeRuntime { unsafeDowncast(hooks, to: NodeRuntime.self) }
}

/// Values that are made once and used again: prototypes, functions of scripts.
public struct Slots {
    var values = [Value](repeating: .empty, count: SlotName.allCases.count)

    public subscript(name: SlotName) -> Value {
        get { values[name.rawValue] }
        set { values[name.rawValue] = newValue }
    }

    func trace(_ heap: Heap) { for value in values { heap.mark(value) } }
}

/// The names of `NodeRuntime.slots`; empty until somebody sets them.
public enum SlotName: Int, CaseIterable {
    case process
    case processPrototype
    case processEnvironment
    case uncaughtCapture
    case stdin, stdout, stderr
    case internalRequire
    case internalBindingFunction
    case timeoutPrototype
    case immediatePrototype
    case bufferPrototype
    case bufferConstructor
    case bufferPool
    case moduleConstructor
    case modulePrototype
    case requireMain
    /// Module.wrapper and Module.wrap
    case moduleWrapper, moduleWrap
    case extensions
    case moduleCache
    case customPromisify
    case fsStatsPrototype
    case inspectFunction
}
