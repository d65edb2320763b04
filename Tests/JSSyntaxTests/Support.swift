import JSSyntax
import Testing

func parse(_ text: String, _ goal: ParseOptions.Goal = .script, strict: Bool = false) throws -> AST {
    var options = ParseOptions(goal)
    options.isStrict = strict
    let ast = try Parser.parse(SourceText(name: "test.js", text), options)
    // Nodes and bindings do not keep their AST alive: tests that look at a part only would read freed memory.
    _ = Unmanaged.passRetained(ast)
    return ast
}

/// The error of a text that must not parse.
func parseError(
    _ text: String, _ goal: ParseOptions.Goal = .script, strict: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
) -> SyntaxError? {
    do {
        _ = try parse(text, goal, strict: strict)
        Issue.record("parsed, but is wrong: \(text)", sourceLocation: sourceLocation)
        return nil
    } catch {
        return error as? SyntaxError
    }
}

/// The first statement's expression.
func expression(_ ast: AST) -> Node {
    ast.program.body[0].as(ExpressionStatement.self).expression
}

/// A short form of an expression: operators in prefix notation.
func shape(_ node: Node, _ ast: AST) -> String {
    switch node.kind {
    case .identifier, .privateIdentifier: ast.names.string(node.as(Identifier.self).name)
    case .numericLiteral: "\(node.as(NumericLiteral.self).value)".replacing(".0", with: "")
    case .stringLiteral: "'\(ast.names.string(node.as(StringLiteral.self).value))'"
    case .binaryExpression:
        "(\(node.as(BinaryExpression.self).op) \(shape(node.as(BinaryExpression.self).left, ast)) \(shape(node.as(BinaryExpression.self).right, ast)))"
    case .logicalExpression:
        "(\(node.as(LogicalExpression.self).op) \(shape(node.as(LogicalExpression.self).left, ast)) \(shape(node.as(LogicalExpression.self).right, ast)))"
    case .unaryExpression: "(\(node.as(UnaryExpression.self).op) \(shape(node.as(UnaryExpression.self).argument, ast)))"
    case .assignmentExpression:
        "(= \(shape(node.as(AssignmentExpression.self).left, ast)) \(shape(node.as(AssignmentExpression.self).right, ast)))"
    case .conditionalExpression:
        "(? \(shape(node.as(ConditionalExpression.self).test, ast)) \(shape(node.as(ConditionalExpression.self).consequent, ast)) \(shape(node.as(ConditionalExpression.self).alternate, ast)))"
    case .memberExpression:
        "(. \(shape(node.as(MemberExpression.self).object, ast)) \(shape(node.as(MemberExpression.self).property, ast)))"
    case .callExpression:
        "(call \(([node.as(CallExpression.self).callee] + node.as(CallExpression.self).arguments).map { shape($0, ast) }.joined(separator: " ")))"
    default: "\(node.kind)"
    }
}

extension AST {
    /// Functions by name; the program is "".
    func function(_ name: String) -> FunctionInfo {
        functions.first { $0.name.map(names.string) == name }!
    }
}

extension Scope {
    func binding(_ name: String, _ ast: AST) -> Binding {
        bindings.first { ast.names.string($0.name) == name }!
    }
}
