'use strict';
// max, min, hypot, pow, roots, logarithms, integers.
const assert = require('assert');

const same = (a, b) => assert.ok(Object.is(a, b), `${a} is not ${b}`);
same(Math.max(), -Infinity); same(Math.min(), Infinity); same(Math.max(1, NaN), NaN); same(Math.max(-0, 0), 0); same(Math.min(0, -0), -0); same(Math.max(1, '3', [2]), 3);
same(Math.hypot(3, 4), 5); same(Math.hypot(), 0); same(Math.hypot(NaN, Infinity), Infinity);
same(Math.pow(2, -1), 0.5); same(Math.pow(1, Infinity), NaN); same(Math.pow(NaN, 0), 1); same((-8) ** (1 / 3), NaN); same(Math.cbrt(-27), -3);
same(Math.imul(0xffffffff, 5), -5); same(Math.clz32(1), 31); same(Math.clz32(0), 32);
same(Math.log2(8), 3); same(Math.log10(1000), 3); same(Math.log1p(0), 0); same(Math.expm1(0), 0); same(Math.atan2(0, -0), Math.PI); same(Math.sqrt(2), Math.SQRT2);
for (let i = 0; i < 100; i++) { const r = Math.random(); assert.ok(r >= 0 && r < 1); }
assert.strictEqual(Object.prototype.toString.call(Math), '[object Math]');
assert.throws(() => Math.max(1n), TypeError);
