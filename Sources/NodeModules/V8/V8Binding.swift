import JSEngine

/// internalBinding('v8')
func makeV8Binding(_ node: NodeRuntime) throws(JSException) -> Object {
    node.vm.makeObject([
        .method("heapLimit", 0, { (vm, _) in Value(vm.heap.limit) }),
        .method("collect", 0, { (vm, _) in
            vm.heap.collect()
            return .undefined
        }),
    ])
}
