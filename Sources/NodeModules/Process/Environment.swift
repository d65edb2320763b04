import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// process.env: a Proxy over an ordinary object whose handler works on the process's environment.
/// https://nodejs.org/docs/latest-v20.x/api/process.html#processenv
func processEnv(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    if node.slots[.processEnvironment].isEmpty {
        let handler = vm.makeObject(environmentTraps)
        node.slots[.processEnvironment] = Value(try vm.construct(vm.realm[.proxy], [Value(vm.makeObject()), Value(handler)]))
    }
    return try replace(vm, args, "env", node.slots[.processEnvironment])
}

private let environmentTraps: [BuiltinProperty] = [
    .method("get", 3, environmentGet),
    .method("set", 4, environmentSet),
    .method("has", 2, environmentHas),
    .method("deleteProperty", 2, environmentDelete),
    .method("ownKeys", 1, environmentKeys),
    .method("getOwnPropertyDescriptor", 2, environmentDescriptor),
    .method("defineProperty", 3, environmentDefine),
]

private func read(_ vm: VM, _ name: String) -> Value? {
    guard !name.isEmpty, let text = getenv(name) else { return nil }
    return Value(
        vm.string(
            utf8: UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: strlen(text))))
}

private func write(_ vm: VM, _ key: Value, _ value: Value) throws(JSException) {
    if key.isSymbol || value.isSymbol { throw vm.typeError("Cannot convert a Symbol value to a string") }
    let name = try vm.toString(key).toSwift(vm)
    let text = try vm.toString(value).toSwift(vm)
    setenv(name, text, 1)
    if name == "TZ" { timeZoneChanged(vm) }
}

/// Dates are shown in the new zone from now on.
private func timeZoneChanged(_ vm: VM) {
    tzset()
    vm.resetTimeZone()
}

private func environmentGet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if let name = vm.text(args[1]), let value = read(vm, name) { return value }
    // `toString`, `hasOwnProperty` and the like.
    guard let target = args[0].object else { return .undefined }
    return try vm.get(target, try vm.toPropertyKey(args[1]))
}

private func environmentSet(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let value = args[2]
    if vm.node.options.showsPendingDeprecations && !value.isString && !value.isNumber && !value.isBoolean && !value.isSymbol {
        try vm.node.warnOnce(
            "Assigning any value other than a string, number, or boolean to a process.env property is deprecated. "
                + "Please make sure to convert the value to a string before setting process.env with it.", code: "DEP0104")
    }
    try write(vm, args[1], args[2])
    return .true
}

private func environmentHas(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let name = vm.text(args[1]) else { return .false }
    return Value(read(vm, name) != nil)
}

private func environmentDelete(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if let name = vm.text(args[1]) {
        unsetenv(name)
        if name == "TZ" { timeZoneChanged(vm) }
    }
    return .true
}

private func environmentKeys(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let list = vm.makeArray()
    var seen: Set<String> = []
    var entry = environ
    while let text = entry.pointee {
        let pair = String(cString: text)
        if let end = pair.firstIndex(of: "="), end > pair.startIndex {
            let name = String(pair[..<end])
            if seen.insert(name).inserted { vm.arrayAppend(list, Value(vm.string(name))) }
        }
        entry += 1
    }
    return Value(list)
}

private func environmentDescriptor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let name = vm.text(args[1]), let value = read(vm, name) else { return .undefined }
    let descriptor = vm.makeObject()
    vm.put(descriptor, "value", value)
    vm.put(descriptor, "writable", .true)
    vm.put(descriptor, "enumerable", .true)
    vm.put(descriptor, "configurable", .true)
    return Value(descriptor)
}

/// Object.defineProperty on it must ask for a plain property.
private func environmentDefine(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let descriptor = args[2].object else { return .false }
    let hasGetter = try vm.hasProperty(descriptor, vm.key("get"))
    let hasSetter = try vm.hasProperty(descriptor, vm.key("set"))
    if hasGetter || hasSetter {
        throw vm.node.codedError(
            "ERR_INVALID_OBJECT_DEFINE_PROPERTY", "'process.env' does not accept an accessor(getter/setter) descriptor")
    }
    for name: StaticString in ["configurable", "writable", "enumerable"] {
        if !vm.toBoolean(try vm.get(descriptor, vm.key(name))) {
            throw vm.node.codedError(
                "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
                "'process.env' only accepts a configurable, writable, and enumerable data descriptor")
        }
    }
    try write(vm, args[1], try vm.get(descriptor, .value))
    return .true
}
