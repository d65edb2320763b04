import JSSyntax

/// A function template made ready to run in a realm: raw code with inline caches, constants as values.
///
/// The executable cell holds what the run loop needs as raw words, so that a call touches no Swift object:
///
///     +0 header   +8 this class (retained)   +16 code   +24 constants   +32 frameSize u32, parameterCount u32
///     +40 FunctionFlags u32, argumentsRegister u16, newTargetRegister u16   +48 the realm's global object
///     +56 number of captures   +64 their sources: i32 each, >= 0 register of the maker, < 0 ~index of its capture
public final class Executable {
    public let template: FunctionTemplate
    unowned(unsafe) let realm: Realm
    /// Code, constants and children are made by the first call (`prepare`): most functions of a module never run.
    private(set) var code: UnsafeMutablePointer<UInt64>! = nil
    private var codeCount = 0
    private(set) var constants: UnsafeMutablePointer<Value>! = nil
    private var constantCount = 0
    /// Executables of the child functions, made when a closure of theirs is first made.
    private var children: UnsafeMutablePointer<UnsafeMutableRawPointer?>! = nil
    private var childCount = 0
    private let captureSources: UnsafePointer<Int32>
    /// Word indices of instructions with inline caches, for clearing dead ones: (index of the first cache word, words).
    private var cacheSites: [(index: UInt32, words: UInt32)] = []
    /// Where a module's code came from, for import() and import.meta.
    public weak var module: ModuleRecord?

    static let codeOffset = 16
    static let constantsOffset = 24
    static let frameSizeOffset = 32
    static let parameterCountOffset = 36
    static let flagsOffset = 40
    static let argumentsRegisterOffset = 44
    static let newTargetRegisterOffset = 46
    static let globalOffset = 48
    static let captureCountOffset = 56
    static let captureSourcesOffset = 64
    static let cellSize = 72

    private init(_ template: FunctionTemplate, realm: Realm) {
        self.template = template
        self.realm = realm
        captureSources = template.cached?.captureSources ?? Executable.makeCaptureSources(template)
    }

    private static func makeCaptureSources(_ template: FunctionTemplate) -> UnsafePointer<Int32> {
        let sources = UnsafeMutablePointer<Int32>.allocate(capacity: max(template.captures.count, 1))
        for (i, source) in template.captures.enumerated() { sources[i] = source.encoded }
        return UnsafePointer(sources)
    }

    deinit {
        code?.deallocate()
        constants?.deallocate()
        children?.deallocate()
        if template.cached == nil { captureSources.deallocate() }
    }

    /// The executable of a template in a realm.
    static func make(_ vm: VM, _ template: FunctionTemplate, realm: Realm, module: ModuleRecord? = nil) -> UnsafeMutableRawPointer {
        let executable = Executable(template, realm: realm)
        executable.module = module
        let captureCount = template.cached?.captureCount ?? template.captures.count
        let flags = template.flags.union(vm.hasSeveralRealms ? [.unprepared, .checksRealm] : .unprepared)
        let cell = vm.heap.allocateDestructible(cellSize)
        Cell.setHeader(cell, kind: .executable)
        cell.storeBytes(of: Unmanaged.passRetained(executable).toOpaque(), toByteOffset: 8, as: UnsafeMutableRawPointer.self)
        cell.storeBytes(of: UInt32(template.frameSize), toByteOffset: frameSizeOffset, as: UInt32.self)
        cell.storeBytes(of: UInt32(template.parameterCount), toByteOffset: parameterCountOffset, as: UInt32.self)
        cell.storeBytes(of: flags.rawValue, toByteOffset: flagsOffset, as: UInt32.self)
        cell.storeBytes(of: UInt16(template.argumentsRegister), toByteOffset: argumentsRegisterOffset, as: UInt16.self)
        cell.storeBytes(of: UInt16(template.newTargetRegister), toByteOffset: newTargetRegisterOffset, as: UInt16.self)
        cell.storeBytes(of: realm.global.cell, toByteOffset: globalOffset, as: UnsafeMutableRawPointer.self)
        cell.storeBytes(of: captureCount, toByteOffset: captureCountOffset, as: Int.self)
        cell.storeBytes(of: executable.captureSources, toByteOffset: captureSourcesOffset, as: UnsafePointer<Int32>.self)
        return cell
    }

    private func storePointers(_ cell: UnsafeMutableRawPointer) {
        cell.storeBytes(of: code, toByteOffset: Executable.codeOffset, as: UnsafeMutablePointer<UInt64>?.self)
        cell.storeBytes(of: constants, toByteOffset: Executable.constantsOffset, as: UnsafeMutablePointer<Value>?.self)
    }

    /// Makes code and constants, at the first call. The cell must be reachable: constants are allocated.
    static func prepare(_ vm: VM, _ cell: UnsafeMutableRawPointer) {
        let executable = of(cell)
        executable.prepare(vm)
        executable.storePointers(cell)
        let flags = cell.load(fromByteOffset: flagsOffset, as: UInt32.self) & ~FunctionFlags.unprepared.rawValue
        cell.storeBytes(of: flags, toByteOffset: flagsOffset, as: UInt32.self)
    }

    private func prepare(_ vm: VM) {
        template.load()
        template.withCode { words in
            codeCount = words.count
            code = .allocate(capacity: max(codeCount, 1))
            if let first = words.baseAddress { code.update(from: first, count: codeCount) }
        }
        childCount = template.functions.count
        children = .allocate(capacity: childCount)
        children.initialize(repeating: nil, count: childCount)
        clearInlineCaches()
        let count = template.constants.count
        constants = .allocate(capacity: max(count, 1))
        constants.initialize(repeating: .undefined, count: max(count, 1))
        constantCount = count
        makeConstants(vm)
    }

    /// Finds the inline caches and marks those of `set` as empty.
    private func clearInlineCaches() {
        var pc = 0
        while pc < codeCount {
            let extensions = OpcodeExtensions.of(Instruction(bits: code[pc]).op)
            if extensions.isInlineCache {
                cacheSites.append((UInt32(pc + 1), UInt32(extensions.words)))
                if extensions.words == 4 { code[pc + 2] = InlineCache.epochMark }
            }
            pc += 1 + extensions.words
        }
    }

    /// Sets the flag `checksRealm`.
    static func checkRealm(_ cell: UnsafeMutableRawPointer) {
        let flags = cell.load(fromByteOffset: flagsOffset, as: UInt32.self) | FunctionFlags.checksRealm.rawValue
        cell.storeBytes(of: flags, toByteOffset: flagsOffset, as: UInt32.self)
    }

    @inline(__always)
    static func of(_ cell: UnsafeMutableRawPointer) -> Executable {
        Unmanaged<Executable>.fromOpaque(cell.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)).takeUnretainedValue()
    }

    static func release(_ cell: UnsafeMutableRawPointer) {
        Unmanaged<Executable>.fromOpaque(cell.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)).release()
    }

    /// The executable of child function `index`.
    func child(_ vm: VM, _ index: Int) -> UnsafeMutableRawPointer {
        if let cell = children[index] { return cell }
        let cell = Executable.make(vm, template.functions[index], realm: realm, module: module)
        children[index] = cell
        return cell
    }

    private func makeConstants(_ vm: VM) {
        let unit = template.unit
        for (i, constant) in template.constants.enumerated() {
            switch constant {
            case .number(let number): constants[i] = Value(number)
            case .string(let name): constants[i] = unit.string(vm, name)
            case .name(let name): constants[i] = unit.atom(vm, name)
            case .bigint(let name):
                constants[i] = Value(vm.makeBigInt(vm.stringToBigInteger(unit.string(vm, name).asString)!))
            // Made when the instruction first runs.
            case .template, .regexp, .shape, .globals, .names, .evalScope: break
            }
        }
    }

    // MARK: Collection

    func trace(_ heap: Heap) {
        heap.mark(Value(realm.global))
        for i in 0..<constantCount { heap.mark(constants[i]) }
        for i in 0..<childCount { heap.mark(optional: children[i]) }
    }

    /// Clears the inline caches whose shape died.
    func clearDeadInlineCaches(_ shapes: ShapeTable) {
        for site in cacheSites {
            let first = Int(site.index)
            if code[first] == 0 { continue }
            let id = UInt32(truncatingIfNeeded: code[first])
            let next = UInt32(truncatingIfNeeded: code[first + Int(site.words) - 1])
            // A store that adds a property also caches the shape after the transition.
            let dead = !shapes.isLive(id) || (site.words == 4 && code[first + 1] != 0 && !shapes.isLive(next))
            if dead {
                for i in 0..<Int(site.words) { code[first + i] = 0 }
                if site.words == 4 { code[first + 1] = InlineCache.epochMark }
            }
        }
    }
}

extension CaptureSource {
    /// As executables and code caches keep it. Captures of modules and eval code are filled in by whoever makes the function object.
    var encoded: Int32 {
        switch self {
        case .register(let register): Int32(register)
        case .capture(let index): ~Int32(index)
        case .module, .external: 0
        }
    }
}

extension CompilationUnit {
    /// The atom of a name of this unit. Atoms are weak; those that code uses live in its executables' constants.
    func atom(_ vm: VM, _ name: Name) -> Value {
        let key = key(vm, name)
        return key.isIndex ? vm.value(of: key) : Value(cell: key.cell)
    }

    func key(_ vm: VM, _ name: Name) -> PropertyKey { vm.key(string(vm, name).asString) }

    func string(_ vm: VM, _ name: Name) -> Value {
        switch names.text(name) {
        case .latin1(let units): Value(vm.string(latin1: units))
        case .utf16(let units): Value(vm.string(utf16: units))
        }
    }
}
