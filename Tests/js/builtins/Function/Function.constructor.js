'use strict';
// Function, GeneratorFunction, AsyncFunction and AsyncGeneratorFunction from text.
const assert = require('assert');

assert.strictEqual(new Function('a', 'b = 2', '...c', 'return a + b + c.length')(1, undefined, 0, 0), 5);
assert.strictEqual(Function('a,b', 'c', 'return a + b + c')(1, 2, 3), 6);
assert.strictEqual(Function('/* a', '*/ b', 'return b')(1), 1);
assert.strictEqual(Function('a //', 'return a')(4), 4);
assert.strictEqual(Function('return this')(), globalThis);
assert.strictEqual(Function().name, 'anonymous');
for (const parameters of ['a) { return 1 } function b(', '/*', 'a, a = 1', 'super()']) assert.throws(() => Function(parameters, ''), SyntaxError);
for (const body of ['}, function () {', 'super.x', 'yield: await 1', 'let a; var a', '"use strict"; with (a) b']) {
  assert.throws(() => Function(body), SyntaxError, body);
}
const kinds = [function* () {}, async function () {}, async function* () {}].map((f) => f.constructor);
assert.deepStrictEqual(kinds.map((k) => k.name), ['GeneratorFunction', 'AsyncFunction', 'AsyncGeneratorFunction']);
assert.deepStrictEqual([...kinds[0]('a', 'yield a; yield 2')(1)], [1, 2]);
assert.throws(() => kinds[0]('a = yield', ''), SyntaxError);
assert.throws(() => kinds[1]('a = await 1', ''), SyntaxError);
class F extends Function { get double() { return this() * 2; } }
assert.strictEqual(new F('return 4').double, 8);
kinds[1]('x', 'return await x')(Promise.resolve(3)).then((v) => assert.strictEqual(v, 3));
