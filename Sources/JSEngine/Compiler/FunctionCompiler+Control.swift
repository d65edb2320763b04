import JSSyntax

/// Something that a `break`, `continue` or `return` may pass on its way out, or arrive at.
final class ControlEntry {
    enum Kind {
        case breakTarget(Label, labels: [Name], isUnlabelledTarget: Bool)
        case continueTarget(Label, labels: [Name])
        /// An iterator to close.
        case iterator(base: Int, isAsync: Bool)
        case finally(FinallyContext)
        /// A protected range only.
        case protected
    }
    let kind: Kind
    /// The handler of the range, and where the range was (re)opened; -1 while it is closed.
    var handler: Label?
    var exceptionRegister = 0
    var rangeStart = -1

    init(_ kind: Kind) { self.kind = kind }
}

/// A `finally` block being prepared: who comes to it, and where each goes on afterwards.
final class FinallyContext {
    enum Exit {
        case `return`
        case jump(ControlEntry, Label)
    }
    let start: Label
    /// 0 normal, 1 exception, 2 + n: exits[n].
    let kindRegister: Int
    /// The exception or return value.
    let valueRegister: Int
    var exits: [Exit] = []

    init(start: Label, kindRegister: Int, valueRegister: Int) {
        self.start = start
        self.kindRegister = kindRegister
        self.valueRegister = valueRegister
    }

    func index(of exit: Exit) -> Int {
        for (index, known) in exits.enumerated() {
            switch (known, exit) {
            case (.return, .return): return index
            case (.jump(_, let a), .jump(_, let b)) where a == b: return index
            default: continue
            }
        }
        exits.append(exit)
        return exits.count - 1
    }
}

extension FunctionCompiler {
    // MARK: Protected ranges

    func protect(_ entry: ControlEntry, _ handler: Label, _ register: Int) {
        entry.handler = handler
        entry.exceptionRegister = register
        entry.rangeStart = pc
    }

    /// Ends (or interrupts) the range at the current instruction.
    func unprotect(_ entry: ControlEntry) {
        guard let handler = entry.handler, entry.rangeStart >= 0 else { return }
        addHandler(start: entry.rangeStart, end: pc, label: handler, register: entry.exceptionRegister)
        entry.rangeStart = -1
    }

    // MARK: Leaving

    /// Leaves all entries above `target` (nil: the function) and goes where `exit` says. Afterwards nothing falls through.
    private func leave(above target: ControlEntry?, _ exit: FinallyContext.Exit, value: Int) {
        if isUnreachable { return }
        var suspended: [ControlEntry] = []
        var index = control.count - 1
        var isRedirected = false
        var value = value
        while index >= 0, control[index] !== target {
            let entry = control[index]
            if entry.rangeStart >= 0 {
                unprotect(entry)
                suspended.append(entry)
            }
            switch entry.kind {
            case .iterator(let base, let isAsync):
                // What the closing code jumps over or protects must not see the entries that are left already.
                let saved = control
                control.removeSubrange(index...)
                if isAsync {
                    if value >= 0 && !isVariable[value] { value = keep(value) }
                    closeAsync(base)
                } else {
                    emit(.iteratorClose, base)
                }
                control = saved
            case .finally(let context):
                if case .return = exit { move(context.valueRegister, value) }
                emitWide(.loadInt, context.kindRegister, 2 + context.index(of: exit))
                jump(context.start)
                isRedirected = true
            default: break
            }
            if isRedirected { break }
            index -= 1
        }
        if !isRedirected {
            switch exit {
            case .return: emitReturn(value)
            case .jump(_, let label): jump(label)
            }
        }
        for entry in suspended { entry.rangeStart = pc }
    }

    /// The register as it is; it lies below all temporaries made from here on.
    private func keep(_ register: Int) -> Int {
        if register >= nextRegister { nextRegister = register + 1 }
        return register
    }

    func leave(to entry: ControlEntry, _ label: Label) { leave(above: entry, .jump(entry, label), value: -1) }

    /// Completes the function with R[value], through the iterators and `finally` blocks around.
    func leaveFunction(_ value: Int) { leave(above: nil, .return, value: value) }

    /// `return expression`
    func compileReturnValue(_ expression: Node) {
        withTemps {
            // A plain variable may be returned as it is, but a finally block may still assign it.
            let value = control.isEmpty ? compileAny(expression) : compileTemp(expression)
            if isAsyncGenerator {
                let awaited = isVariable[value] ? newTemp() : value
                position(expression.start)
                emit(.await, awaited, value)
                leaveFunction(awaited)
            } else {
                leaveFunction(value)
            }
        }
    }

    // MARK: try

    func compileTry(_ node: TryStatement) {
        guard let finalizer = node.finalizer else {
            compileTryCatch(node)
            return
        }
        let mark = nextRegister
        let kind = newTemp()
        let value = newTemp()
        let context = FinallyContext(start: makeLabel(), kindRegister: kind, valueRegister: value)
        let entry = ControlEntry(.finally(context))
        let handler = makeLabel()
        protect(entry, handler, value)
        control.append(entry)
        if node.handler != nil { compileTryCatch(node) } else { compileStatement(node.block) }
        control.removeLast()
        unprotect(entry)
        emitWide(.loadInt, kind, 0)
        jump(context.start)
        bind(handler)
        emitWide(.loadInt, kind, 1)
        bind(context.start)
        compileFinally(finalizer)
        if !isUnreachable { dispatch(context) }
        release(to: mark)
    }

    /// The block itself; its own completion value is dropped.
    private func compileFinally(_ block: Node) {
        guard completionRegister >= 0 else {
            compileStatement(block)
            return
        }
        let saved = newTemp()
        move(saved, completionRegister)
        // A `break` or `continue` takes the value of the block with it: undefined when there is none.
        emit(.loadUndefined, completionRegister)
        compileStatement(block)
        move(completionRegister, saved)
    }

    private func dispatch(_ context: FinallyContext) {
        let end = makeLabel()
        jumpShort(.jumpIfStrictEqInt, context.kindRegister, 0, end)
        let notThrown = makeLabel()
        jumpShort(.jumpIfStrictNotEqInt, context.kindRegister, 1, notThrown)
        emit(.throw, context.valueRegister)
        bind(notThrown)
        // The last exit needs no test.
        for (index, exit) in context.exits.enumerated() {
            let next = makeLabel()
            if index + 1 < context.exits.count { jumpShort(.jumpIfStrictNotEqInt, context.kindRegister, 2 + index, next) }
            switch exit {
            case .return: leaveFunction(context.valueRegister)
            case .jump(let target, let label): leave(to: target, label)
            }
            bind(next)
        }
        if context.exits.isEmpty && !isUnreachable {
            // Only a normal completion or an exception comes here.
            jump(end)
        }
        bind(end)
    }

    private func compileTryCatch(_ node: TryStatement) {
        guard let clauseNode = node.handler else { return }
        let clause = clauseNode.as(CatchClause.self)
        let handler = makeLabel()
        let end = makeLabel()
        let mark = nextRegister
        let exception = newTemp()
        let entry = ControlEntry(.protected)
        protect(entry, handler, exception)
        control.append(entry)
        compileStatement(node.block)
        control.removeLast()
        unprotect(entry)
        jump(end)
        bind(handler)
        if !isUnreachable {
            if completionRegister >= 0 { emit(.loadUndefined, completionRegister) }
            inScope(clause.scope) {
                if let param = clause.param { bindPattern(param, exception, .declaration, isParameter: true) }
                compileStatement(clause.body)
            }
        }
        bind(end)
        release(to: mark)
    }
}
