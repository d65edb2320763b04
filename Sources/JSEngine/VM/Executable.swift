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
    let code: UnsafeMutablePointer<UInt64>
    let codeCount: Int
    let constants: UnsafeMutablePointer<Value>
    /// Executables of the child functions, made when a closure of theirs is first made.
    let children: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private let captureSources: UnsafeMutablePointer<Int32>
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
        codeCount = template.code.count
        let code = UnsafeMutablePointer<UInt64>.allocate(capacity: max(codeCount, 1))
        for (i, word) in template.code.enumerated() { code.advanced(by: i).initialize(to: word) }
        self.code = code
        constants = .allocate(capacity: max(template.constants.count, 1))
        constants.initialize(repeating: .undefined, count: max(template.constants.count, 1))
        children = .allocate(capacity: max(template.functions.count, 1))
        children.initialize(repeating: nil, count: max(template.functions.count, 1))
        captureSources = .allocate(capacity: max(template.captures.count, 1))
        for (i, source) in template.captures.enumerated() {
            switch source {
            case .register(let register): captureSources[i] = Int32(register)
            case .capture(let index): captureSources[i] = ~Int32(index)
            // Filled in by whoever makes the function object of a module or of eval code.
            case .module, .external: captureSources[i] = 0
            }
        }
        var pc = 0
        while pc < codeCount {
            let extensions = Instruction(bits: code[pc]).op.info?.extensions ?? .none
            if case .inlineCache(let words) = extensions {
                cacheSites.append((UInt32(pc + 1), UInt32(words)))
                if words == 4 { code[pc + 2] = InlineCache.epochMark }
            }
            pc += 1 + extensions.words
        }
    }

    deinit {
        code.deallocate()
        constants.deallocate()
        children.deallocate()
        captureSources.deallocate()
    }

    /// The executable of a template in a realm.
    static func make(_ vm: VM, _ template: FunctionTemplate, realm: Realm, module: ModuleRecord? = nil) -> UnsafeMutableRawPointer {
        let executable = Executable(template, realm: realm)
        executable.module = module
        let cell = vm.heap.allocateDestructible(cellSize)
        Cell.setHeader(cell, kind: .executable)
        cell.storeBytes(of: Unmanaged.passRetained(executable).toOpaque(), toByteOffset: 8, as: UnsafeMutableRawPointer.self)
        cell.storeBytes(of: executable.code, toByteOffset: codeOffset, as: UnsafeMutablePointer<UInt64>.self)
        cell.storeBytes(of: executable.constants, toByteOffset: constantsOffset, as: UnsafeMutablePointer<Value>.self)
        cell.storeBytes(of: UInt32(template.frameSize), toByteOffset: frameSizeOffset, as: UInt32.self)
        cell.storeBytes(of: UInt32(template.parameterCount), toByteOffset: parameterCountOffset, as: UInt32.self)
        cell.storeBytes(of: template.flags.rawValue, toByteOffset: flagsOffset, as: UInt32.self)
        cell.storeBytes(of: UInt16(template.argumentsRegister), toByteOffset: argumentsRegisterOffset, as: UInt16.self)
        cell.storeBytes(of: UInt16(template.newTargetRegister), toByteOffset: newTargetRegisterOffset, as: UInt16.self)
        cell.storeBytes(of: realm.global.cell, toByteOffset: globalOffset, as: UnsafeMutableRawPointer.self)
        cell.storeBytes(of: template.captures.count, toByteOffset: captureCountOffset, as: Int.self)
        cell.storeBytes(of: executable.captureSources, toByteOffset: captureSourcesOffset, as: UnsafeMutablePointer<Int32>.self)
        if vm.hasSeveralRealms { checkRealm(cell) }
        executable.makeConstants(vm)
        return cell
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
        for i in 0..<template.constants.count { heap.mark(constants[i]) }
        for i in 0..<template.functions.count { heap.mark(optional: children[i]) }
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
