internal import CLibuv

/// The calls of the file system, each a `FileRequest`: `try FileSystem.stat(path).sync()`, or
/// `FileSystem.stat(path).async { result in }`. The names are libuv's (`uv_fs_*`).
public enum FileSystem {
    // MARK: Descriptors

    /// Opens a file; the output is the descriptor.
    /// - Parameter flags: `O_*` bits.
    public static func open(_ path: String, flags: Int32, mode: Int32 = 0o666) -> FileRequest<Int32> {
        FileRequest { uv_fs_open($0, $1, path, flags, mode, $2) } decode: { Int32($0.pointee.result) }
    }
    public static func close(_ descriptor: Int32) -> FileRequest<Void> { void { uv_fs_close($0, $1, descriptor, $2) } }

    /// Reads; the output is the number of bytes, 0 at the end.
    /// - Parameter position: -1 reads on from the file's own position.
    public static func read(
        _ descriptor: Int32, into buffers: [UnsafeMutableRawBufferPointer], at position: Int64 = -1
    ) -> FileRequest<Int> {
        FileRequest { loop, request, done in
            withBuffers(buffers.map { UnsafeRawBufferPointer($0) }) {
                uv_fs_read(loop, request, descriptor, $0.baseAddress, UInt32($0.count), position, done)
            }
        } decode: { $0.pointee.result }
    }

    /// Writes; the output is the number of bytes, which may be less than asked.
    public static func write(
        _ descriptor: Int32, _ buffers: [UnsafeRawBufferPointer], at position: Int64 = -1
    ) -> FileRequest<Int> {
        FileRequest { loop, request, done in
            withBuffers(buffers) {
                uv_fs_write(loop, request, descriptor, $0.baseAddress, UInt32($0.count), position, done)
            }
        } decode: { $0.pointee.result }
    }

    public static func fstat(_ descriptor: Int32) -> FileRequest<FileStat> {
        FileRequest { uv_fs_fstat($0, $1, descriptor, $2) } decode: { FileStat($0.pointee.statbuf) }
    }
    public static func fsync(_ descriptor: Int32) -> FileRequest<Void> { void { uv_fs_fsync($0, $1, descriptor, $2) } }
    public static func fdatasync(_ descriptor: Int32) -> FileRequest<Void> {
        void { uv_fs_fdatasync($0, $1, descriptor, $2) }
    }
    public static func ftruncate(_ descriptor: Int32, length: Int64) -> FileRequest<Void> {
        void { uv_fs_ftruncate($0, $1, descriptor, length, $2) }
    }
    public static func fchmod(_ descriptor: Int32, mode: Int32) -> FileRequest<Void> {
        void { uv_fs_fchmod($0, $1, descriptor, mode, $2) }
    }
    public static func fchown(_ descriptor: Int32, user: UInt32, group: UInt32) -> FileRequest<Void> {
        void { uv_fs_fchown($0, $1, descriptor, user, group, $2) }
    }
    /// Times are seconds since 1970.
    public static func futimes(_ descriptor: Int32, access: Double, modification: Double) -> FileRequest<Void> {
        void { uv_fs_futime($0, $1, descriptor, access, modification, $2) }
    }
    /// Copies bytes between descriptors in the kernel; the output is their number.
    public static func sendfile(
        from input: Int32, to output: Int32, offset: Int64, count: Int
    ) -> FileRequest<Int> {
        FileRequest { uv_fs_sendfile($0, $1, output, input, offset, count, $2) } decode: { $0.pointee.result }
    }

    // MARK: Paths

    public static func stat(_ path: String) -> FileRequest<FileStat> {
        FileRequest { uv_fs_stat($0, $1, path, $2) } decode: { FileStat($0.pointee.statbuf) }
    }
    public static func lstat(_ path: String) -> FileRequest<FileStat> {
        FileRequest { uv_fs_lstat($0, $1, path, $2) } decode: { FileStat($0.pointee.statbuf) }
    }
    public static func statfs(_ path: String) -> FileRequest<FileSystemStat> {
        FileRequest { uv_fs_statfs($0, $1, path, $2) } decode: { request in
            let raw = request.pointee.ptr.assumingMemoryBound(to: uv_statfs_t.self).pointee
            return FileSystemStat(
                type: raw.f_type, blockSize: raw.f_bsize, blocks: raw.f_blocks, freeBlocks: raw.f_bfree,
                availableBlocks: raw.f_bavail, files: raw.f_files, freeFiles: raw.f_ffree)
        }
    }
    /// - Parameter mode: `F_OK`, or `R_OK`, `W_OK`, `X_OK` joined.
    public static func access(_ path: String, mode: Int32) -> FileRequest<Void> {
        void { uv_fs_access($0, $1, path, mode, $2) }
    }
    public static func unlink(_ path: String) -> FileRequest<Void> { void { uv_fs_unlink($0, $1, path, $2) } }
    public static func rename(_ path: String, to target: String) -> FileRequest<Void> {
        void { uv_fs_rename($0, $1, path, target, $2) }
    }
    public static func link(_ path: String, to newPath: String) -> FileRequest<Void> {
        void { uv_fs_link($0, $1, path, newPath, $2) }
    }
    /// - Parameter target: what the link at `path` says.
    public static func symlink(_ target: String, at path: String) -> FileRequest<Void> {
        void { uv_fs_symlink($0, $1, target, path, 0, $2) }
    }
    public static func chmod(_ path: String, mode: Int32) -> FileRequest<Void> { void { uv_fs_chmod($0, $1, path, mode, $2) } }
    public static func chown(_ path: String, user: UInt32, group: UInt32) -> FileRequest<Void> {
        void { uv_fs_chown($0, $1, path, user, group, $2) }
    }
    public static func lchown(_ path: String, user: UInt32, group: UInt32) -> FileRequest<Void> {
        void { uv_fs_lchown($0, $1, path, user, group, $2) }
    }
    public static func utimes(_ path: String, access: Double, modification: Double) -> FileRequest<Void> {
        void { uv_fs_utime($0, $1, path, access, modification, $2) }
    }
    public static func lutimes(_ path: String, access: Double, modification: Double) -> FileRequest<Void> {
        void { uv_fs_lutime($0, $1, path, access, modification, $2) }
    }
    /// - Parameter flags: 1 fails when the target exists, 2 shares blocks where possible, 4 only then (`COPYFILE_*`).
    public static func copyfile(_ path: String, to target: String, flags: Int32 = 0) -> FileRequest<Void> {
        void { uv_fs_copyfile($0, $1, path, target, flags, $2) }
    }
    public static func readlink(_ path: String) -> FileRequest<[UInt8]> {
        FileRequest { uv_fs_readlink($0, $1, path, $2) } decode: { bytes($0.pointee.ptr) }
    }
    public static func realpath(_ path: String) -> FileRequest<[UInt8]> {
        FileRequest { uv_fs_realpath($0, $1, path, $2) } decode: { bytes($0.pointee.ptr) }
    }

    // MARK: Directories

    public static func mkdir(_ path: String, mode: Int32 = 0o777) -> FileRequest<Void> {
        void { uv_fs_mkdir($0, $1, path, mode, $2) }
    }
    /// - Parameter template: ends in `XXXXXX`; the output is the path that was made.
    public static func mkdtemp(_ template: String) -> FileRequest<[UInt8]> {
        FileRequest { uv_fs_mkdtemp($0, $1, template, $2) } decode: { bytes($0.pointee.path) }
    }
    public static func rmdir(_ path: String) -> FileRequest<Void> { void { uv_fs_rmdir($0, $1, path, $2) } }

    /// The names of a directory with their kinds, without `.` and `..`, sorted by bytes.
    public static func scandir(_ path: String) -> FileRequest<[DirectoryEntry]> {
        FileRequest { uv_fs_scandir($0, $1, path, 0, $2) } decode: { request in
            var entries: [DirectoryEntry] = []
            entries.reserveCapacity(max(request.pointee.result, 0))
            var entry = uv_dirent_t()
            while uv_fs_scandir_next(request, &entry) >= 0 {
                entries.append(
                    DirectoryEntry(
                        bytes: bytes(UnsafeRawPointer(entry.name)),
                        kind: DirectoryEntry.Kind(rawValue: Int32(entry.type.rawValue)) ?? .unknown))
            }
            return entries
        }
    }

    // MARK: Helpers

    private static func void(
        _ start: @escaping (UnsafeMutablePointer<uv_loop_t>?, UnsafeMutablePointer<uv_fs_t>, uv_fs_cb?) -> Int32
    ) -> FileRequest<Void> {
        FileRequest(start: start, decode: { _ in })
    }

    private static func bytes(_ pointer: UnsafeRawPointer?) -> [UInt8] {
        guard let pointer else { return [] }
        var end = pointer
        while end.load(as: UInt8.self) != 0 { end += 1 }
        return [UInt8](UnsafeRawBufferPointer(start: pointer, count: end - pointer))
    }
}

/// As for unsafe buffers, for an array.
@inline(__always)
private func withBuffers<R>(
    _ buffers: [UnsafeRawBufferPointer], _ body: (UnsafeMutableBufferPointer<uv_buf_t>) -> R
) -> R {
    buffers.withUnsafeBufferPointer { EventLoop.withBuffers($0, body) }
}
