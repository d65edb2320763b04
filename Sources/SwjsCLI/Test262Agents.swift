import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The agents that a test has started: each is a thread with a VM of its own, and they share the memory of SharedArrayBuffers.
/// https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions
final class Test262Agents: @unchecked Sendable {
    static let shared = Test262Agents()

    /// What `broadcast` sends.
    struct Message: Sendable {
        let memory: SharedMemory
        /// The second argument: the text of an integer and whether it is a BigInt; nil without one.
        let number: (text: String, isBigInt: Bool)?
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    // All of these are used under `mutex`.
    private var startedCount = 0
    private var readyCount = 0
    private var running: Set<pthread_t> = []
    /// The agents that have not taken the present message.
    private var addressees: Set<pthread_t> = []
    private var message: Message?
    private var reports: [[UInt16]] = []

    private init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Under the mutex: sleeps until a condition holds.
    private func wait(until isTrue: () -> Bool) { while !isTrue() { pthread_cond_wait(changed, mutex) } }

    private func change(_ body: () -> Void) {
        locked {
            body()
            pthread_cond_broadcast(changed)
        }
    }

    /// Whether no agent was ever started.
    var isEmpty: Bool { locked { startedCount == 0 } }

    /// Whether there are agents other than the calling one: the main one always is.
    var areOthersRunning: Bool { locked { !running.isEmpty } }

    /// Starts an agent and waits until it is ready for its script. False when there can be no more threads.
    func start(_ script: [UInt16]) -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        // As much as main threads usually have: the pages are taken when they are used.
        pthread_attr_setstacksize(&attributes, 8 << 20)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let context = Unmanaged.passRetained(Script(text: script)).toOpaque()
        #if canImport(Glibc)
        var thread = pthread_t()
        #else
        var thread: pthread_t?
        #endif
        let failure = pthread_create(&thread, &attributes, agentMain, context)
        pthread_attr_destroy(&attributes)
        if failure != 0 {
            Unmanaged<Script>.fromOpaque(context).release()
            return false
        }
        locked {
            startedCount += 1
            wait { readyCount == startedCount }
        }
        return true
    }

    /// The calling agent runs.
    func didStart() {
        change {
            readyCount += 1
            running.insert(pthread_self())
        }
    }

    /// The calling agent has ended or says that it will: nobody waits for it any more.
    func didEnd() {
        change {
            running.remove(pthread_self())
            addressees.remove(pthread_self())
        }
    }

    /// Gives a message to all agents and waits until they have taken it.
    func broadcast(_ next: Message) {
        change {
            message = next
            addressees = running
        }
        locked { wait { addressees.isEmpty } }
    }

    /// The next message, in an agent.
    func receive() -> Message? {
        let received = locked {
            wait { addressees.contains(pthread_self()) }
            return message
        }
        change { addressees.remove(pthread_self()) }
        return received
    }

    func report(_ text: [UInt16]) { locked { reports.append(text) } }

    func takeReport() -> [UInt16]? { locked { reports.isEmpty ? nil : reports.removeFirst() } }

    fileprivate final class Script {
        let text: [UInt16]
        init(text: [UInt16]) { self.text = text }
    }
}

#if canImport(Glibc)
private func agentMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? { runAgent(context.unsafelyUnwrapped) }
#else
private func agentMain(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? { runAgent(context) }
#endif

private func runAgent(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Test262Host.runAgent(Unmanaged<Test262Agents.Script>.fromOpaque(context).takeRetainedValue().text)
    Test262Agents.shared.didEnd()
    return nil
}

extension Test262Host {
    /// $262.agent: all of its functions in all agents.
    static func makeAgentObject(_ vm: VM) -> Object {
        let agent = vm.makeObject()
        func define(_ name: StaticString, _ length: Int, _ function: @escaping NativeFunction) {
            vm.defineOwn(agent, vm.key(name), Value(vm.makeFunction(name, length: length, function)))
        }
        define("start", 1, start)
        define("broadcast", 1, broadcast)
        define("getReport", 0, getReport)
        define("sleep", 1, sleep)
        define("monotonicNow", 0, now)
        define("receiveBroadcast", 1, receiveBroadcast)
        define("report", 1, report)
        define("leaving", 0, leaving)
        return agent
    }
}

/// Milliseconds of the monotonic clock.
func monotonicNow() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
}

private func units(_ vm: VM, _ value: Value) throws(JSException) -> [UInt16] {
    let text = try vm.toString(value).flat(vm)
    return (0..<text.length).map { text.unit($0) }
}

/// $262.agent.start(script)
private func start(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !Test262Agents.shared.start(try units(vm, args[0])) { throw vm.rangeError("no thread for another agent") }
    return .undefined
}

/// $262.agent.broadcast(sharedArrayBuffer [, number])
private func broadcast(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args[0].object, let memory = vm.sharedMemory(of: object) else {
        throw vm.typeError("not a SharedArrayBuffer")
    }
    var number: (String, Bool)?
    if !args[1].isUndefined { number = (try vm.toString(args[1]).toSwift(vm), args[1].isBigInt) }
    Test262Agents.shared.broadcast(Test262Agents.Message(memory: memory, number: number))
    return .undefined
}

/// $262.agent.receiveBroadcast(callback): waits for a message and calls the function with it.
private func receiveBroadcast(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let message = Test262Agents.shared.receive() else { return .undefined }
    let buffer = Value(vm.makeSharedArrayBuffer(message.memory))
    var number = Value.undefined
    if let (text, isBigInt) = message.number {
        let constructor = try vm.get(vm.realm.global, vm.key(isBigInt ? "BigInt" : "Number"))
        number = try vm.call(constructor, this: .undefined, Value(vm.string(text)))
    }
    return try vm.call(args[0], this: .undefined, buffer, number)
}

/// $262.agent.report(value)
private func report(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Test262Agents.shared.report(try units(vm, args[0]))
    return .undefined
}

/// $262.agent.getReport(): the next report, or null.
private func getReport(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let text = Test262Agents.shared.takeReport() else { return .null }
    return Value(text.withUnsafeBufferPointer { vm.string(utf16: $0) })
}

/// $262.agent.sleep(milliseconds)
private func sleep(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let end = monotonicNow() + (try vm.toNumber(args[0]))
    while case let rest = end - monotonicNow(), rest > 0 { usleep(UInt32(min(rest, 500) * 1000)) }
    return .undefined
}

/// $262.agent.monotonicNow()
private func now(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(monotonicNow()) }

/// $262.agent.leaving()
private func leaving(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Test262Agents.shared.didEnd()
    return .undefined
}
