import Testing

@testable import JSRegExp

@Suite struct UnicodeModeTests {
    @Test func surrogatePairsAreOneCharacter() throws {
        #expect(try exec("^.$", "u", "😀") == ["😀"])
        #expect(try exec("^.$", "", "😀") == nil)
        #expect(try exec("\\ud83d", "u", "😀") == nil)
        #expect(try positions("\\ud83d", "", Array("😀".utf16)) == [0, 1])
        #expect(try exec("\\ud83d\\ude00", "u", "😀") == ["😀"])
        #expect(try exec("[😀-😂]+", "u", "x😀😁") == ["😀😁"])
        #expect(try exec("(?<=^.)$", "u", "😀") == [""])
        // A search that begins inside a pair begins at the pair.
        #expect(try positions(".", "u", Array("😀".utf16), from: 1) == [0, 2])
    }

    @Test func properties() throws {
        #expect(try exec("\\p{Lu}\\p{Ll}+", "u", "xÉté") == ["Été"])
        #expect(try exec("\\p{Script=Greek}+", "u", "aαβ") == ["αβ"])
        #expect(try exec("\\p{scx=Deva}", "u", "\u{1CD1}") == ["\u{1CD1}"])
        #expect(try exec("\\p{Script=Deva}", "u", "\u{1CD0}") == nil)
        #expect(try exec("^\\p{RGI_Emoji}$", "v", "👨‍👩‍👧") == ["👨‍👩‍👧"])
        #expect(try exec("^\\p{RGI_Emoji_Flag_Sequence}$", "v", "🇩🇪") == ["🇩🇪"])
    }

    @Test func caseFolding() throws {
        #expect(try exec("\u{212A}", "i", "k") == nil)
        #expect(try exec("\u{212A}", "iu", "k") == ["k"])
        #expect(try exec("ß", "i", "ẞ") == nil)
        #expect(try exec("ß", "iu", "ẞ") == ["ẞ"])
        #expect(try exec("[σ]", "i", "ς") == ["ς"])
        #expect(try exec("\\w", "iu", "ſ") == ["ſ"])
        #expect(try exec("\\W", "iu", "ſ") == nil)
        #expect(try exec("\\P{Lu}", "iu", "A") == ["A"])
        #expect(try exec("[^\\P{Lu}]", "iu", "A") == nil)
        #expect(try exec("\\P{Lu}", "iv", "A") == nil)
        #expect(try exec("[^x]", "i", "X") == nil)
    }

    @Test func classSets() throws {
        #expect(try exec("[[a-z]--[aeiou]]+", "v", "hello") == ["h"])
        #expect(try exec("[\\w&&\\d]+", "v", "a12") == ["12"])
        #expect(try exec("[\\q{abc|ab|a}]", "v", "abcd") == ["abc"])
        #expect(try exec("[\\q{abc|ab|a}--\\q{abc}]", "v", "abcd") == ["ab"])
        #expect(try exec("x[\\q{}a]y", "v", "xy") == ["xy"])
        #expect(try exec("[A--a]", "iv", "A") == nil)
        #expect(try exec("(?<=[\\q{abc|b}])$", "v", "abc") == [""])
        #expect(earlyError("[^\\q{ab}]", "v") == "Negated character class may contain strings")
        #expect(earlyError("[a&&b--c]", "v") == "Invalid set operation in character class")
        #expect(earlyError("[(]", "v") == "Invalid character in character class")
    }
}

@Suite struct SyntaxTests {
    @Test(arguments: [
        ("(", "", "Unterminated group"), (")", "", "Unmatched ')'"), ("[", "", "Unterminated character class"),
        ("a**", "", "Nothing to repeat"), ("a{2,1}", "", "numbers out of order in {} quantifier"),
        ("[b-a]", "", "Range out of order in character class"), ("\\", "", "\\ at end of pattern"),
        ("(?a)", "", "Invalid group"), ("(?<a>x)(?<a>y)", "", "Duplicate capture group name"),
        ("(?<1>a)", "", "Invalid capture group name"), ("\\k<b>(?<a>x)", "", "Invalid named capture referenced"),
        ("(?ii:a)", "", "Repeated flag in flag group"), ("(?-:a)", "", "Invalid flag group"),
        ("{", "u", "Lone quantifier brackets"), ("{1}", "u", "Nothing to repeat"), ("}", "u", "Lone quantifier brackets"),
        ("a{1", "u", "Incomplete quantifier"),
        ("\\a", "u", "Invalid escape"), ("\\u{110000}", "u", "Invalid Unicode escape"),
        ("\\01", "u", "Invalid decimal escape"), ("[\\d-a]", "u", "Invalid character class"),
        ("\\p{Foo}", "u", "Invalid property name"), ("(?=a)*", "u", "Invalid quantifier")
    ])
    func earlyErrors(_ pattern: String, _ flags: String, _ reason: String) {
        #expect(earlyError(pattern, flags) == reason)
    }

    @Test func messageShowsPatternAndFlags() {
        do throws(RegExpSyntaxError) {
            _ = try RegExpCompiler.compile(units: Array("a(".utf16), flags: [.global, .ignoreCase])
            Issue.record("no error")
        } catch {
            #expect(error.message == "Invalid regular expression: /a(/gi: Unterminated group")
        }
    }

    /// https://tc39.es/ecma262/#sec-regular-expressions-patterns
    @Test func annexB() throws {
        for (pattern, input) in [
            ("{", "{"), ("]", "]"), ("a{1", "a{1"), ("\\c", "\\c"), ("[\\c_]", "\u{1F}"), ("\\8", "8"), ("\\07", "\u{7}"),
            ("\\x4", "x4"), ("\\u{41}", String(repeating: "u", count: 41)), ("\\k<a>", "k<a>"), ("[\\d-a]", "-"),
            ("(?=a)+", ""), ("\\p", "p"), ("\\400", "\u{20}0")
        ] where pattern != "(?=a)+" {
            #expect(try exec("^(?:\(pattern))$", "", input) != nil, "\(pattern)")
        }
        #expect(earlyError("(?=a)+") == nil)
    }

    @Test func deepNestingIsAnError() {
        let deep = String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000)
        #expect(earlyError(deep) == "Regular expression too large")
        #expect(earlyError(String(repeating: "[", count: 5000), "v") == "Regular expression too large")
        #expect(earlyError(String(repeating: "(?:", count: 300) + "a" + String(repeating: ")*", count: 300)) == nil)
    }
}
