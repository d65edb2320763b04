import JSSyntax

/// Compiles one function (or script, module, eval code, class field initialiser) to bytecode.
///
/// The facets are in extensions: `+Emit` (instructions, labels, constants), `+Registers`, `+Scopes`, `+Variables`, `+Captures`, and one
/// file per chapter of the AST. Errors and reasons to compile again are noted (`unit.failure`, `mustRetry`) instead of thrown,
/// so that code generation reads straight.
final class FunctionCompiler {
    let unit: UnitCompiler
    let parent: FunctionCompiler?
    /// nil for functions that the compiler makes up (default constructors, initialisers of private methods).
    let info: FunctionInfo?
    let template: FunctionTemplate
    /// How this function came about, where its FunctionInfo does not say it.
    let role: FunctionRole

    // MARK: Code
    var code: ContiguousArray<UInt64> = []
    var labels: [LabelState] = []
    var fixups: [Fixup] = []
    /// Unconditional jumps by pc, for threading.
    var jumpLabels: [Int: Label] = [:]
    /// Nothing jumps here and the last instruction does not fall through: what is emitted is dropped.
    var isUnreachable = false
    /// Where a label was bound last, and where a protected range ended last.
    var lastBound = -1
    var lastRangeEnd = -1
    var useLongJumps = false
    var needsLongJumps = false
    var mustRetry = false
    var nameConstants: [Name: Int] = [:]
    var stringConstants: [Name: Int] = [:]
    var shapeConstants: [[Name]: Int] = [:]
    var numberConstants: [UInt64: Int] = [:]
    /// Constants with indices from `firstFarConstant` on, see `addWideConstant`.
    var farConstants: [Constant] = []
    var pendingJumpTables: [(table: Int, pc: Int, labels: [Label])] = []
    var handlerFixups: [(start: Int, end: Int, label: Label, register: Int)] = []

    // MARK: Registers
    var nextRegister = 1
    var maxRegister = 1
    /// Registers that hold variables: an expression may write them only as its last effect.
    var isVariable: [Bool] = []

    // MARK: Variables
    var captureIndex: [CaptureKey: Int] = [:]
    var captureIsByValue: [Bool] = []
    var initializedBindings: Set<Binding> = []
    /// Bindings of the scope being entered, before any code depends on whether they have a Box.
    var undeclared: Set<Binding> = []
    /// Innermost static scope being compiled.
    var scope: Scope?
    var thisPlace = ThisPlace.register
    /// The rest of the code runs after `super()` for certain.
    var thisIsInitialized = false
    var newTargetRegister = -1
    var calleeRegister = -1
    var argumentsStorage = -1
    /// Class constructors whose arrows or evals say `super.x`.
    var homeRegister = -1
    /// The identifier compiled next is `arguments` in `arguments[i]` or `arguments.length`.
    var isReadingArguments = false
    /// Class definitions being compiled in this function.
    var classDepth = 0
    /// Object for variables of sloppy direct eval; -1 when there is none.
    /// By scope, see `CaptureKey.varObject`.
    var varObjectRegisters: [ObjectIdentifier: Int] = [:]
    var withRegisters: [ObjectIdentifier: Int] = [:]

    // MARK: Control flow
    var control: [ControlEntry] = []
    var generatorRegister = -1
    /// Above 0 inside statements that may be skipped or repeated.
    var conditionalDepth = 0
    /// Scripts and eval code that return their completion value.
    var completionRegister = -1
    /// Labels in front of the statement about to be compiled.
    var pendingLabels: [Name] = []
    /// Innermost optional chain: where `?.` goes when it meets null or undefined.
    var chainExit: Label?

    init(_ unit: UnitCompiler, parent: FunctionCompiler?, info: FunctionInfo?, role: FunctionRole) {
        self.unit = unit
        self.parent = parent
        self.info = info
        self.role = role
        template = FunctionTemplate(unit: unit.unit)
    }

    var names: NameTable { unit.ast.names }
    /// Class definitions are strict code, also inside sloppy functions.
    var isStrict: Bool { info?.isStrict ?? true || classDepth > 0 }
    var isAsync: Bool {
        guard let info else { return false }
        // A module's body is parsed as an async function; it is one when it awaits.
        return info.kind == .module ? info.containsAwait : info.isAsync || !info.bindsVariables && info.containsAwait
    }
    var isGenerator: Bool { info?.isGenerator ?? false }
    var isAsyncGenerator: Bool { isAsync && isGenerator }
    var isDerivedConstructor: Bool { role.isDerivedConstructor || info?.kind == .derivedConstructor }
    /// Has its own `this`, `new.target`, home object and callee.
    var bindsThis: Bool { info?.bindsThis ?? true }

    /// Compiles until nothing asks for another attempt: at most once more for long jumps, and once for each set of variables that
    /// turned out to need a Box.
    func compile() -> FunctionTemplate {
        var attempt = 0
        while true {
            reset()
            compileFunction()
            finish()
            attempt += 1
            if unit.failure != nil { break }
            if needsLongJumps && !useLongJumps {
                useLongJumps = true
            } else if !mustRetry {
                break
            }
            if attempt > 64 {
                fail("Function is too complex")
                break
            }
        }
        return template
    }

    private func reset() {
        code = []
        labels = []
        fixups = []
        jumpLabels = [:]
        isUnreachable = false
        lastBound = -1
        lastRangeEnd = -1
        needsLongJumps = false
        mustRetry = false
        nameConstants = [:]
        stringConstants = [:]
        shapeConstants = [:]
        numberConstants = [:]
        farConstants = []
        pendingJumpTables = []
        handlerFixups = []
        nextRegister = 1
        maxRegister = 1
        isVariable = [true]
        captureIndex = [:]
        captureIsByValue = []
        initializedBindings = []
        undeclared = []
        scope = nil
        thisPlace = .register
        thisIsInitialized = false
        newTargetRegister = -1
        calleeRegister = -1
        argumentsStorage = -1
        homeRegister = -1
        classDepth = 0
        varObjectRegisters = [:]
        withRegisters = [:]
        control = []
        conditionalDepth = 0
        generatorRegister = -1
        completionRegister = -1
        pendingLabels = []
        chainExit = nil
        template.constants = []
        template.functions = []
        template.jumpTables = []
        template.handlers = []
        template.captures = []
        template.positions = PositionTable()
        template.expressions = ExpressionTable()
    }

    /// Refuses an expression that is nested too deeply.
    func failForDepth(at start: Int) {
        if unit.failure != nil { return }
        unit.failure = CompileError(message: "Maximum call stack size exceeded", start: start, isStackOverflow: true)
    }

    func fail(_ message: String, at start: Int = 0) {
        if unit.failure == nil { unit.failure = CompileError(message: message, start: start) }
    }
}

/// Where `this` of a function that binds it lives.
enum ThisPlace {
    /// R[0], for good.
    case register
    /// R[0], empty until `super()` returned.
    case checkedRegister
    /// A Box (derived constructors with arrows or evals inside), empty until `super()` returned.
    case box(Int)
}

/// What the enclosing compilation knows about a function.
struct FunctionRole {
    /// Register of the parent that holds the home object (methods, field initialisers).
    var homeRegister: Int?
    /// Class constructors: register of the parent with the Box of the field initialiser function, if there is one.
    var fieldsRegister: Int?
    var classRole = ClassRole.none
    var isDerivedConstructor = false
    var isClassConstructor = false
    /// The name the function gets, when it is known statically.
    var name: Name?
    /// Range for toString where there is no FunctionInfo, or it is not the one to show (classes show the whole class).
    var sourceRange: (start: Int, end: Int)?
    var methodKind: MethodKind?

    enum ClassRole {
        case none
        /// `constructor(...args) { super(...args) }` or an empty one.
        case defaultConstructor
        case instanceInitializer(ClassContext)
        case staticInitializer(ClassContext)
        /// A module's function that initialises its function declarations when it is linked.
        case moduleInstantiation
    }
}

/// A captured variable or pseudo-variable, seen from the function that captures it.
enum CaptureKey: Hashable {
    case binding(Binding)
    case this, newTarget, home, callee, fields
    /// The object that sloppy direct evals put their variables in, by the scope that it belongs to.
    case varObject(ObjectIdentifier)
    /// A `with` object, by its scope.
    case withObject(ObjectIdentifier)
    /// A register of the direct parent (class parts).
    case parentRegister(Int)
    case external(depth: Int, index: Int)
    case module(Int)
}

extension FunctionInfo {
    /// An ordinary function; scripts, modules and eval code are the rest.
    var bindsVariables: Bool { kind != .script && kind != .module && kind != .eval }
}
