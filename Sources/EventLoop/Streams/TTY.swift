internal import CLibuv

/// A terminal (`uv_tty_t`).
/// https://docs.libuv.org/en/v1.x/tty.html
public final class TTY: Stream {
    public enum Mode: Sendable { case normal, raw, binary }

    /// - Parameter fileDescriptor: usually 0, 1 or 2; libuv opens the terminal anew and leaves the descriptor alone.
    /// - Throws: `EINVAL` when the descriptor is no terminal.
    public init(_ loop: Loop = .default, fileDescriptor: Int32) throws(UVError) {
        let raw = try Handle.make(uv_tty_t.self) { uv_tty_init(loop.raw, $0, fileDescriptor, 0) }
        super.init(loop: loop, initialized: raw)
    }

    private var tty: UnsafeMutablePointer<uv_tty_t> { raw.assumingMemoryBound(to: uv_tty_t.self) }

    /// Sets the terminal's mode (`uv_tty_set_mode`).
    public func setMode(_ mode: Mode) throws(UVError) {
        try checkOpen()
        let value =
            switch mode {
            case .normal: UV_TTY_MODE_NORMAL
            case .raw: UV_TTY_MODE_RAW
            case .binary: UV_TTY_MODE_IO
            }
        try UVError.check(uv_tty_set_mode(tty, value))
    }

    /// Puts the terminal back as it was (`uv_tty_reset_mode`); for exit.
    public static func resetMode() { uv_tty_reset_mode() }

    /// Columns and rows (`uv_tty_get_winsize`).
    public func windowSize() throws(UVError) -> (columns: Int32, rows: Int32) {
        try checkOpen()
        var columns: Int32 = 0
        var rows: Int32 = 0
        try UVError.check(uv_tty_get_winsize(tty, &columns, &rows))
        return (columns, rows)
    }
}

/// What a descriptor is (`uv_guess_handle`).
public enum DescriptorKind: Sendable {
    case file, pipe, tcp, udp, tty, unknown

    public init(of fileDescriptor: Int32) {
        switch uv_guess_handle(fileDescriptor) {
        case UV_FILE: self = .file
        case UV_NAMED_PIPE: self = .pipe
        case UV_TCP: self = .tcp
        case UV_UDP: self = .udp
        case UV_TTY: self = .tty
        default: self = .unknown
        }
    }
}
