/// The legacy static properties of RegExp https://github.com/tc39/proposal-regexp-legacy-features
let regexpLegacyProperties: [BuiltinProperty] =
    [
        .accessor("input", get: legacyInput, set: legacySetInput),
        .accessor("$_", get: legacyInput, set: legacySetInput),
        .accessor("lastMatch", get: legacyLastMatch),
        .accessor("$&", get: legacyLastMatch),
        .accessor("lastParen", get: legacyLastParen),
        .accessor("$+", get: legacyLastParen),
        .accessor("leftContext", get: legacyLeftContext),
        .accessor("$`", get: legacyLeftContext),
        .accessor("rightContext", get: legacyRightContext),
        .accessor("$'", get: legacyRightContext),
        .accessor("$1") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 1) },
        .accessor("$2") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 2) },
        .accessor("$3") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 3) },
        .accessor("$4") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 4) },
        .accessor("$5") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 5) },
        .accessor("$6") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 6) },
        .accessor("$7") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 7) },
        .accessor("$8") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 8) },
        .accessor("$9") { (vm, args) throws(JSException) -> Value in try legacyCapture(vm, args, 9) },
    ]

/// The static properties are those of %RegExp% alone, not of its subclasses.
private func checkReceiver(_ vm: VM, _ args: Arguments) throws(JSException) {
    if args.this != vm.realm[.regexp] { throw vm.typeError("Receiver is not RegExp") }
}

@Sendable
private func legacyInput(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try checkReceiver(vm, args)
    let input = vm.regexp.inputOverride.isUndefined ? vm.regexp.lastInput : vm.regexp.inputOverride
    return input.isUndefined ? Value(vm.emptyString) : input
}

@Sendable
private func legacySetInput(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try checkReceiver(vm, args)
    vm.regexp.inputOverride = Value(try vm.toString(args[0]))
    return .undefined
}

/// A part of the last input.
private func part(_ vm: VM, _ start: Int32, _ end: Int32) -> Value {
    guard let input = vm.regexp.lastInput.string, start >= 0, end >= start else { return Value(vm.emptyString) }
    return Value(vm.substring(input, Int(start), Int(end)))
}

private func legacyCapture(_ vm: VM, _ args: Arguments, _ index: Int) throws(JSException) -> Value {
    try checkReceiver(vm, args)
    if index >= vm.regexp.lastCaptureCount { return Value(vm.emptyString) }
    return part(vm, vm.regexp.captures[2 * index], vm.regexp.captures[2 * index + 1])
}

@Sendable
private func legacyLastMatch(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try checkReceiver(vm, args)
    return part(vm, vm.regexp.captures[0], vm.regexp.captures[1])
}

@Sendable
private func legacyLastParen(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try legacyCapture(vm, args, max(1, vm.regexp.lastCaptureCount - 1))
}

@Sendable
private func legacyLeftContext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try checkReceiver(vm, args)
    return part(vm, 0, vm.regexp.captures[0])
}

@Sendable
private func legacyRightContext(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try checkReceiver(vm, args)
    let length = vm.regexp.lastInput.string?.length ?? 0
    return part(vm, vm.regexp.captures[1], Int32(length))
}
