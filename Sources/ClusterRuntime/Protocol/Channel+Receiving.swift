import EventLoop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What comes in: bytes to frames, frames to messages, messages to the callbacks.
extension Channel {
    /// One buffer for all channels: it is parsed before the next read. The beginning of a message that was read before is put in
    /// front of the rest of it.
    private nonisolated(unsafe) static let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: carryLimit + (256 << 10), alignment: 16)
    private static let carryLimit = 128 << 10

    func read(toEnd: Bool) {
        reading = true
        var rounds = 0
        var ended = false
        let target = UnsafeMutableRawBufferPointer(rebasing: Channel.buffer[Channel.carryLimit...])
        while state != .closed, rounds < (toEnd ? 65536 : 16) {
            rounds += 1
            var group: [Int32] = []
            let (count, truncated) = Descriptors.receive(descriptor, into: target) { group.append($0) }
            if count <= 0 {
                for descriptor in group { Descriptors.close(descriptor) }
                if count == 0 || UVError(code: Int32(count)) != .EAGAIN { ended = true }
                break
            }
            let hadDescriptors = !group.isEmpty || truncated
            if hadDescriptors { descriptorGroups.append(group) }
            consume(count)
            // A short read without descriptors emptied the socket.
            if count < target.count, !hadDescriptors, !toEnd { break }
        }
        reading = false
        if ended { closeByPeer() } else if state != .closed { flush() }
        onReadEnd?()
    }

    /// Parses what was read, behind what is left of earlier reads.
    private func consume(_ count: Int) {
        let end = Channel.carryLimit + count
        if input.count <= Channel.carryLimit {
            let start = Channel.carryLimit - input.count
            Channel.buffer[start...].copyBytes(from: input)
            let bytes = UnsafeRawBufferPointer(rebasing: Channel.buffer[start..<end])
            let used = parse(bytes)
            input = state == .closed || used == bytes.count ? [] : [UInt8](bytes[used...])
        } else {
            // A long message.
            input += Channel.buffer[Channel.carryLimit..<end]
            let bytes = input
            let used = bytes.withUnsafeBytes { parse($0) }
            if state == .closed || used == bytes.count {
                input = []
            } else if used > 0 {
                input = [UInt8](bytes[used...])
            }
        }
        if state == .closed { return }
        if input.isEmpty, !descriptorGroups.isEmpty || descriptorGroups.count > 64 {
            let stray = descriptorGroups.reduce(0) { $0 + $1.count }
            discardDescriptors()
            if stray > 0 { onMalformed?(.strayDescriptors(stray)) }
        }
    }

    /// Handles every complete message; gives the number of bytes they had.
    private func parse(_ bytes: UnsafeRawBufferPointer) -> Int {
        var offset = 0
        while state != .closed, offset < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
            let size: Int
            if receivesBinary {
                guard rest.count >= Frame.headerSize else { return offset }
                let length = Int(UInt32(littleEndian: rest.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
                if length > messageSizeLimit { oversize(length); return offset }
                size = Frame.headerSize + length
                guard rest.count >= size else { return offset }
                let payload = UnsafeRawBufferPointer(rebasing: rest[Frame.headerSize..<size])
                frame(kind: rest[0], hasDescriptors: rest[1] > 0, payload)
            } else if serialization == .json {
                let known = offset == 0 ? min(searched, rest.count) : 0
                guard let end = lineEnd(rest, from: known) else {
                    searched = rest.count
                    if rest.count > messageSizeLimit { oversize(rest.count) }
                    return offset
                }
                searched = 0
                if end > messageSizeLimit { oversize(end); return offset }
                size = end + 1
                message(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            } else {
                guard rest.count >= 4 else { return offset }
                let length = Int(UInt32(bigEndian: rest.loadUnaligned(as: UInt32.self)))
                if length > messageSizeLimit { oversize(length); return offset }
                size = 4 + length
                guard rest.count >= size else { return offset }
                message(UnsafeRawBufferPointer(rebasing: rest[4..<size]))
            }
            offset += size
        }
        searched = 0
        return offset
    }

    private func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let found = memchr(bytes.baseAddress! + start, 0x0A, bytes.count - start) else { return nil }
        return UnsafeRawPointer(found) - bytes.baseAddress!
    }

    private func oversize(_ length: Int) {
        onMalformed?(.oversize(length))
        close()
    }

    /// A message in Node's frames.
    private func message(_ bytes: UnsafeRawBufferPointer, handle: ReceivedHandle? = nil) {
        if bytes.isEmpty { return }
        do throws(MalformedMessage) {
            switch try MessageReader.read(bytes, serialization) {
            case .user: deliver(bytes, handle)
            case .internal(let message): receive(message, handle)
            }
        } catch {
            malformed(error, handle)
        }
    }

    private func malformed(_ error: MalformedMessage, _ handle: ReceivedHandle?) {
        if let handle { Descriptors.close(handle.descriptor) }
        onMalformed?(error)
    }

    private func deliver(_ bytes: UnsafeRawBufferPointer, _ handle: ReceivedHandle?) {
        if let onMessage {
            onMessage(bytes, handle)
        } else if let handle {
            Descriptors.close(handle.descriptor)
        }
    }

    /// A binary frame.
    private func frame(kind: UInt8, hasDescriptors: Bool, _ payload: UnsafeRawBufferPointer) {
        let group = hasDescriptors && !descriptorGroups.isEmpty ? descriptorGroups.removeFirst() : []
        do throws(MalformedMessage) {
            switch FrameKind(rawValue: kind) {
            case .user: deliver(payload, nil)
            case .internal: receive(try MessageReader.readJSON(payload), nil)
            case .handle:
                guard let envelope = Frame.envelope(payload) else { throw .invalid("handle frame") }
                return unwrap(envelope, group)
            case .connections: return try connections(payload, group, isShared: false)
            case .sharedConnections: return try connections(payload, group, isShared: true)
            case .claims: didReceiveClaims(group)
            case .closedConnections:
                let count = payload.count - 4
                guard count >= 2 else { throw .invalid("closed connections frame") }
                onClosedConnections?(
                    try key(of: payload), Int(UInt32(littleEndian: payload.loadUnaligned(fromByteOffset: count, as: UInt32.self))))
            case .replies:
                for start in stride(from: 0, to: payload.count - 4, by: 5) {
                    let number = UInt32(littleEndian: payload.loadUnaligned(fromByteOffset: start, as: UInt32.self))
                    onConnectionReply?(number, payload[start + 4] != 0)
                }
            case nil: throw .unknownFrame(kind)
            }
        } catch {
            onMalformed?(error)
        }
        for descriptor in group { Descriptors.close(descriptor) }
    }

    /// The primary sent the table of claims, or the worker has it.
    private func didReceiveClaims(_ group: [Int32]) {
        if claims != nil {
            claimsAreShared = true
        } else if let descriptor = group.first, let words = SharedWords(descriptor: descriptor, count: Claims.size) {
            claims = Claims(words)
            if group.count > 1 { doorbell = try? Descriptors.duplicate(group[1]) }
            _ = write(Frame.header(.claims, descriptors: 0, length: 0), [], nil)
        }
    }

    private func key(of payload: UnsafeRawBufferPointer) throws(MalformedMessage) -> String {
        let count = payload.count >= 2 ? Int(payload[0]) | Int(payload[1]) << 8 : 0
        guard payload.count >= 2 + count else { throw .invalid("key") }
        return String(decoding: UnsafeRawBufferPointer(rebasing: payload[2..<(2 + count)]), as: UTF8.self)
    }

    private func connections(
        _ payload: UnsafeRawBufferPointer, _ group: [Int32], isShared: Bool
    ) throws(MalformedMessage) {
        let keyCount = payload.count >= 2 ? Int(payload[0]) | Int(payload[1]) << 8 : 0
        guard payload.count >= 2 + keyCount, (payload.count - 2 - keyCount) % 4 == 0 else {
            for descriptor in group { Descriptors.close(descriptor) }
            throw .invalid("connections frame")
        }
        let key = String(decoding: UnsafeRawBufferPointer(rebasing: payload[2..<(2 + keyCount)]), as: UTF8.self)
        let count = (payload.count - 2 - keyCount) / 4
        for i in 0..<max(count, group.count) {
            if i >= count {
                Descriptors.close(group[i])
                continue
            }
            let number = UInt32(littleEndian: payload.loadUnaligned(fromByteOffset: 2 + keyCount + 4 * i, as: UInt32.self))
            // The kernel drops the last descriptors when this process has too many open.
            if i >= group.count {
                stageReply(number: number, accepted: false)
            } else if state == .closed {
                Descriptors.close(group[i])
            } else if let onConnection {
                onConnection(key, number, group[i], isShared)
            } else {
                Descriptors.close(group[i])
                stageReply(number: number, accepted: false)
            }
        }
    }

    private func receive(_ message: InternalMessage, _ handle: ReceivedHandle?) {
        switch message {
        case .handle(let envelope):
            if let handle { Descriptors.close(handle.descriptor) }
            unwrap(envelope, descriptorGroups.isEmpty ? [] : descriptorGroups.removeFirst())
        case .handleAcknowledged: resolveHandle(arrived: true)
        case .handleMissing: resolveHandle(arrived: false)
        case .upgrade:
            receivesBinary = true
            upgrade()
        case .cluster(let message):
            if let onClusterMessage {
                onClusterMessage(message, handle)
            } else if let handle {
                Descriptors.close(handle.descriptor)
            }
        case .socketNotifyClose, .socketAllClosed, .socketGetCount, .socketCount, .other:
            if let onInternalMessage {
                onInternalMessage(message, handle)
            } else if let handle {
                Descriptors.close(handle.descriptor)
            }
        }
    }

    /// A message that a descriptor should have come with: tells the sender whether it did, and goes on with the message.
    private func unwrap(_ envelope: HandleEnvelope, _ group: [Int32]) {
        for extra in group.dropFirst() { Descriptors.close(extra) }
        let receipt: InternalMessage = group.isEmpty ? .handleMissing : .handleAcknowledged
        _ = transmit(Outgoing(content: .internal(receipt)))
        guard let first = group.first else { return }
        let handle = ReceivedHandle(
            kind: envelope.kind, descriptor: first, key: envelope.key, dgramType: envelope.dgramType)
        envelope.message.withUnsafeBytes { bytes in
            guard receivesBinary else { return message(bytes, handle: handle) }
            guard envelope.isInternal else { return deliver(bytes, handle) }
            do throws(MalformedMessage) { receive(try MessageReader.readJSON(bytes), handle) } catch {
                malformed(error, handle)
            }
        }
    }
}
