// Imports and exports. https://tc39.es/ecma262/#sec-modules

/// What a module's items have said so far.
struct ModuleBuilder {
    var info = ModuleInfo()
    var exportedNames: Set<Name> = []
    /// `export { local as name }`, resolved when the module ends.
    var pendingExports: [(local: Name, exported: Name, start: UInt32, end: UInt32)] = []
}

extension ParserCore {
    /// ModuleItem
    func parseModuleItem() throws(ParseFailure) -> Node {
        switch token {
        case .import:
            let following = peek()
            if following.token == .leftParen || following.token == .dot { return try parseStatementListItem() }
            return try parseImportDeclaration()
        case .export: return try parseExportDeclaration()
        default: return try parseStatementListItem()
        }
    }

    // MARK: import

    /// ImportDeclaration
    private func parseImportDeclaration() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        var clauses: [(name: ModuleInfo.ImportName, binding: Binding, start: UInt32)] = []
        if token != .string {
            if token != .leftBrace, token != .star {
                let clauseStart = self.start
                clauses.append((.name(.default_), try parseImportedBinding(), clauseStart))
                if eat(.comma) {
                    if token != .leftBrace, token != .star { throw unexpected() }
                    try parseImportClause(&clauses)
                }
            } else {
                try parseImportClause(&clauses)
            }
            if !isWord(.from) { throw unexpected() }
            next()
        }
        let request = try parseModuleRequest()
        try semicolon()
        for clause in clauses {
            moduleBuilder.info.imports.append(
                .init(request: request, importName: clause.name, binding: clause.binding, start: clause.start))
        }
        return arena.node(ImportDeclaration(header: .init(.importDeclaration, start, previousEnd)))
    }

    /// ImportedBinding
    private func parseImportedBinding() throws(ParseFailure) -> Binding {
        try parseBindingIdentifier(.import).as(Identifier.self).binding!
    }

    /// NameSpaceImport, NamedImports
    private func parseImportClause(_ clauses: inout [(name: ModuleInfo.ImportName, binding: Binding, start: UInt32)])
        throws(ParseFailure)
    {
        let start = self.start
        if eat(.star) {
            if !isWord(.as) { throw unexpected() }
            next()
            clauses.append((.namespace, try parseImportedBinding(), start))
            return
        }
        next()
        while token != .rightBrace {
            let state = lexer.state
            let imported = try parseModuleExportName()
            if isWord(.as) {
                next()
                clauses.append((.name(imported), try parseImportedBinding(), state.start))
            } else {
                if state.token == .string { throw unexpected() }
                lexer.state = state
                clauses.append((.name(imported), try parseImportedBinding(), state.start))
            }
            if token == .rightBrace { break }
            try expect(.comma)
        }
        next()
    }

    /// ModuleExportName: an identifier name or a well-formed string.
    private func parseModuleExportName() throws(ParseFailure) -> Name {
        let name = lexer.state.name
        if token == .string {
            if !isWellFormed(name) {
                throw failHere("Invalid module export name: contains unpaired surrogate character")
            }
            next()
            return name
        }
        guard token.isWord else { throw unexpected() }
        next()
        return name
    }

    private func isWellFormed(_ name: Name) -> Bool {
        guard case .utf16(let units) = names.text(name) else { return true }
        var index = 0
        while index < units.count {
            let unit = units[index]
            index += 1
            if unit & 0xF800 != 0xD800 { continue }
            guard unit & 0xFC00 == 0xD800, index < units.count, units[index] & 0xFC00 == 0xDC00 else { return false }
            index += 1
        }
        return true
    }

    /// ModuleSpecifier and WithClause; returns the index of the request.
    private func parseModuleRequest() throws(ParseFailure) -> Int {
        guard token == .string else { throw unexpected() }
        let start = self.start
        let specifier = lexer.state.name
        next()
        var attributes: [(key: Name, value: Name)] = []
        if token == .with {
            next()
            try expect(.leftBrace)
            while token != .rightBrace {
                guard token.isWord || token == .string else { throw unexpected() }
                let key = lexer.state.name
                if attributes.contains(where: { $0.key == key }) {
                    throw failHere("Import attributes has a duplicate key '\(names.string(key))'")
                }
                next()
                try expect(.colon)
                guard token == .string else { throw unexpected() }
                attributes.append((key, lexer.state.name))
                next()
                if token == .rightBrace { break }
                try expect(.comma)
            }
            next()
        }
        let same = moduleBuilder.info.requests.firstIndex { request in
            request.specifier == specifier && request.attributes.count == attributes.count
                && attributes.allSatisfy { mine in request.attributes.contains { $0.key == mine.key && $0.value == mine.value } }
        }
        if let same { return same }
        moduleBuilder.info.requests.append(.init(specifier: specifier, attributes: attributes, start: start))
        return moduleBuilder.info.requests.count - 1
    }

    // MARK: export

    /// ExportDeclaration
    private func parseExportDeclaration() throws(ParseFailure) -> Node {
        let start = self.start
        next()
        switch token {
        case .star: return try parseExportAll(start)
        case .leftBrace: return try parseExportNamed(start)
        case .default: return try parseExportDefault(start)
        case .var:
            let declaration = try parseVariableDeclarations(.var, self.start, allowIn: true)
            try semicolon()
            return try exportDeclared(declaration, start)
        case .const, .let:
            if lexer.state.isEscaped { throw unexpected() }
            return try exportDeclared(try parseLexicalDeclaration(token == .const ? .const : .let), start)
        case .class: return try exportDeclared(try parseClassDeclaration(), start)
        case .function: return try exportDeclared(try parseFunctionDeclaration(self.start), start)
        case .async where !lexer.state.isEscaped:
            let following = peek()
            if following.token == .function, !following.newlineBefore {
                return try exportDeclared(try parseFunctionDeclaration(self.start), start)
            }
            throw unexpected()
        default: throw unexpected()
        }
    }

    private func exportDeclared(_ declaration: Node, _ start: UInt32) throws(ParseFailure) -> Node {
        switch declaration.kind {
        case .variableDeclaration:
            for declarator in declaration.as(VariableDeclaration.self).declarations {
                for name in boundIdentifiers(declarator.as(VariableDeclarator.self).id) {
                    let word = name.as(Identifier.self).name
                    try addExport(word, name.start, name.end)
                    addLocalExport(word, lookup(word, in: scope)!, name.start)
                }
            }
        case .classDeclaration:
            let id = declaration.as(ClassNode.self).id!.as(Identifier.self)
            try addExport(id.name, id.start, id.end)
            addLocalExport(id.name, id.binding!, id.start)
        default:
            let binding = declaration.as(FunctionDeclaration.self).binding!
            try addExport(binding.name, binding.start, binding.start + UInt32(names.length(binding.name)))
            addLocalExport(binding.name, binding, binding.start)
        }
        return arena.node(
            ExportNamedDeclaration(header: .init(.exportNamedDeclaration, start, previousEnd), declaration: declaration))
    }

    private func addExport(_ name: Name, _ start: UInt32, _ end: UInt32) throws(ParseFailure) {
        if !moduleBuilder.exportedNames.insert(name).inserted {
            throw fail("Duplicate export of '\(names.string(name))'", start, end)
        }
    }

    private func addLocalExport(_ name: Name, _ binding: Binding, _ start: UInt32) {
        binding.data.pointee.isExported = true
        moduleBuilder.info.localExports.append(.init(exportName: name, binding: binding, start: start))
    }

    /// `export * from "m"`, `export * as name from "m"`
    private func parseExportAll(_ start: UInt32) throws(ParseFailure) -> Node {
        next()
        var exported: Name?
        let nameStart = self.start
        if isWord(.as) {
            next()
            let (wordStart, wordEnd) = (self.start, lexer.state.end)
            let name = try parseModuleExportName()
            try addExport(name, wordStart, wordEnd)
            exported = name
        }
        if !isWord(.from) { throw unexpected() }
        next()
        let request = try parseModuleRequest()
        try semicolon()
        if let exported {
            moduleBuilder.info.indirectExports.append(
                .init(exportName: exported, request: request, importName: .namespace, start: nameStart))
        } else {
            moduleBuilder.info.starExports.append(request)
        }
        return leaf(.exportAllDeclaration, start, previousEnd)
    }

    /// `export { a, b as c }`, with or without `from`.
    private func parseExportNamed(_ start: UInt32) throws(ParseFailure) -> Node {
        next()
        var specifiers: [(local: LexerState, exported: Name, start: UInt32, end: UInt32)] = []
        while token != .rightBrace {
            let local = lexer.state
            var exported = try parseModuleExportName()
            var (nameStart, nameEnd) = (local.start, local.end)
            if isWord(.as) {
                next()
                (nameStart, nameEnd) = (self.start, lexer.state.end)
                exported = try parseModuleExportName()
            }
            specifiers.append((local, exported, nameStart, nameEnd))
            if token == .rightBrace { break }
            try expect(.comma)
        }
        next()
        var request: Int?
        if isWord(.from) {
            next()
            request = try parseModuleRequest()
        }
        try semicolon()
        for specifier in specifiers {
            try addExport(specifier.exported, specifier.start, specifier.end)
            if let request {
                moduleBuilder.info.indirectExports.append(
                    .init(
                        exportName: specifier.exported, request: request, importName: .name(specifier.local.name),
                        start: specifier.local.start))
                continue
            }
            let after = lexer.state
            lexer.state = specifier.local
            defer { lexer.state = after }
            if !token.mayBeIdentifier { throw unexpected() }
            _ = try parseIdentifierName()
            moduleBuilder.pendingExports.append(
                (specifier.local.name, specifier.exported, specifier.local.start, specifier.local.end))
        }
        return arena.node(
            ExportNamedDeclaration(header: .init(.exportNamedDeclaration, start, previousEnd), declaration: nil))
    }

    /// `export default ...`
    private func parseExportDefault(_ start: UInt32) throws(ParseFailure) -> Node {
        try addExport(.default_, self.start, lexer.state.end)
        next()
        let declarationStart = self.start
        let declaration: Node
        let binding: Binding
        var startsFunction = token == .function
        if isWord(.async) {
            let following = peek()
            startsFunction = following.token == .function && !following.newlineBefore
        }
        if startsFunction {
            declaration = try parseFunctionDeclaration(declarationStart, isDefaultExport: true)
            binding = declaration.as(FunctionDeclaration.self).binding!
        } else if token == .class {
            declaration = try parseClassDeclaration(isDefaultExport: true)
            if let id = declaration.as(ClassNode.self).id {
                binding = id.as(Identifier.self).binding!
            } else {
                binding = try declareLexical(.defaultExport, .let, declarationStart, declarationStart)
                binding.data.pointee.initializedAt = previousEnd
            }
        } else {
            declaration = try parseAssignmentExpression()
            try semicolon()
            binding = try declareLexical(.defaultExport, .let, declarationStart, declarationStart)
            binding.data.pointee.initializedAt = previousEnd
        }
        binding.data.pointee.needsTDZ = binding.kind != .function
        addLocalExport(.default_, binding, declarationStart)
        return arena.node(
            ExportDefaultDeclaration(
                header: .init(.exportDefaultDeclaration, start, previousEnd), declaration: declaration, binding: binding))
    }

    // MARK: The end of the module

    /// Looks up the locally declared names that `export { ... }` listed.
    func finishModule() throws(ParseFailure) {
        for export in moduleBuilder.pendingExports {
            guard let binding = lookup(export.local, in: ast.program.scope) else {
                throw fail("Export '\(names.string(export.local))' is not defined in module", export.start, export.end)
            }
            if binding.kind == .import, let entry = moduleBuilder.info.imports.first(where: { $0.binding == binding }),
                entry.importName != .namespace
            {
                moduleBuilder.info.indirectExports.append(
                    .init(exportName: export.exported, request: entry.request, importName: entry.importName, start: export.start))
                continue
            }
            addLocalExport(export.exported, binding, export.start)
        }
        for export in moduleBuilder.info.localExports {
            let binding = export.binding
            binding.data.pointee.isCaptured = true
            if binding.isLexical { binding.data.pointee.needsTDZ = true }
        }
        moduleBuilder.info.hasTopLevelAwait = ast.program.containsAwait
        ast.module = moduleBuilder.info
    }
}
