'use strict';
// splice: removing, inserting, negative and missing arguments.
const assert = require('assert');

const a = [1, 2, 3, 4, 5];
assert.deepStrictEqual(a.splice(1, 2), [2, 3]);
assert.deepStrictEqual(a, [1, 4, 5]);
assert.deepStrictEqual(a.splice(-1, 0, 'x', 'y'), []);
assert.deepStrictEqual(a, [1, 4, 'x', 'y', 5]);
assert.deepStrictEqual(a.splice(2), ['x', 'y', 5]);
assert.deepStrictEqual(a.splice(), []);
assert.deepStrictEqual(a.splice(0, undefined), []);
assert.deepStrictEqual(a.splice(undefined), [1, 4]);
const like = { length: 2, 0: 'a', 1: 'b' };
assert.deepStrictEqual(Array.prototype.splice.call(like, 0, 1), ['a']);
assert.deepStrictEqual(like, { length: 1, 0: 'b' });
const holes = [1, , 3];
assert.ok(!(0 in holes.splice(1, 1)));
