import JSSyntax

extension FunctionCompiler {
    // https://tc39.es/ecma262/#sec-generator-function-definitions-runtime-semantics-evaluation

    func compileYield(_ e: YieldExpression, to dst: Int) {
        if e.isDelegate {
            compileDelegate(e, to: dst)
            return
        }
        withTemps {
            let value: Int
            if let argument = e.argument {
                value = compileAny(argument)
            } else {
                value = newTemp()
                emit(.loadUndefined, value)
            }
            let received = scratch(for: dst)
            position(e.start)
            emitYield(value, to: received)
            move(dst, received)
        }
    }

    /// Yields R[value]; `received` gets what `next` was called with.
    private func emitYield(_ value: Int, to received: Int) {
        let next = makeLabel()
        if isAsyncGenerator {
            let awaited = newTemp()
            emit(.await, awaited, value)
            jumpShort(.asyncGeneratorYield, received, awaited, next)
            emit(.await, received, received)
        } else {
            jumpShort(.yield, received, value, next)
        }
        leaveFunction(received)
        bind(next)
    }

    /// `yield* iterable`
    private func compileDelegate(_ e: YieldExpression, to dst: Int) {
        withTemps {
            let iterator = newTemps(3)
            let pair = newTemps(2)
            let received = pair
            let mode = pair + 1
            let method = newTemp()
            let result = newTemp()
            let argument = e.argument!
            withTemps {
                let iterable = compileAny(argument)
                position(argument.start)
                emit(isAsyncGenerator ? .getAsyncIterator : .getIteratorRaw, iterator, iterable)
            }
            emit(.loadUndefined, received)
            emitWide(.loadInt, mode, 0)
            let again = makeLabel()
            let throwMode = makeLabel()
            let returnMode = makeLabel()
            let called = makeLabel()
            let done = makeLabel()
            let suspend = makeLabel()
            bind(again)
            position(e.start)
            jumpShort(.jumpIfStrictEqInt, mode, 1, throwMode)
            jumpShort(.jumpIfStrictEqInt, mode, 2, returnMode)
            callMethod(iterator + 1, on: iterator, argument: received, to: result)
            bind(called)
            if isAsyncGenerator { emit(.await, result, result) }
            step(result, to: received, done: done, suspend: suspend)
            // throw(e): passed on; an iterator without `throw` is closed.
            bind(throwMode)
            let hasThrow = makeLabel()
            emit(.iteratorMethod, method, iterator, 1)
            jumpIf(.jumpIfNotUndefined, method, hasThrow)
            if isAsyncGenerator { closeAsync(iterator) } else { emit(.iteratorClose, iterator) }
            emitThrow(.typeError, "The iterator does not provide a 'throw' method")
            bind(hasThrow)
            callMethod(method, on: iterator, argument: received, to: result)
            jump(called)
            // return(v)
            bind(returnMode)
            let leave = makeLabel()
            let hasReturn = makeLabel()
            emit(.iteratorMethod, method, iterator, 2)
            jumpIf(.jumpIfNotUndefined, method, hasReturn)
            if isAsyncGenerator { emit(.await, received, received) }
            jump(leave)
            bind(hasReturn)
            callMethod(method, on: iterator, argument: received, to: result)
            if isAsyncGenerator { emit(.await, result, result) }
            step(result, to: received, done: leave, suspend: suspend)
            bind(leave)
            leaveFunction(received)
            // A result that is not done goes out as it is; async generators take its value.
            bind(suspend)
            emit(.yieldDelegate, pair, isAsyncGenerator ? received : result)
            if isAsyncGenerator { unwrapResumption(mode: mode, received, again) }
            jump(again)
            bind(done)
            move(dst, received)
        }
    }

    /// AsyncGeneratorUnwrapYieldResumption: what `return` was called with is awaited; when that fails it is as if `throw` had been called.
    /// https://tc39.es/ecma262/#sec-asyncgeneratorunwrapyieldresumption
    private func unwrapResumption(mode: Int, _ received: Int, _ again: Label) {
        jumpShort(.jumpIfStrictNotEqInt, mode, 2, again)
        let rejected = makeLabel()
        let start = pc
        emit(.await, received, received)
        addHandler(start: start, end: pc, label: rejected, register: received)
        jump(again)
        bind(rejected)
        emitWide(.loadInt, mode, 1)
    }

    /// Looks at an iterator result: its value to R[value] and on to `done`, or to `suspend`.
    private func step(_ result: Int, to value: Int, done: Label, suspend: Label) {
        withTemps {
            let flag = newTemp()
            emit(.throwIfNotObject, result)
            emit(.getProp, flag, result, name(unit.doneName))
            if isAsyncGenerator {
                emit(.getProp, value, result, name(unit.valueName))
                jumpIf(.jumpIfTrue, flag, done)
            } else {
                let notDone = makeLabel()
                jumpIf(.jumpIfFalse, flag, notDone)
                emit(.getProp, value, result, name(unit.valueName))
                jump(done)
                bind(notDone)
            }
            jump(suspend)
        }
    }

    private func callMethod(_ method: Int, on this: Int, argument: Int, to dst: Int) {
        withTemps {
            let window = newTemps(5)
            emit(.move, window, method)
            emit(.move, window + 3, this)
            emit(.move, window + 4, argument)
            emit(.call, window, 1, dst)
        }
    }

    // MARK: Async iterators

    /// AsyncIteratorClose for a normal completion. https://tc39.es/ecma262/#sec-asynciteratorclose
    func closeAsync(_ iterator: Int) {
        withTemps {
            let window = newTemps(4)
            let skip = makeLabel()
            emit(.iteratorMethod, window, iterator, 2)
            jumpIf(.jumpIfUndefined, window, skip)
            emit(.move, window + 3, iterator)
            emit(.call, window, 0, window)
            emit(.await, window, window)
            emit(.throwIfNotObject, window)
            bind(skip)
        }
    }

    /// The same for a throw completion: whatever goes wrong now is dropped.
    func closeAsyncSilently(_ iterator: Int) {
        withTemps {
            let ignored = newTemp()
            let handler = makeLabel()
            let start = pc
            withTemps {
                let window = newTemps(4)
                let skip = makeLabel()
                emit(.iteratorMethod, window, iterator, 2)
                jumpIf(.jumpIfUndefined, window, skip)
                emit(.move, window + 3, iterator)
                emit(.call, window, 0, window)
                emit(.await, window, window)
                bind(skip)
            }
            addHandler(start: start, end: pc, label: handler, register: ignored)
            bind(handler)
        }
    }
}
