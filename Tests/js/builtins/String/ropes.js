'use strict';
// Strings made by concatenation are as any other: indices, equality, keys, slices, deep nesting.
const assert = require('assert');

let left = '';
let right = '';
for (let i = 0; i < 20000; i++) { left += i % 10; right = (i % 10) + right; }
assert.strictEqual(left.length, 20000);
assert.strictEqual(left[12345], '5');
assert.strictEqual([...right].reverse().join(''), left);
const key = 'prop' + left.slice(0, 5);
const o = { prop01234: 'found' };
assert.strictEqual(o[key], 'found');
assert.ok('a' + 'b' + 'c' === 'abc' && new Set(['ab' + key]).has('abprop01234'));
const halves = left + right;
assert.strictEqual(halves.slice(19998, 20002), '8998');
assert.strictEqual(halves.indexOf('99'), 19999);
assert.strictEqual(('ä' + '\u{1F600}' + 'x').length, 4);
switch ('sw' + 'itch') { case 'switch': break; default: assert.ok(false); }
