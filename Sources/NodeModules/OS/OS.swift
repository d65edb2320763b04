import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// internalBinding('os')
func makeOSBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let object = vm.makeObject(osFunctions)
    let signals = vm.makeObject()
    for (name, number) in Signals.all { vm.defineOwn(signals, vm.key(name), Value(Int(number))) }
    vm.put(object, "signals", Value(signals))
    let errors = vm.makeObject()
    for error in UVError.all where error.code > -1000 { vm.defineOwn(errors, vm.key(error.name), Value(Int(-error.code))) }
    vm.put(object, "errno", Value(errors))
    return object
}

private let osFunctions: [BuiltinProperty] = [
    .method("cpus", 0, osCPUs),
    .method("freemem", 0, { (_, _) in Value(Double(System.freeMemory)) }),
    .method("totalmem", 0, { (_, _) in Value(Double(System.totalMemory)) }),
    .method("availableParallelism", 0, { (_, _) in Value(System.availableParallelism) }),
    .method("loadavg", 0, { (vm, _) in
        let load = System.loadAverage
        return Value(vm.makeArray([Value(load.0), Value(load.1), Value(load.2)]))
    }),
    .method("uptime", 0, { (_, _) in Value((try? System.uptime()) ?? 0) }),
    .method("hostname", 0, osHostname),
    .method("homedir", 0, osHomedir),
    .method("tmpdir", 0, osTmpdir),
    .method("uname", 0, osName),
    .method("userInfo", 0, osUser),
    .method("interfaces", 0, osInterfaces),
    .method("getPriority", 1, osGetPriority),
    .method("setPriority", 2, osSetPriority),
]

private func osCPUs(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let list = vm.makeArray()
    for cpu in (try? System.cpus()) ?? [] {
        let entry = vm.makeObject()
        vm.arrayAppend(list, Value(entry))
        vm.put(entry, "model", cpu.model)
        vm.put(entry, "speed", Int(cpu.speed))
        let times = vm.makeObject()
        vm.put(entry, "times", Value(times))
        vm.put(times, "user", Double(cpu.user))
        vm.put(times, "nice", Double(cpu.nice))
        vm.put(times, "sys", Double(cpu.system))
        vm.put(times, "idle", Double(cpu.idle))
        vm.put(times, "irq", Double(cpu.interrupt))
    }
    return Value(list)
}

/// A system call's text, or Node's error for it.
private func text(_ vm: VM, _ syscall: String, _ call: () throws(UVError) -> String) throws(JSException) -> Value {
    do throws(UVError) { return Value(vm.string(try call())) } catch { throw vm.node.throwErrno(error, syscall) }
}

private func osHostname(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try text(vm, "uv_os_gethostname") { () throws(UVError) in try System.hostName() }
}
private func osHomedir(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try text(vm, "uv_os_homedir") { () throws(UVError) in try System.homeDirectory() }
}
private func osTmpdir(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try text(vm, "uv_os_tmpdir") { () throws(UVError) in try System.temporaryDirectory() }
}

/// uname(): [sysname, release, version, machine]
private func osName(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    do throws(UVError) {
        let name = try System.name()
        return Value(vm.makeArray([name.system, name.release, name.version, name.machine]))
    } catch { throw vm.node.throwErrno(error, "uv_os_uname") }
}

private func osUser(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    do throws(UVError) {
        let user = try System.user()
        let object = vm.makeObject()
        vm.put(object, "uid", Int(user.id))
        vm.put(object, "gid", Int(user.groupID))
        vm.put(object, "username", user.name)
        vm.put(object, "homedir", user.homeDirectory)
        vm.put(object, "shell", user.shell.map { Value(vm.string($0)) } ?? .null)
        return Value(object)
    } catch { throw vm.node.throwErrno(error, "uv_os_get_passwd") }
}

/// interfaces(): [name, address, netmask, family, mac, internal, scope] each.
private func osInterfaces(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let list = vm.makeArray()
    for entry in (try? System.interfaces()) ?? [] {
        let item = vm.makeArray()
        vm.arrayAppend(list, Value(item))
        let mac = entry.mac.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
        vm.arrayAppend(item, Value(vm.string(entry.name)))
        vm.arrayAppend(item, Value(vm.string(entry.address.ip)))
        vm.arrayAppend(item, Value(vm.string(entry.netmask.ip)))
        vm.arrayAppend(item, Value(vm.string(entry.address.familyName)))
        vm.arrayAppend(item, Value(vm.string(mac)))
        vm.arrayAppend(item, Value(entry.isInternal))
        vm.arrayAppend(item, Value(Int(entry.address.scope)))
    }
    return Value(list)
}

private func osGetPriority(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let pid = try vm.toInt32(args[0])
    do throws(UVError) { return Value(Int(try System.priority(of: pid))) } catch {
        return Value(vm.makeArray([Value(Int(error.code)), Value(vm.string(error.name))]))
    }
}

/// setPriority(pid, priority): 0 or a negative libuv code.
private func osSetPriority(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (pid, priority) = (try vm.toInt32(args[0]), try vm.toInt32(args[1]))
    do throws(UVError) { try System.setPriority(priority, of: pid) } catch { return Value(Int(error.code)) }
    return .zero
}
