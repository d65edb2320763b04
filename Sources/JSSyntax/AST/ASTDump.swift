/// The AST as JSON text: for `swjs ast` and snapshot tests. Field names are those of the layouts.
public struct ASTDump {
    public struct Options: Sendable {
        /// `start` and `end` of nodes.
        public var includesRanges = true
        /// Scopes, bindings and the resolution of identifiers.
        public var includesScopes = true
        public init(includesRanges: Bool = true, includesScopes: Bool = true) {
            self.includesRanges = includesRanges
            self.includesScopes = includesScopes
        }
    }

    enum Field {
        case node(Node?)
        case list(NodeList)
        case text(String?)
        case number(Double)
        case flag(Bool)
        case function(FunctionInfo?)
        case scope(Scope?)
    }

    private static let deepest = 1000
    private let ast: AST
    private let options: Options
    private var out = ""
    private var depth = 0

    /// The whole program as indented JSON.
    public static func dump(_ ast: AST, _ options: Options = .init()) -> String {
        var dump = ASTDump(ast: ast, options: options)
        dump.write(function: ast.program)
        dump.out += "\n"
        return dump.out
    }

    private init(ast: AST, options: Options) {
        self.ast = ast
        self.options = options
    }

    // MARK: Writing

    private mutating func line() {
        out += "\n"
        for _ in 0..<depth { out += "  " }
    }

    private mutating func key(_ name: String, _ isFirst: inout Bool) {
        if !isFirst { out += "," }
        isFirst = false
        line()
        out += "\"\(name)\": "
    }

    private mutating func write(text: String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case "\r": out += "\\r"
            default:
                if scalar.value < 32 {
                    let hex = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        out += "\""
    }

    private mutating func write(_ node: Node) {
        var name = "\(node.kind)"
        name = name.prefix(1).uppercased() + name.dropFirst()
        out += "{"
        depth += 1
        var isFirst = true
        key("type", &isFirst)
        out += "\"\(name)\""
        if options.includesRanges {
            key("start", &isFirst)
            out += "\(node.start)"
            key("end", &isFirst)
            out += "\(node.end)"
        }
        if node.isParenthesized {
            key("parenthesized", &isFirst)
            out += "true"
        }
        if depth < Self.deepest {
            for (label, field) in fields(node) { write(label, field, &isFirst) }
        } else {
            // A chain of a hundred thousand operators is as deep: the dump must not need that much stack.
            key("truncated", &isFirst)
            out += "true"
        }
        depth -= 1
        line()
        out += "}"
    }

    private mutating func write(_ label: String, _ field: Field, _ isFirst: inout Bool) {
        switch field {
        case .node(let node):
            guard let node else { return }
            key(label, &isFirst)
            write(node)
        case .list(let list):
            key(label, &isFirst)
            write(list: list)
        case .text(let text):
            guard let text else { return }
            key(label, &isFirst)
            write(text: text)
        case .number(let number):
            key(label, &isFirst)
            if number == number.rounded(), abs(number) < 1e15 { out += "\(Int64(number))" } else { out += "\(number)" }
        case .flag(let flag):
            if !flag { return }
            key(label, &isFirst)
            out += "true"
        case .function(let info):
            guard let info else { return }
            key(label, &isFirst)
            write(function: info)
        case .scope(let scope):
            guard let scope, options.includesScopes, !scope.bindings.isEmpty else { return }
            key(label, &isFirst)
            write(scope: scope)
        }
    }

    private mutating func write(list: NodeList) {
        out += "["
        depth += 1
        for (index, node) in list.enumerated() {
            if index > 0 { out += "," }
            line()
            write(node)
        }
        depth -= 1
        if !list.isEmpty { line() }
        out += "]"
    }

    private mutating func write(scope: Scope) {
        out += "["
        depth += 1
        for (index, binding) in scope.bindings.enumerated() {
            if index > 0 { out += "," }
            line()
            var words = ["\(binding.kind)", ast.names.string(binding.name)]
            if binding.isCaptured { words.append("captured") }
            if binding.isAssigned { words.append("assigned") }
            if binding.needsTDZ { words.append("tdz") }
            if !binding.isReferenced { words.append("unreferenced") }
            if binding.kind == .privateName { words.append("\(binding.privateKind)") }
            if binding.isStatic { words.append("static") }
            write(text: words.joined(separator: " "))
        }
        depth -= 1
        line()
        out += "]"
    }

    private mutating func write(function info: FunctionInfo) {
        out += "{"
        depth += 1
        var isFirst = true
        key("kind", &isFirst)
        out += "\"\(info.kind)\""
        let words: [(Bool, String)] = [
            (info.isAsync && info.kind != .module, "async"), (info.isGenerator, "generator"), (info.isStrict, "strict"),
            (!info.hasSimpleParameterList, "nonSimpleParameters"), (info.usesThis, "usesThis"),
            (info.thisIsCaptured, "thisIsCaptured"), (info.usesArguments, "usesArguments"),
            (info.usesNewTarget, "usesNewTarget"), (info.usesSuperProperty, "usesSuperProperty"),
            (info.usesSuperCall, "usesSuperCall"), (info.containsDirectEval, "containsDirectEval"),
            (info.containsWith, "containsWith"), (info.containsAwait, "containsAwait"), (info.containsYield, "containsYield"),
        ]
        let facts = words.filter(\.0).map(\.1)
        if !facts.isEmpty { write("facts", .text(facts.joined(separator: " ")), &isFirst) }
        write("name", .text(info.name.map(ast.names.string)), &isFirst)
        if info.kind != .script, info.kind != .module, info.kind != .eval {
            write("length", .number(Double(info.expectedArgumentCount)), &isFirst)
        }
        write("scope", .scope(info.scope), &isFirst)
        if info.hasSeparateBodyScope { write("bodyScope", .scope(info.bodyScope), &isFirst) }
        if !info.params.isEmpty { write("params", .list(info.params), &isFirst) }
        if let expression = info.expressionBody {
            write("expressionBody", .node(expression), &isFirst)
        } else {
            write("body", .list(info.body), &isFirst)
        }
        depth -= 1
        line()
        out += "}"
    }

    // MARK: Fields

    private func text(_ name: Name) -> Field { .text(ast.names.string(name)) }

    private func fields(_ node: Node) -> [(String, Field)] {
        switch node.kind {
        case .identifier, .privateIdentifier:
            let n = node.as(Identifier.self)
            var result = [("name", text(n.name))]
            if options.includesScopes, n.resolution != .none {
                result.append(("resolution", .text("\(n.resolution)" + (n.needsTDZCheck ? " tdz" : ""))))
            }
            return result
        case .numericLiteral: return [("value", .number(node.as(NumericLiteral.self).value))]
        case .stringLiteral: return [("value", text(node.as(StringLiteral.self).value))]
        case .bigIntLiteral: return [("digits", text(node.as(BigIntLiteral.self).digits))]
        case .booleanLiteral: return [("value", .text("\(node.as(BooleanLiteral.self).value)"))]
        case .regExpLiteral:
            let n = node.as(RegExpLiteral.self)
            return [("pattern", text(n.pattern)), ("flags", text(n.patternFlags))]
        case .templateLiteral:
            let n = node.as(TemplateLiteral.self)
            return [("quasis", .list(n.quasis)), ("expressions", .list(n.expressions))]
        case .templateElement:
            let n = node.as(TemplateElement.self)
            return [("raw", text(n.raw)), ("cooked", n.hasCooked ? text(n.cooked) : .text(nil))]
        case .taggedTemplateExpression:
            let n = node.as(TaggedTemplateExpression.self)
            return [("tag", .node(n.tag)), ("quasi", .node(n.quasi))]
        case .nullLiteral, .thisExpression, .superExpression, .elision, .emptyStatement, .debuggerStatement,
            .exportAllDeclaration, .importDeclaration:
            return []
        case .arrayExpression: return [("elements", .list(node.as(ArrayExpression.self).elements))]
        case .arrayPattern: return [("elements", .list(node.as(ArrayPattern.self).elements))]
        case .objectExpression: return [("properties", .list(node.as(ObjectExpression.self).properties))]
        case .objectPattern: return [("properties", .list(node.as(ObjectPattern.self).properties))]
        case .property:
            let n = node.as(Property.self)
            return [
                ("kind", .text("\(n.propertyKind)")), ("computed", .flag(n.isComputed)), ("key", .node(n.key)),
                ("value", .node(n.value)),
            ]
        case .spreadElement, .restElement: return [("argument", .node(node.as(SpreadElement.self).argument))]
        case .functionExpression, .arrowFunctionExpression: return [("function", .function(node.as(FunctionNode.self).function))]
        case .functionDeclaration:
            let n = node.as(FunctionDeclaration.self)
            return [("annexB", .flag(n.annexBVariable != nil)), ("function", .function(n.function))]
        case .classDeclaration, .classExpression: return fields(class: node.as(ClassNode.self))
        case .methodDefinition:
            let n = node.as(MethodDefinition.self)
            return [
                ("kind", .text("\(n.methodKind)")), ("static", .flag(n.isStatic)), ("computed", .flag(n.isComputed)),
                ("key", .node(n.key)), ("function", .function(n.function)),
            ]
        case .propertyDefinition:
            let n = node.as(PropertyDefinition.self)
            return [
                ("static", .flag(n.isStatic)), ("computed", .flag(n.isComputed)), ("key", .node(n.key)),
                ("value", .node(n.value)),
            ]
        case .staticBlock:
            let n = node.as(StaticBlock.self)
            return [("scope", .scope(n.scope)), ("body", .list(n.body))]
        case .metaProperty: return [("property", .text("\(node.as(MetaProperty.self).property)"))]
        case .importExpression:
            let n = node.as(ImportExpression.self)
            return [("source", .node(n.source)), ("options", .node(n.options))]
        case .exportNamedDeclaration:
            return [("declaration", .node(node.as(ExportNamedDeclaration.self).declaration))]
        case .exportDefaultDeclaration:
            return [("declaration", .node(node.as(ExportDefaultDeclaration.self).declaration))]
        default: return operatorFields(node) ?? statementFields(node)
        }
    }

    private func fields(class n: ClassNode) -> [(String, Field)] {
        [
            ("name", .text(n.name.map(ast.names.string))), ("scope", .scope(n.scope)), ("superclass", .node(n.superclass)),
            ("constructor", .function(n.constructor)), ("elements", .list(n.elements)),
        ]
    }

    private func operatorFields(_ node: Node) -> [(String, Field)]? {
        switch node.kind {
        case .unaryExpression:
            let n = node.as(UnaryExpression.self)
            return [("op", .text("\(n.op)")), ("argument", .node(n.argument))]
        case .updateExpression:
            let n = node.as(UpdateExpression.self)
            return [("op", .text("\(n.op)")), ("prefix", .flag(n.isPrefix)), ("argument", .node(n.argument))]
        case .binaryExpression:
            let n = node.as(BinaryExpression.self)
            return [("op", .text("\(n.op)")), ("left", .node(n.left)), ("right", .node(n.right))]
        case .logicalExpression:
            let n = node.as(LogicalExpression.self)
            return [("op", .text("\(n.op)")), ("left", .node(n.left)), ("right", .node(n.right))]
        case .assignmentExpression:
            let n = node.as(AssignmentExpression.self)
            let op =
                switch n.op {
                case .assign: "assign"
                case .compound(let op): "\(op)"
                case .logical(let op): "\(op)"
                }
            return [("op", .text(op)), ("left", .node(n.left)), ("right", .node(n.right))]
        case .assignmentPattern:
            let n = node.as(AssignmentPattern.self)
            return [("left", .node(n.left)), ("right", .node(n.right))]
        case .conditionalExpression:
            let n = node.as(ConditionalExpression.self)
            return [("test", .node(n.test)), ("consequent", .node(n.consequent)), ("alternate", .node(n.alternate))]
        case .sequenceExpression: return [("expressions", .list(node.as(SequenceExpression.self).expressions))]
        case .callExpression:
            let n = node.as(CallExpression.self)
            return [
                ("optional", .flag(n.isOptional)), ("directEval", .flag(n.isDirectEval)), ("callee", .node(n.callee)),
                ("arguments", .list(n.arguments)),
            ]
        case .newExpression:
            let n = node.as(NewExpression.self)
            return [("callee", .node(n.callee)), ("arguments", .list(n.arguments))]
        case .memberExpression:
            let n = node.as(MemberExpression.self)
            return [
                ("kind", .text("\(n.propertyKind)")), ("optional", .flag(n.isOptional)), ("object", .node(n.object)),
                ("property", .node(n.property)),
            ]
        case .chainExpression: return [("expression", .node(node.as(ChainExpression.self).expression))]
        case .yieldExpression:
            let n = node.as(YieldExpression.self)
            return [("delegate", .flag(n.isDelegate)), ("argument", .node(n.argument))]
        case .awaitExpression: return [("argument", .node(node.as(AwaitExpression.self).argument))]
        default: return nil
        }
    }

    private func statementFields(_ node: Node) -> [(String, Field)] {
        switch node.kind {
        case .expressionStatement:
            let n = node.as(ExpressionStatement.self)
            return [("directive", .flag(n.isDirective)), ("expression", .node(n.expression))]
        case .blockStatement:
            let n = node.as(BlockStatement.self)
            return [("scope", .scope(n.scope)), ("body", .list(n.body))]
        case .variableDeclaration:
            let n = node.as(VariableDeclaration.self)
            return [("kind", .text("\(n.variableKind)")), ("declarations", .list(n.declarations))]
        case .variableDeclarator:
            let n = node.as(VariableDeclarator.self)
            return [("id", .node(n.id)), ("initializer", .node(n.initializer))]
        case .ifStatement:
            let n = node.as(IfStatement.self)
            return [("test", .node(n.test)), ("consequent", .node(n.consequent)), ("alternate", .node(n.alternate))]
        case .forStatement:
            let n = node.as(ForStatement.self)
            return [
                ("scope", .scope(n.scope)), ("initializer", .node(n.initializer)), ("test", .node(n.test)),
                ("update", .node(n.update)), ("body", .node(n.body)),
            ]
        case .forInStatement, .forOfStatement:
            let n = node.as(ForInOfStatement.self)
            return [
                ("await", .flag(n.isAwait)), ("scope", .scope(n.scope)), ("left", .node(n.left)), ("right", .node(n.right)),
                ("body", .node(n.body)),
            ]
        case .whileStatement, .doWhileStatement:
            let n = node.as(WhileStatement.self)
            return [("test", .node(n.test)), ("body", .node(n.body))]
        case .breakStatement, .continueStatement:
            return [("label", .text(node.as(JumpStatement.self).label.map(ast.names.string)))]
        case .returnStatement, .throwStatement: return [("argument", .node(node.as(ArgumentStatement.self).argument))]
        case .withStatement:
            let n = node.as(WithStatement.self)
            return [("object", .node(n.object)), ("body", .node(n.body))]
        case .switchStatement:
            let n = node.as(SwitchStatement.self)
            return [("scope", .scope(n.scope)), ("discriminant", .node(n.discriminant)), ("cases", .list(n.cases))]
        case .switchCase:
            let n = node.as(SwitchCase.self)
            return [("test", .node(n.test)), ("consequent", .list(n.consequent))]
        case .labeledStatement:
            let n = node.as(LabeledStatement.self)
            return [("label", text(n.label)), ("body", .node(n.body))]
        case .tryStatement:
            let n = node.as(TryStatement.self)
            return [("block", .node(n.block)), ("handler", .node(n.handler)), ("finalizer", .node(n.finalizer))]
        case .catchClause:
            let n = node.as(CatchClause.self)
            return [("scope", .scope(n.scope)), ("param", .node(n.param)), ("body", .node(n.body))]
        default: return []
        }
    }
}
