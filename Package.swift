// swift-tools-version: 6.1
import Foundation
import PackageDescription

// The import rules between these targets are checked by scripts/check-imports; Sources/README.md explains them.
// Optimisation flags that SwiftPM calls unsafe (exclusivity checking off, static standard library) are passed by
// scripts/build, so that this package stays usable as a dependency.

/// JavaScript halves of Node modules live beside their Swift halves; CNodeScripts embeds them, Swift must not see them.
let nodeScripts: [String] = {
    let folder = Context.packageDirectory + "/Sources/NodeModules"
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".js") || $0.hasSuffix(".md") }.sorted()
}()

/// Maps of a folder's files stand beside the code.
func guides(_ target: String) -> [String] {
    let folder = Context.packageDirectory + "/Sources/" + target
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".md") }.sorted()
}

let package = Package(
    name: "swjs",
    platforms: [.macOS(.v13)],
    products: [
        .executable(name: "swjs", targets: ["swjs"]),
        .library(name: "JSEngine", targets: ["JSEngine"]),
        .library(name: "ClusterRuntime", targets: ["ClusterRuntime"]),
    ],
    targets: [
        .systemLibrary(name: "CLibuv", pkgConfig: "libuv", providers: [.apt(["libuv1-dev"]), .brew(["libuv"])]),
        // Headers only: the libraries are loaded by the first use, so that no worker maps them.
        .target(name: "CDataFormats"),
        .target(name: "CTestProcess"),
        .target(name: "CSwjs"),
        .target(name: "CNodeScripts"),
        .target(name: "JSRegExp", dependencies: ["CSwjs"], exclude: guides("JSRegExp")),
        .target(name: "JSSyntax", dependencies: ["JSRegExp"], exclude: guides("JSSyntax")),
        .target(name: "JSEngine", dependencies: ["JSSyntax", "JSRegExp", "CSwjs"], exclude: guides("JSEngine")),
        .target(name: "EventLoop", dependencies: ["CLibuv", "CSwjs"], exclude: guides("EventLoop")),
        .target(name: "ClusterRuntime", dependencies: ["EventLoop"], exclude: guides("ClusterRuntime")),
        .target(
            name: "NodeModules",
            dependencies: ["JSEngine", "EventLoop", "ClusterRuntime", "CNodeScripts", "DataFormats"],
            exclude: nodeScripts + guides("NodeModules")),
        .target(name: "DataFormats", dependencies: ["CDataFormats", "ClusterRuntime"], exclude: guides("DataFormats")),
        .target(
            name: "ScriptTesting",
            dependencies: ["DataFormats", "ClusterRuntime", "EventLoop", "JSRegExp", "CTestProcess"],
            exclude: guides("ScriptTesting")),
        .target(
            name: "SwjsCLI",
            dependencies: ["NodeModules", "JSEngine", "JSSyntax", "EventLoop", "ClusterRuntime", "DataFormats", "ScriptTesting"]),
        .executableTarget(name: "swjs", dependencies: ["SwjsCLI"]),
        .executableTarget(
            name: "swjs-fuzz", dependencies: ["JSEngine", "JSSyntax", "JSRegExp"], path: "Tests/Fuzz", exclude: ["README.md"]),
        .testTarget(name: "JSRegExpTests", dependencies: ["JSRegExp"]),
        .testTarget(name: "JSSyntaxTests", dependencies: ["JSSyntax"]),
        .testTarget(name: "JSEngineTests", dependencies: ["JSEngine"]),
        .testTarget(name: "EventLoopTests", dependencies: ["EventLoop"]),
        .testTarget(name: "DataFormatsTests", dependencies: ["DataFormats", "ClusterRuntime"]),
        .testTarget(name: "ScriptTestingTests", dependencies: ["ScriptTesting", "DataFormats", "ClusterRuntime"]),
        .testTarget(name: "ClusterRuntimeTests", dependencies: ["ClusterRuntime"]),
    ],
    swiftLanguageModes: [.v6]
)
