extension PatternParser {
    /// AtomEscape, from the backslash on; `\b` and `\B` are not its.
    mutating func parseAtomEscape() throws(RegExpSyntaxError) -> Node {
        if position + 1 == units.count { throw error("\\ at end of pattern") }
        let next = peek(1)
        switch next {
        case 0x31...0x39:
            if let number = parseBackreferenceNumber() {
                return make(.backreference([number], ignoreCase: ignoreCase))
            }
            if isUnicodeMode { throw error("Invalid escape") }
        case 0x6B where isUnicodeMode || wholePattern().hasNames:  // k
            let offset = position
            position += 2
            guard eat("<") else { throw error("Invalid named reference") }
            namedReferences.append((try parseGroupName(), offset))
            return make(.backreference([-namedReferences.count], ignoreCase: ignoreCase))
        default: break
        }
        if let value = try parseClassEscape(inClass: false) {
            return makeClass(value)
        }
        return makeCharacter(try parseCharacterEscape(inClass: false))
    }

    /// A decimal escape that is the number of a group; in Annex B only if there are so many groups.
    private mutating func parseBackreferenceNumber() -> Int? {
        let start = position
        position += 1
        var value = 0
        while current &- 0x30 < 10 {
            value = min(value * 10 + Int(current - 0x30), PatternParser.maximumCaptures)
            position += 1
        }
        if value < captureCount || value < wholePattern().captureCount { return value }
        position = start
        return nil
    }

    /// CharacterClassEscape: `\d \D \s \S \w \W \p{…} \P{…}`; nil, and no move, when something else follows the backslash.
    mutating func parseClassEscape(inClass: Bool) throws(RegExpSyntaxError) -> ClassContents? {
        let letter = peek(1)
        var set: CodePointSet
        switch letter | 0x20 {
        case 0x64: set = CharacterSets.digits
        case 0x73: set = CharacterSets.space
        case 0x77: set = ignoreCase && isUnicodeMode ? CharacterSets.wideWord : CharacterSets.word
        case 0x70 where isUnicodeMode:
            position += 2
            return try parseProperty(negated: letter == 0x50, inClass: inClass)
        default: return nil
        }
        guard letter < 0x80, letter & 0x40 != 0 else { return nil }
        position += 2
        if letter & 0x20 == 0 { set = set.inverted }
        return ClassContents(set: folded(set))
    }

    /// UnicodePropertyValueExpression in its braces.
    private mutating func parseProperty(negated: Bool, inClass: Bool) throws(RegExpSyntaxError) -> ClassContents {
        let reason: StaticString = inClass ? "Invalid property name in character class" : "Invalid property name"
        guard eat("{") else { throw error(reason) }
        var name = ""
        var value: String?
        while current != 0x7D {
            guard current < 0x80 else { throw error(reason) }
            let scalar = Unicode.Scalar(UInt8(current))
            if scalar == "=", value == nil {
                value = ""
            } else {
                guard scalar == "_" || current &- 0x30 < 10 || (current | 0x20) &- 0x61 < 26 else { throw error(reason) }
                if value == nil { name.unicodeScalars.append(scalar) } else { value!.unicodeScalars.append(scalar) }
            }
            position += 1
        }
        position += 1
        let found = value == nil ? UnicodeProperties.set(loneName: name) : UnicodeProperties.set(name: name, value: value!)
        if let set = found {
            // In `v` mode folding comes before the complement, in `u` mode after it.
            if !negated { return ClassContents(set: folded(set)) }
            if flags.contains(.unicodeSets) { return ClassContents(set: folded(set).inverted) }
            return ClassContents(set: folded(set.inverted))
        }
        guard value == nil, !negated, flags.contains(.unicodeSets), let property = UnicodeProperties.strings(name: name)
        else { throw error(reason) }
        var contents = ClassContents(set: folded(property.set))
        contents.mayContainStrings = true
        for string in property.strings { contents.strings.insert(foldedString(string)) }
        return contents
    }

    /// CharacterEscape, from the backslash on: the character it stands for.
    mutating func parseCharacterEscape(inClass: Bool) throws(RegExpSyntaxError) -> UInt32 {
        if position + 1 == units.count { throw error("\\ at end of pattern") }
        let next = peek(1)
        switch next {
        case 0x66, 0x6E, 0x72, 0x74, 0x76:  // f n r t v
            position += 2
            return next == 0x66 ? 12 : next == 0x6E ? 10 : next == 0x72 ? 13 : next == 0x74 ? 9 : 11
        case 0x63:  // c
            let letter = peek(2)
            if letter < 0x80, (letter | 0x20) &- 0x61 < 26 {
                position += 3
                return letter & 31
            }
            if isUnicodeMode { throw error("Invalid Unicode escape") }
            if inClass, letter < 0x80, letter &- 0x30 < 10 || letter == 0x5F {
                position += 3
                return letter & 31
            }
            // Annex B: the backslash stands for itself.
            position += 1
            return 0x5C
        case 0x30...0x37:
            if isUnicodeMode {
                if next == 0x30, !(peek(2) &- 0x30 < 10) {
                    position += 2
                    return 0
                }
                throw error(inClass ? "Invalid class escape" : next == 0x30 ? "Invalid decimal escape" : "Invalid escape")
            }
            return parseLegacyOctal()
        case 0x78:  // x
            if let value = hexadecimal(at: position + 2, count: 2) {
                position += 4
                return value
            }
            if isUnicodeMode { throw error("Invalid escape") }
            position += 2
            return next
        case 0x75:  // u
            position += 2
            if let value = parseUnicodeEscape(asCodePoint: isUnicodeMode) { return value }
            if isUnicodeMode { throw error("Invalid Unicode escape") }
            return next
        default:
            position += 1
            if isUnicodeMode {
                guard isSyntaxCharacter(next) || next == 0x2F || inClass && next == 0x2D else { throw error("Invalid escape") }
                position += 1
                return next
            }
            if next == 0x6B, wholePattern().hasNames { throw error(inClass ? "Invalid escape" : "Invalid named reference") }
            return readCharacter()
        }
    }

    /// LegacyOctalEscapeSequence: up to `\377`.
    private mutating func parseLegacyOctal() -> UInt32 {
        position += 1
        var value: UInt32 = 0
        var count = 0
        while count < 3, current &- 0x30 < 8, value * 8 + (current - 0x30) <= 0o377 {
            value = value * 8 + (current - 0x30)
            position += 1
            count += 1
        }
        return value
    }

    private func isSyntaxCharacter(_ c: UInt32) -> Bool {
        switch c {
        case 0x5E, 0x24, 0x5C, 0x2E, 0x2A, 0x2B, 0x3F, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x7C: return true
        default: return false
        }
    }

    private func hexadecimal(at index: Int, count: Int) -> UInt32? {
        guard index + count <= units.count else { return nil }
        var value: UInt32 = 0
        for offset in 0..<count {
            guard let digit = hexDigit(units[index + offset]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private func hexDigit(_ unit: UInt16) -> UInt32? {
        switch unit {
        case 0x30...0x39: return UInt32(unit) - 0x30
        case 0x41...0x46: return UInt32(unit) - 0x37
        case 0x61...0x66: return UInt32(unit) - 0x57
        default: return nil
        }
    }

    /// RegExpUnicodeEscapeSequence from behind the `u`; nil, and no move, when it is none. With `asCodePoint`, `{…}` and
    /// escaped surrogate pairs count as one.
    mutating func parseUnicodeEscape(asCodePoint: Bool) -> UInt32? {
        if asCodePoint, current == 0x7B {
            var index = position + 1
            var value: UInt32 = 0
            while index < units.count, let digit = hexDigit(units[index]) {
                value = value << 4 | digit
                if value > 0x10FFFF { return nil }
                index += 1
            }
            guard index > position + 1, index < units.count, units[index] == 0x7D else { return nil }
            position = index + 1
            return value
        }
        guard let lead = hexadecimal(at: position, count: 4) else { return nil }
        position += 4
        if asCodePoint, lead & 0xFC00 == 0xD800, current == 0x5C, peek(1) == 0x75,
            let trail = hexadecimal(at: position + 2, count: 4), trail & 0xFC00 == 0xDC00
        {
            position += 6
            return (lead << 10) &+ trail &- 0x35F_DC00
        }
        return lead
    }
}
