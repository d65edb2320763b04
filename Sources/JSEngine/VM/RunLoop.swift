/// The interpreter: one function, one jump table. JS-to-JS calls stay inside; natives and slow paths are calls out of it.
///
/// State in locals: `R` the frame, `pc` the next word, `K` the constants of the running function. Everything that may throw, call or
/// allocate is preceded by `currentPC = pc`, with `pc` behind the first word of the instruction; extension words are skipped
/// after that. Instructions behave as `OpcodeTable` says.
extension VM {
    /// Runs the function in a window until its frame is left.
    /// - Parameters:
    ///   - registers: R of the new frame, with room for an entry header below.
    ///   - newTarget: undefined for [[Call]]; for [[Construct]] R[0] is the new object, or empty in derived constructors.
    func run(_ registers: Frame.Registers, count: Int, newTarget: Value) throws(JSException) -> Value {
        linkEntry(registers, isConstruct: !newTarget.isUndefined)
        let (savedRegisters, savedPC) = (currentRegisters, currentPC)
        defer {
            currentRegisters = savedRegisters
            currentPC = savedPC
        }
        if hasSeveralRealms {
            return try withRealm(Executable.of(Frame.executable(registers)).realm) { () throws(JSException) in
                try self.enterFrame(registers, count: count, newTarget: newTarget)
                return try self.execute(registers, Frame.code(registers))
            }
        }
        try enterFrame(registers, count: count, newTarget: newTarget)
        return try execute(registers, Frame.code(registers))
    }

    private func linkEntry(_ registers: Frame.Registers, isConstruct: Bool) {
        registers[Frame.entryRegisters] = Value(bits: UInt64(UInt(bitPattern: currentRegisters)))
        registers[Frame.entryPC] = Value(bits: UInt64(UInt(bitPattern: currentPC)))
        registers[Frame.link] = Value(bits: isConstruct ? 1 : 0)
        registers[Frame.returnPC] = Value(bits: 0)
    }

    /// Continues a suspended frame that was copied to `registers`, at `pc`; see Generators.
    /// - Parameter throwing: the pending exception is thrown at `pc` instead.
    func resume(_ registers: Frame.Registers, _ pc: UnsafePointer<UInt64>, throwing: Bool) throws(JSException) -> Value {
        if hasSeveralRealms {
            return try withRealm(Executable.of(Frame.executable(registers)).realm) { () throws(JSException) in
                try self.resumeHere(registers, pc, throwing: throwing)
            }
        }
        return try resumeHere(registers, pc, throwing: throwing)
    }

    @inline(__always)
    private func resumeHere(
        _ registers: Frame.Registers, _ pc: UnsafePointer<UInt64>, throwing: Bool
    ) throws(JSException) -> Value {
        linkEntry(registers, isConstruct: false)
        let (savedRegisters, savedPC) = (currentRegisters, currentPC)
        defer {
            currentRegisters = savedRegisters
            currentPC = savedPC
        }
        currentRegisters = registers
        if throwing {
            switch try unwind(from: registers, pc) {
            case .handler(let frame, let handler): return try execute(frame, handler)
            case .leave(let value): return value
            case .returned: preconditionFailure("swjs: a resumed frame is an entry frame")
            }
        }
        return try execute(registers, pc)
    }

    private func execute(_ entry: Frame.Registers, _ start: UnsafePointer<UInt64>) throws(JSException) -> Value {
        var R = entry
        var pc = start
        var K = Frame.constants(R)
        while true {
            do throws(JSException) {
                while true {
                    let i = pc.pointee
                    pc += 1
                    switch unsafeBitCast(UInt8(truncatingIfNeeded: i), to: Op.self) {
                    // MARK: Loads and moves
                    case .illegal:
                        preconditionFailure("swjs: ran into code that was never written")
                    case .nop:
                        break
                    case .move:
                        R[opA(i)] = R[opB(i)]
                    case .loadConst:
                        R[opA(i)] = K[opWide(i)]
                    case .loadInt:
                        R[opA(i)] = Value(int32: Int32(truncatingIfNeeded: i &>> 32))
                    case .loadUndefined:
                        R[opA(i)] = .undefined
                    case .loadNull:
                        R[opA(i)] = .null
                    case .loadTrue:
                        R[opA(i)] = .true
                    case .loadFalse:
                        R[opA(i)] = .false
                    case .loadEmpty:
                        R[opA(i)] = .empty
                    case .loadUndefinedRange:
                        (R + opA(i)).update(repeating: .undefined, count: opB(i))
                    case .getCallee:
                        R[opA(i)] = R[Frame.callee]
                    case .getGlobalThis:
                        R[opA(i)] = Value(realm.global)
                    case .coerceThis:
                        if !R[0].isObject {
                            currentPC = pc
                            R[0] = R[0].isNullish ? Value(realm.global) : Value(try toObject(R[0]))
                        }

                    // MARK: Captured variables
                    case .newBox:
                        currentPC = pc
                        R[opA(i)] = Value(cell: allocateBox(.undefined))
                    case .newBoxEmpty:
                        currentPC = pc
                        R[opA(i)] = Value(cell: allocateBox(.empty))
                    case .newBoxFrom:
                        currentPC = pc
                        R[opA(i)] = Value(cell: allocateBox(R[opB(i)]))
                    case .freshBox:
                        currentPC = pc
                        R[opA(i)] = Value(cell: allocateBox(Box.value(R[opA(i)].asCell)))
                    case .getBox:
                        R[opA(i)] = Box.value(R[opB(i)].asCell)
                    case .getBoxChecked:
                        let value = Box.value(R[opB(i)].asCell)
                        if value.isEmpty {
                            currentPC = pc
                            throw uninitialisedError(K[opC(i)])
                        }
                        R[opA(i)] = value
                    case .setBox:
                        Box.setValue(R[opA(i)].asCell, R[opB(i)])
                    case .setBoxChecked:
                        if Box.value(R[opA(i)].asCell).isEmpty {
                            currentPC = pc
                            throw uninitialisedError(K[opC(i)])
                        }
                        Box.setValue(R[opA(i)].asCell, R[opB(i)])
                    case .getCapture:
                        R[opA(i)] = Box.value(Frame.capture(R, opB(i)).asCell)
                    case .getCaptureChecked:
                        let value = Box.value(Frame.capture(R, opB(i)).asCell)
                        if value.isEmpty {
                            currentPC = pc
                            throw uninitialisedError(K[opC(i)])
                        }
                        R[opA(i)] = value
                    case .setCapture:
                        Box.setValue(Frame.capture(R, opA(i)).asCell, R[opB(i)])
                    case .setCaptureChecked:
                        if Box.value(Frame.capture(R, opA(i)).asCell).isEmpty {
                            currentPC = pc
                            throw uninitialisedError(K[opC(i)])
                        }
                        Box.setValue(Frame.capture(R, opA(i)).asCell, R[opB(i)])
                    case .getCaptureValue:
                        R[opA(i)] = Frame.capture(R, opB(i))
                    case .checkInitialized:
                        if R[opA(i)].isEmpty {
                            currentPC = pc
                            throw uninitialisedError(K[opB(i)])
                        }
                    case .checkThis:
                        if R[opA(i)].isEmpty {
                            currentPC = pc
                            throw thisUninitialisedError()
                        }
                    case .checkThisUninitialized:
                        if !R[opA(i)].isEmpty {
                            currentPC = pc
                            throw referenceError("Super constructor may only be called once")
                        }
                    case .closure:
                        currentPC = pc
                        R[opA(i)] = makeClosure(R, opWide(i))

                    // MARK: Arithmetic
                    case .add:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            let (sum, overflow) = a.asInt32.addingReportingOverflow(b.asInt32)
                            R[opA(i)] = overflow ? Value(rawDouble: Double(a.asInt32) + Double(b.asInt32)) : Value(int32: sum)
                        } else if bothNumbers(a, b) {
                            R[opA(i)] = Value(rawDouble: a.asNumber + b.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try addSlow(a, b)
                        }
                    case .sub:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            let (sum, overflow) = a.asInt32.subtractingReportingOverflow(b.asInt32)
                            R[opA(i)] = overflow ? Value(rawDouble: Double(a.asInt32) - Double(b.asInt32)) : Value(int32: sum)
                        } else if bothNumbers(a, b) {
                            R[opA(i)] = Value(rawDouble: a.asNumber - b.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.sub, a, b)
                        }
                    case .mul:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            let (product, overflow) = a.asInt32.multipliedReportingOverflow(by: b.asInt32)
                            R[opA(i)] =
                                overflow || product == 0 ? Value(Double(a.asInt32) * Double(b.asInt32)) : Value(int32: product)
                        } else if bothNumbers(a, b) {
                            R[opA(i)] = Value(rawDouble: a.asNumber * b.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.mul, a, b)
                        }
                    case .div:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothNumbers(a, b) {
                            R[opA(i)] = Value(a.asNumber / b.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.div, a, b)
                        }
                    case .mod:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) && a.asInt32 >= 0 && b.asInt32 > 0 {
                            R[opA(i)] = Value(
                                int32: Int32(bitPattern: UInt32(bitPattern: a.asInt32) % UInt32(bitPattern: b.asInt32)))
                        } else if bothNumbers(a, b) {
                            R[opA(i)] = Value(NumberMath.remainder(a.asNumber, b.asNumber))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.mod, a, b)
                        }
                    case .exp:
                        currentPC = pc
                        R[opA(i)] = try arithmeticSlow(.exp, R[opB(i)], R[opC(i)])
                    case .bitAnd:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            R[opA(i)] = Value(int32: a.asInt32 & b.asInt32)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.bitAnd, a, b)
                        }
                    case .bitOr:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            R[opA(i)] = Value(int32: a.asInt32 | b.asInt32)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.bitOr, a, b)
                        }
                    case .bitXor:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            R[opA(i)] = Value(int32: a.asInt32 ^ b.asInt32)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.bitXor, a, b)
                        }
                    case .shl:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            R[opA(i)] = Value(int32: a.asInt32 &<< b.asInt32)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.shl, a, b)
                        }
                    case .shr:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            R[opA(i)] = Value(int32: a.asInt32 &>> b.asInt32)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.shr, a, b)
                        }
                    case .ushr:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothInt32(a, b) {
                            R[opA(i)] = Value(UInt32(bitPattern: a.asInt32) &>> UInt32(bitPattern: b.asInt32))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.ushr, a, b)
                        }
                    case .addInt:
                        let a = R[opB(i)]
                        let b = opSignedC(i)
                        if a.isInt32 {
                            let (sum, overflow) = a.asInt32.addingReportingOverflow(b)
                            R[opA(i)] = overflow ? Value(rawDouble: Double(a.asInt32) + Double(b)) : Value(int32: sum)
                        } else if a.isNumber {
                            R[opA(i)] = Value(rawDouble: a.asDouble + Double(b))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try addSlow(a, Value(int32: b))
                        }
                    case .subInt:
                        let a = R[opB(i)]
                        let b = opSignedC(i)
                        if a.isInt32 {
                            let (sum, overflow) = a.asInt32.subtractingReportingOverflow(b)
                            R[opA(i)] = overflow ? Value(rawDouble: Double(a.asInt32) - Double(b)) : Value(int32: sum)
                        } else if a.isNumber {
                            R[opA(i)] = Value(rawDouble: a.asDouble - Double(b))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.sub, a, Value(int32: b))
                        }
                    case .mulInt:
                        let a = R[opB(i)]
                        let b = opSignedC(i)
                        if a.isInt32 {
                            let (product, overflow) = a.asInt32.multipliedReportingOverflow(by: b)
                            R[opA(i)] = overflow || product == 0 ? Value(Double(a.asInt32) * Double(b)) : Value(int32: product)
                        } else if a.isNumber {
                            R[opA(i)] = Value(rawDouble: a.asDouble * Double(b))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.mul, a, Value(int32: b))
                        }
                    case .divInt:
                        let a = R[opB(i)]
                        if a.isNumber {
                            R[opA(i)] = Value(a.asNumber / Double(opSignedC(i)))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.div, a, Value(int32: opSignedC(i)))
                        }
                    case .modInt:
                        let a = R[opB(i)]
                        let b = opSignedC(i)
                        if a.isInt32 && a.asInt32 >= 0 && b > 0 {
                            R[opA(i)] = Value(int32: Int32(bitPattern: UInt32(bitPattern: a.asInt32) % UInt32(bitPattern: b)))
                        } else if a.isNumber {
                            R[opA(i)] = Value(NumberMath.remainder(a.asNumber, Double(b)))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.mod, a, Value(int32: b))
                        }
                    case .bitAndInt:
                        let a = R[opB(i)]
                        if a.isInt32 {
                            R[opA(i)] = Value(int32: a.asInt32 & opSignedC(i))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.bitAnd, a, Value(int32: opSignedC(i)))
                        }
                    case .bitOrInt:
                        let a = R[opB(i)]
                        if a.isInt32 {
                            R[opA(i)] = Value(int32: a.asInt32 | opSignedC(i))
                        } else if a.isNumber {
                            R[opA(i)] = Value(int32: NumberMath.toInt32(a.asDouble) | opSignedC(i))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.bitOr, a, Value(int32: opSignedC(i)))
                        }
                    case .bitXorInt:
                        let a = R[opB(i)]
                        if a.isInt32 {
                            R[opA(i)] = Value(int32: a.asInt32 ^ opSignedC(i))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.bitXor, a, Value(int32: opSignedC(i)))
                        }
                    case .shlInt:
                        let a = R[opB(i)]
                        if a.isInt32 {
                            R[opA(i)] = Value(int32: a.asInt32 &<< opSignedC(i))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.shl, a, Value(int32: opSignedC(i)))
                        }
                    case .shrInt:
                        let a = R[opB(i)]
                        if a.isInt32 {
                            R[opA(i)] = Value(int32: a.asInt32 &>> opSignedC(i))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.shr, a, Value(int32: opSignedC(i)))
                        }
                    case .ushrInt:
                        let a = R[opB(i)]
                        if a.isInt32 {
                            R[opA(i)] = Value(UInt32(bitPattern: a.asInt32) &>> UInt32(bitPattern: opSignedC(i)))
                        } else {
                            currentPC = pc
                            R[opA(i)] = try arithmeticSlow(.ushr, a, Value(int32: opSignedC(i)))
                        }
                    case .inc:
                        let a = R[opB(i)]
                        if a.isInt32 && a.asInt32 != Int32.max {
                            R[opA(i)] = Value(int32: a.asInt32 &+ 1)
                        } else if a.isNumber {
                            R[opA(i)] = Value(rawDouble: a.asNumber + 1)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try stepSlow(a, 1)
                        }
                    case .dec:
                        let a = R[opB(i)]
                        if a.isInt32 && a.asInt32 != Int32.min {
                            R[opA(i)] = Value(int32: a.asInt32 &- 1)
                        } else if a.isNumber {
                            R[opA(i)] = Value(rawDouble: a.asNumber - 1)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try stepSlow(a, -1)
                        }
                    case .negate:
                        let a = R[opB(i)]
                        if a.isInt32 && a.asInt32 != 0 && a.asInt32 != Int32.min {
                            R[opA(i)] = Value(int32: 0 &- a.asInt32)
                        } else if a.isNumber {
                            R[opA(i)] = Value(rawDouble: -a.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try negateSlow(a)
                        }
                    case .bitNot:
                        let a = R[opB(i)]
                        if a.isInt32 {
                            R[opA(i)] = Value(int32: ~a.asInt32)
                        } else {
                            currentPC = pc
                            R[opA(i)] = try bitNotSlow(a)
                        }
                    case .not:
                        R[opA(i)] = Value(!toBoolean(R[opB(i)]))
                    case .toNumber:
                        let a = R[opB(i)]
                        if a.isNumber {
                            R[opA(i)] = a
                        } else {
                            currentPC = pc
                            R[opA(i)] = Value(try toNumber(a))
                        }
                    case .toNumeric:
                        let a = R[opB(i)]
                        if a.isNumber {
                            R[opA(i)] = a
                        } else {
                            currentPC = pc
                            R[opA(i)] = try toNumeric(a)
                        }
                    case .toString:
                        let a = R[opB(i)]
                        if a.isString {
                            R[opA(i)] = a
                        } else {
                            currentPC = pc
                            R[opA(i)] = Value(try toString(a))
                        }
                    case .toPropertyKey:
                        currentPC = pc
                        R[opA(i)] = try toPropertyKeyValue(R[opB(i)])
                    case .toElementKey:
                        let key = R[opB(i)]
                        if key.isInt32 {
                            R[opA(i)] = key
                            continue
                        }
                        currentPC = pc
                        // The error of the access comes before the key's conversion.
                        if R[opC(i)].isNullish { _ = try getElementSlow(R[opC(i)], key) }
                        R[opA(i)] = try toPropertyKeyValue(key)
                    case .toObject:
                        currentPC = pc
                        R[opA(i)] = Value(try toObject(R[opB(i)]))
                    case .typeof:
                        R[opA(i)] = typeof(R[opB(i)])
                    case .concatStrings:
                        currentPC = pc
                        R[opA(i)] = try concatenate(R + opB(i), count: opC(i))

                    // MARK: Comparison
                    case .less:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothNumbers(a, b) {
                            R[opA(i)] = Value(a.asNumber < b.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = Value(try compareSlow(.less, a, b))
                        }
                    case .lessEq:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothNumbers(a, b) {
                            R[opA(i)] = Value(a.asNumber <= b.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = Value(try compareSlow(.lessEq, a, b))
                        }
                    case .greater:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothNumbers(a, b) {
                            R[opA(i)] = Value(a.asNumber > b.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = Value(try compareSlow(.greater, a, b))
                        }
                    case .greaterEq:
                        let (a, b) = (R[opB(i)], R[opC(i)])
                        if bothNumbers(a, b) {
                            R[opA(i)] = Value(a.asNumber >= b.asNumber)
                        } else {
                            currentPC = pc
                            R[opA(i)] = Value(try compareSlow(.greaterEq, a, b))
                        }
                    case .eq:
                        currentPC = pc
                        R[opA(i)] = Value(try isLooselyEqual(R[opB(i)], R[opC(i)]))
                    case .notEq:
                        currentPC = pc
                        R[opA(i)] = Value(try !isLooselyEqual(R[opB(i)], R[opC(i)]))
                    case .strictEq:
                        R[opA(i)] = Value(isStrictlyEqual(R[opB(i)], R[opC(i)]))
                    case .strictNotEq:
                        R[opA(i)] = Value(!isStrictlyEqual(R[opB(i)], R[opC(i)]))
                    case .instanceof:
                        currentPC = pc
                        R[opA(i)] = Value(try isInstance(R[opB(i)], of: R[opC(i)]))
                    case .`in`:
                        currentPC = pc
                        R[opA(i)] = Value(try hasPropertySlow(R[opC(i)], R[opB(i)]))
                    case .typeofIs:
                        R[opA(i)] = Value(isTypeof(R[opB(i)], UInt16(truncatingIfNeeded: opC(i))))
                    case .isNullish:
                        R[opA(i)] = Value(R[opB(i)].isNullish)

                    // MARK: Jumps
                    case .jump:
                        pc += opWide(i)
                    case .jumpIfTrue:
                        if toBoolean(R[opA(i)]) { pc += opWide(i) }
                    case .jumpIfFalse:
                        if !toBoolean(R[opA(i)]) { pc += opWide(i) }
                    case .jumpIfUndefined:
                        if R[opA(i)].isUndefined { pc += opWide(i) }
                    case .jumpIfNotUndefined:
                        if !R[opA(i)].isUndefined { pc += opWide(i) }
                    case .jumpIfNull:
                        if R[opA(i)].isNull { pc += opWide(i) }
                    case .jumpIfNotNull:
                        if !R[opA(i)].isNull { pc += opWide(i) }
                    case .jumpIfNullish:
                        if R[opA(i)].isNullish { pc += opWide(i) }
                    case .jumpIfNotNullish:
                        if !R[opA(i)].isNullish { pc += opWide(i) }
                    case .jumpIfEmpty:
                        if R[opA(i)].isEmpty { pc += opWide(i) }
                    case .jumpIfNotEmpty:
                        if !R[opA(i)].isEmpty { pc += opWide(i) }
                    case .jumpIfLess:
                        let (a, b) = (R[opA(i)], R[opB(i)])
                        if bothInt32(a, b) {
                            if a.asInt32 < b.asInt32 { pc += opJumpC(i) }
                        } else if bothNumbers(a, b) {
                            if a.asNumber < b.asNumber { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try compareSlow(.less, a, b) { pc += opJumpC(i) }
                        }
                    case .jumpIfLessInt:
                        let a = R[opA(i)]
                        if a.isInt32 {
                            if a.asInt32 < opSignedB(i) { pc += opJumpC(i) }
                        } else if a.isNumber {
                            if a.asDouble < Double(opSignedB(i)) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try compareSlow(.less, a, Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                        }
                    case .jumpIfNotLess:
                        let (a, b) = (R[opA(i)], R[opB(i)])
                        if bothInt32(a, b) {
                            if !(a.asInt32 < b.asInt32) { pc += opJumpC(i) }
                        } else if bothNumbers(a, b) {
                            if !(a.asNumber < b.asNumber) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try !compareSlow(.less, a, b) { pc += opJumpC(i) }
                        }
                    case .jumpIfNotLessInt:
                        let a = R[opA(i)]
                        if a.isInt32 {
                            if !(a.asInt32 < opSignedB(i)) { pc += opJumpC(i) }
                        } else if a.isNumber {
                            if !(a.asDouble < Double(opSignedB(i))) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try !compareSlow(.less, a, Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                        }
                    case .jumpIfLessEq:
                        let (a, b) = (R[opA(i)], R[opB(i)])
                        if bothInt32(a, b) {
                            if a.asInt32 <= b.asInt32 { pc += opJumpC(i) }
                        } else if bothNumbers(a, b) {
                            if a.asNumber <= b.asNumber { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try compareSlow(.lessEq, a, b) { pc += opJumpC(i) }
                        }
                    case .jumpIfLessEqInt:
                        let a = R[opA(i)]
                        if a.isInt32 {
                            if a.asInt32 <= opSignedB(i) { pc += opJumpC(i) }
                        } else if a.isNumber {
                            if a.asDouble <= Double(opSignedB(i)) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try compareSlow(.lessEq, a, Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                        }
                    case .jumpIfNotLessEq:
                        let (a, b) = (R[opA(i)], R[opB(i)])
                        if bothInt32(a, b) {
                            if !(a.asInt32 <= b.asInt32) { pc += opJumpC(i) }
                        } else if bothNumbers(a, b) {
                            if !(a.asNumber <= b.asNumber) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try !compareSlow(.lessEq, a, b) { pc += opJumpC(i) }
                        }
                    case .jumpIfNotLessEqInt:
                        let a = R[opA(i)]
                        if a.isInt32 {
                            if !(a.asInt32 <= opSignedB(i)) { pc += opJumpC(i) }
                        } else if a.isNumber {
                            if !(a.asDouble <= Double(opSignedB(i))) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try !compareSlow(.lessEq, a, Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                        }
                    case .jumpIfGreater:
                        let (a, b) = (R[opA(i)], R[opB(i)])
                        if bothInt32(a, b) {
                            if a.asInt32 > b.asInt32 { pc += opJumpC(i) }
                        } else if bothNumbers(a, b) {
                            if a.asNumber > b.asNumber { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try compareSlow(.greater, a, b) { pc += opJumpC(i) }
                        }
                    case .jumpIfGreaterInt:
                        let a = R[opA(i)]
                        if a.isInt32 {
                            if a.asInt32 > opSignedB(i) { pc += opJumpC(i) }
                        } else if a.isNumber {
                            if a.asDouble > Double(opSignedB(i)) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try compareSlow(.greater, a, Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                        }
                    case .jumpIfNotGreater:
                        let (a, b) = (R[opA(i)], R[opB(i)])
                        if bothInt32(a, b) {
                            if !(a.asInt32 > b.asInt32) { pc += opJumpC(i) }
                        } else if bothNumbers(a, b) {
                            if !(a.asNumber > b.asNumber) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try !compareSlow(.greater, a, b) { pc += opJumpC(i) }
                        }
                    case .jumpIfNotGreaterInt:
                        let a = R[opA(i)]
                        if a.isInt32 {
                            if !(a.asInt32 > opSignedB(i)) { pc += opJumpC(i) }
                        } else if a.isNumber {
                            if !(a.asDouble > Double(opSignedB(i))) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try !compareSlow(.greater, a, Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                        }
                    case .jumpIfGreaterEq:
                        let (a, b) = (R[opA(i)], R[opB(i)])
                        if bothInt32(a, b) {
                            if a.asInt32 >= b.asInt32 { pc += opJumpC(i) }
                        } else if bothNumbers(a, b) {
                            if a.asNumber >= b.asNumber { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try compareSlow(.greaterEq, a, b) { pc += opJumpC(i) }
                        }
                    case .jumpIfGreaterEqInt:
                        let a = R[opA(i)]
                        if a.isInt32 {
                            if a.asInt32 >= opSignedB(i) { pc += opJumpC(i) }
                        } else if a.isNumber {
                            if a.asDouble >= Double(opSignedB(i)) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try compareSlow(.greaterEq, a, Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                        }
                    case .jumpIfNotGreaterEq:
                        let (a, b) = (R[opA(i)], R[opB(i)])
                        if bothInt32(a, b) {
                            if !(a.asInt32 >= b.asInt32) { pc += opJumpC(i) }
                        } else if bothNumbers(a, b) {
                            if !(a.asNumber >= b.asNumber) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try !compareSlow(.greaterEq, a, b) { pc += opJumpC(i) }
                        }
                    case .jumpIfNotGreaterEqInt:
                        let a = R[opA(i)]
                        if a.isInt32 {
                            if !(a.asInt32 >= opSignedB(i)) { pc += opJumpC(i) }
                        } else if a.isNumber {
                            if !(a.asDouble >= Double(opSignedB(i))) { pc += opJumpC(i) }
                        } else {
                            currentPC = pc
                            if try !compareSlow(.greaterEq, a, Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                        }
                    case .jumpIfEq:
                        currentPC = pc
                        if try isLooselyEqual(R[opA(i)], R[opB(i)]) { pc += opJumpC(i) }
                    case .jumpIfStrictEq:
                        if isStrictlyEqual(R[opA(i)], R[opB(i)]) { pc += opJumpC(i) }
                    case .jumpIfEqInt:
                        currentPC = pc
                        if try isLooselyEqual(R[opA(i)], Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                    case .jumpIfStrictEqInt:
                        if isStrictlyEqual(R[opA(i)], Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                    case .jumpIfTypeof:
                        if isTypeof(R[opA(i)], UInt16(truncatingIfNeeded: opB(i))) { pc += opJumpC(i) }
                    case .jumpIfNotEq:
                        currentPC = pc
                        if try !isLooselyEqual(R[opA(i)], R[opB(i)]) { pc += opJumpC(i) }
                    case .jumpIfStrictNotEq:
                        if !isStrictlyEqual(R[opA(i)], R[opB(i)]) { pc += opJumpC(i) }
                    case .jumpIfNotEqInt:
                        currentPC = pc
                        if try !isLooselyEqual(R[opA(i)], Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                    case .jumpIfStrictNotEqInt:
                        if !isStrictlyEqual(R[opA(i)], Value(int32: opSignedB(i))) { pc += opJumpC(i) }
                    case .jumpIfNotTypeof:
                        if !isTypeof(R[opA(i)], UInt16(truncatingIfNeeded: opB(i))) { pc += opJumpC(i) }
                    case .switchInt:
                        pc += switchOffset(R, R[opA(i)], table: opB(i)) ?? opJumpC(i)
                    case .loop:
                        if interruptFlag.pointee != 0 {
                            currentPC = pc
                            try handleInterrupt()
                        }

                    // MARK: Calls
                    case .call:
                        let frame = R + (opA(i) &+ Frame.header)
                        let callee = frame[Frame.callee]
                        if callee.isCell {
                            var cell = callee.asCell
                            var n = opB(i)
                            if Cell.kind(cell) == .nativeFunction && Cell.flags(cell) & CellFlags.forwardsCall != 0
                                && unwrapsCall(frame, &n)
                            {
                                cell = frame[Frame.callee].asCell
                            }
                            if Cell.kind(cell) == .function {
                                let executable = rawField(cell, 24, as: UnsafeMutableRawPointer.self)
                                let sizes = rawField(executable, Executable.frameSizeOffset, as: UInt64.self)
                                let flags = rawField(executable, Executable.flagsOffset, as: UInt32.self)
                                if flags & Frame.slowEntryFlags != 0
                                    || exceeds(frame, Int(truncatingIfNeeded: sizes & 0xFFFF_FFFF), stackLimit)
                                {
                                    currentPC = pc
                                    if flags & FunctionFlags.checksRealm.rawValue != 0 && isForeign(executable) {
                                        R[opC(i)] = try callForeign(frame, count: n)
                                        continue
                                    }
                                    try prepareCall(frame, executable, count: n, newTarget: .undefined)
                                }
                                let size = Int(truncatingIfNeeded: sizes & 0xFFFF_FFFF)
                                let parameters = Int(truncatingIfNeeded: sizes &>> 32)
                                while n < parameters {
                                    n &+= 1
                                    frame[n] = .undefined
                                }
                                frame[Frame.link] = Value(bits: UInt64(UInt(bitPattern: R)))
                                frame[Frame.returnPC] = Value(bits: UInt64(UInt(bitPattern: pc)))
                                R = frame
                                top = frame + size
                                currentRegisters = frame
                                pc = rawField(executable, Executable.codeOffset, as: UnsafePointer<UInt64>.self)
                                K = rawField(executable, Executable.constantsOffset, as: UnsafeMutablePointer<Value>.self)
                                continue
                            }
                            if Cell.kind(cell) == .nativeFunction {
                                currentPC = pc
                                R[opC(i)] = try callNative(frame, count: n, newTarget: .undefined)
                                continue
                            }
                        }
                        currentPC = pc
                        R[opC(i)] = try callOther(frame, count: opB(i), pc)
                    case .callSpread:
                        currentPC = pc
                        R[opC(i)] = try callSpread(R + opA(i), pc)
                    case .new:
                        currentPC = pc
                        let frame = R + (opA(i) &+ Frame.header)
                        let newTarget = frame[Frame.callee]
                        if let executable = try prepareConstruct(frame, count: opB(i), newTarget: newTarget, pc) {
                            let sizes = rawField(executable, Executable.frameSizeOffset, as: UInt64.self)
                            let size = Int(truncatingIfNeeded: sizes & 0xFFFF_FFFF)
                            let parameters = Int(truncatingIfNeeded: sizes &>> 32)
                            var n = opB(i)
                            while n < parameters {
                                n &+= 1
                                frame[n] = .undefined
                            }
                            frame[Frame.link] = Value(bits: UInt64(UInt(bitPattern: R)) | 1)
                            frame[Frame.returnPC] = Value(bits: UInt64(UInt(bitPattern: pc)))
                            R = frame
                            top = frame + size
                            currentRegisters = frame
                            pc = rawField(executable, Executable.codeOffset, as: UnsafePointer<UInt64>.self)
                            K = rawField(executable, Executable.constantsOffset, as: UnsafeMutablePointer<Value>.self)
                            continue
                        }
                        R[opC(i)] = try constructOther(frame, count: opB(i), newTarget: newTarget)
                    case .superCall:
                        currentPC = pc
                        let frame = R + (opA(i) &+ Frame.header)
                        let newTarget = frame[0]
                        if let executable = try prepareConstruct(frame, count: opB(i), newTarget: newTarget, pc) {
                            let sizes = rawField(executable, Executable.frameSizeOffset, as: UInt64.self)
                            let size = Int(truncatingIfNeeded: sizes & 0xFFFF_FFFF)
                            let parameters = Int(truncatingIfNeeded: sizes &>> 32)
                            var n = opB(i)
                            while n < parameters {
                                n &+= 1
                                frame[n] = .undefined
                            }
                            frame[Frame.link] = Value(bits: UInt64(UInt(bitPattern: R)) | 1)
                            frame[Frame.returnPC] = Value(bits: UInt64(UInt(bitPattern: pc)))
                            R = frame
                            top = frame + size
                            currentRegisters = frame
                            pc = rawField(executable, Executable.codeOffset, as: UnsafePointer<UInt64>.self)
                            K = rawField(executable, Executable.constantsOffset, as: UnsafeMutablePointer<Value>.self)
                            continue
                        }
                        R[opC(i)] = try constructOther(frame, count: opB(i), newTarget: newTarget)
                    case .newSpread:
                        currentPC = pc
                        R[opC(i)] = try constructSpread(R + opA(i), newTarget: R[opA(i)], pc)
                    case .superCallSpread:
                        currentPC = pc
                        R[opC(i)] = try constructSpread(R + opA(i), newTarget: R[opA(i) &+ 3], pc, isSuper: true)
                    case .getPrototypeOf:
                        currentPC = pc
                        R[opA(i)] = try getPrototype(R[opB(i)].asObject)
                    case .jumpIfNotEval:
                        if R[opA(i)] != realm[.eval] { pc += opWide(i) }
                    case .directEval:
                        currentPC = pc
                        R[opA(i)] = try directEval(R, R[opB(i)], scope: opC(i))
                    case .`return`:
                        let value = Frame.result(R, R[opA(i)])
                        guard let callerPC = UnsafePointer<UInt64>(bitPattern: UInt(R[Frame.returnPC].bits)) else { return value }
                        R = Frame.caller(R)
                        pc = callerPC
                        K = Frame.constants(R)
                        currentRegisters = R
                        top = R + Frame.size(R)
                        R[opC((pc - 1).pointee)] = value
                    case .returnUndefined:
                        let value = Frame.result(R, .undefined)
                        guard let callerPC = UnsafePointer<UInt64>(bitPattern: UInt(R[Frame.returnPC].bits)) else { return value }
                        R = Frame.caller(R)
                        pc = callerPC
                        K = Frame.constants(R)
                        currentRegisters = R
                        top = R + Frame.size(R)
                        R[opC((pc - 1).pointee)] = value
                    case .returnDerived:
                        currentPC = pc
                        let value = try derivedResult(R[opA(i)], this: R[opB(i)])
                        guard let callerPC = UnsafePointer<UInt64>(bitPattern: UInt(R[Frame.returnPC].bits)) else { return value }
                        R = Frame.caller(R)
                        pc = callerPC
                        K = Frame.constants(R)
                        currentRegisters = R
                        top = R + Frame.size(R)
                        R[opC((pc - 1).pointee)] = value

                    // MARK: Arguments
                    case .createArguments:
                        currentPC = pc
                        R[opA(i)] = Value(makeArguments(R[opB(i)].asCell, R))
                    case .getArgumentsLength:
                        R[opA(i)] = Value(int32: Int32(truncatingIfNeeded: Storage.capacity(R[opB(i)].asCell)))
                    case .getArgument:
                        let key = R[opC(i)]
                        let storage = R[opB(i)].asCell
                        if key.isInt32, Int(UInt32(bitPattern: key.asInt32)) < Storage.capacity(storage) {
                            R[opA(i)] = Storage.values(storage)[Int(key.asInt32)]
                        } else {
                            currentPC = pc
                            R[opA(i)] = try getArgumentSlow(storage, R, key)
                        }
                    case .createMappedArguments:
                        currentPC = pc
                        R[opA(i)] = Value(makeMappedArguments(R[opB(i)].asCell, R, parameters: opC(i)))
                    case .createRest:
                        currentPC = pc
                        R[opA(i)] = Value(makeRest(R[opB(i)].asCell, from: opC(i)))

                    // MARK: Properties
                    case .getProp:
                        let value = R[opB(i)]
                        let word = pc[0]
                        if value.isCell {
                            let cell = value.asCell
                            if Cell.word(cell) == UInt32(truncatingIfNeeded: word) {
                                if pc[1] == 0 {
                                    R[opA(i)] = InlineCache.load(cell, word)
                                    pc += 4
                                    continue
                                }
                                if UInt32(truncatingIfNeeded: pc[1]) == prototypeEpoch {
                                    R[opA(i)] = InlineCache.load(
                                        UnsafeMutableRawPointer(bitPattern: UInt(pc[2])).unsafelyUnwrapped, word)
                                    pc += 4
                                    continue
                                }
                            } else if UInt32(truncatingIfNeeded: word) == ShapeTable.stringPrimitiveID
                                && Cell.kind(cell) == .string
                                && UInt32(truncatingIfNeeded: pc[1]) == prototypeEpoch
                            {
                                R[opA(i)] = InlineCache.load(
                                    UnsafeMutableRawPointer(bitPattern: UInt(pc[2])).unsafelyUnwrapped, word)
                                pc += 4
                                continue
                            }
                        }
                        currentPC = pc
                        R[opA(i)] = try getPropertySlow(
                            value, PropertyKey(cell: K[opC(i)].asCell), UnsafeMutablePointer(mutating: pc))
                        pc += 4
                    case .getPropCallee:
                        let value = R[opB(i)]
                        R[opA(i) &+ 3] = value
                        let word = pc[0]
                        if value.isCell {
                            let cell = value.asCell
                            if Cell.word(cell) == UInt32(truncatingIfNeeded: word) {
                                if pc[1] == 0 {
                                    R[opA(i)] = InlineCache.load(cell, word)
                                    pc += 4
                                    continue
                                }
                                if UInt32(truncatingIfNeeded: pc[1]) == prototypeEpoch {
                                    R[opA(i)] = InlineCache.load(
                                        UnsafeMutableRawPointer(bitPattern: UInt(pc[2])).unsafelyUnwrapped, word)
                                    pc += 4
                                    continue
                                }
                            } else if UInt32(truncatingIfNeeded: word) == ShapeTable.stringPrimitiveID
                                && Cell.kind(cell) == .string
                                && UInt32(truncatingIfNeeded: pc[1]) == prototypeEpoch
                            {
                                R[opA(i)] = InlineCache.load(
                                    UnsafeMutableRawPointer(bitPattern: UInt(pc[2])).unsafelyUnwrapped, word)
                                pc += 4
                                continue
                            }
                        }
                        currentPC = pc
                        R[opA(i)] = try getPropertySlow(
                            value, PropertyKey(cell: K[opC(i)].asCell), UnsafeMutablePointer(mutating: pc))
                        pc += 4
                    case .getLength:
                        let value = R[opB(i)]
                        if value.isCell {
                            let cell = value.asCell
                            if Cell.kind(cell) == .array {
                                R[opA(i)] = Value(Object(cell: cell).arrayLength)
                                pc += 4
                                continue
                            }
                            if Cell.kind(cell) == .string {
                                R[opA(i)] = Value(int32: Int32(truncatingIfNeeded: JSString(cell: cell).length))
                                pc += 4
                                continue
                            }
                            if Cell.word(cell) == UInt32(truncatingIfNeeded: pc[0]) {
                                if pc[1] == 0 {
                                    R[opA(i)] = InlineCache.load(cell, pc[0])
                                    pc += 4
                                    continue
                                }
                                if Cell.kind(cell) == .typedArray && pc[2] == 0
                                    && UInt32(truncatingIfNeeded: pc[1]) == prototypeEpoch
                                {
                                    let length = fastTypedLength(cell)
                                    if length >= 0 {
                                        R[opA(i)] = Value(int32: length)
                                        pc += 4
                                        continue
                                    }
                                }
                            }
                        }
                        currentPC = pc
                        R[opA(i)] = try getPropertySlow(value, names[.length], UnsafeMutablePointer(mutating: pc))
                        pc += 4
                    case .setProp:
                        let base = R[opA(i)]
                        let word = pc[0]
                        if base.isCell {
                            let cell = base.asCell
                            if Cell.word(cell) == UInt32(truncatingIfNeeded: word) {
                                if pc[1] == 0 {
                                    InlineCache.store(cell, word, R[opC(i)])
                                    pc += 4
                                    continue
                                }
                                if UInt32(truncatingIfNeeded: pc[1]) == prototypeEpoch && InlineCache.canAdd(cell, word) {
                                    InlineCache.store(cell, word, R[opC(i)])
                                    Cell.setWord(cell, UInt32(truncatingIfNeeded: pc[3]))
                                    pc += 4
                                    continue
                                }
                            }
                        }
                        currentPC = pc
                        try setPropertySlow(
                            base, PropertyKey(cell: K[opB(i)].asCell), R[opC(i)], UnsafeMutablePointer(mutating: pc), strict: true
                        )
                        pc += 4
                    case .setPropSloppy:
                        let base = R[opA(i)]
                        let word = pc[0]
                        if base.isCell {
                            let cell = base.asCell
                            if Cell.word(cell) == UInt32(truncatingIfNeeded: word) {
                                if pc[1] == 0 {
                                    InlineCache.store(cell, word, R[opC(i)])
                                    pc += 4
                                    continue
                                }
                                if UInt32(truncatingIfNeeded: pc[1]) == prototypeEpoch && InlineCache.canAdd(cell, word) {
                                    InlineCache.store(cell, word, R[opC(i)])
                                    Cell.setWord(cell, UInt32(truncatingIfNeeded: pc[3]))
                                    pc += 4
                                    continue
                                }
                            }
                        }
                        currentPC = pc
                        try setPropertySlow(
                            base, PropertyKey(cell: K[opB(i)].asCell), R[opC(i)], UnsafeMutablePointer(mutating: pc),
                            strict: false)
                        pc += 4
                    case .getElem:
                        let (base, index) = (R[opB(i)], R[opC(i)])
                        if base.isCell && index.isInt32 {
                            let cell = base.asCell
                            let position = Int(UInt32(bitPattern: index.asInt32))
                            if Cell.kind(cell) == .array || Cell.kind(cell) == .object,
                                let elements = rawField(cell, 16, as: UnsafeMutableRawPointer?.self),
                                position < Storage.capacity(elements)
                            {
                                let value = Storage.values(elements)[position]
                                if !value.isEmpty {
                                    R[opA(i)] = value
                                    continue
                                }
                            }
                            if Cell.kind(cell) == .typedArray {
                                let value = fastTypedElement(cell, index.asInt32)
                                if !value.isEmpty {
                                    R[opA(i)] = value
                                    continue
                                }
                            }
                        }
                        currentPC = pc
                        R[opA(i)] = try getElementSlow(base, index)
                    case .getElemInt:
                        let (base, index) = (R[opB(i)], Value(int32: opSignedC(i)))
                        if base.isCell && true {
                            let cell = base.asCell
                            let position = Int(UInt32(bitPattern: index.asInt32))
                            if Cell.kind(cell) == .array || Cell.kind(cell) == .object,
                                let elements = rawField(cell, 16, as: UnsafeMutableRawPointer?.self),
                                position < Storage.capacity(elements)
                            {
                                let value = Storage.values(elements)[position]
                                if !value.isEmpty {
                                    R[opA(i)] = value
                                    continue
                                }
                            }
                            if Cell.kind(cell) == .typedArray {
                                let value = fastTypedElement(cell, index.asInt32)
                                if !value.isEmpty {
                                    R[opA(i)] = value
                                    continue
                                }
                            }
                        }
                        currentPC = pc
                        R[opA(i)] = try getElementSlow(base, index)
                    case .getElemCallee:
                        let base = R[opB(i)]
                        let key = R[opC(i)]
                        R[opA(i) &+ 3] = base
                        currentPC = pc
                        R[opA(i)] = try getElementSlow(base, key)
                    case .setElem:
                        let (base, index, value) = (R[opA(i)], R[opB(i)], R[opC(i)])
                        if base.isCell && index.isInt32 {
                            let cell = base.asCell
                            let position = Int(UInt32(bitPattern: index.asInt32))
                            if Cell.kind(cell) == .array || Cell.kind(cell) == .object,
                                let elements = rawField(cell, 16, as: UnsafeMutableRawPointer?.self),
                                position < Storage.capacity(elements)
                            {
                                let slot = Storage.values(elements) + position
                                if !slot.pointee.isEmpty {
                                    slot.pointee = value
                                    continue
                                }
                                if Cell.kind(cell) == .array && position == Int(Object(cell: cell).arrayLength)
                                    && Cell.flags(cell) & Frame.noAppendFlags == 0 && !shapes.prototypesHaveIndices
                                {
                                    slot.pointee = value
                                    Object(cell: cell).arrayLength = UInt32(truncatingIfNeeded: position &+ 1)
                                    continue
                                }
                            }
                            if Cell.kind(cell) == .typedArray && fastSetTypedElement(cell, index.asInt32, value) { continue }
                        }
                        currentPC = pc
                        try setElementSlow(base, index, value, strict: true)
                    case .setElemSloppy:
                        let (base, index, value) = (R[opA(i)], R[opB(i)], R[opC(i)])
                        if base.isCell && index.isInt32 {
                            let cell = base.asCell
                            let position = Int(UInt32(bitPattern: index.asInt32))
                            if Cell.kind(cell) == .array || Cell.kind(cell) == .object,
                                let elements = rawField(cell, 16, as: UnsafeMutableRawPointer?.self),
                                position < Storage.capacity(elements)
                            {
                                let slot = Storage.values(elements) + position
                                if !slot.pointee.isEmpty {
                                    slot.pointee = value
                                    continue
                                }
                                if Cell.kind(cell) == .array && position == Int(Object(cell: cell).arrayLength)
                                    && Cell.flags(cell) & Frame.noAppendFlags == 0 && !shapes.prototypesHaveIndices
                                {
                                    slot.pointee = value
                                    Object(cell: cell).arrayLength = UInt32(truncatingIfNeeded: position &+ 1)
                                    continue
                                }
                            }
                            if Cell.kind(cell) == .typedArray && fastSetTypedElement(cell, index.asInt32, value) { continue }
                        }
                        currentPC = pc
                        try setElementSlow(base, index, value, strict: false)
                    case .deleteProp:
                        currentPC = pc
                        R[opA(i)] = Value(try deleteProperty(R[opB(i)], K[opC(i)], strict: true))
                    case .deleteElem:
                        currentPC = pc
                        R[opA(i)] = Value(try deleteProperty(R[opB(i)], R[opC(i)], strict: true))
                    case .deletePropSloppy:
                        currentPC = pc
                        R[opA(i)] = Value(try deleteProperty(R[opB(i)], K[opC(i)], strict: false))
                    case .deleteElemSloppy:
                        currentPC = pc
                        R[opA(i)] = Value(try deleteProperty(R[opB(i)], R[opC(i)], strict: false))
                    case .getSuperProp:
                        currentPC = pc
                        R[opA(i)] = try getSuper(R[opB(i)], R[opC(i)], this: R[Int(pc[0] & 0xFFFF)])
                        pc += 1
                    case .setSuperProp:
                        currentPC = pc
                        try setSuper(R[opA(i)], R[opB(i)], R[opC(i)], this: R[Int(pc[0] & 0xFFFF)], strict: true)
                        pc += 1
                    case .setSuperPropSloppy:
                        currentPC = pc
                        try setSuper(R[opA(i)], R[opB(i)], R[opC(i)], this: R[Int(pc[0] & 0xFFFF)], strict: false)
                        pc += 1
                    case .newPrivateName:
                        currentPC = pc
                        R[opA(i)] = Value(makeSymbol(description: K[opB(i)], isPrivateName: true))
                    case .getPrivate:
                        let base = R[opB(i)]
                        if base.isCell && Cell.word(base.asCell) == UInt32(truncatingIfNeeded: pc[0]) && pc[1] == 0 && pc[2] == R[opC(i)].bits {
                            R[opA(i)] = InlineCache.load(base.asCell, pc[0])
                            pc += 4
                            continue
                        }
                        currentPC = pc
                        R[opA(i)] = try getPrivate(base, R[opC(i)], UnsafeMutablePointer(mutating: pc))
                        pc += 4
                    case .setPrivate:
                        let base = R[opA(i)]
                        if base.isCell && Cell.word(base.asCell) == UInt32(truncatingIfNeeded: pc[0]) && pc[1] == 0 && pc[2] == R[opB(i)].bits {
                            InlineCache.store(base.asCell, pc[0], R[opC(i)])
                            pc += 4
                            continue
                        }
                        currentPC = pc
                        try setPrivate(base, R[opB(i)], R[opC(i)], UnsafeMutablePointer(mutating: pc))
                        pc += 4
                    case .hasPrivate:
                        currentPC = pc
                        R[opA(i)] = Value(try hasPrivate(R[opC(i)], R[opB(i)]))
                    case .definePrivateField:
                        currentPC = pc
                        try definePrivateField(R[opA(i)], R[opB(i)], R[opC(i)])
                    case .definePrivateMethod:
                        currentPC = pc
                        try definePrivateMethod(R[opA(i)], R[opB(i)], R[opC(i)])
                    case .definePrivateGetter:
                        currentPC = pc
                        try definePrivateAccessor(R[opA(i)], R[opB(i)], getter: R[opC(i)], setter: nil)
                    case .definePrivateSetter:
                        currentPC = pc
                        try definePrivateAccessor(R[opA(i)], R[opB(i)], getter: nil, setter: R[opC(i)])

                    // MARK: Globals
                    case .getGlobal:
                        let word = pc[0]
                        if word != 0 {
                            if pc[1] != 0 {
                                let value = Box.value(UnsafeMutableRawPointer(bitPattern: UInt(pc[1])).unsafelyUnwrapped)
                                if !value.isEmpty {
                                    R[opA(i)] = value
                                    pc += 2
                                    continue
                                }
                            } else {
                                let global = Frame.realmGlobal(R)
                                if Cell.word(global) == UInt32(truncatingIfNeeded: word) {
                                    R[opA(i)] = InlineCache.load(global, word)
                                    pc += 2
                                    continue
                                }
                            }
                        }
                        currentPC = pc
                        R[opA(i)] = try getGlobal(
                            R, PropertyKey(cell: K[opB(i)].asCell), UnsafeMutablePointer(mutating: pc), typeof: false)
                        pc += 2
                    case .getGlobalForTypeof:
                        let word = pc[0]
                        if word != 0 {
                            if pc[1] != 0 {
                                let value = Box.value(UnsafeMutableRawPointer(bitPattern: UInt(pc[1])).unsafelyUnwrapped)
                                if !value.isEmpty {
                                    R[opA(i)] = value
                                    pc += 2
                                    continue
                                }
                            } else {
                                let global = Frame.realmGlobal(R)
                                if Cell.word(global) == UInt32(truncatingIfNeeded: word) {
                                    R[opA(i)] = InlineCache.load(global, word)
                                    pc += 2
                                    continue
                                }
                            }
                        }
                        currentPC = pc
                        R[opA(i)] = try getGlobal(
                            R, PropertyKey(cell: K[opB(i)].asCell), UnsafeMutablePointer(mutating: pc), typeof: true)
                        pc += 2
                    case .setGlobal:
                        let word = pc[0]
                        if word != 0 && pc[1] == 0 {
                            let global = Frame.realmGlobal(R)
                            if Cell.word(global) == UInt32(truncatingIfNeeded: word) {
                                InlineCache.store(global, word, R[opA(i)])
                                pc += 2
                                continue
                            }
                        }
                        if word != 0 && pc[1] != 0 {
                            let box = UnsafeMutableRawPointer(bitPattern: UInt(pc[1])).unsafelyUnwrapped
                            if !Box.value(box).isEmpty {
                                Box.setValue(box, R[opA(i)])
                                pc += 2
                                continue
                            }
                        }
                        currentPC = pc
                        try setGlobal(
                            R, PropertyKey(cell: K[opB(i)].asCell), R[opA(i)], UnsafeMutablePointer(mutating: pc), strict: true)
                        pc += 2
                    case .setGlobalSloppy:
                        let word = pc[0]
                        if word != 0 && pc[1] == 0 {
                            let global = Frame.realmGlobal(R)
                            if Cell.word(global) == UInt32(truncatingIfNeeded: word) {
                                InlineCache.store(global, word, R[opA(i)])
                                pc += 2
                                continue
                            }
                        }
                        if word != 0 && pc[1] != 0 {
                            let box = UnsafeMutableRawPointer(bitPattern: UInt(pc[1])).unsafelyUnwrapped
                            if !Box.value(box).isEmpty {
                                Box.setValue(box, R[opA(i)])
                                pc += 2
                                continue
                            }
                        }
                        currentPC = pc
                        try setGlobal(
                            R, PropertyKey(cell: K[opB(i)].asCell), R[opA(i)], UnsafeMutablePointer(mutating: pc), strict: false)
                        pc += 2
                    case .initGlobalLexical:
                        initGlobalLexical(R, PropertyKey(cell: K[opB(i)].asCell), R[opA(i)])
                    case .declareGlobals:
                        currentPC = pc
                        try declareGlobals(R, opA(i))
                    case .defineGlobalFunction:
                        currentPC = pc
                        try defineGlobalFunction(R, PropertyKey(cell: K[opB(i)].asCell), R[opA(i)], deletable: opC(i) != 0)
                    case .deleteGlobal:
                        currentPC = pc
                        R[opA(i)] = Value(try deleteGlobal(R, PropertyKey(cell: K[opB(i)].asCell)))

                    // MARK: Object and array literals
                    case .newObject:
                        currentPC = pc
                        R[opA(i)] = Value(makeLiteral(propertyCount: opB(i)))
                    case .newObjectFrom:
                        currentPC = pc
                        R[opA(i)] = Value(makeLiteral(R, R + opC(i), names: opB(i), UnsafeMutablePointer(mutating: pc)))
                        pc += 1
                    case .newArray:
                        currentPC = pc
                        R[opA(i)] = Value(makeArray(UnsafeBufferPointer(start: R + opB(i), count: opC(i))))
                    case .arrayPush:
                        currentPC = pc
                        arrayAppend(R[opA(i)].asObject, R[opB(i)])
                    case .arrayHole:
                        R[opA(i)].asObject.arrayLength &+= UInt32(opB(i))
                    case .arraySpread:
                        currentPC = pc
                        try spread(R[opB(i)], into: R[opA(i)].asObject, pc)
                    case .defineProp:
                        let base = R[opA(i)]
                        let word = pc[0]
                        if Cell.word(base.asCell) == UInt32(truncatingIfNeeded: word) && pc[1] != 0
                            && InlineCache.canAdd(base.asCell, word)
                        {
                            InlineCache.store(base.asCell, word, R[opC(i)])
                            Cell.setWord(base.asCell, UInt32(truncatingIfNeeded: pc[3]))
                            pc += 4
                            continue
                        }
                        currentPC = pc
                        try defineProperty(
                            base.asObject, PropertyKey(cell: K[opB(i)].asCell), R[opC(i)], UnsafeMutablePointer(mutating: pc))
                        pc += 4
                    case .defineElem:
                        currentPC = pc
                        try createDataPropertyOrThrow(R[opA(i)].asObject, try toPropertyKey(R[opB(i)]), R[opC(i)])
                    case .defineMethod:
                        currentPC = pc
                        try defineMethod(R[opA(i)].asObject, R[opB(i)], R[opC(i)])
                    case .defineGetter:
                        currentPC = pc
                        try defineAccessor(R[opA(i)].asObject, R[opB(i)], getter: R[opC(i)], setter: nil, enumerable: true)
                    case .defineSetter:
                        currentPC = pc
                        try defineAccessor(R[opA(i)].asObject, R[opB(i)], getter: nil, setter: R[opC(i)], enumerable: true)
                    case .defineClassGetter:
                        currentPC = pc
                        try defineAccessor(R[opA(i)].asObject, R[opB(i)], getter: R[opC(i)], setter: nil, enumerable: false)
                    case .defineClassSetter:
                        currentPC = pc
                        try defineAccessor(R[opA(i)].asObject, R[opB(i)], getter: nil, setter: R[opC(i)], enumerable: false)
                    case .setPrototypeLiteral:
                        if R[opB(i)].isObject || R[opB(i)].isNull { changePrototype(R[opA(i)].asObject, R[opB(i)]) }
                    case .copyDataProperties:
                        currentPC = pc
                        try copyDataProperties(R[opA(i)].asObject, R[opB(i)])
                    case .objectRest:
                        currentPC = pc
                        R[opA(i)] = try objectRest(R[opB(i)], R + opC(i), count: Int(pc[0] & 0xFFFF))
                        pc += 1
                    case .setFunctionName:
                        currentPC = pc
                        try setFunctionName(R[opA(i)].asObject, R[opB(i)], prefix: opC(i))
                    case .createClass:
                        currentPC = pc
                        try createClass(R, R + opA(i), heritage: R[opB(i)], function: opC(i))
                    case .newRegExp:
                        currentPC = pc
                        R[opA(i)] = try makeRegExpLiteral(R, opB(i))
                    case .getTemplateObject:
                        currentPC = pc
                        R[opA(i)] = try templateObject(R, opB(i))

                    // MARK: Iteration
                    case .getIterator:
                        currentPC = pc
                        try startIteration(R + opA(i), R[opB(i)], pc)
                    case .getIteratorRaw:
                        currentPC = pc
                        try startIterationRaw(R + opA(i), R[opB(i)], pc)
                    case .getAsyncIterator:
                        currentPC = pc
                        try startAsyncIteration(R + opA(i), R[opB(i)], pc)
                    case .iteratorNext:
                        let state = R + opB(i)
                        // An array that is walked directly: R[b+2] holds the index, R[b+1] the mark.
                        if state[1] == IterationState.arrayMark {
                            let array = state[0].asObject
                            let index = Int(UInt32(bitPattern: state[2].asInt32))
                            if index < Int(array.arrayLength), let elements = array.elements, index < Storage.capacity(elements),
                                !Storage.values(elements)[index].isEmpty
                            {
                                R[opA(i)] = Storage.values(elements)[index]
                                state[2] = Value(int32: Int32(truncatingIfNeeded: index &+ 1))

                                continue
                            }
                        }
                        currentPC = pc
                        let value = try iterationStep(state)
                        if value.isEmpty { pc += opJumpC(i) } else { R[opA(i)] = value }
                    case .iteratorStep:
                        let state = R + opB(i)
                        // An array that is walked directly: R[b+2] holds the index, R[b+1] the mark.
                        if state[1] == IterationState.arrayMark {
                            let array = state[0].asObject
                            let index = Int(UInt32(bitPattern: state[2].asInt32))
                            if index < Int(array.arrayLength), let elements = array.elements, index < Storage.capacity(elements),
                                !Storage.values(elements)[index].isEmpty
                            {
                                R[opA(i)] = Storage.values(elements)[index]
                                state[2] = Value(int32: Int32(truncatingIfNeeded: index &+ 1))
                                pc += opJumpC(i)
                                continue
                            }
                        }
                        currentPC = pc
                        let value = try iterationStep(state)
                        if !value.isEmpty {
                            R[opA(i)] = value
                            pc += opJumpC(i)
                        }
                    case .iteratorClose:
                        currentPC = pc
                        try iterationClose(R + opA(i))
                    case .iteratorCloseSilent:
                        currentPC = pc
                        iterationCloseSilently(R + opA(i))
                    case .iteratorMethod:
                        currentPC = pc
                        R[opA(i)] = try getMethod(R[opB(i)], names[opC(i) == 1 ? .throw : .return])
                    case .iteratorMarkDone:
                        R[opA(i) &+ 1] = IterationState.doneMark
                    case .iteratorUnwrap:
                        currentPC = pc
                        let value = try unwrapIteratorResult(R[opB(i)])
                        if value.isEmpty { pc += opJumpC(i) } else { R[opA(i)] = value }
                    case .forInStart:
                        currentPC = pc
                        try forInStart(R + opA(i), R[opB(i)])
                    case .forInNext:
                        currentPC = pc
                        let key = try forInStep(R + opB(i))
                        if key.isEmpty { pc += opJumpC(i) } else { R[opA(i)] = key }
                    case .forInStep:
                        currentPC = pc
                        let key = try forInStep(R + opB(i))
                        if !key.isEmpty {
                            R[opA(i)] = key
                            pc += opJumpC(i)
                        }

                    // MARK: Generators and async functions
                    case .generatorStart:
                        currentPC = pc
                        let value = try startGenerator(R, pc, register: opA(i))
                        guard let callerPC = UnsafePointer<UInt64>(bitPattern: UInt(R[Frame.returnPC].bits)) else { return value }
                        R = Frame.caller(R)
                        pc = callerPC
                        K = Frame.constants(R)
                        currentRegisters = R
                        top = R + Frame.size(R)
                        R[opC((pc - 1).pointee)] = value
                    case .asyncStart:
                        currentPC = pc
                        R[opA(i)] = Value(try makeAsyncState())
                    case .yield:
                        currentPC = pc
                        let value = R[opB(i)]
                        suspend(R, pc, raw: false)
                        return value
                    case .asyncGeneratorYield:
                        currentPC = pc
                        let value = R[opB(i)]
                        suspend(R, pc, raw: false)
                        return value
                    case .yieldDelegate:
                        currentPC = pc
                        let value = R[opB(i)]
                        suspend(R, pc, raw: true)
                        return value
                    case .await:
                        currentPC = pc
                        let value = try awaitValue(R, R[opB(i)], pc)
                        guard let callerPC = UnsafePointer<UInt64>(bitPattern: UInt(R[Frame.returnPC].bits)) else { return value }
                        R = Frame.caller(R)
                        pc = callerPC
                        K = Frame.constants(R)
                        currentRegisters = R
                        top = R + Frame.size(R)
                        R[opC((pc - 1).pointee)] = value
                    case .asyncReturn:
                        currentPC = pc
                        let value = asyncReturn(R, R[opA(i)])
                        guard let callerPC = UnsafePointer<UInt64>(bitPattern: UInt(R[Frame.returnPC].bits)) else { return value }
                        R = Frame.caller(R)
                        pc = callerPC
                        K = Frame.constants(R)
                        currentRegisters = R
                        top = R + Frame.size(R)
                        R[opC((pc - 1).pointee)] = value
                    case .generatorReturn:
                        let value = R[opA(i)]
                        completeGenerator(R)
                        guard let callerPC = UnsafePointer<UInt64>(bitPattern: UInt(R[Frame.returnPC].bits)) else { return value }
                        R = Frame.caller(R)
                        pc = callerPC
                        K = Frame.constants(R)
                        currentRegisters = R
                        top = R + Frame.size(R)
                        R[opC((pc - 1).pointee)] = value

                    // MARK: Dynamic scopes
                    case .newVarObject:
                        currentPC = pc
                        R[opA(i)] = Value(makeObject(prototype: .null))
                    case .jumpIfNoBinding:
                        currentPC = pc
                        if try !hasBinding(R[opA(i)], PropertyKey(cell: K[opB(i)].asCell)) { pc += opJumpC(i) }
                    case .getBinding:
                        currentPC = pc
                        R[opA(i)] = try getBinding(R[opB(i)], PropertyKey(cell: K[opC(i)].asCell), R)
                    case .setBinding:
                        currentPC = pc
                        try setBinding(R[opA(i)], PropertyKey(cell: K[opB(i)].asCell), R[opC(i)], R)
                    case .declareEvalVars:
                        currentPC = pc
                        try declareEvalVars(R, R[opA(i)], opB(i))

                    // MARK: Modules
                    case .dynamicImport:
                        currentPC = pc
                        R[opA(i)] = try dynamicImport(R, R[opB(i)], options: R[opC(i)])
                    case .importMeta:
                        currentPC = pc
                        R[opA(i)] = try importMeta(R)

                    // MARK: Errors and exceptions
                    case .`throw`:
                        currentPC = pc
                        throw throwValue(R[opA(i)])
                    case .throwConstAssign:
                        currentPC = pc
                        throw typeError("Assignment to constant variable.")
                    case .throwError:
                        currentPC = pc
                        throw templateError(R, kind: opA(i), constant: opB(i))
                    case .throwIfNotObject:
                        if !R[opA(i)].isObject {
                            currentPC = pc
                            throw typeError("Iterator result \(describe(R[opA(i)])) is not an object")
                        }
                    case .checkDestructure:
                        if R[opA(i)].isNullish {
                            currentPC = pc
                            throw destructureError(R, R[opA(i)], name: opB(i), pc)
                        }
                    case .debugger:
                        break
                    default: preconditionFailure("swjs: unused opcode")
                    }
                }
            } catch {
                switch try unwind(from: R, pc) {
                case .handler(let frame, let handler):
                    R = frame
                    pc = handler
                    K = Frame.constants(R)
                case .leave(let value):
                    return value
                case .returned(let value, let caller, let callerPC):
                    // An async function caught its exception in its promise, which goes to the script that called it.
                    R = caller
                    pc = callerPC
                    K = Frame.constants(R)
                    currentRegisters = R
                    top = R + Frame.size(R)
                    R[opC((pc - 1).pointee)] = value
                }
            }
        }
    }
}
