import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Small things that all native halves use.
extension VM {
    /// An ordinary object with the functions of a table.
    public func makeObject(_ properties: [BuiltinProperty]) -> Object {
        let object = makeObject()
        realm.define(properties, on: object)
        return object
    }

    /// The text of a value that is a string; nil otherwise.
    public func text(_ value: Value) -> String? { value.string?.toSwift(self) }

    /// Defines an enumerable property.
    public func put(_ object: Object, _ name: StaticString, _ value: Value) { defineOwn(object, key(name), value) }
    public func put(_ object: Object, _ name: StaticString, _ text: String) { defineOwn(object, key(name), Value(string(text))) }
    public func put(_ object: Object, _ name: StaticString, _ number: Double) { defineOwn(object, key(name), Value(number)) }
    public func put(_ object: Object, _ name: StaticString, _ number: Int) { defineOwn(object, key(name), Value(number)) }

    /// A method that scripts can replace.
    public func put(_ object: Object, _ name: StaticString, _ length: Int, _ function: @escaping NativeFunction) {
        defineOwn(object, key(name), Value(makeFunction(name, length: length, function)))
    }

    /// An array of strings.
    public func makeArray(_ texts: [String]) -> Object {
        let array = makeArray(capacity: texts.count)
        for text in texts { arrayAppend(array, Value(string(text))) }
        return array
    }
}

extension NodeRuntime {
    /// `new codes[code](...)` of internal/errors, thrown.
    public func codedError(_ code: StaticString, _ arguments: any ErrorArgument...) -> JSException {
        // Values in a Swift array are not scanned, and loading the script allocates.
        vm.heap.paused += 1
        defer { vm.heap.paused -= 1 }
        do throws(JSException) {
            let codes = try vm.getV(try requireBuiltin("internal/errors"), vm.key("codes"))
            let constructor = try vm.getV(codes, vm.key(code))
            return vm.throwValue(Value(try vm.construct(constructor, arguments.map { $0.value(vm) })))
        } catch {
            return error
        }
    }

    /// A coded error as a RangeError, for codes that have several classes.
    public func codedRangeError(_ code: StaticString, _ arguments: any ErrorArgument...) -> JSException {
        vm.heap.paused += 1
        defer { vm.heap.paused -= 1 }
        do throws(JSException) {
            let codes = try vm.getV(try requireBuiltin("internal/errors"), vm.key("codes"))
            let constructor = try vm.getV(try vm.getV(codes, vm.key(code)), vm.key("RangeError"))
            return vm.throwValue(Value(try vm.construct(constructor, arguments.map { $0.value(vm) })))
        } catch {
            return error
        }
    }

    /// ERR_INVALID_ARG_TYPE
    public func invalidArgumentType(_ name: StaticString, _ expected: StaticString, _ actual: Value) -> JSException {
        codedError("ERR_INVALID_ARG_TYPE", "\(name)", "\(expected)", actual)
    }

    /// ERR_INVALID_ARG_VALUE
    public func invalidArgumentValue(_ name: StaticString, _ actual: Value, _ reason: String) -> JSException {
        codedError("ERR_INVALID_ARG_VALUE", "\(name)", actual, reason)
    }

    /// ERR_OUT_OF_RANGE
    public func outOfRange(_ name: StaticString, _ range: String, _ actual: Value) -> JSException {
        codedError("ERR_OUT_OF_RANGE", "\(name)", range, actual)
    }

    /// The error of a system call as Node builds it (`UVException`): `CODE: message, syscall 'path' -> 'dest'`.
    public func systemError(_ error: UVError, _ syscall: String, path: String? = nil, dest: String? = nil) -> Object {
        let code = error.name
        var text = "\(code): \(error.message), \(syscall)"
        if let path { text += " '\(path)'" }
        if let dest { text += " -> '\(dest)'" }
        let object = vm.makeError(.errorPrototype, text)
        vm.put(object, "errno", Int(error.code))
        vm.put(object, "code", code)
        vm.put(object, "syscall", syscall)
        if let path { vm.put(object, "path", path) }
        if let dest { vm.put(object, "dest", dest) }
        return object
    }

    /// Throws `systemError`.
    public func throwSystemError(_ error: UVError, _ syscall: String, path: String? = nil, dest: String? = nil) -> JSException {
        vm.throwValue(Value(systemError(error, syscall, path: path, dest: dest)))
    }

    /// The error of a call that names no path, as `errnoException` builds it: `syscall CODE`.
    public func throwErrno(_ error: UVError, _ syscall: String) -> JSException {
        let object = vm.makeError(.errorPrototype, "\(syscall) \(error.name)")
        vm.put(object, "errno", Int(error.code))
        vm.put(object, "code", error.name)
        vm.put(object, "syscall", syscall)
        return vm.throwValue(Value(object))
    }

    /// A DeprecationWarning, the first time only.
    func warnOnce(_ text: String, code: String) throws(JSException) {
        if toldDeprecations.insert(code).inserted { try emitWarning(text, type: "DeprecationWarning", code: code) }
    }

    /// process.emitWarning(text, type)
    public func emitWarning(_ text: String, type: String = "Warning", code: String? = nil) throws(JSException) {
        let function = try vm.get(process.asObject, vm.key("emitWarning"))
        _ = try vm.call(
            function, this: process, Value(vm.string(text)), Value(vm.string(type)),
            code.map { Value(vm.string($0)) } ?? .undefined)
    }
}

/// The error number of the last failed system call.
func lastErrno() -> Int32 { errno }

/// What `codedError` takes: values, and texts that become strings when collection is off.
public protocol ErrorArgument {
    func value(_ vm: VM) -> Value
}
extension Value: ErrorArgument {
    public func value(_ vm: VM) -> Value { self }
}
extension String: ErrorArgument {
    public func value(_ vm: VM) -> Value { Value(vm.string(self)) }
}
extension Bool: ErrorArgument {
    public func value(_ vm: VM) -> Value { Value(self) }
}
extension Int: ErrorArgument {
    public func value(_ vm: VM) -> Value { Value(self) }
}
extension [String]: ErrorArgument {
    public func value(_ vm: VM) -> Value { Value(vm.makeArray(self)) }
}
extension Optional: ErrorArgument where Wrapped: ErrorArgument {
    public func value(_ vm: VM) -> Value { map { $0.value(vm) } ?? .undefined }
}
