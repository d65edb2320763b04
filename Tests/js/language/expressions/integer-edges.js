'use strict';
// Where small integers stop being enough: overflow, negative zero, shifts and remainders.
const assert = require('assert');

assert.strictEqual(2147483647 + 1, 2147483648);
assert.strictEqual(-2147483648 - 1, -2147483649);
assert.strictEqual(65536 * 65536, 4294967296);
assert.strictEqual(46341 * 46341, 2147488281);
assert.ok(Object.is(0 * -1, -0) && Object.is(-0 + 0, 0) && Object.is(-4 % 2, -0) && Object.is(-(0), -0));
assert.strictEqual(1 << 31, -2147483648);
assert.strictEqual(1 << 32, 1);
assert.strictEqual(-1 >>> 0, 4294967295);
assert.strictEqual(-1 >> 31, -1);
assert.strictEqual(4294967296.7 | 0, 0);
assert.strictEqual(-2147483649 | 0, 2147483647);
assert.strictEqual(~2147483647, -2147483648);
assert.strictEqual(5 % -3, 2);
assert.strictEqual(-5 % 3, -2);
assert.strictEqual(5.5 % 2, 1.5);
assert.strictEqual(-2147483648 / -1, 2147483648);
assert.strictEqual(7 / 2, 3.5);
assert.strictEqual(2 ** 31, 2147483648);
assert.strictEqual((-2) ** 3, -8);
assert.throws(() => eval('-2 ** 2'), SyntaxError);
let i = 2147483647; i++;
assert.strictEqual(i, 2147483648);
let n = -2147483648; n--;
assert.strictEqual(n, -2147483649);
