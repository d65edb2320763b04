import JSSyntax

/// One frame of a stack trace, as V8's CallSite objects describe it.
public struct CallSite {
    public var function: Object?
    public var functionName: String
    public var typeName: String
    public var this: Value
    public var fileName: String
    public var line: Int
    public var column: Int
    public var isNative: Bool
    public var isConstructor: Bool
    public var isAsync: Bool
    public var isTopLevel: Bool
    public var isEval: Bool

    /// `functionName (file:line:column)`, as one line of `stack` without "at".
    public var description: String {
        let place = isNative ? "<anonymous>" : "\(fileName):\(line):\(column)"
        var name = functionName
        if isConstructor {
            name = "new \(name.isEmpty ? "<anonymous>" : name)"
        } else if !name.isEmpty && !typeName.isEmpty && !name.hasPrefix(typeName + ".") {
            name = "\(typeName).\(name)"
        } else if name.isEmpty && !typeName.isEmpty {
            name = "\(typeName).<anonymous>"
        }
        if isAsync { name = "async \(name)" }
        return name.isEmpty ? place : "\(name) (\(place))"
    }
}

/// Capturing and formatting of `stack` in V8's format. https://v8.dev/docs/stack-trace-api
extension VM {
    /// Gives an object a lazily formatted `stack` of the frames that are running now.
    /// - Parameters:
    ///   - skip: innermost frames left out.
    ///   - above: leave out all frames above and including this function's.
    ///   - hiding: when this function runs, leave out its innermost frame and those above: an error's own constructors.
    func captureStack(_ object: Object, skipping skip: Int, above: Object? = nil, hiding: Object? = nil) {
        let limit = stackTraceLimit
        guard limit >= 0 else { return }
        let frames = captureFrames(limit: limit, skipping: skip, above: above, hiding: hiding)
        let box = allocateBox(Value(cell: frames))
        defineOwn(object, names[.stack], Value(cell: box), [.writable, .configurable, .lazy])
    }

    /// Error.stackTraceLimit when it is a number; -1 turns capturing off.
    private var stackTraceLimit: Int {
        guard realm.isMaterialised(.error) else { return 10 }
        guard let own = ownProperty(realm[.error].asObject, names[.stackTraceLimit]), own.value.isNumber else { return -1 }
        return Int(max(0, min(own.value.asNumber, 200)))
    }

    /// A storage of (function, this, pc offset) triples, innermost first. The pc offset is -1 for native functions.
    private func captureFrames(limit: Int, skipping skip: Int, above: Object?, hiding: Object?) -> UnsafeMutableRawPointer {
        var triples: [Value] = []
        var remaining = skip
        var isAbove = above != nil
        var hiding = hiding
        walkFrames { function, this, pc, isConstruct in
            if function == hiding {
                hiding = nil
                triples.removeAll()
                return true
            }
            if isAbove {
                if function == above { isAbove = false }
                return true
            }
            if remaining > 0 {
                remaining -= 1
                return true
            }
            if triples.count >= limit * 3 { return false }
            triples.append(Value(function))
            triples.append(this)
            triples.append(Value(int32: Int32(pc << 1 | (isConstruct ? 1 : 0))))
            return true
        }
        // The values are still on the register stack, so the collector sees them while the storage is made.
        let storage = allocateStorage(triples.count)
        for (i, value) in triples.enumerated() { Storage.values(storage)[i] = value.isEmpty ? .undefined : value }
        return storage
    }

    /// Calls `body` for each running function, innermost first, until it returns false. `pc` is the word index of the running
    /// instruction, or -1 for a native function.
    func walkFrames(_ body: (_ function: Object, _ this: Value, _ pc: Int, _ isConstruct: Bool) -> Bool) {
        var registers = currentRegisters
        var pc = currentPC
        // Native code runs on top of the frame, or it ran the frame that was looked at last.
        var isBelowNative = true
        while let frame = registers {
            guard let function = frame[Frame.callee].object(of: .function) else { return }
            if isBelowNative, let native = nativeCallee(frame, pc),
                !body(native.function, native.this, -1, native.isConstruct)
            {
                return
            }
            let executable = function.internalSlot(FunctionSlot.executable).asCell
            let code = executable.load(fromByteOffset: Executable.codeOffset, as: UnsafeMutablePointer<UInt64>.self)
            let offset = pc.map { max(0, UnsafePointer(code).distance(to: $0) - 1) } ?? 0
            let link = Frame.link(frame)
            isBelowNative = Frame.isEntry(frame)
            if !body(function, frame[0], offset, link.isConstruct) { return }
            registers = link.callerRegisters
            pc = link.callerPC
        }
    }

    /// The native function that a frame's current instruction calls. Its window is still in the frame's registers.
    private func nativeCallee(
        _ frame: Frame.Registers, _ pc: UnsafePointer<UInt64>?
    ) -> (function: Object, this: Value, isConstruct: Bool)? {
        guard let pc else { return nil }
        let instruction = Instruction(bits: (pc - 1).pointee)
        guard instruction.op == .call || instruction.op == .new || instruction.op == .superCall else { return nil }
        let window = frame + (opA(instruction.bits) + Frame.header)
        guard let function = window[Frame.callee].object(of: .nativeFunction) else { return nil }
        // V8 has no frames for these, since they jump to their target.
        if let name = function.internalSlot(0).string, name.isAtom,
            name.cell == names[.call].cell || name.cell == names[.apply].cell || name.cell == names[.construct].cell
        {
            return nil
        }
        let isConstruct = instruction.op != .call
        return (function, isConstruct ? .undefined : window[0], isConstruct)
    }

    /// The call sites of captured frames.
    func callSites(_ storage: UnsafeMutableRawPointer) -> [CallSite] {
        let values = Storage.values(storage)
        var sites: [CallSite] = []
        var i = 0
        while i + 2 < Storage.capacity(storage) {
            if let function = values[i].object {
                sites.append(callSite(function, this: values[i + 1], encodedPC: Int(values[i + 2].asInt32)))
            }
            i += 3
        }
        return sites
    }

    private func callSite(_ function: Object, this: Value, encodedPC: Int) -> CallSite {
        let isConstruct = encodedPC & 1 != 0
        let pc = encodedPC >> 1
        let name = functionName(function)
        guard function.kind == .function, pc >= 0 else {
            return CallSite(
                function: function, functionName: name, typeName: isConstruct ? "" : nativeTypeName(this), this: this, fileName: "", line: 0, column: 0, isNative: true,
                isConstructor: isConstruct, isAsync: false, isTopLevel: false, isEval: false)
        }
        let template = Executable.of(function.internalSlot(FunctionSlot.executable).asCell).template
        let offset = template.sourceOffset(at: pc)
        let position = template.source.position(at: offset)
        let isTop = !template.flags.isDisjoint(with: [.script, .module, .eval])
        var typeName = ""
        if !isConstruct, !isTop, let receiver = this.object, receiver.kind != .proxy, receiver.kind != .global,
            !template.flags.contains(.arrow)
        {
            typeName = receiver.has(CellFlags.callable) ? "Function" : constructorName(receiver)
        }
        return CallSite(
            function: function, functionName: isTop ? "" : name, typeName: typeName, this: this, fileName: template.source.name,
            line: position.line, column: position.column, isNative: false, isConstructor: isConstruct, isAsync: false,
            isTopLevel: isTop, isEval: template.flags.contains(.eval))
    }

    /// What stands before the name of a native method: `Array`, `Function` for static ones, `JSON`.
    private func nativeTypeName(_ this: Value) -> String {
        if this.isNullish || this.isEmpty { return "" }
        guard let receiver = this.object else { return constructorName(prototype(ofPrimitive: this)) }
        if receiver.kind == .proxy || receiver.kind == .global { return "" }
        if receiver.has(CellFlags.callable) { return "Function" }
        if !receiver.has(CellFlags.exotic), let tag = ownProperty(receiver, symbols[.toStringTag]), let text = tag.value.string {
            return text.toSwift(self)
        }
        return constructorName(receiver)
    }

    /// The value of `stack`: Error.prepareStackTrace's, the host's, or the standard text.
    func formatStack(of object: Object, captured: Value) -> Value {
        let sites = captured.isCell ? callSites(captured.asCell) : []
        let pending = exception
        defer { exception = pending }
        if let value = try? callPrepareStackTrace(object, sites) { return value }
        if let value = try? hooks.prepareStackTrace(self, error: object, frames: sites) { return value }
        var text = (try? errorHeader(object)) ?? "Error"
        for site in sites { text += "\n    at \(site.description)" }
        return Value(string(text))
    }

    /// `name: message`, as Error.prototype.toString computes it.
    private func errorHeader(_ object: Object) throws(JSException) -> String {
        let name = try get(object, .name)
        let message = try get(object, .message)
        let nameText = name.isUndefined ? "Error" : try toString(name).toSwift(self)
        let messageText = message.isUndefined ? "" : try toString(message).toSwift(self)
        if nameText.isEmpty { return messageText }
        return messageText.isEmpty ? nameText : "\(nameText): \(messageText)"
    }
}
