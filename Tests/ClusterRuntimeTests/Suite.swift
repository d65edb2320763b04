import EventLoop
import Testing

@testable import ClusterRuntime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Descriptors and children belong to the whole process: the tests run one after another.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct ClusterRuntimeTests {}

/// Runs a loop until it has nothing to do; a watchdog stops it when it does not end.
func runToEnd(_ loop: Loop, seconds: UInt64 = 20) {
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

/// Runs a loop until `condition` holds.
func run(_ loop: Loop, seconds: Double = 10, until condition: () -> Bool) {
    let end = Loop.hrtime + UInt64(seconds * 1e9)
    let tick = Timer(loop) { _ in }
    tick.start(timeout: 1, repeat: 2)
    while !condition(), Loop.hrtime < end { loop.run(.once) }
    tick.close()
    #expect(condition(), "the condition did not come true in time")
}

/// Two channels of one loop.
func channelPair(_ loop: Loop, _ serialization: Serialization = .json) throws -> (Channel, Channel) {
    let (a, b) = try Descriptors.socketPair()
    return (
        try Channel(loop, descriptor: a, serialization: serialization),
        try Channel(loop, descriptor: b, serialization: serialization)
    )
}

func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

/// The number of descriptors that this process has open.
func openDescriptors() -> Int {
    (0..<1024).reduce(0) { $0 + (fcntl(Int32($1), F_GETFD) >= 0 ? 1 : 0) }
}

/// This process's environment as `NAME=value` strings.
func currentEnvironment() -> [String] {
    var result: [String] = []
    var entry = environ
    while let text = entry.pointee {
        result.append(String(cString: text))
        entry += 1
    }
    return result
}

let nodePath: String? = ["/usr/bin/node", "/usr/local/bin/node"].first { access($0, X_OK) == 0 }
