import JSSyntax

/// A function in a code cache: a fixed head, read when the function's template is made, and a body, read by its first call.
struct CachedFunction {
    /// The head's words (u32 each).
    enum Field: Int, CaseIterable {
        case name, flags, frameSize, parameterCount, length, argumentsRegister, newTargetRegister, generatorRegister
        case sourceStart, sourceEnd
        /// Offsets in the cache, each followed by a count of what is there.
        case captures, captureCount, code, codeCount, constants, constantCount, functions, functionCount
        case jumpTables, jumpTableCount, handlers, handlerCount, positions, positionsCount, expressions, expressionsCount
    }

    let cache: CodeCache
    let unit: CompilationUnit
    private let head: UnsafePointer<UInt32>

    init(_ cache: CodeCache, unit: CompilationUnit, offset: UInt32) {
        self.cache = cache
        self.unit = unit
        head = cache.words(offset)
    }

    subscript(field: Field) -> Int { Int(head[field.rawValue]) }
    private func words(_ field: Field) -> UnsafePointer<UInt32> { cache.words(head[field.rawValue]) }
    private func bytes(_ field: Field, _ count: Field) -> [UInt8] {
        let start = UnsafeRawPointer(words(field)).assumingMemoryBound(to: UInt8.self)
        return Array(UnsafeBufferPointer(start: start, count: self[count]))
    }

    /// The sources of captured variables, as executables keep them.
    var captureSources: UnsafePointer<Int32> { UnsafeRawPointer(words(.captures)).assumingMemoryBound(to: Int32.self) }
    var captureCount: Int { self[.captureCount] }
    var code: UnsafeBufferPointer<UInt64> {
        let start = UnsafeRawPointer(words(.code)).assumingMemoryBound(to: UInt64.self)
        return UnsafeBufferPointer(start: start, count: self[.codeCount])
    }
    var positions: PositionTable { PositionTable(bytes: bytes(.positions, .positionsCount)) }
    var expressions: ExpressionTable { ExpressionTable(bytes: bytes(.expressions, .expressionsCount)) }

    /// The template, without its body.
    func makeTemplate() -> FunctionTemplate {
        let template = FunctionTemplate(unit: unit)
        template.cached = self
        template.name = Name(id: head[Field.name.rawValue])
        template.flags = FunctionFlags(rawValue: head[Field.flags.rawValue])
        template.frameSize = self[.frameSize]
        template.parameterCount = self[.parameterCount]
        template.length = self[.length]
        template.argumentsRegister = self[.argumentsRegister]
        template.newTargetRegister = self[.newTargetRegister]
        template.generatorRegister = self[.generatorRegister]
        template.sourceStart = self[.sourceStart]
        template.sourceEnd = self[.sourceEnd]
        return template
    }

    /// Fills in the template's body.
    func load(into template: FunctionTemplate) {
        template.captures = (0..<captureCount).map { i in
            let source = Int(captureSources[i])
            return source >= 0 ? .register(source) : .capture(~source)
        }
        var reader = Reader(words(.constants))
        template.constants.reserveCapacity(self[.constantCount])
        for _ in 0..<self[.constantCount] { template.constants.append(reader.constant()) }
        let functions = words(.functions)
        template.functions = (0..<self[.functionCount]).map { i in
            CachedFunction(cache, unit: unit, offset: functions[i]).makeTemplate()
        }
        reader = Reader(words(.jumpTables))
        for _ in 0..<self[.jumpTableCount] {
            let low = reader.signed()
            template.jumpTables.append(JumpTable(low: low, offsets: reader.list { $0.signed() }))
        }
        reader = Reader(words(.handlers))
        for _ in 0..<self[.handlerCount] {
            let (start, end, handler) = (reader.word(), reader.word(), reader.word())
            template.handlers.append(.init(start: start, end: end, handler: handler, register: UInt16(reader.word())))
        }
    }

    /// Takes words one after another.
    private struct Reader {
        private var next: UnsafePointer<UInt32>
        init(_ start: UnsafePointer<UInt32>) { next = start }

        mutating func word() -> UInt32 {
            defer { next += 1 }
            return next.pointee
        }
        mutating func signed() -> Int32 { Int32(bitPattern: word()) }
        mutating func name() -> Name { Name(id: word()) }
        mutating func list<Element>(_ element: (inout Reader) -> Element) -> [Element] {
            let count = Int(word())
            return (0..<count).map { _ in element(&self) }
        }

        mutating func constant() -> Constant {
            switch CachedConstant(rawValue: word()).unsafelyUnwrapped {
            case .number:
                let low = UInt64(word())
                return .number(Double(bitPattern: low | UInt64(word()) << 32))
            case .string: return .string(name())
            case .name: return .name(name())
            case .bigint: return .bigint(name())
            case .template:
                let parts = list { reader in
                    let cooked = reader.word()
                    return (cooked: cooked == 0 ? nil : Name(id: cooked - 1), raw: reader.name())
                }
                return .template(cooked: parts.map(\.cooked), raw: parts.map(\.raw))
            case .regexp:
                let pattern = name()
                return .regexp(pattern: pattern, flags: name())
            case .shape: return .shape(list { $0.name() })
            case .names: return .names(list { $0.name() })
            case .globals:
                var globals = GlobalDeclarations()
                globals.deletable = word() != 0
                globals.lexicals = list { reader in
                    let name = reader.name()
                    return (name: name, isConst: reader.word() != 0)
                }
                globals.functions = list { $0.name() }
                globals.vars = list { $0.name() }
                return .globals(globals)
            }
        }
    }
}
