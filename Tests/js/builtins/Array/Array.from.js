'use strict';
// Array.from: iterables, array-likes, mapping, receivers.
const assert = require('assert');

assert.deepStrictEqual(Array.from('a\u{1F600}'), ['a', '\u{1F600}']);
assert.deepStrictEqual(Array.from({ length: 2, 0: 'x' }), ['x', undefined]);
assert.deepStrictEqual(Array.from(new Set([1, 1, 2]), (x, i) => x * 10 + i), [10, 21]);
assert.deepStrictEqual(Array.from({ length: 3 }, function() { return this.k; }, { k: 7 }), [7, 7, 7]);
class L extends Array {}
assert.ok(L.from([1]) instanceof L);
assert.strictEqual(Array.from.call(Object, { length: 1, 0: 'a' })[0], 'a');
assert.throws(() => Array.from(null), TypeError);
assert.throws(() => Array.from([], 5), TypeError);
assert.deepStrictEqual(Array.of(7, 8), [7, 8]);
