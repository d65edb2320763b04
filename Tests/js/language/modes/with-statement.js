// with: lookup, assignment, receivers, and Symbol.unscopables.
const assert = require('assert');
const o = { x: 1, f() { return this; } };
var y = 'outer';
with (o) {
  x = 2;
  y = 'changed';
  assert.strictEqual(f(), o);
  var x2 = x;
}
assert.deepStrictEqual([o.x, y, x2, 'y' in o], [2, 'changed', 2, false]);
const keys = 'outer keys';
with ([]) { assert.strictEqual(keys, 'outer keys'); assert.strictEqual(length, 0); }
const scope = { hidden: 1, [Symbol.unscopables]: { hidden: true } };
var hidden = 'outside';
with (scope) assert.strictEqual(hidden, 'outside');
assert.throws(() => { with (null) {} }, TypeError);
