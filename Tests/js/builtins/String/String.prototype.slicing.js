'use strict';
// slice, substring, substr, at, charAt, charCodeAt, codePointAt.
const assert = require('assert');

const s = 'hello';
assert.strictEqual(s.slice(-3, -1), 'll');
assert.strictEqual(s.slice(3, 1), '');
assert.strictEqual(s.substring(3, 1), 'el');
assert.strictEqual(s.substring(-5, NaN), '');
assert.strictEqual(s.substr(-3, 2), 'll');
assert.deepStrictEqual([s.at(-1), s.at(9), s.charAt(9), s[9]], ['o', undefined, '', undefined]);
assert.ok(Number.isNaN(s.charCodeAt(9)));
assert.strictEqual('\u{1F600}'.codePointAt(0), 0x1F600);
assert.strictEqual('\u{1F600}'.codePointAt(1), 0xDE00);
assert.strictEqual('x'.codePointAt(1), undefined);
const big = 'ab'.repeat(5000);
assert.strictEqual(big.slice(4999, 5003), 'baba');
