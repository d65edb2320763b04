/// Type conversion https://tc39.es/ecma262/#sec-type-conversion
extension VM {
    public enum PreferredType: Sendable { case none, number, string }

    /// ToPrimitive(input [, preferredType])
    public func toPrimitive(_ input: Value, _ preferred: PreferredType = .none) throws(JSException) -> Value {
        guard let object = input.object else { return input }
        let exotic = try getMethod(input, symbols[.toPrimitive])
        if !exotic.isUndefined {
            let hint: Value
            switch preferred {
            case .none: hint = Value(cell: names[.default].cell)
            case .number: hint = Value(cell: names[.number].cell)
            case .string: hint = Value(cell: names[.string].cell)
            }
            let result = try call(exotic, this: input, hint)
            if result.isObject { throw typeError("Cannot convert object to primitive value") }
            return result
        }
        let order = preferred == .string ? (KnownName.toString, KnownName.valueOf) : (.valueOf, .toString)
        for name in [order.0, order.1] {
            let method = try get(object, name)
            if method.isCallable {
                let result = try call(method, this: input)
                if !result.isObject { return result }
            }
        }
        throw typeError("Cannot convert object to primitive value")
    }

    /// ToBoolean(argument)
    @inline(__always)
    public func toBoolean(_ value: Value) -> Bool {
        if value.isBoolean { return value.isTrue }
        if value.isNullish { return false }
        return toBooleanSlow(value)
    }

    @inline(never)
    private func toBooleanSlow(_ value: Value) -> Bool {
        if value.isInt32 { return value.asInt32 != 0 }
        if value.isDouble { return !(value.asDouble == 0 || value.asDouble.isNaN) }
        if value.isString { return value.asString.length > 0 }
        if value.isBigInt { return value.asBigInt.limbs.count > 0 }
        return value.isCell
    }

    /// ToNumeric(value): a Number or a BigInt.
    public func toNumeric(_ value: Value) throws(JSException) -> Value {
        if value.isNumber { return value }
        let primitive = try toPrimitive(value, .number)
        return primitive.isBigInt ? primitive : Value(try toNumber(primitive))
    }

    /// ToNumber(argument)
    @inline(__always)
    public func toNumber(_ value: Value) throws(JSException) -> Double {
        if value.isInt32 { return Double(value.asInt32) }
        if value.isNumber { return value.asDouble }
        return try toNumberSlow(value)
    }

    @inline(never)
    private func toNumberSlow(_ value: Value) throws(JSException) -> Double {
        if value.isUndefined { return .nan }
        if value.isNull || value.isFalse { return 0 }
        if value.isTrue { return 1 }
        if let string = value.string { return stringToNumber(string) }
        if value.isSymbol { throw typeError("Cannot convert a Symbol value to a number") }
        if value.isBigInt { throw typeError("Cannot convert a BigInt value to a number") }
        return try toNumber(try toPrimitive(value, .number))
    }

    /// StringToNumber(str)
    func stringToNumber(_ string: JSString) -> Double {
        let flat = string.flat(self)
        if flat.isWide { return NumberParsing.stringToNumber(UnsafeBufferPointer(start: flat.utf16, count: flat.length)) }
        return NumberParsing.stringToNumber(UnsafeBufferPointer(start: flat.latin1, count: flat.length))
    }

    /// ToIntegerOrInfinity(argument)
    public func toIntegerOrInfinity(_ value: Value) throws(JSException) -> Double {
        if value.isInt32 { return Double(value.asInt32) }
        return NumberMath.toIntegerOrInfinity(try toNumber(value))
    }

    /// ToInt32(argument)
    @inline(__always)
    public func toInt32(_ value: Value) throws(JSException) -> Int32 {
        if value.isInt32 { return value.asInt32 }
        return NumberMath.toInt32(try toNumber(value))
    }

    /// ToUint32(argument)
    public func toUint32(_ value: Value) throws(JSException) -> UInt32 { UInt32(bitPattern: try toInt32(value)) }

    /// ToLength(argument): 0 to 2^53 - 1.
    public func toLength(_ value: Value) throws(JSException) -> Int {
        let number = try toIntegerOrInfinity(value)
        return number <= 0 ? 0 : Int(min(number, 9007199254740991))
    }

    /// ToIndex(value): RangeError outside of 0 to 2^53 - 1.
    public func toIndex(_ value: Value, _ what: String = "Invalid index") throws(JSException) -> Int {
        let number = try toIntegerOrInfinity(value)
        if number < 0 || number > 9007199254740991 { throw rangeError(what) }
        return Int(number)
    }

    /// A relative index argument (`slice`, `at`, `fill` ...) clamped to 0...length.
    func relativeIndex(_ value: Value, length: Int, default fallback: Int) throws(JSException) -> Int {
        if value.isUndefined { return fallback }
        let number = try toIntegerOrInfinity(value)
        if number < 0 { return number == -.infinity ? 0 : max(0, length + Int(max(number, -9007199254740992))) }
        return number >= Double(length) ? length : Int(number)
    }

    /// ToString(argument)
    @inline(__always)
    public func toString(_ value: Value) throws(JSException) -> JSString {
        if value.isString { return value.asString }
        return try toStringSlow(value)
    }

    @inline(never)
    private func toStringSlow(_ value: Value) throws(JSException) -> JSString {
        if value.isNumber { return numberToString(value) }
        if value.isUndefined { return JSString(cell: names[.undefined].cell) }
        if value.isNull { return JSString(cell: names[.null].cell) }
        if value.isBoolean { return string(value.isTrue ? "true" : "false") }
        if value.isSymbol { throw typeError("Cannot convert a Symbol value to a string") }
        if value.isBigInt { return bigintToString(value.asBigInt, radix: 10) }
        return try toString(try toPrimitive(value, .string))
    }

    /// Number::toString(x, 10)
    public func numberToString(_ number: Double) -> JSString { numberToString(Value(number)) }

    func numberToString(_ value: Value) -> JSString {
        if value.isInt32 && UInt32(bitPattern: value.asInt32) < 10 { return singleUnitStrings[Int(value.asInt32) + 0x30] }
        if lastNumberString.bits == value.bits, let string = lastNumberString.string { return string }
        let result = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
            let count =
                value.isInt32
                ? NumberText.toString(value.asInt32, buffer.baseAddress!)
                : NumberText.toString(value.asDouble, buffer.baseAddress!)
            return string(latin1: UnsafeBufferPointer(start: buffer.baseAddress!, count: count))
        }
        lastNumberString = (value.bits, result)
        return result
    }

    /// BigInt::toString(x, radix)
    func bigintToString(_ bigint: JSBigInt, radix: Int) -> JSString {
        let ascii = bigint.view.ascii(radix: radix)
        return ascii.withUnsafeBufferPointer { string(latin1: $0) }
    }

    /// ToPropertyKey(argument)
    public func toPropertyKey(_ value: Value) throws(JSException) -> PropertyKey {
        if value.isInt32 && value.asInt32 >= 0 { return PropertyKey(index: UInt32(bitPattern: value.asInt32)) }
        if value.isString { return key(value.asString) }
        if value.isSymbol { return PropertyKey(cell: value.asCell) }
        if value.isDouble, let index = UInt32(exactly: value.asDouble), index != UInt32.max { return PropertyKey(index: index) }
        let primitive = try toPrimitive(value, .string)
        if primitive.isSymbol { return PropertyKey(cell: primitive.asCell) }
        return key(try toString(primitive))
    }

    /// ToObject(argument)
    public func toObject(_ value: Value) throws(JSException) -> Object {
        if value.isObject { return value.asObject }
        if value.isNullish { throw typeError("Cannot convert undefined or null to object") }
        let (kind, prototype): (CellKind, Intrinsic)
        if value.isString {
            let object = makeObject(
                .stringObject, prototype: realm[.stringPrototype], internalSlots: 1, flags: CellFlags.exotic)
            object.setInternalSlot(0, Value(value.asString.flat(self)))
            return object
        } else if value.isNumber {
            (kind, prototype) = (.numberObject, .numberPrototype)
        } else if value.isBoolean {
            (kind, prototype) = (.booleanObject, .booleanPrototype)
        } else if value.isSymbol {
            (kind, prototype) = (.symbolObject, .symbolPrototype)
        } else {
            (kind, prototype) = (.bigintObject, .bigintPrototype)
        }
        let object = makeObject(kind, prototype: realm[prototype], internalSlots: 1)
        object.setInternalSlot(0, value)
        return object
    }

    /// RequireObjectCoercible(argument) for a method of a primitive's prototype.
    func requireObjectCoercible(_ value: Value, _ method: StaticString) throws(JSException) {
        if value.isNullish { throw typeError("\(method) called on null or undefined") }
    }

    /// LengthOfArrayLike(obj)
    public func lengthOfArrayLike(_ object: Object) throws(JSException) -> Int {
        if object.kind == .array { return Int(object.arrayLength) }
        return try toLength(try get(object, .length))
    }
}

extension JSBigInt {
    /// For arithmetic; valid as long as the cell lives.
    var view: BigIntegerView {
        let limbs = limbs
        return BigIntegerView(limbs: UnsafePointer(limbs.baseAddress!), count: limbs.count, isNegative: isNegative)
    }
}

extension VM {
    /// A BigInt cell.
    func makeBigInt(_ integer: BigInteger) -> JSBigInt {
        integer.withView { view in
            let cell = heap.allocate(8 + max(view.count, 1) * 8)
            Cell.setHeader(
                cell, kind: .bigint, flags: view.isNegative && view.count > 0 ? CellFlags.negative : 0,
                word: UInt32(view.count) | 0x8000_0000)
            let bigint = JSBigInt(cell: cell)
            for i in 0..<view.count { bigint.limbs[i] = view.limbs[i] }
            return bigint
        }
    }
}
