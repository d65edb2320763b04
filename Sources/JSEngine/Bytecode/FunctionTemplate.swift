import JSSyntax

/// Where a closure takes a captured variable from when it is made (the operand counts in the function that runs `closure`).
public enum CaptureSource: Equatable, Sendable {
    /// The Value in a register of the parent: a Box, or, for a variable captured by value, the value itself.
    case register(Int)
    /// `captures[n]` of the parent.
    case capture(Int)
    /// Module functions only: the n-th entry of the module's environment. The VM hands it over when it links the module.
    case module(Int)
    /// Eval functions only: entry n of the EvalScope the code was compiled in.
    case external(depth: Int, index: Int)
}

/// A protected range. An exception thrown by an instruction at `start <= pc < end` (the word index of its first word) is put in
/// `register` and execution continues at `handler`. Inner ranges come before outer ones: take the first match.
public struct ExceptionHandler: Equatable, Sendable {
    public var start: UInt32
    public var end: UInt32
    public var handler: UInt32
    public var register: UInt16
}

/// A dense switch: see `Op.switchInt`.
public struct JumpTable: Sendable {
    public var low: Int32
    /// Offsets from the word after the `switchInt`.
    public var offsets: [Int32]
}

public struct FunctionFlags: OptionSet, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static let strict = FunctionFlags(rawValue: 1 << 0)
    public static let arrow = FunctionFlags(rawValue: 1 << 1)
    public static let async = FunctionFlags(rawValue: 1 << 2)
    public static let generator = FunctionFlags(rawValue: 1 << 3)
    /// A method, getter or setter (no [[Construct]], no `prototype`).
    public static let method = FunctionFlags(rawValue: 1 << 4)
    public static let classConstructor = FunctionFlags(rawValue: 1 << 5)
    /// A class constructor with `extends`: starts with R[0] = empty, leaves by `returnDerived`.
    public static let derived = FunctionFlags(rawValue: 1 << 6)
    /// The VM stores the Storage with all actual arguments in R[argumentsRegister] on entry.
    public static let needsArguments = FunctionFlags(rawValue: 1 << 7)
    /// The VM stores new.target (undefined for a call) in R[newTargetRegister] on entry.
    public static let needsNewTarget = FunctionFlags(rawValue: 1 << 8)
    /// Has [[Construct]]: ordinary functions and class constructors.
    public static let constructor = FunctionFlags(rawValue: 1 << 9)
    public static let script = FunctionFlags(rawValue: 1 << 10)
    public static let module = FunctionFlags(rawValue: 1 << 11)
    public static let eval = FunctionFlags(rawValue: 1 << 12)
    /// Synthesised by the compiler (default constructors, field initialisers): not shown in stack traces of errors by name.
    public static let synthetic = FunctionFlags(rawValue: 1 << 13)
    /// The function has a `name` property made from `name` (anonymous functions that got no name have "" too; an anonymous class
    /// with a static member `name` has none).
    public static let hasName = FunctionFlags(rawValue: 1 << 14)
    /// Makes the call overhead of `arguments` unnecessary to test: simple parameters only.
    public static let simpleParameters = FunctionFlags(rawValue: 1 << 15)
    /// Set in executables when there are several realms: the caller looks whether the function's realm is another one.
    public static let checksRealm = FunctionFlags(rawValue: 1 << 16)
    /// Set in executables until their first call makes code and constants.
    public static let unprepared = FunctionFlags(rawValue: 1 << 17)
}

/// The compiled form of a function: code and everything that goes with it, shared by all its closures.
///
/// It holds no JavaScript values. The VM makes an executable cell from it when it first needs one.
///
/// One that comes from a code cache has its body (constants, functions, jump tables, handlers) only after `load()`.
public final class FunctionTemplate {
    /// Inferred or written name.
    public internal(set) var name = Name.empty
    public internal(set) var flags: FunctionFlags = []
    /// Formal parameters without the rest parameter: R[1...parameterCount].
    public internal(set) var parameterCount = 0
    /// The `length` property.
    public internal(set) var length = 0
    /// Registers of the frame, R[0] included.
    public internal(set) var frameSize = 1
    public internal(set) var argumentsRegister = 0
    public internal(set) var newTargetRegister = 0
    /// Generators and async functions: the register of the generator or async state object.
    public internal(set) var generatorRegister = 0
    public internal(set) var captures: [CaptureSource] = []

    /// Empty in a template from a code cache: see `withCode`.
    public internal(set) var code: ContiguousArray<UInt64> = []
    public internal(set) var constants: [Constant] = []
    public internal(set) var functions: [FunctionTemplate] = []
    public internal(set) var jumpTables: [JumpTable] = []
    public internal(set) var handlers: [ExceptionHandler] = []
    /// Empty in a template from a code cache, as `expressions` is: see `sourceOffset(at:)` and `expressionRange(at:)`.
    var positions = PositionTable()
    var expressions = ExpressionTable()
    /// Where the body is, in a template from a code cache.
    var cached: CachedFunction?

    public let unit: CompilationUnit
    public var source: SourceText { unit.source }
    /// Range of the text that Function.prototype.toString returns.
    public internal(set) var sourceStart = 0
    public internal(set) var sourceEnd = 0

    init(unit: CompilationUnit) { self.unit = unit }

    /// Reads the body from the code cache, if that is where it is. The VM calls it before the first call.
    public func load() {
        guard let cached, !isLoaded else { return }
        isLoaded = true
        cached.load(into: self)
    }
    private var isLoaded = false

    /// The source offset of the instruction at word index `pc`; where the function begins when there is none.
    public func sourceOffset(at pc: Int) -> Int { (cached?.positions ?? positions).sourceOffset(at: pc) ?? sourceStart }

    /// The source range of the expression that the instruction at `pc` may complain about.
    public func expressionRange(at pc: Int) -> (start: Int, end: Int)? { (cached?.expressions ?? expressions).range(at: pc) }

    /// The code words.
    public func withCode<R>(_ body: (UnsafeBufferPointer<UInt64>) -> R) -> R {
        if let cached { return body(cached.code) }
        return code.withUnsafeBufferPointer(body)
    }

    public var isStrict: Bool { flags.contains(.strict) }
    public var isGenerator: Bool { flags.contains(.generator) }
    public var isAsync: Bool { flags.contains(.async) }
}

/// A function too large for the instruction set (more than 65535 registers and the like).
public struct CompileError: Error {
    /// A SyntaxError's message.
    public var message: String
    /// Source offset.
    public var start: Int
    /// The program is nested too deeply for the stack: a RangeError.
    public var isStackOverflow = false
}
