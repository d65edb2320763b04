import JSSyntax

extension FunctionCompiler {
    /// The next free register; registers are freed in reverse order by `release(to:)`.
    func newTemp() -> Int {
        let register = nextRegister
        if register >= 0xFFF0 {
            // Nesting comes to this limit first when the stack is a large one.
            if unit.depth > 200 { failForDepth(at: 0) } else { fail("Function needs too many registers") }
            return register
        }
        nextRegister += 1
        if nextRegister > maxRegister { maxRegister = nextRegister }
        if register < isVariable.count {
            isVariable[register] = false
        } else {
            isVariable.append(false)
        }
        return register
    }

    func newTemps(_ count: Int) -> Int {
        let first = nextRegister
        for _ in 0..<count { _ = newTemp() }
        return first
    }

    /// A register for a variable of the program.
    func newVariable() -> Int {
        let register = newTemp()
        if register < isVariable.count { isVariable[register] = true }
        return register
    }

    func release(to mark: Int) { nextRegister = mark }

    /// A register to build a value in: `dst`, unless it is a variable whose old value may still be wanted.
    func scratch(for dst: Int) -> Int { isVariable[dst] ? newTemp() : dst }

    /// Runs `body` and frees the registers it took.
    @inline(__always)
    func withTemps<T>(_ body: () -> T) -> T {
        let mark = nextRegister
        let result = body()
        nextRegister = mark
        return result
    }
}
