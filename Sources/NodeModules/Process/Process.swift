import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The process object. https://nodejs.org/docs/latest-v20.x/api/process.html
///
/// It is made without running any script: what needs one (EventEmitter's methods, streams, warnings) is an accessor or a
/// function that loads it at its first use.
extension NodeRuntime {
    /// The global `process`.
    public var process: Value {
        if slots[.process].isEmpty { makeProcess() }
        return slots[.process]
    }

    private func makeProcess() {
        let vm = vm
        vm.heap.paused += 1
        defer { vm.heap.paused -= 1 }
        let prototype = vm.makeObject()
        let constructor = vm.makeFunction("process", length: 0) { (vm, _) throws(JSException) in
            throw vm.typeError("Illegal constructor")
        }
        vm.defineOwn(constructor, vm.key("prototype"), Value(prototype), [])
        vm.defineOwn(prototype, vm.key("constructor"), Value(constructor), .hidden)
        let process = vm.makeObject(prototype: Value(prototype))
        slots[.processPrototype] = Value(prototype)
        slots[.process] = Value(process)
        vm.realm.define(processEventStubs, on: prototype)
        vm.realm.define([.toStringTag("process")], on: process)
        vm.put(process, "version", Versions.node)
        vm.realm.define(processAccessors, on: process)
        vm.put(process, "arch", ProcessFacts.arch)
        vm.put(process, "platform", ProcessFacts.platform)
        vm.put(process, "argv", Value(vm.makeArray([executablePath] + options.arguments)))
        vm.put(process, "execArgv", Value(vm.makeArray(options.execArguments)))
        vm.put(process, "pid", Int(getpid()))
        vm.put(process, "execPath", executablePath)
        vm.put(process, "argv0", options.argv0)
        vm.put(process, "debugPort", 9229)
        vm.put(process, "exiting", .undefined)
        vm.realm.define(processMethods, on: process)
        defineSubfunctions(process)
    }
}

extension NodeRuntime {
    /// process.hrtime.bigint() and process.memoryUsage.rss()
    fileprivate func defineSubfunctions(_ process: Object) {
        if let hrtime = (try? vm.get(process, vm.key("hrtime")))?.object {
            vm.put(hrtime, "bigint", 0) { (vm, _) in vm.bigint(Loop.hrtime) }
        }
        if let memoryUsage = (try? vm.get(process, vm.key("memoryUsage")))?.object {
            vm.put(memoryUsage, "rss", 0) { (_, _) in Value((try? System.residentSetMemory()) ?? 0) }
        }
    }
}

enum ProcessFacts {
    #if os(macOS)
    static let platform = "darwin"
    #else
    static let platform = "linux"
    #endif
    #if arch(arm64)
    static let arch = "arm64"
    #else
    static let arch = "x64"
    #endif
}

private let enumerable: PropertyAttributes = .all

/// Properties that are made at their first use. Reading one replaces it by its value where Node has a plain property.
private let processAccessors: [BuiltinProperty] = [
    .accessor("versions", get: processVersions, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("release", get: processRelease, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("features", get: processFeatures, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("config", get: processConfig, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("report", get: processReport, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor(
        "allowedNodeEnvironmentFlags", get: processAllowedFlags, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("env", get: processEnv, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("title", get: processTitle, set: processSetTitle, attributes: [.enumerable, .configurable]),
    .accessor("ppid", get: processParentID, attributes: [.enumerable, .configurable]),
    .accessor("exitCode", get: processExitCode, set: processSetExitCode, attributes: [.enumerable]),
    .accessor("_exiting", get: { (vm, _) in Value(vm.node.isExiting) }),
    .accessor("stdout", get: processStdout, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("stderr", get: processStderr, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("stdin", get: processStdin, set: replaceProperty, attributes: [.enumerable, .configurable]),
    .accessor("mainModule", get: processMainModule, set: replaceProperty, attributes: [.enumerable, .configurable]),
]

private let processMethods: [BuiltinProperty] = [
    .method("_fatalException", 1, processFatalException, attributes: enumerable),
    .method("_kill", 2, processRawKill, attributes: enumerable),
    .method("openStdin", 0, processOpenStdin, attributes: enumerable),
    .method("_rawDebug", 0, processRawDebug, attributes: enumerable),
    .method("_getActiveHandles", 0, processActiveHandles, attributes: enumerable),
    .method("_getActiveRequests", 0, processActiveRequests, attributes: enumerable),
    .method("getActiveResourcesInfo", 0, processActiveResources, attributes: enumerable),
    .method("_tickCallback", 0, processTickCallback, attributes: enumerable),
    .method("abort", 0, processAbort, attributes: enumerable),
    .method("availableMemory", 0, { (_, _) in Value(Double(System.freeMemory)) }, attributes: enumerable),
    .method("binding", 1, processBinding, attributes: enumerable),
    .method("chdir", 1, processChdir, attributes: enumerable),
    .method("constrainedMemory", 0, processConstrainedMemory, attributes: enumerable),
    .method("cpuUsage", 1, processCPUUsage, attributes: enumerable),
    .method("cwd", 0, processCwd, attributes: enumerable),
    .method("emitWarning", 4, processEmitWarning, attributes: enumerable),
    .method("exit", 1, processExit, attributes: enumerable),
    .method("getegid", 0, { (vm, _) in Value(Int(getegid())) }, attributes: enumerable),
    .method("geteuid", 0, { (vm, _) in Value(Int(geteuid())) }, attributes: enumerable),
    .method("getgid", 0, { (vm, _) in Value(Int(getgid())) }, attributes: enumerable),
    .method("getgroups", 0, processGetGroups, attributes: enumerable),
    .method("getuid", 0, { (vm, _) in Value(Int(getuid())) }, attributes: enumerable),
    .method("hasUncaughtExceptionCaptureCallback", 0, processHasCapture, attributes: enumerable),
    .method("hrtime", 1, processHrtime, attributes: enumerable),
    .method("initgroups", 2, processInitGroups, attributes: enumerable),
    .method("kill", 2, processKill, attributes: enumerable),
    .method("memoryUsage", 0, processMemoryUsage, attributes: enumerable),
    .method("nextTick", 1, processNextTick, attributes: enumerable),
    .method("reallyExit", 1, processReallyExit, attributes: enumerable),
    .method("resourceUsage", 0, processResourceUsage, attributes: enumerable),
    .method("setSourceMapsEnabled", 1, processSetSourceMaps, attributes: enumerable),
    .method("setUncaughtExceptionCaptureCallback", 1, processSetCapture, attributes: enumerable),
    .method("setegid", 1, { (vm, args) throws(JSException) in try setID(vm, args, "setegid", setegid) }, attributes: enumerable),
    .method("seteuid", 1, { (vm, args) throws(JSException) in try setID(vm, args, "seteuid", seteuid) }, attributes: enumerable),
    .method("setgid", 1, { (vm, args) throws(JSException) in try setID(vm, args, "setgid", setgid) }, attributes: enumerable),
    .method("setgroups", 1, processSetGroups, attributes: enumerable),
    .method("setuid", 1, { (vm, args) throws(JSException) in try setID(vm, args, "setuid", setuid) }, attributes: enumerable),
    .method("umask", 1, processUmask, attributes: enumerable),
    .method("uptime", 0, processUptime, attributes: enumerable),
]

// MARK: Facts

/// Gives the property that an accessor stands for its value.
func replace(_ vm: VM, _ args: Arguments, _ name: StaticString, _ value: Value) throws(JSException) -> Value {
    if let object = args.this.object {
        _ = try vm.defineOwnProperty(object, vm.key(name), PropertyDescriptor(value: value, attributes: .all))
    }
    return value
}

/// The setter of the lazy properties: assignment replaces them, as it does with plain ones.
private func replaceProperty(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args.this.object else { return .undefined }
    // The setter's name is `set <property>`.
    let name = try vm.toString(try vm.get(args.callee, .name)).toSwift(vm)
    let key = vm.key(String(name.dropFirst(4)))
    _ = try vm.defineOwnProperty(object, key, PropertyDescriptor(value: args[0], attributes: .all))
    return .undefined
}

private func processVersions(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = vm.makeObject()
    vm.put(object, "node", String(Versions.node.dropFirst()))
    vm.put(object, "swjs", Versions.swjs)
    vm.put(object, "uv", System.libuvVersion)
    vm.put(object, "modules", Versions.modules)
    return try replace(vm, args, "versions", Value(object))
}

private func processRelease(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = vm.makeObject()
    vm.put(object, "name", "node")
    vm.put(object, "lts", "Iron")
    return try replace(vm, args, "release", Value(object))
}

private func processFeatures(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = vm.makeObject()
    for name: StaticString in ["inspector", "debug", "tls_alpn", "tls_sni", "tls_ocsp", "tls", "cached_builtins"] {
        vm.put(object, name, .false)
    }
    for name: StaticString in ["uv", "ipv6"] { vm.put(object, name, .true) }
    return try replace(vm, args, "features", Value(object))
}

private func processConfig(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = vm.makeObject()
    vm.put(object, "target_defaults", Value(vm.makeObject()))
    let variables = vm.makeObject()
    vm.put(variables, "host_arch", ProcessFacts.arch)
    vm.put(variables, "target_arch", ProcessFacts.arch)
    vm.put(variables, "napi_build_version", "0")
    vm.put(variables, "node_module_version", Int(Versions.modules) ?? 0)
    vm.put(variables, "v8_enable_i18n_support", 0)
    vm.put(object, "variables", Value(variables))
    return try replace(vm, args, "config", Value(object))
}

private func processReport(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { .undefined }

private func processAllowedFlags(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try replace(vm, args, "allowedNodeEnvironmentFlags", Value(try vm.construct(vm.realm[.set])))
}

private func processMainModule(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.slots[.requireMain].isEmpty ? .undefined : vm.node.slots[.requireMain]
}

private func processParentID(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(Int(getppid())) }

private func processTitle(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.string((try? System.title()) ?? vm.node.options.argv0))
}

private func processSetTitle(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let title = try vm.toString(args[0]).toSwift(vm)
    do { try System.setTitle(title) } catch { throw vm.node.throwErrno(error, "uv_set_process_title") }
    return .undefined
}

/// process.uptime()
private func processUptime(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(Double(Loop.hrtime - vm.node.startTime) / 1e9)
}

/// process.hrtime([time]); process.hrtime.bigint is added by `installHrtime`.
private func processHrtime(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let now = Loop.hrtime
    var (seconds, nanoseconds) = (Int(now / 1_000_000_000), Int(now % 1_000_000_000))
    if !args[0].isUndefined {
        guard let array = args[0].object, try vm.isArray(args[0]) else {
            throw vm.node.invalidArgumentType("time", "Array", args[0])
        }
        if try vm.lengthOfArrayLike(array) != 2 { throw vm.node.outOfRange("time", "2", Value(try vm.lengthOfArrayLike(array))) }
        seconds -= Int(try vm.toNumber(try vm.get(array, vm.key(index: 0))))
        nanoseconds -= Int(try vm.toNumber(try vm.get(array, vm.key(index: 1))))
        if nanoseconds < 0 {
            seconds -= 1
            nanoseconds += 1_000_000_000
        }
    }
    return Value(vm.makeArray([Value(seconds), Value(nanoseconds)]))
}

// MARK: Memory and use

/// process.memoryUsage()
private func processMemoryUsage(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = vm.makeObject()
    vm.put(object, "rss", (try? System.residentSetMemory()) ?? 0)
    vm.put(object, "heapTotal", vm.heap.liveBytes + vm.heap.externalBytes)
    vm.put(object, "heapUsed", vm.heap.liveBytes)
    vm.put(object, "external", vm.heap.externalBytes)
    vm.put(object, "arrayBuffers", vm.heap.externalBytes)
    return Value(object)
}

private func processConstrainedMemory(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(Double(System.constrainedMemory))
}

private func usage(_ vm: VM) throws(JSException) -> System.ResourceUsage {
    do { return try System.resourceUsage() } catch { throw vm.node.throwErrno(error, "uv_getrusage") }
}

/// process.cpuUsage([previousValue])
private func processCPUUsage(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let usage = try usage(vm)
    var (user, system) = (Double(usage.userTime), Double(usage.systemTime))
    if let previous = args[0].object {
        for (name, index) in [("user", 0), ("system", 1)] {
            let value = try vm.get(previous, vm.key(name))
            guard value.isNumber else {
                throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "prevValue.\(name)", "number", value)
            }
            if !(value.asNumber >= 0 && value.asNumber <= 9_007_199_254_740_991) {
                throw vm.node.codedRangeError("ERR_INVALID_ARG_VALUE", "prevValue.\(name)", value)
            }
            if index == 0 { user -= value.asNumber } else { system -= value.asNumber }
        }
    } else if !args[0].isUndefined && !args[0].isNull {
        throw vm.node.invalidArgumentType("prevValue", "object", args[0])
    }
    let object = vm.makeObject()
    vm.put(object, "user", user)
    vm.put(object, "system", system)
    return Value(object)
}

/// process.resourceUsage()
private func processResourceUsage(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let usage = try usage(vm)
    let object = vm.makeObject()
    let fields: [(StaticString, UInt64)] = [
        ("userCPUTime", usage.userTime), ("systemCPUTime", usage.systemTime), ("maxRSS", usage.maximumResidentSet),
        ("sharedMemorySize", usage.sharedMemory), ("unsharedDataSize", usage.unsharedData),
        ("unsharedStackSize", usage.unsharedStack),
        ("minorPageFault", usage.minorFaults), ("majorPageFault", usage.majorFaults), ("swappedOut", usage.swaps),
        ("fsRead", usage.blockInput), ("fsWrite", usage.blockOutput), ("ipcSent", usage.messagesSent),
        ("ipcReceived", usage.messagesReceived), ("signalsCount", usage.signals),
        ("voluntaryContextSwitches", usage.voluntarySwitches), ("involuntaryContextSwitches", usage.involuntarySwitches),
    ]
    for (name, value) in fields { vm.put(object, name, Double(value)) }
    return Value(object)
}

// MARK: Folder, mask, users

/// process.cwd()
private func processCwd(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    do { return Value(vm.string(try System.workingDirectory())) } catch { throw vm.node.throwSystemError(error, "uv_cwd") }
}

/// process.chdir(directory)
private func processChdir(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let path = vm.text(args[0]) else { throw vm.node.invalidArgumentType("directory", "string", args[0]) }
    do { try System.setWorkingDirectory(path) } catch {
        throw vm.node.throwSystemError(error, "chdir", path: (try? System.workingDirectory()) ?? "", dest: path)
    }
    return .undefined
}

/// process.umask([mask])
private func processUmask(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args[0].isUndefined {
        let old = umask(0)
        _ = umask(old)
        return Value(Int(old))
    }
    let mask: UInt32
    if let text = vm.text(args[0]) {
        guard !text.isEmpty, let value = UInt32(text, radix: 8) else {
            throw vm.node.invalidArgumentValue("mask", args[0], "must be a 32-bit unsigned integer or an octal string")
        }
        mask = value
    } else {
        guard args[0].isNumber else { throw vm.node.invalidArgumentType("mask", "number", args[0]) }
        let number = args[0].asNumber
        if number.rounded() != number { throw vm.node.outOfRange("mask", "an integer", args[0]) }
        if !(number >= 0 && number <= 4_294_967_295) { throw vm.node.outOfRange("mask", ">= 0 && <= 4294967295", args[0]) }
        mask = UInt32(number)
    }
    return Value(Int(umask(mode_t(mask & 0o777))))
}

private func processGetGroups(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let count = max(getgroups(0, nil), 0)
    var groups = [gid_t](repeating: 0, count: Int(count))
    _ = getgroups(count, &groups)
    let array = vm.makeArray()
    for group in groups { vm.arrayAppend(array, Value(Int(group))) }
    if !groups.contains(getegid()) { vm.arrayAppend(array, Value(Int(getegid()))) }
    return Value(array)
}

private func setID(
    _ vm: VM, _ args: Arguments, _ name: StaticString, _ function: (UInt32) -> Int32
) throws(JSException) -> Value {
    guard args[0].isNumber || args[0].isString else {
        throw vm.node.codedError("ERR_INVALID_ARG_TYPE", "id", ["number", "string"], args[0])
    }
    var id: UInt32
    if let text = vm.text(args[0]) {
        if name.description.hasSuffix("gid") {
            guard let entry = getgrnam(text) else { throw vm.node.codedError("ERR_UNKNOWN_CREDENTIAL", "Group", args[0]) }
            id = entry.pointee.gr_gid
        } else {
            guard let entry = getpwnam(text) else { throw vm.node.codedError("ERR_UNKNOWN_CREDENTIAL", "User", args[0]) }
            id = entry.pointee.pw_uid
        }
    } else {
        id = try vm.toUint32(args[0])
    }
    if function(id) != 0 { throw vm.node.userError(errno, name) }
    return .undefined
}

// MARK: Handles

/// process._getActiveHandles()
private func processActiveHandles(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let list = vm.makeArray()
    for object in vm.node.activeHandles() { vm.arrayAppend(list, object) }
    return Value(list)
}

/// process._getActiveRequests(): the calls of the file system that are under way.
private func processActiveRequests(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let list = vm.makeArray()
    for _ in 0..<vm.node.fileCalls {
        let request = vm.makeObject()
        vm.put(request, "type", "FSReqCallback")
        vm.arrayAppend(list, Value(request))
    }
    return Value(list)
}

/// process.setSourceMapsEnabled(val): stack traces are not mapped, whatever the value.
private func processSetSourceMaps(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args[0].isBoolean { throw vm.node.invalidArgumentType("val", "boolean", args[0]) }
    return .undefined
}

/// process._fatalException(error): what nobody caught, as the host deals with it.
private func processFatalException(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.handleUncaught(args[0], origin: "uncaughtException")
    return .true
}

/// process.getActiveResourcesInfo()
private func processActiveResources(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let list = vm.makeArray()
    for _ in 0..<vm.node.timers.referencedCount { vm.arrayAppend(list, Value(vm.string("Timeout"))) }
    for _ in 0..<vm.node.fileCalls { vm.arrayAppend(list, Value(vm.string("FSReqCallback"))) }
    for name in vm.node.activeStreamNames() { vm.arrayAppend(list, Value(vm.string(name))) }
    for _ in 0..<vm.node.immediates.referencedCount { vm.arrayAppend(list, Value(vm.string("Immediate"))) }
    for object in vm.node.registeredHandles() {
        if let object = object.object { vm.arrayAppend(list, Value(vm.string(vm.constructorName(object)))) }
    }
    return Value(list)
}

/// process._rawDebug(...): writes to stderr at once.
private func processRawDebug(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let format = try vm.getV(try vm.node.requireBuiltin("internal/util/inspect"), vm.key("format"))
    let text = try vm.call(format, this: .undefined, args.all)
    vm.node.writeError(try vm.toString(text).toSwift(vm) + "\n")
    return .undefined
}

private func processTickCallback(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.drainTicks()
    return .undefined
}

/// process.binding(name): gone for good reasons.
private func processBinding(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let name = try vm.toString(args[0]).toSwift(vm)
    throw vm.throwValue(Value(vm.makeError(.errorPrototype, "No such module: \(name)")))
}

private func processHasCapture(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.node.slots[.uncaughtCapture].isCallable)
}

/// process.setUncaughtExceptionCaptureCallback(fn)
private func processSetCapture(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    if args[0].isNull {
        node.slots[.uncaughtCapture] = .empty
        return .undefined
    }
    if !args[0].isCallable {
        throw node.codedError(
            "ERR_INVALID_ARG_TYPE", "fn", ["Function", "null"], args[0])
    }
    if node.slots[.uncaughtCapture].isCallable { throw node.codedError("ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET") }
    node.slots[.uncaughtCapture] = args[0]
    return .undefined
}
