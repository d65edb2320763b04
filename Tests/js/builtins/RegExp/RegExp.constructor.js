'use strict';
// The constructor: sources, flags, escaping, errors.
const assert = require('assert');

assert.strictEqual(String(new RegExp('a/b\n', 'gi')), '/a\\/b\\n/gi');
assert.strictEqual(new RegExp('').source, '(?:)');
assert.strictEqual(RegExp(/x/g, 'i').flags, 'i');
const re = /x/;
assert.strictEqual(RegExp(re), re);
assert.notStrictEqual(new RegExp(re), re);
assert.throws(() => new RegExp('('), { name: 'SyntaxError', message: 'Invalid regular expression: /(/: Unterminated group' });
assert.throws(() => new RegExp('a', 'zz'), { message: "Invalid flags supplied to RegExp constructor 'zz'" });
for (const bad of ['*', 'a**', '[b-a]', '(?<n>a)(?<n>b)', 'a{2,1}', '\\', '(?<1>a)']) assert.throws(() => new RegExp(bad), SyntaxError, bad);
for (const bad of ['{1}', '\\-', 'a{', '\\k', ']', '\\u{110000}']) assert.throws(() => new RegExp(bad, 'u'), SyntaxError, bad);
assert.ok(new RegExp('a{').test('a{') && new RegExp(']').test(']') && /\c/.test('\\c'));
assert.strictEqual(new RegExp('a', 'dgimsuy').flags, 'dgimsuy');
assert.ok(/a/dgimsy.hasIndices && /a/s.dotAll && /a/y.sticky && /a/v.unicodeSets);
