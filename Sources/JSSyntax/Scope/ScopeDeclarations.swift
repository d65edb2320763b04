// What declarations do to scopes, and which of them are early errors.
// https://tc39.es/ecma262/#sec-block-static-semantics-early-errors

extension ParserCore {
    /// Adds a binding to a scope, which must be open.
    @discardableResult
    func addBinding(_ name: Name, _ kind: BindingKind, to target: Scope, at start: UInt32) -> Binding {
        let binding = arena.binding(
            BindingData(
                name: name, kind: kind, privateKind: .none, isCaptured: false, isAssigned: false, needsTDZ: false,
                isStatic: false, isImmutableInner: false, isExported: false, isSimpleCatch: false, isReferenced: false,
                isPlainFunction: false, start: start, initializedAt: UInt32.max, index: UInt32(target.bindings.count), slot: -1,
                depth: target.depth, lastVar: 0, outer: nil, scope: target))
        switch kind {
        case .let, .const, .class, .parameter: break
        default: binding.data.pointee.initializedAt = 0
        }
        target.bindings.append(binding)
        link(binding)
        return binding
    }

    private func link(_ binding: Binding) {
        let data = binding.data
        var previous: UnsafeMutablePointer<BindingData>?
        var current = names.innermost(data.pointee.name)
        while let other = current, other.pointee.depth > data.pointee.depth {
            previous = other
            current = other.pointee.outer
        }
        data.pointee.outer = current
        if let previous { previous.pointee.outer = data } else { names.setInnermost(data.pointee.name, data) }
    }

    func unlink(_ binding: Binding) {
        let data = binding.data
        var current = names.innermost(data.pointee.name)
        if current == data {
            names.setInnermost(data.pointee.name, data.pointee.outer)
            return
        }
        while let other = current {
            if other.pointee.outer == data {
                other.pointee.outer = data.pointee.outer
                return
            }
            current = other.pointee.outer
        }
    }

    /// The binding of a name in one open scope.
    func lookup(_ name: Name, in target: Scope) -> Binding? {
        var candidate = names.innermost(name)
        while let data = candidate {
            if data.pointee.depth == target.depth { return Binding(data) }
            if data.pointee.depth < target.depth { return nil }
            candidate = data.pointee.outer
        }
        return nil
    }

    var variableScope: Scope {
        var current: Scope = scope
        while !current.isVariableScope { current = current.parent! }
        return current
    }

    func redeclared(_ name: Name, _ start: UInt32, _ end: UInt32) -> ParseFailure {
        fail("Identifier '\(names.string(name))' has already been declared", start, end)
    }

    /// `let`, `const`, `class`, imports, functions in blocks.
    func declareLexical(_ name: Name, _ kind: BindingKind, _ start: UInt32, _ end: UInt32, isPlainFunction: Bool = false)
        throws(ParseFailure) -> Binding
    {
        let target: Scope = scope
        if let existing = lookup(name, in: target) {
            // Sloppy code may repeat plain functions in a block. Annex B.3.2.4.
            if isPlainFunction, existing.kind == .function, existing.data.pointee.isPlainFunction, !context.isStrict {
                return existing
            }
            throw redeclared(name, start, end)
        }
        var candidate = names.innermost(name)
        while let data = candidate {
            let other = Binding(data)
            // A `var` of an inner statement that is hoisted through this scope.
            if data.pointee.lastVar > target.start || (data.pointee.lastVar == target.start && data.pointee.lastVar > 0),
                data.pointee.depth < target.depth, !target.isVariableScope
            {
                throw redeclared(name, start, end)
            }
            // Parameters and the body's lexical names; a catch parameter and its block's.
            if other.scope === target.parent,
                target.kind == .functionBody && other.scope.kind == .function && other.kind == .parameter
                    || target.kind == .block && other.scope.kind == .catch && target.isCatchBody
            {
                throw redeclared(name, start, end)
            }
            candidate = data.pointee.outer
        }
        return addBinding(name, kind, to: target, at: start)
    }

    /// `var`, and functions at the top of functions and scripts.
    func declareVariable(_ name: Name, _ kind: BindingKind, _ start: UInt32, _ end: UInt32)
        throws(ParseFailure) -> Binding
    {
        let target = variableScope
        var candidate = names.innermost(name)
        while let data = candidate, data.pointee.depth >= target.depth {
            let other = Binding(data)
            if data.pointee.depth == target.depth {
                switch other.kind {
                case .function where target.kind == .module: throw redeclared(name, start, end)
                case .var, .function, .parameter, .arguments:
                    data.pointee.lastVar = max(start, 1)
                    if kind == .function {
                        if other.kind == .var || other.kind == .arguments { data.pointee.kind = .function }
                        data.pointee.isAssigned = true
                    }
                    return other
                default: throw redeclared(name, start, end)
                }
            }
            if !(other.kind == .catchParameter && data.pointee.isSimpleCatch) {
                throw redeclared(name, start, end)
            }
            candidate = data.pointee.outer
        }
        if target.kind == .eval, !context.isStrict { try checkExternalVariable(name, start, end) }
        let binding = addBinding(name, kind, to: target, at: start)
        binding.data.pointee.lastVar = max(start, 1)
        return binding
    }

    /// A sloppy eval's `var` must not collide with lexical names between it and its variable environment.
    private func checkExternalVariable(_ name: Name, _ start: UInt32, _ end: UInt32) throws(ParseFailure) {
        let units = codeUnits(name)
        for external in options.externalScopes {
            if !external.isSimpleCatch {
                for entry in external.names where entry.name == units {
                    switch entry.kind {
                    case .let, .const, .class, .import, .catchParameter: throw redeclared(name, start, end)
                    case .function where !external.isVariableScope: throw redeclared(name, start, end)
                    default: break
                    }
                }
            }
            if external.isVariableScope { return }
        }
    }

    func codeUnits(_ name: Name) -> [UInt16] {
        switch names.text(name) {
        case .latin1(let units): units.map(UInt16.init)
        case .utf16(let units): Array(units)
        }
    }

    // MARK: Annex B functions in blocks

    func settleAnnexB(_ closing: Scope) {
        var kept = closing.firstAnnexBCandidate
        for index in closing.firstAnnexBCandidate..<annexBCandidates.count {
            let candidate = annexBCandidates[index]
            if candidate.scope === closing {
                annexBCandidates[kept] = candidate
                kept += 1
                continue
            }
            let existing = lookup(candidate.name, in: closing)
            if !closing.isVariableScope {
                if let existing, !(existing.kind == .catchParameter && existing.data.pointee.isSimpleCatch) { continue }
                if closing.kind == .function, existing != nil { continue }
                annexBCandidates[kept] = candidate
                kept += 1
                continue
            }
            if let existing, existing.kind != .var, existing.kind != .function { continue }
            if closing.kind == .functionBody, let parameter = lookup(candidate.name, in: closing.parent!),
                parameter.kind == .parameter
            {
                continue
            }
            if closing.kind == .eval, isExternalLexical(candidate.name) { continue }
            let variable = existing ?? addBinding(candidate.name, .var, to: closing, at: candidate.node.start)
            variable.data.pointee.isAssigned = true
            candidate.node.pointer(FunctionDeclaration.self).pointee.annexBVariable = variable
        }
        annexBCandidates.removeLast(annexBCandidates.count - kept)
    }

    private func isExternalLexical(_ name: Name) -> Bool {
        let units = codeUnits(name)
        for external in options.externalScopes {
            if external.isVariableScope
                && !external.names.contains(where: {
                    $0.name == units && $0.kind != .var && $0.kind != .function && $0.kind != .parameter && $0.kind != .arguments
                })
            {
                return false
            }
            if !external.isSimpleCatch, external.names.contains(where: { $0.name == units }) { return true }
        }
        return false
    }
}
