import JSRegExp

/// The methods of RegExp.prototype that String.prototype calls, but replace. Each has a path for RegExp objects that no script has
/// changed, which runs the program directly, and the path of the specification.

/// RegExp.prototype [ %Symbol.match% ] ( string ) https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.match%
@Sendable
func regexpSymbolMatch(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let regexp = try regexpReceiver(vm, args, "@@match")
    let string = try vm.toString(args[0])
    if vm.isPristine(regexp) {
        let flat = string.flat(vm)
        let flags = RegExpLayout.flags(regexp)
        if !flags.contains(.global) { return try vm.regexpBuiltinExec(regexp, flat) }
        try vm.setLastIndex(regexp, 0)
        let program = RegExpLayout.program(regexp).unsafelyUnwrapped.takeUnretainedValue()
        var result: Object?
        var start = 0
        while start <= flat.length, try vm.regexpMatch(program, flat, at: start) {
            let (from, to) = (Int(vm.regexp.captures[0]), Int(vm.regexp.captures[1]))
            let array = result ?? vm.makeArray()
            result = array
            vm.arrayAppend(array, Value(vm.substring(flat, from, to)))
            start = to > from ? to : vm.advanceStringIndex(flat, to, unicode: flags.isUnicodeMode)
        }
        return result.map { Value($0) } ?? .null
    }
    let flags = try vm.toString(try vm.get(regexp, .flags))
    if vm.indexOf(flags, vm.singleUnitStrings[0x67], from: 0) < 0 { return try vm.regexpExec(regexp, string) }
    let unicode = hasUnicodeFlag(vm, flags)
    try vm.set(regexp, .lastIndex, .zero)
    let array = vm.makeArray()
    while true {
        guard let result = try vm.regexpExec(regexp, string).object else { break }
        let matched = try vm.toString(try vm.get(result, vm.key(index: 0)))
        vm.arrayAppend(array, Value(matched))
        if matched.isEmpty { try advanceLastIndex(vm, regexp, string, unicode) }
    }
    return array.arrayLength == 0 ? .null : Value(array)
}

func hasUnicodeFlag(_ vm: VM, _ flags: JSString) -> Bool {
    vm.indexOf(flags, vm.singleUnitStrings[0x75], from: 0) >= 0 || vm.indexOf(flags, vm.singleUnitStrings[0x76], from: 0) >= 0
}

/// Moves lastIndex on after an empty match.
func advanceLastIndex(_ vm: VM, _ regexp: Object, _ string: JSString, _ unicode: Bool) throws(JSException) {
    let index = try vm.toLength(try vm.get(regexp, .lastIndex))
    try vm.set(regexp, .lastIndex, Value(vm.advanceStringIndex(string.flat(vm), index, unicode: unicode)))
}

/// RegExp.prototype [ %Symbol.matchAll% ] ( string ) https://tc39.es/ecma262/#sec-regexp-prototype-%symbol.matchall%
@Sendable
func regexpSymbolMatchAll(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let regexp = try regexpReceiver(vm, args, "@@matchAll")
    let string = try vm.toString(args[0])
    let constructor = try vm.speciesConstructor(regexp, default: vm.realm[.regexp])
    let flags = try vm.toString(try vm.get(regexp, .flags))
    let matcher = try vm.construct(constructor, [Value(regexp), Value(flags)])
    try vm.set(matcher, .lastIndex, Value(try vm.toLength(try vm.get(regexp, .lastIndex))))
    let global = vm.indexOf(flags, vm.singleUnitStrings[0x67], from: 0) >= 0
    let iterator = vm.makeObject(
        .regexpStringIterator, prototype: vm.realm[.regexpStringIteratorPrototype], internalSlots: 4)
    iterator.setInternalSlot(0, Value(matcher))
    iterator.setInternalSlot(1, Value(string))
    iterator.setInternalSlot(2, Value(int32: (global ? 1 : 0) | (hasUnicodeFlag(vm, flags) ? 2 : 0)))
    iterator.setInternalSlot(3, .false)
    return Value(iterator)
}

/// RegExp String Iterator objects https://tc39.es/ecma262/#sec-regexp-string-iterator-objects
///
/// Internal slots: 0 [[IteratingRegExp]]; 1 [[IteratedString]]; 2 bits: 1 [[Global]], 2 [[Unicode]]; 3 [[Done]].
let regexpStringIteratorProperties: [BuiltinProperty] = [
    .method("next", 0, regexpStringIteratorNext),
    .toStringTag("RegExp String Iterator"),
]

/// %RegExpStringIteratorPrototype%.next ( ) https://tc39.es/ecma262/#sec-%regexpstringiteratorprototype%.next
@Sendable
private func regexpStringIteratorNext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let iterator = args.this.object(of: .regexpStringIterator) else {
        throw vm.typeError(
            "Method RegExp String Iterator.prototype.next called on incompatible receiver \(vm.describeReceiver(args.this))")
    }
    if iterator.internalSlot(3).isTrue { return vm.makeIteratorResult(.undefined, done: true) }
    let (regexp, string) = (iterator.internalSlot(0).asObject, iterator.internalSlot(1).asString)
    let flags = iterator.internalSlot(2).asInt32
    let match: Value
    do throws(JSException) { match = try vm.regexpExec(regexp, string) } catch {
        iterator.setInternalSlot(3, .true)
        throw error
    }
    guard let result = match.object else {
        iterator.setInternalSlot(3, .true)
        return vm.makeIteratorResult(.undefined, done: true)
    }
    if flags & 1 == 0 {
        iterator.setInternalSlot(3, .true)
    } else if try vm.toString(try vm.get(result, vm.key(index: 0))).isEmpty {
        try advanceLastIndex(vm, regexp, string, flags & 2 != 0)
    }
    return vm.makeIteratorResult(match, done: false)
}

/// RegExp.prototype [ %Symbol.search% ] ( string ) https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.search%
@Sendable
func regexpSymbolSearch(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let regexp = try regexpReceiver(vm, args, "@@search")
    let string = try vm.toString(args[0])
    if vm.isPristine(regexp) {
        let program = RegExpLayout.program(regexp).unsafelyUnwrapped.takeUnretainedValue()
        return Value(int32: try vm.regexpMatch(program, string.flat(vm), at: 0) ? vm.regexp.captures[0] : -1)
    }
    let previous = try vm.get(regexp, .lastIndex)
    if !vm.isSameValue(previous, .zero) { try vm.set(regexp, .lastIndex, .zero) }
    let result = try vm.regexpExec(regexp, string)
    let current = try vm.get(regexp, .lastIndex)
    if !vm.isSameValue(current, previous) { try vm.set(regexp, .lastIndex, previous) }
    guard let match = result.object else { return Value(int32: -1) }
    return try vm.get(match, .index)
}

/// RegExp.prototype [ %Symbol.split% ] ( string, limit ) https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.split%
@Sendable
func regexpSymbolSplit(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let regexp = try regexpReceiver(vm, args, "@@split")
    let string = try vm.toString(args[0])
    if vm.isPristine(regexp) && vm.hasDefaultSpecies(regexp) {
        // A search finds the same places as trying each position with the flag y, but not when the expression is sticky itself.
        let flags = RegExpLayout.flags(regexp)
        let program =
            flags.contains(.sticky)
            ? try vm.regexpProgram(RegExpLayout.source(regexp), flags.subtracting(.sticky))
            : RegExpLayout.program(regexp).unsafelyUnwrapped.takeUnretainedValue()
        let limit = args[1].isUndefined ? UInt32.max : try vm.toUint32(args[1])
        return Value(try split(vm, string.flat(vm), program, limit))
    }
    let constructor = try vm.speciesConstructor(regexp, default: vm.realm[.regexp])
    let flags = try vm.toString(try vm.get(regexp, .flags))
    let unicode = hasUnicodeFlag(vm, flags)
    let sticky = vm.singleUnitStrings[0x79]
    let newFlags = vm.indexOf(flags, sticky, from: 0) >= 0 ? flags : try vm.concatenate(flags, sticky)
    let splitter = try vm.construct(constructor, [Value(regexp), Value(newFlags)])
    let array = vm.makeArray()
    let limit = args[1].isUndefined ? UInt32.max : try vm.toUint32(args[1])
    if limit == 0 { return Value(array) }
    if string.isEmpty {
        if try vm.regexpExec(splitter, string).isNull { vm.arrayAppend(array, Value(string)) }
        return Value(array)
    }
    let flat = string.flat(vm)
    let size = flat.length
    var (p, q) = (0, 0)
    while q < size {
        try vm.set(splitter, .lastIndex, Value(q))
        guard let match = try vm.regexpExec(splitter, string).object else {
            q = vm.advanceStringIndex(flat, q, unicode: unicode)
            continue
        }
        let e = min(try vm.toLength(try vm.get(splitter, .lastIndex)), size)
        if e == p {
            q = vm.advanceStringIndex(flat, q, unicode: unicode)
            continue
        }
        vm.arrayAppend(array, Value(vm.substring(flat, p, q)))
        if array.arrayLength == limit { return Value(array) }
        p = e
        let captures = max(try vm.lengthOfArrayLike(match) - 1, 0)
        for i in 0..<captures {
            vm.arrayAppend(array, try vm.get(match, vm.key(index: i + 1)))
            if array.arrayLength == limit { return Value(array) }
        }
        q = p
    }
    vm.arrayAppend(array, Value(vm.substring(flat, p, size)))
    return Value(array)
}

private func split(_ vm: VM, _ string: JSString, _ program: RegExpProgram, _ limit: UInt32) throws(JSException) -> Object {
    let array = vm.makeArray()
    if limit == 0 { return array }
    let size = string.length
    if size == 0 {
        if try !vm.regexpMatch(program, string, at: 0) { vm.arrayAppend(array, Value(string)) }
        return array
    }
    let unicode = program.flags.isUnicodeMode
    var (p, q) = (0, 0)
    while q < size, try vm.regexpMatch(program, string, at: q) {
        let (start, end) = (Int(vm.regexp.captures[0]), Int(vm.regexp.captures[1]))
        if start >= size { break }
        if end == p {
            // An empty match where the last piece ended.
            q = vm.advanceStringIndex(string, max(q, start), unicode: unicode)
            continue
        }
        vm.arrayAppend(array, Value(vm.substring(string, p, start)))
        if array.arrayLength == limit { return array }
        p = end
        for i in 1..<max(program.captureCount, 1) {
            vm.arrayAppend(array, vm.captureValue(string, i))
            if array.arrayLength == limit { return array }
        }
        q = p
    }
    vm.arrayAppend(array, Value(vm.substring(string, p, size)))
    return array
}
