import JSRegExp

/// RegExp objects (kind `regexp`). Internal slots: 0 [[OriginalSource]]; 1 [[OriginalFlags]] as the bits of `RegExpFlags`; 2 the
/// keys of the named groups, a storage made on first use. Raw word 0: the program, retained, null until RegExpInitialize.
/// The property `lastIndex` is always in property slot 0.
enum RegExpLayout {
    static let slots = 3

    @inline(__always)
    static func source(_ object: Object) -> JSString { object.internalSlot(0).asString }
    @inline(__always)
    static func flags(_ object: Object) -> RegExpFlags {
        RegExpFlags(rawValue: UInt8(truncatingIfNeeded: object.internalSlot(1).asInt32))
    }
    @inline(__always)
    static func program(_ object: Object) -> Unmanaged<RegExpProgram>? {
        object.raw(0, as: UnsafeRawPointer?.self).map { Unmanaged.fromOpaque($0) }
    }
}

extension VM {
    /// RegExpAlloc ( newTarget ), with the prototype instead.
    ///
    /// [RegExpAlloc](https://tc39.es/ecma262/#sec-regexpalloc)
    func regexpAllocate(prototype: Value) -> Object {
        let shape: ShapeReference
        if prototype == realm[.regexpPrototype], let known = realm.regexpShape {
            shape = known
        } else {
            shape = shapes.adding(names[.lastIndex], .writable, to: shapes.root(prototype: prototype))
        }
        // Shapes are kept alive by objects, so that this one must not be lost to a collection meanwhile.
        pinnedShapes.append(shape.pointee.id)
        defer { pinnedShapes.removeLast() }
        let storage = allocateStorage(1)
        Storage.values(storage)[0] = .zero
        let cell = heap.allocateDestructible(24 + (RegExpLayout.slots + 1) * 8)
        Cell.setHeader(cell, kind: .regexp, aux: UInt16(RegExpLayout.slots), word: shape.pointee.id)
        cell.storeBytes(of: storage, toByteOffset: 8, as: UnsafeMutableRawPointer.self)
        cell.storeBytes(of: 0, toByteOffset: 16, as: UInt64.self)
        let object = Object(cell: cell)
        for i in 0..<RegExpLayout.slots { object.setInternalSlot(i, .undefined) }
        object.setRaw(0, UnsafeRawPointer?.none)
        return object
    }

    private func setProgram(_ object: Object, _ pattern: JSString, _ program: RegExpProgram) {
        object.setInternalSlot(0, Value(pattern))
        object.setInternalSlot(1, Value(int32: Int32(program.flags.rawValue)))
        object.setInternalSlot(2, .undefined)
        let old = RegExpLayout.program(object)
        object.setRaw(0, UnsafeRawPointer(Unmanaged.passRetained(program).toOpaque()))
        old?.release()
    }

    /// RegExpInitialize ( obj, pattern, flags )
    ///
    /// [RegExpInitialize](https://tc39.es/ecma262/#sec-regexpinitialize)
    func regexpInitialize(_ object: Object, _ pattern: Value, _ flags: Value) throws(JSException) {
        let source = pattern.isUndefined ? emptyString : try toString(pattern)
        let flagsText = flags.isUndefined ? emptyString : try toString(flags)
        let program = try regexpProgram(source, try regexpFlags(flagsText))
        setProgram(object, source.flat(self), program)
        try setLastIndex(object, 0)
    }

    /// RegExpCreate ( P, F )
    ///
    /// [RegExpCreate](https://tc39.es/ecma262/#sec-regexpcreate)
    func regexpCreate(_ pattern: Value, flags: JSString) throws(JSException) -> Object {
        let object = regexpAllocate(prototype: realm[.regexpPrototype])
        try regexpInitialize(object, pattern, Value(flags))
        return object
    }

    /// The object of a regular expression literal, whose pattern the parser has checked.
    func makeRegExp(pattern: JSString, flags: JSString) throws(JSException) -> Object {
        let program = try regexpProgram(pattern, try regexpFlags(flags))
        let object = regexpAllocate(prototype: realm[.regexpPrototype])
        setProgram(object, pattern.flat(self), program)
        return object
    }

    /// IsRegExp ( argument )
    ///
    /// [IsRegExp](https://tc39.es/ecma262/#sec-isregexp)
    func isRegExp(_ value: Value) throws(JSException) -> Bool {
        guard let object = value.object else { return false }
        let matcher = try get(object, symbols[.match])
        return matcher.isUndefined ? object.kind == .regexp : toBoolean(matcher)
    }

    /// True when everything that scripts could have changed about a RegExp object is as it was made: its shape, and all of
    /// %RegExp.prototype%. The methods of the pattern symbols then need not look up `exec` and the flags.
    @inline(__always)
    func isPristine(_ object: Object) -> Bool {
        if object.kind != .regexp || object.shapeID != realm.regexpShape?.pointee.id { return false }
        if regexp.checkedEpoch == prototypeEpoch { return regexp.isPristine }
        return checkPristine()
    }

    @inline(never)
    private func checkPristine() -> Bool {
        let prototype = realm[.regexpPrototype].asObject
        let shape = shape(prototype)
        guard let original = realm.regexpOriginal else { return false }
        var same = Storage.capacity(original) == shape.pointee.count && !shape.pointee.isDictionary
        if same {
            for i in 0..<shape.pointee.count where Storage.values(original)[i] != prototype.slotAddress(i).pointee {
                same = false
            }
        }
        regexp.isPristine = same
        regexp.checkedEpoch = prototypeEpoch
        return same
    }

    /// Whether SpeciesConstructor of a pristine RegExp is %RegExp%.
    func hasDefaultSpecies(_ object: Object) -> Bool {
        guard let species = ownProperty(realm[.regexp].asObject, symbols[.species]), species.isAccessor else { return false }
        return AccessorPair.getter(species.value.asCell) == realm.regexpSpeciesGetter
    }

    // MARK: lastIndex

    /// ToLength(Get(R, "lastIndex"))
    @inline(__always)
    func lastIndex(_ object: Object) throws(JSException) -> Int {
        let value = object.slotAddress(0).pointee
        return value.isInt32 ? max(0, Int(value.asInt32)) : try toLength(value)
    }

    /// Set(R, "lastIndex", index, true)
    @inline(__always)
    func setLastIndex(_ object: Object, _ index: Int) throws(JSException) {
        if object.shapeID == realm.regexpShape?.pointee.id {
            object.slotAddress(0).pointee = Value(index)
        } else {
            try set(object, names[.lastIndex], Value(index))
        }
    }

    // MARK: Matching

    /// How often one match may backtrack before it ends with a RangeError; no limit unless set.
    public var regexpStepLimit: UInt64 {
        get { regexp.context.stepLimit }
        set { regexp.context.stepLimit = newValue }
    }

    /// Runs a program over a flat string; the captures are in `regexp.captures` until the next match.
    /// - Throws: RangeError when the matcher's stack is exhausted; what an interrupt throws.
    @inline(__always)
    func regexpMatch(_ program: RegExpProgram, _ input: JSString, at start: Int) throws(JSException) -> Bool {
        try regexpMatch(Unmanaged.passUnretained(program), input, at: start)
    }

    func regexpMatch(_ program: Unmanaged<RegExpProgram>, _ input: JSString, at start: Int) throws(JSException) -> Bool {
        while true {
            switch program._withUnsafeGuaranteedRef({ regexpRun($0, input, at: start) }) {
            case .match: return true
            case .noMatch: return false
            case .interrupted: try handleInterrupt()
            case .stackOverflow: throw stackOverflow()
            case .stepLimit: throw rangeError("Regular expression took more than \(regexpStepLimit) steps")
            }
        }
    }

    @inline(__always)
    private func regexpRun(_ program: RegExpProgram, _ input: JSString, at start: Int) -> RegExpMatchResult {
        let state = regexp
        state.reserve(program.captureCount)
        let result =
            input.isWide
            ? program.match(
                utf16: input.utf16, length: input.length, startIndex: start, captures: state.captures, context: state.context)
            : program.match(
                latin1: input.latin1, length: input.length, startIndex: start, captures: state.captures, context: state.context)
        if result == .match { state.rememberMatch(input, program.captureCount) }
        return result
    }

    /// The matching of RegExpBuiltinExec ( R, S ), with its reading and writing of `lastIndex`.
    ///
    /// [RegExpBuiltinExec](https://tc39.es/ecma262/#sec-regexpbuiltinexec)
    /// - Parameter input: flat.
    /// - Returns: true when the captures are those of a match.
    func regexpBuiltinMatch(_ object: Object, _ input: JSString) throws(JSException) -> Bool {
        guard RegExpLayout.program(object) != nil else { throw typeError("RegExp object is not initialized") }
        var start = try lastIndex(object)
        // Reading lastIndex may have run a script that compiled the object anew.
        let flags = RegExpLayout.flags(object)
        let keepsIndex = flags.contains(.global) || flags.contains(.sticky)
        if !keepsIndex { start = 0 }
        if start <= input.length, try regexpMatch(RegExpLayout.program(object).unsafelyUnwrapped, input, at: start) {
            if keepsIndex { try setLastIndex(object, Int(regexp.captures[1])) }
            return true
        }
        if keepsIndex { try setLastIndex(object, 0) }
        return false
    }

    /// RegExpBuiltinExec ( R, S )
    func regexpBuiltinExec(_ object: Object, _ input: JSString) throws(JSException) -> Value {
        let flat = input.flat(self)
        if try !regexpBuiltinMatch(object, flat) { return .null }
        return Value(regexpResult(object, flat))
    }

    /// RegExpExec ( R, S )
    ///
    /// [RegExpExec](https://tc39.es/ecma262/#sec-regexpexec)
    func regexpExec(_ object: Object, _ input: JSString) throws(JSException) -> Value {
        if isPristine(object) { return try regexpBuiltinExec(object, input) }
        let exec = try get(object, .exec)
        if exec.isCallable {
            let result = try call(exec, this: Value(object), Value(input))
            if !result.isObject && !result.isNull {
                throw typeError("object null is not a function")
            }
            return result
        }
        if object.kind != .regexp {
            throw typeError("Receiver is not a RegExp")
        }
        return try regexpBuiltinExec(object, input)
    }

    /// A capture of the latest match as a string or undefined.
    @inline(__always)
    func captureValue(_ input: JSString, _ index: Int) -> Value {
        let (start, end) = (regexp.captures[2 * index], regexp.captures[2 * index + 1])
        return start < 0 ? .undefined : Value(substring(input, Int(start), Int(end)))
    }

    /// The result array of exec for the latest match.
    func regexpResult(_ object: Object, _ input: JSString) -> Object {
        let program = RegExpLayout.program(object).unsafelyUnwrapped
        let count = program._withUnsafeGuaranteedRef { $0.captureCount }
        let hasGroups = program._withUnsafeGuaranteedRef { !$0.groupNames.isEmpty }
        let hasIndices = RegExpLayout.flags(object).contains(.hasIndices)
        let array = allocateArray(shape: realm.arrayShape, length: count, capacity: count)
        let values = Storage.values(array.elements.unsafelyUnwrapped)
        for i in 0..<count { values[i] = captureValue(input, i) }
        let slots = allocateStorage(hasIndices ? 4 : 3)
        array.slots = slots
        Storage.values(slots)[0] = Value(int32: regexp.captures[0])
        Storage.values(slots)[1] = Value(input)
        Storage.values(slots)[2] = .undefined
        array.shapeID = regexpResultShape().pointee.id
        if hasGroups { Storage.values(slots)[2] = Value(groupsObject(object, array)) }
        if hasIndices { defineOwn(array, names[.indices], Value(indicesArray(object, count, hasGroups))) }
        return array
    }

    private func regexpResultShape() -> ShapeReference {
        if let shape = realm.regexpResultShape { return shape }
        var shape = shapes.adding(names[.index], .all, to: realm.arrayShape)
        shape = shapes.adding(names[.input], .all, to: shape)
        shape = shapes.adding(names[.groups], .all, to: shape)
        realm.regexpResultShape = shape
        return shape
    }

    /// The object of named groups, whose values are elements of `array`.
    private func groupsObject(_ object: Object, _ array: Object) -> Object {
        let groups = makeObject(prototype: .null)
        let keys = groupKeys(object)
        let program = RegExpLayout.program(object).unsafelyUnwrapped.takeUnretainedValue()
        for (i, name) in program.groupNames.enumerated() {
            let value = Storage.values(array.elements.unsafelyUnwrapped)[name.index]
            let key = key(Storage.values(keys)[i].asString)
            // Of groups with the same name, the one that took part counts.
            if value.isUndefined, ownProperty(groups, key) != nil { continue }
            defineOwn(groups, key, value)
        }
        return groups
    }

    /// The names of a RegExp object's groups as atoms, or strings that are indices.
    private func groupKeys(_ object: Object) -> UnsafeMutableRawPointer {
        if object.internalSlot(2).isCell { return object.internalSlot(2).asCell }
        let names = RegExpLayout.program(object).unsafelyUnwrapped.takeUnretainedValue().groupNames
        let keys = allocateStorage(names.count)
        object.setInternalSlot(2, Value(cell: keys))
        for (i, name) in names.enumerated() {
            let text = name.name.withUnsafeBufferPointer { string(utf16: $0) }
            Storage.values(keys)[i] = value(of: key(text))
        }
        return keys
    }

    /// MakeMatchIndicesIndexPairArray
    private func indicesArray(_ object: Object, _ count: Int, _ hasGroups: Bool) -> Object {
        let array = makeArray(length: count)
        for i in 0..<count {
            var pair = Value.undefined
            if regexp.captures[2 * i] >= 0 {
                let both = makeArray(length: 2)
                let values = Storage.values(both.elements.unsafelyUnwrapped)
                values[0] = Value(int32: regexp.captures[2 * i])
                values[1] = Value(int32: regexp.captures[2 * i + 1])
                pair = Value(both)
            }
            Storage.values(array.elements.unsafelyUnwrapped)[i] = pair
        }
        defineOwn(array, names[.groups], hasGroups ? Value(groupsObject(object, array)) : .undefined)
        return array
    }
}
