import JSEngine

/// What the CommonJS loader remembers.
final class CommonJSState {
    /// By folder; nil where there is no package.json.
    var packages: [String: PackageConfig?] = [:]
    /// Resolved files by `request NUL folder`.
    var paths: [String: String] = [:]
    /// The text of `-e` or standard input, for fatal errors.
    var evalSource: String?
    /// A program has, or may have, changed the text around modules.
    var wrapperIsChanged = false
    /// ES modules by URL.
    var modules: [String: ModuleRecord] = [:]
    /// Of the main module's evaluation.
    var entryPromise: Persistent?

    func trace(_ heap: Heap) {}
}
