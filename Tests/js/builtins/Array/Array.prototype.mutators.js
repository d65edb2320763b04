'use strict';
// push, pop, shift, unshift, reverse, fill, copyWithin; on array-likes and frozen arrays.
const assert = require('assert');

const a = [1];
assert.strictEqual(a.push(2, 3), 3);
assert.strictEqual(a.unshift(-1, 0), 5);
assert.strictEqual(a.shift(), -1);
assert.strictEqual(a.pop(), 3);
assert.deepStrictEqual(a.reverse(), [2, 1, 0]);
assert.strictEqual([].pop(), undefined);
assert.strictEqual([].shift(), undefined);
assert.deepStrictEqual([1, 2, 3, 4, 5].copyWithin(0, 3), [4, 5, 3, 4, 5]);
assert.deepStrictEqual([1, 2, 3, 4, 5].copyWithin(1, 0, 3), [1, 1, 2, 3, 5]);
assert.deepStrictEqual(new Array(3).fill(0, 1, -1), [, 0, , ]);
assert.deepStrictEqual([1, 2, 3].fill(9, -2), [1, 9, 9]);
const like = {};
Array.prototype.push.call(like, 'x');
assert.deepStrictEqual(like, { 0: 'x', length: 1 });
assert.throws(() => Object.freeze([1]).push(2), TypeError);
assert.throws(() => Object.freeze([]).pop(), TypeError);
const r = [1, , 3, 4];
r.reverse();
assert.ok(!(2 in r) && r[0] === 4);
const long = [];
for (let i = 0; i < 1000; i++) long.unshift(i);
for (let i = 0; i < 999; i++) long.shift();
assert.deepStrictEqual(long, [0]);
