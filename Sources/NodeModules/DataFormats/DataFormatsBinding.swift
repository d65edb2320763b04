import ClusterRuntime
import DataFormats
import JSEngine

/// A compiled filter: `Program` of internalBinding('data_formats').
final class JQProgramPayload: HostPayload {
    let program: JQ

    init(_ program: JQ) {
        self.program = program
        super.init()
    }
}

private let programProperties: [BuiltinProperty] = [.method("run", 1, runProgram)]

/// internalBinding('data_formats'): new Program(filter), program.run(json), parseYAML(text)
func makeDataFormatsBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let binding = vm.makeObject()
    vm.putClass(binding, "Program", programProperties, constructProgram)
    vm.put(binding, "parseYAML", 1, parseYAML)
    return binding
}

/// new Program(filter)
/// - Throws: SyntaxError with libjq's words.
private func constructProgram(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .objectPrototype)
    let filter = try vm.toString(args[0]).toSwift(vm)
    let program: JQ
    do throws(JQError) {
        program = try JQ(filter)
    } catch {
        throw vm.throwValue(Value(vm.makeError(.syntaxErrorPrototype, "bad jq filter: \(error.message)")))
    }
    return Value(vm.makeHostObject(JQProgramPayload(program), prototype: prototype))
}

/// run(json): the results as JSON texts.
/// - Throws: an Error with the code ERR_JQ when the filter fails.
private func runProgram(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let payload: JQProgramPayload = vm.payload(args.this) else { throw vm.typeError("Illegal invocation") }
    let text = try vm.toString(args[0]).toSwift(vm)
    var result = JQResult()
    do throws(JQError) {
        result = payload.program.run(try JQInput(Array(text.utf8)), limit: 1_000_000)
    } catch {
        result.error = error.message
    }
    if let message = result.error {
        let object = vm.makeError(.errorPrototype, message)
        vm.put(object, "code", "ERR_JQ")
        throw vm.throwValue(Value(object))
    }
    return Value(vm.makeArray(result.outputs))
}

/// parseYAML(text): the documents as JSON texts.
/// - Throws: SyntaxError with line and column.
private func parseYAML(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0]).toSwift(vm)
    var documents: [String] = []
    do throws(YAMLError) {
        for node in try YAMLReader.documents(Array(text.utf8)) { documents.append(try node.json().string) }
    } catch {
        let object = vm.makeError(.syntaxErrorPrototype, "\(error.message) (line \(error.line), column \(error.column))")
        vm.put(object, "line", error.line)
        vm.put(object, "column", error.column)
        throw vm.throwValue(Value(object))
    }
    return Value(vm.makeArray(documents))
}
