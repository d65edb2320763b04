internal import CLibuv

/// A libuv error: the negative code that libuv functions return (`-errno` on Unix), with its name and message.
///
/// Node shows `name` as `error.code`, `code` as `error.errno` and `message` in the error's text.
/// https://docs.libuv.org/en/v1.x/errors.html
public struct UVError: Error, Equatable, Hashable, Sendable, CustomStringConvertible {
    /// The negative code, for example -98 for `EADDRINUSE` on Linux.
    public let code: Int32

    /// - Parameter code: a negative libuv code.
    @inlinable public init(code: Int32) { self.code = code }

    /// - Parameter errno: a positive system error number.
    @inlinable public init(errno: Int32) { self.code = -errno }

    /// The symbolic name, for example `EADDRINUSE` (`uv_err_name`).
    public var name: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            String(cString: uv_err_name_r(code, buffer.baseAddress, buffer.count))
        }
    }

    /// The text for people, for example `address already in use` (`uv_strerror`).
    public var message: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            String(cString: uv_strerror_r(code, buffer.baseAddress, buffer.count))
        }
    }

    public var description: String { "\(name): \(message)" }

    /// Throws when `result` is a libuv error; gives it back otherwise.
    @inline(__always) @discardableResult
    static func check(_ result: Int32) throws(UVError) -> Int32 {
        if result < 0 { throw UVError(code: result) }
        return result
    }
}

extension UVError {
    public static let EACCES = UVError(code: UV_EACCES.rawValue)
    public static let EADDRINUSE = UVError(code: UV_EADDRINUSE.rawValue)
    public static let EADDRNOTAVAIL = UVError(code: UV_EADDRNOTAVAIL.rawValue)
    public static let EAGAIN = UVError(code: UV_EAGAIN.rawValue)
    public static let EBADF = UVError(code: UV_EBADF.rawValue)
    public static let ECANCELED = UVError(code: UV_ECANCELED.rawValue)
    public static let ECONNABORTED = UVError(code: UV_ECONNABORTED.rawValue)
    public static let ECONNREFUSED = UVError(code: UV_ECONNREFUSED.rawValue)
    public static let ECONNRESET = UVError(code: UV_ECONNRESET.rawValue)
    public static let EEXIST = UVError(code: UV_EEXIST.rawValue)
    public static let EINVAL = UVError(code: UV_EINVAL.rawValue)
    public static let EMFILE = UVError(code: UV_EMFILE.rawValue)
    public static let ENFILE = UVError(code: UV_ENFILE.rawValue)
    public static let ENOBUFS = UVError(code: UV_ENOBUFS.rawValue)
    public static let ENOENT = UVError(code: UV_ENOENT.rawValue)
    public static let ENOMEM = UVError(code: UV_ENOMEM.rawValue)
    public static let ENOSYS = UVError(code: UV_ENOSYS.rawValue)
    public static let ENOTCONN = UVError(code: UV_ENOTCONN.rawValue)
    public static let ENOTSUP = UVError(code: UV_ENOTSUP.rawValue)
    public static let EOF = UVError(code: UV_EOF.rawValue)
    public static let EPERM = UVError(code: UV_EPERM.rawValue)
    public static let EPIPE = UVError(code: UV_EPIPE.rawValue)
    public static let ESRCH = UVError(code: UV_ESRCH.rawValue)
    public static let ETIMEDOUT = UVError(code: UV_ETIMEDOUT.rawValue)

    /// Every error that libuv knows, for `util.getSystemErrorMap()`.
    public static var all: [UVError] {
        allCodes.map { UVError(code: $0.rawValue) }
    }

    private static var allCodes: [uv_errno_t] {
        [
            UV_E2BIG, UV_EACCES, UV_EADDRINUSE, UV_EADDRNOTAVAIL, UV_EAFNOSUPPORT, UV_EAGAIN, UV_EAI_ADDRFAMILY,
            UV_EAI_AGAIN, UV_EAI_BADFLAGS, UV_EAI_BADHINTS, UV_EAI_CANCELED, UV_EAI_FAIL, UV_EAI_FAMILY, UV_EAI_MEMORY,
            UV_EAI_NODATA, UV_EAI_NONAME, UV_EAI_OVERFLOW, UV_EAI_PROTOCOL, UV_EAI_SERVICE, UV_EAI_SOCKTYPE,
            UV_EALREADY, UV_EBADF, UV_EBUSY, UV_ECANCELED, UV_ECHARSET, UV_ECONNABORTED, UV_ECONNREFUSED,
            UV_ECONNRESET, UV_EDESTADDRREQ, UV_EEXIST, UV_EFAULT, UV_EFBIG, UV_EHOSTUNREACH, UV_EINTR, UV_EINVAL,
            UV_EIO, UV_EISCONN, UV_EISDIR, UV_ELOOP, UV_EMFILE, UV_EMSGSIZE, UV_ENAMETOOLONG, UV_ENETDOWN,
            UV_ENETUNREACH, UV_ENFILE, UV_ENOBUFS, UV_ENODEV, UV_ENOENT, UV_ENOMEM, UV_ENONET, UV_ENOPROTOOPT,
            UV_ENOSPC, UV_ENOSYS, UV_ENOTCONN, UV_ENOTDIR, UV_ENOTEMPTY, UV_ENOTSOCK, UV_ENOTSUP, UV_EOVERFLOW,
            UV_EPERM, UV_EPIPE, UV_EPROTO, UV_EPROTONOSUPPORT, UV_EPROTOTYPE, UV_ERANGE, UV_EROFS, UV_ESHUTDOWN,
            UV_ESPIPE, UV_ESRCH, UV_ETIMEDOUT, UV_ETXTBSY, UV_EXDEV, UV_UNKNOWN, UV_EOF, UV_ENXIO, UV_EMLINK,
            UV_EHOSTDOWN, UV_EREMOTEIO, UV_ENOTTY, UV_EFTYPE, UV_EILSEQ, UV_ESOCKTNOSUPPORT,
        ]
    }
}
