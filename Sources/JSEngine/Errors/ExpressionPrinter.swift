import JSSyntax

/// Prints an expression of the source as V8 does in messages: `o.f(...).x is not a function`.
///
/// Only used when an error is thrown, so the piece of source is simply parsed again.
struct ExpressionPrinter {
    private let ast: AST

    /// - Returns: the text for an expression between two source offsets.
    static func text(_ source: SourceText, _ start: Int, _ end: Int) -> String {
        // The printer goes down the tree, and nobody reads more.
        if end - start > 4000 { return "(intermediate value)" }
        let piece = source.string(start, end)
        var options = ParseOptions(.eval)
        options.allowAwait = true
        options.allowNewTarget = true
        options.allowSuperProperty = true
        options.allowSuperCall = true
        // Parentheses keep `{}` and `function` from being statements.
        guard let ast = try? Parser.parse(SourceText(name: "", "(\(piece))"), options), let statement = ast.program.body.first,
            statement.kind == .expressionStatement
        else { return piece }
        return ExpressionPrinter(ast: ast).orIntermediate(statement.as(ExpressionStatement.self).expression)
    }

    private func orIntermediate(_ node: Node) -> String {
        let text = text(node)
        return text.isEmpty ? "(intermediate value)" : text
    }

    private func name(_ name: Name) -> String { ast.names.string(name) }

    private func source(_ node: Node) -> String { ast.source.string(Int(node.start), Int(node.end)) }

    private func text(_ node: Node) -> String {
        switch node.kind {
        case .identifier: return name(node.as(Identifier.self).name)
        case .thisExpression: return "this"
        case .nullLiteral: return "null"
        case .booleanLiteral, .numericLiteral, .regExpLiteral: return source(node)
        case .stringLiteral: return "\"\(name(node.as(StringLiteral.self).value))\""
        case .templateLiteral:
            let template = node.as(TemplateLiteral.self)
            if template.expressions.isEmpty { return "\"\(name(template.quasis[0].as(TemplateElement.self).cooked))\"" }
            return template.expressions.map(orIntermediate).joined()
        case .arrayExpression:
            return "["
                + node.as(ArrayExpression.self).elements.map { $0.kind == .elision ? "" : orIntermediate($0) }.joined(
                    separator: ",") + "]"
        case .spreadElement: return "(..." + orIntermediate(node.as(SpreadElement.self).argument) + ")"
        case .objectExpression:
            let values = node.as(ObjectExpression.self).properties.map {
                $0.kind == .property && $0.as(Property.self).value.kind == .identifier
                    ? text($0.as(Property.self).value) : "(intermediate value)"
            }
            return "{" + values.joined() + "}"
        case .unaryExpression:
            let e = node.as(UnaryExpression.self)
            return "(\(symbol(e.op))\(orIntermediate(e.argument)))"
        case .updateExpression:
            let e = node.as(UpdateExpression.self)
            let symbol = e.op == .increment ? "++" : "--"
            return e.isPrefix ? "(\(symbol)\(orIntermediate(e.argument)))" : "(\(orIntermediate(e.argument))\(symbol))"
        case .binaryExpression:
            let e = node.as(BinaryExpression.self)
            return "(\(orIntermediate(e.left)) \(symbol(e.op)) \(orIntermediate(e.right)))"
        case .logicalExpression:
            let e = node.as(LogicalExpression.self)
            return "(\(orIntermediate(e.left)) \(e.op == .and ? "&&" : e.op == .or ? "||" : "??") \(orIntermediate(e.right)))"
        case .sequenceExpression:
            return "(" + node.as(SequenceExpression.self).expressions.map(orIntermediate).joined(separator: " , ") + ")"
        case .assignmentExpression: return text(node.as(AssignmentExpression.self).left)
        case .conditionalExpression: return String(repeating: "(intermediate value)", count: 3)
        case .callExpression: return orIntermediate(node.as(CallExpression.self).callee) + "(...)"
        case .taggedTemplateExpression: return orIntermediate(node.as(TaggedTemplateExpression.self).tag) + "(...)"
        case .memberExpression: return member(node.as(MemberExpression.self))
        case .chainExpression: return text(node.as(ChainExpression.self).expression)
        default: return ""
        }
    }

    private func member(_ e: MemberExpression) -> String {
        let object = orIntermediate(e.object)
        switch e.propertyKind {
        case .named: return object + (e.isOptional ? "?." : ".") + name(e.property.as(StringLiteral.self).value)
        case .private: return object + (e.isOptional ? "?." : ".") + name(e.property.as(Identifier.self).name)
        case .computed:
            if e.property.kind == .stringLiteral {
                return object + (e.isOptional ? "?." : ".") + name(e.property.as(StringLiteral.self).value)
            }
            return object + (e.isOptional ? "?." : "") + "[\(orIntermediate(e.property))]"
        }
    }

    private func symbol(_ op: UnaryOperator) -> String {
        switch op {
        case .minus: "-"
        case .plus: "+"
        case .not: "!"
        case .bitwiseNot: "~"
        case .typeof: "typeof "
        case .void: "void "
        case .delete: "delete "
        }
    }

    private func symbol(_ op: BinaryOperator) -> String {
        switch op {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .remainder: "%"
        case .exponentiate: "**"
        case .shiftLeft: "<<"
        case .shiftRight: ">>"
        case .shiftRightUnsigned: ">>>"
        case .bitwiseAnd: "&"
        case .bitwiseOr: "|"
        case .bitwiseXor: "^"
        case .equal: "=="
        case .notEqual: "!="
        case .strictEqual: "==="
        case .strictNotEqual: "!=="
        case .less: "<"
        case .lessEqual: "<="
        case .greater: ">"
        case .greaterEqual: ">="
        case .instanceof: "instanceof"
        case .in: "in"
        }
    }
}
