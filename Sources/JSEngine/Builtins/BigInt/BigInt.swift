/// BigInt https://tc39.es/ecma262/#sec-bigint-objects
///
/// Internal slots of a BigInt object: 0 [[BigIntData]].
func initialiseBigInt(_ realm: Realm) {
    realm.defineConstructor(
        "BigInt", .bigint, .bigintPrototype, length: 1, bigintConstructor, statics: bigintStatics,
        prototype: bigintPrototypeProperties)
}

private let bigintStatics: [BuiltinProperty] = [
    .method("asIntN", 2, bigintAsIntN),
    .method("asUintN", 2, bigintAsUintN),
]

private let bigintPrototypeProperties: [BuiltinProperty] = [
    .method("toLocaleString", 0, bigintToLocaleString),
    .method("toString", 0, bigintPrototypeToString),
    .method("valueOf", 0, bigintValueOf),
    .toStringTag("BigInt"),
]

/// BigInt ( value ) https://tc39.es/ecma262/#sec-bigint-constructor-number-value
@Sendable
private func bigintConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.isConstruct { throw vm.typeError("BigInt is not a constructor") }
    let primitive = try vm.toPrimitive(args[0], .number)
    if primitive.isInt32 { return Value(vm.makeBigInt(Int64(primitive.asInt32))) }
    if primitive.isNumber {
        guard let integer = BigInteger(exactly: primitive.asDouble) else {
            let text = try vm.toString(primitive).toSwift(vm)
            throw vm.rangeError("The number \(text) cannot be converted to a BigInt because it is not an integer")
        }
        return Value(vm.makeBigInt(integer))
    }
    return Value(try vm.toBigInt(primitive))
}

/// BigInt.asIntN ( bits, bigint ) https://tc39.es/ecma262/#sec-bigint.asintn
@Sendable
private func bigintAsIntN(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bits = try vm.toIndex(args[0], "Invalid value: not (convertible to) a safe integer")
    let bigint = try vm.toBigInt(args[1])
    if bits == 64 { return Value(vm.makeBigInt(Int64(bitPattern: bigint.view.truncatedToUInt64))) }
    return Value(vm.makeBigInt(BigIntegerView.asIntN(bits, bigint.view)))
}

/// BigInt.asUintN ( bits, bigint ) https://tc39.es/ecma262/#sec-bigint.asuintn
@Sendable
private func bigintAsUintN(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bits = try vm.toIndex(args[0], "Invalid value: not (convertible to) a safe integer")
    let bigint = try vm.toBigInt(args[1])
    if bits == 64 { return Value(vm.makeBigInt(bigint.view.truncatedToUInt64)) }
    do throws(BigIntegerError) {
        return Value(vm.makeBigInt(try BigIntegerView.asUintN(bits, bigint.view)))
    } catch {
        throw vm.bigintError(error)
    }
}

/// ThisBigIntValue ( value ) https://tc39.es/ecma262/#sec-thisbigintvalue
private func thisBigInt(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> JSBigInt {
    if args.this.isBigInt { return args.this.asBigInt }
    if let object = args.this.object(of: .bigintObject) { return object.internalSlot(0).asBigInt }
    throw vm.typeError("BigInt.prototype.\(method) requires that 'this' be a BigInt")
}

/// BigInt.prototype.toLocaleString ( ) https://tc39.es/ecma262/#sec-bigint.prototype.tolocalestring
///
/// NOTE: there is no Intl; digits in groups of three, whatever the locale.
@Sendable
private func bigintToLocaleString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let digits = try thisBigInt(vm, args, "toLocaleString").view.ascii(radix: 10)
    var builder = StringBuilder()
    for (i, digit) in digits.enumerated() {
        if i > 0 && (digits.count - i) % 3 == 0 && digits[i - 1] != 0x2D { builder.append(0x2C) }
        builder.append(UInt16(digit))
    }
    return Value(try builder.finish(vm))
}

/// BigInt.prototype.toString ( radix ) https://tc39.es/ecma262/#sec-bigint.prototype.tostring
@Sendable
private func bigintPrototypeToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bigint = try thisBigInt(vm, args, "toString")
    let radix = args[0].isUndefined ? 10 : try vm.toIntegerOrInfinity(args[0])
    if radix < 2 || radix > 36 { throw vm.rangeError("toString() radix argument must be between 2 and 36") }
    return Value(vm.bigintToString(bigint, radix: Int(radix)))
}

/// BigInt.prototype.valueOf ( ) https://tc39.es/ecma262/#sec-bigint.prototype.valueof
@Sendable
private func bigintValueOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisBigInt(vm, args, "valueOf"))
}
