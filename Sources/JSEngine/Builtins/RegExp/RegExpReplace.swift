import JSRegExp

/// RegExp.prototype [ %Symbol.replace% ] ( string, replaceValue ) https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.replace%
@Sendable
func regexpSymbolReplace(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let regexp = try regexpReceiver(vm, args, "@@replace")
    let string = try vm.toString(args[0])
    var replacer = args[1]
    if !replacer.isCallable { replacer = Value(try vm.toString(replacer)) }
    if vm.isPristine(regexp) { return Value(try replacePristine(vm, regexp, string, replacer)) }
    return Value(try replaceSlow(vm, regexp, string, replacer))
}

/// The replacement in an unchanged RegExp object. Replacer functions are called between matches instead of after all of them: they
/// cannot tell, as the matching depends on nothing that they can reach.
private func replacePristine(
    _ vm: VM, _ regexp: Object, _ input: JSString, _ replacer: Value
) throws(JSException) -> JSString {
    let string = input.flat(vm)
    let program = RegExpLayout.program(regexp).unsafelyUnwrapped.takeUnretainedValue()
    let flags = program.flags
    let global = flags.contains(.global)
    if !global {
        if try !vm.regexpBuiltinMatch(regexp, string) { return input }
    } else {
        try vm.setLastIndex(regexp, 0)
        if try !vm.regexpMatch(program, string, at: 0) { return input }
    }
    var template: JSString?
    var plain = false
    if let text = replacer.string {
        template = text.flat(vm)
        plain = vm.indexOf(text, vm.singleUnitStrings[0x24], from: 0) < 0
    }
    let hasGroups = !program.groupNames.isEmpty
    var builder = StringBuilder()
    builder.reserve(string.length)
    var end = 0
    while true {
        let (from, to) = (Int(vm.regexp.captures[0]), Int(vm.regexp.captures[1]))
        builder.append(vm, string, end, from)
        end = to
        if let template {
            if plain {
                builder.append(vm, template)
            } else if hasGroups {
                let result = vm.regexpResult(regexp, string)
                let groups = try vm.get(result, .groups)
                try vm.appendSubstitution(
                    &builder, template, string, from, input: .position(to - from), captureCount: program.captureCount - 1,
                    namedCaptures: groups
                ) { (i, builder) in appendCapture(vm, string, i, &builder) }
            } else {
                try vm.appendSubstitution(
                    &builder, template, string, from, input: .position(to - from), captureCount: program.captureCount - 1,
                    namedCaptures: .undefined
                ) { (i, builder) in appendCapture(vm, string, i, &builder) }
            }
        } else {
            let text = try callReplacer(vm, regexp, string, program, replacer, from, hasGroups)
            builder.append(vm, text)
        }
        if !global { break }
        let next = to > from ? to : vm.advanceStringIndex(string, to, unicode: flags.isUnicodeMode)
        if next > string.length { break }
        if try !vm.regexpMatch(program, string, at: next) { break }
    }
    builder.append(vm, string, end, string.length)
    return try builder.finish(vm)
}

private func appendCapture(_ vm: VM, _ string: JSString, _ index: Int, _ builder: inout StringBuilder) {
    let (start, end) = (vm.regexp.captures[2 * index], vm.regexp.captures[2 * index + 1])
    if start >= 0 { builder.append(vm, string, Int(start), Int(end)) }
}

/// Calls a replacer function with the captures of the latest match.
@inline(__always)
private func callReplacer(
    _ vm: VM, _ regexp: Object, _ string: JSString, _ program: RegExpProgram, _ replacer: Value, _ position: Int,
    _ hasGroups: Bool
) throws(JSException) -> JSString {
    let captures = program.captureCount
    let count = captures + 2 + (hasGroups ? 1 : 0)
    let groups = hasGroups ? try vm.get(vm.regexpResult(regexp, string), .groups) : .undefined
    let registers = try vm.pushWindow(replacer, this: .undefined, count: count)
    // The strings are made one after the other: the rest of the window must not hold anything that looks like a value.
    for i in 1...count { registers[i] = .undefined }
    for i in 0..<captures { registers[i + 1] = vm.captureValue(string, i) }
    registers[captures + 1] = Value(int32: Int32(position))
    registers[captures + 2] = Value(string)
    if hasGroups { registers[captures + 3] = groups }
    return try vm.toString(try vm.callWindow(registers, count: count))
}

/// The steps of the specification, for RegExp objects with changed methods and for other objects.
private func replaceSlow(_ vm: VM, _ regexp: Object, _ string: JSString, _ replacer: Value) throws(JSException) -> JSString {
    let flags = try vm.toString(try vm.get(regexp, .flags))
    let global = vm.indexOf(flags, vm.singleUnitStrings[0x67], from: 0) >= 0
    let unicode = hasUnicodeFlag(vm, flags)
    if global { try vm.set(regexp, .lastIndex, .zero) }
    let results = vm.makeArray()
    while true {
        guard let result = try vm.regexpExec(regexp, string).object else { break }
        vm.arrayAppend(results, Value(result))
        if !global { break }
        if try vm.toString(try vm.get(result, vm.key(index: 0))).isEmpty { try advanceLastIndex(vm, regexp, string, unicode) }
    }
    let flat = string.flat(vm)
    var builder = StringBuilder()
    var end = 0
    for i in 0..<Int(results.arrayLength) {
        let result = try vm.getElement(results, i).asObject
        let captureCount = max(try vm.lengthOfArrayLike(result) - 1, 0)
        let matched = try vm.toString(try vm.get(result, vm.key(index: 0)))
        let position = Int(max(min(try vm.toIntegerOrInfinity(try vm.get(result, .index)), Double(flat.length)), 0))
        let captures = vm.makeArray()
        vm.arrayAppend(captures, Value(matched))
        for n in 0..<captureCount {
            let capture = try vm.get(result, vm.key(index: n + 1))
            vm.arrayAppend(captures, capture.isUndefined ? .undefined : Value(try vm.toString(capture)))
        }
        var groups = try vm.get(result, .groups)
        var replacement = StringBuilder()
        if replacer.isCallable {
            vm.arrayAppend(captures, Value(int32: Int32(position)))
            vm.arrayAppend(captures, Value(string))
            if !groups.isUndefined { vm.arrayAppend(captures, groups) }
            let arguments = UnsafeBufferPointer(
                start: Storage.values(captures.elements.unsafelyUnwrapped), count: Int(captures.arrayLength))
            let value = try vm.call(replacer, this: .undefined, arguments)
            replacement.append(vm, try vm.toString(value))
        } else {
            if !groups.isUndefined { groups = Value(try vm.toObject(groups)) }
            try vm.appendSubstitution(
                &replacement, replacer.asString, flat, position, input: .text(matched), captureCount: captureCount,
                namedCaptures: groups
            ) { (n, builder) in
                let capture = Storage.values(captures.elements.unsafelyUnwrapped)[n]
                if let text = capture.string { builder.append(vm, text) }
            }
        }
        if position >= end {
            builder.append(vm, flat, end, position)
            builder.append(vm, try replacement.finish(vm))
            end = position + matched.length
        }
    }
    builder.append(vm, flat, end, flat.length)
    return try builder.finish(vm)
}
