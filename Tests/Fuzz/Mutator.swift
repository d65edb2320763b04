/// Damages programs: bytes and words are changed, moved, doubled, cut, or taken from another file.
struct Mutator {
    let corpus: [[UInt8]]
    private static let snippets: [String] = [
        "{", "}", "(", ")", "[", "]", "`", "${", "'", "\"", "/", "\\", "\n", ";", ",", "...", "=>", "?.", "??=", "**", "#x", "@",
        "\u{2028}",
        "async ", "await ", "yield ", "yield* ", "let ", "const ", "class ", "static ", "static {", "extends ", "super",
        "super.x", "new.target",
        "import.meta", "import(", "import ", "export ", "export default ", "function* ", "get ", "set ", "of ", "in ",
        "eval('a')", "with (a) ",
        "arguments", "this", "return ", "break ", "continue ", "label: ", "delete ", "case 0:", "default:", "catch {",
        "finally {", "0n", "1_0",
        "0x", "08", "1e", "\\u{110000}", "\\u0061", "\\ud800", "<!--", "-->", "/*", "*/", "//", "#!", "/(?<a>.)\\k<a>/u",
        "/[a--b]/v", "'use strict';",
        "= 1", "||= ", "++", "--", "!", "~", "typeof ", "{a = 1}", "[a, ...b] = ", "({a, ...b} = c)", "for await (",
        "for (let of of) ",
        "\u{0}", "\u{FEFF}", "é", "\u{10FFFF}"
    ]

    /// A damaged program made of one of the corpus.
    func program(_ random: inout Random) -> [UInt8] {
        var bytes = random.pick(corpus)
        // Large files are cut, so that many can be tried.
        if bytes.count > 4000 {
            let start = random.below(bytes.count - 2000)
            bytes = Array(bytes[start..<(start + 2000)])
        }
        for _ in 0..<(1 + random.below(random.chance(20) ? 30 : 4)) { mutate(&bytes, &random) }
        return bytes
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout Random) {
        let at = random.below(bytes.count + 1)
        switch random.below(12) {
        case 0: if at < bytes.count { bytes[at] ^= 1 << UInt8(random.below(8)) }
        case 1: if at < bytes.count { bytes[at] = UInt8(random.below(256)) }
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random.below(8)))
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + random.below(200)))
        case 4, 5: bytes.insert(contentsOf: Array(random.pick(Mutator.snippets).utf8), at: at)
        case 6: bytes.insert(contentsOf: word(in: bytes, &random), at: at)
        case 7:
            let old = wordRange(in: bytes, &random)
            bytes.replaceSubrange(old, with: word(in: bytes, &random))
        case 8:
            let old = wordRange(in: bytes, &random)
            bytes.replaceSubrange(old, with: Array(random.pick(Mutator.snippets).utf8))
        case 9:
            let other = random.pick(corpus)
            let start = random.below(other.count)
            bytes.insert(contentsOf: other[start..<min(other.count, start + random.below(120))], at: at)
        case 10:
            let end = min(bytes.count, at + random.below(40))
            let piece = Array(bytes[at..<end])
            for _ in 0..<(1 + random.below(random.chance(3) ? 2000 : 3)) { bytes.insert(contentsOf: piece, at: at) }
        default: bytes.removeSubrange(at...)
        }
        if bytes.count > 100_000 { bytes.removeSubrange(100_000...) }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x24 || byte >= 0x80
    }

    private func wordRange(in bytes: [UInt8], _ random: inout Random) -> Range<Int> {
        if bytes.isEmpty { return 0..<0 }
        var start = random.below(bytes.count)
        while start < bytes.count, !Mutator.isWordByte(bytes[start]) { start += 1 }
        while start > 0, Mutator.isWordByte(bytes[start - 1]) { start -= 1 }
        var end = start
        while end < bytes.count, Mutator.isWordByte(bytes[end]) { end += 1 }
        return start..<end
    }

    private func word(in bytes: [UInt8], _ random: inout Random) -> [UInt8] { Array(bytes[wordRange(in: bytes, &random)]) }
}
