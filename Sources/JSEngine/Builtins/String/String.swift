/// String https://tc39.es/ecma262/#sec-string-objects
///
/// Internal slots of a String object: 0 [[StringData]], a flat string.
func initialiseString(_ realm: Realm) {
    let vm = realm.vm
    let prototype = vm.makeStringObject(vm.emptyString, prototype: realm[.objectPrototype])
    realm.defineConstructor(
        "String", .string, .stringPrototype, length: 1, stringConstructor, statics: stringStatics,
        prototype: stringPrototypeProperties, existingPrototype: prototype)
    realm.define(stringHTMLMethods, on: prototype)
    // The Annex B names are the same function objects.
    for (alias, name) in [("trimLeft", "trimStart"), ("trimRight", "trimEnd")] as [(StaticString, StaticString)] {
        if let method = vm.ownProperty(prototype, vm.key(name)) { vm.defineOwn(prototype, vm.key(alias), method.value, .hidden) }
    }
    realm.defineObject(.stringIteratorPrototype, parent: .iteratorPrototype, stringIteratorPrototypeProperties)
}

private let stringStatics: [BuiltinProperty] = [
    .method("fromCharCode", 1, stringFromCharCode),
    .method("fromCodePoint", 1, stringFromCodePoint),
    .method("raw", 1, stringRaw),
]

extension VM {
    /// StringCreate ( value, prototype )
    ///
    /// [StringCreate](https://tc39.es/ecma262/#sec-stringcreate)
    func makeStringObject(_ string: JSString, prototype: Value) -> Object {
        let flat = string.flat(self)
        let object = makeObject(.stringObject, prototype: prototype, internalSlots: 1, flags: CellFlags.exotic)
        object.setInternalSlot(0, Value(flat))
        return object
    }
}

/// String ( value ) https://tc39.es/ecma262/#sec-string-constructor-string-value
@Sendable
private func stringConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string: JSString
    if args.count == 0 {
        string = vm.emptyString
    } else {
        if !args.isConstruct && args[0].isSymbol {
            return Value(vm.string(vm.describe(PropertyKey(cell: args[0].asCell))))
        }
        string = try vm.toString(args[0])
    }
    if !args.isConstruct { return Value(string) }
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .stringPrototype)
    return Value(vm.makeStringObject(string, prototype: prototype))
}

/// String.fromCharCode ( ...codeUnits ) https://tc39.es/ecma262/#sec-string.fromcharcode
@Sendable
private func stringFromCharCode(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.count == 1 { return Value(vm.string(unit: UInt16(truncatingIfNeeded: try vm.toInt32(args[0])))) }
    var builder = StringBuilder()
    builder.reserve(args.count)
    for i in 0..<args.count { builder.append(UInt16(truncatingIfNeeded: try vm.toInt32(args[i]))) }
    return Value(try builder.finish(vm))
}

/// String.fromCodePoint ( ...codePoints ) https://tc39.es/ecma262/#sec-string.fromcodepoint
@Sendable
private func stringFromCodePoint(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    var builder = StringBuilder()
    builder.reserve(args.count)
    for i in 0..<args.count {
        let number = try vm.toNumber(args[i])
        guard number >= 0, number <= 0x10FFFF, number == number.rounded(.down) else {
            throw vm.rangeError("Invalid code point \(try vm.toString(args[i]).toSwift(vm))")
        }
        builder.append(codePoint: UInt32(number))
    }
    return Value(try builder.finish(vm))
}

/// String.raw ( template, ...substitutions ) https://tc39.es/ecma262/#sec-string.raw
@Sendable
private func stringRaw(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let cooked = try vm.toObject(args[0])
    let literals = try vm.toObject(try vm.get(cooked, .raw))
    let length = try vm.lengthOfArrayLike(literals)
    var builder = StringBuilder()
    for i in 0..<max(length, 0) {
        builder.append(vm, try vm.toString(try vm.get(literals, vm.key(index: i))))
        if i + 1 < length && i + 1 < args.count { builder.append(vm, try vm.toString(args[i + 1])) }
    }
    return Value(try builder.finish(vm))
}
