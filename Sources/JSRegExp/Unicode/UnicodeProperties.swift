/// Looks up the properties of `\p{…}`.
///
/// https://tc39.es/ecma262/#table-nonbinary-unicode-properties and the two tables after it.
enum UnicodeProperties {
    /// What a `\p{…}` stands for.
    struct Value {
        var set: CodePointSet
        /// Strings of two or more code points; only properties of strings have them.
        var strings: [[UInt32]] = []
    }

    /// `Name=Value`: General_Category, Script and Script_Extensions.
    static func set(name: String, value: String) -> CodePointSet? {
        switch name {
        case "General_Category", "gc": return generalCategory(value)
        case "Script", "sc": return index(of: value, in: PropertyTables.scriptNames).map { script($0) }
        case "Script_Extensions", "scx":
            return index(of: value, in: PropertyTables.scriptNames).map { scriptExtensions($0) }
        default: return nil
        }
    }

    /// A lone name: a value of General_Category or a binary property.
    static func set(loneName name: String) -> CodePointSet? {
        switch name {
        case "Any": return .all
        case "ASCII": return CodePointSet(0...0x7F)
        case "Assigned": return generalCategory("Cn")!.inverted
        default: break
        }
        if let set = generalCategory(name) { return set }
        return index(of: name, in: PropertyTables.binaryNames).map { binary($0) }
    }

    /// A property of strings, for the `v` flag.
    static func strings(name: String) -> Value? {
        if name == "RGI_Emoji" {
            var all = Value(set: .empty)
            for part in 0..<6 {
                let value = strings(part)
                all.set.formUnion(value.set)
                all.strings += value.strings
            }
            return all
        }
        return index(of: name, in: EmojiTables.names).map { strings($0) }
    }

    private static func strings(_ number: Int) -> Value {
        var reader = TableReader(EmojiTables.strings(number))
        var value = Value(set: reader.ranges())
        var count = reader.number()
        var last: [UInt32] = []
        while count > 0 {
            let shared = Int(reader.number())
            let rest = Int(reader.number())
            var string = Array(last[..<shared])
            for position in shared..<(shared + rest) {
                let base = position < last.count ? last[position] : position > 0 ? string[position - 1] : 0
                string.append(UInt32(Int32(base) + reader.signed()))
            }
            value.strings.append(string)
            last = string
            count -= 1
        }
        return value
    }

    static func binary(_ number: Int) -> CodePointSet {
        var reader = TableReader(PropertyTables.binary(number))
        return reader.ranges()
    }

    static func binary(named name: String) -> CodePointSet {
        binary(index(of: name, in: PropertyTables.binaryNames)!)
    }

    private static func generalCategory(_ name: String) -> CodePointSet? {
        let members: String
        switch name {
        case "LC", "Cased_Letter": members = "Lu Ll Lt"
        case "L", "Letter": members = "Lu Ll Lt Lm Lo"
        case "M", "Mark", "Combining_Mark": members = "Mn Mc Me"
        case "N", "Number": members = "Nd Nl No"
        case "P", "Punctuation", "punct": members = "Pc Pd Ps Pe Pi Pf Po"
        case "S", "Symbol": members = "Sm Sc Sk So"
        case "Z", "Separator": members = "Zs Zl Zp"
        case "C", "Other": members = "Cc Cf Cs Co Cn"
        default: members = name
        }
        var wanted: UInt32 = 0
        for member in members.split(separator: " ") {
            guard let number = index(of: String(member), in: PropertyTables.generalCategoryNames) else { return nil }
            wanted |= 1 << UInt32(number)
        }
        // An empty name has no members.
        if wanted == 0 { return nil }
        return runs(PropertyTables.generalCategory) { wanted & (1 << $0) != 0 }
    }

    private static func script(_ number: Int) -> CodePointSet {
        runs(PropertyTables.script) { $0 == UInt32(number) }
    }

    private static func scriptExtensions(_ number: Int) -> CodePointSet {
        var added = CodePointSet.empty
        var removed = CodePointSet.empty
        var reader = TableReader(PropertyTables.scriptExtensions)
        var count = reader.number()
        var at: UInt32 = 0
        while count > 0 {
            let first = at + reader.number()
            let last = first + reader.number()
            var scripts = reader.number()
            var isMember = false
            while scripts > 0 {
                if reader.number() == UInt32(number) { isMember = true }
                scripts -= 1
            }
            if isMember { added.insert(first...last) } else { removed.insert(first...last) }
            at = last + 1
            count -= 1
        }
        return script(number).subtracting(removed).union(added)
    }

    private static func runs(_ table: StaticString, where isWanted: (UInt32) -> Bool) -> CodePointSet {
        var reader = TableReader(table)
        var bounds: [UInt32] = []
        var at: UInt32 = 0
        var inside = false
        while !reader.isAtEnd {
            let length = reader.number()
            let wanted = isWanted(reader.number())
            if wanted != inside { bounds.append(at) }
            inside = wanted
            at += length
        }
        if inside { bounds.append(at) }
        return CodePointSet(bounds: bounds)
    }

    /// The position of a name in `a|alias;b|alias;…`.
    private static func index(of name: String, in names: StaticString) -> Int? {
        var name = name
        return name.withUTF8 { wanted in
            let text = UnsafeBufferPointer(start: names.utf8Start, count: names.utf8CodeUnitCount)
            var position = 0
            var start = 0
            var entry = 0
            while position <= text.count {
                let separator = position < text.count ? text[position] : UInt8(ascii: ";")
                if separator == UInt8(ascii: ";") || separator == UInt8(ascii: "|") {
                    if position - start == wanted.count, text[start..<position].elementsEqual(wanted) { return entry }
                    start = position + 1
                    if separator == UInt8(ascii: ";") { entry += 1 }
                }
                position += 1
            }
            return nil
        }
    }
}
