// Parameters: defaults see earlier ones and their own scope, eval in them declares there, length counts up to the first default.
const assert = require('assert');

const x = 'outer';
function f(a, b = a, c = () => [a, b, x]) { var x = 'inner'; a = 'changed'; return c(); }
assert.deepStrictEqual(f(1), ['changed', 1, 'outer']);
function g(a, b = () => a) { var a; const before = a; a = 2; return [before, a, b()]; }
assert.deepStrictEqual(g(1), [1, 2, 1]);
assert.throws(() => ((a = b, b = 1) => a)(), ReferenceError);
assert.strictEqual(((a, b) => a)(undefined, ...[1, 2, 3]), undefined);
assert.deepStrictEqual([((a, b = 1, c) => 0).length, ((...r) => 0).length, (({ a }, [b]) => 0).length], [1, 0, 2]);
function h(p = eval('var added = 1; added'), q = added) { return [p, q, typeof added]; }
assert.deepStrictEqual(h(), [1, 1, 'number']);
function sloppy(a, b) { arguments[0] = 'x'; b = 'y'; return [a, arguments[1], arguments.length]; }
assert.deepStrictEqual(sloppy(1, 2, 3), ['x', 'y', 3]);
function unmapped(a = 0) { arguments[0] = 'x'; return a; }
assert.strictEqual(unmapped(1), 1);
assert.throws(() => Function('a = 1', '"use strict"'), SyntaxError);
assert.throws(() => eval('(function (a, [a]) {})'), SyntaxError);
const order = [];
(function ({ [(order.push('key'), 'k')]: v = order.push('default') }, w = order.push('w')) {})({});
assert.deepStrictEqual(order, ['key', 'default', 'w']);
