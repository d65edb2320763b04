// Literals that turn out to be patterns, and what may be assigned to.
// https://tc39.es/ecma262/#sec-destructuring-assignment

extension ParserCore {
    /// AssignmentTargetType must be simple. Marks identifiers as assigned.
    /// - Parameter allowCall: sloppy code may assign to a call; it throws when it runs.
    func checkSimpleTarget(_ node: Node, _ message: String, allowCall: Bool = true) throws(ParseFailure) {
        switch node.kind {
        case .identifier:
            let identifier = node.pointer(Identifier.self)
            if context.isStrict, identifier.pointee.name == .eval || identifier.pointee.name == .arguments {
                throw fail("Unexpected eval or arguments in strict mode", node)
            }
            identifier.pointee.isAssignmentTarget = true
        case .memberExpression: return
        case .callExpression where allowCall && !context.isStrict && node.as(CallExpression.self).callee.kind != .superExpression:
            return
        default: throw fail(message, node)
        }
    }

    /// AssignmentPattern: reinterprets a literal in place.
    func toAssignmentPattern(_ node: Node) throws(ParseFailure) -> Node {
        try checkDepth()
        let message = "Invalid destructuring assignment target"
        switch node.kind {
        case .objectExpression:
            var header = node.header
            header.kind = .objectPattern
            node.header = header
            let properties = node.as(ObjectPattern.self).properties
            for (index, property) in properties.enumerated() {
                if property.kind == .spreadElement {
                    let argument = property.as(SpreadElement.self).argument
                    if index != properties.count - 1 { throw fail("Rest element must be last element", property) }
                    if header.flags.contains(.trailingComma) { throw fail("Rest element must be last element", property) }
                    guard argument.kind == .identifier || argument.kind == .memberExpression else {
                        throw fail("`...` must be followed by an assignable reference in assignment contexts", argument)
                    }
                    try checkSimpleTarget(argument, message, allowCall: false)
                    toRest(property)
                    continue
                }
                let fields = property.pointer(Property.self)
                switch fields.pointee.propertyKind {
                case .method, .get, .set: throw fail(message, property.as(Property.self).key)
                case .proto: fields.pointee.propertyKind = .value
                case .value, .shorthand: break
                }
                fields.pointee.value = try toAssignmentElement(fields.pointee.value)
            }
            return node
        case .arrayExpression:
            var header = node.header
            header.kind = .arrayPattern
            node.header = header
            let elements = node.as(ArrayPattern.self).elements
            for (index, element) in elements.enumerated() {
                switch element.kind {
                case .elision: continue
                case .spreadElement:
                    if index != elements.count - 1 || header.flags.contains(.trailingComma) {
                        throw fail("Rest element must be last element", element)
                    }
                    let fields = element.pointer(SpreadElement.self)
                    if fields.pointee.argument.kind == .assignmentExpression { throw fail(message, fields.pointee.argument) }
                    fields.pointee.argument = try toAssignmentElement(fields.pointee.argument)
                    toRest(element)
                default: elements[index] = try toAssignmentElement(element)
                }
            }
            return node
        default: throw fail(message, node)
        }
    }

    private func toRest(_ node: Node) {
        var header = node.header
        header.kind = .restElement
        node.header = header
    }

    /// AssignmentElement: a target with or without a default.
    private func toAssignmentElement(_ node: Node) throws(ParseFailure) -> Node {
        let message = "Invalid destructuring assignment target"
        switch node.kind {
        case .assignmentExpression where !node.isParenthesized:
            let assignment = node.as(AssignmentExpression.self)
            guard case .assign = assignment.op else { throw fail(message, node) }
            // Its left side has been checked, and turned into a pattern if it is one.
            if assignment.left.kind == .callExpression { throw fail(message, assignment.left) }
            return arena.node(
                AssignmentPattern(
                    header: .init(.assignmentPattern, node.start, node.end), left: assignment.left, right: assignment.right))
        case .assignmentPattern:
            // Of `{ x = 1 }`.
            try checkSimpleTarget(node.as(AssignmentPattern.self).left, message, allowCall: false)
            return node
        case .objectExpression where !node.isParenthesized, .arrayExpression where !node.isParenthesized:
            return try toAssignmentPattern(node)
        default:
            try checkSimpleTarget(node, message, allowCall: false)
            return node
        }
    }
}
