#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An incremental HTTP/1.x parser that works on the receive buffer: it copies nothing and makes nothing, its owner asks for
/// one event after the other. What it refuses is what llhttp's strict mode refuses, with the same codes.
///
/// The bytes of an unfinished head (or line) are not consumed: the owner keeps them, adds what comes next, and asks again; the
/// parser remembers how many of them it has looked at. Bodies are consumed as they come.
/// https://www.rfc-editor.org/rfc/rfc9112
struct HTTPParser {
    enum Event {
        /// All was looked at; bytes from the position on must be presented again together with more.
        case needMore
        /// A head is complete: see `head`. The position is behind it.
        case head
        /// A piece of a body.
        case body(start: Int, count: Int)
        /// The message is complete; `trailers` tells whether there were any.
        case complete
        case failed(HTTPParseError)
    }

    enum State {
        case start, headers, body, chunkSize, chunkData, chunkEnd, trailers, untilEnd
        /// The bytes that follow are not HTTP any more, or not to be read.
        case upgraded, closed, failed
        /// The request's Transfer-Encoding does not tell where its body ends: it is refused when the program has seen its head.
        case unframed
    }

    struct Flags: OptionSet {
        var rawValue: UInt16
        static let connectionClose = Flags(rawValue: 1)
        static let connectionKeepAlive = Flags(rawValue: 2)
        static let connectionUpgrade = Flags(rawValue: 4)
        static let upgradeHeader = Flags(rawValue: 8)
        static let contentLength = Flags(rawValue: 16)
        static let transferEncoding = Flags(rawValue: 32)
        static let chunked = Flags(rawValue: 64)
        static let expect = Flags(rawValue: 128)
        static let expectContinue = Flags(rawValue: 256)
        static let host = Flags(rawValue: 512)
        static let connection = Flags(rawValue: 1024)
        /// Header values go on over several lines (`isLenient`).
        static let folded = Flags(rawValue: 2048)
    }

    /// What is known of the message whose head was complete last. Offsets count from the head's first byte.
    struct Head {
        var start = 0
        var method = HTTPMethod.GET
        var urlStart = 0
        var urlEnd = 0
        /// Where the header lines begin, and the end of the last of them with its line end.
        var fieldsStart = 0
        var fieldsEnd = 0
        var major: UInt8 = 1
        var minor: UInt8 = 1
        var status = 0
        var reasonStart = 0
        var reasonEnd = 0
        var fieldCount = 0
        var flags: Flags = []
        var contentLength: UInt64 = 0
    }

    let isRequest: Bool
    var state = State.start
    var head = Head()
    /// Most bytes of the request's target, header names and values together.
    var maxHeaderSize = HTTPParser.defaultMaxHeaderSize
    /// Of a response: it has no body whatever its head says (an answer to HEAD).
    var skipsBody = false
    /// Of a response: it answers CONNECT; a 2xx ends HTTP.
    var answersConnect = false
    /// The option `insecureHTTPParser`: control characters in values, folded lines, bare line feeds and bytes after the last message
    /// are taken, and Transfer-Encoding besides Content-Length.
    var isLenient = false
    /// Where the last trailers are, set with `.complete`.
    private(set) var trailerStart = 0
    private(set) var trailerEnd = 0
    /// Where parsing failed, as an offset into the bytes presented last.
    private(set) var errorOffset = 0

    private var scanned = 0
    private var counted = 0
    private var remaining: UInt64 = 0
    private var lastError = HTTPParseError.endOfInput

    init(isRequest: Bool) { self.isRequest = isRequest }

    /// Whether the connection may serve another message after this one.
    var shouldKeepAlive: Bool {
        if head.major >= 1 && head.minor >= 1 && head.major == 1 {
            if head.flags.contains(.connectionClose) { return false }
        } else if !head.flags.contains(.connectionKeepAlive) || head.major != 1 {
            return false
        }
        return !needsEnd
    }

    /// The message says that other than HTTP follows it.
    var isUpgrade: Bool {
        if isRequest {
            return head.method == .CONNECT || (head.flags.contains(.connectionUpgrade) && head.flags.contains(.upgradeHeader))
        }
        return head.status == 101
            || (answersConnect && head.status >= 200 && head.status < 300)
    }

    /// Of a response: only the connection's end tells the body's end.
    private var needsEnd: Bool {
        if isRequest || skipsBody || head.status / 100 == 1 || head.status == 204 || head.status == 304 { return false }
        if head.flags.contains(.transferEncoding) && !head.flags.contains(.chunked) { return true }
        return !head.flags.contains(.chunked) && !head.flags.contains(.contentLength)
    }

    /// Whether the message has a body that is not empty, or may have one.
    var expectsBody: Bool { state == .body || state == .chunkSize || state == .untilEnd || state == .unframed }

    /// Nothing of a message was seen yet.
    var isIdle: Bool { state == .start && scanned == 0 }

    /// The next event in `p[position..<end]`.
    @inline(__always)
    mutating func next(_ p: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int) -> Event {
        switch state {
        case .start, .headers: return parseHead(p, &position, end)
        default: return parseRest(p, &position, end)
        }
    }

    /// The connection ended.
    /// - Returns: `complete` when that ends the message, `needMore` between messages, else the error.
    mutating func finish() -> Event {
        switch state {
        case .untilEnd:
            state = .closed
            return .complete
        case .start where scanned == 0: return .needMore
        case .closed, .upgraded, .failed: return .needMore
        default: return .failed(.endOfInput)
        }
    }

    // MARK: The head

    @inline(__always)
    private mutating func fail(_ error: HTTPParseError, _ offset: Int) -> Event {
        state = .failed
        lastError = error
        errorOffset = offset
        return .failed(error)
    }

    private mutating func parseHead(_ p: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int) -> Event {
        if state == .start && scanned == 0 {
            while position < end && (p[position] == 13 || p[position] == 10) { position += 1 }
            head = Head()
            counted = 0
        }
        let start = position
        while true {
            let line = start + scanned
            let found = line < end ? memchr(p + line, 10, end - line) : nil
            guard let found else {
                return waitForLine(p, start, line, end)
            }
            let lineEnd = UnsafePointer<UInt8>(found.assumingMemoryBound(to: UInt8.self)) - p
            if state == .start {
                if let event = isRequest ? parseRequestLine(p, start, lineEnd) : parseStatusLine(p, start, lineEnd) {
                    return event
                }
                state = .headers
                scanned = lineEnd + 1 - start
                head.fieldsStart = scanned
                continue
            }
            if lineEnd == line + 1 && p[line] == 13 || lineEnd == line && isLenient {
                head.start = start
                head.fieldsEnd = line - start
                position = lineEnd + 1
                scanned = 0
                return finishHead(lineEnd)
            }
            if let event = parseField(p, line, lineEnd, isTrailer: false) { return event }
            if counted >= maxHeaderSize { return fail(.headerOverflow, lineEnd) }
            scanned = lineEnd + 1 - start
        }
    }

    /// An unfinished line: what can be known to be wrong already is refused now.
    private mutating func waitForLine(_ p: UnsafePointer<UInt8>, _ start: Int, _ line: Int, _ end: Int) -> Event {
        if counted + (end - line) >= maxHeaderSize { return fail(.headerOverflow, end) }
        if state == .start && !isRequest && end > line && !startsLikeProtocol(p + line, end - line) {
            return fail(.protocolName, line)
        }
        if state == .start && isRequest && end > line {
            var count = 0
            while line + count < end && p[line + count] != 0x20 { count += 1 }
            let complete = line + count < end
            if complete ? HTTPMethod.find(p + line, count) == nil : !HTTPMethod.isPrefix(p + line, count) {
                if complete && count == 3 && p[line] == 0x50 && p[line + 1] == 0x52 && p[line + 2] == 0x49 { return .needMore }
                if !complete && count < 3 && p[line] == 0x50 { return .needMore }
                return fail(.invalidMethod, line + HTTPMethod.mismatch(p + line, count))
            }
        }
        return .needMore
    }

    /// Whether bytes are the begin of a status line. Other protocols' names are refused when the line is complete.
    private func startsLikeProtocol(_ p: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        for name: StaticString in ["HTTP/", "ICE/"] {
            if memcmp(p, name.utf8Start, min(count, name.utf8CodeUnitCount)) == 0 { return true }
        }
        return false
    }

    private mutating func parseRequestLine(_ p: UnsafePointer<UInt8>, _ start: Int, _ lineEnd: Int) -> Event? {
        let table = HTTPCharacters.table
        var i = start
        while i < lineEnd && table[Int(p[i])] & HTTPCharacters.token != 0 { i += 1 }
        guard let method = HTTPMethod.find(p + start, i - start) else {
            if i - start == 3 && p[start] == 0x50 && p[start + 1] == 0x52 && p[start + 2] == 0x49 {
                return fail(.http2Preface, lineEnd)
            }
            return fail(.invalidMethod, start + HTTPMethod.mismatch(p + start, i - start))
        }
        head.method = method
        if p[i] != 0x20 { return fail(.spaceAfterMethod, i) }
        while i < lineEnd && p[i] == 0x20 { i += 1 }
        let url = i
        while i < lineEnd && table[Int(p[i])] & HTTPCharacters.url != 0 { i += 1 }
        head.urlStart = url - start
        head.urlEnd = i - start
        counted = i - url
        if counted >= maxHeaderSize { return fail(.headerOverflow, i) }
        let stop = p[i]
        if stop != 0x20 && stop != 13 && stop != 10 { return fail(.urlPathCharacter, i) }
        if let error = checkTarget(p + url, i - url) { return fail(error, i) }
        if stop != 0x20 {
            // HTTP/0.9 has no version; only the line end may follow.
            head.major = 0
            head.minor = 9
            return stop == 13 && i + 1 == lineEnd || isLenient ? nil : fail(.urlCharacter, i)
        }
        while i < lineEnd && p[i] == 0x20 { i += 1 }
        return parseVersion(p, i, lineEnd)
    }

    /// The request's target: a path, `*`, a URL with a scheme, or for CONNECT a host and port.
    private func checkTarget(_ p: UnsafePointer<UInt8>, _ count: Int) -> HTTPParseError? {
        if count == 0 { return .urlStart }
        if head.method == .CONNECT { return nil }
        if p[0] == 0x2F || p[0] == 0x2A { return nil }
        var i = 0
        while i < count && (p[i] | 0x20) >= 0x61 && (p[i] | 0x20) <= 0x7A { i += 1 }
        if i == 0 { return .urlStart }
        return i + 2 < count && p[i] == 0x3A && p[i + 1] == 0x2F && p[i + 2] == 0x2F ? nil : .urlCharacter
    }

    private mutating func parseVersion(_ p: UnsafePointer<UInt8>, _ i: Int, _ lineEnd: Int) -> Event? {
        let name: StaticString = "HTTP/"
        guard lineEnd - i >= 5, memcmp(p + i, name.utf8Start, 5) == 0 else {
            if lineEnd - i >= 4 && memcmp(p + i, "ICE/", 4) == 0 { return fail(.iceMethod, i) }
            return fail(.protocolName, i)
        }
        guard lineEnd - i >= 8, p[i + 6] == 0x2E else { return fail(.version, i + 5) }
        head.major = p[i + 5] &- 0x30
        head.minor = p[i + 7] &- 0x30
        switch (head.major, head.minor) {
        case (1, 1), (1, 0), (0, 9), (2, 0): break
        default: return fail(.version, i + 8)
        }
        return p[i + 8] == 13 && i + 9 == lineEnd || isLenient && i + 8 == lineEnd ? nil : fail(.afterVersion, i + 8)
    }

    private mutating func parseStatusLine(_ p: UnsafePointer<UInt8>, _ start: Int, _ lineEnd: Int) -> Event? {
        let name: StaticString = "HTTP/"
        let i = start
        guard lineEnd - i >= 5, memcmp(p + i, name.utf8Start, 5) == 0 else { return fail(.protocolName, i) }
        guard lineEnd - i >= 9, p[i + 6] == 0x2E else { return fail(.version, i + 5) }
        head.major = p[i + 5] &- 0x30
        head.minor = p[i + 7] &- 0x30
        switch (head.major, head.minor) {
        case (1, 1), (1, 0), (0, 9), (2, 0): break
        default: return fail(.version, i + 8)
        }
        guard p[i + 8] == 0x20, lineEnd - i >= 12 else { return fail(.status, i + 8) }
        var status = 0
        for k in 9..<12 {
            let digit = p[i + k] &- 0x30
            if digit > 9 { return fail(.status, i + k) }
            status = status * 10 + Int(digit)
        }
        head.status = status
        // The reason may be missing; a bare LF ends the line as well.
        let stop = lineEnd > i && p[lineEnd - 1] == 13 ? lineEnd - 1 : lineEnd
        if stop > i + 12 {
            if p[i + 12] != 0x20 { return fail(.status, i + 12) }
            head.reasonStart = 13
            head.reasonEnd = stop - i
        }
        return nil
    }

    // MARK: Header lines

    private mutating func parseField(_ p: UnsafePointer<UInt8>, _ line: Int, _ lineEnd: Int, isTrailer: Bool) -> Event? {
        let table = HTTPCharacters.table
        var i = line
        while table[Int(p[i])] & HTTPCharacters.token != 0 { i += 1 }
        let nameEnd = i
        if nameEnd == line || p[i] != 0x3A {
            if nameEnd == line && (p[line] == 0x20 || p[line] == 9) && head.fieldCount > 0 {
                if !isLenient { return fail(.headerFold, line) }
                head.flags.insert(.folded)
                counted += lineEnd - line
                return nil
            }
            return fail(.headerToken, i)
        }
        i += 1
        while p[i] == 0x20 || p[i] == 9 { i += 1 }
        var value = i
        while table[Int(p[i])] & HTTPCharacters.fieldValue != 0 { i += 1 }
        if isLenient {
            while i < lineEnd && p[i] != 13 && p[i] != 0 { i += 1 }
            if i == lineEnd { i = lineEnd } else if p[i] == 0 { return fail(.headerValue, i) }
        } else if p[i] != 13 {
            return p[i] == 10 ? fail(.headerCarriageReturn, i) : fail(.headerValue, i)
        }
        if i + 1 != lineEnd && i != lineEnd { return fail(.headerLineFeed, i + 1) }
        var valueEnd = i
        if value > valueEnd { value = valueEnd }
        while valueEnd > value && (p[valueEnd - 1] == 0x20 || p[valueEnd - 1] == 9) { valueEnd -= 1 }
        counted += (nameEnd - line) + (valueEnd - value)
        head.fieldCount += 1
        if isTrailer { return nil }
        return noteField(p + line, nameEnd - line, p + value, valueEnd - value, value)
    }

    /// Looks at the header fields that frame the message or govern the connection.
    @inline(__always)
    private mutating func noteField(
        _ name: UnsafePointer<UInt8>, _ nameCount: Int, _ value: UnsafePointer<UInt8>, _ count: Int, _ offset: Int
    ) -> Event? {
        switch nameCount {
        case 4:
            if HTTPCharacters.equal(name, 4, "host") { head.flags.insert(.host) }
        case 6:
            if HTTPCharacters.equal(name, 6, "expect") {
                head.flags.insert(.expect)
                if containsContinue(value, count) { head.flags.insert(.expectContinue) }
            }
        case 7:
            if HTTPCharacters.equal(name, 7, "upgrade") { head.flags.insert(.upgradeHeader) }
        case 10:
            if HTTPCharacters.equal(name, 10, "connection") { noteConnection(value, count) }
        case 14:
            if HTTPCharacters.equal(name, 14, "content-length"), let error = noteLength(value, count) {
                return fail(error, offset)
            }
        case 16:
            if HTTPCharacters.equal(name, 16, "proxy-connection") { noteConnection(value, count) }
        case 17:
            if HTTPCharacters.equal(name, 17, "transfer-encoding"), let error = noteEncoding(value, count) {
                return fail(error, offset)
            }
        default: break
        }
        return nil
    }

    /// `100-continue` anywhere in the value, as Node looks for it.
    private func containsContinue(_ p: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let wanted: StaticString = "100-continue"
        var i = 0
        while i + 12 <= count {
            if HTTPCharacters.equal(p + i, 12, wanted) { return true }
            i += 1
        }
        return false
    }

    private mutating func noteConnection(_ value: UnsafePointer<UInt8>, _ count: Int) {
        var found: Flags = .connection
        HTTPCharacters.forEachElement(value, count) { p, n in
            switch n {
            case 5: if HTTPCharacters.equal(p, n, "close") { found.insert(.connectionClose) }
            case 7: if HTTPCharacters.equal(p, n, "upgrade") { found.insert(.connectionUpgrade) }
            case 10: if HTTPCharacters.equal(p, n, "keep-alive") { found.insert(.connectionKeepAlive) }
            default: break
            }
        }
        head.flags.formUnion(found)
    }

    private mutating func noteLength(_ value: UnsafePointer<UInt8>, _ count: Int) -> HTTPParseError? {
        if head.flags.contains(.contentLength) { return .duplicateLength }
        if head.flags.contains(.transferEncoding) && !isLenient { return .lengthWithEncoding }
        if count == 0 { return .emptyLength }
        var length: UInt64 = 0
        for i in 0..<count {
            let digit = value[i] &- 0x30
            if digit > 9 { return .lengthCharacter }
            let (product, overflow) = length.multipliedReportingOverflow(by: 10)
            let (sum, more) = product.addingReportingOverflow(UInt64(digit))
            if overflow || more { return .lengthOverflow }
            length = sum
        }
        head.contentLength = length
        head.flags.insert(.contentLength)
        return nil
    }

    private mutating func noteEncoding(_ value: UnsafePointer<UInt8>, _ count: Int) -> HTTPParseError? {
        if head.flags.contains(.contentLength) && !isLenient { return .encodingWithLength }
        // Nothing may follow "chunked": neither in the list nor in another field.
        if head.flags.contains(.chunked) { return .encodingValue }
        var chunked = false
        var after = false
        HTTPCharacters.forEachElement(value, count) { p, n in
            if chunked { after = true }
            if HTTPCharacters.equal(p, n, "chunked") { chunked = true }
        }
        if after { return .encodingValue }
        head.flags.insert(.transferEncoding)
        if chunked { head.flags.insert(.chunked) }
        return nil
    }

    /// The empty line was seen: how long the body is (RFC 9112 §6.3).
    private mutating func finishHead(_ offset: Int) -> Event {
        let flags = head.flags
        if isUpgrade && (head.method == .CONNECT || !isRequest) {
            state = .upgraded
            return .head
        }
        if !isRequest && (skipsBody || head.status / 100 == 1 || head.status == 204 || head.status == 304) {
            remaining = 0
            state = .body
        } else if flags.contains(.chunked) {
            state = .chunkSize
        } else if flags.contains(.transferEncoding) {
            state = isRequest && !isLenient ? .unframed : .untilEnd
        } else if flags.contains(.contentLength) || isRequest {
            remaining = head.contentLength
            state = .body
        } else {
            state = .untilEnd
        }
        if state == .body && remaining == 0 { state = .chunkEnd }
        noBody = state == .chunkEnd
        return .head
    }

    /// The message ends with its head; the next event is `complete`.
    private(set) var noBody = false

    // MARK: Behind the head

    private mutating func parseRest(_ p: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int) -> Event {
        while true {
            switch state {
            case .start, .headers: return .needMore
            case .body:
                let count = min(UInt64(end - position), remaining)
                if count == 0 { return .needMore }
                let start = position
                position += Int(count)
                remaining -= count
                if remaining == 0 {
                    state = .chunkEnd
                    noBody = true
                }
                return .body(start: start, count: Int(count))
            case .chunkEnd where noBody: return complete(0, 0)
            case .chunkSize:
                if let event = parseChunkSize(p, &position, end) { return event }
            case .chunkData:
                let count = min(UInt64(end - position), remaining)
                if count == 0 { return .needMore }
                let start = position
                position += Int(count)
                remaining -= count
                if remaining == 0 { state = .chunkEnd }
                return .body(start: start, count: Int(count))
            case .chunkEnd:
                if position == end { return .needMore }
                if p[position] != 13 { return fail(.chunkDataEnd, position) }
                if position + 1 == end { return .needMore }
                if p[position + 1] != 10 { return fail(.chunkDataEnd, position + 1) }
                position += 2
                state = .chunkSize
            case .trailers: return parseTrailers(p, &position, end)
            case .untilEnd:
                if position == end { return .needMore }
                let start = position
                position = end
                return .body(start: start, count: end - start)
            case .closed:
                while position < end && (p[position] == 13 || p[position] == 10) { position += 1 }
                if position == end || isLenient { return .needMore }
                return fail(.afterClose, position)
            case .unframed: return fail(.encodingNotChunked, position)
            case .upgraded: return .needMore
            case .failed: return position == end ? .needMore : fail(lastError, position)
            }
        }
    }

    private mutating func parseChunkSize(_ p: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int) -> Event? {
        var i = position
        var size: UInt64 = 0
        while i < end, let digit = hexDigit(p[i]) {
            if size >> 60 != 0 { return fail(.chunkSizeOverflow, i) }
            size = size << 4 | UInt64(digit)
            i += 1
        }
        if i == end { return i - position > 64 ? fail(.chunkSizeOverflow, i) : .needMore }
        if i == position { return fail(.chunkSizeCharacter, i) }
        if p[i] == 10 { return fail(.chunkSizeLine, i) }
        if p[i] != 13 && p[i] != 0x3B { return fail(.chunkSizeCharacter, i) }
        let extensionStart = i
        let table = HTTPCharacters.table
        while i < end && table[Int(p[i])] & HTTPCharacters.fieldValue != 0 { i += 1 }
        if i - extensionStart > 16384 { return fail(.chunkExtensionsOverflow, i) }
        if i == end { return .needMore }
        if p[i] != 13 { return fail(.chunkSizeLine, i) }
        if i + 1 == end { return .needMore }
        if p[i + 1] != 10 { return fail(.chunkSizeCharacter, i + 1) }
        position = i + 2
        remaining = size
        if size == 0 {
            state = .trailers
            head.fieldCount = 0
            counted = 0
            scanned = 0
        } else {
            state = .chunkData
        }
        return nil
    }

    private func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private mutating func parseTrailers(_ p: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int) -> Event {
        let start = position
        while true {
            let line = start + scanned
            guard line < end, let found = memchr(p + line, 10, end - line) else {
                return counted + (end - line) >= maxHeaderSize ? fail(.headerOverflow, end) : .needMore
            }
            let lineEnd = UnsafePointer<UInt8>(found.assumingMemoryBound(to: UInt8.self)) - p
            if lineEnd == line + 1 && p[line] == 13 {
                position = lineEnd + 1
                scanned = 0
                return complete(start, line)
            }
            if let event = parseField(p, line, lineEnd, isTrailer: true) { return event }
            if counted >= maxHeaderSize { return fail(.headerOverflow, lineEnd) }
            scanned = lineEnd + 1 - start
        }
    }

    private mutating func complete(_ trailersFrom: Int, _ trailersTo: Int) -> Event {
        noBody = false
        trailerStart = trailersFrom
        trailerEnd = trailersTo
        state = isRequest ? (isLast ? .closed : .start) : (shouldKeepAlive ? .start : .closed)
        if !isRequest && head.status / 100 == 1 { state = .start }
        scanned = 0
        return .complete
    }

    /// No message may follow this request.
    private var isLast: Bool { head.flags.contains(.connectionClose) && head.major == 1 && head.minor == 1 }
}
