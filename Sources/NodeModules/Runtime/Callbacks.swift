import EventLoop
import JSEngine

/// One call that process.nextTick asked for.
struct Tick {
    var callback: Value
    /// The arguments when there are at most two; else `a` is an array of them.
    var a: Value
    var b: Value
    var count: Int32
    var context: Value
}

/// The nextTick queue: a ring, because most ticks are taken soon after they were added.
struct TickQueue {
    private var ring = UnsafeMutablePointer<Tick>.allocate(capacity: 64)
    private var capacity = 64
    private var head = 0
    private(set) var count = 0

    @inline(__always) var isEmpty: Bool { count == 0 }

    mutating func append(_ tick: Tick) {
        if count == capacity { grow() }
        (ring + ((head + count) & (capacity - 1))).initialize(to: tick)
        count += 1
    }

    mutating func popFirst() -> Tick? {
        if count == 0 { return nil }
        let tick = ring[head]
        head = (head + 1) & (capacity - 1)
        count -= 1
        return tick
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Tick>.allocate(capacity: capacity * 2)
        for i in 0..<count { (larger + i).initialize(to: ring[(head + i) & (capacity - 1)]) }
        ring.deallocate()
        ring = larger
        head = 0
        capacity *= 2
    }

    func trace(_ heap: Heap) {
        for i in 0..<count {
            let tick = ring[(head + i) & (capacity - 1)]
            heap.mark(tick.callback)
            heap.mark(tick.a)
            heap.mark(tick.b)
            heap.mark(tick.context)
        }
    }
}

/// Calls from the event loop into JavaScript. After the outermost one the nextTick queue and the microtasks are drained.
extension NodeRuntime {
    /// Runs `body` as one callback of the loop: exceptions become uncaught exceptions, then the queues are drained.
    @inline(__always)
    public func perform(context: Value = .undefined, _ body: () throws(JSException) -> Void) {
        callbackDepth += 1
        vm.asyncContext = context
        do { try body() } catch { handleUncaught(vm.takeException(), origin: "uncaughtException") }
        vm.asyncContext = .undefined
        if callbackDepth == 1 {
            drainTicks()
            if vm.hasFinalizers { cleanUpFinalizationRegistries() }
        }
        callbackDepth -= 1
    }

    /// CleanupFinalizationRegistry, between tasks. https://tc39.es/ecma262/#sec-cleanup-finalization-registry
    @inline(never)
    func cleanUpFinalizationRegistries() {
        vm.runFinalizers { value in self.handleUncaught(value, origin: "uncaughtException") }
        drainTicks()
    }

    /// Calls a function as one callback of the loop (`node::MakeCallback`).
    /// - Returns: its result, or nil when it threw and the exception was handled as uncaught.
    @discardableResult
    public func makeCallback(_ function: Value, this: Value, _ arguments: Value..., context: Value = .undefined) -> Value? {
        var result: Value?
        // The array is not scanned by the collector: `call` copies it to the register stack before anything can allocate.
        perform(context: context) { () throws(JSException) in
            result = try self.vm.call(function, this: this, arguments)
        }
        return result
    }

    /// Calls a method of a handle's JavaScript object when it has one (`MakeCallback(symbol)`).
    @discardableResult
    public func makeCallback(_ object: Object, _ key: PropertyKey, _ arguments: Value..., context: Value = .undefined) -> Value? {
        var result: Value?
        perform(context: context) { () throws(JSException) in
            let function = try self.vm.getHoldingAll(object, key)
            if function.isCallable { result = try self.vm.call(function, this: Value(object), arguments) }
        }
        return result
    }

    /// process.nextTick for native code.
    public func nextTick(_ function: Value, _ a: Value? = nil, _ b: Value? = nil) {
        ticks.append(
            Tick(
                callback: function, a: a ?? .undefined, b: b ?? .undefined, count: b != nil ? 2 : a != nil ? 1 : 0,
                context: vm.asyncContext))
    }

    func runMicrotasks() {
        vm.runJobs { value in self.handleUncaught(value, origin: "uncaughtException") }
    }

    /// Empties the nextTick queue and the microtask queue, in Node's order, and reports rejections that nobody handled.
    public func drainTicks() {
        if ticks.isEmpty {
            runMicrotasks()
            if ticks.isEmpty && !rejections.hasPending { return }
        }
        repeat {
            while let tick = ticks.popFirst() { run(tick) }
            runMicrotasks()
        } while !ticks.isEmpty || processRejections()
        vm.asyncContext = .undefined
    }

    private func run(_ tick: Tick) {
        vm.asyncContext = tick.context
        do throws(JSException) {
            switch tick.count {
            case 0: _ = try vm.call(tick.callback, this: .undefined)
            case 1: _ = try vm.call(tick.callback, this: .undefined, tick.a)
            case 2: _ = try vm.call(tick.callback, this: .undefined, tick.a, tick.b)
            default: _ = try vm.call(tick.callback, this: .undefined, try vm.listFromArrayLike(tick.a))
            }
        } catch {
            handleUncaught(vm.takeException(), origin: "uncaughtException")
        }
    }
}

/// process.nextTick(callback[, ...args]) https://nodejs.org/docs/latest-v20.x/api/process.html#processnexttickcallback-args
func processNextTick(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard args[0].isCallable else { throw vm.node.invalidArgumentType("callback", "Function", args[0]) }
    let node = vm.node
    if node.isExiting { return .undefined }
    let count = args.count - 1
    let first = count > 2 ? Value(vm.makeArray(UnsafeBufferPointer(start: args.all.baseAddress! + 1, count: count))) : args[1]
    node.ticks.append(
        Tick(
            callback: args[0], a: first, b: count > 2 ? .undefined : args[2], count: Int32(max(count, 0)),
            context: vm.asyncContext))
    return .undefined
}
