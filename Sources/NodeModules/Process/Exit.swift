import EventLoop
import JSEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ending the process and signalling others.

/// The whole number of an exit code: a number, or a string that is one.
private func exitCode(_ vm: VM, _ value: Value) throws(JSException) -> Int32? {
    if value.isNullish { return nil }
    if value.isNumber {
        let number = value.asNumber
        if number.rounded(.towardZero) != number || number.isInfinite { throw vm.node.outOfRange("code", "an integer", value) }
        return Int32(truncatingIfNeeded: number.magnitude < 9e15 ? Int(number) : 0)
    }
    if let text = vm.text(value), !text.isEmpty {
        let number = try vm.toNumber(value)
        if number.rounded(.towardZero) == number && number.magnitude < 9e15 { return Int32(truncatingIfNeeded: Int(number)) }
    }
    throw vm.node.invalidArgumentType("code", "integer", value)
}

/// process.exit([code]) https://nodejs.org/docs/latest-v20.x/api/process.html#processexitcode
func processExit(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    if let code = try exitCode(vm, args[0]) { node.exitCode = code }
    let final = node.emitExit(node.exitCode ?? 0)
    // Programs and tests replace process.reallyExit.
    let function = try vm.get(node.process.asObject, vm.key("reallyExit"))
    _ = try vm.call(function, this: node.process, Value(Int(final)))
    return .undefined
}

/// process.reallyExit([code]): without 'exit'.
func processReallyExit(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.leave(args[0].isNullish ? vm.node.exitCode ?? 0 : try vm.toInt32(args[0]))
}

func processAbort(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Cork.flushAll()
    abort()
}

func processExitCode(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.exitCode.map { Value(Int($0)) } ?? .undefined
}

func processSetExitCode(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.exitCode = try exitCode(vm, args[0])
    return .undefined
}

/// process.kill(pid[, signal]) https://nodejs.org/docs/latest-v20.x/api/process.html#processkillpid-signal
func processKill(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let node = vm.node
    let number = try vm.toNumber(args[0])
    guard number == number.rounded(), number.magnitude < 2_147_483_648 else {
        throw node.invalidArgumentType("pid", "number", args[0])
    }
    if args[0].isNullish || args[0].isBoolean { throw node.invalidArgumentType("pid", "number", args[0]) }
    var signal: Int32 = SIGTERM
    if let name = vm.text(args[1]) {
        guard let value = Signals.number(name) else { throw node.codedError("ERR_UNKNOWN_SIGNAL", args[1]) }
        signal = value
    } else if args[1].isNumber {
        signal = try vm.toInt32(args[1])
    } else if vm.toBoolean(args[1]) {
        throw node.codedError("ERR_UNKNOWN_SIGNAL", args[1])
    }
    // Programs and tests replace process._kill.
    let function = try vm.get(node.process.asObject, vm.key("_kill"))
    let result = try vm.call(function, this: node.process, Value(Int(number)), Value(Int(signal)))
    if result.isInt32, result.asInt32 < 0 { throw node.throwErrno(UVError(code: result.asInt32), "kill") }
    return .true
}

/// process._kill(pid, signal): 0 or a negative libuv code.
func processRawKill(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Cork.flushAll()
    let (pid, signal) = (try vm.toInt32(args[0]), try vm.toInt32(args[1]))
    return kill(pid, signal) == 0 ? .zero : Value(Int(-errno))
}

/// The signals of the system and their numbers.
public enum Signals {
    public static let all: [(name: String, number: Int32)] =
        [
            ("SIGHUP", SIGHUP), ("SIGINT", SIGINT), ("SIGQUIT", SIGQUIT), ("SIGILL", SIGILL), ("SIGTRAP", SIGTRAP),
            ("SIGABRT", SIGABRT),
            ("SIGIOT", SIGABRT), ("SIGBUS", SIGBUS), ("SIGFPE", SIGFPE), ("SIGKILL", SIGKILL), ("SIGUSR1", SIGUSR1),
            ("SIGSEGV", SIGSEGV),
            ("SIGUSR2", SIGUSR2), ("SIGPIPE", SIGPIPE), ("SIGALRM", SIGALRM), ("SIGTERM", SIGTERM), ("SIGCHLD", SIGCHLD)
        ] + linuxOnly + [
            ("SIGCONT", SIGCONT), ("SIGSTOP", SIGSTOP), ("SIGTSTP", SIGTSTP), ("SIGTTIN", SIGTTIN), ("SIGTTOU", SIGTTOU),
            ("SIGURG", SIGURG),
            ("SIGXCPU", SIGXCPU), ("SIGXFSZ", SIGXFSZ), ("SIGVTALRM", SIGVTALRM), ("SIGPROF", SIGPROF), ("SIGWINCH", SIGWINCH),
            ("SIGIO", SIGIO)
        ] + linuxTail + [("SIGSYS", SIGSYS)]

    #if canImport(Glibc)
    private static let linuxOnly: [(name: String, number: Int32)] = [("SIGSTKFLT", SIGSTKFLT)]
    private static let linuxTail: [(name: String, number: Int32)] = [("SIGPOLL", SIGIO), ("SIGPWR", SIGPWR)]
    #else
    private static let linuxOnly: [(name: String, number: Int32)] = []
    private static let linuxTail: [(name: String, number: Int32)] = [("SIGINFO", SIGINFO)]
    #endif

    public static func number(_ name: String) -> Int32? { all.first { $0.name == name }?.number }
    public static func name(_ number: Int32) -> String? { all.first { $0.number == number }?.name }
}
