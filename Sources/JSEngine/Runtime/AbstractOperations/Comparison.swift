/// Testing and comparison https://tc39.es/ecma262/#sec-testing-and-comparison-operations
extension VM {
    /// SameValue(x, y)
    public func isSameValue(_ x: Value, _ y: Value) -> Bool {
        if x.isNumber && y.isNumber {
            let (a, b) = (x.asNumber, y.asNumber)
            return a.isNaN ? b.isNaN : a == b && a.sign == b.sign
        }
        return isStrictlyEqual(x, y)
    }

    /// SameValueZero(x, y)
    public func isSameValueZero(_ x: Value, _ y: Value) -> Bool {
        if x.isNumber && y.isNumber && x.asNumber.isNaN { return y.asNumber.isNaN }
        return isStrictlyEqual(x, y)
    }

    /// IsStrictlyEqual(x, y)
    @inline(__always)
    public func isStrictlyEqual(_ x: Value, _ y: Value) -> Bool {
        if x.bits == y.bits { return !(x.isDouble && x.asDouble.isNaN) }
        if x.isInt32 && y.isInt32 { return false }
        return isStrictlyEqualSlow(x, y)
    }

    @inline(never)
    private func isStrictlyEqualSlow(_ x: Value, _ y: Value) -> Bool {
        if x.isNumber && y.isNumber { return x.asNumber == y.asNumber }
        if !x.isCell || !y.isCell { return false }
        switch (x.cellKind, y.cellKind) {
        case (.string, .string): return x.asString.equals(self, y.asString)
        case (.bigint, .bigint): return x.asBigInt.view == y.asBigInt.view
        default: return false
        }
    }

    /// IsLooselyEqual(x, y)
    public func isLooselyEqual(_ x: Value, _ y: Value) throws(JSException) -> Bool {
        if x.isNumber && y.isNumber { return x.asNumber == y.asNumber }
        if x.isNullish || y.isNullish { return x.isNullish && y.isNullish }
        if x.isObject && y.isObject || x.isString && y.isString || x.isBoolean && y.isBoolean || x.isSymbol || y.isSymbol
            || x.isBigInt && y.isBigInt
        {
            if x.isObject != y.isObject {
                // A symbol against an object is the one case left to convert.
                let (object, other) = x.isObject ? (x, y) : (y, x)
                return try isLooselyEqual(try toPrimitive(object), other)
            }
            return isStrictlyEqual(x, y)
        }
        if x.isObject { return try isLooselyEqual(try toPrimitive(x), y) }
        if y.isObject { return try isLooselyEqual(x, try toPrimitive(y)) }
        if x.isBoolean { return try isLooselyEqual(Value(int32: x.isTrue ? 1 : 0), y) }
        if y.isBoolean { return try isLooselyEqual(x, Value(int32: y.isTrue ? 1 : 0)) }
        if x.isBigInt || y.isBigInt {
            let (bigint, other) = x.isBigInt ? (x.asBigInt, y) : (y.asBigInt, x)
            if other.isNumber { return BigIntegerView.compare(bigint.view, other.asNumber) == 0 }
            guard let parsed = stringToBigInteger(other.asString) else { return false }
            return parsed.withView { $0 == bigint.view }
        }
        return try toNumber(x) == toNumber(y)
    }

    /// StringToBigInt(str)
    func stringToBigInteger(_ string: JSString) -> BigInteger? {
        let flat = string.flat(self)
        if flat.isWide { return try? BigInteger.fromString(UnsafeBufferPointer(start: flat.utf16, count: flat.length)) }
        return try? BigInteger.fromString(UnsafeBufferPointer(start: flat.latin1, count: flat.length))
    }

    /// IsLessThan(x, y, leftFirst): nil is undefined (a NaN is involved).
    func isLessThan(_ x: Value, _ y: Value, leftFirst: Bool) throws(JSException) -> Bool? {
        let (px, py): (Value, Value)
        if leftFirst {
            px = try toPrimitive(x, .number)
            py = try toPrimitive(y, .number)
        } else {
            py = try toPrimitive(y, .number)
            px = try toPrimitive(x, .number)
        }
        if px.isString && py.isString { return px.asString.compare(self, py.asString) < 0 }
        if px.isBigInt && py.isString {
            guard let other = stringToBigInteger(py.asString) else { return nil }
            return other.withView { BigIntegerView.compare(px.asBigInt.view, $0) < 0 }
        }
        if px.isString && py.isBigInt {
            guard let other = stringToBigInteger(px.asString) else { return nil }
            return other.withView { BigIntegerView.compare($0, py.asBigInt.view) < 0 }
        }
        let (nx, ny) = (try toNumeric(px), try toNumeric(py))
        switch (nx.isBigInt, ny.isBigInt) {
        case (false, false):
            let (a, b) = (nx.asNumber, ny.asNumber)
            return a.isNaN || b.isNaN ? nil : a < b
        case (true, true): return BigIntegerView.compare(nx.asBigInt.view, ny.asBigInt.view) < 0
        case (true, false): return BigIntegerView.compare(nx.asBigInt.view, ny.asNumber).map { $0 < 0 }
        case (false, true): return BigIntegerView.compare(ny.asBigInt.view, nx.asNumber).map { $0 > 0 }
        }
    }

    /// IsArray(argument)
    public func isArray(_ value: Value) throws(JSException) -> Bool {
        guard var object = value.object else { return false }
        while object.kind == .proxy {
            guard let target = object.internalSlot(0).object else {
                throw typeError("Cannot perform 'IsArray' on a proxy that has been revoked")
            }
            object = target
        }
        return object.kind == .array
    }

    /// The `typeof` operator's result.
    func typeof(_ value: Value) -> Value {
        let name: KnownName
        if value.isNumber {
            name = .number
        } else if value.isUndefined {
            name = .undefined
        } else if value.isBoolean {
            name = .boolean
        } else if value.isNull {
            name = .object
        } else if value.isString {
            name = .string
        } else if value.isSymbol {
            name = .symbol
        } else if value.isBigInt {
            name = .bigint
        } else {
            name = value.isCallable ? .function : .object
        }
        return Value(cell: names[name].cell)
    }
}
