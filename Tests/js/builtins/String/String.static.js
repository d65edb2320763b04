'use strict';
// String(), fromCharCode, fromCodePoint, raw, iteration, properties of string objects.
const assert = require('assert');

assert.strictEqual(String(Symbol('d')), 'Symbol(d)');
assert.strictEqual(String(null) + String(-0) + String([1, [2]]), 'null01,2');
assert.strictEqual(String.fromCharCode(65, 0x1F600, -1), 'A\uF600\uFFFF');
assert.strictEqual(String.fromCodePoint(65, 0x1F600), 'A\u{1F600}');
assert.throws(() => String.fromCodePoint(1.5), RangeError);
assert.strictEqual(String.raw({ raw: ['a', 'b', 'c'] }, 1, 2, 3), 'a1b2c');
assert.deepStrictEqual([...'a\u{1F600}\uD800'], ['a', '\u{1F600}', '\uD800']);
const o = new String('abc');
assert.deepStrictEqual(Object.keys(o), ['0', '1', '2']);
assert.throws(() => { o[0] = 'x'; }, TypeError);
assert.throws(() => { o.length = 1; }, TypeError);
assert.strictEqual(typeof o, 'object');
assert.strictEqual(o == 'abc', true);
