'use strict';
// union, intersection, difference, symmetricDifference, isSubsetOf, isSupersetOf, isDisjointFrom with sets and what looks like one.
const assert = require('assert');

const a = new Set([1, 2, 3]), b = new Set([3, 2, 4]);
const is = (set, ...values) => assert.deepStrictEqual([...set], values);
is(a.union(b), 1, 2, 3, 4);
is(a.intersection(b), 2, 3);
is(a.difference(b), 1);
is(a.symmetricDifference(b), 1, 4);
assert.deepStrictEqual([a.isSubsetOf(b), new Set([2]).isSubsetOf(a), a.isSupersetOf(new Set()), a.isDisjointFrom(new Set([9]))], [false, true, true, true]);
is(a.union(new Map([['k', 1]])), 1, 2, 3, 'k');
const calls = [];
const like = {
  get size() { calls.push('size'); return { valueOf() { calls.push('valueOf'); return 2; } }; },
  get has() { calls.push('has'); return (x) => x === 1; },
  get keys() { calls.push('keys'); return () => [1, 7][Symbol.iterator](); },
};
is(a.intersection(like), 1);
assert.deepStrictEqual(calls, ['size', 'valueOf', 'has', 'keys']);
assert.throws(() => a.union([1]), TypeError);
assert.throws(() => a.union({ size: NaN, has() {}, keys() {} }), TypeError);
assert.throws(() => a.union({ size: -1, has() {}, keys() {} }), RangeError);
assert.ok(1 / [...new Set([-0]).union(new Set([-0]))][0] === Infinity);
