import EventLoop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a child learns of its channel: the environment variables that Node uses, and one of swjs's.
public enum ChannelEnvironment {
    /// The child's descriptor of the channel.
    public static let descriptorVariable = "NODE_CHANNEL_FD"
    /// `json` or `advanced`.
    public static let serializationVariable = "NODE_CHANNEL_SERIALIZATION_MODE"
    /// The number of a cluster worker.
    public static let workerVariable = "NODE_UNIQUE_ID"
    /// The process id of the swjs process that started the child. A child whose parent it is may use binary frames; a
    /// grandchild that only inherited the variable may not.
    public static let upgradeVariable = "SWJS_CHANNEL"

    /// Whether a `NAME=value` string is one of these variables.
    public static func isVariable(_ entry: String) -> Bool {
        [descriptorVariable, serializationVariable, workerVariable, upgradeVariable].contains { entry.hasPrefix($0 + "=") }
    }

    /// The variables for a child, each `NAME=value`.
    /// - Parameters:
    ///   - descriptor: the number that the channel has in the child.
    ///   - workerID: for cluster workers.
    public static func variables(
        descriptor: Int32, serialization: Serialization = .json, workerID: Int? = nil
    ) -> [String] {
        var variables = [
            "\(descriptorVariable)=\(descriptor)", "\(serializationVariable)=\(serialization.rawValue)",
            "\(upgradeVariable)=\(System.processID)",
        ]
        if let workerID { variables.append("\(workerVariable)=\(workerID)") }
        return variables
    }

    /// What this process was given.
    public struct Inherited: Sendable {
        public let descriptor: Int32
        public let serialization: Serialization
        /// Whether the parent is swjs and understands binary frames.
        public let canUpgrade: Bool
        /// The number of this worker, nil when this is no cluster worker.
        public let workerID: Int?
        /// The parent, when it told: for `ParentDeath.arm`.
        public let parentPID: Int32?
    }

    /// Reads the variables and removes them from the environment, so that children do not inherit them.
    /// - Returns: nil when this process has no channel.
    public static func take() -> Inherited? {
        func take(_ name: String) -> String? {
            guard let value = getenv(name) else { return nil }
            let text = String(cString: value)
            unsetenv(name)
            return text
        }
        let parent = take(upgradeVariable).flatMap { Int32($0) }
        let worker = take(workerVariable).flatMap { Int($0) }
        let mode = take(serializationVariable).flatMap { Serialization(rawValue: $0) }
        guard let descriptor = take(descriptorVariable).flatMap({ Int32($0) }), descriptor >= 0 else { return nil }
        let isChild = parent != nil && parent == System.parentProcessID
        return Inherited(
            descriptor: descriptor, serialization: mode ?? .json, canUpgrade: isChild, workerID: worker,
            parentPID: isChild ? parent : nil)
    }
}

extension Channel {
    /// Opens the channel to the parent, and upgrades it when the parent is swjs.
    public static func open(_ inherited: ChannelEnvironment.Inherited, on loop: Loop = .default) throws(UVError) -> Channel {
        try? Descriptors.setCloseOnExec(inherited.descriptor, true)
        let channel = try Channel(loop, descriptor: inherited.descriptor, serialization: inherited.serialization)
        if inherited.canUpgrade { channel.upgrade() }
        return channel
    }
}
