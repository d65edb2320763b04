#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Looks for events for a moment before the loop goes to sleep.
///
/// A process that answers a message at once is asked again within microseconds. To sleep until then and to be woken costs
/// both sides several times as much as the answer, most of all on virtual machines. So the loop may stay awake for
/// `limit`, offering its processor to others all the while (`sched_yield`). It does so only when it was asked to (`expect`), and only
/// as long as that pays: after waiting in vain it lets more and more occasions pass, up to `longestPause`.
public final class BusyPoll {
    /// Nanoseconds.
    private static let limit: UInt64 = 60_000
    private static let longestPause = 1024

    private unowned let loop: Loop
    private var prepare: Prepare!
    private var isExpecting = false
    private var failures = 0
    private var occasionsToPass = 0

    init(_ loop: Loop) {
        self.loop = loop
        prepare = Prepare(loop) { [unowned self] in wait() }
        prepare.unref()
    }

    /// An event is likely to come soon: a message was sent that asks for an answer.
    ///
    /// NOTE: of the callbacks before the wait the last one started is called first. Whoever wants to send something at that moment
    /// must start after this.
    public func expect() {
        if isExpecting { return }
        if occasionsToPass > 0 {
            occasionsToPass -= 1
            return
        }
        isExpecting = true
        prepare.start()
    }

    private func wait() {
        isExpecting = false
        prepare.stop()
        // With a timer that is due soon, or something else to do, the loop will not sleep.
        let timeout = loop.backendTimeout
        if timeout >= 0 && timeout < 2 { return }
        let start = Loop.hrtime
        var descriptor = pollfd(fd: loop.backendDescriptor, events: Int16(POLLIN), revents: 0)
        var elapsed: UInt64 = 0
        var found = false
        while !found && elapsed < BusyPoll.limit {
            sched_yield()
            found = poll(&descriptor, 1, 0) != 0
            elapsed = Loop.hrtime - start
        }
        // Others had the processor for so long that sleeping would have been no worse.
        if found && elapsed < BusyPoll.limit {
            failures = 0
        } else {
            failures += 1
            occasionsToPass = min(1 << min(failures, 16), BusyPoll.longestPause)
        }
    }
}
