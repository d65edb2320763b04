'use strict';
// isInteger, isSafeInteger, isNaN, isFinite and constants.
const assert = require('assert');

assert.ok(Number.isInteger(5.0) && !Number.isInteger(5.5) && !Number.isInteger('5') && Number.isInteger(-0));
assert.ok(Number.isSafeInteger(2 ** 53 - 1) && !Number.isSafeInteger(2 ** 53));
assert.ok(isNaN('x') && !Number.isNaN('x') && isFinite('5') && !Number.isFinite('5'));
assert.strictEqual(Number.MAX_SAFE_INTEGER, 9007199254740991);
assert.strictEqual(1 + Number.EPSILON > 1, true);
assert.strictEqual(Number.MIN_VALUE, 5e-324);
assert.throws(() => { Number.MAX_VALUE = 1; }, TypeError);
assert.throws(() => isNaN(1n), TypeError);
