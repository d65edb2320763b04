/// Number https://tc39.es/ecma262/#sec-number-objects
///
/// Internal slots of a Number object: 0 [[NumberData]].
func initialiseNumber(_ realm: Realm) {
    let vm = realm.vm
    let prototype = vm.makeObject(.numberObject, prototype: realm[.objectPrototype], internalSlots: 1)
    prototype.setInternalSlot(0, .zero)
    let constructor = realm.defineConstructor(
        "Number", .number, .numberPrototype, length: 1, numberConstructor, statics: numberStatics,
        prototype: numberPrototypeProperties, existingPrototype: prototype)
    vm.defineOwn(constructor, vm.key("parseFloat"), realm[.parseFloat], .hidden)
    vm.defineOwn(constructor, vm.key("parseInt"), realm[.parseInt], .hidden)
}

private let numberStatics: [BuiltinProperty] = [
    .constant("EPSILON", 0x1p-52),
    .method("isFinite", 1, numberIsFinite),
    .method("isInteger", 1, numberIsInteger),
    .method("isNaN", 1, numberIsNaN),
    .method("isSafeInteger", 1, numberIsSafeInteger),
    .constant("MAX_SAFE_INTEGER", 9007199254740991),
    .constant("MAX_VALUE", Double.greatestFiniteMagnitude),
    .constant("MIN_SAFE_INTEGER", -9007199254740991),
    .constant("MIN_VALUE", Double.leastNonzeroMagnitude),
    .constant("NaN", Double.nan),
    .constant("NEGATIVE_INFINITY", -Double.infinity),
    .constant("POSITIVE_INFINITY", Double.infinity),
]

private let numberPrototypeProperties: [BuiltinProperty] = [
    .method("toExponential", 1, numberToExponential),
    .method("toFixed", 1, numberToFixed),
    .method("toLocaleString", 0, numberToLocaleString),
    .method("toPrecision", 1, numberToPrecision),
    .method("toString", 1, numberPrototypeToString),
    .method("valueOf", 0, numberValueOf),
]

/// Number ( value ) https://tc39.es/ecma262/#sec-number-constructor-number-value
@Sendable
private func numberConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    var number = Value.zero
    if args.count > 0 {
        number = try vm.toNumeric(args[0])
        if number.isBigInt { number = Value(number.asBigInt.view.doubleValue) }
    }
    if !args.isConstruct { return number }
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .numberPrototype)
    let object = vm.makeObject(.numberObject, prototype: prototype, internalSlots: 1)
    object.setInternalSlot(0, number)
    return Value(object)
}

/// Number.isFinite ( number ) https://tc39.es/ecma262/#sec-number.isfinite
@Sendable
private func numberIsFinite(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(args[0].isNumber && args[0].asNumber.isFinite)
}

/// Number.isInteger ( number ) https://tc39.es/ecma262/#sec-number.isinteger
@Sendable
private func numberIsInteger(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(isIntegral(args[0]))
}

/// Number.isNaN ( number ) https://tc39.es/ecma262/#sec-number.isnan
@Sendable
private func numberIsNaN(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(args[0].isDouble && args[0].asDouble.isNaN)
}

/// Number.isSafeInteger ( number ) https://tc39.es/ecma262/#sec-number.issafeinteger
@Sendable
private func numberIsSafeInteger(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(isIntegral(args[0]) && args[0].asNumber.magnitude <= 9007199254740991)
}

/// IsIntegralNumber ( argument ) https://tc39.es/ecma262/#sec-isintegralnumber
private func isIntegral(_ value: Value) -> Bool {
    if value.isInt32 { return true }
    if !value.isDouble { return false }
    let number = value.asDouble
    return number.isFinite && number == number.rounded(.towardZero)
}

// MARK: Number.prototype

/// ThisNumberValue ( value ) https://tc39.es/ecma262/#sec-thisnumbervalue
private func thisNumber(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Value {
    if args.this.isNumber { return args.this }
    if let object = args.this.object(of: .numberObject) { return object.internalSlot(0) }
    throw vm.typeError("Number.prototype.\(method) requires that 'this' be a Number")
}

extension VM {
    /// A string of what `write` puts into a buffer of `capacity` ASCII bytes.
    @inline(__always)
    func string(capacity: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) -> JSString {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
            let count = write(buffer.baseAddress.unsafelyUnwrapped)
            return string(latin1: UnsafeBufferPointer(start: buffer.baseAddress, count: count))
        }
    }
}

/// Number.prototype.toExponential ( fractionDigits ) https://tc39.es/ecma262/#sec-number.prototype.toexponential
@Sendable
private func numberToExponential(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let number = try thisNumber(vm, args, "toExponential").asNumber
    let digits = try vm.toIntegerOrInfinity(args[0])
    if !number.isFinite { return Value(vm.numberToString(number)) }
    if digits < 0 || digits > 100 { throw vm.rangeError("toExponential() argument must be between 0 and 100") }
    let wanted = args[0].isUndefined ? nil : Int(digits)
    return Value(vm.string(capacity: NumberText.fixedCapacity) { NumberText.toExponential(number, wanted, $0) })
}

/// Number.prototype.toFixed ( fractionDigits ) https://tc39.es/ecma262/#sec-number.prototype.tofixed
@Sendable
private func numberToFixed(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let number = try thisNumber(vm, args, "toFixed").asNumber
    let digits = try vm.toIntegerOrInfinity(args[0])
    if digits < 0 || digits > 100 { throw vm.rangeError("toFixed() digits argument must be between 0 and 100") }
    return Value(vm.string(capacity: NumberText.fixedCapacity) { NumberText.toFixed(number, Int(digits), $0) })
}

/// Number.prototype.toLocaleString ( ) https://tc39.es/ecma262/#sec-number.prototype.tolocalestring
///
/// NOTE: there is no Intl; locales and options are not considered.
@Sendable
private func numberToLocaleString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let number = try thisNumber(vm, args, "toLocaleString").asNumber
    if number.isInfinite { return Value(vm.string(number < 0 ? "-\u{221E}" : "\u{221E}")) }
    return Value(vm.string(capacity: 512) { NumberText.toLocaleString(number, $0) })
}

/// Number.prototype.toPrecision ( precision ) https://tc39.es/ecma262/#sec-number.prototype.toprecision
@Sendable
private func numberToPrecision(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let number = try thisNumber(vm, args, "toPrecision").asNumber
    if args[0].isUndefined { return Value(vm.numberToString(number)) }
    let precision = try vm.toIntegerOrInfinity(args[0])
    if !number.isFinite { return Value(vm.numberToString(number)) }
    if precision < 1 || precision > 100 { throw vm.rangeError("toPrecision() argument must be between 1 and 100") }
    return Value(vm.string(capacity: NumberText.fixedCapacity) { NumberText.toPrecision(number, Int(precision), $0) })
}

/// Number.prototype.toString ( radix ) https://tc39.es/ecma262/#sec-number.prototype.tostring
@Sendable
private func numberPrototypeToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let number = try thisNumber(vm, args, "toString")
    let radix = args[0].isUndefined ? 10 : try vm.toIntegerOrInfinity(args[0])
    if radix < 2 || radix > 36 { throw vm.rangeError("toString() radix argument must be between 2 and 36") }
    if radix == 10 { return Value(vm.numberToString(number)) }
    if number.isInt32 && number.asInt32 >= 0 {
        var value = UInt32(bitPattern: number.asInt32)
        let base = UInt32(radix)
        if value < base { return Value(vm.singleUnitStrings[Int(value < 10 ? 0x30 + value : 0x57 + value)]) }
        return Value(
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
                var i = 32
                while value > 0 {
                    i -= 1
                    let digit = UInt8(truncatingIfNeeded: value % base)
                    buffer[i] = digit < 10 ? 0x30 + digit : 0x57 + digit
                    value /= base
                }
                return vm.string(latin1: UnsafeBufferPointer(rebasing: buffer[i...]))
            })
    }
    return Value(
        vm.string(capacity: NumberText.radixCapacity) { NumberText.toString(number.asNumber, radix: Int(radix), $0) })
}

/// Number.prototype.valueOf ( ) https://tc39.es/ecma262/#sec-number.prototype.valueof
@Sendable
private func numberValueOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try thisNumber(vm, args, "valueOf")
}
