'use strict';
// flat and flatMap.
const assert = require('assert');

assert.deepStrictEqual([1, [2, [3, [4]]]].flat(), [1, 2, [3, [4]]]);
assert.deepStrictEqual([1, [2, [3, [4]]]].flat(Infinity), [1, 2, 3, 4]);
assert.deepStrictEqual([[1], , [[2]]].flat(0), [[1], , [[2]]].filter(() => true));
assert.deepStrictEqual([1, 2].flatMap((x) => [x, [x * 2]]), [1, [2], 2, [4]]);
assert.deepStrictEqual([[, 1]].flat(), [1]);
assert.throws(() => [].flatMap(), TypeError);
