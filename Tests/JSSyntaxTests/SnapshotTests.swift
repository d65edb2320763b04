import JSSyntax
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Dumps of the files in `Tests/Snapshots/syntax`. With `SWJS_UPDATE_SNAPSHOTS=1` the expected texts are written anew.
@Suite struct SnapshotTests {
    static let folder = GrammarTests.root + "/Tests/Snapshots/syntax/"

    func check(_ text: String, _ name: String) {
        if getenv("SWJS_UPDATE_SNAPSHOTS") != nil, let file = fopen(Self.folder + name, "w") {
            fputs(text, file)
            fclose(file)
        }
        #expect(text == GrammarTests.read(Self.folder + name), "\(name)")
    }

    @Test(arguments: [("scopes", true), ("sloppy", false)])
    func dumps(_ name: String, _ isModule: Bool) throws {
        let source = SourceText(name: name + ".js", GrammarTests.read(Self.folder + name + ".js"))
        let ast = try Parser.parse(source, ParseOptions(isModule ? .module : .script))
        check(ASTDump.dump(ast, .init(includesRanges: false)), name + ".ast.json")
        check(TokenDump.dump(source, isModule: isModule), name + ".tokens.txt")
    }

    @Test func deepTreesAreCutShort() throws {
        let ast = try parse("a" + String(repeating: "+a", count: 100_000))
        #expect(ASTDump.dump(ast).contains("\"truncated\": true"))
    }
}
