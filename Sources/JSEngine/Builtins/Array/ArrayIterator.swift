/// %ArrayIteratorPrototype% https://tc39.es/ecma262/#sec-%arrayiteratorprototype%-object
///
/// Slots: 0 the iterated object, undefined when done; 1 next index; 2 kind (0 keys, 1 values, 2 entries).
func initialiseArrayIterator(_ realm: Realm) {
    let vm = realm.vm
    let prototype = realm.defineObject(
        .arrayIteratorPrototype, parent: .iteratorPrototype,
        [.method("next", 0, arrayIteratorNext), .toStringTag("Array Iterator")])
    realm[.arrayIteratorPrototypeNext] = vm.ownProperty(prototype, vm.names[.next])!.value
}

enum ArrayIterationKind: Int32 { case keys, values, entries }

extension VM {
    /// CreateArrayIterator(array, kind) https://tc39.es/ecma262/#sec-createarrayiterator
    func makeArrayIterator(_ object: Object, _ kind: ArrayIterationKind) -> Value {
        let iterator = makeObject(.arrayIterator, prototype: realm[.arrayIteratorPrototype], internalSlots: 3)
        iterator.setInternalSlot(0, Value(object))
        iterator.setInternalSlot(1, .zero)
        iterator.setInternalSlot(2, Value(int32: kind.rawValue))
        return Value(iterator)
    }

    /// One step of an array iterator; nil when it is done.
    @inline(__always)
    func arrayIteratorStep(_ iterator: Object) throws(JSException) -> Value? {
        let iterated = iterator.internalSlot(0)
        if iterated.isUndefined { return nil }
        let array = iterated.asObject
        let index = Int(iterator.internalSlot(1).asNumber)
        let length: Int
        if array.kind == .array {
            length = Int(array.arrayLength)
        } else if array.kind == .typedArray {
            length = try validTypedArrayLength(array)
        } else {
            length = try lengthOfArrayLike(array)
        }
        if index >= length {
            iterator.setInternalSlot(0, .undefined)
            return nil
        }
        iterator.setInternalSlot(1, Value(index + 1))
        switch iterator.internalSlot(2).asInt32 {
        case ArrayIterationKind.keys.rawValue: return Value(index)
        case ArrayIterationKind.values.rawValue: return try getElement(array, index)
        default:
            let value = try getElement(array, index)
            let pair = makeArray(length: 2)
            let values = Storage.values(pair.elements.unsafelyUnwrapped)
            values[0] = Value(index)
            values[1] = value
            return Value(pair)
        }
    }
}

/// %ArrayIteratorPrototype%.next() https://tc39.es/ecma262/#sec-%arrayiteratorprototype%.next
func arrayIteratorNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let iterator = args.this.object(of: .arrayIterator) else {
        throw vm.typeError("Method Array Iterator.prototype.next called on incompatible receiver \(vm.display(args.this))")
    }
    if let value = try vm.arrayIteratorStep(iterator) { return vm.makeIteratorResult(value, done: false) }
    return vm.makeIteratorResult(.undefined, done: true)
}
