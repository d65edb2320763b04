import Testing

@testable import EventLoop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension EventLoopTests {
    @Test func timersFireInOrder() throws {
        let loop = try Loop()
        var order: [Int] = []
        for (name, timeout) in [(3, 20), (1, 5), (2, 5)] {
            let timer = Timer(loop) { timer in
                order.append(name)
                timer.close()
            }
            timer.start(timeout: UInt64(timeout))
        }
        runToEnd(loop)
        #expect(order == [1, 2, 3])
    }

    @Test func phasesFollowLibuv() throws {
        let loop = try Loop()
        var order: [String] = []
        let check = Check(loop) { order.append("check"); loop.stop() }
        let prepare = Prepare(loop) { order.append("prepare") }
        let idle = Idle(loop) { order.append("idle") }
        let timer = Timer(loop) { _ in order.append("timer") }
        check.start(); prepare.start(); idle.start(); timer.start(timeout: 0)
        loop.run()
        #expect(order == ["timer", "idle", "prepare", "check"])
        loop.closeAllHandles()
        try loop.close()
    }

    @Test func unreferencedHandlesLetTheLoopEnd() throws {
        let loop = try Loop()
        let timer = Timer(loop) { _ in Issue.record("fired") }
        timer.start(timeout: 60000)
        #expect(loop.isAlive && timer.hasRef && timer.isActive)
        timer.unref()
        #expect(!loop.isAlive && !timer.hasRef)
        runToEnd(loop)
    }

    @Test func openHandlesKeepThemselvesAlive() throws {
        final class Token {}
        let loop = try Loop()
        weak var token: Token?
        weak var timer: Timer?
        do {
            let strong = Token()
            token = strong
            let made = Timer(loop) { _ in _ = strong }
            timer = made
        }
        #expect(token != nil && timer != nil)
        timer?.close()
        loop.run()
        #expect(token == nil && timer == nil)
        try loop.close()
    }

    @Test func asyncWakesTheLoop() throws {
        let loop = try Loop()
        var calls = 0
        var handle: Async?
        handle = try Async(loop) {
            calls += 1
            handle?.close()
        }
        let shared = handle!
        ThreadPool.run(on: loop, { shared.send(); return 42 }) { #expect($0 == 42) }
        runToEnd(loop)
        #expect(calls == 1)
    }

    @Test func signals() throws {
        let loop = try Loop()
        var got: Int32 = 0
        var signal: Signal?
        signal = try Signal(loop) { number in
            got = number
            signal?.close()
        }
        try signal!.start(SIGUSR2)
        try Process.kill(pid: System.processID, SIGUSR2)
        runToEnd(loop)
        #expect(got == SIGUSR2)
    }

    @Test func lookup() throws {
        let loop = try Loop()
        var addresses: [SocketAddress] = []
        var failure: UVError?
        try DNS.lookup("127.0.0.1", family: .ipv4, on: loop) { addresses = (try? $0.get()) ?? [] }
        try DNS.lookup("no.such.name.invalid", on: loop) { if case .failure(let error) = $0 { failure = error } }
        runToEnd(loop, seconds: 30)
        #expect(addresses.map(\.ip) == ["127.0.0.1"])
        #expect(failure?.name.hasPrefix("EAI_") == true)
    }

    @Test func systemFacts() throws {
        #expect(System.totalMemory > System.freeMemory)
        #expect(try !System.cpus().isEmpty)
        #expect(try !System.hostName().isEmpty && !System.homeDirectory().isEmpty)
        #expect(try System.residentSetMemory() > 1 << 20)
        #expect(try System.name().system == "Linux" || System.name().system == "Darwin")
        #expect(try System.interfaces().contains { $0.isInternal && $0.address.ip == "127.0.0.1" })
        #expect(try System.user().id == UInt(getuid()))
        #expect(UVError.all.contains { $0.name == "EADDRINUSE" })
        var random = [UInt8](repeating: 0, count: 32)
        try random.withUnsafeMutableBytes { try System.fillRandom($0) }
        #expect(random.contains { $0 != 0 })
    }
}
