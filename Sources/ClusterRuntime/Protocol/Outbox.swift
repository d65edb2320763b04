import EventLoop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Framed messages that wait for the socket.
struct Outbox {
    private struct Item {
        var bytes: [UInt8]
        var offset: Int
        /// Go with the first byte; empty once they are sent.
        var descriptors: [Int32]
        var completion: ((UVError?) -> Void)?
    }

    private var items: [Item] = []
    private var head = 0
    /// Bytes that wait.
    private(set) var size = 0

    var isEmpty: Bool { head == items.count }

    /// Writes at once when nothing waits; queues what the socket does not take.
    /// - Parameter start: the bytes before it are not sent.
    mutating func write(
        _ socket: Int32, _ bytes: [UInt8], _ descriptors: [Int32], _ completion: ((UVError?) -> Void)?, from start: Int = 0
    ) -> SendOutcome {
        var item = Item(bytes: bytes, offset: start, descriptors: descriptors, completion: completion)
        if isEmpty {
            let count = Outbox.transfer(socket, &item)
            if count < 0, !Outbox.isTransient(count) { return .failed(UVError(code: Int32(count))) }
            if item.offset == bytes.count { return .written }
        }
        items.append(item)
        size += bytes.count - item.offset
        return .pending
    }

    /// Adds a completion to what was queued last.
    mutating func attach(_ completion: @escaping (UVError?) -> Void) {
        guard !isEmpty else { return completion(nil) }
        let earlier = items[items.count - 1].completion
        items[items.count - 1].completion = { error in
            earlier?(error)
            completion(error)
        }
    }

    /// A completion to call, and with what.
    typealias Done = (completion: (UVError?) -> Void, error: UVError?)

    /// Writes as much as the socket takes; the caller then calls the completions, which may write again.
    mutating func drain(_ socket: Int32) -> [Done] {
        var completions: [Done] = []
        while !isEmpty {
            let before = items[head].offset
            let count = Outbox.transfer(socket, &items[head])
            if count < 0 {
                if Outbox.isTransient(count) { break }
                let error = UVError(code: Int32(count))
                for item in items[head...] { if let completion = item.completion { completions.append((completion, error)) } }
                items = []
                head = 0
                size = 0
                break
            }
            size -= items[head].offset - before
            if items[head].offset < items[head].bytes.count { break }
            if let completion = items[head].completion { completions.append((completion, nil)) }
            items[head] = Item(bytes: [], offset: 0, descriptors: [], completion: nil)
            head += 1
        }
        if isEmpty {
            items.removeAll(keepingCapacity: items.count < 64)
            head = 0
        } else if head > 64 {
            items.removeFirst(head)
            head = 0
        }
        return completions
    }

    /// Gives everything up.
    mutating func abandon() -> [Done] {
        let lost = items[head...]
        items = []
        head = 0
        size = 0
        return lost.compactMap { item in item.completion.map { ($0, .ECANCELED) } }
    }

    /// The socket is full, or too many descriptors are under way (`ETOOMANYREFS`): later is better.
    private static func isTransient(_ code: Int) -> Bool {
        let error = UVError(code: Int32(code))
        return error == .EAGAIN || error == .ENOBUFS || error == UVError(errno: ETOOMANYREFS)
    }

    private static func transfer(_ socket: Int32, _ item: inout Item) -> Int {
        let count = item.bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UnsafeRawBufferPointer.self, capacity: 1) { list in
                list.initializeElement(at: 0, to: UnsafeRawBufferPointer(rebasing: bytes[item.offset...]))
                return item.descriptors.withUnsafeBufferPointer {
                    Descriptors.send(socket, UnsafeBufferPointer(list), descriptors: $0)
                }
            }
        }
        if count > 0 {
            item.offset += count
            item.descriptors = []
        }
        return count
    }
}
