import ClusterRuntime
import DataFormats
import Testing

@Suite struct YAMLTests {
    private func value(_ text: String) throws -> String {
        try YAMLReader.documents(Array(text.utf8)).map { try $0.json().string }.joined(separator: "\n")
    }

    private func error(_ text: String) -> String {
        do {
            return "no error: \(try value(text))"
        } catch {
            return "\(error)"
        }
    }

    @Test func coreSchema() throws {
        #expect(
            try value("[no, on, off, yes, true, False, ~, null, {a: }]")
                == #"["no","on","off","yes",true,false,null,null,{"a":null}]"#)
        #expect(
            try value("[12, -3, +4, 0x1F, 0o17, 017, 1.5, .5, 2., 1e3, -1.5E-2, 1_000, 0b1]")
                == #"[12,-3,4,31,15,17,1.5,0.5,2,1000,-0.015,"1_000","0b1"]"#)
        #expect(try value("['12', \"true\", !!str 12, !!int 12, '~']") == #"["12","true","12",12,"~"]"#)
        #expect(try value("2024-01-01") == #""2024-01-01""#)
        #expect(try value("12:30") == #""12:30""#)
    }

    @Test func anchorsAndMerge() throws {
        #expect(
            try value("base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3}\nsame: *b")
                == #"{"base":{"x":1,"y":2},"other":{"y":3,"x":1},"same":{"x":1,"y":2}}"#)
        #expect(error("a: *nowhere").contains("nowhere"))
    }

    @Test func documents() throws {
        #expect(try value("a: 1\n---\n- 2\n...\n--- |\n text\n") == "{\"a\":1}\n[2]\n\"text\\n\"")
        #expect(try value("") == "")
    }

    @Test func places() throws {
        let node = try YAMLReader.documents(Array("a:\n  b: [1,\n    2]\n".utf8))[0]
        let item = node["a"]!["b"]!.items![1]
        #expect(item.line == 3 && item.column == 5)
    }

    @Test func mistakes() {
        #expect(error("a: 1\nb: 2\na: 3") == "3:1: the key 'a' stands here a second time (first in line 1)")
        #expect(error("a: [1, 2").hasPrefix("2:1:") || error("a: [1, 2").hasPrefix("1:"))
        #expect(error("a: b: c").hasPrefix("1:5:"))
        #expect(error("!!int x") == "1:1: 'x' does not fit its tag tag:yaml.org,2002:int")
        #expect(error("[1]: 2") == "1:1: a key must be a scalar")
    }

    @Test func aliasesDoNotExplode() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for i in 1..<9 { text += "a\(i): &a\(i) [" + Array(repeating: "*a\(i - 1)", count: 10).joined(separator: ", ") + "]\n" }
        #expect(error(text).contains("too large"))
    }
}
