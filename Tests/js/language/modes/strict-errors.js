'use strict';
// What strict code refuses, as early errors and at run time.
const assert = require('assert');

for (const source of ['with ({}) {}', 'delete x', 'eval = 1', 'arguments++', 'function f(a, a) {}', 'var public', 'yield = 1', '({ m(eval) {} })', 'function eval() {}', '010', '"\\01"', 'if (1) function f() {}', 'implements', 'label: function f() {}']) {
  assert.throws(() => (0, eval)('"use strict"; ' + source), SyntaxError, source);
}
assert.throws(() => { undeclaredName = 1; }, ReferenceError);
assert.throws(() => { 'str'.length = 1; }, TypeError);
assert.throws(() => { (5).x = 1; }, TypeError);
assert.throws(() => { Object.preventExtensions({}).x = 1; }, TypeError);
assert.throws(() => { NaN = 1; }, TypeError);
assert.throws(() => { Object.defineProperty({}, 'r', { value: 1 }).r = 2; }, TypeError);
