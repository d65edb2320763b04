#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What one attempt to match came to.
public enum RegExpMatchResult: Sendable, Equatable {
    /// The captures are filled in.
    case match
    case noMatch
    /// `stepLimit` of the context was reached.
    case stepLimit
    /// The context's interrupt hook answered true.
    case interrupted
    /// The backtrack stack reached `stackLimit` of the context.
    case stackOverflow
}

/// The memory and the limits of matching: one for each engine instance, reused by all its matches. Not for use by two
/// threads at once, and not while a match that uses it runs.
public final class RegExpMatchContext {
    /// Answers true to stop the match. Called every few thousand backtracking steps.
    public typealias InterruptHook = @convention(c) (UnsafeMutableRawPointer?) -> Bool

    /// How often a match may backtrack before it ends with `.stepLimit`; no limit unless set.
    public var stepLimit: UInt64 = .max
    /// Called now and then during a match, with `interruptArgument`.
    public var interruptHook: InterruptHook?
    public var interruptArgument: UnsafeMutableRawPointer?
    /// How many bytes the backtrack stack may grow to before a match ends with `.stackOverflow`.
    public var stackLimit = 64 << 20

    /// The backtrack stack, allocated by the first match that needs it.
    var stack: UnsafeMutablePointer<UInt64>?
    var stackCapacity = 0
    /// Captures, counters and saved positions of the running match.
    var registers: UnsafeMutablePointer<Int32>?
    var registerCapacity = 0

    /// The stack that is kept for the next match; a larger one is given back.
    static let keptStackEntries = 1 << 15

    public init() {}

    func reserveRegisters(_ count: Int) -> Bool {
        if count <= registerCapacity { return true }
        let capacity = max(count, 64)
        guard let memory = realloc(registers, capacity * MemoryLayout<Int32>.stride) else { return false }
        registers = memory.assumingMemoryBound(to: Int32.self)
        registerCapacity = capacity
        return true
    }

    /// Doubles the backtrack stack; false at the limit.
    func growStack() -> Bool {
        let capacity = max(stackCapacity * 2, 256)
        let bytes = capacity * MemoryLayout<UInt64>.stride
        guard bytes <= stackLimit, let memory = realloc(stack, bytes) else { return false }
        stack = memory.assumingMemoryBound(to: UInt64.self)
        stackCapacity = capacity
        return true
    }

    func trimStack() {
        guard stackCapacity > RegExpMatchContext.keptStackEntries else { return }
        free(stack)
        stack = nil
        stackCapacity = 0
    }

    deinit {
        free(stack)
        free(registers)
    }
}
