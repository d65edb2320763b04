import JSSyntax

/// A jump target.
struct Label: Equatable {
    var id: Int
}

struct LabelState {
    var position = -1
    var isUsed = false
}

struct Fixup {
    var pc: Int
    var label: Label
    var isWide: Bool
}

private let opLengths: [UInt8] = OpcodeTable.entries.map { UInt8($0.length) }

extension FunctionCompiler {
    // MARK: Instructions

    var pc: Int { code.count }

    /// Appends an instruction and zeroed extension words.
    func emit(_ op: Op, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
        if isUnreachable { return }
        code.append(Instruction(op, a, b, c).bits)
        var extra = opLengths[Int(op.rawValue)] - 1
        while extra > 0 {
            code.append(0)
            extra -= 1
        }
        switch op {
        case .return, .returnUndefined, .returnDerived, .throw, .asyncReturn, .generatorReturn, .throwConstAssign, .throwError:
            isUnreachable = true
        default: break
        }
    }

    /// As `emit`, for instructions with an operand in their extension word.
    func emit(_ op: Op, _ a: Int, _ b: Int, _ c: Int, operand: Int) {
        if isUnreachable { return }
        emit(op, a, b, c)
        code[code.count - 1] = UInt64(operand)
    }

    func emitWide(_ op: Op, _ a: Int, _ wide: Int) {
        if isUnreachable { return }
        code.append(Instruction(op, a, wide: wide).bits)
    }

    /// The next instruction belongs to this source offset in stack traces.
    func position(_ offset: some BinaryInteger) {
        if isUnreachable { return }
        template.positions.add(pc: code.count, offset: Int(offset))
    }

    /// The next instruction complains about this expression.
    func expressionText(_ node: Node) {
        if isUnreachable { return }
        template.expressions.add(pc: code.count, start: Int(node.start), end: Int(node.end))
    }

    func move(_ dst: Int, _ src: Int) {
        if dst != src { emit(.move, dst, src) }
    }

    // MARK: Labels and jumps

    func makeLabel() -> Label {
        labels.append(LabelState())
        return Label(id: labels.count - 1)
    }

    func bind(_ label: Label) {
        dropJump(to: label)
        labels[label.id].position = code.count
        lastBound = code.count
        if labels[label.id].isUsed { isUnreachable = false }
    }

    /// A jump to the very next instruction is taken back, unless something jumps behind it already.
    private func dropJump(to label: Label) {
        guard let last = fixups.last, last.label == label, last.pc == code.count - 1, jumpLabels[last.pc] == label,
            lastBound < code.count, lastRangeEnd < code.count
        else { return }
        fixups.removeLast()
        jumpLabels[last.pc] = nil
        code.removeLast()
        isUnreachable = false
        for entry in control where entry.rangeStart > code.count { entry.rangeStart = code.count }
    }

    func isUsed(_ label: Label) -> Bool { labels[label.id].isUsed }

    func jump(_ label: Label) {
        if isUnreachable { return }
        labels[label.id].isUsed = true
        jumpLabels[code.count] = label
        fixups.append(Fixup(pc: code.count, label: label, isWide: true))
        emitWide(.jump, 0, 0)
        isUnreachable = true
    }

    /// A jump with one register and a 32-bit offset.
    func jumpIf(_ op: Op, _ register: Int, _ label: Label) {
        if isUnreachable { return }
        labels[label.id].isUsed = true
        fixups.append(Fixup(pc: code.count, label: label, isWide: true))
        emitWide(op, register, 0)
    }

    /// A jump (or step) with a 16-bit offset in C.
    func jumpShort(_ op: Op, _ a: Int, _ b: Int, _ label: Label) {
        if isUnreachable { return }
        if useLongJumps {
            // op +1; jump over; jump to the label
            emit(op, a, b, 1)
            emitWide(.jump, 0, 1)
            labels[label.id].isUsed = true
            fixups.append(Fixup(pc: code.count, label: label, isWide: true))
            emitWide(.jump, 0, 0)
            return
        }
        labels[label.id].isUsed = true
        fixups.append(Fixup(pc: code.count, label: label, isWide: false))
        emit(op, a, b, 0)
    }

    /// Protects start..<end; empty ranges need no handler.
    func addHandler(start: Int, end: Int, label: Label, register: Int) {
        guard start < end else { return }
        labels[label.id].isUsed = true
        lastRangeEnd = max(lastRangeEnd, end)
        handlerFixups.append((start, end, label, register))
    }

    /// Patches jumps and hands the code to the template.
    func finish() {
        for fixup in fixups {
            var target = labels[fixup.label.id].position
            if target < 0 { fatalError("jump to a label that was never bound") }
            var hops = 0
            while hops < 8, let next = jumpLabels[target], labels[next.id].position != target {
                target = labels[next.id].position
                hops += 1
            }
            let offset = target - (fixup.pc + 1)
            var instruction = Instruction(bits: code[fixup.pc])
            if fixup.isWide {
                instruction.setWide(offset)
            } else {
                if offset < -32768 || offset > 32767 { needsLongJumps = true }
                instruction.setC(offset)
            }
            code[fixup.pc] = instruction.bits
        }
        for pending in pendingJumpTables {
            template.jumpTables[pending.table].offsets = pending.labels.map {
                Int32(labels[$0.id].position - (pending.pc + 1))
            }
        }
        template.handlers = handlerFixups.map {
            ExceptionHandler(
                start: UInt32($0.start), end: UInt32($0.end), handler: UInt32(labels[$0.label.id].position),
                register: UInt16($0.register))
        }
        template.code = code
        template.frameSize = maxRegister
        if template.constants.count > 0xFFFF && nameConstants.values.contains(where: { $0 >= 0xFFFF }) {
            fail("Function has too many names")
        }
        appendFarConstants()
    }

    // MARK: Constants

    func addConstant(_ constant: Constant) -> Int {
        template.constants.append(constant)
        return template.constants.count - 1
    }

    static let firstFarConstant = 0x10000

    /// A constant for an instruction with a 32-bit operand. When there are many they go behind the reach of the 16-bit ones, so that these
    /// have room.
    func addWideConstant(_ constant: Constant) -> Int {
        if template.constants.count < 0x8000 { return addConstant(constant) }
        farConstants.append(constant)
        return FunctionCompiler.firstFarConstant + farConstants.count - 1
    }

    private func appendFarConstants() {
        if farConstants.isEmpty { return }
        while template.constants.count < FunctionCompiler.firstFarConstant { template.constants.append(.number(0)) }
        template.constants += farConstants
    }

    /// Whether a name may be an operand. What is left of the 16 bits' reach is for what can only stand there; properties are then accessed
    /// as those with computed keys are.
    func hasRoom(for name: Name) -> Bool { template.constants.count < 0xE000 || nameConstants[name] != nil }

    /// The constant of an object literal's leading names; literals of the same names share it. Nil when there is no room.
    func shapeConstant(_ names: [Name]) -> Int? {
        if let index = shapeConstants[names] { return index }
        if template.constants.count >= 0xE000 { return nil }
        let index = addConstant(.shape(names))
        shapeConstants[names] = index
        return index
    }

    /// Index of a name operand. Beyond the reach of 16 bits the function is refused.
    func name(_ name: Name) -> Int {
        if let index = nameConstants[name] { return index }
        let index = addConstant(.name(name))
        nameConstants[name] = index
        if index >= 0xFFFF { fail("Function has too many names") }
        return index
    }

    /// A constant with a 16-bit operand that is not worth sharing.
    func smallConstant(_ constant: Constant) -> Int {
        let index = addConstant(constant)
        if index >= 0xFFFF { fail("Function has too many constants") }
        return index
    }

    func intern(_ text: String) -> Name {
        Array(text.utf16).withUnsafeBufferPointer { names.intern($0) }
    }

    func loadString(_ dst: Int, _ name: Name) {
        let index: Int
        if let known = stringConstants[name] {
            index = known
        } else {
            index = addWideConstant(.string(name))
            stringConstants[name] = index
        }
        emitWide(.loadConst, dst, index)
    }

    func loadNumber(_ dst: Int, _ value: Double) {
        if value >= -2_147_483_648, value <= 2_147_483_647, value == value.rounded(.towardZero),
            !(value == 0 && value.sign == .minus)
        {
            emitWide(.loadInt, dst, Int(value))
            return
        }
        let index: Int
        if let known = numberConstants[value.bitPattern] {
            index = known
        } else {
            index = addWideConstant(.number(value))
            numberConstants[value.bitPattern] = index
        }
        emitWide(.loadConst, dst, index)
    }

    /// Throws a new error with a fixed text.
    func emitThrow(_ kind: ThrownErrorKind, _ message: String) {
        emit(.throwError, kind.rawValue, smallConstant(.string(intern(message))))
    }

    /// The operand when the name is a canonical array index.
    func arrayIndex(_ name: Name) -> Int? {
        guard case .latin1(let units) = names.text(name), units.count > 0, units.count <= 10 else { return nil }
        if units[0] == 48 { return units.count == 1 ? 0 : nil }
        var value = 0
        for unit in units {
            guard unit >= 48, unit <= 57 else { return nil }
            value = value * 10 + Int(unit - 48)
        }
        return value < 4_294_967_295 ? value : nil
    }
}

enum ThrownErrorKind: Int {
    case typeError = 0, referenceError = 1, syntaxError = 2
}
