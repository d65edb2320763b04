// Scopes are opened and closed as the parser goes. A name's declarations in open scopes are linked, innermost first, from its
// NameTable entry. References wait on a stack until the scope that declares them closes: then everything that may be hoisted to
// it is known.

struct Reference {
    /// An Identifier (or PrivateIdentifier).
    var node: Node
    var function: UInt32
    /// A `with` or the variables of a sloppy direct eval may catch it.
    var isDynamic: Bool
}

/// A function declaration in a block of sloppy code that may also become a `var`. Annex B.3.2.
struct AnnexBCandidate {
    var node: Node
    var name: Name
    unowned(unsafe) var scope: Scope
}

extension ParserCore {
    // MARK: Opening and closing

    func openScope(_ kind: ScopeKind, _ start: UInt32) -> Scope {
        let new = Scope(
            kind: kind, id: UInt32(ast.scopes.count), parent: scope, function: function, start: start,
            depth: scope == nil ? 0 : scope.depth + 1)
        new.firstReference = referenceCount
        new.firstAnnexBCandidate = annexBCandidates.count
        ast.scopes.append(new)
        scope = new
        return new
    }

    /// Resolves what the innermost scope declares and leaves it.
    func closeScope() {
        let closing: Scope = scope
        if annexBCandidates.count > closing.firstAnnexBCandidate { settleAnnexB(closing) }
        if closing.containsDirectEval {
            for binding in closing.bindings {
                binding.data.pointee.isCaptured = true
                binding.data.pointee.isAssigned = true
                binding.data.pointee.isReferenced = true
                if binding.isLexical || binding.kind == .parameter && !closing.function.hasSimpleParameterList {
                    binding.data.pointee.needsTDZ = true
                }
            }
        }
        if !closing.bindings.isEmpty {
            resolveReferences(closing)
            for binding in closing.bindings {
                if binding.isCaptured { closing.hasCapturedBindings = true }
                unlink(binding)
            }
        }
        let makesDynamic: Bool
        switch closing.kind {
        case .with: makesDynamic = true
        default: makesDynamic = closing.holdsEvalVariables
        }
        if makesDynamic {
            for index in closing.firstReference..<referenceCount where references[index].node.kind == .identifier {
                references[index].isDynamic = true
            }
        }
        scope = closing.parent
    }

    /// Leaves scopes after a failed attempt, without resolving anything.
    func abandonScopes(downTo outer: Scope) {
        while scope !== outer {
            for binding in scope.bindings { unlink(binding) }
            scope = scope.parent
        }
    }

    private func resolveReferences(_ closing: Scope) {
        var kept = closing.firstReference
        let depth = closing.depth
        let functionID = closing.function.id
        for index in closing.firstReference..<referenceCount {
            let reference = references[index]
            let identifier = reference.node.pointer(Identifier.self)
            var candidate = names.innermost(identifier.pointee.name)
            while let data = candidate, data.pointee.depth > depth { candidate = data.pointee.outer }
            // A class's own private names are not visible in its heritage.
            let isOutside =
                closing.kind == .class && reference.node.kind == .privateIdentifier
                && reference.node.start < closing.privateNamesStart
            guard let data = candidate, data.pointee.depth == depth, !isOutside else {
                references[kept] = reference
                kept &+= 1
                continue
            }
            identifier.pointee.binding = Binding(data)
            let crosses = reference.function != functionID
            data.pointee.isReferenced = true
            if identifier.pointee.isAssignmentTarget { data.pointee.isAssigned = true }
            if crosses || reference.isDynamic { data.pointee.isCaptured = true }
            let kind = data.pointee.kind
            if closing.kind == .script {
                identifier.pointee.resolution = reference.isDynamic ? .dynamic : .global
            } else if closing.kind == .eval, !closing.function.isStrict, kind == .var || kind == .function {
                // They are made in the variable environment around the eval.
                identifier.pointee.resolution = .dynamic
            } else {
                identifier.pointee.resolution = reference.isDynamic ? .dynamic : crosses ? .captured : .local
            }
            switch data.pointee.kind {
            case .let, .const, .class:
                if crosses || identifier.pointee.header.start < data.pointee.initializedAt || closing.kind == .switch
                    || reference.isDynamic
                {
                    identifier.pointee.needsTDZCheck = true
                    data.pointee.needsTDZ = true
                }
            case .import:
                identifier.pointee.needsTDZCheck = true
            case .parameter:
                // In a default, before a later parameter has its value.
                if identifier.pointee.header.start < data.pointee.initializedAt {
                    identifier.pointee.needsTDZCheck = true
                    data.pointee.needsTDZ = true
                }
            default: break
            }
        }
        referenceCount = kept
    }

    // MARK: References

    /// An Identifier node that waits for its declaration.
    @inline(__always)
    func reference(_ name: Name, _ start: UInt32, _ end: UInt32, _ flags: NodeFlags = []) -> Node {
        let node = identifier(name, start, end, flags)
        addReference(node)
        if name == .arguments { markArguments() }
        return node
    }

    @inline(__always)
    func identifier(_ name: Name, _ start: UInt32, _ end: UInt32, _ flags: NodeFlags = [], kind: NodeKind = .identifier) -> Node {
        arena.node(
            Identifier(
                header: .init(kind, start, end, flags), name: name, resolution: .none, needsTDZCheck: false,
                isAssignmentTarget: false, externalIndex: 0, externalDepth: 0, binding: nil))
    }

    @inline(__always)
    func addReference(_ node: Node) {
        if referenceCount == referenceCapacity { growReferences() }
        (references + referenceCount).initialize(to: Reference(node: node, function: function.id, isDynamic: false))
        referenceCount &+= 1
    }

    @inline(never) private func growReferences() {
        let larger = UnsafeMutablePointer<Reference>.allocate(capacity: referenceCapacity * 2)
        larger.update(from: references, count: referenceCount)
        references.deallocate()
        references = larger
        referenceCapacity *= 2
    }

    /// Takes back the reference made last (it turned out to be an arrow function's parameter).
    func removeReference(_ node: Node) {
        var index = referenceCount
        while index > 0 {
            index -= 1
            if references[index].node == node {
                for later in index..<(referenceCount - 1) { references[later] = references[later + 1] }
                referenceCount -= 1
                return
            }
        }
    }

    // MARK: this, arguments, super, eval

    /// `this` here: notes it in the functions that must provide it.
    func markThis() {
        var current: FunctionInfo = function
        current.usesThis = true
        guard current.kind == .arrow else { return }
        while current.kind == .arrow, let outer = current.parent {
            outer.usesThis = true
            outer.thisIsCaptured = true
            current = outer
        }
    }

    func markArguments() {
        var current: FunctionInfo = function
        while true {
            current.usesArguments = true
            guard current.kind == .arrow, let outer = current.parent else { return }
            outer.argumentsIsCaptured = true
            current = outer
        }
    }

    func markNewTarget() {
        var current: FunctionInfo = function
        while true {
            current.usesNewTarget = true
            guard current.kind == .arrow, let outer = current.parent else { return }
            outer.newTargetIsCaptured = true
            current = outer
        }
    }

    func markSuperProperty() {
        markThis()
        var current: FunctionInfo = function
        while true {
            current.usesSuperProperty = true
            guard current.kind == .arrow, let outer = current.parent else { return }
            outer.homeObjectIsCaptured = true
            current = outer
        }
    }

    func markSuperCall() {
        markThis()
        markNewTarget()
        var current: FunctionInfo = function
        while true {
            current.usesSuperCall = true
            guard current.kind == .arrow, let outer = current.parent else { return }
            outer.superCallIsCaptured = true
            current = outer
        }
    }

    /// A direct eval call: it may use whatever can be used here.
    func markDirectEval() {
        function.containsDirectEval = true
        if !context.isStrict {
            let holder = variableScope
            if holder.kind == .function || holder.kind == .functionBody { holder.holdsEvalVariables = true }
        }
        var current: Scope? = scope
        while let open = current, !open.containsDirectEval {
            open.containsDirectEval = true
            current = open.parent
        }
        markThis()
        markArguments()
        if context.allowNewTarget { markNewTarget() }
        if context.allowSuperProperty { markSuperProperty() }
        if context.allowSuperCall { markSuperCall() }
        // Eval code, and arrows in it, reach all this as inner arrows do.
        var holder: FunctionInfo = function
        while holder.kind == .arrow, let outer = holder.parent { holder = outer }
        holder.thisIsCaptured = true
        holder.argumentsIsCaptured = true
        if context.allowNewTarget { holder.newTargetIsCaptured = true }
        if context.allowSuperProperty { holder.homeObjectIsCaptured = true }
        if context.allowSuperCall { holder.superCallIsCaptured = true }
    }

    /// Makes the `arguments` variable if the function needs one. Called before the function's scopes close.
    /// https://tc39.es/ecma262/#sec-functiondeclarationinstantiation (step 15 and following)
    func settleArguments(_ info: FunctionInfo) {
        guard info.usesArguments, info.kind != .arrow else { return }
        switch info.kind {
        case .script, .module, .eval, .instanceFields, .staticElements:
            return
        default: break
        }
        let parameters: Scope = info.scope
        if let existing = lookup(.arguments, in: parameters) {
            if existing.kind == .var {
                info.argumentsBinding = existing
            } else {
                info.usesArguments = false
            }
            return
        }
        info.argumentsBinding = addBinding(.arguments, .arguments, to: parameters, at: info.start)
    }

    // MARK: The end

    /// What is left when the top level closes: globals, or names around an eval.
    func resolveRest() throws(ParseFailure) {
        var externals: [Name: (depth: UInt32, index: UInt16, isDynamic: Bool)] = [:]
        var dynamicDepth: Int?
        if options.goal == .eval {
            for (depth, external) in options.externalScopes.enumerated() {
                if external.isDynamic, dynamicDepth == nil { dynamicDepth = depth }
                for (index, entry) in external.names.enumerated() where index <= Int(UInt16.max) {
                    let name = entry.name.withUnsafeBufferPointer { names.intern($0) }
                    if externals[name] == nil {
                        externals[name] = (UInt32(depth), UInt16(index), dynamicDepth != nil)
                    }
                }
            }
        }
        for index in 0..<referenceCount {
            let reference = references[index]
            let identifier = reference.node.pointer(Identifier.self)
            let name = identifier.pointee.name
            if reference.node.kind == .privateIdentifier {
                if let external = externals[name] {
                    identifier.pointee.resolution = .external
                    identifier.pointee.externalDepth = external.depth
                    identifier.pointee.externalIndex = external.index
                } else if options.goal == .eval, options.privateNames.contains(codeUnits(name)) {
                    identifier.pointee.resolution = .dynamic
                } else {
                    throw fail(
                        "Private field '\(names.string(name))' must be declared in an enclosing class", reference.node)
                }
                continue
            }
            if let external = externals[name] {
                identifier.pointee.externalDepth = external.depth
                identifier.pointee.externalIndex = external.index
                identifier.pointee.resolution = reference.isDynamic || external.isDynamic ? .dynamic : .external
                identifier.pointee.isExternal = true
            } else {
                identifier.pointee.resolution =
                    reference.isDynamic || (options.goal == .eval && dynamicDepth != nil) ? .dynamic : .global
            }
        }
        referenceCount = 0
    }
}
