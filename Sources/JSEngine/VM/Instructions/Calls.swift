/// Slow paths of the call instructions.
extension VM {
    /// Readies the frame of a compiled function whose window was filled: missing arguments, `arguments`, new.target.
    func enterFrame(_ frame: Frame.Registers, count: Int, newTarget: Value) throws(JSException) {
        let executable = Frame.executable(frame)
        let sizes = executable.load(fromByteOffset: Executable.frameSizeOffset, as: UInt64.self)
        let size = Int(sizes & 0xFFFF_FFFF)
        let flags = executable.load(fromByteOffset: Executable.flagsOffset, as: UInt32.self)
        if flags & Frame.slowEntryFlags != 0 || frame + size > stackLimit {
            try prepareCall(frame, executable, count: count, newTarget: newTarget)
        }
        var n = count
        while n < Int(sizes >> 32) {
            n += 1
            frame[n] = .undefined
        }
        top = frame + size
        currentRegisters = frame
    }

    /// What entering a function takes beyond the plain case.
    /// - Throws: RangeError on stack overflow; TypeError for a class constructor called without `new`.
    @inline(never)
    func prepareCall(
        _ frame: Frame.Registers, _ executable: UnsafeMutableRawPointer, count: Int, newTarget: Value
    ) throws(JSException) {
        let size = Int(executable.load(fromByteOffset: Executable.frameSizeOffset, as: UInt32.self))
        if frame + size > stackLimit { throw stackOverflow() }
        let flags = FunctionFlags(rawValue: executable.load(fromByteOffset: Executable.flagsOffset, as: UInt32.self))
        if flags.contains(.classConstructor) && newTarget.isUndefined {
            throw typeError("Class constructor \(functionName(frame[Frame.callee].asObject)) cannot be invoked without 'new'")
        }
        // The arguments may lie above `top` of the caller's frame when a native called: keep them in sight while allocating.
        top = max(top, frame + (count + 1))
        if flags.contains(.unprepared) { Executable.prepare(self, executable) }
        if flags.contains(.needsArguments) {
            let storage = allocateStorage(count)
            Storage.values(storage).update(from: frame + 1, count: count)
            let register = Int(executable.load(fromByteOffset: Executable.argumentsRegisterOffset, as: UInt16.self))
            // Parameters are filled in after this, so that the register must not be one of them.
            frame[register] = Value(cell: storage)
        }
        if flags.contains(.needsNewTarget) {
            frame[Int(executable.load(fromByteOffset: Executable.newTargetRegisterOffset, as: UInt16.self))] = newTarget
        }
    }

    /// `f.call(object, ...)` for a compiled f: makes its window that of f itself, so that the run loop enters it without a native
    /// function between.
    /// - Parameter count: of the arguments.
    /// - Returns: false when f is something else; the window is then unchanged.
    @inline(__always)
    func unwrapsCall(_ frame: Frame.Registers, _ count: inout Int) -> Bool {
        let target = frame[0]
        guard target.isCell, target.cellKind == .function, !hasSeveralRealms else { return false }
        frame[Frame.callee] = target
        frame[0] = .undefined
        if count > 0 {
            for i in 0..<count { frame[i] = frame[i &+ 1] }
            count &-= 1
        }
        return true
    }

    /// `call` of what is neither a compiled nor a native function.
    @inline(never)
    func callOther(_ frame: Frame.Registers, count: Int, _ pc: UnsafePointer<UInt64>) throws(JSException) -> Value {
        if !frame[Frame.callee].isCallable {
            throw typeError("\(expressionText(pc) ?? describe(frame[Frame.callee])) is not a function")
        }
        return try callOther(frame, count: count)
    }

    /// `callSpread`: the window holds callee, this and an array of arguments.
    func callSpread(_ window: Frame.Registers, _ pc: UnsafePointer<UInt64>) throws(JSException) -> Value {
        if !window[0].isCallable { throw typeError("\(expressionText(pc) ?? describe(window[0])) is not a function") }
        let array = window[4].asObject
        let count = Int(array.arrayLength)
        let frame = try pushWindow(window[0], this: window[3], count: count)
        copyElements(array, to: frame + 1, count: count)
        return try callWindow(frame, count: count)
    }

    private func copyElements(_ array: Object, to target: Frame.Registers, count: Int) {
        guard let elements = array.elements else { return }
        for i in 0..<count {
            let value = Storage.values(elements)[i]
            target[i] = value.isEmpty ? .undefined : value
        }
    }

    /// `newSpread`, `superCallSpread`
    func constructSpread(
        _ window: Frame.Registers, newTarget: Value, _ pc: UnsafePointer<UInt64>, isSuper: Bool = false
    ) throws(JSException) -> Value {
        try checkConstructor(window[0], pc, isSuper: isSuper)
        let array = window[4].asObject
        let count = Int(array.arrayLength)
        let frame = try pushWindow(window[0], this: .undefined, count: count)
        defer { top = frame - Frame.entryHeader }
        copyElements(array, to: frame + 1, count: count)
        return try constructWindow(frame, count: count, newTarget: newTarget)
    }

    // MARK: Several realms

    /// The compiled function belongs to another realm than the running code.
    @inline(never)
    func isForeign(_ executable: UnsafeMutableRawPointer) -> Bool { Executable.of(executable).realm !== realm }

    /// `call` of a function of another realm: a run of its own, in its realm.
    @inline(never)
    func callForeign(_ frame: Frame.Registers, count: Int) throws(JSException) -> Value {
        try call(frame[Frame.callee], this: frame[0], UnsafeBufferPointer(start: frame + 1, count: count))
    }

    /// `new` and `superCall` of what the run loop does not enter itself.
    @inline(never)
    func constructOther(_ frame: Frame.Registers, count: Int, newTarget: Value) throws(JSException) -> Value {
        if frame[Frame.callee].cellKind != .function { return try constructWindow(frame, count: count, newTarget: newTarget) }
        let window = try pushWindow(frame[Frame.callee], this: .undefined, count: count)
        defer { top = window - Frame.entryHeader }
        (window + 1).update(from: frame + 1, count: count)
        return try constructWindow(window, count: count, newTarget: newTarget)
    }

    /// Tells the executables that there is a second realm from now on.
    func markExecutablesForRealms() {
        heap.forEachDestructible { cell in
            if Cell.kind(cell) == .executable { Executable.checkRealm(cell) }
        }
    }

    private func checkConstructor(_ value: Value, _ pc: UnsafePointer<UInt64>, isSuper: Bool) throws(JSException) {
        if value.isConstructor { return }
        if isSuper { throw typeError("Super constructor \(describe(value)) of anonymous class is not a constructor") }
        throw typeError("\(expressionText(pc) ?? describe(value)) is not a constructor")
    }

    /// `new`, `superCall`: readies a window for [[Construct]].
    /// - Returns: the executable when the callee is a compiled function whose frame the run loop links itself; nil otherwise.
    func prepareConstruct(
        _ frame: Frame.Registers, count: Int, newTarget: Value, _ pc: UnsafePointer<UInt64>
    ) throws(JSException) -> UnsafeMutableRawPointer? {
        let callee = frame[Frame.callee]
        let isSuper = callee != newTarget
        if !callee.isConstructor { try checkConstructor(callee, pc, isSuper: isSuper) }
        guard callee.cellKind == .function else { return nil }
        let executable = Frame.executable(frame)
        let flags = FunctionFlags(rawValue: executable.load(fromByteOffset: Executable.flagsOffset, as: UInt32.self))
        if flags.contains(.checksRealm) && isForeign(executable) { return nil }
        frame[0] = flags.contains(.derived) ? .empty : Value(try makeThis(newTarget))
        let size = Int(executable.load(fromByteOffset: Executable.frameSizeOffset, as: UInt32.self))
        if flags.rawValue & Frame.slowEntryFlags != 0 || frame + size > stackLimit {
            try prepareCall(frame, executable, count: count, newTarget: newTarget)
        }
        return executable
    }

    /// OrdinaryCreateFromConstructor(newTarget, "%Object.prototype%"), with the shape remembered in the constructor.
    func makeThis(_ newTarget: Value) throws(JSException) -> Object {
        let constructor = newTarget.asObject
        if constructor.kind == .function, !self.shape(constructor).pointee.isDictionary,
            let shape = rememberedShape(constructor.internalSlot(FunctionSlot.constructedShape), of: constructor)
        {
            if !shape.pointee.isOutgrown { return allocateObject(shape: shape) }
            let roomier = shapes.roomier(shape)
            remember(roomier, asConstructedBy: constructor)
            return allocateObject(shape: roomier)
        }
        let prototype = try prototypeFromConstructor(newTarget, .objectPrototype)
        let shape = shapes.root(prototype: prototype, inlineCapacity: VM.commonInlineCapacity)
        if constructor.kind == .function { remember(shape, asConstructedBy: constructor) }
        return allocateObject(shape: shape)
    }

    /// The shape with which the constructor's objects begin, if it is still the right one: ids of shapes are used again, and a program
    /// may replace `prototype`.
    @inline(__always)
    func rememberedShape(_ id: Value, of constructor: Object) -> ShapeReference? {
        guard id.isInt32, !constructor.has(CellFlags.lazyProperties), let slots = constructor.slots, Storage.capacity(slots) > 2,
            let shape = shapes.byID[Int(id.asInt32)], shape.pointee.prototype == Storage.values(slots)[2],
            shape.pointee.count == 0, !shape.pointee.isDictionary
        else { return nil }
        return shape
    }

    private func remember(_ shape: ShapeReference, asConstructedBy constructor: Object) {
        constructor.setInternalSlot(FunctionSlot.constructedShape, Value(int32: Int32(bitPattern: shape.pointee.id)))
    }

    /// `returnDerived`
    ///
    /// The errors belong to the caller's realm: [[Construct]] has left the function's context by then.
    func derivedResult(_ value: Value, this: Value) throws(JSException) -> Value {
        if value.isObject { return value }
        if value.isUndefined && !this.isEmpty { return this }
        let outer = realm
        if hasSeveralRealms, let caller = currentRegisters.flatMap({ Frame.link($0).callerRegisters }) {
            realm = Executable.of(Frame.executable(caller)).realm
        }
        defer { realm = outer }
        if value.isUndefined { throw thisUninitialisedError() }
        throw typeError("Derived constructors may only return object or undefined")
    }

    /// `closure`: a function object of child `index` with its captures taken from the running frame.
    func makeClosure(_ R: Frame.Registers, _ index: Int) -> Value {
        let executable = Executable.of(Frame.executable(R)).child(self, index)
        return Value(makeClosure(executable, from: R))
    }

    func makeClosure(_ executable: UnsafeMutableRawPointer, from R: Frame.Registers) -> Object {
        let count = executable.load(fromByteOffset: Executable.captureCountOffset, as: Int.self)
        let function = makeClosure(executable, captureCount: count)
        let sources = executable.load(
            fromByteOffset: Executable.captureSourcesOffset, as: UnsafeMutablePointer<Int32>.self)
        let captures = (function.cell + FunctionSlot.capturesOffset).assumingMemoryBound(to: Value.self)
        for i in 0..<count {
            let source = Int(sources[i])
            captures[i] = source >= 0 ? R[source] : Frame.capture(R, ~source)
        }
        return function
    }

    // MARK: Arguments

    /// `createArguments`: an unmapped arguments object. https://tc39.es/ecma262/#sec-createunmappedargumentsobject
    func makeArguments(_ storage: UnsafeMutableRawPointer, _ R: Frame.Registers) -> Object {
        let object = makeArgumentsObject(.arguments, storage, internalSlots: 0, flags: 0)
        let thrower = realm[.throwTypeError]
        let pair = allocateAccessor(getter: thrower, setter: thrower)
        addProperty(object, names[.callee], Value(cell: pair), .accessor)
        return object
    }

    /// `createMappedArguments` https://tc39.es/ecma262/#sec-createmappedargumentsobject
    func makeMappedArguments(_ storage: UnsafeMutableRawPointer, _ R: Frame.Registers, parameters: Int) -> Object {
        let count = min(parameters, Storage.capacity(storage))
        let map = allocateStorage(count)
        for i in 0..<count where R[i + 1].isCell && R[i + 1].cellKind == .box { Storage.values(map)[i] = R[i + 1] }
        let object = makeArgumentsObject(.mappedArguments, storage, internalSlots: 1, flags: CellFlags.exotic)
        object.setInternalSlot(0, Value(cell: map))
        addProperty(object, names[.callee], R[Frame.callee], .hidden)
        return object
    }

    private func makeArgumentsObject(
        _ kind: CellKind, _ storage: UnsafeMutableRawPointer, internalSlots: Int, flags: UInt8
    ) -> Object {
        let count = Storage.capacity(storage)
        let object = makeObject(kind, prototype: realm[.objectPrototype], internalSlots: internalSlots, flags: flags)
        if count > 0 { object.elements = storage }
        addProperty(object, names[.length], Value(count), .hidden)
        addProperty(object, symbols[.iterator], realm[.arrayPrototypeValues], .hidden)
        return object
    }

    /// `getArgument` with a key that is no index of an argument: an arguments object is made after all, only to be asked.
    @inline(never)
    func getArgumentSlow(_ storage: UnsafeMutableRawPointer, _ R: Frame.Registers, _ key: Value) throws(JSException) -> Value {
        let flags = Executable.of(Frame.executable(R)).template.flags
        let isMapped = !flags.contains(.strict) && flags.contains(.simpleParameters)
        let object = isMapped ? makeMappedArguments(storage, R, parameters: 0) : makeArguments(storage, R)
        return try getElementSlow(Value(object), key)
    }

    /// `createRest`
    func makeRest(_ storage: UnsafeMutableRawPointer, from first: Int) -> Object {
        let count = max(0, Storage.capacity(storage) - first)
        let array = makeArray(length: count)
        if let elements = array.elements { Storage.values(elements).update(from: Storage.values(storage) + first, count: count) }
        return array
    }
}
