/// What `process.versions` tells.
public enum Versions {
    /// The version of Node whose behaviour the modules have; programs compare it.
    public static let node = "v20.20.2"
    /// The version of swjs.
    public static let swjs = "0.1.0"
    /// NODE_MODULE_VERSION of that Node; no native add-on can be loaded whatever it says.
    static let modules = "115"
}
