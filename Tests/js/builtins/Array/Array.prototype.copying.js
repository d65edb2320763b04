'use strict';
// toReversed, toSorted, toSpliced, with: the original stays as it is, holes become undefined.
const assert = require('assert');

const a = [3, , 1];
assert.deepStrictEqual(a.toReversed(), [1, undefined, 3]);
assert.deepStrictEqual(a.toSorted(), [1, 3, undefined]);
assert.deepStrictEqual(a.toSpliced(0, 1, 'x', 'y'), ['x', 'y', undefined, 1]);
assert.deepStrictEqual(a.with(-1, 9), [3, undefined, 9]);
assert.throws(() => a.with(3, 0), RangeError);
assert.ok(!(1 in a) && a[0] === 3);
