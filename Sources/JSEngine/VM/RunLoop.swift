extension VM {
    func run(_ registers: Frame.Registers, count: Int, newTarget: Value) throws(JSException) -> Value { fatalError() }
}
