/// %AsyncIteratorPrototype% https://tc39.es/ecma262/#sec-asynciteratorprototype
func initialiseAsyncIterator(_ realm: Realm) {
    realm.defineObject(.asyncIteratorPrototype, [.method(.asyncIterator, 0, returnThis)])
    realm.defineObject(.asyncFromSyncIteratorPrototype, parent: .asyncIteratorPrototype, [])
}
