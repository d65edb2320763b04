import Testing

@testable import EventLoop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension EventLoopTests {
    /// Runs `body` with a fresh directory that is removed afterwards.
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let path = String(decoding: try FileSystem.mkdtemp("/tmp/swjs-fs-XXXXXX").sync(), as: UTF8.self)
        defer {
            for entry in (try? FileSystem.scandir(path).sync()) ?? [] { try? FileSystem.unlink("\(path)/\(entry.name)").sync() }
            try? FileSystem.rmdir(path).sync()
        }
        try body(path)
    }

    @Test func fileCallsSynchronously() throws {
        try withDirectory { directory in
            let file = try FileSystem.open("\(directory)/a", flags: O_CREAT | O_RDWR, mode: 0o600).sync()
            let written = try Array("hello".utf8).withUnsafeBytes { try FileSystem.write(file, [$0]).sync() }
            #expect(written == 5)
            var bytes = [UInt8](repeating: 0, count: 10)
            let count = try bytes.withUnsafeMutableBytes { try FileSystem.read(file, into: [$0], at: 1).sync() }
            #expect(String(decoding: bytes[..<count], as: UTF8.self) == "ello")
            try FileSystem.ftruncate(file, length: 2).sync()
            #expect(try FileSystem.fstat(file).sync().size == 2)
            try FileSystem.close(file).sync()

            try FileSystem.symlink("a", at: "\(directory)/l").sync()
            #expect(try FileSystem.readlink("\(directory)/l").sync() == Array("a".utf8))
            #expect(try FileSystem.lstat("\(directory)/l").sync().isSymbolicLink)
            #expect(try FileSystem.stat("\(directory)/l").sync().isRegularFile)
            try FileSystem.copyfile("\(directory)/a", to: "\(directory)/b").sync()
            try FileSystem.rename("\(directory)/b", to: "\(directory)/c").sync()
            try FileSystem.utimes("\(directory)/c", access: 1, modification: 2.5).sync()
            #expect(try FileSystem.stat("\(directory)/c").sync().modificationTime.milliseconds == 2500)
            let entries = try FileSystem.scandir(directory).sync()
            #expect(entries.map(\.name) == ["a", "c", "l"])
            #expect(entries.map(\.kind) == [.file, .file, .link])
            #expect(throws: UVError.EEXIST) { try FileSystem.mkdir(directory).sync() }
            #expect(throws: UVError.ENOENT) { try FileSystem.access("\(directory)/x", mode: F_OK).sync() }
        }
    }

    @Test func fileCallsOnTheThreadPool() throws {
        try withDirectory { directory in
            let loop = try Loop()
            var size: UInt64?
            var failure: UVError?
            FileSystem.stat(directory).async(on: loop) { size = (try? $0.get())?.size }
            FileSystem.stat("\(directory)/none").async(on: loop) { if case .failure(let error) = $0 { failure = error } }
            #expect(size == nil && failure == nil)
            runToEnd(loop)
            #expect(size != nil && failure == .ENOENT)
        }
    }

    @Test func fileEvents() throws {
        try withDirectory { directory in
            let loop = try Loop()
            var names: Set<String> = []
            var watcher: FileEvent?
            watcher = try FileEvent(loop) { error, _, name in
                #expect(error == nil)
                if let name { names.insert(String(decoding: name, as: UTF8.self)) }
                watcher?.close()
            }
            try watcher!.start(directory)
            FileSystem.open("\(directory)/new", flags: O_CREAT | O_WRONLY).async(on: loop) { result in
                if case .success(let file) = result { Descriptors.close(file) }
            }
            runToEnd(loop)
            #expect(names == ["new"])
        }
    }
}
