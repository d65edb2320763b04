import EventLoop
import JSEngine

/// A Timeout's Swift side: its place in a list of timers with the same duration.
final class TimeoutPayload: HostPayload {
    /// Slots of the JavaScript object: 0 callback, 1 arguments (undefined, one value, or a storage array), 2 async context.
    var object: Object!
    var duration: Int
    /// Milliseconds between repetitions; 0 for setTimeout.
    var interval: Int
    /// The loop's time when it was (re)started.
    var start = 0
    var isReferenced = true
    var isDestroyed = false
    var wasCleared = false
    /// Counted among the referenced timers that keep the loop alive (while `isReferenced`).
    var isCounted = false
    var argumentCount: Int32 = 0
    /// 0 until `Symbol.toPrimitive` asked for it.
    var id = 0
    unowned(unsafe) var list: TimerList?
    unowned(unsafe) var previous: TimeoutPayload?
    unowned(unsafe) var next: TimeoutPayload?

    init(duration: Int, interval: Int) {
        self.duration = duration
        self.interval = interval
    }
}

/// Timers of one duration, in the order of their due times: a doubly linked list.
final class TimerList {
    let duration: Int
    var expiry: Int
    var id: Int
    unowned(unsafe) var first: TimeoutPayload?
    unowned(unsafe) var last: TimeoutPayload?
    /// Position in the heap of lists.
    var position = 0

    init(duration: Int, expiry: Int, id: Int) {
        self.duration = duration
        self.expiry = expiry
        self.id = id
    }

    func append(_ timer: TimeoutPayload) {
        timer.list = self
        timer.previous = last
        timer.next = nil
        if let last { last.next = timer } else { first = timer }
        last = timer
    }

    func remove(_ timer: TimeoutPayload) {
        if let previous = timer.previous { previous.next = timer.next } else { first = timer.next }
        if let next = timer.next { next.previous = timer.previous } else { last = timer.previous }
        timer.list = nil
        timer.previous = nil
        timer.next = nil
    }

    func isBefore(_ other: TimerList) -> Bool { expiry != other.expiry ? expiry < other.expiry : id < other.id }
}

/// All timers: lists by duration, in a heap by the due time of their first timer; one libuv timer serves them.
/// Node does the same, and so the order of callbacks is Node's.
final class TimerQueue {
    private unowned(unsafe) let runtime: NodeRuntime
    private let handle: EventLoop.Timer
    private let base: UInt64
    private var lists: [Int: TimerList] = [:]
    private var heap: [TimerList] = []
    private var nextListID = 1
    private var nextTimerID = 1
    private var nextExpiry = Int.max
    private(set) var referencedCount = 0
    private var byID: [Int: TimeoutPayload] = [:]

    init(_ runtime: NodeRuntime) {
        self.runtime = runtime
        let box = RuntimeBox(runtime)
        base = runtime.loop.now
        handle = EventLoop.Timer(runtime.loop) { _ in box.runtime.timers.fire() }
        handle.unref()
    }

    /// Milliseconds since the runtime started, as the loop sees them.
    var now: Int { Int(runtime.loop.now - base) }

    func trace(_ heap: Heap) {
        for list in self.heap {
            var timer = list.first
            while let current = timer {
                heap.mark(Value(current.object))
                timer = current.next
            }
        }
    }

    // MARK: Starting and stopping

    func insert(_ timer: TimeoutPayload, start: Int) {
        timer.start = start
        let list: TimerList
        if let existing = lists[timer.duration] {
            list = existing
        } else {
            let expiry = start + timer.duration
            list = TimerList(duration: timer.duration, expiry: expiry, id: nextListID)
            nextListID += 1
            lists[timer.duration] = list
            push(list)
            if nextExpiry > expiry {
                nextExpiry = expiry
                schedule(max(timer.duration, 1))
            }
        }
        list.append(timer)
    }

    /// A new or restarted timer.
    func activate(_ timer: TimeoutPayload) {
        insert(timer, start: currentTime())
        if timer.isDestroyed || !timer.isCounted {
            timer.isDestroyed = false
            if timer.isReferenced { count(+1) }
            timer.isCounted = true
        }
    }

    /// The time as it is, not as the iteration began: a timer counts from the call.
    private func currentTime() -> Int {
        runtime.loop.updateTime()
        return now
    }

    /// clearTimeout
    func cancel(_ timer: TimeoutPayload) {
        if timer.id != 0 { byID[timer.id] = nil }
        timer.wasCleared = true
        if timer.list != nil { unlink(timer) }
        finish(timer)
    }

    /// timeout.refresh(): a cleared timer stays cleared.
    func refresh(_ timer: TimeoutPayload) {
        if timer.wasCleared { return }
        if timer.list != nil { unlink(timer) }
        activate(timer)
    }

    /// The timer will not run again, unless `refresh` starts it anew.
    func finish(_ timer: TimeoutPayload) {
        if timer.isDestroyed { return }
        timer.isDestroyed = true
        if timer.isReferenced && timer.isCounted { count(-1) }
        timer.isCounted = false
    }

    private func unlink(_ timer: TimeoutPayload) {
        guard let list = timer.list else { return }
        list.remove(timer)
        if list.first == nil && lists[list.duration] === list && !isRunning(list) { drop(list) }
    }

    private var runningList: TimerList?
    private func isRunning(_ list: TimerList) -> Bool { runningList === list }

    private func drop(_ list: TimerList) {
        lists[list.duration] = nil
        removeFromHeap(list)
    }

    func setReferenced(_ timer: TimeoutPayload, _ on: Bool) {
        if timer.isReferenced == on { return }
        timer.isReferenced = on
        if !timer.isDestroyed && timer.isCounted { count(on ? 1 : -1) }
    }

    private func count(_ change: Int) {
        let before = referencedCount
        referencedCount += change
        if before == 0 && referencedCount > 0 { handle.ref() }
        if referencedCount == 0 && before > 0 { handle.unref() }
    }

    private func schedule(_ delay: Int) { handle.start(timeout: UInt64(max(delay, 1))) }

    // MARK: Numbers instead of objects

    func identify(_ timer: TimeoutPayload) -> Int {
        if timer.id == 0 {
            timer.id = nextTimerID
            nextTimerID += 1
        }
        if timer.list != nil { byID[timer.id] = timer }
        return timer.id
    }

    func timer(id: Int) -> TimeoutPayload? { byID[id] }

    // MARK: Firing

    /// The libuv timer fired.
    func fire() {
        runtime.callbackDepth += 1
        let next = process()
        // Ticks and microtasks of the last timer.
        if runtime.callbackDepth == 1 { runtime.drainTicks() }
        runtime.callbackDepth -= 1
        if next == 0 {
            nextExpiry = heap.first?.expiry ?? Int.max
            if let first = heap.first { schedule(first.expiry - now) }
            return
        }
        schedule(next - now)
        if referencedCount > 0 { handle.ref() } else { handle.unref() }
    }

    /// - Returns: the next due time, 0 when no list is left.
    private func process() -> Int {
        var now = now
        nextExpiry = Int.max
        var ranOne = false
        while let list = heap.first {
            if list.expiry > now {
                nextExpiry = list.expiry
                // The callbacks took time; the list may be due by now.
                runtime.loop.updateTime()
                now = self.now
                if nextExpiry > now { return nextExpiry }
            }
            if ranOne { runtime.drainTicks() } else { ranOne = true }
            run(list, now)
        }
        return 0
    }

    private func run(_ list: TimerList, _ startedAt: Int) {
        var now = startedAt
        let vm = runtime.vm
        var ranOne = false
        let outer = runningList
        runningList = list
        defer { runningList = outer }
        while let timer = list.first {
            let elapsed = now - timer.start
            if elapsed < list.duration {
                list.expiry = max(timer.start + list.duration, now + 1)
                list.id = nextListID
                nextListID += 1
                siftDown(list.position)
                return
            }
            if ranOne {
                runtime.drainTicks()
                // The ticks may have removed it.
                guard timer.list === list else { continue }
            } else {
                ranOne = true
            }
            list.remove(timer)
            if timer.id != 0 && timer.interval == 0 { byID[timer.id] = nil }
            let object = timer.object!
            let callback = object.internalSlot(0)
            if timer.interval != 0 {
                runtime.loop.updateTime()
                now = self.now
            }
            let start = now
            // A program may have taken the callback away (`timeout._onTimeout = null`), which ends the timer.
            if !callback.isCallable {
                finish(timer)
                continue
            }
            vm.asyncContext = object.internalSlot(2)
            do throws(JSException) {
                switch timer.argumentCount {
                case 0: _ = try vm.call(callback, this: Value(object))
                case 1: _ = try vm.call(callback, this: Value(object), object.internalSlot(1))
                default: _ = try vm.call(callback, this: Value(object), try vm.listFromArrayLike(object.internalSlot(1)))
                }
            } catch {
                runtime.handleUncaught(vm.takeException(), origin: "uncaughtException")
            }
            vm.asyncContext = .undefined
            if timer.interval != 0 && !timer.wasCleared && timer.list == nil {
                timer.duration = timer.interval
                insert(timer, start: start)
            } else if timer.list == nil {
                finish(timer)
            }
            withExtendedLifetime(timer) {}
        }
        if list.first == nil && lists[list.duration] === list { drop(list) }
    }

    // MARK: The heap of lists

    private func push(_ list: TimerList) {
        list.position = heap.count
        heap.append(list)
        siftUp(list.position)
    }

    private func removeFromHeap(_ list: TimerList) {
        let position = list.position
        let last = heap.removeLast()
        if last === list { return }
        heap[position] = last
        last.position = position
        siftDown(position)
        siftUp(position)
    }

    private func siftUp(_ start: Int) {
        var i = start
        while i > 0, heap[i].isBefore(heap[(i - 1) / 2]) {
            exchange(i, (i - 1) / 2)
            i = (i - 1) / 2
        }
    }

    private func siftDown(_ start: Int) {
        var i = start
        while true {
            var least = i
            for child in [2 * i + 1, 2 * i + 2] where child < heap.count && heap[child].isBefore(heap[least]) { least = child }
            if least == i { return }
            exchange(i, least)
            i = least
        }
    }

    private func exchange(_ a: Int, _ b: Int) {
        heap.swapAt(a, b)
        heap[a].position = a
        heap[b].position = b
    }
}

/// A reference for closures that are stored in handles, which the runtime outlives.
final class RuntimeBox {
    unowned(unsafe) let runtime: NodeRuntime
    init(_ runtime: NodeRuntime) { self.runtime = runtime }
}
