/// Where a value was thrown that is no Error object.
public struct ThrowSite {
    /// The value, to be compared only: it is not kept alive.
    public let value: Value
    let template: FunctionTemplate
    let index: Int

    public var fileName: String { template.source.name }
    public var line: Int { position.line }
    public var column: Int { position.column }

    private var position: (line: Int, column: Int) {
        let found = template.source.position(at: template.positions.sourceOffset(at: index) ?? template.sourceStart)
        return (found.line, found.column)
    }
}
