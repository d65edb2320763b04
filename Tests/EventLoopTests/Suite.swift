import Testing

@testable import EventLoop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// All loop tests run one after another: children, signals and descriptors belong to the whole process.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct EventLoopTests {}

/// Runs a loop that must end by itself; a watchdog stops it when it does not.
func runToEnd(_ loop: Loop, seconds: UInt64 = 10) {
    var expired = false
    let watchdog = Timer(loop) { _ in
        expired = true
        loop.stop()
    }
    watchdog.unref()
    watchdog.start(timeout: seconds * 1000)
    loop.run()
    #expect(!expired, "the loop did not end in time")
    loop.closeAllHandles()
    do { try loop.close() } catch { Issue.record("loop still busy: \(error)") }
}

/// A stream delegate made of closures.
final class Reader: StreamDelegate {
    var onRead: (Stream, UnsafeRawBufferPointer) -> Void
    var onEnd: (Stream) -> Void
    var onError: (Stream, UVError) -> Void = { _, error in Issue.record("read failed: \(error)") }

    init(onRead: @escaping (Stream, UnsafeRawBufferPointer) -> Void, onEnd: @escaping (Stream) -> Void = { $0.close() }) {
        self.onRead = onRead
        self.onEnd = onEnd
    }

    func stream(_ stream: Stream, didRead bytes: UnsafeRawBufferPointer) { onRead(stream, bytes) }
    func streamDidReachEnd(_ stream: Stream) { onEnd(stream) }
    func stream(_ stream: Stream, didFailReading error: UVError) { onError(stream, error) }
}
