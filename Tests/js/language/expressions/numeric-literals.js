'use strict';
// Forms of numbers, separators and bigints, and those that are errors.
const assert = require('assert');

assert.strictEqual(0b101 + 0o17 + 0xff, 275);
assert.strictEqual(1_000_000.5_0, 1000000.5);
assert.strictEqual(.5e1, 5);
assert.strictEqual(5..toString(), '5');
assert.strictEqual(0xffffffffffffffffn, 18446744073709551615n);
assert.strictEqual(1e21 + '', '1e+21');
assert.strictEqual(123456789012345680000 + '', '123456789012345680000');
assert.strictEqual(0.1 + 0.2, 0.30000000000000004);
assert.strictEqual(5e-324 / 2, 0);
assert.strictEqual(1.7976931348623157e308 * 10, Infinity);
for (const bad of ['1__0', '1_', '0_1', '1n.5', '01n', '3in []', '0b2', '1e', '0x', '"use strict"; 017', '"use strict"; 08']) {
  assert.throws(() => (0, eval)(bad), SyntaxError, bad);
}
assert.strictEqual((0, eval)('017 + 08'), 23);
