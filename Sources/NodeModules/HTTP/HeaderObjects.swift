import JSEngine

extension HTTPParser {
    /// http.maxHeaderSize; the option --max-http-header-size sets it before anything is parsed.
    nonisolated(unsafe) static var defaultMaxHeaderSize = 16384
    /// The option --insecure-http-parser.
    nonisolated(unsafe) static var isLenientByDefault = false
}

extension HTTPParser.Head {
    /// The header lines as a string; values that go on over several lines are joined.
    func fieldsText(_ vm: VM, _ base: UnsafePointer<UInt8>) -> Value {
        let bytes = UnsafeBufferPointer(start: base + fieldsStart, count: max(fieldsEnd - fieldsStart, 0))
        if !flags.contains(.folded) { return Value(vm.string(latin1: bytes)) }
        var joined: [UInt8] = []
        for i in 0..<bytes.count {
            let follows = i + 1 < bytes.count && bytes[i] == 13 ? i + 2 : i + 1
            let isEnd = bytes[i] == 10 || (bytes[i] == 13 && follows == i + 2 && bytes[i + 1] == 10)
            if isEnd && follows < bytes.count && (bytes[follows] == 0x20 || bytes[follows] == 9) { continue }
            joined.append(bytes[i])
        }
        return Value(joined.withUnsafeBufferPointer { vm.string(latin1: $0) })
    }
}

/// Calls `body` with name and value (offsets into the text) of every header line of a head that the parser has accepted.
private func forEachField(
    _ p: UnsafePointer<UInt8>, _ count: Int, _ limit: Int,
    _ body: (_ name: Int, _ nameEnd: Int, _ value: Int, _ valueEnd: Int) throws(JSException) -> Void
) throws(JSException) {
    var line = 0
    var left = limit
    while line < count && left > 0 {
        var end = line
        while end < count && p[end] != 10 { end += 1 }
        let next = end + 1
        while end > line && (p[end - 1] == 13 || p[end - 1] == 0x20 || p[end - 1] == 9) { end -= 1 }
        var colon = line
        while colon < end && p[colon] != 0x3A { colon += 1 }
        if colon < end || (colon > line && colon < count && p[colon] == 0x3A) {
            var value = colon + 1
            while value < end && (p[value] == 0x20 || p[value] == 9) { value += 1 }
            left -= 1
            try body(line, colon, min(value, max(end, value)), max(end, value))
        }
        line = next
    }
}

/// How many fields a program wants to see (`maxHeadersCount`); the default is 1000, 0 means all.
private func fieldLimit(_ value: Value) -> Int {
    if value.isInt32 { return value.asInt32 > 0 ? Int(value.asInt32) : .max }
    return value.isNumber ? .max : 1000
}

/// rawHeaders(head, limit): names and values, as they came.
func makeRawHeaders(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let array = vm.makeArray()
    guard let head = args[0].string?.flat(vm), !head.isEmpty else { return Value(array) }
    try forEachField(head.latin1, head.length, fieldLimit(args[1])) { (name, nameEnd, value, valueEnd) throws(JSException) in
        vm.arrayAppend(array, Value(vm.substring(head, name, nameEnd)))
        vm.arrayAppend(array, Value(vm.substring(head, value, valueEnd)))
    }
    return Value(array)
}

/// What is done with a header field that comes again (`message.headers`).
private enum Repetition { case join, joinCookie, first, array }

private func repetition(_ name: UnsafePointer<UInt8>, _ count: Int) -> Repetition {
    func equal(_ text: StaticString) -> Bool { HTTPCharacters.equal(name, count, text) }
    switch count {
    case 3: return equal("age") ? .first : .join
    case 4: return equal("host") || equal("from") || equal("etag") ? .first : .join
    case 6: return equal("cookie") ? .joinCookie : equal("server") ? .first : .join
    case 7: return equal("referer") || equal("expires") ? .first : .join
    case 8: return equal("location") ? .first : .join
    case 10: return equal("set-cookie") ? .array : equal("user-agent") ? .first : .join
    case 11: return equal("retry-after") ? .first : .join
    case 12: return equal("content-type") || equal("max-forwards") ? .first : .join
    case 13: return equal("authorization") || equal("last-modified") ? .first : .join
    case 14: return equal("content-length") ? .first : .join
    case 17: return equal("if-modified-since") ? .first : .join
    case 19: return equal("if-unmodified-since") || equal("proxy-authorization") ? .first : .join
    default: return .join
    }
}

/// headers(head, mode, limit): an object of lower-case names; mode 0: message.headers, 1: with joinDuplicateHeaders,
/// 2: headersDistinct.
/// https://nodejs.org/docs/latest-v20.x/api/http.html#messageheaders
func makeHeadersObject(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = vm.makeObject(prototype: args[1].isInt32 && args[1].asInt32 == 2 ? .null : vm.realm[.objectPrototype])
    guard let head = args[0].string?.flat(vm), !head.isEmpty else { return Value(object) }
    let mode = args[1].isInt32 ? args[1].asInt32 : 0
    try forEachField(head.latin1, head.length, fieldLimit(args[2])) { (name, nameEnd, valueStart, valueEnd) throws(JSException) in
        let count = nameEnd - name
        let key = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { lower in
            for i in 0..<count {
                let byte = head.latin1[name + i]
                lower[i] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            }
            return vm.key(utf8: UnsafeBufferPointer(lower))
        }
        let value = Value(vm.substring(head, valueStart, valueEnd))
        let old = try vm.hasOwnProperty(object, key) ? try vm.get(object, key) : .undefined
        if mode == 2 {
            let list = old.object ?? vm.makeArray()
            vm.arrayAppend(list, value)
            if old.isUndefined { vm.defineOwn(object, key, Value(list)) }
            return
        }
        let rule = repetition(head.latin1 + name, count)
        if rule == .array {
            let list = old.object ?? vm.makeArray()
            vm.arrayAppend(list, value)
            if old.isUndefined { vm.defineOwn(object, key, Value(list)) }
        } else if old.isUndefined {
            vm.defineOwn(object, key, value)
        } else if rule != .first || mode == 1 {
            let separator = vm.string(rule == .joinCookie ? "; " : ", ")
            let joined = try vm.concatenate(try vm.concatenate(old.asString, separator), value.asString)
            vm.defineOwn(object, key, Value(joined))
        }
    }
    return Value(object)
}
