/// The productions that need more than their EBNF.
extension ProgramGenerator {
    /// - Returns: false when the production is to be made from its rule.
    mutating func special(_ name: String) -> Bool {
        if isUsedUp && shortest(name) { return true }
        switch name {
        case "DirectivePrologue": if random.chance(5) { put("'use strict' ;") }
        case "StatementListItem":
            guard options.isForRunning, random.chance(60) else { return false }
            put("try {")
            produce("Statement")
            put("} catch {}")
        case "PrimaryExpression" where options.isForRunning && random.chance(4): evalCall()
        case "ExpressionStatement":
            guarded(["{", "function", "class", "async function", "let"]) { $0.produce("Expression") }
            put(";")
        case "LexicalDeclaration":
            declarations(random.chance(50) ? "let" : "const")
            put(";")
        case "VariableDeclarations": declarations("var")
        case "ForStatement": forStatement()
        case "LoopBody": loopBody()
        case "SwitchStatement":
            context.switches += 1
            defer { context.switches -= 1 }
            put("switch (")
            produce("Expression")
            put(") {")
            let cases = random.below(4)
            let defaultCase = random.below(6)
            for i in 0..<cases {
                if i == defaultCase {
                    put("default :")
                } else {
                    put("case")
                    produce("Expression")
                    put(":")
                }
                produce("StatementList")
            }
            put("}")
        case "JumpStatement": jump()
        case "LabeledStatement":
            let label = freshName("l")
            put(label + " :")
            context.labels.append(label)
            produce("Statement")
            context.labels.removeLast()
        case "BindingIdentifier": put(random.chance(15) ? random.pick(["a", "b", "c", "d"]) : freshName("v"))
        case "ObjectBindingPattern":
            put("{")
            list("BindingProperty", rest: true)
            put("}")
        case "FormalParameters": list("BindingElement", rest: true)
        case "NewExpression":
            if context.inFunction && random.chance(15) {
                put("new . target")
                return true
            }
            put("new")
            put(
                random.pick([
                    "a", "b", "c", "d", "f", "Object", "Array", "Map", "Set", "Promise", "Proxy", "Date", "RegExp", "Uint8Array",
                    "this"
                ]))
            if random.chance(20) {
                put(".")
                put(random.pick(Words.members))
            }
            if random.chance(80) { produce("Arguments") }
        case "ImportExpression" where !options.isModule || random.chance(70):
            put("import (")
            produce("AssignmentExpression")
            put(")")
        case "AssignmentPattern":
            pattern(0)
            put("=")
            produce("AssignmentExpression")
        case "LeftHandSideExpression" where random.chance(30): assignmentTarget()
        case "AssignmentTail", "LeftHandSideExpression": return false
        case "PrefixUpdate":
            put(random.chance(50) ? "++" : "--")
            assignmentTarget()
        case "UpdateExpression":
            guard random.chance(20) else {
                produce("LeftHandSideExpression")
                return true
            }
            assignmentTarget()
            put(random.chance(50) ? "++" : "--")
        case "AssignmentExpression" where random.chance(15):
            assignmentTarget()
            produce("AssignmentTail")
        case "TemplateLiteral":
            var template = "`" + random.pick(Words.templates)
            let start = random.below(3)
            for _ in 0..<start {
                put(template + "${")
                produce("Expression")
                template = "}" + random.pick(Words.templates)
            }
            put(template + "`")
        case "FunctionRest": functionRest()
        case "ParenthesizedArrow", "IdentifierArrow": arrow(isSimple: name == "IdentifierArrow")
        case "ClassTail": classTail()
        case "ClassElementName":
            context.isDeclaringElement = true
            defer { context.isDeclaringElement = false }
            if random.chance(25) { produce("PrivateIdentifier") } else { produce("PropertyName") }
        case "PropertyName":
            // A computed key is ordinary code.
            let isDeclaring = context.isDeclaringElement
            context.isDeclaringElement = false
            defer { context.isDeclaringElement = isDeclaring }
            return false
        case "Super":
            if context.isDerivedConstructor && random.chance(40) {
                put("super")
                produce("Arguments")
            } else {
                put("super")
                if random.chance(50) {
                    put(".")
                    put(random.pick(Words.members))
                } else {
                    produce("ComputedMember")
                }
            }
        case "FieldDefinition", "ClassStaticBlock":
            let outer = context
            defer { restore(outer) }
            context = Context(isStrict: true, inFunction: false, hasSuper: true, privateNames: outer.privateNames)
            if name == "ClassStaticBlock" {
                put("static {")
                produce("StatementList")
                put("}")
            } else {
                produce("ClassElementName")
                if random.chance(60) {
                    put("=")
                    produce("AssignmentExpression")
                }
                put(";")
            }
        case "ImportClause", "ImportSpecifier", "ExportNamed": return false
        case "ExportDefault":
            put("default")
            guarded(["{", "function", "class", "async"]) { $0.produce("AssignmentExpression") }
            put(";")
        default: return false
        }
        return true
    }

    /// When the program is long enough everything comes to its end.
    private mutating func shortest(_ name: String) -> Bool {
        switch name {
        case "Expression", "AssignmentExpression", "ConditionalExpression", "BinaryExpression", "UnaryExpression",
            "LeftHandSideExpression",
            "PrimaryExpression", "NewExpression":
            put(random.pick(["a", "b", "c", "1", "this"]))
        case "Statement", "StatementListItem", "ModuleItem": put(";")
        case "BindingTarget", "BindingElement": produce("BindingIdentifier")
        case "StatementList", "FormalParameters", "CallTail": break
        case "PropertyName": put("x")
        default: return false
        }
        return true
    }

    /// Direct or indirect eval of a program of its own, which sees the names around.
    private mutating func evalCall() {
        let outer = context
        context = Context(
            isStrict: outer.isStrict, hasSuper: outer.hasSuper && random.chance(90),
            privateNames: random.chance(90) ? outer.privateNames : [])
        let code = quoted { for _ in 0..<(1 + $0.random.below(3)) { $0.produce("StatementListItem") } }
        context = outer
        put((random.chance(85) ? "eval (" : "( 0 , eval ) (") + code + ")")
    }

    private mutating func restore(_ outer: Context) {
        let names = context.privateNames
        context = outer
        context.privateNames = names
    }

    private mutating func declarations(_ keyword: String) {
        put(keyword)
        for i in 0..<(1 + random.below(2)) {
            if i > 0 { put(",") }
            let isPattern = random.chance(25)
            produce(isPattern ? "BindingTarget" : "BindingIdentifier")
            if keyword == "const" || isPattern || random.chance(70) {
                put("=")
                produce("AssignmentExpression")
            }
        }
    }

    /// Some of a production, with commas, and perhaps a rest element.
    private mutating func list(_ name: String, rest: Bool) {
        let count = random.below(4)
        for i in 0..<count {
            if i > 0 { put(",") }
            produce(name)
        }
        guard rest, random.chance(15) else { return }
        if count > 0 { put(",") }
        put("...")
        produce("BindingIdentifier")
    }

    private mutating func forStatement() {
        let isAwait = context.isAsync && !context.inParameters && random.chance(30)
        let isClassic = !isAwait && random.chance(40)
        put(isAwait ? "for await (" : "for (")
        if isClassic {
            switch random.below(4) {
            case 0: declarations(random.pick(["var", "let", "const"]))
            case 1: guarded(["let"]) { $0.produce("Expression") }
            default: break
            }
            put(";")
            if random.chance(70) { produce("Expression") }
            put(";")
            if random.chance(70) { produce("Expression") }
        } else {
            if random.chance(60) {
                put(random.pick(["var", "let", "const"]))
                produce("BindingTarget")
            } else if random.chance(30) {
                pattern(0)
            } else {
                guarded(["async", "let"]) { $0.assignmentTarget() }
            }
            if !isAwait && random.chance(40) {
                put("in")
                produce("Expression")
            } else {
                put("of")
                produce("AssignmentExpression")
            }
        }
        put(")")
        produce("LoopBody")
    }

    private mutating func loopBody() {
        context.loops += 1
        if options.isForRunning {
            put("{ if ( __n -- < 0 ) break ;")
            produce("Statement")
            put("}")
        } else {
            produce("Statement")
        }
        context.loops -= 1
    }

    private mutating func jump() {
        if !context.labels.isEmpty && random.chance(40) {
            put("break " + random.pick(context.labels) + " ;")
        } else if context.loops > 0 && random.chance(40) {
            put("continue ;")
        } else if context.loops + context.switches > 0 {
            put("break ;")
        } else {
            put(";")
        }
    }

    /// Something that can be assigned.
    mutating func assignmentTarget() {
        switch random.below(5) {
        case 0:
            put(random.pick(["a", "b", "c", "this"]) + " .")
            put(random.pick(Words.members))
        case 1:
            put(random.pick(["a", "b", "c", "this"]))
            produce("ComputedMember")
        case 2 where !context.privateNames.isEmpty: put("this . " + random.pick(context.privateNames))
        case 3 where context.hasSuper: put("super . " + random.pick(Words.members))
        default: put(random.pick(["a", "b", "c", "d", "e", "f", "g"]))
        }
    }

    /// A destructuring assignment's pattern.
    private mutating func pattern(_ level: Int) {
        let isArray = random.chance(50)
        put(isArray ? "[" : "{")
        for _ in 0..<random.below(4) {
            if isArray {
                if random.chance(15) {
                    put(",")
                    continue
                }
            } else {
                produce("PropertyName")
                put(":")
            }
            if level < 3 && random.chance(25) { pattern(level + 1) } else { assignmentTarget() }
            if random.chance(25) {
                put("=")
                produce("AssignmentExpression")
            }
            put(",")
        }
        if random.chance(20) {
            put("...")
            assignmentTarget()
        }
        put(isArray ? "]" : "}")
    }

    private mutating func functionRest(isConstructor: Bool = false) {
        let outer = context
        defer { restore(outer) }
        context = Context(
            isStrict: outer.isStrict, inFunction: true, isGenerator: pendingStar, isAsync: pendingAsync, inParameters: true,
            hasSuper: outer.isDeclaringElement, isDerivedConstructor: isConstructor, privateNames: outer.privateNames)
        pendingAsync = false
        pendingStar = false
        put("(")
        produce("FormalParameters")
        context.inParameters = false
        put(")")
        produce("FunctionBody")
    }

    private mutating func arrow(isSimple: Bool) {
        let outer = context
        defer { restore(outer) }
        context.isAsync = pendingAsync
        context.isGenerator = false
        context.loops = 0
        context.switches = 0
        context.labels = []
        context.inParameters = true
        pendingAsync = false
        pendingStar = false
        if isSimple {
            produce("BindingIdentifier")
        } else {
            put("(")
            produce("FormalParameters")
            put(")")
        }
        context.inParameters = false
        context.inFunction = true
        put("=>")
        if random.chance(40) { produce("FunctionBody") } else { guarded(["{"]) { $0.produce("AssignmentExpression") } }
    }

    private mutating func classTail() {
        let outer = context
        defer { context = outer }
        context.isStrict = true
        let isDerived = random.chance(40)
        if isDerived {
            put("extends")
            guarded(["async", "new"]) {
                $0.put($0.random.pick(["a", "Object", "Array", "class { }", "null", "Promise", "f", "g"]))
            }
        }
        put("{")
        if random.chance(30) {
            put("constructor")
            context.isDeclaringElement = true
            functionRest(isConstructor: isDerived)
            context.isDeclaringElement = false
        }
        for _ in 0..<random.below(5) {
            switch random.below(4) {
            case 0: produce("ClassStaticBlock")
            case 1:
                if random.chance(30) { put("static") }
                produce("FieldDefinition")
            default: method()
            }
        }
        put("}")
    }

    private mutating func method() {
        if random.chance(25) { put("static") }
        let accessor = random.below(8)
        if accessor < 2 { put(accessor == 0 ? "get" : "set") }
        if accessor == 3 || accessor == 5 {
            put("async")
            pendingAsync = true
        }
        if accessor == 4 || accessor == 5 {
            put("*")
            pendingStar = true
        }
        let (isAsync, isGenerator) = (pendingAsync, pendingStar)
        produce("ClassElementName")
        (pendingAsync, pendingStar) = (isAsync, isGenerator)
        if accessor == 1 {
            put("( " + freshName("v") + " )")
            let outer = context
            context = Context(isStrict: true, inFunction: true, hasSuper: true, privateNames: outer.privateNames)
            produce("FunctionBody")
            restore(outer)
        } else if accessor == 0 {
            put("( )")
            let outer = context
            context = Context(isStrict: true, inFunction: true, hasSuper: true, privateNames: outer.privateNames)
            produce("FunctionBody")
            restore(outer)
        } else {
            context.isDeclaringElement = true
            functionRest()
            context.isDeclaringElement = false
        }
    }
}
