'use strict';
// In strict functions arguments is a copy; arrow functions have that of the function around them.
const assert = require('assert');

function copy(a) { arguments[0] = 'A'; return [a, arguments[0]]; }
assert.deepStrictEqual(copy(1), [1, 'A']);
assert.throws(() => (function() { return arguments.callee; })(), TypeError);
assert.strictEqual((function() { return (() => arguments[0])('inner'); })('outer'), 'outer');
assert.deepStrictEqual((function() { return [...arguments]; })(1, 2, 3), [1, 2, 3]);
assert.strictEqual(Object.prototype.toString.call((function() { return arguments; })()), '[object Arguments]');
assert.strictEqual((function() { return this; })(), undefined);
assert.strictEqual((function() { return typeof this; }).call(5), 'number');
