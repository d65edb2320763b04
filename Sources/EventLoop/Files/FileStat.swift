internal import CLibuv

/// A moment with nanoseconds.
public struct FileTime: Equatable, Sendable {
    public let seconds: Int
    public let nanoseconds: Int
    public var milliseconds: Double { Double(seconds) * 1000 + Double(nanoseconds) / 1_000_000 }
}

/// What `stat` tells of a file (`uv_stat_t`).
public struct FileStat: Equatable, Sendable {
    public let device, mode, linkCount, userID, groupID, rawDevice, inode, size, blockSize, blocks: UInt64
    public let accessTime, modificationTime, changeTime, birthTime: FileTime

    init(_ raw: uv_stat_t) {
        device = raw.st_dev
        mode = raw.st_mode
        linkCount = raw.st_nlink
        userID = raw.st_uid
        groupID = raw.st_gid
        rawDevice = raw.st_rdev
        inode = raw.st_ino
        size = raw.st_size
        blockSize = raw.st_blksize
        blocks = raw.st_blocks
        accessTime = FileTime(seconds: raw.st_atim.tv_sec, nanoseconds: raw.st_atim.tv_nsec)
        modificationTime = FileTime(seconds: raw.st_mtim.tv_sec, nanoseconds: raw.st_mtim.tv_nsec)
        changeTime = FileTime(seconds: raw.st_ctim.tv_sec, nanoseconds: raw.st_ctim.tv_nsec)
        birthTime = FileTime(seconds: raw.st_birthtim.tv_sec, nanoseconds: raw.st_birthtim.tv_nsec)
    }

    /// The file type bits of `mode` (`S_IFMT`).
    public var type: UInt64 { mode & 0o170000 }
    public var isRegularFile: Bool { type == 0o100000 }
    public var isDirectory: Bool { type == 0o040000 }
    public var isSymbolicLink: Bool { type == 0o120000 }
    public var isSocket: Bool { type == 0o140000 }
    public var isFIFO: Bool { type == 0o010000 }
    public var isCharacterDevice: Bool { type == 0o020000 }
    public var isBlockDevice: Bool { type == 0o060000 }
}

/// What `statfs` tells of a file system (`uv_statfs_t`).
public struct FileSystemStat: Equatable, Sendable {
    public let type, blockSize, blocks, freeBlocks, availableBlocks, files, freeFiles: UInt64
}

/// A name in a directory.
public struct DirectoryEntry: Equatable, Sendable {
    /// The order is that of Node's `UV_DIRENT_*` constants.
    public enum Kind: Int32, Sendable { case unknown, file, directory, link, fifo, socket, character, block }
    /// The name as the file system has it, not always UTF-8.
    public let bytes: [UInt8]
    public let kind: Kind
    public var name: String { String(decoding: bytes, as: UTF8.self) }
}
