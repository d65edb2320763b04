import EventLoop
import JSEngine

/// An Immediate's Swift side.
final class ImmediatePayload: HostPayload {
    /// Slots of the JavaScript object: 0 callback, 1 arguments, 2 async context; as those of a Timeout.
    var object: Object!
    var isReferenced = true
    var isQueued = true
    var argumentCount: Int32 = 0
}

/// setImmediate's queue: run in the loop's check phase; while a referenced one waits, an idle handle keeps the loop from waiting.
final class ImmediateQueue {
    private unowned(unsafe) let runtime: NodeRuntime
    private let check: Check
    private let idle: Idle
    private var queue: [ImmediatePayload?] = []
    private var running: [ImmediatePayload?] = []
    private(set) var referencedCount = 0

    init(_ runtime: NodeRuntime) {
        self.runtime = runtime
        let box = RuntimeBox(runtime)
        check = Check(runtime.loop) { box.runtime.immediates.run() }
        idle = Idle(runtime.loop) {}
        check.unref()
    }

    func trace(_ heap: Heap) {
        for payload in queue { if let payload { heap.mark(Value(payload.object)) } }
        for payload in running { if let payload { heap.mark(Value(payload.object)) } }
    }

    func append(_ immediate: ImmediatePayload) {
        if queue.isEmpty { check.start() }
        queue.append(immediate)
        count(+1)
    }

    func cancel(_ immediate: ImmediatePayload) {
        if !immediate.isQueued { return }
        immediate.isQueued = false
        if immediate.isReferenced { count(-1) }
    }

    func setReferenced(_ immediate: ImmediatePayload, _ on: Bool) {
        if immediate.isReferenced == on { return }
        immediate.isReferenced = on
        if immediate.isQueued { count(on ? 1 : -1) }
    }

    private func count(_ change: Int) {
        let before = referencedCount
        referencedCount += change
        if before == 0 && referencedCount > 0 { idle.start() }
        if before > 0 && referencedCount == 0 { idle.stop() }
    }

    /// The check phase: what is queued now; what callbacks add waits for the next iteration.
    private func run() {
        if queue.isEmpty {
            check.stop()
            return
        }
        swap(&queue, &running)
        let vm = runtime.vm
        runtime.callbackDepth += 1
        var ranOne = false
        for i in running.indices {
            guard let immediate = running[i], immediate.isQueued else { continue }
            if ranOne {
                runtime.drainTicks()
                if !immediate.isQueued { continue }
            }
            ranOne = true
            cancel(immediate)
            let object = immediate.object!
            vm.asyncContext = object.internalSlot(2)
            do throws(JSException) {
                let callback = object.internalSlot(0)
                switch immediate.argumentCount {
                case 0: _ = try vm.call(callback, this: Value(object))
                case 1: _ = try vm.call(callback, this: Value(object), object.internalSlot(1))
                default: _ = try vm.call(callback, this: Value(object), try vm.listFromArrayLike(object.internalSlot(1)))
                }
            } catch {
                runtime.handleUncaught(vm.takeException(), origin: "uncaughtException")
            }
            vm.asyncContext = .undefined
            running[i] = nil
        }
        running.removeAll(keepingCapacity: running.count < 4096)
        if runtime.callbackDepth == 1 { runtime.drainTicks() }
        runtime.callbackDepth -= 1
        if queue.isEmpty { check.stop() }
    }
}
