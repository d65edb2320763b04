internal import CLibuv

/// Watches a file or directory through the kernel (`uv_fs_event_t`); `fs.watch`.
/// https://docs.libuv.org/en/v1.x/fs_event.html
public final class FileEvent: Handle {
    public struct Change: OptionSet, Sendable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }
        public static let rename = Change(rawValue: Int32(UV_RENAME.rawValue))
        public static let change = Change(rawValue: Int32(UV_CHANGE.rawValue))
    }

    private var callback: ((UVError?, Change, [UInt8]?) -> Void)?

    /// - Parameter callback: gets what happened and the name, relative to the watched directory, where known.
    public init(_ loop: Loop = .default, _ callback: @escaping (UVError?, Change, [UInt8]?) -> Void) throws(UVError) {
        self.callback = callback
        let raw = try Handle.make(uv_fs_event_t.self) { uv_fs_event_init(loop.raw, $0) }
        super.init(loop: loop, initialized: raw)
    }

    private var event: UnsafeMutablePointer<uv_fs_event_t> { raw.assumingMemoryBound(to: uv_fs_event_t.self) }

    /// Starts watching (`uv_fs_event_start`).
    /// - Parameter recursive: ignored on Linux.
    public func start(_ path: String, recursive: Bool = false) throws(UVError) {
        try checkOpen()
        let flags = recursive ? UInt32(UV_FS_EVENT_RECURSIVE.rawValue) : 0
        try UVError.check(
            uv_fs_event_start(
                event,
                { handle, name, events, status in
                    let bytes = name.map { [UInt8](UnsafeRawBufferPointer(start: $0, count: stringLength($0))) }
                    base(handle).withOwner(FileEvent.self) {
                        $0.callback?(status < 0 ? UVError(code: status) : nil, Change(rawValue: events), bytes)
                    }
                }, path, flags))
    }

    public func stop() { if state == .open { uv_fs_event_stop(event) } }
    override func releaseCallbacks() { callback = nil }
}

/// Watches a file by calling `stat` at intervals (`uv_fs_poll_t`); `fs.watchFile`.
/// https://docs.libuv.org/en/v1.x/fs_poll.html
public final class FilePoll: Handle {
    private var callback: ((UVError?, FileStat, FileStat) -> Void)?

    /// - Parameter callback: gets the previous and the current facts; an error means that `stat` fails now.
    public init(_ loop: Loop = .default, _ callback: @escaping (UVError?, FileStat, FileStat) -> Void) throws(UVError) {
        self.callback = callback
        let raw = try Handle.make(uv_fs_poll_t.self) { uv_fs_poll_init(loop.raw, $0) }
        super.init(loop: loop, initialized: raw)
    }

    private var poll: UnsafeMutablePointer<uv_fs_poll_t> { raw.assumingMemoryBound(to: uv_fs_poll_t.self) }

    /// Starts watching (`uv_fs_poll_start`).
    /// - Parameter interval: milliseconds.
    public func start(_ path: String, interval: UInt32) throws(UVError) {
        try checkOpen()
        try UVError.check(
            uv_fs_poll_start(
                poll,
                { handle, status, previous, current in
                    let previous = FileStat(previous!.pointee)
                    let current = FileStat(current!.pointee)
                    base(handle).withOwner(FilePoll.self) {
                        $0.callback?(status < 0 ? UVError(code: status) : nil, previous, current)
                    }
                }, path, interval))
    }

    public func stop() { if state == .open { uv_fs_poll_stop(poll) } }
    override func releaseCallbacks() { callback = nil }
}

private func stringLength(_ text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
}
