'use strict';
// concat and slice: spreading, holes, negative bounds, array-likes.
const assert = require('assert');

assert.deepStrictEqual([1].concat(2, [3, [4]], 'x'), [1, 2, 3, [4], 'x']);
assert.deepStrictEqual([].concat({ length: 1, 0: 'a' }), [{ length: 1, 0: 'a' }]);
const h = [1, , 3].concat([, 5]);
assert.ok(!(1 in h) && !(3 in h) && h.length === 5);
assert.deepStrictEqual([1, 2, 3, 4].slice(-3, -1), [2, 3]);
assert.deepStrictEqual([1, 2, 3].slice(1), [2, 3]);
assert.deepStrictEqual([1, 2, 3].slice(5), []);
assert.deepStrictEqual([1, 2, 3].slice(NaN, 2), [1, 2]);
assert.deepStrictEqual(Array.prototype.slice.call('abc', 1), ['b', 'c']);
assert.ok(!(0 in [, 1].slice(0)));
