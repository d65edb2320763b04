/// The methods of String.prototype that look for strings, and `localeCompare`.

/// The argument of methods that take a string where a regular expression would be a mistake.
private func searchString(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> JSString {
    if try vm.isRegExp(args[0]) {
        throw vm.typeError("First argument to \(method) must not be a regular expression")
    }
    return try vm.toString(args[0])
}

/// An index argument clamped to the string.
@inline(__always)
private func clampedIndex(_ vm: VM, _ value: Value, _ length: Int, default fallback: Int) throws(JSException) -> Int {
    if value.isUndefined { return fallback }
    if value.isInt32 { return min(max(Int(value.asInt32), 0), length) }
    return Int(min(max(try vm.toIntegerOrInfinity(value), 0), Double(length)))
}

/// String.prototype.endsWith ( searchString, endPosition ) https://tc39.es/ecma262/#sec-string.prototype.endswith
@Sendable
func stringEndsWith(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.endsWith")
    let search = try searchString(vm, args, "String.prototype.endsWith")
    let end = try clampedIndex(vm, args[1], string.length, default: string.length)
    return Value(vm.matches(string, search, at: end - search.length))
}

/// String.prototype.startsWith ( searchString, position ) https://tc39.es/ecma262/#sec-string.prototype.startswith
@Sendable
func stringStartsWith(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.startsWith")
    let search = try searchString(vm, args, "String.prototype.startsWith")
    let start = try clampedIndex(vm, args[1], string.length, default: 0)
    return Value(vm.matches(string, search, at: start))
}

/// String.prototype.includes ( searchString, position ) https://tc39.es/ecma262/#sec-string.prototype.includes
@Sendable
func stringIncludes(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.includes")
    let search = try searchString(vm, args, "String.prototype.includes")
    let start = try clampedIndex(vm, args[1], string.length, default: 0)
    return Value(vm.indexOf(string, search, from: start) >= 0)
}

/// String.prototype.indexOf ( searchString, position ) https://tc39.es/ecma262/#sec-string.prototype.indexof
@Sendable
func stringIndexOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.indexOf")
    let search = try vm.toString(args[0])
    let start = try clampedIndex(vm, args[1], string.length, default: 0)
    return Value(int32: Int32(vm.indexOf(string, search, from: start)))
}

/// String.prototype.lastIndexOf ( searchString, position ) https://tc39.es/ecma262/#sec-string.prototype.lastindexof
@Sendable
func stringLastIndexOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.lastIndexOf")
    let search = try vm.toString(args[0])
    let position = try vm.toNumber(args[1])
    let start = position.isNaN ? string.length : Int(min(max(NumberMath.toIntegerOrInfinity(position), 0), Double(string.length)))
    return Value(int32: Int32(vm.lastIndexOf(string, search, from: start)))
}

/// String.prototype.localeCompare ( that ) https://tc39.es/ecma262/#sec-string.prototype.localecompare
///
/// NOTE: there is no Intl; locales and options are not considered. The order is the one of `StringCollation`.
@Sendable
func stringLocaleCompare(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.localeCompare")
    let that = try vm.toString(args[0])
    return Value(int32: StringCollation.compare(string.flat(vm), that.flat(vm)))
}

/// Dispatches to the method of a pattern object; nil when the pattern has none.
/// Only objects are asked, as in the specification since 2025: primitives are texts.
@inline(__always)
private func patternMethod(_ vm: VM, _ pattern: Value, _ symbol: WellKnownSymbol) throws(JSException) -> Value? {
    if !pattern.isObject { return nil }
    let method = try vm.getMethod(pattern, vm.symbols[symbol])
    return method.isUndefined ? nil : method
}

/// String.prototype.match ( regexp ) https://tc39.es/ecma262/#sec-string.prototype.match
@Sendable
func stringMatch(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.requireObjectCoercible(args.this, "String.prototype.match")
    if let method = try patternMethod(vm, args[0], .match) { return try vm.call(method, this: args[0], args.this) }
    let string = try vm.toString(args.this)
    let regexp = try vm.regexpCreate(args[0], flags: vm.emptyString)
    return try vm.invoke(Value(regexp), vm.symbols[.match], Value(string))
}

/// String.prototype.matchAll ( regexp ) https://tc39.es/ecma262/#sec-string.prototype.matchall
@Sendable
func stringMatchAll(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.requireObjectCoercible(args.this, "String.prototype.matchAll")
    if args[0].isObject { try requireGlobal(vm, args[0], "String.prototype.matchAll") }
    if let method = try patternMethod(vm, args[0], .matchAll) { return try vm.call(method, this: args[0], args.this) }
    let string = try vm.toString(args.this)
    let regexp = try vm.regexpCreate(args[0], flags: vm.singleUnitStrings[0x67])
    return try vm.invoke(Value(regexp), vm.symbols[.matchAll], Value(string))
}

/// The check of matchAll and replaceAll that a regular expression has the flag `g`.
func requireGlobal(_ vm: VM, _ pattern: Value, _ method: StaticString) throws(JSException) {
    guard try vm.isRegExp(pattern) else { return }
    let flags = try vm.get(pattern.asObject, .flags)
    if flags.isNullish { throw vm.typeError("\(method) called with a non-global RegExp argument") }
    if vm.indexOf(try vm.toString(flags), vm.singleUnitStrings[0x67], from: 0) < 0 {
        throw vm.typeError("\(method) called with a non-global RegExp argument")
    }
}

/// String.prototype.search ( regexp ) https://tc39.es/ecma262/#sec-string.prototype.search
@Sendable
func stringSearch(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.requireObjectCoercible(args.this, "String.prototype.search")
    if let method = try patternMethod(vm, args[0], .search) { return try vm.call(method, this: args[0], args.this) }
    let string = try vm.toString(args.this)
    let regexp = try vm.regexpCreate(args[0], flags: vm.emptyString)
    return try vm.invoke(Value(regexp), vm.symbols[.search], Value(string))
}

/// String.prototype.replace ( searchValue, replaceValue ) https://tc39.es/ecma262/#sec-string.prototype.replace
@Sendable
func stringReplace(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.requireObjectCoercible(args.this, "String.prototype.replace")
    if let method = try patternMethod(vm, args[0], .replace) {
        return try vm.call(method, this: args[0], args.this, args[1])
    }
    let string = try vm.toString(args.this)
    let search = try vm.toString(args[0])
    let replacer = args[1]
    let template = replacer.isCallable ? vm.emptyString : try vm.toString(replacer)
    let position = vm.indexOf(string, search, from: 0)
    if position < 0 { return Value(string) }
    var builder = StringBuilder()
    builder.append(vm, string, 0, position)
    if replacer.isCallable {
        let result = try vm.call(replacer, this: .undefined, Value(search), Value(int32: Int32(position)), Value(string))
        builder.append(vm, try vm.toString(result))
    } else {
        vm.appendSubstitution(&builder, template, string, position, search.length)
    }
    builder.append(vm, string, position + search.length, string.length)
    return Value(try builder.finish(vm))
}

/// String.prototype.replaceAll ( searchValue, replaceValue ) https://tc39.es/ecma262/#sec-string.prototype.replaceall
@Sendable
func stringReplaceAll(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.requireObjectCoercible(args.this, "String.prototype.replaceAll")
    if args[0].isObject { try requireGlobal(vm, args[0], "String.prototype.replaceAll") }
    if let method = try patternMethod(vm, args[0], .replace) {
        return try vm.call(method, this: args[0], args.this, args[1])
    }
    let string = try vm.toString(args.this)
    let search = try vm.toString(args[0])
    let replacer = args[1]
    let template = replacer.isCallable ? vm.emptyString : try vm.toString(replacer)
    let advance = max(1, search.length)
    var position = vm.indexOf(string, search, from: 0)
    if position < 0 { return Value(string) }
    var builder = StringBuilder()
    var end = 0
    while position >= 0 {
        builder.append(vm, string, end, position)
        if replacer.isCallable {
            let result = try vm.call(replacer, this: .undefined, Value(search), Value(int32: Int32(position)), Value(string))
            builder.append(vm, try vm.toString(result))
        } else {
            vm.appendSubstitution(&builder, template, string, position, search.length)
        }
        end = position + search.length
        position = vm.indexOf(string, search, from: position + advance)
    }
    builder.append(vm, string, end, string.length)
    return Value(try builder.finish(vm))
}

/// String.prototype.split ( separator, limit ) https://tc39.es/ecma262/#sec-string.prototype.split
@Sendable
func stringSplit(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.requireObjectCoercible(args.this, "String.prototype.split")
    if let method = try patternMethod(vm, args[0], .split) {
        return try vm.call(method, this: args[0], args.this, args[1])
    }
    let string = try vm.toString(args.this)
    let limit = args[1].isUndefined ? UInt32.max : try vm.toUint32(args[1])
    let separator = try vm.toString(args[0])
    let result = vm.makeArray()
    if limit == 0 { return Value(result) }
    if args[0].isUndefined {
        vm.arrayAppend(result, Value(string))
        return Value(result)
    }
    let flat = string.flat(vm)
    let length = flat.length
    if separator.isEmpty {
        let count = min(length, Int(limit))
        if count == 0 { return Value(result) }
        let pieces = vm.makeArray(length: count)
        let values = Storage.values(pieces.elements.unsafelyUnwrapped)
        for i in 0..<count { values[i] = Value(vm.string(unit: flat.unit(i))) }
        return Value(pieces)
    }
    let width = separator.length
    var start = 0
    while true {
        let found = vm.indexOf(flat, separator, from: start)
        if found < 0 { break }
        vm.arrayAppend(result, Value(vm.substring(flat, start, found)))
        if result.arrayLength >= limit { return Value(result) }
        start = found + width
    }
    vm.arrayAppend(result, Value(vm.substring(flat, start, length)))
    return Value(result)
}
