import ClusterRuntime
import EventLoop
import JSEngine

extension StreamHandle {
    /// A connection that came from the primary, as if this handle had accepted it.
    func deliver(_ client: EventLoop.Stream, _ connection: TakenConnection) {
        if let acceptor, acceptor.isNative { return acceptor.adopt(client) }
        guard let object else { return client.close() }
        module.arriving = connection
        node.perform { () throws(JSException) in
            let (wrapped, _) = StreamHandle.wrap(self.module, client)
            try self.module.emit(object, .onconnection, .zero, Value(wrapped))
        }
        connection.begin()
        module.arriving = nil
    }
}
