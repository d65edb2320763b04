// In sloppy functions with simple parameters, arguments and the parameters are the same places.
const assert = require('assert');
function mapped(a, b) {
  arguments[0] = 'A';
  b = 'B';
  return [a, arguments[1], arguments.length];
}
assert.deepStrictEqual(mapped(1, 2, 3), ['A', 'B', 3]);
function unmapped(a, b = 0) {
  arguments[0] = 'A';
  b = 'B';
  return [a, arguments[1]];
}
assert.deepStrictEqual(unmapped(1, 2), [1, 2]);
function beyond(a, b) { b = 5; return arguments[1]; }
assert.strictEqual(beyond(1), undefined);
assert.strictEqual((function() { return arguments.callee.name; })(), '');
assert.strictEqual(typeof (function() { return this; })(), 'object');
assert.strictEqual(typeof (function() { return this; }).call(5), 'object');
