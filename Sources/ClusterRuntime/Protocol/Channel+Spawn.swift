import EventLoop

extension Channel {
    /// Starts a child with a channel to it; what `child_process.fork` does below its options.
    /// - Parameters:
    ///   - options: `stdio` must not contain the channel: it becomes the first descriptor after those.
    ///   - environment: `NAME=value` strings for the child; variables of the channel are added.
    ///   - workerID: for cluster workers.
    ///   - onExit: called once when the child has ended; its handle is closed already.
    /// - Throws: the error of the start; nothing is left open.
    public static func spawn(
        _ loop: Loop = .default, _ options: ProcessOptions, environment: [String], serialization: Serialization = .json,
        workerID: Int? = nil, onExit: @escaping (Process, ProcessExit) -> Void
    ) throws(UVError) -> (process: Process, channel: Channel) {
        let (own, childs) = try Descriptors.socketPair()
        defer { Descriptors.close(childs) }
        var options = options
        while options.stdio.count < 3 { options.stdio.append(.inherit(fileDescriptor: Int32(options.stdio.count))) }
        let variables = ChannelEnvironment.variables(
            descriptor: Int32(options.stdio.count), serialization: serialization, workerID: workerID)
        // The first of two entries counts: what this process itself was given must not stay.
        options.environment = environment.filter { !ChannelEnvironment.isVariable($0) } + variables
        options.stdio.append(.inherit(fileDescriptor: childs))
        let channel: Channel
        do { channel = try Channel(loop, descriptor: own, serialization: serialization) } catch {
            Descriptors.close(own)
            throw error
        }
        do {
            let process = try Process.spawn(loop, options) { process, exit in
                process.close()
                channel.readRest()
                onExit(process, exit)
            }
            return (process, channel)
        } catch {
            channel.close()
            throw error
        }
    }
}
