import JSEngine

/// The native halves. A new native module or binding is one line here; its functions stand in the module's folder.
///
/// Modules that are wholly Swift: `require(name)` gives the object that the function makes.
let nativeModules: [NativeModule] = [
    NativeModule("module") { (node) throws(JSException) in node.moduleModule() },
    NativeModule("process") { (node) throws(JSException) in node.process.asObject },
    NativeModule("sys") { (node) throws(JSException) in try node.requireBuiltin("util").asObject },
    NativeModule("timers") { (node) throws(JSException) in try makeTimersModule(node) },
]

/// Objects that `internalBinding(name)` gives to the embedded scripts.
let nativeBindings: [NativeModule] = [
    NativeModule("async_context", makeAsyncContextBinding),
    NativeModule("buffer", makeBufferBinding),
    NativeModule("cares_wrap", makeDNSBinding),
    NativeModule("cluster", makeClusterBinding),
    NativeModule("data_formats", makeDataFormatsBinding),
    NativeModule("encoding", makeEncodingBinding),
    NativeModule("fs", makeFSBinding),
    NativeModule("http_native", makeHTTPBinding),
    NativeModule("ipc", makeIPCBinding),
    NativeModule("os", makeOSBinding),
    NativeModule("performance", makePerformanceBinding),
    NativeModule("process_wrap", makeProcessWrapBinding),
    NativeModule("stdio", makeStdioBinding),
    NativeModule("tcp_wrap", NetModule.makeBinding),
    NativeModule("tty_wrap", makeTTYBinding),
    NativeModule("types", makeTypesBinding),
    NativeModule("udp_wrap", makeUDPBinding),
    NativeModule("util", makeUtilBinding),
    NativeModule("uv", makeUVBinding),
    NativeModule("v8", makeV8Binding),
    NativeModule("vm", makeVMBinding),
]
