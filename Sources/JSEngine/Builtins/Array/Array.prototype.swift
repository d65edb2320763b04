/// Array.prototype https://tc39.es/ecma262/#sec-properties-of-the-array-prototype-object
let arrayPrototypeProperties: [BuiltinProperty] = [
    .method("at", 1, arrayPrototypeAt),
    .method("concat", 1, arrayPrototypeConcat),
    .method("copyWithin", 2, arrayPrototypeCopyWithin),
    .method("fill", 1, arrayPrototypeFill),
    .method("find", 1, arrayPrototypeFind),
    .method("findIndex", 1, arrayPrototypeFindIndex),
    .method("findLast", 1, arrayPrototypeFindLast),
    .method("findLastIndex", 1, arrayPrototypeFindLastIndex),
    .method("lastIndexOf", 1, arrayPrototypeLastIndexOf),
    .method("pop", 0, arrayPrototypePop),
    .method("push", 1, arrayPrototypePush),
    .method("reverse", 0, arrayPrototypeReverse),
    .method("shift", 0, arrayPrototypeShift),
    .method("unshift", 1, arrayPrototypeUnshift),
    .method("slice", 2, arrayPrototypeSlice),
    .method("sort", 1, arrayPrototypeSort),
    .method("splice", 2, arrayPrototypeSplice),
    .method("includes", 1, arrayPrototypeIncludes),
    .method("indexOf", 1, arrayPrototypeIndexOf),
    .method("join", 1, arrayPrototypeJoin),
    .method("keys", 0, arrayPrototypeKeys),
    .method("entries", 0, arrayPrototypeEntries),
    .method("values", 0, arrayPrototypeValues),
    .method("forEach", 1, arrayPrototypeForEach),
    .method("filter", 1, arrayPrototypeFilter),
    .method("flat", 0, arrayPrototypeFlat),
    .method("flatMap", 1, arrayPrototypeFlatMap),
    .method("map", 1, arrayPrototypeMap),
    .method("every", 1, arrayPrototypeEvery),
    .method("some", 1, arrayPrototypeSome),
    .method("reduce", 1, arrayPrototypeReduce),
    .method("reduceRight", 1, arrayPrototypeReduceRight),
    .method("toLocaleString", 0, arrayPrototypeToLocaleString),
    .method("toString", 0, arrayPrototypeToString),
    .method("toReversed", 0, arrayPrototypeToReversed),
    .method("toSorted", 1, arrayPrototypeToSorted),
    .method("toSpliced", 2, arrayPrototypeToSpliced),
    .method("with", 2, arrayPrototypeWith),
]

/// Array.prototype.at(index) https://tc39.es/ecma262/#sec-array.prototype.at
private func arrayPrototypeAt(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.at")
    let length = try vm.lengthOfArrayLike(object)
    let relative = try vm.toIntegerOrInfinity(args[0])
    let index = relative >= 0 ? relative : Double(length) + relative
    if index < 0 || index >= Double(length) { return .undefined }
    return try vm.getElement(object, Int(index))
}

/// Array.prototype.keys() https://tc39.es/ecma262/#sec-array.prototype.keys
private func arrayPrototypeKeys(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeArrayIterator(try vm.arrayThis(args, "Array.prototype.keys"), .keys)
}

/// Array.prototype.entries() https://tc39.es/ecma262/#sec-array.prototype.entries
private func arrayPrototypeEntries(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeArrayIterator(try vm.arrayThis(args, "Array.prototype.entries"), .entries)
}

/// Array.prototype.values() https://tc39.es/ecma262/#sec-array.prototype.values
private func arrayPrototypeValues(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.makeArrayIterator(try vm.arrayThis(args, "Array.prototype.values"), .values)
}
