#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Waits for descriptors and times, for one thread. Steps are written as plain code: they wait with `run(until:)`, and whatever
/// else comes in meanwhile (output of the app, events) is taken by its watch.
final class Reactor {
    final class Watch {
        let fd: Int32
        var reads = true
        var writes = false
        /// What poll(2) says: POLLIN, POLLOUT, POLLERR, POLLHUP.
        let handler: (Int32) -> Void
        fileprivate var isOpen = true

        init(_ fd: Int32, _ handler: @escaping (Int32) -> Void) {
            self.fd = fd
            self.handler = handler
        }
    }

    private var watches: [Watch] = []
    private var timers: [(time: UInt64, action: () -> Void)] = []
    private var polled: [pollfd] = []

    func watch(_ fd: Int32, _ handler: @escaping (Int32) -> Void) -> Watch {
        let watch = Watch(fd, handler)
        watches.append(watch)
        return watch
    }

    func remove(_ watch: Watch) {
        watch.isOpen = false
        watches.removeAll { $0 === watch }
    }

    func after(_ time: UInt64, _ action: @escaping () -> Void) {
        timers.append((time, action))
        timers.sort { $0.time < $1.time }
    }

    /// Handles what comes in until the condition holds or the time has come. The condition is looked at after each event, and at
    /// least every `interval`.
    /// - Returns: whether the condition holds.
    @discardableResult
    func run(until deadline: UInt64, interval: UInt64 = 20_000_000, _ condition: () -> Bool) -> Bool {
        while true {
            if condition() { return true }
            let now = Clock.now
            if now >= deadline { return false }
            turn(until: min(deadline, now + interval))
        }
    }

    /// Waits for one event, or the time.
    func turn(until deadline: UInt64) {
        var end = deadline
        if let first = timers.first { end = min(end, first.time) }
        let now = Clock.now
        // Rounded up: a wait of 0.4 ms must not spin.
        let wait = end <= now ? 0 : Int32(min((end - now + 999_999) / 1_000_000, 60_000))
        polled.removeAll(keepingCapacity: true)
        let asked = watches
        for watch in asked {
            let events = (watch.reads ? POLLIN : 0) | (watch.writes ? POLLOUT : 0)
            polled.append(pollfd(fd: watch.fd, events: Int16(events), revents: 0))
        }
        if poll(&polled, nfds_t(polled.count), wait) > 0 {
            for (i, watch) in asked.enumerated() where polled[i].revents != 0 && watch.isOpen {
                watch.handler(Int32(polled[i].revents))
            }
        }
        while let first = timers.first, first.time <= Clock.now {
            timers.removeFirst()
            first.action()
        }
    }
}
