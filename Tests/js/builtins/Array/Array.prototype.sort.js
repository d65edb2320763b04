'use strict';
// sort: default order by strings, stability, undefined and holes last, comparators that misbehave.
const assert = require('assert');

assert.deepStrictEqual([10, 9, 1, 'b', 'B', 'a', -1].sort(), [-1, 1, 10, 9, 'B', 'a', 'b']);
const withHoles = [3, , undefined, 1];
withHoles.sort();
assert.deepStrictEqual(withHoles, [1, 3, undefined, ,]);
assert.ok(!(3 in withHoles));
const people = Array.from({ length: 200 }, (_, i) => ({ k: i % 3, i }));
people.sort((a, b) => a.k - b.k);
for (let i = 1; i < 200; i++) assert.ok(people[i - 1].k < people[i].k || people[i - 1].i < people[i].i);
assert.deepStrictEqual([3, 1, 2].sort((a, b) => b - a), [3, 2, 1]);
assert.deepStrictEqual([2, 1].sort(() => NaN), [2, 1]);
assert.deepStrictEqual([1n, 0n, -1].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)), [-1, 0n, 1n]);
assert.throws(() => [1, 2].sort(null), TypeError);
assert.throws(() => [1, 2].sort(() => { throw new Error('cmp'); }), /cmp/);
const random = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1009);
const sorted = random.toSorted((a, b) => a - b);
for (let i = 1; i < 1000; i++) assert.ok(sorted[i - 1] <= sorted[i]);
assert.strictEqual(random[1], 7919 % 1009);
