import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// process.emitWarning(warning[, options]), process.emitWarning(warning[, type[, code]][, ctor])
/// https://nodejs.org/docs/latest-v20.x/api/process.html#processemitwarningwarning-options
func processEmitWarning(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    var (type, code, above) = (args[1], args[2], args[3])
    var detail = Value.undefined
    if let options = type.object, !type.isCallable, try !vm.isArray(type) {
        above = try vm.get(options, vm.key("ctor"))
        code = try vm.get(options, .code)
        let text = try vm.get(options, vm.key("detail"))
        if text.isString { detail = text }
        type = try vm.get(options, vm.key("type"))
    } else if type.isCallable {
        above = type
        code = .undefined
        type = .undefined
    }
    if !type.isUndefined && !type.isNull && !type.isString { throw node.invalidArgumentType("type", "string", type) }
    if code.isCallable {
        above = code
        code = .undefined
    } else if !code.isUndefined && !code.isNull && !code.isString {
        throw node.invalidArgumentType("code", "string", code)
    }
    let warning: Object
    if args[0].isString {
        warning = try makeWarning(vm, args[0], type, code, detail, above)
    } else if let object = args[0].object(of: .error) {
        warning = object
    } else {
        throw node.codedError(
            "ERR_INVALID_ARG_TYPE", "warning", ["string", "Error"], args[0])
    }
    if vm.text(try vm.get(warning, .name)) == "DeprecationWarning" {
        if vm.toBoolean(try vm.get(node.process.asObject, vm.key("noDeprecation"))) { return .undefined }
        if vm.toBoolean(try vm.get(node.process.asObject, vm.key("throwDeprecation"))) || node.options.throwsDeprecations {
            node.nextTick(Value(vm.makeFunction("", length: 0, data: Value(warning), throwWarning)))
            return .undefined
        }
    }
    node.nextTick(Value(vm.makeFunction("", length: 0, data: Value(warning), deliverWarning)))
    return .undefined
}

private func makeWarning(
    _ vm: VM, _ text: Value, _ type: Value, _ code: Value, _ detail: Value, _ above: Value
) throws(JSException) -> Object {
    let warning = vm.makeError(.errorPrototype, try vm.toString(text).toSwift(vm))
    vm.defineOwn(warning, vm.names[.name], type.isString ? type : Value(vm.string("Warning")), .hidden)
    if code.isString { vm.defineOwn(warning, vm.names[.code], code) }
    if !detail.isUndefined { vm.put(warning, "detail", detail) }
    let capture = try vm.getV(vm.realm[.error], vm.names[.captureStackTrace])
    let from = above.isCallable ? above : try vm.get(vm.node.process.asObject, vm.key("emitWarning"))
    if capture.isCallable { _ = try vm.call(capture, this: vm.realm[.error], Value(warning), from) }
    return warning
}

private func throwWarning(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { throw vm.throwValue(args.data(0)) }

private func deliverWarning(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    try node.emitProcess("warning", args.data(0))
    if node.printsWarnings, let warning = args.data(0).object { try node.printWarning(warning) }
    return .undefined
}

extension NodeRuntime {
    var printsWarnings: Bool { options.printsWarnings && environmentVariable("NODE_NO_WARNINGS") != "1" }

    /// `(node:PID) [CODE] Type: text`, as Node's own listener prints it.
    fileprivate func printWarning(_ warning: Object) throws(JSException) {
        let name = vm.text(try vm.get(warning, .name)) ?? "Warning"
        let isDeprecation = name == "DeprecationWarning"
        if isDeprecation, vm.toBoolean(try vm.get(process.asObject, vm.key("noDeprecation"))) { return }
        let tracesDeprecation = vm.toBoolean(try vm.get(process.asObject, vm.key("traceDeprecation")))
        let traces = options.tracesWarnings || (isDeprecation && tracesDeprecation)
        var text = "(node:\(System.processID)) "
        if let code = vm.text(try vm.get(warning, .code)) { text += "[\(code)] " }
        if traces, let stack = vm.text(try vm.get(warning, .stack)) {
            text += stack
        } else {
            // A warning's own toString may be anything.
            let own = try vm.get(warning, .toString)
            let method = own.isCallable ? own : try vm.getV(vm.realm[.errorPrototype], vm.names[.toString])
            text += try vm.toString(try vm.call(method, this: Value(warning))).toSwift(vm)
        }
        if let detail = vm.text(try vm.get(warning, vm.key("detail"))) { text += "\n\(detail)" }
        if !traces && !WarningState.toldHow {
            WarningState.toldHow = true
            let flag = isDeprecation ? "--trace-deprecation" : "--trace-warnings"
            text += "\n(Use `\(baseName(options.argv0)) \(flag) ...` to show where the warning was created)"
        }
        if let file = options.warningsFile ?? environmentVariable("NODE_REDIRECT_WARNINGS"), !file.isEmpty,
            appendWarning(text + "\n", to: file)
        {
            return
        }
        writeError(text + "\n")
    }

    /// --redirect-warnings, NODE_REDIRECT_WARNINGS
    /// - Returns: false when the file cannot be written; the warning then goes to stderr.
    private func appendWarning(_ text: String, to file: String) -> Bool {
        let descriptor = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        if descriptor < 0 { return false }
        defer { close(descriptor) }
        var text = text
        return text.withUTF8 { writeAll(descriptor, UnsafeRawBufferPointer($0)) } == 0
    }

    func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

private enum WarningState {
    nonisolated(unsafe) static var toldHow = false
}

func baseName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
