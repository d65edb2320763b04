internal import CLibuv

/// Facts about the machine and the user; Node's `os` module.
/// https://docs.libuv.org/en/v1.x/misc.html
public enum System {
    /// A processor and the milliseconds that it spent in each state.
    public struct CPU: Sendable {
        public let model: String
        /// Megahertz.
        public let speed: Int32
        public let user, nice, system, idle, interrupt: UInt64
    }

    /// The processors (`uv_cpu_info`).
    public static func cpus() throws(UVError) -> [CPU] {
        var list: UnsafeMutablePointer<uv_cpu_info_t>?
        var count: Int32 = 0
        try UVError.check(uv_cpu_info(&list, &count))
        defer { uv_free_cpu_info(list, count) }
        return (0..<Int(count)).map { i in
            let cpu = list![i]
            return CPU(
                model: cpu.model.map { String(cString: $0) } ?? "", speed: cpu.speed, user: cpu.cpu_times.user,
                nice: cpu.cpu_times.nice, system: cpu.cpu_times.sys, idle: cpu.cpu_times.idle, interrupt: cpu.cpu_times.irq)
        }
    }

    /// How many threads may usefully run at once (`uv_available_parallelism`).
    public static var availableParallelism: Int { Int(uv_available_parallelism()) }

    /// The load averages of 1, 5 and 15 minutes (`uv_loadavg`).
    public static var loadAverage: (Double, Double, Double) {
        var values = (0.0, 0.0, 0.0)
        withUnsafeMutablePointer(to: &values) {
            $0.withMemoryRebound(to: Double.self, capacity: 3) { uv_loadavg($0) }
        }
        return values
    }

    /// Seconds since the machine started (`uv_uptime`).
    public static func uptime() throws(UVError) -> Double {
        var seconds = 0.0
        try UVError.check(uv_uptime(&seconds))
        return seconds
    }

    public static var totalMemory: UInt64 { uv_get_total_memory() }
    public static var freeMemory: UInt64 { uv_get_free_memory() }
    /// The limit that the system set to this process's memory, 0 when there is none (`uv_get_constrained_memory`).
    public static var constrainedMemory: UInt64 { uv_get_constrained_memory() }

    public static func hostName() throws(UVError) -> String { try readString(uv_os_gethostname) }
    public static func homeDirectory() throws(UVError) -> String { try readString(uv_os_homedir) }
    public static func temporaryDirectory() throws(UVError) -> String { try readString(uv_os_tmpdir) }
    /// The running program's path (`uv_exepath`).
    public static func executablePath() throws(UVError) -> String { try readString(uv_exepath) }
    public static func workingDirectory() throws(UVError) -> String { try readString(uv_cwd) }
    public static func setWorkingDirectory(_ path: String) throws(UVError) { try UVError.check(uv_chdir(path)) }

    /// One address of a network interface.
    public struct Interface: Sendable {
        public let name: String
        public let address: SocketAddress
        public let netmask: SocketAddress
        /// Six bytes.
        public let mac: [UInt8]
        public let isInternal: Bool
    }

    /// The addresses of the network interfaces (`uv_interface_addresses`).
    public static func interfaces() throws(UVError) -> [Interface] {
        var list: UnsafeMutablePointer<uv_interface_address_t>?
        var count: Int32 = 0
        try UVError.check(uv_interface_addresses(&list, &count))
        defer { uv_free_interface_addresses(list, count) }
        var result: [Interface] = []
        for i in 0..<Int(count) {
            let entry = list! + i
            let address = withUnsafePointer(to: &entry.pointee.address) {
                SocketAddress(UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self))
            }
            let netmask = withUnsafePointer(to: &entry.pointee.netmask) {
                SocketAddress(UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self))
            }
            guard let address, let netmask else { continue }
            let mac = withUnsafeBytes(of: entry.pointee.phys_addr) { [UInt8]($0) }
            result.append(
                Interface(
                    name: String(cString: entry.pointee.name), address: address, netmask: netmask, mac: mac,
                    isInternal: entry.pointee.is_internal != 0))
        }
        return result
    }

    /// The kernel's name and version.
    public struct Name: Sendable {
        public let system, release, version, machine: String
    }

    /// `uname` (`uv_os_uname`).
    public static func name() throws(UVError) -> Name {
        var raw = uv_utsname_t()
        try UVError.check(uv_os_uname(&raw))
        return Name(
            system: string(raw.sysname), release: string(raw.release), version: string(raw.version),
            machine: string(raw.machine))
    }

    private static func string<T>(_ characters: T) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// The scheduling priority of a process, 0 being this one (`uv_os_getpriority`).
    public static func priority(of pid: Int32) throws(UVError) -> Int32 {
        var value: Int32 = 0
        try UVError.check(uv_os_getpriority(pid, &value))
        return value
    }

    public static func setPriority(_ priority: Int32, of pid: Int32) throws(UVError) {
        try UVError.check(uv_os_setpriority(pid, priority))
    }

    /// A user of the system.
    public struct User: Sendable {
        public let name: String
        public let id: UInt
        public let groupID: UInt
        public let shell: String?
        public let homeDirectory: String
    }

    /// The user that runs this process (`uv_os_get_passwd`).
    public static func user() throws(UVError) -> User {
        var raw = uv_passwd_t()
        try UVError.check(uv_os_get_passwd(&raw))
        defer { uv_os_free_passwd(&raw) }
        return User(
            name: String(cString: raw.username), id: raw.uid, groupID: raw.gid, shell: raw.shell.map { String(cString: $0) },
            homeDirectory: String(cString: raw.homedir))
    }

    public static var processID: Int32 { uv_os_getpid() }
    public static var parentProcessID: Int32 { uv_os_getppid() }

    /// Bytes of memory that this process has in RAM (`uv_resident_set_memory`).
    public static func residentSetMemory() throws(UVError) -> Int {
        var size = 0
        try UVError.check(uv_resident_set_memory(&size))
        return size
    }

    /// What this process used so far (`uv_getrusage`).
    public struct ResourceUsage: Sendable {
        /// Microseconds.
        public let userTime, systemTime: UInt64
        /// Kilobytes.
        public let maximumResidentSet: UInt64
        public let sharedMemory, unsharedData, unsharedStack: UInt64
        public let minorFaults, majorFaults, swaps, blockInput, blockOutput: UInt64
        public let messagesSent, messagesReceived, signals, voluntarySwitches, involuntarySwitches: UInt64
    }

    public static func resourceUsage() throws(UVError) -> ResourceUsage {
        var raw = uv_rusage_t()
        try UVError.check(uv_getrusage(&raw))
        return ResourceUsage(
            userTime: UInt64(raw.ru_utime.tv_sec) * 1_000_000 + UInt64(raw.ru_utime.tv_usec),
            systemTime: UInt64(raw.ru_stime.tv_sec) * 1_000_000 + UInt64(raw.ru_stime.tv_usec),
            maximumResidentSet: raw.ru_maxrss, sharedMemory: raw.ru_ixrss, unsharedData: raw.ru_idrss,
            unsharedStack: raw.ru_isrss, minorFaults: raw.ru_minflt, majorFaults: raw.ru_majflt, swaps: raw.ru_nswap,
            blockInput: raw.ru_inblock, blockOutput: raw.ru_oublock, messagesSent: raw.ru_msgsnd,
            messagesReceived: raw.ru_msgrcv, signals: raw.ru_nsignals, voluntarySwitches: raw.ru_nvcsw,
            involuntarySwitches: raw.ru_nivcsw)
    }

    /// Seconds and nanoseconds since 1970.
    public static var wallClock: (seconds: Int64, nanoseconds: Int32) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), Int32(time.tv_nsec))
    }

    /// Fills a buffer with secure random bytes (`uv_random`), waiting at most for the system's start.
    public static func fillRandom(_ buffer: UnsafeMutableRawBufferPointer) throws(UVError) {
        try UVError.check(uv_random(nil, nil, buffer.baseAddress, buffer.count, 0, nil))
    }

    /// libuv's version, for `process.versions.uv`.
    public static var libuvVersion: String { String(cString: uv_version_string()) }

    // MARK: The process's title

    /// Prepares `setTitle` (`uv_setup_args`): `CommandLine.arguments` must have been read before, because a later title
    /// overwrites the memory of the arguments.
    public static func setUpTitle(argumentCount: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) {
        _ = uv_setup_args(argumentCount, arguments)
    }

    /// The title that `ps` shows (`uv_get_process_title`).
    public static func title() throws(UVError) -> String {
        var text = ""
        let result = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
            let result = uv_get_process_title(buffer.baseAddress, buffer.count)
            if result == 0 { text = String(cString: buffer.baseAddress!) }
            return result
        }
        try UVError.check(result)
        return text
    }

    /// Sets it (`uv_set_process_title`), cut to the room that the arguments had.
    public static func setTitle(_ title: String) throws(UVError) { try UVError.check(uv_set_process_title(title)) }
}
