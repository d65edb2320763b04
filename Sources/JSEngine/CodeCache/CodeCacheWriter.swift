import JSSyntax

/// Makes a code cache from compiled units: see `CodeCacheFormat`.
public struct CodeCacheWriter {
    private var bytes: [UInt8] = []
    private let names = NameTable()
    private var units: [UInt32] = []
    /// Names of the unit being written to names of the cache.
    private var renamed: [Name: Name] = [:]

    public init() { bytes = Array(repeating: 0, count: CodeCacheFormat.headerSize) }

    /// Adds the next unit.
    /// - Parameter template: its outermost function; nil to leave the unit out. A unit with direct eval is left out too, since its
    ///   code is compiled with scopes that a cache does not keep.
    public mutating func add(_ template: FunctionTemplate?) {
        guard let template, !Self.hasDirectEval(template) else {
            units.append(0)
            return
        }
        renamed = [:]
        units.append(write(template))
    }

    private static func hasDirectEval(_ template: FunctionTemplate) -> Bool {
        let own = template.constants.contains { if case .evalScope = $0 { true } else { false } }
        return own || template.functions.contains(where: hasDirectEval)
    }

    /// The finished cache.
    public consuming func finish() -> [UInt8] {
        let unitsOffset = append(words: units)
        var entries: [UInt32] = []
        for id in 0..<UInt32(names.count) {
            switch names.text(Name(id: id)) {
            case .latin1(let units):
                entries += [UInt32(bytes.count), UInt32(units.count)]
                bytes += units
            case .utf16(let units):
                if bytes.count % 2 != 0 { bytes.append(0) }
                entries += [UInt32(bytes.count), UInt32(units.count) | CodeCacheFormat.wideName]
                bytes += UnsafeRawBufferPointer(units)
            }
        }
        let namesOffset = append(words: entries)
        let magic = CodeCacheFormat.magic
        let header = [
            UInt32(truncatingIfNeeded: magic), UInt32(truncatingIfNeeded: magic >> 32), UInt32(names.count), UInt32(units.count),
            namesOffset, unitsOffset,
        ]
        header.withUnsafeBytes { bytes.replaceSubrange(0..<CodeCacheFormat.headerSize, with: $0) }
        return bytes
    }

    // MARK: Sections

    /// Starts a section.
    private mutating func align() -> UInt32 {
        while bytes.count % 8 != 0 { bytes.append(0) }
        return UInt32(bytes.count)
    }

    private mutating func append(words: [UInt32]) -> UInt32 {
        let offset = align()
        words.withUnsafeBytes { bytes += $0 }
        return offset
    }

    private mutating func append(bytes added: [UInt8]) -> UInt32 {
        let offset = align()
        bytes += added
        return offset
    }

    private mutating func write(_ template: FunctionTemplate) -> UInt32 {
        let names = template.unit.names
        var head = [UInt32](repeating: 0, count: CachedFunction.Field.allCases.count)
        func set(_ field: CachedFunction.Field, _ value: Int) { head[field.rawValue] = UInt32(value) }
        func section(_ field: CachedFunction.Field, _ offset: UInt32, count: Int) {
            head[field.rawValue] = offset
            head[field.rawValue + 1] = UInt32(count)
        }
        let functions = template.functions.map { write($0) }
        set(.name, Int(rename(template.name, names).id))
        set(.flags, Int(template.flags.rawValue))
        set(.frameSize, template.frameSize)
        set(.parameterCount, template.parameterCount)
        set(.length, template.length)
        set(.argumentsRegister, template.argumentsRegister)
        set(.newTargetRegister, template.newTargetRegister)
        set(.generatorRegister, template.generatorRegister)
        set(.sourceStart, template.sourceStart)
        set(.sourceEnd, template.sourceEnd)
        let captures = template.captures.map { UInt32(bitPattern: $0.encoded) }
        section(.captures, append(words: captures), count: captures.count)
        let codeOffset = align()
        template.code.withUnsafeBytes { bytes += $0 }
        section(.code, codeOffset, count: template.code.count)
        let constants = template.constants.flatMap { encode($0, names) }
        section(.constants, append(words: constants), count: template.constants.count)
        section(.functions, append(words: functions), count: functions.count)
        let tables = template.jumpTables.flatMap { table in
            [UInt32(bitPattern: table.low), UInt32(table.offsets.count)] + table.offsets.map { UInt32(bitPattern: $0) }
        }
        section(.jumpTables, append(words: tables), count: template.jumpTables.count)
        let handlers = template.handlers.flatMap { [$0.start, $0.end, $0.handler, UInt32($0.register)] }
        section(.handlers, append(words: handlers), count: template.handlers.count)
        section(.positions, append(bytes: template.positions.bytes), count: template.positions.bytes.count)
        section(.expressions, append(bytes: template.expressions.bytes), count: template.expressions.bytes.count)
        return append(words: head)
    }

    private mutating func encode(_ constant: Constant, _ names: NameTable) -> [UInt32] {
        var words: [UInt32] = []
        func add(_ tag: CachedConstant) { words.append(tag.rawValue) }
        func add(_ name: Name) { words.append(rename(name, names).id) }
        func add(_ list: [Name]) {
            words.append(UInt32(list.count))
            for name in list { add(name) }
        }
        switch constant {
        case .number(let number):
            add(.number)
            words.append(UInt32(truncatingIfNeeded: number.bitPattern))
            words.append(UInt32(truncatingIfNeeded: number.bitPattern >> 32))
        case .string(let name):
            add(.string)
            add(name)
        case .name(let name):
            add(CachedConstant.name)
            add(name)
        case .bigint(let name):
            add(.bigint)
            add(name)
        case .template(let cooked, let raw):
            add(.template)
            words.append(UInt32(raw.count))
            for (cooked, raw) in zip(cooked, raw) {
                words.append(cooked.map { rename($0, names).id + 1 } ?? 0)
                add(raw)
            }
        case .regexp(let pattern, let flags):
            add(.regexp)
            add(pattern)
            add(flags)
        case .shape(let shape):
            add(.shape)
            add(shape)
        case .names(let all):
            add(.names)
            add(all)
        case .globals(let globals):
            add(.globals)
            words.append(globals.deletable ? 1 : 0)
            words.append(UInt32(globals.lexicals.count))
            for lexical in globals.lexicals {
                add(lexical.name)
                words.append(lexical.isConst ? 1 : 0)
            }
            add(globals.functions)
            add(globals.vars)
        case .evalScope: preconditionFailure("swjs: units with direct eval are left out")
        }
        return words
    }

    /// The cache's name for one of a unit.
    private mutating func rename(_ name: Name, _ table: NameTable) -> Name {
        if let known = renamed[name] { return known }
        let result: Name
        switch table.text(name) {
        case .latin1(let units): result = names.intern(units)
        case .utf16(let units): result = names.intern(units)
        }
        renamed[name] = result
        return result
    }
}
