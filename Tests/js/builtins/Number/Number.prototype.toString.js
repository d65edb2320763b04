'use strict';
// Numbers as text: shortest digits, exponents, other bases.
const assert = require('assert');

const cases = [[0.1, '0.1'], [1e21, '1e+21'], [1e20, '100000000000000000000'], [1e-6, '0.000001'], [1e-7, '1e-7'], [-0, '0'], [123456.789, '123456.789'], [5e-324, '5e-324'], [1.7976931348623157e308, '1.7976931348623157e+308'], [0.30000000000000004, '0.30000000000000004'], [4294967296, '4294967296'], [2 ** 53, '9007199254740992'], [1 / 3, '0.3333333333333333'], [100, '100'], [1.5e300, '1.5e+300'], [9.5e-7, '9.5e-7']];
for (const [n, text] of cases) assert.strictEqual(String(n), text);
assert.strictEqual((255).toString(16), 'ff');
assert.strictEqual((-255).toString(2), '-11111111');
assert.strictEqual((0.5).toString(2), '0.1');
assert.strictEqual((35.75).toString(36), 'z.r');
assert.ok((0.1).toString(3).startsWith('0.00220022002200220022'));
assert.strictEqual((NaN).toString(2), 'NaN');
assert.throws(() => (1).toString(37), RangeError);
assert.throws(() => Number.prototype.toString.call('x'), TypeError);
assert.strictEqual((2 ** 70).toString(16), '400000000000000000');
