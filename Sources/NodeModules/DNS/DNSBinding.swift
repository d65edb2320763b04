import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// internalBinding('cares_wrap'): name resolution by the system (`getaddrinfo`, `getnameinfo`).
func makeDNSBinding(_ node: NodeRuntime) throws(JSException) -> Object {
    let vm = node.vm
    let binding = vm.makeObject()
    vm.put(binding, "lookup", 4, dnsLookup)
    vm.put(binding, "lookupService", 3, dnsLookupService)
    vm.put(binding, "getServers", 0, dnsServers)
    vm.put(binding, "AI_ADDRCONFIG", Int(AI_ADDRCONFIG))
    vm.put(binding, "AI_ALL", Int(AI_ALL))
    vm.put(binding, "AI_V4MAPPED", Int(AI_V4MAPPED))
    return binding
}

/// lookup(host, family, hints, callback): callback(errorCode, addresses), addresses in the resolver's order.
private func dnsLookup(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let host = try vm.toString(args[0]).toSwift(vm)
    let family: DNS.Family = args[1] == Value(int32: 4) ? .ipv4 : args[1] == Value(int32: 6) ? .ipv6 : .any
    let flags = try vm.toInt32(args[2])
    let keep = Persistent(vm, args[3])
    let node = vm.node
    do throws(UVError) {
        try DNS.lookup(host, family: family, flags: flags, on: node.loop) { answer in
            node.perform { () throws(JSException) in
                switch answer {
                case .failure(let error): _ = try vm.call(keep.value, this: .undefined, Value(int32: error.code))
                case .success(let addresses):
                    let list = vm.makeArray(addresses.map(\.ip))
                    _ = try vm.call(keep.value, this: .undefined, .zero, Value(list))
                }
            }
        }
    } catch { return Value(int32: error.code) }
    return .zero
}

/// lookupService(ip, port, callback): callback(errorCode, host, service)
private func dnsLookupService(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let keep = Persistent(vm, args[2])
    let node = vm.node
    switch try socketAddress(vm, args[0], args[1]) {
    case .failure(let error): return Value(int32: error.code)
    case .success(let address):
        do throws(UVError) {
            try DNS.nameInfo(address, on: node.loop) { answer in
                node.perform { () throws(JSException) in
                    switch answer {
                    case .failure(let error): _ = try vm.call(keep.value, this: .undefined, Value(int32: error.code))
                    case .success(let names):
                        let host = Value(vm.string(names.host))
                        let service = Value(vm.string(names.service))
                        _ = try vm.call(keep.value, this: .undefined, .zero, host, service)
                    }
                }
            }
        } catch { return Value(int32: error.code) }
        return .zero
    }
}

/// getServers(): the name servers of /etc/resolv.conf.
private func dnsServers(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    var servers: [String] = []
    if let file = fopen("/etc/resolv.conf", "r") {
        defer { fclose(file) }
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { line in
            while fgets(line.baseAddress, 512, file) != nil {
                let words = String(cString: line.baseAddress!).split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" })
                if words.count >= 2 && words[0] == "nameserver" { servers.append(String(words[1])) }
            }
        }
    }
    if servers.isEmpty { servers.append("127.0.0.1") }
    return Value(vm.makeArray(servers))
}
