// Words that are keywords only in some places.
const assert = require('assert');
var async = (x) => x, of = 1, get = 2, set = 3, await = 4, from = 5, as = 6, target = 7;
assert.strictEqual(async(1), 1);
assert.strictEqual(async + '' === String(async), true);
for (of of [8, 9]);
assert.strictEqual(of, 9);
for (async of => of; false;);
const o = { async: 1, get, set, await, async async() { return 1; }, get get() { return 'g'; }, *set() {} };
assert.strictEqual(o.get, 'g');
var f = async
(5);
assert.strictEqual(f, 5);
var g = async x => x, h = async (x) => await x;
assert.ok(g(1) instanceof Promise && h(1) instanceof Promise);
class C { static = 1; async; get; set; static static = 2; static async *gen() {} 'constructor2'() {} }
assert.deepStrictEqual([new C().static, C.static, 'async' in new C()], [1, 2, true]);
