'use strict';
// Modifiers, duplicate names, set notation, lookbehind, match indices.
const assert = require('assert');

const r = (source, flags) => new RegExp(source, flags);
assert.deepStrictEqual([r('(?i:a)b').test('Ab'), r('(?i:a)b').test('AB'), r('(?-i:a)b', 'i').test('AB'), r('(?s-m:^.$)', 'm').test('\n')],
  [true, false, false, true]);
for (const bad of ['(?ii:a)', '(?i-i:a)', '(?-:a)', '(?u:a)']) assert.throws(() => r(bad), SyntaxError, bad);
const date = r('(?<y>\\d{4})-(?<m>\\d\\d)|(?<m>\\d\\d)/(?<y>\\d{4})');
assert.deepStrictEqual(['2025-06', '06/2025'].map((s) => ({ ...date.exec(s).groups })), [{ y: '2025', m: '06' }, { y: '2025', m: '06' }]);
assert.throws(() => r('(?<a>x)(?<a>y)'), SyntaxError);
assert.strictEqual(r('(?:(?<a>x)|(?<a>y))\\k<a>').exec('xyy')[0], 'yy');
assert.deepStrictEqual('a5é-Z'.match(r('[\\w--[0-9]]|[\\p{L}&&[^\\x00-\\x7f]]', 'gv')), ['a', 'é', 'Z']);
assert.ok(r('^[\\q{abc|d}x]$', 'v').test('abc') && r('^\\p{RGI_Emoji}$', 'v').test('\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'));
assert.throws(() => r('[a--b&&c]', 'v'), SyntaxError);
assert.throws(() => r('a', 'uv'), SyntaxError);
assert.deepStrictEqual('$12 €34'.match(r('(?<=\\$)\\d+')).slice(), ['12']);
assert.deepStrictEqual([...r('(?<=(\\d)(\\d+))$').exec('1234')], ['', '1', '234']);
const indices = r('a(?<x>b)?(c)', 'd').exec('zac').indices;
assert.deepStrictEqual([...indices, indices.groups.x], [[1, 3], undefined, [2, 3], undefined]);
assert.strictEqual(r('a', 'dgimsvy').flags, 'dgimsvy');
