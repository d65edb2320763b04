/// What all runs of one command have in common.
public struct RunOptions: Sendable {
    /// The swjs program that runs scripts.
    public var swjs = ""
    /// Instead of what specs say; cells of a matrix with another runtime are left out.
    public var runtime: String?
    public var updatesSnapshots = false
    public var retries = 0
    /// Instead of what specs say.
    public var timeout: UInt64?

    public var paths: [String] = []
    public var jobs = 0
    public var filters: [String] = []
    public var tags: [String] = []
    public var onlyFailed = false
    public var shard: (index: Int, count: Int)?
    public var bail = false
    public var watches = false
    public var reporter: String?
    public var output: String?
    public var colors: Bool?
    /// Every script in the given folders is a test: it passes when it ends with 0.
    public var takesScripts = false
    /// A file of tests that are known to fail.
    public var known: String?
    /// How many processes a script may have at the same time.
    public var maximumProcesses = 40

    public init() {}
}

/// What became of one test.
struct TestResult {
    enum State: String { case passed, failed, skipped }

    var file: String
    /// The spec's name, with its cell of the matrix.
    var suite: String
    /// Empty when the spec is one test.
    var name: String
    var line = 0
    var state: State
    /// Milliseconds.
    var time: Double
    /// Why it was skipped, or `todo`.
    var reason = ""
    var failures: [Failure] = []
    /// Failed attempts before this one.
    var retries = 0

    var title: String { name.isEmpty ? suite : "\(suite) › \(name)" }
    /// Names it from one run to the next, for --only-failed.
    var identity: String { "\(file)\t\(suite)\t\(name)" }
}
