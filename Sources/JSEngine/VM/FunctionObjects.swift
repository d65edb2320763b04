import JSSyntax

/// Function objects: closures of compiled code, and the lazily made properties that all functions have.
///
/// A closure's slots: 0 executable, 1 shape id of the objects that it constructs (see `constructedShape`), 2... captures.
enum FunctionSlot {
    static let executable = 0
    static let constructedShape = 1
    static let firstCapture = 2
    /// Offset of the first capture from the cell.
    static let capturesOffset = 24 + firstCapture * 8
}

extension VM {
    /// OrdinaryFunctionCreate for a compiled function; the captures start as undefined and are filled in by the caller.
    /// - Parameter prototype: the [[Prototype]]; nil for the one that the function's kind has.
    func makeClosure(_ executable: UnsafeMutableRawPointer, captureCount: Int) -> Object {
        let flags = FunctionFlags(rawValue: executable.load(fromByteOffset: Executable.flagsOffset, as: UInt32.self))
        let shape: ShapeReference
        if flags.isDisjoint(with: [.generator, .async]) {
            shape =
                flags.contains(.classConstructor)
                ? realm.functionShapes.classConstructor
                : flags.contains(.constructor) ? realm.functionShapes.withPrototype : realm.functionShapes.plain
        } else {
            shape = asyncOrGeneratorShape(flags)
        }
        let slots = FunctionSlot.firstCapture + captureCount
        keptShape = shape
        let cell = heap.allocate(24 + slots * 8)
        let cellFlags =
            CellFlags.callable | CellFlags.lazyProperties | (flags.contains(.constructor) ? CellFlags.constructor : 0)
        Cell.setHeader(cell, kind: .function, flags: cellFlags, aux: UInt16(slots), word: shape.pointee.id)
        cell.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
        cell.storeBytes(of: 0, toByteOffset: 16, as: UInt64.self)
        (cell + 24).assumingMemoryBound(to: Value.self).initialize(repeating: .undefined, count: slots)
        let function = Object(cell: cell)
        function.setInternalSlot(FunctionSlot.executable, Value(cell: executable))
        return function
    }

    private func asyncOrGeneratorShape(_ flags: FunctionFlags) -> ShapeReference {
        let prototype: Value
        if flags.contains(.async) && flags.contains(.generator) {
            prototype = realm[.asyncGeneratorFunctionPrototype]
        } else if flags.contains(.async) {
            prototype = realm[.asyncFunctionPrototype]
        } else {
            prototype = realm[.generatorFunctionPrototype]
        }
        let plain = FunctionShapes.plain(self, shapes.lazyFunctionRoot(prototype: prototype))
        return flags.contains(.generator) ? shapes.adding(names[.prototype], [.writable], to: plain) : plain
    }

    /// Makes `length`, `name` and `prototype` real properties. Until then the shape lists them but no slot holds them.
    @inline(never)
    func materialiseFunctionProperties(_ function: Object) {
        function.flags &= ~CellFlags.lazyProperties
        let shape = shape(function)
        let count = shape.pointee.count
        // A function that is still lazy must not hit an inline cache made for this one.
        function.shapeID = shapes.materialised(shape).pointee.id
        ensureSlot(function, count - 1)
        let (length, name) = lazyLengthAndName(function)
        function.slotAddress(0).pointee = Value(length)
        function.slotAddress(1).pointee = name
        if count > 2 {
            let prototype = makeFunctionPrototype(function)
            function.slotAddress(2).pointee = prototype
        }
    }

    private func lazyLengthAndName(_ function: Object) -> (Int, Value) {
        if function.kind == .function {
            let template = Executable.of(function.internalSlot(FunctionSlot.executable).asCell).template
            return (template.length, template.unit.string(self, template.name))
        }
        return (Int(UInt32(truncatingIfNeeded: function.raw(1, as: UInt64.self))), function.internalSlot(0))
    }

    /// MakeConstructor: the `prototype` of an ordinary function, or of a generator function.
    private func makeFunctionPrototype(_ function: Object) -> Value {
        let executable = Executable.of(function.internalSlot(FunctionSlot.executable).asCell)
        let flags = executable.template.flags
        if flags.contains(.generator) {
            let parent: Intrinsic = flags.contains(.async) ? .asyncGeneratorPrototype : .generatorPrototype
            return Value(makeObject(prototype: executable.realm[parent]))
        }
        if flags.contains(.classConstructor) { return .undefined }
        let prototype = makeObject(prototype: executable.realm[.objectPrototype])
        defineOwn(prototype, names[.constructor], Value(function), .hidden)
        return Value(prototype)
    }

    /// Function.prototype.toString's text of a function that is not a proxy.
    func functionSource(_ function: Object) -> String {
        if function.kind == .function {
            let template = Executable.of(function.internalSlot(FunctionSlot.executable).asCell).template
            return template.source.string(template.sourceStart, template.sourceEnd)
        }
        var name = ""
        if function.kind == .nativeFunction, let text = function.internalSlot(0).string {
            name = nativeSourceName(text.toSwift(self))
        }
        return "function \(name)() { [native code] }"
    }

    /// A name as NativeFunction's grammar wants it: a property key that is no identifier (`get $&`) stands in brackets.
    /// https://tc39.es/ecma262/#prod-NativeFunction
    private func nativeSourceName(_ name: String) -> String {
        guard name.utf8.contains(0x26) || name.utf8.contains(0x27) || name.utf8.contains(0x60) || name.utf8.contains(0x2B),
            let space = name.firstIndex(of: " ")
        else { return name }
        let key = name[name.index(after: space)...]
        return "\(name[..<space]) [\"\(key)\"]"
    }

    /// The current `name` of a function when it is a string, without running code; "" otherwise.
    func functionName(_ function: Object) -> String {
        if function.has(CellFlags.lazyProperties) { return lazyLengthAndName(function).1.string?.toSwift(self) ?? "" }
        if function.kind == .proxy { return "" }
        if let own = ownProperty(function, names[.name]), !own.isAccessor, let text = own.value.string {
            return text.toSwift(self)
        }
        return ""
    }
}
