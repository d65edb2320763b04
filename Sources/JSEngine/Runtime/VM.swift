import CSwjs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Thrown by everything that may complete abruptly; the thrown value is in `VM.exception`.
public struct JSException: Error {
    @inlinable public init() {}
}

/// One ECMAScript agent: heap, shapes, atoms, register stack, jobs and realms. Use from one thread only.
public final class VM {
    public let heap: Heap
    var shapes = ShapeTable()
    /// The shape of the object being allocated: a root, since no object may have it yet.
    var keptShape: ShapeReference?
    var atoms = AtomTable()
    let recentAtoms = RecentAtoms()
    public internal(set) var names: KnownNames
    public internal(set) var symbols: WellKnownSymbols
    /// The realm of the running code.
    public internal(set) var realm: Realm!
    var allRealms: [Realm] = [] {
        didSet {
            if !hasSeveralRealms && allRealms.count > 1 { markExecutablesForRealms() }
            hasSeveralRealms = allRealms.count > 1
        }
    }
    private(set) var hasSeveralRealms = false

    /// The value of the exception being thrown (`JSException`); empty when there is none.
    public var exception: Value = .empty
    /// Where the pending or last uncaught exception was thrown, unless it is an Error, which knows itself.
    public var throwSite: ThrowSite?

    // Strings that are always there.
    public internal(set) var emptyString: JSString
    let singleUnitStrings: UnsafeMutablePointer<JSString>

    // The register stack, scanned from `stack` up to `top`; frames are described in VM/Frame.swift.
    let stack: UnsafeMutablePointer<Value>
    let stackEnd: UnsafeMutablePointer<Value>
    /// Frames end below this, so that there is room to make the RangeError, or a lazy global.
    private(set) var stackLimit: UnsafeMutablePointer<Value>
    public internal(set) var top: UnsafeMutablePointer<Value>
    static let stackCapacity = 1 << 19
    private static let stackReserve = 16384
    /// The native stack: its base for scanning, and how far it may grow before a RangeError.
    let nativeStackBase: UnsafeRawPointer
    private(set) var nativeStackLimit: UInt
    let nativeStackLow: UInt

    let lookupCache = LookupCache()
    /// What inline caches have as the holder of properties that are not there: an object that nobody sees, with undefined in
    /// its slots.
    private(set) var absence: Object!
    /// Inline cache words for instructions that have none.
    let scratchCache: UnsafeMutablePointer<UInt64>
    /// Changes when the layout of any prototype object does; inline caches that found a property on a prototype compare it.
    var prototypeEpoch: UInt32 = 1
    // See `isArrayIterationPristine`; a data property replaced in place does not change the epoch, so `set` on these resets it.
    var arrayIterationPristine = false
    var arrayIterationCheckedEpoch: UInt32 = 0
    /// Set from outside (signals, timeouts) to leave the run loop at the next back-edge or call.
    public let interruptFlag: UnsafeMutablePointer<UInt32>

    public let hooks: HostHooks
    public internal(set) var jobs = JobQueue()
    /// Values kept alive by Swift code: see `Persistent`.
    let persistents = PersistentTable()
    /// The registry of Symbol.for.
    var symbolRegistry: [PropertyKey: Value] = [:]
    /// The innermost script frame and where it is, for stack traces: set by the run loop before everything that may throw or call.
    var currentRegisters: UnsafeMutablePointer<Value>?
    var currentPC: UnsafePointer<UInt64>?
    var asyncContextStorage: Value = .undefined
    var lastNumberString: (bits: UInt64, string: JSString?) = (0, nil)
    /// Behind Math.random.
    var random = RandomGenerator()
    /// The local time zone; hosts call `resetTimeZone` when the environment's TZ changes.
    var timeZone = LocalTimeZone()
    let regexp = RegExpState()
    /// Shapes that native code is walking while scripts may run.
    var pinnedShapes: [UInt32] = []
    /// The innermost list of values that native code keeps; see `RootList`.
    var rootLists: UnsafeMutablePointer<RootList>?
    var finalizationQueue: [Value] = []
    /// Arrays whose elements are being joined to a string, see Array.prototype.join.
    var joining: [Object] = []
    /// Targets read through WeakRef in this job stay alive until its end (KeepDuringJob).
    var keptAlive: [Value] = []
    var keptAliveGeneration: Int32 = 0
    var atomicsWaiters: [AtomicsWaiter] = []
    /// See `sleeper`; made by the first wait.
    var sleeperStorage: OpaquePointer?
    /// AgentCanSuspend: whether Atomics.wait may block the thread. https://tc39.es/ecma262/#sec-agentcansuspend
    public var canBlock = true
    /// All modules; they are never unloaded.
    var modules: [ModuleRecord] = []
    /// Number of modules that began asynchronous evaluation.
    var asyncModuleCount = 0
    /// Boxes to be filled with namespaces, see `moduleNamespace`.
    var pendingNamespaces: [(Value, ModuleRecord)] = []

    /// - Parameters:
    ///   - heapLimit: live bytes above which the process ends with a clear fatal error.
    ///   - hooks: what the embedder provides.
    public init(heapLimit: Int = VM.defaultHeapLimit(), hooks: HostHooks = HostHooks()) {
        heap = Heap(limit: heapLimit)
        self.hooks = hooks
        var low: UnsafeRawPointer?
        var high: UnsafeRawPointer?
        swjs_stack_bounds(&low, &high)
        nativeStackBase = high!
        // A quarter of the stack at most 512 KiB is left for native code that does not check.
        nativeStackLow = UInt(bitPattern: low!)
        nativeStackLimit = UInt(bitPattern: low!) + UInt(min(512 << 10, (high! - low!) / 4))
        let bytes = VM.stackCapacity * MemoryLayout<Value>.stride
        let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        precondition(memory != MAP_FAILED, "swjs: no memory for the register stack")
        stack = memory!.bindMemory(to: Value.self, capacity: VM.stackCapacity)
        stackEnd = stack + VM.stackCapacity
        stackLimit = stackEnd - VM.stackReserve
        top = stack
        scratchCache = .allocate(capacity: 4)
        scratchCache.initialize(repeating: 0, count: 4)
        interruptFlag = .allocate(capacity: 1)
        interruptFlag.initialize(to: 0)
        // Long matches look at the flag too.
        regexp.context.interruptArgument = UnsafeMutableRawPointer(interruptFlag)
        regexp.context.interruptHook = { $0.unsafelyUnwrapped.load(as: UInt32.self) != 0 }
        heap.paused = 1
        emptyString = JSString.allocateFlat(heap, length: 0, wide: false)
        singleUnitStrings = .allocate(capacity: 256)
        for unit in 0..<256 {
            let string = JSString.allocateFlat(heap, length: 1, wide: false)
            string.latin1[0] = UInt8(unit)
            singleUnitStrings.advanced(by: unit).initialize(to: string)
        }
        names = KnownNames()
        symbols = WellKnownSymbols()
        heap.vm = self
        names = KnownNames(self)
        symbols = WellKnownSymbols(self)
        realm = Realm(self)
        absence = makeObject(prototype: .null)
        heap.stress = getenv("SWJS_GC_STRESS").map { $0[0] != 0x30 } ?? false
        heap.paused = 0
    }

    /// A quarter of the machine's memory, at least 64 MiB and at most 4 GiB.
    public static func defaultHeapLimit() -> Int {
        let memory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        return min(max(memory / 4, 64 << 20), 4 << 30)
    }

    /// Runs what must not fail for want of stack because a script happens to be at its end: `body` may use most of what is kept
    /// in reserve on both stacks.
    func usingStackReserve<Result>(_ body: () -> Result) -> Result {
        let (limit, nativeLimit) = (stackLimit, nativeStackLimit)
        defer { (stackLimit, nativeStackLimit) = (limit, nativeLimit) }
        stackLimit = stackEnd - 4096
        nativeStackLimit = min(nativeLimit, nativeStackLow + (128 << 10))
        return body()
    }

    // MARK: Roots

    func markRoots(_ heap: Heap) {
        heap.mark(Value(emptyString))
        heap.mark(Value(absence))
        for i in 0..<256 { heap.mark(Value(singleUnitStrings[i])) }
        names.forEach { if !$0.isIndex { heap.mark(cell: $0.cell) } }
        symbols.forEach { heap.mark(cell: $0.cell) }
        if let shape = keptShape { heap.mark(shape: shape.pointee.id) }
        heap.mark(exception)
        heap.mark(asyncContextStorage)
        for realm in allRealms { realm.trace(heap) }
        jobs.trace(heap)
        persistents.trace(heap)
        for (key, value) in symbolRegistry {
            if !key.isIndex { heap.mark(cell: key.cell) }
            heap.mark(value)
        }
        for value in finalizationQueue { heap.mark(value) }
        regexp.trace(heap)
        for id in pinnedShapes { heap.mark(shape: id) }
        traceRootLists(heap)
        for value in keptAlive { heap.mark(value) }
        for module in modules { module.trace(heap) }
        for waiter in atomicsWaiters {
            heap.mark(waiter.buffer)
            heap.mark(waiter.promise)
        }
        if let string = lastNumberString.string { heap.mark(Value(string)) }
        heap.markConservatively(from: stack, to: top)
        hooks.trace(heap)
    }

    /// Weak references, in the order that the specification's liveness rules allow: after all marking.
    func processWeak(_ heap: Heap) {
        for cell in heap.weakTables {
            let map = Object(cell: cell)
            if map.internalSlot(0).isCell { HashTable(cell: map.internalSlot(0).asCell).removeDead(heap) }
        }
        for cell in heap.weakReferences where !heap.isMarked(Object(cell: cell).internalSlot(0)) {
            Object(cell: cell).setInternalSlot(0, .undefined)
        }
        heap.weakTables.removeAll(keepingCapacity: true)
        heap.weakReferences.removeAll(keepingCapacity: true)
        processFinalizationRegistries(heap)
        atoms.removeDead()
    }

    /// Inline caches must not match a shape id that is used again.
    func clearDeadInlineCaches(_ heap: Heap) {
        for cell in heap.executables { Executable.of(cell).clearDeadInlineCaches(shapes) }
        heap.executables.removeAll(keepingCapacity: true)
        lookupCache.clear()
        recentAtoms.clear()
    }
}

/// Keeps a value alive for Swift code that is not scanned (classes outside of the heap).
public final class Persistent {
    public var value: Value
    private let index: Int
    private let table: PersistentTable

    public init(_ vm: VM, _ value: Value) {
        self.value = value
        table = vm.persistents
        index = table.reserve()
        table.set(index, self)
    }

    deinit { table.free(index) }
}

final class PersistentTable {
    private var entries: [Unmanaged<Persistent>?] = []
    private var unused: [Int] = []

    fileprivate func reserve() -> Int {
        if let index = unused.popLast() { return index }
        entries.append(nil)
        return entries.count - 1
    }
    fileprivate func set(_ index: Int, _ persistent: Persistent) { entries[index] = Unmanaged.passUnretained(persistent) }
    fileprivate func free(_ index: Int) {
        entries[index] = nil
        unused.append(index)
    }
    func trace(_ heap: Heap) { for entry in entries { if let entry { heap.mark(entry._withUnsafeGuaranteedRef { $0.value }) } } }
}

/// What the engine asks of its embedder. Subclass to provide modules, rejection tracking and the like.
open class HostHooks {
    public init() {}
    /// HostPromiseRejectionTracker https://tc39.es/ecma262/#sec-host-promise-rejection-tracker
    open func promiseRejection(_ vm: VM, promise: Object, handled: Bool) {}
    /// Marks values that the host keeps outside of `Persistent`.
    open func trace(_ heap: Heap) {}
    /// The value of a global that was declared with `Realm.defineLazyGlobal`, at its first use.
    open func lazyGlobal(_ realm: Realm, _ index: Int) -> Value { .undefined }
    /// HostLoadImportedModule https://tc39.es/ecma262/#sec-HostLoadImportedModule : the module for a specifier, loaded and parsed.
    /// - Parameter attributes: the import attributes as (key, value) pairs.
    open func loadModule(
        _ vm: VM, specifier: String, attributes: [(String, String)], referrer: String
    ) throws(JSException) -> ModuleRecord {
        throw vm.typeError("Cannot load module '\(specifier)': this host has no module loader")
    }
    /// HostGetImportMetaProperties: fills import.meta of a module.
    open func importMeta(_ vm: VM, module: ModuleRecord, object: Object) {}
    /// Call `VM.expireAtomicsWaiters` when this time has passed: a promise of Atomics.waitAsync has a timeout.
    open func atomicsTimeout(_ vm: VM, milliseconds: Double) {}
    /// Whether a typed array is one of the host's byte buffers, which serialized data tell apart (Node's Buffer).
    /// - Throws: what a getter `constructor` throws.
    open func isBuffer(_ vm: VM, _ view: Object) throws(JSException) -> Bool { false }
    /// A byte buffer of the host with a copy of bytes. Must not run scripts.
    open func makeBuffer(_ vm: VM, _ bytes: UnsafeRawBufferPointer) throws(JSException) -> Object {
        let memory = try vm.makeUninitialisedArrayBuffer(bytes.count)
        vm.withBytes(Value(memory))?.copyMemory(from: bytes)
        return vm.makeUint8Array(memory, offset: 0, length: bytes.count)
    }
    /// The interrupt flag was set and a loop or call noticed: throw to end the running code.
    open func interrupt(_ vm: VM) throws(JSException) {}
    /// Text of a function's source file position for stack traces, after source maps or wrappers; nil keeps the engine's.
    open func prepareStackTrace(_ vm: VM, error: Object, frames: [CallSite]) throws(JSException) -> Value? { nil }
}

/// Jobs of promises and queueMicrotask, in order (ECMA-262 §9.5).
public struct JobQueue {
    /// A native job: called with the three values that were enqueued with it.
    public typealias Job = @Sendable (VM, Value, Value, Value) throws(JSException) -> Void
    private struct Entry {
        var job: Job
        var a, b, c: Value
        var context: Value
    }
    private var entries: [Entry] = []
    private var head = 0

    public var isEmpty: Bool { head == entries.count }

    mutating func append(_ job: @escaping Job, _ a: Value, _ b: Value, _ c: Value, context: Value) {
        entries.append(Entry(job: job, a: a, b: b, c: c, context: context))
    }

    mutating func popFirst() -> (job: Job, a: Value, b: Value, c: Value, context: Value)? {
        if head == entries.count { return nil }
        let entry = entries[head]
        head += 1
        if head == entries.count {
            entries.removeAll(keepingCapacity: head < 4096)
            head = 0
        } else if head >= 1024, head * 2 > entries.count {
            entries.removeFirst(head)
            head = 0
        }
        return (entry.job, entry.a, entry.b, entry.c, entry.context)
    }

    func trace(_ heap: Heap) {
        for i in head..<entries.count {
            heap.mark(entries[i].a)
            heap.mark(entries[i].b)
            heap.mark(entries[i].c)
            heap.mark(entries[i].context)
        }
    }
}

extension VM {
    /// HostEnqueuePromiseJob, for jobs in native code.
    public func enqueueJob(_ job: @escaping JobQueue.Job, _ a: Value, _ b: Value = .undefined, _ c: Value = .undefined) {
        jobs.append(job, a, b, c, context: asyncContext)
    }

    /// The value that async_hooks' AsyncLocalStorage sees; jobs run with the one of the time they were enqueued.
    public var asyncContext: Value {
        get { asyncContextStorage }
        set { asyncContextStorage = newValue }
    }

    /// Runs jobs until none is left. An exception of a job is passed to `onError`, with `vm.exception` taken.
    public func runJobs(onError: (Value) -> Void) {
        while let entry = jobs.popFirst() {
            let outer = asyncContext
            asyncContext = entry.context
            do { try entry.job(self, entry.a, entry.b, entry.c) } catch { onError(takeException()) }
            asyncContext = outer
            if jobs.isEmpty { clearKeptObjects() }
        }
        clearKeptObjects()
    }

    /// The thrown value, which is then no longer pending.
    public func takeException() -> Value {
        let value = exception
        exception = .empty
        return value
    }
}
