import EventLoop

/// What happens to a connection that finds `Primary.queueLimit` others waiting.
public enum QueuePolicy: String, Sendable {
    /// It waits in the kernel's queue, which refuses when it is full itself.
    case wait
    /// It is answered with `503 Service Unavailable` and closed; for HTTP servers.
    case refuse = "503"
}

/// Connections that were told off, and are closed once the peer has read it: a socket that is closed with unread bytes in it
/// resets the connection, and the answer would be lost.
final class Refusals {
    private let loop: Loop
    private var lingering: [(descriptor: Int32, until: UInt64)] = []
    private var timer: Timer?

    private static let answer = Array(
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n".utf8)
    /// Milliseconds between looks, and until the end of patience.
    private static let interval: UInt64 = 20
    private static let patience: UInt64 = 500
    /// More than these are closed at once.
    private static let limit = 1024

    init(_ loop: Loop) { self.loop = loop }

    deinit { for (descriptor, _) in lingering { Descriptors.close(descriptor) } }

    /// Answers and closes; the descriptor is this object's from here on.
    func refuse(_ descriptor: Int32) {
        Refusals.answer.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UnsafeRawBufferPointer.self, capacity: 1) { list in
                list.initializeElement(at: 0, to: bytes)
                _ = Descriptors.send(
                    descriptor, UnsafeBufferPointer(list), descriptors: UnsafeBufferPointer(start: nil, count: 0))
            }
        }
        Descriptors.shutDown(descriptor, onlyWriting: true)
        if lingering.count >= Refusals.limit { return Descriptors.close(descriptor) }
        lingering.append((descriptor, loop.now + Refusals.patience))
        if timer != nil { return }
        let timer = Timer(loop) { [unowned self] _ in look() }
        timer.start(timeout: Refusals.interval, repeat: Refusals.interval)
        self.timer = timer
    }

    private func look() {
        let now = loop.now
        lingering.removeAll { descriptor, until in
            if !Refusals.hasEnded(descriptor), now < until { return false }
            Descriptors.close(descriptor)
            return true
        }
        if lingering.isEmpty {
            timer?.close()
            timer = nil
        }
    }

    /// Reads what came; whether the peer has closed.
    private static func hasEnded(_ descriptor: Int32) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { buffer in
            for _ in 0..<16 {
                let (count, _) = Descriptors.receive(descriptor, into: buffer) { Descriptors.close($0) }
                if count <= 0 { return count == 0 || UVError(code: Int32(count)) != .EAGAIN }
            }
            return false
        }
    }
}
