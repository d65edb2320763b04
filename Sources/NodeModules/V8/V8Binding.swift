import JSEngine

/// internalBinding('v8')
func makeV8Binding(_ node: NodeRuntime) throws(JSException) -> Object {
    node.vm.makeObject([
        .method("heapLimit", 0, { (vm, _) in Value(vm.heap.limit) }),
        .method("collect", 0, { (vm, _) in
            vm.heap.collect()
            return .undefined
        }),
        .method("serialize", 1, v8Serialize),
        .method("deserialize", 1, v8Deserialize),
    ])
}

/// v8.serialize(value) https://nodejs.org/docs/latest-v20.x/api/v8.html#v8serializevalue
private func v8Serialize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let bytes = try vm.serialize(args[0], .node)
    return bytes.withUnsafeBytes { vm.node.bufferValue($0) }
}

/// v8.deserialize(view) https://nodejs.org/docs/latest-v20.x/api/v8.html#v8deserializebuffer
private func v8Deserialize(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let bytes = vm.withBytes(args[0]) else { throw vm.typeError("Illegal invocation") }
    return try vm.deserialize(UnsafeRawBufferPointer(bytes), .node)
}
