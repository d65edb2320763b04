'use strict';
// indexOf, lastIndexOf, includes, find, findIndex, findLast, findLastIndex, at.
const assert = require('assert');

const a = [1, NaN, 3, 1, -0];
assert.strictEqual(a.indexOf(1, 1), 3);
assert.strictEqual(a.indexOf(NaN), -1);
assert.strictEqual(a.includes(NaN), true);
assert.strictEqual(a.includes(0), true);
assert.strictEqual(a.indexOf(3, -2), -1);
assert.strictEqual(a.lastIndexOf(1), 3);
assert.strictEqual(a.lastIndexOf(1, -3), 0);
assert.strictEqual([, ].includes(undefined), true);
assert.strictEqual([, ].indexOf(undefined), -1);
assert.strictEqual(a.find((x) => x > 1), 3);
assert.strictEqual(a.findIndex(Number.isNaN), 1);
assert.strictEqual(a.findLast((x) => x === 1), 1);
assert.strictEqual(a.findLastIndex((x) => x === 1), 3);
assert.strictEqual(a.find(() => false), undefined);
assert.deepStrictEqual([a.at(-1), a.at(0), a.at(9)], [-0, 1, undefined]);
