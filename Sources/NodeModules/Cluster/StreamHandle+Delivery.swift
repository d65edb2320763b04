import EventLoop
import JSEngine

extension StreamHandle {
    /// Whether connections do not reach the program before something of them is read.
    var isServedNatively: Bool { acceptor?.isNative ?? false }

    /// A connection that came from the primary, as if this handle had accepted it.
    func deliver(_ client: EventLoop.Stream) {
        if let acceptor, acceptor.isNative { return acceptor.adopt(client) }
        guard let object else { return client.close() }
        node.perform { () throws(JSException) in
            let (wrapped, _) = StreamHandle.wrap(self.module, client)
            try self.module.emit(object, .onconnection, .zero, Value(wrapped))
        }
    }
}
