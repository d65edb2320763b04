import EventLoop
import JSEngine

/// internalBinding('performance')
func makePerformanceBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let object = vm.makeObject([
        .method("now", 0, { (vm, _) in Value(Double(Loop.hrtime - vm.node.startTime) / 1e6) }),
        .method("loopTimes", 0, performanceLoopTimes),
    ])
    let clock = System.wallClock
    let sinceStart = Double(Loop.hrtime - node.startTime) / 1e6
    vm.put(object, "timeOrigin", Double(clock.seconds) * 1000 + Double(clock.nanoseconds) / 1e6 - sinceStart)
    return object
}

/// loopTimes(): [idle, active] in milliseconds.
private func performanceLoopTimes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let idle = Double(vm.node.loop.idleTime) / 1e6
    let total = Double(Loop.hrtime - vm.node.startTime) / 1e6
    return Value(vm.makeArray([Value(idle), Value(max(0, total - idle))]))
}
