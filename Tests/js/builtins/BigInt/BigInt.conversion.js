'use strict';
// Conversion from and to text and numbers, comparison, asIntN and asUintN.
const assert = require('assert');

assert.strictEqual(BigInt(' 0xff '), 255n);
assert.strictEqual(BigInt(''), 0n);
assert.strictEqual(BigInt(2 ** 60), 1152921504606846976n);
assert.strictEqual(BigInt(true), 1n);
assert.throws(() => BigInt(1.5), RangeError);
assert.throws(() => BigInt('1.5'), { name: 'SyntaxError', message: 'Cannot convert 1.5 to a BigInt' });
assert.throws(() => BigInt(undefined), TypeError);
assert.throws(() => new BigInt(1), TypeError);
assert.strictEqual((-255n).toString(16), '-ff');
assert.strictEqual((35n ** 5n * 36n ** 3n).toString(36).slice(-3), '000');
assert.strictEqual(Number(2n ** 64n), 18446744073709552000);
assert.strictEqual(BigInt.asUintN(8, -1n), 255n);
assert.strictEqual(BigInt.asIntN(8, 255n), -1n);
assert.strictEqual(BigInt.asIntN(64, 2n ** 63n), -(2n ** 63n));
assert.ok(1n == 1 && 1n == '1' && 1n !== 1 && 2n > 1 && 1n < 1.5 && 0n == '' && !(1n == 1.5));
assert.strictEqual(typeof Object(1n), 'object');
assert.ok(!0n && 1n);
assert.deepStrictEqual([3n, 1, 2n, 10].sort((a, b) => (a < b ? -1 : 1)), [1, 2n, 3n, 10]);
assert.throws(() => JSON.stringify(1n), { message: 'Do not know how to serialize a BigInt' });
