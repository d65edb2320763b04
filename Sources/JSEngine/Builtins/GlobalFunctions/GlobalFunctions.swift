/// Function properties of the global object https://tc39.es/ecma262/#sec-function-properties-of-the-global-object
func initialiseGlobalFunctions(_ realm: Realm) {
    let vm = realm.vm
    realm[.eval] = Value(vm.makeFunction("eval", length: 1, globalEval))
    realm[.parseInt] = Value(vm.makeFunction("parseInt", length: 2, globalParseInt))
    realm[.parseFloat] = Value(vm.makeFunction("parseFloat", length: 1, globalParseFloat))
    realm[.isNaN] = Value(vm.makeFunction("isNaN", length: 1, globalIsNaN))
    realm[.isFinite] = Value(vm.makeFunction("isFinite", length: 1, globalIsFinite))
    realm[.decodeURI] = Value(vm.makeFunction("decodeURI", length: 1, globalDecodeURI))
    realm[.decodeURIComponent] = Value(vm.makeFunction("decodeURIComponent", length: 1, globalDecodeURIComponent))
    realm[.encodeURI] = Value(vm.makeFunction("encodeURI", length: 1, globalEncodeURI))
    realm[.encodeURIComponent] = Value(vm.makeFunction("encodeURIComponent", length: 1, globalEncodeURIComponent))
    realm[.escape] = Value(vm.makeFunction("escape", length: 1, globalEscape))
    realm[.unescape] = Value(vm.makeFunction("unescape", length: 1, globalUnescape))
    realm[.queueMicrotask] = Value(vm.makeFunction("queueMicrotask", length: 1, globalQueueMicrotask))
}

/// Value properties of the global object https://tc39.es/ecma262/#sec-value-properties-of-the-global-object
func defineGlobalValues(_ realm: Realm) {
    let vm = realm.vm
    vm.defineOwn(realm.global, vm.key("NaN"), .nan, [])
    vm.defineOwn(realm.global, vm.key("Infinity"), Value(Double.infinity), [])
    vm.defineOwn(realm.global, vm.names[.undefined], .undefined, [])
}

/// eval(x), called indirectly https://tc39.es/ecma262/#sec-eval-x
private func globalEval(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try vm.indirectEval(args[0])
}

/// parseInt(string, radix) https://tc39.es/ecma262/#sec-parseint-string-radix
private func globalParseInt(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args[0].isInt32 && (args.count < 2 || args[1] == Value(int32: 10)) { return args[0] }
    let text = try vm.toString(args[0]).flat(vm)
    let radix = try vm.toInt32(args[1])
    if text.isWide {
        return Value(NumberParsing.parseInt(UnsafeBufferPointer(start: text.utf16, count: text.length), radix: radix))
    }
    return Value(NumberParsing.parseInt(UnsafeBufferPointer(start: text.latin1, count: text.length), radix: radix))
}

/// parseFloat(string) https://tc39.es/ecma262/#sec-parsefloat-string
private func globalParseFloat(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args[0].isInt32 { return args[0] }
    let text = try vm.toString(args[0]).flat(vm)
    if text.isWide { return Value(NumberParsing.parseFloat(UnsafeBufferPointer(start: text.utf16, count: text.length))) }
    return Value(NumberParsing.parseFloat(UnsafeBufferPointer(start: text.latin1, count: text.length)))
}

/// isNaN(number) https://tc39.es/ecma262/#sec-isnan-number
private func globalIsNaN(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(try vm.toNumber(args[0]).isNaN) }

/// isFinite(number) https://tc39.es/ecma262/#sec-isfinite-number
private func globalIsFinite(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.toNumber(args[0]).isFinite)
}

/// queueMicrotask(callback) https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#microtask-queuing
private func globalQueueMicrotask(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args[0].isCallable {
        throw vm.typeError("The \"callback\" argument must be of type function. Received \(vm.describeReceived(args[0]))")
    }
    vm.enqueueJob({ (vm, callback, _, _) throws(JSException) in _ = try vm.call(callback, this: .undefined) }, args[0])
    return .undefined
}

extension VM {
    /// `type number (1)`, as Node's ERR_INVALID_ARG_TYPE ends.
    fileprivate func describeReceived(_ value: Value) -> String {
        if value.isNullish { return describe(value) }
        if let object = value.object { return "an instance of \(constructorName(object))" }
        let text = value.isString ? "'\(display(value))'" : display(value)
        return "type \(typeof(value).asString.toSwift(self)) (\(text))"
    }
}
