import Testing

@testable import EventLoop

extension EventLoopTests {
    @Test func tcpEcho() throws {
        let loop = try Loop()
        let server = TCP(loop)
        try server.bind(SocketAddress(ip: "127.0.0.1", port: 0))
        var peer: SocketAddress?
        try server.listen { error in
            #expect(error == nil)
            guard let client = try? server.accept() else { return }
            peer = try? client.peerAddress()
            client.delegate = Reader(onRead: { stream, bytes in
                #expect((try? stream.write(bytes)) == .finished)
            })
            try? client.readStart()
            server.close()
        }
        let address = try server.localAddress()
        #expect(address.ip == "127.0.0.1" && address.port != 0)

        var received: [UInt8] = []
        let client = TCP(loop)
        client.delegate = Reader(onRead: { stream, bytes in
            received += bytes
            if received.count == 5 { stream.close() }
        })
        try client.connect(to: address) { error in
            #expect(error == nil)
            try? client.setNoDelay(true)
            try? client.readStart()
            _ = try? client.write(Array("hello".utf8))
        }
        runToEnd(loop)
        #expect(String(decoding: received, as: UTF8.self) == "hello")
        #expect(client.bytesRead == 5 && client.bytesWritten == 5)
        #expect(peer?.familyName == "IPv4")
    }

    @Test func largeWriteCompletesLater() throws {
        let loop = try Loop()
        let (left, right) = try Descriptors.socketPair()
        let writer = Pipe(loop)
        try writer.open(left)
        let reader = Pipe(loop)
        try reader.open(right)
        var total = 0
        reader.delegate = Reader(onRead: { _, bytes in total += bytes.count })
        let block = [UInt8](repeating: 7, count: 1 << 20)
        var completed = false
        let outcome = try block.withUnsafeBytes { half in
            try [half, half].withUnsafeBufferPointer { buffers in
                try writer.write(buffers) { error in
                    #expect(error == nil)
                    completed = true
                    try? writer.shutdown { _ in writer.close() }
                }
            }
        }
        #expect(outcome == .pending)
        #expect(writer.writeQueueSize > 0)
        try reader.readStart()
        runToEnd(loop)
        #expect(completed)
        #expect(total == 2 << 20)
    }

    @Test func closingCancelsWrites() throws {
        let loop = try Loop()
        let (left, right) = try Descriptors.socketPair()
        defer { Descriptors.close(right) }
        let writer = Pipe(loop)
        try writer.open(left)
        var error: UVError?
        try writer.write([UInt8](repeating: 1, count: 4 << 20)) { error = $0 }
        writer.close()
        #expect(throws: UVError.EBADF) { try writer.write([1]) }
        runToEnd(loop)
        #expect(error == .ECANCELED)
    }

    @Test func connectRefused() throws {
        let loop = try Loop()
        let probe = TCP(loop)
        try probe.bind(SocketAddress(ip: "127.0.0.1", port: 0))
        let address = try probe.localAddress()
        var error: UVError?
        let client = TCP(loop)
        probe.close {
            try? client.connect(to: address) {
                error = $0
                client.close()
            }
        }
        runToEnd(loop)
        #expect(error == .ECONNREFUSED)
        #expect(error?.name == "ECONNREFUSED" && error?.message == "connection refused")
    }

    @Test func addressInUse() throws {
        let loop = try Loop()
        let first = TCP(loop)
        try first.bind(SocketAddress(ip: "127.0.0.1", port: 0))
        try first.listen { _ in }
        let second = TCP(loop)
        #expect(throws: UVError.EADDRINUSE) {
            try second.bind(try first.localAddress())
            try second.listen { _ in }
        }
        loop.closeAllHandles()
        try loop.close()
    }

    @Test func reusePort() throws {
        let loop = try Loop()
        let first = TCP(loop)
        try first.bind(SocketAddress(ip: "127.0.0.1", port: 0), flags: .reusePort)
        try first.listen { _ in }
        let second = TCP(loop)
        try second.bind(try first.localAddress(), flags: .reusePort)
        try second.listen { _ in }
        loop.closeAllHandles()
        try loop.close()
    }

    @Test func unixSocket() throws {
        let loop = try Loop()
        let path = "/tmp/swjs-test-\(System.processID).sock"
        let server = Pipe(loop)
        try server.bind(path)
        #expect(try server.localPath() == path)
        var text = ""
        try server.listen { _ in
            guard let client = try? server.accept() else { return }
            client.delegate = Reader(onRead: { _, bytes in text += String(decoding: bytes, as: UTF8.self) })
            try? client.readStart()
            server.close()
        }
        let client = Pipe(loop)
        try client.connect(to: path) { error in
            #expect(error == nil)
            _ = try? client.write(Array("unix".utf8))
            client.close()
        }
        runToEnd(loop)
        #expect(text == "unix")
        #expect(throws: UVError.ENOENT) { try FileSystem.stat(path).sync() }
    }

    @Test func udpDatagrams() throws {
        final class Receiver: UDPDelegate {
            var texts: [String] = []
            func udp(_ socket: UDP, didReceive bytes: UnsafeRawBufferPointer, from address: SocketAddress, truncated: Bool) {
                texts.append(String(decoding: bytes, as: UTF8.self))
                if texts.count == 2 { socket.close() }
            }
            func udp(_ socket: UDP, didFailReceiving error: UVError) { Issue.record("\(error)") }
        }
        let loop = try Loop()
        let receiver = Receiver()
        let server = UDP(loop)
        server.delegate = receiver
        try server.bind(SocketAddress(ip: "127.0.0.1", port: 0))
        try server.receiveStart()
        let address = try server.localAddress()
        let client = UDP(loop)
        let sent = Array("one".utf8).withUnsafeBytes { client.trySend($0, to: address) }
        #expect(sent == 3)
        try Array("two".utf8).withUnsafeBytes { bytes in
            try client.send([bytes], to: address) { error in
                #expect(error == nil)
                client.close()
            }
        }
        runToEnd(loop)
        #expect(receiver.texts == ["one", "two"])
    }

    @Test func descriptorsTravel() throws {
        let (left, right) = try Descriptors.socketPair()
        let (a, b) = try Descriptors.socketPair()
        defer { for descriptor in [left, right] { Descriptors.close(descriptor) } }
        let text = Array("x".utf8)
        let sent = text.withUnsafeBytes { bytes in
            [bytes].withUnsafeBufferPointer { buffers in
                [a, b].withUnsafeBufferPointer { Descriptors.send(left, buffers, descriptors: $0) }
            }
        }
        #expect(sent == 1)
        Descriptors.close(a)
        Descriptors.close(b)
        var received: [Int32] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 1)
        defer { buffer.deallocate() }
        let (count, truncated) = Descriptors.receive(right, into: buffer) { received.append($0) }
        #expect(count == 1 && !truncated && received.count == 2)
        #expect(received.allSatisfy { Descriptors.kind(of: $0) == .unixStream })
        for descriptor in received { Descriptors.close(descriptor) }
    }
}
