#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The command line of swjs.
public enum Command {
    /// Runs the command that the arguments name.
    /// - Returns: the exit code.
    public static func run(_ arguments: [String]) -> Int32 {
        switch arguments.first {
        case "test262-host": return Test262Host.run(Array(arguments.dropFirst()))
        default: return 9
        }
    }
}
