/// The getter of `[Symbol.species]`, and other functions that return their `this`.
@Sendable
func returnThis(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { args.this }

extension VM {
    /// The TypeError for calling something that is no function, with the value in the text as V8 puts it there.
    func notCallable(_ value: Value) -> JSException {
        if let text = value.string { return typeError("\(text.toSwift(self)) is not a function") }
        return typeError("\(describe(value)) is not a function")
    }

    /// Puts a value on the register stack, where the collector sees it, until `top` is set back to the returned address.
    /// A caller writes `let saved = vm.pushRoot(x); defer { vm.top = saved }`.
    @inline(__always)
    func pushRoot(_ value: Value) -> UnsafeMutablePointer<Value> {
        let saved = top
        saved.pointee = value
        top = saved + 1
        return saved
    }

    /// Keeps the cells of property keys alive, as `pushRoot` does: a Swift array of keys is not scanned.
    func pushRoots(_ keys: [PropertyKey]) -> UnsafeMutablePointer<Value> {
        heap.paused += 1
        let storage = allocateStorage(keys.count)
        heap.paused -= 1
        for (i, key) in keys.enumerated() where !key.isIndex { Storage.values(storage)[i] = Value(cell: key.cell) }
        return pushRoot(Value(cell: storage))
    }

    /// Runs code during which the values of a Swift array, which is not scanned, stay alive.
    /// - Throws: what `body` throws.
    public func withRoots<R>(_ values: [Value], _ body: () throws(JSException) -> R) throws(JSException) -> R {
        let saved = pushRoots(values)
        defer { top = saved }
        return try body()
    }

    /// Runs code during which property keys stay alive: those of a list may belong to nothing any more once a program's code has run,
    /// or never have belonged to anything, as those that a proxy's trap makes up.
    /// - Throws: what `body` throws.
    public func withRoots<R>(_ keys: [PropertyKey], _ body: () throws(JSException) -> R) throws(JSException) -> R {
        let saved = pushRoots(keys)
        defer { top = saved }
        return try body()
    }

    /// Keeps the values of a Swift array alive, as `pushRoot` does.
    func pushRoots(_ values: [Value]) -> UnsafeMutablePointer<Value> {
        heap.paused += 1
        let storage = allocateStorage(values.count)
        heap.paused -= 1
        for (i, value) in values.enumerated() { Storage.values(storage)[i] = value }
        return pushRoot(Value(cell: storage))
    }
}
