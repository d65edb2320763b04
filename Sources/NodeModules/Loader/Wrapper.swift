import JSEngine

// Module.wrap and Module.wrapper. Modules are compiled as function bodies, without a wrapper's text, as long as no program has
// asked for `wrapper` or replaced one of the two.

private let wrapperStart = "(function (exports, require, module, __filename, __dirname) { "
private let wrapperEnd = "\n});"

extension NodeRuntime {
    /// The array behind Module.wrapper.
    fileprivate func wrapperParts() -> Value {
        if slots[.moduleWrapper].isEmpty {
            slots[.moduleWrapper] = Value(vm.makeArray([wrapperStart, wrapperEnd]))
        }
        return slots[.moduleWrapper]
    }

    fileprivate func wrapFunction() -> Value {
        if slots[.moduleWrap].isEmpty { slots[.moduleWrap] = Value(vm.makeFunction("wrap", length: 1, moduleWrap)) }
        return slots[.moduleWrap]
    }
}

/// Module.wrap(script) https://nodejs.org/docs/latest-v20.x/api/modules.html#the-module-wrapper
private func moduleWrap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let parts = vm.node.wrapperParts()
    let start = try vm.toString(try vm.getV(parts, vm.key(index: 0)))
    let end = try vm.toString(try vm.getV(parts, vm.key(index: 1)))
    return Value(try vm.concatenate(try vm.concatenate(start, try vm.toString(args[0])), end))
}

func moduleGetWrap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { vm.node.wrapFunction() }

func moduleSetWrap(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    vm.node.commonJS.wrapperIsChanged = true
    vm.node.slots[.moduleWrap] = args[0]
    return .undefined
}

/// Whoever has the array may change it.
func moduleGetWrapper(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    _ = vm.node.wrapFunction()
    vm.node.commonJS.wrapperIsChanged = true
    return vm.node.wrapperParts()
}

func moduleSetWrapper(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    _ = vm.node.wrapFunction()
    vm.node.commonJS.wrapperIsChanged = true
    vm.node.slots[.moduleWrapper] = args[0]
    return .undefined
}
