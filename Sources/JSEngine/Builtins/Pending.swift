import JSSyntax
// Declarations that other files are about to provide. This file goes away with the last of them.

func initialiseArrayBuffer(_ realm: Realm) {}
func initialiseSharedArrayBuffer(_ realm: Realm) {}
func initialiseTypedArray(_ realm: Realm) {}
func initialiseDataView(_ realm: Realm) {}
func initialiseAtomics(_ realm: Realm) {}
func initialiseStructuredClone(_ realm: Realm) {
    realm[.structuredClone] = Value(realm.vm.makeFunction("structuredClone", length: 1) { (vm, _) throws(JSException) in
        throw vm.typeError("structuredClone is not available")
    })
}
extension VM {
    func typedArrayIsFixedLength(_ object: Object) -> Bool { fatalError() }
    /// CanonicalNumericIndexString: nil when the key is none; -1 for a numeric string that is no valid integer index.
    func typedArrayIndex(_ key: PropertyKey) -> Int? { fatalError() }
    /// The element, or nil when the index is not valid.
    func typedArrayElement(_ object: Object, _ index: Int) -> Value? { fatalError() }
    func typedArrayDefine(_ object: Object, _ index: Int, _ descriptor: PropertyDescriptor) throws(JSException) -> Bool { fatalError() }
    func typedArraySet(_ object: Object, _ index: Int, _ value: Value) throws(JSException) { fatalError() }
    /// The length, or a TypeError when the buffer is detached or too short.
    func validTypedArrayLength(_ object: Object) throws(JSException) -> Int { typedArrayLength(object) }
    func typedArrayLength(_ object: Object) -> Int { fatalError() }
}
extension VM {

}
