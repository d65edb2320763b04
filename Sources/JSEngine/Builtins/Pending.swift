// Declarations that other files are about to provide. This file goes away with the last of them.
func initialiseStructuredClone(_ realm: Realm) {
    realm[.structuredClone] = Value(realm.vm.makeFunction("structuredClone", length: 1) { (vm, _) throws(JSException) in
        throw vm.typeError("structuredClone is not available")
    })
}
