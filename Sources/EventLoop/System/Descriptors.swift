internal import CSwjs

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Calls on file descriptors that libuv does not offer: passing them to other processes, accepting without a handle.
public enum Descriptors {
    #if canImport(Glibc)
        static let streamType = Int32(SOCK_STREAM.rawValue)
        static let datagramType = Int32(SOCK_DGRAM.rawValue)
    #else
        static let streamType = SOCK_STREAM
        static let datagramType = SOCK_DGRAM
    #endif

    /// The most descriptors that one message carries.
    public static let maximumPerMessage = Int(SWJS_MAX_PASSED_FDS)

    /// Closes a descriptor.
    public static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }

    /// Two connected unix sockets, close-on-exec; the first is non-blocking, the second is for a child and blocks.
    public static func socketPair() throws(UVError) -> (Int32, Int32) {
        var pair: (Int32, Int32) = (-1, -1)
        let result = withUnsafeMutablePointer(to: &pair) {
            $0.withMemoryRebound(to: Int32.self, capacity: 2) { swjs_socket_pair($0, 1) }
        }
        try UVError.check(result)
        return pair
    }

    /// Accepts one connection: non-blocking, close-on-exec.
    /// - Returns: the descriptor, or a negative libuv code (`EAGAIN`: none waits).
    public static func accept(_ listener: Int32) -> Int32 { swjs_accept(listener) }

    /// A duplicate that is closed on exec.
    public static func duplicate(_ descriptor: Int32) throws(UVError) -> Int32 {
        try UVError.check(swjs_duplicate(descriptor))
    }

    public static func setCloseOnExec(_ descriptor: Int32, _ on: Bool) throws(UVError) {
        try UVError.check(swjs_set_close_on_exec(descriptor, on ? 1 : 0))
    }

    public static func setNonBlocking(_ descriptor: Int32, _ on: Bool) throws(UVError) {
        try UVError.check(swjs_set_nonblocking(descriptor, on ? 1 : 0))
    }

    /// What a socket is.
    public enum SocketKind: Sendable { case tcp, udp, unixStream, unixDatagram, other }

    /// Tells what kind of socket a descriptor is; `.other` also when it is none.
    public static func kind(of descriptor: Int32) -> SocketKind {
        var family: Int32 = 0
        var type: Int32 = 0
        guard swjs_socket_kind(descriptor, &family, &type) == 0 else { return .other }
        switch (family, type) {
        case (AF_INET, streamType), (AF_INET6, streamType): return .tcp
        case (AF_INET, datagramType), (AF_INET6, datagramType): return .udp
        case (AF_UNIX, streamType): return .unixStream
        case (AF_UNIX, datagramType): return .unixDatagram
        default: return .other
        }
    }

    /// Ends both directions of a connection (`shutdown(2)`), or only what this side sends.
    public static func shutDown(_ descriptor: Int32, onlyWriting: Bool = false) {
        let how = Int32(onlyWriting ? SHUT_WR : SHUT_RDWR)
        #if canImport(Glibc)
            _ = Glibc.shutdown(descriptor, how)
        #else
            _ = Darwin.shutdown(descriptor, how)
        #endif
    }

    /// Whether bytes of a socket wait to be read (`recv(2)` with `MSG_PEEK`). Never blocks.
    public static func hasUnread(_ descriptor: Int32) -> Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
    }

    /// Makes `close` reset the connection instead of ending it in order.
    public static func setLingerZero(_ descriptor: Int32) { swjs_set_linger_zero(descriptor) }

    /// Sends bytes with descriptors (`sendmsg` with `SCM_RIGHTS`). Never blocks. The descriptors stay open here.
    /// - Returns: the number of bytes sent (the descriptors go with the first), or a negative libuv code.
    public static func send(
        _ socket: Int32, _ buffers: UnsafeBufferPointer<UnsafeRawBufferPointer>, descriptors: UnsafeBufferPointer<Int32>
    ) -> Int {
        withUnsafeTemporaryAllocation(of: UnsafeRawPointer?.self, capacity: max(buffers.count, 1)) { bases in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: max(buffers.count, 1)) { lengths in
                for i in 0..<buffers.count {
                    bases.initializeElement(at: i, to: buffers[i].baseAddress)
                    lengths.initializeElement(at: i, to: buffers[i].count)
                }
                return swjs_send_fds(
                    socket, bases.baseAddress, lengths.baseAddress, buffers.count, descriptors.baseAddress,
                    descriptors.count)
            }
        }
    }

    /// Receives bytes and the descriptors that came along (`recvmsg`), which now belong to the caller. Never blocks.
    /// - Parameters:
    ///   - received: called once for each descriptor, in order.
    /// - Returns: the number of bytes, 0 at the end of the stream, or a negative libuv code; and whether the kernel dropped
    ///   descriptors (the process has too many open).
    public static func receive(
        _ socket: Int32, into buffer: UnsafeMutableRawBufferPointer, received: (Int32) -> Void
    ) -> (count: Int, truncated: Bool) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: maximumPerMessage) { list in
            var count = 0
            var truncated: Int32 = 0
            let result = swjs_receive_fds(
                socket, buffer.baseAddress, buffer.count, list.baseAddress, list.count, &count, &truncated)
            for i in 0..<count { received(list[i]) }
            return (result, truncated != 0)
        }
    }
}

/// Ties this process's life to its parent's.
public enum ParentDeath {
    /// Asks the kernel to tell this process when its parent dies, even while it loops without end. For a worker's first
    /// moments: when the parent has died already, the process ends here.
    /// - Parameters:
    ///   - expectedParentPID: the parent that started this process, nil when unknown.
    ///   - graceSeconds: how long the process may still live to end by itself; 0 ends it at once (SIGKILL).
    /// - Returns: false where the system has no such signal.
    @discardableResult
    public static func arm(expectedParentPID: Int32? = nil, graceSeconds: UInt32 = 0) -> Bool {
        var signalNumber = SIGKILL
        #if canImport(Glibc)
            if graceSeconds > 0 {
                signalNumber = __libc_current_sigrtmin() + 7
                grace = graceSeconds
                var action = sigaction()
                action.__sigaction_handler.sa_handler = { _ in
                    if ParentDeath.isDisarmed { return }
                    // SIGALRM ends the process unless `disarm` is called, which needs a loop that still runs.
                    var plain = sigaction()
                    plain.__sigaction_handler.sa_handler = nil
                    sigaction(SIGALRM, &plain, nil)
                    alarm(ParentDeath.grace)
                }
                action.sa_flags = SA_RESTART
                if sigaction(signalNumber, &action, nil) != 0 { signalNumber = SIGKILL }
            }
        #endif
        guard swjs_set_parent_death_signal(signalNumber) == 0 else { return false }
        // The parent may have died between fork and here; then no signal comes any more.
        if let expectedParentPID, getppid() != expectedParentPID { _exit(0) }
        return true
    }

    /// The process noticed by itself that its parent is gone, and goes on as it sees fit.
    public static func disarm() {
        isDisarmed = true
        alarm(0)
    }

    nonisolated(unsafe) fileprivate static var grace: UInt32 = 0
    nonisolated(unsafe) fileprivate static var isDisarmed = false
}
