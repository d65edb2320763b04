/// String iterators https://tc39.es/ecma262/#sec-%stringiteratorprototype%-object
///
/// Internal slots: 0 the flat string, undefined at the end; 1 the position.
let stringIteratorPrototypeProperties: [BuiltinProperty] = [
    .method("next", 0, stringIteratorNext),
    .toStringTag("String Iterator"),
]

/// String.prototype [ %Symbol.iterator% ] ( ) https://tc39.es/ecma262/#sec-string.prototype-%symbol.iterator%
@Sendable
func stringPrototypeIterator(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype[Symbol.iterator]").flat(vm)
    let iterator = vm.makeObject(.stringIterator, prototype: vm.realm[.stringIteratorPrototype], internalSlots: 2)
    iterator.setInternalSlot(0, Value(string))
    iterator.setInternalSlot(1, .zero)
    return Value(iterator)
}

extension VM {
    /// The next code point of a string iterator as a string; nil at the end.
    @inline(__always)
    func stringIteratorStep(_ iterator: Object) -> JSString? {
        guard let string = iterator.internalSlot(0).string else { return nil }
        let index = Int(iterator.internalSlot(1).asInt32)
        if index >= string.length {
            iterator.setInternalSlot(0, .undefined)
            return nil
        }
        let point = codePoint(string, at: index)
        let end = point >= 0x10000 ? index + 2 : index + 1
        iterator.setInternalSlot(1, Value(int32: Int32(end)))
        return end == index + 1 ? self.string(unit: UInt16(truncatingIfNeeded: point)) : substring(string, index, end)
    }
}

/// %StringIteratorPrototype%.next ( ) https://tc39.es/ecma262/#sec-%stringiteratorprototype%.next
@Sendable
private func stringIteratorNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let iterator = args.this.object(of: .stringIterator) else {
        throw vm.typeError("Method String Iterator.prototype.next called on incompatible receiver \(vm.describe(args.this))")
    }
    guard let next = vm.stringIteratorStep(iterator) else { return vm.makeIteratorResult(.undefined, done: true) }
    return vm.makeIteratorResult(Value(next), done: false)
}
