import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `write(2)`, whose name a method of `ScriptCache` has too.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int { write(file, bytes, count) }

/// The compiled form of the embedded scripts, attached to the end of the binary by its build (`swjs attach-code-cache`), so that a
/// start parses and compiles none of them. A binary without it works too: it compiles the scripts when they are required.
///
/// The file ends with: padding to a page, the code cache, its length u64, `mark` u64.
public enum ScriptCache {
    private static let mark: UInt64 = 0x6568_6361_6373_7773
    private static let trailerSize = 16
    /// The largest page size of the systems that swjs runs on.
    private static let alignment = 1 << 16

    /// The running binary's cache, mapped when the first script is required; nil when it has none.
    nonisolated(unsafe) static let shared: CodeCache? = map()

    private static func map() -> CodeCache? {
        #if os(Linux)
        let file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
        if file < 0 { return nil }
        defer { close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        guard let length = attachedLength(file, size: size) else { return nil }
        let start = size - trailerSize - length
        guard start & (alignment - 1) == 0, let memory = mmap(nil, length, PROT_READ, MAP_PRIVATE, file, start),
            memory != MAP_FAILED
        else { return nil }
        return CodeCache(UnsafeRawBufferPointer(start: memory, count: length))
        #else
        // macOS signs binaries, and signed ones cannot be appended to.
        return nil
        #endif
    }

    /// The length of the cache at a file's end.
    private static func attachedLength(_ file: Int32, size: Int) -> Int? {
        var trailer: (length: UInt64, mark: UInt64) = (0, 0)
        guard size > trailerSize, pread(file, &trailer, trailerSize, size - trailerSize) == trailerSize, trailer.mark == mark,
            trailer.length < UInt64(size - trailerSize)
        else { return nil }
        return Int(trailer.length)
    }

    /// Writes a copy of a binary with the cache of its scripts attached.
    /// - Parameters:
    ///   - binary: the running binary's path.
    ///   - output: where the copy goes; not the same file.
    /// - Throws: what compiling a script throws, which only a mistake in one does.
    /// - Returns: the name of the system call that failed, nil when all is well.
    public static func attach(_ vm: VM, binary: String, output: String) throws(JSException) -> String? {
        var writer = CodeCacheWriter()
        for index in 0..<BuiltinModules.scriptCount {
            let source = BuiltinModules.script(index).source
            writer.add(try vm.functionBodyTemplate(source, parameters: EmbeddedScript.parameters))
        }
        let cache = writer.finish()
        guard var bytes = read(binary) else { return "read" }
        while bytes.count % alignment != 0 { bytes.append(0) }
        bytes += cache
        withUnsafeBytes(of: (UInt64(cache.count), mark)) { bytes += $0 }
        return write(bytes, output) ? nil : "write"
    }

    /// A binary's bytes, without what is attached to it.
    private static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0 { return nil }
        defer { close(file) }
        var size = Int(lseek(file, 0, SEEK_END))
        if let attached = attachedLength(file, size: size) { size -= attached + trailerSize }
        var bytes = [UInt8](repeating: 0, count: size)
        var done = 0
        while done < size {
            let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress! + done, size - done, done) }
            if count <= 0 { return nil }
            done += count
        }
        return bytes
    }

    private static func write(_ bytes: [UInt8], _ path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o755)
        if file < 0 { return false }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { systemWrite(file, $0.baseAddress! + done, bytes.count - done) }
            if count <= 0 { break }
            done += count
        }
        return close(file) == 0 && done == bytes.count
    }
}
