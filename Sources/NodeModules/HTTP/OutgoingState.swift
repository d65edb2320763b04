import JSEngine

/// What a ServerResponse or ClientRequest has on the native side: its header fields, and how far it was sent.
/// It hangs on the message under a symbol, so that a message may be made by `ServerResponse.call(this)` too.
final class OutgoingState: HostPayload {
    struct Field {
        /// The name as it was given.
        var name: Value
        /// The name in lower case, as a key.
        var key: PropertyKey
        /// A string, a number, or an array of them.
        var value: Value
    }

    struct Flags: OptionSet {
        var rawValue: UInt32
        static let isRequest = Flags(rawValue: 1 << 0)
        /// The head was made (`_header`).
        static let headStored = Flags(rawValue: 1 << 1)
        static let headSent = Flags(rawValue: 1 << 2)
        /// `end` was called.
        static let finished = Flags(rawValue: 1 << 3)
        /// All was handed to the system; 'finish' was or will be emitted.
        static let flushed = Flags(rawValue: 1 << 4)
        static let chunked = Flags(rawValue: 1 << 5)
        static let keepAlive = Flags(rawValue: 1 << 6)
        static let sendDate = Flags(rawValue: 1 << 7)
        static let hasBody = Flags(rawValue: 1 << 8)
        static let chunkedByDefault = Flags(rawValue: 1 << 9)
        static let removedConnection = Flags(rawValue: 1 << 10)
        static let removedLength = Flags(rawValue: 1 << 11)
        static let removedEncoding = Flags(rawValue: 1 << 12)
        /// The connection ends after this message.
        static let last = Flags(rawValue: 1 << 13)
        static let strictLength = Flags(rawValue: 1 << 14)
        static let defaultKeepAlive = Flags(rawValue: 1 << 15)
        static let maximumReached = Flags(rawValue: 1 << 16)
        static let destroyed = Flags(rawValue: 1 << 17)
        static let closed = Flags(rawValue: 1 << 18)
        static let needsDrain = Flags(rawValue: 1 << 19)
        static let hasAgent = Flags(rawValue: 1 << 20)
        static let uniqueHeaders = Flags(rawValue: 1 << 21)
        static let expect = Flags(rawValue: 1 << 22)
        static let rejectsBody = Flags(rawValue: 1 << 23)
        static let hasTrailer = Flags(rawValue: 1 << 24)
        static let sent100 = Flags(rawValue: 1 << 25)
        /// Earlier requests of the connection are not answered yet: bytes are held back.
        static let queued = Flags(rawValue: 1 << 26)
        /// The request had a body, whose rest is thrown away when the response ends.
        static let requestBody = Flags(rawValue: 1 << 27)
    }

    unowned(unsafe) let module: HTTPModule
    var connection: HTTPConnection?
    var fields: [Field] = []
    var flags: Flags = [.keepAlive, .hasBody, .chunkedByDefault, .sendDate, .defaultKeepAlive]
    var statusCode = Value(int32: 200)
    var statusMessage = Value.undefined
    /// The head while it was not sent.
    var head: [UInt8] = []
    var trailer: [UInt8] = []
    /// The length of the body as far as it is known, else -1.
    var contentLength = -1
    var bodyBytes = 0
    var keepAliveTimeout = 0
    var maxRequestsPerSocket = 0
    var corked = 0
    /// Of a queued response: what it wrote, and callbacks for when that is sent.
    var held: [UInt8] = []
    var heldCallbacks: [Value] = []
    /// Lower-case names whose values are joined rather than repeated (`uniqueHeaders`).
    var unique: Set<PropertyKey> = []
    /// The text of the first line: `GET / HTTP/1.1` or `HTTP/1.1 200 OK`; for `_header`.
    var headText = Value.undefined

    init(_ module: HTTPModule, isRequest: Bool) {
        self.module = module
        if isRequest {
            flags.insert(.isRequest)
            flags.remove(.sendDate)
        }
    }

    var vm: VM { module.vm }

    override func trace(_ heap: Heap) {
        for field in fields {
            heap.mark(field.name)
            heap.mark(vm.value(of: field.key))
            heap.mark(field.value)
        }
        for callback in heldCallbacks { heap.mark(callback) }
        for key in unique { heap.mark(vm.value(of: key)) }
        heap.mark(statusCode)
        heap.mark(statusMessage)
        heap.mark(headText)
    }

    @inline(__always) func has(_ flag: Flags) -> Bool { flags.contains(flag) }

    func set(_ flag: Flags, _ on: Bool) { if on { flags.insert(flag) } else { flags.remove(flag) } }

    /// The state of a message.
    static func of(_ vm: VM, _ message: Value) throws(JSException) -> OutgoingState {
        if let state = try find(vm, message) { return state }
        throw vm.typeError("Illegal invocation")
    }

    @inline(__always)
    static func find(_ vm: VM, _ message: Value) throws(JSException) -> OutgoingState? {
        if let object = message.object, let binding = vm.node.httpModuleForMessages {
            let holder = try vm.get(object, PropertyKey(binding.outgoingSymbol.asSymbol))
            return vm.payload(holder)
        }
        return nil
    }

    func index(of key: PropertyKey) -> Int? { fields.firstIndex { $0.key == key } }
}

extension NodeRuntime {
    /// The module of messages; set when the binding was loaded.
    var httpModuleForMessages: HTTPModule? { HTTPModule.current }
}

extension HTTPModule {
    /// A process has one runtime, on one thread.
    nonisolated(unsafe) static var current: HTTPModule?
}

/// initOutgoing(message, isRequest): gives a message its native state.
func initOutgoing(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let module = try httpModule(vm, args)
    guard let message = args[0].object else { throw vm.typeError("Illegal invocation") }
    let state = OutgoingState(module, isRequest: args[1].isTrue)
    let holder = vm.makeHostObject(state, prototype: .null)
    vm.defineOwn(message, PropertyKey(module.outgoingSymbol.asSymbol), Value(holder), .hidden)
    return .undefined
}
