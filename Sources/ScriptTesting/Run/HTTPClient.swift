#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A request as it goes over the wire.
struct HTTPRequest {
    var method = "GET"
    var host = "127.0.0.1"
    var port = 80
    var path = "/"
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    var keepsAlive = false
    /// Whether the server is asked to close the connection; else we close it when the answer is here.
    var asksToClose = true

    var bytes: [UInt8] {
        var text = "\(method) \(path) HTTP/1.1\r\n"
        func has(_ name: String) -> Bool { headers.contains { $0.name.lowercased() == name } }
        if !has("host") { text += "Host: \(host):\(port)\r\n" }
        if !keepsAlive, asksToClose, !has("connection") { text += "Connection: close\r\n" }
        if !has("content-length"), !has("transfer-encoding"), !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) {
            text += "Content-Length: \(body.count)\r\n"
        }
        for header in headers { text += "\(header.name): \(header.value)\r\n" }
        return Array((text + "\r\n").utf8) + body
    }
}

struct HTTPResponse {
    var status = 0
    var reason = ""
    var version = ""
    /// Names in lower case.
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// Milliseconds from sending to the last byte.
    var time = 0.0
    /// Our port: which connection it was.
    var localPort = 0
    var worker: Int?

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// What became of one request.
enum HTTPOutcome {
    case response(HTTPResponse)
    /// Why there is none: `connect: Connection refused`, `no answer within 10s`, ...
    case failure(String)
}

/// One connection of the client; at most one request at a time.
final class HTTPConnection {
    private enum State { case connecting, sending, receiving, idle, closed }

    private let reactor: Reactor
    private var watch: Reactor.Watch?
    private var state = State.connecting
    private var fd: Int32 = -1
    private var output: [UInt8] = []
    private var sent = 0
    private var parser = HTTPResponseParser()
    private var began: UInt64 = 0
    private var request = HTTPRequest()
    private var done: ((HTTPOutcome) -> Void)?
    private(set) var served = 0
    private(set) var localPort = 0
    private let address: sockaddr_in
    /// Looks at the connection when a response's head has come, while both ends are open.
    var onHead: ((_ localPort: Int, _ serverPort: Int) -> Int?)?
    private var worker: Int?
    let key: String

    init(_ reactor: Reactor, _ address: sockaddr_in, key: String) {
        self.reactor = reactor
        self.address = address
        self.key = key
    }

    var isIdle: Bool { state == .idle }
    /// Whether the other side has closed an idle connection.
    var isUsable: Bool {
        guard state == .idle else { return false }
        var byte: UInt8 = 0
        return recv(fd, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) < 0 && errno == EAGAIN
    }

    func send(_ request: HTTPRequest, _ done: @escaping (HTTPOutcome) -> Void) {
        self.request = request
        self.done = done
        output = request.bytes
        sent = 0
        worker = nil
        parser = HTTPResponseParser()
        parser.hasNoBody = request.method == "HEAD"
        began = Clock.now
        if state == .idle {
            state = .sending
            flush()
            return
        }
        guard let fd = SocketAddressV4.connect(address) else { return finish(.failure("connect: \(errorText(errno))")) }
        self.fd = fd
        watch = reactor.watch(fd) { [unowned self] events in ready(events) }
        watch?.reads = false
        watch?.writes = true
    }

    private func ready(_ events: Int32) {
        switch state {
        case .connecting:
            let error = SocketAddressV4.error(fd)
            if error != 0 { return finish(.failure("connect: \(errorText(error))")) }
            localPort = SocketAddressV4.localPort(fd)
            state = .sending
            flush()
        case .sending:
            flush()
            // An answer that comes before the whole request has gone out ends it.
            if state == .sending, events & Int32(POLLIN) != 0 { receive() }
        case .receiving: receive()
        case .idle: close()
        case .closed: break
        }
    }

    private func flush() {
        while sent < output.count {
            let count = output.withUnsafeBytes { Glibc.send(fd, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL)) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    watch?.writes = true
                    watch?.reads = true
                    return
                }
                // The answer may be there although the rest of the request was refused.
                state = .receiving
                return receive()
            }
            sent += count
        }
        state = .receiving
        watch?.writes = false
        watch?.reads = true
    }

    private func receive() {
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(fd, &buffer, buffer.count, 0)
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN { return }
                return finish(.failure("the connection failed: \(errorText(errno))"))
            }
            if count == 0 {
                parser.end()
            } else {
                let hadHead = parser.hasHead
                parser.feed(buffer[..<count])
                if parser.hasHead, !hadHead, let onHead {
                    let looked = Clock.now
                    worker = onHead(localPort, Int(UInt16(bigEndian: address.sin_port)))
                    // The look is no part of the response's time.
                    began += Clock.now - looked
                }
            }
            if let problem = parser.problem { return finish(.failure(problem)) }
            if parser.isComplete {
                var response = parser.response
                response.time = (Clock.now - began).inMilliseconds
                response.localPort = localPort
                response.worker = worker
                served += 1
                let stays = count > 0 && request.keepsAlive && parser.keepsAlive && sent == output.count
                let done = done
                self.done = nil
                if stays { state = .idle } else { close() }
                done?(.response(response))
                return
            }
            if count == 0 {
                let reused = served > 0 && parser.isEmpty
                return finish(
                    .failure(
                        reused
                            ? "closed before an answer"
                            : parser.isEmpty
                                ? "the connection was closed without an answer"
                                : "the connection was closed in the middle of an answer"))
            }
        }
    }

    private func finish(_ outcome: HTTPOutcome) {
        close()
        let done = done
        self.done = nil
        done?(outcome)
    }

    /// Gives up a request.
    func abort(_ reason: String) { finish(.failure(reason)) }

    func close() {
        if let watch { reactor.remove(watch) }
        watch = nil
        if fd >= 0 { Glibc.close(fd) }
        fd = -1
        state = .closed
    }
}

/// Reads one response (RFC 9112); interim responses (1xx) are skipped.
struct HTTPResponseParser {
    private(set) var response = HTTPResponse()
    private(set) var problem: String?
    private(set) var isComplete = false
    private(set) var hasHead = false
    private(set) var keepsAlive = false
    var hasNoBody = false
    private var buffer: [UInt8] = []
    private var at = 0
    private enum Body { case none, length(Int), chunks, untilEnd }
    private var body = Body.none
    /// nil: a chunk's size is expected.
    private var chunk: Int?

    var isEmpty: Bool { !hasHead && buffer.isEmpty }

    mutating func feed(_ bytes: ArraySlice<UInt8>) {
        buffer += bytes
        advance()
    }

    /// The other side has closed.
    mutating func end() {
        if hasHead, case .untilEnd = body {
            keepsAlive = false
            isComplete = true
        }
    }

    private mutating func advance() {
        while problem == nil, !isComplete {
            if !hasHead {
                guard readHead() else { return }
                continue
            }
            switch body {
            case .none: isComplete = true
            case .length(let length):
                let count = min(length - response.body.count, buffer.count - at)
                response.body += buffer[at..<(at + count)]
                at += count
                if response.body.count < length { return }
                isComplete = true
            case .untilEnd:
                response.body += buffer[at...]
                at = buffer.count
                return
            case .chunks: if !readChunk() { return }
            }
        }
    }

    /// The next line without its end; nil when it has not come.
    private mutating func line() -> String? {
        guard let end = buffer[at...].firstIndex(of: 10) else { return nil }
        var text = buffer[at..<end]
        if text.last == 13 { text.removeLast() }
        at = end + 1
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func readHead() -> Bool {
        let start = at
        var lines: [String] = []
        while let text = line() {
            if text.isEmpty, lines.isEmpty { continue }
            if text.isEmpty {
                parseHead(lines)
                return true
            }
            lines.append(text)
        }
        at = start
        if buffer.count - at > 1 << 20 { problem = "the head of the response is too long" }
        return false
    }

    private mutating func parseHead(_ lines: [String]) {
        let parts = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]), (100..<1000).contains(status) else {
            problem = "no HTTP response: \(lines[0].cut(60))"
            return
        }
        response = HTTPResponse(
            status: status, reason: parts.count > 2 ? String(parts[2]) : "", version: String(parts[0].dropFirst(5)))
        for line in lines.dropFirst() {
            guard let colon = line.utf8.firstIndex(of: 58) else {
                problem = "a header line without a colon: \(line.cut(60))"
                return
            }
            response.headers.append((line[..<colon].lowercased(), String(line[line.index(after: colon)...]).trimmed))
        }
        if status < 200, status != 101 { return }
        hasHead = true
        let connection = response.header("connection")?.lowercased() ?? ""
        keepsAlive = response.version == "1.0" ? connection.includes("keep-alive") : !connection.includes("close")
        if hasNoBody || status == 204 || status == 304 || status == 101 {
            body = .none
        } else if response.header("transfer-encoding")?.lowercased().hasSuffix("chunked") == true {
            body = .chunks
        } else if let text = response.header("content-length") {
            guard let length = Int(text), length >= 0 else {
                problem = "a bad Content-Length: \(text.cut(40))"
                return
            }
            body = .length(length)
        } else {
            body = .untilEnd
        }
    }

    private mutating func readChunk() -> Bool {
        guard let size = chunk else {
            guard let text = line() else { return false }
            guard let size = Int(text.split(separator: ";").first.map(String.init)?.trimmed ?? "", radix: 16), size >= 0 else {
                problem = "a bad chunk size: \(text.cut(40))"
                return false
            }
            chunk = size
            return true
        }
        if size == 0 {
            // Trailers, and the empty line after them.
            let start = at
            while let text = line() {
                if text.isEmpty {
                    isComplete = true
                    return true
                }
            }
            at = start
            return false
        }
        guard buffer.count - at >= size + 2 else { return false }
        response.body += buffer[at..<(at + size)]
        at += size + 2
        chunk = nil
        return true
    }
}
