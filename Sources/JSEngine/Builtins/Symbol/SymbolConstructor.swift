/// Symbol https://tc39.es/ecma262/#sec-symbol-objects
///
/// Slot 0 of a Symbol object: [[SymbolData]].
func initialiseSymbol(_ realm: Realm) {
    let vm = realm.vm
    let constructor = realm.defineConstructor(
        "Symbol", .symbol, .symbolPrototype, length: 0, symbolConstructor,
        statics: [.method("for", 1, symbolFor), .method("keyFor", 1, symbolKeyFor)],
        prototype: [
            .method("toString", 0, symbolPrototypeToString),
            .method("valueOf", 0, symbolPrototypeValueOf),
            .accessor("description", get: symbolPrototypeDescription),
            .toStringTag("Symbol"),
            .method(.toPrimitive, 1, symbolPrototypeToPrimitive, attributes: [.configurable]),
        ])
    for symbol in WellKnownSymbol.allCases {
        // The key is the description without `Symbol.`.
        let text = symbol.description
        let name = UnsafeBufferPointer(start: text.utf8Start + 7, count: text.utf8CodeUnitCount - 7)
        vm.defineOwn(constructor, vm.key(utf8: name), Value(cell: vm.symbols[symbol].cell), [])
    }
}

/// Symbol([description]) https://tc39.es/ecma262/#sec-symbol-description
private func symbolConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if args.isConstruct { throw vm.typeError("Symbol is not a constructor") }
    return Value(vm.makeSymbol(description: args[0].isUndefined ? .undefined : Value(try vm.toString(args[0]).flat(vm))))
}

/// Symbol.for(key) https://tc39.es/ecma262/#sec-symbol.for
private func symbolFor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let text = try vm.toString(args[0]).flat(vm)
    let key = vm.key(text)
    if let symbol = vm.symbolRegistry[key] { return symbol }
    let symbol = vm.makeSymbol(description: Value(text))
    Cell.setFlags(symbol.cell, Cell.flags(symbol.cell) | CellFlags.registered)
    vm.symbolRegistry[key] = Value(symbol)
    return Value(symbol)
}

/// Symbol.keyFor(sym) https://tc39.es/ecma262/#sec-symbol.keyfor
private func symbolKeyFor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args[0].isSymbol { throw vm.typeError("\(vm.display(args[0])) is not a symbol") }
    let isRegistered = Cell.flags(args[0].asCell) & CellFlags.registered != 0
    return isRegistered ? args[0].asSymbol.description : .undefined
}

/// ThisSymbolValue(value) https://tc39.es/ecma262/#sec-thissymbolvalue
private func thisSymbol(_ vm: VM, _ args: Arguments, _ method: StaticString) throws(JSException) -> JSSymbol {
    if args.this.isSymbol { return args.this.asSymbol }
    guard let object = args.this.object(of: .symbolObject) else {
        throw vm.typeError("\(method) requires that 'this' be a Symbol")
    }
    return object.internalSlot(0).asSymbol
}

/// Symbol.prototype.toString() https://tc39.es/ecma262/#sec-symbol.prototype.tostring
private func symbolPrototypeToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let symbol = try thisSymbol(vm, args, "Symbol.prototype.toString")
    var builder = StringBuilder()
    builder.append("Symbol(")
    if let description = symbol.description.string { builder.append(vm, description) }
    builder.append(")")
    return Value(try builder.finish(vm))
}

/// Symbol.prototype.valueOf() https://tc39.es/ecma262/#sec-symbol.prototype.valueof
private func symbolPrototypeValueOf(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisSymbol(vm, args, "Symbol.prototype.valueOf"))
}

/// get Symbol.prototype.description https://tc39.es/ecma262/#sec-symbol.prototype.description
private func symbolPrototypeDescription(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try thisSymbol(vm, args, "Symbol.prototype.description").description
}

/// Symbol.prototype[Symbol.toPrimitive](hint) https://tc39.es/ecma262/#sec-symbol.prototype-%symbol.toprimitive%
private func symbolPrototypeToPrimitive(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(try thisSymbol(vm, args, "Symbol.prototype [ @@toPrimitive ]"))
}
