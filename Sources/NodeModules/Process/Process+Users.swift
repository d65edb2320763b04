import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension NodeRuntime {
    /// The error of a call that changes users or groups: `EPERM, Operation not permitted`.
    func userError(_ number: Int32, _ syscall: StaticString) -> JSException {
        let error = UVError(errno: number)
        let object = vm.makeError(.errorPrototype, "\(error.name), \(String(cString: strerror(number)))")
        vm.put(object, "errno", Int(number))
        vm.put(object, "code", error.name)
        vm.put(object, "syscall", String(describing: syscall))
        return vm.throwValue(Value(object))
    }

    /// A number, or the number of the group with a name.
    /// - Throws: ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_CREDENTIAL
    fileprivate func groupID(_ value: Value, _ name: String) throws(JSException) -> gid_t {
        if let text = vm.text(value) {
            guard let entry = getgrnam(text) else { throw codedError("ERR_UNKNOWN_CREDENTIAL", "Group", value) }
            return entry.pointee.gr_gid
        }
        guard value.isNumber else { throw codedError("ERR_INVALID_ARG_TYPE", name, ["number", "string"], value) }
        let number = value.asNumber
        if number != number.rounded() { throw codedError("ERR_OUT_OF_RANGE", name, "an integer", value) }
        if !(number >= 0 && number <= 4_294_967_295) {
            throw codedError("ERR_OUT_OF_RANGE", name, ">= 0 && <= 4294967295", value)
        }
        return gid_t(number)
    }
}

/// process.setgroups(groups) https://nodejs.org/docs/latest-v20.x/api/process.html#processsetgroupsgroups
func processSetGroups(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    guard let list = args[0].object, try vm.isArray(args[0]) else { throw node.invalidArgumentType("groups", "Array", args[0]) }
    var groups: [gid_t] = []
    for i in 0..<(try vm.lengthOfArrayLike(list)) {
        groups.append(try node.groupID(try vm.get(list, vm.key(index: i)), "groups[\(i)]"))
    }
    if setgroups(groups.count, groups) != 0 { throw node.userError(errno, "setgroups") }
    return .undefined
}

/// process.initgroups(user, extraGroup) https://nodejs.org/docs/latest-v20.x/api/process.html#processinitgroupsuser-extragroup
func processInitGroups(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    guard args[0].isNumber || args[0].isString else {
        throw node.codedError("ERR_INVALID_ARG_TYPE", "user", ["number", "string"], args[0])
    }
    guard args[1].isNumber || args[1].isString else {
        throw node.codedError("ERR_INVALID_ARG_TYPE", "extraGroup", ["number", "string"], args[1])
    }
    let group = try node.groupID(args[1], "extraGroup")
    let user: String
    if let text = vm.text(args[0]) {
        user = text
    } else {
        guard let entry = getpwuid(try vm.toUint32(args[0])) else {
            throw node.codedError("ERR_UNKNOWN_CREDENTIAL", "User", args[0])
        }
        user = String(cString: entry.pointee.pw_name)
    }
    if initgroups(user, group) != 0 { throw node.userError(errno, "initgroups") }
    return .undefined
}
