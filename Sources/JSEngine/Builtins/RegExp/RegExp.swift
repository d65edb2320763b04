import JSRegExp

/// RegExp https://tc39.es/ecma262/#sec-regexp-regular-expression-objects
///
/// The layout of RegExp objects is described by `RegExpLayout`.
func initialiseRegExp(_ realm: Realm) {
    let vm = realm.vm
    let constructor = realm.defineConstructor(
        "RegExp", .regexp, .regexpPrototype, length: 2, regexpConstructor,
        statics: [.method("escape", 1, regexpEscape), .accessor(.species, get: returnThis)], prototype: regexpPrototypeProperties)
    realm.define(regexpLegacyProperties, on: constructor)
    realm.defineObject(.regexpStringIteratorPrototype, parent: .iteratorPrototype, regexpStringIteratorProperties)
    // What `VM.isPristine` compares with.
    let prototype = realm[.regexpPrototype].asObject
    let shape = vm.shapes.root(prototype: Value(prototype))
    realm.regexpShape = vm.shapes.adding(vm.names[.lastIndex], .writable, to: shape)
    let count = vm.shape(prototype).pointee.count
    let original = vm.allocateStorage(count)
    for i in 0..<count { Storage.values(original)[i] = prototype.slotAddress(i).pointee }
    realm.regexpOriginal = original
    if let species = vm.ownProperty(constructor, vm.symbols[.species]) {
        realm.regexpSpeciesGetter = AccessorPair.getter(species.value.asCell)
    }
}

private let regexpPrototypeProperties: [BuiltinProperty] = [
    .method("exec", 1, regexpPrototypeExec),
    .accessor("dotAll") { (vm, args) throws(JSException) -> Value in try flag(vm, args, .dotAll, "dotAll") },
    .accessor("flags", get: regexpFlagsGetter),
    .accessor("global") { (vm, args) throws(JSException) -> Value in try flag(vm, args, .global, "global") },
    .accessor("hasIndices") { (vm, args) throws(JSException) -> Value in try flag(vm, args, .hasIndices, "hasIndices") },
    .accessor("ignoreCase") { (vm, args) throws(JSException) -> Value in try flag(vm, args, .ignoreCase, "ignoreCase") },
    .accessor("multiline") { (vm, args) throws(JSException) -> Value in try flag(vm, args, .multiline, "multiline") },
    .accessor("source", get: regexpSourceGetter),
    .accessor("sticky") { (vm, args) throws(JSException) -> Value in try flag(vm, args, .sticky, "sticky") },
    .accessor("unicode") { (vm, args) throws(JSException) -> Value in try flag(vm, args, .unicode, "unicode") },
    .accessor("unicodeSets") { (vm, args) throws(JSException) -> Value in try flag(vm, args, .unicodeSets, "unicodeSets") },
    .method("compile", 2, regexpCompile),
    .method("test", 1, regexpTest),
    .method("toString", 0, regexpToString),
    .method(.match, 1, regexpSymbolMatch),
    .method(.matchAll, 1, regexpSymbolMatchAll),
    .method(.replace, 2, regexpSymbolReplace),
    .method(.search, 1, regexpSymbolSearch),
    .method(.split, 2, regexpSymbolSplit),
]

/// RegExp ( pattern, flags ) https://tc39.es/ecma262/#sec-regexp-pattern-flags
@Sendable
private func regexpConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let (pattern, flags) = (args[0], args[1])
    let isRegExp = try vm.isRegExp(pattern)
    var newTarget = args.newTarget
    if newTarget.isUndefined {
        newTarget = Value(args.callee)
        if isRegExp && flags.isUndefined, try vm.get(pattern.asObject, .constructor) == newTarget { return pattern }
    }
    var (p, f) = (pattern, flags)
    if let object = pattern.object(of: .regexp) {
        p = object.internalSlot(0)
        if flags.isUndefined { f = Value(vm.string(RegExpLayout.flags(object).text)) }
    } else if isRegExp {
        p = try vm.get(pattern.asObject, .source)
        if flags.isUndefined { f = try vm.get(pattern.asObject, .flags) }
    }
    let object = vm.regexpAllocate(prototype: try vm.prototypeFromConstructor(newTarget, .regexpPrototype))
    try vm.regexpInitialize(object, p, f)
    return Value(object)
}

private func incompatible(_ vm: VM, _ method: StaticString, _ value: Value) -> JSException {
    vm.typeError("Method RegExp.prototype.\(method) called on incompatible receiver \(vm.describeReceiver(value))")
}

extension VM {
    /// A receiver as V8 names it in messages: objects and arrays as `[object X]`, others by their text.
    func describeReceiver(_ value: Value) -> String {
        if let text = value.string { return text.toSwift(self) }
        if value.isObject && !value.isCallable { return value.asObject.kind == .array ? "[object Array]" : "[object Object]" }
        return describe(value)
    }
}

/// The `this` of methods that work on any object.
@inline(__always)
func regexpReceiver(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> Object {
    guard let object = args.this.object else { throw incompatible(vm, method, args.this) }
    return object
}

/// RegExp.prototype.exec ( string ) https://tc39.es/ecma262/#sec-regexp.prototype.exec
@Sendable
private func regexpPrototypeExec(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args.this.object(of: .regexp) else { throw incompatible(vm, "exec", args.this) }
    return try vm.regexpBuiltinExec(object, try vm.toString(args[0]))
}

/// RegExp.prototype.test ( S ) https://tc39.es/ecma262/#sec-regexp.prototype.test
@Sendable
private func regexpTest(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try regexpReceiver(vm, args, "test")
    let string = try vm.toString(args[0])
    if vm.isPristine(object) { return Value(try vm.regexpBuiltinMatch(object, string.flat(vm))) }
    return Value(!(try vm.regexpExec(object, string)).isNull)
}

/// RegExp.prototype.toString ( ) https://tc39.es/ecma262/#sec-regexp.prototype.tostring
@Sendable
private func regexpToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try regexpReceiver(vm, args, "toString")
    var builder = StringBuilder()
    builder.append(0x2F)
    builder.append(vm, try vm.toString(try vm.get(object, .source)))
    builder.append(0x2F)
    builder.append(vm, try vm.toString(try vm.get(object, .flags)))
    return Value(try builder.finish(vm))
}

/// RegExp.prototype.compile ( pattern, flags ) https://tc39.es/ecma262/#sec-regexp.prototype.compile
@Sendable
private func regexpCompile(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args.this.object(of: .regexp) else { throw incompatible(vm, "compile", args.this) }
    if let other = args[0].object(of: .regexp) {
        if !args[1].isUndefined { throw vm.typeError("Invalid flags supplied to RegExp constructor") }
        try vm.regexpInitialize(object, other.internalSlot(0), Value(vm.string(RegExpLayout.flags(other).text)))
    } else {
        try vm.regexpInitialize(object, args[0], args[1])
    }
    return args.this
}

// MARK: Getters

/// RegExpHasFlag ( R, codeUnit )
///
/// [RegExpHasFlag](https://tc39.es/ecma262/#sec-regexphasflag)
private func flag(_ vm: VM, _ args: Arguments, _ flag: RegExpFlags, _ name: StaticString) throws(JSException) -> Value {
    if let object = args.this.object(of: .regexp) { return Value(RegExpLayout.flags(object).contains(flag)) }
    if args.this == vm.realm[.regexpPrototype] { return .undefined }
    throw vm.typeError("RegExp.prototype.\(name) getter called on non-RegExp object")
}

/// get RegExp.prototype.flags https://tc39.es/ecma262/#sec-get-regexp.prototype.flags
@Sendable
private func regexpFlagsGetter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args.this.object else {
        throw vm.typeError("RegExp.prototype.flags getter called on non-object \(vm.describeReceiver(args.this))")
    }
    var flags = RegExpFlags()
    if vm.isPristine(object) {
        flags = RegExpLayout.flags(object)
    } else {
        if vm.toBoolean(try vm.get(object, .hasIndices)) { flags.insert(.hasIndices) }
        if vm.toBoolean(try vm.get(object, .global)) { flags.insert(.global) }
        if vm.toBoolean(try vm.get(object, .ignoreCase)) { flags.insert(.ignoreCase) }
        if vm.toBoolean(try vm.get(object, .multiline)) { flags.insert(.multiline) }
        if vm.toBoolean(try vm.get(object, .dotAll)) { flags.insert(.dotAll) }
        if vm.toBoolean(try vm.get(object, .unicode)) { flags.insert(.unicode) }
        if vm.toBoolean(try vm.get(object, .unicodeSets)) { flags.insert(.unicodeSets) }
        if vm.toBoolean(try vm.get(object, .sticky)) { flags.insert(.sticky) }
    }
    return Value(vm.string(flags.text))
}

/// get RegExp.prototype.source https://tc39.es/ecma262/#sec-get-regexp.prototype.source
@Sendable
private func regexpSourceGetter(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args.this.object(of: .regexp) else {
        if args.this == vm.realm[.regexpPrototype] { return Value(vm.string("(?:)")) }
        throw vm.typeError("RegExp.prototype.source getter called on non-RegExp object")
    }
    return Value(try vm.escapePattern(RegExpLayout.source(object)))
}

extension VM {
    /// EscapeRegExpPattern ( P, F )
    ///
    /// [EscapeRegExpPattern](https://tc39.es/ecma262/#sec-escaperegexppattern)
    func escapePattern(_ source: JSString) throws(JSException) -> JSString {
        if source.isEmpty { return string("(?:)") }
        let flat = source.flat(self)
        var needsEscape = false
        for i in 0..<flat.length {
            let unit = flat.unit(i)
            if unit == 0x2F || unit == 0x0A || unit == 0x0D || unit == 0x2028 || unit == 0x2029 { needsEscape = true }
        }
        if !needsEscape { return flat }
        var builder = StringBuilder()
        var inClass = false
        var i = 0
        while i < flat.length {
            let unit = flat.unit(i)
            i += 1
            switch unit {
            case 0x5C:
                builder.append(0x5C)
                if i < flat.length {
                    // A line terminator behind a backslash takes the backslash along.
                    if !appendLineTerminator(flat.unit(i), &builder) { builder.append(flat.unit(i)) }
                    i += 1
                }
                continue
            case 0x5B: inClass = true
            case 0x5D: inClass = false
            case 0x2F where !inClass: builder.append(0x5C)
            case 0x0A, 0x0D, 0x2028, 0x2029:
                builder.append(0x5C)
                _ = appendLineTerminator(unit, &builder)
                continue
            default: break
            }
            builder.append(unit)
        }
        return try builder.finish(self)
    }

    /// Appends what follows the backslash of an escaped line terminator.
    private func appendLineTerminator(_ unit: UInt16, _ builder: inout StringBuilder) -> Bool {
        switch unit {
        case 0x0A: builder.append("n")
        case 0x0D: builder.append("r")
        case 0x2028: builder.append("u2028")
        case 0x2029: builder.append("u2029")
        default: return false
        }
        return true
    }
}
