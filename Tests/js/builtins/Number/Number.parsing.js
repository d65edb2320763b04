'use strict';
// Number(), parseInt, parseFloat: what each accepts.
const assert = require('assert');

const cases = { '': 0, ' 12 ': 12, '0x1F': 31, '0b11': 3, '0o17': 15, '1e3': 1000, '.5': 0.5, '5.': 5, '-Infinity': -Infinity, '\n\t7\u00A0': 7 };
for (const [text, n] of Object.entries(cases)) assert.strictEqual(Number(text), n, text);
for (const bad of ['1 2', '1px', '0x', '-0x1', '1_0', 'infinity', '1e', '--1', '1n']) assert.ok(Number.isNaN(Number(bad)), bad);
assert.deepStrictEqual([parseInt('42px'), parseInt('  -0x1f'), parseInt('101', 2), parseInt('zz', 36), parseInt('8', 8), parseInt(''), parseInt('1e3')], [42, -31, 5, 1295, NaN, NaN, 1]);
assert.deepStrictEqual([parseInt('10', 37), parseInt('10', 1), parseInt('10', 0), parseInt(null, 36)], [NaN, NaN, 10, 1112745]);
assert.deepStrictEqual([parseFloat('3.14abc'), parseFloat('.5.5'), parseFloat('-.e'), parseFloat('1e1000'), parseFloat('-0')], [3.14, 0.5, NaN, Infinity, -0]);
assert.strictEqual(Number(12n), 12);
assert.strictEqual(Number(new Date(5)), 5);
assert.throws(() => Number(Symbol()), TypeError);
assert.strictEqual(Number.parseFloat, parseFloat);
