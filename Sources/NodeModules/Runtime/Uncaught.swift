import JSEngine
import EventLoop

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Exceptions that no script caught. https://nodejs.org/docs/latest-v20.x/api/process.html#event-uncaughtexception
extension NodeRuntime {
    /// Gives an exception to the program's handlers, or ends the process as Node does.
    /// - Parameter origin: `uncaughtException` or `unhandledRejection`.
    public func handleUncaught(_ value: Value, origin: StaticString) {
        // A program that took the handler away gets Node's exit code for it.
        if !slots[.process].isEmpty, let process = process.object,
            let handler = try? vm.get(process, vm.key("_fatalException")), !handler.isCallable
        {
            leave(6)
        }
        do throws(JSException) {
            let originText = Value(vm.string(origin))
            _ = try emitProcess("uncaughtExceptionMonitor", value, originText)
            let capture = slots[.uncaughtCapture]
            if capture.isCallable {
                _ = try vm.call(capture, this: .undefined, value)
                return
            }
            if try emitProcess("uncaughtException", value, originText) { return }
        } catch {
            // The handler itself failed.
            printFatal(vm.takeException())
            leave(7)
        }
        printFatal(value)
        if isExiting { leave(exitCode ?? 1) }
        isExiting = true
        exitCode = 1
        do throws(JSException) {
            _ = try emitProcess("exit", Value(int32: 1))
        } catch {
            _ = vm.takeException()
        }
        leave(exitCode ?? 1)
    }

    /// What Node writes to stderr before it gives up: source line, stack, version.
    public func printFatal(_ value: Value) {
        writeError(fatalText(value) + "\n\nNode.js \(Versions.node)\n")
    }

    private func fatalText(_ value: Value) -> String {
        guard let error = value.object, error.kind == .error else {
            let text = (try? inspect(value)) ?? "(a value that cannot be shown)"
            if let site = vm.throwSite, site.value == value, !site.fileName.hasPrefix("node:") {
                let hint = value.isObject ? "" : "\n(Use `swjs --trace-uncaught ...` to show where the exception was thrown)"
                // Node leaves no line free here.
                return excerpt(site.fileName, site.line, site.column, keyword: "throw ").dropLast()
                    + (value.string?.toSwift(vm) ?? text) + hint
            }
            let hint = value.isObject ? "" : "\n(Use `swjs --trace-uncaught ...` to show where the exception was thrown)"
            return "Uncaught:\n\(text)\(hint)"
        }
        let stack = (try? vm.get(error, .stack)).flatMap { $0.string?.toSwift(vm) }
        guard let stack else { return "Uncaught:\n" + ((try? inspect(value)) ?? "Error") }
        var text = stack
        // No collection: nothing holds the keys that a proxy lists.
        vm.heap.paused += 1
        let own = (try? vm.ownKeys(error)) ?? []
        let hasDetails = own.contains { key in
            key != vm.names[.stack] && key != vm.names[.message]
                && (try? vm.getOwnPropertyDescriptor(error, key))??.enumerable == true || key == vm.names[.cause]
        }
        vm.heap.paused -= 1
        if hasDetails, let shown = try? inspect(value) { text = shown }
        // A SyntaxError's stack already begins with the place.
        if stack.hasPrefix("node:") || firstLineIsPlace(stack) { return text }
        return sourceExcerpt(stack) + text
    }

    /// Whether a stack begins with `file:line` and the source line, as those of syntax errors do.
    private func firstLineIsPlace(_ stack: String) -> Bool {
        let lines = stack.split(separator: "\n", maxSplits: 4, omittingEmptySubsequences: false)
        return lines.count > 3 && lines[2].contains("^") && !lines[2].contains { $0 != " " && $0 != "^" && $0 != "\t" }
    }

    /// The place that a stack's first frame names: `file:line`, the source line and a caret.
    private func sourceExcerpt(_ stack: String) -> String {
        for line in stack.split(separator: "\n") {
            guard line.hasPrefix("    at ") else { continue }
            var place = line.dropFirst(7)
            if place.hasSuffix(")"), let open = place.lastIndex(of: "(") { place = place[place.index(after: open)...].dropLast() }
            let parts = place.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count >= 3, let column = Int(parts[parts.count - 1]), let number = Int(parts[parts.count - 2]) else { continue }
            var file = parts.dropLast(2).joined(separator: ":")
            if file.hasPrefix("file://") { file = String(file.dropFirst(7)) }
            if file.hasPrefix("node:") { continue }
            // The caret stands under `throw` when the error is made in the statement that throws it.
            return excerpt(file, number, column, keyword: "throw ")
        }
        return ""
    }

    /// `file:line`, the source line and a caret under the column, or under a keyword right before it.
    private func excerpt(_ file: String, _ number: Int, _ column: Int, keyword: String?) -> String {
        guard let source = sourceLine(file, number) else { return "" }
        let prefix = Array(source.utf8.prefix(max(column - 1, 0)))
        var caret = prefix.count
        if let keyword, prefix.count >= keyword.utf8.count, Array(prefix.suffix(keyword.utf8.count)) == Array(keyword.utf8) {
            caret -= keyword.utf8.count
        }
        let indent = String(decoding: prefix.prefix(caret).map { $0 == 9 ? 9 : 32 }, as: UTF8.self)
        return "\(file):\(number)\n\(source)\n\(indent)^\n\n"
    }

    private func sourceLine(_ file: String, _ number: Int) -> String? {
        let text: [UInt8]
        if let kept = commonJS.evalSource, file == "[eval]" || file == "[stdin]" {
            text = Array(kept.utf8)
        } else {
            guard let bytes = readWholeFile(file) else { return nil }
            text = bytes
        }
        var line = 1
        var start = 0
        while line < number {
            guard let end = text[start...].firstIndex(of: 10) else { return nil }
            start = end + 1
            line += 1
        }
        let end = text[start...].firstIndex(of: 10) ?? text.count
        return String(decoding: text[start..<end], as: UTF8.self)
    }

    /// Writes text to stderr, past every stream.
    public func writeError(_ text: String) {
        var text = text
        text.withUTF8 { writeAll(2, UnsafeRawBufferPointer($0)) }
    }

    /// util.inspect(value); a rejection's reason is shown as Node shows it.
    public func inspect(_ value: Value, forRejection: Bool = false) throws(JSException) -> String {
        if let string = value.string, forRejection { return string.toSwift(vm) }
        if !value.isObject && !value.isString && !value.isSymbol {
            if value == Value(rawDouble: -0.0) { return "-0" }
            let text = try vm.toString(value).toSwift(vm)
            return value.isBigInt ? text + "n" : text
        }
        if forRejection, let object = value.object, object.kind != .array { return "#<\(vm.constructorName(object))>" }
        let module = try requireBuiltin("internal/util/inspect")
        let function = try vm.getV(module, vm.key("inspect"))
        return try vm.toString(try vm.call(function, this: .undefined, value)).toSwift(vm)
    }
}

/// Writes all bytes to a descriptor, waiting when it is not ready.
/// - Returns: 0 or a negative libuv code.
@discardableResult
func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress!, rest.count)
        if count >= 0 {
            rest = rest.dropFirst(count)
        } else if errno == EAGAIN || errno == EWOULDBLOCK {
            var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&wait, 1, -1)
        } else if errno != EINTR {
            return -errno
        }
    }
    return 0
}

/// The bytes of a file; nil when it cannot be read.
func readWholeFile(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
    defer { close(descriptor) }
    return readWhole(descriptor)
}

/// What is left to read of a descriptor; nil after an error.
func readWhole(_ descriptor: Int32) -> [UInt8]? {
    var info = stat()
    let known = fstat(descriptor, &info) == 0 && info.st_mode & S_IFMT == S_IFREG ? Int(info.st_size) : 0
    var bytes = [UInt8](unsafeUninitializedCapacity: max(known + 1, 4096)) { (_, count) in count = 0 }
    while true {
        let chunk = max(bytes.capacity - bytes.count, 65536)
        var count = 0
        var failed = false
        let part = [UInt8](unsafeUninitializedCapacity: min(chunk, max(known - bytes.count + 1, 65536))) { buffer, filled in
            repeat { count = read(descriptor, buffer.baseAddress!, buffer.count) } while count < 0 && errno == EINTR
            failed = count < 0
            filled = max(count, 0)
        }
        if failed { return nil }
        if count == 0 { return bytes }
        if bytes.isEmpty { bytes = part } else { bytes += part }
        if known > 0 && bytes.count >= known { return bytes }
    }
}
