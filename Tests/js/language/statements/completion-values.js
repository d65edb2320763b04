'use strict';
// The value of statements, as eval gives it.
const assert = require('assert');

const cases = [
  ['1; {}', 1], ['1; if (false) 2', undefined], ['do { 5; break; } while (0)', 5], ['for (var i = 0; i < 3; i++) i', 2],
  ['1; var x = 2;', 1], ['switch (1) { case 1: "a"; break; }', 'a'], ['try { 1 } finally { 2 }', 1], ['l: { 3; break l; }', 3],
  ['1; function f() {}', 1], ['2; ;;', 2], ['({a: 1}).a', 1], ['{a: 1}', 1],
];
for (const [source, value] of cases) assert.strictEqual((0, eval)(source), value, source);
// A `break` out of a finally block does not carry the try block's value.
assert.strictEqual(eval('9; do { 8; try { 7 } finally { break; } } while (false)'), undefined);
assert.strictEqual(eval('9; do { 8; try { 7 } finally { 6; break; } } while (false)'), 6);
assert.strictEqual(eval('9; do { 8; try { 7 } finally { 6; } } while (false)'), 7);
