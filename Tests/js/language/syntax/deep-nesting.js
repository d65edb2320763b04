'use strict';
// Programs that are nested too deeply are a RangeError, however the nesting is written; long ones are not.
const assert = require('assert');

const n = 100000;
// Making the texts takes too long when the collector runs at every allocation.
if (process.env.SWJS_GC_STRESS) process.exit();
for (const text of [
  '('.repeat(n) + '1' + ')'.repeat(n), '['.repeat(n) + ']'.repeat(n), '{'.repeat(n) + '}'.repeat(n), 'x=>'.repeat(n) + '1', '!'.repeat(n) + '1',
  '2' + '**1'.repeat(n), 'function f(){'.repeat(n) + '}'.repeat(n), 'if(1);else '.repeat(n) + ';', '`${'.repeat(20000) + '1' + '}`'.repeat(20000),
]) assert.throws(() => (0, eval)(text), RangeError, text.slice(0, 20));
// What is parsed in a loop may be too deep for the compiler.
for (const [text, value] of [
  ['1' + '&&1'.repeat(n), 1], ['null' + '??null'.repeat(n), null], ['var chain = {}; chain.a = chain; chain' + '.a'.repeat(n), undefined],
  ['function call() { return call } call' + '()'.repeat(n), undefined],
]) {
  try {
    const result = (0, eval)(text);
    if (value !== undefined) assert.strictEqual(result, value);
  } catch (e) {
    assert.ok(e instanceof RangeError, e.name);
  }
}
assert.strictEqual((0, eval)('0' + '+1'.repeat(n)), n);
let depth = 0;
// Wide frames, so that not many texts are parsed before the stack ends.
const wide = new Array(400).fill(0);
try {
  (function down() { depth++; (0, eval)('['.repeat(300) + ']'.repeat(300)); down(...wide); })();
} catch (e) {
  assert.ok(e instanceof RangeError && depth > 100);
}
let bound = function () {};
for (let i = 0; i < n; i++) bound = bound.bind();
assert.throws(() => ({}) instanceof bound, RangeError);
// The realm of a function that is bound again and again.
let target = function () {};
for (let i = 0; i < n; i++) target = target.bind();
try {
  Reflect.construct(Array, [], target);
} catch (e) {
  assert.ok(e instanceof RangeError);
}
