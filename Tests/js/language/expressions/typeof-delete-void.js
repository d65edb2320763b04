'use strict';
// typeof, delete, void, in, instanceof and the comma.
const assert = require('assert');

assert.deepStrictEqual([undefined, null, 1, 1n, 's', true, Symbol(), {}, [], () => {}, class {}].map((x) => typeof x),
  ['undefined', 'object', 'number', 'bigint', 'string', 'boolean', 'symbol', 'object', 'object', 'function', 'function']);
assert.strictEqual(typeof notDeclaredAnywhere, 'undefined');
const o = { a: 1, get b() { return 1; } };
assert.strictEqual(delete o.a, true);
assert.strictEqual(delete o.a, true);
assert.ok(!('a' in o) && 'b' in o);
assert.throws(() => { delete Object.freeze({ x: 1 }).x; }, TypeError);
assert.throws(() => { delete [].length; }, TypeError);
assert.strictEqual(void 'x', undefined);
assert.strictEqual((1, 2, 3), 3);
class Even { static [Symbol.hasInstance](n) { return n % 2 === 0; } }
assert.ok(2 instanceof Even && !(1 instanceof Even));
function F() {}
assert.ok(new F() instanceof F.bind());
F.prototype = 5;
assert.throws(() => ({}) instanceof F, TypeError);
