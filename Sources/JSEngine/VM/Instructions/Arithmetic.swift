/// Slow paths of arithmetic and comparison instructions: everything but numbers. https://tc39.es/ecma262/#sec-applystringornumericbinaryoperator
extension VM {
    /// The `+` operator.
    @inline(never)
    func addSlow(_ a: Value, _ b: Value) throws(JSException) -> Value {
        if a.isString && b.isString { return Value(try concatenate(a.asString, b.asString)) }
        if a.isString && b.isNumber { return Value(try concatenate(a.asString, numberToString(b))) }
        if a.isNumber && b.isString { return Value(try concatenate(numberToString(a), b.asString)) }
        if a.isBigInt && b.isBigInt { return try bigintArithmetic(.add, a.asBigInt, b.asBigInt) }
        let left = try toPrimitive(a)
        let right = try toPrimitive(b)
        if left.isString || right.isString {
            let text = try toString(left)
            return Value(try concatenate(text, try toString(right)))
        }
        return try arithmeticSlow(.add, left, right)
    }

    /// A numeric binary operator whose operands are not both of the fast representation.
    @inline(never)
    func arithmeticSlow(_ op: ArithmeticOperator, _ a: Value, _ b: Value) throws(JSException) -> Value {
        if a.isBigInt && b.isBigInt { return try bigintArithmetic(op, a.asBigInt, b.asBigInt) }
        let left = try toNumeric(a)
        let right = try toNumeric(b)
        if left.isBigInt || right.isBigInt {
            if !left.isBigInt || !right.isBigInt {
                throw typeError("Cannot mix BigInt and other types, use explicit conversions")
            }
            return try bigintArithmetic(op, left.asBigInt, right.asBigInt)
        }
        let (x, y) = (left.asNumber, right.asNumber)
        switch op {
        case .add: return Value(x + y)
        case .sub: return Value(x - y)
        case .mul: return Value(x * y)
        case .div: return Value(x / y)
        case .mod: return Value(NumberMath.remainder(x, y))
        case .exp: return Value(NumberMath.exponentiate(x, y))
        case .bitAnd: return Value(int32: NumberMath.toInt32(x) & NumberMath.toInt32(y))
        case .bitOr: return Value(int32: NumberMath.toInt32(x) | NumberMath.toInt32(y))
        case .bitXor: return Value(int32: NumberMath.toInt32(x) ^ NumberMath.toInt32(y))
        case .shl: return Value(int32: NumberMath.toInt32(x) &<< (NumberMath.toInt32(y) & 31))
        case .shr: return Value(int32: NumberMath.toInt32(x) &>> (NumberMath.toInt32(y) & 31))
        case .ushr: return Value(NumberMath.toUint32(x) &>> UInt32(NumberMath.toInt32(y) & 31))
        }
    }

    /// `++` and `--`
    func stepSlow(_ a: Value, _ step: Int32) throws(JSException) -> Value {
        let value = try toNumeric(a)
        if value.isBigInt { return try step > 0 ? bigintAdd1(value.asBigInt) : bigintSub1(value.asBigInt) }
        return Value(value.asNumber + Double(step))
    }

    func negateSlow(_ a: Value) throws(JSException) -> Value {
        let value = try toNumeric(a)
        return value.isBigInt ? try bigintNegate(value.asBigInt) : Value(-value.asNumber)
    }

    func bitNotSlow(_ a: Value) throws(JSException) -> Value {
        let value = try toNumeric(a)
        return value.isBigInt ? try bigintNot(value.asBigInt) : Value(int32: ~NumberMath.toInt32(value.asNumber))
    }

    enum ComparisonOperator { case less, lessEq, greater, greaterEq }

    /// A relational operator on other operands than two numbers; they are converted left first.
    @inline(never)
    func compareSlow(_ op: ComparisonOperator, _ a: Value, _ b: Value) throws(JSException) -> Bool {
        if a.isBigInt && b.isBigInt {
            let order = BigIntegerView.compare(a.asBigInt.view, b.asBigInt.view)
            switch op {
            case .less: return order < 0
            case .lessEq: return order <= 0
            case .greater: return order > 0
            case .greaterEq: return order >= 0
            }
        }
        switch op {
        case .less: return try isLessThan(a, b, leftFirst: true) ?? false
        case .greater: return try isLessThan(b, a, leftFirst: false) ?? false
        case .lessEq: return try isLessThan(b, a, leftFirst: false).map { !$0 } ?? false
        case .greaterEq: return try isLessThan(a, b, leftFirst: true).map { !$0 } ?? false
        }
    }

    /// `typeof value` is the TypeofKind with this raw value.
    func isTypeof(_ value: Value, _ kind: UInt16) -> Bool {
        switch TypeofKind(rawValue: kind) {
        case .undefined: return value.isUndefined
        case .object: return value.isNull || value.isObject && !value.isCallable
        case .boolean: return value.isBoolean
        case .number: return value.isNumber
        case .bigint: return value.isBigInt
        case .string: return value.isString
        case .symbol: return value.isSymbol
        case .function: return value.isCallable
        case nil: return false
        }
    }

    /// `switchInt`: the jump offset for a value in the table's range.
    func switchOffset(_ R: Frame.Registers, _ value: Value, table index: Int) -> Int? {
        let table = Executable.of(Frame.executable(R)).template.jumpTables[index]
        let number: Int
        if value.isInt32 {
            number = Int(value.asInt32)
        } else if value.isDouble, let exact = Int32(exactly: value.asDouble) {
            number = Int(exact)
        } else {
            return nil
        }
        let position = number - Int(table.low)
        return position >= 0 && position < table.offsets.count ? Int(table.offsets[position]) : nil
    }

    /// `concatStrings`
    func concatenate(_ strings: Frame.Registers, count: Int) throws(JSException) -> Value {
        var result = strings[0].asString
        for i in 1..<max(count, 1) { result = try concatenate(result, strings[i].asString) }
        return Value(result)
    }
}
