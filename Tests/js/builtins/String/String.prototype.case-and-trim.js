'use strict';
// Case, trimming, padding, repeat.
const assert = require('assert');

assert.strictEqual('straße ǆ'.toUpperCase(), 'STRASSE Ǆ');
assert.strictEqual('ΑΣ'.toLowerCase(), 'ας');
assert.strictEqual('İ'.toLowerCase(), 'i̇');
assert.strictEqual('ﬁ'.toUpperCase(), 'FI');
assert.strictEqual('\u00A0\uFEFF\n x \t\u2003'.trim(), 'x');
assert.strictEqual(' x '.trimStart() + '|' + ' x '.trimEnd(), 'x | x');
assert.strictEqual('5'.padStart(3, '0') + '5'.padEnd(4, 'ab'), '0055aba');
assert.strictEqual('abc'.padStart(2), 'abc');
assert.strictEqual('x'.padStart(3, ''), 'x');
assert.strictEqual('ab'.repeat(3), 'ababab');
assert.strictEqual('ab'.repeat(0), '');
assert.throws(() => 'x'.repeat(-1), { name: 'RangeError', message: 'Invalid count value: -1' });
assert.throws(() => 'x'.repeat(Infinity), RangeError);
assert.throws(() => 'x'.repeat(2 ** 30), { name: 'RangeError', message: 'Invalid string length' });
