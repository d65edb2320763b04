/// The methods of String.prototype that read parts of a string; the table of all of them.
/// https://tc39.es/ecma262/#sec-properties-of-the-string-prototype-object
let stringPrototypeProperties: [BuiltinProperty] = [
    .method("at", 1, stringAt),
    .method("charAt", 1, stringCharAt),
    .method("charCodeAt", 1, stringCharCodeAt),
    .method("codePointAt", 1, stringCodePointAt),
    .method("concat", 1, stringConcat),
    .method("endsWith", 1, stringEndsWith),
    .method("includes", 1, stringIncludes),
    .method("indexOf", 1, stringIndexOf),
    .method("isWellFormed", 0, stringIsWellFormed),
    .method("lastIndexOf", 1, stringLastIndexOf),
    .method("localeCompare", 1, stringLocaleCompare),
    .method("match", 1, stringMatch),
    .method("matchAll", 1, stringMatchAll),
    .method("normalize", 0, stringNormalize),
    .method("padEnd", 1, stringPadEnd),
    .method("padStart", 1, stringPadStart),
    .method("repeat", 1, stringRepeat),
    .method("replace", 2, stringReplace),
    .method("replaceAll", 2, stringReplaceAll),
    .method("search", 1, stringSearch),
    .method("slice", 2, stringSlice),
    .method("split", 2, stringSplit),
    .method("startsWith", 1, stringStartsWith),
    .method("substr", 2, stringSubstr),
    .method("substring", 2, stringSubstring),
    .method("toLocaleLowerCase", 0, stringToLocaleLowerCase),
    .method("toLocaleUpperCase", 0, stringToLocaleUpperCase),
    .method("toLowerCase", 0, stringToLowerCase),
    .method("toString", 0, stringToString),
    .method("toUpperCase", 0, stringToUpperCase),
    .method("toWellFormed", 0, stringToWellFormed),
    .method("trim", 0, stringTrim),
    .method("trimEnd", 0, stringTrimEnd),
    .method("trimStart", 0, stringTrimStart),
    .method("valueOf", 0, stringValueOf),
    .method(.iterator, 0, stringPrototypeIterator),
]

/// ToString(RequireObjectCoercible(this value))
@inline(__always)
func thisString(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> JSString {
    if args.this.isString { return args.this.asString }
    try vm.requireObjectCoercible(args.this, method)
    return try vm.toString(args.this)
}

/// String.prototype.at ( index ) https://tc39.es/ecma262/#sec-string.prototype.at
@Sendable
private func stringAt(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.at")
    let relative = try vm.toIntegerOrInfinity(args[0])
    let index = relative < 0 ? Double(string.length) + relative : relative
    if index < 0 || index >= Double(string.length) { return .undefined }
    return Value(vm.string(unit: string.flat(vm).unit(Int(index))))
}

/// String.prototype.charAt ( pos ) https://tc39.es/ecma262/#sec-string.prototype.charat
@Sendable
private func stringCharAt(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.charAt")
    let position = try vm.toIntegerOrInfinity(args[0])
    if position < 0 || position >= Double(string.length) { return Value(vm.emptyString) }
    return Value(vm.string(unit: string.flat(vm).unit(Int(position))))
}

/// String.prototype.charCodeAt ( pos ) https://tc39.es/ecma262/#sec-string.prototype.charcodeat
@Sendable
private func stringCharCodeAt(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.charCodeAt")
    let argument = args[0]
    if argument.isInt32 {
        let position = Int(argument.asInt32)
        if position < 0 || position >= string.length { return .nan }
        return Value(int32: Int32(string.flat(vm).unit(position)))
    }
    let position = try vm.toIntegerOrInfinity(argument)
    if position < 0 || position >= Double(string.length) { return .nan }
    return Value(int32: Int32(string.flat(vm).unit(Int(position))))
}

/// String.prototype.codePointAt ( pos ) https://tc39.es/ecma262/#sec-string.prototype.codepointat
@Sendable
private func stringCodePointAt(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.codePointAt")
    let position = try vm.toIntegerOrInfinity(args[0])
    if position < 0 || position >= Double(string.length) { return .undefined }
    return Value(int32: Int32(vm.codePoint(string.flat(vm), at: Int(position))))
}

/// String.prototype.concat ( ...args ) https://tc39.es/ecma262/#sec-string.prototype.concat
@Sendable
private func stringConcat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    var result = try thisString(vm, args, "String.prototype.concat")
    for i in 0..<args.count { result = try vm.concatenate(result, try vm.toString(args[i])) }
    return Value(result)
}

/// String.prototype.slice ( start, end ) https://tc39.es/ecma262/#sec-string.prototype.slice
@Sendable
private func stringSlice(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.slice")
    let length = string.length
    let from = try vm.relativeIndex(args[0], length: length, default: 0)
    let to = try vm.relativeIndex(args[1], length: length, default: length)
    return Value(from >= to ? vm.emptyString : vm.substring(string, from, to))
}

/// String.prototype.substring ( start, end ) https://tc39.es/ecma262/#sec-string.prototype.substring
@Sendable
private func stringSubstring(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.substring")
    let length = Double(string.length)
    let start = Int(min(max(try vm.toIntegerOrInfinity(args[0]), 0), length))
    let end = args[1].isUndefined ? string.length : Int(min(max(try vm.toIntegerOrInfinity(args[1]), 0), length))
    return Value(vm.substring(string, min(start, end), max(start, end)))
}

/// String.prototype.substr ( start, length ) https://tc39.es/ecma262/#sec-string.prototype.substr
@Sendable
private func stringSubstr(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.substr")
    let size = string.length
    let start = try vm.relativeIndex(args[0], length: size, default: 0)
    let length = args[1].isUndefined ? Double(size) : try vm.toIntegerOrInfinity(args[1])
    let end = Int(min(Double(start) + min(max(length, 0), Double(size)), Double(size)))
    return Value(start >= end ? vm.emptyString : vm.substring(string, start, end))
}

/// String.prototype.toString ( ) https://tc39.es/ecma262/#sec-string.prototype.tostring
@Sendable
private func stringToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try thisStringValue(vm, args, "String.prototype.toString")
}

/// String.prototype.valueOf ( ) https://tc39.es/ecma262/#sec-string.prototype.valueof
@Sendable
private func stringValueOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try thisStringValue(vm, args, "String.prototype.valueOf")
}

/// ThisStringValue ( value )
private func thisStringValue(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Value {
    if args.this.isString { return args.this }
    if let object = args.this.object(of: .stringObject) { return object.internalSlot(0) }
    throw vm.typeError("\(method) requires that 'this' be a String")
}

/// String.prototype.repeat ( count ) https://tc39.es/ecma262/#sec-string.prototype.repeat
@Sendable
private func stringRepeat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.repeat")
    let count = try vm.toIntegerOrInfinity(args[0])
    if count < 0 || count == .infinity {
        throw vm.rangeError("Invalid count value: \(try vm.toString(args[0]).toSwift(vm))")
    }
    if string.isEmpty || count == 0 { return Value(vm.emptyString) }
    if count * Double(string.length) > Double(JSString.maxLength) { throw vm.rangeError("Invalid string length") }
    return Value(vm.repeated(string, length: string.length * Int(count)))
}

extension VM {
    /// `length` code units of a string repeated over and over; the string is not empty.
    func repeated(_ string: JSString, length: Int) -> JSString {
        if length == 0 { return emptyString }
        if length == 1 { return self.string(unit: string.flat(self).unit(0)) }
        let source = string.flat(self)
        if length <= source.length { return substring(source, 0, length) }
        let result = JSString.allocateFlat(heap, length: length, wide: source.isWide)
        let unitSize = source.isWide ? 2 : 1
        let (from, to) = (source.cell + JSString.unitsOffset, result.cell + JSString.unitsOffset)
        let total = length * unitSize
        // Doubles what is there.
        var filled = source.length * unitSize
        to.copyMemory(from: from, byteCount: filled)
        while filled < total {
            let count = min(filled, total - filled)
            (to + filled).copyMemory(from: to, byteCount: count)
            filled += count
        }
        return result
    }
}

/// String.prototype.padEnd ( maxLength, fillString ) https://tc39.es/ecma262/#sec-string.prototype.padend
@Sendable
private func stringPadEnd(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.padEnd")
    guard let padding = try padding(vm, string, args) else { return Value(string) }
    return Value(try vm.concatenate(string, padding))
}

/// String.prototype.padStart ( maxLength, fillString ) https://tc39.es/ecma262/#sec-string.prototype.padstart
@Sendable
private func stringPadStart(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let string = try thisString(vm, args, "String.prototype.padStart")
    guard let padding = try padding(vm, string, args) else { return Value(string) }
    return Value(try vm.concatenate(padding, string))
}

/// The filler of StringPad ( S, maxLength, fillString, placement ), nil when there is none.
private func padding(_ vm: VM, _ string: JSString, _ args: Arguments) throws(JSException) -> JSString? {
    let maxLength = try vm.toLength(args[0])
    if maxLength <= string.length { return nil }
    let filler = args[1].isUndefined ? vm.singleUnitStrings[0x20] : try vm.toString(args[1])
    if filler.isEmpty { return nil }
    if maxLength > JSString.maxLength { throw vm.rangeError("Invalid string length") }
    return vm.repeated(filler, length: maxLength - string.length)
}
