import JSEngine
import JSSyntax

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The commands that look at a program without running it.
enum Inspection {
    /// `swjs check FILE...`: 0 when all parse.
    static func check(_ files: [String]) -> Int32 {
        forEach(files) { source in
            var options = ParseOptions(source.name.hasSuffix(".mjs") ? .module : .script)
            options.validateRegExp = nil
            do throws(JSSyntax.SyntaxError) {
                if source.name.hasSuffix(".mjs") {
                    _ = try Parser.parse(source, options)
                } else {
                    // A CommonJS module is the body of a function: `return` is allowed.
                    _ = try Parser.parseFunctionBody(
                        source, parameters: ["exports", "require", "module", "__filename", "__dirname"], options)
                }
                return 0
            } catch {
                Command.report("\(source.excerpt(start: error.start, end: error.end))\n\nSyntaxError: \(error.message)")
                return 1
            }
        }
    }

    /// `swjs disassemble FILE...`
    static func disassemble(_ files: [String]) -> Int32 {
        let vm = VM()
        return forEach(files) { source in
            do throws(JSException) {
                print(Disassembler.text(try vm.compileScript(source)))
                return 0
            } catch {
                let value = vm.takeException()
                Command.report((value.object.flatMap { try? vm.get($0, .stack) }?.string?.toSwift(vm)) ?? "SyntaxError")
                return 1
            }
        }
    }

    /// `swjs ast FILE...`
    static func ast(_ files: [String]) -> Int32 {
        forEach(files) { source in
            do throws(JSSyntax.SyntaxError) {
                print(ASTDump.dump(try Parser.parse(source, ParseOptions(source.name.hasSuffix(".mjs") ? .module : .script))))
                return 0
            } catch {
                Command.report("\(source.excerpt(start: error.start, end: error.end))\n\nSyntaxError: \(error.message)")
                return 1
            }
        }
    }

    private static func forEach(_ files: [String], _ body: (SourceText) -> Int32) -> Int32 {
        if files.isEmpty {
            Command.report("swjs: no file given")
            return 9
        }
        var result: Int32 = 0
        for file in files {
            guard let bytes = readFile(file) else {
                Command.report("swjs: cannot read \(file): \(String(cString: strerror(errno)))")
                result = 1
                continue
            }
            if bytes.prefix(4096).contains(0) {
                Command.report("swjs: \(file) is a binary file")
                result = 1
                continue
            }
            result = max(result, body(bytes.withUnsafeBufferPointer { SourceText(name: file, utf8: $0) }))
        }
        return result
    }
}
