// Templates and regular expressions: the parser asks for them.
// https://tc39.es/ecma262/#sec-template-literal-lexical-components

extension Lexer {
    struct TemplatePart {
        var raw: Name
        var cooked: Name
        /// Message of an invalid escape; then there is no cooked value.
        var escapeError: String?
        var errorStart: UInt32 = 0
        var errorEnd: UInt32 = 0
        /// Ends with "`" and not with "${".
        var isTail: Bool
        var start: UInt32
        var end: UInt32
    }

    /// The part of a template that starts behind the current token ("`" or "}"). Afterwards the position is behind its "`" or "${";
    /// the caller reads on with `next()`. nil: the template does not end.
    func scanTemplatePart() -> TemplatePart? {
        isLatin1 ? scanTemplatePart(text8) : scanTemplatePart(text16)
    }

    func scanTemplatePart<Unit: CodeUnit>(_ text: UnsafePointer<Unit>) -> TemplatePart? {
        let from = Int(state.end)
        var index = from
        buffer.removeAll(keepingCapacity: true)
        rawBuffer.removeAll(keepingCapacity: true)
        var part = TemplatePart(raw: .empty, cooked: .empty, isTail: false, start: UInt32(from), end: 0)
        while true {
            let unit = UInt32(truncatingIfNeeded: text[index])
            if index >= Int(length) {
                fail("Unexpected end of input", Int(length), Int(length))
                return nil
            }
            if unit == 96 {
                part.isTail = true
                break
            }
            if unit == 36, text[index + 1] == 123 { break }
            if unit == 13 {
                index += text[index + 1] == 10 ? 2 : 1
                buffer.append(10)
                rawBuffer.append(10)
                continue
            }
            if unit == 92 {
                let start = index
                index += 1
                if let message = readEscape(text, &index, inTemplate: true), part.escapeError == nil {
                    part.escapeError = message
                    part.errorStart = UInt32(start)
                    part.errorEnd = UInt32(min(index + 1, Int(length)))
                }
                if part.escapeError != nil {
                    // An invalid escape ends where it is broken: "`" and "${" must still be seen.
                    index = start + 1
                    rawBuffer.append(92)
                    let escaped = UInt32(truncatingIfNeeded: text[index])
                    if index < Int(length), escaped != 13 {
                        rawBuffer.append(UInt16(escaped))
                        index += 1
                    }
                    continue
                }
                var copied = start
                while copied < index {
                    let raw = UInt16(truncatingIfNeeded: text[copied])
                    if raw == 13 {
                        rawBuffer.append(10)
                        if text[copied + 1] == 10 { copied += 1 }
                    } else {
                        rawBuffer.append(raw)
                    }
                    copied += 1
                }
                continue
            }
            buffer.append(UInt16(unit))
            rawBuffer.append(UInt16(unit))
            index += 1
        }
        part.end = UInt32(index)
        part.raw = rawBuffer.withUnsafeBufferPointer { names.intern($0) }
        if part.escapeError == nil { part.cooked = internBuffer() }
        state.end = UInt32(index + (part.isTail ? 1 : 2))
        state.position = state.end
        return part
    }

    // MARK: Regular expressions

    /// The current token is `/` or `/=`: reads the literal. Afterwards the position is behind the flags. nil: an `.invalid` token.
    func scanRegExp() -> (pattern: Name, flags: Name)? {
        var index = state.start + 1
        var inClass = false
        buffer.removeAll(keepingCapacity: true)
        while true {
            let unit = self.unit(index)
            if index >= length || isLineTerminator(unit) {
                fail("Invalid regular expression: missing /", Int(state.start), Int(state.start + 1))
                errorIsEnd = false
                return nil
            }
            if unit == 92 {
                buffer.append(92)
                index += 1
                let escaped = self.unit(index)
                if index >= length || isLineTerminator(escaped) { continue }
                buffer.append(UInt16(escaped))
                index += 1
                continue
            }
            if unit == 91 {
                inClass = true
            } else if unit == 93 {
                inClass = false
            } else if unit == 47, !inClass {
                break
            }
            buffer.append(UInt16(unit))
            index += 1
        }
        let pattern = internBuffer()
        index += 1
        buffer.removeAll(keepingCapacity: true)
        while index < length {
            let unit = self.unit(index)
            if unit == 92 {
                fail("Invalid regular expression flags", Int(state.start), Int(index + 1))
                return nil
            }
            let scalar = isLatin1 ? unit : self.scalar(text16, Int(index))
            guard isIdentifierPart(scalar) else { break }
            if scalar >= 0x10000 {
                buffer.append(UInt16(unit))
                buffer.append(UInt16(self.unit(index + 1)))
                index += 2
            } else {
                buffer.append(UInt16(unit))
                index += 1
            }
        }
        let flags = internBuffer()
        state.end = index
        state.position = index
        return (pattern, flags)
    }
}
