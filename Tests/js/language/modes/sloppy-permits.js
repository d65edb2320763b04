// What sloppy code permits silently.
const assert = require('assert');
implicitGlobal = 1;
assert.strictEqual(globalThis.implicitGlobal, 1);
assert.strictEqual(delete globalThis.implicitGlobal, true);
const frozen = Object.freeze({ a: 1 });
frozen.a = 2; frozen.b = 3; delete frozen.a;
assert.deepStrictEqual(frozen, { a: 1 });
'str'.length = 1;
(5).x = 1;
undefined = 1;
assert.strictEqual(undefined, void 0);
function dup(a, a) { return a; }
assert.strictEqual(dup(1, 2), 2);
var yield = 5, let = 6, static = 7;
assert.strictEqual(yield + let + static, 18);
assert.strictEqual(delete [].length, false);
assert.strictEqual('\101', 'A');
