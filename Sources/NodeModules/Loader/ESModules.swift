import JSEngine
import JSSyntax

/// ES modules. https://nodejs.org/docs/latest-v20.x/api/esm.html
extension NodeRuntime {
    func runModuleEntry(_ file: String) throws(JSException) {
        throw vm.throwValue(Value(vm.makeError(.errorPrototype, "ES modules cannot be loaded yet: \(file)")))
    }

    func runModuleText(_ text: String, name: String) throws(JSException) {
        throw vm.throwValue(Value(vm.makeError(.errorPrototype, "ES modules cannot be loaded yet: \(name)")))
    }
}
