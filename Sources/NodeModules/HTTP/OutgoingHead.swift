import JSEngine

/// Making a message's head: what Node's `_storeHeader` does, in the same order of fields.
extension OutgoingState {
    /// What the fields of a head said about the message.
    struct Seen {
        var connection = false
        var length = false
        var encoding = false
        var date = false
        var expect = false
        var trailer = false
    }

    /// Appends the fields kept by setHeader.
    func appendFields(_ seen: inout Seen) throws(JSException) {
        for i in 0..<fields.count { try appendField(fields[i].name, fields[i].value, &seen, validate: false) }
    }

    /// Appends a field that may have several values.
    func appendField(_ name: Value, _ value: Value, _ seen: inout Seen, validate: Bool) throws(JSException) {
        let name = try vm.toString(name).flat(vm)
        if validate && !isToken(vm, name) {
            throw module.node.codedError("ERR_INVALID_HTTP_TOKEN", Value(vm.string("Header name")), Value(name))
        }
        if let list = value.object, list.kind == .array {
            let count = try vm.lengthOfArrayLike(list)
            let isCookie = HTTPCharacters.equal(name.isWide ? emptyBytes : UnsafePointer(name.latin1), name.length, "cookie")
            let joined = (isCookie && count >= 2) || (!unique.isEmpty && unique.contains(lowerKey(name)))
            if joined {
                let text = try vm.invoke(value, vm.key("join"), Value(vm.string("; ")))
                return try appendLine(name, try vm.toString(text), &seen, validate)
            }
            for i in 0..<count {
                try appendLine(name, try vm.toString(try vm.get(list, vm.key(index: i))), &seen, validate)
            }
            return
        }
        if validate && value.isUndefined {
            throw module.node.codedError("ERR_HTTP_INVALID_HEADER_VALUE", Value.undefined, Value(name))
        }
        let text = if let text = value.string { text } else { try vm.toString(value) }
        try appendLine(name, text, &seen, validate)
    }

    private var emptyBytes: UnsafePointer<UInt8> { UnsafePointer(vm.emptyString.latin1) }

    private func appendLine(_ name: JSString, _ value: JSString, _ seen: inout Seen, _ validate: Bool) throws(JSException) {
        let value = value.flat(vm)
        if validate && !isFieldValue(vm, value) {
            throw module.node.codedError("ERR_INVALID_CHAR", Value(vm.string("header content")), Value(name))
        }
        append(name)
        head.append(0x3A)
        head.append(0x20)
        append(value)
        head.append(13)
        head.append(10)
        if !name.isWide && !value.isWide { note(name, value, &seen) }
    }

    /// Appends a string as Latin-1.
    func append(_ text: JSString) {
        let text = text.flat(vm)
        if text.isWide {
            for i in 0..<text.length { head.append(UInt8(truncatingIfNeeded: text.utf16[i])) }
        } else {
            head.append(contentsOf: UnsafeBufferPointer(start: text.latin1, count: text.length))
        }
    }

    func append(_ text: StaticString) {
        head.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func append(decimal number: Int) { head.append(contentsOf: String(number).utf8) }

    /// Remembers what a field means for the message.
    private func note(_ name: JSString, _ value: JSString, _ seen: inout Seen) {
        let (p, count) = (UnsafePointer(name.latin1), name.length)
        switch count {
        case 4:
            if HTTPCharacters.equal(p, count, "date") { seen.date = true }
        case 6:
            if HTTPCharacters.equal(p, count, "expect") { seen.expect = true }
        case 7:
            if HTTPCharacters.equal(p, count, "trailer") { seen.trailer = true }
        case 10:
            if HTTPCharacters.equal(p, count, "connection") {
                seen.connection = true
                flags.remove(.removedConnection)
                if hasWord(value, "close") { flags.insert(.last) } else { flags.insert(.keepAlive) }
            } else if HTTPCharacters.equal(p, count, "keep-alive") {
                flags.remove(.defaultKeepAlive)
            }
        case 14:
            if HTTPCharacters.equal(p, count, "content-length") {
                seen.length = true
                flags.remove(.removedLength)
                contentLength = Int(value.toSwift(vm)) ?? -1
            }
        case 17:
            if HTTPCharacters.equal(p, count, "transfer-encoding") {
                seen.encoding = true
                flags.remove(.removedEncoding)
                if hasWord(value, "chunked") { flags.insert(.chunked) }
            }
        default: break
        }
    }

    /// Whether a word (of letters) stands in a value.
    private func hasWord(_ value: JSString, _ word: StaticString) -> Bool {
        let (p, count, size) = (UnsafePointer(value.latin1), value.length, word.utf8CodeUnitCount)
        func isLetter(_ i: Int) -> Bool {
            if i < 0 || i >= count { return false }
            let byte = p[i] | 0x20
            return (byte >= 0x61 && byte <= 0x7A) || (p[i] >= 0x30 && p[i] <= 0x39) || p[i] == 0x5F
        }
        var i = 0
        while i + size <= count {
            if HTTPCharacters.equal(p + i, size, word) && !isLetter(i - 1) && !isLetter(i + size) { return true }
            i += 1
        }
        return false
    }

    /// Adds the fields that the message itself is responsible for, and the empty line.
    /// - Throws: ERR_HTTP_TRAILER_INVALID
    func finishHead(_ seen: Seen) throws(JSException) {
        if has(.sendDate) && !seen.date { head.append(contentsOf: module.date.line()) }
        let code = statusCode.isInt32 ? statusCode.asInt32 : 200
        if has(.chunked) && !has(.isRequest) && (code == 204 || code == 304) {
            flags.remove([.chunked, .keepAlive])
        }
        if has(.removedConnection) {
            flags.remove(.keepAlive)
        } else if !seen.connection {
            appendConnection(seen)
        }
        if !seen.length && !seen.encoding {
            if !has(.hasBody) {
                flags.remove(.chunked)
            } else if !has(.chunkedByDefault) {
                flags.insert(.last)
            } else if !seen.trailer && !has(.removedLength) && contentLength >= 0 {
                append("Content-Length: ")
                append(decimal: contentLength)
                append("\r\n")
            } else if !has(.removedEncoding) {
                append("Transfer-Encoding: chunked\r\n")
                flags.insert(.chunked)
            } else {
                flags.insert(.last)
            }
        }
        if !has(.chunked) && seen.trailer {
            head.removeAll()
            throw module.node.codedError("ERR_HTTP_TRAILER_INVALID")
        }
        head.append(13)
        head.append(10)
        flags.insert(.headStored)
        flags.remove(.headSent)
        set(.expect, seen.expect)
    }

    private func appendConnection(_ seen: Seen) {
        let keeps = has(.keepAlive) && (seen.length || has(.chunkedByDefault) || has(.hasAgent))
        if keeps && has(.maximumReached) {
            append("Connection: close\r\n")
        } else if keeps && connection?.announcesClose != true {
            append("Connection: keep-alive\r\n")
            if keepAliveTimeout > 0 && has(.defaultKeepAlive) {
                append("Keep-Alive: timeout=")
                append(decimal: keepAliveTimeout / 1000)
                if maxRequestsPerSocket > 0 {
                    append(", max=")
                    append(decimal: maxRequestsPerSocket)
                }
                append("\r\n")
            }
        } else {
            flags.insert(.last)
            append("Connection: close\r\n")
        }
    }

    /// The key of a name in lower case.
    func lowerKey(_ name: JSString) -> PropertyKey {
        let name = name.flat(vm)
        if name.isWide { return vm.key(name) }
        var hasUpper = false
        for i in 0..<name.length where name.latin1[i] >= 0x41 && name.latin1[i] <= 0x5A { hasUpper = true }
        if !hasUpper { return vm.key(name) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.length) { lower in
            for i in 0..<name.length {
                let byte = name.latin1[i]
                lower[i] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            }
            return vm.key(utf8: UnsafeBufferPointer(lower))
        }
    }
}
