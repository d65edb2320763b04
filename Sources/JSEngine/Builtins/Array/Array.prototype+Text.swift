// Array.prototype.join and what builds on it.

/// Array.prototype.join(separator) https://tc39.es/ecma262/#sec-array.prototype.join
func arrayPrototypeJoin(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.join")
    return Value(try vm.join(object, args[0], localized: false))
}

/// Array.prototype.toLocaleString() https://tc39.es/ecma262/#sec-array.prototype.tolocalestring
func arrayPrototypeToLocaleString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.toLocaleString")
    return Value(try vm.join(object, .undefined, localized: true))
}

/// Array.prototype.toString() https://tc39.es/ecma262/#sec-array.prototype.tostring
func arrayPrototypeToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.arrayThis(args, "Array.prototype.toString")
    let join = try vm.get(object, .join)
    if join.isCallable { return try vm.call(join, this: Value(object)) }
    return try vm.objectToString(Value(object))
}

extension VM {
    /// %Object.prototype.toString%
    func objectToString(_ value: Value) throws(JSException) -> Value {
        let registers = try pushWindow(.undefined, this: value, count: 0)
        defer { top = registers - Frame.entryHeader }
        return try objectPrototypeToString(self, Arguments(registers: registers, count: 0))
    }

    /// Joins the elements' texts. An array that is being joined already gives "", so that cycles end.
    fileprivate func join(_ object: Object, _ separatorValue: Value, localized: Bool) throws(JSException) -> JSString {
        try checkNativeStack()
        let length = try lengthOfArrayLike(object)
        let separator = separatorValue.isUndefined ? singleUnitStrings[0x2C] : try toString(separatorValue)
        if joining.contains(object) { return emptyString }
        joining.append(object)
        defer { joining.removeLast() }
        if length == 1 && !localized {
            let element = try getElement(object, 0)
            return element.isNullish ? emptyString : try toString(element)
        }
        if separator.length * max(0, length - 1) > JSString.maxLength { throw rangeError("Invalid string length") }
        var builder = StringBuilder()
        for k in 0..<length {
            if k > 0 { builder.append(self, separator) }
            let element = try getElement(object, k)
            if element.isString {
                builder.append(self, element.asString)
            } else if !element.isNullish {
                builder.append(self, try toString(localized ? try invoke(element, key("toLocaleString")) : element))
            }
            if builder.count > JSString.maxLength { throw rangeError("Invalid string length") }
        }
        return try builder.finish(self)
    }
}
