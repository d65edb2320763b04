import JSSyntax
import Testing

@Suite struct ModuleTests {
    @Test func entries() throws {
        let ast = try parse(
            """
            import d, * as ns from "a"; import { x, y as z, "s t" as w } from "b" with { type: "json" }; import "a";
            export { x, local as other, d as again }; export * from "c"; export * as all from "a"; export { p as q } from "a";
            export let local = 1; export default function () {} export class K {}
            """, .module)
        let module = try #require(ast.module)
        let name = ast.names.string
        #expect(module.requests.map { name($0.specifier) } == ["a", "b", "c"])
        #expect(module.requests[1].attributes.map { name($0.key) + "=" + name($0.value) } == ["type=json"])
        #expect(module.imports.map { name($0.binding.name) } == ["d", "ns", "x", "z", "w"])
        #expect(module.imports[1].importName == .namespace)
        #expect(Set(module.localExports.map { name($0.exportName) }) == ["local", "default", "K", "other"])
        #expect(Set(module.indirectExports.map { name($0.exportName) }) == ["all", "q", "x", "again"])
        #expect(module.starExports == [2])
    }

    @Test func topLevelAwait() throws {
        #expect(try parse("await 1", .module).module?.hasTopLevelAwait == true)
        #expect(try parse("for await (x of y);", .module).module?.hasTopLevelAwait == true)
        #expect(try parse("async () => await 1", .module).module?.hasTopLevelAwait == false)
    }

    @Test(arguments: [
        ("export { a }", "Export 'a' is not defined in module"), ("export let a; export { a }", "Duplicate export of 'a'"),
        ("import { a } from 'x'; let a", "Identifier 'a' has already been declared"), ("var await", "Unexpected reserved word"),
        ("function f() {} var f", "Identifier 'f' has already been declared"),
        ("import {a} from 'x' with {b: 'c', b: 'd'}", "Import attributes has a duplicate key 'b'"),
        ("with (a) {}", "Strict mode code may not include a with statement")
    ])
    func errors(_ text: String, _ message: String) {
        guard let error = parseError(text, .module) else { return }
        #expect(error.message == message)
    }

    @Test func defaultExports() throws {
        for (text, name) in [
            ("export default 1", "*default*"), ("export default class {}", "*default*"), ("export default class A {}", "A"),
            ("export default function () {}", "*default*"), ("export default async function f() {}", "f"),
            ("export default async () => 1", "*default*")
        ] {
            let ast = try parse(text, .module)
            #expect(ast.names.string(ast.module!.localExports[0].binding.name) == name)
        }
    }
}
