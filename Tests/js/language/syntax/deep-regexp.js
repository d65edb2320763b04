'use strict';
// Nested patterns are refused rather than overflow the native stack, also when little of that is left.
const assert = require('assert');

if (process.env.SWJS_GC_STRESS) process.exit();
const nested = (open, inner, close, n) => open.repeat(n) + inner + close.repeat(n);
const patterns = [
  nested('(', 'a', ')', 480), nested('(?:', 'a|b', ')*', 480), nested('(?=', 'a', ')', 480), nested('(?<!', 'a', ')', 480),
];
function compile() {
  for (const pattern of patterns) {
    try {
      new RegExp(pattern).test('aaaa');
    } catch (e) {
      assert.ok(e instanceof SyntaxError || e instanceof RangeError, e.name);
    }
  }
  try {
    (0, eval)(`/${patterns[0]}/`);
    new RegExp(nested('[', 'a', ']', 480), 'v').test('a');
  } catch (e) {
    assert.ok(e instanceof SyntaxError || e instanceof RangeError, e.name);
  }
}
let depth = 0;
function down() {
  if (++depth % 500 === 0) compile();
  try {
    // Natively nested.
    [1].forEach(down);
  } catch (e) {
    if (depth-- % 20 === 0) compile();
    throw e;
  }
}
assert.throws(down, RangeError);
compile();
assert.ok(new RegExp(nested('(?:', 'a', ')', 200)).test('a'));
