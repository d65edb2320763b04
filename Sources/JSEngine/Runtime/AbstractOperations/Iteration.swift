/// Operations on iterator objects https://tc39.es/ecma262/#sec-operations-on-iterator-objects
struct IteratorRecord {
    var iterator: Object
    var next: Value
}

extension VM {
    /// GetIterator(obj, sync)
    func getIterator(_ value: Value) throws(JSException) -> IteratorRecord {
        let method = value.isNullish ? .undefined : try getV(value, symbols[.iterator])
        if !method.isCallable { throw notIterable(value) }
        return try getIterator(value, method: method)
    }

    /// GetIteratorFromMethod(obj, method)
    func getIterator(_ value: Value, method: Value) throws(JSException) -> IteratorRecord {
        let iterator = try call(method, this: value)
        guard let object = iterator.object else { throw typeError("Result of the Symbol.iterator method is not an object") }
        return IteratorRecord(iterator: object, next: try get(object, .next))
    }

    /// The TypeError of native functions: the value's type, and its text when that is short.
    func notIterable(_ value: Value) -> JSException {
        var text = typeof(value).asString.toSwift(self)
        if value.isNull || value.isBoolean || value.isNumber || value.isString { text += " \(describe(value))" }
        return typeError("\(text) is not iterable (cannot read property Symbol(Symbol.iterator))")
    }

    /// IteratorStepValue(iteratorRecord): nil when done.
    func iteratorStep(_ record: IteratorRecord) throws(JSException) -> Value? {
        if isBuiltinIteration(record.iterator, next: record.next) {
            let value = try builtinIterationStep(record.iterator)
            return value.isEmpty ? nil : value
        }
        let result = try call(record.next, this: Value(record.iterator))
        guard let object = result.object else { throw typeError("Iterator result \(describe(result)) is not an object") }
        if toBoolean(try get(object, .done)) { return nil }
        return try get(object, .value)
    }

    /// An array, Map or Set iterator with its original `next` method.
    func isBuiltinIteration(_ iterator: Object, next: Value) -> Bool {
        switch iterator.kind {
        case .arrayIterator: isNative(next, arrayIteratorNext)
        case .mapIterator: isNative(next, mapIteratorNext)
        case .setIterator: isNative(next, setIteratorNext)
        default: false
        }
    }

    /// What `next` of such an iterator gives, empty when it is done.
    func builtinIterationStep(_ iterator: Object) throws(JSException) -> Value {
        if iterator.kind == .arrayIterator { return try arrayIteratorStep(iterator) ?? .empty }
        return hashIteratorStep(iterator)
    }

    /// IteratorClose(iteratorRecord, normal completion)
    func iteratorClose(_ record: IteratorRecord) throws(JSException) {
        let method = try getMethod(Value(record.iterator), names[.return])
        if method.isUndefined { return }
        let result = try call(method, this: Value(record.iterator))
        if !result.isObject { throw typeError("\(describe(result)) is not an object") }
    }

    /// IteratorClose(iteratorRecord, throw completion): the exception that is pending stays the one to be thrown.
    func iteratorCloseSilently(_ record: IteratorRecord) {
        let pending = exception
        let held = Persistent(self, pending)
        if let method = try? getMethod(Value(record.iterator), names[.return]), !method.isUndefined {
            _ = try? call(method, this: Value(record.iterator))
        }
        exception = held.value
    }

    /// Calls `body` with each value of an iterable; closes the iterator when `body` throws. Arrays with unpatched iteration
    /// are walked directly.
    func iterate(_ iterable: Value, _ body: (Value) throws(JSException) -> Void) throws(JSException) {
        if let array = iterable.object(of: .array), isArrayIterationPristine(array) {
            var i = 0
            while i < Int(array.arrayLength) {
                try body(try getElement(array, i))
                i += 1
            }
            return
        }
        let record = try getIterator(iterable)
        while let value = try iteratorStep(record) {
            do { try body(value) } catch {
                iteratorCloseSilently(record)
                throw error
            }
        }
    }

    /// The values of an iterable. The list is not scanned by the collector: it is kept in an array object.
    func arrayFromIterable(_ iterable: Value) throws(JSException) -> Object {
        let result = makeArray()
        try iterate(iterable) { (value) throws(JSException) in self.arrayAppend(result, value) }
        return result
    }

    /// True when iterating the array is the same as walking its indices: neither `Array.prototype[Symbol.iterator]` nor
    /// %ArrayIteratorPrototype%.next were replaced, and the array has no own iterator method.
    func isArrayIterationPristine(_ array: Object) -> Bool {
        if array.shapeID != realm.arrayShape.pointee.id { return false }
        if arrayIterationCheckedEpoch == prototypeEpoch { return arrayIterationPristine }
        let prototype = realm[.arrayPrototype].asObject
        let iterator = ownProperty(prototype, symbols[.iterator])
        let next = ownProperty(realm[.arrayIteratorPrototype].asObject, names[.next])
        arrayIterationPristine =
            iterator?.value == realm[.arrayPrototypeValues] && next?.value == realm[.arrayIteratorPrototypeNext]
        arrayIterationCheckedEpoch = prototypeEpoch
        return arrayIterationPristine
    }

    /// The element at an index, through the prototypes for a hole.
    @inline(__always)
    func getElement(_ object: Object, _ index: Int) throws(JSException) -> Value {
        if let elements = object.elements, index < Storage.capacity(elements), !object.has(CellFlags.exotic) {
            let value = Storage.values(elements)[index]
            if !value.isEmpty { return value }
        }
        return try get(object, key(index: index))
    }

    /// Appends to an array that a builtin made itself (dense, extensible).
    @inline(__always)
    public func arrayAppend(_ array: Object, _ value: Value) {
        let index = Int(array.arrayLength)
        if index >= array.elementCapacity { growElements(array, toHold: index) }
        Storage.values(array.elements.unsafelyUnwrapped)[index] = value
        array.arrayLength = UInt32(index + 1)
    }
}
