import JSEngine

/// The header methods of http.OutgoingMessage. https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpoutgoingmessage
let outgoingProperties: [BuiltinProperty] = [
    .method("setHeader", 2, outgoingSetHeader, attributes: .all),
    .method("appendHeader", 2, outgoingAppendHeader, attributes: .all),
    .method("getHeader", 1, outgoingGetHeader, attributes: .all),
    .method("getHeaderNames", 0, outgoingGetHeaderNames, attributes: .all),
    .method("getRawHeaderNames", 0, outgoingGetRawHeaderNames, attributes: .all),
    .method("getHeaders", 0, outgoingGetHeaders, attributes: .all),
    .method("hasHeader", 1, outgoingHasHeader, attributes: .all),
    .method("removeHeader", 1, outgoingRemoveHeader, attributes: .all),
    .method("write", 3, outgoingWrite, attributes: .all),
    .method("end", 3, outgoingEnd, attributes: .all),
    .method("cork", 0, outgoingCork, attributes: .all),
    .method("uncork", 0, outgoingUncork, attributes: .all),
    .method("_storeHeader", 2, outgoingStoreHeader, attributes: .all),
    .method("_sendHead", 0, outgoingSendHead, attributes: .all),
    .method("_writeRaw", 2, outgoingWriteRaw, attributes: .all),
]

/// - Throws: ERR_HTTP_HEADERS_SENT
private func checkUnsent(_ state: OutgoingState, _ what: StaticString) throws(JSException) {
    if state.has(.headStored) { throw state.module.node.codedError("ERR_HTTP_HEADERS_SENT", Value(state.vm.string(what))) }
}

/// - Throws: ERR_INVALID_HTTP_TOKEN
func checkName(_ state: OutgoingState, _ name: Value) throws(JSException) -> JSString {
    guard let text = name.string, isToken(state.vm, text) else {
        throw state.module.node.codedError("ERR_INVALID_HTTP_TOKEN", Value(state.vm.string("Header name")), name)
    }
    return text
}

/// - Throws: ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR
func checkValue(_ state: OutgoingState, _ name: JSString, _ value: Value) throws(JSException) {
    let vm = state.vm
    if value.isUndefined { throw state.module.node.codedError("ERR_HTTP_INVALID_HEADER_VALUE", value, Value(name)) }
    if value.isInt32 { return }
    if let list = value.object, list.kind == .array {
        for i in 0..<(try vm.lengthOfArrayLike(list)) { try checkValue(state, name, try vm.get(list, vm.key(index: i))) }
        return
    }
    if !isFieldValue(vm, try vm.toString(value)) {
        throw state.module.node.codedError("ERR_INVALID_CHAR", Value(vm.string("header content")), Value(name))
    }
}

extension OutgoingState {
    /// Keeps a field under its lower-case name, in the place of an older one.
    func store(_ name: JSString, _ value: Value) {
        let key = lowerKey(name)
        let field = Field(name: Value(name), key: key, value: value)
        if let i = index(of: key) { fields[i] = field } else { fields.append(field) }
    }

    /// Forgets what removing a field of this name meant, or notes that it was removed.
    func noteRemoval(_ key: PropertyKey, _ removed: Bool) {
        guard let name = vm.value(of: key).string?.flat(vm), !name.isWide else { return }
        let (p, n) = (UnsafePointer(name.latin1), name.length)
        if HTTPCharacters.equal(p, n, "connection") { set(.removedConnection, removed) }
        else if HTTPCharacters.equal(p, n, "content-length") { set(.removedLength, removed) }
        else if HTTPCharacters.equal(p, n, "transfer-encoding") { set(.removedEncoding, removed) }
        else if removed && HTTPCharacters.equal(p, n, "date") { flags.remove(.sendDate) }
    }
}

/// message.setHeader(name, value)
private func outgoingSetHeader(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let state = try OutgoingState.find(vm, args.this) else {
        // Called on another object: what can be said of it is whether it has a head.
        if let object = args.this.object, vm.toBoolean(try vm.get(object, vm.key("_header"))) {
            throw vm.node.codedError("ERR_HTTP_HEADERS_SENT", Value(vm.string("set")))
        }
        throw vm.typeError("Illegal invocation")
    }
    try checkUnsent(state, "set")
    let name = try checkName(state, args[0])
    try checkValue(state, name, args[1])
    state.store(name, args[1])
    return args.this
}

/// message.appendHeader(name, value)
private func outgoingAppendHeader(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    try checkUnsent(state, "append")
    let name = try checkName(state, args[0])
    try checkValue(state, name, args[1])
    let key = state.lowerKey(name)
    guard let i = state.index(of: key) else {
        state.store(name, args[1])
        return args.this
    }
    let list = vm.makeArray()
    for part in [state.fields[i].value, args[1]] {
        if let array = part.object, array.kind == .array {
            for k in 0..<(try vm.lengthOfArrayLike(array)) { vm.arrayAppend(list, try vm.get(array, vm.key(index: k))) }
        } else {
            vm.arrayAppend(list, part)
        }
    }
    state.fields[i].value = Value(list)
    return args.this
}

/// - Throws: ERR_INVALID_ARG_TYPE
private func nameKey(_ vm: VM, _ state: OutgoingState, _ name: Value) throws(JSException) -> PropertyKey {
    guard let text = name.string else { throw vm.node.invalidArgumentType("name", "string", name) }
    return state.lowerKey(text)
}

/// message.getHeader(name)
private func outgoingGetHeader(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    let key = try nameKey(vm, state, args[0])
    return state.index(of: key).map { state.fields[$0].value } ?? .undefined
}

/// message.getHeaderNames()
private func outgoingGetHeaderNames(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    let list = vm.makeArray(capacity: state.fields.count)
    for i in 0..<state.fields.count { vm.arrayAppend(list, vm.value(of: state.fields[i].key)) }
    return Value(list)
}

/// message.getRawHeaderNames()
private func outgoingGetRawHeaderNames(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    let list = vm.makeArray(capacity: state.fields.count)
    for i in 0..<state.fields.count { vm.arrayAppend(list, state.fields[i].name) }
    return Value(list)
}

/// message.getHeaders()
private func outgoingGetHeaders(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    let object = vm.makeObject(prototype: .null)
    for i in 0..<state.fields.count { vm.defineOwn(object, state.fields[i].key, state.fields[i].value) }
    return Value(object)
}

/// message.hasHeader(name)
private func outgoingHasHeader(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    return Value(state.index(of: try nameKey(vm, state, args[0])) != nil)
}

/// message.removeHeader(name)
private func outgoingRemoveHeader(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    let key = try nameKey(vm, state, args[0])
    try checkUnsent(state, "remove")
    state.noteRemoval(key, true)
    if let i = state.index(of: key) { state.fields.remove(at: i) }
    return .undefined
}

/// message._storeHeader(firstLine, fields): fields as an object, an array of pairs or of names and values, or null for those set.
private func outgoingStoreHeader(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let state = try OutgoingState.of(vm, args.this)
    state.head.removeAll(keepingCapacity: true)
    state.append(try vm.toString(args[0]))
    try state.makeHead(args[1])
    // Who expects `100 Continue` waits for it with the body: the head must not.
    if state.has(.isRequest) && state.has(.expect) {
        _ = try state.send(args.this, UnsafeRawBufferPointer(start: nil, count: 0), isLast: false)
    }
    return .undefined
}

extension OutgoingState {
    /// Makes the head behind its first line, from `setHeader`'s fields or those of writeHead.
    func makeHead(_ extra: Value) throws(JSException) {
        var seen = Seen()
        do throws(JSException) {
            guard let given = extra.object else {
                try appendFields(&seen)
                return try finishHead(seen)
            }
            if given.kind == .array {
                try appendList(given, &seen)
            } else {
                let keys = try vm.ownKeys(given)
                try vm.withRoots(keys) { () throws(JSException) in
                    for key in keys where key.isString {
                        guard let own = try vm.getOwnPropertyDescriptor(given, key), own.enumerable == true else { continue }
                        try appendField(vm.value(of: key), try vm.get(given, key), &seen, validate: true)
                    }
                }
            }
            try finishHead(seen)
        } catch {
            head.removeAll()
            throw error
        }
    }

    private func appendList(_ list: Object, _ seen: inout Seen) throws(JSException) {
        let count = try vm.lengthOfArrayLike(list)
        if count == 0 { return }
        if let first = try vm.get(list, vm.key(index: 0)).object, first.kind == .array {
            for i in 0..<count {
                guard let pair = try vm.get(list, vm.key(index: i)).object else { continue }
                try appendField(try vm.get(pair, vm.key(index: 0)), try vm.get(pair, vm.key(index: 1)), &seen, validate: true)
            }
            return
        }
        if count % 2 != 0 { throw module.node.codedError("ERR_INVALID_ARG_VALUE", Value(vm.string("headers")), Value(list)) }
        for i in stride(from: 0, to: count, by: 2) {
            try appendField(try vm.get(list, vm.key(index: i)), try vm.get(list, vm.key(index: i + 1)), &seen, validate: true)
        }
    }
}
