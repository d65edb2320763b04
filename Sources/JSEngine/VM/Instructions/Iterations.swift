/// The iterator registers of for-of, spread and destructuring: R[b] iterator, R[b+1] next method, R[b+2] state.
///
/// While array iteration is unpatched, an array itself stands in R[b], the mark in R[b+1] and the next index in R[b+2]. A finished
/// iterator has the done mark in R[b+1].
enum IterationState {
    /// Never seen by a script: numbers that no next method can be.
    static var arrayMark: Value { @inline(__always) get { Value(int32: 1) } }
    static var doneMark: Value { @inline(__always) get { Value(int32: 2) } }
    /// A generator object whose `next` is the original one: resumed without result objects.
    static var generatorMark: Value { @inline(__always) get { Value(int32: 3) } }
    /// An array, Map or Set iterator whose `next` is the original one: stepped without a call and without result objects.
    static var builtinMark: Value { @inline(__always) get { Value(int32: 4) } }
}

extension VM {
    /// `getIterator`
    func startIteration(_ state: Frame.Registers, _ iterable: Value, _ pc: UnsafePointer<UInt64>) throws(JSException) {
        if let array = iterable.object(of: .array), isArrayIterationPristine(array) {
            state[0] = iterable
            state[1] = IterationState.arrayMark
            state[2] = .zero
            return
        }
        try startIterationRaw(state, iterable, pc)
        if state[0].object(of: .generator) != nil, state[1] == realm[.generatorPrototypeNext] {
            state[1] = IterationState.generatorMark
        } else if isBuiltinIteration(state[0].asObject, next: state[1]) {
            state[1] = IterationState.builtinMark
        }
    }

    /// `getIteratorRaw`
    func startIterationRaw(_ state: Frame.Registers, _ iterable: Value, _ pc: UnsafePointer<UInt64>) throws(JSException) {
        let method = iterable.isNullish ? .undefined : try getV(iterable, symbols[.iterator])
        if !method.isCallable { throw notIterable(iterable, pc) }
        let record = try getIterator(iterable, method: method)
        state[0] = Value(record.iterator)
        state[1] = record.next
        state[2] = .undefined
    }

    /// `iteratorNext`, `iteratorStep`: the value, or empty when done.
    @inline(never)
    func iterationStep(_ state: Frame.Registers) throws(JSException) -> Value {
        if state[1] == IterationState.doneMark { return .empty }
        if state[1] == IterationState.arrayMark {
            let array = state[0].asObject
            let index = Int(state[2].asInt32)
            if index >= Int(array.arrayLength) {
                state[1] = IterationState.doneMark
                return .empty
            }
            state[2] = Value(int32: Int32(index + 1))
            return try getElement(array, index)
        }
        do throws(JSException) {
            if state[1] == IterationState.builtinMark {
                let value = try builtinIterationStep(state[0].asObject)
                if value.isEmpty { state[1] = IterationState.doneMark }
                return value
            }
            if state[1] == IterationState.generatorMark {
                let generator = state[0].asObject
                let value = try resumeGenerator(generator, .next, .undefined)
                if generatorHasRawResult(generator) {
                    guard let result = value.object else {
                        throw typeError("Iterator result \(describe(value)) is not an object")
                    }
                    if !toBoolean(try get(result, .done)) { return try get(result, .value) }
                } else if !isGeneratorCompleted(generator) {
                    return value
                }
                state[1] = IterationState.doneMark
                return .empty
            }
            let result = try call(state[1], this: state[0])
            let value = try unwrapIteratorResult(result)
            if value.isEmpty { state[1] = IterationState.doneMark }
            return value
        } catch {
            state[1] = IterationState.doneMark
            throw error
        }
    }

    /// The value of an iterator result, or empty when done.
    func unwrapIteratorResult(_ result: Value) throws(JSException) -> Value {
        guard let object = result.object else { throw typeError("Iterator result \(describe(result)) is not an object") }
        if toBoolean(try get(object, .done)) { return .empty }
        return try get(object, .value)
    }

    /// `iteratorClose`
    func iterationClose(_ state: Frame.Registers) throws(JSException) {
        let mark = state[1]
        if mark == IterationState.doneMark { return }
        state[1] = IterationState.doneMark
        if mark == IterationState.arrayMark {
            return try closeArrayIteration()
        }
        let method = try getMethod(state[0], names[.return])
        if method.isUndefined { return }
        let result = try call(method, this: state[0])
        if !result.isObject { throw typeError("\(describe(result)) is not an object") }
    }

    /// %ArrayIteratorPrototype% has no `return` of its own, but a script may have given one to it or its prototypes.
    private func closeArrayIteration() throws(JSException) {
        let prototype = realm[.arrayIteratorPrototype]
        if try getV(prototype, names[.return]).isUndefined { return }
        let record = try getIterator(Value(makeArray()))
        try iteratorClose(record)
    }

    /// `iteratorCloseSilent`
    func iterationCloseSilently(_ state: Frame.Registers) {
        let pending = exception
        let held = Persistent(self, pending)
        do { try iterationClose(state) } catch {}
        exception = held.value
    }

    // MARK: for-in

    /// `forInStart`: R[A] = an array of keys (or undefined), R[A+1] = object; the position is kept in the array's place.
    ///
    /// The keys are listed at the start with their prototypes' ones; each is looked up again when its turn comes, so that deleted
    /// ones are skipped. https://tc39.es/ecma262/#sec-enumerate-object-properties
    func forInStart(_ state: Frame.Registers, _ value: Value) throws(JSException) {
        if value.isNullish {
            state[0] = .undefined
            return
        }
        let object = try toObject(value)
        state[1] = Value(object)
        let iterator = makeObject(.forInIterator, prototype: .null, internalSlots: 3)
        state[0] = Value(iterator)
        let keys = makeArray()
        iterator.setInternalSlot(0, Value(keys))
        iterator.setInternalSlot(1, .zero)
        iterator.setInternalSlot(2, Value(try enumerableKeys(object, into: keys)))
    }

    /// Lists the enumerable string keys of an object and its prototypes.
    /// - Returns: true when all keys are own properties of an ordinary object, which need no look at the prototypes.
    private func enumerableKeys(_ object: Object, into keys: Object) throws(JSException) -> Bool {
        var visited: Set<PropertyKey>?
        var current: Object? = object
        var isSimple = true
        let saved = top
        defer { top = saved }
        let holdsKeys = hasExoticInChain(object)
        while let holder = current {
            let prototype = try getPrototype(holder)
            let all = try ownKeys(holder)
            // To the end: another key must not get the address of one that was seen.
            if holdsKeys { _ = pushRoots(all) }
            if holder != object && !all.isEmpty && visited == nil {
                // Only now is it worth to remember what was seen.
                let own = try ownKeys(object)
                if holdsKeys { _ = pushRoots(own) }
                visited = Set(own)
            }
            for key in all where !key.isSymbol {
                if visited?.contains(key) == true && holder != object { continue }
                if holder != object { visited?.insert(key) }
                guard let own = try getOwnProperty(holder, key) else { continue }
                if own.attributes.contains(.enumerable) {
                    arrayAppend(keys, value(of: key))
                    if holder != object { isSimple = false }
                }
            }
            current = prototype.object
        }
        return isSimple && !object.has(CellFlags.exotic)
    }

    /// Whether code of the program may run, by a proxy's traps, while the properties of an object and its prototypes are listed.
    private func hasExoticInChain(_ object: Object) -> Bool {
        var current: Object? = object
        while let holder = current {
            if holder.has(CellFlags.exotic) { return true }
            current = shape(holder).pointee.prototype.object
        }
        return false
    }

    /// `forInNext`: the next key, or empty.
    func forInStep(_ state: Frame.Registers) throws(JSException) -> Value {
        guard let iterator = state[0].object else { return .empty }
        let keys = iterator.internalSlot(0).asObject
        let object = state[1].asObject
        while true {
            let position = Int(iterator.internalSlot(1).asInt32)
            if position >= Int(keys.arrayLength) { return .empty }
            iterator.setInternalSlot(1, Value(int32: Int32(position + 1)))
            let name = Storage.values(keys.elements.unsafelyUnwrapped)[position]
            let key = self.key(name.asString)
            if iterator.internalSlot(2).isTrue {
                if ownProperty(object, key) != nil { return name }
            } else if try hasProperty(object, key) {
                return name
            }
        }
    }
}
