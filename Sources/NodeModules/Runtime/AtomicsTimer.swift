import EventLoop
import JSEngine

extension NodeRuntime {
    /// Resolves promises of Atomics.waitAsync whose time is over. As in Node, waiting does not keep the process alive.
    func scheduleAtomicsTimer(within milliseconds: Double) {
        let timer: EventLoop.Timer
        if let known = atomicsTimer {
            timer = known
        } else {
            let box = RuntimeBox(self)
            timer = EventLoop.Timer(loop) { _ in box.runtime.expireAtomicsWaits() }
            timer.unref()
            atomicsTimer = timer
        }
        let wait = min(milliseconds, vm.nextAtomicsTimeout ?? .infinity)
        timer.start(timeout: UInt64(min(max(wait.rounded(.up), 1), Double(Int32.max))))
    }

    private func expireAtomicsWaits() {
        perform { () throws(JSException) in self.vm.expireAtomicsWaiters() }
        if let next = vm.nextAtomicsTimeout { scheduleAtomicsTimer(within: next) }
    }
}

/// gc(), with `--expose-gc`
func collectGarbage(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.heap.collect()
    return .undefined
}
