import ClusterRuntime
import EventLoop
import JSEngine

/// The channel to the process that forked this one.
public enum ParentChannel {
    /// What this process was given; nil when it has no channel. Set once, at the start.
    nonisolated(unsafe) static private(set) var inherited: ChannelEnvironment.Inherited?

    /// Reads the variables that tell of the channel and removes them, so that no child inherits them. A process that was
    /// forked by swjs ends with its parent, even when its own loop is blocked. To be called first of all.
    public static func take() {
        inherited = ChannelEnvironment.take()
        if let inherited, inherited.workerID != nil {
            ParentDeath.arm(expectedParentPID: inherited.parentPID, graceSeconds: 1)
        }
    }
}

extension NodeRuntime {
    /// Gives `process` its channel, and `cluster` its worker; to be called before the program runs.
    public func connectToParent() {
        guard let inherited = ParentChannel.inherited else { return }
        perform { () throws(JSException) in
            let channel: Channel
            do throws(UVError) { channel = try Channel.open(inherited, on: self.loop) } catch {
                throw self.throwErrno(error, "channel")
            }
            let binding = try self.binding("ipc")
            let prototype = try self.vm.getV(try self.vm.getV(binding, self.vm.key("Channel")), self.vm.key("prototype"))
            let object = ChannelPayload(self, channel).start(prototype: prototype)
            let keep = Persistent(self.vm, Value(object))
            let connect = try self.vm.getV(
                try self.requireBuiltin("internal/ipc/process_channel"), self.vm.key("connectToParent"))
            _ = try self.vm.call(connect, this: .undefined, keep.value)
            if let id = inherited.workerID { try self.setupWorker(id, channel) }
        }
    }

    private func setupWorker(_ id: Int, _ channel: Channel) throws(JSException) {
        let side = Persistent(vm, Value(try WorkerSidePayload.make(self, id, channel)))
        let cluster = try requireBuiltin("cluster")
        let setup = try vm.getV(cluster, vm.key("_setupWorker"))
        _ = try vm.call(setup, this: cluster, side.value)
    }
}
