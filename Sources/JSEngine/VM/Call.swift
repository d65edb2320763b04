import CSwjs

/// Calls from native code: [[Call]] and [[Construct]] of every kind of function.
extension VM {
    /// Call(F, V, argumentsList)
    /// - Throws: TypeError when `function` is not callable, RangeError when a stack is exhausted, whatever the function throws.
    public func call(_ function: Value, this: Value, _ arguments: [Value]) throws(JSException) -> Value {
        let registers = try pushWindow(function, this: this, count: arguments.count)
        for i in 0..<arguments.count { registers[i + 1] = arguments[i] }
        return try callWindow(registers, count: arguments.count)
    }

    @inline(__always)
    public func call(_ function: Value, this: Value) throws(JSException) -> Value {
        let registers = try pushWindow(function, this: this, count: 0)
        return try callWindow(registers, count: 0)
    }

    @inline(__always)
    public func call(_ function: Value, this: Value, _ a: Value) throws(JSException) -> Value {
        let registers = try pushWindow(function, this: this, count: 1)
        registers[1] = a
        return try callWindow(registers, count: 1)
    }

    @inline(__always)
    public func call(_ function: Value, this: Value, _ a: Value, _ b: Value) throws(JSException) -> Value {
        let registers = try pushWindow(function, this: this, count: 2)
        registers[1] = a
        registers[2] = b
        return try callWindow(registers, count: 2)
    }

    @inline(__always)
    public func call(_ function: Value, this: Value, _ a: Value, _ b: Value, _ c: Value) throws(JSException) -> Value {
        let registers = try pushWindow(function, this: this, count: 3)
        registers[1] = a
        registers[2] = b
        registers[3] = c
        return try callWindow(registers, count: 3)
    }

    public func call(_ function: Value, this: Value, _ arguments: UnsafeBufferPointer<Value>) throws(JSException) -> Value {
        let registers = try pushWindow(function, this: this, count: arguments.count)
        for i in 0..<arguments.count { registers[i + 1] = arguments[i] }
        return try callWindow(registers, count: arguments.count)
    }

    /// Construct(F, argumentsList, newTarget)
    /// - Parameter newTarget: nil for the function itself.
    public func construct(_ function: Value, _ arguments: [Value] = [], newTarget: Value? = nil) throws(JSException) -> Object {
        if !function.isConstructor { throw typeError("\(describe(function)) is not a constructor") }
        let registers = try pushWindow(function, this: .undefined, count: arguments.count)
        for i in 0..<arguments.count { registers[i + 1] = arguments[i] }
        let saved = registers - Frame.entryHeader
        defer { top = saved }
        return try constructWindow(registers, count: arguments.count, newTarget: newTarget ?? function).asObject
    }

    // MARK: Windows

    /// A call window above the register stack's top, with room for `count` arguments that the caller fills in at once.
    @inline(__always)
    func pushWindow(_ function: Value, this: Value, count: Int) throws(JSException) -> Frame.Registers {
        let registers = top + Frame.entryHeader
        if registers + (count + 64) > stackEnd - 1024 || UInt(bitPattern: swjs_stack_pointer()) < nativeStackLimit {
            throw stackOverflow()
        }
        registers[Frame.callee] = function
        registers[0] = this
        top = registers + (count + 1)
        return registers
    }

    /// For native functions that call themselves.
    /// - Throws: RangeError when the native stack is nearly used up.
    @inline(__always)
    func checkNativeStack() throws(JSException) {
        if UInt(bitPattern: swjs_stack_pointer()) < nativeStackLimit { throw stackOverflow() }
    }

    /// RangeError: Maximum call stack size exceeded
    @inline(never)
    func stackOverflow() -> JSException { rangeError("Maximum call stack size exceeded") }

    @inline(__always)
    func callWindow(_ registers: Frame.Registers, count: Int) throws(JSException) -> Value {
        let saved = registers - Frame.entryHeader
        defer { top = saved }
        let function = registers[Frame.callee]
        if function.isCell {
            if function.cellKind == .function { return try run(registers, count: count, newTarget: .undefined) }
            if function.cellKind == .nativeFunction { return try callNative(registers, count: count, newTarget: .undefined) }
        }
        return try callOther(registers, count: count)
    }

    private struct ThickFunction { var function: NativeFunction }

    /// Calls a native function whose window is at `registers`; `top` is above the window.
    @inline(__always)
    func callNative(_ registers: Frame.Registers, count: Int, newTarget: Value) throws(JSException) -> Value {
        let function = registers[Frame.callee].asObject
        registers[Frame.link] = newTarget
        if hasSeveralRealms { return try callNativeInRealm(registers, count: count) }
        let code = rawField(function.cell, 24 + 3 * 8, as: UInt.self)
        let native = unsafeBitCast((code, UInt(0)), to: ThickFunction.self).function
        return try native(self, Arguments(registers: registers, count: count))
    }

    /// The same when there are several realms: the function's own is the current one while it runs.
    @inline(never)
    private func callNativeInRealm(_ registers: Frame.Registers, count: Int) throws(JSException) -> Value {
        let function = registers[Frame.callee].asObject
        let outer = realm
        realm = allRealms[Int(function.raw(1, as: UInt64.self) >> 32)]
        defer { realm = outer }
        let native = unsafeBitCast((function.raw(0, as: UInt.self), UInt(0)), to: ThickFunction.self).function
        return try native(self, Arguments(registers: registers, count: count))
    }

    /// [[Call]] of bound functions and proxies, and the TypeError for everything else. The window stays where it is.
    @inline(never)
    func callOther(_ registers: Frame.Registers, count: Int) throws(JSException) -> Value {
        let function = registers[Frame.callee]
        guard function.isCallable else { throw typeError("\(describe(function)) is not a function") }
        let object = function.asObject
        if object.kind == .boundFunction {
            // Slots: 0 target, 1 this, 2 storage of arguments or undefined.
            let storage = object.internalSlot(2)
            let bound = storage.isCell ? Storage.capacity(storage.asCell) : 0
            let inner = try pushWindow(object.internalSlot(0), this: object.internalSlot(1), count: bound + count)
            if bound > 0 { (inner + 1).update(from: Storage.values(storage.asCell), count: bound) }
            if count > 0 { (inner + 1 + bound).update(from: registers + 1, count: count) }
            return try callWindow(inner, count: bound + count)
        }
        return try proxyCall(object, this: registers[0], Array(UnsafeBufferPointer(start: registers + 1, count: count)))
    }

    private func boundArguments(_ function: Object) -> [Value] {
        let storage = function.internalSlot(2)
        return storage.isCell
            ? Array(UnsafeBufferPointer(start: Storage.values(storage.asCell), count: Storage.capacity(storage.asCell))) : []
    }

    /// [[Construct]] of the constructor in a window.
    /// - Returns: an object.
    func constructWindow(_ registers: Frame.Registers, count: Int, newTarget: Value) throws(JSException) -> Value {
        let function = registers[Frame.callee].asObject
        switch function.kind {
        case .function:
            let flags = FunctionFlags(
                rawValue: function.internalSlot(0).asCell.load(fromByteOffset: Executable.flagsOffset, as: UInt32.self))
            if flags.contains(.derived) {
                registers[0] = .empty
            } else {
                registers[0] = Value(try makeThis(newTarget))
            }
            return try run(registers, count: count, newTarget: newTarget)
        case .nativeFunction:
            registers[0] = .undefined
            return try callNative(registers, count: count, newTarget: newTarget)
        case .boundFunction:
            let arguments = boundArguments(function) + Array(UnsafeBufferPointer(start: registers + 1, count: count))
            let target = function.internalSlot(0)
            return Value(
                try construct(target, arguments, newTarget: newTarget == Value(function) ? target : newTarget))
        default:
            return try proxyConstruct(
                function, Array(UnsafeBufferPointer(start: registers + 1, count: count)), newTarget: newTarget)
        }
    }

}
