import Testing

@testable import JSRegExp

private func apply(_ text: String, _ body: (UnsafeBufferPointer<UInt16>) -> [UInt16]) -> String {
    String(decoding: Array(text.utf16).withUnsafeBufferPointer(body), as: UTF16.self)
}

@Suite struct UnicodeTests {
    @Test func identifiers() {
        for c in "a$_éπ漢𝒜".unicodeScalars { #expect(Unicode.isIDStart(c.value), "\(c)") }
        for c in "1 -\u{200D}❤".unicodeScalars { #expect(!Unicode.isIDStart(c.value), "\(c)") }
        for c in "a1$_\u{200C}\u{200D}\u{301}".unicodeScalars { #expect(Unicode.isIDContinue(c.value), "\(c)") }
        #expect(!Unicode.isIDContinue(0xD800))
    }

    @Test func whiteSpace() {
        for c: UInt32 in [9, 11, 12, 32, 0xA0, 0xFEFF, 0x3000] { #expect(Unicode.isWhiteSpace(c)) }
        for c: UInt32 in [10, 13, 0x2028, 0x180E, 0x200B] { #expect(!Unicode.isWhiteSpace(c)) }
        #expect(Unicode.isLineTerminator(0x2029))
    }

    @Test func caseMapping() {
        #expect(apply("straße ŉ ﬁ µ ÿ 𐐨", Unicode.uppercased) == "STRASSE ʼN FI Μ Ÿ 𐐀")
        #expect(apply("ΑΣ ΑΣΑ Σ İ Ω", Unicode.lowercased) == "ας ασα σ i̇ ω")
        #expect(Unicode.simpleUppercase(0xDF) == 0xDF)
        #expect(Unicode.simpleCaseFold(0x1E9E) == 0xDF)
    }

    @Test func loneSurrogatesStay() {
        let units: [UInt16] = [0xD800, 0x61, 0xDC00]
        #expect(units.withUnsafeBufferPointer(Unicode.uppercased) == [0xD800, 0x41, 0xDC00])
        #expect(units.withUnsafeBufferPointer { Unicode.normalize($0, .nfkd) } == units)
    }

    @Test(arguments: [
        ("\u{1E9B}\u{323}", "\u{1E9B}\u{323}", "\u{17F}\u{323}\u{307}", "\u{1E69}", "s\u{323}\u{307}"),
        ("\u{AC01}", "\u{AC01}", "\u{1100}\u{1161}\u{11A8}", "\u{AC01}", "\u{1100}\u{1161}\u{11A8}"),
        ("e\u{301}ﬁ", "éﬁ", "e\u{301}ﬁ", "éfi", "e\u{301}fi"),
        ("\u{212B}", "\u{C5}", "A\u{30A}", "\u{C5}", "A\u{30A}")
    ])
    func normalization(_ text: String, _ nfc: String, _ nfd: String, _ nfkc: String, _ nfkd: String) {
        let units = Array(text.utf16)
        func form(_ form: Unicode.JSNormalizationForm) -> [UInt16] {
            units.withUnsafeBufferPointer { Unicode.normalize($0, form) }
        }
        #expect(form(.nfc) == Array(nfc.utf16))
        #expect(form(.nfd) == Array(nfd.utf16))
        #expect(form(.nfkc) == Array(nfkc.utf16))
        #expect(form(.nfkd) == Array(nfkd.utf16))
    }

    @Test func columnWidths() {
        let widths = "a漢😀\u{301}\u{200B}ﾊＡ".unicodeScalars.map { Unicode.columnWidth($0.value) }
        #expect(widths == [1, 2, 2, 0, 0, 1, 2])
    }
}
