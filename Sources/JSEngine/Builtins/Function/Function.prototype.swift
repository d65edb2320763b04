/// Function.prototype https://tc39.es/ecma262/#sec-properties-of-the-function-prototype-object
let functionPrototypeProperties: [BuiltinProperty] = [
    .method("apply", 2, functionPrototypeApply),
    .method("bind", 1, functionPrototypeBind),
    .method("call", 1, functionPrototypeCall),
    .method("toString", 0, functionPrototypeToString),
    .method(.hasInstance, 1, functionPrototypeHasInstance, attributes: []),
]

/// Function.prototype.apply(thisArg, argArray) https://tc39.es/ecma262/#sec-function.prototype.apply
private func functionPrototypeApply(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.this.isCallable {
        throw vm.typeError(
            "Function.prototype.apply was called on \(vm.display(args.this)), which is \(vm.describeType(args.this)) and not a function"
        )
    }
    if args[1].isNullish { return try vm.call(args.this, this: args[0]) }
    return try vm.call(args.this, this: args[0], arrayLike: args[1])
}

/// Function.prototype.bind(thisArg, ...args) https://tc39.es/ecma262/#sec-function.prototype.bind
private func functionPrototypeBind(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard args.this.isCallable else { throw vm.typeError("Bind must be called on a function") }
    let target = args.this.asObject
    // BoundFunctionCreate. Slots: 0 target, 1 this, 2 storage of arguments or undefined.
    let flags = target.flags & (CellFlags.callable | CellFlags.constructor)
    let function = vm.makeObject(.boundFunction, prototype: try vm.getPrototype(target), internalSlots: 3, flags: flags)
    function.setInternalSlot(0, args.this)
    function.setInternalSlot(1, args[0])
    let bound = max(0, args.count - 1)
    if bound > 0 {
        let storage = vm.allocateStorage(bound)
        for i in 0..<bound { Storage.values(storage)[i] = args[i + 1] }
        function.setInternalSlot(2, Value(cell: storage))
    }
    var length = 0.0
    if try vm.hasOwnProperty(target, vm.names[.length]) {
        let value = try vm.get(target, .length)
        if value.isNumber {
            let number = value.asNumber
            length =
                number.isInfinite ? (number > 0 ? number : 0) : max(0, NumberMath.toIntegerOrInfinity(number) - Double(bound))
        }
    }
    vm.defineOwn(function, vm.names[.length], Value(length), [.configurable])
    let name = try vm.get(target, .name)
    let text = try vm.concatenate(vm.string("bound "), name.string ?? vm.emptyString)
    vm.defineOwn(function, vm.names[.name], Value(text), [.configurable])
    return Value(function)
}

/// Function.prototype.call(thisArg, ...args) https://tc39.es/ecma262/#sec-function.prototype.call
private func functionPrototypeCall(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.this.isCallable { throw vm.typeError("Function.prototype.call.call is not a function") }
    let count = max(0, args.count - 1)
    let registers = try vm.pushWindow(args.this, this: args[0], count: count)
    if count > 0 { (registers + 1).update(from: args.registers + 2, count: count) }
    return try vm.callWindow(registers, count: count)
}

/// Function.prototype.toString() https://tc39.es/ecma262/#sec-function.prototype.tostring
private func functionPrototypeToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard args.this.isCallable else { throw vm.typeError("Function.prototype.toString requires that 'this' be a Function") }
    return Value(vm.string(vm.functionSource(args.this.asObject)))
}

/// Function.prototype[Symbol.hasInstance](V) https://tc39.es/ecma262/#sec-function.prototype-%symbol.hasinstance%
private func functionPrototypeHasInstance(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try vm.ordinaryHasInstance(args.this, args[0]))
}

extension VM {
    /// `a number`, `an object`: the type of a value in messages.
    func describeType(_ value: Value) -> String {
        if value.isNull || value.isUndefined { return describe(value) }
        let type = typeof(value).asString.toSwift(self)
        return type == "object" ? "an object" : "a \(type)"
    }

    /// Call(F, V, CreateListFromArrayLike(arrayLike)) without making the list.
    /// - Throws: TypeError when `arrayLike` is not an object, RangeError when there are too many arguments.
    func call(_ function: Value, this: Value, arrayLike: Value) throws(JSException) -> Value {
        let (registers, count) = try pushWindow(function, this: this, arrayLike: arrayLike)
        return try callWindow(registers, count: count)
    }

    /// A window whose arguments are the elements of an array-like object.
    func pushWindow(_ function: Value, this: Value, arrayLike: Value) throws(JSException) -> (Frame.Registers, Int) {
        guard let object = arrayLike.object else { throw typeError("CreateListFromArrayLike called on non-object") }
        let count = try lengthOfArrayLike(object)
        if count > VM.stackCapacity { throw stackOverflow() }
        let registers = try pushWindow(function, this: this, count: count)
        let arguments = registers + 1
        var i = 0
        if !object.has(CellFlags.exotic), let elements = object.elements {
            let values = Storage.values(elements)
            let dense = min(count, Storage.capacity(elements))
            while i < dense, !values[i].isEmpty {
                arguments[i] = values[i]
                i += 1
            }
        }
        if i < count {
            // Getters may run: nothing stale may be in the window, and it goes away when one throws.
            (arguments + i).update(repeating: .undefined, count: count - i)
            do throws(JSException) {
                while i < count {
                    arguments[i] = try getElement(object, i)
                    i += 1
                }
            } catch {
                top = registers - Frame.entryHeader
                throw error
            }
        }
        return (registers, count)
    }
}
