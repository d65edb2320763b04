/// The arithmetic and bitwise operators, as the slow paths of the run loop name them.
public enum ArithmeticOperator: UInt8, Sendable {
    case add, sub, mul, div, mod, exp, bitAnd, bitOr, bitXor, shl, shr, ushr
}

/// The BigInt type's operations https://tc39.es/ecma262/#sec-ecmascript-language-types-bigint-type
///
/// Sums, products, quotients and remainders are computed straight into the new cell: operands live in cells that do not
/// move, and the locals that refer to them keep them alive.
extension VM {
    /// `a op b`.
    /// - Throws: RangeError for results that are too large, a division by zero or a negative exponent; TypeError for `>>>`.
    func bigintArithmetic(_ op: ArithmeticOperator, _ a: JSBigInt, _ b: JSBigInt) throws(JSException) -> Value {
        if let small = smallBigIntArithmetic(op, a, b) { return small }
        let (x, y) = (a.view, b.view)
        switch op {
        case .add:
            let result = allocateBigInt(capacity: BigIntegerView.sumCapacity(x, y))
            return try finishBigInt(result, BigIntegerView.add(x, y, into: result.limbs.baseAddress.unsafelyUnwrapped))
        case .sub:
            let result = allocateBigInt(capacity: BigIntegerView.sumCapacity(x, y))
            return try finishBigInt(result, BigIntegerView.subtract(x, y, into: result.limbs.baseAddress.unsafelyUnwrapped))
        case .mul:
            if x.count + y.count > BigInteger.maximumLimbCount + 1 { throw bigintError(.tooLarge) }
            let result = allocateBigInt(capacity: BigIntegerView.productCapacity(x, y))
            return try finishBigInt(result, BigIntegerView.multiply(x, y, into: result.limbs.baseAddress.unsafelyUnwrapped))
        default:
            break
        }
        do throws(BigIntegerError) {
            switch op {
            case .div:
                if y.isZero { throw .divisionByZero }
                let result = allocateBigInt(capacity: BigIntegerView.quotientCapacity(x, y))
                let written = try BigIntegerView.divide(x, y, into: result.limbs.baseAddress.unsafelyUnwrapped)
                return sealBigInt(result, written)
            case .mod:
                if y.isZero { throw .divisionByZero }
                let result = allocateBigInt(capacity: BigIntegerView.remainderCapacity(x, y))
                let written = try BigIntegerView.remainder(x, y, into: result.limbs.baseAddress.unsafelyUnwrapped)
                return sealBigInt(result, written)
            case .exp: return Value(makeBigInt(try BigIntegerView.power(x, y)))
            case .bitAnd: return Value(makeBigInt(BigIntegerView.and(x, y)))
            case .bitOr: return Value(makeBigInt(BigIntegerView.or(x, y)))
            case .bitXor: return Value(makeBigInt(BigIntegerView.xor(x, y)))
            case .shl: return Value(makeBigInt(try BigIntegerView.leftShift(x, y)))
            case .shr: return Value(makeBigInt(try BigIntegerView.signedRightShift(x, y)))
            default: break
            }
        } catch {
            throw bigintError(error)
        }
        throw typeError("BigInts have no unsigned right shift, use >> instead")
    }

    /// Operands of at most one limb, whose result is sure to fit 128 bits: no general algorithm, no Swift array.
    @inline(__always)
    private func smallBigIntArithmetic(_ op: ArithmeticOperator, _ a: JSBigInt, _ b: JSBigInt) -> Value? {
        let (m, n) = (a.limbs, b.limbs)
        if m.count > 1 || n.count > 1 { return nil }
        let left = m.count == 0 ? 0 : m[0]
        let right = n.count == 0 ? 0 : n[0]
        // One bit less than a limb keeps products in the range of Int128.
        if left >> 63 != 0 || right >> 63 != 0 { return nil }
        let x = a.isNegative ? -Int128(left) : Int128(left)
        let y = b.isNegative ? -Int128(right) : Int128(right)
        switch op {
        case .add: return makeBigInt(x &+ y)
        case .sub: return makeBigInt(x &- y)
        case .mul: return makeBigInt(x &* y)
        case .div: return y == 0 ? nil : makeBigInt(signed(left / right, negative: a.isNegative != b.isNegative))
        case .mod: return y == 0 ? nil : makeBigInt(signed(left % right, negative: a.isNegative))
        case .bitAnd: return makeBigInt(x & y)
        case .bitOr: return makeBigInt(x | y)
        case .bitXor: return makeBigInt(x ^ y)
        case .shl: return y < 0 || y > 63 ? nil : makeBigInt(x << y)
        case .shr: return y < 0 || y > 126 ? nil : makeBigInt(x >> y)
        case .exp, .ushr: return nil
        }
    }

    private func signed(_ magnitude: UInt, negative: Bool) -> Int128 { negative ? -Int128(magnitude) : Int128(magnitude) }

    /// A BigInt cell of at most two limbs.
    private func makeBigInt(_ integer: Int128) -> Value {
        let magnitude = integer.magnitude
        let low = UInt(truncatingIfNeeded: magnitude)
        let high = UInt(truncatingIfNeeded: magnitude >> 64)
        let count = high != 0 ? 2 : low != 0 ? 1 : 0
        let cell = heap.allocate(24)
        Cell.setHeader(cell, kind: .bigint, flags: integer < 0 ? CellFlags.negative : 0, word: UInt32(count) | 0x8000_0000)
        cell.storeBytes(of: low, toByteOffset: 8, as: UInt.self)
        cell.storeBytes(of: high, toByteOffset: 16, as: UInt.self)
        return Value(cell: cell)
    }

    /// `-a`
    func bigintNegate(_ a: JSBigInt) throws(JSException) -> Value {
        let view = a.view
        if view.isZero { return Value(a) }
        let result = allocateBigInt(capacity: view.count)
        result.limbs.baseAddress.unsafelyUnwrapped.update(from: view.limbs, count: view.count)
        return sealBigInt(result, .init(count: view.count, isNegative: !view.isNegative))
    }

    /// `~a`
    func bigintNot(_ a: JSBigInt) throws(JSException) -> Value { Value(makeBigInt(BigIntegerView.not(a.view))) }

    /// `a + 1`
    func bigintAdd1(_ a: JSBigInt) throws(JSException) -> Value { try bigintAdd(a, isNegative: false) }

    /// `a - 1`
    func bigintSub1(_ a: JSBigInt) throws(JSException) -> Value { try bigintAdd(a, isNegative: true) }

    private func bigintAdd(_ a: JSBigInt, isNegative: Bool) throws(JSException) -> Value {
        let view = a.view
        let result = allocateBigInt(capacity: view.count + 1)
        var unit: UInt = 1
        let written = withUnsafePointer(to: &unit) {
            BigIntegerView.add(
                view, BigIntegerView(limbs: $0, count: 1, isNegative: isNegative),
                into: result.limbs.baseAddress.unsafelyUnwrapped)
        }
        return try finishBigInt(result, written)
    }

    /// The exception for what went wrong in the arithmetic.
    func bigintError(_ error: BigIntegerError) -> JSException {
        switch error {
        case .tooLarge: rangeError("Maximum BigInt size exceeded")
        case .divisionByZero: rangeError("Division by zero")
        case .negativeExponent: rangeError("Exponent must be non-negative")
        }
    }

    // MARK: Cells

    /// A cell with room for `capacity` limbs, which says so in its count until `sealBigInt`.
    @inline(__always)
    private func allocateBigInt(capacity: Int) -> JSBigInt {
        let cell = heap.allocate(8 + max(capacity, 1) * 8)
        Cell.setHeader(cell, kind: .bigint, word: UInt32(capacity) | 0x8000_0000)
        return JSBigInt(cell: cell)
    }

    @inline(__always)
    private func sealBigInt(_ bigint: JSBigInt, _ written: BigIntegerView.Written) -> Value {
        Cell.setHeader(
            bigint.cell, kind: .bigint, flags: written.isNegative ? CellFlags.negative : 0,
            word: UInt32(written.count) | 0x8000_0000)
        return Value(bigint)
    }

    @inline(__always)
    private func finishBigInt(_ bigint: JSBigInt, _ written: BigIntegerView.Written) throws(JSException) -> Value {
        if written.count >= BigInteger.maximumLimbCount,
            Limbs.bitLength(UnsafePointer(bigint.limbs.baseAddress.unsafelyUnwrapped), written.count)
                > BigInteger.maximumBitLength
        {
            throw bigintError(.tooLarge)
        }
        return sealBigInt(bigint, written)
    }

    /// A BigInt of a machine integer.
    func makeBigInt(_ value: Int64) -> JSBigInt {
        let cell = heap.allocate(16)
        Cell.setHeader(
            cell, kind: .bigint, flags: value < 0 ? CellFlags.negative : 0, word: value == 0 ? 0x8000_0000 : 0x8000_0001)
        let bigint = JSBigInt(cell: cell)
        (cell + 8).storeBytes(of: UInt64(value.magnitude), as: UInt64.self)
        return bigint
    }

    /// A BigInt of an unsigned machine integer.
    func makeBigInt(_ value: UInt64) -> JSBigInt {
        let cell = heap.allocate(16)
        Cell.setHeader(cell, kind: .bigint, word: value == 0 ? 0x8000_0000 : 0x8000_0001)
        (cell + 8).storeBytes(of: value, as: UInt64.self)
        return JSBigInt(cell: cell)
    }

    /// ToBigInt ( argument )
    ///
    /// [ToBigInt](https://tc39.es/ecma262/#sec-tobigint)
    /// - Throws: TypeError for undefined, null, a Number or a Symbol; SyntaxError for a text that is no integer.
    func toBigInt(_ value: Value) throws(JSException) -> JSBigInt {
        if value.isBigInt { return value.asBigInt }
        let primitive = try toPrimitive(value, .number)
        if primitive.isBigInt { return primitive.asBigInt }
        if primitive.isBoolean { return makeBigInt(Int64(primitive.isTrue ? 1 : 0)) }
        if let text = primitive.string {
            guard let integer = stringToBigInteger(text) else {
                throw syntaxError("Cannot convert \(text.toSwift(self)) to a BigInt")
            }
            return makeBigInt(integer)
        }
        if primitive.isSymbol { throw typeError("Cannot convert \(describe(primitive)) to a BigInt") }
        throw typeError("Cannot convert \(try toString(primitive).toSwift(self)) to a BigInt")
    }
}
