/// Where execution goes on after an exception.
enum Unwound {
    /// At a handler of this frame; the exception is in its register.
    case handler(Frame.Registers, UnsafePointer<UInt64>)
    /// The entry frame is left normally: an async function turned the exception into a rejected promise.
    case leave(Value)
    /// The same in a frame that script code called.
    case returned(Value, caller: Frame.Registers, callerPC: UnsafePointer<UInt64>)
}

extension VM {
    /// Finds the handler of the pending exception, leaving frames up to the entry frame.
    /// - Parameter pc: behind the first word of the instruction that threw.
    /// - Throws: the exception, when the entry frame has no handler either.
    @inline(never)
    func unwind(from registers: Frame.Registers, _ pc: UnsafePointer<UInt64>) throws(JSException) -> Unwound {
        var frame = registers
        var pc = pc
        noteThrowSite(frame, pc)
        while true {
            let executable = Executable.of(Frame.executable(frame))
            let index = UnsafePointer(executable.code).distance(to: pc) - 1
            for handler in executable.template.handlers where Int(handler.start) <= index && index < Int(handler.end) {
                frame[Int(handler.register)] = takeException()
                throwSite = nil
                currentRegisters = frame
                top = frame + executable.template.frameSize
                return .handler(frame, UnsafePointer(executable.code) + Int(handler.handler))
            }
            let flags = executable.template.flags
            let callerPC = UnsafePointer<UInt64>(bitPattern: UInt(frame[Frame.returnPC].bits))
            if flags.contains(.async) && !flags.contains(.generator) {
                currentRegisters = frame
                let promise = rejectAsync(frame)
                guard let callerPC else { return .leave(promise) }
                return .returned(promise, caller: Frame.caller(frame), callerPC: callerPC)
            }
            guard let callerPC else { throw JSException() }
            frame = Frame.caller(frame)
            pc = callerPC
        }
    }

    /// Values that are no Error objects carry no stack: where one was thrown is kept until somebody catches it.
    private func noteThrowSite(_ frame: Frame.Registers, _ pc: UnsafePointer<UInt64>) {
        if let object = exception.object, object.kind == .error { return }
        if let throwSite, throwSite.value == exception { return }
        let executable = Executable.of(Frame.executable(frame))
        let index = UnsafePointer(executable.code).distance(to: pc) - 1
        throwSite = ThrowSite(value: exception, template: executable.template, index: index)
    }

    /// Something outside asked to be looked at (`interruptFlag`): the host decides.
    /// - Throws: what the host throws.
    @inline(never)
    func handleInterrupt() throws(JSException) {
        interruptFlag.pointee = 0
        try hooks.interrupt(self)
    }

    // MARK: Errors of instructions

    /// ReferenceError: Cannot access 'x' before initialization
    func uninitialisedError(_ name: Value) -> JSException {
        referenceError("Cannot access '\(name.string?.toSwift(self) ?? "")' before initialization")
    }

    func thisUninitialisedError() -> JSException {
        referenceError(
            "Must call super constructor in derived class before accessing 'this' or returning from derived constructor")
    }

    /// The source text of the expression that an instruction complains about; `pc` is behind its first word.
    func expressionText(_ pc: UnsafePointer<UInt64>) -> String? {
        guard let frame = currentRegisters else { return nil }
        let executable = Executable.of(Frame.executable(frame))
        let index = UnsafePointer(executable.code).distance(to: pc) - 1
        guard let range = executable.template.expressionRange(at: index) else { return nil }
        return ExpressionPrinter.text(executable.template.source, range.start, range.end)
    }

    /// `throwError`: 0 TypeError, 1 ReferenceError, 2 SyntaxError.
    func templateError(_ R: Frame.Registers, kind: Int, constant: Int) -> JSException {
        let message = Frame.constants(R)[constant].string?.toSwift(self) ?? ""
        return kind == 0 ? typeError(message) : kind == 1 ? referenceError(message) : syntaxError(message)
    }

    func destructureError(_ R: Frame.Registers, _ value: Value, name: Int, _ pc: UnsafePointer<UInt64>) -> JSException {
        let text = expressionText(pc) ?? describe(value)
        let what = value.isNull ? "null" : "undefined"
        if name == 0xFFFF { return typeError("Cannot destructure '\(text)' as it is \(what).") }
        let property = Frame.constants(R)[name].string?.toSwift(self) ?? ""
        return typeError("Cannot destructure property '\(property)' of '\(text)' as it is \(what).")
    }
}
