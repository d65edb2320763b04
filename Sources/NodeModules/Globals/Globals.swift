import JSEngine

/// The globals that Node adds to the language's. https://nodejs.org/docs/latest-v20.x/api/globals.html
/// All are lazy: a program pays for what it names.
private struct LazyGlobal {
    let name: StaticString
    let attributes: PropertyAttributes
    let make: @Sendable (NodeRuntime) throws(JSException) -> Value

    init(
        _ name: StaticString, _ attributes: PropertyAttributes = .hidden,
        _ make: @escaping @Sendable (NodeRuntime) throws(JSException) -> Value
    ) {
        self.name = name
        self.attributes = attributes
        self.make = make
    }

    /// An export of a script.
    static func export(_ name: StaticString, of module: StaticString, _ attributes: PropertyAttributes = .hidden) -> LazyGlobal {
        exports(name, name, module, attributes)
    }

    private static func exports(
        _ name: StaticString, _ key: StaticString, _ module: StaticString, _ attributes: PropertyAttributes
    ) -> LazyGlobal {
        LazyGlobal(name, attributes) { (node) throws(JSException) in
            try node.vm.getV(try node.requireBuiltin("\(module)"), node.vm.key(key))
        }
    }

    static func function(
        _ name: StaticString, _ length: Int, _ function: @escaping NativeFunction
    ) -> LazyGlobal {
        LazyGlobal(name, .all) { (node) throws(JSException) in
            Value(node.vm.makeFunction(name, length: length, function))
        }
    }
}

private let lazyGlobals: [LazyGlobal] = [
    LazyGlobal("process") { (node) throws(JSException) in node.process },
    LazyGlobal("console") { (node) throws(JSException) in try node.requireBuiltin("console") },
    LazyGlobal("Buffer") { (node) throws(JSException) in node.bufferConstructor },
    timerFunction("clearImmediate", 1, globalClearImmediate),
    timerFunction("setImmediate", 1, globalSetImmediate),
    timerFunction("clearInterval", 1, globalClearTimeout),
    timerFunction("clearTimeout", 1, globalClearTimeout),
    timerFunction("setInterval", 2, globalSetInterval),
    timerFunction("setTimeout", 2, globalSetTimeout),
    .function("queueMicrotask", 1, globalQueueMicrotask),
    .export("atob", of: "buffer", .all),
    .export("btoa", of: "buffer", .all),
    LazyGlobal("performance", .all) { (node) throws(JSException) in
        try node.vm.getV(try node.requireBuiltin("internal/performance"), node.vm.key("performance"))
    },
    .function("fetch", 1, globalFetch),
    .export("URL", of: "internal/url"),
    .export("URLSearchParams", of: "internal/url"),
    encodingClass("TextEncoder"),
    encodingClass("TextDecoder"),
    .export("AbortController", of: "internal/abort_controller"),
    .export("AbortSignal", of: "internal/abort_controller"),
    .export("Event", of: "internal/event_target"),
    .export("EventTarget", of: "internal/event_target"),
    .export("CustomEvent", of: "internal/event_target"),
    .export("Blob", of: "buffer"),
    .export("File", of: "buffer"),
    .export("DOMException", of: "internal/dom_exception"),
]

/// The timer functions carry `util.promisify.custom`, whose value comes from timers/promises.
private func timerFunction(_ name: StaticString, _ length: Int, _ function: @escaping NativeFunction) -> LazyGlobal {
    LazyGlobal(name, .all) { (node) throws(JSException) in
        let vm = node.vm
        let object = vm.makeFunction(name, length: length, function)
        if name.description == "setTimeout" || name.description == "setImmediate" {
            let getter = vm.makeFunction(name, length: 0, data: Value(vm.string(name))) { (vm, args) throws(JSException) in
                let promises = try vm.node.requireBuiltin("timers/promises")
                return try vm.getV(promises, try vm.toPropertyKey(args.data(0)))
            }
            let pair = PropertyDescriptor(getter: Value(getter), setter: .undefined, attributes: [.enumerable, .configurable])
            _ = try vm.defineOwnProperty(object, try node.promisifyKey(), pair)
        }
        return Value(object)
    }
}

private func encodingClass(_ name: StaticString) -> LazyGlobal {
    LazyGlobal(name) { (node) throws(JSException) in
        try node.vm.getV(try node.binding("encoding"), node.vm.key(name))
    }
}

extension NodeRuntime {
    func installGlobals() {
        let realm = vm.realm!
        for (index, global) in lazyGlobals.enumerated() {
            realm.defineLazyGlobal(global.name, index: index, global.attributes)
        }
        vm.defineOwn(realm.global, vm.key("global"), Value(realm.global), .hidden)
        vm.defineOwn(realm.global, vm.symbols[.toStringTag], Value(vm.string("global")), .configurable)
    }

    func makeLazyGlobal(_ index: Int) -> Value {
        do throws(JSException) {
            return try lazyGlobals[index].make(self)
        } catch {
            // A global whose script fails is a fault of the runtime; reading the name cannot throw.
            printFatal(vm.takeException())
            leave(1)
        }
    }

    /// Symbol.for('nodejs.util.promisify.custom')
    func promisifyKey() throws(JSException) -> PropertyKey {
        if slots[.customPromisify].isEmpty {
            let symbol = vm.realm[.symbol]
            slots[.customPromisify] = try vm.invoke(symbol, vm.key("for"), Value(vm.string("nodejs.util.promisify.custom")))
        }
        return PropertyKey(slots[.customPromisify].asSymbol)
    }
}

/// queueMicrotask(callback), with Node's error for what is no function.
private func globalQueueMicrotask(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard args[0].isCallable else { throw vm.node.invalidArgumentType("callback", "Function", args[0]) }
    return try vm.call(vm.realm[.queueMicrotask], this: .undefined, args[0])
}

/// fetch is not part of this runtime.
private func globalFetch(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let promise = vm.newPromise()
    _ = vm.node.codedError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "fetch()")
    vm.rejectPromise(promise, vm.takeException())
    return Value(promise)
}
