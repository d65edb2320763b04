'use strict';
// toFixed, toPrecision, toExponential, toLocaleString.
const assert = require('assert');

assert.deepStrictEqual([(1.005).toFixed(2), (1.45).toFixed(1), (-1.5).toFixed(0), (0).toFixed(2), (1e21).toFixed(2), (123.456).toFixed(), (0.000001).toFixed(7), (2.5).toFixed(0), (-0.0000001).toFixed(2)],
  ['1.00', '1.4', '-2', '0.00', '1e+21', '123', '0.0000010', '3', '-0.00']);
assert.deepStrictEqual([(123.456).toPrecision(4), (0.00001).toPrecision(1), (1e21).toPrecision(3), (0).toPrecision(3), (123456).toPrecision(2), (1.25).toPrecision(2), (1e-7).toPrecision(2)],
  ['123.5', '0.00001', '1.00e+21', '0.00', '1.2e+5', '1.3', '1.0e-7']);
assert.deepStrictEqual([(12345).toExponential(), (12345).toExponential(2), (0).toExponential(1), (0.00015).toExponential(0), (-1.5e-9).toExponential(3)], ['1.2345e+4', '1.23e+4', '0.0e+0', '1e-4', '-1.500e-9']);
assert.throws(() => (1).toFixed(101), { message: 'toFixed() digits argument must be between 0 and 100' });
assert.throws(() => (1).toPrecision(0), { message: 'toPrecision() argument must be between 1 and 100' });
assert.strictEqual((0.5).toFixed(20), '0.50000000000000000000');
assert.strictEqual((1.1).toFixed(30), '1.100000000000000088817841970013');
