'use strict';
// keys, values, entries, fromEntries, and their order.
const assert = require('assert');

const o = { b: 1, 2: 2, a: 3, 1: 4 };
assert.deepStrictEqual(Object.keys(o), ['1', '2', 'b', 'a']);
assert.deepStrictEqual(Object.values(o), [4, 2, 1, 3]);
assert.deepStrictEqual(Object.entries('hi'), [['0', 'h'], ['1', 'i']]);
assert.deepStrictEqual(Object.fromEntries(new Map([['x', 1], ['y', 2]])), { x: 1, y: 2 });
assert.deepStrictEqual(Object.fromEntries(Object.entries(o).map(([k, v]) => [v, k])), { 1: 'b', 2: '2', 3: 'a', 4: '1' });
assert.throws(() => Object.keys(null), TypeError);
assert.throws(() => Object.fromEntries([1]), TypeError);
assert.throws(() => Object.fromEntries(), TypeError);
const removed = { get a() { delete this.b; return 1; }, b: 2 };
assert.deepStrictEqual(Object.values(removed), [1]);
