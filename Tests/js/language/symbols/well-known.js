'use strict';
// Symbols that hook into the language.
const assert = require('assert');

const o = {
  get [Symbol.toStringTag]() { return 'Tag'; },
  [Symbol.toPrimitive](hint) { return hint === 'number' ? 42 : 'prim'; },
};
assert.strictEqual(Object.prototype.toString.call(o), '[object Tag]');
assert.strictEqual(o + 1, 'prim1');
assert.strictEqual(o - 2, 40);
const spread = { length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true };
assert.deepStrictEqual([0].concat(spread), [0, 'a', 'b']);
class L extends Array { static get [Symbol.species]() { return Array; } }
assert.ok(!(new L(1, 2).map((x) => x) instanceof L));
const matcher = { [Symbol.match]: () => 'm', [Symbol.replace]: (s, r) => s + r, [Symbol.split]: () => ['sp'], [Symbol.search]: () => 7 };
assert.strictEqual('x'.match(matcher), 'm');
assert.strictEqual('x'.replace(matcher, 'y'), 'xy');
assert.deepStrictEqual('x'.split(matcher), ['sp']);
assert.strictEqual('x'.search(matcher), 7);
