'use strict';
// Operators on bigints, rounding of division, shifts, powers and errors.
const assert = require('assert');

const big = 2n ** 200n;
assert.strictEqual(String(big), '1606938044258990275541962092341162602522202993782792835301376');
assert.strictEqual(big / 3n * 3n + big % 3n, big);
assert.strictEqual(-7n / 2n, -3n);
assert.strictEqual(-7n % 2n, -1n);
assert.strictEqual(-5n >> 1n, -3n);
assert.strictEqual(1n << 70n, 2n ** 70n);
assert.strictEqual(5n << -1n, 2n);
assert.strictEqual(-1n & 0xffn, 255n);
assert.strictEqual((-6n) ^ 5n, -1n);
assert.strictEqual(~5n, -6n);
assert.strictEqual((big - 1n) * (big + 1n), big * big - 1n);
assert.throws(() => 1n / 0n, { name: 'RangeError', message: 'Division by zero' });
assert.throws(() => 2n ** -1n, RangeError);
assert.throws(() => 1n >>> 0n, TypeError);
assert.throws(() => +1n, TypeError);
let n = 5n; n++;
assert.strictEqual(n, 6n);
assert.strictEqual(-(-n), 6n);
