'use strict';
// Parameter expressions have a scope of their own: they do not see the variables of the body.
const assert = require('assert');

var x = 'outer';
function f(get = () => x) {
  var x = 'body';
  return [get(), x];
}
assert.deepStrictEqual(f(), ['outer', 'body']);
function g(a, get = () => a) {
  var a;
  const before = a;
  a = 'changed';
  return [before, get(), a];
}
assert.deepStrictEqual(g(1), [1, 1, 'changed']);
function h(a = 1, b = a + 1, c = b * 2) { return [a, b, c]; }
assert.deepStrictEqual(h(undefined, 5), [1, 5, 10]);
assert.throws(() => { (function(a = b, b) {})(); }, ReferenceError);
assert.strictEqual(h.length, 0);
assert.strictEqual(((p, q = 1, r) => 0).length, 1);
