/// Suspended frames of generators and async functions.
///
/// The state object's internal slots: 0 frame (a cell of kind `frame`: callee, then R[0...]) or undefined, 1 status, 2 word index of the
/// suspending instruction + 1, 3 the promise (async functions) or request queue (async generators), 4 true when the last value
/// yielded is to be taken as the result object itself (`yield*`).
enum GeneratorSlot {
    static let frame = 0
    static let status = 1
    static let pc = 2
    static let promise = 3
    static let raw = 4
    static let count = 5
}

enum GeneratorStatus: Int32 {
    case suspendedStart, suspendedYield, executing, completed
    /// Async generators: waiting for the operand of `return`.
    case awaitingReturn
}

enum ResumeMode: Int32, Sendable {
    case next, `throw`, `return`
}

extension VM {
    func generatorStatus(_ generator: Object) -> GeneratorStatus {
        GeneratorStatus(rawValue: generator.internalSlot(GeneratorSlot.status).asInt32)!
    }
    func setGeneratorStatus(_ generator: Object, _ status: GeneratorStatus) {
        generator.setInternalSlot(GeneratorSlot.status, Value(int32: status.rawValue))
    }
    func isGeneratorCompleted(_ generator: Object) -> Bool { generatorStatus(generator) == .completed }
    func generatorHasRawResult(_ generator: Object) -> Bool {
        generator.internalSlot(GeneratorSlot.raw).isTrue && !isGeneratorCompleted(generator)
    }

    /// `generatorStart`: the generator object, with the frame kept for its first resumption.
    func startGenerator(_ R: Frame.Registers, _ pc: UnsafePointer<UInt64>, register: Int) throws(JSException) -> Value {
        let isAsync = Frame.flags(R).contains(.async)
        let callee = R[Frame.callee].asObject
        var prototype = try get(callee, .prototype)
        if !prototype.isObject {
            prototype = try functionRealm(callee)[isAsync ? .asyncGeneratorPrototype : .generatorPrototype]
        }
        let generator = makeObject(
            isAsync ? .asyncGenerator : .generator, prototype: prototype, internalSlots: GeneratorSlot.count)
        generator.setInternalSlot(GeneratorSlot.status, Value(int32: GeneratorStatus.suspendedStart.rawValue))
        R[register] = Value(generator)
        saveFrame(generator, R, pc)
        return Value(generator)
    }

    /// `asyncStart`: the state of an async function, with its promise.
    func makeAsyncState() throws(JSException) -> Object {
        let promise = newPromise()
        let state = makeObject(.generator, prototype: .null, internalSlots: GeneratorSlot.count)
        state.setInternalSlot(GeneratorSlot.status, Value(int32: GeneratorStatus.executing.rawValue))
        state.setInternalSlot(GeneratorSlot.promise, Value(promise))
        return state
    }

    private func stateObject(_ R: Frame.Registers) -> Object {
        R[Executable.of(Frame.executable(R)).template.generatorRegister].asObject
    }

    /// Copies the running frame to its state object.
    private func saveFrame(_ state: Object, _ R: Frame.Registers, _ pc: UnsafePointer<UInt64>) {
        let size = Frame.size(R)
        var frame = state.internalSlot(GeneratorSlot.frame)
        if !frame.isCell {
            frame = Value(cell: allocateFrame(size + 1))
            state.setInternalSlot(GeneratorSlot.frame, frame)
        }
        let values = Storage.values(frame.asCell)
        values[0] = R[Frame.callee]
        (values + 1).update(from: R, count: size)
        state.setInternalSlot(GeneratorSlot.pc, Value(Frame.code(R).distance(to: pc)))
    }

    /// `yield` and its kin: keeps the frame; the run loop then leaves its entry frame with the yielded value.
    func suspend(_ R: Frame.Registers, _ pc: UnsafePointer<UInt64>, raw: Bool) {
        let state = stateObject(R)
        saveFrame(state, R, pc)
        setGeneratorStatus(state, .suspendedYield)
        state.setInternalSlot(GeneratorSlot.raw, Value(raw))
    }

    /// `generatorReturn`
    func completeGenerator(_ R: Frame.Registers) { complete(stateObject(R)) }

    func complete(_ generator: Object) {
        setGeneratorStatus(generator, .completed)
        generator.setInternalSlot(GeneratorSlot.frame, .undefined)
    }

    /// Runs a suspended frame until it suspends again, returns or throws.
    ///
    /// The status tells which: `suspendedYield` with the yielded value, `completed` with the returned one; for an `await` the
    /// status stays `executing` and the value is undefined.
    /// - Throws: TypeError when it is running already; what the code throws (the generator is then completed).
    func resumeGenerator(_ generator: Object, _ mode: ResumeMode, _ value: Value) throws(JSException) -> Value {
        switch generatorStatus(generator) {
        case .executing: throw typeError("Generator is already running")
        case .suspendedStart where mode != .next: complete(generator)
        default: break
        }
        if isGeneratorCompleted(generator) {
            if mode == .throw { throw throwValue(value) }
            return mode == .return ? value : .undefined
        }
        setGeneratorStatus(generator, .executing)
        do {
            return try resumeFrame(generator, mode, value)
        } catch {
            complete(generator)
            throw error
        }
    }

    /// Puts a kept frame back on the register stack and goes on at the instruction that suspended it.
    func resumeFrame(_ state: Object, _ mode: ResumeMode, _ value: Value) throws(JSException) -> Value {
        let frame = state.internalSlot(GeneratorSlot.frame).asCell
        let values = Storage.values(frame)
        let size = Storage.capacity(frame) - 1
        let R = try pushWindow(values[0], this: .undefined, count: size)
        defer { top = R - Frame.entryHeader }
        if R + size > stackLimit { throw stackOverflow() }
        R.update(from: values + 1, count: size)
        top = R + size
        let code = Frame.code(R)
        var pc = code + Int(state.internalSlot(GeneratorSlot.pc).asInt32)
        let instruction = Instruction(bits: (pc - 1).pointee)
        switch instruction.op {
        case .generatorStart: break
        case .yieldDelegate:
            R[instruction.a] = value
            R[instruction.a + 1] = Value(int32: mode.rawValue)
        case .yield, .asyncGeneratorYield:
            if mode == .throw {
                exception = value
                return try resume(R, pc, throwing: true)
            }
            R[instruction.a] = value
            if mode == .next { pc += instruction.signedC }
        default:
            // await
            if mode == .throw {
                exception = value
                return try resume(R, pc, throwing: true)
            }
            R[instruction.a] = value
        }
        return try resume(R, pc, throwing: false)
    }

    // MARK: Async functions

    /// `await`: keeps the frame and subscribes it to the operand.
    /// - Returns: what the frame is left with: the async function's promise.
    /// - Throws: when PromiseResolve does.
    func awaitValue(_ R: Frame.Registers, _ value: Value, _ pc: UnsafePointer<UInt64>) throws(JSException) -> Value {
        let state = stateObject(R)
        let promise = try promiseResolve(value)
        saveFrame(state, R, pc)
        performAwait(promise, state)
        return state.kind == .asyncGenerator ? .undefined : state.internalSlot(GeneratorSlot.promise)
    }

    /// Continues what awaited a promise; called from the promise's job.
    func resumeAfterAwait(_ state: Object, _ mode: ResumeMode, _ value: Value) {
        if state.kind == .asyncGenerator {
            resumeAsyncGenerator(state, mode, value)
            return
        }
        // The exception of an async function never leaves its frame (see `unwind`), but stack overflow may on the way in.
        do { _ = try resumeFrame(state, mode, value) } catch {
            rejectPromise(state.internalSlot(GeneratorSlot.promise).asObject, takeException())
        }
    }

    /// `asyncReturn`
    func asyncReturn(_ R: Frame.Registers, _ value: Value) -> Value {
        let state = stateObject(R)
        state.setInternalSlot(GeneratorSlot.frame, .undefined)
        let promise = state.internalSlot(GeneratorSlot.promise)
        resolvePromise(promise.asObject, value)
        return promise
    }

    /// An exception left the frame of an async function.
    func rejectAsync(_ R: Frame.Registers) -> Value {
        let state = stateObject(R)
        state.setInternalSlot(GeneratorSlot.frame, .undefined)
        let promise = state.internalSlot(GeneratorSlot.promise)
        rejectPromise(promise.asObject, takeException())
        return promise
    }
}
