/// The request methods that the parser takes, in the order of Node's `http.METHODS`.
/// https://nodejs.org/docs/latest-v20.x/api/http.html#httpmethods
enum HTTPMethod: String, CaseIterable, Sendable {
    case ACL, BIND, CHECKOUT, CONNECT, COPY, DELETE, GET, HEAD, LINK, LOCK, MSEARCH = "M-SEARCH", MERGE, MKACTIVITY, MKCALENDAR, MKCOL
    case MOVE, NOTIFY, OPTIONS, PATCH, POST, PROPFIND, PROPPATCH, PURGE, PUT, QUERY, REBIND, REPORT, SEARCH, SOURCE, SUBSCRIBE
    case TRACE, UNBIND, UNLINK, UNLOCK, UNSUBSCRIBE

    var name: String { rawValue }
    /// The place in `allCases`.
    var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

    /// The method with this name; nil when there is none. GET and POST are found without a search.
    @inline(__always)
    static func find(_ p: UnsafePointer<UInt8>, _ count: Int) -> HTTPMethod? {
        if count == 3 && p[0] == 0x47 && p[1] == 0x45 && p[2] == 0x54 { return .GET }
        return search(p, count, prefix: false)
    }

    /// Whether some method begins with these bytes.
    static func isPrefix(_ p: UnsafePointer<UInt8>, _ count: Int) -> Bool { search(p, count, prefix: true) != nil }

    /// How many bytes were looked at when it was clear that they are no method: at least one.
    static func mismatch(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var good = 0
        while good < count && isPrefix(p, good + 1) { good += 1 }
        return max(good, 1)
    }

    @inline(never)
    private static func search(_ p: UnsafePointer<UInt8>, _ count: Int, prefix: Bool) -> HTTPMethod? {
        for (method, name) in names {
            if prefix ? name.count < count : name.count != count { continue }
            var i = 0
            while i < count && name[i] == p[i] { i += 1 }
            if i == count { return method }
        }
        return nil
    }

    private static let names: [(HTTPMethod, [UInt8])] = allCases.map { ($0, Array($0.name.utf8)) }
}
