import EventLoop
import JSEngine

/// The Swift side of a JavaScript object around an event loop handle: sockets, servers, processes, watchers.
///
/// While the handle is open the JavaScript object stays alive, because events may call it; once it has closed, the object
/// lives as long as scripts refer to it. Subclasses call `opened` when their handle exists and `closed` when it is gone.
open class HandlePayload: HostPayload {
    public unowned(unsafe) let runtime: NodeRuntime
    /// The JavaScript object; valid while this payload lives, because the object owns it.
    public internal(set) var object: Object!
    private var keeper: Persistent?
    /// The async context of the time the handle was opened: its callbacks run with it.
    public private(set) var context: Value = .undefined

    public init(_ runtime: NodeRuntime) {
        self.runtime = runtime
        super.init()
    }

    public var vm: VM { runtime.vm }
    public var isOpen: Bool { keeper != nil }

    /// Makes the JavaScript object.
    public func makeObject(prototype: Value, internalSlots: Int = 0) -> Object {
        let object = vm.makeHostObject(self, prototype: prototype, internalSlots: internalSlots)
        self.object = object
        return object
    }

    /// The handle exists: keep the object alive and list it in `process._getActiveHandles()`.
    public func opened() {
        if keeper != nil { return }
        let keeper = Persistent(vm, Value(object))
        self.keeper = keeper
        context = vm.asyncContext
        runtime.openHandles.append(OpenHandle(keeper))
    }

    /// The handle is gone.
    public func closed() {
        guard let keeper else { return }
        runtime.openHandles.removeAll { $0.keeper === keeper }
        self.keeper = nil
        context = .undefined
    }

    /// Calls a method of the JavaScript object from the loop, when it has one.
    @discardableResult
    public func emit(_ key: PropertyKey, _ arguments: Value...) -> Value? {
        var result: Value?
        runtime.perform(context: context) { () throws(JSException) in
            let function = try self.vm.getHoldingAll(self.object, key)
            if function.isCallable { result = try self.vm.call(function, this: Value(self.object), arguments) }
        }
        return result
    }

    open override func trace(_ heap: Heap) { heap.mark(context) }
}

/// An open handle in the runtime's list.
struct OpenHandle {
    let keeper: Persistent
    var value: Value { keeper.value }
    init(_ keeper: Persistent) { self.keeper = keeper }
}
