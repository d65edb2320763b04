#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Math https://tc39.es/ecma262/#sec-math-object
func initialiseMath(_ realm: Realm) { realm.defineObject(.math, mathProperties) }

private let mathProperties: [BuiltinProperty] = [
    .constant("E", 2.718281828459045),
    .constant("LN10", 2.302585092994046),
    .constant("LN2", 0.6931471805599453),
    .constant("LOG10E", 0.4342944819032518),
    .constant("LOG2E", 1.4426950408889634),
    .constant("PI", 3.141592653589793),
    .constant("SQRT1_2", 0.7071067811865476),
    .constant("SQRT2", 1.4142135623730951),
    .toStringTag("Math"),
    .method("abs", 1, mathAbs),
    .method("acos", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: acos(try vm.toNumber(args[0]))) },
    .method("acosh", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: acosh(try vm.toNumber(args[0]))) },
    .method("asin", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: asin(try vm.toNumber(args[0]))) },
    .method("asinh", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: asinh(try vm.toNumber(args[0]))) },
    .method("atan", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: atan(try vm.toNumber(args[0]))) },
    .method("atanh", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: atanh(try vm.toNumber(args[0]))) },
    .method("atan2", 2, mathAtan2),
    .method("cbrt", 1) { (vm, args) throws(JSException) -> Value in
        Value(untrustedDouble: NumberMath.cubeRoot(try vm.toNumber(args[0])))
    },
    .method("ceil", 1, mathCeil),
    .method("clz32", 1, mathClz32),
    .method("cos", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: cos(try vm.toNumber(args[0]))) },
    .method("cosh", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: cosh(try vm.toNumber(args[0]))) },
    .method("exp", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: exp(try vm.toNumber(args[0]))) },
    .method("expm1", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: expm1(try vm.toNumber(args[0]))) },
    .method("floor", 1, mathFloor),
    .method("fround", 1) { (vm, args) throws(JSException) -> Value in
        Value(untrustedDouble: NumberMath.fround(try vm.toNumber(args[0])))
    },
    .method("f16round", 1) { (vm, args) throws(JSException) -> Value in
        Value(untrustedDouble: NumberMath.f16round(try vm.toNumber(args[0])))
    },
    .method("hypot", 2, mathHypot),
    .method("imul", 2, mathImul),
    .method("log", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: log(try vm.toNumber(args[0]))) },
    .method("log1p", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: log1p(try vm.toNumber(args[0]))) },
    .method("log10", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: log10(try vm.toNumber(args[0]))) },
    .method("log2", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: log2(try vm.toNumber(args[0]))) },
    .method("max", 2, mathMax),
    .method("min", 2, mathMin),
    .method("pow", 2, mathPow),
    .method("random", 0, mathRandom),
    .method("round", 1, mathRound),
    .method("sign", 1) { (vm, args) throws(JSException) -> Value in
        Value(untrustedDouble: NumberMath.sign(try vm.toNumber(args[0])))
    },
    .method("sin", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: sin(try vm.toNumber(args[0]))) },
    .method("sinh", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: sinh(try vm.toNumber(args[0]))) },
    .method("sqrt", 1) { (vm, args) throws(JSException) -> Value in
        Value(untrustedDouble: (try vm.toNumber(args[0])).squareRoot())
    },
    .method("tan", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: tan(try vm.toNumber(args[0]))) },
    .method("tanh", 1) { (vm, args) throws(JSException) -> Value in Value(untrustedDouble: tanh(try vm.toNumber(args[0]))) },
    .method("trunc", 1, mathTrunc),
]

/// Math.abs ( x ) https://tc39.es/ecma262/#sec-math.abs
@Sendable
private func mathAbs(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let x = args[0]
    if x.isInt32 && x.asInt32 != Int32.min { return Value(int32: abs(x.asInt32)) }
    return Value(untrustedDouble: (try vm.toNumber(x)).magnitude)
}

/// Math.atan2 ( y, x ) https://tc39.es/ecma262/#sec-math.atan2
@Sendable
private func mathAtan2(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let y = try vm.toNumber(args[0])
    return Value(untrustedDouble: atan2(y, try vm.toNumber(args[1])))
}

/// Math.ceil ( x ) https://tc39.es/ecma262/#sec-math.ceil
@Sendable
private func mathCeil(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let x = args[0]
    return x.isInt32 ? x : Value(untrustedDouble: (try vm.toNumber(x)).rounded(.up))
}

/// Math.clz32 ( x ) https://tc39.es/ecma262/#sec-math.clz32
@Sendable
private func mathClz32(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(int32: NumberMath.clz32(try vm.toUint32(args[0])))
}

/// Math.floor ( x ) https://tc39.es/ecma262/#sec-math.floor
@Sendable
private func mathFloor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let x = args[0]
    return x.isInt32 ? x : Value(untrustedDouble: (try vm.toNumber(x)).rounded(.down))
}

/// Math.hypot ( ...args ) https://tc39.es/ecma262/#sec-math.hypot
@Sendable
private func mathHypot(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.count == 0 { return .zero }
    var numbers: [Double] = []
    numbers.reserveCapacity(args.count)
    for i in 0..<args.count { numbers.append(try vm.toNumber(args[i])) }
    return Value(untrustedDouble: numbers.withUnsafeBufferPointer { NumberMath.hypot($0) })
}

/// Math.imul ( x, y ) https://tc39.es/ecma262/#sec-math.imul
@Sendable
private func mathImul(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let x = try vm.toInt32(args[0])
    return Value(int32: NumberMath.imul(x, try vm.toInt32(args[1])))
}

/// Math.max ( ...args ) https://tc39.es/ecma262/#sec-math.max
@Sendable
private func mathMax(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.count == 2 && args[0].isInt32 && args[1].isInt32 { return Value(int32: max(args[0].asInt32, args[1].asInt32)) }
    var highest = -Double.infinity
    for i in 0..<args.count { highest = NumberMath.max(highest, try vm.toNumber(args[i])) }
    return Value(untrustedDouble: highest)
}

/// Math.min ( ...args ) https://tc39.es/ecma262/#sec-math.min
@Sendable
private func mathMin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.count == 2 && args[0].isInt32 && args[1].isInt32 { return Value(int32: min(args[0].asInt32, args[1].asInt32)) }
    var lowest = Double.infinity
    for i in 0..<args.count { lowest = NumberMath.min(lowest, try vm.toNumber(args[i])) }
    return Value(untrustedDouble: lowest)
}

/// Math.pow ( base, exponent ) https://tc39.es/ecma262/#sec-math.pow
@Sendable
private func mathPow(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let base = try vm.toNumber(args[0])
    return Value(untrustedDouble: NumberMath.exponentiate(base, try vm.toNumber(args[1])))
}

/// Math.random ( ) https://tc39.es/ecma262/#sec-math.random
@Sendable
private func mathRandom(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(rawDouble: vm.random.next())
}

/// Math.round ( x ) https://tc39.es/ecma262/#sec-math.round
@Sendable
private func mathRound(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let x = args[0]
    return x.isInt32 ? x : Value(untrustedDouble: NumberMath.round(try vm.toNumber(x)))
}

/// Math.trunc ( x ) https://tc39.es/ecma262/#sec-math.trunc
@Sendable
private func mathTrunc(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let x = args[0]
    return x.isInt32 ? x : Value(untrustedDouble: (try vm.toNumber(x)).rounded(.towardZero))
}
