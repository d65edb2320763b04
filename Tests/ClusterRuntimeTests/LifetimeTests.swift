import EventLoop
import Testing

@testable import ClusterRuntime

extension ClusterRuntimeTests {
    /// After a worker's channel and process have ended, nothing keeps it, its handles or its connections.
    @Test(arguments: [false, true])
    func nothingIsKept(_ upgraded: Bool) throws {
        weak var primary: Primary?
        weak var worker: WorkerProcess?
        weak var side: WorkerSide?
        weak var channel: Channel?
        weak var connection: Connection?
        do {
            let loop = try Loop()
            let (near, far) = try channelPair(loop)
            let made = Primary(loop)
            let process = made.adopt(id: 1, pid: 0, channel: near)
            let workerSide = WorkerSide(id: 1, channel: far)
            if upgraded { far.upgrade() }
            primary = made
            worker = process
            side = workerSide
            channel = far
            workerSide.start()
            var port: Int?
            var taken = 0
            let request = ListenRequest(
                ListenQuery(address: "127.0.0.1", port: 0, addressType: .ipv4),
                onConnection: { given in
                    taken += 1
                    connection = process.inFlight.values.first
                    Descriptors.close(given.descriptor)
                })
            workerSide.queryServer(request) { port = $0.port }
            run(loop) { port != nil }
            let client = TCP(loop)
            try client.connect(to: SocketAddress(ip: "127.0.0.1", port: UInt16(port!))) { _ in client.close() }
            run(loop) { taken == 1 && process.inFlight.isEmpty }
            far.close()
            run(loop) { near.state == .closed && process.state == .disconnected }
            made.workerDidExit(process, ProcessExit(code: 0, signal: 0))
            runToEnd(loop)
        }
        #expect(primary == nil)
        #expect(worker == nil)
        #expect(side == nil)
        #expect(channel == nil)
        #expect(connection == nil)
    }
}
